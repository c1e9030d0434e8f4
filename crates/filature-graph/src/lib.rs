//! The graph of who paid whom and when, and the patterns in it: arrays in, findings out.
//!
//! A pattern here is a shape of money in time, and nothing else: names, nationalities and references are the business
//! of the flags. Every shape also has an innocent life (a family that pools its wages, a landlord, a payroll), so each
//! file under `patterns/` opens with the definition, an example, the innocent life that looks like it, the parameters and
//! the cost. A finding says which transactions have the shape and with which figures; what it means is for a person to
//! say.
//!
//! ```text
//! Transactions ─► adjacency ─► patterns/*  ─► drafts ─► whole (pieces joined) ─► findings, best first
//!  (ledger       (pockets in       ▲
//!   order)        time order)      └── habits, arrivals, amounts, chance: what is usual here
//!          └────► features/* ─► a row for each transaction, as of that transaction
//!          └────► cycles ─► every cycle, each with its members
//! more transactions ─► stream ─► what is new, changed, gone
//! ```
//!
//! # What holds for every pattern
//! - **Time is ledger order.** A hop follows another when it stands after it in the ledger; two bookings of one day
//!   without times follow each other as the ledger has them. The instant of a transaction is that of its earlier side.
//! - **One currency.** The graph is one of *pockets*, an account in one currency. What leaves counts in the payer's
//!   currency, what arrives in the payee's; a cycle stays in one currency, and an account's exchange between its own
//!   pockets is a payment to itself.
//! - **The outside world is no account.** Cash and what comes from accounts outside the file count as amounts, never
//!   as a member of a pattern. Payments to oneself and of nothing are in no pattern.
//! - **Pooled accounts stop.** An account declared a hub (settlement, payment provider) may pay or be paid, and is
//!   never the centre of a pattern nor a link of a cycle: else everything would be tied to everything.
//! - **What a limit cuts is said**, in [`Findings::cut`]. Threads change nothing.
//!
//! # The score
//! It orders the findings of one run and is nothing else: thousandths of a bit of surprise, −log2 of how often the whole
//! ledger would show such a thing by chance, had its accounts gone on living as they do (the module `chance` has
//! the method; each pattern says what it counts as evidence). What is a habit (a pair that pays for longer than nine days)
//! is no evidence. No model was trained, and nothing was calibrated on real data.
//!
//! ```
//! use filature_graph::{Options, detect};
//! use filature_model::Transactions;
//! let day = 86_400;
//! let ledger = Transactions::small(&[
//!     ("A", "B", 10_000, day),
//!     ("B", "C", 9_500, 2 * day),
//!     ("C", "A", 9_000, 3 * day),
//! ]);
//! let found = detect(&ledger, &Options::default())?;
//! assert_eq!(found.findings[0].kind, "cycle");
//! assert_eq!(found.findings[0].transactions, ["t0", "t1", "t2"]);
//! # Ok::<(), filature_graph::GraphError>(())
//! ```
//!
//! [`Findings::cut`]: filature_model::Findings::cut

mod adjacency;
mod alike;
mod amounts;
mod arrivals;
mod chance;
pub mod cycles;
mod distinct;
mod draft;
pub mod features;
mod flow;
mod habits;
pub mod measures;
mod options;
mod patterns;
mod round_flow;
mod shape;
mod stream;
mod turns;
mod whole;

use std::mem::take;

use filature_model::{Findings, Transactions};

use adjacency::Adjacency;
use amounts::Amounts;
use chance::Chance;
use habits::Habits;
pub use options::{GraphError, Line, Options};
pub use patterns::WHY_KEYS;
pub use shape::Shape;
pub use stream::{Stream, Update};

/// The patterns there are, in the order in which they run.
pub const KINDS: &[&str] = &[
    patterns::cycle::KIND,
    patterns::fan_in::KIND,
    patterns::fan_out::KIND,
    patterns::gather_scatter::KIND,
    patterns::scatter_gather::KIND,
    patterns::bipartite::KIND,
    patterns::stack::KIND,
    patterns::chain::KIND,
    patterns::pass_through::KIND,
    patterns::structuring::KIND,
    patterns::funnel::KIND,
    patterns::round_trip::KIND,
];

/// The window that a pattern has where nobody asks for another, in seconds; none for one that has several, and for no pattern.
///
/// ```
/// assert_eq!(filature_graph::own_window_seconds("cycle"), Some(4 * 86_400));
/// ```
pub fn own_window_seconds(kind: &str) -> Option<i64> {
    use patterns::{
        cycle, fan, fan_in, fan_out, funnel, gather_scatter, pass_through, round_trip, scatter_gather, structuring,
    };
    let micros = match kind {
        cycle::KIND => cycle::WINDOW_MICROS,
        fan_in::KIND | fan_out::KIND => fan::WINDOW_MICROS,
        gather_scatter::KIND => gather_scatter::WINDOW_MICROS,
        scatter_gather::KIND => scatter_gather::WINDOW_MICROS,
        pass_through::KIND => pass_through::WINDOW_MICROS,
        structuring::KIND => structuring::WINDOW_MICROS,
        funnel::KIND => funnel::WINDOW_MICROS,
        round_trip::KIND => round_trip::WINDOW_MICROS,
        _ => return None,
    };
    Some(micros / 1_000_000)
}

/// Searches the ledger for the patterns asked for, and puts what it finds in order: best score first, then by id.
///
/// The ledger must be in ledger order. The `use` of every finding is `evidence`: only the caller knows the sources.
///
/// # Errors
/// [`GraphError::UnknownKind`] and [`GraphError::Window`] when the options are off; the others when the arrays do
/// not belong together, which is a bug of the caller.
///
/// ```
/// use filature_graph::{KINDS, Options, detect};
/// use filature_model::Transactions;
/// let options = Options { only: vec!["cycle".into()], window_seconds: Some(3_600), ..Options::default() };
/// let found = detect(&Transactions::small(&[("A", "B", 500, 0), ("B", "A", 500, 60)]), &options)?;
/// assert_eq!(found.patterns_run, ["cycle"]);
/// assert_eq!(found.findings.len(), 1);
/// let wrong = Options { only: vec!["spiral".into()], ..Options::default() };
/// assert!(detect(&Transactions::default(), &wrong).is_err());
/// # Ok::<(), filature_graph::GraphError>(())
/// ```
pub fn detect(ledger: &Transactions, options: &Options) -> Result<Findings, GraphError> {
    Ok(detect_with_shapes(ledger, options)?.0)
}

/// [`detect`], and beside the findings every shape that was found, in positions instead of ids and pieces of larger findings
/// among them: what a rule that builds on patterns works with. Shapes stand by kind, then by their transactions.
///
/// # Errors
/// As [`detect`].
///
/// ```
/// use filature_graph::{Options, detect_with_shapes};
/// use filature_model::Transactions;
/// let options = Options { only: vec!["cycle".into()], ..Options::default() };
/// let ledger = Transactions::small(&[("A", "B", 500, 0), ("B", "A", 500, 60)]);
/// let (findings, shapes) = detect_with_shapes(&ledger, &options)?;
/// assert_eq!((findings.findings.len(), shapes[0].transactions.as_slice()), (1, [0, 1].as_slice()));
/// # Ok::<(), filature_graph::GraphError>(())
/// ```
pub fn detect_with_shapes(ledger: &Transactions, options: &Options) -> Result<(Findings, Vec<Shape>), GraphError> {
    let kinds = options.kinds()?;
    let window_micros = options.window_micros()?;
    let lines = options.lines()?;
    let index = Adjacency::new(ledger)?;
    let habits = Habits::new(ledger, &index);
    let chance = Chance::new(ledger.len());
    let amounts = Amounts::new(&index);
    let mut found = Findings {
        transactions_examined: u64::try_from(ledger.len()).unwrap_or(u64::MAX),
        patterns_run: kinds.iter().map(|&kind| kind.to_owned()).collect(),
        ..Findings::default()
    };
    let mut drafts_of_all = Vec::new();
    let search = patterns::Search {
        ledger,
        index: &index,
        habits: &habits,
        chance: &chance,
        amounts: &amounts,
        window_micros,
        lines,
        strict: options.strict,
        shared: patterns::shared::Shared::default(),
    };
    let mut of_strangers = patterns::strangers::search(&search, &kinds);
    for kind in kinds {
        let mut of_kind =
            of_strangers.iter_mut().find(|found| found.0 == kind).map(|found| take(&mut found.1)).unwrap_or_default();
        let (drafts, cut) = patterns::search(kind, &search);
        of_kind.drafts.extend(drafts);
        found.cut.extend(cut);
        found.cut.extend(whole::keep_most_surprising(kind, &mut of_kind));
        found.cut.extend(take(&mut of_kind.cut));
        drafts_of_all.extend(of_kind.drafts);
    }
    let shapes = shape::of_drafts(&drafts_of_all);
    found.findings = whole::join(drafts_of_all, ledger, options.pieces);
    Ok((found, shapes))
}
