//! The figures of a window, each counted from the time it is first asked.

use std::ops::Range;

use filature_model::{NO_WORD, OUTSIDE};

use super::middle::Middle;
use crate::measures::View;
use crate::measures::events::Event;
use crate::measures::figures::{Moments, cell_of};
use crate::measures::reading::{is_night, known, month_of, number};
use crate::measures::sliding::{Largest, Sliding, Sum, Tally};

/// One sliding count for each column, or for columns that are counted together.
#[derive(Default)]
pub(super) struct Figures {
    amounts: Sliding<Moments>,
    euro: Sliding<Sum>,
    least: Sliding<Largest>,
    most: Sliding<Largest>,
    others: Sliding<Tally>,
    unknowns: Sliding<Sum>,
    cities: Sliding<Tally>,
    countries: Sliding<Tally>,
    terminals: Sliding<Tally>,
    days: Sliding<Tally>,
    months: Sliding<Tally>,
    night: Sliding<Sum>,
    round: Sliding<Sum>,
    texts: Sliding<Tally>,
    middle: Middle,
}

impl Figures {
    /// Forgets the events: others stand at their places from now on.
    pub(super) fn reset(&mut self) {
        self.amounts.reset();
        self.euro.reset();
        self.least.reset();
        self.most.reset();
        self.others.reset();
        self.unknowns.reset();
        self.cities.reset();
        self.countries.reset();
        self.terminals.reset();
        self.days.reset();
        self.months.reset();
        self.night.reset();
        self.round.reset();
        self.texts.reset();
        self.middle.reset();
    }

    /// The figure of a column, a position in [`super::COLUMNS`], over a window of the events of one currency.
    pub(super) fn figure(
        &mut self,
        column: usize,
        view: &View<'_>,
        events: &[Event],
        (group, window): (&Range<usize>, &Range<usize>),
    ) -> Option<i64> {
        let details = view.details;
        let word = |code: u32| (code != NO_WORD).then_some(code);
        let other = |at: usize| known(events[at].other);
        let day = |at: usize| view.day(events[at].place());
        match column {
            7 => Some(cell_of(self.amounts.at(window, |at| events[at].minor).sum)),
            9 => {
                let euro = self.euro.at(window, |at| details.euro(events[at].place()));
                (euro.unknown == 0).then_some(cell_of(euro.sum))
            }
            10 => self.least.at(window, |at| -events[at].minor).value().map(|minor| -minor),
            11 => self.most.at(window, |at| events[at].minor).value(),
            12 => self.middle.of(events, group, window),
            13 => {
                let amounts = events[window.clone()].iter().map(|event| event.minor);
                Some(self.amounts.at(window, |at| events[at].minor).cv_permille(amounts))
            }
            14 => Some(number(self.others.at(window, other).distinct())),
            15 => Some(number(self.others.at(window, other).once)),
            16 => Some(number(self.unknowns.at(window, |at| (events[at].other == OUTSIDE).then_some(1)).known)),
            17 => distinct(&mut self.cities, window, |at| word(details.city.code(events[at].place()))),
            18 => distinct(&mut self.countries, window, |at| word(details.country.code(events[at].place()))),
            19 => distinct(&mut self.terminals, window, |at| word(details.terminal.code(events[at].place()))),
            20 => distinct(&mut self.days, window, |at| Some(day(at).cast_unsigned())),
            21 => distinct(&mut self.months, window, |at| Some(month_of(day(at)).cast_unsigned())),
            22 | 23 => {
                let minute = |at: usize| details.minute_of(events[at].place());
                let night = self.night.at(window, |at| minute(at).map(|minute| i64::from(is_night(minute))));
                Some(if column == 22 { cell_of(night.sum) } else { number(night.known) })
            }
            24 => Some(number(self.round.at(window, |at| is_round(&events[at]).then_some(1)).known)),
            25 => distinct(&mut self.texts, window, |at| word(details.text.code(events[at].place()))),
            _ => None,
        }
    }
}

fn distinct(tally: &mut Sliding<Tally>, window: &Range<usize>, key: impl Fn(usize) -> Option<u32>) -> Option<i64> {
    Some(number(tally.at(window, key).distinct()))
}

/// Whole multiples of 10 units; nothing at all is none.
fn is_round(event: &Event) -> bool {
    let ten_units = 10_i64.pow(event.currency.minor_digits() + 1);
    event.minor > 0 && event.minor % ten_units == 0
}
