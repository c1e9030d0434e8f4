//! One `CdtTrfTxInf` becomes one entry with both sides.

use filature_model::{
    Channel, Currency, EntryColumns, Legs, Money, PaymentStatus, Place, Problem, ProblemCode, SourceId, TextColumn,
    parse_minor,
};

use super::super::detail::Detail;
pub(super) use super::super::detail::Written;
use super::super::kind::Message;
use super::super::report::read_booked;
use super::super::side::{CREDITOR, DEBTOR, Side};

/// Where a payment stands.
pub(super) struct Context {
    pub(super) source: SourceId,
    pub(super) message: Message,
    pub(super) number: u32,
    pub(super) row: u32,
    pub(super) line: u32,
    /// Whether it is the first one for which its payer is said.
    pub(super) is_first: bool,
}

impl Context {
    fn place(&self) -> Place {
        Place { message: Some(self.number), row: Some(self.row), line: Some(self.line) }
    }

    fn problem(&self, code: ProblemCode, column: &str, found: &str, expected: &str) -> Problem {
        Problem::new(self.source, self.place(), code, found, expected).in_column(column)
    }

    fn money(&self, written: Written<'_>, column: &str) -> Result<Money, Problem> {
        let Written { text, currency } = written;
        let currency: Currency = currency
            .parse()
            .map_err(|_| self.problem(ProblemCode::BadCurrency, column, currency, "a code of ISO 4217"))?;
        let bad = |expected: &str| self.problem(ProblemCode::BadAmount, column, text, expected);
        let minor = parse_minor(text.as_bytes(), b'.', currency).map_err(|error| bad(&error.to_string()))?;
        if minor < 0 || text.starts_with('-') {
            return Err(bad("an amount without a sign"));
        }
        Ok(Money { minor, currency })
    }
}

impl<'a> Written<'a> {
    /// The amount that sums of the message count.
    pub(super) fn of(message: Message, detail: &Detail<'a>) -> Option<Self> {
        match message {
            Message::Transfer => detail.amount,
            _ => detail.instructed.or(detail.countervalue),
        }
    }
}

/// Adds the entry; what is worth knowing goes to `notes`.
///
/// # Errors
/// The problem that makes it unreadable: then the entry is lost.
pub(super) fn write(
    detail: &Detail<'_>,
    context: &Context,
    columns: &mut EntryColumns,
    notes: &mut Vec<Problem>,
) -> Result<(), Problem> {
    let is_order = context.message == Message::Order;
    let (amount_column, day_column) =
        if is_order { ("Amt", "ReqdExctnDt") } else { ("IntrBkSttlmAmt", "IntrBkSttlmDt") };
    let Some(written) = Written::of(context.message, detail) else {
        return Err(context.problem(ProblemCode::MissingField, amount_column, "", "an amount"));
    };
    let counted = context.money(written, amount_column)?;
    let booked = match detail.booked {
        Some(text) => {
            read_booked(text).ok_or_else(|| context.problem(ProblemCode::BadDate, day_column, text, "YYYY-MM-DD"))?
        }
        None => return Err(context.problem(ProblemCode::MissingField, day_column, "", "YYYY-MM-DD")),
    };
    let (amount, received) = if is_order { (counted, None) } else { sides(detail, counted, context, notes) };
    columns.begin(context.place(), Legs::Both, booked, amount.minor, amount.currency);
    if let Some(received) = received {
        columns.received(received.minor, received.currency);
    }
    if is_order {
        columns.text(TextColumn::Status, PaymentStatus::Pending.word());
    }
    let channel = if detail.method == Some("CHK") { Channel::Cheque } else { Channel::Transfer };
    columns.text(TextColumn::Channel, channel.word());
    detail.debtor.write(columns, DEBTOR);
    detail.creditor.write(columns, CREDITOR);
    columns.text(TextColumn::Reference, detail.reference().or(detail.instruction).unwrap_or_default());
    columns.text(TextColumn::Text, &text(detail));
    note_accounts(detail, context, notes);
    Ok(())
}

/// What the payer gave and, in another currency, what the payee got.
///
/// The banks settled `IntrBkSttlmAmt`. Where the payer had ordered an amount in another currency, that is what was
/// given. Where the two are in one currency, the difference is charges, and what was settled is what moved.
fn sides(detail: &Detail<'_>, settled: Money, context: &Context, notes: &mut Vec<Problem>) -> (Money, Option<Money>) {
    if let Some(charges) = detail.charges.words() {
        notes.push(context.problem(ProblemCode::Charges, "ChrgsInf", &charges, ""));
    }
    let instructed = match detail.instructed.map(|written| context.money(written, "InstdAmt")) {
        Some(Ok(instructed)) => instructed,
        Some(Err(problem)) => {
            notes.push(problem);
            return (settled, None);
        }
        None => return (settled, None),
    };
    if instructed.currency != settled.currency {
        return (instructed, Some(settled));
    }
    if instructed != settled {
        notes.push(context.problem(ProblemCode::Charges, "InstdAmt", &instructed.to_string(), ""));
    }
    (settled, None)
}

/// The text for the payee; a bank is named in it where no account tells which it is.
fn text(detail: &Detail<'_>) -> String {
    let mut text = detail.text().map_or_else(String::new, std::borrow::Cow::into_owned);
    for (column, side) in [("DbtrAgt", &detail.debtor), ("CdtrAgt", &detail.creditor)] {
        if let (None, Some(bank)) = (side.account(), side.bank) {
            let space = if text.is_empty() { "" } else { " " };
            text.push_str(&format!("{space}{column} {bank}"));
        }
    }
    text
}

fn note_accounts(detail: &Detail<'_>, context: &Context, notes: &mut Vec<Problem>) {
    let payer = context.is_first.then_some(("DbtrAcct/Id/IBAN", &detail.debtor));
    for (column, side) in payer.into_iter().chain([("CdtrAcct/Id/IBAN", &detail.creditor)]) {
        if let Some(iban) = Side::odd_iban(side) {
            let expected = "an IBAN with right check digits";
            notes.push(context.problem(ProblemCode::OddAccount, column, iban, expected));
        }
    }
}
