//! One trace with what all of its parts are written with.

use std::collections::BTreeMap;
use std::sync::Arc;

use filature_model::{Rule, Trace};

use super::Desk;
use super::trace_columns::Bounds;
use super::trace_sums::{Reckoning, transactions};
use crate::DossierError;
use crate::document::{Block, Computation, Figure, Ground, Grounds, Inline, Rows, Said, TableLook};
use crate::figures::{Reading, computed};
use crate::format;
use crate::markup::{plain, sentence};
use crate::wording::{Pair, follow};

/// How many rows of a list that has no end are shown.
pub const LISTED: usize = 100;
/// How many entries are named in one cell.
const LINKS: usize = 12;

/// The entries of the credits of all claims, and of all by which the rules that follow each unit moved them.
fn rows(desk: &Desk<'_>, trace: &Trace, reckoning: Reckoning) -> Option<Arc<Rows>> {
    let begun = trace.claims.iter().flat_map(|claim| claim.transactions.iter().map(String::as_str));
    let followed = reckoning
        .rules(trace)
        .iter()
        .filter(|(word, _)| Rule::from_word(word).is_some_and(Rule::is_followed))
        .flat_map(|(_, result)| trace.claims.iter().flat_map(|claim| transactions(result, &claim.claim)));
    desk.catalogue.rows(begun.chain(followed))
}

/// A trace.
pub struct View<'a, 'd> {
    /// What it is written with.
    pub desk: &'d Desk<'a>,
    /// Its place among the traces.
    pub number: usize,
    /// Its name.
    pub name: &'a str,
    /// The trace.
    pub trace: &'a Trace,
    /// The currency of its claims.
    pub reading: Reading,
    readings: BTreeMap<&'a str, Reading>,
    alone: Arc<Rows>,
    asserted: Arc<Rows>,
}

impl<'a, 'd> View<'a, 'd> {
    /// A trace; none without a claim of which a row is known.
    pub fn new(
        desk: &'d Desk<'a>,
        number: usize,
        name: &'a str,
        trace: &'a Trace,
    ) -> Result<Option<Self>, DossierError> {
        let mut readings = BTreeMap::new();
        for claim in &trace.claims {
            readings.insert(claim.claim.as_str(), Reading::new(&format!("{name}, {}", claim.claim), &claim.currency)?);
        }
        let first = trace.claims.first().and_then(|claim| readings.get(claim.claim.as_str()).cloned());
        let (alone, asserted) = (rows(desk, trace, Reckoning::Alone), rows(desk, trace, Reckoning::Asserted));
        let (Some(reading), Some(alone), Some(asserted)) = (first, alone, asserted) else { return Ok(None) };
        Ok(Some(Self { desk, number, name, trace, reading, readings, alone, asserted }))
    }

    /// The currency of a claim.
    pub fn reading_of(&self, claim: &str) -> &Reading {
        self.readings.get(claim).unwrap_or(&self.reading)
    }

    /// Whether all claims are in one currency, so that they can be added.
    pub fn one_currency(&self) -> bool {
        self.readings.values().all(|reading| reading.currency == self.reading.currency)
    }

    /// The anchor of one of its pieces.
    pub fn anchor(&self, piece: &str) -> String {
        format::anchor(piece, &(self.number + 1).to_string())
    }

    /// Grounds of what the rules compute for all claims, with what a person asserts, if anybody did.
    pub fn grounds(&self, how: Pair) -> Grounds {
        self.grounds_by(how, Reckoning::Asserted)
    }

    /// The same of one reckoning.
    pub fn grounds_by(&self, how: Pair, reckoning: Reckoning) -> Grounds {
        let rows = match reckoning {
            Reckoning::Alone => &self.alone,
            Reckoning::Asserted => &self.asserted,
        };
        computed(how, rows, None, self.desk.language)
    }

    /// Grounds of what is computed through these transactions; as [`View::grounds`] where none is known.
    pub fn grounds_of<'b>(&self, how: Pair, transactions: impl IntoIterator<Item = &'b str>) -> Grounds {
        let rows = self.desk.catalogue.rows(transactions).unwrap_or_else(|| Arc::clone(&self.asserted));
        computed(how, &rows, None, self.desk.language)
    }

    /// Grounds of what is counted from entries that are not listed.
    pub fn unlisted(&self, how: Pair) -> Grounds {
        Grounds::of(Ground::Summed(self.desk.say(how)))
    }

    /// An amount, or the least and the most.
    pub fn figure(&self, reading: &Reading, (low, high): Bounds, grounds: Grounds) -> Inline {
        Inline::Figure(Figure::range(low, high, reading.currency, self.desk.language, grounds))
    }

    /// A heading that says so where what it heads is computed with what a person asserts.
    pub fn heading(&self, pair: Pair) -> Block {
        let heading = self.desk.say(pair);
        if self.trace.assertions.is_empty() {
            return Block::Heading(heading);
        }
        Block::Heading(plain(&sentence(follow::WITH_ASSERTED, self.desk.language, &[Inline::Words(heading)])))
    }

    /// A computation, with what a person asserts where anybody did.
    pub fn computation(&self, line: Vec<Inline>) -> Block {
        let alone = self.trace.assertions.is_empty();
        let computation = Computation(line);
        Block::Said(if alone { Said::Computation(computation) } else { Said::WithAssertion(computation) })
    }

    /// The look of a table of figures that are computed with what a person asserts where anybody did.
    pub fn look(&self) -> TableLook {
        if self.trace.assertions.is_empty() { TableLook::Plain } else { TableLook::Asserted }
    }

    /// An account and its holder, as it may be shown.
    pub fn account(&self, account: &str) -> Vec<Inline> {
        let holder = self.desk.catalogue.holder(account);
        let holder = holder.into_iter().flat_map(|holder| [Inline::Words(" ".to_owned()), Inline::Data(holder)]);
        std::iter::once(Inline::Key(account.to_owned())).chain(holder).collect()
    }

    /// The entries of these transactions as links, the first of them where they are many.
    pub fn links<'b>(&self, transactions: impl IntoIterator<Item = &'b str>) -> Vec<Inline> {
        let Some(rows) = self.desk.catalogue.rows(transactions) else { return Vec::new() };
        let mut cell = Vec::new();
        for row in rows.iter().take(LINKS) {
            cell.extend((!cell.is_empty()).then(|| Inline::Words(" ".to_owned())));
            cell.push(crate::catalogue::Catalogue::row_link(row));
        }
        if rows.len() > LINKS {
            cell.push(Inline::Words(" ".to_owned()));
            cell.extend(sentence(follow::AND_MORE, self.desk.language, &[self.desk.tally(rows.len() - LINKS)]));
        }
        cell
    }

    /// What says that a list was cut, where it was.
    pub fn cut(&self, length: usize) -> Option<Block> {
        let counts = [self.desk.tally(LISTED), self.desk.tally(length)];
        (length > LISTED).then(|| Block::Alarm(sentence(follow::LIST_CUT, self.desk.language, &counts)))
    }
}
