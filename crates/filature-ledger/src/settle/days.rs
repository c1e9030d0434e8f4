//! One day on two runs of an account: which lines are the same bookings.
//!
//! ```text
//! one shows the whole day, or both its beginning, or both its end ─► what one shows the other shows too
//! one may end where the other begins, within the day ─► the balance at which the second opens says where, in the first
//! ```
//!
//! Lines of one booking share day, side and amount, and in two formats often nothing else. Where the balances of the two runs meet
//! anywhere, they are the same account as two files see it, and amounts are enough; a day on which the two do not show the
//! same amounts is matched as far as it goes. Where they meet nowhere, or one has none, lines must agree in all; or both must
//! show the same amounts on all of several days, and name no two accounts or people.

use std::collections::{BTreeMap, HashMap};

use filature_model::folded_words;

use super::StatementLine;
use super::bookings::Bookings;
use super::runs::{Amount, Run, amount, signed};

/// How sure it is that two runs show the same account, by their balances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Both have the same balances around the same amounts.
    OneStatement,
    /// Their balances meet on a day that both show.
    Balances,
    /// One has no balances, and both show the same amounts on several days.
    Amounts,
    /// Neither.
    None,
}

/// Whether two lines of equal day, side and amount are taken for one booking.
type Alike = fn(&StatementLine<'_>, &StatementLine<'_>) -> bool;

/// Finds the bookings that two runs share on a day.
pub fn match_day(day: i32, first: &Run<'_, '_>, second: &Run<'_, '_>, ground: Ground, bookings: &mut Bookings) {
    let of_day = |run: &Run<'_, '_>| run.days.get(&day).map_or_else(Vec::new, |day| day.lines.clone());
    let (mut here, mut there) = (of_day(first), of_day(second));
    let cut = if ground == Ground::OneStatement { None } else { cut(day, first, second) };
    if let Some(cut) = cut {
        match cut {
            Cut::At(in_first, in_second) => {
                here.drain(..in_first);
                there.drain(..in_second);
                let (a, b) = (counts(first, &here), counts(second, &there));
                let mut day = Pair { first, second, here, there, bookings };
                day.take(exactly);
                day.take(nothing_differs);
                if contained(&a, &b) || contained(&b, &a) {
                    day.take(|_, _| true);
                }
            }
            // Both foot, and neither opens at a balance that the other has on this day: another stretch of it.
            Cut::Nowhere if first.foots && second.foots => {}
            Cut::Nowhere => Pair { first, second, here, there, bookings }.take(exactly),
        }
        return;
    }
    let (a, b) = (counts(first, &here), counts(second, &there));
    let same = contained(&a, &b) || contained(&b, &a);
    let mut day = Pair { first, second, here, there, bookings };
    day.take(exactly);
    match ground {
        Ground::Balances | Ground::OneStatement => {
            day.take(nothing_differs);
            if same {
                day.take(|_, _| true);
            } else {
                // As often here as there: these are not the lines that differ.
                day.keep(|amount| a.get(amount) == b.get(amount));
                day.take(accounts_agree);
            }
        }
        Ground::Amounts => day.take(nothing_differs),
        Ground::None => {}
    }
}

/// Where two runs part that may meet within a day.
enum Cut {
    /// The lines from these positions on are shared.
    At(usize, usize),
    /// Their balances do not say where.
    Nowhere,
}

/// Whether, and where, one run begins on a day within which the other one ends; none where one of them shows the day whole, or
/// both its beginning or both its end.
fn cut(day: i32, first: &Run<'_, '_>, second: &Run<'_, '_>) -> Option<Cut> {
    if first.has_whole(day) || second.has_whole(day) {
        return None;
    }
    let (begin, end) = ([first.begins(day), second.begins(day)], [first.ends(day), second.ends(day)]);
    if begin == [false, false] || end == [false, false] {
        return None;
    }
    // Days before that both have, or after, tell that both show the beginning, or the end.
    let balances = [first, second].map(|run| run.opening_minor.zip(run.closing_minor));
    if balances.contains(&None) {
        return None;
    }
    if begin[1]
        && let Some(at) = opens_in(day, first, second)
    {
        return Some(Cut::At(at, 0));
    }
    if begin[0]
        && let Some(at) = opens_in(day, second, first)
    {
        return Some(Cut::At(0, at));
    }
    Some(Cut::Nowhere)
}

/// After how many lines of a day the account has the balance with which the later run opens; where it has it more than once, the
/// one after which both go on alike, else the last.
fn opens_in(day: i32, earlier: &Run<'_, '_>, later: &Run<'_, '_>) -> Option<usize> {
    let opening = later.opening_minor? + later.days.get(&day).map_or(0, |of_day| of_day.before_minor);
    let of_day = earlier.days.get(&day)?;
    let shown = later.days.get(&day).map_or(&[][..], |day| &day.lines);
    let mut moved_minor = of_day.before_minor;
    let mut fits = Vec::new();
    for at in 0..=of_day.lines.len() {
        if earlier.balances(moved_minor).contains(&Some(opening)) {
            fits.push(at);
        }
        moved_minor += of_day.lines.get(at).map_or(0, |&line| signed(earlier.lines[line]));
    }
    let goes_on = |at: &usize| {
        let rest = &of_day.lines[*at..];
        !rest.is_empty()
            && rest.iter().zip(shown).all(|(&a, &b)| {
                amount(earlier.lines[a]) == amount(later.lines[b]) && told_alike(earlier.lines[a], later.lines[b])
            })
    };
    fits.iter().copied().find(goes_on).or_else(|| fits.last().copied())
}

/// The lines of two runs on a day that are still to be matched.
struct Pair<'r, 'a, 'b> {
    first: &'r Run<'a, 'b>,
    second: &'r Run<'a, 'b>,
    here: Vec<usize>,
    there: Vec<usize>,
    bookings: &'r mut Bookings,
}

impl Pair<'_, '_, '_> {
    /// Leaves only lines with amounts of which this holds.
    fn keep(&mut self, holds: impl Fn(&Amount) -> bool) {
        let (first, second) = (self.first, self.second);
        self.here.retain(|&at| holds(&amount(first.lines[at])));
        self.there.retain(|&at| holds(&amount(second.lines[at])));
    }

    /// Matches lines of equal amount one to one, in the order of both, and takes them off.
    fn take(&mut self, alike: Alike) {
        let mut by_amount = HashMap::<Amount, Vec<usize>>::new();
        for &at in self.here.iter().rev() {
            by_amount.entry(amount(self.first.lines[at])).or_default().push(at);
        }
        let mut taken = Vec::new();
        let (first, second, bookings) = (self.first, self.second, &mut *self.bookings);
        self.there.retain(|&at| {
            let line = second.lines[at];
            let Some(candidates) = by_amount.get_mut(&amount(line)) else { return true };
            // The lists are in reverse, so the last is the first of the file. Bookings that agree in all stand at the end of the
            // search as a rule; a day with thousands of equal amounts and different texts is not a bank's.
            let known = |&candidate: &usize| bookings.are_one(first.lines[candidate].spot, line.spot);
            let fits = |&candidate: &usize| {
                let other = first.lines[candidate];
                alike(other, line) && bookings.can_be_one(other.spot, line.spot)
            };
            let found = candidates.iter().rposition(known).or_else(|| candidates.iter().rposition(fits));
            let Some(position) = found else { return true };
            let candidate = candidates.remove(position);
            bookings.join(first.lines[candidate].spot, line.spot);
            taken.push(candidate);
            false
        });
        taken.sort_unstable();
        self.here.retain(|at| taken.binary_search(at).is_err());
    }
}

fn counts(run: &Run<'_, '_>, lines: &[usize]) -> BTreeMap<Amount, usize> {
    let mut counts = BTreeMap::new();
    for &at in lines {
        *counts.entry(amount(run.lines[at])).or_default() += 1;
    }
    counts
}

/// Whether the second shows all amounts of the first, as often at least.
fn contained(a: &BTreeMap<Amount, usize>, b: &BTreeMap<Amount, usize>) -> bool {
    a.iter().all(|(amount, count)| b.get(amount).is_some_and(|there| there >= count))
}

/// Whether reference, text and the other side are the same, and there is a reference or a text.
pub fn exactly(a: &StatementLine<'_>, b: &StatementLine<'_>) -> bool {
    (a.other, a.other_name) == (b.other, b.other_name) && told_alike(a, b)
}

/// Whether two lines have the same reference and text, and one of the two at least.
pub fn told_alike(a: &StatementLine<'_>, b: &StatementLine<'_>) -> bool {
    (a.reference, a.text) == (b.reference, b.text) && (a.reference.is_some() || a.text.is_some())
}

/// Whether no account that both lines give differs.
pub fn accounts_agree(a: &StatementLine<'_>, b: &StatementLine<'_>) -> bool {
    a.other.zip(b.other).is_none_or(|(a, b)| a.trim().eq_ignore_ascii_case(b.trim()))
}

/// Whether no account or name that both lines give differs. References and texts of two formats may, and names are cut short and
/// turned round: they differ where they have no word in common.
pub fn nothing_differs(a: &StatementLine<'_>, b: &StatementLine<'_>) -> bool {
    accounts_agree(a, b) && a.other_name.zip(b.other_name).is_none_or(|(a, b)| share_a_word(a, b))
}

/// The letters that a word must have to be told by its beginning.
const WORD_LETTERS: usize = 3;

/// Whether two names have a word in common, or one that begins another.
pub fn share_a_word(a: &str, b: &str) -> bool {
    let (a, b) = (folded_words(a), folded_words(b));
    let begins = |one: &str, other: &str| one == other || (one.len() >= WORD_LETTERS && other.starts_with(one));
    a == b || a.split(' ').any(|one| b.split(' ').any(|other| begins(one, other) || begins(other, one)))
}
