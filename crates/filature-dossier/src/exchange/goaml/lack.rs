//! What keeps a report from being written, and what a report leaves out: each by the path of its element.

use super::offer::Why;
use super::xsd::{Fault, SimpleId};

/// A place that is not filled as the schema asks.
#[derive(Clone, Debug)]
pub struct Lack {
    /// The path of the element; alternatives in brackets.
    pub path: String,
    /// What is wrong.
    pub what: Wrong,
    /// The type of its value, where it has one.
    pub value: Option<SimpleId>,
    /// The paths under which settings would fill it: its own, or those of the alternatives.
    pub keys: Vec<String>,
    /// The payment: its id and the numbers of its rows.
    pub payment: Option<(String, String)>,
}

/// What is wrong with a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wrong {
    /// Nothing stands there.
    Missing(Fill),
    /// What the case or the settings say may not stand there.
    Refused {
        /// What they say.
        value: String,
        /// Why not.
        fault: Fault,
        /// Whether the settings say it.
        by_settings: bool,
    },
}

/// What would fill a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fill {
    /// A line of the settings.
    Line,
    /// A code for a word of the case.
    Code(String),
    /// What the case does not say.
    Case(Why),
}

/// What of the case has no place in the report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Left {
    /// The path under which it would stand.
    pub path: String,
    /// Why.
    pub why: WhyLeft,
}

/// Why something is left out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyLeft {
    /// The schema has no such element there, or no more of them.
    NoPlace,
    /// It need not stand, and these elements in it are not known.
    Incomplete(Vec<String>),
    /// It need not stand, and the settings have no code for this word.
    NoCode(String),
}
