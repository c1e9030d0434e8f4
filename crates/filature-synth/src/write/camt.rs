//! camt.053.001.02: one file an account, one statement a month.

use std::fmt::Write;

use filature_model::Channel;

use super::point;
use super::statement::{Books, Line, Statement};
use crate::SynthAccount;
use crate::calendar::civil;
use crate::case::SynthSide;
use crate::people::printed;

/// The name of an account's file.
pub(super) fn file_name(account: &SynthAccount) -> String {
    format!("camt053-{}.xml", account.iban)
}

/// One file for each chosen account.
pub(super) fn files(books: &Books<'_>, chosen: impl Fn(&SynthAccount) -> bool) -> Vec<(String, Vec<u8>)> {
    let file = |position| {
        let account = &books.case.accounts[position];
        let statements = books.statements(position);
        (file_name(account), document(account, &statements.iter().collect::<Vec<_>>()).into_bytes())
    };
    books.accounts(chosen).into_iter().map(file).collect()
}

/// Writes elements, indented, with their text escaped.
struct Xml {
    text: String,
    depth: usize,
}

impl Xml {
    fn open(&mut self, name: &str) {
        self.indent();
        self.text.push_str(&format!("<{name}>\n"));
        self.depth += 1;
    }

    fn close(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.indent();
        self.text.push_str(&format!("</{name}>\n"));
    }

    /// An element inside others: `leaf(&["Dt", "Dt"], …)` writes both on one line.
    fn leaf(&mut self, path: &[&str], text: &str) {
        self.indent();
        for name in path {
            self.text.push_str(&format!("<{name}>"));
        }
        self.text.push_str(&escaped(text));
        for name in path.iter().rev() {
            self.text.push_str(&format!("</{name}>"));
        }
        self.text.push('\n');
    }

    fn amount(&mut self, minor: i64) {
        self.indent();
        self.text.push_str(&format!("<Amt Ccy=\"EUR\">{}</Amt>\n", point(minor.abs())));
    }

    fn indent(&mut self) {
        // Writing to a String does not fail.
        let _ = write!(self.text, "{:width$}", "", width = self.depth);
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A document of these statements of an account.
pub(super) fn document(account: &SynthAccount, statements: &[&Statement<'_>]) -> String {
    let mut xml = Xml { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), depth: 0 };
    xml.open("Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"");
    xml.open("BkToCstmrStmt");
    xml.open("GrpHdr");
    xml.leaf(&["MsgId"], &format!("M{}", &account.iban[account.iban.len() - 12..]));
    let last = statements.last().map_or(0, |statement| statement.month.last);
    xml.leaf(&["CreDtTm"], &morning_after(last));
    xml.close("GrpHdr");
    for statement in statements {
        write_statement(&mut xml, statement);
    }
    xml.close("BkToCstmrStmt");
    xml.close("Document");
    xml.text
}

fn morning_after(day: i32) -> String {
    format!("{}T06:00:00", civil(day + 1))
}

fn write_statement(xml: &mut Xml, statement: &Statement<'_>) {
    let (account, month) = (statement.account, statement.month);
    xml.open("Stmt");
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
    write_balance(xml, "OPBD", statement.opening_minor, month.first);
    write_balance(xml, "CLBD", statement.closing_minor, month.last);
    for line in &statement.lines {
        write_entry(xml, statement.account, line);
    }
    xml.close("Stmt");
}

fn write_balance(xml: &mut Xml, code: &str, minor: i64, day: i32) {
    xml.open("Bal");
    xml.leaf(&["Tp", "CdOrPrtry", "Cd"], code);
    xml.amount(minor);
    xml.leaf(&["CdtDbtInd"], if minor < 0 { "DBIT" } else { "CRDT" });
    xml.leaf(&["Dt", "Dt"], &civil(day).to_string());
    xml.close("Bal");
}

fn write_entry(xml: &mut Xml, account: &SynthAccount, line: &Line<'_>) {
    let on = line.made.booked_on.to_string();
    xml.open("Ntry");
    xml.amount(line.written_minor);
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
