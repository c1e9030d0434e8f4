//! Walks the OFX files of `jseutter/ofxparse` beside the repository. What a person reads in each of them is written down
//! here, by hand, and the reader must say the same.
//!
//! The files are not part of the repository; where they are absent, nothing is walked.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use filature_intake::{Format, Options, Outcome, Reading, read};
use filature_model::{Balance, Severity, Statement, decimal_string, from_days};

/// What is in each file: accounts of a list, statements, entries (day, amount, channel, other side's name) and what is
/// lost or in doubt; or a word of the refusal.
const FILES: &[(&str, &[&str])] = &[
    (
        "account_listing_aggregation.ofx",
        &[
            "account 314074269:0000000001",
            "account 314074269:0000000002",
            "account 314074269:00000000000003",
            "account 4111111111111111",
        ],
    ),
    // The balance is of the day after the end of the period: it closes nothing.
    (
        "anzcc.ofx",
        &["statement 1234123412341234 AUD 2017-03-11..2017-05-09, closing none, lost 0", "2017-05-08 -5.50 AUD  "],
    ),
    (
        "bank_medium.ofx",
        &[
            "statement 160000100:12300 000012345678 CAD 2009-04-01..2009-05-23, closing 382.34 CAD on 2009-05-23, lost 0",
            "2009-04-01 -6.60 CAD card MCDONALD'S #112",
            "2009-04-02 -316.67 CAD cheque Joe's Bald Hairstyles",
            "2009-04-03 -22.00 CAD card CONNIE'S HAIR D",
        ],
    ),
    ("bank_small.ofx", &["refused: no statement"]),
    (
        "checking.ofx",
        &[
            "statement 5472369148:1452687~7 USD 2000-01-01..2013-05-25, closing 100.99 USD on 2013-05-25, lost 0",
            "2011-03-31 0.01 USD  DIVIDEND EARNED FOR PERIOD OF 03",
            "2011-04-05 -34.51 USD  AUTOMATIC WITHDRAWAL, ELECTRIC BILL",
            "2011-04-07 -25.00 USD cheque RETURNED CHECK FEE, CHECK # 319",
        ],
    ),
    ("error_message.ofx", &["refused: General Server Error (code 2000)"]),
    // No day, an empty day, and the 31st of February.
    (
        "date_missing.ofx",
        &[
            "statement 123845030:192639749 USD 2011-04-12..2011-06-14, closing 0.00 USD on 2011-06-14, lost 3",
            "missing-field@33",
            "missing-field@40",
            "bad-date@48",
        ],
    ),
    // `$120`, on a day that does not exist either.
    (
        "decimal_error.ofx",
        &[
            "statement 123845030:192639749 CAD 2011-04-12..2011-06-14, closing 0.00 CAD on 2011-06-14, lost 1",
            "bad-amount@34",
        ],
    ),
    (
        "empty_balance.ofx",
        &[
            "statement 123845030:192639749 CAD 2011-04-12..2011-06-14, closing none, lost 0",
            "2011-03-08 120.00 CAD  Foobar",
            "missing-field@37",
        ],
    ),
    // Amounts of a ten-thousandth of a dollar (whoever made the file public altered them): none is rounded.
    (
        "fidelity-savings.ofx",
        &[
            "statement fidelity.com:X0000001 USD 2012-07-10..2012-09-08, closing none, lost 3",
            "2012-07-20 -1500.00 USD cheque Check Paid #0000001001",
            "bad-amount@63",
            "bad-amount@78",
            "bad-amount@93",
        ],
    ),
    (
        "fidelity.ofx",
        &[
            "statement fidelity.com:01234567890 USD 2012-07-10..2012-09-08, closing none, lost 14",
            "2012-07-31 0.24 USD  INTEREST EARNED",
            "2012-08-20 -0.97 USD  LATE SETTLEMENT FEE",
            "2012-08-31 0.16 USD  INTEREST EARNED",
            "14 x securities-booking@11",
        ],
    ),
    (
        "investment_401k.ofx",
        &[
            "statement example.org:12345678.123456-01 USD 2014-04-01..2014-06-30, closing none, lost 3",
            "securities-booking@46",
            "securities-booking@64",
            "securities-booking@79",
        ],
    ),
    // The account is kept in Canadian dollars; each amount says that it is in those of the United States.
    (
        "investment_medium.ofx",
        &[
            "statement 404:ABC123 CAD 2009-12-14..2009-12-15, closing none, lost 0",
            "2009-12-15 -3.65 USD  ",
            "2009-12-15 3.35 USD  ",
            "2009-12-15 -3.65 USD  ",
        ],
    ),
    ("multiple_accounts.ofx", MULTIPLE),
    ("multiple_accounts2.ofx", MULTIPLE),
    // The statement names no currency, the entry does.
    (
        "ofx-v102-empty-tags.ofx",
        &[
            "statement NPBS:12345678 none 2018-05-06..2018-08-04, closing none, lost 0",
            "2018-05-07 12.34 AUD  ",
            "missing-field@23",
        ],
    ),
    ("signon_fail.ofx", &["refused: (code 15500)"]),
    ("signon_success.ofx", &["refused: only the answer of AMEX to a sign-on"]),
    ("signon_success_no_message.ofx", &["refused: only the answer of AMEX to a sign-on"]),
    (
        "suncorp.ofx",
        &[
            "statement SUNCORP:123456789 AUD 2013-06-18..2013-12-15, closing 1234.12 AUD on 2013-12-15, lost 0",
            "2013-12-15 -16.85 AUD  EFTPOS WDL HANDYWAY ALDI STORE",
        ],
    ),
    // Securities that are held, and no bookings.
    ("td_ameritrade.ofx", &["statement ameritrade.com:121212121 USD 2017-11-30..2017-12-03, closing none, lost 0"]),
    (
        "tiaacref.ofx",
        &[
            "statement TIAA-CREF.ORG:111A1111 22B222 33C333 USD 2017-02-04..2017-03-07, closing none, lost 1",
            "securities-booking@11",
        ],
    ),
    (
        "vanguard.ofx",
        &[
            "statement vanguard.com:01234567890 USD 2011-06-25..2011-07-27, closing none, lost 1",
            "securities-booking@11",
        ],
    ),
    (
        "vanguard401k.ofx",
        &[
            "statement vanguard.com:0123456 USD 2014-09-16..2014-10-18, closing none, lost 5",
            "5 x securities-booking@11",
        ],
    ),
];

const MULTIPLE: &[&str] = &[
    "statement 123:9100 USD none..2012-06-03, closing 111.00 USD on 2012-06-03, lost 0",
    "statement 123:9200 USD none..2012-06-03, closing 222.00 USD on 2012-06-03, lost 0",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures/jseutter-ofxparse/tests/fixtures")
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

/// The text of a column, empty where there is none.
fn text(batch: &RecordBatch, name: &str, row: usize) -> String {
    let array = batch.column_by_name(name).unwrap().as_string::<i32>();
    if array.is_valid(row) { array.value(row).to_owned() } else { String::new() }
}

fn entry(batch: &RecordBatch, row: usize) -> String {
    let day = batch.column_by_name("booked_on").unwrap().as_primitive::<Date32Type>().value(row);
    let minor = batch.column_by_name("amount_minor").unwrap().as_primitive::<Int64Type>().value(row);
    let currency = text(batch, "currency", row);
    let is_debit = text(batch, "legs", row) == "debit";
    let (sign, name) = if is_debit { ("-", "creditor_name") } else { ("", "debtor_name") };
    let amount = decimal_string(i128::from(minor), currency.parse().unwrap());
    let day = from_days(day).unwrap();
    format!("{day} {sign}{amount} {currency} {} {}", text(batch, "channel", row), text(batch, name, row))
}

fn statement(statement: &Statement) -> String {
    let day = |day: Option<jiff::civil::Date>| day.map_or("none".to_owned(), |day| day.to_string());
    let closing = statement.closing.map_or("none".to_owned(), |Balance { minor, currency, on, .. }| {
        format!("{} {currency} on {}", decimal_string(i128::from(minor), currency), day(on))
    });
    format!(
        "statement {} {} {}..{}, closing {closing}, lost {}",
        statement.account,
        statement.currency.map_or("none".to_owned(), |currency| currency.to_string()),
        day(statement.from),
        day(statement.to),
        statement.unreadable_rows
    )
}

/// What a file gave, in the words of [`FILES`].
fn said(reading: &Reading) -> Vec<String> {
    let mut said: Vec<String> = reading.accounts.iter().map(|account| format!("account {}", account.id)).collect();
    said.extend(reading.statements.iter().map(statement));
    for batch in &reading.entries {
        said.extend((0..batch.num_rows()).map(|row| entry(batch, row)));
    }
    let problems = reading.problems.iter().filter(|problem| problem.code.severity() != Severity::Note);
    let mut counted: Vec<(String, usize)> = Vec::new();
    for problem in problems {
        let word = format!("{}@{}", problem.code.word(), problem.place.line.unwrap());
        match counted.last_mut() {
            Some((last, count)) if *last == word => *count += 1,
            _ => counted.push((word, 1)),
        }
    }
    said.extend(counted.into_iter().map(|(word, count)| if count == 1 { word } else { format!("{count} x {word}") }));
    said
}

#[test]
fn each_file_says_what_is_written_down_of_it() {
    let mut paths = Vec::new();
    files(&folder(), &mut paths);
    if paths.is_empty() {
        println!("shared fixtures are not present: not walked");
        return;
    }
    let mut wrong = Vec::new();
    let mut walked = BTreeSet::new();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some((known, expected)) = FILES.iter().find(|(known, _)| *known == name) else {
            wrong.push(format!("{name} is not written down"));
            continue;
        };
        walked.insert(*known);
        let outcome = read("a1b2c3d4e5f6".parse().unwrap(), &fs::read(&path).unwrap(), &Options::default());
        match outcome {
            Ok(Outcome::Read(reading, None)) if reading.format == Format::Ofx => {
                let said = said(&reading);
                if said != *expected {
                    wrong.push(format!("{name} gave {said:#?}"));
                }
            }
            Err(refusal) => {
                let word = expected[0].strip_prefix("refused: ");
                if !word.is_some_and(|word| refusal.to_string().contains(word)) {
                    wrong.push(format!("{name} was refused: {refusal}"));
                }
            }
            other => wrong.push(format!("{name}: {other:?}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(walked.len(), FILES.len());
}

#[test]
fn each_transaction_is_an_entry_or_a_lost_one() {
    let mut paths = Vec::new();
    files(&folder(), &mut paths);
    for path in paths {
        let bytes = fs::read(&path).unwrap();
        let Ok(Outcome::Read(reading, _)) = read("a1b2c3d4e5f6".parse().unwrap(), &bytes, &Options::default()) else {
            continue;
        };
        let text = String::from_utf8_lossy(&bytes);
        let securities = ["<BUYMF>", "<BUYSTOCK>", "<SELLMF>", "<SELLSTOCK>", "<INCOME>", "<TRANSFER>"];
        let stated =
            text.matches("<STMTTRN>").count() + securities.iter().map(|tag| text.matches(tag).count()).sum::<usize>();
        let lost: u32 = reading.statements.iter().map(|statement| statement.unreadable_rows).sum();
        assert_eq!(reading.entry_count() + usize::try_from(lost).unwrap(), stated, "{}", path.display());
    }
}
