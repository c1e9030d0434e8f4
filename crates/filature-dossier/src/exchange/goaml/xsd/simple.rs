//! Values: which ones a type takes, why another is refused, and how the type is told to a person.

use std::borrow::Cow;

use regex::Regex;

use super::decimal::Decimal;
use super::lexical::{self, Builtin, Spaces};

/// A type of values, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SimpleId(pub(super) usize);

/// The types of values of a schema.
#[derive(Debug, Default)]
pub struct Simples {
    pub(super) all: Vec<Simple>,
}

/// A type of values.
#[derive(Clone, Debug)]
pub(super) struct Simple {
    pub variety: Variety,
    pub facets: Vec<Facet>,
}

/// What a type is made of.
#[derive(Clone, Debug)]
pub(super) enum Variety {
    Builtin(Builtin),
    Restriction(SimpleId),
    List(SimpleId),
    Union(Vec<SimpleId>),
}

/// What narrows a type.
#[derive(Clone, Debug)]
pub(super) enum Facet {
    Enumeration(Vec<String>),
    /// One of them must fit.
    Pattern(Vec<(String, Regex)>),
    Length(usize),
    MinLength(usize),
    MaxLength(usize),
    Least {
        limit: String,
        inclusive: bool,
    },
    Most {
        limit: String,
        inclusive: bool,
    },
    TotalDigits(usize),
    FractionDigits(usize),
    Spaces(Spaces),
}

/// Why a value is refused.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// It is not written as its type is.
    Writing(&'static str),
    /// It is none of these.
    NotListed(Vec<String>),
    /// It does not fit a pattern.
    Pattern(String),
    /// It has fewer letters than this.
    Short(usize),
    /// It has more.
    Long(usize),
    /// It lies outside of a limit, which is written as in `>= 0`.
    Limit(String),
    /// It has more digits, in all or after the point.
    Digits(usize),
}

impl Simples {
    /// Whether a value may stand.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, id: SimpleId, value: &str) -> Result<(), Fault> {
        let taken = take(value, self.spaces(id));
        self.check_taken(id, &taken)
    }

    fn check_taken(&self, id: SimpleId, value: &str) -> Result<(), Fault> {
        let simple = &self.all[id.0];
        match &simple.variety {
            Variety::Builtin(builtin) if builtin.accepts(value) => {}
            Variety::Builtin(builtin) => return Err(Fault::Writing(builtin.name())),
            Variety::Restriction(base) => self.check_taken(*base, value)?,
            Variety::List(item) => value.split_whitespace().try_for_each(|part| self.check(*item, part))?,
            Variety::Union(members) => {
                let mut first = None;
                let fits = members.iter().any(|member| match self.check(*member, value) {
                    Ok(()) => true,
                    Err(fault) => {
                        first.get_or_insert(fault);
                        false
                    }
                });
                if let (false, Some(fault)) = (fits, first) {
                    return Err(fault);
                }
            }
        }
        let kind = self.kind(id);
        simple.facets.iter().try_for_each(|facet| facet.check(value, kind))
    }

    /// The type of XML Schema that it comes from; none for lists and unions.
    fn kind(&self, id: SimpleId) -> Option<Builtin> {
        match &self.all[id.0].variety {
            Variety::Builtin(builtin) => Some(*builtin),
            Variety::Restriction(base) => self.kind(*base),
            Variety::List(_) | Variety::Union(_) => None,
        }
    }

    /// Whether a limit of this type can be compared with.
    pub(super) fn has_order(&self, id: SimpleId) -> bool {
        let kind = self.kind(id);
        kind.is_some_and(|kind| {
            matches!(
                kind,
                Builtin::Decimal | Builtin::Integer(..) | Builtin::Float(_) | Builtin::Date | Builtin::DateTime
            )
        })
    }

    fn spaces(&self, id: SimpleId) -> Spaces {
        let simple = &self.all[id.0];
        let own = simple.facets.iter().find_map(|facet| match facet {
            Facet::Spaces(spaces) => Some(*spaces),
            _ => None,
        });
        own.unwrap_or_else(|| match &simple.variety {
            Variety::Builtin(builtin) => builtin.spaces(),
            Variety::Restriction(base) => self.spaces(*base),
            Variety::List(_) => Spaces::Collapse,
            Variety::Union(_) => Spaces::Preserve,
        })
    }

    /// The values that a type allows by name; none when it has no list.
    pub fn listed(&self, id: SimpleId) -> Option<Vec<String>> {
        let simple = &self.all[id.0];
        let own = simple.facets.iter().find_map(|facet| match facet {
            Facet::Enumeration(values) => Some(values.clone()),
            _ => None,
        });
        own.or_else(|| match &simple.variety {
            Variety::Restriction(base) => self.listed(*base),
            Variety::Union(members) => {
                let each: Option<Vec<Vec<String>>> = members.iter().map(|member| self.listed(*member)).collect();
                each.map(|lists| lists.concat())
            }
            Variety::Builtin(_) | Variety::List(_) => None,
        })
    }

    /// The name of the type of XML Schema that it comes from, and its limits in the words of XML Schema.
    pub fn describe(&self, id: SimpleId) -> (String, Vec<String>) {
        let simple = &self.all[id.0];
        let (name, mut limits) = match &simple.variety {
            Variety::Builtin(builtin) => (builtin.name().to_owned(), Vec::new()),
            Variety::Restriction(base) => self.describe(*base),
            Variety::List(item) => (format!("xs:list of {}", self.describe(*item).0), Vec::new()),
            Variety::Union(members) => {
                let mut names: Vec<String> = members.iter().map(|member| self.describe(*member).0).collect();
                names.dedup();
                (names.join(" | "), Vec::new())
            }
        };
        limits.extend(simple.facets.iter().filter_map(Facet::describe));
        (name, limits)
    }
}

/// A value with its spaces as the type takes them.
fn take(value: &str, spaces: Spaces) -> Cow<'_, str> {
    let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    match spaces {
        Spaces::Preserve => Cow::Borrowed(value),
        Spaces::Replace => Cow::Owned(value.replace(is_space, " ")),
        Spaces::Collapse => {
            Cow::Owned(value.split(is_space).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
        }
    }
}

impl Facet {
    fn check(&self, value: &str, kind: Option<Builtin>) -> Result<(), Fault> {
        // The length of a list is that of its items.
        let length = || match kind {
            Some(_) => value.chars().count(),
            None => value.split_whitespace().count(),
        };
        let fault = match self {
            Self::Enumeration(values) => {
                let is_listed = values.iter().any(|listed| is_same(listed, value, kind));
                (!is_listed).then(|| Fault::NotListed(values.clone()))
            }
            Self::Pattern(patterns) => {
                let fits = patterns.iter().any(|(_, regex)| regex.is_match(value));
                let written: Vec<&str> = patterns.iter().map(|(written, _)| written.as_str()).collect();
                (!fits).then(|| Fault::Pattern(written.join(" | ")))
            }
            Self::Length(wanted) if length() < *wanted => Some(Fault::Short(*wanted)),
            Self::Length(wanted) if length() > *wanted => Some(Fault::Long(*wanted)),
            Self::MinLength(least) => (length() < *least).then_some(Fault::Short(*least)),
            Self::MaxLength(most) => (length() > *most).then_some(Fault::Long(*most)),
            Self::Least { limit, inclusive } => {
                let fits =
                    compare(value, limit, kind).is_some_and(|order| order.is_gt() || (*inclusive && order.is_eq()));
                (!fits).then(|| Fault::Limit(self.describe().unwrap_or_default()))
            }
            Self::Most { limit, inclusive } => {
                let fits =
                    compare(value, limit, kind).is_some_and(|order| order.is_lt() || (*inclusive && order.is_eq()));
                (!fits).then(|| Fault::Limit(self.describe().unwrap_or_default()))
            }
            Self::TotalDigits(most) => {
                Decimal::parse(value).filter(|number| number.total_digits() > *most).map(|_| Fault::Digits(*most))
            }
            Self::FractionDigits(most) => {
                Decimal::parse(value).filter(|number| number.fraction_digits() > *most).map(|_| Fault::Digits(*most))
            }
            Self::Length(_) | Self::Spaces(_) => None,
        };
        fault.map_or(Ok(()), Err)
    }

    /// In the words of XML Schema; lists are told apart, for they can be long.
    fn describe(&self) -> Option<String> {
        Some(match self {
            Self::Enumeration(_) | Self::Spaces(_) => return None,
            Self::Pattern(patterns) => {
                let written: Vec<&str> = patterns.iter().map(|(written, _)| written.as_str()).collect();
                format!("pattern {}", written.join(" | "))
            }
            Self::Length(length) => format!("length {length}"),
            Self::MinLength(length) => format!("minLength {length}"),
            Self::MaxLength(length) => format!("maxLength {length}"),
            Self::Least { limit, inclusive } => format!("{} {limit}", if *inclusive { ">=" } else { ">" }),
            Self::Most { limit, inclusive } => format!("{} {limit}", if *inclusive { "<=" } else { "<" }),
            Self::TotalDigits(digits) => format!("totalDigits {digits}"),
            Self::FractionDigits(digits) => format!("fractionDigits {digits}"),
        })
    }
}

/// Whether a value is the one that is listed: numbers by what they are, all else as written.
fn is_same(listed: &str, value: &str, kind: Option<Builtin>) -> bool {
    match kind {
        Some(Builtin::Decimal | Builtin::Integer(..)) => Decimal::parse(listed.trim()) == Decimal::parse(value),
        Some(builtin) => take(listed, builtin.spaces()) == value,
        None => listed == value,
    }
}

/// The order of two values of a type; none where there is none, or where it is not known (times of different zones).
fn compare(value: &str, limit: &str, kind: Option<Builtin>) -> Option<std::cmp::Ordering> {
    match kind? {
        Builtin::Decimal | Builtin::Integer(..) | Builtin::Float(_) => {
            Some(Decimal::parse(value)?.cmp(&Decimal::parse(limit.trim())?))
        }
        Builtin::Date => Some(lexical::day(value)?.cmp(&lexical::day(limit.trim())?)),
        Builtin::DateTime => Some(lexical::moment(value)?.cmp(&lexical::moment(limit.trim())?)),
        _ => None,
    }
}
