//! Telephones, documents, e-mail addresses and devices that belong to nobody, each given once.
//!
//! French telephones come from the six ranges that the regulator keeps for films and books, 10,000 numbers each; when a
//! large case has used them up, and in other countries, they are longer than any number is.

use crate::people::{Origin, fold};

/// How many of each were given.
#[derive(Default)]
pub(crate) struct Numbers {
    phones: [u64; 6],
    documents: u64,
    emails: u64,
    devices: u64,
}

const KEPT_FOR_FICTION: [&str; 6] = ["6 39 98", "1 99 00", "2 61 91", "3 53 01", "4 65 71", "5 36 49"];

impl Numbers {
    /// The next telephone of a country. Multiplied and reduced, so that neighbours in the case are not neighbours here.
    pub(crate) fn phone(&mut self, origin: Origin) -> String {
        let (at, prefix) = match origin {
            Origin::France => (0, ""),
            Origin::Serbia => (1, "+381 60 000"),
            Origin::Albania => (2, "+355 60 000"),
            Origin::Romania => (3, "+40 700 000"),
            Origin::Bulgaria => (4, "+359 80 000"),
            Origin::Bosnia => (5, "+387 60 000"),
        };
        let given = self.phones[at];
        self.phones[at] += 1;
        if at > 0 {
            return format!("{prefix} {:06}", given * 617_411 % 1_000_000);
        }
        let range = usize::try_from(given / 10_000).ok().and_then(|range| KEPT_FOR_FICTION.get(range));
        let number = given * 7_919 % 10_000;
        match range {
            Some(range) => format!("+33 {range} {:02} {:02}", number / 100, number % 100),
            None => format!("+33 6 39 98 00 {:08}", given * 61_741_117 % 100_000_000),
        }
    }

    /// The next document: `ZZ` is a code that ISO 3166 leaves to users.
    pub(crate) fn document(&mut self) -> String {
        self.documents += 1;
        format!("ZZ{:08}", self.documents * 61_741_117 % 100_000_000)
    }

    /// An address under a name that the internet keeps for examples.
    pub(crate) fn email(&mut self, holder: &str) -> String {
        self.emails += 1;
        let plain: String = fold(holder).to_lowercase().chars().filter(|letter| letter.is_ascii_alphabetic()).collect();
        format!("{plain}.{:05}@courriel.example", self.emails * 61_741 % 1_000_000)
    }

    /// The next device.
    pub(crate) fn device(&mut self) -> String {
        self.devices += 1;
        format!("appareil-{:06x}", self.devices * 6_174_111 % 16_777_216)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_number_is_given_twice_past_the_ranges_kept_for_fiction() {
        let mut numbers = Numbers::default();
        let phones: BTreeSet<String> = (0..200_000).map(|_| numbers.phone(Origin::France)).collect();
        let serbian: BTreeSet<String> = (0..200_000).map(|_| numbers.phone(Origin::Serbia)).collect();
        let documents: BTreeSet<String> = (0..200_000).map(|_| numbers.document()).collect();
        assert_eq!([phones.len(), serbian.len(), documents.len()], [200_000; 3]);
        assert!(phones.iter().all(|phone| {
            let digits = phone.chars().filter(char::is_ascii_digit).count();
            digits > 11 || KEPT_FOR_FICTION.iter().any(|range| phone.starts_with(&format!("+33 {range} ")))
        }));
    }
}
