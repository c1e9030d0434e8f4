//! What people said on the desk and took back: decisions on leads, marks, links, accounts to follow through, a purpose.
//!
//! ```text
//! lines of the journal, first to last ─► Standing: what holds after all of them
//! ```
//!
//! Nothing is ever taken out of the journal: a later line says otherwise, and both stay.

use std::collections::{BTreeMap, BTreeSet};

use crate::hash_hex;
use crate::journal::{Act, Line};
use crate::marks::{Anchor, Colour};

/// What a person decided on a lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeadDecision {
    /// `open`, `kept` or `set-aside`.
    pub state: String,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Its line in the journal.
    pub line: u64,
}

/// A mark that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Its id.
    pub id: String,
    /// The entries, by their ids.
    pub entries: Vec<String>,
    /// By what each is known again; none where nobody took it down.
    pub anchors: Vec<Anchor>,
    /// A word or two.
    pub label: String,
    /// More of it.
    pub note: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
    /// Its line in the journal.
    pub line: u64,
}

impl Mark {
    /// Takes one entry for another.
    fn put(&mut self, entry: &str, to: &str, anchor: &Anchor) {
        for at in (0..self.entries.len()).filter(|&at| self.entries[at] == entry).collect::<Vec<_>>() {
            to.clone_into(&mut self.entries[at]);
            if let Some(known) = self.anchors.get_mut(at) {
                known.clone_from(anchor);
            } else if self.anchors.len() == at {
                self.anchors.push(anchor.clone());
            }
        }
    }
}

/// What a label of marks is in this case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its colour.
    pub colour: Colour,
    /// What it means.
    pub meaning: String,
    /// Who said so.
    pub by: String,
    /// When.
    pub at: String,
    /// Its line in the journal.
    pub line: u64,
}

/// A link that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkStanding {
    /// Why.
    pub reason: String,
    /// Who, where it was asked.
    pub by: Option<String>,
    /// When.
    pub at: String,
    /// Its line in the journal.
    pub line: u64,
}

/// What was said of an account that money may be followed through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HubSaid {
    /// Whether money is followed through it; otherwise the following stops there.
    pub through: bool,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
}

/// For what names are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purpose {
    /// The purpose.
    pub purpose: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: String,
}

/// What holds after all lines of a journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// By lead.
    pub leads: BTreeMap<String, LeadDecision>,
    /// In the order in which they were made.
    pub marks: Vec<Mark>,
    /// What labels are, by label.
    pub labels: BTreeMap<String, Label>,
    /// By debit and credit.
    pub links: BTreeMap<(String, String), LinkStanding>,
    /// By account.
    pub hubs: BTreeMap<String, HubSaid>,
    /// None while names are hidden.
    pub purpose: Option<Purpose>,
}

impl Standing {
    /// Goes through the lines.
    ///
    /// ```
    /// use filature_ledger::standing::Standing;
    /// assert_eq!(Standing::of(&[]), Standing::default());
    /// ```
    pub fn of(lines: &[Line]) -> Self {
        let mut standing = Self::default();
        lines.iter().for_each(|line| standing.hear(line));
        standing
    }

    fn hear(&mut self, line: &Line) {
        let (at, number) = (line.at.clone(), line.line);
        match line.act.clone() {
            Act::LeadDecided { lead, state, reason, by } => {
                self.leads.insert(lead, LeadDecision { state, reason, by, at, line: number });
            }
            Act::Marked { mark, entries, label, note, by, anchors } => {
                self.marks.push(Mark { id: mark, entries, anchors, label, note, by, at, line: number });
            }
            Act::MarkMoved { mark, entry, to, anchor, .. } => {
                let marks = self.marks.iter_mut().filter(|known| known.id == mark);
                marks.for_each(|known| known.put(&entry, &to, &anchor));
            }
            Act::LabelDefined { label, colour, meaning, by } => {
                self.labels.insert(label, Label { colour, meaning, by, at, line: number });
            }
            Act::Unmarked { mark, .. } => self.marks.retain(|known| known.id != mark),
            Act::Linked { debit, credit, reason, by } => {
                self.links.insert((debit, credit), LinkStanding { reason, by, at, line: number });
            }
            Act::LinkWithdrawn { debit, credit, .. } => {
                self.links.remove(&(debit, credit));
            }
            Act::HubSaid { account, how, reason, by } => {
                match how.as_str() {
                    "through" | "stop" => {
                        self.hubs.insert(account, HubSaid { through: how == "through", reason, by, at })
                    }
                    _ => self.hubs.remove(&account),
                };
            }
            // For what somebody looks at names in another copy opens none here.
            Act::PurposeGiven { .. } | Act::PurposeEnded { .. } if line.heard.is_some() => {}
            Act::PurposeGiven { purpose, by } => self.purpose = Some(Purpose { purpose, by, at }),
            Act::PurposeEnded { .. } => self.purpose = None,
            _ => {}
        }
    }

    /// The marks of each entry, by the entry's id.
    pub fn marks_by_entry(&self) -> BTreeMap<&str, Vec<&Mark>> {
        let mut by_entry = BTreeMap::<&str, Vec<&Mark>>::new();
        for mark in &self.marks {
            for entry in mark.entries.iter().collect::<BTreeSet<_>>() {
                by_entry.entry(entry).or_default().push(mark);
            }
        }
        by_entry
    }
}

/// The id of a mark that becomes the line behind `head`: one line has one mark.
pub fn mark_id(head: &str, entries: &[String]) -> String {
    let text: String =
        std::iter::once(head).chain(entries.iter().map(String::as_str)).map(|part| format!("{part}\n")).collect();
    hash_hex(text.as_bytes()).chars().take(12).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(acts: Vec<Act>) -> Vec<Line> {
        let line = |(number, act)| Line {
            line: number,
            at: format!("t{number}"),
            act,
            before: String::new(),
            heard: None,
            was: None,
        };
        (1..).zip(acts).map(line).collect()
    }

    fn text(text: &str) -> String {
        text.to_owned()
    }

    #[test]
    fn the_last_word_holds_and_what_is_taken_back_is_gone() {
        let mark = |id: &str, entry: &str| Act::Marked {
            mark: text(id),
            entries: vec![text(entry), text(entry)],
            label: text("cash"),
            note: text(""),
            by: text("Ada"),
            anchors: Vec::new(),
        };
        let decide =
            |state: &str| Act::LeadDecided { lead: text("L"), state: text(state), reason: text("r"), by: text("Ada") };
        let link = |by: Option<String>| Act::Linked { debit: text("D"), credit: text("C"), reason: text("r"), by };
        let hub = |how: &str| Act::HubSaid { account: text("H"), how: text(how), reason: text("r"), by: text("Ada") };
        let mut acts = vec![
            decide("kept"),
            decide("set-aside"),
            mark("m1", "E"),
            mark("m2", "E"),
            Act::Unmarked { mark: text("m1"), reason: text("r"), by: text("Bo") },
            link(None),
            hub("through"),
            Act::PurposeGiven { purpose: text("p"), by: text("Ada") },
        ];
        let standing = Standing::of(&lines(acts.clone()));
        assert_eq!((standing.leads["L"].state.as_str(), standing.leads["L"].line), ("set-aside", 2));
        assert_eq!(standing.marks_by_entry()["E"].iter().map(|mark| mark.id.as_str()).collect::<Vec<_>>(), ["m2"]);
        assert!(standing.links.contains_key(&(text("D"), text("C"))) && standing.hubs["H"].through);
        assert_eq!(standing.purpose.as_ref().map(|purpose| purpose.at.as_str()), Some("t8"));
        acts.extend([
            Act::LinkWithdrawn { debit: text("D"), credit: text("C"), reason: text("r"), by: text("Bo") },
            hub("as-measured"),
            Act::PurposeEnded { by: text("Bo") },
        ]);
        let standing = Standing::of(&lines(acts));
        assert!(standing.links.is_empty() && standing.hubs.is_empty() && standing.purpose.is_none());
    }

    #[test]
    fn a_mark_has_an_id_of_its_own() {
        let entries = [text("a:1")];
        assert_ne!(mark_id("head", &entries), mark_id("other", &entries));
        assert_eq!(mark_id("head", &entries).len(), 12);
    }
}
