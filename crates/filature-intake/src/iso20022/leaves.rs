//! The texts of the elements of one entry or payment, in one buffer that the next one uses again.
//!
//! An entry has some twenty elements with a text, and a file has millions of entries. So no element has a
//! string of its own: its text is a stretch of a buffer, found by what it is ([`Field`]).

use std::ops::Range;

/// One side of a transfer, or what stands for both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Debtor,
    Creditor,
}

/// What a text says, wherever a message puts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// The amount, with its currency.
    Amount,
    /// The amount as the customer ordered it.
    Instructed,
    /// The amount of the underlying transfer.
    Underlying,
    /// The same in another currency.
    Countervalue,
    Sign,
    Reversal,
    Status,
    Booked,
    Valued,
    /// The reference of the account's bank.
    Servicer,
    /// The reference of the entry.
    Entry,
    EndToEnd,
    /// The reference that banks give a transfer from end to end.
    Uetr,
    Transaction,
    Instruction,
    /// How many payments a batch has.
    Payments,
    Domain,
    Family,
    SubFamily,
    /// All charges together.
    Charges,
    /// One of the charges.
    Charge,
    ChargeIncluded,
    ReturnReason,
    ReturnText,
    Unstructured,
    Structured,
    Additional,
    Method,
    Name(Of),
    /// The name of the one on whose behalf it is.
    Ultimate(Of),
    /// The name of a bank that is itself payer or payee.
    BankAsParty(Of),
    Country(Of),
    Iban(Of),
    Number(Of),
    Bank(Of),
}

#[derive(Clone, Debug)]
struct Leaf {
    field: Field,
    text: Range<usize>,
    /// Where the currency ends, which follows the text.
    currency_end: usize,
}

/// A text with what it says and its currency; the latter is empty for what is no amount.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said<'a> {
    pub(super) field: Field,
    pub(super) text: &'a str,
    pub(super) currency: &'a str,
}

/// Texts in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Leaves {
    buffer: String,
    leaves: Vec<Leaf>,
}

impl Leaves {
    /// Forgets all, and keeps the room.
    pub(super) fn clear(&mut self) {
        self.buffer.clear();
        self.leaves.clear();
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.leaves.len()
    }

    /// Whether something is said of this.
    pub(super) fn has(&self, field: Field) -> bool {
        self.leaves.iter().any(|leaf| leaf.field == field)
    }

    /// Adds a text.
    pub(super) fn push(&mut self, field: Field, text: &str, currency: &str) {
        let start = self.buffer.len();
        self.buffer.push_str(text);
        let end = self.buffer.len();
        self.buffer.push_str(currency);
        self.leaves.push(Leaf { field, text: start..end, currency_end: self.buffer.len() });
    }

    /// All texts from the `from`th to before the `to`th.
    pub(super) fn between(&self, from: usize, to: usize) -> impl Iterator<Item = Said<'_>> + Clone {
        self.leaves.get(from..to).unwrap_or(&[]).iter().map(|leaf| Said {
            field: leaf.field,
            text: &self.buffer[leaf.text.clone()],
            currency: &self.buffer[leaf.text.end..leaf.currency_end],
        })
    }

    /// All texts.
    pub(super) fn all(&self) -> impl Iterator<Item = Said<'_>> + Clone {
        self.between(0, self.len())
    }
}
