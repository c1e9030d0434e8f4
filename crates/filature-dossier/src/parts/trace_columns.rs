//! The rules of a trace as columns: those that follow each unit side by side with what is common to them, and apart from
//! these, if they were run, the two that are not compared with anything.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::Rule;

use super::Desk;
use crate::document::{Inline, Set};
use crate::format::typeset;
use crate::markup::{plain, sentence};
use crate::wording::{self, follow};

/// The least and the most.
pub type Bounds = (i128, i128);
/// By the rule's word.
pub type ByRule<'a> = BTreeMap<&'a str, Bounds>;

/// Adds to the sum of a rule.
pub fn add<'a>(sums: &mut ByRule<'a>, rule: &'a str, (low, high): Bounds) {
    let sum = sums.entry(rule).or_default();
    *sum = (sum.0 + low, sum.1 + high);
}

/// The rules that were run, in the order in which they are shown.
#[derive(Clone, Debug, Default)]
pub struct Columns<'a> {
    /// Those that follow each unit.
    pub compared: Vec<&'a str>,
    /// The others.
    pub apart: Vec<&'a str>,
}

impl<'a> Columns<'a> {
    /// Of the words of rules.
    pub fn of(words: impl IntoIterator<Item = &'a str>) -> Self {
        let words: BTreeSet<&str> = words.into_iter().collect();
        let compared: Vec<&str> =
            Rule::FOLLOWED.iter().map(|rule| rule.word()).filter(|word| words.contains(word)).collect();
        let known = Rule::ALL.iter().map(|rule| rule.word());
        let apart = known.filter(|word| words.contains(word) && !compared.contains(word));
        // A rule that this program does not know cannot be compared either.
        let others = words.iter().copied().filter(|word| Rule::from_word(word).is_none());
        Self { apart: apart.chain(others).collect(), compared }
    }

    /// The same without the rule that only says where to look.
    pub fn without_poison(mut self) -> Self {
        self.apart.retain(|rule| *rule != Rule::Poison.word());
        self
    }

    /// The least that every rule compared gives.
    pub fn common(&self, sums: &ByRule<'_>) -> i128 {
        self.compared.iter().map(|rule| sums.get(rule).map_or(0, |bounds| bounds.0)).min().unwrap_or(0)
    }

    /// The least and the most over the rules compared.
    pub fn range(&self, sums: &ByRule<'_>) -> Bounds {
        let of = |rule: &&str| sums.get(*rule).copied().unwrap_or_default();
        let low = self.compared.iter().map(|rule| of(rule).0).min().unwrap_or(0);
        (low, self.compared.iter().map(|rule| of(rule).1).max().unwrap_or(0))
    }

    /// The headings: the rules compared, what is common to them, the others.
    pub fn headings(&self, desk: &Desk<'_>) -> Vec<(String, Set)> {
        let mut headings: Vec<(String, Set)> =
            self.compared.iter().map(|rule| (rule_name(desk, rule), Set::Bounds)).collect();
        if !self.compared.is_empty() {
            headings.push((desk.say(wording::COL_COMMON), Set::Bounds));
        }
        let apart = |rule: &str| {
            let name = Inline::Words(rule_name(desk, rule));
            plain(&sentence(follow::COL_APART, desk.language, &[name]))
        };
        headings.extend(self.apart.iter().map(|rule| (apart(rule), Set::Bounds)));
        headings
    }

    /// The cells of a row under these headings. A rule that stands apart and says nothing has a dash, not a nought.
    pub fn cells(&self, sums: &ByRule<'_>, figure: impl Fn(Bounds) -> Inline) -> Vec<Vec<Inline>> {
        let common = self.common(sums);
        self.cells_with(sums, vec![figure((common, common))], figure)
    }

    /// The same where the common figure is another one.
    pub fn cells_with(
        &self,
        sums: &ByRule<'_>,
        common: Vec<Inline>,
        figure: impl Fn(Bounds) -> Inline,
    ) -> Vec<Vec<Inline>> {
        let mut cells: Vec<Vec<Inline>> =
            self.compared.iter().map(|rule| vec![figure(sums.get(rule).copied().unwrap_or_default())]).collect();
        if !self.compared.is_empty() {
            cells.push(common);
        }
        cells.extend(self.apart.iter().map(|rule| match sums.get(rule) {
            Some(bounds) => vec![figure(*bounds)],
            None => vec![dash()],
        }));
        cells
    }

    /// The same of figures that not every rule has: a dash where there is none, and what is common where all have one.
    pub fn cells_known(&self, sums: &ByRule<'_>, figure: impl Fn(Bounds) -> Inline) -> Vec<Vec<Inline>> {
        let cell = |rule: &&str| vec![sums.get(*rule).map_or_else(dash, |bounds| figure(*bounds))];
        let mut cells: Vec<Vec<Inline>> = self.compared.iter().map(cell).collect();
        if !self.compared.is_empty() {
            let all = self.compared.iter().all(|rule| sums.contains_key(rule));
            let common = self.common(sums);
            cells.push(vec![if all { figure((common, common)) } else { dash() }]);
        }
        cells.extend(self.apart.iter().map(cell));
        cells
    }
}

/// What stands where a rule says nothing.
pub fn dash() -> Inline {
    Inline::Words("–".to_owned())
}

/// The names of rules in a line. Some hold a comma of their own.
pub fn rule_list(desk: &Desk<'_>, rules: &[&str]) -> String {
    let mark = typeset(desk.language.pick("; ", " ; "), desk.language);
    rules.iter().map(|rule| rule_name(desk, rule)).collect::<Vec<_>>().join(&mark)
}

/// What a rule is called.
pub fn rule_name(desk: &Desk<'_>, word: &str) -> String {
    match Rule::from_word(word) {
        Some(Rule::Fifo) => desk.say(wording::RULE_FIFO),
        Some(Rule::Lifo) => desk.say(wording::RULE_LIFO),
        Some(Rule::ProRata) => desk.say(wording::RULE_PRO_RATA),
        Some(Rule::Libr) => desk.say(wording::RULE_LIBR),
        Some(Rule::PariPassu) => desk.say(follow::RULE_PARI_PASSU),
        Some(Rule::Poison) => desk.say(follow::RULE_POISON),
        None => word.to_owned(),
    }
}
