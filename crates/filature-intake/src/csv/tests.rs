//! The readers of tables, from bytes to entries: small files written here.

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, UInt32Type};
use filature_model::{Account, ProblemCode, SourceId};
use proptest::prelude::*;

use super::*;

mod dialects;
mod size;

fn source() -> SourceId {
    "a1b2c3d4e5f6".parse().unwrap()
}

fn read_all(text: &str) -> Reading {
    match read(source(), text.as_bytes(), &CsvOptions::default()).unwrap() {
        CsvOutcome::Read(reading, _) => *reading,
        CsvOutcome::InDoubt(draft) => panic!("in doubt: {draft}"),
    }
}

fn codes(reading: &Reading) -> Vec<(ProblemCode, Option<u32>)> {
    reading.problems.iter().map(|problem| (problem.code, problem.place.line)).collect()
}

/// (payer, payee, minor units) of every entry.
fn flows(reading: &Reading) -> Vec<(Option<String>, Option<String>, i64)> {
    let mut flows = Vec::new();
    for batch in &reading.entries {
        let text = |name: &str, at: usize| {
            let column = batch.column_by_name(name).unwrap().as_string::<i32>();
            (!column.is_null(at)).then(|| column.value(at).to_owned())
        };
        let amounts = batch.column_by_name("amount_minor").unwrap().as_primitive::<Int64Type>();
        flows.extend((0..batch.num_rows()).map(|at| (text("debtor", at), text("creditor", at), amounts.value(at))));
    }
    flows
}

#[test]
fn the_canonical_layout_keeps_good_rows_and_names_bad_ones() {
    let reading = read_all(
        "id,booked_at,debtor,creditor,amount,currency,channel,status\n\
         a,2024-01-02,M,,10.00,EUR,cash-out,\n\
         b,2024-02-30,M,,10.00,EUR,,\n\
         c,2024-01-02,M,,1.2.3,EUR,,\n\
         d,2024-01-02,M,,-5,EUR,,\n\
         e,2024-01-02,M,,5,EURO,,\n\
         f,2024-01-02,M,,5,EUR,pigeon,paid\n\
         g,2024-01-02,M,,5,EUR,,lost\n\
         h,2024-01-02,M\n",
    );
    assert_eq!(flows(&reading), [(Some("M".into()), None, 1_000), (Some("M".into()), None, 500)]);
    assert_eq!(
        codes(&reading),
        [
            (ProblemCode::BadDate, Some(3)),
            (ProblemCode::BadAmount, Some(4)),
            (ProblemCode::BadAmount, Some(5)),
            (ProblemCode::BadCurrency, Some(6)),
            (ProblemCode::UnknownWord, Some(7)),
            (ProblemCode::BadWord, Some(8)),
            (ProblemCode::BadRow, Some(9)),
        ]
    );
    let rows = reading.entries[0].column_by_name("row").unwrap().as_primitive::<UInt32Type>();
    assert_eq!(rows.values(), &[0, 5], "a row keeps its number in the file, whatever became of those before it");
}

#[test]
fn amlworld_accounts_are_bank_and_account() {
    let reading = read_all(
        "Timestamp,From Bank,Account,To Bank,Account,Amount Received,Receiving Currency,Amount Paid,Payment Currency,Payment Format,Is Laundering\n\
         2022/09/01 00:20,010,8000AAAA0,0011,8000BBBB0,3697.34,US Dollar,3697.34,US Dollar,Wire,0\n\
         2022/09/01 00:21,010,8000AAAA0,0011,8000AAAA0,12.5,Yen,0.09,Euro,ACH,1\n",
    );
    let account = |bank: &str, number: &str| Some(format!("{bank}:{number}"));
    assert_eq!(
        flows(&reading),
        [
            (account("010", "8000AAAA0"), account("0011", "8000BBBB0"), 369_734),
            (account("010", "8000AAAA0"), account("0011", "8000AAAA0"), 9)
        ]
    );
}

#[test]
fn an_iban_in_amlworlds_columns_stands_for_itself() {
    let reading = read_all(
        "Timestamp,From Bank,Account,To Bank,Account,Amount Received,Receiving Currency,Amount Paid,Payment Currency,Payment Format,Is Laundering\n\
         2022/09/01 00:20,99999,FR76 9999 9000 0100 0000 0000 115,0011,FR7699999000010000000000116,1.00,Euro,1.00,Euro,ACH,0\n",
    );
    let sides = (Some("FR7699999000010000000000115".to_owned()), Some("0011:FR7699999000010000000000116".to_owned()));
    assert_eq!(
        flows(&reading),
        [(sides.0, sides.1, 100)],
        "the second has wrong check digits, and is a number of its bank"
    );
}

#[test]
fn a_guessed_export_is_read_newest_first_with_its_balances() {
    let reading = read_all(
        "Compte : FR76 9999 9000 0100 0000 0000 115;;;;;\nDevise : EUR;;;;;\n\n\
         Date opération;Date valeur;Libellé;Débit;Crédit;Solde\n\
         15/04/2024;15/04/2024;VIREMENT;1 000,00;;1 850,50\n\
         02/04/2024;02/04/2024;SALAIRE;;1 500,50;2 850,50\n\
         Total;;;;;\n",
    );
    let account = Some("FR7699999000010000000000115".to_owned());
    assert_eq!(flows(&reading), [(account.clone(), None, 100_000), (None, account, 150_050)]);
    let statement = &reading.statements[0];
    assert_eq!((statement.opening.unwrap().minor, statement.closing.unwrap().minor), (135_000, 185_050));
    assert_eq!(codes(&reading), [(ProblemCode::NotAnEntry, None), (ProblemCode::NotAnEntry, Some(7))]);
    let sequence = reading.entries[0].column_by_name("sequence").unwrap().as_primitive::<Int64Type>();
    assert!(sequence.value(0) > sequence.value(1));
}

const MAPPED: &str = "delimiter = ','\nheader_line = 1\ndecimal_mark = '.'\ndate_order = 'YMD'\ncurrency = 'EUR'\n\
    account = 'X'\n";

fn mapped_by(mapping: &str) -> CsvOptions {
    let mapping = Mapping::from_toml(&format!("{MAPPED}{mapping}")).unwrap();
    CsvOptions { mapping: Some(mapping), account: None }
}

fn read_mapped(mapping: &str, text: &str) -> Reading {
    match read(source(), text.as_bytes(), &mapped_by(mapping)).unwrap() {
        CsvOutcome::Read(reading, _) => *reading,
        CsvOutcome::InDoubt(draft) => panic!("in doubt: {draft}"),
    }
}

#[test]
fn balances_among_the_rows_are_no_entries() {
    let mapping = "debit_words = ['D']\ncredit_words = ['K']\n[columns]\nbooked = 'Date'\namount = 'Sum'\nside = 'S'\ntext = ['Text']\n";
    let reading = read_mapped(
        mapping,
        "Date,Text,Sum,S\n2024-01-01,Opening balance,10.00,K\n2024-01-02,Total Energy,2.50,D\n2024-01-02,Turnover,2.50,D\n\
         2024-01-02,Closing balance,7.50,K\n",
    );
    assert_eq!(flows(&reading), [(Some("X".into()), None, 250)]);
    let statement = &reading.statements[0];
    assert_eq!((statement.opening.unwrap().minor, statement.closing.unwrap().minor), (1_000, 750));
    assert_eq!(reading.problems.len(), 3);
}

#[test]
fn a_sign_that_repeats_the_side_turns_nothing_round() {
    let mapping =
        "debit_words = ['out']\ncredit_words = ['in']\n[columns]\nbooked = 'Date'\namount = 'Sum'\nside = 'S'\n";
    let (own, none) = (Some("X".to_owned()), None);
    let repeated = read_mapped(mapping, "Date,Sum,S\n2024-01-01,-5,out\n2024-01-01,3,in\n");
    assert_eq!(flows(&repeated), [(own.clone(), none.clone(), 500), (none.clone(), own.clone(), 300)]);
    let corrected = read_mapped(
        &mapping.replace("side = 'S'", "side = 'S'\nbalance = 'B'"),
        "Date,Sum,S,B\n2024-01-01,5,out,5\n2024-01-02,-5,out,10\n",
    );
    assert_eq!(flows(&corrected), [(own.clone(), none.clone(), 500), (none, own, 500)]);
}

const SIDED: &str =
    "debit_words = ['D']\ncredit_words = ['C']\n[columns]\nbooked = 'Date'\namount = 'Sum'\nside = 'S'\n";

#[test]
fn one_correction_turns_no_other_row_round() {
    let (own, none) = (Some("X".to_owned()), None);
    let reading = read_mapped(SIDED, "Date,Sum,S\n2024-01-01,-100,D\n2024-01-02,500,C\n2024-01-03,-5,C\n");
    let out = |minor| (own.clone(), none.clone(), minor);
    assert_eq!(flows(&reading), [out(10_000), (none.clone(), own.clone(), 50_000), out(500)]);
    let reversal = reading.entries[0].column_by_name("reversal").unwrap().as_boolean();
    assert_eq!([reversal.value(0), reversal.value(2)], [false, true]);
}

#[test]
fn debits_of_mixed_signs_are_settled_by_the_balance_or_lost() {
    let rows = "2024-01-01,-5,D,95\n2024-01-02,5,D,90\n2024-01-03,-10,D,80\n2024-01-04,-1,C,79\n";
    let mapping = format!("{SIDED}balance = 'B'\n");
    let told = read_mapped(&mapping, &format!("Date,Sum,S,B\n{rows}"));
    assert_eq!(flows(&told).iter().filter(|(payer, ..)| payer.is_some()).count(), 4);
    let untold = read_mapped(SIDED, &format!("Date,Sum,S,B\n{rows}"));
    assert_eq!(flows(&untold), [(Some("X".into()), None, 500)]);
    assert_eq!(untold.statements[0].unreadable_rows, 3);
    assert!(untold.problems.iter().all(|problem| problem.expected.contains("running balance")));
    let split = "[columns]\nbooked = 'Date'\ndebit = 'D'\ncredit = 'C'\n";
    let untold = read_mapped(split, "Date,D,C\n2024-01-01,-100,\n2024-01-02,5,\n2024-01-03,,7\n");
    assert_eq!((flows(&untold).len(), untold.statements[0].unreadable_rows), (2, 1));
}

#[test]
fn lines_that_end_in_cr_alone_are_rows() {
    let reading =
        read_all("booked_at,debtor,creditor,amount,currency\r2024-05-01,A,B,5.00,EUR\r2024-05-02,A,B,x,EUR\r");
    assert_eq!((flows(&reading).len(), codes(&reading)), (1, vec![(ProblemCode::BadAmount, Some(3))]));
    let mixed =
        read_all("booked_at,debtor,creditor,amount,currency\r2024-05-01,A,B,5.00,EUR\r\n2024-05-02,A,B,6,EUR\n");
    assert_eq!(flows(&mixed).len(), 2);
}

fn refusal(text: &str) -> Refusal {
    read(source(), text.as_bytes(), &CsvOptions::default()).unwrap_err()
}

#[test]
fn a_header_without_rows_is_refused() {
    for header in ["booked_at,debtor,creditor,amount,currency\n", "account,holder\n", "account,holder,note\n,,\n"] {
        assert!(refusal(header).what.contains("no rows"), "{header:?}");
    }
}

#[test]
fn a_quote_that_swallows_rows_is_refused_with_its_line() {
    let header = "booked_at,debtor,creditor,amount,currency,text\n";
    let row = "2024-05-02,A,B,6.00,EUR,b\n";
    let open = "2024-05-01,A,B,5.00,EUR,\"oops\n";
    for rows in [format!("{row}{open}{row}"), format!("{row}{open}{}{row}", row.replace('b', "\"x\""))] {
        assert_eq!(refusal(&format!("{header}{rows}")).place.line, Some(3), "{rows}");
    }
    let lawful = read_all(&format!("{header}2024-05-01,A,B,5.00,EUR,\"rent, May\nand \"\"June\"\", too\"\n{row}"));
    assert_eq!(flows(&lawful).len(), 2);
    let options = mapped_by("[columns]\nbooked = 'Date'\namount = 'Sum'\n");
    let text = "Date,Text,Sum\n2024-01-01,a,1\n2024-01-02,\"b,2\n2024-01-03,c,3\n2024-01-04,\"d\",4\n";
    assert_eq!(read(source(), text.as_bytes(), &options).unwrap_err().place.line, Some(3));
}

const BALANCED: &str = "[columns]\nbooked = 'Date'\namount = 'Sum'\nbalance = 'B'\n";

#[test]
fn a_payment_to_total_is_no_sum() {
    let rows = "Date,Who,Sum,B\n2024-05-02,PAY,1000,1000\n2024-05-04,TOTAL,-80,920\n";
    assert_eq!(flows(&read_mapped(&format!("{BALANCED}counterparty_name = 'Who'\n"), rows)).len(), 2);
    let in_text = format!("{BALANCED}text = ['Who']\n");
    assert_eq!(flows(&read_mapped(&in_text, rows)).len(), 2, "the balance moves by it");
    let sum = read_mapped(&in_text, &rows.replace("920", "1000"));
    assert_eq!(codes(&sum), [(ProblemCode::NotAnEntry, Some(3))]);
    let undated = read_mapped(&in_text, &rows.replace("2024-05-04", "").replace("920", "1000"));
    assert_eq!(codes(&undated), [(ProblemCode::NotAnEntry, Some(3))]);
}

#[test]
fn a_row_passed_over_never_holds_a_date_an_amount_or_a_balance() {
    for lost in
        ["2024-04-31,X,-8O.00,520", "2024-04-31,X,,", ",X,abc,", ",X,,520", "2024-05-04,X,,520", "2024-05-04,,,"]
    {
        let table = format!("Date,Text,Sum,B\n2024-05-02,PAY,1000,1000\n2024-05-03,RENT,-400,600\n{lost}\n");
        let reading = read_mapped(BALANCED, &table);
        assert_eq!((flows(&reading).len(), reading.statements[0].unreadable_rows), (2, 1), "{lost}");
    }
    for nothing in [",and more text,,", "2024-05-04,balance so far,,600", "Date,Text,Sum,B", "Printed on Monday"] {
        let table = format!("Date,Text,Sum,B\n2024-05-02,PAY,1000,1000\n2024-05-03,RENT,-400,600\n{nothing}\n");
        let reading = read_mapped(BALANCED, &table);
        assert_eq!(
            (codes(&reading), reading.statements[0].unreadable_rows),
            (vec![(ProblemCode::NotAnEntry, Some(4))], 0)
        );
    }
}

#[test]
fn a_row_with_other_fields_than_the_table_is_lost() {
    let mapping = "[columns]\nbooked = 'Date'\namount = 'Sum'\n";
    let reading = read_mapped(
        mapping,
        "Date,Text,Sum,Note\n2024-05-02,Shop,-1,234.50,x\n2024-05-03,a,-7,\n2024-05-03,a,-8,,,\n2024-05-03,b,-9\n2024-05-04,only\n",
    );
    assert_eq!(flows(&reading).iter().map(|flow| flow.2).collect::<Vec<_>>(), [700, 800, 900]);
    assert_eq!(codes(&reading), [(ProblemCode::BadRow, Some(2)), (ProblemCode::BadRow, Some(6))]);
    assert_eq!(reading.statements[0].unreadable_rows, 2);
    let bare = Mapping::from_toml(
        &format!("{MAPPED}[columns]\nbooked = '#1'\namount = '#3'\n").replace("line = 1", "line = 0"),
    );
    let options = CsvOptions { mapping: Some(bare.unwrap()), account: None };
    let text = b"2024-05-02,a,-1\n2024-05-03,b,-2\n2024-05-04,c,-1,234.50\n";
    let CsvOutcome::Read(reading, _) = read(source(), text, &options).unwrap() else { panic!("in doubt") };
    assert_eq!((flows(&reading).len(), codes(&reading)), (2, vec![(ProblemCode::BadRow, Some(3))]));
}

#[test]
fn a_lost_row_counts_on_every_currency_of_its_account() {
    let mapping = "[columns]\nbooked = 'Date'\namount = 'Sum'\ncurrency = 'C'\n";
    let reading = read_mapped(mapping, "Date,Sum,C\n2024-01-02,1,EUR\n2024-01-02,1,USD\n2024-01-02,1,ZZZ\n");
    assert_eq!(reading.statements.iter().map(|one| one.unreadable_rows).collect::<Vec<_>>(), [1, 1]);
}

#[test]
fn a_column_that_stands_twice_is_refused_by_its_name() {
    let canonical = "booked_at,debtor,creditor,amount,currency,amount\n2024-05-01,A,B,5.00,EUR,700.00\n";
    assert!(refusal(canonical).what.contains("\"amount\""));
    assert!(refusal("account,holder,holder\nM,A,B\n").what.contains("\"holder\""));
    let world = "Timestamp,From Bank,Account,To Bank,Account,Amount Received,Receiving Currency,Amount Paid,Payment Currency,Payment Format";
    assert!(refusal(&format!("{world},Amount Paid\n1,2\n")).what.contains("\"amount paid\""));
    let options = mapped_by("[columns]\nbooked = 'Date'\namount = 'Sum'\n");
    let refusal = read(source(), b"Date,Sum,Sum\n2024-01-01,1,2\n", &options).unwrap_err();
    assert!(refusal.what.contains("#2, #3"), "{refusal}");
}

#[test]
fn a_hub_is_yes_or_no_in_any_case_and_nothing_else() {
    let reading = read_all("account,hub\nA,TRUE\nB,Yes\nC,0\nD,No\nE,maybe\n");
    assert_eq!(reading.accounts.iter().filter(|account| account.hub).count(), 2);
    assert_eq!(codes(&reading), [(ProblemCode::UnknownWord, Some(6))]);
}

#[test]
fn a_dated_row_without_a_readable_amount_is_lost_and_said() {
    let reading = read_mapped(
        "[columns]\nbooked = 'Date'\namount = 'Sum'\n",
        "Date,Sum\n2024-01-01,1.00\n2024-01-02,\n2024-01-03,1.2.3\n2024-01-04,twelve\n",
    );
    assert_eq!(
        codes(&reading),
        [(ProblemCode::MissingField, Some(3)), (ProblemCode::BadAmount, Some(4)), (ProblemCode::BadAmount, Some(5)),]
    );
    assert_eq!(reading.statements[0].unreadable_rows, 3);
}

#[test]
fn an_accounts_file_is_known_by_its_header() {
    let reading = read_all(
        "account,holder,kind,opening_balance,opening_at,currency,hub\nM,A. B.,personal,0,2024-01-01,EUR,\nN,,robot,1.5,,,1\n",
    );
    assert_eq!(reading.accounts.len(), 2);
    assert_eq!(reading.accounts[0].opening.unwrap().minor, 0);
    assert!(reading.accounts[1].hub && reading.accounts[1].opening.is_none());
    assert_eq!(codes(&reading), [(ProblemCode::UnknownWord, Some(3)), (ProblemCode::MissingField, Some(3))]);
}

#[test]
fn what_a_list_says_of_holders_is_read_and_a_wrong_date_is_told_with_its_column() {
    let reading = read_all(
        "account,opened_at,phone,email,device,address,birth_date,introducer\n\
         M,2024-01-05,+33 6 00,m@x.example,d1, 1 rue A ,1999-12-31,G\nN,05.01.2024,,,,,1999-02-29,\n",
    );
    let account = &reading.accounts[0];
    let days = (account.opened_on.unwrap().to_string(), account.birth_on.unwrap().to_string());
    assert_eq!(days, ("2024-01-05".to_owned(), "1999-12-31".to_owned()));
    let said = [&account.phone, &account.email, &account.device, &account.address, &account.introducer];
    assert_eq!(said.map(|text| text.as_deref().unwrap()), ["+33 6 00", "m@x.example", "d1", "1 rue A", "G"]);
    assert_eq!(reading.accounts[1], Account { in_case: true, ..Account::new(AccountId::written("N"), None) });
    let columns: Vec<_> =
        reading.problems.iter().map(|problem| (problem.code, problem.place.line, problem.column.as_deref())).collect();
    assert_eq!(
        columns,
        [(ProblemCode::BadDate, Some(3), Some("opened_at")), (ProblemCode::BadDate, Some(3), Some("birth_date"))]
    );
}

#[test]
fn a_mapping_that_names_a_missing_column_is_refused_with_those_there_are() {
    let options = mapped_by("[columns]\nbooked = 'Date'\namount = 'Sum'\n");
    let refusal = read(source(), b"Date,Amount\n2024-01-01,1\n", &options).unwrap_err();
    assert!(refusal.to_string().contains("\"Sum\"") && refusal.to_string().contains("Amount"), "{refusal}");
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(source(), &bytes, &CsvOptions::default());
    }

    #[test]
    fn no_table_makes_a_reader_panic(text in "[0-9a-zé.,;:/ \"\n\t-]{0,300}") {
        let _ = read(source(), text.as_bytes(), &CsvOptions::default());
        let with_header = format!("id,booked_at,debtor,creditor,amount,currency\n{text}");
        let _ = read(source(), with_header.as_bytes(), &CsvOptions::default());
    }
}
