//! `--claims FILE.csv`: whose money is followed, a row a payment.
//!
//! Either the row names its credit (`claim,transaction[,amount]`), or it says what the victim knows
//! (`claim,amount,date,account[,payer]`): that must be exactly one credit of the ledger. Nothing is guessed: a row that
//! fits none or several is refused, with those that come near.

mod near;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use filature_ledger::Ledger;
use filature_model::{
    AccountId, Booked, Claim, ClaimedCredit, Currency, Entry, Legs, SourceId, decimal_string, parse_minor,
};

use super::claims::part_of;
use super::names::{self, Named, Names, credit_of};
use super::records::Records;
use crate::outcome::Failure;

/// How many bad rows are said one by one; the others are counted.
const ROWS_SAID: usize = 20;

const EXPECTED: &str = "the header claim,transaction[,amount] or claim,amount,date,account[,payer] was expected";

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
    let mut text = format!("--claims {}: {} rows cannot be taken (the header is row 1):", path.display(), flaws.len());
    for Flaw { row, column, what } in flaws.iter().take(ROWS_SAID) {
        // Writing into a string does not fail.
        let _ = write!(text, "\n  row {row}, column {column}: {what}");
    }
    if flaws.len() > ROWS_SAID {
        let _ = write!(text, "\n  … and {} more", flaws.len() - ROWS_SAID);
    }
    Err(Failure::call(text))
}

/// Where the columns are.
struct Columns {
    claim: usize,
    transaction: Option<usize>,
    amount: Option<usize>,
    date: Option<usize>,
    account: Option<usize>,
    payer: Option<usize>,
}

impl Columns {
    fn of(header: &[String]) -> Result<Self, String> {
        let known = ["claim", "transaction", "amount", "date", "account", "payer"];
        if let Some(name) = header.iter().find(|name| !known.contains(&name.as_str())) {
            return Err(format!("row 1: there is a column {name:?}; {EXPECTED}"));
        }
        if let Some(name) = (1..).zip(header).find(|&(at, name)| header[at..].contains(name)).map(|(_, name)| name) {
            return Err(format!("row 1: the column {name:?} is there twice; {EXPECTED}"));
        }
        let find = |name: &str| header.iter().position(|column| column == name);
        let columns = Self {
            claim: find("claim").ok_or_else(|| format!("row 1: there is no column \"claim\"; {EXPECTED}"))?,
            transaction: find("transaction"),
            amount: find("amount"),
            date: find("date"),
            account: find("account"),
            payer: find("payer"),
        };
        let knows = [columns.date, columns.account, columns.payer];
        let is_named = columns.transaction.is_some() && knows.iter().all(Option::is_none);
        let is_known = columns.transaction.is_none()
            && [columns.amount, columns.date, columns.account].iter().all(Option::is_some);
        if is_named || is_known { Ok(columns) } else { Err(format!("row 1: {EXPECTED}")) }
    }

    fn row(&self, number: usize, cells: &[String], delimiter: char) -> Result<Row, Flaw> {
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).filter(|text| !text.is_empty());
        let claim = cell(Some(self.claim)).ok_or_else(|| flaw(number, "claim", "it is empty; a name was expected"))?;
        let amount = cell(self.amount).map(|text| decimal(text, delimiter));
        let credit = match self.transaction {
            Some(_) => {
                let expected = "it is empty; a transaction's id or an entry's SOURCE:ROW was expected";
                let transaction = cell(self.transaction).ok_or_else(|| flaw(number, "transaction", expected))?;
                Credit::Named { transaction: transaction.clone(), amount }
            }
            None => {
                let on = cell(self.date).ok_or_else(|| flaw(number, "date", "it is empty; YYYY-MM-DD was expected"))?;
                let day = on.parse::<Booked>().ok().filter(|booked| !booked.has_time);
                Credit::Known(Known {
                    amount: amount
                        .filter(|amount| amount.bytes().any(|byte| byte.is_ascii_digit()))
                        .ok_or_else(|| flaw(number, "amount", "an amount was expected, as in 1250.00"))?,
                    on: day
                        .ok_or_else(|| flaw(number, "date", format!("{on:?} is no day; YYYY-MM-DD was expected")))?,
                    account: cell(self.account)
                        .ok_or_else(|| {
                            flaw(number, "account", "it is empty; the account that received it was expected")
                        })?
                        .clone(),
                    payer: cell(self.payer).cloned(),
                })
            }
        };
        Ok(Row { number, claim: claim.clone(), credit })
    }
}

/// An amount with a decimal point. Where semicolons stand between fields a comma is the decimal mark, as spreadsheets of
/// most of Europe write it; elsewhere it is one only inside quotes, and is not taken: `1,250` would be two amounts.
fn decimal(text: &str, delimiter: char) -> String {
    if delimiter == ';' && !text.contains('.') { text.replacen(',', ".", 1) } else { text.to_owned() }
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
            format!(
                "nothing in the ledger is called {transaction:?}; a transaction's id or an entry's SOURCE:ROW was expected"
            ),
        )),
    }
}

/// The credits that rows may mean.
struct Fits {
    /// By account: its credits, in ledger order.
    by_account: BTreeMap<u32, Vec<u32>>,
    /// Entries of those credits that have the amount of a row and nearly its day, by transaction.
    entries: BTreeMap<String, Vec<(SourceId, Entry)>>,
    currency: Option<Currency>,
}

impl Fits {
    fn of(ledger: &Ledger, rows: &[Row], currency: Option<Currency>) -> Result<Self, Failure> {
        let transactions = &ledger.transactions;
        let known = || {
            rows.iter().filter_map(|row| match &row.credit {
                Credit::Known(known) => Some((names::account(transactions, &known.account)?, known)),
                Credit::Named { .. } => None,
            })
        };
        let mut fits = Self {
            by_account: known().map(|(account, _)| (account, Vec::new())).collect(),
            entries: BTreeMap::new(),
            currency,
        };
        if !fits.by_account.is_empty() {
            for (at, creditor) in (0_u32..).zip(&transactions.creditor) {
                if let Some(credits) = fits.by_account.get_mut(creditor) {
                    credits.push(at);
                }
            }
            let close = known().flat_map(|(account, known)| fits.close(ledger, account, known));
            let wanted: BTreeSet<String> = close.map(|at| transactions.ids[at as usize].clone()).collect();
            fits.entries = ledger.book.entries(&wanted)?;
        }
        Ok(fits)
    }

    /// Credits of the amount, within a day: a day as a file writes it may be another one in UTC.
    fn close(&self, ledger: &Ledger, account: u32, known: &Known) -> Vec<u32> {
        let day_micros = 86_400_000_000_i64;
        let days = known.on.at_micros - day_micros..known.on.at_micros + 2 * day_micros;
        let fits = |at: &&u32| {
            let position = **at as usize;
            days.contains(&ledger.transactions.credited[position].at_micros) && self.has_amount(ledger, position, known)
        };
        self.by_account.get(&account).into_iter().flatten().filter(fits).copied().collect()
    }

    fn has_amount(&self, ledger: &Ledger, at: usize, known: &Known) -> bool {
        let (minor, currency) = credit_of(&ledger.transactions, at);
        self.currency.is_none_or(|chosen| chosen == currency)
            && parse_minor(known.amount.as_bytes(), b'.', currency) == Ok(minor)
    }

    /// The one credit that a row means.
    fn one(&self, ledger: &Ledger, row: &Row, known: &Known) -> Result<ClaimedCredit, Flaw> {
        let Some(account) = names::account(&ledger.transactions, &known.account) else {
            let what = format!("no such account in the ledger: {:?}", known.account);
            return Err(flaw(row.number, "account", what));
        };
        let close = self.close(ledger, account, known);
        let meant: Vec<u32> = close.into_iter().filter(|&at| self.is_meant(ledger, at as usize, known)).collect();
        match meant.as_slice() {
            [transaction] => Ok(ClaimedCredit { transaction: *transaction, part_minor: None }),
            [] => Err(flaw(row.number, row.credit.column(), self.none(ledger, account, known))),
            several => {
                let what = format!(
                    "{} credits fit: {}; add a column payer, or name the transaction",
                    several.len(),
                    near::list(ledger, several)
                );
                Err(flaw(row.number, row.credit.column(), what))
            }
        }
    }

    /// Whether the day is that of the payee's own line, and the payer the one named, by account or by name.
    fn is_meant(&self, ledger: &Ledger, at: usize, known: &Known) -> bool {
        let transactions = &ledger.transactions;
        let Some(entries) = self.entries.get(&transactions.ids[at]) else { return false };
        let of_payee: Vec<&Entry> =
            entries.iter().map(|(_, entry)| entry).filter(|entry| entry.legs != Legs::Debit).collect();
        let on_day = |entry: &&Entry| entry.booked.on == known.on.on;
        let day_fits = if of_payee.is_empty() {
            entries.iter().any(|(_, entry)| on_day(&entry))
        } else {
            of_payee.iter().any(on_day)
        };
        let Some(payer) = &known.payer else { return day_fits };
        let by_account =
            transactions.account(transactions.debtor[at]).is_some_and(|id| *id == AccountId::written(payer));
        let by_name = || {
            let wanted = payer.to_lowercase();
            entries
                .iter()
                .any(|(_, entry)| entry.debtor.name.as_ref().is_some_and(|name| name.to_lowercase() == wanted))
        };
        day_fits && (by_account || by_name())
    }

    /// What is said where no credit fits: what comes near.
    fn none(&self, ledger: &Ledger, account: u32, known: &Known) -> String {
        let credits = self.by_account.get(&account).map_or(&[][..], Vec::as_slice);
        let transactions = &ledger.transactions;
        let same_day = |at: &u32| {
            let day_micros = 86_400_000_000;
            transactions.credited[*at as usize].at_micros.div_euclid(day_micros)
                == known.on.at_micros.div_euclid(day_micros)
        };
        let of_amount: Vec<u32> =
            credits.iter().copied().filter(|&at| self.has_amount(ledger, at as usize, known)).collect();
        let of_day: Vec<u32> = credits.iter().copied().filter(same_day).collect();
        let payer = known.payer.as_ref().map_or_else(String::new, |payer| format!(" from {payer}"));
        let on = known.on.on;
        let mut text = format!("no credit of {}{payer} on {on} to {}", known.amount, known.account);
        if !of_amount.is_empty() {
            let _ = write!(text, "; of that amount there is {}", near::list(ledger, &of_amount));
        } else if !of_day.is_empty() {
            let _ = write!(text, "; on that day there is {}", near::list(ledger, &of_day));
        }
        text
    }
}

/// An amount with its currency.
fn amount_of(ledger: &Ledger, at: usize) -> String {
    let (minor, currency) = credit_of(&ledger.transactions, at);
    format!("{} {currency}", decimal_string(i128::from(minor), currency))
}
