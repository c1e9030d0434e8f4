//! The changes for people, in both languages.

use std::collections::BTreeSet;

use filature_model::{Language, SourceId};
use serde::Serialize;

use super::figures::{Figure, Range};
use super::rows::{ChangedTrace, Changes, Field, File, Item, Statement, Three};
use super::state::Standing;
use super::{Decision, Document, Erased, Since};
use crate::screen;

/// How many of one kind are listed; the others are counted, and stand in `--json`.
const LISTED: usize = 40;

/// What is said of one kind of thing.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// What they are; a sentence of its own where there are no items.
    pub heading: String,
    /// One a thing.
    pub items: Vec<String>,
}

/// What is said, in order; the first says since when.
pub fn sections(document: &Document, language: Language) -> Vec<Section> {
    let mut page = Page { sections: Vec::new(), language };
    page.since(&document.since);
    page.changes(&document.changes);
    page.decisions(&document.decisions);
    if page.sections.len() == 1 {
        page.say(page.pick("Nothing differs.", "Rien ne diffère.").to_owned());
    }
    page.sections
}

/// The same as lines for a terminal.
pub fn lines(document: &Document, language: Language) -> Vec<String> {
    let colon = language.pick(":", "\u{a0}:");
    let mut lines = Vec::new();
    for Section { heading, items } in sections(document, language) {
        let apart = if lines.is_empty() || heading == language.pick("Nothing differs.", "Rien ne diffère.") {
            ""
        } else {
            "\n"
        };
        if items.is_empty() {
            lines.push(format!("{apart}{heading}"));
            continue;
        }
        lines.push(format!("{apart}{heading} ({}){colon}", items.len()));
        let more = items.len().saturating_sub(LISTED);
        lines.extend(items.iter().take(LISTED).map(|item| screen::wrap(&format!("  {item}"), "    ")));
        if more > 0 {
            lines.push(format!("  {} {more} (--json)", language.pick("… and more:", "… et d’autres\u{a0}:")));
        }
    }
    lines
}

struct Page {
    sections: Vec<Section>,
    language: Language,
}

impl Page {
    fn pick<'a>(&self, english: &'a str, french: &'a str) -> &'a str {
        self.language.pick(english, french)
    }

    /// A sentence of its own.
    fn say(&mut self, heading: String) {
        self.sections.push(Section { heading, items: Vec::new() });
    }

    /// A heading with its items; nothing where there are none.
    fn list(&mut self, english: &str, french: &str, items: Vec<String>) {
        if !items.is_empty() {
            let heading = self.pick(english, french).to_owned();
            self.sections.push(Section { heading, items });
        }
    }

    fn since(&mut self, since: &Since) {
        let of = since.dossier.as_ref().or(since.at.as_ref()).cloned().unwrap_or_default();
        let line = since.line;
        self.say(match self.language {
            Language::English => {
                format!("Since {of} (journal up to line {line}); only what may be rendered is compared.")
            }
            Language::French => {
                format!(
                    "Depuis {of} (journal jusqu’à la ligne {line})\u{a0}; seul est comparé ce qui peut être produit."
                )
            }
        });
        self.erased(&since.erased);
        self.list(
            "Traces of that time whose bytes are lost",
            "Sommes suivies alors, dont les octets sont perdus",
            since.traces_lost.clone(),
        );
    }

    /// That parts of what was there are gone, and which.
    fn erased(&mut self, erased: &[Erased]) {
        if erased.is_empty() {
            return;
        }
        let text = self.pick(
            "Something was erased since that was there then: what the case came to then can no longer be told. What follows compares what is \
             still here, and leaves out what went with it.",
            "Ce qui était là alors a depuis été effacé en partie\u{a0}: ce que l’affaire donnait alors ne peut plus être dit. Ce qui suit compare \
             ce qui est encore là, et laisse de côté ce qui est parti avec le reste.",
        );
        self.say(text.to_owned());
        let items = erased.iter().map(|one| {
            let what = one.source.as_ref().map_or_else(
                || self.pick("a person", "une personne").to_owned(),
                |source| format!("{} {source}", self.pick("file", "fichier")),
            );
            let who = one.second.iter().fold(one.by.clone(), |by, second| format!("{by}, {second}"));
            format!("{} {}, {}  {what} ({who}, {})", self.pick("line", "ligne"), one.line, one.on, one.reason)
        });
        let items = items.collect();
        self.list("Erased since", "Effacé depuis", items);
    }

    fn changes(&mut self, changes: &Changes) {
        let files = |files: &[File]| files.iter().map(|file| self.file(file)).collect::<Vec<_>>();
        let (new, narrowed) = (files(&changes.sources.new), files(&changes.sources.no_longer_evidence));
        self.list("New files", "Nouveaux fichiers", new);
        self.list(
            "Files that may no longer be used as evidence",
            "Fichiers qui ne peuvent plus servir de preuve",
            narrowed,
        );
        self.entries(changes);
        let statements = &changes.statements;
        for (english, french, list) in [
            ("New statements", "Nouveaux relevés", &statements.new),
            ("Statements that stand otherwise", "Relevés dont l’état a changé", &statements.changed),
            ("Statements that are gone", "Relevés disparus", &statements.gone),
        ] {
            let list = list.iter().map(|of| self.statement(of)).collect();
            self.list(english, french, list);
        }
        self.three(
            ["finding", "findings"],
            ["Nouvelles constatations", "Constatations changées", "Constatations disparues"],
            &changes.findings,
        );
        self.three(["lead", "leads"], ["Nouvelles pistes", "Pistes changées", "Pistes disparues"], &changes.leads);
        let traces = &changes.traces;
        self.list("New traces", "Nouvelles sommes suivies", traces.new.clone());
        for trace in &traces.changed {
            self.trace(trace);
        }
        self.list(
            "Traces to be made again before anything can be said of their figures (filature trace, by the same --name)",
            "Sommes à suivre de nouveau avant que l’on puisse dire quoi que ce soit de leurs montants (filature trace, sous le même --name)",
            traces.not_made_again.clone(),
        );
        self.list("Traces that are gone", "Sommes suivies disparues", traces.gone.clone());
    }

    fn file(&self, file: &File) -> String {
        let exhibit = file.exhibit.as_ref().map_or_else(String::new, |exhibit| format!(" ({exhibit})"));
        let entries = match self.language {
            Language::English => screen::counted(file.entries, "entry", "entries"),
            Language::French => screen::counted(file.entries, "écriture", "écritures"),
        };
        format!("{}  {}{exhibit}, {entries}", file.source, file.name)
    }

    fn entries(&mut self, changes: &Changes) {
        let entries = &changes.entries;
        let colon = self.pick(":", "\u{a0}:");
        match entries.then {
            Some(then) if then == entries.now => {}
            Some(then) => self.say(format!("{}{colon} {then} → {}", self.pick("Entries", "Écritures"), entries.now)),
            None => {
                let then = self
                    .pick("how many there were can no longer be told", "combien il y en avait ne peut plus être dit");
                self.say(format!(
                    "{}{colon} {} ({then})",
                    self.pick("Entries now", "Écritures maintenant"),
                    entries.now
                ));
            }
        }
        self.list(
            "Entries that a new file shows too, and that are counted there",
            "Écritures qu’un nouveau fichier montre aussi, et qui y sont comptées",
            entries.no_longer_counted.clone(),
        );
        self.list("Entries that are counted again", "Écritures de nouveau comptées", entries.counted_again.clone());
        let pair = |of: &super::state::Joined| format!("{} = {}", of.debit, of.credit);
        self.list(
            "Entries that are now the two sides of one transfer",
            "Écritures qui sont désormais les deux côtés d’un même virement",
            entries.joined.iter().map(pair).collect(),
        );
        self.list(
            "Entries that no longer are one transfer",
            "Écritures qui ne sont plus un même virement",
            entries.parted.iter().map(pair).collect(),
        );
    }

    fn statement(&self, of: &Statement) -> String {
        let standing = of.to.as_ref().or(of.from.as_ref());
        let account = standing.map_or("", |standing| standing.account.as_str());
        let days = standing.map_or_else(String::new, |standing| {
            let day = |day: &Option<String>| day.clone().unwrap_or_else(|| "?".to_owned());
            format!("{}..{}", day(&standing.from), day(&standing.to))
        });
        let states: Vec<String> =
            [&of.from, &of.to].into_iter().flatten().map(|standing| self.standing(standing)).collect();
        format!("{}  {account}  {days}  {}{}", of.source, states.join(" → "), self.why(&of.why))
    }

    fn standing(&self, of: &Standing) -> String {
        let mut words = vec![match of.footing {
            "foots" => self.pick("foots", "s’équilibre").to_owned(),
            "does-not-foot" => self.pick("does not foot", "ne s’équilibre pas").to_owned(),
            "no-opening" => self.pick("no opening balance", "sans solde initial").to_owned(),
            "no-closing" => self.pick("no closing balance", "sans solde final").to_owned(),
            _ => self.pick("several currencies", "plusieurs monnaies").to_owned(),
        }];
        words.extend(of.gap_before.as_ref().map(|gap| format!("{} {gap}", self.pick("gap", "lacune"))));
        if of.chain_off_minor.is_some() {
            words.push(self.pick("does not follow the one before", "ne s’enchaîne pas avec le précédent").to_owned());
        }
        if !of.overlaps.is_empty() {
            words.push(self.pick("overlaps", "chevauche").to_owned());
        }
        words.join(", ")
    }

    fn three(&mut self, english: [&str; 2], french: [&str; 3], three: &Three<Item>) {
        let [_, many] = english;
        let lists = [&three.new, &three.changed, &three.gone];
        let headings = [format!("New {many}"), format!("Changed {many}"), format!("Gone {many}")];
        for ((heading, french), list) in headings.iter().zip(french).zip(lists) {
            let list = list.iter().map(|item| self.item(item)).collect();
            self.list(heading, french, list);
        }
    }

    fn item(&self, item: &Item) -> String {
        let amount = item
            .amount
            .iter()
            .zip(&item.currency)
            .map(|(amount, currency)| format!("  {} {currency}", self.amount(amount)));
        let mut text = format!("{}{}", item.id, amount.collect::<String>());
        let differs: Vec<String> = item.differs.iter().map(|field| self.field(field)).collect();
        if !differs.is_empty() {
            let colon = self.pick(": ", "\u{a0}: ");
            text.push_str(&format!("{colon}{}", differs.join(self.pick("; ", "\u{a0}; "))));
        }
        if let Some(successor) = &item.successor {
            let (id, shared) = (&successor.id, successor.shared);
            text.push_str(&match self.language {
                Language::English => {
                    format!(" → {id}, which has {} of it", screen::counted(shared, "payment", "payments"))
                }
                Language::French => {
                    format!(" → {id}, qui en reprend {}", screen::counted(shared, "paiement", "paiements"))
                }
            });
        }
        text + &self.why(&item.why)
    }

    fn field(&self, field: &Field) -> String {
        let what = match field.what {
            "amount" => self.pick("amount", "montant"),
            "days" => self.pick("days", "jours"),
            "accounts" => self.pick("accounts", "comptes"),
            "findings" => self.pick("findings that left → came", "constatations parties → venues"),
            "elements" => self.pick("act/means/purpose/money", "acte/moyens/but/argent"),
            "minor" => self.pick("person under 18", "personne de moins de 18 ans"),
            "facts-against" => self.pick("facts against", "faits contre"),
            other => self.pick(other, "nature"),
        };
        let shown = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
        let amount = |text: &str| match text.split_once(' ').filter(|_| field.what == "amount") {
            Some((amount, currency)) => format!("{} {currency}", self.amount(amount)),
            None => shown(text),
        };
        format!("{what} {} → {}", amount(&field.from), amount(&field.to))
    }

    fn why(&self, why: &BTreeSet<SourceId>) -> String {
        if why.is_empty() {
            return String::new();
        }
        let ids: Vec<String> = why.iter().map(ToString::to_string).collect();
        format!(" [{} {}]", self.pick("new file", "nouveau fichier"), ids.join(", "))
    }

    fn trace(&mut self, trace: &ChangedTrace) {
        let figures = trace.figures.iter().map(|figure| self.figure(figure)).collect();
        let heading = |word: &str, why: String| format!("{word} {}{why}", trace.name);
        let english = heading("Figures of the trace", self.why(&trace.why));
        let french = heading("Somme suivie", self.why(&trace.why));
        self.list(&english, &french, figures);
    }

    fn figure(&self, figure: &Figure) -> String {
        let of = &figure.of;
        let what = match of.what {
            "claimed" => self.pick("claimed", "suivi"),
            "held-in-all" => self.pick("held in all", "détenu en tout"),
            "held" => self.pick("held in", "détenu sur"),
            _ => self.pick("left", "sorti de"),
        };
        let place: Vec<&str> =
            [&of.account, &of.transaction].into_iter().flatten().map(String::as_str).chain(of.how).collect();
        let rule = of.rule.as_ref().map_or_else(String::new, |rule| format!("{rule}, "));
        let range = |range: &Option<Range>| range.as_ref().map_or_else(|| "–".to_owned(), |range| self.range(range));
        let place = if place.is_empty() { String::new() } else { format!(" {}", place.join(" ")) };
        let colon = self.pick(":", "\u{a0}:");
        let (from, to) = (range(&figure.from), range(&figure.to));
        format!("{rule}{} {what}{place}{colon} {from} → {to} {}", of.claim, figure.currency)
    }

    fn range(&self, range: &Range) -> String {
        let (low, high) = (self.amount(&range.low), self.amount(&range.high));
        let between = if low == high { low } else { format!("{low} {} {high}", self.pick("to", "à")) };
        if range.or_more { format!("{between} {}", self.pick("or more", "ou plus")) } else { between }
    }

    /// A decimal string as it is written in the language.
    fn amount(&self, text: &str) -> String {
        if self.language == Language::English {
            return text.to_owned();
        }
        let (whole, cents) = text.split_once('.').map_or((text, None), |(whole, cents)| (whole, Some(cents)));
        let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("\u{2212}", digits));
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push('\u{202f}');
            }
            grouped.push(digit);
        }
        format!("{sign}{grouped}{}", cents.map_or_else(String::new, |cents| format!(",{cents}")))
    }

    fn decisions(&mut self, decisions: &[Decision]) {
        let line = |of: &Decision| {
            let text = |key: &str| of.line[key].as_str().unwrap_or_default().to_owned();
            let day: String = text("at").chars().take(10).collect();
            let (by, reason) = (text("by"), text("reason"));
            let why = [by, reason].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ");
            let why = if why.is_empty() { why } else { format!(" ({why})") };
            format!(
                "{} {}, {day}  {}{why}",
                self.pick("line", "ligne"),
                of.line["line"],
                self.pick(of.act[0], of.act[1])
            )
        };
        let lines = decisions.iter().map(line).collect();
        self.list("Decisions in the journal", "Décisions au journal", lines);
    }
}
