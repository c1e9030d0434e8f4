//! How the types that XML Schema brings with it are written.

use jiff::civil::{Date, DateTime};

use super::decimal::Decimal;

/// A type of XML Schema itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Builtin {
    /// Any text.
    Text(&'static str),
    /// Text without line ends.
    Normalized(&'static str),
    /// Text without spaces at its ends or doubled ones; some have their own way of being written.
    Token(&'static str),
    /// `xs:boolean`.
    Boolean,
    /// `xs:decimal`.
    Decimal,
    /// `xs:integer` and those made of it, with the least and the most.
    Integer(&'static str, Option<&'static str>, Option<&'static str>),
    /// `xs:float` and `xs:double`.
    Float(&'static str),
    /// `xs:date`.
    Date,
    /// `xs:dateTime`.
    DateTime,
    /// `xs:time`.
    Time,
}

/// How spaces are taken before anything is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spaces {
    /// As they stand.
    Preserve,
    /// Each as a blank.
    Replace,
    /// Those at the ends and doubled ones away.
    Collapse,
}

impl Builtin {
    /// By its name without prefix; none for one that is not read.
    pub fn named(name: &str) -> Option<Self> {
        let integer = |name, low, high| Some(Self::Integer(name, low, high));
        match name {
            "string" => Some(Self::Text("xs:string")),
            "anySimpleType" | "anyAtomicType" => Some(Self::Text("xs:anySimpleType")),
            "normalizedString" => Some(Self::Normalized("xs:normalizedString")),
            "token" => Some(Self::Token("xs:token")),
            "anyURI" => Some(Self::Token("xs:anyURI")),
            "language" => Some(Self::Token("xs:language")),
            "NMTOKEN" => Some(Self::Token("xs:NMTOKEN")),
            "boolean" => Some(Self::Boolean),
            "decimal" => Some(Self::Decimal),
            "float" => Some(Self::Float("xs:float")),
            "double" => Some(Self::Float("xs:double")),
            "date" => Some(Self::Date),
            "dateTime" => Some(Self::DateTime),
            "time" => Some(Self::Time),
            "integer" => integer("xs:integer", None, None),
            "nonNegativeInteger" => integer("xs:nonNegativeInteger", Some("0"), None),
            "positiveInteger" => integer("xs:positiveInteger", Some("1"), None),
            "nonPositiveInteger" => integer("xs:nonPositiveInteger", None, Some("0")),
            "negativeInteger" => integer("xs:negativeInteger", None, Some("-1")),
            "long" => integer("xs:long", Some("-9223372036854775808"), Some("9223372036854775807")),
            "int" => integer("xs:int", Some("-2147483648"), Some("2147483647")),
            "short" => integer("xs:short", Some("-32768"), Some("32767")),
            "byte" => integer("xs:byte", Some("-128"), Some("127")),
            "unsignedLong" => integer("xs:unsignedLong", Some("0"), Some("18446744073709551615")),
            "unsignedInt" => integer("xs:unsignedInt", Some("0"), Some("4294967295")),
            "unsignedShort" => integer("xs:unsignedShort", Some("0"), Some("65535")),
            "unsignedByte" => integer("xs:unsignedByte", Some("0"), Some("255")),
            _ => None,
        }
    }

    /// Its name with the usual prefix.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text(name) | Self::Normalized(name) | Self::Token(name) | Self::Float(name) => name,
            Self::Integer(name, _, _) => name,
            Self::Boolean => "xs:boolean",
            Self::Decimal => "xs:decimal",
            Self::Date => "xs:date",
            Self::DateTime => "xs:dateTime",
            Self::Time => "xs:time",
        }
    }

    /// How it takes spaces.
    pub fn spaces(self) -> Spaces {
        match self {
            Self::Text(_) => Spaces::Preserve,
            Self::Normalized(_) => Spaces::Replace,
            _ => Spaces::Collapse,
        }
    }

    /// Whether a value, its spaces taken, is written as this type is.
    pub fn accepts(self, value: &str) -> bool {
        match self {
            Self::Text(_) | Self::Normalized(_) => true,
            Self::Token("xs:language") => is_language(value),
            Self::Token("xs:NMTOKEN") => {
                !value.is_empty() && value.chars().all(|c| c.is_alphanumeric() || "._:-·".contains(c))
            }
            Self::Token(_) => true,
            Self::Boolean => matches!(value, "true" | "false" | "1" | "0"),
            Self::Decimal => Decimal::parse(value).is_some(),
            // The unsigned types are digits alone.
            Self::Integer(name, low, high) => {
                is_integer(value, low, high) && !(name.starts_with("xs:unsigned") && value.starts_with(['+', '-']))
            }
            Self::Float(_) => is_float(value),
            Self::Date => moment(&format!("{}T00:00:00", without_zone(value))).is_some_and(|_| value.len() >= 10),
            Self::DateTime => moment(value).is_some(),
            Self::Time => moment(&format!("2000-01-01T{value}")).is_some(),
        }
    }
}

fn is_language(value: &str) -> bool {
    let mut parts = value.split('-');
    let sized = |part: &str| (1..=8).contains(&part.len());
    parts.next().is_some_and(|first| sized(first) && first.bytes().all(|byte| byte.is_ascii_alphabetic()))
        && parts.all(|part| sized(part) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn is_integer(value: &str, low: Option<&str>, high: Option<&str>) -> bool {
    let Some(number) = Decimal::parse(value).filter(|_| !value.contains('.')) else { return false };
    let limit = |text: Option<&str>| text.and_then(Decimal::parse);
    limit(low).is_none_or(|low| number >= low) && limit(high).is_none_or(|high| number <= high)
}

fn is_float(value: &str) -> bool {
    if matches!(value, "INF" | "-INF" | "NaN") {
        return true;
    }
    let (mantissa, exponent) = value.split_once(['e', 'E']).unwrap_or((value, "0"));
    Decimal::parse(mantissa).is_some() && is_integer(exponent, None, None)
}

/// A value without the zone at its end.
fn without_zone(value: &str) -> &str {
    if let Some(rest) = value.strip_suffix('Z') {
        return rest;
    }
    match value.len().checked_sub(6) {
        Some(at) if is_offset(value.get(at..).unwrap_or_default()) => &value[..at],
        _ => value,
    }
}

fn is_offset(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 6
        && matches!(bytes[0], b'+' | b'-')
        && bytes[3] == b':'
        && [1, 2, 4, 5].iter().all(|at| bytes[*at].is_ascii_digit())
        && (&text[1..3] < "14" || &text[1..] == "14:00")
        && &text[4..6] < "60"
}

/// The day and time that an `xs:dateTime` writes, its zone aside; years of four digits alone are read.
pub fn moment(value: &str) -> Option<DateTime> {
    let plain = without_zone(value);
    let bytes = plain.as_bytes();
    let is_shaped = plain.is_ascii()
        && bytes.len() >= 19
        && plain.char_indices().all(|(at, letter)| match at {
            4 | 7 => letter == '-',
            10 => letter == 'T',
            13 | 16 => letter == ':',
            19 => letter == '.',
            _ => letter.is_ascii_digit(),
        })
        && bytes.len() != 20
        && bytes.len() <= 29;
    if !is_shaped {
        return None;
    }
    // A leap second is no time of XML Schema, and jiff would take one.
    (&plain[17..19] != "60").then(|| plain.parse::<DateTime>().ok()).flatten()
}

/// The day that an `xs:date` writes.
pub fn day(value: &str) -> Option<Date> {
    without_zone(value).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::Builtin;

    #[test]
    fn each_type_takes_its_own_writing_alone() {
        let cases = [
            (
                "date",
                vec!["2024-02-29", "2024-02-29Z", "2024-02-29+02:00"],
                vec!["2023-02-29", "29.02.2024", "2024-02-29T00:00:00", ""],
            ),
            (
                "dateTime",
                vec!["2024-02-29T10:00:00", "2024-02-29T10:00:00.5Z", "2024-02-29T10:00:00-05:00"],
                vec![
                    "2024-02-29",
                    "2024-02-29 10:00:00",
                    "2024-02-29T10:00",
                    "2024-02-29T10:00:60",
                    "2024-02-29T10:00:00.",
                ],
            ),
            ("int", vec!["-5", "+7", "2147483647"], vec!["2147483648", "1.0", "", "x"]),
            ("boolean", vec!["true", "0"], vec!["TRUE", "yes", ""]),
            ("decimal", vec!["1.50", ".5", "-0"], vec!["1e3", "1,5", ""]),
            ("double", vec!["1e3", "INF", "-.5"], vec!["1,5", "e3", ""]),
            ("language", vec!["fr", "sr-Latn"], vec!["", "f r", "toolonglanguage"]),
        ];
        for (name, good, bad) in cases {
            let builtin = Builtin::named(name).unwrap();
            assert!(good.iter().all(|value| builtin.accepts(value)), "{name}: {good:?}");
            for value in bad {
                assert!(!builtin.accepts(value), "{name}: {value:?}");
            }
        }
    }
}
