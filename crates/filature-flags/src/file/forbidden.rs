//! What no rule may use (safeguards, S7): ethnicity, religion, a payer's sex, nationality by surname, health and sex life.
//!
//! The tables have no such column, so a rule could only reach for one through words: a text, a name, a class. A query
//! that names such a thing is refused; so is one that reads the classes kept from rules.

use crate::Fault;
use crate::flag::Flag;

/// Words of a query that show that it looks at what must not be looked at. They are compared with whole words.
const WORDS: &[&str] = &[
    "ethnicity",
    "ethnic",
    "roma",
    "romani",
    "gypsy",
    "gitan",
    "tsigane",
    "race",
    "racial",
    "religion",
    "religious",
    "muslim",
    "christian",
    "jewish",
    "orthodox",
    "islam",
    "church",
    "mosque",
    "synagogue",
    "gender",
    "sex",
    "male",
    "female",
    "homme",
    "femme",
    "surname",
    "family_name",
    "nationality",
    "nationalite",
    "health",
    "pharmacy",
    "pregnancy",
    "hiv",
    "abortion",
    "lingerie",
    "eglise",
    "mosquee",
    "paroisse",
    "halal",
    "kosher",
    "holder",
    "debtor_name",
    "creditor_name",
];

/// Looks through the query, its parameters and its roles.
///
/// # Errors
/// The first word that has no place in a rule, with its line.
pub(super) fn check(flag: &Flag) -> Result<(), Fault> {
    for (line, text) in (flag.sql_line..).zip(flag.sql.lines()) {
        if let Some(word) = forbidden(text) {
            return Err(refusal(flag, line, word));
        }
    }
    let names = flag.parameters.iter().map(|parameter| parameter.name.as_str());
    let names = names.chain(flag.roles.iter().map(|(column, _)| column.as_str()));
    match names.filter_map(forbidden).next() {
        Some(word) => Err(refusal(flag, 1, word)),
        None => Ok(()),
    }
}

fn refusal(flag: &Flag, line: u32, word: &str) -> Fault {
    let what = format!("a rule may not look at {word:?}");
    let to_do = "leave it out: ethnicity, religion, sex, nationality by name and health are no grounds of a flag";
    Fault::new(&flag.file, line, what, to_do)
}

/// The first forbidden word of a text.
fn forbidden(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_owned).collect::<Vec<_>>();
    let parts = words.iter().flat_map(|word| [word.as_str()].into_iter().chain(word.split('_')));
    parts.filter_map(|part| WORDS.iter().find(|word| **word == part)).copied().next()
}
