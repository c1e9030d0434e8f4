//! The payments by pocket, both ways, laid out so that the payments of one pocket stand together with their instants.

use filature_model::{Currency, OUTSIDE};

use super::Payments;
use crate::GraphError;

/// No pocket, no payment, no figure.
pub(super) const NONE: u32 = u32::MAX;

/// What so many payments will need is looked at together: see [`Rows::touch`].
pub(super) const TOUCHED: usize = 64;

/// A payment as one of its two pockets has it. What is looked at together stands together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Payment {
    /// Its instant.
    pub at_micros: i64,
    /// What moved, in the currency of the pocket.
    pub amount_minor: i64,
    /// Its position in the ledger.
    pub position: u32,
    /// The pocket on the other side, or [`NONE`] for the outside world.
    pub other: u32,
    /// The place after all that `other` did before in the same direction: what stands in a row with a payment that is
    /// followed is at hand. [`NONE`] for the outside world.
    pub other_before: u32,
}

/// What a pocket paid, or what it was paid, for all pockets one after the other; within a pocket in ledger order.
pub(super) struct Rows {
    /// Where each pocket begins; one more than pockets.
    pub offsets: Vec<u32>,
    /// The payments. A *place* is an index into them.
    pub payments: Vec<Payment>,
    /// For each transaction: its place, or [`NONE`].
    pub places: Vec<u32>,
}

impl Rows {
    /// Counts, then fills: the order of the ledger stays within each pocket.
    fn new(pockets: usize, owners: &[u32], others: &[u32], at_micros: &[i64], amount_minor: &[i64]) -> Self {
        let mut offsets = vec![0_u32; pockets + 1];
        for &owner in owners.iter().filter(|&&owner| owner != NONE) {
            offsets[owner as usize + 1] += 1;
        }
        for at in 1..offsets.len() {
            offsets[at] += offsets[at - 1];
        }
        let mut next = offsets.clone();
        let mut payments = vec![Payment::default(); offsets[pockets] as usize];
        let mut places = vec![NONE; owners.len()];
        for (position, &owner) in (0_u32..).zip(owners).filter(|(_, owner)| **owner != NONE) {
            let (place, at) = (next[owner as usize], position as usize);
            next[owner as usize] += 1;
            places[at] = place;
            let other = others[at];
            let other_before = next.get(other as usize).copied().unwrap_or(NONE);
            let (at_micros, amount_minor) = (at_micros[at], amount_minor[at]);
            payments[place as usize] = Payment { at_micros, amount_minor, position, other, other_before };
        }
        Self { offsets, payments, places }
    }

    /// The places of a pocket.
    #[inline]
    pub fn of(&self, pocket: u32) -> std::ops::Range<usize> {
        self.offsets[pocket as usize] as usize..self.offsets[pocket as usize + 1] as usize
    }

    /// Looks at what stands before some places, one after the other and for nothing else: memory brings many such things
    /// at a time where none waits for another, and waiting is most of the time that a large ledger takes.
    #[inline]
    pub fn touch(&self, ends: impl Iterator<Item = u32>) {
        let before = |end: u32| self.payments.get((end as usize).wrapping_sub(1));
        std::hint::black_box(ends.filter_map(before).fold(0, |seen, payment| seen ^ payment.other));
    }

    /// The first of some places of one pocket that is no older than `oldest_micros`, or their end.
    pub fn since(&self, places: std::ops::Range<usize>, oldest_micros: i64) -> usize {
        let payments = &self.payments[places.clone()];
        // Most are few, and all in the window.
        if payments.first().is_none_or(|oldest| oldest.at_micros >= oldest_micros) {
            return places.start;
        }
        places.start + payments.partition_point(|known| known.at_micros < oldest_micros)
    }

    /// The newest payments of a pocket before the place `end` that are no older than `oldest_micros`, at most so many, and
    /// whether there were more.
    #[inline]
    pub fn latest(&self, pocket: u32, end: u32, oldest_micros: i64, most: usize) -> (std::ops::Range<usize>, bool) {
        let (start, end) = (self.offsets[pocket as usize] as usize, end as usize);
        let low = start.max(end.saturating_sub(most));
        let recent = self.payments[low..end].iter().rev().take_while(|known| known.at_micros >= oldest_micros).count();
        let more = end - recent == low && low > start && self.payments[low - 1].at_micros >= oldest_micros;
        (end - recent..end, more)
    }
}

/// Who paid whom, by pocket.
pub(super) struct Index {
    /// For each transaction: the payer's pocket, or [`NONE`].
    pub payer: Vec<u32>,
    /// For each transaction: the payee's pocket, or [`NONE`].
    pub payee: Vec<u32>,
    /// For each pocket, whether the account was declared a pooled one.
    pub pooled: Vec<bool>,
    /// What each pocket paid.
    pub outs: Rows,
    /// What each pocket was paid.
    pub ins: Rows,
    /// For each transaction: the place in [`Index::ins`] after all that its payer had received before.
    pub received_before: Vec<u32>,
    /// For each transaction: the place in [`Index::outs`] after all that its payee had paid before.
    pub paid_before: Vec<u32>,
}

impl Index {
    /// Builds the index.
    ///
    /// # Errors
    /// [`GraphError`] when the arrays do not belong together, are not in ledger order, or are too many.
    pub fn new(ledger: &Payments) -> Result<Self, GraphError> {
        ledger.check()?;
        let len = ledger.at_micros.len();
        let pockets = Pockets::new(ledger);
        let mut payer = vec![NONE; len];
        let mut payee = vec![NONE; len];
        let mut arrived_minor = ledger.amount_minor.clone();
        for position in 0..len {
            let (arrived, currency) = arrived(ledger, position);
            arrived_minor[position] = arrived;
            if moves(ledger, position) {
                payer[position] = pockets.find(ledger.debtor[position], ledger.currency[position]);
                payee[position] = pockets.find(ledger.creditor[position], currency);
            }
        }
        let count = pockets.accounts.len();
        let (outs, ins) = rayon::join(
            || Rows::new(count, &payer, &payee, &ledger.at_micros, &ledger.amount_minor),
            || Rows::new(count, &payee, &payer, &ledger.at_micros, &arrived_minor),
        );
        let pooled = pockets.accounts.iter().map(|&account| ledger.hub[account as usize]).collect();
        let (received_before, paid_before) =
            rayon::join(|| before(&payer, &payee, &ins.offsets), || before(&payee, &payer, &outs.offsets));
        Ok(Self { payer, payee, pooled, outs, ins, received_before, paid_before })
    }

    /// How many pockets there are.
    pub fn pockets(&self) -> u32 {
        u32::try_from(self.pooled.len()).unwrap_or(NONE)
    }

    /// How many transactions there are.
    pub fn len(&self) -> usize {
        self.payer.len()
    }
}

/// For each transaction the place of what `owner` does next on the other side, where `others` say who does something.
fn before(owners: &[u32], others: &[u32], offsets: &[u32]) -> Vec<u32> {
    let mut next = offsets.to_vec();
    let one = |(&owner, &other): (&u32, &u32)| {
        let place = next.get(owner as usize).copied().unwrap_or(NONE);
        if let Some(next) = next.get_mut(other as usize) {
            *next += 1;
        }
        place
    };
    owners.iter().zip(others).map(one).collect()
}

fn arrived(ledger: &Payments, position: usize) -> (i64, Currency) {
    ledger.received[position].unwrap_or((ledger.amount_minor[position], ledger.currency[position]))
}

/// Payments to oneself and of nothing move nothing between two pockets.
fn moves(ledger: &Payments, position: usize) -> bool {
    ledger.debtor[position] != ledger.creditor[position]
        && ledger.amount_minor[position] > 0
        && arrived(ledger, position).0 > 0
}

/// The pockets in use: accounts, each with its currencies. Most accounts have one, which is looked at first.
struct Pockets {
    /// For each account, where its pockets begin; one more than accounts.
    offsets: Vec<u32>,
    /// For each pocket, its currency; sorted within an account.
    currencies: Vec<Currency>,
    /// For each pocket, its account.
    accounts: Vec<u32>,
}

impl Pockets {
    fn new(ledger: &Payments) -> Self {
        let mut first: Vec<Option<Currency>> = vec![None; ledger.hub.len()];
        let mut further: Vec<(u32, Currency)> = Vec::new();
        let mut see = |account: u32, currency: Currency| {
            if account == OUTSIDE {
                return;
            }
            match first[account as usize] {
                None => first[account as usize] = Some(currency),
                Some(known) if known == currency => {}
                Some(_) => further.push((account, currency)),
            }
        };
        for position in (0..ledger.at_micros.len()).filter(|&position| moves(ledger, position)) {
            see(ledger.debtor[position], ledger.currency[position]);
            see(ledger.creditor[position], arrived(ledger, position).1);
        }
        further.sort_unstable();
        further.dedup();
        let (mut offsets, mut currencies, mut accounts) = (vec![0_u32], Vec::new(), Vec::new());
        let mut rest = further.iter().copied().peekable();
        for (account, first) in (0_u32..).zip(first) {
            let start = currencies.len();
            currencies.extend(first);
            while let Some((_, currency)) = rest.next_if(|next| next.0 == account) {
                currencies.push(currency);
            }
            currencies[start..].sort_unstable();
            accounts.resize(currencies.len(), account);
            offsets.push(u32::try_from(currencies.len()).unwrap_or(NONE));
        }
        Self { offsets, currencies, accounts }
    }

    fn find(&self, account: u32, currency: Currency) -> u32 {
        if account == OUTSIDE {
            return NONE;
        }
        let start = self.offsets[account as usize];
        let of = &self.currencies[start as usize..self.offsets[account as usize + 1] as usize];
        let within = of.iter().position(|&known| known == currency).and_then(|at| u32::try_from(at).ok());
        within.map_or(NONE, |within| start + within)
    }
}
