//! One `Stmt` becomes one statement: its account, holder, period and balances.

use filature_model::{AccountId, Balance, Currency, Place, Problem, ProblemCode, SourceId, Statement, parse_minor};
use jiff::civil::Date;

use super::detail::set;
use super::entry::{is_odd_iban, read_booked};
use super::tags::Tag;

/// A `Bal` as its elements come in.
#[derive(Debug, Default)]
struct BalanceDraft {
    line: u32,
    kind: Option<String>,
    amount: Option<String>,
    currency: Option<String>,
    sign: Option<String>,
    on: Option<String>,
}

/// A `Stmt` as its elements come in.
#[derive(Debug, Default)]
pub(super) struct StatementDraft {
    pub(super) ordinal: u32,
    pub(super) line: u32,
    pub(super) entries: i64,
    pub(super) unreadable_rows: u32,
    id: Option<String>,
    sequence: Option<String>,
    legal_sequence: Option<String>,
    page: Option<String>,
    from: Option<String>,
    to: Option<String>,
    iban: Option<String>,
    number: Option<String>,
    bank: Option<String>,
    clearing_bank: Option<String>,
    account_name: Option<String>,
    owner: Option<String>,
    currency: Option<String>,
    open: BalanceDraft,
    balances: Vec<BalanceDraft>,
}

impl StatementDraft {
    /// A statement whose element begins on this line.
    pub(super) fn new(ordinal: u32, line: u32) -> Self {
        Self { ordinal, line, ..Self::default() }
    }

    /// Opens a `Bal`.
    pub(super) fn begin_balance(&mut self, line: u32) {
        self.open = BalanceDraft { line, ..BalanceDraft::default() };
    }

    /// Closes a `Bal`.
    pub(super) fn end_balance(&mut self) {
        self.balances.push(std::mem::take(&mut self.open));
    }

    /// Takes in the text of an element, `rest` being its path under `Stmt`.
    pub(super) fn leaf(&mut self, rest: &[Tag], text: &str, currency: Option<&str>) {
        match rest {
            [Tag::Id] => set(&mut self.id, text),
            [Tag::ElctrncSeqNb] => set(&mut self.sequence, text),
            [Tag::LglSeqNb] => set(&mut self.legal_sequence, text),
            [Tag::StmtPgntn, Tag::PgNb] => set(&mut self.page, text),
            [Tag::FrToDt, Tag::FrDt | Tag::FrDtTm] => set(&mut self.from, text),
            [Tag::FrToDt, Tag::ToDt | Tag::ToDtTm] => set(&mut self.to, text),
            [Tag::Acct, rest @ ..] => self.account_leaf(rest, text),
            [Tag::Bal, Tag::Tp, Tag::CdOrPrtry, Tag::Cd] | [Tag::Bal, Tag::Tp, Tag::Cd] => {
                set(&mut self.open.kind, text);
            }
            [Tag::Bal, Tag::Amt] => {
                set(&mut self.open.amount, text);
                self.open.currency = currency.map(str::to_owned);
            }
            [Tag::Bal, Tag::CdtDbtInd] => set(&mut self.open.sign, text),
            [Tag::Bal, Tag::Dt, ..] => set(&mut self.open.on, text),
            _ => {}
        }
    }

    fn account_leaf(&mut self, rest: &[Tag], text: &str) {
        match rest {
            [Tag::Id, Tag::IBAN] => set(&mut self.iban, text),
            [Tag::Id, Tag::BBAN] | [Tag::Id, Tag::Othr | Tag::PrtryAcct, Tag::Id] => set(&mut self.number, text),
            [Tag::Ccy] => set(&mut self.currency, text),
            [Tag::Nm] => set(&mut self.account_name, text),
            [Tag::Ownr, Tag::Nm] | [Tag::Ownr, Tag::Pty, Tag::Nm] => set(&mut self.owner, text),
            [Tag::Svcr, Tag::FinInstnId, Tag::BIC | Tag::BICFI] => set(&mut self.bank, text),
            [Tag::Svcr, Tag::FinInstnId, Tag::ClrSysMmbId, Tag::MmbId] => set(&mut self.clearing_bank, text),
            _ => {}
        }
    }

    /// The account, once its elements are in.
    pub(super) fn account(&self) -> Option<AccountId> {
        match (&self.iban, &self.number) {
            (Some(iban), _) => Some(AccountId::written(iban)),
            (None, Some(number)) => {
                let bank = self.bank.as_deref().or(self.clearing_bank.as_deref()).unwrap_or("");
                Some(AccountId::at_bank(bank, number))
            }
            (None, None) => None,
        }
    }

    /// Who holds the account, as far as stated: the owner's name, else that of the account.
    pub(super) fn holder(&self) -> Option<&str> {
        self.owner.as_deref().or(self.account_name.as_deref())
    }

    /// The currency that the account declares.
    pub(super) fn currency(&self) -> Option<Currency> {
        self.currency.as_deref().and_then(|code| code.parse().ok())
    }

    /// The statement; what cannot be read of it goes to `problems`. None when it has no account.
    pub(super) fn finish(mut self, source: SourceId, problems: &mut Vec<Problem>) -> Option<Statement> {
        let account = self.account()?;
        let place = Place { message: Some(self.ordinal.saturating_add(1)), row: None, line: Some(self.line) };
        if let Some(iban) = self.iban.as_deref().filter(|iban| is_odd_iban(iban)) {
            let expected = "an IBAN with right check digits";
            problems
                .push(Problem::new(source, place, ProblemCode::OddAccount, iban, expected).in_column("Acct/Id/IBAN"));
        }
        let (opening, closing) = self.pick_balances();
        let mut read = |index: Option<usize>| {
            let draft = self.balances.get(index?)?;
            draft.read(source, place, problems)
        };
        let (opening, closing) = (read(opening), read(closing));
        let mut day = |text: &Option<String>, column: &str| {
            let text = text.as_deref()?;
            let read = read_booked(text).map(|read| read.on);
            if read.is_none() {
                let code = ProblemCode::BadDate;
                problems.push(Problem::new(source, place, code, text, "YYYY-MM-DD").in_column(column));
            }
            read
        };
        let from = day(&self.from, "FrToDt").or(opening.and_then(|balance| balance.on));
        let to = day(&self.to, "FrToDt").or(closing.and_then(|balance| balance.on));
        Some(Statement {
            ordinal: self.ordinal,
            place,
            currency: self.currency().or(closing.or(opening).map(|balance| balance.currency)),
            holder: self.holder().map(str::to_owned),
            number: self.sequence.take().or(self.legal_sequence.take()).or(self.id.take()),
            account,
            from,
            to,
            opening,
            closing,
            unreadable_rows: self.unreadable_rows,
        })
    }

    /// Which balances are those of the start and of the end.
    ///
    /// OPBD and CLBD are; the previous closing (PRCD) stands for a missing OPBD. A statement of several
    /// pages has an interim balance (ITBD) at each turn of page: where a page states two, the first opens
    /// it and the last closes it.
    fn pick_balances(&self) -> (Option<usize>, Option<usize>) {
        let first = |kind: &str| self.balances.iter().position(|balance| balance.kind.as_deref() == Some(kind));
        let last = |kind: &str| self.balances.iter().rposition(|balance| balance.kind.as_deref() == Some(kind));
        let opening = first("OPBD").or_else(|| first("PRCD"));
        let closing = first("CLBD");
        if self.page.is_none() {
            return (opening, closing);
        }
        match (opening, closing, first("ITBD"), last("ITBD")) {
            (Some(opening), None, _, interim) => (Some(opening), interim),
            (None, Some(closing), interim, _) => (interim, Some(closing)),
            (None, None, Some(opens), Some(closes)) if opens != closes => (Some(opens), Some(closes)),
            _ => (opening, closing),
        }
    }
}

impl BalanceDraft {
    fn read(&self, source: SourceId, statement: Place, problems: &mut Vec<Problem>) -> Option<Balance> {
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
