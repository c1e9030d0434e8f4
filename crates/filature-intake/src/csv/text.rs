//! From bytes to text: byte-order mark, else UTF-8, else the encoding that the bytes are most likely in.

use std::borrow::Cow;

use encoding_rs::Encoding;
use filature_model::{Place, Problem, ProblemCode, SourceId};

use super::encoding;
use crate::Refusal;

/// A file's text, and what was done to obtain it.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// The encoding it was in.
    pub encoding: &'static Encoding,
    /// The first line with bytes that are no text, counted from 1, if there are such.
    pub first_broken_line: Option<u32>,
    /// Whether nothing of the text bears the encoding out.
    pub is_guessed: bool,
}

impl Decoded<'_> {
    /// The problems of decoding: an encoding that nothing bears out, and the first broken line.
    pub fn problems(&self, source: SourceId) -> Vec<Problem> {
        let problem = |line| {
            let place = Place { line: Some(line), ..Place::default() };
            Problem::new(source, place, ProblemCode::BadEncoding, "", self.encoding.name())
        };
        let guessed = self
            .is_guessed
            .then(|| Problem::new(source, Place::default(), ProblemCode::GuessedEncoding, self.encoding.name(), ""));
        guessed.into_iter().chain(self.first_broken_line.map(problem)).collect()
    }
}

/// Decodes a whole file.
///
/// # Errors
/// A refusal for an encoding that nobody knows, for nothing at all, and for bytes that are no text.
pub fn decode<'a>(bytes: &'a [u8], declared: Option<&str>) -> Result<Decoded<'a>, Refusal> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal::new("The file is empty.", "Ask the sender for it again."));
    }
    let by_mark = Encoding::for_bom(bytes);
    let (encoding, is_certain) = match (by_mark, declared) {
        (Some((encoding, _)), _) => (encoding, true),
        (None, Some(label)) => {
            let named = Encoding::for_label(label.as_bytes()).ok_or_else(|| {
                Refusal::new(
                    format!("The mapping names an encoding that is not known: {label:?}."),
                    "Use a name such as utf-8, windows-1252 or iso-8859-2.",
                )
            })?;
            (named, true)
        }
        (None, None) => {
            let told = encoding::tell(bytes);
            (told.encoding, told.is_certain)
        }
    };
    if encoding.is_ascii_compatible() && memchr::memchr(0, bytes).is_some() {
        return Err(Refusal::new(
            "The file holds NUL bytes: it is not text.",
            "Ask for an export in a format that filature reads (camt.053, MT940, CSV).",
        ));
    }
    let (text, broken) = encoding.decode_with_bom_removal(bytes);
    let text = with_line_feeds(text);
    let first_broken_line = broken.then(|| {
        let before = text.find('\u{FFFD}').unwrap_or(0);
        line_of(&text, before)
    });
    Ok(Decoded { text, encoding, first_broken_line, is_guessed: !is_certain })
}

/// Old Macintosh exports end their lines in CR alone: each is a line, and counted as one.
fn with_line_feeds(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memchr(b'\n', text.as_bytes()).is_some() || memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    Cow::Owned(text.replace('\r', "\n"))
}

/// The physical line, from 1, at which a byte offset stands.
pub fn line_of(text: &str, offset: usize) -> u32 {
    let lines = memchr::memchr_iter(b'\n', &text.as_bytes()[..offset]).count();
    u32::try_from(lines).unwrap_or(u32::MAX).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(decode("é;ü\n".as_bytes(), None).unwrap().encoding.name(), "UTF-8");
        let western = decode(b"Libell\xe9;D\xe9bit;Cr\xe9dit\nloyer \xe0 payer;1;2\n", None).unwrap();
        assert_eq!(western.encoding.name(), "windows-1252");
        assert!(western.text.starts_with("Libellé;"));
        let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain("a;b\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(decode(&wide, None).unwrap().text, "a;b\n");
    }

    #[test]
    fn damaged_utf8_names_its_first_line() {
        let decoded = decode(b"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\nab\xff\n", None).unwrap();
        assert_eq!(decoded.first_broken_line, Some(2));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(decode(b"", None).is_err());
        assert!(decode(b"\x00\x01\x02a,b", None).is_err());
    }
}
