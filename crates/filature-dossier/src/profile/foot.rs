//! Whether every table adds up to the entries. It runs in release too: an error is better than a wrong figure.
//!
//! The sums that the tables are held to are added up a second time, straight from the ledger, and not from what the tables are made of.

use std::collections::BTreeMap;

use filature_model::{Channel, Currency, Details, Transactions};

use super::{Asked, Flow, InCurrency, Profile, ProfileError, sides};

/// How many came in, how many went out, and their sums.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Four {
    counts: [usize; 2],
    minor: [i128; 2],
}

impl Four {
    fn of(flow: &Flow) -> Self {
        Self { counts: [flow.credits.count(), flow.debits.count()], minor: [flow.credits.minor(), flow.debits.minor()] }
    }

    fn and(self, other: Self) -> Self {
        Self {
            counts: [0, 1].map(|way| self.counts[way] + other.counts[way]),
            minor: [0, 1].map(|way| self.minor[way] + other.minor[way]),
        }
    }

    fn all<'a>(flows: impl Iterator<Item = &'a Flow>) -> Self {
        flows.map(Self::of).fold(Self::default(), Self::and)
    }
}

/// Holds a profile to the ledger.
///
/// # Errors
/// The first table that does not foot.
pub fn check(ledger: &Transactions, details: &Details, asked: &Asked, of: &Profile) -> Result<(), ProfileError> {
    let from_ledger = straight(ledger, details, asked);
    for (currency, sums) in &from_ledger {
        let known = of.currencies.iter().find(|of| of.currency == *currency);
        let what = known.map_or(Some("it is missing"), |known| fault(known, *sums, of));
        if let Some(what) = what {
            return Err(ProfileError::DoesNotFoot { currency: *currency, what });
        }
    }
    match of.currencies.iter().find(|known| !from_ledger.contains_key(&known.currency)) {
        Some(known) => Err(ProfileError::DoesNotFoot { currency: known.currency, what: "nothing moved in it" }),
        None => Ok(()),
    }
}

/// What the ledger says: with others, and between own accounts.
fn straight(ledger: &Transactions, details: &Details, asked: &Asked) -> BTreeMap<Currency, [Four; 2]> {
    let mut sums = BTreeMap::<Currency, [Four; 2]>::new();
    let mut theirs = asked.accounts.clone();
    theirs.sort_unstable();
    let is_theirs = |account: &u32| theirs.binary_search(account).is_ok();
    for at in 0..ledger.len() {
        let (payer, payee) = (is_theirs(&ledger.debtor[at]), is_theirs(&ledger.creditor[at]));
        let sent = (ledger.amount_minor[at], ledger.currency[at]);
        for (way, is_here, (minor, currency)) in [(1, payer, sent), (0, payee, ledger.received[at].unwrap_or(sent))] {
            if !is_here {
                continue;
            }
            let day = sides::day(ledger, details, at, way == 0);
            if asked.from.is_some_and(|from| day < from) || asked.to.is_some_and(|to| to < day) {
                continue;
            }
            let of = &mut sums.entry(currency).or_default()[usize::from(payer && payee)];
            of.counts[way] += 1;
            of.minor[way] += i128::from(minor);
        }
    }
    sums
}

/// The first table that says something else.
fn fault(of: &InCurrency, [others, own]: [Four; 2], profile: &Profile) -> Option<&'static str> {
    let months = || of.months.months.iter();
    let cells = || months().flat_map(|month| month.channels.iter().map(|(_, flow)| flow));
    let parties = of.others.largest.iter().map(|other| &other.flow).chain([&of.others.rest, &of.others.nobody]);
    let is_cash = |channel: &Channel| matches!(channel, Channel::CashIn | Channel::CashOut);
    let cash = of.months.channels.iter().filter(|(channel, _)| is_cash(channel)).map(|(_, flow)| flow);
    let hours = |cash: &super::Cash| {
        cash.hours.values().map(super::Sum::minor).sum::<i128>()
            == cash.total.credits.minor() + cash.total.debits.minor()
    };
    let checks = [
        (Four::of(&of.total) == others, "the total"),
        (Four::of(&of.own) == own, "what passed between own accounts"),
        (Four::all(months().map(|month| &month.total)) == others, "the months"),
        (Four::all(cells()) == others, "months by channels"),
        (Four::all(of.months.channels.iter().map(|(_, flow)| flow)) == others, "the channels"),
        (Four::all(parties) == others, "who paid and was paid"),
        (Four::all(of.cash.iter().map(|cash| &cash.total)) == Four::all(cash), "cash"),
        (of.cash.iter().all(hours), "cash by hour"),
        (of.regular.iter().all(|series| adds_up(&series.sum, profile)), "what comes back regularly"),
        (
            of.abroad.iter().all(|row| adds_up(&row.flow.credits, profile) && adds_up(&row.flow.debits, profile)),
            "countries",
        ),
    ];
    checks.into_iter().find(|(foots, _)| !foots).map(|(_, what)| what)
}

fn adds_up(sum: &super::Sum, profile: &Profile) -> bool {
    let minor = sum.sides().iter().filter_map(|&at| profile.sides.get(at as usize)).map(|side| i128::from(side.minor));
    minor.sum::<i128>() == sum.minor()
}
