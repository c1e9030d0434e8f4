//! What the rows of a list say of accounts: how often each is used, from when to when, and under which names.

use std::collections::{BTreeMap, HashMap};

use arrow_array::cast::AsArray;
use arrow_array::types::Date32Type;
use arrow_array::{Array, RecordBatch, StringArray};
use filature_model::Currency;

use crate::accounts::Use;
use crate::numbering::Numbering;

/// Stands for the account of a name beside which none is written.
const NO_ACCOUNT: u32 = u32::MAX;

/// How an account is used in a currency. It is small, as there are millions, and each row asks for two of them.
#[derive(Clone, Copy, Debug)]
struct Used {
    rows: u32,
    first_on: i32,
    last_on: i32,
    currency: Currency,
    in_case: bool,
}

impl Used {
    fn once_more(&mut self, day: i32, in_case: bool) {
        self.rows = self.rows.saturating_add(1);
        self.first_on = self.first_on.min(day);
        self.last_on = self.last_on.max(day);
        self.in_case |= in_case;
    }

    /// In a list that is packed every row counts.
    fn joined(self) -> Use {
        let rows = u64::from(self.rows);
        Use { rows, entries: rows, first_on: self.first_on, last_on: self.last_on, in_case: self.in_case }
    }
}

/// Counted as rows come.
#[derive(Debug)]
pub struct Tally {
    accounts: Numbering,
    /// By account: its uses in the currency in which it was used first.
    first: Vec<Used>,
    /// Uses in other currencies.
    others: BTreeMap<(u32, Currency), Used>,
    names: Numbering,
    /// By account: the name that stood beside it last, and how often since another did. One account has one name mostly,
    /// and comparing it is cheaper than looking it up.
    last_name: Vec<Option<(u32, u64)>>,
    /// By account and name.
    named: HashMap<(u32, u32), u64, ahash::RandomState>,
}

impl Tally {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            accounts: Numbering::new(),
            first: Vec::new(),
            others: BTreeMap::new(),
            names: Numbering::new(),
            last_name: Vec::new(),
            named: HashMap::default(),
        }
    }

    /// Counts the rows of a batch of entries.
    pub fn add(&mut self, batch: &RecordBatch) {
        let text = |name: &str| batch[name].as_string::<i32>();
        let sides = [text("debtor"), text("creditor")];
        let mut numbers = Vec::with_capacity(2 * batch.num_rows());
        let accounts: Vec<Option<&str>> =
            (0..batch.num_rows()).flat_map(|at| sides.map(|side| side.is_valid(at).then(|| side.value(at)))).collect();
        self.accounts.number(&accounts, |number| numbers.push(number.unwrap_or(NO_ACCOUNT)));
        self.count_uses(batch, &numbers);
        let names = [text("debtor_name"), text("creditor_name")];
        if names.iter().any(|names| names.null_count() < names.len()) {
            self.count_names(names, &numbers);
        }
    }

    fn count_uses(&mut self, batch: &RecordBatch, numbers: &[u32]) {
        let (legs, currencies) = (batch["legs"].as_string::<i32>(), batch["currency"].as_string::<i32>());
        let days = batch["booked_on"].as_primitive::<Date32Type>();
        let mut last = ("", Currency::EUR);
        for (at, sides) in numbers.chunks_exact(2).enumerate() {
            let code = currencies.value(at);
            if last.0 != code {
                last = (code, code.parse().unwrap_or(Currency::EUR));
            }
            let (day, legs) = (days.value(at), legs.value(at));
            for (&account, own) in sides.iter().zip(["debit", "credit"]) {
                if account != NO_ACCOUNT {
                    self.count_use(account, last.1, day, legs == "both" || legs == own);
                }
            }
        }
    }

    fn count_use(&mut self, account: u32, currency: Currency, day: i32, in_case: bool) {
        let new = Used { rows: 1, first_on: day, last_on: day, currency, in_case };
        match self.first.get_mut(account as usize) {
            // Accounts are numbered through, so a new one stands behind the last.
            None => self.first.push(new),
            Some(known) if known.currency == currency => known.once_more(day, in_case),
            Some(_) => {
                let known = self.others.entry((account, currency));
                known.and_modify(|known| known.once_more(day, in_case)).or_insert(new);
            }
        }
    }

    fn count_names(&mut self, columns: [&StringArray; 2], numbers: &[u32]) {
        self.last_name.resize(self.accounts.len(), None);
        let mut unlike = Vec::new();
        for (at, sides) in numbers.chunks_exact(2).enumerate() {
            for (&account, names) in sides.iter().zip(columns) {
                if names.is_null(at) {
                    continue;
                }
                let name = names.value(at);
                match self.last_name.get_mut(account as usize) {
                    Some(Some((last, count))) if self.names.is_name(*last, name) => *count += 1,
                    _ => unlike.push((account, name)),
                }
                if unlike.len() >= 1 << 10 {
                    self.rename(&mut unlike);
                }
            }
        }
        self.rename(&mut unlike);
    }

    /// Counts names that are not those that stood last beside their accounts, and notes them as such.
    fn rename(&mut self, unlike: &mut Vec<(u32, &str)>) {
        let texts: Vec<Option<&str>> = unlike.iter().map(|(_, name)| Some(*name)).collect();
        let mut numbers = Vec::with_capacity(texts.len());
        self.names.number(&texts, |number| numbers.extend(number));
        for ((account, _), name) in unlike.drain(..).zip(numbers) {
            *self.named.entry((account, name)).or_default() += 1;
            let Some(last) = self.last_name.get_mut(account as usize) else { continue };
            if let Some((before, count)) = last.replace((name, 0)) {
                *self.named.entry((account, before)).or_default() += count;
            }
        }
    }

    /// Brings what was counted to its end.
    pub fn end(&mut self) {
        for (account, last) in (0_u32..).zip(std::mem::take(&mut self.last_name)) {
            if let Some((name, count)) = last {
                *self.named.entry((account, name)).or_default() += count;
            }
        }
    }

    /// Whether a row names this account.
    pub fn names(&self, account: &str) -> bool {
        self.accounts.find(account).is_some()
    }

    /// Each account in each currency, and how it is used.
    pub fn uses(&self) -> impl Iterator<Item = (&str, Currency, Use)> {
        let first = (0_u32..).zip(&self.first);
        let others = self.others.iter().map(|((account, _), used)| (*account, used));
        first.chain(others).map(|(account, used)| (self.accounts.name(account), used.currency, used.joined()))
    }

    /// Each name with the account that it stands beside, and on how many rows.
    pub fn named(&self) -> impl Iterator<Item = ((&str, Option<&str>), u64)> {
        self.named.iter().map(|(&(account, name), &count)| {
            let account = (account != NO_ACCOUNT).then(|| self.accounts.name(account));
            ((self.names.name(name), account), count)
        })
    }
}
