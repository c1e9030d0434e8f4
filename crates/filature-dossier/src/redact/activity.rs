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
        for FlagRun { id: _, version: _, title, sources: _, thresholds } in &mut content.flags {
            *title = (self.program_text(&title.0), self.program_text(&title.1));
            for Threshold { meaning, value: _, stated: _ } in thresholds {
                *meaning = (self.program_text(&meaning.0), self.program_text(&meaning.1));
            }
        }
        self.places(content);
    }

    /// Where transactions were done: countries alone for the press.
    fn places(&mut self, content: &mut Content) {
        let places = std::mem::take(&mut content.places);
        for (id, place) in places {
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
