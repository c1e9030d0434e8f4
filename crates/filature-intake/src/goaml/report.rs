//! Takes in the children of `report`, one after the other.

use filature_model::{Currency, EntryColumns, Place, Problem, ProblemCode, SourceId};

use super::people::{Notes, account, entity, person};
use super::transaction::{Context, parties, push, sides};
use crate::account_book::{AccountBook, is_odd};
use crate::iso20022::encoding::Decoded;
use crate::unread::Unread;
use crate::xml_tree::{Element, Tree, Visitor};
use crate::{Format, Reading, Refusal};

/// Elements that only hold others. Some senders wrap reports, and some wrap transactions.
const FRAMES: [&str; 5] = ["report", "reports", "reportdata", "reports_data", "transactions"];

/// Children of `report` that say who reports; the source's own record has room for the sender.
const FRAME_TEXTS: [&str; 4] = ["reason", "action", "fiu_ref_number", "entity_reference"];

/// All reports of a file.
pub(super) struct Reports {
    source: SourceId,
    report: u32,
    row: u32,
    currency: Option<Currency>,
    /// Transactions and activities, read or not.
    units: u64,
    columns: EntryColumns,
    accounts: AccountBook,
    unread: Unread,
    problems: Vec<Problem>,
}

impl Reports {
    pub(super) fn new(source: SourceId) -> Self {
        Self {
            source,
            report: 0,
            row: 0,
            currency: None,
            units: 0,
            columns: EntryColumns::new(source),
            accounts: AccountBook::default(),
            unread: Unread::default(),
            problems: Vec::new(),
        }
    }

    pub(super) fn note_bad_lines(&mut self, decoded: &Decoded<'_>) {
        for &line in &decoded.bad_lines {
            let place = Place { line: Some(line), ..Place::default() };
            self.problems.push(Problem::new(self.source, place, ProblemCode::BadEncoding, "", decoded.encoding));
        }
    }

    fn place(&self, line: u32) -> Place {
        Place { message: Some(self.report.max(1)), row: None, line: Some(line) }
    }

    fn problem(&mut self, line: u32, code: ProblemCode, column: &str, found: &str, expected: &str) {
        let problem = Problem::new(self.source, self.place(line), code, found, expected);
        self.problems.push(problem.in_column(column));
    }

    fn transaction(&mut self, of: Element<'_>) {
        self.units += 1;
        let place = Place { row: Some(self.row), ..self.place(of.line()) };
        self.row = self.row.saturating_add(1);
        let context = Context { source: self.source, place, currency: self.currency };
        let mut found = Vec::new();
        let mut notes = Notes { source: self.source, place, problems: &mut found };
        let parties = parties(of, &mut notes);
        let accounts: Vec<_> = parties.iter().filter_map(|party| party.side.account.clone()).collect();
        let outcome =
            sides(parties, &context).and_then(|sides| push(of, &sides, &context, &mut self.columns, &mut notes));
        if let Err(problem) = outcome {
            notes.problems.push(problem);
        }
        self.problems.append(&mut found);
        for account in accounts {
            self.add_account(account, place);
        }
    }

    fn add_account(&mut self, account: filature_model::Account, place: Place) {
        let number = account.id.as_str().to_owned();
        if !self.accounts.add(account) {
            let code = ProblemCode::AccountConflict;
            self.problems.push(Problem::new(self.source, place, code, number, "").in_column("account"));
        }
    }

    /// Parties of whom no transaction is reported: accounts are kept, who has none is told.
    fn activity(&mut self, of: Element<'_>) {
        self.units += 1;
        for party in of.list("report_parties", "report_party") {
            let place = self.place(party.line());
            let mut found = Vec::new();
            let mut notes = Notes { source: self.source, place, problems: &mut found };
            let mut told = None;
            let mut listed = None;
            for child in party.children() {
                match child.name() {
                    "account" | "account_my_client" => listed = account(child, &mut notes),
                    "person" | "person_my_client" => told = person(child, &mut notes).name,
                    "entity" | "entity_my_client" => told = entity(child).name,
                    _ => {}
                }
            }
            self.problems.append(&mut found);
            if let Some(account) = listed {
                let odd = is_odd(&account.id).then(|| account.id.as_str().to_owned());
                self.add_account(account, place);
                if let Some(odd) = odd {
                    let line = party.line();
                    self.problem(line, ProblemCode::OddAccount, "account", &odd, "check digits that fit (ISO 13616)");
                }
            }
            let parts = [told.as_deref(), party.get("reason")];
            let told: Vec<&str> = parts.into_iter().flatten().collect();
            if !told.is_empty() {
                self.problem(party.line(), ProblemCode::ReportSays, "report_party", &told.join(": "), "");
            }
        }
    }

    fn other(&mut self, of: Element<'_>) {
        match of.name() {
            "currency_code_local" => {
                let Some(written) = of.text() else { return };
                self.currency = written.parse().ok();
                if self.currency.is_none() {
                    self.problem(of.line(), ProblemCode::BadCurrency, of.name(), written, "a code of ISO 4217");
                }
            }
            "report_indicators" => {
                for indicator in of.children().filter(|child| child.name() == "indicator") {
                    let Some(code) = indicator.text() else { continue };
                    self.problem(indicator.line(), ProblemCode::ReportSays, "indicator", code, "");
                }
            }
            name if FRAME_TEXTS.contains(&name) => {
                let Some(text) = of.text() else { return };
                self.problem(of.line(), ProblemCode::ReportSays, name, text, "");
            }
            _ => {}
        }
    }

    /// The reading.
    ///
    /// # Errors
    /// A refusal when the file reports nothing.
    pub(super) fn finish(mut self) -> Result<Reading, Refusal> {
        if self.units == 0 {
            return Err(Refusal::new(
                "The file is XML of goAML and reports neither a transaction nor an activity.",
                "Ask the sender for the whole report.",
            ));
        }
        self.problems.sort_by_key(|problem| problem.place.line);
        self.problems.extend(self.unread.problems(self.source));
        Ok(Reading {
            format: Format::Goaml,
            entries: vec![self.columns.finish()?],
            statements: Vec::new(),
            accounts: self.accounts.into_accounts(),
            rates: Vec::new(),
            problems: self.problems,
        })
    }
}

impl Visitor for Reports {
    fn is_frame(&self, name: &str, depth: usize) -> bool {
        // The outermost element is a frame whatever it is called: its children are looked at one by one.
        depth == 0 || FRAMES.contains(&name)
    }

    fn open(&mut self, name: &str, _line: u32) {
        if name == "report" {
            self.report = self.report.saturating_add(1);
            self.currency = None;
        }
    }

    fn unit(&mut self, unit: &Tree) -> Result<(), Refusal> {
        let root = unit.root();
        match root.name() {
            "transaction" => self.transaction(root),
            "activity" => self.activity(root),
            _ => self.other(root),
        }
        for &line in unit.stray() {
            self.problem(line, ProblemCode::UnknownLine, root.name(), "", "elements, and no text between them");
        }
        for (part, name, line) in unit.unread() {
            self.unread.count(if part.is_empty() { "report" } else { part }, name, line);
        }
        Ok(())
    }
}
