//! The balances of a statement, and which of them are those of its start and of its end.

use filature_model::{Balance, Currency, Place, Problem, ProblemCode, SourceId, parse_minor};
use jiff::civil::Date;

use super::super::tags::Tag;
use super::head::read_booked;
use super::statement::set;

/// A `Bal` as its elements come in.
#[derive(Debug, Default)]
pub(super) struct BalanceDraft {
    line: u32,
    kind: Option<String>,
    amount: Option<String>,
    currency: Option<String>,
    sign: Option<String>,
    on: Option<String>,
}

/// Those of a statement that may open or close it, however many it states.
#[derive(Debug, Default)]
pub(super) struct Balances {
    opening: Option<BalanceDraft>,
    previous: Option<BalanceDraft>,
    closing: Option<BalanceDraft>,
    first_interim: Option<BalanceDraft>,
    last_interim: Option<BalanceDraft>,
}

impl Balances {
    /// Adds one; of several of a kind, the first holds.
    pub(super) fn add(&mut self, balance: BalanceDraft) {
        let slot = match balance.kind.as_deref() {
            Some("OPBD") => &mut self.opening,
            Some("PRCD") => &mut self.previous,
            Some("CLBD") => &mut self.closing,
            Some("ITBD") if self.first_interim.is_none() => &mut self.first_interim,
            Some("ITBD") => {
                self.last_interim = Some(balance);
                return;
            }
            _ => return,
        };
        slot.get_or_insert(balance);
    }

    /// Which are those of the start and of the end.
    ///
    /// OPBD and CLBD are; the previous closing (PRCD) stands for a missing OPBD. An interim balance (ITBD) is
    /// neither that of the start nor of the end of a day, except where a statement of several pages has one at
    /// each turn of page: where a page states two, the first opens it and the last closes it.
    pub(super) fn pick(&self, is_page: bool) -> (Option<&BalanceDraft>, Option<&BalanceDraft>) {
        let opening = self.opening.as_ref().or(self.previous.as_ref());
        let closing = self.closing.as_ref();
        let (first, last) = (self.first_interim.as_ref(), self.last_interim.as_ref());
        match (opening, closing) {
            _ if !is_page => (opening, closing),
            (Some(_), None) => (opening, last.or(first)),
            (None, Some(_)) => (first, closing),
            (None, None) if last.is_some() => (first, last),
            _ => (opening, closing),
        }
    }
}

impl BalanceDraft {
    /// A balance whose element begins on this line.
    pub(super) fn new(line: u32) -> Self {
        Self { line, ..Self::default() }
    }

    /// Takes in the text of an element, `rest` being its path under `Bal`.
    pub(super) fn leaf(&mut self, rest: &[Tag], text: &str, currency: &str) {
        match rest {
            [Tag::Tp, Tag::CdOrPrtry, Tag::Cd] | [Tag::Tp, Tag::Cd] => set(&mut self.kind, text),
            [Tag::Amt] => {
                set(&mut self.amount, text);
                self.currency = (!currency.is_empty()).then(|| currency.to_owned());
            }
            [Tag::CdtDbtInd] => set(&mut self.sign, text),
            [Tag::Dt, ..] => set(&mut self.on, text),
            _ => {}
        }
    }

    /// The balance; what cannot be read of it goes to `problems`.
    pub(super) fn read(&self, source: SourceId, statement: Place, problems: &mut Vec<Problem>) -> Option<Balance> {
        let mut lose = |code: ProblemCode, column: &str, found: &Option<String>, expected: &str| {
            let place = Place { line: Some(self.line), ..statement };
            let found = found.as_deref().unwrap_or("");
            problems.push(Problem::new(source, place, code, found, expected).in_column(column));
        };
        let Some(currency) = self.currency.as_deref().and_then(|code| code.parse::<Currency>().ok()) else {
            lose(ProblemCode::BadCurrency, "Bal/Amt/@Ccy", &self.currency, "a code of ISO 4217");
            return None;
        };
        let text = self.amount.as_deref().unwrap_or("");
        let minor = match parse_minor(text.as_bytes(), b'.', currency) {
            Ok(minor) if minor >= 0 => minor,
            Ok(_) => {
                lose(ProblemCode::BadAmount, "Bal/Amt", &self.amount, "an amount without a sign");
                return None;
            }
            Err(error) => {
                lose(ProblemCode::BadAmount, "Bal/Amt", &self.amount, &error.to_string());
                return None;
            }
        };
        let minor = match self.sign.as_deref() {
            Some("CRDT") => minor,
            Some("DBIT") => -minor,
            _ => {
                lose(ProblemCode::BadWord, "Bal/CdtDbtInd", &self.sign, "CRDT or DBIT");
                return None;
            }
        };
        let on: Option<Date> = self.on.as_deref().and_then(read_booked).map(|read| read.on);
        if on.is_none() && self.on.is_some() {
            lose(ProblemCode::BadDate, "Bal/Dt", &self.on, "YYYY-MM-DD");
        }
        Some(Balance { minor, currency, on, line: Some(self.line) })
    }
}
