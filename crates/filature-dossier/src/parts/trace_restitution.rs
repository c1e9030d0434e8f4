//! Several claims on what is held: the share of each by every rule, with the sums checked.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Assertion, Trace};

use super::trace_asserted::rise_word;
use super::trace_caps::Caps;
use super::trace_columns::{ByRule, Columns, add, rule_name};
use super::trace_sums::{Claim, Reckoning};
use super::trace_view::View;
use crate::DossierError;
use crate::document::{Block, Computation, Grounds, Inline, Row, Said, Set, Size, Table, TableLook};
use crate::markup::{sentence, words};
use crate::wording::{Pair, follow};

/// The shares over all accounts, and account by account where there is more than one of either.
pub fn restitution(view: &View<'_, '_>, claims: &[Claim<'_>]) -> Result<Vec<Block>, DossierError> {
    let Some(first) = claims.first() else { return Ok(Vec::new()) };
    let kind = Kind::of(view.trace, first);
    let mut blocks = vec![Block::Table(shares(view, claims, &kind)?)];
    let off = rules_off(claims);
    for rule in &off {
        let name = Inline::Words(rule_name(view.desk, rule));
        blocks.push(Block::Alarm(sentence(follow::RESTITUTION_OFF, view.desk.language, &[name])));
    }
    let accounts: BTreeSet<&str> = claims.iter().flat_map(|claim| claim.held.keys().copied()).collect();
    if claims.len() > 1 && off.is_empty() {
        let said = vec![words(follow::RESTITUTION_CHECKED, view.desk.language)];
        let computation = Computation(said);
        blocks.push(Block::Said(match kind.look {
            TableLook::Asserted => Said::WithAssertion(computation),
            TableLook::Plain | TableLook::Apart => Said::Computation(computation),
        }));
    }
    if claims.len() > 1 && accounts.len() > 1 {
        blocks.push(Block::Table(by_account(view, claims, &kind)?));
    }
    Ok(blocks)
}

/// How the tables look and where their figures come from.
struct Kind<'a> {
    columns: Columns<'a>,
    reckoning: Reckoning,
    caption: Pair,
    how: Pair,
    look: TableLook,
}

impl<'a> Kind<'a> {
    fn of(trace: &Trace, claim: &Claim<'a>) -> Self {
        let columns = claim.columns.clone().without_poison();
        let reckoning = claim.reckoning;
        if reckoning == Reckoning::Asserted && !trace.assertions.is_empty() {
            let (caption, how) = (follow::RESTITUTION_ASSERTED_CAPTION, follow::CARRIED_HOW);
            return Self { columns, reckoning, caption, how, look: TableLook::Asserted };
        }
        let (caption, how) = (follow::RESTITUTION_CAPTION, follow::RESTITUTION_HOW);
        Self { columns, reckoning, caption, how, look: TableLook::Plain }
    }

    /// What is held of a claim in all accounts, by the rules shown.
    fn held(&self, claim: &Claim<'a>) -> ByRule<'a> {
        let mut held = claim.all_held();
        let apart = claim.total(claim.apart.held.values());
        held.extend(apart.into_iter().chain(claim.share.clone()).filter(|(rule, _)| self.columns.apart.contains(rule)));
        held
    }
}

fn shares(view: &View<'_, '_>, claims: &[Claim<'_>], kind: &Kind<'_>) -> Result<Table, DossierError> {
    let (desk, columns) = (view.desk, &kind.columns);
    let grounds = view.grounds_by(kind.how, kind.reckoning);
    let mut rows = Vec::new();
    let caps = Caps::of(view)?;
    let (mut all, mut claimed, mut common) = (ByRule::new(), 0, 0);
    for claim in claims {
        let held = kind.held(claim);
        let mut cells = vec![vec![Inline::Data(claim.name.to_owned())], vec![claim.amount(desk)]];
        cells.extend(columns.cells(&held, |bounds| view.figure(&claim.reading, bounds, grounds.clone())));
        rows.push(Row { cells, ..Row::default() });
        rows.extend(bought(view, claim, kind)?);
        held.iter().for_each(|(rule, bounds)| add(&mut all, rule, *bounds));
        claimed += claim.minor;
        common += columns.common(&held);
    }
    if claims.len() > 1 && view.one_currency() {
        let figure = |bounds| view.figure(&view.reading, bounds, grounds.clone());
        let all = caps.in_all(claims, all);
        let mut cells = vec![vec![words(follow::SUM_CLAIMS, desk.language)], vec![figure((claimed, claimed))]];
        cells.extend(columns.cells_with(&all, vec![figure((common, common))], figure));
        rows.push(Row { cells, sum: true, ..Row::default() });
    }
    let mut headings = vec![(desk.say(follow::COL_CLAIM), Set::Left), (desk.say(follow::COL_CLAIMED), Set::Right)];
    headings.extend(columns.headings(desk));
    Ok(Table {
        caption: vec![words(kind.caption, desk.language)],
        columns: headings,
        rows,
        grounds: Some(grounds),
        size: Size::Dense,
        look: kind.look,
        ..Table::default()
    })
}

/// What makes up a recovery beside what is held: the money in things bought that no account of the case holds, and by how
/// much these are worth more; then the recovery itself. Each on a line of its own.
fn bought(view: &View<'_, '_>, claim: &Claim<'_>, kind: &Kind<'_>) -> Result<Vec<Row>, DossierError> {
    let (mut outside, mut rises, mut recoveries) = (ByRule::new(), ByRule::new(), ByRule::new());
    for (rule, result) in kind.reckoning.rules(view.trace) {
        let shares = result.restitution.iter().filter(|share| share.claim == claim.name);
        for bought in shares.filter_map(|share| share.bought.as_ref()) {
            let parts = [
                (&mut outside, &bought.outside_low, &bought.outside_high),
                (&mut rises, &bought.rise_low, &bought.rise_high),
                (&mut recoveries, &bought.recovery_low, &bought.recovery_high),
            ];
            for (sums, low, high) in parts {
                add(sums, rule, claim.reading.bounds(low, high)?);
            }
        }
    }
    if recoveries.is_empty() {
        return Ok(Vec::new());
    }
    let elected = view.trace.assertions.iter().filter_map(|assertion| match assertion {
        Assertion::Election { claim: elected, transaction, .. } if elected == claim.name => Some(transaction.as_str()),
        _ => None,
    });
    let elected: Vec<&str> = elected.collect();
    let row = |pair: Pair, sums: &ByRule<'_>, grounds: &Grounds| {
        let mut cells = vec![sentence(pair, view.desk.language, &[Inline::Data(claim.name.to_owned())]), Vec::new()];
        let figure = |bounds| view.figure(&claim.reading, bounds, grounds.clone());
        cells.extend(kind.columns.cells_known(sums, figure));
        Row { cells, grounds: Some(grounds.clone()), ..Row::default() }
    };
    let of_elected = |how: Pair| view.grounds_of(how, elected.iter().copied());
    Ok(vec![
        row(follow::BOUGHT, &outside, &of_elected(follow::BOUGHT_HOW)),
        row(rise_word(&rises), &rises, &of_elected(follow::RISE_HOW)),
        row(follow::RECOVERY, &recoveries, &view.grounds(follow::RECOVERY_HOW)),
    ])
}

/// Account by account: each claim's part, and their sum.
fn by_account(view: &View<'_, '_>, claims: &[Claim<'_>], kind: &Kind<'_>) -> Result<Table, DossierError> {
    let desk = view.desk;
    // The two that stand apart have tables of their own.
    let columns = Columns { compared: kind.columns.compared.clone(), apart: Vec::new() };
    let grounds = view.grounds_by(kind.how, kind.reckoning);
    let caps = Caps::of(view)?;
    let mut accounts: BTreeMap<&str, Vec<(&Claim<'_>, &ByRule<'_>)>> = BTreeMap::new();
    for claim in claims {
        for (account, sums) in &claim.held {
            accounts.entry(account).or_default().push((claim, sums));
        }
    }
    let mut rows = Vec::new();
    for (account, parts) in &accounts {
        rows.push(Row { cells: vec![view.account(account)], heads: true, ..Row::default() });
        let mut all = ByRule::new();
        for (claim, sums) in parts {
            let mut cells = vec![vec![Inline::Data(claim.name.to_owned())]];
            cells.extend(columns.cells(sums, |bounds| claim.figure(desk, bounds, grounds.clone())));
            rows.push(Row { cells, ..Row::default() });
            sums.iter().for_each(|(rule, bounds)| add(&mut all, rule, *bounds));
        }
        if parts.len() > 1 && view.one_currency() {
            let figure = |bounds| view.figure(&view.reading, bounds, grounds.clone());
            let claimed = parts.iter().map(|(claim, _)| claim.minor).sum();
            let all = caps.in_account(account, claimed, all);
            let common: i128 = parts.iter().map(|(_, sums)| columns.common(sums)).sum();
            let mut cells = vec![vec![words(follow::SUM_CLAIMS, desk.language)]];
            cells.extend(columns.cells_with(&all, vec![figure((common, common))], figure));
            rows.push(Row { cells, sum: true, ..Row::default() });
        }
    }
    let mut headings = vec![(desk.say(follow::COL_CLAIM), Set::Left)];
    headings.extend(columns.headings(desk));
    Ok(Table {
        caption: vec![words(follow::BY_ACCOUNT_CAPTION, desk.language)],
        columns: headings,
        rows,
        grounds: Some(grounds),
        size: Size::Dense,
        look: kind.look,
        ..Table::default()
    })
}

/// The rules by which the shares are not what the accounts hold. A share with two figures may be narrower than the sum
/// of its accounts, never wider.
fn rules_off<'a>(claims: &[Claim<'a>]) -> Vec<&'a str> {
    let off = |rule: &str| {
        claims.iter().any(|claim| {
            let accounts = claim.total(claim.held.values()).get(rule).copied().unwrap_or_default();
            let share = claim.share.get(rule).copied().unwrap_or(accounts);
            share.0 < accounts.0 || share.1 > accounts.1 || share.0 > share.1
        })
    };
    let rules = claims.first().map(|claim| claim.columns.compared.clone()).unwrap_or_default();
    rules.into_iter().filter(|rule| off(rule)).collect()
}
