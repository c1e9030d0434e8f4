//! Which type a message is, and what to ask for when it is not a statement.

use super::refuse;
use super::scan::Message;
use crate::Refusal;

const TYPES: &[(&str, &str)] = &[
    ("101", "an order to a bank to pay"),
    ("103", "a single payment"),
    ("104", "an order to collect"),
    ("110", "an advice of cheques"),
    ("202", "a transfer between banks"),
    ("900", "a confirmation of one debit"),
    ("910", "a confirmation of one credit"),
    ("920", "a request for statements"),
    ("941", "a report of balances"),
    ("942", "an interim report"),
];

/// What a message is.
pub(super) enum Kind {
    /// MT940 or MT950.
    Statement,
    /// Another type, as `MT103`, or what its fields show.
    Other(String),
    /// Nothing that could be told.
    Unknown,
}

/// Tells the type by the header, else by the fields that only one type has.
pub(super) fn of(message: &Message<'_>) -> Kind {
    match message.kind {
        Some("940" | "950") => return Kind::Statement,
        Some(kind) => return Kind::Other(kind.to_owned()),
        None => {}
    }
    let has = |tags: &[&str]| message.fields.iter().any(|field| tags.contains(&field.tag));
    if has(&["60F", "60M", "62F", "62M"]) {
        return Kind::Statement;
    }
    let other = |kind: &str| Kind::Other(kind.to_owned());
    match () {
        () if has(&["34F", "90D", "90C"]) => other("942"),
        () if has(&["15A"]) => other("3xx"),
        () if has(&["23B"]) => other("103"),
        () if has(&["28D", "21R"]) => other("101"),
        () if has(&["61"]) => Kind::Statement,
        () => Kind::Unknown,
    }
}

/// The refusal of a file in which no message is a statement.
pub(super) fn refusal(line: u32, kind: &str) -> Refusal {
    let words = TYPES.iter().find(|(known, _)| *known == kind).map(|(_, words)| *words);
    let words = words.unwrap_or(match kind.as_bytes().first() {
        Some(b'3') => "a confirmation of a currency, deposit or derivative trade",
        Some(b'5') => "a message on securities",
        _ => "another type of message",
    });
    refuse(
        line,
        format!("MT{kind} is {words}, not a statement."),
        "Ask the bank for MT940 or camt.053, the statement of the booked entries.",
    )
}

/// The type that the XML rendering of a message names (`<messageType>320</messageType>`).
pub(super) fn of_xml(text: &str) -> Option<&str> {
    let (_, after) = text.split_once("<messageType>")?;
    after.get(..3).filter(|kind| kind.bytes().all(|byte| byte.is_ascii_digit()))
}
