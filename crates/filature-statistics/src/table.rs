//! What the tables of a population count, and in which columns.
//!
//! The columns are always all of them, whoever is in the cases: a column that came and went with the people in it would say that
//! somebody is there.

use crate::hide::Cell;
use crate::network::Shape;
use crate::people::{Age, Exploitation, Person, Sex};
use crate::periods::Period;

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its word in data: `0-17`, or `0-17/female` for one below another.
    pub word: String,
    /// Whether it says something of people, and not that nothing is known.
    pub tells: bool,
}

/// What a table counts by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// Age, and sex below it.
    AgeAndSex,
    /// Sex.
    Sex,
    /// Form of exploitation.
    Exploitation,
    /// Citizenship, seen from this State (two capitals).
    Citizenship(String),
}

/// Member States of the European Union since 1 February 2020.
const EUROPEAN_UNION: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// The last of the words: nothing is known, or two things are said.
pub const NOT_STATED: &str = "not-stated";
const AGES: [&str; 3] = ["0-17", "18+", NOT_STATED];
const SEXES: [&str; 3] = ["female", "male", NOT_STATED];
const FORMS: [&str; 4] = ["sexual", "labour", "other", NOT_STATED];
const CITIZENSHIPS: [&str; 4] = ["reporting-country", "other-eu", "non-eu", NOT_STATED];

impl By {
    /// The word in data.
    pub fn word(&self) -> &'static str {
        match self {
            Self::AgeAndSex => "age-and-sex",
            Self::Sex => "sex",
            Self::Exploitation => "exploitation",
            Self::Citizenship(_) => "citizenship",
        }
    }

    /// The columns, each group before those below it.
    pub fn columns(&self) -> Vec<Column> {
        let column = |word: &str| Column { word: word.to_owned(), tells: word != NOT_STATED };
        match self {
            Self::AgeAndSex => AGES.iter().flat_map(|age| below(age)).collect(),
            Self::Sex => SEXES.map(column).to_vec(),
            Self::Exploitation => FORMS.map(column).to_vec(),
            Self::Citizenship(_) => CITIZENSHIPS.map(column).to_vec(),
        }
    }

    fn groups(&self) -> Vec<usize> {
        match self {
            Self::AgeAndSex => vec![SEXES.len(); AGES.len()],
            Self::Sex => vec![0; SEXES.len()],
            Self::Exploitation => vec![0; FORMS.len()],
            Self::Citizenship(_) => vec![0; CITIZENSHIPS.len()],
        }
    }

    /// The columns in which a person stands.
    fn of(&self, person: &Person) -> Vec<usize> {
        let sex = match person.sex {
            Some(Sex::Female) => 0,
            Some(Sex::Male) => 1,
            None => 2,
        };
        match self {
            Self::Sex => vec![sex],
            Self::AgeAndSex => {
                let age = match person.age {
                    Some(Age::Child) => 0,
                    Some(Age::Adult) => 1,
                    None => 2,
                };
                let group = age * (1 + SEXES.len());
                vec![group, group + 1 + sex]
            }
            Self::Exploitation => vec![match person.exploitation {
                Some(Exploitation::Sexual) => 0,
                Some(Exploitation::Labour) => 1,
                Some(Exploitation::Other) => 2,
                None => 3,
            }],
            Self::Citizenship(reporting) => vec![match person.citizenship.as_deref() {
                Some(country) if country == reporting => 0,
                Some(country) if EUROPEAN_UNION.contains(&country) => 1,
                Some(_) => 2,
                None => 3,
            }],
        }
    }

    /// The shape of the table over so many periods.
    pub fn shape(&self, periods: usize) -> Shape {
        Shape { periods, groups: self.groups() }
    }

    /// The counts, row by row: all periods, then each.
    pub fn counts(&self, people: &[&Person], periods: &[Period]) -> Vec<u64> {
        let columns = self.columns().len();
        let mut counts = vec![0; columns * (periods.len() + 1)];
        for person in people {
            let row = periods.iter().position(|period| (period.from..=period.to).contains(&person.year));
            for row in [Some(0), row.map(|row| row + 1)].into_iter().flatten() {
                self.of(person).into_iter().for_each(|column| counts[row * columns + column] += 1);
            }
        }
        counts
    }

    /// The cells: `too_few` says which are hidden by themselves.
    pub fn cells(&self, counts: &[u64], too_few: &[bool]) -> Vec<Cell> {
        let columns = self.columns();
        let cell = |(at, (&count, &too_few)): (usize, (&u64, &bool))| Cell {
            count,
            too_few,
            empty_tells: columns[at % columns.len()].tells,
        };
        counts.iter().zip(too_few).enumerate().map(cell).collect()
    }
}

/// An age, and the sexes below it.
fn below(age: &str) -> Vec<Column> {
    let known = age != NOT_STATED;
    let sex = |sex: &&str| Column { word: format!("{age}/{sex}"), tells: known && *sex != NOT_STATED };
    [Column { word: age.to_owned(), tells: known }].into_iter().chain(SEXES.iter().map(sex)).collect()
}
