//! Every statement foots, read back from the written bytes by readers as small as can be; but for the two
//! that the truth names.

use std::collections::{BTreeMap, BTreeSet};

use filature_synth::{FaultKind, Options, OutputFormat, SyntheticCase, demo, demo_files, files, generate};

/// What a statement says: who, which month, and cents.
#[derive(Debug)]
struct Read {
    file: String,
    account: String,
    month: String,
    opening: i64,
    closing: i64,
    entries: Vec<i64>,
}

impl Read {
    fn foots(&self) -> bool {
        self.opening + self.entries.iter().sum::<i64>() == self.closing
    }
}

fn cents(text: &str) -> i64 {
    let (whole, part) = text.split_once(['.', ',']).unwrap();
    assert_eq!(part.len(), 2, "{text}");
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    sign * (whole.trim_start_matches('-').parse::<i64>().unwrap() * 100 + part.parse::<i64>().unwrap())
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let from = text.find(start).unwrap_or_else(|| panic!("{start} in {text}")) + start.len();
    &text[from..from + text[from..].find(end).unwrap()]
}

fn camt(file: &str, bytes: &[u8]) -> Vec<Read> {
    let text = std::str::from_utf8(bytes).unwrap();
    let signed = |part: &str| {
        let amount = cents(between(part, "<Amt Ccy=\"EUR\">", "</Amt>"));
        if between(part, "<CdtDbtInd>", "</CdtDbtInd>") == "DBIT" { -amount } else { amount }
    };
    let statement = |part: &str| {
        let balances: Vec<&str> = part.split("<Bal>").skip(1).collect();
        assert!(balances[0].contains("OPBD") && balances[1].contains("CLBD"));
        Read {
            file: file.to_owned(),
            account: between(part, "<IBAN>", "</IBAN>").to_owned(),
            month: between(part, "<FrDtTm>", "-01T").to_owned(),
            opening: signed(balances[0]),
            closing: signed(balances[1]),
            entries: part.split("<Ntry>").skip(1).map(signed).collect(),
        }
    };
    text.split("<Stmt>").skip(1).map(statement).collect()
}

fn mt940(file: &str, bytes: &[u8]) -> Vec<Read> {
    let text = std::str::from_utf8(bytes).unwrap();
    assert!(text.is_ascii());
    let balance = |tag: &str, part: &str| {
        let line = between(part, tag, "\r\n").to_owned();
        let amount = cents(&line[10..]);
        (if line.starts_with('D') { -amount } else { amount }, format!("20{}-{}", &line[1..3], &line[3..5]))
    };
    let entry = |line: &str| {
        let amount = cents(&line[11..11 + line[11..].find('N').unwrap()]);
        if &line[10..11] == "D" { -amount } else { amount }
    };
    let statement = |part: &str| {
        assert!(part.lines().all(|line| line.len() <= 69), "a line is too long");
        let ((opening, month), (closing, _)) = (balance(":60F:", part), balance(":62F:", part));
        let account = between(part, ":25:", "\r\n").to_owned();
        let entries = part.lines().filter_map(|line| line.strip_prefix(":61:")).map(entry).collect();
        Read { file: file.to_owned(), account, month, opening, closing, entries }
    };
    text.split("-\r\n:20:").map(statement).collect()
}

/// Rows of amount and balance, oldest first, of the French kind.
fn releve(bytes: &[u8]) -> (String, Vec<(i64, i64)>) {
    // windows-1252 and latin-1 are the same for what these tests read.
    let text: String = bytes.iter().map(|&byte| char::from(byte)).collect();
    let iban = text.lines().find_map(|line| line.strip_prefix("IBAN;")).unwrap().replace(' ', "");
    let header = text.lines().position(|line| line == "Date opération;Date valeur;Libellé;Débit;Crédit;Solde").unwrap();
    let row = |line: &str| {
        let fields: Vec<&str> = line.split(';').collect();
        assert_eq!(fields.len(), 6, "{line}");
        let amount = if fields[3].is_empty() { cents(fields[4]) } else { -cents(fields[3]) };
        (amount, cents(fields[5]))
    };
    let mut rows: Vec<_> = text.lines().skip(header + 1).map(row).collect();
    rows.reverse();
    (iban, rows)
}

fn signed_rows(bytes: &[u8]) -> BTreeMap<String, Vec<(i64, i64)>> {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut made: BTreeMap<String, Vec<(i64, i64)>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        assert_eq!(fields.len(), 11, "{line}");
        made.entry(fields[0].to_owned()).or_default().push((cents(fields[3]), cents(fields[10])));
    }
    made
}

fn running(case: &SyntheticCase, iban: &str, rows: &[(i64, i64)]) {
    let mut balance = case.accounts.iter().find(|account| account.iban == iban).unwrap().opening_minor;
    for (amount, after) in rows {
        balance += amount;
        assert_eq!(balance, *after, "{iban}");
    }
}

fn statements(files: &[(String, Vec<u8>)]) -> Vec<Read> {
    let mut read = Vec::new();
    for (name, bytes) in files {
        if name.starts_with("camt053") {
            read.extend(camt(name, bytes));
        } else if name.starts_with("mt940") {
            read.extend(mt940(name, bytes));
        }
    }
    read
}

fn csv_foots(case: &SyntheticCase, files: &[(String, Vec<u8>)]) -> usize {
    let mut rows = 0;
    for (name, bytes) in files {
        if name.starts_with("releve") {
            let (iban, read) = releve(bytes);
            running(case, &iban, &read);
            rows += read.len();
        } else if name == "deux-rives.csv" || name == "csv-accounts.csv" {
            for (iban, read) in signed_rows(bytes) {
                running(case, &iban, &read);
                rows += read.len();
            }
        }
    }
    rows
}

#[test]
fn all_statements_of_generated_cases_foot_and_follow_each_other() {
    for seed in [1, 2, 3] {
        let case = generate(&Options { seed, transactions: Some(1_500), networks: 2, look_alikes: 8 });
        let legs: usize = case
            .transfers
            .iter()
            .flat_map(|made| [made.debtor.account, made.creditor.account])
            .filter(|side| side.is_some_and(|account| case.accounts[account].in_case))
            .count();
        for format in [OutputFormat::Camt, OutputFormat::Mt940] {
            let read = statements(&files(&case, &[format]));
            assert_eq!(read.iter().map(|statement| statement.entries.len()).sum::<usize>(), legs);
            let mut last: BTreeMap<&str, i64> = BTreeMap::new();
            for statement in &read {
                assert!(statement.foots(), "{statement:?}");
                if let Some(before) = last.insert(&statement.account, statement.closing) {
                    assert_eq!(before, statement.opening, "{} {}", statement.file, statement.month);
                }
            }
        }
        assert_eq!(csv_foots(&case, &files(&case, &[OutputFormat::Csv])), legs);
    }
}

#[test]
fn the_demo_foots_but_for_what_the_truth_names() {
    let case = demo();
    let made = demo_files(&case);
    csv_foots(&case, &made);
    let read = statements(&made);
    let wrong: Vec<_> = read.iter().filter(|statement| !statement.foots()).collect();
    let altered = case.truth.faults.iter().find(|fault| fault.kind == FaultKind::AlteredAmount).unwrap();
    assert_eq!(wrong.len(), 1);
    assert_eq!((&wrong[0].file, &wrong[0].account, &wrong[0].month), (&altered.file, &altered.account, &altered.month));
    let difference = wrong[0].closing - wrong[0].opening - wrong[0].entries.iter().sum::<i64>();
    assert_eq!(difference.abs(), (altered.booked_minor.unwrap() - altered.written_minor.unwrap()).abs());

    let missing = case.truth.faults.iter().find(|fault| fault.kind == FaultKind::MissingMonth).unwrap();
    let mut months: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for statement in &read {
        months.entry(&statement.account).or_default().insert(&statement.month);
    }
    for (account, months) in &months {
        let lacks = *account == missing.account;
        assert_eq!(months.len(), if lacks { 7 } else { 8 }, "{account}");
        assert_eq!(!months.contains(missing.month.as_str()), lacks);
    }
    assert!(made.iter().any(|(name, _)| *name == missing.file));
}

#[test]
fn both_banks_give_a_transfer_the_same_reference() {
    let case = demo();
    let made = demo_files(&case);
    let collector = case.truth.networks[0].accounts.iter().find(|part| part.role == "collector").unwrap();
    let of_collector =
        String::from_utf8(made.iter().find(|(name, _)| name == "deux-rives.csv").unwrap().1.clone()).unwrap();
    let worker_files: String = made
        .iter()
        .filter(|(name, _)| name.starts_with("camt053") || name.starts_with("releve"))
        .flat_map(|(_, bytes)| bytes.iter().map(|&byte| char::from(byte)))
        .collect();
    let credits = of_collector.lines().filter(|row| row.starts_with(&collector.account) && row.contains("TRANSFER,"));
    let mut seen = 0;
    for row in credits.filter(|row| !row.contains(",-")) {
        let reference = row.split(',').nth(9).unwrap();
        assert!(worker_files.contains(reference), "{row}");
        seen += 1;
    }
    assert!(seen >= 80);
}

#[test]
fn files_have_names_of_their_own() {
    let case = demo();
    let made = files(&case, OutputFormat::ALL);
    let names: BTreeSet<&str> = made.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names.len(), made.len());
    assert!(names.iter().all(|name| name.is_ascii() && !name.contains(['/', '\\', ' '])));
}

/// Shows the demo's numbers: `cargo test --release -p filature-synth -- --ignored --nocapture numbers`.
#[test]
#[ignore = "prints; asserts nothing"]
fn numbers() {
    let case = demo();
    let out = std::env::var_os("FILATURE_SYNTH_OUT").map(std::path::PathBuf::from);
    for (name, bytes) in demo_files(&case) {
        let text: String = bytes.iter().map(|&byte| char::from(byte)).collect();
        let entries = text.matches("<Ntry>").count() + text.matches(":61:").count();
        eprintln!("{name}: {} bytes, {entries} entries, {} lines", bytes.len(), text.lines().count());
        if let Some(out) = &out {
            std::fs::create_dir_all(out).unwrap();
            std::fs::write(out.join(name), bytes).unwrap();
        }
    }
    let in_case = case.accounts.iter().filter(|account| account.in_case).count();
    eprintln!("{in_case} of {} accounts, {} transfers", case.accounts.len(), case.transfers.len());
    eprintln!("network {}", case.truth.networks[0].transfers.len());
    for look_alike in &case.truth.look_alikes {
        eprintln!("{}: {} accounts, {}", look_alike.kind, look_alike.accounts.len(), look_alike.transfers.len());
    }
    eprintln!("{:#?}", case.truth.faults);
}
