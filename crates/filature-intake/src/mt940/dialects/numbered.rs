//! Information in numbered parts: a code of three digits, then a mark and two digits before each part.
//!
//! ```text
//! 166?00GUTSCHRIFT?20EREF+R7?21SVWZ+Miete?30BANKDEFF?31DE…?32Name    Germany, Austria and who took it over
//! 020~00Przelew~20Czynsz~32Nazwisko~38PL…      also < ^ @ |          Poland
//! +00Превод+20Наем+31BG…+32Име                                       Bulgaria, with the code or without it
//! ```

/// A part of the German dialect holds 27 characters; from 26 on (a blank may have been cut off, or a bank
/// counts otherwise) the text runs on into the next part without a break between words.
const FULL_PART: usize = 26;

/// Information cut into its parts.
pub(super) struct Parts<'a> {
    pub(super) code: &'a str,
    parts: Vec<(&'a str, &'a str)>,
}

/// Whether a text begins as `166?00` does.
pub(super) fn is_numbered(text: &str, country: &str) -> bool {
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    match text.as_bytes() {
        [a, b, c, mark, d, e, ..] if b"?<~@^|".contains(mark) => [a, b, c, d, e].into_iter().all(is_digit),
        [a, b, c, b'+', b'0', b'0', ..] => [a, b, c].into_iter().all(is_digit),
        [b'+', b'0', b'0', ..] => true,
        [b'+', b'1' | b'2', b'0', ..] => country == "BG",
        _ => false,
    }
}

impl<'a> Parts<'a> {
    /// Cuts a text that [`is_numbered`]. A mark before two digits begins a part; `+` is also a sign of texts, so that
    /// it begins one only where the number is known and greater than the last.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let (code, rest) = if text.starts_with('+') { ("", text) } else { text.split_at_checked(3)? };
        let mark = rest.chars().next()?;
        let mut parts: Vec<(&str, &str)> = Vec::new();
        let (mut open, mut last): (Option<(&str, usize)>, &str) = (None, "");
        for (at, _) in rest.match_indices(mark) {
            // The mark is one byte, so what follows it begins at the next one.
            let Some(number) = rest.get(at + 1..at + 3).filter(|number| is_number(number)) else { continue };
            if mark == '+' && (number <= last || !is_known(number)) {
                continue;
            }
            if let Some((number, start)) = open.replace((number, at + 3)) {
                parts.push((number, rest.get(start..at)?));
            }
            last = number;
        }
        let (number, start) = open?;
        parts.push((number, rest.get(start..)?));
        Some(Self { code, parts })
    }

    /// The first part of a number, if it is not blank.
    pub(super) fn one(&self, number: &str) -> Option<&'a str> {
        let (_, text) = self.parts.iter().find(|(found, _)| *found == number)?;
        Some(text.trim()).filter(|text| !text.is_empty())
    }

    /// The texts of the parts that a test chooses, joined as they were cut.
    pub(super) fn joined(&self, chosen: impl Fn(&str) -> bool) -> String {
        let parts = || self.parts.iter().filter(|(number, _)| chosen(number)).map(|(_, text)| *text);
        // Some banks have longer parts: then only those of full length run on.
        let Some(longest) = parts().map(|part| part.chars().count()).max() else { return String::new() };
        let full = if longest > FULL_PART + 1 { longest } else { FULL_PART };
        let mut joined = String::new();
        let mut was_full = true;
        for part in parts() {
            if !was_full && !part.starts_with(' ') {
                joined.push(' ');
            }
            joined.push_str(part);
            was_full = part.chars().count() >= full || part.ends_with(' ');
        }
        joined.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The parts that are not known.
    pub(super) fn unknown(&self) -> String {
        self.joined(|number| !is_known(number))
    }
}

/// Whether a part has a meaning; any other stays in the text.
fn is_known(number: &str) -> bool {
    matches!(number.as_bytes(), b"00" | b"10" | [b'2', _] | [b'3', b'0'..=b'4' | b'8'] | [b'6', b'0'..=b'5'])
}

fn is_number(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit())
}
