//! Entries: who, when, and the words beside the money.

use std::collections::BTreeMap;

use filature_model::{AccountId, Booked, Entry, Party, Place};

use super::{Redactor, rows};
use crate::Content;
use crate::rights::Profile;

impl Redactor {
    pub(super) fn entries(&mut self, content: &mut Content) {
        let mut changed = BTreeMap::new();
        for (id, mut entries) in std::mem::take(&mut content.entries) {
            let shows_texts = self.shows_texts(entries.iter().map(|(_, entry)| entry));
            for (source, entry) in &mut entries {
                *source = self.ids.source(*source);
                self.entry(entry, shows_texts);
            }
            entries.sort_by_key(|(source, entry)| (*source, entry.place.row));
            changed.insert(self.ids.transaction(&id), entries);
        }
        if self.is_press() {
            // In the order of pseudonyms: that of the file would tell days.
            let all = changed.values_mut().flatten();
            for ((_, entry), number) in all.zip(0..) {
                entry.place = Place { message: None, row: Some(rows::untold(number)), line: None };
            }
        }
        content.entries = changed;
    }

    /// Payment texts may hold any name: they go with names, or to the lawyer of who paid or was paid.
    fn shows_texts<'a>(&self, mut entries: impl Iterator<Item = &'a Entry>) -> bool {
        match &self.rights.profile {
            Profile::Defence | Profile::Partner => self.names,
            Profile::Press { .. } => false,
            Profile::VictimLawyer { of } => entries.any(|entry| {
                let accounts = [&entry.debtor, &entry.creditor].map(|party| party.account.as_ref());
                accounts.into_iter().flatten().any(|account| of.contains(account.as_str()))
            }),
        }
    }

    fn entry(&mut self, entry: &mut Entry, shows_texts: bool) {
        entry.transaction = entry.transaction.take().map(|id| self.ids.transaction(&id));
        for party in [&mut entry.debtor, &mut entry.creditor] {
            self.party(party);
        }
        for text in [&mut entry.text, &mut entry.reference] {
            if !shows_texts {
                self.redacted.texts += u64::from(text.take().is_some());
            }
            *text = text.take().map(|text| self.data_text(&text));
        }
        if self.is_press() {
            let on = self.day(entry.booked.on);
            entry.booked = Booked::day(on);
            entry.value_on = entry.value_on.map(|day| self.day(day));
            entry.sequence = None;
            (entry.debtor_balance_minor, entry.creditor_balance_minor) = (None, None);
        }
    }

    fn party(&mut self, party: &mut Party) {
        party.name = party.name.take().map(|name| self.name(&name));
        party.account = party.account.take().map(|account| AccountId::written(&self.account(account.as_str())));
    }
}
