//! What was found of a list, for people, in both languages.
//!
//! Accounts and records are named, people are not, unless names are asked for. No figure says how sure a match is: what agrees and what does
//! not is said in words.

use std::collections::BTreeSet;

use filature_identity::{Comparison, Strength};
use filature_intake::watch_list::{ListFormat, Listed};
use filature_model::Language;

use super::people::Who;
use super::{Found, Outcome};
use crate::screen;

/// How many of one kind are listed on the screen; the others are counted, and stand in `--json`.
const LISTED: usize = 100;
/// No name or id is shown longer than this: a list may hold anything.
const LONGEST: usize = 80;
/// How many lines of the list that could not be read are shown.
const UNREAD: usize = 10;

pub(super) const QUESTION: [&str; 2] = [
    "A match of names is a question, not an answer: in the case only that the list was held against it is taken down. What counts as agreeing is a design default, not \
     calibrated on real data.",
    "Une concordance de noms est une question, pas une réponse\u{a0}: l’affaire retient seulement que la liste lui a été comparée. Ce qui compte comme concordance \
     est un choix de conception, non étalonné sur des données réelles.",
];

pub(super) const ALL_SOURCES: [&str; 2] = [
    "All sources were read, whatever their use: this is for the screen, and stands in no document.",
    "Toutes les sources ont été lues, quel que soit leur usage\u{a0}: ceci est pour l’écran, et ne figure dans aucun document.",
];

const MARKED: [&str; 2] =
    ["What evidence alone does not give is marked.", "Ce que les seules preuves ne donnent pas est signalé."];

const NOT_EVIDENCE: [&str; 2] = [
    "It rests, in whole or in part, on a source that may not be used as evidence.",
    "Cela repose, en tout ou en partie, sur une source qui ne peut servir de preuve.",
];

/// What agrees and what does not. Whether the two are one is a question here, and merging them is none.
pub(super) fn why(comparison: &Comparison, language: Language) -> Vec<String> {
    let left_out = [comparison.verdict().words(language), comparison.proposal().words(language)];
    comparison.words(language).into_iter().filter(|sentence| !left_out.contains(&sentence.as_str())).collect()
}

pub(super) fn records_matched(outcome: &Outcome) -> usize {
    outcome.found.iter().map(|one| one.record).collect::<BTreeSet<_>>().len()
}

/// The result for people.
pub fn lines(outcome: &Outcome, with_names: bool, language: Language) -> Vec<String> {
    let mut page = Page { lines: Vec::new(), outcome, with_names, language };
    page.list();
    Strength::ALL.into_iter().for_each(|strength| page.matches(strength));
    page.counts();
    page.not_read();
    page.end();
    page.lines
}

struct Page<'a> {
    lines: Vec<String>,
    outcome: &'a Outcome,
    with_names: bool,
    language: Language,
}

impl Page<'_> {
    fn say(&mut self, english: String, french: String) {
        let text = if self.language == Language::English { english } else { french };
        self.lines.push(screen::wrap(&text, ""));
    }

    fn pick<'t>(&self, texts: [&'t str; 2]) -> &'t str {
        self.language.pick(texts[0], texts[1])
    }

    fn list(&mut self) {
        let (list, [accounts, names]) = (&self.outcome.list, self.outcome.looked_at);
        let (records, sha256) = (list.records.len(), &list.sha256);
        let format = match list.read.format {
            ListFormat::Csv => "CSV",
            ListFormat::Entities => "FollowTheMoney",
            ListFormat::UnitedNations => "UN XML",
        };
        self.say(
            format!("Records of the list: {records} ({format})."),
            format!("Fiches de la liste\u{a0}: {records} ({format})."),
        );
        self.say(format!("SHA-256 of the list: {sha256}"), format!("SHA-256 de la liste\u{a0}: {sha256}"));
        self.say(
            format!("Held against: accounts {accounts}, names without an account {names}."),
            format!("Comparée avec\u{a0}: comptes {accounts}, noms sans compte {names}."),
        );
    }

    fn matches(&mut self, strength: Strength) {
        let outcome = self.outcome;
        let found: Vec<&Found> = outcome.found.iter().filter(|one| one.strength == strength).collect();
        if found.is_empty() {
            return;
        }
        let colon = self.pick([":", "\u{a0}:"]);
        self.lines.push(format!("\n{} ({}){colon}", strength.words(self.language), found.len()));
        for one in found.iter().take(LISTED) {
            let head = format!("  {} — {}", self.who(&one.who), self.record(one.record));
            self.lines.push(head);
            let mut sentences = why(&one.comparison, self.language);
            if !one.is_evidence {
                sentences.push(self.pick(NOT_EVIDENCE).to_owned());
            }
            self.lines.push(screen::wrap(&format!("    {}", sentences.join(" ")), "    "));
        }
        if found.len() > LISTED {
            let more = found.len() - LISTED;
            self.lines.push(format!("  {} {more} (--json)", self.pick(["… and more:", "… et d’autres\u{a0}:"])));
        }
    }

    fn who(&self, who: &Who) -> String {
        match who {
            Who::Account(account) => account.as_str().to_owned(),
            Who::Name(name) if self.with_names => screen::short(name, LONGEST),
            Who::Name(_) => self.pick(["a name without an account", "un nom sans compte"]).to_owned(),
        }
    }

    fn record(&self, at: usize) -> String {
        let Some(Listed { line, id, names, .. }) = self.outcome.list.read.listed.get(at) else { return String::new() };
        let id = id.as_ref().map(|id| screen::short(id, LONGEST));
        let mut text = match (id, self.language) {
            (Some(id), Language::English) => format!("record {id}, line {line}"),
            (Some(id), Language::French) => format!("fiche {id}, ligne {line}"),
            (None, Language::English) => format!("line {line}"),
            (None, Language::French) => format!("ligne {line}"),
        };
        if let Some(name) = names.first().filter(|_| self.with_names) {
            text.push_str(&format!(" ({})", screen::short(name, LONGEST)));
        }
        text
    }

    fn counts(&mut self) {
        let outcome = self.outcome;
        self.lines.push(String::new());
        match records_matched(outcome) {
            0 => self.say(
                "No record of the list matches. That does not say that nobody on it is in the case.".to_owned(),
                "Aucune fiche de la liste ne concorde. Cela ne dit pas que personne de la liste n’est dans l’affaire."
                    .to_owned(),
            ),
            records => self.say(
                format!("Records of the list that match somebody of the case: {records}."),
                format!("Fiches de la liste qui concordent avec quelqu’un de l’affaire\u{a0}: {records}."),
            ),
        }
        let contradicted = outcome.contradicted;
        if contradicted > 0 {
            self.say(
                format!("Pairs whose names agree, where a date of birth or a number speaks against it: {contradicted}. They are not shown."),
                format!("Paires dont les noms concordent, mais qu’une date de naissance ou un numéro contredit\u{a0}: {contradicted}. Elles ne sont pas montrées."),
            );
        }
        let single = outcome.single_words;
        if single > 0 {
            self.say(
                format!("Pairs that agree in a single word of a name and in nothing else: {single}; --single-words shows them."),
                format!("Paires qui ne concordent que par un seul mot d’un nom\u{a0}: {single}\u{202f}; --single-words les montre."),
            );
        }
        let left_out = outcome.left_out;
        if left_out > 0 {
            self.say(
                format!("Accounts left out, to protect people: {left_out}."),
                format!("Comptes laissés de côté, pour protéger des personnes\u{a0}: {left_out}."),
            );
        }
    }

    fn not_read(&mut self) {
        let list = &self.outcome.list;
        let mut all: Vec<String> = list.read.unread.iter().map(|one| one.words(self.language)).collect();
        all.extend(list.births_not_read.iter().map(|line| match self.language {
            Language::English => {
                format!("line {line}: a date of birth could not be read (a year, YYYY-MM-DD or DD.MM.YYYY was expected).")
            }
            Language::French => {
                format!("ligne {line}\u{a0}: une date de naissance n’a pas pu être lue (attendu\u{a0}: une année, AAAA-MM-JJ ou JJ.MM.AAAA).")
            }
        }));
        if !all.is_empty() {
            let heading = self.pick(["Of the list could not be read", "N’ont pas pu être lus de la liste"]);
            let colon = self.pick([":", "\u{a0}:"]);
            self.lines.push(format!("\n{heading} ({}){colon}", all.len()));
            self.lines.extend(all.iter().take(UNREAD).map(|line| screen::wrap(&format!("  {line}"), "    ")));
            if all.len() > UNREAD {
                let more = all.len() - UNREAD;
                self.lines.push(format!("  {} {more} (--json)", self.pick(["… and more:", "… et d’autres\u{a0}:"])));
            }
        }
        for (why, count) in &list.no_names {
            let why = why.words(self.language);
            self.say(
                format!("Names of the list that match nothing: {count} ({why})."),
                format!("Noms de la liste qui ne concordent avec rien\u{a0}: {count} ({why})."),
            );
        }
        let (look_alike, invisible) = (list.look_alike, list.invisible);
        if look_alike > 0 {
            self.say(
                format!("Names of the list with letters of another script that look the same: {look_alike}."),
                format!(
                    "Noms de la liste avec des lettres d’une autre écriture qui ont le même aspect\u{a0}: {look_alike}."
                ),
            );
        }
        if invisible > 0 {
            self.say(
                format!("Names of the list with signs that nobody sees: {invisible}."),
                format!("Noms de la liste avec des signes invisibles\u{a0}: {invisible}."),
            );
        }
    }

    fn end(&mut self) {
        self.lines.push(String::new());
        let marked = self.outcome.is_mixed.then_some(MARKED);
        for texts in [ALL_SOURCES].into_iter().chain(marked).chain([QUESTION]) {
            self.say(texts[0].to_owned(), texts[1].to_owned());
        }
    }
}
