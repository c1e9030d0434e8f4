//! Files, accounts and problems.

use filature_model::{AccountId, Place, Problem, ProblemCode};

use super::{GONE, HIDDEN, Redactor, may_hold_names};
use crate::Content;

impl Redactor {
    pub(super) fn sources(&mut self, content: &mut Content) {
        for source in &mut content.sources {
            let number = self.ids.file(source.id);
            source.id = self.ids.source(source.id);
            source.account = source.account.take().map(|account| self.account(&account));
            for text in [&mut source.from, &mut source.request, &mut source.exhibit, &mut source.mapping] {
                self.unless_press(text);
            }
            if self.is_press() {
                self.redacted.files += 1;
                source.name = format!("F-{number}");
                GONE.clone_into(&mut source.sha256);
                (source.received, source.container) = (None, None);
                source.size_bytes = 0;
            } else {
                source.name = self.data_text(&source.name);
            }
        }
        content.sources.sort_by_key(|source| source.id);
        let counts = [&mut content.source_entries, &mut content.source_problems];
        for count in counts {
            *count = std::mem::take(count).into_iter().map(|(id, number)| (self.ids.source(id), number)).collect();
        }
    }

    pub(super) fn accounts(&mut self, content: &mut Content) {
        for account in &mut content.accounts {
            let key = account.id.as_str().to_owned();
            account.holder = account.holder.take().map(|name| self.name(&name));
            account.introducer = account.introducer.take().map(|name| self.name(&name));
            account.signatories = account.signatories.take().map(|name| self.name(&name));
            for place in [&mut account.city, &mut account.address] {
                self.place(place, &key);
            }
            for known in [&mut account.phone, &mut account.email, &mut account.device] {
                self.place(known, &key);
            }
            self.unless_press(&mut account.bank);
            // A day of birth beside initials is as good as the name.
            account.birth_on = account.birth_on.filter(|_| self.names && !self.rights.victims.contains(&key));
            account.opened_on = account.opened_on.map(|day| self.day(day));
            account.closed_on = account.closed_on.map(|day| self.day(day));
            if let Some(opening) = &mut account.opening {
                opening.on = opening.on.map(|day| self.day(day));
            }
            account.id = AccountId::written(&self.account(&key));
        }
        // What was in the order of keys would tell their order.
        content.accounts.sort_by(|one, other| (&one.id, one.currency).cmp(&(&other.id, other.currency)));
    }

    pub(super) fn statements(&mut self, content: &mut Content) {
        for check in &mut content.statements {
            check.source = self.ids.source(check.source);
            let statement = &mut check.statement;
            statement.holder = statement.holder.take().map(|name| self.name(&name));
            statement.account = AccountId::written(&self.account(statement.account.as_str()));
            // A bank may make it of the holder's name or account.
            self.unless_press(&mut statement.number);
            statement.from = statement.from.map(|day| self.day(day));
            statement.to = statement.to.map(|day| self.day(day));
            for balance in [&mut statement.opening, &mut statement.closing].into_iter().flatten() {
                balance.on = balance.on.map(|day| self.day(day));
            }
            check.gap_before = check.gap_before.map(|(from, to)| (self.day(from), self.day(to)));
            for overlap in &mut check.overlaps {
                overlap.with = self.ids.source(overlap.with);
                (overlap.from, overlap.to) = (self.day(overlap.from), self.day(overlap.to));
            }
            if let filature_model::Footing::Off { first, .. } = &mut check.footing {
                // The press is told no row.
                *first = first.take().filter(|_| !self.is_press());
            }
        }
        if self.is_press() {
            content.statements.sort_by_key(|check| (check.source, check.statement.ordinal));
        }
    }

    pub(super) fn problems(&mut self, content: &mut Content) {
        for problem in &mut content.problems {
            problem.source = self.ids.source(problem.source);
            let (found, expected) = (std::mem::take(&mut problem.found), std::mem::take(&mut problem.expected));
            problem.found = self.quoted(problem, &found, true);
            problem.expected = self.quoted(problem, &expected, expected_is_data(problem.code));
            if self.is_press() {
                problem.column = None;
                problem.place = Place::default();
            } else {
                problem.column = problem.column.take().map(|column| self.data_text(&column));
            }
        }
    }

    fn quoted(&mut self, problem: &Problem, text: &str, is_data: bool) -> String {
        if text.is_empty() || (self.is_press() && problem.code != ProblemCode::DoesNotFoot) {
            return String::new();
        }
        let is_harmless =
            matches!(problem.code, ProblemCode::BadCurrency | ProblemCode::OddAccount | ProblemCode::DoesNotFoot);
        if is_data && !self.names && !is_harmless && may_hold_names(text) {
            self.redacted.passages += 1;
            return if self.shows_as_given() { GONE.to_owned() } else { HIDDEN.to_owned() };
        }
        self.data_text(text)
    }
}

/// What was expected is a term of the format, but where it is what another row says.
fn expected_is_data(code: ProblemCode) -> bool {
    matches!(
        code,
        ProblemCode::AccountConflict | ProblemCode::IdConflict | ProblemCode::IdRepeated | ProblemCode::OverlapDiffers
    )
}
