//! One `Stmt`, `Rpt` or `Ntfctn` becomes one statement: its account, holder, period and balances.

use filature_model::{AccountId, Currency, Place, Problem, ProblemCode, SourceId, Statement};

use super::super::kind::Message;
use super::super::side::is_odd_iban;
use super::super::tags::Tag;
use super::balance::{BalanceDraft, Balances};
use super::head::read_booked;
use super::summary::Summary;

/// A `Stmt` as its elements come in.
#[derive(Debug, Default)]
pub(super) struct StatementDraft {
    pub(super) ordinal: u32,
    pub(super) line: u32,
    /// Entries so far, the payments of a batch each.
    pub(super) entries: i64,
    pub(super) unreadable_rows: u32,
    /// What it says of its entries, and what they are.
    pub(super) summary: Summary,
    /// When it was made.
    pub(super) made: Option<String>,
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
    balances: Balances,
}

impl StatementDraft {
    /// A statement whose element begins on this line.
    pub(super) fn new(ordinal: u32, line: u32) -> Self {
        Self { ordinal, line, ..Self::default() }
    }

    /// Opens a `Bal`.
    pub(super) fn begin_balance(&mut self, line: u32) {
        self.open = BalanceDraft::new(line);
    }

    /// Closes a `Bal`.
    pub(super) fn end_balance(&mut self) {
        self.balances.add(std::mem::take(&mut self.open));
    }

    /// Takes in the text of an element, `rest` being its path under `Stmt`.
    pub(super) fn leaf(&mut self, rest: &[Tag], text: &str, currency: &str) {
        match rest {
            [Tag::Id] => set(&mut self.id, text),
            [Tag::ElctrncSeqNb] => set(&mut self.sequence, text),
            [Tag::LglSeqNb] => set(&mut self.legal_sequence, text),
            [Tag::StmtPgntn, Tag::PgNb] => set(&mut self.page, text),
            [Tag::FrToDt, Tag::FrDt | Tag::FrDtTm] => set(&mut self.from, text),
            [Tag::FrToDt, Tag::ToDt | Tag::ToDtTm] => set(&mut self.to, text),
            [Tag::Acct, rest @ ..] => self.account_leaf(rest, text),
            [Tag::Bal, rest @ ..] => self.open.leaf(rest, text, currency),
            [Tag::CreDtTm] => set(&mut self.made, text),
            [Tag::TxsSummry, rest @ ..] => self.summary.leaf(rest, text),
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
    pub(super) fn finish(
        mut self,
        source: SourceId,
        message: Message,
        problems: &mut Vec<Problem>,
    ) -> Option<Statement> {
        let account = self.account()?;
        let place = Place { message: Some(self.ordinal.saturating_add(1)), row: None, line: Some(self.line) };
        if let Some(iban) = self.iban.as_deref().filter(|iban| is_odd_iban(iban)) {
            let expected = "an IBAN with right check digits";
            problems
                .push(Problem::new(source, place, ProblemCode::OddAccount, iban, expected).in_column("Acct/Id/IBAN"));
        }
        problems.extend(self.summary.differences().map(|(column, found, expected)| {
            Problem::new(source, place, ProblemCode::SumDiffers, found, expected).in_column(column)
        }));
        let is_page = message == Message::Statement && self.page.is_some();
        let (opening, closing) = self.balances.pick(is_page);
        let mut read = |draft: Option<&BalanceDraft>| draft?.read(source, place, problems);
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
}

/// Sets what is not set yet: where an element is repeated, the first holds.
pub(super) fn set(slot: &mut Option<String>, text: &str) {
    if slot.is_none() {
        *slot = Some(text.to_owned());
    }
}
