//! The accounts of a finding and their places in the flow; of very many, those through which most moved.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use filature_model::Finding;

use super::finding_flag;
use super::findings::View;
use crate::catalogue::Transfer;
use crate::document::{Block, Inline, Row, Set, Size, Table};
use crate::figures::Reading;
use crate::markup::{sentence, words};
use crate::wording::{self, Pair, follow, kinds, roles};

/// So many accounts of one finding are listed: more than the boxes that a page has room for.
pub const MOST_LISTED: usize = 40;
/// So many are named for each place where the list stands in a line.
const MOST_NAMED: usize = 12;

/// The account that a finding is around, if it is around one; a chain, a loop or a layer has none.
pub fn middle(finding: &Finding) -> Option<&str> {
    let middle = finding.accounts.iter().find(|member| is_middle(&member.role));
    middle.map(|member| member.account.as_str())
}

fn is_middle(role: &str) -> bool {
    matches!(role, "hub" | "pass-through")
}

/// Which accounts are listed, by their place in the finding: its middle, then those through which most moved.
pub fn listed(finding: &Finding, transfers: &[&Transfer<'_>], reading: &Reading) -> BTreeSet<usize> {
    let mut moved: BTreeMap<&str, i128> = BTreeMap::new();
    for transfer in transfers.iter().filter(|transfer| transfer.amount.currency == reading.currency) {
        for account in [transfer.payer.account, transfer.payee.account].into_iter().flatten() {
            *moved.entry(account).or_default() += i128::from(transfer.amount.minor);
        }
    }
    let mut order: Vec<usize> = (0..finding.accounts.len()).collect();
    let of = |at: &usize| finding.accounts.get(*at).map(|member| (member.role.as_str(), member.account.as_str()));
    order.sort_by_key(|at| {
        of(at).map(|(role, account)| (!is_middle(role), Reverse(moved.get(account).copied().unwrap_or(0)), *at))
    });
    order.into_iter().take(MOST_LISTED).collect()
}

/// The accounts as a table, and how many it leaves out.
pub fn table(view: &View<'_>, kind: &kinds::Kind) -> Vec<Block> {
    let desk = view.desk;
    let members = &view.finding.accounts;
    let rows = members.iter().enumerate().filter(|(at, _)| view.listed.contains(at)).map(|(at, member)| Row {
        cells: vec![
            vec![desk.tally(at + 1)],
            vec![Inline::Key(member.account.clone())],
            desk.catalogue.holder(&member.account).map(Inline::Data).into_iter().collect(),
            vec![
                place(view, kind, &member.role)
                    .map_or_else(|| Inline::Data(member.role.clone()), |place| words(place, desk.language)),
            ],
        ],
        ..Row::default()
    });
    let say = |pair, set| (desk.say(pair), set);
    let table = Table {
        caption: view.caption(wording::MEMBERS_CAPTION),
        columns: vec![
            say(wording::COL_NUMBER, Set::Tight),
            say(wording::COL_MEMBER, Set::Left),
            say(wording::COL_HOLDER, Set::Left),
            say(wording::COL_ROLE, Set::Left),
        ],
        rows: rows.collect(),
        size: Size::Dense,
        ..Table::default()
    };
    let counts = [desk.tally(view.listed.len()), desk.tally(members.len())];
    let cut = (view.listed.len() < members.len())
        .then(|| Block::Prose(sentence(wording::MEMBERS_CUT, desk.language, &counts)));
    [Block::Table(table)].into_iter().chain(cut).collect()
}

/// What a place is called: flags have names of their own for the places in what they look for.
fn place(view: &View<'_>, kind: &kinds::Kind, role: &str) -> Option<Pair> {
    if finding_flag::is_flag(view.finding) { roles::role(role) } else { kind.places.of(role) }
}

/// The same as a line for each place in the flow.
pub fn in_short(view: &View<'_>, kind: &kinds::Kind) -> Vec<(String, Vec<Inline>)> {
    let mut places: Vec<(&str, Vec<&str>)> = Vec::new();
    for member in &view.finding.accounts {
        match places.iter_mut().find(|(place, _)| *place == member.role) {
            Some((_, accounts)) => accounts.push(&member.account),
            None => places.push((&member.role, vec![&member.account])),
        }
    }
    let said = |role: &str| place(view, kind, role).map_or_else(|| role.to_owned(), |pair| view.desk.say(pair));
    places.into_iter().map(|(place, accounts)| (said(place), names(view, &accounts))).collect()
}

fn names(view: &View<'_>, accounts: &[&str]) -> Vec<Inline> {
    let mut line = Vec::new();
    for account in accounts.iter().take(MOST_NAMED) {
        line.extend((!line.is_empty()).then(|| Inline::Words(" · ".to_owned())));
        line.push(Inline::Key((*account).to_owned()));
        let holder = view.desk.catalogue.holder(account);
        line.extend(holder.into_iter().flat_map(|holder| [Inline::Words(" ".to_owned()), Inline::Data(holder)]));
    }
    if accounts.len() > MOST_NAMED {
        line.push(Inline::Words(" ".to_owned()));
        let more = [view.desk.tally(accounts.len() - MOST_NAMED)];
        line.extend(sentence(follow::AND_MORE, view.desk.language, &more));
    }
    line
}
