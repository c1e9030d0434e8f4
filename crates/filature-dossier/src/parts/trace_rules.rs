//! One claim by every rule: side by side those that follow each unit, apart those that do not.

use std::collections::BTreeMap;

use filature_model::{Departure, Rule};

use super::Desk;
use super::trace_columns::{ByRule, rule_name};
use super::trace_sums::{Claim, Reckoning};
use crate::document::{Block, Figure, Grounds, Inline, Row, Set, Size, Table, TableLook};
use crate::markup::{sentence, words};
use crate::wording::{self, Pair, follow};

/// Where the claim is by the rules compared, and an alarm where a sum is off.
pub fn tables(desk: &Desk<'_>, claim: &Claim<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for rule in claim.rules_that_do_not_add_up() {
        let slots = [Inline::Data(claim.name.to_owned()), Inline::Words(rule_name(desk, rule))];
        blocks.push(Block::Alarm(sentence(follow::DOES_NOT_ADD_UP, desk.language, &slots)));
    }
    if !claim.columns.compared.is_empty() {
        blocks.push(Block::Table(compared(desk, claim)));
    }
    blocks
}

/// What the rules that are not compared say; with assertions, where it is not what they say without.
pub fn apart_table(desk: &Desk<'_>, claim: &Claim<'_>, before: Option<&Claim<'_>>) -> Option<Block> {
    let nothing = claim.apart.held.is_empty() && claim.apart.left.is_empty();
    let said = before.is_some_and(|before| before.apart == claim.apart);
    (!nothing && !said).then(|| Block::Table(apart(desk, claim)))
}

fn is_asserted(desk: &Desk<'_>, claim: &Claim<'_>) -> bool {
    let trace = desk.selected.content.traces.get(claim.place.0).map(|(_, trace)| trace);
    claim.reckoning == Reckoning::Asserted && trace.is_some_and(|trace| !trace.assertions.is_empty())
}

fn compared(desk: &Desk<'_>, claim: &Claim<'_>) -> Table {
    let language = desk.language;
    let asserted = is_asserted(desk, claim);
    let (caption, how, look) = match asserted {
        true => (follow::ASSERTED_RULES_CAPTION, follow::CARRIED_HOW, TableLook::Asserted),
        false => (wording::RULES_CAPTION, wording::RULES_HOW, TableLook::Plain),
    };
    let grounds = claim.rule_grounds(desk, how);
    let row = |place: Vec<Inline>, sums: &ByRule<'_>, sum: bool| Row {
        cells: cells(desk, claim, place, sums, &grounds),
        sum,
        ..Row::default()
    };
    let mut columns = vec![(desk.say(wording::COL_WHERE), Set::Left)];
    columns.extend(claim.columns.headings(desk).into_iter().take(claim.columns.compared.len() + 1));
    let mut rows = Vec::new();
    for (account, sums) in &claim.held {
        let mut made = row(held_in(desk, account), sums, false);
        for (cell, rule) in made.cells.iter_mut().skip(1).zip(&claim.columns.compared) {
            cell.extend(beside(desk, claim, (account, rule), &grounds));
        }
        rows.push(made);
    }
    if claim.held.len() > 1 {
        rows.push(row(vec![words(wording::SUM_HELD, language)], &claim.all_held(), true));
    }
    let ways = claim.ways();
    rows.extend(ways.iter().map(|(way, sums)| row(left_by(desk, *way), sums, false)));
    if ways.len() > 1 {
        rows.push(row(vec![words(wording::SUM_LEFT, language)], &claim.all_left(), true));
    }
    if !claim.exchange.is_empty() {
        let mut rounding = row(vec![words(follow::SUM_EXCHANGE, language)], &claim.exchange, false);
        // What is lost on the way is nobody's common share.
        rounding.cells.pop();
        rounding.cells.push(Vec::new());
        rows.push(rounding);
    }
    let caption = sentence(caption, language, &[Inline::Data(claim.name.to_owned())]);
    Table { caption, columns, rows, grounds: Some(grounds), size: Size::Dense, look, ..Table::default() }
}

fn cells(
    desk: &Desk<'_>,
    claim: &Claim<'_>,
    place: Vec<Inline>,
    sums: &ByRule<'_>,
    grounds: &Grounds,
) -> Vec<Vec<Inline>> {
    let figures = claim.columns.cells(sums, |bounds| claim.figure(desk, bounds, grounds.clone()));
    let compared = figures.into_iter().take(claim.columns.compared.len() + 1);
    std::iter::once(place).chain(compared).collect()
}

fn apart(desk: &Desk<'_>, claim: &Claim<'_>) -> Table {
    let language = desk.language;
    let grounds = claim.apart_grounds(desk);
    let rules = &claim.columns.apart;
    let mut caption = sentence(follow::APART_CAPTION, language, &[Inline::Data(claim.name.to_owned())]);
    let notes: BTreeMap<&str, Pair> =
        [(Rule::PariPassu.word(), follow::APART_PARI_PASSU), (Rule::Poison.word(), follow::APART_POISON)].into();
    let asserted = is_asserted(desk, claim).then_some(&follow::APART_ASSERTED);
    for note in rules.iter().filter_map(|rule| notes.get(rule)).chain(asserted) {
        caption.extend([Inline::Words(" ".to_owned()), words(*note, language)]);
    }
    let mut columns = vec![(desk.say(wording::COL_WHERE), Set::Left)];
    columns.extend(rules.iter().map(|rule| (rule_name(desk, rule), Set::Bounds)));
    let cell = |sums: &ByRule<'_>, rule: &str| match sums.get(rule) {
        Some(bounds) => vec![claim.figure(desk, *bounds, grounds.clone())],
        None => vec![super::trace_columns::dash()],
    };
    let mut rows = Vec::new();
    for (account, sums) in &claim.apart.held {
        let mut cells = vec![held_in(desk, account)];
        for rule in rules {
            let mut made = cell(sums, rule);
            made.extend(beside(desk, claim, (account, rule), &grounds));
            cells.push(made);
        }
        rows.push(Row { cells, ..Row::default() });
    }
    for (way, sums) in claim.ways_of(&claim.apart.left) {
        let mut cells = vec![left_by(desk, way)];
        cells.extend(rules.iter().map(|rule| cell(&sums, rule)));
        rows.push(Row { cells, ..Row::default() });
    }
    let look = TableLook::Apart;
    Table { caption, columns, rows, grounds: Some(grounds), size: Size::Dense, look, ..Table::default() }
}

/// What stands beside a held amount: that it may be more, and the same in the account's own currency.
fn beside(desk: &Desk<'_>, claim: &Claim<'_>, place: (&str, &str), grounds: &Grounds) -> Vec<Inline> {
    let mut made = Vec::new();
    let Some(beside) = claim.beside.get(&place) else { return made };
    if beside.or_more {
        made.extend([Inline::Words(" ".to_owned()), words(follow::OR_MORE, desk.language)]);
    }
    for (reading, (low, high)) in &beside.native {
        let figure = Figure::range(*low, *high, reading.currency, desk.language, grounds.clone());
        made.push(Inline::Break);
        made.extend(sentence(follow::NATIVE, desk.language, &[Inline::Figure(figure)]));
    }
    made
}

fn held_in(desk: &Desk<'_>, account: &str) -> Vec<Inline> {
    let space = || Inline::Words(" ".to_owned());
    let mut place = vec![words(wording::HELD_IN, desk.language), space(), Inline::Key(account.to_owned())];
    place.extend(desk.catalogue.holder(account).into_iter().flat_map(|holder| [space(), Inline::Data(holder)]));
    place
}

fn left_by(desk: &Desk<'_>, (how, account): (Departure, &str)) -> Vec<Inline> {
    let language = desk.language;
    let space = || Inline::Words(" ".to_owned());
    let mut place =
        vec![words(wording::LEFT_BY, language), space(), words(super::trace_breaks::departure(how), language)];
    place.extend([Inline::Break, words(wording::LEFT_FROM, language), space(), Inline::Key(account.to_owned())]);
    place
}
