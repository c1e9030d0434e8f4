//! Money followed: each claim by every rule side by side, and where the thread breaks.

use std::collections::BTreeSet;

use filature_model::{Departure, Trace};

use super::findings::{links, transfers_table};
use super::trace_sums::{self, Break, ByRule, Claim};
use super::{Desk, trace_flow};
use crate::DossierError;
use crate::document::{Assumption, Block, Computation, Fact, Inline, Part, Row, Said, Set, Size, Table};
use crate::format::{self, typeset};
use crate::markup::{sentence, words};
use crate::wording::{self, Pair};

/// How many debits are listed as breaks.
const LISTED: usize = 100;

/// The part, and one part inside it for each trace.
pub fn traces(desk: &Desk<'_>) -> Result<Vec<Part>, DossierError> {
    let intro = Block::Prose(vec![words(wording::TRACES_INTRO, desk.language)]);
    let mut parts = vec![desk.places.part("traces", wording::TRACES, vec![intro])];
    let part = desk.places.number("traces").unwrap_or_default();
    for (at, (name, trace)) in desk.selected.content.traces.iter().enumerate() {
        let title = sentence(wording::TRACE_TITLE, desk.language, &[Inline::Data(name.clone())]);
        parts.push(Part {
            anchor: format::anchor("trace", &(at + 1).to_string()),
            number: format!("{part}.{}", at + 1),
            title: crate::markup::plain(&title),
            level: 3,
            blocks: blocks(desk, at, name, trace)?,
        });
    }
    Ok(parts)
}

fn blocks(desk: &Desk<'_>, at: usize, name: &str, trace: &Trace) -> Result<Vec<Block>, DossierError> {
    let when = match &trace.at {
        Some(day) => sentence(wording::TRACE_AT, desk.language, &[desk.day_text(day)]),
        None => vec![words(wording::TRACE_AT_END, desk.language)],
    };
    let mut blocks = vec![Block::Prose(when)];
    for claim in trace_sums::of_trace(desk, at, name, trace)? {
        blocks.extend(claim_blocks(desk, &claim));
    }
    if !trace.assumptions.is_empty() {
        blocks.push(Block::Heading(desk.say(wording::ASSUMPTIONS)));
        let said = |assumption: &filature_model::Assumption| {
            let text = typeset(&assumption.sentence(desk.language), desk.language);
            Block::Said(Said::Assumption(Assumption(vec![Inline::Words(text)])))
        };
        blocks.extend(trace.assumptions.iter().map(said));
    }
    Ok(blocks)
}

fn claim_blocks(desk: &Desk<'_>, claim: &Claim<'_>) -> Vec<Block> {
    let language = desk.language;
    let name = || Inline::Data(claim.name.to_owned());
    let line = sentence(wording::CLAIM_LINE, language, &[name(), claim.amount(desk)]);
    let rules = claim.rules.iter().map(|rule| rule_name(desk, rule)).collect::<Vec<_>>().join(", ");
    let common = [Inline::Words(rules), claim.common_held(desk), claim.common_left(desk)];
    let credits: Vec<_> = claim.claim.transactions.iter().filter_map(|id| desk.catalogue.transfer(id)).collect();
    let caption = sentence(wording::CLAIM_ROWS_CAPTION, language, &[name()]);
    let mut blocks = vec![
        Block::Said(Said::Fact(Fact(line))),
        Block::Table(transfers_table(desk, caption, claim.anchor("credits"), &credits)),
        Block::Said(Said::Computation(Computation(sentence(wording::COMMON_LINE, language, &common)))),
        Block::Picture(trace_flow::picture(desk, claim)),
        Block::Table(rules_table(desk, claim)),
    ];
    if !claim.left.is_empty() {
        blocks.push(Block::Heading(desk.say(wording::BREAKS)));
        blocks.push(Block::Pairs(asks(desk, claim)));
        blocks.push(Block::Table(breaks_table(desk, claim)));
        if claim.left.len() > LISTED {
            let counts = [desk.tally(LISTED), desk.tally(claim.left.len())];
            blocks.push(Block::Alarm(sentence(wording::BREAKS_CUT, language, &counts)));
        }
    }
    blocks
}

/// What a rule is called.
fn rule_name(desk: &Desk<'_>, word: &str) -> String {
    match word {
        "fifo" => desk.say(wording::RULE_FIFO),
        "lifo" => desk.say(wording::RULE_LIFO),
        "pro-rata" => desk.say(wording::RULE_PRO_RATA),
        "libr" => desk.say(wording::RULE_LIBR),
        other => other.to_owned(),
    }
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
fn asks(desk: &Desk<'_>, claim: &Claim<'_>) -> Vec<(String, Vec<Inline>)> {
    let ways: BTreeSet<Departure> = claim.left.keys().map(|debit| debit.how).collect();
    ways.into_iter().map(|how| (desk.say(departure(how)), vec![words(ask(how), desk.language)])).collect()
}

fn rules_table(desk: &Desk<'_>, claim: &Claim<'_>) -> Table {
    let language = desk.language;
    let mut columns = vec![(desk.say(wording::COL_WHERE), Set::Left)];
    columns.extend(claim.rules.iter().map(|rule| (rule_name(desk, rule), Set::Right)));
    columns.push((desk.say(wording::COL_COMMON), Set::Right));
    let space = || Inline::Words(" ".to_owned());
    let mut rows = Vec::new();
    for (account, sums) in &claim.held {
        let mut place = vec![words(wording::HELD_IN, language), space(), Inline::Key((*account).to_owned())];
        let holder = desk.catalogue.holder(account);
        place.extend(holder.into_iter().flat_map(|holder| [space(), Inline::Data(holder)]));
        rows.push(rule_row(desk, claim, place, sums, false));
    }
    if claim.held.len() > 1 {
        let total = claim.total(claim.held.values());
        rows.push(rule_row(desk, claim, vec![words(wording::SUM_HELD, language)], &total, true));
    }
    let ways = claim.ways();
    for ((how, account), sums) in &ways {
        let mut place =
            vec![words(wording::LEFT_BY, language), space(), words(departure(*how), language), Inline::Break];
        place.extend([words(wording::LEFT_FROM, language), space(), Inline::Key((*account).to_owned())]);
        rows.push(rule_row(desk, claim, place, sums, false));
    }
    if ways.len() > 1 {
        let total = claim.total(claim.left.values());
        rows.push(rule_row(desk, claim, vec![words(wording::SUM_LEFT, language)], &total, true));
    }
    Table {
        caption: sentence(wording::RULES_CAPTION, language, &[Inline::Data(claim.name.to_owned())]),
        columns,
        rows,
        grounds: Some(claim.rule_grounds(desk, wording::RULES_HOW)),
        size: Size::Dense,
        ..Table::default()
    }
}

fn rule_row(desk: &Desk<'_>, claim: &Claim<'_>, place: Vec<Inline>, sums: &ByRule<'_>, sum: bool) -> Row {
    let grounds = || claim.rule_grounds(desk, wording::RULES_HOW);
    let mut cells = vec![place];
    for rule in &claim.rules {
        let bounds = sums.get(rule).copied().unwrap_or_default();
        cells.push(vec![claim.figure(desk, bounds, grounds())]);
    }
    let common = claim.common(sums);
    cells.push(vec![claim.figure(desk, (common, common), grounds())]);
    Row { cells, sum, ..Row::default() }
}

fn breaks_table(desk: &Desk<'_>, claim: &Claim<'_>) -> Table {
    let bounds = |sums: &ByRule<'_>| {
        let low = claim.rules.iter().map(|rule| sums.get(rule).map_or(0, |bounds| bounds.0)).min().unwrap_or(0);
        (low, sums.values().map(|bounds| bounds.1).max().unwrap_or(0))
    };
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
