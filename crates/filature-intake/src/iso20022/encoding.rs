//! The text of an XML file, whatever its encoding, as appendix F of XML 1.0 finds it: by the byte order
//! mark, else by the look of the first bytes, else by the declaration.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memchr_iter;

use crate::Refusal;

/// How far into the file its declaration may reach.
const DECLARATION_BYTES: usize = 256;

/// A file as text.
pub(crate) struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub(crate) text: Cow<'a, str>,
    /// Lines on which bytes were no text in the encoding, counted from 1.
    pub(crate) bad_lines: Vec<u32>,
    /// The name of the encoding.
    pub(crate) encoding: &'static str,
}

/// Decodes the bytes; borrows them when they are UTF-8, which most are.
pub(crate) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Refusal> {
    let (encoding, body) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, &bytes[length..]),
        None => (by_look(bytes)?, bytes),
    };
    if encoding == UTF_8
        && let Ok(text) = std::str::from_utf8(body)
    {
        return Ok(Decoded { text: Cow::Borrowed(text), bad_lines: Vec::new(), encoding: encoding.name() });
    }
    let (text, had_errors) = encoding.decode_without_bom_handling(body);
    let bad_lines = if had_errors { lines_with_replacement(&text) } else { Vec::new() };
    Ok(Decoded { text, bad_lines, encoding: encoding.name() })
}

fn by_look(bytes: &[u8]) -> Result<&'static Encoding, Refusal> {
    match bytes {
        [b'<', 0, 0, 0, ..] | [0, 0, 0, b'<', ..] => return Err(unknown("UTF-32")),
        [b'<', 0, ..] => return Ok(UTF_16LE),
        [0, b'<', ..] => return Ok(UTF_16BE),
        _ => {}
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION_BYTES)]);
    let Some(label) = declared(&head) else { return Ok(UTF_8) };
    let encoding = Encoding::for_label(label.as_bytes()).ok_or_else(|| unknown(label))?;
    // A declaration that could be read byte by byte cannot itself be in UTF-16: a converter left it behind.
    Ok(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// The value of `encoding` in an XML declaration.
fn declared(head: &str) -> Option<&str> {
    let declaration = head.trim_start().strip_prefix("<?xml")?;
    let declaration = &declaration[..declaration.find("?>")?];
    let after = declaration[declaration.find("encoding")? + "encoding".len()..].trim_start();
    let value = after.strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value[1..].split(quote).next()
}

fn unknown(label: &str) -> Refusal {
    Refusal::new(
        format!("The file says that it is encoded in {label:?}, which is not known."),
        "Save it as UTF-8, or ask the bank for it in UTF-8.",
    )
}

fn lines_with_replacement(text: &str) -> Vec<u32> {
    let mut lines: Vec<u32> = Vec::new();
    let (mut line, mut counted) = (1_u32, 0);
    for (at, _) in text.match_indices('\u{FFFD}') {
        line = line.saturating_add(count_lines(&text.as_bytes()[counted..at]));
        counted = at;
        if lines.last() != Some(&line) {
            lines.push(line);
        }
    }
    lines
}

/// How many lines end in these bytes.
pub(crate) fn count_lines(bytes: &[u8]) -> u32 {
    u32::try_from(memchr_iter(b'\n', bytes).count()).unwrap_or(u32::MAX)
}
