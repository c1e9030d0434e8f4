//! Where the thread breaks: the debits past which a claim cannot be followed.

use std::collections::BTreeSet;

use filature_model::{Departure, Requisition};

use super::Desk;
use super::trace_columns::ByRule;
use super::trace_sums::{Break, Claim};
use super::trace_view::LISTED;
use super::transfers::links;
use crate::document::{Block, Inline, Row, Set, Size, Table};
use crate::markup::{sentence, words};
use crate::wording::{self, Pair};

/// The debits, and what to ask for where no list of requisitions says it.
pub fn breaks(desk: &Desk<'_>, claim: &Claim<'_>, requisitions: &[Requisition]) -> Vec<Block> {
    if claim.left.is_empty() {
        return Vec::new();
    }
    let heading = if requisitions.is_empty() { wording::BREAKS } else { wording::BREAKS_ONLY };
    let mut blocks = vec![Block::Heading(desk.say(heading))];
    let asks = asks(desk, claim, !requisitions.is_empty());
    if !asks.is_empty() {
        let said = if requisitions.is_empty() { wording::BREAKS_ASKS } else { wording::BREAKS_ASKS_MORE };
        blocks.extend([Block::Prose(vec![words(said, desk.language)]), Block::Pairs(asks)]);
    }
    blocks.push(Block::Table(breaks_table(desk, claim)));
    if claim.left.len() > LISTED {
        let counts = [desk.tally(LISTED), desk.tally(claim.left.len())];
        blocks.push(Block::Alarm(sentence(wording::BREAKS_CUT, desk.language, &counts)));
    }
    blocks
}

/// How the claim's part left.
pub fn departure(how: Departure) -> Pair {
    match how {
        Departure::Cash => wording::HOW_CASH,
        Departure::Outside => wording::HOW_OUTSIDE,
        Departure::Hub => wording::HOW_HUB,
        Departure::Stop => wording::HOW_STOP,
        Departure::Fee => wording::HOW_FEE,
        Departure::Overdraft => wording::HOW_OVERDRAFT,
        Departure::NoRate => wording::HOW_NO_RATE,
    }
}

/// The same in a word or two, for pictures.
pub fn short_departure(how: Departure) -> Pair {
    match how {
        Departure::Cash => wording::SHORT_CASH,
        Departure::Outside => wording::SHORT_OUTSIDE,
        Departure::Hub => wording::SHORT_HUB,
        Departure::Stop => wording::SHORT_STOP,
        Departure::Fee => wording::SHORT_FEE,
        Departure::Overdraft => wording::SHORT_OVERDRAFT,
        Departure::NoRate => wording::SHORT_NO_RATE,
    }
}

fn ask(how: Departure) -> Pair {
    match how {
        Departure::Cash => wording::ASK_CASH,
        Departure::Outside => wording::ASK_OUTSIDE,
        Departure::Hub => wording::ASK_HUB,
        Departure::Stop => wording::ASK_STOP,
        Departure::Fee => wording::ASK_FEE,
        Departure::Overdraft => wording::ASK_OVERDRAFT,
        Departure::NoRate => wording::ASK_NO_RATE,
    }
}

/// For each way in which a part left, what to ask for: once, and not at each debit.
fn asks(desk: &Desk<'_>, claim: &Claim<'_>, listed: bool) -> Vec<(String, Vec<Inline>)> {
    let mut ways: BTreeSet<Departure> = claim.left.keys().map(|debit| debit.how).collect();
    // Only these have no request of their own in the list of requisitions.
    ways.retain(|how| !listed || matches!(how, Departure::Stop | Departure::Fee | Departure::Overdraft));
    ways.into_iter().map(|how| (desk.say(departure(how)), vec![words(ask(how), desk.language)])).collect()
}

fn breaks_table(desk: &Desk<'_>, claim: &Claim<'_>) -> Table {
    let bounds = |sums: &ByRule<'_>| claim.columns.range(sums);
    let mut debits: Vec<(i128, &Break<'_>, &ByRule<'_>)> =
        claim.left.iter().map(|(debit, sums)| (-bounds(sums).1, debit, sums)).collect();
    debits.sort();
    let rows = debits.iter().take(LISTED).map(|(_, debit, sums)| {
        let transfer = desk.catalogue.transfer(debit.transaction);
        let day = transfer.map(|transfer| desk.short_day(transfer.booked.on));
        let payee = transfer.map(|transfer| desk.catalogue.side(transfer.payee, transfer.channel)).unwrap_or_default();
        let payer = vec![Inline::Key(debit.account.to_owned())];
        let source = transfer.map(|transfer| links(&transfer.rows)).unwrap_or_default();
        let how = vec![words(short_departure(debit.how), desk.language)];
        let part = claim.figure(desk, bounds(sums), claim.rule_grounds(desk, wording::RULES_HOW));
        Row { cells: vec![day.into_iter().collect(), payer, payee, vec![part], how, source], ..Row::default() }
    });
    let say = |pair, set| (desk.say(pair), set);
    Table {
        caption: sentence(wording::BREAKS_CAPTION, desk.language, &[Inline::Data(claim.name.to_owned())]),
        columns: vec![
            say(wording::COL_DATE, Set::Tight),
            say(wording::COL_LEFT_FROM, Set::Left),
            say(wording::COL_PAYEE, Set::Left),
            say(wording::COL_PART, Set::Right),
            say(wording::COL_HOW, Set::Left),
            say(wording::COL_ENTRIES, Set::Left),
        ],
        rows: rows.collect(),
        grounds: Some(claim.rule_grounds(desk, wording::RULES_HOW)),
        size: Size::Dense,
        ..Table::default()
    }
}
