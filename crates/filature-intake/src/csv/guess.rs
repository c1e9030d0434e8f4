//! Drafts a mapping for a table that nobody described, and says what of it is in doubt.
//!
//! A guess rests on two things: what a header calls a column, in the languages of the banks that send files
//! here, and whether the column holds such things. What cannot be told from the file (which account, which
//! currency, whether 03/04 is in March or April) is never chosen by likelihood: it is a doubt, and a table in
//! doubt is not read until a person has confirmed the mapping.

mod doubts;
mod header_alone;
pub(crate) mod names;

use std::fmt;

use filature_model::{AccountId, Currency, Place};

use super::amounts;
use super::dates::{self, DateOrder};
use super::mapping::{Columns, Mapping};
use super::stretches::{Extent, MOST_FIELDS, Record, records};
use super::table::{DELIMITERS, LONGEST_LINE, modal_width};
use super::text::Decoded;
use crate::Refusal;
use names::{CREDIT_WORDS, DEBIT_WORDS, Role};

/// How many lines are looked at.
const SAMPLE_ROWS: u32 = 2_000;

/// And how many bytes of them: four readings of a large file, one for each delimiter, would take minutes.
const SAMPLE_BYTES: usize = 262_144;

/// A guessed mapping, and what a person has to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The mapping as far as it could be guessed.
    pub mapping: Mapping,
    /// What is not certain, one sentence each; empty when the mapping may be used.
    pub doubts: Vec<String>,
    /// The first rows of the table, as cells.
    pub sample: Vec<Vec<String>>,
}

impl fmt::Display for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for doubt in &self.doubts {
            writeln!(f, "# in doubt: {doubt}")?;
        }
        // What is missing is given its place: below `[columns]` the same words would name a column.
        let mut missing = String::new();
        if self.mapping.currency.is_none() && self.mapping.columns.currency.is_none() {
            missing.push_str("# currency = \"EUR\"\n");
        }
        if self.mapping.account.is_none() && self.mapping.columns.account.is_none() {
            missing.push_str("# account = \"the number of the account, or leave this out and say --account\"\n");
        }
        f.write_str(&self.mapping.to_toml().replacen("\n[columns]", &format!("{missing}\n[columns]"), 1))
    }
}

/// What is known of a text beside it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known {
    /// What stands between fields.
    pub delimiter: Option<u8>,
    /// What stands before the decimals.
    pub decimal_mark: Option<char>,
}

/// Drafts a mapping.
///
/// # Errors
/// A refusal when the text is no table at all.
pub fn guess(decoded: &Decoded<'_>, account: Option<&AccountId>) -> Result<Draft, Refusal> {
    let mut draft = guess_text(decoded.text.as_ref(), Known::default(), account)?;
    // What nothing bears out is told anew each time, with the doubt.
    draft.mapping.encoding = (!decoded.is_guessed).then(|| decoded.encoding.name().to_lowercase());
    Ok(draft)
}

/// Drafts a mapping for a text of which something may be known.
///
/// # Errors
/// A refusal when the text is no table at all, or one without rows.
pub fn guess_text(text: &str, known: Known, account: Option<&AccountId>) -> Result<Draft, Refusal> {
    if let Some(refusal) = header_alone::refusal(text) {
        return Err(refusal);
    }
    let (delimiter, rows) = best_delimiter(text, known.delimiter)?;
    let width = modal_width(&rows);
    let header_at = rows.iter().position(|row| is_header(row, width));
    let body_at = header_at.map_or(0, |at| at + 1);
    let header: Vec<String> = header_at.map(|at| rows[at].fields.clone()).unwrap_or_default();
    // Totals and continued texts fill one or two cells; they say nothing of what a column holds.
    let told = |row: &&Record| row.fields.iter().filter(|cell| !cell.is_empty()).count() >= 3;
    let body: Vec<&Record> = rows[body_at..].iter().filter(told).collect();
    let sample = body.iter().take(3).map(|row| row.fields.clone()).collect();
    let mut guesser = Guesser { header, body, width, decimal_mark: known.decimal_mark, doubts: Vec::new() };
    let mut mapping = guesser.mapping(delimiter, header_at.map_or(0, |at| rows[at].line))?;
    let preamble = &rows[..header_at.unwrap_or(0)];
    guesser.account(&mut mapping, preamble, account);
    guesser.currency(&mut mapping, preamble);
    Ok(Draft { mapping, doubts: guesser.doubts, sample })
}

/// The delimiter under which most rows have the same width, the wider one winning.
fn best_delimiter(text: &str, known: Option<u8>) -> Result<(u8, Vec<Record>), Refusal> {
    let no_table = || {
        Refusal::new(
            "The format of the file is not known, and it is no table of separated values.",
            "Ask for camt.053, MT940 or CSV.",
        )
    };
    let head = sample(text)?;
    let mut best: Option<(usize, u8, Vec<Record>)> = None;
    for delimiter in DELIMITERS.into_iter().filter(|delimiter| known.is_none_or(|known| known == *delimiter)) {
        let Ok(rows) = records(head, delimiter, 1, Extent::Sample) else { continue };
        if let Some(row) = rows.iter().find(|row| row.width > MOST_FIELDS) {
            return Err(too_long(row.line, format!("{} fields", row.width)));
        }
        let width = modal_width(&rows);
        let fitting = rows.iter().filter(|row| row.width == width).count();
        if width >= 3 && best.as_ref().is_none_or(|(score, _, _)| fitting * width > *score) {
            best = Some((fitting * width, delimiter, rows));
        }
    }
    best.map(|(_, delimiter, rows)| (delimiter, rows)).ok_or_else(no_table)
}

/// A line that is longer than those of any table: splitting it would cost time and memory for nothing.
fn too_long(line: u32, what: String) -> Refusal {
    let place = Place { line: Some(line), ..Place::default() };
    Refusal::new(
        format!("This line has {what}, and no bank's table has such a line."),
        "Look whether it is a table at all; if so, take that line out, keep the original, and say so to whoever sent it.",
    )
    .at(place)
}

/// The first rows of a text as whole lines.
///
/// # Errors
/// A refusal when one of them is longer than those of any table.
fn sample(text: &str) -> Result<&str, Refusal> {
    let bytes = text.as_bytes();
    let (mut end, mut lines) = (0, 0);
    while end < bytes.len() && lines < SAMPLE_ROWS {
        let beyond = (end + LONGEST_LINE + 1).min(bytes.len());
        let next = match memchr::memchr(b'\n', &bytes[end..beyond]) {
            Some(at) => end + at + 1,
            None if beyond < bytes.len() || beyond - end > LONGEST_LINE => {
                return Err(too_long(lines + 1, format!("more than {LONGEST_LINE} bytes")));
            }
            None => bytes.len(),
        };
        if next > SAMPLE_BYTES {
            break;
        }
        end = next;
        lines += 1;
    }
    Ok(text.get(..end).unwrap_or_default())
}

fn any_date(text: &str) -> bool {
    DateOrder::ALL.iter().any(|&order| dates::read(text, order).is_some())
}

/// A header has names in most of its cells, and neither a date nor an amount.
fn is_header(row: &Record, width: usize) -> bool {
    let filled: Vec<&String> = row.fields.iter().filter(|field| !field.is_empty()).collect();
    let named = filled.iter().filter(|field| field.chars().any(char::is_alphabetic)).count();
    row.width + 2 >= width
        && filled.len() >= 3
        && named * 4 >= filled.len() * 3
        && !filled.iter().any(|field| any_date(field) || amounts::plausible(field))
}

struct Guesser<'a> {
    header: Vec<String>,
    body: Vec<&'a Record>,
    width: usize,
    /// Where it is known.
    decimal_mark: Option<char>,
    doubts: Vec<String>,
}

impl Guesser<'_> {
    fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        self.body
            .iter()
            .filter_map(move |row| row.fields.get(column))
            .map(String::as_str)
            // An error of a spreadsheet (`#REF!`) says nothing of what its column holds.
            .filter(|cell| !cell.is_empty() && !cell.starts_with('#'))
    }

    /// Whether at least nine cells in ten, and at least one, are such.
    fn mostly(&self, column: usize, is: impl Fn(&str) -> bool) -> bool {
        let (all, good) =
            self.cells(column).fold((0_usize, 0_usize), |(all, good), cell| (all + 1, good + usize::from(is(cell))));
        good > 0 && good * 10 >= all * 9
    }

    /// What a column is called in the mapping: by its place where it has no name, or shares it with another.
    fn name_of(&self, column: usize) -> String {
        let is_shared = |name: &&String| self.header.iter().filter(|other| other == name).count() > 1;
        let name = self.header.get(column).filter(|name| !name.is_empty() && !is_shared(name));
        name.cloned().unwrap_or_else(|| format!("#{}", column + 1))
    }

    fn fit(&self, column: usize, role: Role) -> Option<(usize, usize)> {
        names::fit(self.header.get(column)?, role)
    }

    /// The column that fits a role best among those that hold such things and are not taken.
    fn find(&self, role: Role, taken: &[usize], holds: impl Fn(usize) -> bool) -> Option<usize> {
        (0..self.width)
            .filter(|column| !taken.contains(column))
            .filter_map(|column| Some((self.fit(column, role)?, column)))
            .filter(|&(_, column)| holds(column))
            .min()
            .map(|(_, column)| column)
    }

    /// All columns that fit a role and are not taken, the best first.
    fn all(&self, role: Role, taken: &[usize]) -> Vec<usize> {
        let free = (0..self.width).filter(|column| !taken.contains(column));
        let mut fitting: Vec<_> = free.filter_map(|column| Some((self.fit(column, role)?, column))).collect();
        fitting.sort_unstable();
        fitting.into_iter().map(|(_, column)| column).collect()
    }

    fn mapping(&mut self, delimiter: u8, header_line: u32) -> Result<Mapping, Refusal> {
        let mut taken = Vec::new();
        let dates = |column: usize| self.mostly(column, any_date);
        let is_number = |cell: &str| amounts::plausible(cell) && !any_date(cell);
        let numbers = |column: usize| self.mostly(column, is_number);
        let numbers_or_none = |column: usize| numbers(column) || self.cells(column).next().is_none();
        let unnamed = self.header.is_empty();
        let first = |holds: &dyn Fn(usize) -> bool, taken: &[usize]| {
            (0..self.width).find(|column| !taken.contains(column) && holds(*column)).filter(|_| unnamed)
        };
        let booked = self.find(Role::Booked, &taken, dates).or_else(|| first(&dates, &taken)).ok_or_else(|| {
            Refusal::new(
                "The format of the file is not known: no column of it holds dates under a name that says so.",
                "Describe it with `--mapping M.toml` (see docs/reference/mapping.md).",
            )
        })?;
        taken.push(booked);
        let value = self.find(Role::Value, &taken, dates);
        taken.extend(value);
        let debit = self.find(Role::Debit, &taken, numbers_or_none);
        let credit = self.find(Role::Credit, &taken, numbers_or_none);
        let amount = self.find(Role::Amount, &taken, numbers).or_else(|| first(&numbers, &taken));
        // A table with one signed column and two split ones (Belgian exports) says the same thing twice.
        let (debit, credit) = if amount.is_some() { (None, None) } else { (debit, credit) };
        taken.extend([debit, credit, amount].into_iter().flatten());
        let balance = self.find(Role::Balance, &taken, numbers);
        taken.extend(balance);
        let is_code = |cell: &str| cell.parse::<Currency>().is_ok();
        let currency = self.find(Role::Currency, &taken, |column| self.mostly(column, is_code));
        taken.extend(currency);
        let is_side = |cell: &str| {
            let cell = cell.to_lowercase();
            DEBIT_WORDS.contains(&cell.as_str()) || CREDIT_WORDS.contains(&cell.as_str())
        };
        let side = self.find(Role::Side, &taken, |column| self.mostly(column, is_side));
        taken.extend(side);
        let mut next = |role: Role| {
            let found = self.find(role, &taken, |_| true);
            taken.extend(found);
            found
        };
        let counterparty_account = next(Role::CounterpartyAccount);
        let account = next(Role::Account);
        let counterparty_name = next(Role::CounterpartyName);
        let reference = next(Role::Reference);
        let text = self.all(Role::Text, &taken);
        let name = |column: usize| self.name_of(column);
        let columns = Columns {
            booked: name(booked),
            value: value.map(name),
            amount: amount.map(name),
            side: side.map(name),
            debit: debit.map(name),
            credit: credit.map(name),
            balance: balance.map(name),
            currency: currency.map(name),
            account: account.map(name),
            counterparty_account: counterparty_account.map(name),
            counterparty_name: counterparty_name.map(name),
            reference: reference.map(name),
            text: text.into_iter().map(name).collect(),
        };
        let words = |known: &[&str]| {
            let mut words: Vec<String> = side
                .map(|column| {
                    self.cells(column)
                        .filter(|cell| known.contains(&cell.to_lowercase().as_str()))
                        .map(str::to_owned)
                        .collect()
                })
                .unwrap_or_default();
            words.sort();
            words.dedup();
            words
        };
        let (debit_words, credit_words) = (words(&DEBIT_WORDS), words(&CREDIT_WORDS));
        let decimal_mark = self.decimal_mark(&[amount, debit, credit, balance]);
        let positive_is_out = self.amount_doubts(&[amount, side, debit, credit, balance], decimal_mark);
        Ok(Mapping {
            encoding: None,
            sheet: None,
            delimiter: char::from(delimiter),
            header_line,
            decimal_mark,
            date_order: self.date_order(booked),
            currency: None,
            account: None,
            positive_is_out,
            debit_words,
            credit_words,
            columns,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv::text::decode;

    fn draft(text: &str) -> Draft {
        guess(&decode(text.as_bytes(), None).unwrap(), None).unwrap()
    }

    #[test]
    fn a_french_export_is_read_without_doubt() {
        let draft = draft(
            "Banque Imaginaire;;;;;\nCompte : FR76 9999 9000 0100 0000 0000 115;;;;;\nDevise : EUR;;;;;\n\n\
             Date opération;Date valeur;Libellé;Débit;Crédit;Solde\n\
             31/03/2024;31/03/2024;VIREMENT LOYER;650,00;;1 350,00\n\
             02/04/2024;02/04/2024;SALAIRE;;1 500,50;2 850,50\n",
        );
        assert_eq!(draft.mapping.date_order, DateOrder::DayMonthYear);
        assert_eq!(draft.mapping.decimal_mark, ',');
        assert_eq!(draft.mapping.currency.as_deref(), Some("EUR"));
        assert_eq!(draft.mapping.columns.text, ["Libellé"]);
    }

    #[test]
    fn what_the_file_does_not_say_is_a_doubt() {
        let draft = draft("Date,Description,Amount\n01/02/2024,a,-1.50\n03/04/2024,b,2.25\n");
        let doubts = draft.doubts.join("\n");
        for word in ["12th", "which account", "which currency"] {
            assert!(doubts.contains(word), "{word}: {doubts}");
        }
    }

    #[test]
    fn running_balances_tell_which_way_unsigned_amounts_go() {
        let table = |balances: [&str; 3]| {
            let [a, b, c] = balances;
            draft(&format!(
                "Account,Date,Amount,Currency,Balance\nX,2024-01-01,5.00,EUR,{a}\nX,2024-01-02,2.50,EUR,{b}\nX,2024-01-13,1.00,EUR,{c}\n"
            ))
        };
        let going = |draft: Draft| draft.doubts.is_empty().then_some(draft.mapping.positive_is_out);
        assert_eq!(going(table(["10.00", "12.50", "13.50"])), Some(false));
        assert_eq!(going(table(["10.00", "7.50", "6.50"])), Some(true));
        assert_eq!(going(table(["10.00", "7.50", "8.50"])), None);
    }

    #[test]
    fn prose_is_no_table() {
        assert!(guess(&decode(b"Dear sir,\nplease find enclosed\nnothing.\n", None).unwrap(), None).is_err());
    }
}
