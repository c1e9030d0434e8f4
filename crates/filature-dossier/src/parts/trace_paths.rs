//! How the money came to where it is held: the paths, the largest first, each step with its entries, and their sum.

use filature_model::{Path, Paths, Trace};

use super::trace_columns::rule_list;
use super::trace_sums::{Claim, Reckoning, of_trace};
use super::trace_view::View;
use super::transfers::links;
use crate::DossierError;
use crate::document::{Block, Figure, Grounds, Inline, Row, Set, Size, Table};
use crate::markup::{sentence, words};
use crate::wording::{self, follow};

/// The paths to one account that several rules give alike.
struct Group<'a> {
    account: &'a str,
    rules: Vec<&'a str>,
    paths: &'a Paths,
}

/// The heading, and a table for each claim.
pub fn paths(view: &View<'_, '_>) -> Result<Vec<Block>, DossierError> {
    let mut blocks = Vec::new();
    for claim in of_trace(view.desk, view.number, view.name, view.trace, Reckoning::Asserted)? {
        let groups = groups(view.trace, &claim);
        if groups.is_empty() {
            continue;
        }
        let mut rows = Vec::new();
        for group in &groups {
            blocks.extend(rows_of(view, &claim, group, &mut rows)?);
        }
        blocks.push(Block::Table(table(view, &claim, rows)));
    }
    if !blocks.is_empty() {
        let ranged = has_ranges(view.trace);
        blocks.insert(0, view.heading(follow::PATHS));
        blocks.extend(ranged.then(|| Block::Prose(vec![words(follow::PATHS_NOTE, view.desk.language)])));
    }
    Ok(blocks)
}

fn has_ranges(trace: &Trace) -> bool {
    let held = trace.rules.values().flat_map(|result| &result.held);
    held.into_iter().any(|held| held.paths.is_some() && held.low != held.high)
}

/// By account, each list once, under the rules that give it: the accounts in their order, the rules in theirs.
fn groups<'a>(trace: &'a Trace, claim: &Claim<'a>) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for account in claim.held.keys() {
        for rule in &claim.columns.compared {
            let held = trace.rules.get(*rule).into_iter().flat_map(|result| &result.held);
            let here = held.filter(|held| held.account == *account && held.claim == claim.name);
            for paths in here.filter_map(|held| held.paths.as_ref()).filter(|paths| !paths.paths.is_empty()) {
                match groups.iter_mut().find(|group| group.account == *account && group.paths == paths) {
                    Some(group) => group.rules.push(rule),
                    None => groups.push(Group { account, rules: vec![rule], paths }),
                }
            }
        }
    }
    groups
}

/// The rows of one list, and an alarm where they add up to another amount.
fn rows_of(
    view: &View<'_, '_>,
    claim: &Claim<'_>,
    group: &Group<'_>,
    rows: &mut Vec<Row>,
) -> Result<Option<Block>, DossierError> {
    let (desk, language) = (view.desk, view.desk.language);
    let rules = rule_list(desk, &group.rules);
    let mut head = view.account(group.account);
    head.extend([Inline::Words(" · ".to_owned()), Inline::Words(rules.clone())]);
    rows.push(Row { cells: vec![head], heads: true, ..Row::default() });
    let mut sum = 0;
    for (number, path) in (1_usize..).zip(&group.paths.paths) {
        sum += claim.reading.minor(&path.amount)?;
        rows.extend(path_rows(view, claim, number, path)?);
    }
    let grounds = claim.rule_grounds(desk, wording::RULES_HOW);
    let figure = |minor: i128| vec![claim.figure(desk, (minor, minor), grounds.clone())];
    let line = |label: Vec<Inline>, minor: i128, sum: bool| {
        let cells = vec![Vec::new(), Vec::new(), label, Vec::new(), Vec::new(), Vec::new(), figure(minor)];
        Row { cells, sum, ..Row::default() }
    };
    if group.paths.more > 0 {
        let more = claim.reading.minor(&group.paths.more_amount)?;
        let count = Inline::Words(crate::format::count(group.paths.more, language));
        rows.push(line(sentence(follow::PATHS_MORE, language, &[count]), more, false));
        sum += more;
    }
    let explained = claim.reading.minor(&group.paths.amount)?;
    rows.push(line(vec![words(follow::PATHS_SUM, language)], sum, true));
    let slots = [Inline::Key(group.account.to_owned()), Inline::Words(rules)];
    Ok((sum != explained).then(|| Block::Alarm(sentence(follow::PATHS_OFF, language, &slots))))
}

/// A row for each step; what came this way stands at the last, where it arrived.
fn path_rows(view: &View<'_, '_>, claim: &Claim<'_>, number: usize, path: &Path) -> Result<Vec<Row>, DossierError> {
    let desk = view.desk;
    let minor = claim.reading.minor(&path.amount)?;
    let ids = path.steps.iter().map(|step| step.transaction.as_str());
    let came = claim.figure(desk, (minor, minor), view.grounds_of(wording::RULES_HOW, ids));
    let mut rows = Vec::new();
    for (at, step) in path.steps.iter().enumerate() {
        let mut cells = vec![Vec::new(); 7];
        if at == 0 {
            cells[0] = vec![desk.tally(number)];
        }
        let transfer = desk.catalogue.transfer(&step.transaction);
        if let Some(transfer) = transfer {
            let grounds = Grounds::rows(&transfer.rows);
            let (minor, currency) = (i128::from(transfer.amount.minor), transfer.amount.currency);
            let amount = Figure::amount(minor, currency, desk.language, grounds);
            cells[1] = vec![desk.short_day(transfer.booked.on)];
            cells[2] = desk.catalogue.side(transfer.payer, transfer.channel);
            cells[4] = vec![Inline::Figure(amount)];
            cells[5] = links(&transfer.rows);
        }
        // Of the debit of an asserted link the step names the account that it left, not one in which it arrived.
        cells[3] = match transfer.filter(|_| step.leaves) {
            Some(transfer) => desk.catalogue.side(transfer.payee, transfer.channel),
            None => view.account(&step.account),
        };
        if at + 1 == path.steps.len() {
            cells[6] = vec![came.clone()];
        }
        rows.push(Row { cells, ..Row::default() });
    }
    Ok(rows)
}

fn table(view: &View<'_, '_>, claim: &Claim<'_>, rows: Vec<Row>) -> Table {
    let desk = view.desk;
    let say = |pair, set| (desk.say(pair), set);
    Table {
        caption: sentence(follow::PATHS_CAPTION, desk.language, &[Inline::Data(claim.name.to_owned())]),
        columns: vec![
            say(follow::COL_PATH, Set::Tight),
            say(wording::COL_DATE, Set::Tight),
            say(wording::COL_PAYER, Set::Left),
            say(wording::COL_PAYEE, Set::Left),
            say(follow::COL_TRANSACTION, Set::Right),
            say(wording::COL_ENTRIES, Set::Left),
            say(follow::COL_CAME, Set::Right),
        ],
        rows,
        grounds: Some(claim.rule_grounds(desk, wording::RULES_HOW)),
        sourced: true,
        size: Size::Dense,
        look: view.look(),
        ..Table::default()
    }
}
