//! MT103: the transfers between accounts, each as the payer's bank sent it, in one file as networks keep it (RJE: a
//! dollar between messages).

use filature_model::Channel;

use super::comma;
use super::mt940::plain;
use crate::case::SynthSide;
use crate::{SynthTransfer, SyntheticCase};

/// The file, of transfers whose both sides have an account.
pub(super) fn file(case: &SyntheticCase) -> (String, Vec<u8>) {
    let is_between = |made: &&SynthTransfer| {
        made.channel == Channel::Transfer && made.debtor.account.is_some() && made.creditor.account.is_some()
    };
    let messages: Vec<String> = case.transfers.iter().filter(is_between).map(|made| message(case, made)).collect();
    ("mt103.rje".to_owned(), messages.join("$\r\n").into_bytes())
}

fn message(case: &SyntheticCase, made: &SynthTransfer) -> String {
    let bic = |side: &SynthSide| side.account.map_or("", |at| case.accounts[at].bank.bic());
    let on = made.booked_on;
    let reference = if made.reference.is_empty() { made.id.as_str() } else { &made.reference };
    let mut lines = vec![
        format!(
            "{{1:F01{}AXXX0000000000}}{{2:I103{}XXXXN}}{{3:{{108:{}}}}}{{4:",
            bic(&made.debtor),
            bic(&made.creditor),
            made.id
        ),
        format!(":20:{reference}"),
        ":23B:CRED".to_owned(),
        format!(":32A:{:02}{:02}{:02}EUR{}", on.year() % 100, on.month(), on.day(), comma(made.amount_minor)),
    ];
    lines.extend(party(case, "50K", &made.debtor));
    lines.extend(party(case, "59", &made.creditor));
    let text: Vec<char> = plain(&made.text).chars().collect();
    // Four lines of 35 characters, cut as banks do.
    let text: Vec<String> = text.chunks(35).take(4).map(|line| line.iter().collect()).collect();
    if !text.is_empty() {
        lines.push(format!(":70:{}", text.join("\r\n")));
    }
    lines.push(":71A:SHA".to_owned());
    lines.push("-}".to_owned());
    lines.join("\r\n")
}

fn party(case: &SyntheticCase, tag: &str, side: &SynthSide) -> Vec<String> {
    let iban = side.account.map_or("", |at| case.accounts[at].iban.as_str());
    let name: String = plain(&side.name).chars().take(35).collect();
    let mut lines = vec![format!(":{tag}:/{iban}")];
    lines.extend(Some(name).filter(|name| !name.trim().is_empty()));
    lines
}
