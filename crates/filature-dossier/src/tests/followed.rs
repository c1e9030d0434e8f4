//! What a trace shows: apart what stands apart, loud what does not add up, and nothing that rests on intelligence.

use filature_model::{Assertion, Language, Trace};

use super::{LANGUAGES, sample};
use crate::{Content, render_html, select};

fn page(change: impl Fn(&mut Content)) -> String {
    let mut content = sample::content();
    change(&mut content);
    render_html(&content, Language::English).unwrap()
}

fn rule<'a>(trace: &'a mut Trace, word: &str) -> &'a mut filature_model::RuleResult {
    trace.rules.get_mut(word).unwrap()
}

#[test]
fn the_common_figure_knows_nothing_of_the_rules_that_stand_apart() {
    let whole = page(|_| {});
    let common = "at least <span class=\"amount\">5,600.75\u{a0}EUR</span>";
    assert_eq!(whole.matches(common).count(), 2, "in short, and in the trace");
    let without = page(|content| {
        for word in ["poison", "pari-passu"] {
            content.traces[0].1.rules.remove(word);
        }
    });
    assert_eq!(without.matches(common).count(), 2);
    let apart = |page: &str| page.matches("<table class=\"dense apart\">").count();
    assert_eq!((apart(&whole), apart(&without)), (4, 3));
    assert!(whole.contains("4,100.00\u{a0}EUR</span> or more"));
}

#[test]
fn what_a_person_asserts_comes_after_what_the_rules_compute_alone_and_looks_different() {
    let page = page(|_| {});
    let places = ["What the rules compute alone", ">What a person asserts<", "The figures with what a person asserts"];
    let found: Vec<usize> = places.iter().map(|words| page.find(words).unwrap()).collect();
    assert!(found.is_sorted());
    // One to show the look, and the two of the trace.
    assert_eq!(page.matches("<p class=\"said assertion\">").count(), 3);
    let (before, after) = page.split_at(found[1]);
    assert!(!before.contains("class=\"dense asserted\""), "asserted figures stand among computed ones");
    assert!(after.contains("class=\"dense asserted\"") && after.contains("No reason given."));
    let short = &page[..page.find("id=\"received\"").unwrap()];
    assert!(short.contains("1,097.58\u{a0}EUR"), "in short, what the rules compute alone");
    assert!(!self::page(|content| content.traces.truncate(1)).contains("Asserted by a person"));
}

#[test]
fn what_does_not_add_up_is_loud() {
    let alarms = |change: &dyn Fn(&mut Trace)| {
        let page = page(|content| change(&mut content.traces[0].1));
        let alarm = |text: &str| page.contains(&format!("<p class=\"alarm\">{text}"));
        (alarm("What the rule “in proportion”"), alarm("The paths to the account"))
    };
    assert_eq!(alarms(&|_| {}), (false, false));
    let held = |trace: &mut Trace| {
        let result = rule(trace, "pro-rata");
        result.held[0].low = "3950.24".to_owned();
        result.held[0].high = "3950.24".to_owned();
    };
    assert_eq!(alarms(&held), (true, false));
    let path = |trace: &mut Trace| {
        rule(trace, "fifo").held[0].paths.as_mut().unwrap().more_amount = "314.49".to_owned();
    };
    assert_eq!(alarms(&path), (false, true));
    let share = page(|content| rule(&mut content.traces[1].1, "lifo").restitution[0].held_high = "1000.01".to_owned());
    assert!(share.contains("<p class=\"alarm\">By the rule “last in, first out”"));
}

#[test]
fn a_part_without_content_is_left_out() {
    let page = page(|content| {
        content.traces.truncate(1);
        let trace = &mut content.traces[0].1;
        trace.balances.clear();
        trace.requisitions.clear();
        trace.sways.clear();
        trace.rules.values_mut().flat_map(|result| &mut result.held).for_each(|held| held.paths = None);
    });
    let heads =
        ["How it came", "Assets located<", "of whom", "moves the figure", "Changes of currency", "Pooled accounts"];
    for heading in heads {
        assert!(!page.contains(heading), "{heading}");
    }
    assert!(page.contains("Where the thread breaks, and what to ask for"), "the older words stand in");
}

/// Each place of a trace in which something of a restricted file can stand.
#[test]
fn a_trace_that_names_anything_restricted_is_left_out() {
    let secret = |trace: &mut Trace| trace.requisitions[0].transactions = vec![format!("{}:0", sample::STR_ID)];
    let account = |trace: &mut Trace| trace.hubs[0].account = sample::STR_ACCOUNT.to_owned();
    let payee = |trace: &mut Trace| trace.requisitions[0].payee = Some(sample::STR_ACCOUNT.to_owned());
    let balance = |trace: &mut Trace| trace.balances[0].account = sample::STR_ACCOUNT.to_owned();
    let rate = |trace: &mut Trace| trace.conversions[0].rate_french.push_str(sample::STR_ID);
    let reason = |trace: &mut Trace| {
        if let Assertion::Link { reason, .. } = &mut trace.assertions[1] {
            reason.push_str(sample::STR_NAME);
        }
    };
    let step = |trace: &mut Trace| {
        let held = rule(trace, "fifo").held.iter_mut().find(|held| held.paths.is_some()).unwrap();
        held.paths.as_mut().unwrap().paths[0].steps[0].account = sample::STR_ACCOUNT.to_owned();
    };
    let changes: [&dyn Fn(&mut Trace); 7] = [&secret, &account, &payee, &balance, &rate, &reason, &step];
    for (at, change) in changes.into_iter().enumerate() {
        let mut content = sample::with_intelligence();
        let before = select::select(&content).left_out.traces;
        change(&mut content.traces[1].1);
        assert_eq!(select::select(&content).left_out.traces, before + 1, "change {at}");
    }
}

/// The table of hubs says it with grounds; where there is none, the sentence says it.
#[test]
fn the_measure_of_a_hub_is_said_once() {
    for language in LANGUAGES {
        let mut content = sample::content();
        let measure = |content: &Content| {
            let page = render_html(content, language).unwrap();
            (page.matches("418220.15").count(), page.matches(language.pick("418,220.15", "418\u{202f}220,15")).count())
        };
        assert_eq!(measure(&content), (0, 1));
        content.traces[1].1.hubs.clear();
        assert_eq!(measure(&content), (1, 0));
    }
}
