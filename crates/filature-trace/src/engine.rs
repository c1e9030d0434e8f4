//! One pass over the events, under one rule, one order and one set of openings.

use std::collections::BTreeMap;

use filature_model::{Departure, Rule};

use crate::TraceError;
use crate::bounds::Bounds;
use crate::call::Call;
use crate::invariants;
use crate::pockets::{Event, Pockets, Side};
use crate::rules::{Parcel, Pocket};
use crate::work;

/// Transaction, account that it left, rank of the claim, how.
pub(crate) type LeftKey = (u32, u32, usize, Departure);

/// Where the claims are and where they left.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcome {
    /// By account and rank of the claim.
    pub held: BTreeMap<(u32, usize), Bounds>,
    pub left: BTreeMap<LeftKey, Bounds>,
}

/// What one pass is given.
#[derive(Clone, Copy)]
pub(crate) struct Scenario<'a> {
    pub call: &'a Call<'a>,
    pub pockets: &'a Pockets,
    pub order: &'a [Event],
    /// Of each pocket, minor units.
    pub openings: &'a [i128],
    /// Of each pocket: the opening is the least, and may be any amount more.
    pub unbounded: &'a [bool],
    pub rule: Rule,
}

impl Scenario<'_> {
    pub fn broken(&self, claim: Option<usize>, detail: String) -> TraceError {
        let claim = claim.map_or_else(String::new, |rank| self.call.claims[rank].0.name.clone());
        TraceError::InvariantBroken { rule: self.rule, claim, detail }
    }
}

/// Runs the pass, and makes sure of the invariants.
pub(crate) fn run<P: Pocket>(scenario: Scenario) -> Result<Outcome, TraceError> {
    let mut pass = Pass::<P>::new(scenario);
    pass.claims_behind_barriers();
    for event in scenario.order {
        work::step();
        match event.side {
            Side::Debit => pass.debit(event)?,
            Side::Credit => pass.credit(event)?,
        }
        pass.check_pocket(event)?;
    }
    pass.finish()
}

struct Pass<'a, P: Pocket> {
    scenario: Scenario<'a>,
    balances: Vec<i128>,
    /// None while the pocket has held no claim: all of it is clean, and needs no queue.
    states: Vec<Option<P>>,
    /// What left a payer and has not reached its payee.
    in_transit: BTreeMap<u32, P::Parcel>,
    /// What each claim should have in each pocket by the sums of what came and went: kept apart from the rule's
    /// own state, to be compared with it. Exact forms only.
    books: Vec<Vec<i128>>,
    outcome: Outcome,
}

impl<'a, P: Pocket> Pass<'a, P> {
    fn new(scenario: Scenario<'a>) -> Self {
        let count = scenario.pockets.accounts.len();
        Self {
            scenario,
            balances: scenario.openings.to_vec(),
            states: std::iter::repeat_with(|| None).take(count).collect(),
            in_transit: BTreeMap::new(),
            books: vec![Vec::new(); count],
            outcome: Outcome::default(),
        }
    }

    fn claims(&self) -> usize {
        self.scenario.call.claims.len()
    }

    /// A credit claimed at a pooled account, or where a person said to stop, is reported there at once.
    fn claims_behind_barriers(&mut self) {
        let call = self.scenario.call;
        for (&transaction, &claim) in &call.claimed {
            let account = call.ledger.creditor[transaction as usize];
            if let (Some(how), Some(minor)) = (call.barrier(account), call.credit(transaction as usize)) {
                self.outcome.left.insert((transaction, account, claim, how), Bounds::exact(minor));
            }
        }
    }

    fn debit(&mut self, event: &Event) -> Result<(), TraceError> {
        let pocket = event.pocket as usize;
        let available = self.balances[pocket].max(0);
        self.balances[pocket] -= event.minor;
        let Some(state) = &mut self.states[pocket] else { return Ok(()) };
        let covered = event.minor.min(available);
        let mut parcel = state.debit(covered);
        if parcel.minor() != covered {
            let detail = format!("a debit of {covered} minor units carries {}", parcel.minor());
            return Err(self.scenario.broken(None, detail));
        }
        if parcel.is_clean() {
            return Ok(());
        }
        parcel.push_clean(event.minor - covered);
        if P::EXACT {
            for (book, part) in self.books[pocket].iter_mut().zip(parcel.parts(self.scenario.call.claims.len())) {
                *book -= part.low_minor;
            }
        }
        let call = self.scenario.call;
        // Money claimed at this very credit is the new claim's: what an older claim had in it ends here.
        let displaced = call.claimed.contains_key(&event.transaction).then_some(Departure::Stop);
        match call.departure(event.transaction as usize).or(displaced) {
            Some(how) => self.leave(event, &parcel, how),
            None => {
                self.in_transit.insert(event.transaction, parcel);
            }
        }
        Ok(())
    }

    fn leave(&mut self, event: &Event, parcel: &P::Parcel, how: Departure) {
        let account = self.scenario.pockets.accounts[event.pocket as usize];
        let parts = parcel.parts(self.claims());
        for (claim, part) in parts.into_iter().enumerate().filter(|(_, part)| !part.is_zero()) {
            self.outcome.left.entry((event.transaction, account, claim, how)).or_default().add(part);
        }
    }

    fn credit(&mut self, event: &Event) -> Result<(), TraceError> {
        let (pocket, claims) = (event.pocket as usize, self.claims());
        let balance = self.balances[pocket];
        self.balances[pocket] += event.minor;
        let parcel = match self.scenario.call.claimed.get(&event.transaction) {
            Some(&claim) if self.scenario.call.barrier(self.scenario.pockets.accounts[pocket]).is_none() => {
                Some(P::Parcel::claimed(event.minor, claim, claims))
            }
            Some(_) => None,
            None => self.in_transit.remove(&event.transaction),
        };
        if parcel.is_none() && self.states[pocket].is_none() {
            return Ok(());
        }
        let mut parcel = parcel.unwrap_or_else(|| P::Parcel::clean(event.minor, claims));
        if parcel.minor() != event.minor {
            let detail = format!("a credit of {} minor units brings {}", event.minor, parcel.minor());
            return Err(self.scenario.broken(None, detail));
        }
        let owed = event.minor.min((-balance).max(0));
        if owed > 0 {
            let (repaid, rest) = P::repay(parcel, owed, claims);
            self.leave(event, &repaid, Departure::Overdraft);
            parcel = rest;
        }
        self.take_in(pocket, balance.max(0), parcel);
        Ok(())
    }

    fn take_in(&mut self, pocket: usize, clean_minor: i128, parcel: P::Parcel) {
        let claims = self.claims();
        if P::EXACT {
            let book = &mut self.books[pocket];
            book.resize(claims, 0);
            book.iter_mut().zip(parcel.parts(claims)).for_each(|(sum, part)| *sum += part.low_minor);
        }
        let unbounded = self.scenario.unbounded[pocket];
        self.states[pocket].get_or_insert_with(|| P::open(clean_minor, unbounded, claims)).credit(parcel);
    }

    fn check_pocket(&self, event: &Event) -> Result<(), TraceError> {
        let pocket = event.pocket as usize;
        if self.states[pocket].is_none() || !P::EXACT {
            return Ok(());
        }
        invariants::parts_fit(&self.scenario, &self.books[pocket], self.balances[pocket])
    }

    fn finish(mut self) -> Result<Outcome, TraceError> {
        if !self.in_transit.is_empty() {
            let detail = format!("{} debits never reached their payees", self.in_transit.len());
            return Err(self.scenario.broken(None, detail));
        }
        for (pocket, state) in self.states.iter().enumerate() {
            let Some(state) = state else { continue };
            let held = state.held();
            if P::EXACT {
                invariants::same_as_books(&self.scenario, &held, &self.books[pocket])?;
            } else {
                let least: Vec<i128> = held.iter().map(|part| part.low_minor).collect();
                invariants::parts_fit(&self.scenario, &least, self.balances[pocket])?;
            }
            let account = self.scenario.pockets.accounts[pocket];
            for (claim, part) in held.into_iter().enumerate().filter(|(_, part)| !part.is_zero()) {
                self.outcome.held.insert((account, claim), part);
            }
        }
        invariants::conserved(&self.scenario, &self.outcome)?;
        Ok(self.outcome)
    }
}
