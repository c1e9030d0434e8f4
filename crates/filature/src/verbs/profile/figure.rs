//! What each figure of a profile is called, so that somebody who looks at one can ask for its rows.
//!
//! ```text
//! EUR/total/in            EUR/month/2024-03/in     EUR/month/2024-03/card/out    EUR/channel/card/out    EUR/own/in
//! EUR/other/3/in          EUR/others/in            EUR/nobody/out                EUR/abroad/DE/out
//! EUR/cash/2/17           EUR/cash/2/none          EUR/regular/1
//! ```
//!
//! Counterparties, cash and regular payments are numbered as the profile lists them, from one. A name is of the case as it is: a file more
//! can move a number, never the rows behind what is shown.

use filature_desk::ProfileRow;
use filature_dossier::profile::{Flow, InCurrency, Sum};
use filature_model::{Channel, Currency};

use super::Told;

/// The name of a figure.
pub fn name(currency: Currency, path: &[&str]) -> String {
    [&[currency.code()], path].concat().join("/")
}

/// The rows of a figure, in their order; none where no figure is called so.
pub fn rows(told: &Told, name: &str) -> Option<Vec<ProfileRow>> {
    let parts: Vec<&str> = name.split('/').collect();
    let (code, path) = parts.split_first()?;
    let of = told.profile.currencies.iter().find(|of| of.currency.code() == *code)?;
    let ledger = &told.seen.ledger.transactions;
    let row = |&at: &u32| {
        let side = told.profile.sides.get(at as usize)?;
        Some(ProfileRow {
            transaction: ledger.ids.get(side.transaction as usize)?.clone(),
            account: ledger.account(side.account)?.as_str().to_owned(),
            is_credit: side.is_credit,
        })
    };
    sum(of, path)?.sides().iter().map(row).collect()
}

/// The figure of a path.
fn sum<'a>(of: &'a InCurrency, path: &[&str]) -> Option<&'a Sum> {
    let one_of = |text: &str| text.parse::<usize>().ok()?.checked_sub(1);
    let others = &of.others;
    match path {
        ["cash", number, hour] => {
            let hour = if *hour == "none" { None } else { Some(hour.parse().ok()?) };
            of.cash.get(one_of(number)?)?.hours.get(&hour)
        }
        ["regular", number] => of.regular.get(one_of(number)?).map(|series| &series.sum),
        [path @ .., way] => {
            let flow = match path {
                ["total"] => &of.total,
                ["own"] => &of.own,
                ["others"] => &others.rest,
                ["nobody"] => &others.nobody,
                ["other", number] => &others.largest.get(one_of(number)?)?.flow,
                ["channel", word] => channel(&of.months.channels, word)?,
                ["month", month] => &of.months.months.iter().find(|known| text(known.month) == *month)?.total,
                ["month", month, word] => {
                    channel(&of.months.months.iter().find(|known| text(known.month) == *month)?.channels, word)?
                }
                ["abroad", country] => &of.abroad.iter().find(|known| known.country == *country)?.flow,
                _ => return None,
            };
            match *way {
                "in" => Some(&flow.credits),
                "out" => Some(&flow.debits),
                _ => None,
            }
        }
        [] => None,
    }
}

fn channel<'a>(channels: &'a [(Channel, Flow)], word: &str) -> Option<&'a Flow> {
    channels.iter().find(|(known, _)| known.word() == word).map(|(_, flow)| flow)
}

/// A month as figures are called by it.
pub fn text((year, month): (i16, i8)) -> String {
    format!("{year:04}-{month:02}")
}
