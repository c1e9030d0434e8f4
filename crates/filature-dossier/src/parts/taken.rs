//! Amounts that went from accounts of persons who were harmed, or may have been: what came in, what was sent on and to whom, cash,
//! fees, loans.
//!
//! Two grounds bring an account here, and look different: a person who leads the case decided so, or a source describes the place of
//! the account in a pattern as that of a person who may be under the control of others. What a source describes is never printed
//! against a name: such an account stands by its number alone, and of the others there are initials, whoever asks for names.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::Currency;

use super::{Desk, proceeds, sums};
use crate::Content;
use crate::document::{Assertion, Assumption, Block, Computation, Inline, Part, Row, Said, Set, Size, Table};
use crate::markup::{filled, sentence, words};
use crate::reckon::swept::{Bounds, Sorting, Swept, speaks_of_loan, swept};
use crate::reckon::{Sum, dated};
use crate::wording::{self as common, Pair, follow, sums as wording};

/// So many accounts are shown.
const ACCOUNTS: usize = 24;
/// So many accounts that were paid are named for each.
const PAYEES: usize = 6;

/// Why an account is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// A person who leads the case decided.
    Decided,
    /// A source describes its place in a pattern.
    Pattern,
}

/// The accounts, those that somebody decided on first.
pub fn accounts(content: &Content) -> Vec<(&str, Ground)> {
    let decided =
        content.categories.iter().filter(|(_, word)| *word == crate::VICTIM).map(|(account, _)| account.as_str());
    let decided: BTreeSet<&str> = decided.collect();
    let members = content.leads.iter().flat_map(|lead| &lead.accounts);
    let pattern = members.filter(|member| member.side == "victim-pattern").map(|member| member.account.as_str());
    // Who was decided to be of another category is no longer here by a pattern.
    let open = |account: &&str| content.categories.get(*account).is_none_or(|word| word == "undetermined");
    let pattern: BTreeSet<&str> = pattern.filter(|account| !decided.contains(account) && open(account)).collect();
    let all = decided.into_iter().map(|account| (account, Ground::Decided));
    all.chain(pattern.into_iter().map(|account| (account, Ground::Pattern))).collect()
}

/// Whether there is anything to show.
pub fn is_there(content: &Content) -> bool {
    accounts(content).iter().any(|(account, _)| content.activity.whole.contains(*account))
}

/// The part.
pub fn part(desk: &Desk<'_>) -> Part {
    let content = &desk.selected.content;
    let say = |pair| vec![words(pair, desk.language)];
    let all = accounts(content);
    let (whole, aside): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(account, _)| content.activity.whole.contains(*account));
    let mut blocks = vec![Block::Care(say(wording::TAKEN_CARE)), Block::Prose(say(wording::TAKEN_INTRO))];
    if whole.iter().any(|(_, ground)| *ground == Ground::Decided) {
        blocks.push(Block::Said(Said::Assertion(Assertion(say(wording::TAKEN_DECIDED)))));
    }
    if whole.iter().any(|(_, ground)| *ground == Ground::Pattern) {
        blocks.push(Block::Said(Said::Computation(Computation(say(wording::TAKEN_PATTERN)))));
    }
    blocks.push(Block::Said(Said::Assumption(Assumption(say(wording::TAKEN_NOT)))));
    if !aside.is_empty() {
        blocks.push(Block::Alarm(sentence(wording::LEFT_ASIDE, desk.language, &[desk.tally(aside.len())])));
    }
    if whole.len() > ACCOUNTS {
        let counts = [desk.tally(ACCOUNTS), desk.tally(whole.len())];
        blocks.push(Block::Alarm(sentence(follow::LIST_CUT, desk.language, &counts)));
    }
    let shown = &whole[..whole.len().min(ACCOUNTS)];
    blocks.push(Block::Table(table(desk, shown)));
    desk.places.part("taken", wording::TAKEN, blocks)
}

fn table(desk: &Desk<'_>, shown: &[(&str, Ground)]) -> Table {
    let movements = dated(desk.catalogue);
    let mut rows = Vec::new();
    for (account, ground) in shown {
        rows.push(Row { cells: vec![heading(desk, account, *ground)], heads: true, ..Row::default() });
        let leads: Vec<_> = desk
            .selected
            .content
            .leads
            .iter()
            .filter(|lead| lead.accounts.iter().any(|member| member.account == *account))
            .collect();
        let named: BTreeSet<&str> = leads.iter().flat_map(|lead| proceeds::named(desk, lead)).collect();
        let cluster: BTreeSet<&str> =
            leads.iter().flat_map(|lead| &lead.accounts).map(|member| member.account.as_str()).collect();
        let is_loan = |id: &str| {
            let text = desk.catalogue.transfer(id).and_then(|transfer| transfer.text);
            text.is_some_and(speaks_of_loan)
        };
        let cluster = (!leads.is_empty()).then_some(&cluster);
        let sorting = Sorting { named: &named, cluster, is_loan: &is_loan, people: desk.people };
        for (currency, sums) in swept(&movements, account, &sorting) {
            rows.extend(of_account(desk, currency, &sums, cluster.is_some()));
        }
    }
    let say = |pair, set| (desk.say(pair), set);
    Table {
        caption: vec![words(wording::TAKEN_CAPTION, desk.language)],
        columns: vec![
            say(wording::COL_WHAT_MOVED, Set::Left),
            say(wording::COL_LEAST, Set::Right),
            say(wording::COL_MOST, Set::Right),
            say(common::COL_ENTRIES, Set::Left),
        ],
        rows,
        sourced: true,
        size: Size::Dense,
        ..Table::default()
    }
}

/// The account; initials where somebody decided, and no name at all where only a pattern is described.
fn heading(desk: &Desk<'_>, account: &str, ground: Ground) -> Vec<Inline> {
    let mut cell = vec![Inline::Key(account.to_owned())];
    let (name, why) = match ground {
        Ground::Decided => (desk.catalogue.initials(account), wording::BY_DECISION),
        Ground::Pattern => (None, wording::BY_PATTERN),
    };
    if let Some(name) = name {
        cell.extend([Inline::Words(" ".to_owned()), Inline::Data(name)]);
    }
    cell.extend([Inline::Words(" · ".to_owned()), words(why, desk.language)]);
    cell
}

fn of_account(desk: &Desk<'_>, currency: Currency, sums: &Swept<'_>, in_lead: bool) -> Vec<Row> {
    let line = |pair: Pair, bounds: &Bounds<'_>| row(desk, vec![words(pair, desk.language)], bounds, currency, false);
    let mut rows: Vec<Row> = line(wording::MOVED_IN, &sums.received).into_iter().collect();
    rows.extend(line(wording::MOVED_LOANS, &known(&sums.loans)));
    let (mut all, mut others) = (Bounds::default(), Bounds::default());
    let mut sent: Vec<(&str, &Bounds<'_>)> = sums.sent.iter().map(|(account, bounds)| (*account, bounds)).collect();
    sent.sort_by_key(|(account, bounds)| (std::cmp::Reverse(bounds.high.minor), *account));
    for (at, (payee, bounds)) in sent.iter().enumerate() {
        all.join(bounds);
        if at < PAYEES {
            let holder = desk.catalogue.holder(payee);
            let mut account = vec![Inline::Key((*payee).to_owned())];
            account.extend(holder.into_iter().flat_map(|name| [Inline::Words(" ".to_owned()), Inline::Data(name)]));
            let first = filled(wording::MOVED_TO, desk.language, &[account]);
            rows.extend(row(desk, first, bounds, currency, false));
        } else {
            others.join(bounds);
        }
    }
    let count = desk.tally(sent.len().saturating_sub(PAYEES));
    let first = sentence(wording::MOVED_TO_OTHERS, desk.language, &[count]);
    rows.extend(row(desk, first, &others, currency, false));
    let total = if in_lead { wording::MOVED_ALL } else { wording::MOVED_ALL_ANY };
    if sent.len() > 1 {
        rows.extend(row(desk, vec![words(total, desk.language)], &all, currency, true));
    }
    rows.extend(line(wording::MOVED_CASH, &sums.cash));
    rows.extend(line(wording::MOVED_FEES, &known(&sums.fees)));
    rows.extend(line(wording::MOVED_REPAID, &known(&sums.repaid)));
    rows
}

fn row(desk: &Desk<'_>, first: Vec<Inline>, bounds: &Bounds<'_>, currency: Currency, sum: bool) -> Option<Row> {
    let grounds = sums::grounds(desk, wording::TAKEN_HOW, bounds.high.ids.iter().copied())?;
    let cells = vec![
        first,
        sums::amount(desk, &bounds.low, currency, &grounds),
        sums::amount(desk, &bounds.high, currency, &grounds),
        sums::entries(desk, &grounds),
    ];
    Some(Row { cells, sum, ..Row::default() })
}

/// How many accounts there are, for the conclusions.
pub fn count(desk: &Desk<'_>) -> usize {
    let content = &desk.selected.content;
    accounts(content).iter().filter(|(account, _)| content.activity.whole.contains(*account)).count()
}

/// By currency, what went on from all of them to other accounts of the leads: each transaction once.
pub fn totals<'a>(desk: &Desk<'a>) -> BTreeMap<Currency, Bounds<'a>> {
    let content = &desk.selected.content;
    let protected: BTreeSet<&str> = accounts(content).into_iter().map(|(account, _)| account).collect();
    let movements = dated(desk.catalogue);
    let mut totals: BTreeMap<Currency, Bounds<'a>> = BTreeMap::new();
    for account in protected.iter().filter(|account| content.activity.whole.contains(**account)) {
        let leads = content.leads.iter().filter(|lead| lead.accounts.iter().any(|member| member.account == **account));
        let leads: Vec<_> = leads.collect();
        let named: BTreeSet<&str> = leads.iter().flat_map(|lead| proceeds::named(desk, lead)).collect();
        let cluster: BTreeSet<&str> =
            leads.iter().flat_map(|lead| &lead.accounts).map(|member| member.account.as_str()).collect();
        let sorting = Sorting { named: &named, cluster: Some(&cluster), is_loan: &|_| false, people: desk.people };
        for (currency, sums) in swept(&movements, account, &sorting) {
            let onward = sums.sent.iter().filter(|(payee, _)| !protected.contains(**payee));
            onward.for_each(|(_, bounds)| totals.entry(currency).or_default().join(bounds));
        }
    }
    totals.retain(|_, bounds| !bounds.high.is_empty());
    totals
}

/// A sum of which the least and the most are the same.
fn known<'a>(sum: &Sum<'a>) -> Bounds<'a> {
    Bounds { low: sum.clone(), high: sum.clone() }
}
