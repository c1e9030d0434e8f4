use filature_model::{Rule, TransactionsError};

/// Why there is no trace. All but [`TraceError::InvariantBroken`] and [`TraceError::Ledger`] say what is off in
/// the call and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TraceError {
    /// The call names no claim.
    #[error("there is no claim: name at least one credit whose money is to be followed")]
    NoClaim,
    /// A claim without transactions.
    #[error("claim {claim:?} has no transaction: name at least one credit for it, or leave the claim out")]
    EmptyClaim {
        /// The claim.
        claim: String,
    },
    /// Two claims of one name.
    #[error("two claims are called {claim:?}: give each its own name, or put their credits into one claim")]
    DuplicatedName {
        /// The name.
        claim: String,
    },
    /// A position past the end of the ledger.
    #[error("claim {claim:?} names transaction number {position}, which is not in the ledger: check its id")]
    UnknownTransaction {
        /// The claim.
        claim: String,
        /// The position that does not exist.
        position: u32,
    },
    /// One credit in two claims, or twice in one.
    #[error(
        "credit {transaction:?} is claimed by {first:?} and again by {second:?}: one unit of money can be \
        followed for one claim only; leave it in one of them, or give each a part"
    )]
    ClaimedTwice {
        /// Id of the transaction.
        transaction: String,
        /// The claim that has it.
        first: String,
        /// The claim that names it again.
        second: String,
    },
    /// A part that is not a part.
    #[error(
        "claim {claim:?} names a part of credit {transaction:?} that is not more than 0 and at most {amount}, which is \
        what was received: give a part of it, or leave the amount out to claim all of it"
    )]
    PartOfCredit {
        /// The claim.
        claim: String,
        /// Id of the transaction.
        transaction: String,
        /// What was received.
        amount: String,
    },
    /// An election for a claim that the call does not make.
    #[error("an election names claim {claim:?}, which the call does not make: name one of its claims")]
    ElectionWithoutClaim {
        /// The claim.
        claim: String,
    },
    /// An election of what is no debit of an account of the case.
    #[error(
        "the election for claim {claim:?} names {transaction:?}, which is no payment out of an account of the case \
        before the end of the trace: name such a payment"
    )]
    ElectionOfNoDebit {
        /// The claim.
        claim: String,
        /// Id of the transaction.
        transaction: String,
    },
    /// One debit elected twice for one claim.
    #[error("payment {transaction:?} is elected twice for claim {claim:?}: say it once")]
    ElectedTwice {
        /// The claim.
        claim: String,
        /// Id of the transaction.
        transaction: String,
    },
    /// One thing bought, with two worths.
    #[error("what {transaction:?} bought is given two worths: it has one, which is shared by the claims that elect it")]
    TwoWorths {
        /// Id of the transaction.
        transaction: String,
    },
    /// A link that cannot be.
    #[error("{credit:?} cannot be the money of {debit:?}: {reason}")]
    LinkThatCannotBe {
        /// Id of the debit.
        debit: String,
        /// Id of the credit.
        credit: String,
        /// Why.
        reason: String,
    },
    /// What is asked about is not there.
    #[error("there is no {what} to ask about: name an account of the case with a balance, or a payment out of one")]
    NothingToAskAbout {
        /// What was asked about.
        what: String,
    },
    /// Claims in more than one currency.
    #[error(
        "credit {transaction:?} of claim {claim:?} is in {found}, the credits before it are in {expected}: \
        trace each currency in a call of its own"
    )]
    SeveralCurrencies {
        /// The claim.
        claim: String,
        /// Id of the transaction.
        transaction: String,
        /// Currency of the credits before it.
        expected: String,
        /// Currency of this credit.
        found: String,
    },
    /// The payee of a claimed credit cannot be followed.
    #[error(
        "credit {transaction:?} of claim {claim:?} was paid to an account that is not in the case, where \
        nothing can be followed: add that account's statement, or claim another credit"
    )]
    PayeeOutside {
        /// The claim.
        claim: String,
        /// Id of the transaction.
        transaction: String,
    },
    /// A claimed credit at or after the end of the trace.
    #[error(
        "credit {transaction:?} of claim {claim:?} is not before the end of the trace: leave it out of the \
        claim, or choose a later day"
    )]
    AfterEnd {
        /// The claim.
        claim: String,
        /// Id of the transaction.
        transaction: String,
    },
    /// `stop` or `through` name an account that is not there.
    #[error("account number {0} of `stop` or `through` is not in the ledger: check its key")]
    UnknownAccount(u32),
    /// One account in `stop` and in `through`.
    #[error(
        "account {account:?} is to be stopped at and to be followed through, which cannot both be: leave it in \
        `stop` or in `through`"
    )]
    StopAndThrough {
        /// The account's key.
        account: String,
    },
    /// The sums of the ledger leave the range in which every product is exact.
    #[error(
        "the amounts in {currency} add up to more than 2^60 minor units, past what is traced exactly: look for \
        rows whose amount was misread, or trace fewer of them"
    )]
    TooLarge {
        /// The currency of the claims.
        currency: String,
    },
    /// The arrays do not belong together: a bug of the program that calls.
    #[error(transparent)]
    Ledger(#[from] TransactionsError),
    /// The program would have given a wrong figure: a bug of this crate. There is no trace.
    #[error("rule {} broke an invariant on claim {claim:?}: {detail}; this is a bug of filature, and no figure is given", .rule.word())]
    InvariantBroken {
        /// The rule.
        rule: Rule,
        /// The claim, empty where it concerns all.
        claim: String,
        /// What does not hold.
        detail: String,
    },
}
