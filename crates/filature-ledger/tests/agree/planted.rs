//! Two years of twelve accounts in six formats with planted overlaps, gaps, repeated months, an altered amount and a missing page:
//! every planted fault is named with its place, no other is, and what counts is what the files show, each booking once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use filature_ledger::{AddOptions, Case, Ledger, Watch};
use filature_model::{Footing, Legs, Overlap, Problem, ProblemCode, Severity, StatementCheck, UnknownFooting};
use filature_synth::{Fault, PlantedCase, planted_case};
use jiff::civil::Date;

/// A ledger with the name of each of its sources.
struct Named {
    ledger: Ledger,
    names: BTreeMap<String, String>,
}

/// The ledger of the planted files, added in an order that a seed turns round.
fn ledger(planted: &PlantedCase, turn: usize) -> Named {
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
    Named { ledger: Ledger::load(&case).unwrap(), names }
}

/// Account, day, and cents below zero for a debit.
type Line = (String, String, i64);

impl Named {
    fn name(&self, source: impl ToString) -> String {
        self.names[&source.to_string()].clone()
    }

    /// The entries of transactions, by source and row.
    fn entries(&self, transactions: &BTreeSet<String>) -> BTreeMap<(String, u32), Line> {
        let mut entries = BTreeMap::new();
        for (source, entry) in self.ledger.book.entries(transactions).unwrap().into_values().flatten() {
            let (own, minor) = match entry.legs {
                Legs::Debit => (entry.debtor, -entry.amount.minor),
                _ => (entry.creditor, entry.amount.minor),
            };
            let line = (own.account.unwrap().to_string(), entry.booked.on.to_string(), minor);
            entries.insert((source.to_string(), entry.place.row.unwrap()), line);
        }
        entries
    }

    /// What counts, each booking once, sorted.
    fn counted(&self) -> Vec<Line> {
        let (all, twice) = (self.ledger.transactions.ids.iter().cloned().collect(), self.ledger.book.shown_twice());
        let mut counted: Vec<Line> =
            self.entries(&all).into_iter().filter(|(id, _)| !twice.contains(id)).map(|(_, line)| line).collect();
        counted.sort();
        counted
    }

    /// The line that a problem names.
    fn line_at(&self, problem: &Problem) -> Line {
        let id = (problem.source.to_string(), problem.place.row.unwrap());
        let name = format!("{}:{}", id.0, id.1);
        let transaction = self.ledger.book.find(&[name.as_str()].into()).unwrap().remove(name.as_str()).unwrap();
        self.entries(&[transaction].into())[&id].clone()
    }

    fn problems(&self, code: ProblemCode) -> impl Iterator<Item = &Problem> {
        self.ledger.problems.iter().filter(move |problem| problem.code == code)
    }

    /// Everything that was found wrong, in the words in which it was planted.
    fn found(&self) -> BTreeSet<Fault> {
        let statements = || self.ledger.statements.iter();
        let mut found: BTreeSet<Fault> = statements().filter_map(|check| self.gap(check)).collect();
        found.extend(statements().filter_map(|check| self.does_not_foot(check)));
        found.extend(self.problems(ProblemCode::OverlapSame).map(|problem| self.shown_twice(problem)));
        found
    }

    fn gap(&self, check: &StatementCheck) -> Option<Fault> {
        let Some((from, to)) = check.gap_before else {
            assert_eq!(check.chain_off_minor, None, "a chain breaks only where something is missing: {check:?}");
            return None;
        };
        let off_minor = check.chain_off_minor.map(|minor| i64::try_from(minor).unwrap());
        let account = check.statement.account.to_string();
        Some(Fault::Gap { account, before: self.name(check.source), from, to, off_minor })
    }

    fn does_not_foot(&self, check: &StatementCheck) -> Option<Fault> {
        let (account, file) = (check.statement.account.to_string(), self.name(check.source));
        // OFX states no opening balance, and nothing else is said of it; all others foot or do not.
        let usual = if file.ends_with(".ofx") { Footing::Unknown(UnknownFooting::NoOpening) } else { Footing::Foots };
        if check.footing == usual {
            return None;
        }
        let Footing::Off { by_minor, first: None } = check.footing else { panic!("{check:?}") };
        let (from, to) = (check.statement.from.unwrap(), check.statement.to.unwrap());
        let by_minor = i64::try_from(by_minor).unwrap();
        // One problem is of the statement, at its place; the other of the page, where balances do not meet.
        let places: Vec<_> = self
            .problems(ProblemCode::DoesNotFoot)
            .filter(|problem| problem.source == check.source)
            .map(|problem| problem.place)
            .collect();
        assert!(places.contains(&check.statement.place), "{places:?}");
        match places.iter().find(|place| **place != check.statement.place).map(|place| place.message.unwrap()) {
            None => Some(Fault::Altered { account, file, from, to, by_minor }),
            Some(before_page) => Some(Fault::PageMissing { account, file, from, to, before_page, by_minor }),
        }
    }

    /// The days come from the statements that say of each other that they overlap, the number of bookings from the problem.
    fn shown_twice(&self, problem: &Problem) -> Fault {
        let (lines, with) = problem.found.split_once(" = ").unwrap();
        let mine = self.overlaps(&problem.source.to_string(), with);
        assert_eq!(mine, self.overlaps(with, &problem.source.to_string()), "both say the same of each other");
        let [(account, from, to)] = mine.as_slice() else { panic!("{problem:?}: {mine:?}") };
        let named = self.line_at(problem);
        assert_eq!(named.0, *account);
        assert!((from.to_string()..=to.to_string()).contains(&named.1), "{problem:?}: {named:?}");
        Fault::ShownTwice {
            account: account.clone(),
            files: [self.name(problem.source), self.name(with)].into(),
            from: *from,
            to: *to,
            lines: lines.parse().unwrap(),
        }
    }

    /// The days of a source's statements that another source covers too, those that follow each other put together.
    fn overlaps(&self, of: &str, with: &str) -> Vec<(String, Date, Date)> {
        let mut days: Vec<(String, Date, Date)> = Vec::new();
        for check in self.ledger.statements.iter().filter(|check| check.source.to_string() == of) {
            let is_with = |overlap: &&Overlap| overlap.with.to_string() == with;
            let account = check.statement.account.to_string();
            days.extend(check.overlaps.iter().filter(is_with).map(|one| (account.clone(), one.from, one.to)));
        }
        days.sort();
        days.dedup_by(|next, one| {
            let follows = next.0 == one.0 && one.2.tomorrow().unwrap() == next.1;
            if follows {
                one.2 = next.2;
            }
            follows
        });
        days
    }

    /// The pairs of sources of which a statement covers days of a statement of the other.
    fn overlapping_pairs(&self) -> BTreeSet<BTreeSet<String>> {
        let pairs =
            self.ledger.statements.iter().flat_map(|check| {
                check.overlaps.iter().map(|one| [self.name(check.source), self.name(one.with)].into())
            });
        pairs.collect()
    }
}

fn planted_pairs(planted: &PlantedCase) -> BTreeSet<BTreeSet<String>> {
    let files = |fault: &Fault| if let Fault::ShownTwice { files, .. } = fault { Some(files.clone()) } else { None };
    planted.faults.iter().filter_map(files).collect()
}

#[test]
fn every_planted_fault_is_named_and_no_other() {
    for seed in [1, 2, 3] {
        let planted = planted_case(seed);
        let named = ledger(&planted, usize::try_from(seed).unwrap() * 5);
        assert_eq!(named.counted(), planted.shown, "seed {seed}");
        assert_eq!(named.ledger.transactions.len(), planted.transfers, "seed {seed}: both lines of a transfer are one");
        assert_eq!(named.found(), planted.faults, "seed {seed}");
        assert_eq!(named.overlapping_pairs(), planted_pairs(&planted), "seed {seed}");
        let of_pages = planted.faults.iter().filter(|fault| matches!(fault, Fault::PageMissing { .. })).count();
        let of_amounts = planted.faults.iter().filter(|fault| matches!(fault, Fault::Altered { .. })).count();
        assert_eq!(named.problems(ProblemCode::DoesNotFoot).count(), of_amounts + 2 * of_pages, "seed {seed}");
        assert_eq!(named.problems(ProblemCode::OverlapSame).count(), planted_pairs(&planted).len(), "seed {seed}");
        let others: Vec<_> = named
            .ledger
            .problems
            .iter()
            .filter(|problem| problem.code.severity() != Severity::Note)
            .filter(|problem| !matches!(problem.code, ProblemCode::DoesNotFoot | ProblemCode::WeakJoin))
            .collect();
        assert!(others.is_empty(), "seed {seed}: {others:?}");
    }
}

#[test]
fn the_order_of_files_changes_nothing() {
    let planted = planted_case(4);
    let (one, other) = (ledger(&planted, 0).ledger, ledger(&planted, 17).ledger);
    assert_eq!(one.transactions.ids, other.transactions.ids);
    assert_eq!(one.statements, other.statements);
    assert_eq!(one.problems, other.problems);
}
