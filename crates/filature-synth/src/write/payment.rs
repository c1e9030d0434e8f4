//! pain.001.001.09, what each account ordered, and pacs.008.001.08, what banks passed on to each other.

use std::collections::BTreeMap;

use filature_model::Channel;
use jiff::civil::Date;

use super::point;
use super::statement::Books;
use super::xml::Xml;
use crate::case::SynthSide;
use crate::people::printed;
use crate::{SynthAccount, SynthTransfer, SyntheticCase};

/// A file for each account whose statements are in the case and that ordered a transfer: a part a day.
pub(super) fn orders(books: &Books<'_>) -> Vec<(String, Vec<u8>)> {
    let case = books.case;
    let mut by_account = BTreeMap::<usize, Vec<&SynthTransfer>>::new();
    for made in case.transfers.iter().filter(|made| made.channel == Channel::Transfer) {
        if let Some(payer) = made.debtor.account {
            by_account.entry(payer).or_default().push(made);
        }
    }
    let file = |position| {
        let account = &case.accounts[position];
        let ordered = by_account.get(&position)?;
        Some((format!("pain001-{}.xml", account.iban), order(case, account, ordered).into_bytes()))
    };
    books.accounts(|_| true).into_iter().filter_map(file).collect()
}

/// One file of all transfers between accounts, in the order of time; none where there is no such transfer.
pub(super) fn between_banks(case: &SyntheticCase) -> Option<(String, Vec<u8>)> {
    let is_between = |made: &&SynthTransfer| {
        made.channel == Channel::Transfer && made.debtor.account.is_some() && made.creditor.account.is_some()
    };
    let passed: Vec<&SynthTransfer> = case.transfers.iter().filter(is_between).collect();
    let mut xml = Xml::new();
    xml.open("Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"");
    xml.open("FIToFICstmrCdtTrf");
    xml.open("GrpHdr");
    write_sums(&mut xml, &passed);
    xml.close("GrpHdr");
    for made in &passed {
        xml.open("CdtTrfTxInf");
        write_references(&mut xml, made);
        xml.amount("IntrBkSttlmAmt", made.amount_minor);
        xml.leaf(&["IntrBkSttlmDt"], &made.booked_on.to_string());
        write_payer(&mut xml, case, &made.debtor);
        write_payee(&mut xml, case, made);
        xml.close("CdtTrfTxInf");
    }
    xml.close("FIToFICstmrCdtTrf");
    xml.close("Document");
    (!passed.is_empty()).then(|| ("pacs008.xml".to_owned(), xml.into_text().into_bytes()))
}

fn order(case: &SyntheticCase, account: &SynthAccount, ordered: &[&SynthTransfer]) -> String {
    let mut by_day = BTreeMap::<Date, Vec<&SynthTransfer>>::new();
    ordered.iter().for_each(|made| by_day.entry(made.booked_on).or_default().push(made));
    let mut xml = Xml::new();
    xml.open("Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"");
    xml.open("CstmrCdtTrfInitn");
    xml.open("GrpHdr");
    write_sums(&mut xml, ordered);
    xml.leaf(&["InitgPty", "Nm"], &printed(&account.holder));
    xml.close("GrpHdr");
    for (on, ordered) in &by_day {
        xml.open("PmtInf");
        xml.leaf(&["PmtMtd"], "TRF");
        write_sums(&mut xml, ordered);
        xml.leaf(&["ReqdExctnDt", "Dt"], &on.to_string());
        if let Some(first) = ordered.first() {
            write_payer(&mut xml, case, &first.debtor);
        }
        for made in ordered {
            xml.open("CdtTrfTxInf");
            write_references(&mut xml, made);
            xml.open("Amt");
            xml.amount("InstdAmt", made.amount_minor);
            xml.close("Amt");
            write_payee(&mut xml, case, made);
            xml.close("CdtTrfTxInf");
        }
        xml.close("PmtInf");
    }
    xml.close("CstmrCdtTrfInitn");
    xml.close("Document");
    xml.into_text()
}

/// How many payments there are, and their sum.
fn write_sums(xml: &mut Xml, made: &[&SynthTransfer]) {
    xml.leaf(&["NbOfTxs"], &made.len().to_string());
    xml.leaf(&["CtrlSum"], &point(made.iter().map(|made| made.amount_minor).sum()));
}

fn write_references(xml: &mut Xml, made: &SynthTransfer) {
    let reference = if made.reference.is_empty() { "NOTPROVIDED" } else { made.reference.as_str() };
    xml.leaf(&["PmtId", "EndToEndId"], reference);
}

fn write_payer(xml: &mut Xml, case: &SyntheticCase, side: &SynthSide) {
    write_name(xml, "Dbtr", side);
    if let Some(account) = side.account.map(|position| &case.accounts[position]) {
        xml.leaf(&["DbtrAcct", "Id", "IBAN"], &account.iban);
        xml.leaf(&["DbtrAgt", "FinInstnId", "BICFI"], account.bank.bic());
    }
}

fn write_payee(xml: &mut Xml, case: &SyntheticCase, made: &SynthTransfer) {
    let account = made.creditor.account.map(|position| &case.accounts[position]);
    if let Some(account) = account {
        xml.leaf(&["CdtrAgt", "FinInstnId", "BICFI"], account.bank.bic());
    }
    write_name(xml, "Cdtr", &made.creditor);
    if let Some(account) = account {
        xml.leaf(&["CdtrAcct", "Id", "IBAN"], &account.iban);
    }
    xml.leaf(&["RmtInf", "Ustrd"], &printed(&made.text));
}

fn write_name(xml: &mut Xml, element: &str, side: &SynthSide) {
    xml.open(element);
    xml.leaf(&["Nm"], &printed(&side.name));
    if !side.country.is_empty() {
        xml.leaf(&["PstlAdr", "Ctry"], side.country);
    }
    xml.close(element);
}
