//! Drafts a mapping for a table that nobody described, and says what of it is in doubt.
//!
//! A guess rests on two things: what a header calls a column, in the languages of the banks that send files
//! here, and whether the column holds such things. What cannot be told from the file (which account, which
//! currency, whether 03/04 is in March or April) is never chosen by likelihood: it is a doubt, and a table in
//! doubt is not read until a person has confirmed the mapping.

use std::fmt;

use filature_model::{AccountId, Currency, iban_check};

use super::amounts;
use super::dates::{self, DateOrder};
use super::mapping::{Columns, Mapping};
use super::stretches::{Record, records};
use super::table::DELIMITERS;
use super::text::Decoded;
use crate::Refusal;

/// How many rows are looked at.
const SAMPLE_ROWS: usize = 2_000;

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
        f.write_str(&self.mapping.to_toml())
    }
}

/// What a column may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Booked,
    Value,
    Debit,
    Credit,
    Amount,
    Balance,
    Currency,
    Side,
    CounterpartyAccount,
    Account,
    CounterpartyName,
    Reference,
    Text,
}

/// What headers call each role, in lower case, the tellest first. A header fits when it is the word, or begins with it.
const NAMES: [(Role, &[&str]); 13] = [
    (
        Role::Booked,
        &[
            "booking date",
            "posting date",
            "date opération",
            "date operation",
            "date de l'opération",
            "date d'opération",
            "date comptable",
            "date de comptabilisation",
            "buchungstag",
            "buchungsdatum",
            "transaction date",
            "boekdatum",
            "datum verrichting",
            "datum zaúčtování",
            "datum provedení",
            "datum knjiženja",
            "datum transakcije",
            "data e transaksionit",
            "data tranzacției",
            "data tranzactiei",
            "data księgowania",
            "data operacji",
            "tranzakció dátuma",
            "completed date",
            "date processed",
            "fecha operación",
            "fecha",
            "data contabile",
            "booked",
            "created",
            "datum",
            "date",
            "data",
        ],
    ),
    (
        Role::Value,
        &[
            "value date",
            "date valeur",
            "date de valeur",
            "valutadatum",
            "wertstellung",
            "rentedatum",
            "fecha valor",
            "data valuta",
            "értéknap",
            "datum valute",
            "execution date",
            "valuta",
        ],
    ),
    (
        Role::Debit,
        &[
            "debit",
            "débit",
            "withdrawals",
            "paid out",
            "money out",
            "soll",
            "debet",
            "addebiti",
            "isplata",
            "duguje",
            "cargo",
        ],
    ),
    (
        Role::Credit,
        &["credit", "crédit", "deposits", "paid in", "money in", "haben", "accrediti", "uplata", "potražuje", "abono"],
    ),
    (
        Role::Amount,
        &[
            "amount",
            "montant",
            "betrag",
            "bedrag",
            "importe",
            "importo",
            "zaúčtovaná částka",
            "částka",
            "suma",
            "kwota",
            "tranzakció összege",
            "összeg",
            "buchungsbetrag",
            "iznos",
            "shuma",
            "umsatz",
        ],
    ),
    (
        Role::Balance,
        &[
            "balance",
            "running balance",
            "solde",
            "saldo",
            "kontostand",
            "egyenleg",
            "stanje",
            "zůstatek",
            "sold",
            "gjendja",
        ],
    ),
    (
        Role::Currency,
        &[
            "currency",
            "devise",
            "monnaie",
            "währung",
            "waehrung",
            "buchungswährung",
            "munt",
            "měna",
            "tranzakció devizaneme",
            "devizanem",
            "moneda",
            "divisa",
            "valuta",
            "monedha",
        ],
    ),
    (
        Role::Side,
        &[
            "debit/credit",
            "credit/debit",
            "d/k",
            "d/c",
            "c/d",
            "dc",
            "cd",
            "sens",
            "bevétel/kiadás",
            "af bij",
            "soll/haben",
        ],
    ),
    (
        Role::CounterpartyAccount,
        &[
            "counterparty account",
            "counterparty iban",
            "counterparty",
            "tegenrekening",
            "rekeningnummer tegenpartij",
            "partner számlaszáma",
            "číslo protiúčtu",
            "compte bénéficiaire",
            "compte contrepartie",
            "iban contrepartie",
            "iban bénéficiaire",
            "gegenkonto",
            "payee account",
            "kontonummer",
        ],
    ),
    (
        Role::Account,
        &[
            "auftragskonto",
            "iban auftraggeberkonto",
            "iban/bban",
            "own account",
            "account number",
            "account no",
            "account iban",
            "account",
            "rekeningnummer",
            "rekening",
            "számlaszám",
            "numéro de compte",
            "compte",
            "číslo účtu",
            "račun",
            "iban",
            "llogaria",
        ],
    ),
    (
        Role::CounterpartyName,
        &[
            "counterparty name",
            "naam tegenpartij",
            "beguenstigter/zahlungspflichtiger",
            "begünstigter/zahlungspflichtiger",
            "empfänger",
            "partner neve",
            "název protiúčtu",
            "bénéficiaire",
            "contrepartie",
            "tiers",
            "payee",
            "counteraccount name",
            "beneficiary",
            "naam",
            "name",
        ],
    ),
    (
        Role::Reference,
        &[
            "end-to-end",
            "reference",
            "référence",
            "transactiereferentie",
            "referenční číslo",
            "buchungsreferenz",
            "megbízás azonosító",
        ],
    ),
    (
        Role::Text,
        &[
            "description",
            "details",
            "libellé",
            "libelle",
            "verwendungszweck",
            "buchungstext",
            "omschrijving",
            "közlemény",
            "memo",
            "opis",
            "narrative",
            "communication",
            "vrije mededeling",
            "message",
            "zpráva",
            "popis",
            "text",
            "notes",
            "intitulé",
        ],
    ),
];

/// Words for money going out and coming in, in a side column.
const DEBIT_WORDS: [&str; 8] = ["d", "debit", "débit", "dbit", "s", "af", "out", "outflow"];
const CREDIT_WORDS: [&str; 9] = ["c", "k", "credit", "crédit", "crdt", "h", "bij", "in", "inflow"];

/// Drafts a mapping.
///
/// # Errors
/// A refusal when the text is no table at all.
pub fn guess(decoded: &Decoded<'_>, account: Option<&AccountId>) -> Result<Draft, Refusal> {
    let text = decoded.text.as_ref();
    let (delimiter, rows) = best_delimiter(text)?;
    let width = modal_width(&rows);
    let header_at = rows.iter().position(|row| is_header(row, width));
    let body_at = header_at.map_or(0, |at| at + 1);
    let header: Vec<String> = header_at.map(|at| rows[at].fields.clone()).unwrap_or_default();
    // Totals and continued texts fill one or two cells; they say nothing of what a column holds.
    let told = |row: &&Record| row.fields.iter().filter(|cell| !cell.is_empty()).count() >= 3;
    let body: Vec<&Record> = rows[body_at..].iter().filter(told).collect();
    let sample = body.iter().take(3).map(|row| row.fields.clone()).collect();
    let mut guesser = Guesser { header, body, width, doubts: Vec::new() };
    let mut mapping = guesser.mapping(delimiter, header_at.map_or(0, |at| rows[at].line))?;
    mapping.encoding = Some(decoded.encoding.name().to_lowercase());
    let preamble = &rows[..header_at.unwrap_or(0)];
    guesser.account(&mut mapping, preamble, account);
    guesser.currency(&mut mapping, preamble);
    Ok(Draft { mapping, doubts: guesser.doubts, sample })
}

/// The delimiter under which most rows have the same width, the wider one winning.
fn best_delimiter(text: &str) -> Result<(u8, Vec<Record>), Refusal> {
    let head: String = text.split_inclusive('\n').take(SAMPLE_ROWS).collect();
    let no_table = || {
        Refusal::new(
            "The format of the file is not known, and it is no table of separated values.",
            "Ask for camt.053, MT940 or CSV; scans and PDF are not read by this version.",
        )
    };
    let mut best: Option<(usize, u8, Vec<Record>)> = None;
    for delimiter in DELIMITERS {
        let Ok(rows) = records(&head, delimiter, 1) else { continue };
        let width = modal_width(&rows);
        let fitting = rows.iter().filter(|row| row.fields.len() == width).count();
        if width >= 3 && best.as_ref().is_none_or(|(score, _, _)| fitting * width > *score) {
            best = Some((fitting * width, delimiter, rows));
        }
    }
    best.map(|(_, delimiter, rows)| (delimiter, rows)).ok_or_else(no_table)
}

/// The number of fields that most rows have; the larger one of two that are as common.
fn modal_width(rows: &[Record]) -> usize {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for row in rows {
        *counts.entry(row.fields.len()).or_default() += 1;
    }
    counts.into_iter().max_by_key(|&(width, count)| (count, width)).map_or(0, |(width, _)| width)
}

fn any_date(text: &str) -> bool {
    DateOrder::ALL.iter().any(|&order| dates::read(text, order).is_some())
}

/// A header has names in most of its cells, and neither a date nor an amount.
fn is_header(row: &Record, width: usize) -> bool {
    let filled: Vec<&String> = row.fields.iter().filter(|field| !field.is_empty()).collect();
    let named = filled.iter().filter(|field| field.chars().any(char::is_alphabetic)).count();
    row.fields.len() + 2 >= width
        && filled.len() >= 3
        && named * 4 >= filled.len() * 3
        && !filled.iter().any(|field| any_date(field) || amounts::plausible(field))
}

struct Guesser<'a> {
    header: Vec<String>,
    body: Vec<&'a Record>,
    width: usize,
    doubts: Vec<String>,
}

impl Guesser<'_> {
    fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        self.body
            .iter()
            .filter_map(move |row| row.fields.get(column))
            .map(String::as_str)
            .filter(|cell| !cell.is_empty())
    }

    /// Whether at least nine cells in ten, and at least one, are such.
    fn mostly(&self, column: usize, is: impl Fn(&str) -> bool) -> bool {
        let (all, good) =
            self.cells(column).fold((0_usize, 0_usize), |(all, good), cell| (all + 1, good + usize::from(is(cell))));
        good > 0 && good * 10 >= all * 9
    }

    fn name_of(&self, column: usize) -> String {
        self.header.get(column).filter(|name| !name.is_empty()).cloned().unwrap_or_else(|| format!("#{}", column + 1))
    }

    /// How well a header's name fits a role: place in the list, the whole word before its beginning.
    fn fit(&self, column: usize, role: Role) -> Option<(usize, usize)> {
        let name = bare_name(self.header.get(column)?);
        let (_, names) = NAMES.iter().find(|(known, _)| *known == role)?;
        let exact = names.iter().position(|known| name == *known).map(|at| (0, at));
        exact.or_else(|| {
            let begins = |known: &&str| known.len() >= 4 && name.starts_with(*known);
            names.iter().position(begins).map(|at| (1, at))
        })
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
        let text: Vec<usize> = std::iter::from_fn(|| next(Role::Text)).collect();
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

    /// Notes what the amount columns leave open; gives whether a positive amount is money going out.
    fn amount_doubts(&mut self, columns: &[Option<usize>; 5], decimal_mark: char) -> bool {
        let [amount, side, debit, credit, balance] = *columns;
        if self.header.is_empty() {
            self.doubts
                .push("the table has no header: which column is what was told from its contents alone".to_owned());
        }
        match (amount, side, debit, credit) {
            (Some(column), None, _, _) => {
                let mark = u8::try_from(decimal_mark).unwrap_or(b'.');
                let read = |cell: &str| amounts::read(cell, mark, Currency::EUR).ok();
                if self.cells(column).filter_map(read).any(|written| written.negative) {
                    return false;
                }
                if let Some(out) = balance.and_then(|balance| self.direction_by_balance(column, balance, mark)) {
                    return out;
                }
                self.doubts.push(format!(
                    "no amount in {:?} is negative: does the column hold money coming in, or money going out (then \
                     `positive_is_out = true`)?",
                    self.name_of(column)
                ));
            }
            (None, _, None, None) => self.doubts.push("no column holds amounts under a name that says so".to_owned()),
            (None, _, Some(_), None) => self.doubts.push("there is a column of debits and none of credits".to_owned()),
            (None, _, None, Some(_)) => self.doubts.push("there is a column of credits and none of debits".to_owned()),
            _ => {}
        }
        false
    }

    /// Whether unsigned amounts go out, as every pair of running balances shows; none when they do not all agree.
    fn direction_by_balance(&self, amount: usize, balance: usize, mark: u8) -> Option<bool> {
        let minor = |row: &Record, column: usize| {
            let written = amounts::read(row.fields.get(column)?, mark, Currency::EUR).ok()?;
            Some(if written.negative { -written.minor } else { written.minor })
        };
        let rows: Vec<(i64, i64)> =
            self.body.iter().filter_map(|row| Some((minor(row, amount)?, minor(row, balance)?))).collect();
        let agree = |newest_first: bool, out: bool| {
            rows.len() > 1
                && rows.windows(2).all(|pair| {
                    let (before, after) = if newest_first { (pair[1], pair[0]) } else { (pair[0], pair[1]) };
                    let moved = if out { after.0.checked_neg() } else { Some(after.0) };
                    moved.and_then(|moved| before.1.checked_add(moved)) == Some(after.1)
                })
        };
        let fits = |out: bool| agree(false, out) || agree(true, out);
        match (fits(false), fits(true)) {
            (true, false) => Some(false),
            (false, true) => Some(true),
            _ => None,
        }
    }

    /// The decimal mark under which every figure of these columns can be read; in doubt where both can.
    fn decimal_mark(&mut self, columns: &[Option<usize>]) -> char {
        let cells: Vec<&str> = columns.iter().flatten().flat_map(|&column| self.cells(column)).collect();
        let marked: Vec<&&str> = cells.iter().filter(|cell| cell.contains([',', '.'])).collect();
        let reads = |mark: u8| marked.iter().filter(|cell| amounts::read(cell, mark, Currency::EUR).is_ok()).count();
        let (point, comma) = (reads(b'.'), reads(b','));
        if !marked.is_empty() && point == comma {
            self.doubts
                .push("whether the comma or the point is the decimal mark cannot be told from the figures".to_owned());
        }
        if comma > point { ',' } else { '.' }
    }

    /// The order of dates under which every date of the column exists; in doubt where two do.
    fn date_order(&mut self, column: usize) -> DateOrder {
        let count = |order: DateOrder| self.cells(column).filter(|cell| dates::read(cell, order).is_some()).count();
        let counts = DateOrder::ALL.map(|order| (count(order), order));
        let most = counts.iter().map(|(count, _)| *count).max().unwrap_or_default();
        let mut best = counts.iter().filter(|(count, _)| *count == most).map(|(_, order)| *order);
        let first = best.next().unwrap_or(DateOrder::YearMonthDay);
        let second = best.next();
        // Days and months that can be swapped throughout, with figures on both places.
        if second.is_some() {
            self.doubts.push(
                "no day in the dates is past the 12th: whether the day or the month comes first cannot be told \
                 (date_order = \"DMY\" or \"MDY\")"
                    .to_owned(),
            );
        }
        first
    }

    /// The account: a column, what a person said, or the one IBAN that stands above the table.
    fn account(&mut self, mapping: &mut Mapping, preamble: &[Record], said: Option<&AccountId>) {
        if said.is_some() || mapping.columns.account.is_some() {
            return;
        }
        let mut ibans: Vec<String> =
            preamble.iter().flat_map(|row| &row.fields).flat_map(|cell| ibans_in(cell)).collect();
        ibans.sort();
        ibans.dedup();
        match ibans.as_slice() {
            [one] => mapping.account = Some(one.clone()),
            [] => self
                .doubts
                .push("nothing says which account the file is of: add `account = \"…\"`, or `--account`".to_owned()),
            _ => self.doubts.push(format!("several accounts stand above the table: {}", ibans.join(", "))),
        }
    }

    /// The currency: a column, a code in the name of an amount column, or the one code above the table.
    fn currency(&mut self, mapping: &mut Mapping, preamble: &[Record]) {
        if mapping.columns.currency.is_some() {
            return;
        }
        let columns = &mapping.columns;
        let names = [&columns.amount, &columns.debit, &columns.credit, &columns.balance];
        let mut codes: Vec<String> = names.into_iter().flatten().flat_map(|name| codes_in(name)).collect();
        if codes.is_empty() {
            codes = preamble.iter().flat_map(|row| &row.fields).flat_map(|cell| codes_in(cell)).collect();
        }
        codes.sort();
        codes.dedup();
        match codes.as_slice() {
            [one] => mapping.currency = Some(one.clone()),
            _ => self
                .doubts
                .push("nothing says which currency the amounts are in: add `currency = \"EUR\"` or another".to_owned()),
        }
    }
}

/// A header's name without what stands in brackets, in lower case.
fn bare_name(name: &str) -> String {
    let bare = name.split(['(', '[']).next().unwrap_or(name).trim().to_lowercase();
    if bare.is_empty() { name.trim().to_lowercase() } else { bare }
}

/// Currency codes that stand as words of their own in capitals.
fn codes_in(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase()))
        .filter(|word| word.parse::<Currency>().is_ok())
        .map(str::to_owned)
        .collect()
}

/// IBANs with right check digits in a text, grouped or compact.
fn ibans_in(text: &str) -> Vec<String> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
    let starts = compact.char_indices().map(|(at, _)| at);
    let mut found = Vec::new();
    for start in starts {
        let rest = &compact[start..];
        let boundary = start == 0 || !compact[..start].ends_with(|c: char| c.is_alphanumeric());
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        if boundary && iban_check(&rest[..end]) == Some(true) {
            found.push(rest[..end].to_owned());
        }
    }
    found
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
