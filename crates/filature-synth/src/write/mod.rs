//! A case as files: every byte is decided here, and nothing is opened.

mod amlworld;
mod bank_csv;
mod camt;
mod canonical;
mod faults;
mod mt940;
mod pdf;
mod statement;

use std::str::FromStr;

use filature_model::{Currency, decimal_string};

use crate::case::Bank;
use crate::{SynthAccount, SyntheticCase};
pub(crate) use faults::plant_faults;
use statement::Books;

/// A form in which a whole case can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutputFormat {
    /// camt.053.001.02, a file an account, a statement a month.
    Camt,
    /// MT940 with the structured field 86 of German and Austrian banks, a file a bank and month.
    Mt940,
    /// Two kinds of bank CSV: the accounts of one bank as files of one account, all others in one file.
    Csv,
    /// French statements on paper, a file an account, with all its months.
    Pdf,
    /// The columns of IBM's AMLworld data.
    Amlworld,
    /// This program's own canonical layout, with its accounts file.
    Canonical,
}

/// A word that names no form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is none of camt, mt940, csv, pdf, amlworld, filature")]
pub struct UnknownFormat(pub String);

impl OutputFormat {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Camt, Self::Mt940, Self::Csv, Self::Pdf, Self::Amlworld, Self::Canonical];

    /// The word of the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Camt => "camt",
            Self::Mt940 => "mt940",
            Self::Csv => "csv",
            Self::Pdf => "pdf",
            Self::Amlworld => "amlworld",
            Self::Canonical => "filature",
        }
    }
}

impl FromStr for OutputFormat {
    type Err = UnknownFormat;

    /// Reads the word back.
    ///
    /// ```
    /// use filature_synth::OutputFormat;
    /// assert_eq!("filature".parse(), Ok(OutputFormat::Canonical));
    /// assert!("docx".parse::<OutputFormat>().is_err());
    /// ```
    fn from_str(word: &str) -> Result<Self, UnknownFormat> {
        let wanted = word.trim();
        Self::ALL.into_iter().find(|format| format.word() == wanted).ok_or_else(|| UnknownFormat(word.to_owned()))
    }
}

/// The case's files in each of the forms, as names and bytes. Each form holds the whole case.
///
/// ```
/// use filature_synth::{OutputFormat, demo, files};
/// let files = files(&demo(), &[OutputFormat::Canonical]);
/// assert_eq!(files[0].0, "transactions.csv");
/// assert!(files[0].1.starts_with(b"id,booked_at,debtor,creditor,amount,currency"));
/// ```
pub fn files(case: &SyntheticCase, formats: &[OutputFormat]) -> Vec<(String, Vec<u8>)> {
    let books = Books::new(case);
    let all = |_: &SynthAccount| true;
    let mut made = Vec::new();
    for format in formats {
        match format {
            OutputFormat::Camt => made.extend(camt::files(&books, all)),
            OutputFormat::Mt940 => made.extend(mt940::files(&books, all)),
            OutputFormat::Csv => {
                made.extend(bank_csv::files_of_one_account(&books, |account| account.bank == Bank::Coteaux));
                made.extend(bank_csv::file_of_a_bank(&books, "csv-accounts", |account| account.bank != Bank::Coteaux));
            }
            OutputFormat::Pdf => made.extend(pdf::files(&books, all)),
            OutputFormat::Amlworld => made.push(amlworld::file(case)),
            OutputFormat::Canonical => {
                made.push(canonical::transactions(case));
                made.push(canonical::accounts(case));
            }
        }
    }
    made
}

/// The case as an investigator would receive it: each bank in its own form, and the list of account holders.
///
/// ```
/// use filature_synth::{demo, demo_files};
/// let files = demo_files(&demo());
/// assert!(files.iter().any(|(name, _)| name == "accounts.csv"));
/// ```
pub fn demo_files(case: &SyntheticCase) -> Vec<(String, Vec<u8>)> {
    let books = Books::new(case);
    let mut made = camt::files(&books, |account| account.bank == Bank::Confluent);
    made.extend(bank_csv::files_of_one_account(&books, |account| account.bank == Bank::Coteaux));
    made.extend(bank_csv::file_of_a_bank(&books, "deux-rives", |account| account.bank == Bank::DeuxRives));
    made.extend(mt940::files(&books, |account| matches!(account.bank, Bank::Jasen | Bank::Lisi)));
    made.push(canonical::accounts(case));
    made
}

/// Cents as a decimal with a point.
fn point(minor: i64) -> String {
    decimal_string(i128::from(minor), Currency::EUR)
}

/// Cents as paper prints them in France: grouped by spaces, with a comma.
fn grouped(minor: i64) -> String {
    let text = comma(minor);
    let (whole, decimals) = text.split_once(',').unwrap_or((&text, "00"));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut out = String::from(sign);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(' ');
        }
        out.push(digit);
    }
    format!("{out},{decimals}")
}

/// Cents as a decimal with a comma.
fn comma(minor: i64) -> String {
    point(minor).replace('.', ",")
}

/// Appends a field, in quotation marks where it holds the delimiter, a quotation mark or a line break.
fn field(row: &mut String, delimiter: char, text: &str) {
    if text.contains([delimiter, '"', '\n', '\r']) {
        row.push('"');
        row.push_str(&text.replace('"', "\"\""));
        row.push('"');
    } else {
        row.push_str(text);
    }
}

/// Appends a row of fields and its line end.
fn row(out: &mut String, delimiter: char, end: &str, fields: &[&str]) {
    for (number, text) in fields.iter().enumerate() {
        if number > 0 {
            out.push(delimiter);
        }
        field(out, delimiter, text);
    }
    out.push_str(end);
}
