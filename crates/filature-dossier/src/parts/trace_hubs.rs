//! What reached the accounts that were asked about, and the pooled accounts that were reached, with their measure.

use std::collections::BTreeMap;

use filature_model::Hub;

use super::trace_columns::{ByRule, Columns, add};
use super::trace_view::View;
use crate::DossierError;
use crate::document::{Assumption, Block, Figure, Inline, Row, Said, Set, Size, Table};
use crate::figures::Reading;
use crate::markup::words;
use crate::wording::follow;

/// How much of each claim reached the accounts asked about.
pub fn reached(view: &View<'_, '_>) -> Result<Vec<Block>, DossierError> {
    let (desk, trace) = (view.desk, view.trace);
    if trace.reached.is_empty() {
        return Ok(Vec::new());
    }
    let columns = Columns::of(trace.reached.iter().map(|part| part.rule.as_str()));
    let mut sums: BTreeMap<(&str, &str), ByRule<'_>> = BTreeMap::new();
    for part in &trace.reached {
        let bounds = view.reading_of(&part.claim).bounds(&part.low, &part.high)?;
        add(sums.entry((&part.account, &part.claim)).or_default(), &part.rule, bounds);
    }
    let alone = trace.assertions.is_empty();
    let grounds = view.grounds(if alone { follow::RESTITUTION_HOW } else { follow::CARRIED_HOW });
    let rows = sums.iter().map(|((account, claim), sums)| {
        let reading = view.reading_of(claim);
        let mut cells = vec![view.account(account), vec![Inline::Data((*claim).to_owned())]];
        cells.extend(columns.cells(sums, |bounds| view.figure(reading, bounds, grounds.clone())));
        Row { cells, ..Row::default() }
    });
    let rows = rows.collect();
    let mut headings = vec![(desk.say(follow::COL_ACCOUNT), Set::Left), (desk.say(follow::COL_CLAIM), Set::Left)];
    headings.extend(columns.headings(desk));
    let table = Table {
        caption: vec![words(follow::REACHED_CAPTION, desk.language)],
        columns: headings,
        rows,
        grounds: Some(grounds),
        size: Size::Dense,
        look: view.look(),
        ..Table::default()
    };
    Ok(vec![view.heading(follow::REACHED), Block::Table(table)])
}

/// The pooled accounts, and how they are known to be.
pub fn hubs(view: &View<'_, '_>) -> Result<Vec<Block>, DossierError> {
    let (desk, trace) = (view.desk, view.trace);
    if trace.hubs.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows = Vec::new();
    for hub in &trace.hubs {
        rows.push(hub_row(view, hub)?);
    }
    let say = |pair, set| (desk.say(pair), set);
    let table = Table {
        caption: vec![words(follow::HUBS_CAPTION, desk.language)],
        columns: vec![
            say(follow::COL_ACCOUNT, Set::Left),
            say(follow::COL_WHY_HUB, Set::Left),
            say(follow::COL_PAYERS, Set::Right),
            say(follow::COL_PAYEES, Set::Right),
            say(follow::COL_COUNTERPARTIES, Set::Right),
            say(follow::COL_IN, Set::Right),
            say(follow::COL_OUT, Set::Right),
            say(follow::COL_THROUGH, Set::Left),
        ],
        rows,
        grounds: Some(view.unlisted(follow::HUBS_HOW)),
        size: Size::Dense,
        ..Table::default()
    };
    let note = Assumption(vec![words(follow::HUBS_NOTE, desk.language)]);
    let mut blocks = vec![Block::Heading(desk.say(follow::HUBS)), Block::Table(table)];
    blocks.push(Block::Said(Said::Assumption(note)));
    Ok(blocks)
}

fn hub_row(view: &View<'_, '_>, hub: &Hub) -> Result<Row, DossierError> {
    let language = view.desk.language;
    let grounds = || view.unlisted(follow::HUBS_HOW);
    let count = |number| vec![Inline::Figure(Figure::count(number, language, grounds()))];
    let amount = |text: &str| -> Result<Vec<Inline>, DossierError> {
        let reading = Reading::new(&hub.account, &hub.currency)?;
        let minor = reading.minor(text)?;
        Ok(vec![view.figure(&reading, (minor, minor), grounds())])
    };
    let why = if hub.declared { follow::HUB_DECLARED } else { follow::HUB_MEASURED };
    let through = if hub.followed_through { follow::HUB_THROUGH } else { follow::HUB_STOPPED };
    let cells = vec![
        view.account(&hub.account),
        vec![words(why, language)],
        count(hub.payers),
        count(hub.payees),
        count(hub.counterparties),
        amount(&hub.received)?,
        amount(&hub.paid)?,
        vec![words(through, language)],
    ];
    Ok(Row { cells, ..Row::default() })
}
