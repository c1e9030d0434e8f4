//! Between which countries and towns money moved: the map, and the table of its corridors.
//!
//! A town stands on the map only where an entry says that a payment was done there. Where a holder lives is never looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use filature_model::{AccountId, Channel, Locality};

use super::Desk;
use super::network::{LINKS, elsewhere};
use super::network_flows::commonest;
use super::transfers::first_links;
use crate::catalogue::{Side, Transfer};
use crate::document::{Block, Figure, Inline, Picture, Row, RowRef, Rows, Set, Size, Table};
use crate::figures::computed;
use crate::markup::{plain, sentence, words};
use crate::pictures::{Corridor, CorridorsPicture, Drawing, Spot, locate, round_down};
use crate::wording::{self as common, pictures as wording};

/// So many are drawn and listed.
const MOST: usize = 20;

/// All that moved between two places.
struct Sum {
    from: Spot,
    to: Spot,
    minor: i128,
    transactions: usize,
    rows: Arc<Rows>,
}

/// Anchor, title and blocks; none where nothing moved from one place to another.
pub fn corridors(desk: &Desk<'_>) -> Option<(String, Vec<Inline>, Vec<Block>)> {
    let all: Vec<(&str, &Transfer<'_>)> = desk.catalogue.transfers().collect();
    let currency = commonest(all.iter().map(|(_, transfer)| *transfer))?;
    let here: Vec<&(&str, &Transfer<'_>)> =
        all.iter().filter(|(_, transfer)| transfer.amount.currency == currency).collect();
    let (mut sums, mut within, mut unknown) = (BTreeMap::<(Spot, Spot), (i128, usize, Vec<RowRef>)>::new(), 0, 0);
    for (id, transfer) in &here {
        match ends(desk, id, transfer) {
            Some((from, to)) if from == to => within += 1,
            Some(ends) => {
                let sum = sums.entry(ends).or_default();
                sum.0 += i128::from(transfer.amount.minor);
                sum.1 += 1;
                sum.2.extend(transfer.rows.iter().cloned());
            }
            None => unknown += 1,
        }
    }
    let sum = |((from, to), (minor, transactions, rows))| {
        Some(Sum { from, to, minor, transactions, rows: Arc::new(Rows::of(rows)?) })
    };
    let mut sums: Vec<Sum> = sums.into_iter().filter_map(sum).collect();
    sums.sort_by_key(|sum| -sum.minor);
    let on_map: usize = sums.iter().map(|sum| sum.transactions).sum();
    let rest = sums.split_off(sums.len().min(MOST));
    let rows = Rows::of(sums.iter().flat_map(|sum| sum.rows.iter().cloned()).collect()).map(Arc::new)?;
    let view = View { desk, currency, sums: &sums, rows };
    let counts = [on_map, within, unknown].map(|count| desk.tally(count));
    let mut blocks = vec![
        Block::Picture(view.picture()),
        Block::Prose(sentence(wording::CORRIDORS_COUNTS, desk.language, &counts)),
        Block::Prose(vec![words(wording::CORRIDORS_BORDERS, desk.language)]),
    ];
    blocks.extend(elsewhere(desk, all.len() - here.len()));
    if let Some(rows) = Rows::of(rest.iter().flat_map(|sum| sum.rows.iter().cloned()).collect()).map(Arc::new) {
        let minor = rest.iter().map(|sum| sum.minor).sum();
        let slots = [desk.tally(rest.len()), view.figure(minor, &rows)];
        blocks.push(Block::Prose(sentence(wording::CORRIDORS_REST, desk.language, &slots)));
    }
    blocks.push(Block::Table(view.table()));
    Some(("corridors".to_owned(), vec![words(wording::CORRIDORS_TITLE, desk.language)], blocks))
}

/// Where money left and where it arrived. Who draws cash or pays by card is paid where it is done; all else is paid from there.
fn ends(desk: &Desk<'_>, id: &str, transfer: &Transfer<'_>) -> Option<(Spot, Spot)> {
    let done = desk.selected.content.places.get(id).and_then(|place| locate(place.country(), place.town()));
    let (payer, payee) = (country(transfer.payer), country(transfer.payee));
    match transfer.channel {
        Some(Channel::CashOut | Channel::Card) => Some((payer?, done.or(payee)?)),
        _ => Some((done.or(payer)?, payee?)),
    }
}

/// The country that an entry names for a side, else that of the account's bank.
fn country(side: Side<'_>) -> Option<Spot> {
    let written = side.country.and_then(|country| Locality::written(Some(country), None));
    let account = side.account.map(AccountId::written);
    let of_bank = || account.as_ref().and_then(AccountId::iban_country);
    locate(Some(written.as_ref().and_then(Locality::country).or_else(of_bank)?), None)
}

struct View<'a> {
    desk: &'a Desk<'a>,
    currency: filature_model::Currency,
    sums: &'a [Sum],
    rows: Arc<Rows>,
}

impl View<'_> {
    fn figure(&self, minor: i128, rows: &Arc<Rows>) -> Inline {
        let grounds = computed(wording::SUM_HOW, rows, None, self.desk.language);
        Inline::Figure(Figure::amount(minor, self.currency, self.desk.language, grounds))
    }

    fn name(&self, spot: &Spot) -> Inline {
        Inline::Data(spot.name(self.desk.language))
    }

    fn said(&self, sum: &Sum) -> String {
        let slots = [
            self.name(&sum.from),
            self.name(&sum.to),
            self.figure(sum.minor, &sum.rows),
            self.desk.tally(sum.transactions),
        ];
        plain(&sentence(wording::FLOW_SAID, self.desk.language, &slots))
    }

    fn picture(&self) -> Picture {
        let language = self.desk.language;
        let spots: BTreeSet<&Spot> = self.sums.iter().flat_map(|sum| [&sum.from, &sum.to]).collect();
        let at: BTreeMap<&Spot, usize> = spots.iter().enumerate().map(|(at, spot)| (*spot, at)).collect();
        let corridor = |sum: &Sum| {
            Some(Corridor {
                from: *at.get(&sum.from)?,
                to: *at.get(&sum.to)?,
                minor: sum.minor,
                amount: self.figure(sum.minor, &sum.rows),
                said: self.said(sum),
            })
        };
        let scale_minor = round_down(self.sums.first().map_or(1, |sum| sum.minor));
        let scale = computed(wording::SCALE_HOW, &self.rows, None, language);
        let scale = Inline::Figure(Figure::amount(scale_minor, self.currency, language, scale));
        let drawing = CorridorsPicture {
            spots: spots.iter().map(|spot| ((*spot).clone(), vec![self.name(spot)])).collect(),
            corridors: self.sums.iter().filter_map(corridor).collect(),
            scale: (scale_minor, sentence(wording::WIDTH_SCALE, language, &[scale])),
            legend: [wording::SPOT_TOWN, wording::SPOT_COUNTRY].map(|pair| vec![words(pair, language)]),
        };
        let said: Vec<String> = self.sums.iter().map(|sum| self.said(sum)).collect();
        let code = [Inline::Words(self.currency.code().to_owned())];
        Picture {
            anchor: "corridors-map".to_owned(),
            caption: sentence(wording::CORRIDORS_CAPTION, language, &code),
            description: said.join("; "),
            drawing: Box::new(Drawing::Corridors(drawing)),
            grounds: computed(wording::SUM_HOW, &self.rows, None, language),
        }
    }

    fn table(&self) -> Table {
        let desk = self.desk;
        let name = |spot: &Spot| match spot.town.is_some() {
            true => vec![self.name(spot), Inline::Words(format!(" ({})", spot.country))],
            false => vec![self.name(spot)],
        };
        let row = |sum: &Sum| Row {
            cells: vec![
                name(&sum.from),
                name(&sum.to),
                vec![desk.tally(sum.transactions)],
                vec![self.figure(sum.minor, &sum.rows)],
                first_links(desk, &sum.rows, LINKS),
            ],
            ..Row::default()
        };
        let say = |pair: common::Pair, set| (desk.say(pair), set);
        Table {
            caption: vec![words(wording::CORRIDORS_TABLE, desk.language)],
            columns: vec![
                say(wording::COL_FROM_PLACE, Set::Left),
                say(wording::COL_TO_PLACE, Set::Left),
                say(wording::COL_TRANSACTIONS, Set::Right),
                say(common::COL_AMOUNT, Set::Right),
                say(common::COL_ENTRIES, Set::Left),
            ],
            sourced: true,
            rows: self.sums.iter().map(row).collect(),
            size: Size::Dense,
            ..Table::default()
        }
    }
}
