//! What is no statement keeps what it is: a report stays intelligence, and what a register lists is known before any statement.

use std::collections::BTreeMap;
use std::fs;

use filature_ledger::{AddOptions, Case, Ledger, Watch};
use filature_model::SourceUse;
use filature_synth::{Options as Synth, OutputFormat, files, generate};

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
