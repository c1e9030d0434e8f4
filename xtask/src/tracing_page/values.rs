//! What the templates may name: figures, tables, commands.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Doubt, Language, Rule, Trace};
use filature_synth::{WorkedPart, WorkedSide};

use super::figures::{Range, claimed, common, followed, grouped, held, minor, money};
use super::places::Place;
use super::runs::Runs;
use super::small::Small;
use super::tables;

/// Every value by its name.
pub fn all(runs: &Runs, small: &Small, language: Language) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    for (name, trace) in [
        ("first", &runs.first),
        ("answered", &runs.answered),
        ("elected", &runs.elected),
        ("linked", &runs.linked),
        ("persons", &runs.persons),
    ] {
        of_trace(&mut values, name, trace, runs, language);
    }
    of_assertions(&mut values, runs, language);
    of_doubts(&mut values, &runs.first, language);
    of_case(&mut values, runs, language);
    of_small(&mut values, small, language);
    for command in runs.commands() {
        // What a person asserts stands in a line of its own: the whole is wider than a page.
        let line = command.arguments.replace(" --elect", " \\\n  --elect").replace(" --link", " \\\n  --link");
        values.insert(format!("command.{}", command.name), format!("filature {line}"));
    }
    for (name, reason) in Runs::reasons() {
        values.insert(format!("reason.{name}"), reason.to_owned());
    }
    let tables = [
        ("persons-three", tables::todd(&small.todd, language)),
        ("totals.first", tables::totals(&runs.first, language)),
        ("totals.answered", tables::totals(&runs.answered, language)),
        ("places", tables::places(&runs.answered, &runs.case, language)),
        ("elected", tables::elected(&runs.elected, language)),
        ("linked", tables::linked(&runs.linked, language)),
        ("persons", tables::totals(&runs.persons, language)),
        ("requisitions", tables::requisitions(&runs.first, &runs.case, language)),
        ("paths", tables::paths(&runs.answered, &runs.case, language)),
        ("reached", tables::reached(&runs.reached, language)),
        ("of", tables::of(runs, language)),
    ];
    values.extend(tables.map(|(name, table)| (format!("table.{name}"), table)));
    values
}

fn of_trace(values: &mut BTreeMap<String, String>, name: &str, trace: &Trace, runs: &Runs, language: Language) {
    let mut put = |key: String, value: String| values.insert(format!("{name}.{key}"), value);
    put("claimed".to_owned(), money(claimed(trace), language));
    put("common".to_owned(), money(common(trace), language));
    let commons = Place::HELD.map(|place| followed(trace).map(|(_, result)| place.of(result, &runs.case).low).min());
    let by_place = commons.into_iter().flatten().sum();
    put("common-by-place".to_owned(), money(by_place, language));
    let least = followed(trace).find(|(_, result)| held(result).low == common(trace));
    put("least".to_owned(), least.map_or("", |(rule, _)| rule.word()).to_owned());
    for rule in Rule::ALL {
        let Some(result) = trace.rules.get(rule.word()) else { continue };
        let word = rule.word();
        put(format!("{word}.held"), held(result).text(language));
        let accounts: BTreeSet<&str> = result.held.iter().map(|held| held.account.as_str()).collect();
        put(format!("{word}.accounts"), accounts.len().to_string());
        for place in Place::HELD.into_iter().chain(Place::LEFT) {
            put(format!("{word}.{}", place.word()), place.of(result, &runs.case).text(language));
        }
    }
}

fn of_assertions(values: &mut BTreeMap<String, String>, runs: &Runs, language: Language) {
    for (name, trace) in [("elected", &runs.elected), ("linked", &runs.linked)] {
        for carried in Runs::carried(trace) {
            let key = format!("{name}.{}", carried.rule);
            values.insert(format!("{key}.carried"), Range::read(&carried.low, &carried.high).text(language));
            if let Some(rise) = &carried.rise {
                values.insert(format!("{key}.rise"), Range::read(&rise.low, &rise.high).text(language));
            }
        }
    }
}

fn of_doubts(values: &mut BTreeMap<String, String>, trace: &Trace, language: Language) {
    for (name, sway) in
        [("most", trace.sways.first()), ("ties", trace.sways.iter().find(|sway| sway.doubt == Doubt::Ties))]
    {
        if let Some(sway) = sway {
            let range = Range::read(&sway.low, &sway.high);
            values.insert(format!("doubt.{name}.range"), range.text(language));
            values.insert(format!("doubt.{name}.width"), money(range.high - range.low, language));
            values.insert(format!("doubt.{name}.rule"), sway.rule.clone());
            if let Doubt::Opening { account } = &sway.doubt {
                values.insert(format!("doubt.{name}.account"), account.clone());
            }
        }
    }
}

fn of_case(values: &mut BTreeMap<String, String>, runs: &Runs, language: Language) {
    let count = |number: usize| grouped(&number.to_string(), language);
    for transfer in &runs.case.transfers {
        values.insert(format!("tx.{}", transfer.id), money(transfer.amount_minor.into(), language));
    }
    for (name, part) in [("gathering", WorkedPart::Gathering), ("first-relative", WorkedPart::FirstRelative)] {
        let opening = runs.case.account(part).and_then(|account| account.opening_minor).unwrap_or(0);
        values.insert(format!("opening.{name}"), money(opening.into(), language));
    }
    let (fares_minor, lowest_minor) = gathered(runs);
    values.insert("fares.before-plot".to_owned(), money(fares_minor, language));
    values.insert("balance.after-agent".to_owned(), money(lowest_minor, language));
    let loan_minor = claimed(&runs.answered) - sum_of(runs, |id| runs.case.claimed.iter().any(|row| row.1 == id));
    values.insert("loan".to_owned(), money(-loan_minor, language));
    let to_household = sum_of(runs, |id| ["A-H", "B-H", "G-H"].contains(&id));
    values.insert("to-household".to_owned(), money(to_household, language));
    let mut put = |key: &str, value: String| values.insert(key.to_owned(), value);
    put("case.accounts", count(runs.case.accounts.len()));
    put("case.transactions", count(runs.case.transfers.len()));
    put("case.credits", count(runs.case.claimed.len()));
    if let Some(hub) = runs.answered.hubs.iter().find(|hub| !hub.declared) {
        put("hub.account", hub.account.clone());
        put("hub.payers", hub.payers.to_string());
        put("hub.payees", hub.payees.to_string());
        put("hub.counterparties", hub.counterparties.to_string());
        put("hub.received", money(minor(&hub.received), language));
        put("hub.paid", money(minor(&hub.paid), language));
    }
}

/// What moved by these transactions.
fn sum_of(runs: &Runs, is_meant: impl Fn(&str) -> bool) -> i128 {
    let rows = runs.case.transfers.iter().filter(|transfer| is_meant(&transfer.id));
    rows.map(|transfer| i128::from(transfer.amount_minor)).sum()
}

/// What the gathering account took in fares before the plot was paid, and its balance when the agent first was.
fn gathered(runs: &Runs) -> (i128, i128) {
    let case = &runs.case;
    let is = |side: WorkedSide, part| matches!(side, WorkedSide::Account(at) if case.accounts[at].part == part);
    let opening = case.account(WorkedPart::Gathering).and_then(|account| account.opening_minor).unwrap_or(0);
    let (mut fares, mut before_plot, mut balance) = (0, 0, i128::from(opening));
    for transfer in &case.transfers {
        let minor = i128::from(transfer.amount_minor);
        if is(transfer.creditor, WorkedPart::Gathering) {
            balance += minor;
            fares += if is(transfer.debtor, WorkedPart::Family) { minor } else { 0 };
        } else if is(transfer.debtor, WorkedPart::Gathering) {
            balance -= minor;
        }
        match transfer.id.as_str() {
            "G-PLOT" => before_plot = fares,
            "G-AGENT-1" => break,
            _ => {}
        }
    }
    (before_plot, balance)
}

fn of_small(values: &mut BTreeMap<String, String>, small: &Small, language: Language) {
    let mut put = |key: &str, range: Range| values.insert(format!("small.{key}"), range.text(language));
    put("lowest", small.lowest[2].0);
    put("part.carried", small.part.0);
    put("part.held", small.part.1);
    put("overdraft.held", small.overdraft.0);
    put("overdraft.repaid", small.overdraft.1);
    put("reversal.before", small.reversal[0]);
    put("reversal.after", small.reversal[1]);
    put("exchange.held", small.exchange.0);
    put("exchange.native", small.exchange.1);
    put("opening.nothing", small.openings[0]);
    put("opening.hundred", small.openings[1]);
    put("opening.unknown", small.openings[2]);
    put("tie.in-first", small.ties[0]);
    put("tie.out-first", small.ties[1]);
    put("tie.unknown", small.ties[2]);
}
