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

/// Whether a figure counts her: by its place.
fn counts_her(at: &str) -> bool {
    let Some((population, rest)) = at.split_once('/') else { return at == "victims" };
    let mut rest = rest.splitn(3, '/');
    let (by, period, column) = (rest.next().unwrap(), rest.next().unwrap(), rest.next().unwrap());
    let of_year = period == "all"
        || period == "2021"
        || period.split_once('-').is_some_and(|(from, to)| from <= "2021" && to >= "2021");
    let of_column = match by {
        "age-and-sex" => ["0-17", "0-17/female"].contains(&column),
        "exploitation" => column == "other",
        "citizenship" => column == "non-eu",
        _ => false,
    };
    population == "victims" && of_year && of_column
}

/// What can be subtracted: of every figure that both outputs show, the difference is none or one step of the lot, and figures that count her
/// move no more often than those that do not; nor do they come and go more often. So a step does not say that she is there, nor no step
/// that she is not.
#[test]
fn two_outputs_with_and_without_her_do_not_say_where_she_is() {
    // Shown and the same, shown and moved, come or gone; by whether she is in it.
    let mut seen = [[0_u32; 3]; 2];
    for seed in 0..300 {
        let crowd = crowd(seed, 300);
        let before = figures(&publish(&crowd, 11, Some("FR")));
        let after = figures(&publish(&with_her(&crowd, 2021), 11, Some("FR")));
        for (at, now) in &after {
            let of = &mut seen[usize::from(counts_her(at))];
            match (before.get(at).copied().flatten(), now) {
                (Some(then), Some(now)) => {
                    assert!(then.abs_diff(*now) <= 5, "seed {seed}: {at} {then} {now}: more than one step");
                    of[usize::from(then != *now)] += 1;
                }
                (None, None) => {}
                _ => of[2] += 1,
            }
        }
    }
    let percent =
        |[still, moved, flips]: [u32; 3]| [100 * moved / (still + moved), 100 * flips / (still + moved + flips)];
    let (others, hers) = (percent(seen[0]), percent(seen[1]));
    println!("same, moved, come or gone: others {:?} ({others:?} %), with her {:?} ({hers:?} %)", seen[0], seen[1]);
    assert!(seen[1].iter().sum::<u32>() > 500, "{seen:?}");
    for (hers, others) in hers.into_iter().zip(others) {
        assert!(hers.abs_diff(others) <= 15, "{hers} % and {others} %");
    }
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
