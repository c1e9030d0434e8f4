//! Text as XML lets it in. Every text that goes into a word processor's file passes here: there is no other way in.

use std::borrow::Cow;

pub use crate::escape::escape;

/// U+200E, which is not seen and ends the reach of letters that are read from right to left.
const LEFT_TO_RIGHT_MARK: char = '\u{200e}';

/// Text to be read: where it holds letters that are read from right to left, they do not move their neighbours.
pub fn shown(text: &str) -> String {
    if text.chars().any(is_right_to_left) {
        format!("{LEFT_TO_RIGHT_MARK}{}{LEFT_TO_RIGHT_MARK}", escape(text))
    } else {
        escape(text)
    }
}

/// The text in stretches, each with whether it is read from right to left; spaces and marks between two such letters
/// belong to their stretch.
pub fn stretches(text: &str) -> Vec<(bool, Cow<'_, str>)> {
    if !text.chars().any(is_right_to_left) {
        return vec![(false, text.into())];
    }
    let mut made = Vec::new();
    // Where the stretch that is being read began, and where its last letter from right to left ended.
    let (mut from, mut open): (usize, Option<usize>) = (0, None);
    for (at, letter) in text.char_indices() {
        if is_right_to_left(letter) {
            if open.is_none() && from < at {
                made.push((false, text[from..at].into()));
            }
            from = if open.is_none() { at } else { from };
            open = Some(at + letter.len_utf8());
        } else if let (true, Some(end)) = (letter.is_alphanumeric(), open) {
            made.push((true, text[from..end].into()));
            (from, open) = (end, None);
        }
    }
    if let Some(end) = open {
        made.push((true, text[from..end].into()));
        from = end;
    }
    if from < text.len() {
        made.push((false, text[from..].into()));
    }
    made
}

/// Letters of Hebrew, Arabic and the scripts beside them.
fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
        || matches!(letter, '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_put_together_are_the_text() {
        for text in ["", "plain", "عمر حداد", "a عمر, حداد 12 עמר.", "1عb", "ع"] {
            let whole: String = stretches(text).into_iter().map(|(_, piece)| piece).collect();
            assert_eq!(whole, text);
        }
        let found = stretches("M. عمر حداد, 12");
        let found: Vec<(bool, &str)> = found.iter().map(|(right, piece)| (*right, piece.as_ref())).collect();
        assert_eq!(found, [(false, "M. "), (true, "عمر حداد"), (false, ", 12")]);
    }

    #[test]
    fn nothing_that_xml_forbids_gets_in() {
        for code in (0..0x20).chain(0x7f..0xa0).chain([0xfffe, 0xffff, 0xfeff]) {
            let letter = char::from_u32(code).unwrap();
            assert_eq!(escape(&letter.to_string()), format!("⟨U+{code:04X}⟩"));
        }
        assert_eq!(shown("<&>\"'"), "&lt;&amp;&gt;&quot;&#39;");
        assert_eq!(shown("عمر"), "\u{200e}عمر\u{200e}");
    }
}
