mod book;
mod reference;
mod series;

use filature_model::{Channel, Coded, Details, OUTSIDE, Transactions, Words};
use proptest::prelude::*;

use super::{Asked, Profile};

const DAY_SECONDS: i64 = 86_400;

/// A payment of a random ledger: payer, payee (0 is the outside world), amount, minutes since 1970, channel, town, received in dollars.
type Payment = (u8, u8, i64, i64, u8, u8, Option<i64>);

fn payment() -> impl Strategy<Value = Payment> {
    (0_u8..5, 0_u8..5, 0_i64..5_000, 0_i64..400_000, 0_u8..10, 0_u8..3, proptest::option::weighted(0.2, 0_i64..9_000))
}

/// Accounts `A` to `D`, in the order of time.
pub fn ledger_of(payments: &[Payment]) -> (Transactions, Details) {
    let mut payments = payments.to_vec();
    payments.sort_by_key(|payment| payment.3);
    let name = |number: u8| ["", "A", "B", "C", "D"][usize::from(number)];
    let rows: Vec<(&str, &str, i64, i64)> =
        payments.iter().map(|of| (name(of.0), name(of.1), of.2, of.3 * 60)).collect();
    let mut ledger = Transactions::small(&rows);
    let mut details = Details::default();
    let mut towns = Words::default();
    for town in ["LYON", "METZ"] {
        towns.push(town);
    }
    let mut codes = Vec::new();
    for (at, of) in payments.iter().enumerate() {
        ledger.channel[at] = Channel::ALL[usize::from(of.4)];
        ledger.received[at] = of.6.map(|minor| (minor, "USD".parse().unwrap()));
        details.day.push(i32::try_from(of.3 * 60 / DAY_SECONDS).unwrap());
        // Every third row has no time.
        details.minute.push(if at % 3 == 0 { filature_model::NO_MINUTE } else { u16::try_from(of.3 % 1_440).unwrap() });
        codes.push(if of.5 == 2 { filature_model::NO_WORD } else { u32::from(of.5) });
        // Whoever is outside is a customer now and then, known by a name alone.
        let customer = u32::try_from(ledger.accounts.len()).unwrap() + u32::from(of.5);
        let party = |account: u32| if account == OUTSIDE && of.5 < 2 { customer } else { account };
        details.payer.push(party(ledger.debtor[at]));
        details.payee.push(party(ledger.creditor[at]));
    }
    details.city = Coded { words: towns, codes };
    details.customers = vec![filature_model::KnownBy::Name; 2];
    (ledger, details)
}

proptest! {
    #[test]
    fn every_table_is_what_a_slow_count_says(
        payments in proptest::collection::vec(payment(), 0..60),
        theirs in proptest::collection::btree_set(0_u32..4, 0..3),
        from in proptest::option::of(0_i32..200),
        to in proptest::option::of(100_i32..300),
    ) {
        let (ledger, details) = ledger_of(&payments);
        let accounts = theirs.into_iter().filter(|at| (*at as usize) < ledger.accounts.len()).collect();
        let asked = Asked { accounts, from, to, ..Asked::default() };
        let profile = Profile::of(&ledger, &details, &asked).unwrap();
        prop_assert_eq!(reference::of_profile(&profile, &ledger, &details), reference::slow(&ledger, &details, &asked));
        reference::no_figure_is_without_rows(&profile);
        // Without its places it foots all the same, and names none.
        let mut bare = profile;
        bare.hide_places();
        prop_assert!(super::foot::check(&ledger, &details, &asked, &bare).is_ok());
        prop_assert_eq!(bare.towns().count(), 0);
        let hours = bare.currencies.iter().flat_map(|of| &of.cash).flat_map(|cash| cash.hours.keys());
        prop_assert!(hours.into_iter().all(Option::is_none) && bare.sides.iter().all(|side| side.minute.is_none()));
    }
}

/// What is asked twice is the same twice, and the check finds what was spoilt.
#[test]
fn a_figure_that_is_off_by_a_cent_is_found() {
    let (ledger, details) = ledger_of(&[(1, 2, 500, 10, 0, 0, None), (2, 0, 300, 2_000, 3, 1, None)]);
    let asked = Asked { accounts: vec![1], ..Asked::default() };
    let profile = Profile::of(&ledger, &details, &asked).unwrap();
    let spoil: [fn(&mut super::InCurrency); 7] = [
        |of| of.total.credits.minor += 1,
        |of| of.months.months[0].total.credits.minor -= 1,
        |of| of.months.channels[0].1.credits.minor += 1,
        |of| of.months.months[0].channels[0].1.credits.minor += 1,
        |of| of.others.largest[0].flow.credits.minor += 1,
        |of| of.own.debits.minor += 1,
        |of| drop(of.cash[0].hours.pop_first()),
    ];
    for (number, spoil) in spoil.into_iter().enumerate() {
        let mut spoilt = profile.clone();
        spoil(&mut spoilt.currencies[0]);
        assert!(super::foot::check(&ledger, &details, &asked, &spoilt).is_err(), "{number}");
    }
    let mut spoilt = profile.clone();
    spoilt.currencies.clear();
    assert!(super::foot::check(&ledger, &details, &asked, &spoilt).is_err());
    assert_eq!(Profile::of(&ledger, &details, &asked).unwrap(), profile);
}

/// Both lines of a transfer over the end of a month: each account has it in its own month.
#[test]
fn each_side_stands_on_the_day_of_its_own_line() {
    let mut ledger = Transactions::small(&[("A", "B", 100, 30 * DAY_SECONDS)]);
    ledger.credited[0].at_micros = 31 * DAY_SECONDS * 1_000_000;
    let details = Details { day: vec![30], minute: vec![filature_model::NO_MINUTE], ..Details::default() };
    let month = |account| {
        let asked = Asked { accounts: vec![account], ..Asked::default() };
        Profile::of(&ledger, &details, &asked).unwrap().currencies[0].months.months[0].month
    };
    assert_eq!((month(0), month(1)), ((1970, 1), (1970, 2)));
}
