//! Cash by town, way and hour.

use std::collections::BTreeMap;

use filature_model::{Channel, Details};

use super::{Flow, Numbered, Side, Sum};

const MINUTES_OF_AN_HOUR: u16 = 60;

/// Cash of one town and one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cash {
    /// The town as the file has it, in capitals; none where it says none.
    pub town: Option<String>,
    /// Paid in or drawn.
    pub channel: Channel,
    /// All of it.
    pub total: Flow,
    /// By the hour of the day; under none what has no time.
    pub hours: BTreeMap<Option<u16>, Sum>,
}

pub fn of(details: &Details, sides: &Numbered<'_>) -> Vec<Cash> {
    let mut rows = BTreeMap::<(bool, Option<u32>, bool), Cash>::new();
    for &(at, side) in sides.iter().filter(|(_, side)| matches!(side.channel, Channel::CashIn | Channel::CashOut)) {
        let row =
            rows.entry((side.town.is_none(), side.town, side.channel == Channel::CashOut)).or_insert_with(|| Cash {
                town: side.town.and_then(|town| details.city.words.get(town)).map(str::to_owned),
                channel: side.channel,
                total: Flow::default(),
                hours: BTreeMap::new(),
            });
        row.total.take(at, side);
        row.hours.entry(side.minute.map(|minute| minute / MINUTES_OF_AN_HOUR)).or_default().take(at, side);
    }
    let mut rows: Vec<Cash> = rows.into_values().collect();
    // The largest first; of equal sums by the name of the town, and what names none last.
    rows.sort_by_key(|row| std::cmp::Reverse(row.total.credits.minor() + row.total.debits.minor()));
    rows
}

/// The same by way alone, without towns and hours. `sides` are all of the profile.
pub fn without_places(rows: Vec<Cash>, sides: &[Side]) -> Vec<Cash> {
    let mut by_way = BTreeMap::<bool, (Channel, Vec<u32>)>::new();
    for cash in rows {
        let places = [&cash.total.credits, &cash.total.debits].into_iter().flat_map(Sum::sides);
        let of_way = by_way.entry(cash.channel == Channel::CashOut).or_insert_with(|| (cash.channel, Vec::new()));
        of_way.1.extend(places);
    }
    let row = |(channel, mut places): (Channel, Vec<u32>)| {
        places.sort_unstable();
        let mut cash = Cash { town: None, channel, total: Flow::default(), hours: BTreeMap::new() };
        for at in places {
            if let Some(side) = sides.get(at as usize) {
                cash.total.take(at, side);
                cash.hours.entry(None).or_default().take(at, side);
            }
        }
        cash
    };
    by_way.into_values().map(row).collect()
}
