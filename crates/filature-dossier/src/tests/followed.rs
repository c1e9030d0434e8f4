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

/// An account with 1,300.00 showed 2,600.00 for all claims together.
#[test]
fn all_claims_together_have_no_more_than_the_account() {
    let page = page(|content| {
        let trace = &mut content.traces[1].1;
        let result = trace.rules_alone.get_mut("fifo").unwrap();
        let main = trace.balances[1].account.clone();
        for held in result.held.iter_mut().filter(|held| held.account == main) {
            (held.low, held.high) = ("100.00".to_owned(), "1300.00".to_owned());
        }
        for share in &mut result.restitution[1..] {
            share.held_low = "100.00".to_owned();
        }
    });
    let by_account = &page[page.find("The same account by account").unwrap()..];
    let of_main = &by_account[by_account.find("FR7099999000010007001357112").unwrap()..];
    let sum = &of_main[of_main.find("All claims").unwrap()..];
    let first = sum.split("class=\"amount\">").nth(1).unwrap().split('<').next().unwrap();
    assert_eq!(first, "200.00 to\u{a0}1,300.00\u{a0}EUR");
    assert!(!page.contains("2,600.00"));
}

/// Held, left and exchange come to the claim: the sum of what left showed more than that leaves.
#[test]
fn all_that_left_is_no_more_than_what_is_not_held() {
    let page = page(|content| {
        let left = &mut rule(&mut content.traces[0].1, "lifo").left[1];
        left.high = "8000.00".to_owned();
    });
    let all = &page[page.find("All left").unwrap()..];
    let sums: Vec<&str> = all.split("class=\"amount\">").skip(1).map(|rest| rest.split('<').next().unwrap()).collect();
    assert_eq!(sums[1], "1,700.00 to\u{a0}1,900.00\u{a0}EUR");
    assert!(page.contains("1,300.00 to\u{a0}1,900.00\u{a0}EUR"), "one way is no more than all of them");
}

#[test]
fn a_recovery_shows_its_parts_from_low_to_high() {
    let page = page(|content| {
        let bought = rule(&mut content.traces[1].1, "lifo").restitution[1].bought.as_mut().unwrap();
        (bought.outside_low, bought.rise_low) = ("210.00".to_owned(), "-11.00".to_owned());
        bought.recovery_low = "1499.00".to_owned();
    });
    for range in ["210.00 to\u{a0}700.00", "\u{2212}11.00 to\u{a0}160.00", "1,499.00 to\u{a0}2,000.00"] {
        assert!(page.contains(range), "{range}");
    }
    assert!(page.contains("held + bought + rise, never more than is claimed"));
}

/// 170 doubts of a cent each hid the one that matters.
#[test]
fn doubts_that_move_less_than_one_are_counted_and_not_shown() {
    let page = page(|content| {
        let sways = &mut content.traces[0].1.sways;
        let first = sways[0].clone();
        *sways = vec![first; 14];
        sways.last_mut().unwrap().high = "5601.74".to_owned();
    });
    let table = page.split("What each doubt, alone").nth(1).unwrap().split("</table>").next().unwrap();
    assert_eq!(table.matches("<tr>").count(), 1 + 12);
    assert!(page.contains("Smaller ones left out: 2."));
}

#[test]
fn what_is_computed_with_what_a_person_asserts_says_so_in_each_part() {
    let page = page(|_| {});
    for heading in ["Assets located", "What to ask for next, and of whom", "Which assumption moves the figure most"] {
        assert!(page.contains(&format!("<h4>{heading}</h4>")), "{heading}: without assertions");
        assert!(page.contains(&format!("<h4>{heading}, with what a person asserts</h4>")), "{heading}");
    }
    let doubts = &page[page.find("does to what is held, with what a person asserts").unwrap() - 200..];
    assert!(doubts[..200].contains("<table class=\"dense asserted\">"));
    assert!(page.contains("<p class=\"said computation asserted\">"));
}

/// An account known from others' records alone has no statement that could be old.
#[test]
fn only_a_statement_is_said_to_be_old() {
    let page = page(|_| {});
    assert!(page.contains("last known entry 3 days ago") && page.contains("statement 1 day old"));
    assert!(page.contains("counted from these entries alone"));
}

#[test]
fn a_trace_is_headed_by_its_claims_and_stands_in_the_contents() {
    let page = page(|content| {
        let claims = &mut content.traces[1].1.claims;
        while claims.len() < 6 {
            claims.push(claims[0].clone());
        }
    });
    let title = "Money followed: acompte A, acompte B, acompte C, acompte A and 2 more";
    assert_eq!(page.matches(title).count(), 2, "in the contents, and at its place");
    assert!(page.contains("Money followed: gs-5f2c91d0, to 2024-03-31</h3>\n<p class=\"under\">File of the trace: "));
}
