//! `--claims FILE.csv`: whose money is followed, a row a payment.
//!
//! Either the row names its credit (`claim,transaction[,amount]`), or it says what the victim knows
//! (`claim,amount,date,account[,payer]`): that must be exactly one credit of the ledger. Nothing is guessed: a row that
//! fits none or several is refused, with those that come near.

mod columns;
mod fits;
mod near;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use filature_ledger::Ledger;
use filature_model::{Booked, Claim, ClaimedCredit, Currency, decimal_string};

use self::columns::Columns;
use self::fits::Fits;
use super::claims::part_of;
use super::names::{Named, Names, credit_of};
use super::records::Records;
use crate::outcome::Failure;
use crate::screen;

/// How many bad rows are said one by one; the others are counted.
const ROWS_SAID: usize = 20;

/// A list of claims, read and not yet looked up.
pub struct List {
    path: PathBuf,
    rows: Vec<Row>,
}

/// One row.
struct Row {
    /// Its number as a spreadsheet shows it: the header is row 1.
    number: usize,
    claim: String,
    credit: Credit,
}

/// What a row says of its credit. Amounts as written, with a decimal point.
enum Credit {
    Named { transaction: String, amount: Option<String> },
    Known(Known),
}

/// What a victim knows of a payment.
struct Known {
    amount: String,
    on: Booked,
    account: String,
    payer: Option<String>,
}

/// A cell that cannot be taken: its row, its column, what is wrong and what was expected.
struct Flaw {
    row: usize,
    column: &'static str,
    what: String,
}

fn flaw(row: usize, column: &'static str, what: impl Into<String>) -> Flaw {
    Flaw { row, column, what: what.into() }
}

impl List {
    /// Reads the rows of a file.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let off = |what: &str| Failure::call(format!("--claims {}: {what}", path.display()));
        let bytes = std::fs::read(path).map_err(|error| off(&error.to_string()))?;
        let text = String::from_utf8(bytes).map_err(|_| off("it is not UTF-8: save it as \"CSV UTF-8\""))?;
        let records = Records::read(&text)
            .map_err(|row| off(&format!("row {row}: a quote is opened and never closed; close it")))?;
        let columns = Columns::of(records.rows.first().map_or(&[][..], Vec::as_slice)).map_err(|what| off(&what))?;
        let (mut rows, mut flaws) = (Vec::new(), Vec::new());
        for (number, cells) in (2..).zip(records.rows.iter().skip(1)).filter(|(_, cells)| !cells.is_empty()) {
            let header = records.rows.first().map_or(0, Vec::len);
            if cells.len() > header {
                let what = format!(
                    "it has {} fields where the header has {header}; an amount has a decimal point and no thousands mark",
                    cells.len()
                );
                flaws.push(flaw(number, "all", what));
                continue;
            }
            match columns.row(number, cells, records.delimiter) {
                Ok(row) => rows.push(row),
                Err(flaw) => flaws.push(flaw),
            }
        }
        refuse(path, flaws)?;
        if rows.is_empty() {
            return Err(off("it has no row under its header"));
        }
        Ok(Self { path: path.to_owned(), rows })
    }

    /// Texts that may name transactions.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().filter_map(|row| match &row.credit {
            Credit::Named { transaction, .. } => Some(transaction.as_str()),
            Credit::Known(_) => None,
        })
    }

    /// Whether any row says what a victim knows, so that its credit is looked for.
    pub fn looks_for_credits(&self) -> bool {
        self.rows.iter().any(|row| matches!(row.credit, Credit::Known(_)))
    }

    /// The claims, in the order of their first rows; rows of one name are one claim.
    pub fn claims(&self, ledger: &Ledger, names: &Names, currency: Option<Currency>) -> Result<Vec<Claim>, Failure> {
        let fits = Fits::of(ledger, &self.rows, currency)?;
        let mut claims: Vec<Claim> = Vec::new();
        let (mut places, mut owners, mut flaws) = (BTreeMap::new(), BTreeMap::<u32, (&Row, bool)>::new(), Vec::new());
        for row in &self.rows {
            let credit = match &row.credit {
                Credit::Named { transaction, amount } => named(ledger, names, row, transaction, amount.as_deref()),
                Credit::Known(known) => fits.one(ledger, row, known),
            };
            let credit = match credit {
                Ok(credit) => credit,
                Err(flaw) => {
                    flaws.push(flaw);
                    continue;
                }
            };
            let is_part = credit.part_minor.is_some();
            if let Some((other, other_is_part)) = owners.get(&credit.transaction)
                && (other.claim == row.claim || !is_part || !other_is_part)
            {
                let id = &ledger.transactions.ids[credit.transaction as usize];
                let what =
                    format!("credit {id} is that of row {} already; say it once, or give each a part", other.number);
                flaws.push(flaw(row.number, row.credit.column(), what));
                continue;
            }
            owners.insert(credit.transaction, (row, is_part));
            let place = *places.entry(row.claim.as_str()).or_insert_with(|| {
                claims.push(Claim { name: row.claim.clone(), credits: Vec::new() });
                claims.len() - 1
            });
            claims[place].credits.push(credit);
        }
        refuse(&self.path, flaws)?;
        Ok(claims)
    }
}

impl Credit {
    /// The column that a refusal names.
    fn column(&self) -> &'static str {
        match self {
            Self::Named { .. } => "transaction",
            Self::Known(_) => "amount",
        }
    }
}

fn refuse(path: &Path, flaws: Vec<Flaw>) -> Result<(), Failure> {
    if flaws.is_empty() {
        return Ok(());
    }
    let rows = screen::counted(flaws.len(), "row", "rows");
    let mut text = format!("--claims {}: {rows} cannot be taken (the header is row 1):", path.display());
    for Flaw { row, column, what } in flaws.iter().take(ROWS_SAID) {
        // Writing into a string does not fail.
        let _ = write!(text, "\n  row {row}, column {column}: {what}");
    }
    if flaws.len() > ROWS_SAID {
        let _ = write!(text, "\n  … and {} more", flaws.len() - ROWS_SAID);
    }
    Err(Failure::call(text))
}

fn named(
    ledger: &Ledger,
    names: &Names,
    row: &Row,
    transaction: &str,
    amount: Option<&str>,
) -> Result<ClaimedCredit, Flaw> {
    match names.get(transaction) {
        Named::Transaction(position) => match amount {
            None => Ok(ClaimedCredit { transaction: position, part_minor: None }),
            Some(amount) => part_of(&ledger.transactions, position, amount, transaction)
                .map_err(|failure| flaw(row.number, "amount", failure.message)),
        },
        Named::MovedNothing => Err(flaw(
            row.number,
            "transaction",
            format!("{transaction} moved no money (not paid, or shown by another row)"),
        )),
        Named::Nothing => Err(flaw(
            row.number,
            "transaction",
            format!("{}; a transaction's id or an entry's SOURCE:ROW was expected", names.nothing_of(&[transaction])),
        )),
    }
}

/// An amount with its currency.
fn amount_of(ledger: &Ledger, at: usize) -> String {
    let (minor, currency) = credit_of(&ledger.transactions, at);
    format!("{} {currency}", decimal_string(i128::from(minor), currency))
}
