//! Where transactions were done and holders live, as numbers: files write few places many times.

use std::collections::HashMap;

use filature_model::{Account, Locality, Transactions, UNPLACED};

/// Places as they are written, numbered in the order in which they come.
#[derive(Default)]
pub struct Places {
    known: Vec<Option<Locality>>,
    /// By country, then by town.
    numbers: HashMap<String, HashMap<String, u32>>,
    last: (String, String),
    last_number: Option<u32>,
}

impl Places {
    /// The number of a place; [`UNPLACED`] where nothing is written.
    pub fn of(&mut self, country: Option<&str>, city: Option<&str>) -> u32 {
        if country.is_none() && city.is_none() {
            return UNPLACED;
        }
        let written = (country.unwrap_or_default(), city.unwrap_or_default());
        if let Some(number) = self.last_number
            && (self.last.0.as_str(), self.last.1.as_str()) == written
        {
            return number;
        }
        let known = self.numbers.get(written.0).and_then(|towns| towns.get(written.1)).copied();
        let number = known.unwrap_or_else(|| {
            let next = u32::try_from(self.known.len()).unwrap_or(UNPLACED);
            self.known.push(Locality::written(country, city));
            self.numbers.entry(written.0.to_owned()).or_default().insert(written.1.to_owned(), next);
            next
        });
        self.last = (written.0.to_owned(), written.1.to_owned());
        self.last_number = Some(number);
        number
    }

    /// Writes the places into the ledger, sorted, and gives its transactions and accounts their positions among them.
    /// What no transaction or no account says costs nothing.
    pub fn write(mut self, ledger: &mut Transactions, accounts: &[Account], index: &HashMap<&str, u32>) {
        let homes: Vec<(u32, u32)> = accounts
            .iter()
            .map(|account| (account.id.as_str(), self.of(account.country.as_deref(), account.city.as_deref())))
            .filter(|(_, number)| *number != UNPLACED)
            .filter_map(|(id, number)| Some((*index.get(id)?, number)))
            .collect();
        let mut places: Vec<Locality> = self.known.iter().flatten().cloned().collect();
        places.sort_unstable();
        places.dedup();
        let position = |place: &Option<Locality>| {
            let at = place.as_ref().and_then(|place| places.binary_search(place).ok());
            at.and_then(|at| u32::try_from(at).ok()).unwrap_or(UNPLACED)
        };
        let positions: Vec<u32> = self.known.iter().map(position).collect();
        let of = |number: u32| positions.get(number as usize).copied().unwrap_or(UNPLACED);
        ledger.place.iter_mut().for_each(|place| *place = of(*place));
        if ledger.place.iter().all(|&place| place == UNPLACED) {
            ledger.place = Vec::new();
        }
        // An account in two currencies has two rows: the first that says something is taken.
        let mut home = vec![UNPLACED; ledger.accounts.len()];
        for (account, number) in homes.into_iter().rev() {
            home[account as usize] = match of(number) {
                UNPLACED => home[account as usize],
                place => place,
            };
        }
        if home.iter().any(|&place| place != UNPLACED) {
            ledger.home = home;
        }
        ledger.places = places;
    }
}
