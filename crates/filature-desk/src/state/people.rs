//! How people are shown: initials until a purpose is given, and of possible victims never where they can be found.

use filature_dossier::vocabulary::initials;
use serde::Serialize;
use serde_json::{Value, json};

use super::{Base, State};

/// Whose an account is, as it is sent.
#[derive(Clone, Debug, Serialize)]
pub struct Whose<'a> {
    /// Its key.
    pub id: &'a str,
    /// The holder's name or initials; empty where none is known.
    pub label: String,
    /// Whether a name is hidden.
    pub hidden: bool,
    /// The holder's part in the case, where somebody decided one.
    pub category: Option<&'static str>,
}

/// Everything that keeps a person's name and whereabouts where they belong is decided here.
pub struct People<'a> {
    state: &'a State,
}

impl<'a> People<'a> {
    /// As the journal has it now.
    pub fn of(state: &'a State) -> Self {
        Self { state }
    }

    /// Whether names and payment texts are shown.
    pub fn names_shown(&self) -> bool {
        self.state.heard.names_shown()
    }

    /// An account as it is sent: id, label, whether a name is hidden, category.
    pub fn account(&self, account: u32) -> Value {
        let base = &self.state.base;
        let holder = base.holders.get(account as usize).and_then(Option::as_deref);
        self.who(base.key(account), holder)
    }

    /// The same of a key, which may be of no account that moved anything.
    pub fn of_key(&self, key: &str) -> Value {
        match self.state.base.account(key) {
            Some(account) => self.account(account),
            None => self.who(key, None),
        }
    }

    /// One who is known by a name alone, as an entry has it.
    pub fn named(&self, name: &str) -> Value {
        json!({ "id": null, "label": self.label(name), "hidden": !self.names_shown(), "category": null })
    }

    /// The same as a type, where very many are sent.
    pub fn whose(&self, account: u32) -> Whose<'a> {
        let base: &'a Base = &self.state.base;
        let holder = base.holders.get(account as usize).and_then(Option::as_deref);
        self.shown(base.key(account), holder)
    }

    fn who(&self, key: &str, name: Option<&str>) -> Value {
        let Whose { id, label, hidden, category } = self.shown(key, name);
        json!({ "id": id, "label": label, "hidden": hidden, "category": category })
    }

    fn shown<'k>(&self, key: &'k str, name: Option<&str>) -> Whose<'k> {
        let category = self.state.heard.category(key).map(|category| category.word());
        // Of whom no name is known the label is empty: a number is no name.
        let label = name.map(|name| self.label(name)).unwrap_or_default();
        let hidden = !label.is_empty() && !self.names_shown();
        Whose { id: key, label, hidden, category }
    }

    /// A name as it may be shown.
    pub fn label(&self, name: &str) -> String {
        if self.names_shown() { name.to_owned() } else { initials(name) }
    }

    /// A text of a payment, which may hold names: shown with them, or not at all. Where a victim is, it does not say.
    pub fn text(&self, text: Option<&str>) -> Option<String> {
        text.filter(|_| self.names_shown()).map(|text| self.words(text))
    }

    /// Free words that a person or a bank wrote: a file's name, an exhibit, a reason. Names in them are initials while names are hidden.
    pub fn words(&self, text: &str) -> String {
        let State { base, heard, words, .. } = self.state;
        let clean = words.clean(base, heard, text);
        if self.names_shown() { clean } else { base.in_initials(&clean) }
    }

    /// The same, names by their initials whoever reads: of who is erased.
    pub fn in_initials(&self, text: &str) -> String {
        self.state.base.in_initials(&self.words(text))
    }

    /// The same of words that may not be there.
    pub fn maybe(&self, text: Option<&String>) -> Option<String> {
        text.map(|text| self.words(text))
    }

    /// Whether something of this text is not shown: then nothing is searched by it either.
    pub fn hides(&self, text: &str) -> bool {
        self.words(text) != text
    }

    /// The country of an account's holder; of a possible victim it is not said.
    pub fn country(&self, account: u32) -> Option<&'a str> {
        let base = &self.state.base;
        let is_protected = base.withheld.protected_from(account).is_some();
        if is_protected || self.state.heard.is_victim(base.key(account)) {
            return None;
        }
        let key = filature_model::AccountId::written(base.key(account));
        let of_iban = base.ledger.transactions.accounts.get(account as usize);
        base.said(account)
            .iter()
            .find_map(|said| said.country.as_deref())
            .or_else(|| of_iban.filter(|id| **id == key).and_then(|id| id.iban_country()))
    }

    /// What would tell where a possible victim or a protected person is, or how to reach them, as files may write it; and who stands
    /// on rows alone that are withheld.
    pub fn whereabouts_of_victims(&self) -> Vec<String> {
        let base = &self.state.base;
        let mut texts = Vec::new();
        for said in &base.ledger.accounts {
            let key = said.id.as_str();
            let place = base.ledger.transactions.accounts.binary_search(&said.id).ok();
            let place = place.and_then(|at| u32::try_from(at).ok());
            let is_withheld = place.is_some_and(|at| base.withheld.account(at));
            let is_protected = place.is_some_and(|at| base.withheld.protected_from(at).is_some());
            if !is_withheld && !is_protected && !self.state.heard.is_victim(key) {
                continue;
            }
            let written = [&said.address, &said.phone, &said.email, &said.device];
            texts.extend(written.into_iter().flatten().map(|text| text.trim().to_owned()));
            // A town alone is where many are; of who is protected it is not said either.
            let town = said.city.iter().filter(|_| is_withheld || is_protected);
            texts.extend(town.map(|text| text.trim().to_owned()));
            texts.extend(said.holder.iter().filter(|_| is_withheld).map(|text| text.trim().to_owned()));
            texts.extend(is_withheld.then(|| key.to_owned()));
            if let Some(born) = said.birth_on {
                let (year, month, day) = (born.year(), born.month(), born.day());
                texts.push(born.to_string());
                texts.push(format!("{day:02}/{month:02}/{year:04}"));
                texts.push(format!("{day:02}.{month:02}.{year:04}"));
                texts.push(format!("{year:04}{month:02}{day:02}"));
            }
        }
        texts.retain(|text| text.chars().count() >= 4);
        texts.sort();
        texts.dedup();
        texts
    }
}
