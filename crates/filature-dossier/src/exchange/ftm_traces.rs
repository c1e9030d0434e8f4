//! Traces as notes: what the rules that follow each unit say is held in an account, and what left it.
//!
//! Each note says that it is a computation. Figures are those of the trace's JSON, digit for digit. The rules that stand apart in the
//! dossier (`pari-passu`, `poison`) are left out: a program would put them beside the others.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Language, Rule, RuleResult, Trace};

use super::book::Book;
use super::ftm::account_name;
use super::ftm_entity::Entity;
use crate::format::visible;
use crate::wording::{Pair, exchange as words};

/// The notes of all traces.
pub fn notes(book: &Book<'_>) -> Vec<Entity> {
    let traces = (1_usize..).zip(&book.content.traces);
    traces.flat_map(|(number, (name, trace))| of_trace(book, number, name, trace)).collect()
}

fn of_trace(book: &Book<'_>, number: usize, name: &str, trace: &Trace) -> Vec<Entity> {
    let in_both = |say: &dyn Fn(Language) -> String| [Language::English, Language::French].map(say);
    let claims = in_both(&|language| {
        let mut text = words::TRACE_IS_COMPUTED.pick(language);
        for claim in &trace.claims {
            let sum = format!("{} {}", claim.amount, claim.currency);
            let begins = claim.transactions.join(", ");
            add(&mut text, words::TRACE_CLAIM, language, &[&claim.claim, &sum, &begins]);
        }
        text
    });
    let mut made = vec![
        Entity::new(format!("trace-{number}"), "Note").with("name", visible(name)).with_all("description", claims),
    ];
    for key in accounts(trace) {
        let Some(account) = book.position(key).and_then(|at| book.accounts.get(at)) else { continue };
        let said = in_both(&|language| {
            let mut text = words::TRACE_IS_COMPUTED.pick(language);
            of_account(&mut text, trace, key, language);
            text
        });
        let note = Entity::new(format!("trace-{number}-account-{}", account.number), "Note")
            .with("name", visible(name))
            .with_all("description", said)
            .to("entity", account_name(account));
        made.push(note);
    }
    made
}

/// The rules that follow each unit, with what a person asserted and without it.
fn results(trace: &Trace) -> impl Iterator<Item = (Option<Pair>, &'static str, &RuleResult)> {
    let with = (!trace.rules_alone.is_empty()).then_some(words::TRACE_ASSERTED);
    [(with, &trace.rules), (None, &trace.rules_alone)].into_iter().flat_map(|(how, rules)| {
        Rule::FOLLOWED.into_iter().filter_map(move |rule| Some((how, rule.word(), rules.get(rule.word())?)))
    })
}

fn accounts(trace: &Trace) -> BTreeSet<&str> {
    results(trace)
        .flat_map(|(_, _, result)| {
            let held = result.held.iter().map(|held| held.account.as_str());
            held.chain(result.left.iter().map(|left| left.account.as_str()))
        })
        .collect()
}

fn of_account(text: &mut String, trace: &Trace, account: &str, language: Language) {
    let currencies: BTreeMap<&str, &str> =
        trace.claims.iter().map(|claim| (claim.claim.as_str(), claim.currency.as_str())).collect();
    let range = |claim: &str, low: &str, high: &str| {
        let currency = currencies.get(claim).copied().unwrap_or_default();
        if low == high { format!("{low} {currency}") } else { format!("{low} – {high} {currency}") }
    };
    for (how, rule, result) in results(trace) {
        let rule = format!("{rule}{}", how.map(|how| how.pick(language)).unwrap_or_default());
        for held in result.held.iter().filter(|held| held.account == account) {
            let mut amount = range(&held.claim, &held.low, &held.high);
            if let Some(native) = &held.native {
                amount.push_str(&format!(" ({} – {} {})", native.low, native.high, native.currency));
            }
            add(text, words::TRACE_HELD, language, &[&rule, &held.claim, &amount]);
        }
        for left in result.left.iter().filter(|left| left.account == account) {
            let amount = range(&left.claim, &left.low, &left.high);
            add(text, words::TRACE_LEFT, language, &[&rule, &left.claim, &amount, &left.transaction, left.how.word()]);
        }
    }
}

/// Adds a sentence with its slots filled, in one pass: what fills a slot is not read for slots.
fn add(text: &mut String, pair: Pair, language: Language, slots: &[&str]) {
    text.push(' ');
    let sentence = pair.pick(language);
    let mut rest = sentence.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (slot, tail) = after.split_once('}').unwrap_or((after, ""));
        let value = slot.parse::<usize>().ok().and_then(|slot| slots.get(slot));
        text.push_str(&visible(value.copied().unwrap_or_default()));
        rest = tail;
    }
    text.push_str(rest);
}
