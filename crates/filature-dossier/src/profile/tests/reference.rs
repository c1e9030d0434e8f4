//! The same tables in the obvious way: for each figure the whole ledger once more, with words for keys.

use std::collections::BTreeMap;

use filature_model::{Channel, Details, OUTSIDE, Transactions, from_days};

use super::super::{Asked, Flow, LARGEST, Profile, Sum};

/// Table and row to how many and how much.
pub type Figures = BTreeMap<String, (usize, i128)>;

fn add(figures: &mut Figures, key: String, minor: i64) {
    let of = figures.entry(key).or_default();
    *of = (of.0 + 1, of.1 + i128::from(minor));
}

/// All figures but the places in the list of the largest, straight from the ledger.
pub fn slow(ledger: &Transactions, details: &Details, asked: &Asked) -> Figures {
    let mut figures = Figures::new();
    for at in 0..ledger.len() {
        let both = [ledger.debtor[at], ledger.creditor[at]];
        let theirs = both.map(|account| account != OUTSIDE && asked.accounts.contains(&account));
        let day = details.day[at];
        if asked.from.is_some_and(|from| day < from) || asked.to.is_some_and(|to| day > to) {
            continue;
        }
        for way in [0, 1].into_iter().filter(|&way| theirs[way]) {
            let (minor, currency) = match (way, ledger.received[at]) {
                (1, Some(received)) => received,
                _ => (ledger.amount_minor[at], ledger.currency[at]),
            };
            let key = format!("{currency} {}", ["out", "in"][way]);
            if theirs == [true, true] {
                add(&mut figures, format!("{key} own"), minor);
                continue;
            }
            let channel = ledger.channel[at];
            let month = from_days(day).unwrap().first_of_month();
            add(&mut figures, format!("{key} total"), minor);
            add(&mut figures, format!("{key} {month}"), minor);
            add(&mut figures, format!("{key} {month} {channel:?}"), minor);
            add(&mut figures, format!("{key} {channel:?}"), minor);
            let other = if way == 1 { details.payer[at] } else { details.payee[at] };
            add(
                &mut figures,
                if other == OUTSIDE { format!("{key} nobody") } else { format!("{key} of {other}") },
                minor,
            );
            if matches!(channel, Channel::CashIn | Channel::CashOut) {
                let hour = details.minute_of(at).map(|minute| minute / 60);
                let town = details.city.get(at).unwrap_or("-");
                add(&mut figures, format!("{currency} {town} {channel:?} {hour:?}"), minor);
            }
        }
    }
    figures
}

/// The figures of a profile by the same keys.
pub fn of_profile(profile: &Profile, _: &Transactions, _: &Details) -> Figures {
    let mut figures = Figures::new();
    let mut put = |key: String, sum: &Sum| {
        if sum.count() > 0 {
            assert!(figures.insert(key.clone(), (sum.count(), sum.minor())).is_none(), "{key} twice");
        }
    };
    for of in &profile.currencies {
        let currency = of.currency;
        let mut both = |key: &str, flow: &Flow| {
            put(format!("{currency} in {key}"), &flow.credits);
            put(format!("{currency} out {key}"), &flow.debits);
        };
        both("total", &of.total);
        both("own", &of.own);
        both("nobody", &of.others.nobody);
        assert!(of.others.largest.len() <= LARGEST && of.others.rest_count == 0);
        of.others.largest.iter().for_each(|other| both(&format!("of {}", other.party), &other.flow));
        of.months.channels.iter().for_each(|(channel, flow)| both(&format!("{channel:?}"), flow));
        for month in &of.months.months {
            let day = jiff::civil::Date::new(month.month.0, month.month.1, 1).unwrap();
            both(&day.to_string(), &month.total);
            month.channels.iter().for_each(|(channel, flow)| both(&format!("{day} {channel:?}"), flow));
        }
        for cash in &of.cash {
            let town = cash.town.as_deref().unwrap_or("-");
            for (hour, sum) in &cash.hours {
                put(format!("{currency} {town} {:?} {hour:?}", cash.channel), sum);
            }
        }
    }
    figures
}

/// Each sum is that of its rows, and no more rows are in a table than there are sides.
pub fn no_figure_is_without_rows(profile: &Profile) {
    for of in &profile.currencies {
        for series in &of.regular {
            let amounts: Vec<i64> = series.sum.sides().iter().map(|&at| profile.sides[at as usize].minor).collect();
            assert_eq!(amounts.iter().map(|&minor| i128::from(minor)).sum::<i128>(), series.sum.minor());
            assert!(amounts.iter().all(|minor| (series.amounts.0..=series.amounts.1).contains(minor)));
            let days: Vec<i32> = series.sum.sides().iter().map(|&at| profile.sides[at as usize].day).collect();
            let (least, most) = series.interval.days();
            assert!(days.windows(2).all(|two| (least..=most).contains(&(two[1] - two[0]))), "{days:?}");
            assert!(days.len() >= super::super::LEAST);
        }
        let mut in_series: Vec<u32> = of.regular.iter().flat_map(|series| series.sum.sides()).copied().collect();
        let all = in_series.len();
        in_series.sort_unstable();
        in_series.dedup();
        assert_eq!(in_series.len(), all, "a payment is in one series at most");
    }
}
