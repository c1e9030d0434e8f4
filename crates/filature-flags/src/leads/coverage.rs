//! Which elements a cluster's findings cover within 180 days, and whether that is a lead.
//!
//! The Palermo Protocol (Article 3) defines trafficking by an act, means and a purpose; for a person under 18 means are not needed. A lead
//! needs means and a purpose, and an act or a movement of money; two flags at least, of two families. All of it is a design of this program.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::Elements;

use super::LeadInput;
use super::parts::Part;
use crate::flag::{Element, Side};

/// Findings further apart than this do not make one lead.
const WINDOW_DAYS: i32 = 180;
/// Under this age a person is a child.
const ADULT_YEARS: i16 = 18;

/// What a lead is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Laundering,
    Trafficking,
    /// A person on the victims' side may be under 18.
    Protective,
}

impl Kind {
    pub fn word(self) -> &'static str {
        match self {
            Self::Laundering => "laundering",
            Self::Trafficking => "trafficking",
            Self::Protective => "protective",
        }
    }
}

/// What the findings of a cluster cover.
pub(super) struct Coverage<'a> {
    pub kind: Kind,
    pub score: i64,
    pub elements: Elements,
    /// The findings that count.
    pub within: Vec<&'a Part<'a>>,
    pub minor: &'static str,
}

/// The stretch of 180 days that covers most; none when no stretch makes a lead.
///
/// The rank is that of the strongest stretch of the cluster, whichever one the lead is told by: else a lead that loses a finding, and falls
/// back on another stretch, could rise, and what a victim's account shows could move it to one that ranks higher.
pub(super) fn best<'a>(input: LeadInput<'_>, cluster: &[&'a Part<'a>]) -> Option<Coverage<'a>> {
    let grounds: Vec<&Part<'_>> = cluster.iter().filter(|part| part.explained_by.is_empty()).copied().collect();
    let starts: BTreeSet<i32> = grounds.iter().filter_map(|part| part.days).map(|(_, to)| to).collect();
    let starts = if starts.is_empty() { BTreeSet::from([0]) } else { starts };
    let (mut best, mut most) = (None::<Coverage<'a>>, 0);
    for start in starts {
        // A finding that lasts counts in every stretch that it reaches into.
        let reaches = |part: &&&Part<'_>| {
            part.days.is_none_or(|(from, to)| to >= start && from <= start.saturating_add(WINDOW_DAYS))
        };
        let within: Vec<&Part<'_>> = grounds.iter().filter(reaches).copied().collect();
        most = score(&within).max(most);
        if let Some(found) = cover(input, within)
            && best.as_ref().is_none_or(|known| (found.kind, found.score) > (known.kind, known.score))
        {
            best = Some(found);
        }
    }
    best.map(|best| Coverage { score: most, ..best })
}

fn cover<'a>(input: LeadInput<'_>, within: Vec<&'a Part<'a>>) -> Option<Coverage<'a>> {
    let flags: BTreeMap<&str, &Part<'_>> = within.iter().map(|part| (part.flag.id.as_str(), *part)).collect();
    let families: BTreeSet<&str> = flags.values().map(|part| part.flag.family.as_str()).collect();
    // A lead is about accounts: customers whom nobody can name are in its findings alone.
    let is_account = |party: u32| input.columns.ledger.account(party).is_some();
    let names_somebody = within.iter().any(|part| part.sides.iter().any(|(party, ..)| is_account(*party)));
    if flags.len() < 2 || families.len() < 2 || !names_somebody {
        return None;
    }
    let count = |element: Element| {
        u32::try_from(flags.values().filter(|part| part.flag.element == element).count()).unwrap_or(u32::MAX)
    };
    let elements = Elements {
        act: count(Element::Act),
        means: count(Element::Means),
        purpose: count(Element::Purpose),
        money: count(Element::Money),
    };
    let (is_minor, minor) = minor(input, &within);
    let kind = if is_minor && elements.act + elements.purpose > 0 {
        Kind::Protective
    } else if elements.means > 0 && elements.purpose > 0 && elements.act + elements.money > 0 {
        Kind::Trafficking
    } else if money_families(&within) >= 2 {
        Kind::Laundering
    } else {
        return None;
    };
    Some(Coverage { kind, score: score(&within), elements, within, minor })
}

fn money_families(within: &[&Part<'_>]) -> usize {
    let money = within.iter().filter(|part| part.flag.element == Element::Money);
    money.map(|part| part.flag.family.as_str()).collect::<BTreeSet<_>>().len()
}

/// The order among leads: that of the strongest core.
fn score(within: &[&Part<'_>]) -> i64 {
    let cores: BTreeSet<usize> = within.iter().filter_map(|part| part.core).collect();
    cores.into_iter().map(|core| score_of_core(within, core)).max().unwrap_or(0)
}

/// For each element and family the weight of the strongest flag that says something of another side than a victim's, and a little for
/// each further flag. A sum over what is there, so that less never comes to more.
fn score_of_core(within: &[&Part<'_>], core: usize) -> i64 {
    let mut strongest: BTreeMap<(Element, &str), i64> = BTreeMap::new();
    let mut flags = BTreeSet::new();
    for part in within.iter().filter(|part| part.core == Some(core)) {
        let weight = strongest.entry((part.flag.element, part.flag.family.as_str())).or_insert(0);
        *weight = part.flag.weight().max(*weight);
        flags.insert(part.flag.id.as_str());
    }
    strongest.values().sum::<i64>() + 100 * i64::try_from(flags.len()).unwrap_or(0)
}

/// Whether somebody who shows an act or a purpose is, or may be, under 18; and what is known of everybody on the victims' side.
fn minor(input: LeadInput<'_>, within: &[&Part<'_>]) -> (bool, &'static str) {
    let births = &input.columns.details.holders.birth_day;
    let (mut child, mut unknown, mut shown) = (false, false, false);
    for part in within {
        for (party, _, _) in part.sides.iter().filter(|(_, side, _)| *side == Side::VictimPattern) {
            match (births.get(*party as usize).copied().flatten(), part.days) {
                (Some(birth), Some((from, _))) => {
                    let is_child = is_child(birth, from);
                    child |= is_child;
                    shown |= is_child && matches!(part.flag.element, Element::Act | Element::Purpose);
                }
                _ => unknown = true,
            }
        }
    }
    let suspected = within.iter().any(|part| part.flag.minor);
    match (child, unknown) {
        (true, _) => (shown || suspected, "yes"),
        (false, true) => (suspected, "unknown"),
        (false, false) => (false, "no"),
    }
}

/// Whether a person born on a day is under 18 on another.
fn is_child(birth_day: i32, day: i32) -> bool {
    let adult = filature_model::from_days(birth_day)
        .and_then(|birth| birth.checked_add(jiff::Span::new().years(ADULT_YEARS)).ok());
    adult.is_some_and(|adult| day < filature_model::days_from_epoch(adult))
}
