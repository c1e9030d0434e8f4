//! What is said of one payment: by the `TxDtls` of an entry, or by a `CdtTrfTxInf`.
//!
//! An entry may have no details, one or a thousand. What all of them agree on is the entry's; what they
//! differ on is nobody's, except the texts, which are all kept.

use std::borrow::Cow;

use super::leaves::{Field, Of, Said};
use super::report::channel::Code;
use super::side::Side;

/// An amount as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written<'a> {
    pub(super) text: &'a str,
    pub(super) currency: &'a str,
}

/// A payment, or what several of them agree on.
#[derive(Clone, Debug, Default)]
pub(super) struct Detail<'a> {
    pub(super) debtor: Side<'a>,
    pub(super) creditor: Side<'a>,
    pub(super) amount: Option<Written<'a>>,
    pub(super) instructed: Option<Written<'a>>,
    pub(super) underlying: Option<Written<'a>>,
    pub(super) countervalue: Option<Written<'a>>,
    pub(super) sign: Option<&'a str>,
    pub(super) booked: Option<&'a str>,
    pub(super) method: Option<&'a str>,
    pub(super) servicer: Option<&'a str>,
    end_to_end: Option<&'a str>,
    uetr: Option<&'a str>,
    transaction: Option<&'a str>,
    pub(super) instruction: Option<&'a str>,
    pub(super) code: Code<'a>,
    pub(super) charges: Charges<'a>,
    unstructured: Cow<'a, str>,
    structured: Cow<'a, str>,
    additional: Cow<'a, str>,
    returned: Cow<'a, str>,
}

/// What is said of charges: all together, else each.
#[derive(Clone, Debug, Default)]
pub(super) struct Charges<'a> {
    total: Option<Written<'a>>,
    each: Vec<Written<'a>>,
    is_included: bool,
}

impl<'a> Charges<'a> {
    /// Takes in what is said of them.
    pub(super) fn take(&mut self, said: Said<'a>) {
        let written = Written { text: said.text, currency: said.currency };
        match said.field {
            Field::Charges => self.total = self.total.or(Some(written)),
            Field::Charge => self.each.push(written),
            Field::ChargeIncluded => self.is_included |= matches!(said.text, "true" | "1"),
            _ => {}
        }
    }

    /// Adds those of another payment: of each payment its total, else each of them.
    fn add(&mut self, other: &Self) {
        if let Some(total) = self.total.take() {
            self.each = vec![total];
        }
        match other.total {
            Some(total) => self.each.push(total),
            None => self.each.extend_from_slice(&other.each),
        }
        self.is_included |= other.is_included;
    }

    /// The charges in words, where there are any above zero: `2.50 EUR`, `2.50 EUR, included`.
    pub(super) fn words(&self) -> Option<String> {
        let above_zero = |written: &&Written<'_>| written.text.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
        let of_each = self.total.is_none().then_some(&self.each).into_iter().flatten();
        let written: Vec<String> = self
            .total
            .iter()
            .chain(of_each)
            .filter(above_zero)
            .map(|written| format!("{} {}", written.text, written.currency).trim_end().to_owned())
            .collect();
        let included = if self.is_included { ", included" } else { "" };
        (!written.is_empty()).then(|| format!("{}{included}", written.join(" + ")))
    }
}

impl<'a> Detail<'a> {
    /// The payment of which these texts speak; where one is repeated, the first holds.
    pub(super) fn of(texts: impl Iterator<Item = Said<'a>>) -> Self {
        let mut detail = Self::default();
        texts.for_each(|said| detail.take(said));
        detail
    }

    fn take(&mut self, said: Said<'a>) {
        let text = said.text;
        let written = Written { text, currency: said.currency };
        match said.field {
            Field::Amount => self.amount = self.amount.or(Some(written)),
            Field::Instructed => self.instructed = self.instructed.or(Some(written)),
            Field::Underlying => self.underlying = self.underlying.or(Some(written)),
            Field::Countervalue => self.countervalue = self.countervalue.or(Some(written)),
            Field::Sign => self.sign = self.sign.or(Some(text)),
            Field::Booked => self.booked = longer(self.booked, text),
            Field::Method => self.method = self.method.or(Some(text)),
            Field::Servicer => self.servicer = self.servicer.or(Some(text)),
            Field::EndToEnd => self.end_to_end = self.end_to_end.or(Some(text)),
            Field::Uetr => self.uetr = self.uetr.or(Some(text)),
            Field::Transaction => self.transaction = self.transaction.or(Some(text)),
            Field::Instruction => self.instruction = self.instruction.or(Some(text)),
            Field::Domain | Field::Family | Field::SubFamily => self.code.take(said),
            Field::Charges | Field::Charge | Field::ChargeIncluded => self.charges.take(said),
            Field::Unstructured => append(&mut self.unstructured, text),
            Field::Structured => append(&mut self.structured, text),
            Field::Additional => append(&mut self.additional, text),
            Field::ReturnReason | Field::ReturnText => append(&mut self.returned, text),
            _ => {
                self.debtor.take(Of::Debtor, said);
                self.creditor.take(Of::Creditor, said);
            }
        }
    }

    /// The text for the payee: as written, else the structured reference with what follows it, else what the bank adds. Why it
    /// was returned follows it.
    pub(super) fn text(&self) -> Option<Cow<'_, str>> {
        let text = [&self.unstructured, &self.structured, &self.additional].into_iter().find(|text| !text.is_empty());
        match (text, self.is_returned()) {
            (Some(text), true) => Some(Cow::Owned(format!("{text} {}", self.returned))),
            (None, true) => Some(Cow::Borrowed(&*self.returned)),
            (text, false) => text.map(|text| Cow::Borrowed(&**text)),
        }
    }

    /// Whether it gives back an earlier payment.
    pub(super) fn is_returned(&self) -> bool {
        !self.returned.is_empty()
    }

    /// The payer's reference, else one of those that the transfer has at every bank.
    pub(super) fn reference(&self) -> Option<&'a str> {
        let is_one = |text: &&str| *text != "NOTPROVIDED";
        let references = [self.end_to_end, self.uetr, self.transaction];
        references.into_iter().flatten().find(is_one)
    }

    /// Keeps what this and another payment of the same entry agree on, and the texts of both.
    pub(super) fn keep_common(&mut self, other: &Self) {
        append_other(&mut self.unstructured, &other.unstructured);
        append_other(&mut self.structured, &other.structured);
        append_other(&mut self.additional, &other.additional);
        if self.is_returned() && other.is_returned() {
            append_other(&mut self.returned, &other.returned);
        } else {
            self.returned = Cow::Borrowed("");
        }
        self.debtor.keep_common(&other.debtor);
        self.creditor.keep_common(&other.creditor);
        let references = [
            (&mut self.end_to_end, other.end_to_end),
            (&mut self.uetr, other.uetr),
            (&mut self.transaction, other.transaction),
            (&mut self.instruction, other.instruction),
            (&mut self.servicer, other.servicer),
        ];
        for (slot, other) in references {
            if *slot != other {
                *slot = None;
            }
        }
        (self.amount, self.instructed, self.underlying, self.countervalue) = (None, None, None, None);
        self.charges.add(&other.charges);
        if self.code != other.code {
            self.code = Code::default();
        }
    }
}

/// Where a day stands beside an instant, in either order, the instant is kept.
pub(super) fn longer<'a>(held: Option<&'a str>, text: &'a str) -> Option<&'a str> {
    held.filter(|held| held.len() >= text.len()).or(Some(text))
}

fn append<'a>(text: &mut Cow<'a, str>, more: &'a str) {
    if text.is_empty() {
        *text = Cow::Borrowed(more);
        return;
    }
    let text = text.to_mut();
    text.push(' ');
    text.push_str(more);
}

/// Appends unless it already ends so: the payments of a batch often share one text.
fn append_other(text: &mut Cow<'_, str>, more: &str) {
    if more.is_empty() || text.ends_with(more) {
        return;
    }
    let text = text.to_mut();
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
}
