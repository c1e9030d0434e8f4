//! Workbooks as banks let people download them: a cover, and a sheet an account with a title above the table, real
//! dates, debit and credit in two columns, a running balance, and sums at the end.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use jiff::civil::Date;

use super::point;
use super::statement::{Books, Line, Statement};
use crate::SynthAccount;
use crate::case::Bank;

const COLUMNS: [&str; 9] = [
    "Booking date",
    "Value date",
    "Description",
    "Counterparty name",
    "Counterparty IBAN",
    "Reference",
    "Debit (EUR)",
    "Credit (EUR)",
    "Balance (EUR)",
];

/// The row of the header, from 0: the lines above it say whose account it is.
const HEADER_ROW: u32 = 5;

/// A workbook a bank.
pub(super) fn files(books: &Books<'_>, chosen: impl Fn(&SynthAccount) -> bool) -> Vec<(String, Vec<u8>)> {
    let file = |bank: Bank| {
        let positions = books.accounts(|account| account.bank == bank && chosen(account));
        let statements: Vec<Vec<Statement<'_>>> =
            positions.into_iter().map(|position| books.statements(position)).collect();
        let sheets: Vec<Vec<&Statement<'_>>> = statements.iter().map(|months| months.iter().collect()).collect();
        let name = format!("{}.xlsx", bank.bic().to_ascii_lowercase());
        (!sheets.is_empty()).then(|| (name, of_accounts(bank, &sheets)))
    };
    let banks = [Bank::Confluent, Bank::Coteaux, Bank::DeuxRives, Bank::Cimes, Bank::Jasen, Bank::Lisi];
    banks.into_iter().filter_map(file).collect()
}

/// A workbook of these statements: a list of them for each account, which is its sheet.
pub(super) fn of_accounts(bank: Bank, sheets: &[Vec<&Statement<'_>>]) -> Vec<u8> {
    // The library refuses only what is longer than any text or table here, so there is always a workbook.
    workbook(bank, sheets).unwrap_or_default()
}

fn workbook(bank: Bank, sheets: &[Vec<&Statement<'_>>]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The library would write the time of day: the same case gives the same bytes.
    let made = ExcelDateTime::from_ymd(2024, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let cover = workbook.add_worksheet().set_name("Cover")?;
    cover.write_string(0, 0, bank.name())?;
    cover.write_string(2, 0, "Statements of account, as ordered. One sheet an account.")?;
    for statements in sheets {
        let Some(account) = statements.first().map(|statement| statement.account) else { continue };
        let lines: Vec<Line<'_>> = statements.iter().flat_map(|statement| statement.lines.iter().copied()).collect();
        let sheet = workbook.add_worksheet().set_name(&account.iban[account.iban.len().saturating_sub(14)..])?;
        write_account(sheet, account, &lines)?;
    }
    workbook.save_to_buffer()
}

fn write_account(sheet: &mut Worksheet, account: &SynthAccount, lines: &[Line<'_>]) -> Result<(), XlsxError> {
    for (row, words) in (0..).zip([account.bank.name(), "Account holder", "IBAN", "Currency"]) {
        sheet.write_string(row, 0, words)?;
    }
    for (row, words) in (1..).zip([&*account.holder, &*account.iban, "EUR"]) {
        sheet.write_string(row, 1, words)?;
    }
    for (column, name) in (0..).zip(COLUMNS) {
        sheet.write_string(HEADER_ROW, column, name)?;
    }
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let money = Format::new().set_num_format("#,##0.00");
    let mut sums = [0_i64; 2];
    for (row, line) in (HEADER_ROW + 1..).zip(lines) {
        for column in [0, 1] {
            sheet.write_datetime_with_format(row, column, &excel_day(line.made.booked_on)?, &day)?;
        }
        let made = line.made;
        for (column, text) in (2..).zip([&*made.text, &*line.other.name, line.other_iban, &*made.reference]) {
            if !text.is_empty() {
                sheet.write_string(row, column, text)?;
            }
        }
        sheet.write_number_with_format(row, 6 + u16::from(line.credit), number(line.written_minor), &money)?;
        sheet.write_number_with_format(row, 8, number(line.balance_minor), &money)?;
        sums[usize::from(line.credit)] += line.written_minor;
    }
    let row = HEADER_ROW + 1 + u32::try_from(lines.len()).unwrap_or(u32::MAX / 2);
    sheet.write_string(row, 2, "Total")?;
    for (column, sum) in (6..).zip(sums) {
        sheet.write_number_with_format(row, column, number(sum), &money)?;
    }
    Ok(())
}

fn excel_day(date: Date) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: i8| u8::try_from(number).unwrap_or_default();
    ExcelDateTime::from_ymd(u16::try_from(date.year()).unwrap_or_default(), part(date.month()), part(date.day()))
}

/// The double that names a decimal of cents.
fn number(minor: i64) -> f64 {
    point(minor).parse().unwrap_or(f64::NAN)
}
