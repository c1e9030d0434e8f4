//! New transactions arrive, findings follow.
//!
//! A bank books all day, an investigator gets a file a week. A [`Stream`] holds what came so far in ledger order, takes
//! more at any place of it (the file of last month may come after that of this one), and says which findings are new,
//! which changed and which are gone. What it holds after any number of deliveries, of any size and in any order, is
//! what [`detect`](crate::detect) finds in all of it at once: by construction, as it is asked anew. Every finding is weighed against
//! the whole ledger, so one delivery may re-order all of them; that costs one run, and nothing when nothing came.

use std::collections::BTreeMap;

use filature_model::{AccountId, Finding, Findings, Locality, OUTSIDE, Transactions, UNPLACED, ValueDate};

use crate::{GraphError, Options, detect};

/// What a delivery did to the findings: each list in the order of the findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Update {
    /// Findings that were not there before.
    pub new: Vec<Finding>,
    /// Findings of the same transactions whose rank, figures or roles are others now.
    pub changed: Vec<Finding>,
    /// Findings that are no longer there: mostly because a larger one holds them.
    pub gone: Vec<Finding>,
}

/// A ledger that grows, and its findings.
///
/// ```
/// use filature_graph::{Options, Stream, detect};
/// use filature_model::Transactions;
/// let day = 86_400;
/// let mut stream = Stream::new(Options::default())?;
/// let first = Transactions::small(&[("A", "B", 10_000, day), ("B", "C", 9_500, 2 * day)]);
/// assert!(stream.add(&first)?.new.is_empty());
/// let mut second = Transactions::small(&[("C", "A", 9_000, 3 * day)]);
/// second.ids = vec!["t2".into()];
/// let update = stream.add(&second)?;
/// assert_eq!((update.new[0].kind.as_str(), update.new[0].transactions.len()), ("cycle", 3));
/// assert_eq!(*stream.findings(), detect(stream.ledger(), &Options::default())?);
/// # Ok::<(), filature_graph::GraphError>(())
/// ```
pub struct Stream {
    options: Options,
    ledger: Transactions,
    findings: Findings,
}

impl Stream {
    /// A stream in which nothing came yet.
    ///
    /// # Errors
    /// [`GraphError`] when the options are off.
    pub fn new(options: Options) -> Result<Self, GraphError> {
        let ledger = Transactions::default();
        let findings = detect(&ledger, &options)?;
        Ok(Self { options, ledger, findings })
    }

    /// Takes transactions that were not delivered before, in ledger order among themselves, and finds again.
    ///
    /// Of two that stand at one instant the one delivered earlier comes first; ids must be new.
    ///
    /// # Errors
    /// [`GraphError`] when the arrays do not belong together; the stream is then as it was.
    pub fn add(&mut self, more: &Transactions) -> Result<Update, GraphError> {
        more.check()?;
        if more.is_empty() {
            return Ok(Update::default());
        }
        let ledger = merged(&self.ledger, more);
        let findings = detect(&ledger, &self.options)?;
        let update = difference(&self.findings, &findings);
        (self.ledger, self.findings) = (ledger, findings);
        Ok(update)
    }

    /// All findings, best first.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// All that came, in ledger order.
    pub fn ledger(&self) -> &Transactions {
        &self.ledger
    }
}

fn difference(before: &Findings, after: &Findings) -> Update {
    let by_id = |findings: &Findings| -> BTreeMap<String, Finding> {
        findings.findings.iter().map(|finding| (finding.id.clone(), finding.clone())).collect()
    };
    let (old, now) = (by_id(before), by_id(after));
    let of = |findings: &Findings, wanted: &dyn Fn(&Finding) -> bool| -> Vec<Finding> {
        findings.findings.iter().filter(|finding| wanted(finding)).cloned().collect()
    };
    Update {
        new: of(after, &|finding| !old.contains_key(&finding.id)),
        changed: of(after, &|finding| old.get(&finding.id).is_some_and(|known| known != finding)),
        gone: of(before, &|finding| !now.contains_key(&finding.id)),
    }
}

/// The two ledgers as one, in ledger order; accounts sorted by key.
fn merged(one: &Transactions, other: &Transactions) -> Transactions {
    let mut accounts: Vec<AccountId> = one.accounts.iter().chain(&other.accounts).cloned().collect();
    accounts.sort_unstable();
    accounts.dedup();
    let mut places: Vec<Locality> = one.places.iter().chain(&other.places).cloned().collect();
    places.sort_unstable();
    places.dedup();
    let mut whole = Transactions {
        in_case: vec![false; accounts.len()],
        hub: vec![false; accounts.len()],
        home: vec![UNPLACED; if one.home.is_empty() && other.home.is_empty() { 0 } else { accounts.len() }],
        places,
        accounts,
        ..Transactions::default()
    };
    let new_numbers = [one, other].map(|part| renumbered(part, &mut whole));
    let mut order: Vec<(i64, usize, usize)> = [one, other]
        .iter()
        .enumerate()
        .flat_map(|(part, ledger)| (0..ledger.len()).map(move |at| (ledger.at_micros(at), part, at)))
        .collect();
    order.sort_unstable();
    let mut positions = [vec![0; one.len()], vec![0; other.len()]];
    for (position, &(_, part, at)) in (0_u32..).zip(&order) {
        positions[part][at] = position;
        push(&mut whole, [one, other][part], at, &new_numbers[part]);
    }
    if !one.place.is_empty() || !other.place.is_empty() {
        let place = |&(_, part, at): &(i64, usize, usize)| {
            placed(&whole.places, [one, other][part], [one, other][part].place_of(at))
        };
        whole.place = order.iter().map(place).collect();
    }
    for (part, ledger) in [one, other].into_iter().enumerate() {
        let place = |transaction: u32| positions[part][transaction as usize];
        let dates = ledger.value_dates.iter();
        whole.value_dates.extend(dates.map(|date| ValueDate { transaction: place(date.transaction), ..*date }));
        whole.reversals.extend(ledger.reversals.iter().map(|&(taking, taken)| (place(taking), place(taken))));
        let openings = ledger.openings.iter();
        whole
            .openings
            .extend(openings.map(|&(account, currency, minor)| (new_numbers[part][account as usize], currency, minor)));
    }
    whole.value_dates.sort_unstable();
    whole.reversals.sort_unstable();
    whole.openings.sort_unstable();
    whole.openings.dedup_by_key(|opening| (opening.0, opening.1));
    whole
}

/// For each account of a part its number in the whole, where what is known of it is put down.
fn renumbered(part: &Transactions, whole: &mut Transactions) -> Vec<u32> {
    let mut numbers = Vec::with_capacity(part.accounts.len());
    for (at, account) in part.accounts.iter().enumerate() {
        let number = whole.accounts.binary_search(account).unwrap_or_default();
        whole.in_case[number] |= part.in_case[at];
        whole.hub[number] |= part.hub[at];
        let index = u32::try_from(at).unwrap_or(OUTSIDE);
        if let Some(home) = part.home_of(index) {
            whole.home[number] = placed(&whole.places, part, Some(home));
        }
        numbers.push(u32::try_from(number).unwrap_or(OUTSIDE));
    }
    numbers
}

/// The place of a part as one of the whole.
fn placed(places: &[Locality], part: &Transactions, place: Option<u32>) -> u32 {
    let locality = place.and_then(|place| part.places.get(place as usize));
    let found = locality.and_then(|locality| places.binary_search(locality).ok());
    found.and_then(|at| u32::try_from(at).ok()).unwrap_or(UNPLACED)
}

fn push(whole: &mut Transactions, part: &Transactions, at: usize, numbers: &[u32]) {
    let number = |account: u32| numbers.get(account as usize).copied().unwrap_or(OUTSIDE);
    whole.ids.push(part.ids[at].clone());
    whole.debtor.push(number(part.debtor[at]));
    whole.creditor.push(number(part.creditor[at]));
    whole.amount_minor.push(part.amount_minor[at]);
    whole.currency.push(part.currency[at]);
    whole.received.push(part.received[at]);
    whole.debited.push(part.debited[at]);
    whole.credited.push(part.credited[at]);
    whole.channel.push(part.channel[at]);
}
