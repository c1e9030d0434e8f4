//! Two kinds of CSV that banks let people download. Neither names its kind; a reader has to find it out.

use filature_model::Channel;
use jiff::civil::Date;

use super::statement::{Books, Line, Statement};
use super::{comma, point, row};
use crate::SynthAccount;
use crate::calendar::{Month, civil};
use crate::people::{fold, printed};

const COLUMNS_A: [&str; 6] = ["Date opération", "Date valeur", "Libellé", "Débit", "Crédit", "Solde"];

const COLUMNS_B: [&str; 11] = [
    "Account",
    "Booking date",
    "Value date",
    "Amount",
    "Currency",
    "Type",
    "Counterparty name",
    "Counterparty IBAN",
    "Description",
    "Reference",
    "Balance",
];

/// The French kind: a file an account, windows-1252, the holder and the number in lines before the header,
/// debit and credit in two columns, the newest row first.
pub(super) fn files_of_one_account(
    books: &Books<'_>,
    chosen: impl Fn(&SynthAccount) -> bool,
) -> Vec<(String, Vec<u8>)> {
    let file = |position| {
        let account = &books.case.accounts[position];
        let statements = books.statements(position);
        let number = &account.iban[account.iban.len() - 13..account.iban.len() - 2];
        (format!("releve-{number}.csv"), of_account(books, account, &statements.iter().collect::<Vec<_>>()))
    };
    books.accounts(chosen).into_iter().map(file).collect()
}

/// The bytes of such a file over these statements.
pub(super) fn of_account(books: &Books<'_>, account: &SynthAccount, statements: &[&Statement<'_>]) -> Vec<u8> {
    let lines: Vec<Line<'_>> = statements.iter().flat_map(|statement| statement.lines.iter().copied()).collect();
    windows_1252(&french(account, &lines, &books.months))
}

fn french(account: &SynthAccount, lines: &[Line<'_>], months: &[Month]) -> String {
    let mut out = String::new();
    let mut put = |fields: &[&str]| row(&mut out, ';', "\r\n", fields);
    let first = civil(months.first().map_or(0, |month| month.first));
    let last = civil(months.last().map_or(0, |month| month.last));
    let closing = lines.last().map_or(account.opening_minor, |line| line.balance_minor);
    put(&[account.bank.name()]);
    put(&["Titulaire", &account.holder]);
    put(&["IBAN", &spaced(&account.iban)]);
    put(&["Période", &format!("du {} au {}", slashed(first), slashed(last))]);
    put(&[&format!("Solde au {}", slashed(last)), &comma(closing), "EUR"]);
    put(&[]);
    put(&COLUMNS_A);
    for line in lines.iter().rev() {
        let (on, amount) = (slashed(line.made.booked_on), comma(line.written_minor));
        let (debit, credit) = if line.credit { ("", amount.as_str()) } else { (amount.as_str(), "") };
        put(&[&on, &on, &label(line), debit, credit, &comma(line.balance_minor)]);
    }
    out
}

/// All that this kind of file says about a booking stands in one text.
pub(super) fn label(line: &Line<'_>) -> String {
    let made = line.made;
    let name = printed(&line.other.name);
    let text = printed(&made.text);
    if made.channel != Channel::Transfer {
        return text;
    }
    let words = match (line.credit, made.text.starts_with("PRLV")) {
        (true, _) => format!("VIR SEPA RECU DE: {name}"),
        (false, true) => format!("PRLV SEPA {name}"),
        (false, false) => format!("VIR SEPA EMIS POUR: {name}"),
    };
    let iban = if line.other_iban.is_empty() { String::new() } else { format!(" IBAN: {}", line.other_iban) };
    format!("{words}{iban} REF: {} MOTIF: {text}", made.reference)
}

/// The other kind: one file for all accounts, UTF-8, signed amounts, both sides in columns of their own.
pub(super) fn file_of_a_bank(
    books: &Books<'_>,
    name: &str,
    chosen: impl Fn(&SynthAccount) -> bool,
) -> Option<(String, Vec<u8>)> {
    let positions = books.accounts(chosen);
    if positions.is_empty() {
        return None;
    }
    let statements: Vec<Statement<'_>> =
        positions.into_iter().flat_map(|position| books.statements(position)).collect();
    let text = of_statements(&statements.iter().collect::<Vec<_>>());
    Some((format!("{name}.csv"), text.into_bytes()))
}

/// The text of such a file over these statements.
pub(super) fn of_statements(statements: &[&Statement<'_>]) -> String {
    let mut out = String::new();
    row(&mut out, ',', "\n", &COLUMNS_B);
    for statement in statements {
        let iban = &statement.account.iban;
        for line in &statement.lines {
            let on = line.made.booked_on.to_string();
            row(
                &mut out,
                ',',
                "\n",
                &[
                    iban,
                    &on,
                    &on,
                    &point(line.signed_minor()),
                    "EUR",
                    kind(line.made.channel),
                    &line.other.name,
                    line.other_iban,
                    &line.made.text,
                    &line.made.reference,
                    &point(line.balance_minor),
                ],
            );
        }
    }
    out
}

fn kind(channel: Channel) -> &'static str {
    match channel {
        Channel::Card => "CARD PAYMENT",
        Channel::CashOut => "CASH WITHDRAWAL",
        Channel::CashIn => "CASH DEPOSIT",
        Channel::Remittance => "MONEY TRANSFER",
        Channel::Fee => "FEE",
        _ => "TRANSFER",
    }
}

pub(super) fn slashed(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

/// Groups of four, as people read an IBAN.
pub(super) fn spaced(iban: &str) -> String {
    let letters: Vec<char> = iban.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Bytes of windows-1252. French letters are in it; letters that are not become plain ones, as at the bank.
pub(super) fn windows_1252(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for letter in text.chars() {
        match u32::from(letter) {
            0..=0x7F => bytes.extend(letter.to_string().bytes()),
            code @ 0xA0..=0xFF => bytes.extend(u8::try_from(code)),
            _ => match letter {
                'Š' => bytes.push(0x8A),
                'š' => bytes.push(0x9A),
                'Ž' => bytes.push(0x8E),
                'ž' => bytes.push(0x9E),
                'œ' => bytes.push(0x9C),
                other => bytes.extend(fold(&other.to_string()).bytes()),
            },
        }
    }
    bytes
}
