//! The tables of a profile, as text.

use filature_dossier::profile::{Flow, Ground, InCurrency, Reading, Regular, Sum, What};
use filature_dossier::vocabulary::{channel, number};
use filature_model::{Channel, KnownBy, Language, from_days};

use super::Told;
use crate::screen;

/// Channels beside each other in 100 columns.
const CHANNELS_BESIDE: usize = 3;
/// Width of who is on the other side.
const PARTY_COLUMNS: usize = 34;
/// The same in the table of regular payments.
const SERIES_COLUMNS: usize = 24;

/// Header, rows, and which columns are set to the right.
pub struct Table {
    /// Headings.
    pub header: Vec<String>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
    /// Columns set to the right.
    pub right: Vec<usize>,
}

/// Makes them.
pub struct Tables<'a> {
    /// All that is told.
    pub told: &'a Told,
    /// The currency.
    pub of: &'a InCurrency,
    /// The language.
    pub language: Language,
}

impl Tables<'_> {
    fn pick(&self, english: &'static str, french: &'static str) -> String {
        self.language.pick(english, french).to_owned()
    }

    fn amount(&self, minor: i128) -> String {
        number(minor, self.of.currency, self.language)
    }

    /// Count and sum; empty where there is nothing.
    fn sum(&self, sum: &Sum) -> [String; 2] {
        if sum.count() == 0 { <[String; 2]>::default() } else { [sum.count().to_string(), self.amount(sum.minor())] }
    }

    /// In and out.
    fn flow(&self, flow: &Flow) -> Vec<String> {
        [self.sum(&flow.credits), self.sum(&flow.debits)].concat()
    }

    fn ways(&self) -> Vec<String> {
        vec!["#".to_owned(), self.pick("in", "entré"), "#".to_owned(), self.pick("out", "sorti")]
    }

    fn headed(&self, first: String, rows: Vec<Vec<String>>, behind: &[String]) -> Table {
        let header = [vec![first], self.ways(), behind.to_vec()].concat();
        Table { header, rows, right: vec![1, 2, 3, 4] }
    }

    /// With others, and between own accounts.
    pub fn totals(&self) -> Vec<Vec<String>> {
        let line = |name: String, flow: &Flow| {
            let [ins, outs] =
                [&flow.credits, &flow.debits].map(|sum| [sum.count().to_string(), self.amount(sum.minor())]);
            let ways = [self.pick("in", "entré"), self.pick("out", "sorti")];
            vec![
                name,
                format!("{} {}", ins[0], ways[0]),
                ins[1].clone(),
                format!("{} {}", outs[0], ways[1]),
                outs[1].clone(),
            ]
        };
        let mut rows = vec![line(self.pick("with others", "avec des tiers"), &self.of.total)];
        if self.of.own.count() > 0 {
            rows.push(line(self.pick("between own accounts", "entre comptes du titulaire"), &self.of.own));
        }
        rows
    }

    fn total(&self, flow: &Flow) -> Vec<String> {
        [vec![self.pick("all", "ensemble")], self.flow(flow)].concat()
    }

    /// By channel.
    pub fn channels(&self) -> Table {
        let row = |(of, flow): &(Channel, Flow)| [vec![channel(*of, self.language)], self.flow(flow)].concat();
        let rows = self.of.months.channels.iter().map(row).chain(self.closing());
        self.headed(self.pick("channel", "moyen"), rows.collect(), &[])
    }

    fn closing(&self) -> Option<Vec<String>> {
        (self.of.total.count() > 0).then(|| self.total(&self.of.total))
    }

    /// Months by channels, some channels beside each other, and the totals in a block of their own.
    pub fn months(&self) -> Vec<Table> {
        let used = &self.of.months.channels;
        let mut blocks = vec![self.month_totals()];
        if used.len() > 1 {
            blocks.extend(used.chunks(CHANNELS_BESIDE).map(|beside| self.month_block(beside)));
        }
        blocks
    }

    fn month_name(&self, (year, month): (i16, i8)) -> String {
        format!("{year:04}-{month:02}")
    }

    fn month_totals(&self) -> Table {
        let months = self.of.months.months.iter();
        let rows = months.map(|month| [vec![self.month_name(month.month)], self.flow(&month.total)].concat());
        self.headed(self.pick("month", "mois"), rows.chain(self.closing()).collect(), &[])
    }

    fn month_block(&self, beside: &[(Channel, Flow)]) -> Table {
        let mut header = vec![self.pick("month", "mois")];
        for (of, _) in beside {
            let name = channel(*of, self.language);
            header.extend(["#".to_owned(), format!("{name} +"), "#".to_owned(), format!("{name} −")]);
        }
        let mut rows = Vec::new();
        for month in &self.of.months.months {
            let cells = beside.iter().map(|(of, _)| {
                let found = month.channels.iter().find(|(channel, _)| channel == of);
                found.map_or_else(|| vec![String::new(); 4], |(_, flow)| self.flow(flow))
            });
            rows.push([vec![self.month_name(month.month)], cells.collect::<Vec<_>>().concat()].concat());
        }
        let sums: Vec<Vec<String>> = beside.iter().map(|(_, flow)| self.flow(flow)).collect();
        rows.push([vec![self.pick("all", "ensemble")], sums.concat()].concat());
        // A column in which nothing ever stands says nothing.
        let kept: Vec<usize> = (0..header.len()).filter(|&at| rows.iter().any(|row| !row[at].is_empty())).collect();
        let only = |cells: &[String]| kept.iter().map(|&at| cells[at].clone()).collect::<Vec<_>>();
        let right = (1..kept.len()).collect();
        Table { header: only(&header), rows: rows.iter().map(|row| only(row)).collect(), right }
    }

    /// Who a party is: the account, and a name or initials.
    fn party(&self, party: u32) -> String {
        let people = &self.told.people;
        let name = people.name(party);
        let text =
            match (people.key(&self.told.seen.ledger.transactions, party), people.known_by(&self.told.seen, party)) {
                (Some(key), _) => [Some(key.to_owned()), name].into_iter().flatten().collect::<Vec<_>>().join(" "),
                (None, Some(KnownBy::Document)) => {
                    format!("{} {}", name.unwrap_or_default(), self.pick("(by document)", "(par pièce)"))
                }
                (None, Some(KnownBy::Telephone)) => {
                    format!("{} {}", name.unwrap_or_default(), self.pick("(by telephone)", "(par téléphone)"))
                }
                (None, _) => format!("~ {}", name.unwrap_or_default()),
            };
        screen::short(text.trim(), PARTY_COLUMNS)
    }

    /// Who paid and was paid.
    pub fn others(&self) -> Table {
        let others = &self.of.others;
        let mut rows: Vec<Vec<String>> = Vec::new();
        for other in &others.largest {
            rows.push([vec![self.party(other.party)], self.flow(&other.flow), days(other.days).to_vec()].concat());
        }
        let none = vec![String::new(); 2];
        if others.rest_count > 0 {
            let name = format!("{} ({})", self.pick("others", "autres"), others.rest_count);
            rows.push([vec![name], self.flow(&others.rest), none.clone()].concat());
        }
        if others.nobody.count() > 0 {
            let name = self.pick("nobody named", "personne de nommé");
            rows.push([vec![name], self.flow(&others.nobody), none.clone()].concat());
        }
        rows.extend(self.closing().map(|all| [all, none].concat()));
        let behind = [self.pick("first", "première"), self.pick("last", "dernière")];
        self.headed(self.pick("account or name", "compte ou nom"), rows, &behind)
    }

    /// Cash by town, way and hour.
    pub fn cash(&self) -> Table {
        let rows = self.of.cash.iter().map(|cash| {
            let town = cash.town.clone().unwrap_or_else(|| self.pick("town not given", "ville non indiquée"));
            let hours = cash.hours.iter().filter_map(|(hour, sum)| hour.map(|hour| format!("{hour}h×{}", sum.count())));
            let no_time = cash.hours.get(&None).map_or_else(String::new, |sum| sum.count().to_string());
            let total = &cash.total;
            let count = total.count().to_string();
            let amount = self.amount(total.credits.minor() + total.debits.minor());
            let hours = screen::short(&hours.collect::<Vec<_>>().join(" "), PARTY_COLUMNS);
            vec![screen::short(&town, 22), channel(cash.channel, self.language), count, amount, no_time, hours]
        });
        let header = vec![
            self.pick("town", "ville"),
            self.pick("way", "sens"),
            "#".to_owned(),
            self.pick("sum", "somme"),
            self.pick("no time given", "sans heure"),
            self.pick("by hour", "par heure"),
        ];
        Table { header, rows: rows.collect(), right: vec![2, 3, 4] }
    }

    /// By country.
    pub fn abroad(&self) -> Table {
        let rows = self.of.abroad.iter().map(|row| [vec![row.country.clone()], self.flow(&row.flow)].concat());
        self.headed(self.pick("country", "pays"), rows.collect(), &[])
    }

    /// What comes back regularly.
    pub fn regular(&self) -> Table {
        let mut rows = Vec::new();
        for series in &self.of.regular {
            rows.push(self.series(series));
            // What it is called is no figure: it stands below, in a line of its own.
            if let Some(reading) = series.reading {
                let mut line = vec![String::new(); 8];
                line[0] = format!("  {}", reading_text(reading, self.language));
                rows.push(line);
            }
        }
        let header = vec![
            self.pick("with", "avec"),
            String::new(),
            "#".to_owned(),
            self.pick("every", "chaque"),
            self.pick("amounts", "montants"),
            self.pick("sum", "somme"),
            self.pick("first", "première"),
            self.pick("last", "dernière"),
        ];
        Table { header, rows, right: vec![2, 4, 5] }
    }

    fn series(&self, series: &Regular) -> Vec<String> {
        let way = if series.is_credit { "+" } else { "−" }.to_owned();
        let every = series.interval.name(self.language).to_owned();
        let (least, most) = series.amounts;
        let amounts = if least == most {
            self.amount(i128::from(least))
        } else {
            format!("{}..{}", self.amount(i128::from(least)), self.amount(i128::from(most)))
        };
        let [first, last] = days(series.days);
        let count = series.sum.count().to_string();
        vec![
            screen::short(&self.party(series.party), SERIES_COLUMNS),
            way,
            count,
            every,
            amounts,
            self.amount(series.sum.minor()),
            first,
            last,
        ]
    }
}

/// What a series is called: what the file says, or what it reads like.
pub fn reading_text(reading: Reading, language: Language) -> String {
    let what = match reading.what {
        What::Wage => language.pick("wage", "salaire"),
        What::Rent => language.pick("rent", "loyer"),
        What::Benefit => language.pick("benefit", "prestation"),
    };
    let by = match reading.ground {
        Ground::Payroll => return format!("{} {what}", language.pick("the file says:", "le fichier dit\u{a0}:")),
        Ground::PublicBody => language.pick("public body", "organisme public"),
        Ground::Category => language.pick("category", "catégorie"),
        Ground::Text => language.pick("text", "libellé"),
    };
    format!("{} {what} ({by})?", language.pick("reads like", "semble être"))
}

fn days((first, last): (i32, i32)) -> [String; 2] {
    [first, last].map(|day| from_days(day).map_or_else(String::new, |day| day.to_string()))
}
