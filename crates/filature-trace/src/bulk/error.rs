//! Why there is no figure.

use filature_model::Rule;

/// Why there is no result. All but [`BulkError::InvariantBroken`] say what is off in the call and what to do.
///
/// ```
/// use filature_trace::bulk::{BulkError, Columns};
/// let error = Columns::new(&[0], &[1], &[-5], &[0, 0]).err();
/// assert_eq!(error, Some(BulkError::NegativeAmount { position: 0, amount_minor: -5 }));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BulkError {
    /// The columns are not parallel.
    #[error(
        "there are {debtors} payers, {creditors} payees and {amounts} amounts: give one of each for every \
        transaction"
    )]
    Lengths {
        /// Length of `debtor`.
        debtors: usize,
        /// Length of `creditor`.
        creditors: usize,
        /// Length of `amount_minor`.
        amounts: usize,
    },
    /// More than 32 bits can count.
    #[error("there are {count} {what}, and 32 bits count no more than {most}: trace a part of the ledger")]
    TooMany {
        /// `transactions` or `accounts`.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many there may be.
        most: usize,
    },
    /// A payer or payee without an opening.
    #[error(
        "transaction number {position} names account number {account}, but openings are given for {accounts}: \
        give one opening for each account, or write `OUTSIDE` for one that is not in the case"
    )]
    UnknownAccount {
        /// Position of the transaction.
        position: usize,
        /// The account that has no opening.
        account: u32,
        /// How many openings there are.
        accounts: usize,
    },
    /// An amount below zero.
    #[error(
        "transaction number {position} has the amount {amount_minor}: turn a negative payment round, payee to \
        payer, and give its amount without a sign"
    )]
    NegativeAmount {
        /// Position of the transaction.
        position: usize,
        /// Its amount, minor units.
        amount_minor: i64,
    },
    /// The sums leave the range in which every step is exact.
    #[error(
        "openings and amounts add up to more than 2^60 minor units, past what is traced exactly: look for rows \
        whose amount was misread, or trace fewer of them"
    )]
    TooLarge,
    /// The call names no claim.
    #[error("there is no claim: name at least one credit whose money is to be followed")]
    NoClaim,
    /// A claim without transactions.
    #[error("claim number {claim} has no transaction: name at least one credit for it, or leave the claim out")]
    EmptyClaim {
        /// Rank of the claim.
        claim: usize,
    },
    /// A position past the end of the ledger.
    #[error("claim number {claim} names transaction number {position}, but there are {rows}: check its position")]
    UnknownTransaction {
        /// Rank of the claim.
        claim: usize,
        /// The position that does not exist.
        position: u32,
        /// How many transactions there are.
        rows: usize,
    },
    /// One credit in two claims, or twice in one.
    #[error(
        "transaction number {position} is claimed by claim number {first} and again by claim number {second}: \
        one unit of money can be followed for one claim only; leave it in one of them, once"
    )]
    ClaimedTwice {
        /// Position of the transaction.
        position: u32,
        /// Rank of the claim that has it.
        first: usize,
        /// Rank of the claim that names it again.
        second: usize,
    },
    /// The payee of a claimed credit cannot be followed.
    #[error(
        "transaction number {position} of claim number {claim} was paid to an account that is not in the case, \
        where nothing can be followed: add that account, or claim another credit"
    )]
    PayeeOutside {
        /// Rank of the claim.
        claim: usize,
        /// Position of the transaction.
        position: u32,
    },
    /// A rule that has no form over columns.
    #[error("{} has no form over columns: run it with `filature_trace::trace`", .rule.word())]
    NoSuchRule {
        /// The rule.
        rule: Rule,
    },
    /// The program would have given a wrong figure: a bug of this crate. There is no result.
    #[error("rule {} broke an invariant: {detail}; this is a bug of filature, and no figure is given", .rule.word())]
    InvariantBroken {
        /// The rule.
        rule: Rule,
        /// What does not hold.
        detail: String,
    },
}

impl BulkError {
    /// A bug of this module. Kept out of the passes' hot code.
    #[cold]
    pub(crate) fn broken(rule: Rule, detail: String) -> Self {
        Self::InvariantBroken { rule, detail }
    }
}
