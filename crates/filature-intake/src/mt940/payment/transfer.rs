//! MT103, the transfer of one customer to another.

use filature_model::{Booked, Channel, Entry, Legs, PaymentStatus, Problem, ProblemCode};

use super::super::booking::Flaw;
use super::super::information::one_line;
use super::super::line::is_reference;
use super::super::reader::Reader;
use super::super::scan::{Field, Message};
use super::{day, find, first_line, money, note_unknown, ordered, party, push};

/// Fields of the message, and those that may stand several times in it.
const KNOWN: &[&str] = &[
    "20", "21", "23B", "26T", "32A", "33B", "36", "50", "50A", "50F", "50K", "51A", "52A", "52C", "52D", "53A", "53B",
    "53D", "54A", "54B", "54D", "55A", "55B", "55D", "56A", "56C", "56D", "57A", "57B", "57C", "57D", "59", "59A",
    "59F", "70", "71A", "71G", "72", "77B", "77T",
];
const REPEATED: &[&str] = &["13C", "23E", "71F"];

/// Reads the message: one entry, or the problem that makes it none.
pub(in super::super) fn read(reader: &mut Reader, message: &Message<'_>) {
    let fields = &message.fields;
    note_unknown(reader, fields, KNOWN, REPEATED);
    let place = reader.next_row(message.line);
    let sent = match sent(fields) {
        Ok(sent) => sent,
        Err((code, found, expected)) => {
            let problem = Problem::new(reader.source, place, code, found, expected);
            return reader.problems.push(problem.in_column(":32A:"));
        }
    };
    let (on, settled) = sent;
    let ordered = ordered(reader, fields, settled);
    let mut entry = Entry::new(place, Legs::Both, Booked::day(on), ordered.unwrap_or(settled));
    entry.value_on = Some(on);
    entry.received = ordered.map(|_| settled);
    let payers_bank = party::bank(find(fields, &["52A", "52C", "52D"])).or(message.bank);
    let payees_bank = party::bank(find(fields, &["57A", "57C", "57B", "57D"])).or(message.receiver);
    entry.debtor = party::read(find(fields, &["50K", "50F", "50A", "50"]), payers_bank);
    entry.creditor = party::read(find(fields, &["59", "59F", "59A"]), payees_bank);
    entry.channel = Some(Channel::Transfer);
    entry.text = text(fields);
    entry.reference = find(fields, &["20"]).map(|field| field.body.trim().to_owned()).filter(|text| is_reference(text));
    entry.transaction = message.uetr.map(str::to_owned);
    entry.status = status(reader, message, &entry);
    note_charges(reader, fields, &entry);
    push(reader, &entry);
}

/// The day and the amount of `:32A:`: what the sender's bank gives to the receiver's.
fn sent<'a>(fields: &[Field<'a>]) -> Result<(jiff::civil::Date, filature_model::Money), Flaw<'a>> {
    let missing = (ProblemCode::MissingField, "", "a date, a currency and an amount".to_owned());
    let field = find(fields, &["32A"]).ok_or(missing)?;
    let (on, rest) = day(first_line(&field))?;
    Ok((on, money(rest)?))
}

/// The text for the payee.
pub(super) fn text(fields: &[Field<'_>]) -> Option<String> {
    let text = find(fields, &["70"])?;
    Some(one_line(text.body).into_owned()).filter(|text| !text.is_empty())
}

/// Whether the payment was made: not when the network refused to carry it, nor when the message itself says that it
/// was turned down or sent back (`:72:/REJT/`, `/RETN/`).
fn status(reader: &mut Reader, message: &Message<'_>, entry: &Entry) -> PaymentStatus {
    let information = find(&message.fields, &["72"]);
    let word = information.as_ref().map_or("", first_line);
    let (status, column, found) = match () {
        () if message.refused => (PaymentStatus::Cancelled, "{451:", "1"),
        () if word.starts_with("/REJT/") => (PaymentStatus::Cancelled, ":72:", word),
        () if word.starts_with("/RETN/") => (PaymentStatus::Refunded, ":72:", word),
        () => return PaymentStatus::Paid,
    };
    let problem = Problem::new(reader.source, entry.place, ProblemCode::NotBooked, found, "a payment that was made");
    reader.problems.push(problem.in_column(column));
    status
}

/// Notes what is stated beside the amount: charges above nought, and an ordered amount in the same currency that is
/// another one.
fn note_charges(reader: &mut Reader, fields: &[Field<'_>], entry: &Entry) {
    let mut stated = Vec::new();
    for field in fields.iter().filter(|field| matches!(field.tag, "71F" | "71G" | "33B")) {
        let is_worth = match (field.tag, money(first_line(field))) {
            ("33B", Ok(money)) => money.currency == entry.amount.currency && money != entry.amount,
            ("33B", Err(_)) => false,
            (_, Ok(money)) => money.minor != 0,
            (_, Err(_)) => true,
        };
        if is_worth {
            stated.push(format!(":{}:{}", field.tag, first_line(field)));
        }
    }
    if stated.is_empty() {
        return;
    }
    let bearer = find(fields, &["71A"]);
    let bearer = bearer.as_ref().map_or("", first_line);
    if !bearer.is_empty() {
        stated.insert(0, bearer.to_owned());
    }
    let problem = Problem::new(reader.source, entry.place, ProblemCode::Charges, stated.join(" "), "");
    reader.problems.push(problem.in_column(":71F:"));
}
