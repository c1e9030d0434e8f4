use std::fmt;

use jiff::civil::Date;

use super::RateDecimal;
use super::rate::day;
use crate::{Currency, Language, SourceId};

/// Why no figure is given: the table has no rate that could be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingRate {
    /// The currency without a rate.
    pub currency: Currency,
    /// The day for which one was asked.
    pub on: Date,
    /// The first day that was looked at; the last one is `on`.
    pub earliest: Date,
    /// What is wrong.
    pub why: WhyMissing,
}

/// What is wrong with the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyMissing {
    /// It states nothing of the currency in those days.
    NotStated,
    /// It states different rates for the day that would be used.
    Contradictory {
        /// That day.
        published: Date,
        /// What is stated, and by which source; by source and place.
        stated: Vec<(RateDecimal, SourceId)>,
    },
}

impl MissingRate {
    /// The whole sentence, in a language: which currency, which days, why, and what to do.
    pub fn sentence(&self, language: Language) -> String {
        let Self { currency, on, earliest, why } = self;
        let (on, earliest) = (day(*on, language), day(*earliest, language));
        match why {
            WhyMissing::NotStated => match language {
                Language::English => format!(
                    "There is no rate of {currency} for {on}: none is stated from {earliest} to that day. Add a rates \
                     file that has one: filature rates CASE FILE."
                ),
                Language::French => format!(
                    "Il n’y a pas de cours {currency} pour le {on} : aucun n’est donné du {earliest} à ce jour. \
                     Ajouter un fichier de cours qui en donne un : filature rates DOSSIER FICHIER."
                ),
            },
            WhyMissing::Contradictory { published, stated } => {
                let published = day(*published, language);
                let one = |(units, source): &(RateDecimal, SourceId)| format!("{} ({source})", units.written(language));
                let stated: Vec<String> = stated.iter().map(one).collect();
                // In French a comma stands inside each of them.
                let stated = stated.join(language.pick(", ", " ; "));
                match language {
                    Language::English => format!(
                        "The rates of {currency} stated for {published} contradict each other, and none is used for \
                         {on}: {stated}. Find out which one holds, and make the case again without the other file."
                    ),
                    Language::French => format!(
                        "Les cours {currency} donnés pour le {published} se contredisent, et aucun n’est retenu pour \
                         le {on} : {stated}. Établir lequel est juste, et refaire le dossier sans l’autre fichier."
                    ),
                }
            }
        }
    }
}

impl fmt::Display for MissingRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for MissingRate {}
