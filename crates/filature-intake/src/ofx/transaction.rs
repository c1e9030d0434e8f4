//! One `STMTTRN` becomes one entry.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{
    AccountId, Booked, Channel, Currency, Entry, Legs, Money, Party, PaymentStatus, Place, Problem, ProblemCode,
    SourceId,
};
use jiff::civil::Date;

use super::account;
use super::tree::Element;
use super::values::{day, minor_units};

/// Elements that are read, or that say nothing of a payment. Any other is noted, once a file.
const KNOWN: [&str; 30] = [
    "TRNTYPE",
    "DTPOSTED",
    "DTTRAN",
    "DTEXPIRE",
    "DTUSER",
    "DTAVAIL",
    "VALUEDATE",
    "TRNAMT",
    "FITID",
    "CORRECTFITID",
    "CORRECTACTION",
    "SRVRTID",
    "CHECKNUM",
    "REFNUM",
    "PAYEEID",
    "NAME",
    "PAYEE",
    "EXTDNAME",
    "BANKACCTTO",
    "CCACCTTO",
    "INVACCTTO",
    "LOANACCTTO",
    "MEMO",
    "MEMO2",
    "CURRENCY",
    "INTU.BID",
    "INTU.USERID",
    "IMAGEDATA",
    "OFXEXTENSION",
    "BANKACCTFROM",
];

/// What a transaction must know of its statement.
pub(super) struct Context<'a> {
    pub(super) source: SourceId,
    pub(super) ordinal: u32,
    pub(super) account: &'a AccountId,
    pub(super) giver: Option<&'a str>,
    pub(super) currency: Option<Currency>,
    /// Corrected transactions by their `FITID`, with the line of what corrects them.
    pub(super) corrected: &'a BTreeMap<String, u32>,
}

/// A transaction that was read, or why it could not be.
pub(super) struct Transaction<'c, 't, 'a> {
    context: &'c Context<'c>,
    element: Element<'t, 'a>,
    place: Place,
}

impl<'c, 't, 'a> Transaction<'c, 't, 'a> {
    /// The transaction of an element, which is the `row`th entry of the file.
    pub(super) fn new(context: &'c Context<'c>, element: Element<'t, 'a>, row: u32) -> Self {
        let message = Some(context.ordinal.saturating_add(1));
        Self { context, element, place: Place { message, row: Some(row), line: Some(element.line()) } }
    }

    /// The entry; what is doubtful or worth knowing goes to `notes`.
    ///
    /// # Errors
    /// The problem that makes it unreadable: then the entry is lost.
    pub(super) fn entry(&self, notes: &mut Vec<Problem>) -> Result<Entry, Problem> {
        let (amount, legs) = self.money()?;
        let mut entry = Entry::new(self.place, legs, Booked::day(self.booked_on()?), amount);
        entry.statement = Some(self.context.ordinal);
        entry.value_on = self.value_on(notes);
        entry.channel = self.channel(legs, notes);
        entry.status = self.status(notes);
        entry.reference = self.reference();
        let own = Party { account: Some(self.context.account.clone()), ..Party::default() };
        let other = self.counterparty(notes);
        entry.text = self.text(other.name.as_deref(), entry.reference.as_deref());
        (entry.debtor, entry.creditor) = if legs == Legs::Debit { (own, other) } else { (other, own) };
        Ok(entry)
    }

    /// The telephone of the other side.
    pub(super) fn phone(&self) -> Option<String> {
        self.element.child("PAYEE")?.value("PHONE").map(String::from)
    }

    /// Elements that are not read: noted where they first stand.
    pub(super) fn note_unread(&self, noted: &mut BTreeSet<&'a str>, notes: &mut Vec<Problem>) {
        for child in self.element.children() {
            if !KNOWN.contains(&child.name()) && noted.insert(child.name()) {
                let found = match child.text() {
                    text if text.is_empty() => {
                        child.children().map(|part| part.text().into_owned()).collect::<Vec<_>>().join(" ")
                    }
                    text => text.into_owned(),
                };
                let place = Place { line: Some(child.line()), ..self.place };
                let problem = Problem::new(self.context.source, place, ProblemCode::UnreadColumn, found, "");
                notes.push(problem.in_column(child.name()));
            }
        }
        // When the customer paid, where that is another day.
        if let Some(text) = self.element.value("DTUSER")
            && day(&text).is_some_and(|on| Some(on) != self.written_day())
            && noted.insert("DTUSER")
        {
            notes.push(self.problem(ProblemCode::UnreadColumn, "DTUSER", &text, ""));
        }
    }

    fn problem(&self, code: ProblemCode, column: &str, found: &str, expected: &str) -> Problem {
        Problem::new(self.context.source, self.place, code, found, expected).in_column(column)
    }

    fn money(&self) -> Result<(Money, Legs), Problem> {
        let currency = self.currency()?;
        let Some(text) = self.element.value("TRNAMT") else {
            return Err(self.problem(ProblemCode::MissingField, "TRNAMT", "", "an amount"));
        };
        let minor = minor_units(&text, currency)
            .map_err(|expected| self.problem(ProblemCode::BadAmount, "TRNAMT", &text, &expected))?;
        let legs = if text.starts_with('-') { Legs::Debit } else { Legs::Credit };
        Ok((Money { minor: minor.abs(), currency }, legs))
    }

    /// The currency that the amount is in: its own, else that of the statement.
    fn currency(&self) -> Result<Currency, Problem> {
        match self.element.child("CURRENCY").and_then(|own| own.value("CURSYM")) {
            Some(code) => code
                .parse()
                .map_err(|_| self.problem(ProblemCode::BadCurrency, "CURRENCY/CURSYM", &code, "a code of ISO 4217")),
            None => self.context.currency.ok_or_else(|| {
                self.problem(ProblemCode::MissingField, "CURDEF", "", "a currency of the statement or of the line")
            }),
        }
    }

    fn written_day(&self) -> Option<Date> {
        self.element.value("DTPOSTED").or_else(|| self.element.value("DTTRAN")).and_then(|text| day(&text))
    }

    /// The day as written, in the zone of the bank. What is not booked has the day on which it was done.
    fn booked_on(&self) -> Result<Date, Problem> {
        let column = if self.is_announced() { "DTTRAN" } else { "DTPOSTED" };
        match self.element.value("DTPOSTED").or_else(|| self.element.value("DTTRAN")) {
            None => Err(self.problem(ProblemCode::MissingField, column, "", "YYYYMMDD")),
            Some(text) => day(&text).ok_or_else(|| self.problem(ProblemCode::BadDate, column, &text, "YYYYMMDD")),
        }
    }

    fn value_on(&self, notes: &mut Vec<Problem>) -> Option<Date> {
        let (column, text) =
            ["DTAVAIL", "VALUEDATE"].into_iter().find_map(|column| Some((column, self.element.value(column)?)))?;
        let read = day(&text);
        if read.is_none() {
            notes.push(self.problem(ProblemCode::BadValueDate, column, &text, "YYYYMMDD"));
        }
        read
    }

    fn is_announced(&self) -> bool {
        self.element.name() == "STMTTRNP"
    }

    /// How the money moved, where the word leaves no doubt. A word for the direction may not contradict the sign.
    fn channel(&self, legs: Legs, notes: &mut Vec<Problem>) -> Option<Channel> {
        let word = self.element.value("TRNTYPE")?;
        let upper = word.to_ascii_uppercase();
        let is_out = legs == Legs::Debit;
        let expected = match (upper.as_str(), is_out) {
            ("DEBIT", false) => "DEBIT with an amount below nought",
            ("CREDIT", true) => "CREDIT with an amount above nought",
            ("CREDIT" | "DEBIT" | "DEP" | "OTHER" | "HOLD" | "DIV", _) => return None,
            ("INT", _) => return Some(Channel::Interest),
            ("FEE" | "SRVCHG", _) => return Some(Channel::Fee),
            ("ATM" | "CASH", true) => return Some(Channel::CashOut),
            ("ATM" | "CASH", false) => return Some(Channel::CashIn),
            ("POS", _) => return Some(Channel::Card),
            ("CHECK", _) => return Some(Channel::Cheque),
            ("XFER" | "PAYMENT" | "DIRECTDEP" | "DIRECTDEBIT" | "REPEATPMT", _) => return Some(Channel::Transfer),
            _ => "a transaction type of OFX",
        };
        notes.push(self.problem(ProblemCode::UnknownWord, "TRNTYPE", &word, expected));
        None
    }

    /// What is only announced moves no money, nor what a later line of the statement takes back.
    fn status(&self, notes: &mut Vec<Problem>) -> PaymentStatus {
        let is_hold = self.element.value("TRNTYPE").is_some_and(|word| word.eq_ignore_ascii_case("HOLD"));
        if self.is_announced() || is_hold {
            let found = if is_hold { "HOLD" } else { "STMTTRNP" };
            notes.push(self.problem(ProblemCode::NotBooked, "TRNTYPE", found, "STMTTRN"));
            return PaymentStatus::Pending;
        }
        let is_deletion = self.element.value("CORRECTACTION").is_some_and(|word| word == "DELETE");
        let corrected_by = self.element.value("FITID").and_then(|id| self.context.corrected.get(&*id));
        match corrected_by {
            Some(line) => {
                let found = format!("corrected on line {line}");
                notes.push(self.problem(ProblemCode::NotBooked, "FITID", &found, ""));
                PaymentStatus::Cancelled
            }
            None if is_deletion => {
                notes.push(self.problem(ProblemCode::NotBooked, "CORRECTACTION", "DELETE", ""));
                PaymentStatus::Cancelled
            }
            None => PaymentStatus::Paid,
        }
    }

    /// The reference that both sides may know, else the bank's own number for the transaction, else that of a cheque.
    fn reference(&self) -> Option<String> {
        let number = |name: &str| self.element.value(name).filter(|number| number.bytes().any(|byte| byte != b'0'));
        ["REFNUM", "FITID", "CHECKNUM"].into_iter().find_map(number).map(String::from)
    }

    /// Name, country and account of the other side, as far as given.
    fn counterparty(&self, notes: &mut Vec<Problem>) -> Party {
        let payee = self.element.child("PAYEE");
        let name = payee
            .and_then(|payee| payee.value("NAME"))
            .or_else(|| self.element.value("EXTDNAME"))
            .or_else(|| self.element.value("NAME"));
        let country = payee.and_then(|payee| payee.value("COUNTRY"));
        let other =
            self.element.children().find(|child| child.name().ends_with("ACCTTO") && account::is_account(child.name()));
        if let Some(odd) = other.and_then(account::odd_iban) {
            notes.push(self.problem(ProblemCode::OddAccount, "ACCTID", &odd, "an IBAN with right check digits"));
        }
        let other = other.and_then(|other| account::read(other, self.context.giver));
        Party {
            account: other.filter(|other| other != self.context.account),
            name: name.map(String::from),
            country: country.map(String::from),
        }
    }

    /// The memo, else the name, which the standard lets be a description; and the number of a cheque, where it is not the reference.
    fn text(&self, name: Option<&str>, reference: Option<&str>) -> Option<String> {
        let mut text = self.element.value("MEMO").map(String::from).unwrap_or_default();
        let mut append = |more: &str| {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(more);
        };
        if let Some(more) = self.element.value("MEMO2") {
            append(&more);
        }
        let cheque = self.element.value("CHECKNUM").filter(|number| number.bytes().any(|byte| byte != b'0'));
        if let Some(number) = cheque.filter(|number| Some(&**number) != reference) {
            append(&format!("CHECKNUM {number}"));
        }
        if self.element.value("MEMO").is_none()
            && let Some(name) = name
        {
            text = if text.is_empty() { name.to_owned() } else { format!("{name} {text}") };
        }
        Some(text).filter(|text| !text.is_empty())
    }
}
