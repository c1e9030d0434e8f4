//! A row of figures for each transaction, for models that other people train: nothing in it is looked up from the
//! transaction's future.
//!
//! ```text
//! Payments     ─► Index ─┬─► Dealings, Dwell   what lies behind a payment     (once, by pocket)
//!                        ├─► middlemen, shared, chains                        (once)
//!                        └─► Stretch: windows, cycles                         (a stretch of rows at a time)
//!                                └─► values(column), in ledger order
//! ```
//!
//! # What holds for every column
//! - **As of the transaction.** A figure counts the transaction itself and what stands before it in the ledger, in ledger
//!   order also among equal instants. Rows that come later change none: features of the first rows of a ledger are the
//!   first rows of its features. Limits keep to that, too: they cut what is older, never what is left over at the end.
//! - **Pockets.** An account in one currency; nothing is converted. Of a payment to oneself or of nothing, and of the
//!   outside world, there are no figures: 0, or none in a column where 0 would say something.
//! - **Windows** end with the transaction and hold what is at most so long before it, both ends included.
//! - **Whole numbers.** Amounts in minor units, shares in permille, times in seconds; rounded down, skewness towards zero.
//!   What does not fit is the largest that does.
//! - **What a limit cuts is said**: the column `cut` tells of which rows, [`Stretch::cut`] how many.
//!
//! No account, name or text is in the figures. They say how money moved, and nothing about a person.
//!
//! # Cost
//! All is linear in transactions at a fixed density. Memory: about 150 bytes a transaction for the whole ledger, and 800 for
//! those of the stretch at hand.

mod blocks;
mod chains;
mod cycles;
mod history;
mod index;
mod middlemen;
mod moments;
mod party;
mod payments;
mod plan;
mod shared;
mod stretch;
mod ways;
mod windows;

use std::ops::Range;

use rayon::prelude::*;

use crate::GraphError;
use blocks::Blocks;
use history::{Dealings, Dwell, dwells};
use index::{Index, NONE, Rows, TOUCHED};
use party::{Party, Room};
pub use payments::Payments;
pub use plan::{Column, Unit, columns};
use plan::{PAYEE_NUMBERS, PAYER_NUMBERS, PayerFact};
use stretch::{CUT_CYCLES, CUT_MIDDLEMEN, CUT_SHARED, bit};
pub use stretch::{Numbers, Stretch, Values};
use ways::Counted;
use windows::{Direction, Event};

const DAY_MICROS: i64 = 86_400_000_000;

/// There is no such amount.
const NO_FIGURE: i64 = i64::MIN;

/// The features of a ledger, a stretch of rows at a time.
pub struct Features {
    index: Index,
    paid: Dealings,
    received: Dealings,
    paid_blocks: Blocks,
    received_blocks: Blocks,
    /// By place in [`Index::outs`], as is what is shared.
    dwell: Vec<Dwell>,
    middlemen: Vec<Counted>,
    chains: Vec<Counted>,
    shared: Vec<Counted>,
    /// By place in [`Index::ins`].
    returned: Vec<u32>,
}

impl Features {
    /// Looks through a ledger, which must be in ledger order; it is not needed afterwards.
    ///
    /// # Errors
    /// When the arrays do not belong together, which is a bug of the caller, or are too many.
    ///
    /// ```
    /// use filature_graph::features::{Features, Numbers, columns};
    /// use filature_model::Transactions;
    /// let day = 86_400;
    /// let ledger = Transactions::small(&[("A", "B", 500, day), ("B", "A", 300, 2 * day), ("A", "B", 500, 3 * day)]);
    /// let features = Features::new(&(&ledger).into())?;
    /// let stretch = features.stretch(0..3);
    /// let column = columns().iter().position(|column| column.name == "pair_payments_before").unwrap();
    /// assert_eq!(stretch.values(column).numbers, Numbers::Count(vec![0, 0, 1]));
    /// # Ok::<(), filature_graph::GraphError>(())
    /// ```
    pub fn new(ledger: &Payments) -> Result<Self, GraphError> {
        let index = Index::new(ledger)?;
        let ((paid, received), ((dwell, shared), (middlemen, chains))) = rayon::join(
            || rayon::join(|| Dealings::new(&index, &index.outs), || Dealings::new(&index, &index.ins)),
            || {
                rayon::join(
                    || rayon::join(|| dwells(&index), || shared::shared(&index)),
                    || rayon::join(|| middlemen::middlemen(&index), || chains::chains(&index)),
                )
            },
        );
        let returned = history::returned(&index, &paid, &received);
        let (paid_blocks, received_blocks) = rayon::join(|| Blocks::new(&index.outs), || Blocks::new(&index.ins));
        Ok(Self { index, paid, received, paid_blocks, received_blocks, dwell, middlemen, chains, shared, returned })
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Computes a stretch of rows; what lies past the end of the ledger is left out.
    pub fn stretch(&self, rows: Range<usize>) -> Stretch {
        let mut stretch = Stretch::default();
        self.stretch_into(rows, &mut stretch);
        stretch
    }

    /// Computes a stretch of rows in the room of one that is done with, which is a good part of the time of a new one.
    pub fn stretch_into(&self, rows: Range<usize>, stretch: &mut Stretch) {
        let rows = rows.start.min(self.len())..rows.end.min(self.len());
        stretch.chains.clear();
        stretch.chains.extend_from_slice(&self.chains[rows.clone()]);
        self.parties(&rows, &mut stretch.payer, &mut stretch.payee);
    }

    /// The figures of the payers and those of the payees.
    fn parties(&self, rows: &Range<usize>, payer: &mut Party, payee: &mut Party) {
        let mut events: Vec<u64> = Vec::with_capacity(2 * rows.len());
        for at in rows.clone() {
            let sides = [(self.index.payer[at], 1), (self.index.payee[at], 0)];
            let of = sides.into_iter().filter(|side| side.0 != NONE);
            events.extend(of.map(|(pocket, is_payer)| (u64::from(pocket) << 32) | ((at as u64) << 1) | is_payer));
        }
        events.par_sort_unstable();
        let pieces = by_pocket(&events);
        let payers: Vec<usize> =
            pieces.iter().map(|events| events.iter().filter(|&&event| is_payer(event)).count()).collect();
        let payees: Vec<usize> = pieces.iter().zip(&payers).map(|(events, payers)| events.len() - payers).collect();
        let rooms = payer.rooms(&payers).into_iter().zip(payee.rooms(&payees));
        let work: Vec<_> = pieces.into_iter().zip(rooms).collect();
        work.into_par_iter().for_each_init(
            || cycles::Search::new(&self.index, &self.paid),
            |search, (events, (mut payer, mut payee))| self.fill(events, &mut payer, &mut payee, search),
        );
        payer.place(rows, events.iter().copied().filter(|&event| is_payer(event)).map(position));
        payee.place(rows, events.iter().copied().filter(|&event| !is_payer(event)).map(position));
    }

    fn fill(&self, events: &[u64], payer: &mut Room<'_>, payee: &mut Room<'_>, search: &mut cycles::Search<'_>) {
        let outs = Direction { rows: &self.index.outs, dealings: &self.paid, blocks: &self.paid_blocks };
        let ins = Direction { rows: &self.index.ins, dealings: &self.received, blocks: &self.received_blocks };
        let (mut at, mut touched) = (0, 0);
        for run in events.chunk_by(|one, next| one >> 32 == next >> 32) {
            if at >= touched {
                touched = (at + TOUCHED).min(events.len());
                self.touch(&events[at..touched]);
            }
            at += run.len();
            let pocket = u32::try_from(run[0] >> 32).unwrap_or(NONE);
            let run = run.iter().map(|&event| (position(event), is_payer(event)));
            windows::of_pocket(&self.index, [outs, ins], pocket, run, |event, figures| {
                if event.is_payer {
                    payer.put(figures, &self.payer_facts(event, search));
                } else {
                    payee.put(figures, &self.payee_facts(event));
                }
            });
        }
        payer.write();
        payee.write();
    }

    /// Looks at what some events will need: see [`Rows::touch`].
    fn touch(&self, events: &[u64]) {
        let Index { outs, ins, .. } = &self.index;
        let mut seen = 0;
        for &event in events {
            let (pocket, at) = ((event >> 32) as usize, position(event) as usize);
            let first =
                |rows: &Rows| rows.payments.get(rows.offsets[pocket] as usize).map_or(0, |payment| payment.other);
            seen ^= first(outs) ^ first(ins);
            let before = |rows: &Rows, end: u32| {
                rows.payments.get((end as usize).wrapping_sub(1)).map_or(0, |payment| payment.other)
            };
            if is_payer(event) {
                let (place, received) = (outs.places[at] as usize, self.index.received_before[at]);
                seen ^= outs.payments[place].other ^ outs.payments[place.saturating_sub(4)].other;
                seen ^= self.paid.behind[place].previous ^ self.dwell[place].seconds ^ self.shared[place].count();
                seen ^= before(ins, received) ^ before(outs, self.index.paid_before[at]);
            } else {
                let (place, paid) = (ins.places[at] as usize, self.index.paid_before[at]);
                seen ^= ins.payments[place].other ^ ins.payments[place.saturating_sub(4)].other;
                seen ^= self.received.behind[place].previous ^ self.returned[place] ^ self.middlemen[place].count();
                seen ^= before(outs, paid);
            }
        }
        std::hint::black_box(seen);
    }

    #[inline]
    fn payer_facts(&self, event: &Event, search: &mut cycles::Search<'_>) -> [u32; PAYER_NUMBERS - windows::NUMBERS] {
        let (out, payment) = (event.place, event.payment);
        let mut facts = [NONE; PAYER_NUMBERS - windows::NUMBERS];
        let mut set = |fact: PayerFact, number: u32| facts[fact as usize] = number;
        set(PayerFact::Cut, 0);
        set(PayerFact::DwellSeconds, self.dwell[out].seconds);
        set(PayerFact::DwellCovered, self.dwell[out].covered_permille);
        if payment.other == NONE {
            return facts;
        }
        let behind = self.paid.behind[out];
        let previous = behind.previous.checked_sub(1).map(|place| self.index.outs.payments[place as usize]);
        let gap = previous.map_or(NONE, |known| windows::seconds(payment.at_micros.saturating_sub(known.at_micros)));
        set(PayerFact::PairIsNew, u32::from(previous.is_none()));
        set(PayerFact::PairBefore, behind.before);
        set(PayerFact::PairSeconds, gap);
        let shared = self.shared[out];
        set(PayerFact::Shared, shared.count());
        // Who received nothing lately closes no ring, and most payers did not.
        let (closed, is_cut) =
            event.received.map_or_else(Default::default, |received| search.closed_by(event.pocket, &payment, received));
        set(PayerFact::Cut, bit(CUT_SHARED, shared.is_cut()) | bit(CUT_CYCLES, is_cut));
        facts[PayerFact::Cycles as usize..PayerFact::Cut as usize].copy_from_slice(&closed);
        facts
    }

    #[inline]
    fn payee_facts(&self, event: &Event) -> [u32; PAYEE_NUMBERS - windows::NUMBERS] {
        if event.payment.other == NONE {
            return [NONE, NONE, 0];
        }
        let came = event.place;
        let middlemen = self.middlemen[came];
        [self.returned[came], middlemen.count(), bit(CUT_MIDDLEMEN, middlemen.is_cut())]
    }
}

/// An event is a pocket, a position and one bit: whether the pocket pays. Ledgers have less than 2^31 transactions.
#[inline]
fn is_payer(event: u64) -> bool {
    event & 1 == 1
}

#[inline]
fn position(event: u64) -> u32 {
    u32::try_from((event & 0xffff_ffff) >> 1).unwrap_or(NONE)
}

/// The events cut into pieces where one pocket ends and the next begins.
fn by_pocket(events: &[u64]) -> Vec<&[u64]> {
    let each = (events.len() / 32).max(256);
    let (mut pieces, mut rest) = (Vec::new(), events);
    while rest.len() > each {
        let pocket = rest[each] >> 32;
        let end = each + rest[each..].partition_point(|event| event >> 32 == pocket);
        let (piece, after) = rest.split_at(end);
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    pieces
}
