//! camt.053.001.02, camt.052.001.02 and camt.054.001.02: one file an account, one statement, report or notification a month.
//! Reports and notifications state no balances, as those of a day often do not.

use filature_model::Channel;

use super::statement::{Books, Line, Statement};
use super::xml::Xml;
use crate::SynthAccount;
use crate::calendar::civil;
use crate::case::SynthSide;
use crate::people::printed;

/// One of the messages on an account.
#[derive(Clone, Copy)]
pub(super) struct Message {
    /// The beginning of the names of its files.
    file: &'static str,
    name: &'static str,
    container: &'static str,
    part: &'static str,
    has_balances: bool,
}

/// The booked entries of a period, with its balances.
pub(super) const STATEMENT: Message =
    Message { file: "camt053", name: "camt.053.001.02", container: "BkToCstmrStmt", part: "Stmt", has_balances: true };

/// What was booked in the course of a period.
pub(super) const REPORT: Message = Message {
    file: "camt052",
    name: "camt.052.001.02",
    container: "BkToCstmrAcctRpt",
    part: "Rpt",
    has_balances: false,
};

/// Single debits and credits.
pub(super) const NOTIFICATION: Message = Message {
    file: "camt054",
    name: "camt.054.001.02",
    container: "BkToCstmrDbtCdtNtfctn",
    part: "Ntfctn",
    has_balances: false,
};

/// The name of the file of an account's statements.
pub(super) fn file_name(account: &SynthAccount) -> String {
    STATEMENT.file_name(account)
}

impl Message {
    fn file_name(self, account: &SynthAccount) -> String {
        format!("{}-{}.xml", self.file, account.iban)
    }

    /// A document of these statements of an account.
    pub(super) fn document(self, account: &SynthAccount, statements: &[&Statement<'_>]) -> String {
        document(self, account, statements)
    }

    /// One file for each chosen account.
    pub(super) fn files(self, books: &Books<'_>, chosen: impl Fn(&SynthAccount) -> bool) -> Vec<(String, Vec<u8>)> {
        let file = |position| {
            let account = &books.case.accounts[position];
            let statements = books.statements(position);
            (self.file_name(account), self.document(account, &statements.iter().collect::<Vec<_>>()).into_bytes())
        };
        books.accounts(chosen).into_iter().map(file).collect()
    }
}

fn document(message: Message, account: &SynthAccount, statements: &[&Statement<'_>]) -> String {
    let mut xml = Xml::new();
    xml.open(&format!("Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:{}\"", message.name));
    xml.open(message.container);
    xml.open("GrpHdr");
    xml.leaf(&["MsgId"], &format!("M{}", &account.iban[account.iban.len() - 12..]));
    let last = statements.last().map_or(0, |statement| statement.month.last);
    xml.leaf(&["CreDtTm"], &morning_after(last));
    xml.close("GrpHdr");
    for statement in statements {
        write_statement(&mut xml, message, statement);
    }
    xml.close(message.container);
    xml.close("Document");
    xml.into_text()
}

fn morning_after(day: i32) -> String {
    format!("{}T06:00:00", civil(day + 1))
}

fn write_statement(xml: &mut Xml, message: Message, statement: &Statement<'_>) {
    let (account, month) = (statement.account, statement.month);
    xml.open(message.part);
    xml.leaf(&["Id"], &format!("{}-{}", &account.iban[account.iban.len() - 12..], month.name()));
    xml.leaf(&["ElctrncSeqNb"], &statement.number.to_string());
    xml.leaf(&["CreDtTm"], &morning_after(month.last));
    xml.open("FrToDt");
    xml.leaf(&["FrDtTm"], &format!("{}T00:00:00", civil(month.first)));
    xml.leaf(&["ToDtTm"], &format!("{}T23:59:59", civil(month.last)));
    xml.close("FrToDt");
    xml.open("Acct");
    xml.leaf(&["Id", "IBAN"], &account.iban);
    xml.leaf(&["Ccy"], "EUR");
    xml.leaf(&["Ownr", "Nm"], &printed(&account.holder));
    xml.leaf(&["Svcr", "FinInstnId", "BIC"], account.bank.bic());
    xml.close("Acct");
    if message.has_balances {
        write_balance(xml, "OPBD", statement.opening_minor, month.first);
        write_balance(xml, "CLBD", statement.closing_minor, month.last);
    }
    for line in &statement.lines {
        write_entry(xml, statement.account, line);
    }
    xml.close(message.part);
}

fn write_balance(xml: &mut Xml, code: &str, minor: i64, day: i32) {
    xml.open("Bal");
    xml.leaf(&["Tp", "CdOrPrtry", "Cd"], code);
    xml.amount("Amt", minor);
    xml.leaf(&["CdtDbtInd"], if minor < 0 { "DBIT" } else { "CRDT" });
    xml.leaf(&["Dt", "Dt"], &civil(day).to_string());
    xml.close("Bal");
}

fn write_entry(xml: &mut Xml, account: &SynthAccount, line: &Line<'_>) {
    let on = line.made.booked_on.to_string();
    xml.open("Ntry");
    xml.amount("Amt", line.written_minor);
    xml.leaf(&["CdtDbtInd"], if line.credit { "CRDT" } else { "DBIT" });
    xml.leaf(&["Sts"], "BOOK");
    xml.leaf(&["BookgDt", "Dt"], &on);
    xml.leaf(&["ValDt", "Dt"], &on);
    // The bank's own reference: two banks never give the same one to a transfer.
    xml.leaf(&["AcctSvcrRef"], &format!("{}{}", if line.credit { "C" } else { "D" }, line.made.id));
    write_code(xml, line);
    xml.open("NtryDtls");
    xml.open("TxDtls");
    xml.leaf(
        &["Refs", "EndToEndId"],
        match line.made.reference.as_str() {
            "" => "NOTPROVIDED",
            reference => reference,
        },
    );
    write_parties(xml, account, line);
    if line.made.payroll {
        xml.leaf(&["Purp", "Cd"], "SALA");
    }
    xml.leaf(&["RmtInf", "Ustrd"], &printed(&line.made.text));
    xml.close("TxDtls");
    xml.close("NtryDtls");
    xml.close("Ntry");
}

/// The ISO bank transaction code: domain, family, sub-family.
fn write_code(xml: &mut Xml, line: &Line<'_>) {
    let (domain, family, sub_family) = match (line.made.channel, line.credit) {
        (Channel::Card, _) => ("PMNT", "CCRD", "POSD"),
        (Channel::CashOut, _) => ("PMNT", "CCRD", "CWDL"),
        (Channel::CashIn, _) => ("PMNT", "CNTR", "CDPT"),
        (Channel::Fee, _) => ("ACMT", "MDOP", "CHRG"),
        (Channel::Remittance, _) => ("PMNT", "ICDT", "XBCT"),
        (_, true) => ("PMNT", "RCDT", "ESCT"),
        (_, false) if line.made.text.starts_with("PRLV") => ("PMNT", "RDDT", "ESDD"),
        (_, false) => ("PMNT", "ICDT", "ESCT"),
    };
    xml.open("BkTxCd");
    xml.open("Domn");
    xml.leaf(&["Cd"], domain);
    xml.open("Fmly");
    xml.leaf(&["Cd"], family);
    xml.leaf(&["SubFmlyCd"], sub_family);
    xml.close("Fmly");
    xml.close("Domn");
    xml.close("BkTxCd");
}

/// Payer and payee with their accounts; cash has no other side.
fn write_parties(xml: &mut Xml, account: &SynthAccount, line: &Line<'_>) {
    if line.other.name.is_empty() {
        return;
    }
    let own = SynthSide { name: account.holder.clone(), ..SynthSide::default() };
    let (debtor, creditor) = if line.credit { (line.other, &own) } else { (&own, line.other) };
    let (from, to) =
        if line.credit { (line.other_iban, account.iban.as_str()) } else { (account.iban.as_str(), line.other_iban) };
    xml.open("RltdPties");
    write_party(xml, ("Dbtr", "DbtrAcct"), debtor, from);
    write_party(xml, ("Cdtr", "CdtrAcct"), creditor, to);
    xml.close("RltdPties");
    if !line.other_bic.is_empty() {
        let agent = if line.credit { "DbtrAgt" } else { "CdtrAgt" };
        xml.leaf(&["RltdAgts", agent, "FinInstnId", "BIC"], line.other_bic);
    }
}

fn write_party(xml: &mut Xml, names: (&str, &str), side: &SynthSide, iban: &str) {
    xml.open(names.0);
    xml.leaf(&["Nm"], &printed(&side.name));
    if !side.country.is_empty() {
        xml.open("PstlAdr");
        if !side.city.is_empty() {
            xml.leaf(&["TwnNm"], &printed(&side.city));
        }
        xml.leaf(&["Ctry"], side.country);
        xml.close("PstlAdr");
    }
    xml.close(names.0);
    if !iban.is_empty() {
        xml.leaf(&[names.1, "Id", "IBAN"], iban);
    }
}
