//! A case while it is written: accounts are opened, money is moved, and at the end everything gets its id.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use filature_model::{AccountKind, Channel};

use crate::SyntheticCase;
use crate::calendar::{civil, months};
use crate::case::{Identity, PartOf, SynthAccount, SynthSide, SynthTransfer};
use crate::dice::Dice;
use crate::numbers::Numbers;
use crate::people::Origin;
use crate::places::Places;
use crate::truth::{Part, TrueLookAlike, TrueNetwork, Truth};

/// The case as far as it is written.
pub(crate) struct Draft {
    pub(crate) accounts: Vec<SynthAccount>,
    pub(crate) truth: Truth,
    /// What the next transfers belong to.
    pub(crate) part_of: PartOf,
    /// Towns, machines, agents and shops.
    pub(crate) places: Places,
    moves: Vec<SynthTransfer>,
    /// Day and minute of each of `moves`, as one number.
    moments: Vec<i64>,
    pub(crate) names: BTreeSet<String>,
    pub(crate) numbers: Numbers,
    /// Public bodies that have an account so far.
    pub(crate) payers: Vec<(Payer, usize)>,
    pub(crate) first: i32,
    pub(crate) last: i32,
}

/// Who opens an account.
pub(crate) struct Holder {
    pub(crate) name: String,
    pub(crate) kind: AccountKind,
    pub(crate) origin: Origin,
    pub(crate) city: String,
}

/// A public body that pays people; one of each is enough for a case.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Payer {
    Family,
    Work,
    Pension,
    Study,
    Health,
    Tax,
}

/// A day and a minute of it.
#[derive(Clone, Copy)]
pub(crate) struct When {
    pub(crate) day: i32,
    pub(crate) minute: i32,
}

/// A person who is paid through a money-transfer operator and has no account.
#[derive(Clone)]
pub(crate) struct Payee {
    pub(crate) name: Arc<str>,
    pub(crate) origin: Origin,
    pub(crate) village: Arc<str>,
    pub(crate) identity: Option<Arc<Identity>>,
}

impl When {
    /// In office hours of that day.
    pub(crate) fn office(dice: &mut Dice, day: i32) -> Self {
        Self { day, minute: dice.days(480, 1_080) }
    }

    /// Early on that day, when banks run wages and direct debits.
    pub(crate) fn early(dice: &mut Dice, day: i32) -> Self {
        Self { day, minute: dice.days(300, 420) }
    }

    /// In waking hours of that day.
    pub(crate) fn awake(dice: &mut Dice, day: i32) -> Self {
        Self { day, minute: dice.days(500, 1_310) }
    }

    /// Some minutes later, past midnight on the next day.
    pub(crate) fn later(self, minutes: i32) -> Self {
        let minute = self.minute + minutes;
        Self { day: self.day + minute.div_euclid(1_440), minute: minute.rem_euclid(1_440) }
    }
}

impl Draft {
    /// An empty case for about so many people.
    pub(crate) fn new(dice: &mut Dice, people: usize) -> Self {
        let months = months();
        Self {
            accounts: Vec::new(),
            truth: Truth::default(),
            part_of: PartOf::Life,
            places: Places::new(dice, people),
            moves: Vec::new(),
            moments: Vec::new(),
            names: BTreeSet::new(),
            numbers: Numbers::default(),
            payers: Vec::new(),
            first: months.first().map_or(0, |month| month.first),
            last: months.last().map_or(0, |month| month.last),
        }
    }

    /// How many transfers there are so far.
    pub(crate) fn len(&self) -> usize {
        self.moves.len()
    }

    /// How many of them belong to networks.
    pub(crate) fn in_networks(&self) -> usize {
        self.moves.iter().filter(|made| matches!(made.part_of, PartOf::Network(_))).count()
    }

    /// The account as a side of a transfer.
    pub(crate) fn side(&self, account: usize) -> SynthSide {
        let known = &self.accounts[account];
        SynthSide {
            account: Some(account),
            name: Arc::clone(&known.holder),
            country: known.country,
            city: Arc::clone(&known.city),
            identity: None,
        }
    }

    /// Adds a transfer, unless it falls outside the months of the case, is of nothing, comes before an account of either
    /// side was opened, or stands on no statement of the case because no bank of either side gives any.
    pub(crate) fn push(
        &mut self,
        when: When,
        debtor: SynthSide,
        creditor: SynthSide,
        amount_minor: i64,
        channel: Channel,
        text: impl Into<Cow<'static, str>>,
    ) -> Option<&mut SynthTransfer> {
        let is_seen = |side: &SynthSide| side.account.is_some_and(|at| self.accounts[at].in_case);
        let seen = is_seen(&debtor) || is_seen(&creditor);
        let booked_on = civil(when.day);
        let is_open = |side: &SynthSide| side.account.is_none_or(|at| self.accounts[at].opened_on <= booked_on);
        let both_open = is_open(&debtor) && is_open(&creditor);
        if when.day < self.first || when.day > self.last || amount_minor <= 0 || !seen || !both_open {
            return None;
        }
        let minute = u16::try_from(when.minute.clamp(0, 1_439)).unwrap_or(0);
        self.moments.push(i64::from(when.day) * 1_440 + i64::from(minute));
        self.moves.push(SynthTransfer {
            id: String::new(),
            booked_on,
            minute,
            debtor,
            creditor,
            amount_minor,
            channel,
            text: text.into(),
            reference: String::new(),
            country: "",
            city: Arc::default(),
            terminal: Arc::default(),
            mcc: "",
            payroll: false,
            part_of: self.part_of,
        });
        self.moves.last_mut()
    }

    /// What came to an account so far, by day, in cents.
    pub(crate) fn received_by(&self, account: usize) -> BTreeMap<i32, i64> {
        let mut days = BTreeMap::new();
        for (made, moment) in
            self.moves.iter().zip(&self.moments).filter(|(made, _)| made.creditor.account == Some(account))
        {
            let day = i32::try_from(moment / 1_440).unwrap_or(0);
            *days.entry(day).or_default() += made.amount_minor;
        }
        days
    }

    /// Puts all in order of time, gives the ids, and makes every opening large enough for what follows.
    pub(crate) fn finish(mut self) -> SyntheticCase {
        self.charge_quiet_accounts();
        let mut transfers = self.moves;
        in_order(&mut transfers, &self.moments);
        for (number, made) in (1_u32..).zip(&mut transfers) {
            made.id = format!("T{number:07}");
            if matches!(made.channel, Channel::Transfer | Channel::Remittance) {
                made.reference = format!("E{:07}", u64::from(number) * 7_368_787 % 10_000_000);
            }
            match made.part_of {
                PartOf::Life => {}
                PartOf::Network(at) => self.truth.networks[at].transfers.push(made.id.clone()),
                PartOf::LookAlike(at) => self.truth.look_alikes[at].transfers.push(made.id.clone()),
            }
        }
        keep_used(&mut self.accounts, &mut self.truth, &mut transfers);
        raise_openings(&mut self.accounts, &transfers);
        SyntheticCase { accounts: self.accounts, transfers, truth: self.truth }
    }

    /// A bank charges for keeping an account on which little happens: at the end of the month of its last transfer, where
    /// all its transfers fell in the first days of months. (A table of such days alone would not tell days from months.)
    fn charge_quiet_accounts(&mut self) {
        let mut busy = vec![false; self.accounts.len()];
        let mut last = vec![None; self.accounts.len()];
        for made in &self.moves {
            for at in [made.debtor.account, made.creditor.account].into_iter().flatten() {
                busy[at] |= made.booked_on.day() > 12;
                last[at] = last[at].max(Some(made.booked_on));
            }
        }
        self.part_of = PartOf::Life;
        for (at, last) in last.into_iter().enumerate() {
            if let (Some(last), false, true) = (last, busy[at], self.accounts[at].in_case) {
                let day = filature_model::days_from_epoch(last.last_of_month());
                self.fee(When { day, minute: 1_430 }, at, 200);
            }
        }
    }

    /// Begins a network: what is moved from now on belongs to it.
    pub(crate) fn begin_network(&mut self, network: TrueNetwork) {
        self.part_of = PartOf::Network(self.truth.networks.len());
        self.truth.networks.push(network);
    }

    /// Gives an account its part in the look-alike that was begun last.
    pub(crate) fn takes_part(&mut self, account: usize, role: &'static str) {
        let account = self.accounts[account].iban.clone();
        if let Some(truth) = self.truth.look_alikes.last_mut() {
            truth.accounts.push(Part { account, role, side: None });
        }
    }

    /// Gives an account its part and its side in the network that was begun last.
    pub(crate) fn is_part(&mut self, account: usize, role: &'static str, side: Option<&'static str>) {
        let account = self.accounts[account].iban.clone();
        if let Some(truth) = self.truth.networks.last_mut() {
            truth.accounts.push(Part { account, role, side });
        }
    }

    /// Begins a look-alike, likewise.
    pub(crate) fn begin_look_alike(&mut self, kind: &'static str) {
        self.part_of = PartOf::LookAlike(self.truth.look_alikes.len());
        self.truth.look_alikes.push(TrueLookAlike { kind, accounts: Vec::new(), transfers: Vec::new() });
    }
}

/// Sorts the transfers by their moments; of one moment, what was written first stays first. The large values are
/// moved once each, along the cycles of the permutation.
fn in_order(transfers: &mut [SynthTransfer], moments: &[i64]) {
    let mut order: Vec<usize> = (0..moments.len()).collect();
    order.sort_by_key(|&at| moments[at]);
    for start in 0..order.len() {
        let mut at = start;
        while order[at] != start {
            let next = order[at];
            transfers.swap(at, next);
            order[at] = at;
            at = next;
        }
        order[at] = at;
    }
}

/// Leaves out accounts that no transfer names, as of someone who was hired and never paid.
fn keep_used(accounts: &mut Vec<SynthAccount>, truth: &mut Truth, transfers: &mut [SynthTransfer]) {
    let mut used = vec![false; accounts.len()];
    let sides = |made: &SynthTransfer| [made.debtor.account, made.creditor.account];
    for at in transfers.iter().flat_map(sides).flatten() {
        used[at] = true;
    }
    let left_out: BTreeSet<&str> =
        accounts.iter().zip(&used).filter(|(_, used)| !**used).map(|(account, _)| account.iban.as_str()).collect();
    let parts = truth.networks.iter_mut().map(|network| &mut network.accounts);
    for parts in parts.chain(truth.look_alikes.iter_mut().map(|look_alike| &mut look_alike.accounts)) {
        parts.retain(|part| !left_out.contains(part.account.as_str()));
    }
    let mut next = 0;
    let positions: Vec<usize> = used
        .iter()
        .map(|&used| {
            next += usize::from(used);
            next.saturating_sub(1)
        })
        .collect();
    for side in transfers.iter_mut().flat_map(|made| [&mut made.debtor, &mut made.creditor]) {
        side.account = side.account.map(|at| positions[at]);
    }
    let mut known = used.into_iter();
    accounts.retain(|_| known.next().unwrap_or(false));
}

/// No account of a case is overdrawn: where the drawn opening is too small, it is what is needed and a little.
fn raise_openings(accounts: &mut [SynthAccount], transfers: &[SynthTransfer]) {
    let mut running = vec![0_i64; accounts.len()];
    let mut lowest = vec![0_i64; accounts.len()];
    for made in transfers {
        if let Some(from) = made.debtor.account {
            running[from] -= made.amount_minor;
            lowest[from] = lowest[from].min(running[from]);
        }
        if let Some(to) = made.creditor.account {
            running[to] += made.amount_minor;
        }
    }
    let start = civil(months().first().map_or(0, |month| month.first));
    for (position, (account, lowest)) in (0_i64..).zip(accounts.iter_mut().zip(lowest)) {
        // What is left at the lowest differs from account to account: one sum for all would mark those that needed it. An
        // account that was opened later begins with nothing more than it needs.
        if account.opened_on > start {
            account.opening_minor = -lowest;
        } else if account.opening_minor + lowest < 0 {
            account.opening_minor = 300 + position * 7_919 % 8_731 - lowest;
        }
    }
}
