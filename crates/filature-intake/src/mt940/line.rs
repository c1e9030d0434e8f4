//! One `:61:` with its `:86:` becomes one entry.

use filature_model::{
    Booked, Channel, Currency, EntryColumns, Legs, PaymentStatus, Place, Problem, ProblemCode, SourceId, TextColumn,
    iban_check,
};
use jiff::civil::Date;

use super::account::Account;
use super::booking::{self, Booking, Flaw};
use super::information::{self, Context, Information, Room};

/// A statement line with what it must know of its statement.
pub(super) struct Line<'a> {
    pub(super) source: SourceId,
    pub(super) place: Place,
    pub(super) ordinal: u32,
    pub(super) sequence: i64,
    pub(super) account: &'a Account,
    pub(super) currency: Option<Currency>,
}

/// What an entry adds to the sums of its report.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written {
    pub(super) legs: Legs,
    pub(super) minor: i64,
    /// Whether the bank has booked it, and does not only expect it.
    pub(super) is_booked: bool,
}

impl Line<'_> {
    /// Writes the entry to the columns; what is doubtful or worth knowing goes to `notes`.
    ///
    /// # Errors
    /// The flaw that makes it unreadable: then the entry is lost.
    pub(super) fn write<'b>(
        &self,
        body: &'b str,
        bodies: &[&str],
        room: &mut Room,
        columns: &mut EntryColumns,
        notes: &mut Vec<Problem>,
    ) -> Result<Written, Flaw<'b>> {
        let (first, supplement) = body.split_once('\n').unwrap_or((body, ""));
        let booking = Booking::read(first)?;
        let currency = self.currency.ok_or((ProblemCode::BadCurrency, first, "a currency in :60F:".to_owned()))?;
        let minor = booking::minor_units(booking.amount, currency)?;
        let value_on = booking.value_on();
        let booked = Booked::day(self.booked_on(&booking, value_on, first, notes)?);
        let information =
            information::read(bodies, supplement, &Context { account: self.account, booking: &booking }, room);
        columns.begin(self.place, booking.legs, booked, minor, currency);
        columns.statement(self.ordinal);
        columns.sequence(self.sequence);
        if let Some(value_on) = value_on {
            columns.value_on(value_on);
        }
        if booking.reversal {
            columns.reversal();
        }
        if booking.expected {
            columns.text(TextColumn::Status, PaymentStatus::Pending.word());
            notes.push(self.note(ProblemCode::NotBooked, first, "C or D").in_column(":61:"));
        }
        columns.text(TextColumn::Reference, reference(&booking, &information));
        if let Some(channel) = information.channel.or_else(|| booking.code.and_then(channel)) {
            columns.text(TextColumn::Channel, channel.word());
        }
        columns.text(TextColumn::Text, &information.text);
        let account = information.account.as_deref().unwrap_or_default();
        if iban_check(account) == Some(false) {
            let expected = "an IBAN with right check digits";
            notes.push(self.note(ProblemCode::OddAccount, account, expected).in_column(":86:"));
        }
        let (own, other, name) = match booking.legs {
            Legs::Debit => (TextColumn::Debtor, TextColumn::Creditor, TextColumn::CreditorName),
            _ => (TextColumn::Creditor, TextColumn::Debtor, TextColumn::DebtorName),
        };
        columns.text(own, self.account.id.as_str());
        columns.text(other, account);
        columns.text(name, information.name.as_deref().unwrap_or_default());
        Ok(Written { legs: booking.legs, minor, is_booked: !booking.expected })
    }

    fn note(&self, code: ProblemCode, found: &str, expected: &str) -> Problem {
        Problem::new(self.source, self.place, code, found, expected)
    }

    /// The booking date, else the value date; where one of the two does not exist, the other with a doubt.
    fn booked_on<'b>(
        &self,
        booking: &Booking<'b>,
        value_on: Option<Date>,
        line: &'b str,
        notes: &mut Vec<Problem>,
    ) -> Result<Date, Flaw<'b>> {
        let mut doubt = |code, text: &str, expected| notes.push(self.note(code, text, expected).in_column(":61:"));
        match (booking.entry_text, booking.entry_on(value_on), value_on) {
            (_, Some(entry_on), Some(_)) => Ok(entry_on),
            (_, Some(entry_on), None) => {
                doubt(ProblemCode::BadValueDate, booking.value_text, "YYMMDD");
                Ok(entry_on)
            }
            (Some(text), None, Some(value_on)) => {
                doubt(ProblemCode::BadBookingDate, text, "MMDD");
                Ok(value_on)
            }
            (None, None, Some(value_on)) => Ok(value_on),
            (_, None, None) => Err((ProblemCode::BadDate, line, "a value date YYMMDD that exists".to_owned())),
        }
    }
}

/// The payer's reference where `:86:` has it, else the one of the line, else the bank's.
fn reference<'a>(booking: &Booking<'a>, information: &'a Information<'_>) -> &'a str {
    let customer = || Some(booking.customer).filter(|text| is_reference(text));
    let bank = || booking.bank.filter(|text| is_reference(text));
    information.reference.as_deref().or_else(customer).or_else(bank).unwrap_or_default()
}

/// Whether a text is a reference: some words only point into `:86:` or say that there is none.
pub(super) fn is_reference(text: &str) -> bool {
    !matches!(text, "" | "NONREF" | "EREF" | "PREF" | "MARF" | "NREF" | "KREF+" | "EREF+" | "NOTPROVIDED")
}

/// How the money moved, by the type: a letter for where it comes from (`N`: booked by SWIFT's list, `F`: first
/// advised here, `S`: a message of SWIFT, named by its number), and a code, where that leaves no doubt.
fn channel(code: &str) -> Option<Channel> {
    let (from, kind) = code.split_at_checked(1)?;
    Some(match (from, kind) {
        ("N" | "F", "TRF" | "DDT" | "STO") => Channel::Transfer,
        ("N" | "F", "CHG" | "COM") => Channel::Fee,
        ("N" | "F", "INT") => Channel::Interest,
        ("N" | "F", "CHK") => Channel::Cheque,
        ("S", "101" | "102" | "103" | "202" | "205") => Channel::Transfer,
        _ => return None,
    })
}
