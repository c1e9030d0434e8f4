//! Encodings of fonts with codes of one byte: a named one, and the differences from it by the names of glyphs.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object};

/// The letters of each code of a font.
pub fn read(document: &Document, font: &Dictionary) -> BTreeMap<u32, String> {
    let encoding = font.get_deref(b"Encoding", document);
    let named = match encoding {
        Ok(Object::Name(name)) => Some(name.as_slice()),
        Ok(Object::Dictionary(dictionary)) => {
            dictionary.get_deref(b"BaseEncoding", document).and_then(Object::as_name).ok()
        }
        _ => None,
    };
    let is_true_type =
        font.get_deref(b"Subtype", document).and_then(Object::as_name).is_ok_and(|name| name == b"TrueType");
    let base = named.unwrap_or(if is_true_type { b"WinAnsiEncoding" } else { b"StandardEncoding" });
    let mut texts = of_encoding(Object::Name(base.to_vec()), 0..=255);
    let differences = encoding
        .and_then(Object::as_dict)
        .and_then(|dictionary| dictionary.get_deref(b"Differences", document))
        .and_then(Object::as_array);
    let mut code = 0_u32;
    for item in differences.into_iter().flatten().take(1_024) {
        match item {
            Object::Integer(first) => code = u32::try_from(*first).unwrap_or(256),
            Object::Name(name) => {
                if code < 256 {
                    // A name that says nothing (`/g17`) takes the letter of the base encoding away.
                    texts.remove(&code);
                    texts.extend(glyph(name).map(|text| (code, text)));
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    texts
}

/// The library knows the encodings of the standard and the names of Adobe's glyph list.
fn of_encoding(encoding: Object, codes: impl Iterator<Item = u8>) -> BTreeMap<u32, String> {
    let mut font = Dictionary::new();
    font.set("Type", Object::Name(b"Font".to_vec()));
    font.set("Encoding", encoding);
    let document = Document::new();
    let Ok(encoding) = font.get_font_encoding(&document) else { return BTreeMap::new() };
    let text = |code: u8| Document::decode_text(&encoding, &[code]).ok().filter(|text| !text.is_empty());
    codes.filter_map(|code| Some((u32::from(code), text(code)?))).collect()
}

/// The letters that a glyph is named after: `eacute`, `uni0161`, `u1F600`, `A.alt`.
fn glyph(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?.split('.').next().filter(|name| !name.is_empty())?;
    let hex = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).map(String::from);
    if let Some(digits) = name.strip_prefix("uni").filter(|digits| digits.len() == 4) {
        return hex(digits);
    }
    if let Some(text) = name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len())).and_then(hex) {
        return Some(text);
    }
    let mut difference = Dictionary::new();
    difference.set("Differences", vec![Object::Integer(0), Object::Name(name.as_bytes().to_vec())]);
    of_encoding(Object::Dictionary(difference), std::iter::once(0)).remove(&0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_are_known_by_their_names() {
        for (name, text) in [
            ("eacute", Some("é")),
            ("uni0161", Some("š")),
            ("u20AC", Some("€")),
            ("afii10017", Some("А")),
            ("A.alt", Some("A")),
            ("g17", None),
        ] {
            assert_eq!(glyph(name.as_bytes()).as_deref(), text, "{name}");
        }
    }

    #[test]
    fn differences_take_away_what_they_do_not_name() {
        let mut encoding = Dictionary::new();
        encoding.set("BaseEncoding", Object::Name(b"WinAnsiEncoding".to_vec()));
        encoding.set(
            "Differences",
            vec![Object::Integer(65), Object::Name(b"eacute".to_vec()), Object::Name(b"g1".to_vec())],
        );
        let mut font = Dictionary::new();
        font.set("Encoding", encoding);
        let texts = read(&Document::new(), &font);
        let of = |code: u32| texts.get(&code).map(String::as_str);
        assert_eq!([of(65), of(66), of(67), of(0xE9)], [Some("é"), None, Some("C"), Some("é")]);
    }
}
