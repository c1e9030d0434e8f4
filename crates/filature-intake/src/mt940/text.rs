//! The text of a file whose format says nothing of its encoding.
//!
//! SWIFT's own character set is ASCII; banks write names beyond it in UTF-8, or in the code page of their
//! country, which can only be guessed.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// A file as text.
pub(super) struct Decoded<'a> {
    /// The text, without a byte order mark, its lines ending in LF (with CR before it or not).
    pub(super) text: Cow<'a, str>,
    /// The encoding that was guessed, where the bytes are not UTF-8.
    pub(super) guessed: Option<&'static str>,
    /// The first line that is not ASCII, where the encoding was guessed.
    pub(super) first_odd_line: u32,
}

/// Decodes the bytes; borrows them when they are UTF-8.
pub(super) fn decode(bytes: &[u8]) -> Decoded<'_> {
    let (marked, body) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (Some(encoding), &bytes[length..]),
        None => (None, bytes),
    };
    if marked.is_none_or(|encoding| encoding == UTF_8)
        && let Ok(text) = std::str::from_utf8(body)
    {
        return Decoded { text: with_line_feeds(Cow::Borrowed(text)), guessed: None, first_odd_line: 0 };
    }
    let encoding = marked.unwrap_or_else(|| guess(body));
    let (text, had_errors) = encoding.decode_without_bom_handling(body);
    let guessed = (marked.is_none() || had_errors).then(|| encoding.name());
    let first_odd_line = line_of(&text, text.find(|letter: char| !letter.is_ascii()).unwrap_or(0));
    Decoded { text: with_line_feeds(text), guessed, first_odd_line }
}

/// What the bytes most likely are in. Statements are short of prose, so that a guess of an East Asian
/// encoding rests on a handful of bytes: Western European is then the likelier.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    if encoding.is_single_byte() { encoding } else { WINDOWS_1252 }
}

/// Old Macintosh exports end lines in CR alone.
fn with_line_feeds(text: Cow<'_, str>) -> Cow<'_, str> {
    if memchr::memchr(b'\n', text.as_bytes()).is_some() || memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    Cow::Owned(text.replace('\r', "\n"))
}

fn line_of(text: &str, at: usize) -> u32 {
    let before = memchr::memchr_iter(b'\n', &text.as_bytes()[..at]).count();
    u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1)
}
