//! Every column of features against its definition, written a second time by looking at all pairs of rows; and that
//! neither later rows, nor stretches, nor threads change a figure.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::Numbers;
use filature_graph::features::{Features, Numbers as Figures, Payments, Stretch, Values, columns};
use filature_model::{AccountId, Channel, Currency, Leg, OUTSIDE, Transactions};

type Node = (u32, Currency);

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;
const WINDOWS: [(&str, i64); 3] = [("1d", DAY), ("4d", 4 * DAY), ("9d", 9 * DAY)];

/// A random ledger with ties, parallel payments, payments to oneself and of nothing, pooled accounts, two currencies and
/// the outside world.
fn random_ledger(numbers: &mut Numbers, rows: usize, accounts: usize, hours: usize) -> Transactions {
    let mut ledger = Transactions::small(&[]);
    let usd: Currency = "USD".parse().unwrap();
    ledger.accounts = (0..accounts).map(|account| AccountId::written(&format!("A{account:04}"))).collect();
    ledger.in_case = vec![true; accounts];
    ledger.hub = (0..accounts).map(|_| numbers.below(9) == 0).collect();
    let mut instants: Vec<i64> = (0..rows).map(|_| i64::try_from(numbers.below(hours)).unwrap() * HOUR).collect();
    instants.sort_unstable();
    for (row, at_micros) in instants.into_iter().enumerate() {
        let mut party =
            || if numbers.below(12) == 0 { OUTSIDE } else { u32::try_from(numbers.below(accounts)).unwrap() };
        let (debtor, creditor) = (party(), party());
        let leg = Leg { at_micros, list: 0, sequence: Leg::NO_SEQUENCE };
        let currency = if numbers.below(6) == 0 { usd } else { Currency::EUR };
        let other = if currency == usd { Currency::EUR } else { usd };
        ledger.ids.push(format!("t{row}"));
        ledger.debtor.push(debtor);
        ledger.creditor.push(creditor);
        ledger.amount_minor.push(i64::try_from(numbers.below(30)).unwrap());
        ledger.currency.push(currency);
        ledger.received.push(match numbers.below(10) {
            0 => Some((i64::try_from(numbers.below(30)).unwrap(), other)),
            1 => Some((i64::try_from(numbers.below(30)).unwrap(), currency)),
            _ => None,
        });
        ledger.debited.push(leg);
        ledger.credited.push(leg);
        ledger.channel.push(Channel::Transfer);
    }
    ledger
}

/// The first rows of a ledger.
fn prefix(ledger: &Transactions, rows: usize) -> Transactions {
    let mut ledger = ledger.clone();
    ledger.ids.truncate(rows);
    ledger.debtor.truncate(rows);
    ledger.creditor.truncate(rows);
    ledger.amount_minor.truncate(rows);
    ledger.currency.truncate(rows);
    ledger.received.truncate(rows);
    ledger.debited.truncate(rows);
    ledger.credited.truncate(rows);
    ledger.channel.truncate(rows);
    ledger
}

fn options(values: &Values) -> Vec<Option<i64>> {
    let numbers: Vec<i64> = match &values.numbers {
        Figures::Count(numbers) => numbers.iter().copied().map(i64::from).collect(),
        Figures::Minor(numbers) => numbers.clone(),
        Figures::Signed(numbers) => numbers.iter().copied().map(i64::from).collect(),
    };
    let known = values.known.clone().unwrap_or_else(|| vec![true; numbers.len()]);
    numbers.into_iter().zip(known).map(|(number, known)| known.then_some(number)).collect()
}

/// All columns by name, computed in stretches of so many rows.
fn table(ledger: &Transactions, stretch_rows: usize) -> BTreeMap<String, Vec<Option<i64>>> {
    let features = Features::new(&ledger.into()).unwrap();
    let mut table: BTreeMap<String, Vec<Option<i64>>> =
        columns().into_iter().map(|column| (column.name, Vec::new())).collect();
    let mut stretch = Stretch::default();
    for start in (0..ledger.len()).step_by(stretch_rows) {
        features.stretch_into(start..start + stretch_rows, &mut stretch);
        for (at, column) in columns().into_iter().enumerate() {
            table.get_mut(&column.name).unwrap().extend(options(&stretch.values(at)));
        }
    }
    table
}

/// The definitions.
struct Reference<'a> {
    ledger: &'a Transactions,
}

type Row = BTreeMap<String, Option<i64>>;

impl Reference<'_> {
    fn at(&self, row: usize) -> i64 {
        self.ledger.at_micros(row)
    }
    fn left(&self, row: usize) -> i64 {
        self.ledger.amount_minor[row]
    }
    fn arrived(&self, row: usize) -> (i64, Currency) {
        self.ledger.received[row].unwrap_or((self.left(row), self.ledger.currency[row]))
    }
    fn moves(&self, row: usize) -> bool {
        self.ledger.debtor[row] != self.ledger.creditor[row] && self.left(row) > 0 && self.arrived(row).0 > 0
    }
    fn payer(&self, row: usize) -> Option<Node> {
        let account = self.ledger.debtor[row];
        (self.moves(row) && account != OUTSIDE).then_some((account, self.ledger.currency[row]))
    }
    fn payee(&self, row: usize) -> Option<Node> {
        let account = self.ledger.creditor[row];
        (self.moves(row) && account != OUTSIDE).then_some((account, self.arrived(row).1))
    }
    fn pooled(&self, node: Node) -> bool {
        self.ledger.hub[node.0 as usize]
    }

    fn row(&self, row: usize) -> Row {
        let mut figures = Row::new();
        self.pair(row, &mut figures);
        self.dwell(row, &mut figures);
        self.patterns(row, &mut figures);
        for (party, node) in [("payer", self.payer(row)), ("payee", self.payee(row))] {
            self.party(row, party, node, &mut figures);
        }
        let least = |window: &str| {
            let of = |name: &str| figures[&format!("payer_{name}_{window}")];
            Some(of("payees")?.min(of("payers")?))
        };
        let sizes = ["4d", "9d"].map(|window| (format!("gather_scatter_{window}"), least(window)));
        figures.extend(sizes);
        let looks = self.payer(row).is_some() && self.payee(row).is_some_and(|payee| !self.pooled(payee));
        for column in columns().into_iter().filter(|column| !column.may_be_none) {
            // Nobody's figures are 0.
            figures.entry(column.name).and_modify(|figure| *figure = figure.or(Some(0)));
        }
        figures.insert("cut".into(), Some(if looks && self.receipts(row).1 { 8 } else { 0 }));
        figures
    }

    fn pair(&self, row: usize, figures: &mut Row) {
        let (payer, payee) = (self.payer(row), self.payee(row));
        let both = payer.is_some() && payee.is_some();
        let before: Vec<usize> =
            (0..row).filter(|&other| both && self.payer(other) == payer && self.payee(other) == payee).collect();
        let back = (0..row).filter(|&other| both && self.payer(other) == payee && self.payee(other) == payer).count();
        let mut set = |name: &str, figure: Option<i64>| figures.insert(name.into(), figure.filter(|_| both));
        set("pair_is_new", Some(i64::from(before.is_empty())));
        set("pair_payments_before", i64::try_from(before.len()).ok());
        set("pair_seconds_since_last", before.last().map(|&last| (self.at(row) - self.at(last)) / 1_000_000));
        set("reverse_payments_before", i64::try_from(back).ok());
    }

    /// Every minor unit is a coin with the instant of its arrival; payments take coins from the front.
    fn dwell(&self, row: usize, figures: &mut Row) {
        let mut ages = None;
        if let Some(payer) = self.payer(row) {
            let mut coins = std::collections::VecDeque::new();
            for earlier in 0..=row {
                if self.payee(earlier) == Some(payer) {
                    coins.extend(std::iter::repeat_n(
                        self.at(earlier),
                        usize::try_from(self.arrived(earlier).0).unwrap(),
                    ));
                }
                if self.payer(earlier) == Some(payer) {
                    let taken = coins.len().min(usize::try_from(self.left(earlier)).unwrap());
                    ages =
                        Some(coins.drain(..taken).map(|at| (self.at(earlier) - at) / 1_000_000).collect::<Vec<i64>>());
                }
            }
        }
        let covered = |ages: &Vec<i64>| i64::try_from(ages.len()).unwrap();
        let mean = ages.as_ref().filter(|ages| !ages.is_empty()).map(|ages| ages.iter().sum::<i64>() / covered(ages));
        figures.insert("payer_dwell_seconds".into(), mean);
        let permille = ages.as_ref().map(|ages| covered(ages) * 1_000 / self.left(row));
        figures.insert("payer_dwell_covered_permille".into(), permille);
    }

    fn patterns(&self, row: usize, figures: &mut Row) {
        let both = self.payer(row).zip(self.payee(row));
        let mut rings = [0_i64; 7];
        if let Some((payer, payee)) = both.filter(|both| !self.pooled(both.0) && !self.pooled(both.1)) {
            self.rings(row, payer, &mut vec![payee], None, &mut rings);
        }
        for (length, &found) in rings.iter().enumerate().skip(2) {
            figures.insert(format!("cycles_{length}_4d"), both.map(|_| found));
        }
        let middlemen = both
            .map(|(payer, payee)| self.middles(row, |_| true, |source| source != payee, (Some(payer), Some(payee))));
        figures.insert("scatter_gather_middlemen_4d".into(), middlemen);
        figures.insert("shared_payees_4d".into(), both.map(|(payer, payee)| self.shared(row, payer, payee)));
        figures.insert(
            "chain_hops_4d".into(),
            self.moves(row).then(|| self.payer(row).or(self.payee(row))).flatten().map(|_| self.chain(row)),
        );
    }

    /// Goes forward from the payee of `row` along rows before it until its payer is reached.
    fn rings(&self, row: usize, payer: Node, path: &mut Vec<Node>, last: Option<usize>, rings: &mut [i64; 7]) {
        for next in last.map_or(0, |last| last + 1)..row {
            if self.payer(next) != path.last().copied() || self.at(row) - self.at(next) > 4 * DAY {
                continue;
            }
            let Some(reached) = self.payee(next) else { continue };
            if reached == payer {
                rings[path.len() + 1] += 1;
            } else if path.len() < 5 && !path.contains(&reached) && !self.pooled(reached) {
                path.push(reached);
                self.rings(row, payer, path, Some(next), rings);
                path.pop();
            }
        }
    }

    /// For each source of the row's payer: the middles it paid within four days, that paid the payee afterwards.
    fn middles(
        &self,
        row: usize,
        middle_counts: impl Fn(Node) -> bool,
        source_counts: impl Fn(Node) -> bool,
        (middle, payee): (Option<Node>, Option<Node>),
    ) -> i64 {
        let fresh = |other: usize| self.at(row) - self.at(other) <= 4 * DAY;
        let usable = |middle: Node| middle_counts(middle) && !self.pooled(middle);
        if middle.is_none_or(|middle| !usable(middle)) {
            return 0;
        }
        let sources: BTreeSet<Node> =
            (0..row).filter(|&out| fresh(out) && self.payee(out) == middle).filter_map(|out| self.payer(out)).collect();
        let of_source = |source: Node| {
            let mut middles = BTreeSet::new();
            for back in 0..=row {
                for out in (0..back).filter(|&out| fresh(out)) {
                    let meets = self.payer(out) == Some(source) && self.payee(out) == self.payer(back);
                    if let Some(middle) = self.payer(back).filter(|_| meets && self.payee(back) == payee) {
                        middles.extend(Some(middle).filter(|&middle| usable(middle)));
                    }
                }
            }
            i64::try_from(middles.len()).unwrap()
        };
        sources.into_iter().filter(|&source| source_counts(source)).map(of_source).max().unwrap_or(0)
    }

    /// The receipts of a row's payee within four days before it: the newest 8, and whether there were more.
    fn receipts(&self, row: usize) -> (Vec<usize>, bool) {
        let fresh = |other: &usize| self.at(row) - self.at(*other) <= 4 * DAY;
        let mut receipts: Vec<usize> =
            (0..row).rev().filter(fresh).filter(|&other| self.payee(other) == self.payee(row)).collect();
        let is_cut = receipts.len() > 8;
        receipts.truncate(8);
        (receipts, is_cut)
    }

    /// For each other payer of the row's payee: the payees that it paid within four days, and the row's payer afterwards.
    fn shared(&self, row: usize, payer: Node, payee: Node) -> i64 {
        let fresh = |other: usize| self.at(row) - self.at(other) <= 4 * DAY;
        if self.pooled(payee) {
            return 0;
        }
        let others: BTreeSet<Node> = self
            .receipts(row)
            .0
            .into_iter()
            .filter_map(|other| self.payer(other))
            .filter(|&other| other != payer)
            .collect();
        let with = |other: Node| {
            let mut payees = BTreeSet::new();
            for own in (0..=row).filter(|&own| self.payer(own) == Some(payer)) {
                let theirs = self.receipts(own).0.into_iter().find(|&theirs| self.payer(theirs) == Some(other));
                if theirs.is_some_and(fresh) {
                    payees.extend(self.payee(own).filter(|&payee| !self.pooled(payee)));
                }
            }
            i64::try_from(payees.len()).unwrap()
        };
        others.into_iter().map(with).max().unwrap_or(0)
    }

    fn chain(&self, row: usize) -> i64 {
        let Some(payer) = self.payer(row).filter(|&payer| !self.pooled(payer)) else { return 1 };
        let fits = |before: usize| {
            let (came, left) = (self.arrived(before).0, self.left(row));
            self.payee(before) == Some(payer)
                && self.at(row) - self.at(before) <= 4 * DAY
                && came * 500 <= left * 1_000
                && left * 1_000 <= came * 1_250
        };
        1 + (0..row).filter(|&before| fits(before)).map(|before| self.chain(before)).max().unwrap_or(0)
    }

    fn party(&self, row: usize, party: &str, node: Option<Node>, figures: &mut Row) {
        let of = |is_out: bool, since: i64| -> Vec<usize> {
            let mine = |&other: &usize| if is_out { self.payer(other) == node } else { self.payee(other) == node };
            (0..=row).filter(mine).filter(|&other| self.moves(other) && self.at(other) >= since).collect()
        };
        let amount = |other: usize, is_out: bool| if is_out { self.left(other) } else { self.arrived(other).0 };
        let others = |rows: &[usize], is_out: bool| {
            let others: BTreeSet<Node> =
                rows.iter().filter_map(|&other| if is_out { self.payee(other) } else { self.payer(other) }).collect();
            i64::try_from(others.len()).ok()
        };
        let is_payer = party == "payer";
        let mut set = |name: String, figure: Option<i64>| {
            figures.insert(format!("{party}_{name}"), figure.filter(|_| node.is_some()));
        };
        for (window, length) in WINDOWS {
            let mut sums = [0; 2];
            for is_out in [true, false] {
                let rows = of(is_out, self.at(row) - length);
                let amounts: Vec<i64> = rows.iter().map(|&other| amount(other, is_out)).collect();
                let side = if is_out { "out" } else { "in" };
                sums[usize::from(is_out)] = amounts.iter().sum();
                if is_out != is_payer && window == "1d" {
                    continue;
                }
                set(format!("{side}_count_{window}"), i64::try_from(amounts.len()).ok());
                set(format!("{side}_sum_{window}_minor"), Some(amounts.iter().sum()));
                set(format!("{}_{window}", if is_out { "payees" } else { "payers" }), others(&rows, is_out));
                if is_out == is_payer {
                    let (mean, deviation, skew) = moments(&amounts);
                    set(format!("{side}_most_{window}_minor"), Some(amounts.iter().copied().max().unwrap_or(0)));
                    set(format!("{side}_least_{window}_minor"), Some(amounts.iter().copied().min().unwrap_or(0)));
                    set(format!("{side}_mean_{window}_minor"), Some(mean));
                    if window != "1d" {
                        set(format!("{side}_deviation_{window}_minor"), Some(deviation));
                        set(format!("{side}_skew_{window}_permille"), Some(skew));
                    }
                }
            }
            let [came, went] = sums;
            if window == "1d" {
                continue;
            }
            set(format!("retained_{window}_permille"), (came > 0).then(|| (came - went).max(0) * 1_000 / came.max(1)));
        }
        let (outs, ins) = (of(true, i64::MIN), of(false, i64::MIN));
        set("out_count_ever".into(), i64::try_from(outs.len()).ok());
        set("in_count_ever".into(), i64::try_from(ins.len()).ok());
        set("payees_ever".into(), others(&outs, true));
        set("payers_ever".into(), others(&ins, false));
        let first = outs.iter().chain(&ins).min().map(|&first| (self.at(row) - self.at(first)) / 1_000_000);
        set("known_seconds".into(), first);
    }
}

fn moments(amounts: &[i64]) -> (i64, i64, i64) {
    let count = i64::try_from(amounts.len()).unwrap();
    if count == 0 {
        return (0, 0, 0);
    }
    let mean = amounts.iter().sum::<i64>() / count;
    let variance = amounts.iter().map(|amount| (amount - mean).pow(2)).sum::<i64>() / count;
    let deviation = (0..).take_while(|root| root * root <= variance).last().unwrap();
    let third = amounts.iter().map(|amount| (amount - mean).pow(3)).sum::<i64>() / count;
    (mean, deviation, if deviation == 0 { 0 } else { 1_000 * third / (variance * deviation) })
}

#[test]
fn every_column_is_what_its_definition_says() {
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    for seed in 0..5_000 {
        let mut numbers = Numbers(seed);
        let is_dense = seed % 2 == 0;
        let (rows, accounts) = if is_dense {
            (20 + numbers.below(24), 5 + numbers.below(3))
        } else {
            (4 + numbers.below(24), 3 + numbers.below(5))
        };
        let hours = if is_dense { 120 } else { 24 * (2 + numbers.below(14)) };
        let mut ledger = random_ledger(&mut numbers, rows, accounts, hours);
        if is_dense {
            // Without what interrupts them, longer rings come about often enough.
            ledger.hub.fill(false);
            ledger.received.fill(None);
            ledger.currency.fill(Currency::EUR);
        }
        let reference = Reference { ledger: &ledger };
        let table = table(&ledger, 1 + numbers.below(rows));
        for row in 0..rows {
            let expected = reference.row(row);
            assert_eq!(expected.keys().collect::<Vec<_>>(), table.keys().collect::<Vec<_>>());
            for (name, figure) in &expected {
                assert_eq!(table[name][row], *figure, "seed {seed}, row {row}, {name}");
                *sums.entry(name.clone()).or_default() += i64::from(figure.is_some_and(|figure| figure != 0));
            }
        }
    }
    // The ledgers hold enough of everything for the agreement to mean something.
    for (name, count) in sums.iter().filter(|(name, _)| *name != "cut") {
        assert!(*count > 100, "{name} is other than nothing only {count} times");
    }
}

#[test]
fn later_rows_change_no_earlier_one() {
    for seed in 0..300 {
        let mut numbers = Numbers(seed);
        let (rows, accounts) = (40 + numbers.below(400), 3 + numbers.below(40));
        let hours = 24 * (1 + numbers.below(20));
        let whole = random_ledger(&mut numbers, rows, accounts, hours);
        let table_of_whole = table(&whole, rows);
        for _ in 0..3 {
            let kept = numbers.below(rows);
            for (name, column) in table(&prefix(&whole, kept), rows) {
                assert_eq!(column, table_of_whole[&name][..kept], "seed {seed}, {kept} of {rows} rows, {name}");
            }
        }
    }
}

#[test]
fn limits_cut_what_is_older_and_later_rows_change_nothing_then_either() {
    // Few accounts and many payments: every limit is reached.
    let mut numbers = Numbers(7);
    let whole = random_ledger(&mut numbers, 3_000, 12, 48);
    let features = Features::new(&(&whole).into()).unwrap();
    let cut = features.stretch(0..whole.len()).cut();
    let kinds: Vec<_> =
        cut.iter().filter(|cut| matches!(cut, filature_model::Cut::SearchesStopped { searches: 1.., .. })).collect();
    assert_eq!(kinds.len(), 4, "{cut:?}");
    let table_of_whole = table(&whole, whole.len());
    assert!(table_of_whole["cut"].iter().filter(|cut| **cut != Some(0)).count() > 1_000);
    for kept in [1_000, 2_500, 2_999] {
        for (name, column) in table(&prefix(&whole, kept), 700) {
            assert_eq!(column, table_of_whole[&name][..kept], "{kept} rows, {name}");
        }
    }
}

#[test]
fn neither_threads_nor_stretches_nor_the_numbering_of_accounts_change_a_figure() {
    let mut numbers = Numbers(11);
    let ledger = random_ledger(&mut numbers, 5_000, 300, 24 * 12);
    let one = table(&ledger, 5_000);
    let turned = |account: u32| if account == OUTSIDE { OUTSIDE } else { 299 - account };
    let mut renumbered = ledger.clone();
    renumbered.debtor.iter_mut().chain(&mut renumbered.creditor).for_each(|account| *account = turned(*account));
    renumbered.hub.reverse();
    for threads in [1, 3, 16] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        for stretch_rows in [1, 77, 4_999] {
            if stretch_rows > 1 || threads == 3 {
                assert_eq!(
                    pool.install(|| table(&ledger, stretch_rows)),
                    one,
                    "{threads} threads, {stretch_rows} rows"
                );
            }
        }
        assert_eq!(pool.install(|| table(&renumbered, 1_234)), one, "{threads} threads, renumbered");
    }
}

#[test]
fn amounts_that_nothing_holds_have_no_moments_and_stop_nothing() {
    let large = i64::MAX;
    let rows: Vec<(&str, &str, i64, i64)> = (0..40).map(|row| ("A", "B", large - row, row)).collect();
    let table = table(&Transactions::small(&rows), 40);
    assert_eq!(table["payer_out_sum_1d_minor"][39], Some(i64::MAX));
    assert_eq!(table["payer_out_most_1d_minor"][39], Some(i64::MAX));
    assert_eq!(table["payer_out_mean_1d_minor"][39], Some(large - 20));
    assert_eq!(table["payer_out_skew_4d_permille"][39], None);
    assert_eq!(table["payer_out_deviation_4d_minor"][39], None);
    assert_eq!(table["payer_out_deviation_4d_minor"][0], Some(0));
}

#[test]
fn a_ledger_without_rows_has_no_features() {
    let features = Features::new(&Payments::default()).unwrap();
    assert!(features.is_empty());
    let stretch = features.stretch(0..10);
    assert_eq!(options(&stretch.values(0)), []);
}
