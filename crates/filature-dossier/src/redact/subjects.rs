//! Profiles that are parts of the dossier: accounts and transactions as their reader may know them, and no place of a person harmed.

use super::Redactor;
use crate::Content;
use crate::subject::Subject;

impl Redactor {
    /// To the press no account's life is told, under whatever pseudonym.
    pub(super) fn subjects(&mut self, content: &mut Content) {
        if self.is_press() {
            content.subjects.clear();
        }
        for subject in &mut content.subjects {
            self.subject(subject);
        }
    }

    fn subject(&mut self, subject: &mut Subject) {
        let is_victims = |key: &String| self.rights.victims.contains(key);
        if subject.accounts.iter().map(|account| &account.key).chain([&subject.account]).any(is_victims) {
            self.towns.extend(subject.figures.towns());
            subject.hide_places();
        }
        let Subject {
            account,
            accounts,
            ids,
            others,
            days: _,
            figures: _,
            compared: _,
            hides_places: _,
            left_aside: _,
        } = subject;
        *account = self.account(account);
        for of in accounts.iter_mut() {
            of.key = self.account(&of.key);
        }
        if self.rights.profile.needs_key() {
            accounts.sort_by(|one, other| one.key.cmp(&other.key));
        }
        ids.iter_mut().for_each(|id| *id = self.ids.transaction(id));
        for other in others.values_mut() {
            other.account = other.account.take().map(|account| self.account(&account));
        }
    }
}
