//! From text to records: lines with a letter in front, up to a `^`.

/// What the records of a part of the file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Bookings of an account of money.
    Bookings,
    /// Bookings of securities.
    Securities,
    /// The account that follows.
    Account,
    /// Categories, classes, prices and the like.
    List,
    /// A heading that is not known.
    Unknown,
}

/// A part of the file, under its heading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Section<'a> {
    pub(super) kind: Kind,
    /// The heading as written.
    pub(super) heading: &'a str,
    pub(super) line: u32,
}

/// A line of a record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field<'a> {
    pub(super) letter: char,
    pub(super) value: &'a str,
    pub(super) line: u32,
}

/// A record. Its lines are lent: there may be millions of records.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'f, 'a> {
    pub(super) fields: &'f [Field<'a>],
    pub(super) line: u32,
    /// Whether its `^` was there: the last record of a file that was cut has none.
    pub(super) is_whole: bool,
}

impl<'a> Record<'_, 'a> {
    /// The first value of a letter that is not empty.
    pub(super) fn value(&self, letter: char) -> Option<&'a str> {
        self.fields
            .iter()
            .filter(|field| field.letter == letter)
            .map(|field| field.value)
            .find(|value| !value.is_empty())
    }
}

/// What stands in a file, in its order.
pub(super) enum Part<'f, 'a> {
    Section(Section<'a>),
    Record(Section<'a>, Record<'f, 'a>),
}

/// Goes through a file.
pub(super) fn walk<'a>(text: &'a str, mut part: impl FnMut(Part<'_, 'a>)) {
    let mut fields: Vec<Field<'a>> = Vec::new();
    let mut section = Section { kind: Kind::Unknown, heading: "", line: 1 };
    for (line, whole) in (1_u32..).zip(text.lines()) {
        let bare = whole.trim();
        let mut end = |fields: &mut Vec<Field<'a>>, section, is_whole| {
            if let Some(first) = fields.first() {
                part(Part::Record(section, Record { fields: fields.as_slice(), line: first.line, is_whole }));
            }
            fields.clear();
        };
        if bare.starts_with('!') {
            end(&mut fields, section, false);
            if let Some(kind) = kind_of(bare) {
                section = Section { kind, heading: bare, line };
                part(Part::Section(section));
            }
        } else if bare.starts_with('^') {
            end(&mut fields, section, true);
        } else if let Some(letter) = bare.chars().next() {
            let value = bare[letter.len_utf8()..].trim();
            fields.push(Field { letter, value, line });
        }
    }
    if let Some(first) = fields.first() {
        part(Part::Record(section, Record { fields: &fields, line: first.line, is_whole: false }));
    }
}

/// The kind of a heading; none for a switch, which begins nothing.
fn kind_of(heading: &str) -> Option<Kind> {
    let lower = heading.to_ascii_lowercase();
    if lower.starts_with("!option") || lower.starts_with("!clear") {
        return None;
    }
    if lower.starts_with("!account") {
        return Some(Kind::Account);
    }
    let word = lower.strip_prefix("!type:").unwrap_or_default().trim();
    Some(match word {
        "bank" | "cash" | "ccard" | "oth a" | "oth l" | "otha" | "othl" => Kind::Bookings,
        "invst" | "port" => Kind::Securities,
        "cat" | "class" | "memorized" | "security" | "prices" | "budget" | "tax" | "template" | "tag" => Kind::List,
        _ => Kind::Unknown,
    })
}
