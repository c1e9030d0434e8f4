//! A case as files: every byte is decided here, and nothing is opened.

mod amlworld;
mod bank_csv;
mod camt;
mod canonical;
mod faults;
mod ftm;
mod goaml;
mod mt103;
mod mt940;
mod mt940_dialects;
mod mt942;
mod ofx;
mod payment;
mod pdf;
mod planted;
mod qif;
mod remittance;
mod statement;
mod xlsx;
mod xml;

use std::str::FromStr;

use filature_model::{Currency, decimal_string};

use crate::case::Bank;
use crate::{SynthAccount, SyntheticCase};
pub(crate) use faults::plant_faults;
pub use planted::{Fault, PlantedCase, planted_case};
use statement::Books;

macro_rules! output_formats {
    ($($(#[doc = $doc:literal])+ $variant:ident $word:literal $what:literal)+) => {
        /// A form in which a case can be written.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum OutputFormat { $($(#[doc = $doc])+ $variant,)+ }

        impl OutputFormat {
            /// All of them, in the order of this list.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word of the command line.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// What it is, in a few words.
            pub fn what(self) -> &'static str {
                match self { $(Self::$variant => $what,)+ }
            }
        }
    };
}

output_formats! {
    /// camt.053.001.02, a file an account, a statement a month.
    Camt "camt" "camt.053"
    /// camt.052.001.02, a file an account, a report a month, without balances.
    Camt052 "camt052" "camt.052"
    /// camt.054.001.02, a file an account, a notification a month.
    Camt054 "camt054" "camt.054"
    /// pain.001.001.09, a file an account: what it ordered to be transferred. It holds transfers alone.
    Pain001 "pain001" "pain.001, orders alone"
    /// pacs.008.001.08, a file: the transfers between accounts. It holds those alone.
    Pacs008 "pacs008" "pacs.008, transfers between accounts alone"
    /// MT940 with the structured field 86 of German and Austrian banks, a file a bank and month.
    Mt940 "mt940" "MT940"
    /// MT940 with the named parts of Dutch banks.
    Mt940Dutch "mt940-nl" "MT940 as Dutch banks write it"
    /// MT940 with the numbered parts of Polish banks.
    Mt940Polish "mt940-pl" "MT940 as Polish banks write it"
    /// MT942, interim reports: the entries of the MT940, without balances.
    Mt942 "mt942" "MT942, interim reports"
    /// MT103, in one file: the transfers between accounts. It holds those alone.
    Mt103 "mt103" "MT103, transfers between accounts alone"
    /// OFX 1.02, without end tags, a file an account.
    Ofx1 "ofx1" "OFX 1, as SGML"
    /// OFX 2.11, as XML, a file an account.
    Ofx2 "ofx2" "OFX 2, as XML"
    /// QIF, a file an account, which its name says.
    Qif "qif" "QIF"
    /// Two kinds of bank CSV: the accounts of one bank as files of one account, all others in one file.
    Csv "csv" "Two banks' own CSV"
    /// A workbook a bank, a sheet an account.
    Xlsx "xlsx" "A workbook a bank"
    /// French statements on paper, a file an account, with all its months.
    Pdf "pdf" "French statements on paper"
    /// The columns of IBM's AMLworld data.
    Amlworld "amlworld" "AMLworld's columns"
    /// This program's own canonical layout, with its accounts file.
    Canonical "filature" "The canonical layout"
    /// A goAML report.
    Goaml "goaml" "A goAML report"
    /// FollowTheMoney entities.
    Ftm "ftm" "FollowTheMoney entities"
    /// The list of a money-transfer operator: the remittances alone.
    Mto "mto" "The list of a money-transfer operator"
}

/// A word that names no form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is none of {known}", known = known_words())]
pub struct UnknownFormat(pub String);

fn known_words() -> String {
    OutputFormat::ALL.iter().map(|format| format.word()).collect::<Vec<_>>().join(", ")
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
        Self::ALL.iter().copied().find(|format| format.word() == wanted).ok_or_else(|| UnknownFormat(word.to_owned()))
    }
}

/// The case's files in each of the forms, as names and bytes. Each form holds the whole case, but for
/// orders, transfers between banks and the list of a money-transfer operator, which hold those alone.
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
            OutputFormat::Camt => made.extend(camt::STATEMENT.files(&books, all)),
            OutputFormat::Camt052 => made.extend(camt::REPORT.files(&books, all)),
            OutputFormat::Camt054 => made.extend(camt::NOTIFICATION.files(&books, all)),
            OutputFormat::Pain001 => made.extend(payment::orders(&books)),
            OutputFormat::Pacs008 => made.extend(payment::between_banks(case)),
            OutputFormat::Mt940 => made.extend(mt940::files(&books, all)),
            OutputFormat::Mt940Dutch => made.extend(mt940_dialects::DUTCH.files(&books, all)),
            OutputFormat::Mt940Polish => made.extend(mt940_dialects::POLISH.files(&books, all)),
            OutputFormat::Mt942 => made.extend(mt942::files(&books, all)),
            OutputFormat::Mt103 => made.push(mt103::file(case)),
            OutputFormat::Ofx1 => made.extend(ofx::files(&books, ofx::Version::One, all)),
            OutputFormat::Ofx2 => made.extend(ofx::files(&books, ofx::Version::Two, all)),
            OutputFormat::Qif => made.extend(qif::files(&books, all)),
            OutputFormat::Csv => {
                made.extend(bank_csv::files_of_one_account(&books, |account| account.bank == Bank::Coteaux));
                made.extend(bank_csv::file_of_a_bank(&books, "csv-accounts", |account| account.bank != Bank::Coteaux));
            }
            OutputFormat::Xlsx => made.extend(xlsx::files(&books, all)),
            OutputFormat::Pdf => made.extend(pdf::files(&books, all)),
            OutputFormat::Amlworld => made.push(amlworld::file(case)),
            OutputFormat::Canonical => {
                made.push(canonical::transactions(case));
                made.push(canonical::accounts(case));
            }
            OutputFormat::Goaml => made.push(goaml::file(case)),
            OutputFormat::Ftm => made.push(ftm::file(case)),
            OutputFormat::Mto => made.push(remittance::file(case)),
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
    let mut made = camt::STATEMENT.files(&books, |account| account.bank == Bank::Confluent);
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
