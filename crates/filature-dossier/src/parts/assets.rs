//! Assets located: a sheet for each account where traces hold money, to be handed to whoever decides on that account alone.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{AccountId, days_from_epoch};
use jiff::civil::Date;

use super::trace_caps::Caps;
use super::trace_columns::{ByRule, Columns, add};
use super::trace_view::View;
use super::{Desk, requests, sums, trace_located, traces};
use crate::DossierError;
use crate::document::{Assumption, Block, Inline, Part, Row, Said, Set, Size, Table};
use crate::figures::Reading;
use crate::markup::{filled, lines, link, sentence, words};
use crate::reckon::{Sum, dated};
use crate::wording::{self as common, course, follow, sums as sum_words};
use crate::{bank, format};

/// So many sheets are written.
const SHEETS: usize = 40;
/// So many other payers are named on a sheet.
const PAYERS: usize = 10;
/// So many requests stand on a sheet.
const REQUESTS: usize = 8;

/// The accounts, those with most to be found first.
fn accounts<'a, 'd>(views: &'d [View<'a, 'd>]) -> Result<Vec<&'a str>, DossierError> {
    let mut most: BTreeMap<&str, i128> = BTreeMap::new();
    for view in views {
        let columns = Columns::of(view.trace.rules.keys().map(String::as_str));
        for balance in &view.trace.balances {
            let held = held(view, &balance.account)?;
            let high = held.values().map(|sums| columns.range(sums).1).max().unwrap_or(0);
            let known = most.entry(&balance.account).or_default();
            *known = (*known).max(high);
        }
    }
    let mut all: Vec<(&str, i128)> = most.into_iter().collect();
    all.sort_by_key(|(account, high)| (std::cmp::Reverse(*high), *account));
    Ok(all.into_iter().map(|(account, _)| account).collect())
}

/// What is held of each claim in an account, by rule.
fn held<'a>(view: &View<'a, '_>, account: &str) -> Result<BTreeMap<&'a str, ByRule<'a>>, DossierError> {
    let mut held: BTreeMap<&str, ByRule<'a>> = BTreeMap::new();
    for (rule, result) in &view.trace.rules {
        for part in result.held.iter().filter(|part| part.account == account) {
            let bounds = view.reading_of(&part.claim).bounds(&part.low, &part.high)?;
            add(held.entry(&part.claim).or_default(), rule, bounds);
        }
    }
    Ok(held)
}

/// The part, and a sheet for each account.
pub fn parts(desk: &Desk<'_>) -> Result<Vec<Part>, DossierError> {
    let mut views = Vec::new();
    for (at, (name, trace)) in desk.selected.content.traces.iter().enumerate() {
        views.extend(View::new(desk, at, name, trace)?);
    }
    let accounts = accounts(&views)?;
    let say = |pair| vec![words(pair, desk.language)];
    let mut blocks = vec![
        Block::Prose(say(course::ASSETS_INTRO)),
        Block::Said(Said::Assumption(Assumption(say(course::ASSETS_NOT)))),
    ];
    if accounts.len() > SHEETS {
        let counts = [desk.tally(SHEETS), desk.tally(accounts.len())];
        blocks.push(Block::Alarm(sentence(follow::LIST_CUT, desk.language, &counts)));
    }
    let mut parts = vec![desk.places.part("assets", course::ASSETS, blocks)];
    let number = desk.places.number("assets").unwrap_or_default();
    for (at, account) in (1_usize..).zip(accounts).take(SHEETS) {
        let sheet = Sheet { desk, views: &views, account };
        parts.push(Part {
            anchor: format::anchor("asset", account),
            number: format!("{number}.{at}"),
            title: account.to_owned(),
            under: Vec::new(),
            in_contents: true,
            level: 3,
            new_page: true,
            blocks: sheet.blocks()?,
        });
    }
    Ok(parts)
}

/// An account, and the traces.
struct Sheet<'a, 'd> {
    desk: &'d Desk<'a>,
    views: &'d [View<'a, 'd>],
    account: &'a str,
}

impl<'a> Sheet<'a, '_> {
    fn blocks(&self) -> Result<Vec<Block>, DossierError> {
        let mut blocks = vec![Block::Pairs(self.particulars()?)];
        for view in self.views {
            blocks.extend(self.held(view)?);
        }
        blocks.extend(self.others());
        blocks.push(Block::Heading(self.desk.say(course::ASSET_ASK)));
        blocks.push(Block::List(self.asked()?));
        Ok(blocks)
    }

    /// Holder, bank, balances.
    fn particulars(&self) -> Result<Vec<(String, Vec<Inline>)>, DossierError> {
        let desk = self.desk;
        let holder = match desk.catalogue.holder(self.account) {
            Some(name) => vec![Inline::Data(name)],
            None => vec![words(course::HOLDER_UNKNOWN, desk.language)],
        };
        let mut pairs = vec![(desk.say(common::COL_HOLDER), holder), (desk.say(course::BANK), self.bank())];
        pairs.push((desk.say(course::STATED_BALANCE), self.stated()));
        let mut counted = Vec::new();
        for view in self.views {
            for balance in view.trace.balances.iter().filter(|balance| balance.account == self.account) {
                let reading = Reading::new(view.name, &balance.currency)?;
                let minor = reading.minor(&balance.balance)?;
                let figure = view.figure(&reading, (minor, minor), trace_located::grounds(view, balance));
                let mut line = vec![figure];
                let last = balance.last_entry_on.as_deref().and_then(|day| day.parse::<Date>().ok());
                line.extend(last.map(|on| self.aged(on)).unwrap_or_default());
                if balance.or_more {
                    line.extend([Inline::Break, words(follow::COUNTED_ALONE, desk.language)]);
                }
                counted.push((crate::markup::plain(&line), line));
            }
        }
        // Traces to the same day count the same balance.
        counted.dedup_by(|one, other| one.0 == other.0);
        pairs.push((desk.say(follow::COL_BALANCE), lines(counted.into_iter().map(|(_, line)| line))));
        Ok(pairs)
    }

    /// What the number says: the country, and the bank's own code in it.
    fn bank(&self) -> Vec<Inline> {
        let (desk, language) = (self.desk, self.desk.language);
        let id = AccountId::written(self.account);
        let known = desk.selected.content.accounts.iter().find(|known| known.id == id);
        let mut all = Vec::new();
        if let Some(bank) = known.and_then(|known| known.bank.clone()) {
            all.push(sentence(course::BANK_NAMED, language, &[Inline::Data(bank)]));
        }
        match bank::of(&id) {
            Some(bank) => {
                let country = match bank::country(bank.country) {
                    Some(name) => Inline::Words(format!("{} ({})", name.pick(language), bank.country)),
                    None => Inline::Key(bank.country.to_owned()),
                };
                let slots = [country, Inline::Key(bank.code.to_owned())];
                let pair = if bank.code.is_empty() { course::BANK_COUNTRY } else { course::BANK_CODE };
                all.push(sentence(pair, language, &slots));
            }
            None => all.push(vec![words(course::BANK_UNKNOWN, language)]),
        }
        lines(all)
    }

    /// The last balance that a statement states, its day, and how old that is beside the last entry of the case.
    fn stated(&self) -> Vec<Inline> {
        let (desk, language) = (self.desk, self.desk.language);
        let Some((line, on)) = requests::latest(desk, self.account) else {
            return vec![words(course::NO_STATED_BALANCE, language)];
        };
        let mut cell = line.closing();
        cell.extend(self.aged(on));
        cell
    }

    /// A day, and how long before the last entry of the case that is.
    fn aged(&self, on: Date) -> Vec<Inline> {
        let (desk, language) = (self.desk, self.desk.language);
        let mut line = vec![Inline::Words(" ".to_owned())];
        line.extend(sentence(course::ON_DAY, language, &[desk.day(on)]));
        if let Some(last) = self.last_day() {
            let days = u64::try_from(days_from_epoch(last) - days_from_epoch(on)).unwrap_or(0);
            let slots = [Inline::Words(format::count(days, language)), desk.day(last)];
            let pair = match days {
                0 => course::AGE_SAME,
                1 => course::AGE_ONE,
                _ => course::AGE,
            };
            line.push(Inline::Words(" ".to_owned()));
            line.extend(sentence(pair, language, &slots));
        }
        line
    }

    /// The day of the last entry of the case, as far as it is known here.
    fn last_day(&self) -> Option<Date> {
        let content = &self.desk.selected.content;
        let entries = content.entries.values().flatten().map(|(_, entry)| entry.booked.on);
        entries.chain(content.statements.iter().filter_map(|check| check.statement.to)).max()
    }

    /// What each rule holds there of each claim of a trace, and the least and the most of all, capped.
    fn held(&self, view: &View<'a, '_>) -> Result<Vec<Block>, DossierError> {
        let (desk, language) = (self.desk, self.desk.language);
        let held = held(view, self.account)?;
        if held.is_empty() {
            return Ok(Vec::new());
        }
        let columns = Columns::of(view.trace.rules.keys().map(String::as_str)).without_poison();
        let grounds = trace_located::rules_grounds(view);
        let caps = Caps::of(view)?;
        let (mut rows, mut all, mut claimed) = (Vec::new(), ByRule::new(), 0);
        for (claim, sums) in &held {
            let reading = view.reading_of(claim);
            let mut cells = vec![vec![Inline::Data((*claim).to_owned())]];
            cells.extend(columns.cells(sums, |bounds| view.figure(reading, bounds, grounds.clone())));
            rows.push(Row { cells, ..Row::default() });
            sums.iter().for_each(|(rule, bounds)| add(&mut all, rule, *bounds));
            let of_claim = view.trace.claims.iter().find(|known| known.claim == *claim);
            claimed += of_claim.map_or(Ok(0), |known| reading.minor(&known.amount))?;
        }
        let way = Inline::Link(link(traces::number(desk, view.number), traces::anchor(view.number)));
        let mut headings = vec![(desk.say(follow::COL_CLAIM), Set::Left)];
        headings.extend(columns.headings(desk));
        let table = Table {
            caption: sentence(course::ASSET_CAPTION, language, std::slice::from_ref(&way)),
            columns: headings,
            rows,
            grounds: Some(grounds.clone()),
            size: Size::Dense,
            look: view.look(),
            ..Table::default()
        };
        let mut blocks = vec![Block::Table(table)];
        if view.one_currency() {
            let capped = columns.range(&caps.in_account(self.account, claimed, all));
            let slots = [way, view.figure(&view.reading, capped, grounds)];
            blocks.push(view.computation(sentence(course::ASSET_CAPPED, language, &slots)));
        }
        Ok(blocks)
    }

    /// Who else paid into the account: their money may be in it, in good faith.
    fn others(&self) -> Vec<Block> {
        let (desk, language) = (self.desk, self.desk.language);
        let mut blocks = vec![Block::Heading(desk.say(course::OTHERS))];
        if !desk.selected.content.activity.whole.contains(self.account) {
            blocks.push(Block::Prose(vec![words(course::OTHERS_UNKNOWN, language)]));
            return blocks;
        }
        let claims = self.views.iter().flat_map(|view| &view.trace.claims);
        let claimed: BTreeSet<&str> = claims.flat_map(|claim| &claim.transactions).map(String::as_str).collect();
        let through = self.through();
        let mut into_it = dated(desk.catalogue);
        into_it.retain(|moved| moved.stays() && moved.payee() == Some(self.account));
        // Whose other payments are the money that is followed is no third person.
        let is_claimed = |id: &str| claimed.contains(id);
        let followed: BTreeSet<&str> =
            into_it.iter().filter(|moved| is_claimed(&moved.movement.id)).filter_map(|moved| moved.payer()).collect();
        let mut payers: BTreeMap<(Option<&str>, filature_model::Currency), Sum<'_>> = BTreeMap::new();
        for moved in &into_it {
            let is_theirs = moved.payer().is_some_and(|payer| {
                desk.people.is_same(payer, self.account) || through.contains(payer) || followed.contains(payer)
            });
            if !is_theirs && !is_claimed(&moved.movement.id) {
                let sum = payers.entry((moved.payer(), moved.received_in())).or_default();
                sum.add(moved.movement.received, &moved.movement.id);
            }
        }
        if payers.is_empty() {
            blocks.push(Block::Prose(vec![words(course::OTHERS_NONE, language)]));
            return blocks;
        }
        let mut ordered: Vec<_> = payers.into_iter().collect();
        ordered.sort_by_key(|((payer, currency), sum)| (*currency, std::cmp::Reverse(sum.minor), *payer));
        let rows = ordered.iter().take(PAYERS).map(|((payer, currency), sum)| {
            let mut first = match payer {
                Some(payer) => vec![Inline::Key((*payer).to_owned())],
                None => vec![words(course::PAYER_UNNAMED, language)],
            };
            let holder = payer.and_then(|payer| desk.catalogue.holder(payer));
            first.extend(holder.into_iter().flat_map(|name| [Inline::Words(" ".to_owned()), Inline::Data(name)]));
            let counted = vec![desk.tally(sum.ids.len())];
            let amount = sums::noted(desk, sum, *currency, course::OTHERS_HOW);
            let grounds = sums::grounds(desk, course::OTHERS_HOW, sum.ids.iter().copied());
            let entries = grounds.map_or(Vec::new(), |grounds| sums::entries(desk, &grounds));
            Row { cells: vec![first, counted, amount, entries], ..Row::default() }
        });
        blocks.push(Block::Table(Table {
            caption: vec![words(course::OTHERS_CAPTION, language)],
            columns: vec![
                (desk.say(common::COL_PAYER), Set::Left),
                (desk.say(course::COL_PAYMENTS), Set::Right),
                (desk.say(sum_words::COL_PAID_IN), Set::Right),
                (desk.say(common::COL_ENTRIES), Set::Left),
            ],
            sourced: true,
            rows: rows.collect(),
            size: Size::Dense,
            ..Table::default()
        }));
        if ordered.len() > PAYERS {
            let counts = [desk.tally(PAYERS), desk.tally(ordered.len())];
            blocks.push(Block::Prose(sentence(follow::LIST_CUT, language, &counts)));
        }
        blocks
    }

    /// The accounts through which money that is followed passed: what came from there is no stranger's.
    fn through(&self) -> BTreeSet<&'a str> {
        let results =
            self.views.iter().flat_map(|view| view.trace.rules.values().chain(view.trace.rules_alone.values()));
        let mut accounts = BTreeSet::new();
        for result in results {
            accounts.extend(result.held.iter().map(|held| held.account.as_str()));
            accounts.extend(result.left.iter().map(|left| left.account.as_str()));
            let paths = result.held.iter().filter_map(|held| held.paths.as_ref()).flat_map(|paths| &paths.paths);
            accounts.extend(paths.flat_map(|path| &path.steps).map(|step| step.account.as_str()));
        }
        accounts
    }

    fn asked(&self) -> Result<Vec<Vec<Inline>>, DossierError> {
        let (desk, language) = (self.desk, self.desk.language);
        let mut all = vec![vec![words(course::ASK_BALANCE_NOW, language)]];
        let of_account: Vec<_> =
            requests::all(desk)?.into_iter().filter(|request| request.concerns(self.account)).collect();
        all.extend(of_account.iter().take(REQUESTS).map(|request| request.line(desk)));
        if of_account.len() > REQUESTS {
            let count = desk.tally(of_account.len() - REQUESTS);
            all.push(filled(course::MORE_AT, language, &[vec![count], vec![desk.places.way("requests")]]));
        }
        Ok(all)
    }
}
