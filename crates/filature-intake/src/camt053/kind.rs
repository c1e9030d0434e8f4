//! Which message a document is, and what to ask for when it is not a statement.

use super::refuse;
use crate::Refusal;

/// Message, its container element, what it is in plain words.
const MESSAGES: &[(&str, &str, &str)] = &[
    ("camt.052", "BkToCstmrAcctRpt", "an intraday report"),
    ("camt.054", "BkToCstmrDbtCdtNtfctn", "a notification of single debits and credits"),
    ("camt.003", "GetAcct", "a question put to a clearing system"),
    ("camt.004", "RtrAcct", "a clearing system's answer on an account"),
    ("pain.001", "CstmrCdtTrfInitn", "a customer's payment order"),
    ("pain.002", "CstmrPmtStsRpt", "a report on payment orders"),
    ("pain.008", "CstmrDrctDbtInitn", "a collection order"),
    ("pacs.002", "FIToFIPmtStsRpt", "a report between banks"),
    ("pacs.003", "FIToFICstmrDrctDbt", "a direct debit between banks"),
    ("pacs.004", "PmtRtr", "a returned payment between banks"),
    ("pacs.008", "FIToFICstmrCdtTrf", "a payment between banks"),
    ("pacs.009", "FICdtTrf", "a transfer of banks"),
];

/// The message in a namespace like `urn:iso:std:iso:20022:tech:xsd:camt.052.001.02`.
pub(super) fn of_namespace(namespace: &str) -> Option<&str> {
    let (_, message) = namespace.rsplit_once(':')?;
    let is_message = message.len() >= 8 && message.as_bytes()[4] == b'.' && message.is_ascii();
    is_message.then_some(message)
}

/// The refusal of a document whose container is not a statement's.
pub(super) fn refusal(line: u32, message: Option<&str>, container: &str) -> Refusal {
    let known = MESSAGES
        .iter()
        .find(|(_, element, _)| container.starts_with(element))
        .or_else(|| MESSAGES.iter().find(|(kind, ..)| message.is_some_and(|message| message.starts_with(kind))));
    let name = message.filter(|message| !message.starts_with("camt.053")).or(known.map(|(kind, ..)| *kind));
    let what = match (name, known) {
        (Some(name), Some((.., words))) => format!("{name} is {words}, not a statement."),
        (Some(name), None) => format!("{name} is not a statement."),
        (None, _) => format!("A document with {container:?} is not a statement."),
    };
    refuse(line, what, "Ask the bank for camt.053, the statement of the booked entries.")
}
