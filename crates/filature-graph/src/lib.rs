//! The graph of who paid whom and when, and the patterns in it: arrays in, findings out.
//!
//! A pattern here is a shape of money in time, and nothing else: names, nationalities, references and places are
//! the business of the flags. Every shape also has an innocent life (a family that pools its wages, a landlord, a
//! payroll), so each file under `patterns/` opens with the definition, an example, the innocent life that looks like
//! it, the parameters and the cost. A finding says which transactions have the shape and with which figures; what it
//! means is for a person to say.
//!
//! ```text
//! Transactions ─► Adjacency ─► patterns/cycle           ─┐
//!  (ledger       (pockets in  patterns/gather_scatter    ├─► findings, best first
//!   order)        time order) patterns/pass_through     ─┘
//!                     └─► Habits (what is usual for each account) ─► score
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
//! It orders findings of one run, between 0 and 1000, and is computed in whole permille from what is usual for the
//! accounts in this very ledger: how much of what the payers spend goes to this account, how much of what the payees
//! get comes from it, how soon it leaves, over how many hands. No model was trained and nothing was calibrated.
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
mod draft;
mod flow;
mod habits;
mod options;
mod patterns;

use filature_model::{Findings, Transactions};

use adjacency::Adjacency;
use habits::Habits;
pub use options::{GraphError, Options};
pub use patterns::WHY_KEYS;

/// The patterns there are, in the order in which they run.
pub const KINDS: &[&str] = &[patterns::cycle::KIND, patterns::gather_scatter::KIND, patterns::pass_through::KIND];

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
/// let options = Options { only: vec!["cycle".into()], window_seconds: Some(3_600) };
/// let found = detect(&Transactions::small(&[("A", "B", 500, 0), ("B", "A", 500, 60)]), &options)?;
/// assert_eq!(found.patterns_run, ["cycle"]);
/// assert_eq!(found.findings.len(), 1);
/// let wrong = Options { only: vec!["spiral".into()], window_seconds: None };
/// assert!(detect(&Transactions::default(), &wrong).is_err());
/// # Ok::<(), filature_graph::GraphError>(())
/// ```
pub fn detect(ledger: &Transactions, options: &Options) -> Result<Findings, GraphError> {
    let kinds = options.kinds()?;
    let window_micros = options.window_micros()?;
    let index = Adjacency::new(ledger)?;
    let habits = Habits::new(&index);
    let mut found = Findings {
        transactions_examined: u64::try_from(ledger.len()).unwrap_or(u64::MAX),
        patterns_run: kinds.iter().map(|&kind| kind.to_owned()).collect(),
        ..Findings::default()
    };
    for kind in kinds {
        let search = patterns::Search { ledger, index: &index, habits: &habits, window_micros };
        let (findings, cut) = match kind {
            patterns::cycle::KIND => patterns::cycle::search(&search),
            patterns::gather_scatter::KIND => patterns::gather_scatter::search(&search),
            _ => patterns::pass_through::search(&search),
        };
        found.findings.extend(findings);
        found.cut.extend(cut);
    }
    found.findings.sort_by(|one, other| other.score.cmp(&one.score).then_with(|| one.id.cmp(&other.id)));
    Ok(found)
}
