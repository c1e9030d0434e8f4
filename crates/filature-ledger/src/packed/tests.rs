//! A packed list is the list: packed or held, alone or with other sources, the same tables come of it.

use std::fs;
use std::path::Path;

use arrow_array::RecordBatch;
use filature_intake::{Options, Outcome};
use filature_model::SourceId;

use super::pack;
use crate::build::{Assembled, Entries, Segment, assemble};
use crate::joins::Apart;
use crate::tables;

/// Numbers that look random, the same for the same seed.
fn dice(state: &mut u64) -> u64 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

/// A list with everything that a tally counts: accounts in two currencies, names that change, none at all, wrong numbers.
fn list(seed: u64, first_id: u64) -> String {
    let mut state = seed;
    let mut text = String::from("id,booked_at,debtor,creditor,amount,currency,debtor_name,creditor_name,text\n");
    for number in 0..3_000 {
        let mut below = |most: u64| dice(&mut state) % most;
        let account = |number: u64| match number {
            0 => String::new(),
            1 => "FR7699991000400566064735677".to_owned(),
            number => format!("A{number}"),
        };
        let id = if below(9) == 0 { String::new() } else { format!("T{}", first_id + number) };
        let (day, debtor, creditor) = (1 + below(28), account(below(40)), account(below(40)));
        let (amount, currency) = (below(90_000), ["EUR", "EUR", "EUR", "RSD"][usize::try_from(below(4)).unwrap()]);
        let name = |number: u64| ["", "Ana", "Ana M.", "Đorđe"][usize::try_from(number).unwrap()];
        let (payer, payee) = (name(below(4)), name(below(4)));
        text.push_str(&format!(
            "{id},2024-03-{day:02},{debtor},{creditor},{amount}.00,{currency},{payer},{payee},\"one, two\"\n"
        ));
    }
    text
}

fn held(source: SourceId, text: &str) -> Segment {
    match filature_intake::read(source, text.as_bytes(), &Options::default()) {
        Ok(Outcome::Read(reading, _)) => Segment::new(source, *reading),
        other => panic!("{other:?}"),
    }
}

fn packed(folder: &Path, source: SourceId, text: &str) -> Segment {
    let (segment, _) = pack(folder, source, folder, &mut text.as_bytes()).unwrap().unwrap();
    assert!(matches!(segment.entries, Entries::Packed(_)));
    segment
}

/// The entries of all segments, as they would be written; they are few enough for one batch.
fn entries(folder: &Path, assembled: &Assembled) -> RecordBatch {
    let path = folder.join("entries.parquet");
    tables::write_with(&path, &filature_model::schema::entries(), |table| {
        assembled.segments.iter().try_for_each(|segment| segment.entries.write_into(table))
    })
    .unwrap();
    let mut read = tables::read(&path).unwrap();
    assert_eq!(read.len(), 1);
    read.remove(0)
}

fn check_equal(folder: &Path, one: Vec<Segment>, other: Vec<Segment>, seed: u64) -> Assembled {
    let one = assemble(one, &Apart::default()).unwrap();
    let other = assemble(other, &Apart::default()).unwrap();
    assert_eq!(one.accounts.accounts, other.accounts.accounts, "seed {seed}");
    assert_eq!(one.accounts.parties, other.accounts.parties, "seed {seed}");
    assert_eq!(entries(folder, &one), entries(folder, &other), "seed {seed}");
    let problems = |of: &Assembled| of.segments.iter().flat_map(|one| one.problems.clone()).collect::<Vec<_>>();
    assert_eq!(problems(&one), problems(&other), "seed {seed}");
    one
}

#[test]
fn packed_and_held_lists_give_the_same_tables() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second): (SourceId, SourceId) = ("a1b2c3d4e5f6".parse().unwrap(), "b1b2c3d4e5f6".parse().unwrap());
    for seed in 1..6 {
        let (one, other) = (list(seed, 0), list(seed + 100, 1_000_000));
        let packed = vec![packed(folder.path(), first, &one), packed(folder.path(), second, &other)];
        let held = vec![held(first, &one), held(second, &other)];
        let assembled = check_equal(folder.path(), packed, held, seed);
        // Nothing had to be settled, so nothing was opened.
        assert!(assembled.segments.iter().all(|segment| segment.entries.packed().is_some()), "seed {seed}");
    }
}

#[test]
fn what_has_to_be_settled_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second): (SourceId, SourceId) = ("a1b2c3d4e5f6".parse().unwrap(), "b1b2c3d4e5f6".parse().unwrap());
    let header = "id,booked_at,debtor,creditor,amount,currency,debtor_name,creditor_name,text\n";
    let row = |id: &str| format!("{header}{id},2024-03-01,A1,A2,5.00,EUR,,,x\n");
    let statement = "Date;Libellé;Débit;Crédit;Solde;Devise\n01/03/2024;VIR A2;5,00;;95,00;EUR\n24/03/2024;VIR A3;5,00;;90,00;EUR\n";
    for (case, other) in ["T7", "a1b2c3d4e5f6:5", "b1b2c3d4e5f6:0"].into_iter().enumerate() {
        let list = list(7, 0);
        let packed = vec![packed(folder.path(), first, &list), packed(folder.path(), second, &row(other))];
        let held = vec![held(first, &list), held(second, &row(other))];
        let assembled = check_equal(folder.path(), packed, held, 7);
        let opened = assembled.segments.iter().filter(|segment| segment.entries.packed().is_none()).count();
        assert_eq!(opened, if case == 0 { 2 } else { 1 }, "{other}");
    }
    let list = list(8, 0);
    let options = Options { account: Some(filature_model::AccountId::written("A5")), mapping: None };
    let of_statement = || match filature_intake::read(second, statement.as_bytes(), &options) {
        Ok(Outcome::Read(reading, _)) => Segment::new(second, *reading),
        other => panic!("{other:?}"),
    };
    let packed = vec![packed(folder.path(), first, &list), of_statement()];
    let held = vec![held(first, &list), of_statement()];
    let assembled = check_equal(folder.path(), packed, held, 8);
    assert!(assembled.segments[0].entries.packed().is_none(), "a statement of A5 may show its rows");
}

#[test]
fn what_states_balances_is_read_whole() {
    let folder = tempfile::tempdir().unwrap();
    let text = "booked_at,debtor,creditor,amount,currency,debtor_balance\n2024-03-01,A,B,5.00,EUR,95.00\n";
    let source = "a1b2c3d4e5f6".parse().unwrap();
    assert!(pack(folder.path(), source, folder.path(), &mut text.as_bytes()).unwrap().is_none());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left on the disk");
}
