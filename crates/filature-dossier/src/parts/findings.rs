//! The findings, in order, each with its rows and with what speaks for an ordinary explanation.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use filature_model::{Finding, Reason};

use super::{Desk, finding_flag, finding_flow, finding_members, transfers};
use crate::DossierError;
use crate::catalogue::Transfer;
use crate::document::{Assumption, Block, Computation, Figure, Grounds, Inline, Link, Measures, Part, Rows, Said};
use crate::figures::{Reading, computed};
use crate::format;
use crate::markup::{link, plain, sentence, words};
use crate::wording::{self, Pair, kinds};

/// The part, and one part inside it for each finding.
///
/// The first finding around an account is shown in full, the next ones around it in short; what a kind of
/// finding is, and what else may explain it, is said with the first of its kind.
pub fn findings(desk: &Desk<'_>) -> Result<Vec<Part>, DossierError> {
    let found = &desk.selected.content.findings;
    let intro = match found.findings.is_empty() {
        true => vec![words(wording::NOT_IN_FINDINGS, desk.language)],
        false => {
            let counts = [desk.tally(found.findings.len()), desk.count(found.transactions_examined, "received")];
            sentence(wording::FINDINGS_INTRO, desk.language, &counts)
        }
    };
    let mut parts = vec![desk.places.part("findings", wording::FINDINGS, vec![Block::Prose(intro)])];
    let part = desk.places.number("findings").unwrap_or_default();
    let mut shown = Shown::default();
    for (number, finding) in (1_u32..).zip(&found.findings) {
        let number = format!("{part}.{number}");
        if let Some(view) = View::new(desk, finding, number)? {
            parts.push(view.part(&mut shown)?);
        }
    }
    Ok(parts)
}

/// The way to a finding, if it is shown.
pub fn place(desk: &Desk<'_>, id: &str) -> Option<Link> {
    let part = desk.places.number("findings")?;
    let at = desk.selected.content.findings.findings.iter().position(|finding| finding.id == id)?;
    Some(link(format!("{part}.{}", at + 1), format::anchor("finding", id)))
}

/// Where what would be said again has been said.
#[derive(Default)]
struct Shown {
    /// By kind, the finding with which the kind is explained.
    kinds: BTreeMap<String, Link>,
    /// By middle, the finding that is shown in full.
    middles: BTreeMap<String, Link>,
}

/// A finding with what is needed to show it.
pub struct View<'a> {
    /// What it is written with.
    pub desk: &'a Desk<'a>,
    /// The finding.
    pub finding: &'a Finding,
    /// `6.1`.
    pub number: String,
    /// Its currency.
    pub reading: Reading,
    /// Its transactions, in its own order.
    pub transfers: Vec<&'a Transfer<'a>>,
    /// The entries of all of them.
    pub rows: Arc<Rows>,
    /// Which of its accounts are listed, by their place in it.
    pub listed: BTreeSet<usize>,
}

impl<'a> View<'a> {
    fn new(desk: &'a Desk<'a>, finding: &'a Finding, number: String) -> Result<Option<Self>, DossierError> {
        let reading = Reading::new(&finding.id, &finding.currency)?;
        let transfers: Vec<&Transfer<'_>> =
            finding.transactions.iter().filter_map(|id| desk.catalogue.transfer(id)).collect();
        let rows = desk.catalogue.rows(finding.transactions.iter().map(String::as_str));
        let listed = finding_members::listed(finding, &transfers, &reading);
        Ok(rows.map(|rows| Self { desk, finding, number, reading, transfers, rows, listed }))
    }

    /// The anchor of one of its pieces.
    pub fn anchor(&self, piece: &str) -> String {
        format::anchor(piece, &self.finding.id)
    }

    /// Grounds of what is computed from its rows.
    pub fn grounds(&self, how: Pair) -> Grounds {
        let text = sentence(wording::TABLE_OF_ROWS, self.desk.language, &[Inline::Words(self.number.clone())]);
        computed(how, &self.rows, Some(link(plain(&text), self.anchor("rows"))), self.desk.language)
    }

    /// The caption of one of its tables.
    pub fn caption(&self, pair: Pair) -> Vec<Inline> {
        sentence(pair, self.desk.language, &[Inline::Words(self.number.clone())])
    }

    /// The way to it.
    fn link(&self) -> Link {
        link(self.number.clone(), self.anchor("finding"))
    }

    /// The account that the finding is around, if it is around one.
    fn middle(&self) -> Option<&'a str> {
        finding_members::middle(self.finding)
    }

    fn part(&self, shown: &mut Shown) -> Result<Part, DossierError> {
        let language = self.desk.language;
        let flag = finding_flag::of(self);
        let kind = if flag.is_some() { kinds::flag::KIND } else { kinds::kind(&self.finding.kind) };
        let mut title = kind.title.pick(language);
        if kind.word.is_empty() {
            title = finding_flag::title(self.desk, self.finding)
                .unwrap_or_else(|| format!("{title} «\u{a0}{}\u{a0}»", self.finding.kind));
        }
        // What is said of flags beyond their own sentence is the same for all of them.
        let said_of = if flag.is_some() { String::new() } else { self.finding.kind.clone() };
        let explained = shown.kinds.get(&said_of).cloned();
        let before = self.middle().and_then(|middle| shown.middles.get(middle)).cloned();
        let mut blocks: Vec<Block> = flag.into_iter().map(Block::Said).collect();
        blocks.push(Block::Said(Said::Computation(Computation(self.line(!blocks.is_empty())?))));
        blocks.push(Block::Prose(self.about(&kind, explained.as_ref(), before.as_ref())));
        blocks.push(Block::Said(Said::Assumption(Assumption(vec![words(kind.coercion, language)]))));
        if before.is_none() {
            blocks.extend(finding_flow::picture(self).map(Block::Picture));
        }
        if before.is_none() {
            blocks.extend(finding_members::table(self, &kind));
        } else {
            blocks.push(Block::Pairs(finding_members::in_short(self, &kind)));
        }
        blocks.extend(self.measures(&kind).map(Block::Measures));
        let caption = self.caption(wording::ROWS_CAPTION);
        blocks.extend(transfers::first_transfers(self.desk, caption, self.anchor("rows"), &self.transfers));
        if explained.is_none() {
            let list = |pairs: &[Pair]| pairs.iter().map(|pair| vec![words(*pair, language)]).collect();
            blocks.push(Block::Heading(self.desk.say(wording::INNOCENT)));
            blocks.push(Block::List(list(kind.innocent)));
            blocks.push(Block::Heading(self.desk.say(wording::CHECK_NEXT)));
            blocks.push(Block::List(list(kind.next)));
            shown.kinds.insert(said_of, self.link());
        }
        if let Some(middle) = self.middle() {
            shown.middles.entry(middle.to_owned()).or_insert_with(|| self.link());
        }
        Ok(Part {
            anchor: self.anchor("finding"),
            number: self.number.clone(),
            title,
            under: Vec::new(),
            in_contents: false,
            level: 3,
            new_page: false,
            blocks,
        })
    }

    /// What the pattern is, or where that is said; and the account that was in the middle before.
    fn about(&self, kind: &kinds::Kind, explained: Option<&Link>, before: Option<&Link>) -> Vec<Inline> {
        let language = self.desk.language;
        let space = || Inline::Words(" ".to_owned());
        let mut about = sentence(wording::FINDING_ID, language, &[Inline::Key(self.finding.id.clone())]);
        if let (Some(before), Some(middle)) = (before, self.middle()) {
            let slots = [Inline::Key(middle.to_owned()), Inline::Link(before.clone())];
            about.push(space());
            about.extend(sentence(wording::SAME_MIDDLE, language, &slots));
        }
        about.push(space());
        if finding_flag::is_flag(self.finding) {
            about.extend(finding_flag::about(self, kind, explained));
            return about;
        }
        match explained {
            Some(explained) => {
                about.extend(sentence(wording::EXPLAINED_AT, language, &[Inline::Link(explained.clone())]));
            }
            None => {
                let said = [kind.meaning, kind.definition, wording::THRESHOLDS_OF];
                let said: Vec<String> = said.into_iter().map(|pair| self.desk.say(pair)).collect();
                about.push(Inline::Words(said.join(" ")));
            }
        }
        about
    }

    fn line(&self, of_flag: bool) -> Result<Vec<Inline>, DossierError> {
        let (desk, language) = (self.desk, self.desk.language);
        let grounds = self.grounds(wording::FINDING_SUM);
        let minor = self.reading.minor(&self.finding.amount)?;
        let amount = Figure::amount(minor, self.reading.currency, language, grounds.clone());
        let count = Figure::count(self.finding.transactions.len() as u64, language, grounds);
        let slots = [
            Inline::Figure(amount),
            desk.day_text(&self.finding.from),
            desk.day_text(&self.finding.to),
            Inline::Figure(count),
        ];
        let line = if of_flag { wording::leads::FLAG_LINE } else { wording::FINDING_LINE };
        Ok(sentence(line, language, &slots))
    }

    fn measures(&self, kind: &kinds::Kind) -> Option<Measures> {
        let grounds = self.grounds(wording::FINDING_SUM);
        if finding_flag::is_flag(self.finding) {
            return finding_flag::measures(self, grounds);
        }
        let pair = |(name, reason): (&String, &Reason)| {
            let label = kind.measure(name).map_or_else(|| name.replace('_', " "), |pair| self.desk.say(pair));
            (label, self.value(name, reason, &grounds))
        };
        let pairs: Vec<(String, Inline)> = self.finding.why.iter().map(pair).collect();
        (!pairs.is_empty()).then(|| Measures { caption: self.caption(wording::WHY_CAPTION), pairs, grounds })
    }

    /// The last word of a name says what its value is of. An amount may name a currency of its own.
    pub fn value(&self, name: &str, reason: &Reason, grounds: &Grounds) -> Inline {
        let language = self.desk.language;
        let figure = match reason {
            Reason::Text(text) if name.ends_with("amount") => match self.amount(text) {
                Some((reading, minor)) => Figure::amount(minor, reading.currency, language, grounds.clone()),
                None => Figure::measure(text.clone(), grounds.clone()),
            },
            Reason::Text(text) => Figure::measure(text.clone(), grounds.clone()),
            Reason::Number(number) if name.ends_with("seconds") => {
                Figure::measure(format::duration(*number, language), grounds.clone())
            }
            Reason::Number(number) if name.ends_with("permille") => {
                Figure::measure(format::permille(*number, language), grounds.clone())
            }
            Reason::Number(number) => match u64::try_from(*number) {
                Ok(count) => Figure::count(count, language, grounds.clone()),
                Err(_) => Figure::measure(number.to_string(), grounds.clone()),
            },
        };
        Inline::Figure(figure)
    }

    /// `12.50` in the currency of the finding, or `12.50 USD`.
    fn amount(&self, text: &str) -> Option<(Reading, i128)> {
        match self.reading.minor(text) {
            Ok(minor) => Some((self.reading.clone(), minor)),
            Err(_) => Reading::with_currency(&self.finding.id, text).ok(),
        }
    }
}
