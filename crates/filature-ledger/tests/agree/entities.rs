//! What is written as a goAML report, as entities or as an operator's list is read back the same; and a report stays intelligence.

use std::collections::BTreeMap;
use std::fs;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, RecordBatch};
use filature_intake::{Options, Outcome, Reading, read};
use filature_ledger::{AddOptions, Case, Ledger, Watch};
use filature_model::{Severity, SourceUse};
use filature_synth::{Options as Synth, OutputFormat, SyntheticCase, files, generate};
use proptest::prelude::*;

fn reading(case: &SyntheticCase, format: OutputFormat) -> Reading {
    let (_, bytes) = files(case, &[format]).remove(0);
    let Outcome::Read(reading, None) = read("a1b2c3d4e5f6".parse().unwrap(), &bytes, &Options::default()).unwrap()
    else {
        unreachable!("it is known by its bytes");
    };
    assert!(reading.problems.iter().all(|one| one.code.severity() == Severity::Note), "{:?}", reading.problems);
    *reading
}

/// What a row says, by the name of a column.
type Row = BTreeMap<&'static str, String>;

/// Every row by its transaction, with the texts of these columns; where a row has none, it says nothing.
fn rows(reading: &Reading, key: &str, columns: &[&'static str]) -> BTreeMap<String, Row> {
    let row = |batch: &RecordBatch, at: usize| {
        let text = |name: &str| {
            let column = batch.column_by_name(name).unwrap().as_string::<i32>();
            if column.is_valid(at) { column.value(at).to_owned() } else { String::new() }
        };
        let minor = batch.column_by_name("amount_minor").unwrap().as_primitive::<Int64Type>().value(at);
        let micros = batch.column_by_name("booked_at").unwrap().as_primitive::<TimestampMicrosecondType>().value(at);
        let mut row: Row = columns.iter().map(|&name| (name, text(name))).collect();
        row.insert("amount", minor.to_string());
        row.insert("booked_at", micros.to_string());
        (text(key), row)
    };
    let all: Vec<_> =
        reading.entries.iter().flat_map(|batch| (0..batch.num_rows()).map(move |at| row(batch, at))).collect();
    let (count, rows) = (all.len(), all.into_iter().collect::<BTreeMap<_, _>>());
    assert_eq!(count, rows.len(), "a transaction stands twice");
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn a_written_case_is_read_back_the_same(seed in 1_u64..10_000, networks in 0_u32..3) {
        let case = generate(&Synth { seed, transactions: Some(400), networks, look_alikes: 3 });
        let truth = reading(&case, OutputFormat::Canonical);
        let common = ["debtor", "creditor", "debtor_name", "creditor_name", "currency", "text", "reference", "legs"];

        let report = reading(&case, OutputFormat::Goaml);
        let beside = ["terminal", "debtor_country", "creditor_country", "debtor_document", "creditor_document", "debtor_phone"];
        let columns = [&common[..], &beside[..]].concat();
        prop_assert_eq!(rows(&report, "transaction", &columns), rows(&truth, "transaction", &columns));

        let entities = reading(&case, OutputFormat::Ftm);
        let mut found = rows(&entities, "transaction", &common);
        // Whoever has no account stands by the id of the entity.
        for row in found.values_mut() {
            for side in ["debtor", "creditor"] {
                row.entry(side).and_modify(|id| if id.starts_with("ftm:") { id.clear() });
            }
        }
        prop_assert_eq!(found, rows(&truth, "transaction", &common));
        prop_assert!(entities.accounts.len() >= case.accounts.len());

        let columns = ["debtor_name", "creditor_name", "currency", "legs", "terminal", "city", "country", "channel", "debtor_document", "creditor_document", "debtor_phone", "creditor_phone", "debtor_country", "creditor_country"];
        let list: BTreeMap<String, Row> = match case.transfers.iter().any(|made| made.channel.word() == "remittance") {
            true => rows(&reading(&case, OutputFormat::Mto), "reference", &columns),
            false => BTreeMap::new(),
        };
        let mut sent = rows(&truth, "transaction", &columns);
        sent.retain(|_, row| row.get("channel").is_some_and(|word| word == "remittance"));
        prop_assert_eq!(list, sent);
    }
}

#[test]
fn a_report_is_intelligence_only_and_entities_are_not() {
    let made = generate(&Synth { seed: 3, transactions: Some(60), networks: 0, look_alikes: 1 });
    let folder = tempfile::tempdir().unwrap();
    let mut paths = Vec::new();
    for (name, bytes) in files(&made, &[OutputFormat::Goaml, OutputFormat::Ftm]) {
        paths.push(folder.path().join(name));
        fs::write(paths.last().unwrap(), bytes).unwrap();
    }
    let (mut case, _) = Case::open_or_make(&folder.path().join("case")).unwrap();
    let reports = case.add(&paths, &AddOptions::default(), Watch::NOBODY).unwrap();
    assert!(reports.iter().all(|report| report.refused.is_none()), "{reports:?}");
    let uses: BTreeMap<&str, SourceUse> = case.sources().iter().map(|one| (one.format.as_str(), one.use_)).collect();
    assert_eq!(uses, BTreeMap::from([("ftm", SourceUse::Evidence), ("goaml", SourceUse::IntelligenceOnly)]));
}

#[test]
fn what_a_register_lists_is_known_before_any_statement() {
    let folder = tempfile::tempdir().unwrap();
    let reply = folder.path().join("ficoba.csv");
    let text = "Établissement;Numéro de compte;Titulaire;Qualité;Date d'ouverture;Date de clôture\n\
                Banque du Confluent Vert;FR7699999000010000000000115;Léa Exemple;Titulaire;15/01/2020;30/06/2024\n\
                Banque du Confluent Vert;FR7699999000010000000000115;Ivo Modèle;Mandataire;15/01/2020;30/06/2024\n";
    fs::write(&reply, text).unwrap();
    let list = folder.path().join("list.csv");
    fs::write(&list, "booked_at,debtor,creditor,amount,currency\n2024-05-02,FR7699999000010000000000115,B,1.00,EUR\n")
        .unwrap();
    let (mut case, _) = Case::open_or_make(&folder.path().join("case")).unwrap();
    let reports = case.add(&[reply], &AddOptions::default(), Watch::NOBODY).unwrap();
    assert_eq!((reports[0].format.as_deref(), &reports[0].refused), (Some("register"), &None));
    let alone = Ledger::load(&case).unwrap();
    let [account] = alone.accounts.as_slice() else { unreachable!("{:?}", alone.accounts) };
    assert!(account.in_register && !account.in_case);
    assert_eq!(account.bank.as_deref(), Some("Banque du Confluent Vert"));
    assert_eq!(account.signatories.as_deref(), Some("Ivo Modèle (Mandataire)"));
    assert_eq!(account.closed_on, Some(jiff::civil::date(2024, 6, 30)));
    // Once a file uses it, what the register says of it holds in the currency in which it is used.
    case.add(&[list], &AddOptions::default(), Watch::NOBODY).unwrap();
    let used = Ledger::load(&case).unwrap();
    let account = used.accounts.iter().find(|one| one.id.as_str().starts_with("FR76")).unwrap();
    assert!(account.in_register && account.in_case && account.currency.is_some());
    assert!(used.accounts.iter().any(|one| one.id.as_str() == "B" && !one.in_register));
}
