//! The running balance of an account, thinned to what a chart can show without losing a peak.

use std::collections::BTreeMap;

use filature_model::Currency;
use serde_json::{Value, json};

use super::error::Problem;
use super::{Answer, Call, Outcome};
use crate::state::index::{self, leg_micros};

/// Points of an answer where nobody says how many.
const POINTS_USUAL: usize = 2_000;

/// The most points of an answer.
const POINTS_MOST: usize = 20_000;

/// `[[instant, minor], …]` in one currency.
pub fn balance(call: &Call) -> Outcome {
    let account = call.account()?;
    let base = &call.state.base;
    let transactions = &base.ledger.transactions;
    let asked: Option<Currency> = call.read("currency", ("a currency, as in EUR", "une devise, comme EUR"))?;
    let main = base.index.totals[account as usize].main().map(|(currency, _)| currency);
    let currency = asked.or(main).unwrap_or(Currency::EUR);
    let most = call.number("points")?.unwrap_or(POINTS_USUAL).clamp(4, POINTS_MOST);
    let opening = transactions.openings.iter().find(|opening| (opening.0, opening.1) == (account, currency));
    let mut balance = opening.map_or(0, |opening| i128::from(opening.2));
    let end = base.withheld.balances_end(account);
    let mut points: Vec<(i64, i128)> = Vec::new();
    for on in base.index.of_account(account) {
        let (minor, own) = index::amount(transactions, on);
        // From a day on, a balance would tell what is withheld.
        let is_told = end.is_some_and(|end| end <= base.columns.day(on.row as usize));
        if own != currency || is_told {
            continue;
        }
        balance += if on.is_credit { i128::from(minor) } else { -i128::from(minor) };
        points.push((leg_micros(transactions, on), balance));
    }
    let months = months(&points);
    let points = thinned(&points, most);
    let texts = points.iter().map(|(micros, minor)| {
        let instant = jiff::Timestamp::from_microsecond(*micros).map_err(Problem::bug)?;
        Ok(json!([instant.to_string(), minor.to_string()]))
    });
    let points = texts.collect::<Result<Vec<Value>, Problem>>()?;
    Ok(Answer::Json(json!({ "currency": currency.code(), "digits": currency.minor_digits(), "points": points,
                            "opening_known": opening.is_some(), "months": months })))
}

/// Month by month the last, the least and the most: of all points, since the others are thinned.
fn months(points: &[(i64, i128)]) -> Vec<Value> {
    let mut months = BTreeMap::<i64, [i128; 3]>::new();
    for &(micros, minor) in points {
        let day = i32::try_from(micros.div_euclid(86_400_000_000)).ok().and_then(filature_model::from_days);
        let month = day.map_or(0, |day| i64::from(day.year()) * 12 + i64::from(day.month()) - 1);
        let [end, lowest, highest] = months.entry(month).or_insert([minor; 3]);
        (*end, *lowest, *highest) = (minor, minor.min(*lowest), minor.max(*highest));
    }
    let month = |(month, [end, lowest, highest]): (i64, [i128; 3])| {
        let (year, number) = (month.div_euclid(12), month.rem_euclid(12) + 1);
        json!({ "month": format!("{year:04}-{number:02}"), "end": end.to_string(), "lowest": lowest.to_string(),
                "highest": highest.to_string() })
    };
    months.into_iter().map(month).collect()
}

/// Points put together by stretches of time: of each stretch the first, the least, the most and the last, in their order.
pub fn thinned(points: &[(i64, i128)], most: usize) -> Vec<(i64, i128)> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
    if points.len() <= most {
        return points.to_vec();
    }
    let stretches = i128::try_from(most / 4).unwrap_or(1).max(1);
    let span = i128::from(last.0) - i128::from(first.0) + 1;
    let stretch = |micros: i64| (i128::from(micros) - i128::from(first.0)) * stretches / span;
    let mut by_stretch = BTreeMap::<i128, [usize; 4]>::new();
    for (at, &(micros, minor)) in points.iter().enumerate() {
        let kept = by_stretch.entry(stretch(micros)).or_insert([at; 4]);
        if minor < points[kept[1]].1 {
            kept[1] = at;
        }
        if minor > points[kept[2]].1 {
            kept[2] = at;
        }
        kept[3] = at;
    }
    let mut kept: Vec<usize> = by_stretch.into_values().flatten().collect();
    kept.sort_unstable();
    kept.dedup();
    kept.into_iter().map(|at| points[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peak_and_both_ends_survive_thinning() {
        let mut points: Vec<(i64, i128)> = (0..10_000).map(|at| (at * 1_000, i128::from(at % 7))).collect();
        points[4_321].1 = 1_000_000;
        points[8_765].1 = -1_000_000;
        let thin = thinned(&points, 100);
        assert!(thin.len() <= 100 && thin.len() > 50, "{}", thin.len());
        assert!(thin.contains(&points[4_321]) && thin.contains(&points[8_765]));
        assert_eq!((thin.first(), thin.last()), (points.first(), points.last()));
        assert!(thin.is_sorted_by_key(|point| point.0));
        assert_eq!(thinned(&points[..50], 100), points[..50]);
        assert_eq!(thinned(&[(5, 1), (5, 2), (5, 3), (5, 0), (5, 1)], 4), [(5, 1), (5, 3), (5, 0), (5, 1)]);
    }
}
