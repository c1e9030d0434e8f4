//! The messages of a file: statements, lists of accounts, and what the bank says went wrong.

use std::collections::BTreeSet;

use filature_model::{Account, AccountId, ProblemCode, SourceId};

use super::account;
use super::decode::Decoded;
use super::refuse;
use super::statement::Gathered;
use super::tree::{Element, Tree};
use crate::{Format, Reading, Refusal};

/// Elements that must be closed: where one is not, the file is cut short or damaged.
const AGGREGATES: [&str; 14] = [
    "OFX",
    "STMTRS",
    "CCSTMTRS",
    "INVSTMTRS",
    "ACCTINFORS",
    "ACCTINFO",
    "BANKTRANLIST",
    "BANKTRANLISTP",
    "INVTRANLIST",
    "INVBANKTRAN",
    "STMTTRN",
    "STMTTRNP",
    "LEDGERBAL",
    "STATUS",
];

/// Messages without bookings.
const NO_BOOKINGS: [&str; 6] = ["SECLIST", "PROFRS", "SONRS", "PINCHRS", "CHALLENGERS", "MFACHALLENGERS"];

/// What the bank answered in the place of something.
struct BankError {
    line: u32,
    words: String,
}

/// Reads the tree of a file.
pub(super) fn read(source: SourceId, decoded: &Decoded<'_>, tree: &Tree<'_>) -> Result<Reading, Refusal> {
    refuse_damage(tree)?;
    let mut file = File {
        gathered: Gathered::new(source),
        accounts: Vec::new(),
        listed: BTreeSet::new(),
        errors: Vec::new(),
        giver: None,
        is_request: false,
    };
    for (line, found, expected) in &decoded.notes {
        file.gathered.problem(*line, ProblemCode::BadEncoding, "", found, expected);
    }
    // Files that were put together into one have their headers between them.
    for stray in tree.strays.iter().filter(|stray| !stray.text.starts_with("OFXHEADER")) {
        file.gathered.problem(stray.line, ProblemCode::UnknownLine, "", stray.text, "an element of OFX");
    }
    if tree.roots().next().is_none() {
        return Err(Refusal::new(
            "The file has the header of OFX and nothing more.",
            "Ask the bank for the whole file.",
        ));
    }
    for root in tree.roots() {
        if root.name() != "OFX" {
            file.gathered.problem(root.line(), ProblemCode::UnknownLine, root.name(), &root.text(), "OFX");
            continue;
        }
        for set in root.children() {
            file.is_request |= set.name().contains("MSGSRQV");
            for message in set.children() {
                file.message(message)?;
            }
        }
    }
    file.finish()
}

fn refuse_damage(tree: &Tree<'_>) -> Result<(), Refusal> {
    let must_close = |name: &str| {
        AGGREGATES.contains(&name) || account::is_account(name) || name.ends_with("MSGSRSV1") || name.ends_with("TRNRS")
    };
    match tree.all().find(|element| !element.is_closed() && must_close(element.name())) {
        None => Ok(()),
        Some(element) => {
            let what = format!("<{}> is never closed: the file is cut short, or damaged.", element.name());
            Err(refuse(element.line(), what, "Ask the bank for the whole file."))
        }
    }
}

struct File<'a> {
    gathered: Gathered<'a>,
    accounts: Vec<Account>,
    listed: BTreeSet<AccountId>,
    errors: Vec<BankError>,
    /// The bank that gave the file, by the name of the sign-on.
    giver: Option<String>,
    is_request: bool,
}

impl<'a> File<'a> {
    /// Reads a message: a sign-on, a list of securities, or the answer to one request (`STMTTRNRS`).
    fn message(&mut self, message: Element<'_, 'a>) -> Result<(), Refusal> {
        if message.name() == "SONRS" {
            let institution = message.child("FI");
            self.giver = institution.and_then(|bank| bank.value("ORG").or_else(|| bank.value("FID"))).map(String::from);
        }
        self.status(message);
        if NO_BOOKINGS.contains(&message.name()) {
            if message.name() == "SECLIST" {
                let found = format!("{}", message.children().count());
                self.gathered.problem(message.line(), ProblemCode::NotAnEntry, "SECLIST", &found, "");
            }
            return Ok(());
        }
        for answer in message.children().filter(|child| child.is_closed() && child.children().next().is_some()) {
            match answer.name() {
                "STMTRS" | "CCSTMTRS" | "INVSTMTRS" => self.gathered.statement(answer, self.giver.as_deref())?,
                "ACCTINFORS" => self.list_of_accounts(answer),
                "STATUS" | "OFXEXTENSION" => {}
                name if NO_BOOKINGS.contains(&name) => {}
                name if self.is_request || name.ends_with("RQ") => self.is_request = true,
                name => {
                    let expected = "STMTRS, CCSTMTRS, INVSTMTRS or ACCTINFORS";
                    self.gathered.problem(answer.line(), ProblemCode::UnknownLine, name, "", expected);
                }
            }
        }
        Ok(())
    }

    fn status(&mut self, message: Element<'_, 'a>) {
        let Some(status) = message.child("STATUS") else { return };
        let code = status.value("CODE").unwrap_or_default();
        if !status.value("SEVERITY").is_some_and(|word| word.eq_ignore_ascii_case("ERROR")) {
            return;
        }
        let words = match status.value("MESSAGE") {
            Some(words) => format!("{words} (code {code})"),
            None => format!("code {code}"),
        };
        self.errors.push(BankError { line: status.line(), words });
    }

    /// The accounts that a customer has, without their bookings: a statement of each can be asked for.
    fn list_of_accounts(&mut self, list: Element<'_, 'a>) {
        for info in list.children().filter(|child| child.name() == "ACCTINFO") {
            let kinds = info.children().filter(|child| child.name().ends_with("ACCTINFO"));
            let named = kinds.flat_map(Element::children).find(|child| account::is_account(child.name()));
            let Some((named, id)) = named.and_then(|named| Some((named, self.account(named)?))) else {
                self.gathered.problem(info.line(), ProblemCode::MissingField, "ACCTID", "", "the number of an account");
                continue;
            };
            if let Some(odd) = account::odd_iban(named) {
                let expected = "an IBAN with right check digits";
                self.gathered.problem(named.line(), ProblemCode::OddAccount, "ACCTID", &odd, expected);
            }
            if self.listed.insert(id.clone()) {
                self.accounts.push(Account::new(id, None));
            }
        }
    }

    fn account(&self, named: Element<'_, 'a>) -> Option<AccountId> {
        account::read(named, self.giver.as_deref())
    }

    fn finish(mut self) -> Result<Reading, Refusal> {
        if self.gathered.statements.is_empty() && self.accounts.is_empty() {
            return Err(self.refusal());
        }
        for error in &self.errors {
            self.gathered.problem(error.line, ProblemCode::BankError, "STATUS", &error.words, "");
        }
        self.gathered.problems.sort_by_key(|problem| problem.place.line);
        Ok(Reading {
            format: Format::Ofx,
            entries: vec![self.gathered.columns.finish()?],
            statements: self.gathered.statements,
            accounts: self.accounts,
            rates: Vec::new(),
            problems: self.gathered.problems,
        })
    }

    /// Why a file without statements and accounts is none: in the words of the bank where it gave any.
    fn refusal(&self) -> Refusal {
        if let Some(BankError { line, words }) = self.errors.first() {
            let what = format!("The bank answered with an error in the place of a statement: {words}.");
            return refuse(*line, what, "Ask the bank for the statement again.");
        }
        let what = match (self.is_request, &self.giver) {
            (true, _) => "This is a request to a bank, and not its answer.".to_owned(),
            (false, Some(bank)) => format!("The file holds no statement, only the answer of {bank} to a sign-on."),
            (false, None) => "The file holds no statement.".to_owned(),
        };
        Refusal::new(what, "Ask the bank for the statement as OFX, camt.053, MT940 or CSV.")
    }
}
