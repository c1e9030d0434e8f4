//! What to ask for next, and of whom: the requests to send, the largest amount at stake first.

use std::collections::BTreeSet;

use filature_model::{Ask, Requisition};

use super::Desk;
use super::trace_view::{LISTED, View};
use crate::DossierError;
use crate::document::{Block, Inline, Row, Set, Size, Table};
use crate::figures::Reading;
use crate::format;
use crate::markup::{prose_with_commands, sentence, words};
use crate::wording::{self, Pair, follow};

/// The heading, each kind of request once in full, and the table.
pub fn requisitions(view: &View<'_, '_>) -> Result<Vec<Block>, DossierError> {
    let (desk, all) = (view.desk, &view.trace.requisitions);
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let kinds: BTreeSet<Ask> = all.iter().map(|requisition| requisition.ask).collect();
    let explained = kinds.into_iter().map(|ask| {
        let text = format::typeset(ask.sentence(desk.language), desk.language);
        (desk.say(short(ask)), prose_with_commands(&text))
    });
    let mut rows = Vec::new();
    for (number, requisition) in (1_usize..).zip(all).take(LISTED) {
        rows.push(row(view, number, requisition)?);
    }
    let alone = view.trace.assertions.is_empty();
    let caption = if alone { follow::REQUISITIONS_CAPTION } else { follow::REQUISITIONS_ASSERTED_CAPTION };
    let table = Table {
        anchor: Some(view.anchor("requisitions")),
        caption: vec![words(caption, desk.language)],
        columns: columns(desk, wording::COL_ENTRIES),
        rows,
        sourced: true,
        size: Size::Dense,
        look: view.look(),
        ..Table::default()
    };
    let mut blocks = vec![view.heading(follow::REQUISITIONS), Block::Pairs(explained.collect())];
    blocks.push(Block::Table(table));
    blocks.extend(view.cut(all.len()));
    Ok(blocks)
}

/// The columns of requests, the last of which says what they rest on.
pub fn columns(desk: &Desk<'_>, last: Pair) -> Vec<(String, Set)> {
    let all = [
        (wording::COL_NUMBER, Set::Tight),
        (follow::COL_ASK, Set::Left),
        (follow::COL_ACCOUNT, Set::Left),
        (wording::COL_PAYEE, Set::Left),
        (follow::COL_DAYS, Set::Tight),
        (follow::COL_AT_STAKE, Set::Bounds),
        (last, Set::Left),
    ];
    all.into_iter().map(|(pair, set)| (desk.say(pair), set)).collect()
}

fn row(view: &View<'_, '_>, number: usize, requisition: &Requisition) -> Result<Row, DossierError> {
    let desk = view.desk;
    let reading = Reading::new(view.name, &requisition.currency)?;
    let bounds = reading.bounds(&requisition.low, &requisition.high)?;
    let ids = || requisition.transactions.iter().map(String::as_str);
    let stake = view.figure(&reading, bounds, view.grounds_of(follow::REQUISITION_HOW, ids()));
    let cells = vec![
        vec![desk.tally(number)],
        vec![words(short(requisition.ask), desk.language)],
        view.account(&requisition.account),
        requisition.payee.as_deref().map(|payee| view.account(payee)).unwrap_or_default(),
        days(view, requisition),
        vec![stake],
        view.links(ids()),
    ];
    Ok(Row { cells, ..Row::default() })
}

/// One day, or the first and the last.
fn days(view: &View<'_, '_>, requisition: &Requisition) -> Vec<Inline> {
    let day = |text: &str| match text.parse() {
        Ok(day) => view.desk.short_day(day),
        Err(_) => Inline::Data(text.to_owned()),
    };
    let mut cell = vec![day(&requisition.from)];
    if requisition.to != requisition.from {
        cell.push(Inline::Break);
        cell.extend(sentence(follow::DAYS_TO, view.desk.language, &[day(&requisition.to)]));
    }
    cell
}

/// What is asked for, in a few words.
pub fn short(ask: Ask) -> Pair {
    match ask {
        Ask::CashRecord => follow::ASK_CASH_RECORD,
        Ask::PayeeStatement => follow::ASK_PAYEE_STATEMENT,
        Ask::PayeeIdentity => follow::ASK_PAYEE_IDENTITY,
        Ask::HubRecord => follow::ASK_HUB_RECORD,
        Ask::Rate => follow::ASK_RATE,
        Ask::EarlierStatement => follow::ASK_EARLIER_STATEMENT,
        Ask::HolderStatement => follow::ASK_HOLDER_STATEMENT,
    }
}
