//! What one exact pass did to the claims, movement by movement, in the order in which it happened: what a figure is
//! explained by.

/// Whence a claim's money came into a pocket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum From {
    /// The claim begins here.
    Begun,
    /// It was sent by the debit of this transaction.
    Sent(u32),
}

/// One movement of a claim's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Into a pocket, by the credit of a transaction.
    In { pocket: u32, transaction: u32, claim: usize, minor: i128, from: From },
    /// Out of a pocket, by the debit of a transaction.
    Out { pocket: u32, transaction: u32, claim: usize, minor: i128 },
    /// Of what the debit of a transaction sent, so much did not arrive in a pocket: it repaid an overdraft, or gave way
    /// to a claim that begins where it arrived.
    Gone { sent: u32, claim: usize, minor: i128 },
}
