//! The payer's line and the payee's line of one transfer, seen on two statements, are one transaction.
//!
//! Two lines can be one transfer when they have the same amount and currency, stand on different accounts, the credit is
//! booked at most [`DAYS_AFTER`] days after the debit and [`DAYS_BEFORE`] before it, neither names another account than
//! the one that the other line is of, and neither is cash. That alone is chance; so there must be a ground too, and the
//! grounds are tried from the best to the weakest: both name each other's account and share a reference; both name each
//! other; one names the other and they share a reference; one names the other; both have no column for it and name each
//! other's IBAN in their texts; each names the other's holder in full; they share a reference that tells. On each ground lines of the same day go together first,
//! then credits booked later, then earlier; among equals the order is that of days and ids. Each line is taken once, and
//! the ground is kept with the pair. Two lines of which a person said that they are not one transfer ([`crate::joins`]) are never
//! a pair; each may still be one with another line.
//!
//! Cost: a sort for each ground; equal transfers by the thousand are matched by two pointers, not against each other.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use filature_model::{Currency, folded_words, iban_check};

use super::{Settled, Spot, StatementLine};
use crate::joins::Apart;

/// A transfer reaches the payee within a working week.
const DAYS_AFTER: i32 = 5;

/// Banks book to different clocks: a credit may carry the day before its debit.
const DAYS_BEFORE: i32 = 1;

/// Shorter references (`1`, `LOYER`) are shared by payments that have nothing to do with each other.
const REFERENCE_CHARS: usize = 6;

/// A reference that is the only ground must look like a number of its own: words are shared (`LOYER MAI`).
const TELLING_DIGITS: usize = 4;

/// Words that banks put where there is no reference.
const NO_REFERENCE: [&str; 4] = ["NOTPROVIDED", "NONREF", "NOT PROVIDED", "NOREF"];

/// The ground on which two lines are taken for one transfer, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ground {
    AccountsAndReference,
    Accounts,
    PayeeAndReference,
    PayerAndReference,
    Payee,
    Payer,
    Texts,
    Names,
    Reference,
}

impl Ground {
    const ALL: [Self; 9] = [
        Self::AccountsAndReference,
        Self::Accounts,
        Self::PayeeAndReference,
        Self::PayerAndReference,
        Self::Payee,
        Self::Payer,
        Self::Texts,
        Self::Names,
        Self::Reference,
    ];

    /// The words in `joined_by`.
    fn words(self) -> &'static str {
        match self {
            Self::AccountsAndReference => "accounts and reference",
            Self::Accounts => "both accounts",
            Self::PayeeAndReference | Self::PayerAndReference => "one account and reference",
            Self::Payee | Self::Payer => "one account",
            Self::Texts => "both accounts, in the texts",
            Self::Names => "both names",
            Self::Reference => "reference",
        }
    }

    /// What a line must share with its other side on this ground; none when the line cannot be joined on it.
    fn key<'a>(self, line: &StatementLine<'a>) -> Option<Key<'a>> {
        let (payer, payee) = if line.debit { (Some(line.own), line.other) } else { (line.other, Some(line.own)) };
        let named = line.other.is_some();
        let reference = telling(line.reference);
        let (payer, payee, reference) = match self {
            Self::AccountsAndReference => (Some(payer?), Some(payee?), Some(reference?)),
            Self::Accounts => (Some(payer?), Some(payee?), None),
            // The payer's line names the payee, whose own line names nobody.
            Self::PayeeAndReference if named == line.debit => (None, Some(payee?), Some(reference?)),
            Self::Payee if named == line.debit => (None, Some(payee?), None),
            // The payee's line names the payer, whose own line names nobody.
            Self::PayerAndReference if named != line.debit => (Some(payer?), None, Some(reference?)),
            Self::Payer if named != line.debit => (Some(payer?), None, None),
            Self::Texts if !named => {
                let other = named_in_text(line)?;
                let (payer, payee) = if line.debit { (line.own, other) } else { (other, line.own) };
                (Some(payer), Some(payee), None)
            }
            Self::Reference if !named => {
                let digits = reference?.bytes().filter(u8::is_ascii_digit).count();
                (None, None, reference.filter(|_| digits >= TELLING_DIGITS))
            }
            _ => return None,
        };
        if self == Self::Reference && reference.is_none() {
            return None;
        }
        Some((payer, payee, reference, line.amount_minor, line.currency))
    }
}

/// The holder of each account, as statements and lists of accounts name them.
pub type Holders<'a> = BTreeMap<&'a str, &'a str>;

/// The names of payer and payee, where the line names no account and both are full names; two words at least, in any order.
fn names(line: &StatementLine<'_>, holders: &Holders<'_>) -> Option<(String, String, i64, Currency)> {
    let full = |name: &str| {
        let folded = folded_words(name);
        let mut words: Vec<&str> = folded.split(' ').filter(|word| word.len() > 1).collect();
        words.sort_unstable();
        (words.len() > 1).then(|| words.join(" "))
    };
    let other = line.other_name.filter(|_| line.other.is_none())?;
    let (own, other) = (full(holders.get(line.own)?)?, full(other)?);
    let (payer, payee) = if line.debit { (own, other) } else { (other, own) };
    Some((payer, payee, line.amount_minor, line.currency))
}

type Key<'a> = (Option<&'a str>, Option<&'a str>, Option<&'a str>, i64, Currency);

/// Lines of one key, by side, as (day, position among the lines).
#[derive(Default)]
struct Sides {
    debits: Vec<(i32, usize)>,
    credits: Vec<(i32, usize)>,
}

/// Joins pairs: both lines get the payer's entry as their transaction. Gives, for each segment, how many of its debits were
/// joined on a single account or a reference alone.
pub fn settle(
    lines: &[StatementLine<'_>],
    holders: &Holders<'_>,
    apart: &Apart,
    settled: &mut BTreeMap<Spot, Settled>,
) -> BTreeMap<usize, u64> {
    let mut free: Vec<bool> = lines
        .iter()
        .map(|line| {
            let untouched = |known: &Settled| known.same_as.is_none() && known.transaction.is_none();
            line.paid && !line.cash && settled.get(&line.spot).is_none_or(untouched)
        })
        .collect();
    let mut weak = BTreeMap::new();
    for ground in Ground::ALL {
        let pairs = match ground {
            Ground::Names => matches(lines, &free, apart, |line| names(line, holders)),
            _ => matches(lines, &free, apart, |line| ground.key(line)),
        };
        for (debit, credit) in pairs {
            (free[debit], free[credit]) = (false, false);
            let id = lines[debit].id.to_string();
            for line in [debit, credit] {
                let entry = settled.entry(lines[line].spot).or_default();
                entry.transaction = Some(id.clone());
                entry.joined_by = Some(ground.words());
            }
            if matches!(ground, Ground::Payee | Ground::Payer | Ground::Names | Ground::Reference) {
                *weak.entry(lines[debit].spot.segment).or_insert(0) += 1;
            }
        }
    }
    weak
}

/// The pairs among lines that share a key.
fn matches<'a, K: Ord>(
    lines: &[StatementLine<'a>],
    free: &[bool],
    apart: &Apart,
    key: impl Fn(&StatementLine<'a>) -> Option<K>,
) -> Vec<(usize, usize)> {
    let mut groups = BTreeMap::<K, Sides>::new();
    for (at, line) in lines.iter().enumerate().filter(|(at, _)| free[*at]) {
        if let Some(key) = key(line) {
            let sides = groups.entry(key).or_default();
            let side = if line.debit { &mut sides.debits } else { &mut sides.credits };
            side.push((line.booked_on, at));
        }
    }
    let mut pairs = Vec::new();
    for mut sides in groups.into_values().filter(|sides| !sides.debits.is_empty() && !sides.credits.is_empty()) {
        let by_day_and_id = |&(day, at): &(i32, usize)| (day, lines[at].id);
        sides.debits.sort_by_key(by_day_and_id);
        sides.credits.sort_by_key(by_day_and_id);
        for (earliest, latest) in [(0, 0), (1, DAYS_AFTER), (-DAYS_BEFORE, -1)] {
            sweep(lines, &mut sides, earliest..=latest, apart, &mut pairs);
        }
    }
    pairs
}

/// Takes, for each debit in order, the first credit still there that is booked within these days of it.
fn sweep(
    lines: &[StatementLine<'_>],
    sides: &mut Sides,
    days: RangeInclusive<i32>,
    apart: &Apart,
    pairs: &mut Vec<(usize, usize)>,
) {
    let (earliest, latest) = days.into_inner();
    let mut taken = vec![false; sides.credits.len()];
    let mut left_debits = Vec::new();
    let mut start = 0;
    for &(day, debit) in &sides.debits {
        while sides.credits.get(start).is_some_and(|(booked, _)| taken[start] || *booked < day + earliest) {
            start += 1;
        }
        // A credit of the debit's own account is passed over, and one that a person said is another's; it stays for the others.
        let within = |at: &usize| sides.credits[*at].0 <= day + latest;
        let found = (start..sides.credits.len()).take_while(within).find(|&at| {
            let credit = &lines[sides.credits[at].1];
            !taken[at] && credit.own != lines[debit].own && !apart.holds(lines[debit].id, credit.id)
        });
        match found {
            Some(at) => {
                taken[at] = true;
                pairs.push((debit, sides.credits[at].1));
            }
            None => left_debits.push((day, debit)),
        }
    }
    sides.debits = left_debits;
    let mut taken = taken.into_iter();
    sides.credits.retain(|_| taken.next() == Some(false));
}

/// A reference that is long enough to be a payment's own.
pub fn telling(reference: Option<&str>) -> Option<&str> {
    reference.map(str::trim).filter(|text| {
        text.chars().count() >= REFERENCE_CHARS && !NO_REFERENCE.contains(&text.to_ascii_uppercase().as_str())
    })
}

/// The IBAN that a line's text names beside its own account, its check digits right; none where it names two.
fn named_in_text<'a>(line: &StatementLine<'a>) -> Option<&'a str> {
    let words = line.text?.split(|sign: char| !sign.is_ascii_alphanumeric());
    let mut others = words.filter(|&word| word != line.own && iban_check(word) == Some(true));
    let first = others.next()?;
    others.all(|other| other == first).then_some(first)
}
