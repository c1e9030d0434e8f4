//! From people and sums to what is published.

use std::collections::BTreeMap;

use filature_model::{Currency, decimal_string};
use serde::Serialize;

use crate::amounts::{self, Contribution};
use crate::hide::hide;
use crate::lots::{Lots, ROUNDED_TO};
use crate::people::{AccountInCase, Part, People, Person, Stated};
use crate::periods::{Period, periods};
use crate::table::By;
use crate::wording::{self, NotHeld};

/// The fewest people that a figure may be about. Published data of the Counter-Trafficking Data Collaborative takes the same number.
pub const FEWEST: u64 = 11;

/// All that is counted.
#[derive(Clone, Debug, Default)]
pub struct Records {
    /// How many cases.
    pub cases: u64,
    /// Their accounts: those on which somebody decided, and those where money was located.
    pub accounts: Vec<AccountInCase>,
    /// What people stated of others.
    pub stated: Vec<Stated>,
    /// Money located by traces.
    pub located: Vec<Located>,
    /// Money confiscated, as people stated it.
    pub confiscated: Vec<Located>,
}

/// Money of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The account; none where a person named none.
    pub account: Option<String>,
    /// The case, by its place among them.
    pub case: usize,
    /// The least, minor units.
    pub low_minor: i64,
    /// The most.
    pub high_minor: i64,
    /// The currency.
    pub currency: Currency,
}

/// What is published. A count is a multiple of [`ROUNDED_TO`], a hidden one `null`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Publication {
    /// The fewest people that a figure is about.
    pub k: u64,
    /// What counts are rounded to.
    pub rounded_to: u64,
    /// The State from which citizenship is seen, if one was named.
    pub country: Option<String>,
    /// How many cases were counted.
    pub cases: Option<u64>,
    /// Victims, suspects, convicted persons.
    pub populations: Vec<Population>,
    /// Sums of money.
    pub amounts: Vec<Amount>,
    /// What States ask and cases do not hold, or not unless a person states it.
    pub not_held: Vec<NotHeld>,
}

/// People of one part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Population {
    /// `victims`, `suspects` or `convicted`.
    pub population: &'static str,
    /// How many.
    pub total: Option<u64>,
    /// By period: of the whole population nothing is shown where there is none.
    pub periods: Vec<Row>,
    /// By period and another thing.
    pub tables: Vec<PublishedTable>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PublishedTable {
    /// `age-and-sex`, `sex`, `exploitation` or `citizenship`.
    pub by: &'static str,
    /// The words of the columns; `0-17/female` stands below `0-17`.
    pub columns: Vec<String>,
    /// All periods together where there are several, then each.
    pub rows: Vec<Row>,
}

/// A row: of the sums of periods one with a single cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// `all`, `2024` or `2021-2023`.
    pub period: String,
    /// The counts, column by column.
    pub counts: Vec<Option<u64>>,
}

/// A sum of money, decimal strings; `null` where it cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Amount {
    /// `assets-located` or `assets-confiscated`.
    pub amount: &'static str,
    /// The currency.
    pub currency: String,
    /// The least.
    pub low: Option<String>,
    /// The most.
    pub high: Option<String>,
}

/// The row of all periods together.
const ALL: &str = "all";

/// Counts, hides and rounds. `k` is never less than [`FEWEST`].
pub fn publish(records: &Records, k: u64, country: Option<&str>) -> Publication {
    let k = k.max(FEWEST);
    let people = People::of(&records.accounts, &records.stated);
    let lots = Lots::of(&everything(records, &people));
    let citizenship = || country.map(|country| By::Citizenship(country.to_owned()));
    let of = |part: Part, population, tables: Vec<By>| {
        let people: Vec<&Person> = people.people.iter().filter(|person| person.part == part).collect();
        let tables: Vec<By> = tables.into_iter().chain(citizenship()).collect();
        self::population(population, &people, &tables, &lots, k)
    };
    Publication {
        k,
        rounded_to: ROUNDED_TO,
        country: country.map(str::to_owned),
        cases: lots.shown("cases", records.cases, k),
        populations: vec![
            of(Part::Victim, "victims", vec![By::AgeAndSex, By::Exploitation]),
            of(Part::Suspect, "suspects", vec![By::Sex]),
            of(Part::Convicted, "convicted", vec![By::Sex]),
        ],
        amounts: [("assets-located", &records.located), ("assets-confiscated", &records.confiscated)]
            .into_iter()
            .flat_map(|(what, parts)| sums(what, parts, &people, &lots, k))
            .collect(),
        not_held: wording::not_held(country.is_some()),
    }
}

/// All that is counted, in an order that does not depend on that of the cases: what lots are drawn from. `k` and the State are not
/// in it: a figure that several outputs show is the same in all of them.
fn everything(records: &Records, people: &People) -> Vec<String> {
    let mut all: Vec<String> = people.people.iter().map(|person| format!("{person:?}")).collect();
    all.extend(records.accounts.iter().map(|account| format!("{account:?}")));
    let money = |located: &Located| {
        format!("{:?} {} {} {}", located.account, located.low_minor, located.high_minor, located.currency.code())
    };
    all.extend(records.located.iter().map(|located| format!("located {}", money(located))));
    all.extend(records.confiscated.iter().map(|located| format!("confiscated {}", money(located))));
    all.push(format!("cases {}", records.cases));
    all.sort_unstable();
    all
}

fn population(population: &'static str, people: &[&Person], tables: &[By], lots: &Lots, k: u64) -> Population {
    let mut by_year = BTreeMap::<i16, u64>::new();
    people.iter().for_each(|person| *by_year.entry(person.year).or_default() += 1);
    let periods = periods(population, &by_year, lots, k);
    let row = |period: &Period| Row { period: period.name(), counts: vec![Some(period.shown)] };
    let total = match periods.as_slice() {
        [] => None,
        [only] => Some(only.shown),
        several => lots.shown(&format!("{population}/{ALL}"), several.iter().map(|period| period.count).sum(), k),
    };
    let tables = if periods.is_empty() { &[] } else { tables };
    Population {
        population,
        total,
        periods: periods.iter().map(row).collect(),
        tables: tables.iter().map(|by| table(population, by, people, &periods, lots, k)).collect(),
    }
}

fn table(population: &str, by: &By, people: &[&Person], periods: &[Period], lots: &Lots, k: u64) -> PublishedTable {
    let columns = by.columns();
    let counts = by.counts(people, periods);
    // With one period, the row of all periods repeats it: the lots of both are the same, and one of them is left out below.
    let only = periods.len() == 1;
    let names = periods.iter().map(Period::name);
    let names: Vec<String> =
        if only { names.cycle().take(2).collect() } else { [ALL.to_owned()].into_iter().chain(names).collect() };
    let word = by.word();
    let cell_name = |at: usize| {
        let column = &columns[at % columns.len()].word;
        format!("{population}/{word}/{}/{column}", names[at / columns.len()])
    };
    let shown: Vec<Option<u64>> =
        counts.iter().enumerate().map(|(at, &count)| lots.shown(&cell_name(at), count, k)).collect();
    let too_few: Vec<bool> = shown.iter().map(Option::is_none).collect();
    let hidden = hide(&by.shape(periods.len()), &by.cells(&counts, &too_few), k);
    let cells: Vec<Option<u64>> = shown.iter().zip(&hidden).map(|(shown, &hidden)| shown.filter(|_| !hidden)).collect();
    let rows = cells.chunks(columns.len()).zip(&names).skip(usize::from(only));
    PublishedTable {
        by: word,
        columns: columns.iter().map(|column| column.word.clone()).collect(),
        rows: rows.map(|(cells, name)| Row { period: name.clone(), counts: cells.to_vec() }).collect(),
    }
}

/// Sums by currency: the euro always, another where it can be shown, since its name alone would say that there is something.
fn sums(what: &'static str, located: &[Located], people: &People, lots: &Lots, k: u64) -> Vec<Amount> {
    /// An account that several cases know of is one: the largest figure counts, not the sum. Each sum without an account is its own.
    type Known<'a> = (Option<&'a str>, usize);
    let mut by_currency = BTreeMap::from([(Currency::EUR, BTreeMap::<Known<'_>, Contribution>::new())]);
    for (at, part) in located.iter().enumerate() {
        // Money without an account is nobody's but its case's; numbers above those of accounts are no person's.
        let person = part.account.as_ref().and_then(|account| people.of_account.get(account).copied());
        let of = person.unwrap_or(usize::MAX - part.case);
        let account = part.account.as_deref();
        let key = (account, if account.is_some() { 0 } else { at });
        let known = by_currency.entry(part.currency).or_default().entry(key);
        let sum = known.or_insert(Contribution { of, case: part.case, low_minor: 0, high_minor: 0 });
        sum.low_minor = sum.low_minor.max(part.low_minor);
        sum.high_minor = sum.high_minor.max(part.high_minor);
    }
    let amount = |(currency, parts): (Currency, BTreeMap<Known<'_>, Contribution>)| {
        let parts: Vec<Contribution> = parts.into_values().collect();
        let sum = amounts::sum(what, currency, &parts, lots, k);
        let written = |minor: u128| decimal_string(i128::try_from(minor).unwrap_or(i128::MAX), currency);
        (sum.is_some() || currency == Currency::EUR).then(|| Amount {
            amount: what,
            currency: currency.code().to_owned(),
            low: sum.map(|sum| written(sum.low_minor)),
            high: sum.map(|sum| written(sum.high_minor)),
        })
    };
    by_currency.into_iter().filter_map(amount).collect()
}
