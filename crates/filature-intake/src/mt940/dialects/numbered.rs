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

/// More parts than this, of which an entry may have, make room for themselves.
const USUAL_PARTS: usize = 16;

/// The two digits before a part.
pub(super) type Number = [u8; 2];

/// Information cut into its parts.
pub(super) struct Parts<'a> {
    pub(super) code: &'a str,
    parts: Vec<(Number, &'a str)>,
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
        let mark = *rest.as_bytes().first()?;
        let mut parts: Vec<(Number, &str)> = Vec::with_capacity(USUAL_PARTS);
        let (mut open, mut last): (Option<(Number, usize)>, Number) = (None, *b"  ");
        for at in memchr::memchr_iter(mark, rest.as_bytes()) {
            // The mark is of ASCII, so what follows it begins at the next byte.
            let Some(number) = number_at(rest.as_bytes(), at + 1) else { continue };
            if mark == b'+' && (number <= last || !is_known(&number)) {
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
    pub(super) fn one(&self, number: &Number) -> Option<&'a str> {
        let (_, text) = self.parts.iter().find(|(found, _)| found == number)?;
        Some(text.trim()).filter(|text| !text.is_empty())
    }

    /// The texts of the parts that a test chooses, joined as they were cut, in this room where they are several.
    pub(super) fn joined<'r>(&self, chosen: impl Fn(&Number) -> bool, room: &'r mut String) -> &'r str
    where
        'a: 'r,
    {
        let parts = || self.parts.iter().filter(|(number, _)| chosen(number)).map(|(_, text)| *text);
        let mut first_two = parts();
        match (first_two.next(), first_two.next()) {
            (None, _) => return "",
            (Some(one), None) if is_single_spaced(one) => return one,
            _ => {}
        }
        // Some banks have longer parts: then only those of full length run on.
        let longest = parts().map(letters).max().unwrap_or(0);
        let full = if longest > FULL_PART + 1 { longest } else { FULL_PART };
        room.clear();
        let mut was_full = true;
        for part in parts() {
            if !was_full && !part.starts_with(' ') {
                room.push(' ');
            }
            room.push_str(part);
            was_full = letters(part) >= full || part.ends_with(' ');
        }
        if !is_single_spaced(room) {
            *room = room.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        room
    }

    /// The parts that are not known.
    pub(super) fn unknown<'r>(&self, room: &'r mut String) -> &'r str
    where
        'a: 'r,
    {
        self.joined(|number| !is_known(number), room)
    }
}

/// How many letters a text has.
fn letters(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

/// Whether a text is of ASCII and has nothing but one space between its words, so that it is its words joined by a space.
fn is_single_spaced(text: &str) -> bool {
    let mut after_space = true;
    for &byte in text.as_bytes() {
        let is_space = byte == b' ';
        if !byte.is_ascii() || matches!(byte, b'\t'..=b'\r') || (is_space && after_space) {
            return false;
        }
        after_space = is_space;
    }
    !after_space || text.is_empty()
}

/// Whether a part has a meaning; any other stays in the text.
fn is_known(number: &Number) -> bool {
    matches!(number, b"00" | b"10" | [b'2', _] | [b'3', b'0'..=b'4' | b'8'] | [b'6', b'0'..=b'5'])
}

fn number_at(text: &[u8], at: usize) -> Option<Number> {
    match text.get(at..) {
        Some([tens, ones, ..]) if tens.is_ascii_digit() && ones.is_ascii_digit() => Some([*tens, *ones]),
        _ => None,
    }
}
