//! One `Ntry` becomes one entry.

use filature_model::{
    AccountId, Booked, Currency, Entry, Legs, Money, Party, PaymentStatus, Place, Problem, ProblemCode, SourceId,
    iban_check, parse_minor,
};
use jiff::civil::Date;

use super::channel::Code;
use super::detail::{Detail, Side, code_leaf, set};
use super::tags::Tag;

/// What an entry must know of its statement.
pub(super) struct Context<'a> {
    pub(super) source: SourceId,
    pub(super) message: u32,
    pub(super) statement: u32,
    pub(super) row: u32,
    pub(super) sequence: i64,
    pub(super) account: &'a AccountId,
    pub(super) holder: Option<&'a str>,
    pub(super) currency: Option<Currency>,
}

/// An `Ntry` as its elements come in.
#[derive(Debug, Default)]
pub(super) struct EntryDraft {
    line: u32,
    amount: Option<String>,
    currency: Option<String>,
    sign: Option<String>,
    reversal: Option<String>,
    status: Option<String>,
    booked: Option<String>,
    valued: Option<String>,
    servicer: Option<String>,
    reference: Option<String>,
    additional: Option<String>,
    payments_stated: Option<String>,
    code: Code,
    open: Detail,
    details: u32,
    common: Detail,
}

impl EntryDraft {
    /// An entry whose element begins on this line.
    pub(super) fn new(line: u32) -> Self {
        Self { line, ..Self::default() }
    }

    /// Takes in the text of an element, `rest` being its path under `Ntry`.
    pub(super) fn leaf(&mut self, rest: &[Tag], text: &str, currency: Option<&str>) {
        match rest {
            [Tag::Amt] if self.amount.is_none() => {
                self.amount = Some(text.to_owned());
                self.currency = currency.map(str::to_owned);
            }
            [Tag::CdtDbtInd] => set(&mut self.sign, text),
            [Tag::RvslInd] => set(&mut self.reversal, text),
            [Tag::Sts] | [Tag::Sts, Tag::Cd] => set(&mut self.status, text),
            [Tag::BookgDt, .., Tag::Dt | Tag::DtTm] => keep_longer(&mut self.booked, text),
            [Tag::ValDt, .., Tag::Dt | Tag::DtTm] => keep_longer(&mut self.valued, text),
            [Tag::AcctSvcrRef] => set(&mut self.servicer, text),
            [Tag::NtryRef] => set(&mut self.reference, text),
            [Tag::AddtlNtryInf] => set(&mut self.additional, text),
            [Tag::BkTxCd, rest @ ..] => code_leaf(&mut self.code, rest, text),
            [Tag::NtryDtls, Tag::Btch, Tag::NbOfTxs] => set(&mut self.payments_stated, text),
            [Tag::NtryDtls, Tag::TxDtls, rest @ ..] | [Tag::TxDtls, rest @ ..] => self.open.leaf(rest, text),
            _ => {}
        }
    }

    /// Closes a `TxDtls`.
    pub(super) fn end_detail(&mut self) {
        let detail = std::mem::take(&mut self.open);
        if self.details == 0 {
            self.common = detail;
        } else {
            self.common.keep_common(detail);
        }
        self.details = self.details.saturating_add(1);
    }

    /// The entry; what is doubtful or worth knowing goes to `notes`.
    ///
    /// # Errors
    /// The problem that makes it unreadable: then the entry is lost.
    pub(super) fn finish(self, context: &Context<'_>, notes: &mut Vec<Problem>) -> Result<Entry, Problem> {
        let amount = self.money(context)?;
        let legs = self.legs(context)?;
        let valued = self.valued.as_deref().map(|text| (text, read_booked(text)));
        let booked = self.booked(context, valued, notes)?;
        let mut entry = Entry::new(self.place(context), legs, booked, amount);
        entry.statement = Some(context.statement);
        entry.sequence = Some(context.sequence);
        entry.value_on = self.value_on(context, valued, notes);
        entry.reversal = self.is_reversal();
        entry.status = self.payment_status(context, notes);
        let own = Party { account: Some(context.account.clone()), ..Party::default() };
        let other = self.counterparty(legs, context, notes);
        (entry.debtor, entry.creditor) = if legs == Legs::Debit { (own, other) } else { (other, own) };
        entry.channel = self.code.channel().or_else(|| self.common.code.channel());
        entry.reference = self.best_reference().map(str::to_owned);
        entry.text = self.common.text().or(self.additional.as_deref()).map(str::to_owned);
        self.note_batch(context, notes);
        Ok(entry)
    }

    fn place(&self, context: &Context<'_>) -> Place {
        Place { message: Some(context.message), row: Some(context.row), line: Some(self.line) }
    }

    fn problem(
        &self,
        context: &Context<'_>,
        code: ProblemCode,
        column: &str,
        found: Option<&str>,
        expected: &str,
    ) -> Problem {
        Problem::new(context.source, self.place(context), code, found.unwrap_or(""), expected).in_column(column)
    }

    fn money(&self, context: &Context<'_>) -> Result<Money, Problem> {
        let currency = match self.currency.as_deref() {
            Some(code) => code.parse().map_err(|_| {
                self.problem(context, ProblemCode::BadCurrency, "Amt/@Ccy", Some(code), "a code of ISO 4217")
            })?,
            None => context.currency.ok_or_else(|| {
                self.problem(context, ProblemCode::MissingField, "Amt/@Ccy", None, "a code of ISO 4217")
            })?,
        };
        let Some(text) = self.amount.as_deref() else {
            return Err(self.problem(context, ProblemCode::MissingField, "Amt", None, "an amount"));
        };
        let bad = |expected: &str| self.problem(context, ProblemCode::BadAmount, "Amt", Some(text), expected);
        let minor = parse_minor(text.as_bytes(), b'.', currency).map_err(|error| bad(&error.to_string()))?;
        // The sign of an entry is CdtDbtInd alone; a second one could mean either.
        if minor < 0 || text.starts_with('-') {
            return Err(bad("an amount without a sign"));
        }
        Ok(Money { minor, currency })
    }

    fn legs(&self, context: &Context<'_>) -> Result<Legs, Problem> {
        match self.sign.as_deref() {
            Some("CRDT") => Ok(Legs::Credit),
            Some("DBIT") => Ok(Legs::Debit),
            Some(other) => Err(self.problem(context, ProblemCode::BadWord, "CdtDbtInd", Some(other), "CRDT or DBIT")),
            None => Err(self.problem(context, ProblemCode::MissingField, "CdtDbtInd", None, "CRDT or DBIT")),
        }
    }

    fn booked(
        &self,
        context: &Context<'_>,
        valued: Option<(&str, Option<Booked>)>,
        notes: &mut Vec<Problem>,
    ) -> Result<Booked, Problem> {
        let by_value = valued.and_then(|(_, read)| read).map(|read| Booked::day(read.on));
        match (self.booked.as_deref(), by_value) {
            (Some(text), by_value) => match (read_booked(text), by_value) {
                (Some(booked), _) => Ok(booked),
                (None, Some(by_value)) => {
                    let code = ProblemCode::BadBookingDate;
                    notes.push(self.problem(context, code, "BookgDt", Some(text), "YYYY-MM-DD"));
                    Ok(by_value)
                }
                (None, None) => Err(self.problem(context, ProblemCode::BadDate, "BookgDt", Some(text), "YYYY-MM-DD")),
            },
            (None, Some(by_value)) => Ok(by_value),
            (None, None) => match valued {
                Some((text, _)) => Err(self.problem(context, ProblemCode::BadDate, "ValDt", Some(text), "YYYY-MM-DD")),
                None => Err(self.problem(context, ProblemCode::MissingField, "BookgDt", None, "YYYY-MM-DD")),
            },
        }
    }

    fn value_on(
        &self,
        context: &Context<'_>,
        valued: Option<(&str, Option<Booked>)>,
        notes: &mut Vec<Problem>,
    ) -> Option<Date> {
        let (text, read) = valued?;
        if read.is_none() {
            notes.push(self.problem(context, ProblemCode::BadValueDate, "ValDt", Some(text), "YYYY-MM-DD"));
        }
        read.map(|read| read.on)
    }

    fn is_reversal(&self) -> bool {
        matches!(self.reversal.as_deref(), Some("true" | "1"))
    }

    fn payment_status(&self, context: &Context<'_>, notes: &mut Vec<Problem>) -> PaymentStatus {
        match self.status.as_deref() {
            None | Some("BOOK") => PaymentStatus::Paid,
            Some(word @ ("PDNG" | "INFO" | "FUTR")) => {
                notes.push(self.problem(context, ProblemCode::NotBooked, "Sts", Some(word), "BOOK"));
                PaymentStatus::Pending
            }
            Some(word) => {
                let expected = "BOOK, PDNG, INFO or FUTR";
                notes.push(self.problem(context, ProblemCode::UnknownWord, "Sts", Some(word), expected));
                PaymentStatus::Paid
            }
        }
    }

    /// The other party: the payer of a credit, the payee of a debit.
    ///
    /// In a reversal or a return the parties may keep the roles of the first payment, so that the holder of
    /// the statement stands where the other one is looked for. The side that is the statement's own account
    /// is never taken for the other party; that of a reversal is not taken either where its name is the
    /// holder's or nothing is known of it.
    fn counterparty(&self, legs: Legs, context: &Context<'_>, notes: &mut Vec<Problem>) -> Party {
        let (by_sign, opposite) = match legs {
            Legs::Debit => (&self.common.creditor, &self.common.debtor),
            _ => (&self.common.debtor, &self.common.creditor),
        };
        let is_own = |side: &Side| side.account().is_some_and(|account| account == *context.account);
        let is_holder = |side: &Side| side.name.is_some() && side.name.as_deref() == context.holder;
        let turned = is_own(by_sign) || (self.is_reversal() && (by_sign.is_empty() || is_holder(by_sign)));
        let side = match turned {
            true if is_own(opposite) || is_holder(opposite) => return Party::default(),
            true => opposite,
            false => by_sign,
        };
        if let Some(iban) = &side.iban
            && is_odd_iban(iban)
        {
            let expected = "an IBAN with right check digits";
            notes.push(self.problem(context, ProblemCode::OddAccount, "IBAN", Some(iban), expected));
        }
        side.party()
    }

    fn best_reference(&self) -> Option<&str> {
        let end_to_end = self.common.end_to_end.as_deref().filter(|text| *text != "NOTPROVIDED");
        end_to_end.or(self.servicer.as_deref()).or(self.reference.as_deref()).or(self.common.servicer.as_deref())
    }

    fn note_batch(&self, context: &Context<'_>, notes: &mut Vec<Problem>) {
        let stated = self.payments_stated.as_deref().and_then(|text| text.parse::<u32>().ok()).unwrap_or(0);
        let payments = stated.max(self.details);
        if payments > 1 {
            let found = format!("{payments}");
            notes.push(self.problem(context, ProblemCode::Batch, "NtryDtls", Some(&found), ""));
        }
    }
}

/// Whether a text has the shape of an IBAN and not its check digits.
pub(super) fn is_odd_iban(text: &str) -> bool {
    let compact: String =
        text.chars().filter(|letter| !letter.is_whitespace()).map(|letter| letter.to_ascii_uppercase()).collect();
    iban_check(&compact) == Some(false)
}

/// A day or an instant. XML Schema lets a zone follow a day (`2024-05-02Z`): the day as written holds.
pub(super) fn read_booked(text: &str) -> Option<Booked> {
    if let Ok(booked) = text.parse::<Booked>() {
        return Some(booked);
    }
    let (day, zone) = text.split_at_checked(10)?;
    zone.starts_with(['Z', '+', '-']).then(|| day.parse::<Booked>().ok()).flatten()
}

/// Where a day stands beside an instant, in either order, the instant is kept.
fn keep_longer(slot: &mut Option<String>, text: &str) {
    if slot.as_ref().is_none_or(|held| held.len() < text.len()) {
        *slot = Some(text.to_owned());
    }
}
