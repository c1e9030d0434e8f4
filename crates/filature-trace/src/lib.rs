//! Where the money of a claim is, and where it left: the tracing rules.
//!
//! Money in an account has no marks. When a victim's payment is mixed with other money and some of it is paid
//! on, which part is whose can only be said by a rule, and courts have used different ones. This crate follows
//! the same claims under each of them over the same entries, so that a magistrate sees what every rule gives,
//! to the minor unit, with what it assumes. It takes arrays and gives arrays: no files, no clock, no threads.
//!
//! # Words
//! A *claim* is a set of credits whose money is followed; each is a colour of its own, and everything else is
//! *clean*. A *pocket* is one account in the currency of the claims. It has a balance `b`, and for each claim
//! `c` a part `x_c`, all in whole minor units.
//!
//! | rule | what a debit of `a` takes | authority usually cited |
//! |---|---|---|
//! | `fifo` | lots from the head of the queue; they travel with their order | Devaynes v Noble (1816), Clayton's Case |
//! | `lifo` | the last `a` units; they travel with their order | accounting practice |
//! | `pro-rata` | each colour by its share of `b`, by largest remainder | Barlow Clowes v Vaughan \[1991\] EWCA Civ 11 |
//! | `libr` | clean money first, the rest from the claims pro rata; never refilled | Roscoe v Winder \[1915\] 1 Ch 62; Re Hallett (1880) 13 Ch D 696; US v Banco Cafetero (1986) |
//! | `pari-passu` | no path: at the end, one account's balance in proportion to what came in | Barlow Clowes |
//! | `poison` | everything that leaves a touched account is touched: an envelope, never an amount | Möser, Böhme, Breuker 2014 |
//!
//! The first four are *followed*: for each claim, held + left = claim. The last two stand outside that sum.
//!
//! No rule is stated here to be the law of any forum.
//!
//! # How the data flows
//! ```text
//! Transactions, claims ─► call       who begins where, what a person asserts; what is off in the call is refused
//!      hubs: what is measured ┘▼
//!                         pockets    the accounts a claim can reach, and their events, by booking and by value date
//!                           ▼
//!                         order      one order of events for each policy on ties
//!                           ▼
//!                         engine     one pass: rule × order × openings ─► held, left, the trail of movements
//!                           ▼            └ rules/*: what a debit takes from one pocket
//!                         scenarios  low and high over all worlds, and what each doubt moves alone
//!                           ▼
//!                         report ◄── explain (paths), requisitions ─► Trace
//!
//! Transactions, target ─► origins ─► the same with every credit a colour ─► Decomposition
//!
//! columns ─► bulk         hundreds of millions of rows in order, known openings: arrays alone
//! ```
//! # What it costs
//! Bank data that knows only the day has thousands of entries in one instant, accounts that are busy, and money in
//! many pieces; none of that may cost more than the ledger's size. With `n` events of reached pockets an order costs
//! `n log n` (`order` tries an event again only when its turn may have come) and a pass `n log n` (`rope`: a payment
//! takes its pieces as one), times the number of claims, whatever the size of the rest of the ledger. `work` holds
//! the steps to that in a test.
//!
//! # What happens to a claim
//! It begins at the payee's credit; the debit behind that credit is not followed backwards. If that debit
//! carried another claim's money, the credit is the new claim's as a whole, and the other's part is `left: stop`
//! there. Of a part of a credit the claimed part stands first, then the rest. From then on a debit's colours go to the payee, or leave what can be followed, the first that fits:
//! `cash` (drawn, whatever the payee), `fee` (a fee or interest paid to an account that is not in the case),
//! `outside` (any other such account), `stop` (a person said so), `hub` (a pooled account, unless a person said
//! to go through), `no-rate` (the payee received another currency). A credit claimed *at* a pooled or stop
//! account is reported as left there at once, with that account as the account.
//!
//! A credit on an overdrawn account repays the overdraft first: that part of a claim is `left: overdraft` at the
//! credit. Which colours of a mixed credit repay is what the rule takes from the credit as if it stood alone;
//! under `lifo` the head repays, as under `fifo`. Of a debit that overdraws, what the balance covers is taken by
//! the rule, and the uncovered rest is clean and travels last.
//!
//! A debit that a person *elected* for a claim takes that claim first, as much as is there. A credit that a person, or the
//! bank by a reversal, *linked* to an earlier debit brings what that debit carried; what no credit brings back left at the
//! debit. A credit that is taken back takes back, of each claim, what it brought, as far as it is still there.
//!
//! A pocket counts in its own currency. Through a change of currency, with a published rate for its day, a claim keeps its
//! value (`engine/sent.rs`).
//!
//! # Order
//! A debit happens at the earlier of its transaction's two instants, its credit at the credit's, never before
//! it. Within an account: by instant, then by the bank's sequence in one list; else it is a tie. With
//! [`Options::before_micros`] a transaction is taken whole when its first instant is before the end: money is
//! never reported on its way.
//!
//! # What the ranges hold
//! *Openings that are not known*: the range holds the figure for **every** combination of openings from the least
//! that keeps each account from going below zero upwards. It is not a sample: the range forms of the rules bound
//! each step for all openings at once (the reasons stand in each rule's file). It can be wider than what is
//! reached: by a minor unit a debit under `pro-rata`, and where money of one unknown account feeds another or
//! comes back to it. `lifo` does not depend on openings. *Ties*: the range is over six stated orders, not over
//! all orders; the trace says so. *Value dates*: where they differ from bookings, both orders are run.
//!
//! # Invariants
//! After every event no part is negative and the parts are not more than the balance or zero; after every pass
//! held + left = claim for each claim. They are checked in every build, and a violation is
//! [`TraceError::InvariantBroken`], never a figure.

mod bounds;
pub mod bulk;
mod call;
mod engine;
mod error;
mod explain;
mod hubs;
mod invariants;
mod lots;
mod openings;
mod order;
mod origins;
mod parts;
mod pockets;
mod report;
mod requisitions;
mod rope;
mod rules;
mod scenarios;
mod work;

pub use error::TraceError;

use filature_model::{Claim, Decomposition, Election, Link, Rates, Rule, Trace, Transactions};

/// What to run, and where to end.
///
/// ```
/// use filature_model::Rule;
/// let options = filature_trace::Options { rules: vec![Rule::Libr], ..Default::default() };
/// assert_eq!(options.before_micros, None);
/// ```
#[derive(Clone, Debug)]
pub struct Options {
    /// The rules to run; all of them by default.
    pub rules: Vec<Rule>,
    /// Exclusive end, microseconds since 1970 in UTC: only transactions whose first side is before it are taken.
    pub before_micros: Option<i64>,
    /// Positions of accounts at which a person said to stop.
    pub stop: Vec<u32>,
    /// Positions of pooled accounts that a person said to follow through; none of them may be in `stop`.
    pub through: Vec<u32>,
    /// Positions of accounts of which is asked how much of each claim reached them: a claim is followed no further
    /// there, so that money that comes back is counted once.
    pub reached: Vec<u32>,
    /// Debits that a person says were made with a claim's money.
    pub elections: Vec<Election>,
    /// Credits that a person says are the money of an earlier debit elsewhere.
    pub links: Vec<Link>,
    /// Published rates: without one for its day, nothing is followed through a change of currency.
    pub rates: Rates,
    /// How far a value date may be from the booking for the two to be a doubt, days; 0: value dates are not looked at.
    pub value_window_days: u32,
    /// Whether accounts are measured for being hubs; those declared are hubs in any case.
    pub measure_hubs: bool,
    /// How many paths to give for each held amount; with 0 none are looked for.
    pub paths: usize,
}

impl Options {
    /// The widest difference between booking and value date that is a doubt, by default: a design default. Further
    /// apart, a value date corrects interest and says nothing of when the money was there.
    pub const VALUE_WINDOW_DAYS: u32 = 10;
}

impl Default for Options {
    fn default() -> Self {
        Self {
            rules: Rule::ALL.to_vec(),
            before_micros: None,
            stop: Vec::new(),
            through: Vec::new(),
            reached: Vec::new(),
            elections: Vec::new(),
            links: Vec::new(),
            rates: Rates::default(),
            value_window_days: Self::VALUE_WINDOW_DAYS,
            measure_hubs: true,
            paths: 0,
        }
    }
}

/// Follows the claims under each rule.
///
/// The day ([`Trace::at`]) is left to the caller, and the use of the sources is written as `evidence`, to be
/// replaced by the caller, who knows the sources.
///
/// # Errors
/// [`TraceError`]: what is off in the call and what to do about it, or a bug of this crate.
///
/// ```
/// use filature_model::{Claim, Transactions};
/// // 455 of a client's money; 430 are spent; 333 of the holder's own money come in (Roscoe v Winder).
/// let ledger = Transactions::small(&[("", "M", 45_500, 1), ("M", "", 43_000, 2), ("", "M", 33_300, 3)]);
/// let trace = filature_trace::trace(&ledger, &[Claim::whole("client", &[0])], &Default::default())?;
/// assert_eq!(trace.rules["libr"].held[0].high, "25.00");
/// # Ok::<(), filature_trace::TraceError>(())
/// ```
pub fn trace(ledger: &Transactions, claims: &[Claim], options: &Options) -> Result<Trace, TraceError> {
    let call = call::Call::new(ledger, claims, options)?;
    let mut rules = options.rules.clone();
    rules.sort_unstable();
    rules.dedup();
    let asked = scenarios::Asked { watch: None, keep_trail: options.paths > 0 };
    let run = scenarios::run(&call, &rules, asked)?;
    let run_alone = match call.asserted.is_by_person {
        true => Some(scenarios::run(&call.alone(), &rules, asked)?),
        false => None,
    };
    report::write(&call, &run, run_alone.as_ref(), claims)
}

/// Of what the origins are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The balance of an account, by its position, in a currency, at the end of the trace.
    Balance(u32, filature_model::Currency),
    /// What a debit carried, by its position.
    Debit(u32),
}

/// What a balance or a payment is made of, by each rule that follows units.
///
/// # Errors
/// [`TraceError`], as [`trace`].
pub fn origins(ledger: &Transactions, target: Target, options: &Options) -> Result<Decomposition, TraceError> {
    origins::origins(ledger, target, options)
}
