//! Which types a column may have, and what is said of the others.

use arrow_schema::{DataType, Schema};

use crate::Refusal;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Money: a text, or a decimal number.
    Money,
    /// A day, with or without a time.
    Day,
    /// Yes or no.
    Flag,
    /// Anything that is a text, or a number that is none to reckon with.
    Text,
}

impl Kind {
    /// What a column of this name holds.
    pub fn of(name: &str) -> Self {
        match name {
            "amount" | "debtor_balance" | "creditor_balance" | "opening_balance" => Self::Money,
            "booked_at" | "value_date" | "opening_at" | "opened_at" | "birth_date" => Self::Day,
            "payroll" | "hub" => Self::Flag,
            _ => Self::Text,
        }
    }

    fn takes(self, kind: &DataType) -> bool {
        match kind {
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => true,
            DataType::Dictionary(_, values) => self.takes(values),
            DataType::Decimal32(..) | DataType::Decimal64(..) | DataType::Decimal128(..) | DataType::Decimal256(..) => {
                self == Self::Money
            }
            DataType::Date32 | DataType::Date64 => self == Self::Day,
            DataType::Timestamp(_, zone) => {
                self == Self::Day && zone.as_deref().is_none_or(|zone| offset(zone).is_some())
            }
            DataType::Boolean => self == Self::Flag,
            kind if kind.is_integer() => matches!(self, Self::Flag | Self::Text),
            _ => false,
        }
    }

    fn wanted(self) -> &'static str {
        match self {
            Self::Money => "a text such as 12.50, or Decimal",
            Self::Day => "a text such as 2024-05-02, Date, or Timestamp (without a zone, in UTC, or with an offset)",
            Self::Flag => "Boolean, 1 and 0, or a text",
            Self::Text => "a text or whole numbers",
        }
    }
}

/// Refuses a table in which a column that is read has a type of which its value could only be guessed.
pub fn refuse_others(schema: &Schema, is_read: impl Fn(&str) -> bool) -> Result<(), Refusal> {
    for field in schema.fields() {
        let name = field.name().trim().to_lowercase();
        let (kind, found) = (Kind::of(&name), field.data_type());
        if !is_read(&name) || kind.takes(found) {
            continue;
        }
        let reason = match (kind, found) {
            (Kind::Money, kind) if kind.is_floating() => {
                ": a binary fraction cannot hold cents exactly, and money is never taken from one"
            }
            (Kind::Money, kind) if kind.is_integer() => ": whether they are whole units or cents cannot be told",
            (Kind::Day, DataType::Timestamp(..)) => {
                ": on which day an instant falls there cannot be told without its table"
            }
            _ => "",
        };
        let what = format!("The column {name:?} holds {found}{reason}.");
        return Err(Refusal::new(what, format!("Write it as {}.", kind.wanted())));
    }
    Ok(())
}

/// Seconds before UTC of a zone that needs no table: UTC, or an offset such as `+02:00`.
pub fn offset(zone: &str) -> Option<i32> {
    if matches!(zone, "UTC" | "Etc/UTC" | "Z" | "GMT" | "utc") {
        return Some(0);
    }
    let (sign, digits) = match zone.as_bytes() {
        [b'+', digits @ ..] => (1, digits),
        [b'-', digits @ ..] => (-1, digits),
        _ => return None,
    };
    let number = |text: &[u8]| match text {
        [a @ b'0'..=b'9', b @ b'0'..=b'9'] => Some(i32::from(a - b'0') * 10 + i32::from(b - b'0')),
        _ => None,
    };
    let (hours, minutes) = match digits {
        [h1, h2, b':', minutes @ ..] => (number(&[*h1, *h2])?, number(minutes)?),
        [h1, h2, minutes @ ..] if !minutes.is_empty() => (number(&[*h1, *h2])?, number(minutes)?),
        hours => (number(hours)?, 0),
    };
    (hours < 24 && minutes < 60).then_some(sign * (hours * 60 + minutes) * 60)
}
