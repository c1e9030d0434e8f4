//! The outlines and places that the map of corridors is drawn with; where they come from stands in `map/README.md`.
//!
//! All coordinates are whole kilometres on one projection, made beforehand: there is nothing to compute but a scale.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use filature_model::{Language, plain_capitals};

/// A point, kilometres east and north of the middle of the projection.
pub type Kilometres = (i64, i64);

const OUTLINES: &str = include_str!("map/outlines.txt");
const COUNTRIES: &str = include_str!("map/countries.txt");
const TOWNS: &str = include_str!("map/towns.txt");

/// West, east, south and north of what the outlines hold.
pub const EXTENT: (i64, i64, i64, i64) = (-2_750, 2_950, -2_150, 2_250);

/// A place on the map.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Code of its country.
    pub country: String,
    /// The town, in English and French; none for a country as a whole.
    pub town: Option<(String, String)>,
    /// Where it is; for a country, the middle of its largest piece.
    pub at: Kilometres,
}

impl Spot {
    /// What it is called.
    pub fn name(&self, language: Language) -> String {
        match &self.town {
            Some((english, french)) => language.pick(english, french).to_owned(),
            None => country_name(&self.country, language).unwrap_or(&self.country).to_owned(),
        }
    }
}

struct Country {
    english: &'static str,
    french: &'static str,
    at: Kilometres,
}

static KNOWN_COUNTRIES: LazyLock<BTreeMap<&'static str, Country>> = LazyLock::new(|| {
    let country = |line: &'static str| {
        let [code, english, french, x, y] = columns(line)?;
        Some((code, Country { english, french, at: (x.parse().ok()?, y.parse().ok()?) }))
    };
    COUNTRIES.lines().filter_map(country).collect()
});

/// By country and name in capitals.
static KNOWN_TOWNS: LazyLock<BTreeMap<(&'static str, &'static str), Spot>> = LazyLock::new(|| {
    let mut known = BTreeMap::new();
    for line in TOWNS.lines() {
        let Some([country, names, shown, _, _, x, y]) = columns(line) else { continue };
        let (Ok(x), Ok(y)) = (x.parse(), y.parse()) else { continue };
        let (english, french) = shown.split_once('/').unwrap_or((shown, shown));
        let town = Some((english.to_owned(), french.to_owned()));
        for name in names.split('|') {
            known.insert((country, name), Spot { country: country.to_owned(), town: town.clone(), at: (x, y) });
        }
    }
    known
});

fn columns<const N: usize>(line: &'static str) -> Option<[&'static str; N]> {
    line.split(';').collect::<Vec<_>>().try_into().ok()
}

fn country_name(code: &str, language: Language) -> Option<&'static str> {
    KNOWN_COUNTRIES.get(code).map(|country| language.pick(country.english, country.french))
}

/// Where a place is, by the country's code of two letters and the town as any file writes it: the town where it is known, else the
/// middle of its country; none for what is not on the map.
///
/// A town without a country is looked for in all, and taken where only one has a town of that name.
pub fn locate(country: Option<&str>, town: Option<&str>) -> Option<Spot> {
    let town = town.map(plain_capitals).filter(|town| !town.is_empty());
    let Some(code) = country else {
        let town = town?;
        let mut found = KNOWN_TOWNS.iter().filter(|((_, name), _)| *name == town).map(|(_, spot)| spot);
        return found.next().filter(|_| found.next().is_none()).cloned();
    };
    let known = town.and_then(|town| KNOWN_TOWNS.get(&(code, town.as_str())).cloned());
    known.or_else(|| {
        let country = KNOWN_COUNTRIES.get(code)?;
        Some(Spot { country: code.to_owned(), town: None, at: country.at })
    })
}

/// The outlines, each with its country's code and its points.
pub fn outlines() -> impl Iterator<Item = (&'static str, Vec<Kilometres>)> {
    OUTLINES.lines().filter_map(|line| {
        let (code, steps) = line.split_once(' ')?;
        let numbers: Vec<i64> = steps.split(' ').filter_map(|step| step.parse().ok()).collect();
        let mut at = (0, 0);
        let points = numbers.chunks_exact(2).map(|step| {
            at = (at.0 + step[0], at.1 + step[1]);
            at
        });
        Some((code, points.collect()))
    })
}
