//! The tables of a profile that not every account has: cash, other countries, what comes back regularly.

use super::profile_tables::Page;
use crate::document::{Figure, Grounds, Inline, Row, Set, Table};
use crate::markup::{filled, sentence, words};
use crate::profile::{Cash, Interval, Regular};
use crate::schedules::channel;
use crate::wording::{self as common, Pair, countries::COUNTRIES, profiles as wording};

impl Page<'_, '_> {
    pub(super) fn cash(&self) -> Table {
        let bare = self.subject.hides_places;
        let say = |pair: Pair, set| (self.desk.say(pair), set);
        let mut columns = Vec::new();
        columns.extend((!bare).then(|| say(wording::COL_TOWN, Set::Left)));
        columns.extend([
            say(wording::COL_WAY, Set::Left),
            say(wording::COL_COUNT, Set::Right),
            say(wording::COL_SUM, Set::Right),
        ]);
        columns.extend((!bare).then(|| say(wording::COL_HOURS, Set::Left)));
        columns.push(say(common::COL_ENTRIES, Set::Left));
        let rows = self.of.cash.iter().filter_map(|cash| self.cash_row(cash, bare)).collect();
        let caption = if bare { wording::CASH_CAPTION_BARE } else { wording::CASH_CAPTION };
        self.table("cash", self.say(caption), columns, rows)
    }

    fn cash_row(&self, cash: &Cash, bare: bool) -> Option<Row> {
        let (flows, total) = (self.flows(), &cash.total);
        let grounds = flows.grounds(&[&total.credits, &total.debits])?;
        let mut cells = Vec::new();
        if !bare {
            let town = cash.town.clone().map(Inline::Data);
            cells.push(vec![town.unwrap_or_else(|| words(wording::UNKNOWN_TOWN, self.desk.language))]);
        }
        cells.extend([
            self.say(channel(cash.channel)),
            vec![flows.count(total.count(), &grounds)],
            vec![flows.amount(total.credits.minor() + total.debits.minor(), &grounds)],
        ]);
        if !bare {
            cells.push(self.hours(cash, &grounds));
        }
        cells.push(flows.entries(&grounds));
        Some(Row { cells, ..Row::default() })
    }

    fn hours(&self, cash: &Cash, grounds: &Grounds) -> Vec<Inline> {
        let mut text = Vec::new();
        let (timed, untimed): (Vec<_>, Vec<_>) = cash.hours.iter().partition(|(hour, _)| hour.is_some());
        for (hour, sum) in timed.into_iter().chain(untimed) {
            text.extend((!text.is_empty()).then(|| Inline::Words(", ".to_owned())));
            let count = self.flows().count(sum.count(), grounds);
            text.extend(match hour {
                Some(hour) => sentence(wording::AT_HOUR, self.desk.language, &[Inline::Words(hour.to_string()), count]),
                None => sentence(wording::NO_TIME, self.desk.language, &[count]),
            });
        }
        text
    }

    pub(super) fn abroad(&self) -> Table {
        let flows = self.flows();
        let name = |code: &str| match COUNTRIES.iter().find(|(known, _)| *known == code) {
            Some((_, name)) => vec![words(*name, self.desk.language)],
            None => vec![Inline::Data(code.to_owned())],
        };
        let rows = self.of.abroad.iter().filter_map(|of| flows.row(name(&of.country), &[&of.flow], Vec::new(), false));
        let rows = rows.collect();
        let columns = flows.columns((wording::COL_COUNTRY, Set::Left), &[]);
        self.table("abroad", self.say(wording::ABROAD_CAPTION), columns, rows)
    }

    pub(super) fn regular(&self) -> Table {
        let say = |pair: Pair, set| (self.desk.say(pair), set);
        let columns = vec![
            say(wording::COL_NUMBER, Set::Tight),
            say(wording::COL_WHO, Set::Left),
            say(wording::COL_EVERY, Set::Tight),
            say(wording::COL_COUNT, Set::Right),
            say(wording::COL_AMOUNTS, Set::Bounds),
            say(wording::COL_SUM, Set::Right),
            say(wording::COL_DAYS, Set::Tight),
            say(common::COL_ENTRIES, Set::Left),
        ];
        let rows = (1..).zip(&self.of.regular).filter_map(|(number, series)| self.series(number, series)).collect();
        self.table("regular", self.say(wording::REGULAR_CAPTION), columns, rows)
    }

    fn series(&self, number: usize, series: &Regular) -> Option<Row> {
        let (flows, language) = (self.flows(), self.desk.language);
        let grounds = flows.grounds(&[&series.sum])?;
        let every = if series.is_credit { wording::IN_EVERY } else { wording::OUT_EVERY };
        let interval = self.say(match series.interval {
            Interval::Week => wording::WEEKLY,
            Interval::Fortnight => wording::FORTNIGHTLY,
            Interval::Month => wording::MONTHLY,
        });
        let (least, most) = series.amounts;
        let range = Figure::range(i128::from(least), i128::from(most), self.of.currency, language, grounds.clone());
        let cells = vec![
            vec![self.desk.tally(number)],
            self.party(series.party, &[&series.sum]),
            filled(every, language, &[interval]),
            vec![flows.count(series.sum.count(), &grounds)],
            vec![Inline::Figure(range)],
            vec![flows.amount(series.sum.minor(), &grounds)],
            self.days(series.days),
            flows.entries(&grounds),
        ];
        Some(Row { cells, ..Row::default() })
    }
}
