//! Assets located: what each account has in it beside what is held there, and how old that is.

use std::collections::BTreeSet;

use filature_model::{BalanceAtEnd, StatementCheck, days_from_epoch};
use jiff::civil::Date;

use super::trace_caps::Caps;
use super::trace_columns::{ByRule, Columns, add};
use super::trace_view::View;
use crate::DossierError;
use crate::document::{Block, Ground, Grounds, Inline, Row, Set, Size, Table};
use crate::figures::Reading;
use crate::format;
use crate::markup::{plain, sentence, words};
use crate::wording::{self, follow};

/// How many statements are named beside a balance.
const STATEMENTS: usize = 6;

/// The heading and the table.
pub fn located(view: &View<'_, '_>) -> Result<Vec<Block>, DossierError> {
    let (desk, trace) = (view.desk, view.trace);
    if trace.balances.is_empty() {
        return Ok(Vec::new());
    }
    let end = end(view);
    let last = match end {
        Some(end) => {
            plain(&sentence(follow::COL_LAST_ENTRY, desk.language, &[Inline::Words(format::day(end, desk.language))]))
        }
        None => desk.say(follow::COL_LAST_ENTRY_ONLY),
    };
    let columns = Columns::of(trace.rules.keys().map(String::as_str));
    let caps = Caps::of(view)?;
    let mut rows = Vec::new();
    for balance in &trace.balances {
        rows.push(row(view, balance, end, &columns, &caps)?);
    }
    let say = |pair, set| (desk.say(pair), set);
    let alone = trace.assertions.is_empty();
    let caption = if alone { follow::LOCATED_CAPTION } else { follow::LOCATED_ASSERTED_CAPTION };
    let table = Table {
        caption: vec![words(caption, desk.language)],
        columns: vec![
            say(follow::COL_ACCOUNT, Set::Left),
            say(follow::COL_BALANCE, Set::Bounds),
            (last, Set::Left),
            say(follow::LOCATED_HELD, Set::Bounds),
            say(wording::COL_COMMON, Set::Bounds),
        ],
        rows,
        grounds: Some(rules_grounds(view)),
        size: Size::Dense,
        look: view.look(),
        ..Table::default()
    };
    Ok(vec![view.heading(follow::LOCATED), Block::Table(table)])
}

/// The day that the figures are of; without one, that of the last entry of any account.
fn end(view: &View<'_, '_>) -> Option<Date> {
    let day = |text: &str| text.get(..10).and_then(|day| day.parse::<Date>().ok());
    match &view.trace.at {
        Some(at) => day(at),
        None => view.trace.balances.iter().filter_map(|balance| day(balance.last_entry_on.as_deref()?)).max(),
    }
}

fn row(
    view: &View<'_, '_>,
    balance: &BalanceAtEnd,
    end: Option<Date>,
    columns: &Columns<'_>,
    caps: &Caps<'_>,
) -> Result<Row, DossierError> {
    let reading = Reading::new(view.name, &balance.currency)?;
    let minor = reading.minor(&balance.balance)?;
    let mut amount = vec![view.figure(&reading, (minor, minor), grounds(view, balance))];
    if balance.or_more {
        amount.extend([Inline::Break, words(follow::COUNTED_ALONE, view.desk.language)]);
    }
    let held = held(view, balance, caps)?;
    let rules = rules_grounds(view);
    let common = columns.common(&held);
    let cells = vec![
        view.account(&balance.account),
        amount,
        last_entry(view, balance, end),
        vec![view.figure(&view.reading, columns.range(&held), rules.clone())],
        vec![view.figure(&view.reading, (common, common), rules)],
    ];
    Ok(Row { cells, ..Row::default() })
}

/// Grounds of what the rules of a trace hold.
pub fn rules_grounds(view: &View<'_, '_>) -> Grounds {
    let alone = view.trace.assertions.is_empty();
    view.grounds(if alone { follow::RESTITUTION_HOW } else { follow::CARRIED_HOW })
}

/// What is held there of all claims, never more than is there: an account of two currencies has a row for each.
fn held<'a>(view: &View<'a, '_>, balance: &BalanceAtEnd, caps: &Caps<'_>) -> Result<ByRule<'a>, DossierError> {
    let (mut sums, mut claims) = (ByRule::new(), BTreeSet::new());
    for (rule, result) in &view.trace.rules {
        for part in result.held.iter().filter(|part| part.account == balance.account) {
            let reading = view.reading_of(&part.claim);
            let own = part.native.as_ref().map_or(reading.currency.code(), |native| native.currency.as_str());
            if own == balance.currency {
                claims.insert(part.claim.as_str());
                add(&mut sums, rule, reading.bounds(&part.low, &part.high)?);
            }
        }
    }
    let mut claimed = 0;
    for claim in view.trace.claims.iter().filter(|claim| claims.contains(claim.claim.as_str())) {
        claimed += view.reading_of(&claim.claim).minor(&claim.amount)?;
    }
    Ok(caps.in_account(&balance.account, claimed, sums))
}

fn last_entry(view: &View<'_, '_>, balance: &BalanceAtEnd, end: Option<Date>) -> Vec<Inline> {
    let (desk, language) = (view.desk, view.desk.language);
    let Some(text) = &balance.last_entry_on else { return vec![words(follow::NO_ENTRY, language)] };
    let Ok(day) = text.parse::<Date>() else { return vec![Inline::Data(text.clone())] };
    let mut cell = vec![desk.short_day(day)];
    if let Some(end) = end {
        cell.push(Inline::Break);
        // Without a statement of the account, only others' records show its entries.
        let (one, many) = match statements(view, &balance.account).next() {
            Some(_) => (follow::AGE_ONE, follow::AGE_DAYS),
            None => (follow::AGE_KNOWN_ONE, follow::AGE_KNOWN_DAYS),
        };
        match u64::try_from(days_from_epoch(end) - days_from_epoch(day)) {
            Ok(0) | Err(_) => cell.push(words(follow::AGE_NONE, language)),
            Ok(1) => cell.push(words(one, language)),
            Ok(days) => {
                let days = Inline::Words(format::count(days, language));
                cell.extend(sentence(many, language, &[days]));
            }
        }
    }
    cell
}

/// The statements received of an account.
fn statements<'b>(view: &'b View<'_, '_>, account: &'b str) -> impl Iterator<Item = &'b StatementCheck> {
    let all = view.desk.selected.content.statements.iter();
    all.filter(move |check| check.statement.account.as_str() == account)
}

/// A balance is a sum over all entries of the account, most of which are not listed: its statements are named.
pub fn grounds(view: &View<'_, '_>, balance: &BalanceAtEnd) -> Grounds {
    let (desk, account) = (view.desk, balance.account.as_str());
    let how = if balance.or_more { follow::BALANCE_HOW_ALONE } else { follow::BALANCE_HOW };
    let how = plain(&sentence(how, desk.language, &[Inline::Words(account.to_owned())]));
    let mut sources: Vec<_> = statements(view, account).map(|check| check.source).collect();
    sources.sort_unstable();
    sources.dedup();
    let cited: Vec<String> =
        sources.iter().take(STATEMENTS).map(|source| desk.catalogue.cite_source(*source)).collect();
    if cited.is_empty() {
        return Grounds::of(Ground::Summed(how));
    }
    let more = if sources.len() > STATEMENTS { "…" } else { "" };
    let slots = [Inline::Words(how), Inline::Words(format!("{}{more}", cited.join(", ")))];
    Grounds::of(Ground::Summed(plain(&sentence(follow::BALANCE_STATEMENTS, desk.language, &slots))))
}
