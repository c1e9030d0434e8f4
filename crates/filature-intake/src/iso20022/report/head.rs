//! The figures of an `Ntry`: amount, side, days, status.

use filature_model::{Booked, Currency, Legs, Money, PaymentStatus, Problem, ProblemCode, parse_minor};
use jiff::civil::Date;

use super::super::detail::{Charges, Written, longer};
use super::super::leaves::{Field, Said};
use super::channel::Code;
use super::entry::Context;

/// What the elements directly under `Ntry` say, as written.
#[derive(Debug, Default)]
pub(super) struct Head<'a> {
    amount: Option<Written<'a>>,
    pub(super) instructed: Option<Written<'a>>,
    pub(super) underlying: Option<Written<'a>>,
    sign: Option<&'a str>,
    reversal: Option<&'a str>,
    status: Option<&'a str>,
    booked: Option<&'a str>,
    valued: Option<&'a str>,
    pub(super) servicer: Option<&'a str>,
    pub(super) reference: Option<&'a str>,
    pub(super) additional: Option<&'a str>,
    /// How many payments its batches state, all together.
    pub(super) payments: u64,
    pub(super) code: Code<'a>,
    pub(super) charges: Charges<'a>,
}

/// The figures, read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figures {
    pub(super) amount: Money,
    pub(super) legs: Legs,
    pub(super) booked: Booked,
    pub(super) value_on: Option<Date>,
    pub(super) status: PaymentStatus,
    pub(super) reversal: bool,
}

impl<'a> Head<'a> {
    /// The entry of which these texts speak; where one is repeated, the first holds.
    pub(super) fn of(texts: impl Iterator<Item = Said<'a>>) -> Self {
        let mut head = Self::default();
        texts.for_each(|said| head.take(said));
        head
    }

    fn take(&mut self, said: Said<'a>) {
        let text = said.text;
        let written = Written { text, currency: said.currency };
        match said.field {
            Field::Amount => self.amount = self.amount.or(Some(written)),
            Field::Instructed => self.instructed = self.instructed.or(Some(written)),
            Field::Underlying => self.underlying = self.underlying.or(Some(written)),
            Field::Sign => self.sign = self.sign.or(Some(text)),
            Field::Reversal => self.reversal = self.reversal.or(Some(text)),
            Field::Status => self.status = self.status.or(Some(text)),
            Field::Booked => self.booked = longer(self.booked, text),
            Field::Valued => self.valued = longer(self.valued, text),
            Field::Servicer => self.servicer = self.servicer.or(Some(text)),
            Field::Entry => self.reference = self.reference.or(Some(text)),
            Field::Additional => self.additional = self.additional.or(Some(text)),
            Field::Payments => self.payments = self.payments.saturating_add(text.parse().unwrap_or(0)),
            Field::Domain | Field::Family | Field::SubFamily => self.code.take(said),
            Field::Charges | Field::Charge | Field::ChargeIncluded => self.charges.take(said),
            _ => {}
        }
    }

    /// Its figures; what is doubtful or worth knowing goes to `notes`.
    ///
    /// # Errors
    /// The problem that makes it unreadable: then the entry is lost.
    pub(super) fn figures(&self, context: &Context<'_>, notes: &mut Vec<Problem>) -> Result<Figures, Problem> {
        let amount = self.money(context)?;
        let legs = self.legs(context)?;
        let valued = self.valued.map(|text| (text, read_booked(text)));
        let booked = self.booked(context, valued, notes)?;
        Ok(Figures {
            amount,
            legs,
            booked,
            value_on: value_on(context, valued, notes),
            status: self.payment_status(context, notes),
            reversal: self.is_reversal(),
        })
    }

    fn money(&self, context: &Context<'_>) -> Result<Money, Problem> {
        let Some(written) = self.amount else {
            return Err(context.problem(ProblemCode::MissingField, "Amt", None, "an amount"));
        };
        let currency: Currency = match written.currency {
            "" => context
                .currency
                .ok_or_else(|| context.problem(ProblemCode::MissingField, "Amt/@Ccy", None, "a code of ISO 4217"))?,
            code => code
                .parse()
                .map_err(|_| context.problem(ProblemCode::BadCurrency, "Amt/@Ccy", Some(code), "a code of ISO 4217"))?,
        };
        let text = written.text;
        let bad = |expected: &str| context.problem(ProblemCode::BadAmount, "Amt", Some(text), expected);
        let minor = parse_minor(text.as_bytes(), b'.', currency).map_err(|error| bad(&error.to_string()))?;
        // The sign of an entry is CdtDbtInd alone; a second one could mean either.
        if minor < 0 || text.starts_with('-') {
            return Err(bad("an amount without a sign"));
        }
        Ok(Money { minor, currency })
    }

    fn legs(&self, context: &Context<'_>) -> Result<Legs, Problem> {
        let expected = "CRDT or DBIT";
        match self.sign {
            Some(word) => {
                legs_of(word).ok_or_else(|| context.problem(ProblemCode::BadWord, "CdtDbtInd", Some(word), expected))
            }
            None => Err(context.problem(ProblemCode::MissingField, "CdtDbtInd", None, expected)),
        }
    }

    fn booked(
        &self,
        context: &Context<'_>,
        valued: Option<(&str, Option<Booked>)>,
        notes: &mut Vec<Problem>,
    ) -> Result<Booked, Problem> {
        let by_value = valued.and_then(|(_, read)| read).map(|read| Booked::day(read.on));
        match (self.booked, by_value) {
            (Some(text), by_value) => match (read_booked(text), by_value) {
                (Some(booked), _) => Ok(booked),
                (None, Some(by_value)) => {
                    notes.push(context.problem(ProblemCode::BadBookingDate, "BookgDt", Some(text), DAY));
                    Ok(by_value)
                }
                (None, None) => Err(context.problem(ProblemCode::BadDate, "BookgDt", Some(text), DAY)),
            },
            (None, Some(by_value)) => Ok(by_value),
            (None, None) => match valued {
                Some((text, _)) => Err(context.problem(ProblemCode::BadDate, "ValDt", Some(text), DAY)),
                None => day_of_message(context, notes),
            },
        }
    }

    fn is_reversal(&self) -> bool {
        matches!(self.reversal, Some("true" | "1"))
    }

    fn payment_status(&self, context: &Context<'_>, notes: &mut Vec<Problem>) -> PaymentStatus {
        match self.status {
            None | Some("BOOK") => PaymentStatus::Paid,
            Some(word @ ("PDNG" | "INFO" | "FUTR")) => {
                notes.push(context.problem(ProblemCode::NotBooked, "Sts", Some(word), "BOOK"));
                PaymentStatus::Pending
            }
            Some(word) => {
                let expected = "BOOK, PDNG, INFO or FUTR";
                notes.push(context.problem(ProblemCode::UnknownWord, "Sts", Some(word), expected));
                PaymentStatus::Paid
            }
        }
    }
}

const DAY: &str = "YYYY-MM-DD";

/// The side that an indicator of credit or debit names.
pub(super) fn legs_of(word: &str) -> Option<Legs> {
    match word {
        "CRDT" => Some(Legs::Credit),
        "DBIT" => Some(Legs::Debit),
        _ => None,
    }
}

fn value_on(context: &Context<'_>, valued: Option<(&str, Option<Booked>)>, notes: &mut Vec<Problem>) -> Option<Date> {
    let (text, read) = valued?;
    if read.is_none() {
        notes.push(context.problem(ProblemCode::BadValueDate, "ValDt", Some(text), DAY));
    }
    read.map(|read| read.on)
}

/// Reports of a day and notifications may leave the day out; that of the message is then the only one known.
fn day_of_message(context: &Context<'_>, notes: &mut Vec<Problem>) -> Result<Booked, Problem> {
    let made = context.made.and_then(|text| read_booked(text).map(|read| (text, Booked::day(read.on))));
    let (text, day) = made.ok_or_else(|| context.problem(ProblemCode::MissingField, "BookgDt", None, DAY))?;
    notes.push(context.problem(ProblemCode::DayOfMessage, "BookgDt", Some(text), DAY));
    Ok(day)
}

/// A day or an instant. XML Schema lets a zone follow a day (`2024-05-02Z`): the day as written holds.
pub(in super::super) fn read_booked(text: &str) -> Option<Booked> {
    if let Ok(booked) = text.parse::<Booked>() {
        return Some(booked);
    }
    let (day, zone) = text.split_at_checked(10)?;
    zone.starts_with(['Z', '+', '-']).then(|| day.parse::<Booked>().ok()).flatten()
}
