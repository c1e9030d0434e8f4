//! Which message a document is, whether it is read, and what to ask for when it is not.

use super::refuse;
use super::tags::Tag;
use crate::{Format, Refusal};

/// A message that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Message {
    /// camt.053: the booked entries of a period, with its balances.
    Statement,
    /// camt.052: what was booked, or is to be, in the course of a day.
    Report,
    /// camt.054: single debits and credits, and the payments that a booking stands for.
    Notification,
    /// pain.001: what a customer ordered.
    Order,
    /// pacs.008: what a bank passed on to another.
    Transfer,
}

impl Message {
    /// The message that this element contains.
    pub(super) fn of_container(tag: Tag) -> Option<Self> {
        Some(match tag {
            Tag::BkToCstmrStmt => Self::Statement,
            Tag::BkToCstmrAcctRpt => Self::Report,
            Tag::BkToCstmrDbtCdtNtfctn => Self::Notification,
            Tag::CstmrCdtTrfInitn => Self::Order,
            Tag::FIToFICstmrCdtTrf => Self::Transfer,
            _ => return None,
        })
    }

    /// What a file of it was read as.
    pub(super) fn format(self) -> Format {
        match self {
            Self::Statement => Format::Camt053,
            Self::Report => Format::Camt052,
            Self::Notification => Format::Camt054,
            Self::Order => Format::Pain001,
            Self::Transfer => Format::Pacs008,
        }
    }

    /// The element that holds one account's part, or one payment.
    pub(super) fn part(self) -> Tag {
        match self {
            Self::Statement => Tag::Stmt,
            Self::Report => Tag::Rpt,
            Self::Notification => Tag::Ntfctn,
            Self::Order | Self::Transfer => Tag::CdtTrfTxInf,
        }
    }

    /// The refusal of a message that has none of its parts.
    pub(super) fn without_parts(self) -> Refusal {
        let name = self.format().word();
        let (part, to_do) = match self {
            Self::Statement => {
                ("statement (Stmt)", "Ask the bank for the statements of the account and period of the request.")
            }
            Self::Report => ("report (Rpt)", "Ask the bank for camt.053, the statement of the booked entries."),
            Self::Notification => {
                ("notification (Ntfctn)", "Ask the bank for camt.053, the statement of the booked entries.")
            }
            Self::Order | Self::Transfer => ("payment (CdtTrfTxInf)", "Ask the sender for the whole file."),
        };
        Refusal::new(format!("The message is a {name} and has no {part} in it."), to_do)
    }
}

const STATEMENT: &str = "Ask the bank for camt.053, the statement of the booked entries.";
const ORDERS: &str =
    "Ask for the orders themselves (pain.001), or the bank for camt.053, the statement of the booked entries.";

/// What is not read: message, its container element, what it is in plain words, what to ask for.
const NOT_READ: &[(&str, &str, &str, &str)] = &[
    ("camt.003", "GetAcct", "a question put to a clearing system", STATEMENT),
    ("camt.004", "RtrAcct", "a clearing system's answer on an account", STATEMENT),
    ("camt.026", "UblToApply", "a bank's question about a payment that it cannot place", STATEMENT),
    ("camt.027", "ClmNonRct", "a claim that a payment did not arrive", STATEMENT),
    ("camt.028", "AddtlPmtInf", "an answer with more about a payment", STATEMENT),
    ("camt.029", "RsltnOfInvstgtn", "an answer to a request to cancel or to look into a payment", STATEMENT),
    ("camt.055", "CstmrPmtCxlReq", "a customer's request to cancel payments", STATEMENT),
    ("camt.056", "FIToFIPmtCxlReq", "a bank's request to cancel a payment", STATEMENT),
    ("camt.057", "NtfctnToRcv", "a notice that money is to come", STATEMENT),
    ("camt.060", "AcctRptgReq", "a request for reports", STATEMENT),
    ("camt.086", "BkSvcsBllgStmt", "a bill of a bank's own services", STATEMENT),
    ("camt.087", "ReqToModfyPmt", "a request to change a payment", STATEMENT),
    ("pain.002", "CstmrPmtStsRpt", "a report on payment orders", ORDERS),
    ("pain.007", "CstmrPmtRvsl", "a customer's order to give collected money back", STATEMENT),
    ("pain.008", "CstmrDrctDbtInitn", "a collection order", STATEMENT),
    ("pain.009", "MndtInitnReq", "a mandate for collections", STATEMENT),
    ("pain.013", "CdtrPmtActvtnReq", "a request to be paid", STATEMENT),
    ("pain.014", "CdtrPmtActvtnReqStsRpt", "an answer to a request to be paid", STATEMENT),
    ("pacs.002", "FIToFIPmtStsRpt", "a report between banks", STATEMENT),
    ("pacs.003", "FIToFICstmrDrctDbt", "a direct debit between banks", STATEMENT),
    ("pacs.004", "PmtRtr", "a returned payment between banks", STATEMENT),
    ("pacs.007", "FIToFIPmtRvsl", "a reversal between banks", STATEMENT),
    ("pacs.009", "FICdtTrf", "a transfer of banks", STATEMENT),
    ("pacs.010", "FIDrctDbt", "a direct debit of banks", STATEMENT),
    ("pacs.028", "FIToFIPmtStsReq", "a bank's question about a payment", STATEMENT),
    ("head.001", "AppHdr", "the header of a message without the message", STATEMENT),
];

/// The message in a namespace like `urn:iso:std:iso:20022:tech:xsd:camt.052.001.02`.
pub(super) fn of_namespace(namespace: &str) -> Option<&str> {
    let (_, message) = namespace.rsplit_once(':')?;
    let is_message = message.len() >= 8 && message.as_bytes()[4] == b'.' && message.is_ascii();
    is_message.then_some(message)
}

/// The refusal of a document whose container is that of no message that is read.
pub(super) fn refusal(line: u32, message: Option<&str>, container: &str) -> Refusal {
    let by_namespace = || NOT_READ.iter().find(|(kind, ..)| message.is_some_and(|message| message.starts_with(kind)));
    let by_container =
        || NOT_READ.iter().filter(|(_, element, ..)| container.starts_with(element)).max_by_key(|row| row.1.len());
    let known = by_container().or_else(by_namespace);
    // A namespace of a message that is read, around the container of another: the container is what there is.
    let is_read = |message: &&str| {
        ["camt.052", "camt.053", "camt.054", "pain.001", "pacs.008"].iter().any(|read| message.starts_with(read))
    };
    let name = message.filter(|message| !is_read(message)).or(known.map(|(kind, ..)| *kind));
    let what = match (name, known) {
        (Some(name), Some((_, _, words, _))) => format!("{name} is {words}, not a statement."),
        (Some(name), None) => format!("{name} is not a statement."),
        (None, _) => format!("A document with {container:?} is not a statement."),
    };
    refuse(line, what, known.map_or(STATEMENT, |row| row.3))
}
