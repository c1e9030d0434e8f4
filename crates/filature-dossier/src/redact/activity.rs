//! Movements of whole accounts, decisions, incomes, flags and places.

use filature_model::Locality;

use super::{GONE, Redactor};
use crate::{Activity, Content, DeclaredIncome, FlagRun, Movement, Threshold};

impl Redactor {
    pub(super) fn activity(&mut self, content: &mut Content) {
        let Activity { whole, left_aside, movements } = &mut content.activity;
        for accounts in [whole, left_aside] {
            *accounts = std::mem::take(accounts).iter().map(|account| self.account(account)).collect();
        }
        for Movement { id, payer, payee, paid: _, received: _, channel: _, fate: _ } in movements.iter_mut() {
            *id = self.ids.transaction(id);
            for account in [payer, payee] {
                *account = account.take().map(|account| self.account(&account));
            }
        }
        if self.is_press() {
            // In the order of the ledger, they would tell days.
            movements.sort_by(|one, other| one.id.cmp(&other.id));
        }
        let categories = std::mem::take(&mut content.categories);
        content.categories = categories.into_iter().map(|(account, word)| (self.account(&account), word)).collect();
        for DeclaredIncome { account, year: _, money: _, source } in &mut content.income {
            *account = self.account(account);
            *source = if self.is_press() { GONE.to_owned() } else { self.data_text(source) };
        }
        content.flags.iter_mut().for_each(|flag| self.flag(flag));
        content.flags.sort_by(|one, other| one.id.cmp(&other.id));
        self.places(content);
    }

    fn flag(&mut self, flag: &mut FlagRun) {
        let FlagRun { id, version: _, title, sources, is_own, thresholds } = flag;
        if *is_own && self.is_press() {
            // Somebody of the case wrote it, for the case.
            *title = ("A flag of the case itself".to_owned(), "Un indice propre au dossier".to_owned());
            *id = self.flag_id(id);
            sources.clear();
            thresholds.clear();
            return;
        }
        if *is_own {
            *title = (self.data_text(&title.0), self.data_text(&title.1));
            *id = self.flag_id(id);
            sources.iter_mut().for_each(|source| *source = self.data_text(source));
        } else {
            *title = (self.program_text(&title.0), self.program_text(&title.1));
        }
        for Threshold { meaning, value, unit: _, stated: _ } in thresholds {
            *meaning = match is_own {
                true => (self.data_text(&meaning.0), self.data_text(&meaning.1)),
                false => (self.program_text(&meaning.0), self.program_text(&meaning.1)),
            };
            if *is_own {
                *value = self.data_text(value);
            }
        }
    }

    /// The id of a flag of the case itself, which somebody of the case chose; of others as it is.
    pub(super) fn flag_id(&mut self, id: &str) -> String {
        match self.own_flags.get(id).copied() {
            Some(number) if self.is_press() => format!("own-{number}"),
            Some(_) => self.data_text(id),
            None => id.to_owned(),
        }
    }

    /// Where transactions were done: countries alone for the press.
    fn places(&mut self, content: &mut Content) {
        let places = std::mem::take(&mut content.places);
        for (id, place) in places {
            if self.of_victims.contains(&id) {
                self.towns.extend(place.town().map(str::to_owned));
                continue;
            }
            let shown = match self.is_press() {
                true => Locality::written(place.country(), None),
                false => Some(place.clone()),
            };
            if self.is_press() {
                self.towns.extend(place.town().map(str::to_owned));
            }
            content.places.extend(shown.map(|place| (self.ids.transaction(&id), place)));
        }
    }
}
