//! What comes back regularly, and what it is called.

use filature_model::{AccountKind, Coded, Details, Transactions, Words};

use super::super::{Asked, Ground, Interval, Profile, Regular, What};
use super::DAY_SECONDS;

/// What `A` pays `B` on these days.
fn paid(payments: &[(i32, i64)], more: impl Fn(&mut Details)) -> Vec<Regular> {
    let rows: Vec<(&str, &str, i64, i64)> =
        payments.iter().map(|&(day, minor)| ("A", "B", minor, i64::from(day) * DAY_SECONDS)).collect();
    let ledger = Transactions::small(&rows);
    let mut details = Details {
        day: payments.iter().map(|(day, _)| *day).collect(),
        minute: vec![filature_model::NO_MINUTE; rows.len()],
        payer: ledger.debtor.clone(),
        payee: ledger.creditor.clone(),
        ..Details::default()
    };
    more(&mut details);
    let asked = Asked { accounts: vec![0], ..Asked::default() };
    let profile = Profile::of(&ledger, &details, &asked).unwrap();
    profile.currencies.into_iter().flat_map(|of| of.regular).collect()
}

fn texts(details: &mut Details, all: &[&str]) {
    let mut words = Words::default();
    let codes = all.iter().map(|text| words.push(text)).collect();
    details.text = Coded { words, codes };
}

#[test]
fn months_and_weeks_are_told_apart_and_two_are_no_series() {
    let months = paid(&[(0, 60_000), (31, 61_000), (59, 60_000), (90, 70_000)], |_| {});
    assert_eq!(months.len(), 1);
    assert_eq!((months[0].interval, months[0].sum.count(), months[0].amounts), (Interval::Month, 4, (60_000, 70_000)));
    let weeks = paid(&[(0, 100), (7, 100), (14, 100), (21, 100), (28, 100), (35, 100), (56, 100)], |_| {});
    assert_eq!((weeks.len(), weeks[0].interval, weeks[0].sum.count()), (1, Interval::Week, 6));
    assert!(paid(&[(0, 100), (30, 100)], |_| {}).is_empty());
    assert!(paid(&[(0, 100), (30, 100), (60, 121)], |_| {}).is_empty(), "the third is not near the first");
    assert!(paid(&[(0, 100), (40, 100), (80, 100)], |_| {}).is_empty());
    // Where much passes meanwhile, three of it are near-monthly by chance.
    let many: Vec<(i32, i64)> =
        [0, 30, 60].map(|day| (day, 100)).into_iter().chain((1..=4).map(|at| (at * 11, 900 * i64::from(at)))).collect();
    assert!(paid(&many, |_| {}).is_empty());
    assert_eq!(paid(&many[..6], |_| {}).len(), 1, "three of six");
}

#[test]
fn two_payments_a_day_are_two_series_and_what_stands_between_ends_none() {
    let two = paid(&[(0, 100), (0, 100), (30, 100), (30, 100), (61, 100), (61, 100)], |_| {});
    assert_eq!(two.iter().map(|series| series.sum.count()).collect::<Vec<_>>(), [3, 3]);
    let between = paid(&[(0, 100), (11, 105), (30, 100), (61, 100)], |_| {});
    assert_eq!((between.len(), between[0].sum.count()), (1, 3));
}

#[test]
fn it_is_called_so_only_where_the_file_says_it_and_mostly_as_an_assumption() {
    let days = [(0, 100), (30, 100), (60, 100)];
    assert_eq!(paid(&days, |_| {})[0].reading, None);
    let reading = |more: &dyn Fn(&mut Details)| paid(&days, more)[0].reading;
    let pay = reading(&|details| details.payroll = vec![Some(true); 3]).unwrap();
    assert_eq!((pay.what, pay.ground, pay.is_said()), (What::Wage, Ground::Payroll, true));
    let rent = reading(&|details| texts(details, &["LOYER mai", "Loyer juin", "Qira / loyer"])).unwrap();
    assert_eq!((rent.what, rent.ground, rent.is_said()), (What::Rent, Ground::Text, false));
    assert_eq!(reading(&|details| texts(details, &["loyer", "loyer", "courses"])), None, "all have to say it");
    assert_eq!(reading(&|details| texts(details, &["loyer salaire"; 3])), None, "two things are said");
    assert_eq!(reading(&|details| details.payroll = vec![Some(true), None, Some(true)]), None);
    let category = |details: &mut Details| {
        let mut words = Words::default();
        let code = words.push("6513");
        details.mcc = Coded { words, codes: vec![code; 3] };
    };
    let rent = reading(&category).unwrap();
    assert_eq!((rent.what, rent.ground), (What::Rent, Ground::Category));
    // A public body is paid as well as pays: only what comes from it may be a benefit.
    assert_eq!(reading(&|details| details.holders.kind = vec![None, Some(AccountKind::Public)]), None);
}
