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
//! All is linear in transactions at a fixed density. Memory: about 130 bytes a transaction for the whole ledger, and 800 for
//! those of the stretch at hand.

mod blocks;
mod chains;
mod cycles;
mod history;
mod index;
mod middlemen;
mod moments;
mod payments;
mod shared;
mod ways;
mod windows;

use std::ops::Range;

use filature_model::Cut;
use rayon::prelude::*;

use crate::GraphError;
use blocks::Blocks;
use history::{Dealings, Dwell, dwells};
use index::{Index, NONE, Rows, TOUCHED};
pub use payments::Payments;
use ways::Counted;
use windows::{Direction, Event};

const DAY_MICROS: i64 = 86_400_000_000;

/// There is no such amount.
const NO_FIGURE: i64 = i64::MIN;

/// What the numbers of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A number of things, a share or a time: 32 bits without a sign.
    Count,
    /// Minor units of a currency: 64 bits.
    Minor,
    /// May be below zero: 32 bits with a sign.
    Signed,
}

/// A column of features.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, the unit last.
    pub name: String,
    /// What its numbers are.
    pub unit: Unit,
    /// Whether there may be rows without one; in other columns those have 0.
    pub may_be_none: bool,
}

/// The numbers of a column for a stretch of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Numbers {
    /// For [`Unit::Count`].
    Count(Vec<u32>),
    /// For [`Unit::Minor`].
    Minor(Vec<i64>),
    /// For [`Unit::Signed`].
    Signed(Vec<i32>),
}

/// A column's values for a stretch of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Values {
    /// The numbers; 0 where there is none.
    pub numbers: Numbers,
    /// Which rows have one; none when all do, as in every column that is never without.
    pub known: Option<Vec<bool>>,
}

/// Where a column's values come from.
#[derive(Clone, Copy)]
enum Origin {
    /// The length of the chain.
    Chain,
    /// Numbers of the payer: windows, then [`PayerFact`].
    PayerNumber(usize),
    /// Amounts of the payer.
    PayerAmount(usize),
    /// Numbers of the payee: windows, then [`PayeeFact`].
    PayeeNumber(usize),
    /// Amounts of the payee.
    PayeeAmount(usize),
    /// The payer's payers or payees in a window, whichever are fewer.
    Fewer(usize),
    /// What limits cut.
    Cut,
}

/// What is known of a payment from its place among those of its payer: after the numbers of the windows.
#[derive(Clone, Copy)]
enum PayerFact {
    PairIsNew,
    PairBefore,
    PairSeconds,
    DwellSeconds,
    DwellCovered,
    Shared,
    /// Cycles by length.
    Cycles,
    Cut = PayerFact::Cycles as isize + cycles::LENGTHS as isize,
}
const PAYER_NUMBERS: usize = windows::NUMBERS + PayerFact::Cut as usize + 1;

/// Likewise of its payee.
#[derive(Clone, Copy)]
enum PayeeFact {
    Returned,
    Middlemen,
    MiddlemenCut,
}
const PAYEE_NUMBERS: usize = windows::NUMBERS + PayeeFact::MiddlemenCut as usize + 1;

/// The bits of the column `cut`.
const CUT_CYCLES: u32 = 1;
const CUT_MIDDLEMEN: u32 = 2;
const CUT_CHAINS: u32 = 4;
const CUT_SHARED: u32 = 8;

/// The columns of features, in order.
///
/// ```
/// let names: Vec<String> = filature_graph::features::columns().into_iter().map(|column| column.name).collect();
/// assert!(names.contains(&"payer_out_sum_4d_minor".to_owned()));
/// ```
pub fn columns() -> Vec<Column> {
    plan().into_iter().map(|(column, _)| column).collect()
}

fn plan() -> Vec<(Column, Origin)> {
    let of_payer = |fact: PayerFact| Origin::PayerNumber(windows::NUMBERS + fact as usize);
    let of_payee = |fact: PayeeFact| Origin::PayeeNumber(windows::NUMBERS + fact as usize);
    let of_cycles = |length: usize| Origin::PayerNumber(windows::NUMBERS + PayerFact::Cycles as usize + length - 2);
    let own = [
        ("pair_is_new", of_payer(PayerFact::PairIsNew)),
        ("pair_payments_before", of_payer(PayerFact::PairBefore)),
        ("pair_seconds_since_last", of_payer(PayerFact::PairSeconds)),
        ("reverse_payments_before", of_payee(PayeeFact::Returned)),
        ("payer_dwell_seconds", of_payer(PayerFact::DwellSeconds)),
        ("payer_dwell_covered_permille", of_payer(PayerFact::DwellCovered)),
        ("cycles_2_4d", of_cycles(2)),
        ("cycles_3_4d", of_cycles(3)),
        ("cycles_4_4d", of_cycles(4)),
        ("cycles_5_4d", of_cycles(5)),
        ("cycles_6_4d", of_cycles(6)),
        ("scatter_gather_middlemen_4d", of_payee(PayeeFact::Middlemen)),
        ("gather_scatter_4d", Origin::Fewer(1)),
        ("gather_scatter_9d", Origin::Fewer(2)),
        ("chain_hops_4d", Origin::Chain),
        ("shared_payees_4d", of_payer(PayerFact::Shared)),
        ("cut", Origin::Cut),
    ];
    let own = own.into_iter().map(|(name, origin)| {
        let may_be_none = ["pair_seconds_since_last", "payer_dwell_seconds"].contains(&name);
        (Column { name: name.to_owned(), unit: Unit::Count, may_be_none }, origin)
    });
    let payer = windows::columns("payer").into_iter().map(|(column, place)| {
        let origin = if column.unit == Unit::Count { Origin::PayerNumber(place) } else { Origin::PayerAmount(place) };
        (column, origin)
    });
    let payee = windows::columns("payee").into_iter().map(|(column, place)| {
        let origin = if column.unit == Unit::Count { Origin::PayeeNumber(place) } else { Origin::PayeeAmount(place) };
        (column, origin)
    });
    own.chain(payer).chain(payee).collect()
}

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

#[inline]
fn bit(bit: u32, is_set: bool) -> u32 {
    if is_set { bit } else { 0 }
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

/// The figures of one party of the transactions of a stretch, by pocket: the order in which they are computed.
struct Party {
    amounts: Vec<Vec<i64>>,
    numbers: Vec<Vec<u32>>,
    /// For each row where its figures are, [`NONE`] where the party is nobody.
    places: Vec<u32>,
}

/// The part of a party's columns that some pockets fill. Rows are gathered first: a column is then written to by some rows at
/// a time, not by one after a look at each other column.
struct Room<'a> {
    amounts: Vec<&'a mut [i64]>,
    numbers: Vec<&'a mut [u32]>,
    /// The columns of the rows that are not written yet.
    new_amounts: [[i64; GATHERED]; windows::AMOUNTS],
    new_numbers: Vec<[u32; GATHERED]>,
    filled: usize,
}

/// So many rows are written at a time.
const GATHERED: usize = 8;

impl Room<'_> {
    fn new(amounts: usize, numbers: usize) -> Self {
        Self {
            amounts: Vec::with_capacity(amounts),
            numbers: Vec::with_capacity(numbers),
            new_amounts: [[0; GATHERED]; windows::AMOUNTS],
            new_numbers: vec![[0; GATHERED]; numbers],
            filled: 0,
        }
    }

    #[inline]
    fn put(&mut self, figures: &windows::Figures, facts: &[u32]) {
        let at = self.filled % GATHERED;
        self.filled += 1;
        self.new_amounts.iter_mut().zip(figures.amounts).for_each(|(column, amount)| column[at] = amount);
        let (of_windows, of_facts) = self.new_numbers.split_at_mut(windows::NUMBERS);
        of_windows.iter_mut().zip(figures.numbers).for_each(|(column, number)| column[at] = number);
        of_facts.iter_mut().zip(facts).for_each(|(column, &number)| column[at] = number);
        if at + 1 == GATHERED {
            self.write();
        }
    }

    /// Writes the rows that are not yet written.
    fn write(&mut self) {
        let start = self.filled.saturating_sub(1) / GATHERED * GATHERED;
        let (rows, count) = (start..self.filled, self.filled - start);
        for (column, new) in self.amounts.iter_mut().zip(&self.new_amounts) {
            column[rows.clone()].copy_from_slice(&new[..count]);
        }
        for (column, new) in self.numbers.iter_mut().zip(&self.new_numbers) {
            column[rows.clone()].copy_from_slice(&new[..count]);
        }
    }
}

impl Party {
    /// Notes which rows the figures are of, in the order in which they were computed.
    fn place(&mut self, rows: &Range<usize>, positions: impl Iterator<Item = u32>) {
        self.places.clear();
        self.places.resize(rows.len(), NONE);
        for (place, position) in (0_u32..).zip(positions) {
            self.places[position as usize - rows.start] = place;
        }
    }

    fn new(numbers: usize) -> Self {
        Self { amounts: vec![Vec::new(); windows::AMOUNTS], numbers: vec![Vec::new(); numbers], places: Vec::new() }
    }

    /// Room for so many figures in each of several parts.
    fn rooms(&mut self, parts: &[usize]) -> Vec<Room<'_>> {
        let rows = parts.iter().sum();
        let mut rooms: Vec<Room<'_>> =
            parts.iter().map(|_| Room::new(self.amounts.len(), self.numbers.len())).collect();
        for column in &mut self.amounts {
            column.resize(rows, 0);
            split(column, parts, |part, slice| rooms[part].amounts.push(slice));
        }
        for column in &mut self.numbers {
            column.resize(rows, 0);
            split(column, parts, |part, slice| rooms[part].numbers.push(slice));
        }
        rooms
    }

    fn numbers(&self, column: usize) -> impl Iterator<Item = u32> + Clone {
        let numbers = &self.numbers[column];
        self.places.iter().map(|&place| numbers.get(place as usize).copied().unwrap_or(NONE))
    }

    fn amounts(&self, column: usize) -> impl Iterator<Item = i64> + Clone {
        let amounts = &self.amounts[column];
        self.places.iter().map(|&place| amounts.get(place as usize).copied().unwrap_or(NO_FIGURE))
    }
}

fn split<'a, T>(column: &'a mut [T], parts: &[usize], mut give: impl FnMut(usize, &'a mut [T])) {
    let mut rest = column;
    for (part, &len) in parts.iter().enumerate() {
        let (slice, after) = rest.split_at_mut(len);
        give(part, slice);
        rest = after;
    }
}

/// The features of some rows.
pub struct Stretch {
    chains: Vec<Counted>,
    payer: Party,
    payee: Party,
    plan: Vec<(Column, Origin)>,
}

impl Default for Stretch {
    fn default() -> Self {
        Self { chains: Vec::new(), payer: Party::new(PAYER_NUMBERS), payee: Party::new(PAYEE_NUMBERS), plan: plan() }
    }
}

impl Stretch {
    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.payer.places.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The values of a column, by its place in [`columns`]; of a column that there is not, none.
    pub fn values(&self, column: usize) -> Values {
        let Some((column, origin)) = self.plan.get(column) else {
            return numbers(true, std::iter::repeat_n(NONE, self.len()));
        };
        let (unit, may_be_none) = (column.unit, column.may_be_none);
        match *origin {
            Origin::Chain => numbers(may_be_none, self.chains.iter().map(|chain| chain.count())),
            Origin::PayerNumber(place) => numbers(may_be_none, self.payer.numbers(place)),
            Origin::PayeeNumber(place) => numbers(may_be_none, self.payee.numbers(place)),
            Origin::PayerAmount(place) => amounts(unit, may_be_none, self.payer.amounts(place)),
            Origin::PayeeAmount(place) => amounts(unit, may_be_none, self.payee.amounts(place)),
            Origin::Fewer(window) => {
                let [payees, payers] = windows::others_of(window).map(|place| self.payer.numbers(place));
                let pairs = payees.zip(payers);
                numbers(may_be_none, pairs.map(|(payees, payers)| payees.min(payers)))
            }
            Origin::Cut => numbers(may_be_none, self.cut_bits()),
        }
    }

    fn cut_bits(&self) -> impl Iterator<Item = u32> + Clone {
        let of_payer = self.payer.numbers(windows::NUMBERS + PayerFact::Cut as usize);
        let middlemen = self.payee.numbers(windows::NUMBERS + PayeeFact::MiddlemenCut as usize);
        let known = |bits: u32| if bits == NONE { 0 } else { bits };
        let chains = self.chains.iter().map(|chain| bit(CUT_CHAINS, chain.is_cut()));
        chains.zip(of_payer.zip(middlemen)).map(move |(bits, (payer, payee))| bits | known(payer) | known(payee))
    }

    /// What limits cut in these rows, to be summed over stretches: each kind of search with how many rows.
    pub fn cut(&self) -> Vec<Cut> {
        let kinds = [
            (CUT_CYCLES, "cycles", u64::from(cycles::MOST_STEPS)),
            (CUT_MIDDLEMEN, "scatter_gather_middlemen", middlemen::MOST_RECEIPTS as u64),
            (CUT_CHAINS, "chain_hops", chains::MOST_RECEIPTS as u64),
            (CUT_SHARED, "shared_payees", shared::MOST_RECEIPTS as u64),
        ];
        kinds
            .into_iter()
            .map(|(bit, pattern, steps)| {
                let searches = self.cut_bits().filter(|bits| bits & bit != 0).count() as u64;
                Cut::SearchesStopped { pattern: pattern.to_owned(), searches, steps }
            })
            .collect()
    }
}

/// The values of a column of numbers.
fn numbers(may_be_none: bool, figures: impl Iterator<Item = u32> + Clone) -> Values {
    let known = may_be_none.then(|| figures.clone().map(|figure| figure != NONE).collect());
    let numbers = figures.map(|figure| if figure == NONE { 0 } else { figure });
    Values { numbers: Numbers::Count(numbers.collect()), known }
}

/// The values of a column of amounts, or of skewnesses.
fn amounts(unit: Unit, may_be_none: bool, figures: impl Iterator<Item = i64> + Clone) -> Values {
    let known = may_be_none.then(|| figures.clone().map(|figure| figure != NO_FIGURE).collect());
    let figures = figures.map(|figure| if figure == NO_FIGURE { 0 } else { figure });
    let to_signed = |number: i64| i32::try_from(number).unwrap_or(if number < 0 { i32::MIN } else { i32::MAX });
    let numbers = match unit {
        Unit::Signed => Numbers::Signed(figures.map(to_signed).collect()),
        _ => Numbers::Minor(figures.collect()),
    };
    Values { numbers, known }
}
