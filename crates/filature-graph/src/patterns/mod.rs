//! One file a pattern. Each opens with its definition in words and symbols, an example, the innocent life that looks
//! like it, its parameters and its cost; each gives its findings and what a limit cut.

pub(crate) mod bipartite;
mod butterflies;
pub(crate) mod chain;
pub(crate) mod cycle;
pub(crate) mod fan;
pub(crate) mod fan_in;
pub(crate) mod fan_out;
pub(crate) mod funnel;
pub(crate) mod gather_scatter;
mod narrow;
pub(crate) mod pass_through;
pub(crate) mod round_trip;
pub(crate) mod scatter_gather;
pub(crate) mod shared;
pub(crate) mod stack;
pub(crate) mod strangers;
pub(crate) mod structuring;

use filature_model::{Cut, OUTSIDE, Reason, Transactions};

use crate::adjacency::Adjacency;
use crate::amounts::Amounts;
use crate::chance::Chance;
use crate::draft::{Draft, amount, count};
use crate::flow::{Event, dwell_median_seconds, sums_minor};
use crate::habits::{Habits, Known, permille};
use crate::options::Line;

/// What a pattern searches.
pub(crate) struct Search<'a> {
    /// The ledger.
    pub ledger: &'a Transactions,
    /// Its index.
    pub index: &'a Adjacency,
    /// What is usual in it.
    pub habits: &'a Habits,
    /// What chance would do.
    pub chance: &'a Chance,
    /// How close amounts are.
    pub amounts: &'a Amounts,
    /// The window asked for, if one was.
    pub window_micros: Option<i64>,
    /// The lines that somebody may stay below.
    pub lines: &'a [Line],
    /// Whether only strictly later payments follow.
    pub strict: bool,
    /// What several patterns need.
    pub shared: shared::Shared,
}

impl Search<'_> {
    /// Whether a payment may carry what another brought: it stands after it, and strictly later where that is asked for.
    pub fn follows(&self, before: u32, next: u32) -> bool {
        before < next && (!self.strict || self.index.at_micros[before as usize] < self.index.at_micros[next as usize])
    }
}

/// Days as microseconds.
const fn days(days: i64) -> i64 {
    days * 86_400_000_000
}

/// Events that an account may cost before its windows are searched from fewer starts.
const EVENTS_EACH_ACCOUNT: usize = 2_000_000;

/// Every key that a pattern puts into [`filature_model::Finding::why`], in order: who prints findings has words for each.
pub const WHY_KEYS: &[&str] = &[
    "below_line",
    "below_line_elsewhere",
    "counterparties_in_ledger",
    "cycles_alike",
    "dwell_median_seconds",
    "hops",
    "hops_out_of_order",
    "in_amount",
    "ins",
    "largest_amount",
    "largest_payer_permille",
    "line",
    "line_amount",
    "middlemen",
    "middlemen_incomplete",
    "new_payees",
    "new_payees_else",
    "new_payers",
    "new_payers_else",
    "new_places",
    "out_amount",
    "outs",
    "paid_back_permille",
    "pairs",
    "part_of_turnover_permille",
    "payee_share_permille",
    "payees",
    "payer_share_permille",
    "payers",
    "payers_else",
    "pieces",
    "pieces_kinds",
    "places_drawn",
    "places_paid_in",
    "reaching_line",
    "retained_permille",
    "returned_permille",
    "schemes_of_hub",
    "span_seconds",
    "unequal_permille",
    "ways",
    "windows",
];

/// What is said of accounts that were searched from fewer starts; none when there were none.
fn thinned(kind: &str, everies: &[usize]) -> Option<Cut> {
    let thinned = everies.iter().filter(|&&every| every > 1).count();
    let most = everies.iter().max().copied().unwrap_or(1);
    (thinned > 0).then(|| Cut::FewerStarts { pattern: kind.to_owned(), accounts: whole(thinned), one_in: whole(most) })
}

/// What is said of searches that a limit stopped; nothing when there were none.
fn stopped(kind: &str, searches: usize, steps: usize) -> Vec<Cut> {
    let cut = Cut::SearchesStopped { pattern: kind.to_owned(), searches: whole(searches), steps: whole(steps) };
    (searches > 0).then_some(cut).into_iter().collect()
}

/// A count as the model has it.
fn whole(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// The distinct accounts at the other end of the inflows or of the outflows, sorted, without the outside world.
fn others(events: &[Event], inflow: bool) -> Vec<u32> {
    let mut others: Vec<u32> = events
        .iter()
        .filter(|event| event.inflow == inflow && event.other != OUTSIDE)
        .map(|event| event.other)
        .collect();
    others.sort_unstable();
    others.dedup();
    others
}

/// What is measured on the flow through one pocket, whichever pattern found it.
struct Flow {
    came_minor: i128,
    went_minor: i128,
    payers: Vec<u32>,
    payees: Vec<u32>,
    dwell_seconds: i64,
    payer_share_permille: i64,
    payee_share_permille: i64,
    /// What the pocket ever paid back to these payers, of what they ever paid it.
    paid_back_permille: i64,
    /// The part of the inflow that did not come from its largest payer.
    spread_permille: i64,
    narrowness_permille: i64,
}

impl Flow {
    fn new(search: &Search<'_>, pocket: u32, events: &[Event]) -> Self {
        let (came_minor, went_minor) = sums_minor(events);
        let (payers, payees) = (others(events, true), others(events, false));
        let known = Known { ledger: search.ledger, index: search.index };
        Self {
            came_minor,
            went_minor,
            dwell_seconds: dwell_median_seconds(events).unwrap_or(0),
            payer_share_permille: search.habits.payer_share_permille(known, pocket, events),
            payee_share_permille: search.habits.payee_share_permille(known, pocket, events),
            paid_back_permille: search.habits.paid_back_permille(search.index, pocket, events),
            spread_permille: 1_000 - permille(largest_minor(events), came_minor),
            narrowness_permille: search.habits.narrowness_permille(pocket),
            payers,
            payees,
        }
    }

    /// 1000 when money leaves at once, 500 when it stays nine days.
    fn haste_permille(&self) -> i64 {
        const HALF_SECONDS: i128 = 9 * 86_400;
        permille(HALF_SECONDS, HALF_SECONDS.saturating_add(i128::from(self.dwell_seconds)))
    }

    fn retained_permille(&self) -> i64 {
        permille(self.came_minor - self.went_minor, self.came_minor)
    }

    /// The figures, and the accounts with their roles, the pocket's own being `role`.
    fn why(&self, search: &Search<'_>, pocket: u32, events: &[Event]) -> Vec<(&'static str, Reason)> {
        let Some(currency) = search.index.currency(pocket) else { return Vec::new() };
        vec![
            ("counterparties_in_ledger", Reason::Number(search.habits.counterparties(pocket))),
            ("dwell_median_seconds", Reason::Number(self.dwell_seconds)),
            ("in_amount", amount(self.came_minor, currency)),
            ("ins", count(events.iter().filter(|event| event.inflow).count())),
            ("out_amount", amount(self.went_minor, currency)),
            ("outs", count(events.iter().filter(|event| !event.inflow).count())),
            ("payee_share_permille", Reason::Number(self.payee_share_permille)),
            ("payees", count(self.payees.len())),
            ("payer_share_permille", Reason::Number(self.payer_share_permille)),
            ("payers", count(self.payers.len())),
            ("paid_back_permille", Reason::Number(self.paid_back_permille)),
            ("retained_permille", Reason::Number(self.retained_permille())),
        ]
    }

    fn accounts(&self, account: u32, role: &'static str) -> Vec<(u32, &'static str)> {
        let sources = self.payers.iter().map(|&payer| (payer, "source"));
        let sinks = self.payees.iter().map(|&payee| (payee, "sink"));
        sources.chain(sinks).chain([(account, role)]).collect()
    }
}

/// The sum that the largest payer paid in, the outside world taken as one payer.
fn largest_minor(events: &[Event]) -> i128 {
    let mut ins: Vec<(u32, i128)> =
        events.iter().filter(|event| event.inflow).map(|event| (event.other, i128::from(event.amount_minor))).collect();
    ins.sort_unstable();
    ins.chunk_by(|one, next| one.0 == next.0).map(|run| run.iter().map(|pair| pair.1).sum()).max().unwrap_or(0)
}

/// Runs the pattern of a name; those of strangers run together in [`strangers`].
pub(crate) fn search(kind: &str, search: &Search<'_>) -> (Vec<Draft>, Vec<Cut>) {
    match kind {
        bipartite::KIND => bipartite::search(search),
        chain::KIND => chain::search(search),
        stack::KIND => stack::search(search),
        cycle::KIND => cycle::search(search),
        fan_in::KIND | fan_out::KIND => (Vec::new(), Vec::new()),
        funnel::KIND => funnel::search(search),
        gather_scatter::KIND => gather_scatter::search(search),
        round_trip::KIND => round_trip::search(search),
        scatter_gather::KIND => scatter_gather::search(search),
        structuring::KIND => structuring::search(search),
        _ => pass_through::search(search),
    }
}
