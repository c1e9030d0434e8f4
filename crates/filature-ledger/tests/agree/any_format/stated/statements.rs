//! What a statement says of a booking, form by form.

use filature_model::Channel;
use filature_synth::{Bank, SynthSide, SynthTransfer, SyntheticCase};

use super::letters::{bare, first, printed, swift_letters};
use super::{Row, iban, money};

/// A transfer as the statement of one of its sides shows it.
pub struct Line<'a> {
    pub made: &'a SynthTransfer,
    account: &'a str,
    pub bank: Bank,
    is_debit: bool,
    other: &'a SynthSide,
    other_account: &'a str,
    other_bic: &'a str,
}

/// A row for each side whose statements are in the case.
pub fn lines(case: &SyntheticCase, more: impl Fn(&Line<'_>) -> Row) -> Vec<Row> {
    let mut rows = Vec::new();
    for made in &case.transfers {
        for (own, other, is_debit) in [(&made.debtor, &made.creditor, true), (&made.creditor, &made.debtor, false)] {
            let Some(account) = own.account.map(|position| &case.accounts[position]) else { continue };
            if !account.in_case {
                continue;
            }
            let (bank, other_account) = (account.bank, iban(case, other));
            let other_bic = other.account.map_or("", |position| case.accounts[position].bank.bic());
            let line = Line { made, account: &account.iban, bank, is_debit, other, other_account, other_bic };
            let mut row = more(&line);
            row.insert("account", line.account.to_owned());
            row.insert("legs", if is_debit { "debit" } else { "credit" }.to_owned());
            row.extend(money(made));
            rows.push(row);
        }
    }
    rows
}

/// The payer's reference, else that of the bank.
fn reference(line: &Line<'_>) -> String {
    match line.made.reference.as_str() {
        "" => format!("{}{}", if line.is_debit { 'D' } else { 'C' }, line.made.id),
        reference => reference.to_owned(),
    }
}

pub fn camt(line: &Line<'_>) -> Row {
    Row::from([
        ("value_on", line.made.booked_on.to_string()),
        ("other", line.other_account.to_owned()),
        ("other_name", printed(&line.other.name)),
        ("text", printed(&line.made.text)),
        ("reference", reference(line)),
    ])
}

/// The text has the payer's reference in it, under the mark of SEPA; names are cut at the end of their second part.
pub fn german(line: &Line<'_>) -> Row {
    let text = format!("{}SVWZ+{}", end_to_end(line), swift_letters(&line.made.text));
    swift(line, &first(&swift_letters(&line.other.name), 54), &text)
}

/// A slash would end the part. Where a booking has no text, all that the bank says of it stands for one.
pub fn dutch(line: &Line<'_>) -> Row {
    let part = |text: &str| swift_letters(text).replace('/', " ");
    let (name, text) = (part(&line.other.name), part(&line.made.text));
    if !text.is_empty() {
        return swift(line, &name, &text);
    }
    let kind = if line.made.channel == Channel::Transfer { "SEPA OVERBOEKING" } else { "OVERIG" };
    let named = |word: &str, value: &str| if value.is_empty() { String::new() } else { format!("/{word}/{value}") };
    let parts = [("IBAN", line.other_account), ("BIC", line.other_bic), ("NAME", &name)];
    let parts: String = parts.into_iter().map(|(word, value)| named(word, value)).collect();
    swift(line, &name, &format!("/TRTP/{kind}{parts}/REMI/{}", named("EREF", &line.made.reference)))
}

/// One part of the text, one of the name; a tilde would end them.
pub fn polish(line: &Line<'_>) -> Row {
    let part = |text: &str| first(&swift_letters(text).replace('~', " "), 27);
    swift(line, &part(&line.other.name), &format!("{}{}", part(&line.made.text), end_to_end(line)))
}

fn end_to_end(line: &Line<'_>) -> String {
    if line.made.reference.is_empty() { String::new() } else { format!("EREF+{}", line.made.reference) }
}

fn swift(line: &Line<'_>, name: &str, text: &str) -> Row {
    Row::from([
        ("value_on", line.made.booked_on.to_string()),
        ("other", line.other_account.to_owned()),
        ("bare_other_name", bare(name)),
        ("bare_text", bare(text)),
        ("reference", reference(line)),
    ])
}

pub fn ofx(line: &Line<'_>) -> Row {
    let channel = match line.made.channel {
        Channel::Remittance | Channel::Crypto | Channel::Other => "",
        channel => channel.word(),
    };
    let text = if line.made.text.is_empty() { &*line.other.name } else { &*line.made.text };
    Row::from([
        ("other", line.other_account.to_owned()),
        ("other_name", line.other.name.to_string()),
        ("text", text.to_owned()),
        ("reference", reference(line)),
        ("channel", channel.to_owned()),
    ])
}

pub fn qif(line: &Line<'_>) -> Row {
    let is_cash = matches!(line.made.channel, Channel::CashIn | Channel::CashOut);
    Row::from([
        ("other_name", line.other.name.to_string()),
        ("text", line.made.text.to_string()),
        ("reference", if is_cash { "ATM" } else { line.made.reference.as_str() }.to_owned()),
        ("channel", if is_cash { line.made.channel.word() } else { "" }.to_owned()),
    ])
}

/// Tables with a column for each thing.
pub fn columns(line: &Line<'_>) -> Row {
    Row::from([
        ("value_on", line.made.booked_on.to_string()),
        ("other", line.other_account.to_owned()),
        ("other_name", line.other.name.to_string()),
        ("text", line.made.text.to_string()),
        ("reference", line.made.reference.clone()),
    ])
}

/// French statements say all in one text: who is on the other side is not told apart from it.
pub fn paper(line: &Line<'_>) -> Row {
    let (name, text) = (printed(&line.other.name), printed(&line.made.text));
    let words = match (line.is_debit, line.made.text.starts_with("PRLV")) {
        (false, _) => format!("VIR SEPA RECU DE: {name}"),
        (true, true) => format!("PRLV SEPA {name}"),
        (true, false) => format!("VIR SEPA EMIS POUR: {name}"),
    };
    let account = if line.other_account.is_empty() { String::new() } else { format!(" IBAN: {}", line.other_account) };
    let text = match line.made.channel {
        Channel::Transfer => format!("{words}{account} REF: {} MOTIF: {text}", line.made.reference),
        _ => text,
    };
    let nothing = ["other", "other_name", "reference"].map(|field| (field, String::new()));
    // A blank at the end is not seen.
    nothing
        .into_iter()
        .chain([("text", text.trim_end().to_owned()), ("value_on", line.made.booked_on.to_string())])
        .collect()
}
