//! One `:61:` with its `:86:` becomes one entry.

use filature_model::{
    Booked, Channel, Currency, Entry, Legs, Money, Party, PaymentStatus, Place, Problem, ProblemCode, SourceId,
    iban_check,
};
use jiff::civil::Date;

use super::account::Account;
use super::booking::{self, Booking, Flaw};
use super::information::{self, Context, Information};

/// A statement line with what it must know of its statement.
pub(super) struct Line<'a> {
    pub(super) source: SourceId,
    pub(super) place: Place,
    pub(super) ordinal: u32,
    pub(super) sequence: i64,
    pub(super) account: &'a Account,
    pub(super) currency: Option<Currency>,
}

impl Line<'_> {
    /// The entry; what is doubtful or worth knowing goes to `notes`.
    ///
    /// # Errors
    /// The flaw that makes it unreadable: then the entry is lost.
    pub(super) fn entry<'b>(
        &self,
        body: &'b str,
        bodies: &[&str],
        notes: &mut Vec<Problem>,
    ) -> Result<Entry, Flaw<'b>> {
        let (first, supplement) = body.split_once('\n').unwrap_or((body, ""));
        let booking = Booking::read(first)?;
        let currency = self.currency.ok_or((ProblemCode::BadCurrency, first, "a currency in :60F:".to_owned()))?;
        let minor = booking::minor_units(booking.amount, currency)?;
        let value_on = booking.value_on();
        let booked = Booked::day(self.booked_on(&booking, value_on, first, notes)?);
        let mut entry = Entry::new(self.place, booking.legs, booked, Money { minor, currency });
        let information = information::read(bodies, supplement, &Context { account: self.account, booking: &booking });
        entry.statement = Some(self.ordinal);
        entry.sequence = Some(self.sequence);
        entry.value_on = value_on;
        entry.reversal = booking.reversal;
        if booking.expected {
            entry.status = PaymentStatus::Pending;
            notes.push(self.note(ProblemCode::NotBooked, first, "C or D").in_column(":61:"));
        }
        entry.reference = reference(&booking, &information);
        entry.channel = information.channel.or_else(|| booking.code.and_then(channel));
        entry.text = Some(information.text).filter(|text| !text.is_empty());
        let own = Party { account: Some(self.account.id.clone()), ..Party::default() };
        if let Some(account) = &information.account
            && iban_check(account.as_str()) == Some(false)
        {
            let expected = "an IBAN with right check digits";
            notes.push(self.note(ProblemCode::OddAccount, account.as_str(), expected).in_column(":86:"));
        }
        let other = Party { account: information.account, name: information.name, country: None };
        (entry.debtor, entry.creditor) = if booking.legs == Legs::Debit { (own, other) } else { (other, own) };
        Ok(entry)
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
        match (booking.entry_text, booking.entry_on(), value_on) {
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
fn reference(booking: &Booking<'_>, information: &Information) -> Option<String> {
    let customer = Some(booking.customer).filter(|text| is_reference(text));
    let bank = booking.bank.filter(|text| is_reference(text));
    information.reference.clone().or_else(|| customer.or(bank).map(str::to_owned))
}

/// Whether a text is a reference: some words only point into `:86:` or say that there is none.
pub(super) fn is_reference(text: &str) -> bool {
    let pointers = ["", "NONREF", "EREF", "PREF", "MARF", "NREF", "KREF+", "EREF+", "NOTPROVIDED"];
    !pointers.contains(&text)
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
