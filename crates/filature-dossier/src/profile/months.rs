//! Months by channels.

use std::collections::BTreeMap;

use filature_model::{Channel, from_days};

use super::{Flow, Numbered};

/// Months by channels, and both sums.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Months {
    /// The months in which anything moved, in order.
    pub months: Vec<OfMonth>,
    /// Each channel over all months, in the order of [`Channel::ALL`]; those that are used.
    pub channels: Vec<(Channel, Flow)>,
}

/// A month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfMonth {
    /// Year and month, 1 for January.
    pub month: (i16, i8),
    /// All channels.
    pub total: Flow,
    /// Each channel that is used.
    pub channels: Vec<(Channel, Flow)>,
}

/// Year and month of a day.
pub fn month_of(day: i32) -> (i16, i8) {
    from_days(day).map_or((0, 0), |day| (day.year(), day.month()))
}

pub fn of(sides: &Numbered<'_>) -> Months {
    let mut months = BTreeMap::<(i16, i8), (Flow, ByChannel)>::new();
    let mut channels = ByChannel::default();
    for &(at, side) in sides {
        let month = months.entry(month_of(side.day)).or_default();
        month.0.take(at, side);
        for by_channel in [&mut month.1, &mut channels] {
            by_channel.0[side.channel as usize].take(at, side);
        }
    }
    let month =
        |(month, (total, channels)): (_, (Flow, ByChannel))| OfMonth { month, total, channels: channels.used() };
    Months { months: months.into_iter().map(month).collect(), channels: channels.used() }
}

/// A flow a channel, in the order of all channels.
#[derive(Default)]
struct ByChannel([Flow; Channel::ALL.len()]);

impl ByChannel {
    fn used(self) -> Vec<(Channel, Flow)> {
        Channel::ALL.into_iter().zip(self.0).filter(|(_, flow)| flow.count() > 0).collect()
    }
}
