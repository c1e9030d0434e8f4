//! Which type a message is, and what to ask for when it is none that is read.

use super::refuse;
use super::scan::Message;
use crate::Refusal;

/// Types that are known and not read: their number, what they are, what to ask for.
const TYPES: &[(&str, &str, &str)] = &[
    ("102", "a batch of payments", FOR_PAYMENTS),
    ("104", "an order to collect", FOR_STATEMENT),
    ("107", "an order to collect", FOR_STATEMENT),
    ("110", "an advice of cheques", FOR_STATEMENT),
    ("200", "a bank's transfer of its own money", FOR_STATEMENT),
    ("201", "a bank's transfers of its own money", FOR_STATEMENT),
    ("202", "a transfer between banks, perhaps the cover of a customer's payment", FOR_PAYMENTS),
    ("203", "transfers between banks", FOR_STATEMENT),
    ("204", "a direct debit between banks", FOR_STATEMENT),
    ("205", "a transfer between banks, perhaps the cover of a customer's payment", FOR_PAYMENTS),
    ("210", "a notice that money will arrive", FOR_STATEMENT),
    ("900", "a confirmation of one debit", FOR_STATEMENT),
    ("900/910", "a confirmation of one debit or credit", FOR_STATEMENT),
    ("910", "a confirmation of one credit", FOR_STATEMENT),
    ("920", "a request for statements", FOR_STATEMENT),
    ("941", "a report of balances without entries", FOR_STATEMENT),
];

const FOR_STATEMENT: &str = "Ask the bank for MT940 or camt.053, the statement of the booked entries.";
const FOR_PAYMENTS: &str = "Ask the bank for the customers' payments themselves (MT103 or pacs.008), or for MT940 or camt.053, the statement of the booked entries.";

/// What a message is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// MT940 or MT950.
    Statement,
    /// MT942.
    Interim,
    /// MT103.
    Transfer,
    /// MT101.
    Order,
    /// Another type, as `202`, or what its fields show.
    Other(String),
    /// Nothing that could be told.
    Unknown,
}

/// Tells the type by the header, else by the fields that only one type has.
pub(super) fn of(message: &Message<'_>) -> Kind {
    match message.kind {
        Some("940" | "950") => return Kind::Statement,
        Some("942") => return Kind::Interim,
        Some("103") => return Kind::Transfer,
        Some("101") => return Kind::Order,
        Some(kind) => return Kind::Other(kind.to_owned()),
        None => {}
    }
    let has = |tags: &[&str]| message.fields.iter().any(|field| tags.contains(&field.tag));
    if has(&["60F", "60M", "62F", "62M"]) {
        return Kind::Statement;
    }
    let other = |kind: &str| Kind::Other(kind.to_owned());
    match () {
        () if has(&["34F", "90D", "90C"]) => Kind::Interim,
        () if has(&["15A"]) => other("3xx"),
        () if has(&["23B"]) => Kind::Transfer,
        () if has(&["28D", "21R"]) => Kind::Order,
        () if has(&["61"]) => Kind::Statement,
        () if has(&["32A"]) && has(&["58A", "58D"]) => other("202"),
        () if has(&["32A"]) && has(&["25", "25P"]) => other("900/910"),
        () => Kind::Unknown,
    }
}

/// The refusal of a file in which no message is of a type that is read.
pub(super) fn refusal(line: u32, kind: &str) -> Refusal {
    let known = TYPES.iter().find(|(known, ..)| *known == kind).map(|(_, words, to_do)| (*words, *to_do));
    let (words, to_do) = known.unwrap_or(match kind.as_bytes() {
        [_, b'9', b'2' | b'5' | b'6'] => ("a question about an earlier message or its answer", FOR_STATEMENT),
        [_, b'9', b'9'] => ("a letter between banks", FOR_STATEMENT),
        [b'3', ..] => ("a confirmation of a currency, deposit or derivative trade", FOR_STATEMENT),
        [b'4', ..] => ("a message on collections and cheques", FOR_STATEMENT),
        [b'5', ..] => ("a message on securities", FOR_STATEMENT),
        [b'7', ..] => ("a message on letters of credit and guarantees", FOR_STATEMENT),
        _ => ("another type of message", FOR_STATEMENT),
    });
    refuse(line, format!("MT{kind} is {words}: it is not read."), to_do)
}

/// The type that the XML rendering of a message names (`<messageType>320</messageType>`).
pub(super) fn of_xml(text: &str) -> Option<&str> {
    let (_, after) = text.split_once("<messageType>")?;
    after.get(..3).filter(|kind| kind.bytes().all(|byte| byte.is_ascii_digit()))
}
