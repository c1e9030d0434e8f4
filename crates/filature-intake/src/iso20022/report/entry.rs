//! One `Ntry` becomes one entry, or, where it is a batch whose payments sum up, one for each payment.

use filature_model::{
    Currency, EntryColumns, Legs, Money, PaymentStatus, Place, Problem, ProblemCode, SourceId, TextColumn, parse_minor,
};

use super::super::detail::{Detail, Written};
use super::super::leaves::{Field, Leaves};
use super::super::side::{CREDITOR, DEBTOR, Side};
use super::super::tags::Tag;
use super::head::{Figures, Head};
use super::{batch, paths};

/// What an entry must know of its statement.
pub(super) struct Context<'a> {
    pub(super) source: SourceId,
    pub(super) statement: u32,
    pub(super) row: u32,
    pub(super) line: u32,
    pub(super) sequence: i64,
    pub(super) account: &'a str,
    pub(super) holder: Option<&'a str>,
    pub(super) currency: Option<Currency>,
    /// When the message was made, where that may stand for a missing day.
    pub(super) made: Option<&'a str>,
}

impl Context<'_> {
    fn place(&self) -> Place {
        let message = self.statement.saturating_add(1);
        Place { message: Some(message), row: Some(self.row), line: Some(self.line) }
    }

    /// A problem at the entry.
    pub(super) fn problem(&self, code: ProblemCode, column: &str, found: Option<&str>, expected: &str) -> Problem {
        Problem::new(self.source, self.place(), code, found.unwrap_or(""), expected).in_column(column)
    }
}

/// Where the texts of a `TxDtls` begin, and its line.
#[derive(Debug)]
struct Begin {
    at: usize,
    line: u32,
}

/// An `Ntry` as its elements come in.
#[derive(Debug, Default)]
pub(super) struct EntryDraft {
    pub(super) line: u32,
    own: Leaves,
    payments: Leaves,
    begins: Vec<Begin>,
}

impl EntryDraft {
    /// Begins another entry, on this line, with the room of the one before.
    pub(super) fn begin(&mut self, line: u32) {
        self.line = line;
        self.own.clear();
        self.payments.clear();
        self.begins.clear();
    }

    /// Opens a `TxDtls`.
    pub(super) fn begin_payment(&mut self, line: u32) {
        self.begins.push(Begin { at: self.payments.len(), line });
    }

    /// Takes in the text of an element, `rest` being its path under `Ntry`.
    pub(super) fn leaf(&mut self, rest: &[Tag], text: &str, currency: &str) {
        let (leaves, field) = match rest {
            [Tag::NtryDtls, Tag::TxDtls, rest @ ..] | [Tag::TxDtls, rest @ ..] => {
                (&mut self.payments, paths::of_detail(rest))
            }
            rest => (&mut self.own, paths::of_entry(rest)),
        };
        if let Some(field) = field {
            leaves.push(field, text, currency);
        }
    }

    /// Whether it is a credit, and its amount as written: what a summary of the statement counts.
    pub(super) fn sign_and_amount(&self) -> (bool, &str) {
        let first = |field: Field| self.own.all().find(|said| said.field == field).map_or("", |said| said.text);
        (first(Field::Sign) == "CRDT", first(Field::Amount))
    }

    fn details(&self) -> impl Iterator<Item = (Detail<'_>, u32)> {
        self.begins.iter().enumerate().map(|(number, begin)| {
            let end = self.begins.get(number + 1).map_or(self.payments.len(), |next| next.at);
            (Detail::of(self.payments.between(begin.at, end)), begin.line)
        })
    }

    /// Adds the entry, or those of its payments, and gives how many rows that were; what is doubtful or worth
    /// knowing goes to `notes`.
    ///
    /// # Errors
    /// The problem that makes it unreadable: then the entry is lost.
    pub(super) fn finish(
        &self,
        context: Context<'_>,
        columns: &mut EntryColumns,
        notes: &mut Vec<Problem>,
    ) -> Result<u32, Problem> {
        let head = Head::of(self.own.all());
        let figures = head.figures(&context, notes)?;
        let parts =
            if self.begins.len() > 1 { batch::parts(self.details().map(|(detail, _)| detail), &figures) } else { None };
        if let Some(charges) = head.charges.words() {
            notes.push(context.problem(ProblemCode::Charges, "Chrgs", Some(&charges), ""));
        }
        let mut writer = Writer { context, head: &head, is_part: parts.is_some(), columns, notes };
        let Some(parts) = parts else {
            let common = self.common();
            writer.note_batch(self.begins.len());
            writer.write(&common, figures);
            return Ok(1);
        };
        for ((detail, line), (minor, legs)) in self.details().zip(&parts) {
            writer.context.line = line;
            let amount = Money { minor: *minor, currency: figures.amount.currency };
            writer.write(&detail, Figures { amount, legs: *legs, ..figures });
            writer.context.row = writer.context.row.saturating_add(1);
            writer.context.sequence += 1;
        }
        Ok(u32::try_from(parts.len()).unwrap_or(u32::MAX))
    }

    /// What all its payments agree on.
    fn common(&self) -> Detail<'_> {
        let mut details = self.details().map(|(detail, _)| detail);
        let Some(mut common) = details.next() else { return Detail::default() };
        details.for_each(|detail| common.keep_common(&detail));
        common
    }
}

/// Writes the rows of one `Ntry`.
struct Writer<'a, 'b> {
    context: Context<'a>,
    head: &'a Head<'a>,
    /// Whether each row is one payment of a batch.
    is_part: bool,
    columns: &'b mut EntryColumns,
    notes: &'b mut Vec<Problem>,
}

impl Writer<'_, '_> {
    fn write(&mut self, detail: &Detail<'_>, figures: Figures) {
        let reversal = figures.reversal || detail.is_returned();
        let other = self.other_side(detail, figures.legs, reversal);
        let (context, columns) = (&self.context, &mut *self.columns);
        let Figures { amount, legs, booked, .. } = figures;
        columns.begin(context.place(), legs, booked, amount.minor, amount.currency);
        columns.statement(context.statement);
        columns.sequence(context.sequence);
        if let Some(date) = figures.value_on {
            columns.value_on(date);
        }
        if reversal {
            columns.reversal();
        }
        if figures.status != PaymentStatus::Paid {
            columns.text(TextColumn::Status, figures.status.word());
        }
        if let Some(received) = received(self.head, detail, &figures, self.is_part) {
            columns.received(received.minor, received.currency);
        }
        let (own, across) = if legs == Legs::Debit { (DEBTOR, CREDITOR) } else { (CREDITOR, DEBTOR) };
        columns.text(own[0], context.account);
        if let Some(side) = other {
            side.write(columns, across);
        }
        if let Some(channel) = self.head.code.channel().or_else(|| detail.code.channel()) {
            columns.text(TextColumn::Channel, channel.word());
        }
        let reference = best_reference(self.head, detail, self.is_part);
        columns.text(TextColumn::Reference, reference.unwrap_or_default());
        let text = detail.text();
        columns.text(TextColumn::Text, text.as_deref().or(self.head.additional).unwrap_or_default());
        self.note_payment(detail, other.as_ref());
    }

    /// The other side: the payer of a credit, the payee of a debit.
    ///
    /// In a reversal or a return the parties may keep the roles of the first payment, so that the holder of
    /// the statement stands where the other one is looked for. The side that is the statement's own account
    /// is never taken for the other party; that of a reversal is not taken either where its name is the
    /// holder's or nothing is known of it.
    fn other_side<'d>(&self, detail: &Detail<'d>, legs: Legs, reversal: bool) -> Option<Side<'d>> {
        let (by_sign, opposite) = match legs {
            Legs::Debit => (detail.creditor, detail.debtor),
            _ => (detail.debtor, detail.creditor),
        };
        let is_own = |side: &Side<'_>| side.account().is_some_and(|account| account == self.context.account);
        let is_holder = |side: &Side<'_>| side.name.is_some() && side.name == self.context.holder;
        let turned = is_own(&by_sign) || (reversal && (by_sign.is_empty() || is_holder(&by_sign)));
        match turned {
            true if is_own(&opposite) || is_holder(&opposite) => None,
            true => Some(opposite),
            false => Some(by_sign),
        }
    }

    fn note_payment(&mut self, detail: &Detail<'_>, other: Option<&Side<'_>>) {
        let mut note = |code: ProblemCode, column: &str, found: &str, expected: &str| {
            self.notes.push(self.context.problem(code, column, Some(found), expected));
        };
        if let Some(iban) = other.and_then(Side::odd_iban) {
            note(ProblemCode::OddAccount, "IBAN", iban, "an IBAN with right check digits");
        }
        if let Some(charges) = detail.charges.words() {
            note(ProblemCode::Charges, "TxDtls/Chrgs", &charges, "");
        }
    }

    fn note_batch(&mut self, details: usize) {
        let payments = self.head.payments.max(details as u64);
        if payments > 1 {
            let found = payments.to_string();
            self.notes.push(self.context.problem(ProblemCode::Batch, "NtryDtls", Some(&found), ""));
        }
    }
}

/// What the payee got in another currency: on a line of the payer's account, what was ordered or passed on
/// in another one than the account's. On the payee's line the booked amount is what was received.
fn received(head: &Head<'_>, detail: &Detail<'_>, figures: &Figures, is_part: bool) -> Option<Money> {
    let in_other = |written: Written<'_>| {
        let currency = written.currency.parse::<Currency>().ok()?;
        let minor = parse_minor(written.text.as_bytes(), b'.', currency).ok()?;
        (currency != figures.amount.currency && minor > 0).then_some(Money { minor, currency })
    };
    if figures.legs != Legs::Debit {
        return None;
    }
    let of_entry = if is_part { [None; 2] } else { [head.instructed, head.underlying] };
    [detail.instructed, detail.underlying].into_iter().chain(of_entry).flatten().find_map(in_other)
}

/// The payer's reference, else the bank's. That of the entry comes first, unless it stands for several.
fn best_reference<'a>(head: &Head<'a>, detail: &Detail<'a>, is_part: bool) -> Option<&'a str> {
    let of_entry = head.servicer.or(head.reference);
    detail.reference().or_else(|| if is_part { detail.servicer.or(of_entry) } else { of_entry.or(detail.servicer) })
}
