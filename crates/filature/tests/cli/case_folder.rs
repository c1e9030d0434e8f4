//! The case folder: the same bytes for the same files, and nothing lost when the process is stopped.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use crate::run::{assert_same, expect, filature, json, snapshot};

/// A synthetic case with two networks, in five formats' worth of files.
fn received(folder: &Path) -> PathBuf {
    let out = folder.join("received");
    expect(0, &["synth", "--out", out.to_str().unwrap(), "--seed", "11", "--transactions", "800"]);
    out
}

fn files_of(folder: &Path) -> Vec<String> {
    let mut files: Vec<String> =
        fs::read_dir(folder).unwrap().map(|item| item.unwrap().path().to_string_lossy().into_owned()).collect();
    files.sort();
    files
}

#[test]
fn the_order_of_files_and_the_number_of_threads_leave_no_mark() {
    let folder = tempfile::tempdir().unwrap();
    let files = files_of(&received(folder.path()));
    let (there, back) = (folder.path().join("there"), folder.path().join("back").join("there"));
    fs::create_dir(folder.path().join("back")).unwrap();
    let mut arguments = vec!["investigate"];
    arguments.extend(files.iter().map(String::as_str));
    expect(0, &[arguments.as_slice(), &["--case", there.to_str().unwrap()]].concat());
    // The other way round, one thread, and one file at a time at first.
    for file in files.iter().rev().take(3) {
        expect(0, &["add", back.to_str().unwrap(), file, "--threads", "1"]);
    }
    let mut arguments = vec!["investigate", "--threads", "1"];
    arguments.extend(files.iter().rev().map(String::as_str));
    expect(0, &[arguments.as_slice(), &["--case", back.to_str().unwrap()]].concat());
    assert_same(&there, &back);
    assert!(snapshot(&there).keys().any(|name| name.starts_with("traces/")));
}

#[test]
fn adding_a_file_again_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let received = received(folder.path());
    let case = folder.path().join("case");
    let case = case.to_str().unwrap();
    expect(0, &["add", case, received.to_str().unwrap()]);
    let before = snapshot(Path::new(case));
    let journal = fs::read(Path::new(case).join("journal.jsonl")).unwrap();
    let again = json(0, &["add", case, received.to_str().unwrap(), "--from", "somebody else"]);
    assert!(again["files"].as_array().unwrap().iter().any(|file| file["entries"].as_u64() > Some(0)));
    assert!(snapshot(Path::new(case)) == before);
    assert_eq!(fs::read(Path::new(case).join("journal.jsonl")).unwrap(), journal);
}

#[test]
fn the_ledger_can_be_deleted_and_comes_back_to_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let received = received(folder.path());
    let case = folder.path().join("case");
    expect(0, &["investigate", received.to_str().unwrap(), "--case", case.to_str().unwrap()]);
    let before = snapshot(&case);
    fs::remove_dir_all(case.join("ledger")).unwrap();
    let (_, err) = expect(0, &["statements", case.to_str().unwrap()]);
    assert!(err.contains("built again"), "{err}");
    assert!(snapshot(&case) == before);
}

#[test]
fn a_kill_at_any_moment_loses_nothing_and_counts_nothing_twice() {
    let folder = tempfile::tempdir().unwrap();
    let mut csv = "id,booked_at,debtor,creditor,amount,currency\n".to_owned();
    for row in 0..60_000 {
        csv.push_str(&format!("t{row},2024-01-{:02},A{},B{},{}.50,EUR\n", row % 28 + 1, row % 97, row % 89, row % 900));
    }
    let file = folder.path().join("rows.csv");
    fs::write(&file, csv).unwrap();
    let small = folder.path().join("first.csv");
    fs::write(&small, "booked_at,debtor,creditor,amount,currency\n2024-01-01,A,B,1,EUR\n").unwrap();
    let add = |case: &Path, file: &Path| expect(0, &["add", case.to_str().unwrap(), file.to_str().unwrap()]);
    let whole = folder.path().join("whole").join("case");
    fs::create_dir(folder.path().join("whole")).unwrap();
    add(&whole, &small);
    add(&whole, &file);
    for delay_micros in [0, 500, 2_000, 5_000, 10_000, 15_000, 20_000, 30_000, 40_000, 50_000, 60_000, 80_000, 100_000]
    {
        let killed = folder.path().join(format!("{delay_micros}")).join("case");
        fs::create_dir(folder.path().join(format!("{delay_micros}"))).unwrap();
        add(&killed, &small);
        let mut child = filature(&["add", killed.to_str().unwrap(), file.to_str().unwrap()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(delay_micros));
        child.kill().unwrap();
        child.wait().unwrap();
        expect(0, &["statements", killed.to_str().unwrap()]);
        expect(0, &["verify", killed.to_str().unwrap()]);
        add(&killed, &file);
        assert_same(&killed, &whole);
    }
}

#[test]
fn two_processes_do_not_write_to_one_case() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("case");
    let rows = folder.path().join("rows.csv");
    fs::write(&rows, "booked_at,debtor,creditor,amount,currency\n2024-01-01,A,B,1,EUR\n").unwrap();
    expect(0, &["add", case.to_str().unwrap(), rows.to_str().unwrap()]);
    let held = fs::File::create(case.join(".lock")).unwrap();
    held.lock().unwrap();
    let (_, err) = expect(2, &["statements", case.to_str().unwrap()]);
    assert!(err.contains("another filature"), "{err}");
}

#[test]
fn a_changed_original_and_a_changed_table_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("case");
    let rows = folder.path().join("rows.csv");
    fs::write(&rows, "booked_at,debtor,creditor,amount,currency\n2024-01-01,A,B,1,EUR\n").unwrap();
    expect(0, &["add", case.to_str().unwrap(), rows.to_str().unwrap()]);
    expect(0, &["verify", case.to_str().unwrap()]);
    fs::write(case.join("ledger/parties.parquet"), "no table").unwrap();
    let (out, _) = expect(1, &["verify", case.to_str().unwrap()]);
    assert!(out.contains("parties.parquet"), "{out}");
    let original = snapshot(&case).into_keys().find(|name| name.len() == "sources/".len() + 64).unwrap();
    fs::write(case.join(&original), "booked_at,debtor,creditor,amount,currency\n2024-01-01,A,B,9,EUR\n").unwrap();
    let (out, _) = expect(1, &["verify", case.to_str().unwrap()]);
    assert!(out.contains("CHANGED OR GONE"), "{out}");
}

#[test]
fn twins_on_two_statements_are_one_transaction_with_two_entries() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_string_lossy().into_owned()
    };
    let payer = "DE40999900000000000001";
    let payee = "DE13999900000000000002";
    let table = |own: &str, other: &str, amount: &str, balance: &str, after: &str| {
        format!(
            "Account,Booking date,Amount,Currency,Counterparty IBAN,Reference,Balance\n\
             {own},2024-03-14,{amount},EUR,{other},INV-2024-77,{balance}\n\
             {own},2024-03-15,-50.00,EUR,,,{after}\n"
        )
    };
    let a = write("a.csv", &table(payer, payee, "-250.00", "750.00", "700.00"));
    let b = write("b.csv", &table(payee, payer, "250.00", "300.00", "250.00"));
    let case = folder.path().join("case").to_string_lossy().into_owned();
    let added = json(0, &["add", &case, &a, &b]);
    assert_eq!(added["files"].as_array().unwrap().iter().map(|file| file["entries"].as_u64().unwrap()).sum::<u64>(), 4);
    let found = json(0, &["detect", &case]);
    assert_eq!(found["transactions_examined"], 3);
}

#[test]
fn one_id_with_two_contents_keeps_both_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let header = "id,booked_at,debtor,creditor,amount,currency\n";
    let write = |name: &str, rows: &str| {
        let path = folder.path().join(name);
        fs::write(&path, format!("{header}{rows}")).unwrap();
        path.to_string_lossy().into_owned()
    };
    let a = write("a.csv", "x,2024-01-01,A,B,1,EUR\ny,2024-01-01,A,B,2,EUR\n");
    let b = write("b.csv", "x,2024-01-01,A,B,1,EUR\ny,2024-01-01,A,B,3,EUR\n");
    let case = folder.path().join("case").to_string_lossy().into_owned();
    let added = json(0, &["add", &case, &a, &b]);
    let problems: u64 = added["files"].as_array().unwrap().iter().map(|file| file["problems"].as_u64().unwrap()).sum();
    assert_eq!(problems, 3, "one repeat, and both sides of the conflict: {added}");
    assert_eq!(json(0, &["detect", &case])["transactions_examined"], 3);
    let source = added["files"][0]["source"].as_str().unwrap();
    json(0, &["trace", &case, "--claim", &format!("c={source}:y")]);
}

#[test]
fn overlapping_statements_count_each_booking_once() {
    let folder = tempfile::tempdir().unwrap();
    let own = "DE40999900000000000001";
    let mut balance = 100_000;
    let mut lines = Vec::new();
    for day in 1..=20 {
        // Two equal coffees a day: both stay, whichever file shows them.
        for _ in 0..2 {
            balance -= 250;
            lines.push((
                day,
                format!("{own},2024-03-{day:02},-2.50,EUR,coffee,{}.{:02}\n", balance / 100, balance % 100),
            ));
        }
    }
    let write = |name: &str, days: std::ops::RangeInclusive<i32>| {
        let path = folder.path().join(name);
        let rows: String = lines.iter().filter(|(day, _)| days.contains(day)).map(|(_, line)| line.as_str()).collect();
        fs::write(&path, format!("Account,Booking date,Amount,Currency,Description,Balance\n{rows}")).unwrap();
        path.to_string_lossy().into_owned()
    };
    let (first, second) = (write("a.csv", 1..=14), write("b.csv", 10..=20));
    let case = folder.path().join("case").to_string_lossy().into_owned();
    expect(0, &["add", &case, &first, &second]);
    assert_eq!(json(0, &["detect", &case])["transactions_examined"], 40);
    let statements = json(0, &["statements", &case]);
    for statement in statements["statements"].as_array().unwrap() {
        assert_eq!(statement["footing"], "foots");
        assert_eq!(statement["overlaps"][0]["from"], "2024-03-10");
        assert_eq!(statement["overlaps"][0]["to"], "2024-03-14");
    }
}

#[test]
fn running_balances_of_transfers_are_checked_and_odd_accounts_noted() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, last: &str| {
        let path = folder.path().join(name);
        let text = format!(
            "id,booked_at,debtor,creditor,amount,currency,creditor_balance,debtor_balance\n\
             {name}1,2024-01-01,,M{name},100,EUR,150.00,\n\
             {name}2,2024-01-02,M{name},GB34BUKB20201555555555,30,EUR,,{last}\n"
        );
        fs::write(&path, text).unwrap();
        path.to_string_lossy().into_owned()
    };
    let case = folder.path().join("case").to_string_lossy().into_owned();
    let added = json(0, &["add", &case, &write("good", "120.00"), &write("off", "119.00")]);
    let problems: Vec<u64> =
        added["files"].as_array().unwrap().iter().map(|file| file["problems"].as_u64().unwrap()).collect();
    assert_eq!(problems.iter().sum::<u64>(), 2, "one statement that does not foot, one odd account");
    let statements = json(0, &["statements", &case]);
    for statement in statements["statements"].as_array().unwrap() {
        let good = statement["account"] == "Mgood";
        assert_eq!(statement["footing"], if good { "foots" } else { "does-not-foot" });
        assert_eq!(statement["opening"], "50.00");
        assert_eq!(statement["first"].is_string(), !good);
    }
    // A stated balance makes the opening known, so a trace gives one figure.
    let trace = json(0, &["trace", &case, "--claim", "c=good1", "--rule", "fifo"]);
    assert_eq!(trace["rules"]["fifo"]["held"][0]["low"], trace["rules"]["fifo"]["held"][0]["high"]);
}

/// Writes files into a new folder and gives their paths by name.
fn write_all(folder: &Path, files: &[(&str, &str)]) -> Vec<String> {
    files
        .iter()
        .map(|(name, text)| {
            let path = folder.join(name);
            fs::write(&path, text).unwrap();
            path.to_string_lossy().into_owned()
        })
        .collect()
}

const LIST: &str = "id,booked_at,debtor,creditor,amount,currency\n";
const TABLE: &str =
    "Account,Booking date,Amount,Currency,Counterparty name,Counterparty IBAN,Description,Reference,Balance\n";

#[test]
fn a_lost_list_of_sources_destroys_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("case");
    let rows = write_all(folder.path(), &[("rows.csv", &format!("{LIST}a,2024-01-01,A,B,1,EUR\n"))]);
    expect(0, &["add", case.to_str().unwrap(), &rows[0]]);
    let list = case.join("sources/sources.parquet");
    let bytes = fs::read(&list).unwrap();
    for damage in [None, Some(&bytes[..bytes.len() / 2])] {
        fs::remove_file(&list).unwrap();
        if let Some(damage) = damage {
            fs::write(&list, damage).unwrap();
        }
        let originals = fs::read_dir(case.join("sources")).unwrap().count();
        for verb in ["statements", "verify", "detect"] {
            let (_, err) = expect(1, &[verb, case.to_str().unwrap()]);
            assert!(err.contains("restore it from a copy"), "{err}");
        }
        assert_eq!(fs::read_dir(case.join("sources")).unwrap().count(), originals);
        fs::write(&list, &bytes).unwrap();
    }
    expect(0, &["verify", case.to_str().unwrap()]);
}

#[test]
fn a_lost_original_is_said_and_put_back_by_adding_its_file_again() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("case");
    let case_name = case.to_str().unwrap();
    let files = write_all(
        folder.path(),
        &[("a.csv", &format!("{LIST}a,2024-01-01,A,B,1,EUR\n")), ("b.csv", &format!("{LIST}b,2024-01-01,A,B,2,EUR\n"))],
    );
    let added = json(0, &["add", case_name, &files[0]]);
    let source = added["files"][0]["source"].as_str().unwrap().to_owned();
    let original = fs::read_dir(case.join("sources"))
        .unwrap()
        .map(|item| item.unwrap().path())
        .find(|path| path.file_name().unwrap().to_string_lossy().starts_with(&source))
        .unwrap();
    fs::remove_file(&original).unwrap();
    let before = snapshot(&case);
    let (_, err) = expect(1, &["add", case_name, &files[1]]);
    assert!(err.contains("add that file again"), "{err}");
    assert!(snapshot(&case) == before, "something of the second file is in the case");
    expect(1, &["verify", case_name]);
    expect(0, &["add", case_name, &files[0]]);
    expect(0, &["add", case_name, &files[1]]);
    expect(0, &["verify", case_name]);
}

#[test]
fn a_journal_that_was_replaced_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("case");
    let rows = write_all(folder.path(), &[("rows.csv", &format!("{LIST}a,2024-01-01,A,B,1,EUR\n"))]);
    expect(0, &["add", case.to_str().unwrap(), &rows[0]]);
    fs::remove_file(case.join("journal.jsonl")).unwrap();
    let (out, _) = expect(1, &["verify", case.to_str().unwrap()]);
    assert!(out.contains("NOT IN THE JOURNAL"), "{out}");
}

#[test]
fn a_deleted_table_is_found_by_verify() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("case");
    let rows = write_all(folder.path(), &[("rows.csv", &format!("{LIST}a,2024-01-01,A,B,1,EUR\n"))]);
    expect(0, &["add", case.to_str().unwrap(), &rows[0]]);
    fs::remove_file(case.join("ledger/accounts.parquet")).unwrap();
    let (out, _) = expect(1, &["verify", case.to_str().unwrap()]);
    assert!(out.contains("accounts.parquet"), "{out}");
}

#[test]
fn equal_amounts_of_different_payers_are_not_one_booking() {
    let folder = tempfile::tempdir().unwrap();
    let table = |names: [&str; 2]| {
        let row = |day: u8, name: &str| format!("X1,2024-03-{day:02},500.00,EUR,{name},,V,,\n");
        let out = "X1,2024-03-09,-1.00,EUR,Shop,,bread,,\n";
        format!("{TABLE}{}{out}{}", row(8, names[0]), row(10, names[1]))
    };
    let files =
        write_all(folder.path(), &[("one.csv", &table(["Anna", "Bea"])), ("two.csv", &table(["Cleo", "Dora"]))]);
    let case = folder.path().join("case").to_string_lossy().into_owned();
    expect(0, &["add", &case, &files[0], &files[1]]);
    assert_eq!(json(0, &["detect", &case])["transactions_examined"], 5, "four payers, and one loaf of bread");
}

#[test]
fn one_day_in_two_files_is_counted_once() {
    let folder = tempfile::tempdir().unwrap();
    // The balances are those of the same day; texts differ as those of two formats do. Zero is moved in all.
    let table = |text: &str| {
        format!("{TABLE}X1,2024-03-08,-5.00,EUR,,,{text},,95.00\nX1,2024-03-08,5.00,EUR,,,{text}back,,100.00\n")
    };
    let files = write_all(folder.path(), &[("one.csv", &table("card")), ("two.csv", &table("CARTE"))]);
    let case = folder.path().join("case").to_string_lossy().into_owned();
    let added = json(0, &["add", &case, &files[0], &files[1]]);
    assert_eq!(json(0, &["detect", &case])["transactions_examined"], 2);
    let problems: u64 = added["files"].as_array().unwrap().iter().map(|file| file["problems"].as_u64().unwrap()).sum();
    assert_eq!(problems, 1, "that they are the same is said once: {added}");
}

#[test]
fn a_row_of_a_list_and_its_line_on_a_statement_are_one() {
    let folder = tempfile::tempdir().unwrap();
    let list = format!("{LIST}l1,2024-03-08,X1,Y2,500,EUR\nl2,2024-03-09,X1,Z3,7,EUR\n");
    let table =
        format!("{TABLE}X1,2024-03-08,-500.00,EUR,Bob,Y2,rent,,500.00\nX1,2024-03-09,-7.00,EUR,,,card,,493.00\n");
    let files = write_all(folder.path(), &[("list.csv", &list), ("table.csv", &table)]);
    let case = folder.path().join("case").to_string_lossy().into_owned();
    let added = json(0, &["add", &case, &files[0], &files[1]]);
    assert_eq!(json(0, &["detect", &case])["transactions_examined"], 3, "the unnamed line may be another payment");
    assert_eq!(added["files"][0]["problems"], 2, "one is the same, one may be: {added}");
    // The bank's own balance shows that something is counted twice: it is said beside the figures.
    let paid_in = format!("{LIST}p1,2024-03-01,,X1,40,EUR\\n").replace("\\n", "\n");
    let more = write_all(folder.path(), &[("more.csv", &paid_in)]);
    expect(0, &["add", &case, &more[0]]);
    let trace = json(0, &["trace", &case, "--claim", "c=p1"]);
    assert_eq!(trace["assumptions"][0]["kind"], "balance-departs", "{trace}");
    assert_eq!(trace["assumptions"][0]["stated"], "493.00 EUR");
}

#[test]
fn words_shared_by_chance_join_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let table = |own: &str, day: u8, amount: &str, reference: &str| {
        format!(
            "{TABLE}{own},2024-05-{day:02},{amount},EUR,,,text,{reference},\n{own},2024-05-28,-1.00,EUR,,,bread {own},,\n"
        )
    };
    let files = write_all(
        folder.path(),
        &[
            ("a.csv", &table("A1", 2, "-500.00", "LOYER MAI")),
            ("b.csv", &table("B2", 2, "500.00", "LOYER MAI")),
            ("c.csv", &table("C3", 9, "-70.00", "INV-2024-7788")),
            // Booked a week before the debit that it would be the other side of.
            ("d.csv", &table("D4", 2, "70.00", "INV-2024-7788")),
        ],
    );
    let case = folder.path().join("case").to_string_lossy().into_owned();
    expect(0, &[vec!["add", &case], files.iter().map(String::as_str).collect()].concat());
    assert_eq!(json(0, &["detect", &case])["transactions_examined"], 8);
}

#[test]
fn an_id_that_looks_like_another_files_is_renamed() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("case").to_string_lossy().into_owned();
    let plain =
        write_all(folder.path(), &[("a.csv", "booked_at,debtor,creditor,amount,currency\n2024-01-01,A,B,1,EUR\n")]);
    let added = json(0, &["add", &case, &plain[0]]);
    let source = added["files"][0]["source"].as_str().unwrap().to_owned();
    let mine = write_all(folder.path(), &[("b.csv", &format!("{LIST}{source}:0,2024-01-02,X,Y,7,EUR\n"))]);
    let added = json(0, &["add", &case, &mine[0]]);
    assert_eq!(added["files"][0]["problems"], 1);
    let trace = json(0, &["trace", &case, "--claim", &format!("c={source}:0")]);
    assert_eq!(trace["claims"][0]["amount"], "1.00");
}

#[test]
fn a_column_of_equal_ids_takes_no_time_by_the_square() {
    let folder = tempfile::tempdir().unwrap();
    let rows: String = (0..20_000).map(|row| format!("same,2024-01-01,A{row},B,{row},EUR\n")).collect();
    let files = write_all(folder.path(), &[("same.csv", &format!("{LIST}{rows}"))]);
    let case = folder.path().join("case").to_string_lossy().into_owned();
    // By the square this took ten minutes; linear it is a moment. The count is what is asserted.
    let added = json(0, &["add", &case, &files[0]]);
    assert_eq!(added["files"][0]["problems"], 20_000);
}

#[test]
fn the_case_is_not_added_to_itself() {
    let folder = tempfile::tempdir().unwrap();
    write_all(folder.path(), &[("a.csv", &format!("{LIST}a,2024-01-01,A,B,1,EUR\n"))]);
    let case = folder.path().join("case").to_string_lossy().into_owned();
    for _ in 0..2 {
        let added = json(0, &["add", &case, folder.path().to_str().unwrap()]);
        assert_eq!(added["files"].as_array().unwrap().len(), 1);
        assert_eq!(added["files"][0]["entries"], 1);
    }
}

#[test]
fn a_use_can_be_narrowed_and_not_widened_by_adding_again() {
    let folder = tempfile::tempdir().unwrap();
    let files = write_all(folder.path(), &[("a.csv", &format!("{LIST}a,2024-01-01,SECRETA,SECRETB,1,EUR\n"))]);
    let case = folder.path().join("case").to_string_lossy().into_owned();
    expect(0, &["add", &case, &files[0]]);
    expect(0, &["add", &case, &files[0], "--use", "intelligence-only"]);
    expect(0, &["add", &case, &files[0], "--use", "evidence"]);
    let trace = json(0, &["trace", &case, "--claim", "c=a"]);
    assert_eq!(trace["use"], "intelligence-only");
    expect(0, &["dossier", &case]);
    assert!(!fs::read_to_string(Path::new(&case).join("dossier/dossier.en.html")).unwrap().contains("SECRET"));
    expect(0, &["verify", &case]);
}

#[test]
fn a_dossier_changed_after_it_was_written_is_found_and_a_deleted_ledger_is_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    let files = write_all(folder.path(), &[("a.csv", &format!("{LIST}a,2024-01-01,A,B,1,EUR\n"))]);
    let case = folder.path().join("case");
    expect(0, &["investigate", &files[0], "--case", case.to_str().unwrap()]);
    fs::remove_dir_all(case.join("ledger")).unwrap();
    expect(0, &["verify", case.to_str().unwrap()]);
    let page = case.join("dossier/dossier.fr.html");
    fs::write(&page, fs::read_to_string(&page).unwrap().replace("</html>", " </html>")).unwrap();
    let (out, _) = expect(1, &["verify", case.to_str().unwrap()]);
    assert!(out.contains("dossier.fr.html"), "{out}");
}

#[test]
fn three_exports_show_as_many_bookings_as_the_fullest() {
    let folder = tempfile::tempdir().unwrap();
    let parking = "X1,2024-03-08,-5.00,EUR,,,parking,,\n";
    // The texts differ in length so that the files, and with them their order, do.
    for salt in 0..6 {
        let bread = |day: u8, name: &str| {
            let price = name.len();
            format!("X1,2024-03-{day:02},-{price}.0{salt},EUR,,,bread {name},,\n")
        };
        let table = |parkings: usize, name: &str| {
            format!("{TABLE}{}{}{}", bread(7, "all"), parking.repeat(parkings), bread(9, name))
        };
        let files = write_all(
            folder.path(),
            &[("x0.csv", &table(1, "a")), ("x1.csv", &table(2, "bb")), ("x2.csv", &table(1, "cccc"))],
        );
        let case = folder.path().join(format!("case{salt}")).to_string_lossy().into_owned();
        expect(0, &[vec!["add", &case], files.iter().map(String::as_str).collect()].concat());
        // Two parkings, the bread of all, and three loaves that only one export shows.
        assert_eq!(json(0, &["detect", &case])["transactions_examined"], 6, "{salt}");
    }
}

#[test]
fn a_row_in_two_lists_takes_one_line_of_a_statement() {
    let folder = tempfile::tempdir().unwrap();
    let row = "T1,2024-03-08,X1,Y2,100,EUR\n";
    let line = "X1,2024-03-08,-100.00,EUR,Bob,Y2,rent,,\n";
    let files = write_all(
        folder.path(),
        &[
            ("one.csv", &format!("{LIST}{row}")),
            ("two.csv", &format!("{LIST}{row}T2,2024-03-20,X1,Z3,1,EUR\n")),
            ("table.csv", &format!("{TABLE}{line}{line}")),
        ],
    );
    let case = folder.path().join("case").to_string_lossy().into_owned();
    expect(0, &[vec!["add", &case], files.iter().map(String::as_str).collect()].concat());
    assert_eq!(json(0, &["detect", &case])["transactions_examined"], 3, "T1, the second debit, and T2");
}
