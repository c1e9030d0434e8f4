//! Which assumption moves the figure most: what each doubt does alone.

use filature_model::{Doubt, Sway};

use super::trace_columns::rule_name;
use super::trace_view::View;
use crate::DossierError;
use crate::document::{Block, Inline, Row, Set, Size, Table};
use crate::format;
use crate::markup::{sentence, words};
use crate::wording::follow;

/// How many doubts are shown.
const SHOWN: usize = 12;

/// The heading, a sentence that names the first, the table of those that move a figure by a unit of the currency at least,
/// and how many others there are.
pub fn sways(view: &View<'_, '_>) -> Result<Vec<Block>, DossierError> {
    let (desk, all) = (view.desk, &view.trace.sways);
    let Some(first) = all.first() else { return Ok(Vec::new()) };
    let mut blocks = vec![view.heading(follow::SWAYS), view.computation(line(view, first)?)];
    let mut rows = Vec::new();
    for sway in all {
        if rows.len() < SHOWN && moves_a_unit(view, sway)? {
            let [held, moves] = figures(view, sway)?;
            let cells = vec![
                doubt(view, &sway.doubt),
                vec![Inline::Data(sway.claim.clone())],
                vec![Inline::Words(rule_name(desk, &sway.rule))],
                vec![held],
                vec![moves],
            ];
            rows.push(Row { cells, ..Row::default() });
        }
    }
    let smaller = all.len() - rows.len();
    if !rows.is_empty() {
        blocks.push(Block::Table(table(view, rows)));
    }
    if smaller > 0 {
        let counts = [desk.tally(SHOWN), desk.tally(smaller)];
        blocks.push(Block::Prose(sentence(follow::SWAYS_LEFT_OUT, desk.language, &counts)));
    }
    Ok(blocks)
}

fn moves_a_unit(view: &View<'_, '_>, sway: &Sway) -> Result<bool, DossierError> {
    let reading = view.reading_of(&sway.claim);
    let (low, high) = reading.bounds(&sway.low, &sway.high)?;
    Ok(high - low >= 10_i128.pow(reading.currency.minor_digits()))
}

fn table(view: &View<'_, '_>, rows: Vec<Row>) -> Table {
    let desk = view.desk;
    let say = |pair, set| (desk.say(pair), set);
    let alone = view.trace.assertions.is_empty();
    let caption = if alone { follow::SWAYS_CAPTION } else { follow::SWAYS_ASSERTED_CAPTION };
    Table {
        caption: vec![words(caption, desk.language)],
        columns: vec![
            say(follow::COL_DOUBT, Set::Left),
            say(follow::COL_CLAIM, Set::Left),
            say(follow::COL_RULE, Set::Left),
            say(follow::COL_HELD, Set::Bounds),
            say(follow::COL_MOVES, Set::Right),
        ],
        rows,
        grounds: Some(view.grounds(follow::SWAY_HOW)),
        size: Size::Dense,
        look: view.look(),
        ..Table::default()
    }
}

fn line(view: &View<'_, '_>, first: &Sway) -> Result<Vec<Inline>, DossierError> {
    let language = view.desk.language;
    let (low, high) = view.reading_of(&first.claim).bounds(&first.low, &first.high)?;
    if low == high {
        return Ok(vec![words(follow::SWAYS_NONE, language)]);
    }
    let [held, moves] = figures(view, first)?;
    let rule = Inline::Words(rule_name(view.desk, &first.rule));
    let slots =
        [doubt(view, &first.doubt), vec![Inline::Data(first.claim.clone())], vec![rule], vec![held], vec![moves]];
    Ok(crate::markup::filled(follow::SWAYS_LINE, language, &slots))
}

/// What is held, and how far apart the least and the most are.
fn figures(view: &View<'_, '_>, sway: &Sway) -> Result<[Inline; 2], DossierError> {
    let reading = view.reading_of(&sway.claim);
    let (low, high) = reading.bounds(&sway.low, &sway.high)?;
    let grounds = || view.grounds(follow::SWAY_HOW);
    Ok([view.figure(reading, (low, high), grounds()), view.figure(reading, (high - low, high - low), grounds())])
}

fn doubt(view: &View<'_, '_>, doubt: &Doubt) -> Vec<Inline> {
    let language = view.desk.language;
    match doubt {
        Doubt::Opening { account } => sentence(follow::DOUBT_OPENING, language, &[Inline::Key(account.clone())]),
        Doubt::Openings { accounts } => {
            let count = Inline::Words(format::count(*accounts, language));
            sentence(follow::DOUBT_OPENINGS, language, &[count])
        }
        Doubt::Ties => vec![words(follow::DOUBT_TIES, language)],
        Doubt::ValueDates => vec![words(follow::DOUBT_VALUE_DATES, language)],
    }
}
