//! Findings and leads: members, ids, sentences, and the reasons that hold words of the data.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Finding, Lead, LeadStatement, Reason, days_from_epoch, from_days};

use super::{GONE, Redactor, may_hold_names};
use crate::Content;

/// The findings that the statements of a lead name.
pub(super) fn named(lead: &Lead) -> impl Iterator<Item = &str> {
    let statements = lead.for_.iter().chain(&lead.against).chain(&lead.ask);
    statements.filter_map(|statement| statement.finding.as_deref())
}

impl Redactor {
    pub(super) fn findings(&mut self, content: &mut Content) {
        let words = self.words_of(content);
        let all = content.findings.findings.iter_mut().chain(&mut content.lead_findings);
        for finding in all {
            self.finding(finding, &words);
        }
        for (one, other) in &mut content.set_aside {
            (*one, *other) = (self.ids.finding(one), self.ids.finding(other));
        }
        for lead in &mut content.leads {
            for said in lead.for_.iter_mut().chain(&mut lead.against).chain(&mut lead.ask) {
                self.said(said, &words);
            }
        }
    }

    /// Words of the data that are not given: to the press a town or a country in the sentence of a flag.
    fn words_of(&self, content: &Content) -> BTreeMap<String, BTreeSet<String>> {
        let all = content.findings.findings.iter().chain(&content.lead_findings);
        // A flag of the case itself may give payment texts, or anything else, among its figures: they go where those go.
        let hides =
            |finding: &&Finding| self.is_press() || (!self.names && self.own_flags.contains_key(finding.kind.as_str()));
        all.filter(hides)
            .map(|finding| (finding.id.clone(), data_words(finding).map(str::to_owned).collect()))
            .collect()
    }

    fn finding(&mut self, finding: &mut Finding, words: &BTreeMap<String, BTreeSet<String>>) {
        let is_own = self.own_flags.contains_key(&finding.kind);
        for member in &mut finding.accounts {
            member.account = self.account(&member.account);
        }
        self.put_in_order(&mut finding.accounts);
        let gone: BTreeSet<String> = words.get(&finding.id).cloned().unwrap_or_default();
        let why = std::mem::take(&mut finding.why);
        finding.why = why.into_iter().filter_map(|(name, reason)| self.reason(name, reason, &gone)).collect();
        for id in &mut finding.transactions {
            *id = self.ids.transaction(id);
        }
        (finding.from, finding.to) = (self.day_text(&finding.from), self.day_text(&finding.to));
        if is_own {
            self.own_words(finding);
        }
        finding.id = self.ids.finding(&finding.id);
    }

    /// What somebody of the case wrote in a flag.
    fn own_words(&mut self, finding: &mut Finding) {
        finding.kind = self.flag_id(&finding.kind);
        finding.source = match self.is_press() {
            true => "design of this program".to_owned(),
            false => self.data_text(&finding.source),
        };
        let why = std::mem::take(&mut finding.why);
        finding.why = why
            .into_iter()
            .map(|(name, reason)| match (name.as_str(), reason) {
                ("en", Reason::Text(_)) if self.is_press() => {
                    (name, Reason::Text("A flag of the case itself.".to_owned()))
                }
                ("fr", Reason::Text(_)) if self.is_press() => {
                    (name, Reason::Text("Un indice propre au dossier.".to_owned()))
                }
                (_, Reason::Text(text)) => {
                    let text = self.data_text(&text);
                    (self.data_text(&name), Reason::Text(text))
                }
                (_, number) => (self.data_text(&name), number),
            })
            .collect();
    }

    fn reason(&mut self, name: String, reason: Reason, gone: &BTreeSet<String>) -> Option<(String, Reason)> {
        let reason = match reason {
            Reason::Text(text) if gone.contains(&text) && !is_sentence(&name) => {
                self.redacted.passages += 1;
                return None;
            }
            Reason::Text(text) => Reason::Text(self.without(&text, gone)),
            Reason::Number(days) if self.is_press() && name.ends_with("_day") => Reason::Number(month(days)),
            Reason::Number(_) if self.is_press() && name.contains("minute") => return None,
            number @ Reason::Number(_) => number,
        };
        Some((name, reason))
    }

    /// A sentence of the program without these words of the data.
    fn without(&mut self, text: &str, gone: &BTreeSet<String>) -> String {
        let mut clean = text.to_owned();
        let mut longest: Vec<&String> = gone.iter().collect();
        longest.sort_by_key(|word| (usize::MAX - word.len(), *word));
        for word in longest {
            clean = clean.replace(word.as_str(), GONE);
        }
        self.redacted.passages += u64::from(clean != text);
        self.program_text(&clean)
    }

    fn said(&mut self, said: &mut LeadStatement, words: &BTreeMap<String, BTreeSet<String>>) {
        let gone = said.finding.as_ref().and_then(|id| words.get(id)).cloned().unwrap_or_default();
        (said.en, said.fr) = (self.without(&said.en, &gone), self.without(&said.fr, &gone));
        said.finding = said.finding.take().map(|id| self.ids.finding(&id));
        said.flag = said.flag.take().map(|id| self.flag_id(&id));
    }

    pub(super) fn leads(&mut self, content: &mut Content) {
        for lead in &mut content.leads {
            for member in &mut lead.accounts {
                member.account = self.account(&member.account);
            }
            self.put_in_order(&mut lead.accounts);
            for id in &mut lead.findings {
                *id = self.ids.finding(id);
            }
            lead.id = self.ids.finding(&lead.id);
            if self.is_press() {
                // What is to be asked for next is nobody's to read before it was.
                lead.ask.clear();
            }
        }
    }
}

fn is_sentence(name: &str) -> bool {
    matches!(name, "en" | "fr")
}

/// What a finding gives in letters, but for its own sentences and amounts with their currency.
fn data_words(finding: &Finding) -> impl Iterator<Item = &str> {
    finding.why.iter().filter(|(name, _)| !is_sentence(name)).filter_map(|(_, reason)| match reason {
        Reason::Text(text) if may_hold_names(text) && !is_amount(text) => Some(text.as_str()),
        _ => None,
    })
}

/// `12.50 USD`
fn is_amount(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(number, code)| {
        number.bytes().all(|digit| digit.is_ascii_digit() || matches!(digit, b'.' | b'-'))
            && code.len() == 3
            && code.bytes().all(|letter| letter.is_ascii_uppercase())
    })
}

fn month(days: i64) -> i64 {
    let day = i32::try_from(days).ok().and_then(from_days);
    day.map_or(days, |day| i64::from(days_from_epoch(day.first_of_month())))
}
