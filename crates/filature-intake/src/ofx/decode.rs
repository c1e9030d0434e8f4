//! The text of an OFX file. Version 1 says its encoding in a header of its own, version 2 as XML does; what a file
//! says and what it holds are often two things.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::memchr;

use crate::Refusal;
use crate::iso20022::encoding::{self, count_lines};

/// How far the header may reach.
const HEADER_BYTES: usize = 2_048;

/// The words of the header: some programs write them on one line, without anything between.
const KEYS: [&str; 9] =
    ["OFXHEADER", "DATA", "VERSION", "SECURITY", "ENCODING", "CHARSET", "COMPRESSION", "OLDFILEUID", "NEWFILEUID"];

/// A file as text.
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    /// What is to be said of the encoding, by line: what stands there, and as what it was read.
    pub(super) notes: Vec<(u32, String, String)>,
}

/// Decodes the bytes; borrows them when they are UTF-8.
///
/// # Errors
/// A refusal when the bytes are not UTF-8 and the encoding that the file names is not known.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Refusal> {
    let mut decoded = to_text(bytes)?;
    // Old Macintosh programs end lines in CR alone.
    if memchr(b'\n', decoded.text.as_bytes()).is_none() && memchr(b'\r', decoded.text.as_bytes()).is_some() {
        decoded.text = Cow::Owned(decoded.text.replace('\r', "\n"));
    }
    Ok(decoded)
}

fn to_text(bytes: &[u8]) -> Result<Decoded<'_>, Refusal> {
    let wide = match bytes {
        [0, low, ..] if *low != 0 => Some(UTF_16BE),
        [low, 0, ..] if *low != 0 => Some(UTF_16LE),
        _ => None,
    };
    if let Some(encoding) = wide {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return Ok(Decoded { text, notes: Vec::new() });
    }
    if Encoding::for_bom(bytes).is_some() {
        return by_xml(bytes);
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEADER_BYTES)]);
    let header = head.split('<').next().unwrap_or_default();
    let label = label(header);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: Cow::Borrowed(text), notes: contradiction(text, label.as_deref()) });
    }
    match label {
        Some(label) => {
            let Some(encoding) = Encoding::for_label(label.as_bytes()) else {
                return Err(Refusal::new(
                    format!("The file says that it is encoded in {label:?}, which is not known."),
                    "Save it as UTF-8, or ask the bank for it in UTF-8.",
                ));
            };
            let (text, _) = encoding.decode_without_bom_handling(bytes);
            let notes = replaced(&text, encoding.name());
            Ok(Decoded { text, notes })
        }
        None if head.contains("<?xml") => by_xml(bytes),
        None => {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
            let expected = "UTF-8; the file was read as windows-1252, which is a guess".to_owned();
            let (line, found) = first_odd(&text);
            Ok(Decoded { notes: vec![(line, found, expected)], text })
        }
    }
}

fn by_xml(bytes: &[u8]) -> Result<Decoded<'_>, Refusal> {
    let decoded = encoding::decode(bytes)?;
    let expected = decoded.encoding;
    let notes = decoded.bad_lines.iter().map(|&line| (line, String::new(), expected.to_owned())).collect();
    Ok(Decoded { text: decoded.text, notes })
}

/// The web name of the encoding that a header declares; none where it declares none.
///
/// `CHARSET` counts where `ENCODING` is `USASCII`; it is a number of a Windows code page, or a name of ISO 8859.
fn label(header: &str) -> Option<String> {
    let charset = value(header, "CHARSET").unwrap_or_default();
    let of_encoding = value(header, "ENCODING").unwrap_or_default();
    let number = charset.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    match (of_encoding.to_ascii_uppercase().as_str(), charset) {
        ("UTF-8" | "UTF8" | "UNICODE", _) | (_, "" | "NONE" | "none") => None,
        _ if number.len() == 4 && number.starts_with("125") => Some(format!("windows-{number}")),
        _ if number.starts_with("8859-") => Some(format!("iso-{number}")),
        (_, charset) => Some(charset.to_ascii_lowercase()),
    }
}

/// The value of a key, which ends at a blank or at the next key.
fn value<'a>(header: &'a str, key: &str) -> Option<&'a str> {
    let after =
        header.match_indices(key).find_map(|(at, _)| header[at + key.len()..].trim_start().strip_prefix(':'))?;
    let value = after.split(['\r', '\n', ' ', '\t']).next()?;
    let end = KEYS.iter().filter_map(|key| value.find(key)).min().unwrap_or(value.len());
    Some(&value[..end])
}

/// UTF-8 under a header that declares something else: the bytes are believed, and it is said.
fn contradiction(text: &str, label: Option<&str>) -> Vec<(u32, String, String)> {
    let Some(label) = label.filter(|_| !text.is_ascii()) else { return Vec::new() };
    let (line, found) = first_odd(text);
    vec![(line, found, format!("{label}, as the header says; the bytes are UTF-8 and were read as such"))]
}

fn replaced(text: &str, encoding: &str) -> Vec<(u32, String, String)> {
    match text.find('\u{FFFD}') {
        Some(at) => vec![(line_of(text, at), String::new(), encoding.to_owned())],
        None => Vec::new(),
    }
}

/// The first line with something beyond ASCII.
fn first_odd(text: &str) -> (u32, String) {
    let at = text.find(|letter: char| !letter.is_ascii()).unwrap_or(0);
    let start = text[..at].rfind(['\n', '>']).map_or(0, |before| before + 1);
    (line_of(text, at), text[start..].lines().next().unwrap_or_default().trim().chars().take(120).collect())
}

fn line_of(text: &str, at: usize) -> u32 {
    count_lines(&text.as_bytes()[..at]).saturating_add(1)
}
