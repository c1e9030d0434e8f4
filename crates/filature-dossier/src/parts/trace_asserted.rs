//! What a person asserts of the money, with the reason given and what it carries: apart from what the rules compute.

use std::collections::BTreeMap;

use filature_model::{Assertion, Carried};

use super::trace_columns::{ByRule, Columns, add};
use super::trace_view::View;
use crate::DossierError;
use crate::catalogue::Transfer;
use crate::document::{Block, Figure, Ground, Grounds, Inline, Row, Said, Set, Size, Table, TableLook};
use crate::figures::Reading;
use crate::markup::{filled, sentence, words};
use crate::wording::{Pair, follow};

/// The heading, and each assertion with what it carries.
pub fn assertions(view: &View<'_, '_>) -> Result<Vec<Block>, DossierError> {
    let desk = view.desk;
    let intro = Block::Prose(vec![words(follow::ASSERTED_INTRO, desk.language)]);
    let mut blocks = vec![Block::Heading(desk.say(follow::ASSERTED)), intro];
    for (number, assertion) in (1_usize..).zip(&view.trace.assertions) {
        let mut said = vec![Inline::Strong(format!("{number}.")), Inline::Words(" ".to_owned())];
        said.extend(line(view, assertion)?);
        blocks.push(Block::Said(Said::Assertion(crate::document::Assertion(said))));
        blocks.extend(carried(view, number, assertion)?.map(Block::Table));
    }
    Ok(blocks)
}

fn line(view: &View<'_, '_>, assertion: &Assertion) -> Result<Vec<Inline>, DossierError> {
    let language = view.desk.language;
    let (mut line, reason) = match assertion {
        Assertion::Election { claim, transaction, worth, reason, .. } => {
            let mut slots = vec![vec![Inline::Data(claim.clone())]];
            slots.extend(movement(view, transaction, true));
            let mut line = filled(follow::ELECTION_LINE, language, &slots);
            if let Some(worth) = worth {
                line.push(Inline::Words(" ".to_owned()));
                line.extend(sentence(follow::WORTH_LINE, language, &[worth_now(view, transaction, worth)?]));
            }
            (line, reason.as_deref())
        }
        Assertion::Link { debit, credit, reason, .. } => {
            let mut slots = movement(view, debit, false);
            slots.extend(movement_in(view, credit));
            (filled(follow::LINK_LINE, language, &slots), Some(reason.as_str()))
        }
    };
    line.push(Inline::Break);
    match reason.filter(|reason| !reason.trim().is_empty()) {
        Some(reason) => line.extend(sentence(follow::REASON_GIVEN, language, &[Inline::Data(reason.to_owned())])),
        None => line.push(words(follow::NO_REASON, language)),
    }
    Ok(line)
}

/// Day, amount, payer, payee where it is asked for, entries.
fn movement(view: &View<'_, '_>, transaction: &str, with_payee: bool) -> Vec<Vec<Inline>> {
    let Some(transfer) = view.desk.catalogue.transfer(transaction) else { return vec![Vec::new(); 5] };
    let side = |side| view.desk.catalogue.side(side, transfer.channel);
    let mut slots = vec![vec![view.desk.day(transfer.booked.on)], vec![amount(view, transfer)], side(transfer.payer)];
    slots.extend(with_payee.then(|| side(transfer.payee)));
    slots.push(view.links([transaction]));
    slots
}

/// The same of a credit: day, amount, payee, entries.
fn movement_in(view: &View<'_, '_>, transaction: &str) -> Vec<Vec<Inline>> {
    let Some(transfer) = view.desk.catalogue.transfer(transaction) else { return vec![Vec::new(); 4] };
    let payee = view.desk.catalogue.side(transfer.payee, transfer.channel);
    vec![vec![view.desk.day(transfer.booked.on)], vec![amount(view, transfer)], payee, view.links([transaction])]
}

fn amount(view: &View<'_, '_>, transfer: &Transfer<'_>) -> Inline {
    let (minor, currency) = (i128::from(transfer.amount.minor), transfer.amount.currency);
    Inline::Figure(Figure::amount(minor, currency, view.desk.language, Grounds::rows(&transfer.rows)))
}

/// The worth stands in the currency of the debit, and no source shows it.
fn worth_now(view: &View<'_, '_>, transaction: &str, worth: &str) -> Result<Inline, DossierError> {
    let currency = view.desk.catalogue.transfer(transaction).map(|transfer| transfer.amount.currency);
    let reading = Reading::new(view.name, currency.unwrap_or(view.reading.currency).code())?;
    let minor = reading.minor(worth)?;
    let grounds = Grounds::of(Ground::Asserted(view.desk.say(follow::WORTH_HOW)));
    Ok(view.figure(&reading, (minor, minor), grounds))
}

fn parts(assertion: &Assertion) -> (&[Carried], Vec<&str>) {
    match assertion {
        Assertion::Election { transaction, carried, .. } => (carried, vec![transaction]),
        Assertion::Link { debit, credit, carried, .. } => (carried, vec![debit, credit]),
    }
}

fn carried(view: &View<'_, '_>, number: usize, assertion: &Assertion) -> Result<Option<Table>, DossierError> {
    let (carried, transactions) = parts(assertion);
    if carried.is_empty() {
        return Ok(None);
    }
    let desk = view.desk;
    let columns = Columns::of(carried.iter().map(|part| part.rule.as_str()));
    let mut by_claim: BTreeMap<&str, (ByRule<'_>, ByRule<'_>)> = BTreeMap::new();
    for part in carried {
        let reading = view.reading_of(&part.claim);
        let (sums, rises) = by_claim.entry(&part.claim).or_default();
        add(sums, &part.rule, reading.bounds(&part.low, &part.high)?);
        if let Some(rise) = &part.rise {
            add(rises, &part.rule, reading.bounds(&rise.low, &rise.high)?);
        }
    }
    let grounds = view.grounds_of(follow::CARRIED_HOW, transactions.iter().copied());
    let rise_grounds = view.grounds_of(follow::RISE_HOW, transactions.iter().copied());
    let mut rows = Vec::new();
    for (claim, (sums, rises)) in &by_claim {
        let reading = view.reading_of(claim);
        let label = |pair: Pair| sentence(pair, desk.language, &[Inline::Data((*claim).to_owned())]);
        let mut cells = vec![label(follow::CARRIED)];
        cells.extend(columns.cells(sums, |bounds| view.figure(reading, bounds, grounds.clone())));
        rows.push(Row { cells, ..Row::default() });
        if !rises.is_empty() {
            let mut cells = vec![label(rise_word(rises))];
            cells.extend(columns.cells_known(rises, |b| view.figure(reading, b, rise_grounds.clone())));
            rows.push(Row { cells, grounds: Some(rise_grounds.clone()), ..Row::default() });
        }
    }
    let mut headings = vec![(desk.say(follow::COL_CLAIM), Set::Left)];
    headings.extend(columns.headings(desk));
    Ok(Some(Table {
        caption: sentence(follow::CARRIED_CAPTION, desk.language, &[desk.tally(number)]),
        columns: headings,
        rows,
        grounds: Some(grounds),
        size: Size::Dense,
        look: TableLook::Asserted,
        ..Table::default()
    }))
}

/// A rise, a fall, or one by this rule and the other by that.
pub fn rise_word(rises: &ByRule<'_>) -> Pair {
    let (up, down) = (rises.values().any(|rise| rise.1 > 0), rises.values().any(|rise| rise.0 < 0));
    match (up, down) {
        (_, false) => follow::RISE,
        (false, true) => follow::FALL,
        (true, true) => follow::RISE_OR_FALL,
    }
}
