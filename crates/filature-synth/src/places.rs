//! Towns and what stands in them: cash machines, agents of money-transfer operators, shops.
//!
//! Their number grows with the population of the case, so that a machine has some hundred users and an agent some
//! hundred customers at any size. Large towns are real; small ones, machines, agents and shops are invented.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::dice::Dice;
use crate::names::fancy;
use crate::people::{Origin, printed};

/// A shop or a service that takes cards.
pub(crate) struct Shop {
    pub(crate) name: Arc<str>,
    pub(crate) mcc: &'static str,
    /// Least and most of a purchase, in cents.
    pub(crate) price: (i64, i64),
    /// First and last minute of the day at which people buy there; past 1439 it is after midnight.
    pub(crate) open: (i32, i32),
}

/// A town or village.
pub(crate) struct Place {
    pub(crate) name: Arc<str>,
    pub(crate) origin: Origin,
    pub(crate) machines: Vec<Arc<str>>,
    pub(crate) agents: Vec<Arc<str>>,
    pub(crate) shops: Vec<Shop>,
    /// Positions in `shops`, each as often as people go there.
    often: Vec<u8>,
}

/// All places of a case.
pub(crate) struct Places {
    all: Vec<Place>,
    by_name: BTreeMap<(&'static str, Arc<str>), usize>,
    /// French towns stand first, the largest before the others.
    french: usize,
    /// The sum of the French towns' sizes up to each.
    sizes: Vec<u64>,
}

/// Real towns after those of [`Origin::towns`].
const MORE_TOWNS: [&str; 22] = [
    "Clermont-Ferrand",
    "Besançon",
    "Annecy",
    "Roanne",
    "Nîmes",
    "Avignon",
    "Tours",
    "Orléans",
    "Reims",
    "Troyes",
    "Angers",
    "Limoges",
    "Poitiers",
    "Rouen",
    "Metz",
    "Mulhouse",
    "Pau",
    "Perpignan",
    "Brest",
    "Vannes",
    "Amiens",
    "Bourges",
];

/// Word, category, prices, hours, and how often people go.
type Trade = (&'static str, &'static str, (i64, i64), (i32, i32), u8);

/// The shops of a French town.
const TRADES: [Trade; 16] = [
    ("Supermarché", "5411", (700, 9_800), (500, 1_210), 22),
    ("Épicerie", "5411", (220, 3_200), (480, 1_330), 12),
    ("Boulangerie", "5462", (120, 1_350), (400, 1_170), 14),
    ("Pharmacie", "5912", (380, 4_300), (520, 1_170), 5),
    ("Station", "5541", (2_000, 8_800), (360, 1_400), 8),
    ("Bazar", "5311", (450, 6_400), (560, 1_170), 5),
    ("Brasserie", "5812", (1_150, 5_600), (700, 1_390), 8),
    ("Snack", "5814", (600, 2_300), (690, 1_500), 8),
    ("Mode", "5651", (1_400, 9_500), (580, 1_160), 4),
    ("Maison du Numérique", "5732", (1_900, 38_000), (580, 1_160), 1),
    ("Cinéma", "7832", (650, 2_600), (830, 1_320), 2),
    ("Navettes", "4111", (170, 1_450), (330, 1_400), 5),
    ("Librairie", "5942", (580, 3_600), (580, 1_150), 2),
    ("Bricolage", "5200", (850, 9_900), (500, 1_170), 2),
    ("Salon", "7230", (1_400, 6_800), (560, 1_120), 1),
    ("Courses en Voiture", "4121", (780, 2_900), (420, 1_500), 1),
];

impl Places {
    /// Places for a case of about so many people.
    pub(crate) fn new(dice: &mut Dice, people: usize) -> Self {
        let mut made = Self { all: Vec::new(), by_name: BTreeMap::new(), french: 0, sizes: Vec::new() };
        let wanted = (people / 300).clamp(Origin::France.towns().len(), 260);
        let mut names: Vec<String> =
            Origin::France.towns().iter().chain(&MORE_TOWNS).take(wanted).map(|&name| name.to_owned()).collect();
        while names.len() < wanted {
            let name = invented_town(dice);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let weight = |at: usize| 1_000 / (at as u64 + 4);
        let total: u64 = (0..wanted).map(weight).sum();
        let mut sum = 0;
        for (at, name) in names.iter().enumerate() {
            let people = people as u64 * weight(at) / total.max(1);
            made.found(dice, Origin::France, name, people);
            sum += weight(at);
            made.sizes.push(sum);
        }
        made.french = wanted;
        for origin in Origin::ABROAD {
            for name in origin.towns().iter().chain(origin.villages()) {
                made.found(dice, origin, name, people as u64 / 60);
            }
        }
        made
    }

    fn found(&mut self, dice: &mut Dice, origin: Origin, name: &str, people: u64) -> usize {
        let at = self.all.len();
        let letters = printed(name).replace([' ', '-', '\''], "");
        let code = letters.get(..3).unwrap_or("DAB").to_owned();
        let machine = |number: u64| Arc::from(format!("{code}{at:03}{:02}", number + 1));
        let agent = |number: u64| Arc::from(format!("AGT-{code}{at:03}{:02}", number + 1));
        let name: Arc<str> = Arc::from(name);
        let (shops, often) = shops(dice, origin, people);
        self.all.push(Place {
            name: Arc::clone(&name),
            origin,
            machines: (0..3 + (people / 150).min(90)).map(machine).collect(),
            agents: (0..1 + (people / 500).min(60)).map(agent).collect(),
            shops,
            often,
        });
        self.by_name.insert((origin.country(), name), at);
        at
    }

    /// The place of that name; it is founded where it is not known.
    pub(crate) fn at(&mut self, dice: &mut Dice, origin: Origin, name: &str) -> usize {
        // The key borrows nothing: names of places are short, and few calls come here.
        match self.by_name.get(&(origin.country(), Arc::from(name))) {
            Some(&at) => at,
            None => self.found(dice, origin, name, 0),
        }
    }

    pub(crate) fn get(&self, at: usize) -> &Place {
        &self.all[at]
    }

    /// A French town, a large one more often than a small one.
    pub(crate) fn french(&self, dice: &mut Dice) -> usize {
        let at = dice.below(self.sizes.last().copied().unwrap_or(1));
        self.sizes.partition_point(|&sum| sum <= at).min(self.french.saturating_sub(1))
    }

    /// How many towns are in France; they are the first.
    pub(crate) fn french_towns(&self) -> usize {
        self.french
    }
}

impl Place {
    /// A shop, one of daily needs more often than another.
    pub(crate) fn shop(&self, dice: &mut Dice) -> &Shop {
        let at = usize::from(*dice.pick(&self.often));
        &self.shops[at]
    }
}

fn shops(dice: &mut Dice, origin: Origin, people: u64) -> (Vec<Shop>, Vec<u8>) {
    let mut shops = Vec::new();
    let mut often = Vec::new();
    let mut add = |name: String, mcc, price, open, weight: u8| {
        let at = u8::try_from(shops.len()).unwrap_or(u8::MAX);
        often.extend((0..weight).map(|_| at));
        shops.push(Shop { name: Arc::from(name), mcc, price, open });
    };
    for &(name, mcc) in origin.shops() {
        add(name.to_owned(), mcc, (250, 4_900), (500, 1_200), 4);
    }
    if origin == Origin::France {
        // More of a trade where more people live, up to what a byte counts.
        let each = 1 + (people / 400).min(9);
        for (word, mcc, price, open, weight) in TRADES {
            for _ in 0..each {
                add(format!("{word} {}", fancy(dice)), mcc, price, open, weight);
            }
        }
    }
    (shops, often)
}

fn invented_town(dice: &mut Dice) -> String {
    const FIRST: [&str; 16] = [
        "Saint-", "Mont", "Bel", "Vill", "Font", "Roche", "Clair", "Haute", "Val", "Pont", "Cham", "Gran", "Ville",
        "Sainte-", "Mar", "Bois",
    ];
    const LAST: [&str; 24] = [
        "aubrin",
        "ormel",
        "ivière",
        "esson",
        "arvois",
        "ugnon",
        "emart",
        "olette",
        "ancelle",
        "ivry-les-Ormes",
        "urgan",
        "elène-la-Jolie",
        "onzac-le-Neuf",
        "aillon",
        "ermeil",
        "ésir",
        "outray",
        "ambelle",
        "oriel",
        "indray",
        "ustan",
        "erlin-sur-Mirel",
        "athelin",
        "eyrolle",
    ];
    format!("{}{}", dice.pick(&FIRST), dice.pick(&LAST))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_terminal_stands_in_one_place_and_there_are_more_where_more_people_live() {
        let mut terminals = Vec::new();
        for people in [10, 6_000, 40_000] {
            let places = Places::new(&mut Dice::new(3, 3), people);
            let all: Vec<&Arc<str>> =
                places.all.iter().flat_map(|place| place.machines.iter().chain(&place.agents)).collect();
            assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
            assert!(places.all.iter().all(|place| !place.shops.is_empty() && place.shops.len() < 255));
            terminals.push(all.len());
        }
        assert!(terminals[0] < terminals[1] && terminals[1] < terminals[2], "{terminals:?}");
    }
}
