//! The lacks and what is left out, in words: each place once, with the payments that it is of and what would fill it.

use std::collections::BTreeMap;

use filature_model::Language;

use super::lack::{Fill, Lack, Left, WhyLeft, Wrong};
use super::offer::Why;
use super::xsd::{Fault, Schema, SimpleId};
use crate::document::Inline;
use crate::format;
use crate::markup::{filled, plain};
use crate::wording::{Pair, goaml as wording};

/// So many payments, values or places are named before the rest is counted.
const MOST_PAYMENTS: usize = 8;
const MOST_VALUES: usize = 24;
const MOST_PLACES: usize = 200;
const MOST_LETTERS: usize = 80;

/// A sentence with texts in its slots.
pub fn say(pair: Pair, language: Language, slots: &[&str]) -> String {
    let slots: Vec<Vec<Inline>> = slots.iter().map(|slot| vec![Inline::Data((*slot).to_owned())]).collect();
    plain(&filled(pair, language, &slots))
}

/// Every place that is not as the schema asks, in the order in which the report would stand.
pub fn lacks(schema: &Schema, lacks: &[Lack], language: Language) -> Vec<String> {
    let mut groups: Vec<Vec<&Lack>> = Vec::new();
    let mut places: BTreeMap<(&str, &Wrong), usize> = BTreeMap::new();
    for lack in lacks {
        let at = *places.entry((&lack.path, &lack.what)).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.push(lack),
            None => groups.push(vec![lack]),
        }
    }
    let mut lines = vec![say(wording::CANNOT, language, &[&groups.len().to_string()])];
    for group in groups.iter().take(MOST_PLACES) {
        lines.extend(place(schema, group, language));
    }
    if groups.len() > MOST_PLACES {
        lines.push(say(wording::MORE, language, &[&(groups.len() - MOST_PLACES).to_string()]));
    }
    lines
}

fn place(schema: &Schema, group: &[&Lack], language: Language) -> Vec<String> {
    let Some(first) = group.first() else { return Vec::new() };
    let mut lines = vec![format!("  {}", first.path)];
    let payments: Vec<&str> = group.iter().filter_map(|lack| Some(lack.payment.as_ref()?.1.as_str())).collect();
    let (count, named) = (payments.len().to_string(), named(&payments));
    lines.push(match &first.what {
        Wrong::Missing(_) if payments.is_empty() => format!("    {}", wording::MISSING.pick(language)),
        Wrong::Missing(_) => format!("    {}", say(wording::MISSING_IN, language, &[&count, &named])),
        Wrong::Refused { value, fault, .. } => {
            let (value, why) = (quoted(value), fault_said(fault, language));
            match payments.is_empty() {
                true => format!("    {}", say(wording::REFUSED, language, &[&value, &why])),
                false => format!("    {}", say(wording::REFUSED_IN, language, &[&value, &why, &count, &named])),
            }
        }
    });
    if let Some(value) = first.value {
        lines.push(format!("    {}", say(wording::TYPE, language, &[&type_said(schema, value, language)])));
    }
    lines.push(format!("    {}", say(wording::FILL, language, &[&fill_said(first, language)])));
    lines
}

fn named(payments: &[&str]) -> String {
    let shown = payments.iter().take(MOST_PAYMENTS).copied().collect::<Vec<_>>().join(", ");
    if payments.len() > MOST_PAYMENTS { format!("{shown}…") } else { shown }
}

/// A value as it can be shown: what cannot be seen is made visible, what is long is cut.
fn quoted(value: &str) -> String {
    let shown = format::visible(value);
    match shown.char_indices().nth(MOST_LETTERS) {
        Some((at, _)) => format!("{:?}…", &shown[..at]),
        None => format!("{shown:?}"),
    }
}

/// A type in the words of XML Schema, with the values that it lists.
fn type_said(schema: &Schema, value: SimpleId, language: Language) -> String {
    let (name, limits) = schema.simples.describe(value);
    let mut said = vec![name];
    said.extend(limits);
    if let Some(listed) = schema.simples.listed(value) {
        let shown = listed.iter().take(MOST_VALUES).map(|value| format::visible(value)).collect::<Vec<_>>().join(", ");
        let shown = match listed.len() > MOST_VALUES {
            true => say(wording::ONE_OF_MORE, language, &[&shown, &listed.len().to_string()]),
            false => shown,
        };
        said.push(say(wording::ONE_OF, language, &[&shown]));
    }
    said.join(" ; ")
}

fn fault_said(fault: &Fault, language: Language) -> String {
    let number = |pair, number: &usize| say(pair, language, &[&number.to_string()]);
    match fault {
        Fault::Writing(name) => say(wording::FAULT_WRITING, language, &[name]),
        Fault::NotListed(_) => wording::FAULT_LISTED.pick(language),
        Fault::Pattern(pattern) => say(wording::FAULT_PATTERN, language, &[pattern]),
        Fault::Short(length) => number(wording::FAULT_SHORT, length),
        Fault::Long(length) => number(wording::FAULT_LONG, length),
        Fault::Limit(limit) => say(wording::FAULT_LIMIT, language, &[limit]),
        Fault::Digits(digits) => number(wording::FAULT_DIGITS, digits),
    }
}

fn fill_said(lack: &Lack, language: Language) -> String {
    let lines: Vec<String> = lack.keys.iter().map(|key| format!("{key:?} = …")).collect();
    let line = lines.join(" | ");
    let codes = format!("[codes.{:?}]", lack.path);
    let by_line = || match &lack.payment {
        None => say(wording::FILL_LINE, language, &[&line]),
        Some((id, _)) => say(wording::FILL_ONE, language, &[&line, &line, &format!("[transactions.{id:?}]")]),
    };
    match &lack.what {
        Wrong::Missing(Fill::Line) => by_line(),
        Wrong::Missing(Fill::Code(word)) => {
            say(wording::FILL_CODE, language, &[&format!("{word:?}"), &format!("{word:?} = …"), &codes])
        }
        Wrong::Missing(Fill::Case(why)) => format!("{} ; {}", why_said(*why).pick(language), by_line()),
        Wrong::Refused { by_settings: true, .. } => wording::FILL_CHANGE.pick(language),
        Wrong::Refused { value, .. } => say(wording::FILL_MAP, language, &[&format!("{} = …", quoted(value)), &codes]),
    }
}

fn why_said(why: Why) -> Pair {
    match why {
        Why::SideNotNamed => wording::WHY_SIDE,
        Why::NamesHidden => wording::WHY_HIDDEN,
        Why::NameWhole => wording::WHY_WHOLE,
        Why::HolderKind => wording::WHY_HOLDER,
        Why::OtherCurrency => wording::WHY_CURRENCY,
        Why::NotMyClient => wording::WHY_CLIENT,
        Why::NotInCase => wording::WHY_ABSENT,
    }
}

/// What is left out of a report, each place and reason once.
pub fn left(all: &[Left], language: Language) -> Vec<String> {
    let mut counted: BTreeMap<&Left, usize> = BTreeMap::new();
    for left in all {
        *counted.entry(left).or_insert(0) += 1;
    }
    let said = |(left, count): (&Left, usize)| {
        let count = count.to_string();
        match &left.why {
            WhyLeft::NoPlace => say(wording::LEFT_PLACE, language, &[&left.path, &count]),
            WhyLeft::Incomplete(missing) => {
                say(wording::LEFT_INCOMPLETE, language, &[&left.path, &count, &missing.join(", ")])
            }
            WhyLeft::NoCode(word) => say(wording::LEFT_CODE, language, &[&format!("{word:?}"), &left.path, &count]),
        }
    };
    counted.into_iter().map(said).collect()
}
