//! One person alone in a combination, looked for in what is published, and in the difference of two outputs.

use std::collections::BTreeMap;

use super::reference::Random;
use crate::{AccountInCase, Age, Exploitation, Part, Publication, Records, Sex, Stated, publish};

/// People of many cases, drawn by a seed: most are adults, a few years, three forms of exploitation.
pub fn crowd(seed: u64, people: u64) -> Records {
    let mut numbers = Random(seed);
    let mut records = Records { cases: 30, ..Records::default() };
    for person in 0..people {
        let part = match numbers.below(10) {
            0..6 => Part::Victim,
            6..9 => Part::Suspect,
            _ => Part::Convicted,
        };
        let key = format!("S{seed}P{person}");
        let age = match numbers.below(12) {
            0 => Some(Age::Child),
            1 | 2 => None,
            _ => Some(Age::Adult),
        };
        records.accounts.push(AccountInCase {
            key: key.clone(),
            decided: Some((part, 2020 + numbers.below(4) as i16)),
            age,
            ..AccountInCase::default()
        });
        let sexes = [Some(Sex::Female), Some(Sex::Female), Some(Sex::Male), None];
        let forms = [Some(Exploitation::Sexual), Some(Exploitation::Labour), None, Some(Exploitation::Sexual)];
        let countries = [Some("RO"), Some("FR"), Some("RS"), Some("AL"), None];
        records.stated.push(Stated {
            accounts: vec![key],
            age: None,
            sex: sexes[numbers.below(4) as usize],
            exploitation: forms[numbers.below(4) as usize],
            citizenship: countries[numbers.below(5) as usize].map(str::to_owned),
        });
    }
    records
}

/// With one more person: a girl, exploited in a form that nobody else is.
fn with_her(records: &Records, year: i16) -> Records {
    let mut with = records.clone();
    with.cases += 1;
    with.accounts.push(AccountInCase {
        key: "HER".to_owned(),
        decided: Some((Part::Victim, year)),
        age: Some(Age::Child),
        ..AccountInCase::default()
    });
    with.stated.push(Stated {
        accounts: vec!["HER".to_owned()],
        sex: Some(Sex::Female),
        citizenship: Some("MD".to_owned()),
        exploitation: Some(Exploitation::Other),
        ..Stated::default()
    });
    with
}

/// Every count that an output could show, by its place.
fn figures(publication: &Publication) -> BTreeMap<String, Option<u64>> {
    let mut figures = BTreeMap::new();
    for population in &publication.populations {
        figures.insert(population.population.to_owned(), population.total);
        for table in &population.tables {
            for row in &table.rows {
                for (column, &shown) in table.columns.iter().zip(&row.counts) {
                    figures.insert(format!("{}/{}/{}/{column}", population.population, table.by, row.period), shown);
                }
            }
        }
    }
    figures
}

#[test]
fn every_figure_is_about_eleven_people_or_more() {
    for seed in 0..40 {
        for (at, shown) in figures(&publish(&crowd(seed, 20 + seed * 9), 11, Some("FR"))) {
            assert!(shown.is_none_or(|count| count >= 15 && count % 5 == 0), "seed {seed}: {at} {shown:?}");
        }
    }
}

#[test]
fn who_is_alone_in_a_combination_is_in_no_figure() {
    for seed in 0..60 {
        let with = publish(&with_her(&crowd(seed, 300), 2021), 11, Some("FR"));
        for (at, shown) in figures(&with) {
            assert!(!at.contains("exploitation") || !at.ends_with("/other") || shown.is_none(), "seed {seed}: {at}");
        }
    }
}

/// What can be subtracted: of every figure that both outputs show, the difference is none or one step of the lot, in figures that count her
/// no more often than a lot drawn anew gives in figures that do not. So a step does not say that she is there, nor no step that she is not.
#[test]
fn two_outputs_with_and_without_her_do_not_say_where_she_is() {
    let (mut with_her_in, mut without_her) = ([0_u32; 2], [0_u32; 2]);
    for seed in 0..300 {
        let crowd = crowd(seed, 300);
        let before = figures(&publish(&crowd, 11, Some("FR")));
        let after = figures(&publish(&with_her(&crowd, 2021), 11, Some("FR")));
        for (at, shown) in &after {
            let (Some(Some(then)), Some(now)) = (before.get(at), shown) else { continue };
            assert!(then.abs_diff(*now) <= 5, "seed {seed}: {at} {then} {now}: more than one step");
            // She can stand in these figures: what is shown of girls, of the other forms and of the third countries would count her.
            let is_hers = at == "victims" || at.ends_with("/all/non-eu") && at.starts_with("victims");
            let counts = if is_hers { &mut with_her_in } else { &mut without_her };
            counts[usize::from(then != now)] += 1;
        }
    }
    let steps = |[still, moved]: [u32; 2]| 100 * moved / (still + moved);
    let (hers, others) = (steps(with_her_in), steps(without_her));
    println!("figures that count her: {with_her_in:?}, {hers} % moved; others: {without_her:?}, {others} % moved");
    assert!(with_her_in[0] > 50 && with_her_in[1] > 50, "{with_her_in:?}");
    assert!(hers.abs_diff(others) <= 15, "{hers} % and {others} %");
}

/// The columns of a table are the same whoever is in the cases, and a lone person changes no list of what is published.
#[test]
fn no_column_comes_with_her() {
    let words = |publication: &Publication| -> Vec<Vec<String>> {
        let tables = publication.populations.iter().flat_map(|population| &population.tables);
        tables.map(|table| table.columns.clone()).collect()
    };
    let crowd = crowd(1, 300);
    assert_eq!(words(&publish(&crowd, 11, Some("FR"))), words(&publish(&with_her(&crowd, 2021), 11, Some("FR"))));
}

/// An output with a larger k shows figures of the other, or hides them: none is drawn anew.
#[test]
fn two_thresholds_give_no_second_draw() {
    for seed in 0..20 {
        let crowd = crowd(seed, 400);
        let (one, other) = (figures(&publish(&crowd, 11, Some("FR"))), figures(&publish(&crowd, 12, Some("FR"))));
        for (at, shown) in &other {
            if let (Some(Some(first)), Some(second)) = (one.get(at), shown) {
                assert_eq!(first, second, "seed {seed}: {at}");
            }
        }
    }
}

#[test]
fn the_order_of_cases_changes_nothing() {
    let crowd = crowd(3, 200);
    let mut turned = crowd.clone();
    turned.accounts.reverse();
    turned.stated.reverse();
    assert_eq!(publish(&crowd, 11, Some("FR")), publish(&turned, 11, Some("FR")));
}
