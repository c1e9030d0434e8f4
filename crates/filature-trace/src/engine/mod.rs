//! One pass over the events, under one rule, one order and one set of openings.

mod sent;
pub(crate) mod trail;

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Currency, Departure, Rule};

use crate::TraceError;
use crate::bounds::Bounds;
use crate::call::{Call, day_of};
use crate::invariants;
use crate::pockets::{Event, Pockets, Side};
use crate::rules::{Parcel, Pocket, Wanted};
use crate::work;
use sent::{Sent, Worth};
use trail::{From, Step};

/// Account, currency of the pocket, rank of the claim.
pub(crate) type HeldKey = (u32, Currency, usize);
/// Transaction, account that it left, rank of the claim, how.
pub(crate) type LeftKey = (u32, u32, usize, Departure);
/// Transaction, rank of the claim.
pub(crate) type MovedKey = (u32, usize);

/// Where the claims are and where they left, in minor units of the claims' currency.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcome {
    pub held: BTreeMap<HeldKey, Bounds>,
    /// Units of the pocket's own currency, where that is not the claims'.
    pub native: BTreeMap<HeldKey, Bounds>,
    pub left: BTreeMap<LeftKey, Bounds>,
    /// What changes of currency took.
    pub exchange: BTreeMap<MovedKey, Bounds>,
    /// What debits carried that somebody asks about.
    pub watched: BTreeMap<MovedKey, Bounds>,
    /// What links brought: by the debit, the credit and the claim.
    pub linked: BTreeMap<(u32, u32, usize), Bounds>,
    /// Changes of currency that a claim was followed through.
    pub crossed: BTreeSet<u32>,
    /// Of an exact pass that was asked to keep it.
    pub trail: Vec<Step>,
}

impl Outcome {
    /// A credit claimed at a pooled account, or where a person said to stop, is reported there at once.
    pub fn begin_behind_barriers(&mut self, call: &Call<'_>) {
        for (&transaction, parts) in &call.claimed {
            let account = call.ledger.creditor[transaction as usize];
            if let Some(how) = call.barrier(account) {
                for &(claim, minor) in parts {
                    self.left.insert((transaction, account, claim, how), Bounds::exact(minor));
                }
            }
        }
    }
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
    /// A debit about which somebody asks what it carried.
    pub watch: Option<u32>,
    /// Whether the movements are kept, to explain figures by.
    pub keep_trail: bool,
}

impl Scenario<'_> {
    pub fn broken(&self, claim: Option<usize>, detail: String) -> TraceError {
        let claim = claim.map_or_else(String::new, |rank| self.call.claims[rank].0.name.clone());
        TraceError::InvariantBroken { rule: self.rule, claim, detail }
    }
}

/// Runs the pass, and makes sure of the invariants.
pub(crate) fn run<P: Pocket>(scenario: Scenario<'_>) -> Result<Outcome, TraceError> {
    let mut pass = Pass::<P>::new(scenario);
    pass.outcome.begin_behind_barriers(scenario.call);
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

/// What a debit took out of the case, and is kept for later credits.
struct Kept<P: Pocket> {
    sent: Sent<P>,
    currency: Currency,
    /// The account that it left, and how.
    account: u32,
    how: Departure,
}

struct Pass<'a, P: Pocket> {
    scenario: Scenario<'a>,
    claims: usize,
    balances: Vec<i128>,
    /// None while the pocket has held no claim: all of it is clean, and needs no queue.
    states: Vec<Option<P>>,
    worths: Vec<Worth>,
    /// What left a payer and has not reached its payee.
    in_transit: BTreeMap<u32, Sent<P>>,
    kept: BTreeMap<u32, Kept<P>>,
    /// What each claim got into a pocket by a credit that is taken back later, in units of the pocket.
    brought: BTreeMap<u32, Vec<Bounds>>,
    /// What each claim should have in each pocket by the sums of what came and went: kept apart from the rule's
    /// own state, to be compared with it. Exact forms only.
    books: Vec<Vec<i128>>,
    outcome: Outcome,
}

impl<'a, P: Pocket> Pass<'a, P> {
    fn new(scenario: Scenario<'a>) -> Self {
        let (count, claims) = (scenario.pockets.keys.len(), scenario.call.claims.len());
        let is_exact = P::EXACT && P::CONSERVES;
        let worth =
            |&(currency, _): &(Currency, u32)| Worth::of_pocket(currency == scenario.call.currency, is_exact, claims);
        Self {
            scenario,
            claims,
            balances: scenario.openings.to_vec(),
            states: std::iter::repeat_with(|| None).take(count).collect(),
            worths: scenario.pockets.keys.iter().map(worth).collect(),
            in_transit: BTreeMap::new(),
            kept: BTreeMap::new(),
            brought: BTreeMap::new(),
            books: vec![Vec::new(); count],
            outcome: Outcome::default(),
        }
    }

    fn keeps_books(&self) -> bool {
        P::EXACT && P::CONSERVES
    }

    fn debit(&mut self, event: &Event) -> Result<(), TraceError> {
        let pocket = event.pocket as usize;
        let available = self.balances[pocket].max(0);
        self.balances[pocket] -= event.minor;
        let wanted = self.wanted(event);
        let Some(state) = &mut self.states[pocket] else { return Ok(()) };
        let covered = event.minor.min(available);
        let before = if matches!(self.worths[pocket], Worth::Same) { Vec::new() } else { state.held() };
        let mut parcel = if wanted.is_empty() { state.debit(covered) } else { state.debit_first(covered, &wanted) };
        if parcel.minor() != covered {
            let detail = format!("a debit of {covered} minor units carries {}", parcel.minor());
            return Err(self.scenario.broken(None, detail));
        }
        if parcel.is_clean() {
            return Ok(());
        }
        parcel.push_clean(event.minor - covered);
        let parts = parcel.parts(self.claims);
        let worth = self.worths[pocket].take(&before, &parts);
        if self.keeps_books() {
            self.books[pocket].iter_mut().zip(&parts).for_each(|(book, part)| *book -= part.low_minor);
        }
        let (sent, call) = (Sent { parcel, worth }, self.scenario.call);
        self.note_debit(event, &sent);
        let account = self.scenario.pockets.keys[pocket].1;
        match call.departure(event.transaction as usize) {
            Some(how) if call.asserted.is_kept(event.transaction) => {
                let currency = self.scenario.pockets.keys[pocket].0;
                self.kept.insert(event.transaction, Kept { sent, currency, account, how });
            }
            Some(how) => self.leave(event.transaction, account, &sent, how),
            None => {
                self.in_transit.insert(event.transaction, sent);
            }
        }
        Ok(())
    }

    /// What a debit takes before anything else: what a person elected, then what it takes back.
    fn wanted(&self, event: &Event) -> Vec<Wanted> {
        let call = self.scenario.call;
        let elected = call.asserted.elections.get(&event.transaction).into_iter().flatten();
        let mut wanted: Vec<Wanted> =
            elected.map(|&claim| Wanted { claim, minor: Bounds::exact(event.minor) }).collect();
        let original = call.reversal_of.get(&event.transaction).filter(|&&original| {
            let position = original as usize;
            (call.credit(position).1, call.ledger.creditor[position])
                == self.scenario.pockets.keys[event.pocket as usize]
        });
        let brought = original.and_then(|original| self.brought.get(original));
        let back = brought.into_iter().flatten().enumerate().filter(|(_, part)| !part.is_zero());
        wanted.extend(back.map(|(claim, &minor)| Wanted { claim, minor }));
        wanted
    }

    fn note_debit(&mut self, event: &Event, sent: &Sent<P>) {
        let (transaction, scenario) = (event.transaction, self.scenario);
        let is_watched =
            scenario.watch == Some(transaction) || scenario.call.asserted.elections.contains_key(&transaction);
        if !is_watched && !scenario.keep_trail {
            return;
        }
        for (claim, part) in sent.value(self.claims).into_iter().enumerate().filter(|(_, part)| !part.is_zero()) {
            if is_watched {
                self.outcome.watched.entry((transaction, claim)).or_default().add(part);
            }
            if scenario.keep_trail {
                let minor = part.low_minor;
                self.outcome.trail.push(Step::Out { pocket: event.pocket, transaction, claim, minor });
            }
        }
    }

    fn leave(&mut self, transaction: u32, account: u32, sent: &Sent<P>, how: Departure) {
        for (claim, part) in sent.value(self.claims).into_iter().enumerate().filter(|(_, part)| !part.is_zero()) {
            self.outcome.left.entry((transaction, account, claim, how)).or_default().add(part);
        }
    }

    /// Changes the currency of what arrives by a transaction, and notes what that takes.
    fn exchange(&mut self, transaction: u32, sent: Sent<P>, to_minor: i128, to: Currency) -> Sent<P> {
        let call = self.scenario.call;
        let (mut sent, mut taken) = sent.exchanged(to_minor, to == call.currency, self.claims);
        self.outcome.crossed.insert(transaction);
        if !P::CONSERVES {
            // All that is there is touched, however it came: it is worth what the table says, not what a claim lost.
            let day = day_of(call.ledger.credited[transaction as usize].at_micros);
            if let Ok(rate) = call.options.rates.rate(to, call.currency, day) {
                sent = sent.valued_at(rate.numerator(), rate.denominator(), self.claims);
            }
            taken.clear();
        }
        for (claim, part) in taken.into_iter().enumerate().filter(|(_, part)| !part.is_zero()) {
            self.outcome.exchange.entry((transaction, claim)).or_default().add(part);
        }
        sent
    }

    fn credit(&mut self, event: &Event) -> Result<(), TraceError> {
        let pocket = event.pocket as usize;
        let balance = self.balances[pocket];
        self.balances[pocket] += event.minor;
        let Some((sent, origins)) = self.arriving(event)? else { return Ok(()) };
        if sent.parcel.is_clean() && self.states[pocket].is_none() {
            return Ok(());
        }
        if sent.parcel.minor() != event.minor {
            let detail = format!("a credit of {} minor units brings {}", event.minor, sent.parcel.minor());
            return Err(self.scenario.broken(None, detail));
        }
        let owed = event.minor.min((-balance).max(0));
        let (mut sent, mut repaid_value) = (sent, Vec::new());
        if owed > 0 {
            let account = self.scenario.pockets.keys[pocket].1;
            let (repaid, rest) = sent.split(owed, self.claims);
            self.leave(event.transaction, account, &repaid, Departure::Overdraft);
            repaid_value = repaid.value(self.claims);
            sent = rest;
        }
        if self.scenario.keep_trail {
            self.note_credit(event, &origins, &repaid_value);
        }
        if self.scenario.call.reversed.contains(&event.transaction) {
            self.brought.insert(event.transaction, sent.parts(self.claims));
        }
        self.take_in(pocket, balance.max(0), sent);
        Ok(())
    }

    /// What a credit brings, and of it what each origin is worth to each claim. None where all of it is clean and nothing
    /// has to be known of it.
    #[allow(clippy::type_complexity)]
    fn arriving(&mut self, event: &Event) -> Result<Option<(Sent<P>, Vec<(From, Vec<Bounds>)>)>, TraceError> {
        let (call, transaction) = (self.scenario.call, event.transaction);
        let (currency, account) = self.scenario.pockets.keys[event.pocket as usize];
        let claimed = call.claimed.get(&transaction).filter(|_| call.barrier(account).is_none());
        let mut rest = self.in_transit.remove(&transaction);
        let sources = call.asserted.sources_of(transaction);
        if claimed.is_none() && rest.is_none() && sources.is_none() && self.states[event.pocket as usize].is_none() {
            return Ok(None);
        }
        if let Some(sent) = rest.take() {
            let changes = call.debit(transaction as usize).1 != currency;
            rest = Some(if changes { self.exchange(transaction, sent, event.minor, currency) } else { sent });
        }
        let (claims, mut origins) = (self.claims, Vec::new());
        let empty = || Sent { parcel: P::Parcel::clean(0, claims), worth: Worth::Same };
        let mut arriving = empty();
        for &(claim, minor) in claimed.into_iter().flatten() {
            let begun = Sent { parcel: P::Parcel::claimed(minor, claim, claims), worth: Worth::Same };
            self.note_origin(&mut origins, From::Begun, &begun);
            arriving.append(begun, claims);
        }
        if let Some(mut sent) = rest {
            let displaced_minor = arriving.parcel.minor();
            if displaced_minor > 0 {
                // Money claimed at this very credit is the new claim's: what an older claim had in it ends here.
                let (displaced, after) = sent.split(displaced_minor, claims);
                self.leave(transaction, call.ledger.debtor[transaction as usize], &displaced, Departure::Stop);
                self.note_gone(transaction, &displaced);
                sent = after;
            }
            self.note_origin(&mut origins, From::Sent(transaction), &sent);
            arriving.append(sent, claims);
        }
        for &debit in sources.into_iter().flatten() {
            let room = event.minor - arriving.parcel.minor();
            let sent = self.kept_for(debit, transaction, room, currency)?;
            self.note_origin(&mut origins, From::Sent(debit), &sent);
            arriving.append(sent, claims);
        }
        let room = event.minor - arriving.parcel.minor();
        arriving.parcel.push_clean(room);
        Ok(Some((arriving, origins)))
    }

    /// Of what a debit took out of the case, what a later credit brings back: `room` units at most.
    fn kept_for(&mut self, debit: u32, credit: u32, room: i128, currency: Currency) -> Result<Sent<P>, TraceError> {
        let mut kept = self.kept.remove(&debit).unwrap_or_else(|| self.clean_kept(debit));
        if kept.currency != currency {
            let call = self.scenario.call;
            let day = day_of(call.ledger.credited[credit as usize].at_micros);
            let minor = kept.sent.parcel.minor();
            let converted = call.options.rates.rate(kept.currency, currency, day).ok();
            let Some(converted) = converted.and_then(|rate| rate.convert(minor).ok()) else {
                return Err(self.scenario.broken(None, format!("no rate for the link of {minor} minor units")));
            };
            kept.sent = self.exchange(credit, kept.sent, converted.minor, currency);
            kept.currency = currency;
        }
        let (claims, all) = (self.claims, kept.sent.parcel.minor());
        let (brought, rest) = kept.sent.split(room.min(all), claims);
        for (claim, part) in brought.value(claims).into_iter().enumerate().filter(|(_, part)| !part.is_zero()) {
            self.outcome.linked.entry((debit, credit, claim)).or_default().add(part);
        }
        self.kept.insert(debit, Kept { sent: rest, ..kept });
        Ok(brought)
    }

    /// A debit that carried nothing of any claim: its money comes back all the same, and leaves no room for other money.
    fn clean_kept(&self, debit: u32) -> Kept<P> {
        let (call, position) = (self.scenario.call, debit as usize);
        let (minor, currency) = call.debit(position);
        let sent = Sent { parcel: P::Parcel::clean(minor, self.claims), worth: Worth::Same };
        let how = call.departure(position).unwrap_or(Departure::Outside);
        Kept { sent, currency, account: call.ledger.debtor[position], how }
    }

    fn note_origin(&self, origins: &mut Vec<(From, Vec<Bounds>)>, from: From, sent: &Sent<P>) {
        if self.scenario.keep_trail && !sent.parcel.is_clean() {
            origins.push((from, sent.value(self.claims)));
        }
    }

    fn note_gone(&mut self, transaction: u32, sent: &Sent<P>) {
        if self.scenario.keep_trail {
            for (claim, part) in sent.value(self.claims).into_iter().enumerate().filter(|(_, part)| !part.is_zero()) {
                self.outcome.trail.push(Step::Gone { sent: transaction, claim, minor: part.low_minor });
            }
        }
    }

    /// What repaid the overdraft is taken from what arrived first.
    fn note_credit(&mut self, event: &Event, origins: &[(From, Vec<Bounds>)], repaid: &[Bounds]) {
        let mut repaid: Vec<i128> = repaid.iter().map(|part| part.low_minor).collect();
        repaid.resize(self.claims, 0);
        for (from, value) in origins {
            for (claim, part) in value.iter().enumerate() {
                let gone = part.low_minor.min(repaid[claim]);
                repaid[claim] -= gone;
                let minor = part.low_minor - gone;
                if let (From::Sent(sent), 1..) = (*from, gone) {
                    self.outcome.trail.push(Step::Gone { sent, claim, minor: gone });
                }
                if minor > 0 {
                    let (pocket, transaction, from) = (event.pocket, event.transaction, *from);
                    self.outcome.trail.push(Step::In { pocket, transaction, claim, minor, from });
                }
            }
        }
    }

    fn take_in(&mut self, pocket: usize, clean_minor: i128, sent: Sent<P>) {
        let claims = self.claims;
        let parts = sent.parts(claims);
        if self.keeps_books() {
            let book = &mut self.books[pocket];
            book.resize(claims, 0);
            book.iter_mut().zip(&parts).for_each(|(sum, part)| *sum += part.low_minor);
        }
        self.worths[pocket].receive(&sent.worth, &parts);
        let unbounded = self.scenario.unbounded[pocket];
        self.states[pocket].get_or_insert_with(|| P::open(clean_minor, unbounded, claims)).credit(sent.parcel);
    }

    fn check_pocket(&self, event: &Event) -> Result<(), TraceError> {
        let pocket = event.pocket as usize;
        if self.states[pocket].is_none() || !self.keeps_books() {
            return Ok(());
        }
        invariants::parts_fit(&self.scenario, &self.books[pocket], self.balances[pocket])
    }

    fn finish(mut self) -> Result<Outcome, TraceError> {
        if !self.in_transit.is_empty() {
            let detail = format!("{} debits never reached their payees", self.in_transit.len());
            return Err(self.scenario.broken(None, detail));
        }
        for (transaction, kept) in std::mem::take(&mut self.kept) {
            self.leave(transaction, kept.account, &kept.sent, kept.how);
        }
        for (pocket, state) in self.states.iter().enumerate() {
            let Some(state) = state else { continue };
            let held = state.held();
            if self.keeps_books() {
                invariants::same_as_books(&self.scenario, &held, &self.books[pocket])?;
            } else {
                let least: Vec<i128> = held.iter().map(|part| part.low_minor).collect();
                invariants::low_parts_fit(&self.scenario, &least, self.balances[pocket], P::CONSERVES)?;
            }
            let (currency, account) = self.scenario.pockets.keys[pocket];
            let worth = self.worths[pocket].of(&held);
            for (claim, (units, value)) in held.into_iter().zip(worth).enumerate() {
                let key = (account, currency, claim);
                // With an opening that is not known there may be more than nothing.
                if !value.is_zero() || self.scenario.unbounded[pocket] && state.is_touched(claim) {
                    self.outcome.held.insert(key, value);
                }
                if !units.is_zero() && currency != self.scenario.call.currency {
                    self.outcome.native.insert(key, units);
                }
            }
        }
        if P::CONSERVES {
            invariants::conserved(&self.scenario, &self.outcome)?;
        }
        Ok(self.outcome)
    }
}
