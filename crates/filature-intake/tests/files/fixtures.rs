//! Walks the public example files of other projects beside the repository, and holds the two readers against
//! what those projects say that the files contain.
//!
//! The files are not part of the repository; where they are absent, nothing is walked.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type, UInt32Type};
use arrow_array::{Array, RecordBatch};
use filature_intake::{Options, Outcome, Reading, Refusal, csv, iso20022, mt940, read};
use filature_model::{AccountId, Balance, Problem, ProblemCode, Severity, SourceId, from_days, parse_minor};
use jiff::civil::Date;
use serde_json::Value;

use crate::shared;

const FOLDERS: &[&str] = &["genkgo-camt", "svenstaro-mt940-rs", "prowide-core", "prowide-iso20022"];

/// Files that are refused, and a word of the reason. Any other is read.
const REFUSED: &[(&str, &str)] = &[
    ("MT305.fin", "MT305"),
    ("MT306.fin", "MT306"),
    ("MT320.txt", "MT320"),
    ("MT320.txt.xml", "MT320"),
    ("MT320.xml", "MT320"),
    ("MT340.fin", "MT340"),
    ("MT341.fin", "MT341"),
    ("MT360.fin", "MT360"),
    ("MT361.fin", "MT361"),
    ("MT362.fin", "MT362"),
    ("camt.003.001.04.xml", "camt.003"),
    ("camt053.v2.wrong.xml", "no statement"),
    ("invalid_statement.sta", "No message"),
    ("unexpected_tag.sta", "which account"),
];

/// Problems other than notes, by file: `code@line`.
const PROBLEMS: &[(&str, &[&str])] = &[
    // Neither BookgDt nor ValDt: kept at the day of the message.
    ("camt052.v2.with-account-name.xml", &["day-of-message@17"]),
    ("camt054.v2.with-account-name.xml", &["day-of-message@17"]),
    ("camt054.v8-with-UETR.xml", &["day-of-message@16"]),
    ("camt054.v8-with-financial-institution.xml", &["day-of-message@16"]),
    // The day of the value date does not exist: kept by the booking date.
    ("february_30.sta", &["bad-value-date@6"]),
    // A Hungarian code page of DOS, which nothing tells.
    ("invalid_utf8.sta", &["bad-encoding@7"]),
    // 500 without its comma: euros or cents.
    ("knab_broken.sta", &["bad-amount@17"]),
    // :25: in the place of :86:, four lines long.
    ("sepa_snippet_broken.sta", &["unknown-line@6", "unknown-line@7", "unknown-line@8", "unknown-line@9"]),
    ("unknown_tag.sta", &["unknown-line@9"]),
];

/// Statements that do not foot by themselves, most of them made up or cut: `name#statement`.
const DO_NOT_FOOT: &[&str] = &[
    "camt053.v2.all-balance-types.xml#0",
    "camt053.v2.five.decimals.xml#0",
    "camt053.v2.minimal.ultimate.xml#0",
    "camt053.v2.minimal.xml#0",
    "camt053.v2.with-party-ids.xml#0",
    "camt053.v3.xml#0",
    "camt053.v4.xml#0",
    "camt053.v8.xml#0",
    "mt940.sta#0",
    "mt940.sta#1",
    "sepa_snippet.sta#1",
    "sepa_snippet_broken.sta#0",
    "issue-51.sta#0",
    "abnamro.sta#0",
    "abnamro.sta#1",
    "ing.sta#0",
    "knab.sta#1",
    "knab_broken.sta#1",
    "postfinance.sta#1",
    "with_newline_in_tnr.sta#0",
    "buxtehude.sta#0",
    "incomplete_tag_61.sta#0",
    "invalid_utf8.sta#0",
    "overly_long_details.sta#0",
];

fn source() -> SourceId {
    "a1b2c3d4e5f6".parse().unwrap()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// An example: its path, name, bytes and what became of it.
type Example = (PathBuf, String, Vec<u8>, Result<Reading, Refusal>);

/// Every example, in the order of the paths.
fn walk() -> Vec<Example> {
    let mut found = Vec::new();
    FOLDERS.iter().for_each(|folder| files(&shared().join(folder), &mut found));
    if found.is_empty() {
        println!("shared fixtures are not present: not walked");
    }
    let mut read = Vec::new();
    for path in found {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.ends_with(".json") || name.starts_with("PROVENANCE") || name.starts_with("LICENSE") {
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let reading = match iso20022::looks_like(&bytes) {
            true => iso20022::read(source(), &bytes),
            false => {
                assert!(mt940::looks_like(&bytes) || name == "invalid_statement.sta", "{name} is not recognised");
                mt940::read(source(), &bytes)
            }
        };
        read.push((path, name, bytes, reading));
    }
    read
}

#[test]
fn each_file_is_read_or_refused_as_listed() {
    let refused: BTreeMap<&str, &str> = REFUSED.iter().copied().collect();
    let mut wrong = Vec::new();
    for (_, name, _, reading) in walk() {
        match (&reading, refused.get(name.as_str())) {
            (Ok(_), None) => {}
            (Err(refusal), Some(word)) if refusal.to_string().contains(word) => {}
            (Ok(reading), Some(_)) => wrong.push(format!("{name} was read: {} entries", reading.entry_count())),
            (Err(refusal), _) => wrong.push(format!("{name} was refused: {refusal}")),
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn problems_are_those_listed() {
    let listed: BTreeMap<&str, &[&str]> = PROBLEMS.iter().copied().collect();
    let mut wrong = Vec::new();
    for (_, name, _, reading) in walk() {
        let Ok(reading) = reading else { continue };
        let found: Vec<String> = reading
            .problems
            .iter()
            .filter(|problem| problem.code.severity() != Severity::Note)
            .map(|problem| format!("{}@{}", problem.code.word(), problem.place.line.unwrap_or(0)))
            .collect();
        if found != listed.get(name.as_str()).copied().unwrap_or(&[]) {
            wrong.push((name, found));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn each_entry_of_a_file_is_an_entry_or_a_lost_one() {
    for (_, name, bytes, reading) in walk() {
        let Ok(reading) = reading else { continue };
        let text = String::from_utf8_lossy(&bytes);
        let stated = match name.ends_with(".xml") {
            true => text.matches("<Ntry>").count(),
            // A statement line, a transfer, or an order of a request for transfer.
            false => text.lines().filter(|line| starts_an_entry(&text, line)).count(),
        };
        let lost: u32 = reading.statements.iter().map(|statement| statement.unreadable_rows).sum();
        // Lines that belong to no field count against their statement too, and are no `:61:`.
        let is_stray = |problem: &&Problem| problem.code == ProblemCode::UnknownLine && problem.column.is_none();
        let strays = reading.problems.iter().filter(is_stray).count();
        assert_eq!(reading.entry_count() + usize::try_from(lost).unwrap(), stated + strays, "{name}");
    }
}

/// Whether a line of SWIFT's messages begins an entry.
fn starts_an_entry(text: &str, line: &str) -> bool {
    let is_order = text.contains("\n:28D:") && line.starts_with(":21:");
    line.starts_with(":61:") || line.starts_with(":32A:") || is_order
}

#[test]
fn statements_foot_but_for_those_listed() {
    let mut wrong = Vec::new();
    let mut footing = 0;
    for (_, name, _, reading) in walk() {
        let Ok(reading) = reading else { continue };
        let rows = Rows(reading.entries[0].clone());
        let mut sums = vec![0_i64; reading.statements.len()];
        for row in 0..reading.entry_count() {
            let ordinals = rows.0.column_by_name("statement").unwrap().as_primitive::<UInt32Type>();
            // A payment belongs to no statement.
            if ordinals.is_null(row) {
                continue;
            }
            let ordinal = ordinals.value(row);
            let sign = if rows.text("legs", row).as_deref() == Some("credit") { 1 } else { -1 };
            sums[usize::try_from(ordinal).unwrap()] += sign * rows.minor(row);
        }
        for (statement, sum) in reading.statements.iter().zip(sums) {
            let (Some(opening), Some(closing)) = (statement.opening, statement.closing) else { continue };
            if opening.minor + sum == closing.minor {
                footing += 1;
            } else {
                wrong.push(format!("{name}#{}", statement.ordinal));
            }
        }
    }
    println!("{footing} statements foot");
    assert!(wrong.is_empty() || wrong == DO_NOT_FOOT, "{wrong:#?}");
}

/// The columns of a reading that the expected files speak of.
struct Rows(RecordBatch);

impl Rows {
    fn text(&self, column: &str, row: usize) -> Option<String> {
        let array = self.0.column_by_name(column).unwrap();
        let array = array.as_string_opt::<i32>()?;
        array.is_valid(row).then(|| array.value(row).to_owned())
    }

    fn day(&self, column: &str, row: usize) -> Option<Date> {
        let array = self.0.column_by_name(column).unwrap().as_primitive::<Date32Type>();
        array.is_valid(row).then(|| from_days(array.value(row)).unwrap())
    }

    fn minor(&self, row: usize) -> i64 {
        self.0.column_by_name("amount_minor").unwrap().as_primitive::<Int64Type>().value(row)
    }
}

fn expected(path: &Path) -> Option<Value> {
    let text = fs::read_to_string(path.with_extension("json")).ok()?;
    Some(serde_json::from_str(&text).unwrap())
}

/// A text without its white space, accents, full stops and what mt940-rs replaces by one.
fn bare(text: &str) -> String {
    let is_swift = |letter: char| letter.is_ascii_alphanumeric() || "/-?:(),+".contains(letter);
    let plain = |letter: char| match letter {
        'ü' | 'Ü' => 'u',
        'ö' | 'Ö' => 'o',
        'ä' | 'Ä' | 'ą' => 'a',
        'é' | 'ë' => 'e',
        'ñ' => 'n',
        other => other,
    };
    text.chars().map(plain).filter(|letter| is_swift(*letter)).map(|letter| letter.to_ascii_lowercase()).collect()
}

fn same_balance(name: &str, expected: &Value, found: Option<Balance>) {
    let found = found.unwrap();
    let currency = expected["iso_currency_code"].as_str().unwrap().parse().unwrap();
    let minor = parse_minor(expected["amount"].as_str().unwrap().as_bytes(), b'.', currency).unwrap();
    let minor = if expected["debit_credit_indicator"] == "Debit" { -minor } else { minor };
    assert_eq!((found.minor, found.currency), (minor, currency), "{name}");
    assert_eq!(found.on.unwrap().to_string(), expected["date"].as_str().unwrap(), "{name}");
}

#[test]
fn mt940_agrees_with_the_expected_files() {
    let mut compared = 0;
    for (path, name, _, reading) in walk() {
        let (Ok(reading), Some(expected), true) = (reading, expected(&path), name.ends_with(".sta")) else { continue };
        let rows = Rows(reading.entries[0].clone());
        let statements = expected.as_array().unwrap();
        assert_eq!(reading.statements.len(), statements.len(), "{name}");
        let mut row = 0;
        for (statement, expected) in reading.statements.iter().zip(statements) {
            let account = expected["account_id"].as_str().unwrap();
            assert!(bare(account).ends_with(&bare(statement.account.as_str().rsplit(':').next().unwrap())), "{name}");
            let number = statement.number.as_deref().unwrap_or("").split('/').collect::<Vec<_>>();
            let stated = ["statement_no", "sequence_no"].map(|key| expected[key].as_str());
            assert_eq!([number.first().copied(), number.get(1).copied()], stated, "{name}");
            same_balance(&name, &expected["opening_balance"], statement.opening);
            same_balance(&name, &expected["closing_balance"], statement.closing);
            for line in expected["statement_lines"].as_array().unwrap() {
                same_line(&format!("{name} row {row}"), line, &rows, row, statement.opening.unwrap());
                row += 1;
            }
        }
        assert_eq!(row, reading.entry_count(), "{name}");
        compared += row;
    }
    println!("{compared} lines of MT940 compared");
}

/// What the dialects must take out of the examples: end of the path, row, account and name of the other side, channel.
const DIALECTS: &[(&str, usize, &str, &str, &str)] = &[
    ("mBank/mt940.sta", 0, "PL56114010810000267002001001", "JAN NOWAK", "transfer"),
    ("jejik/abnamro.sta", 0, "428428", "KPN - DIGITENNE", ""),
    ("jejik/abnamro.sta", 1, "", "DIRCKIII FIL2500 KATWIJK", "card"),
    ("jejik/abnamro.sta", 9, "528939882", "MYCOM DEN HAAG", ""),
    ("jejik/knab.sta", 1, "NL65INGB0123456789", "PICQER", "transfer"),
    ("jejik/ing.sta", 1, "0111111111", "", "transfer"),
    ("jejik/sns.sta", 0, "0987654321", "marechal s", ""),
    ("jejik/postfinance.sta", 0, "", "", "transfer"),
    ("danskebank/MT940_FI_Example.sta", 1, "", "Beneficiary name", ""),
    ("danskebank/MT940_DK_Example.sta", 5, "", "Testkunde", ""),
];

#[test]
fn dialects_take_out_what_the_examples_say() {
    let mut seen = 0;
    for (path, name, _, reading) in walk() {
        let Ok(reading) = reading else { continue };
        let rows = Rows(reading.entries[0].clone());
        for &(_, row, account, holder, channel) in DIALECTS.iter().filter(|one| path.ends_with(one.0)) {
            let of = |column: &str| rows.text(column, row).unwrap_or_default();
            let other = if of("legs") == "credit" { "debtor" } else { "creditor" };
            let found = (of(other), of(&format!("{other}_name")), of("channel"));
            assert_eq!(found, (account.into(), holder.into(), channel.into()), "{name} row {row}");
            seen += 1;
        }
    }
    assert!(seen == 0 || seen == DIALECTS.len(), "{seen} entries seen");
}

/// A payment: name of the file, row, payer, payee, amount, currency, day, reference.
type Payment = (&'static str, usize, &'static str, &'static str, i64, &'static str, &'static str, &'static str);

/// What the walk must find in the payments.
const PAYMENTS: &[Payment] = &[
    ("MT101.fin", 0, "TESTAR00:344110001637", "CIBKCNBJ:344110000361", 1_400, "CNY", "2017-05-02", "010735904"),
    ("MT103-bulk-with-ack.rje", 0, "", "", 370_000, "USD", "2019-04-25", "234234233"),
    (
        "MT103-bulk-with-ack.rje",
        1,
        "CCCCNGLA:1111111111",
        "AAAAUSLA:1111111111",
        132_100,
        "USD",
        "2019-04-25",
        "C4772342333",
    ),
    (
        "MT103-bulk-with-ack.rje",
        2,
        "CCCCNGLA:22222222222",
        "AAAAUSLA:8888888888",
        141_780,
        "USD",
        "2019-04-25",
        "201904250034434",
    ),
    ("MT103-out-ack.rje", 0, "", "BICFOOYY:00123456789012345678", 181_428, "USD", "2019-10-14", "22342343"),
    ("MT103-out-ack.rje", 1, "", "BICFOOYY:00123456789012345678", 11_122_233, "EUR", "2019-10-28", "INGDESMM"),
    (
        "MT103-out-ack.rje",
        4,
        "FOOKESMM:12345678",
        "BICFOOYY:00123456789012345678",
        76_543_200,
        "EUR",
        "2019-10-28",
        "OMF000000724103",
    ),
];

#[test]
fn payments_of_swift_say_who_paid_whom() {
    let mut seen = 0;
    for (_, name, _, reading) in walk() {
        let Ok(reading) = reading else { continue };
        let rows = Rows(reading.entries[0].clone());
        for &(_, row, debtor, creditor, minor, currency, on, reference) in PAYMENTS.iter().filter(|one| one.0 == name) {
            let of = |column: &str| rows.text(column, row).unwrap_or_default();
            assert_eq!((of("debtor").as_str(), of("creditor").as_str()), (debtor, creditor), "{name} row {row}");
            assert_eq!((rows.minor(row), of("currency").as_str()), (minor, currency), "{name} row {row}");
            assert_eq!(rows.day("booked_on", row).unwrap().to_string(), on, "{name} row {row}");
            assert_eq!(of("reference"), reference, "{name} row {row}");
            assert_eq!(of("status"), if name.starts_with("MT101") { "pending" } else { "" }, "{name} row {row}");
            seen += 1;
        }
    }
    assert!(seen == 0 || seen == PAYMENTS.len(), "{seen} payments seen");
}

fn same_line(name: &str, expected: &Value, rows: &Rows, row: usize, opening: Balance) {
    let text = |key: &str| expected[key].as_str().unwrap_or("");
    assert_eq!(rows.minor(row), parse_minor(text("amount").as_bytes(), b'.', opening.currency).unwrap(), "{name}");
    // mt940-rs calls RC, the reversal of a credit, a reverse debit; that it takes money shows in the balances.
    let legs = if text("ext_debit_credit_indicator") == "Credit" { "credit" } else { "debit" };
    assert_eq!(rows.text("legs", row).as_deref(), Some(legs), "{name}");
    assert_eq!(rows.day("value_on", row).unwrap().to_string(), text("value_date"), "{name}");
    let booked = expected["entry_date"].as_str().unwrap_or(text("value_date"));
    assert_eq!(rows.day("booked_on", row).unwrap().to_string(), booked, "{name}");
    let information = &expected["information_to_account_owner"];
    let purpose = information["purpose"].as_str().or(information.as_str());
    let found = bare(&rows.text("text", row).unwrap_or_default());
    let found = found.strip_suffix(&bare(text("supplementary_details"))).unwrap_or(&found);
    if let Some(purpose) = purpose {
        // The text for the payee may be a part of the information (/REMI/), and details may follow it.
        let purpose = bare(purpose);
        assert!(found.contains(&purpose) || purpose.contains(found), "{name}: {found} for {purpose}");
        assert!(found.contains(&purpose) || purpose.contains("/remi/"), "{name}: {found} for {purpose}");
    }
    if let Some(reference) = rows.text("reference", row) {
        let places = [text("customer_ref"), text("bank_ref"), purpose.unwrap_or("")];
        assert!(places.iter().any(|place| bare(place).contains(&bare(&reference))), "{name}: {reference}");
    }
    let other = if legs == "credit" { "debtor" } else { "creditor" };
    if let Some(iban) = information["applicant_iban"].as_str() {
        let found = bare(&rows.text(other, row).unwrap_or_default());
        let is_none = found.is_empty() && iban.bytes().all(|byte| byte == b'0');
        assert!(is_none || found.ends_with(&bare(iban)) || name.starts_with("mt940_2"), "{name}: {found} for {iban}");
    }
    if let Some(holder) = information["applicant_name"].as_str() {
        let found = bare(&rows.text(&format!("{other}_name"), row).unwrap_or_default());
        assert_eq!(found, bare(holder), "{name}");
    }
}

/// An amount of genkgo's files: minor units by ISO 4217, where JPY has none.
fn genkgo_minor(money: &Value) -> (i64, String) {
    let minor = money["getAmount"].as_str().unwrap().parse::<i64>().unwrap();
    let currency = money["getCurrency"]["getCode"].as_str().unwrap().to_owned();
    (if currency == "JPY" { minor * 100 } else { minor }, currency)
}

/// The instant of a date of genkgo's files, in seconds.
fn genkgo_instant(date: &Value) -> Option<i64> {
    let text = date["0"].as_str()?;
    Some(text.parse::<jiff::Timestamp>().unwrap().as_second())
}

fn instant_of(day: Date) -> i64 {
    i64::from(filature_model::days_from_epoch(day)) * 86_400
}

/// All objects of a class, in the order of the file. Where an object was printed before, genkgo's files have
/// a word in its place.
fn objects<'a>(value: &'a Value, class: &str, found: &mut Vec<&'a Value>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| objects(item, class, found)),
        Value::Object(fields) => {
            if fields.get("__CLASS__").and_then(Value::as_str) == Some(class) {
                found.push(value);
            }
            fields.values().for_each(|field| objects(field, class, found));
        }
        _ => {}
    }
}

#[test]
fn camt_agrees_with_the_expected_files() {
    let mut compared = 0;
    for (path, name, _, reading) in walk() {
        let (Ok(reading), Some(expected), true) = (reading, expected(&path), name.ends_with(".xml")) else { continue };
        let rows = Rows(reading.entries[0].clone());
        let mut entries = Vec::new();
        objects(&expected, "Genkgo\\Camt\\DTO\\Entry", &mut entries);
        // Where there are several statements, only the entries of the last one are printed in full.
        let is_whole = entries.len() == reading.entry_count();
        assert!(is_whole || (reading.statements.len() > 1 && !entries.is_empty()), "{name}");
        let hidden = reading.entry_count() - entries.len();
        for (entry, row) in entries.iter().zip(hidden..) {
            same_entry(&format!("{name} row {row}"), entry, &rows, row);
            compared += 1;
        }
        let mut balances = Vec::new();
        objects(&expected, "Genkgo\\Camt\\DTO\\Balance", &mut balances);
        let shown = if is_whole { 0 } else { reading.statements.len() - 1 };
        for statement in &reading.statements[shown..] {
            for (balance, kinds) in
                [(statement.opening, ["opening", "opening_booked"]), (statement.closing, ["closing", "closing_booked"])]
            {
                let Some(balance) = balance else { continue };
                let is_same = |expected: &&Value| {
                    genkgo_minor(&expected["getAmount"]) == (balance.minor, balance.currency.code().to_owned())
                        && kinds.contains(&expected["getType"].as_str().unwrap())
                        && genkgo_instant(&expected["getDate"]) == balance.on.map(instant_of)
                };
                assert!(balances.iter().any(is_same), "{name}: {balance:?} in {balances:#?}");
            }
        }
    }
    println!("{compared} entries of camt compared");
}

fn same_entry(name: &str, expected: &Value, rows: &Rows, row: usize) {
    // genkgo gives a debit a negative amount.
    let (minor, currency) = genkgo_minor(&expected["getAmount"]);
    assert_eq!((rows.minor(row), rows.text("currency", row).unwrap()), (minor.abs(), currency), "{name}");
    let legs = if expected["getCreditDebitIndicator"] == "CRDT" { "credit" } else { "debit" };
    assert_eq!(rows.text("legs", row).as_deref(), Some(legs), "{name}");
    if let Some(instant) = genkgo_instant(&expected["getBookingDate"]) {
        let day = instant_of(rows.day("booked_on", row).unwrap());
        assert!((day - instant).abs() < 86_400, "{name}");
    }
    if let Some(instant) = genkgo_instant(&expected["getValueDate"]) {
        assert!((instant_of(rows.day("value_on", row).unwrap()) - instant).abs() < 86_400, "{name}");
    }
}

/// Banks' own tables: entries read, or a word of why a person is asked.
const TABLES: &[(&str, Result<usize, &str>)] = &[
    ("20171001-20171106.csv", Err("which account")),
    ("2018-04-14_10-52-13_bunq-transactieoverzicht.csv", Err("which currency")),
    ("20180226-1000594757-umsatz.CSV", Ok(1)),
    ("20180226_12345678.csv", Err("past the 12th")),
    ("2019-03-02_11-50-46_bunq-statement.csv", Err("which currency")),
    ("CSV_A_20180414_112204.csv", Ok(3)),
    ("MS_JANE_SMITH_01-12-2019_14-12-2019.csv", Err("no column of it holds dates")),
    ("MonzoDataExport_February2018_2018-02-26_174335.csv", Err("which account")),
    ("Movements_1234512345_201805271848.csv", Ok(1)),
    ("TH_20180101-20180523_page_1.csv", Err("which account")),
    ("TH_20180101-20180523_strana_1.csv", Err("which account")),
    ("TH_20180521-20180523.csv", Err("which account")),
    ("TransactionHistory_20180418043121.csv", Err("which account")),
    ("Umsaetze_KtoNr538917600_EUR_02-03-2018_1503.CSV", Ok(1)),
    ("W80844_EBH_201945.202122.csv", Ok(2)),
    ("dba33fceecd62c3c727893361e0ba4d3.P000000027355791.csv", Err("no header")),
    ("export_BE11123456789012_20180304_1422.csv", Ok(1)),
    ("export_KBC-Mastercard Business Essential_20200204_1604.csv", Err("which account")),
    ("kta_ei.dat", Err("no header")),
    ("statement_1.csv", Err("no header")),
    ("test.conf", Err("no table")),
    ("test_BOI_TransactionExport.csv", Err("which account")),
    ("test_delimiter_tab.csv", Err("no header")),
    ("test_headers.csv", Err("which account")),
    ("test_raiffeisen_01.csv", Err("no header")),
    ("test_raiffeisen_02.csv", Err("no header")),
    ("test_regex_123456_87654321_1234_21_12.csv", Err("no header")),
    ("test_row_format_CD_flag.csv", Err("no header")),
    ("test_row_format_default.csv", Err("no header")),
    ("test_row_format_neg_inflow.csv", Err("no header")),
    ("test_swedebank_statement.xls", Ok(13)),
    ("umsatz-1234________1234-20180227.CSV", Err("which account")),
];

#[test]
fn tables_are_read_or_asked_about_as_listed() {
    let folder = shared().join("bank2ynab/test/test-data");
    if !folder.exists() {
        println!("shared fixtures are not present: not walked");
        return;
    }
    let there = fs::read_dir(&folder).unwrap().count();
    assert_eq!(there, TABLES.len(), "a file of the folder is not in the list");
    for (name, expected) in TABLES {
        let bytes = fs::read(folder.join(name)).unwrap();
        let found = match read(source(), &bytes, &Options::default()) {
            Ok(Outcome::Read(reading, _)) => {
                let lost = reading.problems.iter().filter(|problem| problem.code.severity() == Severity::Lost);
                assert_eq!(lost.count(), 0, "{name}");
                Ok(reading.entry_count())
            }
            Ok(Outcome::InDoubt(draft)) => Err(draft.doubts.join("; ")),
            Err(refusal) => Err(refusal.to_string()),
        };
        match (expected, &found) {
            (Ok(entries), Ok(read)) => assert_eq!(entries, read, "{name}"),
            (Err(word), Err(reason)) => assert!(reason.contains(word), "{name}: {reason}"),
            _ => panic!("{name}: {found:?}"),
        }
    }
}

/// Tables that a person is asked about, with what a person would answer. Each file but the last two has a row that
/// calls itself null; one has rows whose side column holds a currency, which are lost and said.
const ANSWERED: &[(&str, &str, usize)] = &[
    (
        "test_raiffeisen_01.csv",
        "delimiter = ';'\nheader_line = 0\ndecimal_mark = ','\ndate_order = 'DMY'\n[columns]\nbooked = '#1'\nvalue = '#3'\namount = '#4'\ncurrency = '#5'\ntext = ['#2']\n",
        73,
    ),
    (
        "test_row_format_CD_flag.csv",
        "delimiter = ';'\nheader_line = 0\ndecimal_mark = ','\ndate_order = 'DMY'\ncurrency = 'EUR'\ndebit_words = ['O']\ncredit_words = ['I']\n[columns]\nbooked = '#1'\namount = '#4'\nside = '#5'\ntext = ['#2']\n",
        70,
    ),
    (
        "test_row_format_default.csv",
        "delimiter = ';'\nheader_line = 0\ndecimal_mark = ','\ndate_order = 'DMY'\ncurrency = 'EUR'\n[columns]\nbooked = '#1'\ncredit = '#4'\ndebit = '#5'\ntext = ['#2']\n",
        73,
    ),
    (
        "test_delimiter_tab.csv",
        "delimiter = \"\\t\"\nheader_line = 0\ndecimal_mark = ','\ndate_order = 'DMY'\ncurrency = 'EUR'\n[columns]\nbooked = '#1'\ncredit = '#4'\ndebit = '#5'\ntext = ['#2']\n",
        73,
    ),
    (
        "test_BOI_TransactionExport.csv",
        "delimiter = ','\nheader_line = 1\ndecimal_mark = '.'\ndate_order = 'DMY'\ncurrency = 'EUR'\n[columns]\nbooked = 'Date'\ndebit = 'Debit'\ncredit = 'Credit'\nbalance = 'Balance'\ntext = ['Details']\n",
        27,
    ),
    (
        "kta_ei.dat",
        "delimiter = '|'\nheader_line = 1\ndecimal_mark = '.'\ndate_order = 'YMD'\ncurrency = 'EUR'\n[columns]\nbooked = '#3'\namount = '#5'\ntext = ['#2', '#4', '#6']\n",
        11,
    ),
];

#[test]
fn tables_are_read_whole_once_a_person_has_answered() {
    let folder = shared().join("bank2ynab/test/test-data");
    if !folder.exists() {
        println!("shared fixtures are not present: not walked");
        return;
    }
    for (name, mapping, entries) in ANSWERED {
        let bytes = fs::read(folder.join(name)).unwrap();
        let options = Options {
            account: Some(AccountId::written("X:1")),
            mapping: Some(csv::Mapping::from_toml(mapping).unwrap()),
        };
        let Ok(Outcome::Read(reading, _)) = read(source(), &bytes, &options) else { panic!("{name} was not read") };
        let problems: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
        assert_eq!(reading.entry_count(), *entries, "{name}: {problems:?}");
    }
}
