//! What people and banks write in free words: names of files, exhibits, reasons, marks. They hold names and whereabouts like any payment
//! text, and are held here against what the case knows of both.
//!
//! ```text
//! text ─► where victims and protected people are, who stands on withheld rows alone: ⟨…⟩, always
//!     └─► names of anybody, while names are hidden: initials
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use filature_dossier::{Known, Rights, Texts};
use filature_model::Account;

use super::columns::Text;
use super::{Base, Heard};

/// Columns of an entry that tell where it was done.
const PLACES: [&str; 2] = ["city", "terminal"];

/// What is looked for always; it is made when it is first asked for, since categories change with the journal.
#[derive(Clone, Default)]
pub struct Words(Arc<OnceLock<Option<Texts>>>);

impl Words {
    /// A text without what nobody is shown.
    pub fn clean(&self, base: &Base, heard: &Heard, text: &str) -> String {
        match self.0.get_or_init(|| whereabouts(base, heard)) {
            Some(known) => known.clean(text),
            None => text.to_owned(),
        }
    }
}

/// How many texts are remembered: the name of a file stands beside each of its rows.
const REMEMBERED_MOST: usize = 20_000;

/// What makes initials of every name that the case knows, made when it is first asked for.
#[derive(Default)]
pub struct Initials {
    texts: OnceLock<Texts>,
    known: Mutex<BTreeMap<String, String>>,
}

impl Initials {
    /// A text with initials for names.
    pub fn clean(&self, names: &BTreeSet<String>, text: &str) -> String {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(clean) = known().get(text) {
            return clean.clone();
        }
        let clean = self.texts.get_or_init(|| initials(names)).clean(text);
        let mut known = known();
        if known.len() < REMEMBERED_MOST {
            known.insert(text.to_owned(), clean.clone());
        }
        clean
    }
}

fn initials(names: &BTreeSet<String>) -> Texts {
    let names = names.iter().map(|name| (None, name.clone())).collect();
    Texts::in_initials(&Rights { known: Known { names, ..Known::default() }, ..Rights::default() })
}

/// Every name in lists and statements; `written` are those of entries.
pub fn names(ledger: &filature_ledger::Ledger, written: impl IntoIterator<Item = String>) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = written.into_iter().collect();
    names.extend(ledger.statements.iter().filter_map(|check| check.statement.holder.clone()));
    let of_list = |said: &Account| [said.holder.clone(), said.introducer.clone(), said.signatories.clone()];
    names.extend(ledger.accounts.iter().flat_map(of_list).flatten());
    names
}

/// Where victims and protected people are, and how they are reached; and what stands on withheld rows alone. None where there is nobody.
fn whereabouts(base: &Base, heard: &Heard) -> Option<Texts> {
    let mut known = Known::default();
    of_people(base, heard, &mut known);
    of_withheld(base, &mut known);
    let is_nothing = known.gone_places.is_empty()
        && known.gone_telephones.is_empty()
        && known.gone_names.is_empty()
        && known.gone_accounts.is_empty();
    (!is_nothing).then(|| Texts::of(&Rights { known, ..Rights::default() }))
}

fn of_people(base: &Base, heard: &Heard, known: &mut Known) {
    let accounts = &base.ledger.transactions.accounts;
    for (at, id) in (0_u32..).zip(accounts) {
        let is_protected = base.withheld.protected_from(at).is_some() || base.withheld.account(at);
        if !is_protected && !heard.is_victim(id.as_str()) {
            continue;
        }
        for said in base.said(at) {
            // A town alone is where many are; of who is protected it is not said either.
            let town = said.city.as_ref().filter(|_| is_protected);
            let places = [said.address.as_ref(), said.email.as_ref(), said.device.as_ref(), town];
            known.gone_places.extend(places.into_iter().flatten().cloned());
            known.gone_telephones.extend(said.phone.clone());
        }
    }
}

/// Who and what stands on withheld rows, and on no row that is shown.
fn of_withheld(base: &Base, known: &mut Known) {
    if base.withheld.is_nothing() {
        return;
    }
    let mut names = BTreeMap::<&str, bool>::new();
    for row in 0..base.columns.rows() {
        let is_shown = !base.withheld.row(row);
        for name in [Text::DebtorName, Text::CreditorName].into_iter().filter_map(|name| base.columns.text(row, name)) {
            *names.entry(name).or_default() |= is_shown;
        }
        if !is_shown {
            let places = PLACES.iter().filter_map(|place| base.ledger.book.text(row, place));
            known.gone_places.extend(places.map(|place| place.to_string()));
        }
    }
    let words = |name: &str| filature_model::naming::words(name);
    let shown: BTreeSet<BTreeSet<String>> =
        names.iter().filter(|(_, shown)| **shown).map(|(name, _)| words(name)).collect();
    let gone = names.iter().filter(|(name, is_shown)| !**is_shown && !shown.contains(&words(name)));
    known.gone_names.extend(gone.map(|(name, _)| (*name).to_owned()));
    let accounts = (0_u32..).zip(&base.ledger.transactions.accounts);
    known.gone_accounts.extend(accounts.filter(|(at, _)| base.withheld.account(*at)).map(|(_, id)| id.to_string()));
}
