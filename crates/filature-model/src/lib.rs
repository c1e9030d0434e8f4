//! The words of filature as types, and nothing that reads or writes.
//!
//! Every other crate is written in these words, so that a sum without a currency, an entry without a
//! place in a file, or a finding without its transactions cannot be put into the program at all.
//!
//! ```text
//! source ─► entry (one side of a booking, or both) ─► transaction ─► finding, trace
//!   │         └ provenance: source, message, row, line
//!   └ use: evidence, intelligence-only, consent-needed
//! ```
//!
//! The row types ([`Entry`], [`Statement`], [`Problem`], [`Source`]) are for readers and for people; the
//! column types ([`EntryColumns`], [`Transactions`]) are for millions of rows. [`schema`] is the form they
//! have on disk.

mod account;
mod amount;
mod assertion;
mod assumption;
mod columns;
mod currency;
mod cut;
mod decomposition;
mod details;
mod domestic;
mod entry;
mod finding;
mod fold;
mod iban;
mod language;
mod lead;
mod locality;
pub mod naming;
mod problem;
mod provenance;
mod rates;
mod requisition;
pub mod schema;
mod source;
mod statement;
mod time;
mod trace;
mod transactions;

pub use account::{Account, AccountId, AccountKind, Opening, iban_check};
pub use amount::{AmountError, Money, decimal_string, parse_minor};
pub use assertion::{Assertion, Carried, Election, Link, Rise};
pub use assumption::Assumption;
pub use columns::{EntryColumns, TextColumn};
pub use currency::{Currency, UnknownCurrency};
pub use cut::{Cut, Lack};
pub use decomposition::{Decomposition, Origin, OriginKind};
pub use details::{Coded, Details, Holders, KnownBy, NO_MINUTE, NO_WORD, Words};
pub use domestic::domestic_iban;
pub use entry::{Channel, Entry, Legs, Party, PaymentStatus};
pub use finding::{Finding, Findings, Member, Reason};
pub use fold::folded_words;
pub use iban::{AccountFault, account_fault, is_bic};
pub use language::Language;
pub use lead::{Elements, Lead, LeadMember, Statement as LeadStatement};
pub use locality::{Locality, is_country_code, plain_capitals};
pub use problem::{Problem, ProblemCode, Severity};
pub use provenance::{EntryId, Place, SourceId, SourceIdError};
pub use rates::{
    Converted, FixedRate, MissingRate, Rate, RateConflict, RateDecimal, RateDecimalError, RateLeg, RateOrigin, Rates,
    StatedRate, WhyMissing,
};
pub use requisition::{Ask, Requisition};
pub use source::{Source, SourceUse};
pub use statement::{Balance, Footing, Overlap, Statement, StatementCheck, UnknownFooting};
pub use time::{Booked, TimeError, days_from_epoch, from_days};
pub use trace::{
    BalanceAtEnd, Bought, Claim, ClaimSum, ClaimedCredit, Conversion, Departure, Doubt, Exchange, Held, Hub, Left,
    Native, Path, PathStep, Paths, Reached, Rule, RuleResult, Share, Sway, Trace,
};
pub use transactions::{Leg, OUTSIDE, Transactions, TransactionsError, UNPLACED, ValueDate};
