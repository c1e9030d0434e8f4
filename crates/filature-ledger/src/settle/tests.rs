//! Settling held against what really happened: random lives, and the statements that show them.

use std::collections::BTreeMap;

use filature_intake::{Format, Reading};
use filature_model::{AccountId, Booked, Currency, Entry, Legs, Money, Party, Place, SourceId, Statement};
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::tables::Row;

/// A line of an account's life: day of May 2024, signed minor units, text, other account.
type Life = (i8, i64, Option<String>, Option<String>);

fn segment(source: &str, account: &str, lines: &[Life]) -> Segment {
    let source: SourceId = source.parse().unwrap();
    let entries: Vec<Entry> = (0_u32..)
        .zip(lines)
        .map(|(row, (day, signed, text, other))| {
            let booked = Booked::day(date(2024, 5, *day));
            let amount = Money { minor: signed.abs(), currency: Currency::EUR };
            let legs = if *signed < 0 { Legs::Debit } else { Legs::Credit };
            let place = Place { row: Some(row), ..Place::default() };
            let mut entry = Entry::new(place, legs, booked, amount);
            let party = |id: &str| Party { account: Some(AccountId::written(id)), ..Party::default() };
            let (own, other) = (party(account), other.as_deref().map(party).unwrap_or_default());
            (entry.debtor, entry.creditor) = if *signed < 0 { (own, other) } else { (other, own) };
            entry.statement = Some(0);
            entry.sequence = Some(i64::from(row));
            entry.text.clone_from(text);
            entry
        })
        .collect();
    let statement = Statement {
        ordinal: 0,
        place: Place::default(),
        number: None,
        account: AccountId::written(account),
        holder: None,
        currency: Some(Currency::EUR),
        from: None,
        to: None,
        opening: None,
        closing: None,
        unreadable_rows: 0,
    };
    let reading = Reading::from_entries(Format::Mapped, source, &entries, vec![statement], Vec::new()).unwrap();
    Segment::new(source, reading)
}

/// The transaction ids of entries that count, and how many entries each has.
fn counted(segments: &[Segment]) -> BTreeMap<String, usize> {
    let mut counted = BTreeMap::new();
    for batch in segments.iter().flat_map(|segment| segment.entries.held()) {
        for at in 0..batch.num_rows() {
            let row = Row { batch, at };
            if row.text("same_as").is_none() {
                *counted.entry(row.text("transaction").unwrap().to_owned()).or_default() += 1;
            }
        }
    }
    counted
}

proptest! {
    /// Two exports of one account, each whole for its days and with the same texts, together show each booking once.
    #[test]
    fn overlapping_exports_show_each_booking_once(
        mut life in proptest::collection::vec((1_i8..=9, -3_i64..=3, "[ab]".prop_map(Some)), 0..40),
        (first_ends, second_begins) in (4_i8..=9, 1_i8..=6),
    ) {
        prop_assume!(second_begins <= first_ends);
        life.retain(|(_, signed, _)| *signed != 0);
        life.sort();
        let lines: Vec<Life> = life.into_iter().map(|(day, signed, text)| (day, signed, text, None)).collect();
        let shown = |days: std::ops::RangeInclusive<i8>| -> Vec<Life> {
            lines.iter().filter(|(day, ..)| days.contains(day)).cloned().collect()
        };
        let (first, second) = (shown(1..=first_ends), shown(second_begins..=9));
        let mut segments = vec![segment("00000000000a", "X", &first), segment("00000000000b", "X", &second)];
        settle(&mut segments, &Apart::default()).unwrap();
        prop_assert_eq!(counted(&segments).len(), lines.len());
    }

    /// Transfers among accounts whose statements are all there, each naming the other side: as many transactions
    /// as transfers, each with its two entries.
    #[test]
    fn both_sides_of_every_transfer_are_found(
        transfers in proptest::collection::vec((1_i8..=20, 0_usize..3, 1_usize..3, 1_i64..=2), 0..30),
    ) {
        let accounts = ["X", "Y", "Z"];
        let mut lives = [const { Vec::<Life>::new() }; 3];
        for (day, payer, step, amount) in &transfers {
            let payee = (payer + step) % 3;
            lives[*payer].push((*day, -amount, None, Some(accounts[payee].to_owned())));
            lives[payee].push((*day, *amount, None, Some(accounts[*payer].to_owned())));
        }
        let mut segments: Vec<Segment> = ["00000000000a", "00000000000b", "00000000000c"]
            .iter()
            .zip(accounts)
            .zip(&mut lives)
            .map(|((source, account), life)| {
                life.sort();
                segment(source, account, life)
            })
            .collect();
        settle(&mut segments, &Apart::default()).unwrap();
        let counted = counted(&segments);
        prop_assert_eq!(counted.len(), transfers.len());
        prop_assert!(counted.values().all(|&entries| entries == 2));
    }

    /// Lines that name another account than the one they would be joined with stay apart.
    #[test]
    fn lines_that_name_others_are_never_joined(amounts in proptest::collection::vec(1_i64..=2, 1..10)) {
        let out: Vec<Life> = amounts.iter().map(|amount| (2, -amount, None, Some("ELSEWHERE".to_owned()))).collect();
        let into: Vec<Life> = amounts.iter().map(|amount| (2, *amount, None, Some("SOMEBODY".to_owned()))).collect();
        let mut segments = vec![segment("00000000000a", "X", &out), segment("00000000000b", "Y", &into)];
        settle(&mut segments, &Apart::default()).unwrap();
        prop_assert_eq!(counted(&segments).len(), amounts.len() * 2);
    }
}

/// Two accounts of one bank whose table has no column for the other side, but the number in the text: the transfer was counted twice.
#[test]
fn a_transfer_whose_sides_name_each_other_in_their_texts_alone_is_one() {
    let (payer, payee) = ("FR7699992000530638163787113", "FR7699992000600727823229655");
    let settled = |of_payer: &str, of_payee: &str| {
        let line = |signed, text: &str| vec![(2, signed, Some(text.to_owned()), None)];
        let mut segments = vec![
            segment("00000000000a", payer, &line(-5, of_payer)),
            segment("00000000000b", payee, &line(5, of_payee)),
        ];
        settle(&mut segments, &Apart::default()).unwrap();
        counted(&segments).len()
    };
    let (to, from) = (format!("VIR EMIS IBAN: {payee} REF: 1"), format!("VIR RECU IBAN: {payer} REF: 1"));
    assert_eq!(settled(&to, &from), 1);
    assert_eq!(settled(&to, "VIR RECU"), 2, "one text is the bank's word for one side alone");
    assert_eq!(settled(&to, &from.replace("FR76", "FR77")), 2, "check digits are wrong");
    let third = "GB33BUKB20201555555555";
    assert_eq!(settled(&format!("{to} {third}"), &from), 2, "two are named");
}

/// Two accounts of one bank whose statements name people and no accounts.
#[test]
fn a_transfer_whose_sides_name_each_other_s_holders_is_one() {
    let settled = |payee: &str, payer: &str| {
        let mut segments = vec![
            segment("00000000000a", "X", &[(2, -5, None, None)]),
            segment("00000000000b", "Y", &[(3, 5, None, None)]),
        ];
        for (segment, (holder, named)) in segments.iter_mut().zip([("Ana Marić", payee), ("Ivo PETROV", payer)]) {
            segment.statements[0].holder = Some(holder.to_owned());
            let column = if named == payee { "creditor_name" } else { "debtor_name" };
            let batch = &segment.entries.held()[0];
            let mut columns = batch.columns().to_vec();
            columns[batch.schema().index_of(column).unwrap()] = Arc::new(StringArray::from_iter_values([named]));
            segment.entries.held_mut()[0] = RecordBatch::try_new(batch.schema(), columns).unwrap();
        }
        settle(&mut segments, &Apart::default()).unwrap();
        counted(&segments).len()
    };
    assert_eq!(settled("Petrov Ivo", "MARIC ANA"), 1, "in any order and without marks");
    assert_eq!(settled("Petrov Ivo", "Ana Kovač"), 2, "one side names somebody else");
    assert_eq!(settled("Petrov", "Ana Marić"), 2, "half a name is many people's");
}
