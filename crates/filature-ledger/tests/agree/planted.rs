//! Two years of six accounts with planted overlaps, a gap, a repeated month, an altered amount and a missing page: every planted
//! fault is named with its place, no other is, and what counts is what the files show, each booking once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use filature_ledger::{AddOptions, Case, Ledger, Watch};
use filature_model::{Footing, Legs, ProblemCode, Severity};
use filature_synth::{FaultKind, PlantedCase, planted_case};

/// The ledger of the planted files, added in an order that a seed turns round, with the name of each source.
fn ledger(planted: &PlantedCase, turn: usize) -> (Ledger, BTreeMap<String, String>) {
    let folder = tempfile::tempdir().unwrap();
    let (mut case, _) = Case::open_or_make(&folder.path().join("case")).unwrap();
    let mut paths = Vec::new();
    for (name, bytes) in &planted.files {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        paths.push(path);
    }
    paths.rotate_left(turn % planted.files.len());
    let (first, second) = paths.split_at(paths.len() / 2);
    for part in [second, first] {
        let reports = case.add(part, &AddOptions::default(), Watch::NOBODY).unwrap();
        assert!(reports.iter().all(|report| report.refused.is_none()), "{reports:?}");
    }
    let names = case.sources().iter().map(|source| (source.id.to_string(), source.name.clone())).collect();
    (Ledger::load(&case).unwrap(), names)
}

/// What counts on each account: day and cents, below zero for a debit, sorted.
fn counted(ledger: &Ledger) -> Vec<(String, String, i64)> {
    let all: BTreeSet<String> = ledger.transactions.ids.iter().cloned().collect();
    let same: BTreeSet<(String, u32)> = ledger.book.shown_twice();
    let mut counted = Vec::new();
    for (source, entry) in ledger.book.entries(&all).unwrap().into_values().flatten() {
        if same.contains(&(source.to_string(), entry.place.row.unwrap())) {
            continue;
        }
        let (own, minor) = match entry.legs {
            Legs::Debit => (entry.debtor, -entry.amount.minor),
            _ => (entry.creditor, entry.amount.minor),
        };
        counted.push((own.account.unwrap().to_string(), entry.booked.on.to_string(), minor));
    }
    counted.sort();
    counted
}

#[test]
fn every_planted_fault_is_named_and_no_other() {
    for seed in [1, 2, 3] {
        let planted = planted_case(seed);
        let (ledger, names) = ledger(&planted, usize::try_from(seed).unwrap() * 5);
        assert_eq!(counted(&ledger), planted.shown, "seed {seed}");
        let fault = |kind: FaultKind| planted.faults.iter().filter(move |fault| fault.kind == kind);
        let month_of = |day: jiff::civil::Date| day.to_string()[..7].to_owned();

        let off: Vec<_> = ledger.statements.iter().filter(|check| check.footing != Footing::Foots).collect();
        let altered = fault(FaultKind::AlteredAmount).next().unwrap();
        assert_eq!(off.len(), 1, "seed {seed}: {off:?}");
        assert_eq!(off[0].statement.account.as_str(), altered.account);
        assert_eq!(names[&off[0].source.to_string()], altered.file);
        let by = i128::from(altered.written_minor.unwrap() - altered.booked_minor.unwrap());
        assert_eq!(off[0].footing, Footing::Off { by_minor: by, first: None });

        let gaps: Vec<(String, String)> = ledger
            .statements
            .iter()
            .filter_map(|check| Some((check.statement.account.to_string(), month_of(check.gap_before?.1))))
            .collect();
        let lacks = |kind| fault(kind).map(|fault| (fault.account.clone(), fault.month.clone()));
        let mut expected: Vec<_> = lacks(FaultKind::MissingMonth).chain(lacks(FaultKind::MissingPage)).collect();
        expected.sort();
        let mut found = gaps.clone();
        found.sort();
        assert_eq!(found, expected, "seed {seed}");
        let broken = ledger.statements.iter().filter(|check| check.chain_off_minor.is_some());
        assert!(broken.clone().all(|check| check.gap_before.is_some()), "a chain breaks where something is missing");
        assert_eq!(broken.count(), expected.len());

        let twice: BTreeSet<String> =
            fault(FaultKind::Overlap).chain(fault(FaultKind::Duplicate)).map(|fault| fault.account.clone()).collect();
        let overlapping: BTreeSet<String> = ledger
            .statements
            .iter()
            .filter(|check| !check.overlaps.is_empty())
            .map(|check| check.statement.account.to_string())
            .collect();
        assert_eq!(overlapping, twice, "seed {seed}");

        let problems = |code: ProblemCode| ledger.problems.iter().filter(move |problem| problem.code == code).count();
        assert_eq!(problems(ProblemCode::DoesNotFoot), 1);
        assert_eq!(problems(ProblemCode::OverlapSame), 4, "seed {seed}");
        let others: Vec<_> = ledger
            .problems
            .iter()
            .filter(|problem| problem.code.severity() != Severity::Note)
            .filter(|problem| !matches!(problem.code, ProblemCode::DoesNotFoot | ProblemCode::WeakJoin))
            .collect();
        assert!(others.is_empty(), "seed {seed}: {others:?}");
    }
}

/// The months of the grid say the same as the list of statements.
#[test]
fn the_order_of_files_changes_nothing() {
    let planted = planted_case(4);
    let (one, _) = ledger(&planted, 0);
    let (other, _) = ledger(&planted, 17);
    assert_eq!(one.transactions.ids, other.transactions.ids);
    assert_eq!(one.statements, other.statements);
    assert_eq!(one.problems, other.problems);
}
