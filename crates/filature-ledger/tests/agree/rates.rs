//! Exchange rates by what their files may be used for.

use std::fs;
use std::path::Path;

use filature_ledger::{AddOptions, Case, Ledger, Watch};
use filature_model::{Currency, ProblemCode, SourceUse};
use jiff::civil::date;

fn add(case: &mut Case, folder: &Path, name: &str, text: &str, use_: SourceUse) {
    let file = folder.join(name);
    fs::write(&file, text).unwrap();
    let options = AddOptions { use_: Some(use_), ..AddOptions::default() };
    let reports = case.add(&[file], &options, Watch::NOBODY).unwrap();
    assert!(reports[0].refused.is_none(), "{reports:?}");
}

#[test]
fn what_may_not_be_rendered_neither_gives_nor_spoils_a_rate_of_the_evidence() {
    let folder = tempfile::tempdir().unwrap();
    let (mut case, _) = Case::open_or_make(&folder.path().join("case")).unwrap();
    let public = "Date,USD\n2024-06-28,1.0705\n";
    let note = "currency,date,rate,source\nUSD,2024-06-28,1.0999,a note\nRSD,2024-06-28,117.0,a note\n";
    add(&mut case, folder.path(), "public.csv", public, SourceUse::Evidence);
    add(&mut case, folder.path(), "note.csv", note, SourceUse::IntelligenceOnly);
    let day = date(2024, 6, 28);
    let (dollar, dinar): (Currency, Currency) = ("USD".parse().unwrap(), "RSD".parse().unwrap());

    let all = Ledger::load(&case).unwrap();
    assert!(all.rates.rate(dollar, Currency::EUR, day).is_err());
    assert!(all.rates.rate(dinar, Currency::EUR, day).is_ok());
    assert_eq!(all.problems.iter().filter(|problem| problem.code == ProblemCode::RateConflict).count(), 2);

    let evidence = Ledger::load_evidence(&case).unwrap();
    assert_eq!(evidence.rates.rate(dollar, Currency::EUR, day).unwrap().legs[0].units.to_string(), "1.0705");
    assert!(evidence.rates.rate(dinar, Currency::EUR, day).is_err());
    assert!(evidence.problems.is_empty());
}
