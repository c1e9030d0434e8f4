use filature_model::{Rule, RuleResult, Trace};

use super::figures::{Range, claimed, common, followed, held};
use super::runs::Runs;

/// What a rule says is held and left, all claims together.
fn sums(result: &RuleResult) -> (Range, Range) {
    let held = result.held.iter().map(|held| Range::read(&held.low, &held.high)).sum();
    (held, result.left.iter().map(|left| Range::read(&left.low, &left.high)).sum())
}

fn assert_conserved(trace: &Trace) {
    for (rule, result) in followed(trace) {
        let (held, left) = sums(result);
        let claimed = claimed(trace);
        assert!(held.low + left.low <= claimed && claimed <= held.high + left.high, "{}", rule.word());
        if held.low == held.high && left.low == left.high {
            assert_eq!(held.low + left.low, claimed, "{}", rule.word());
        }
    }
}

#[test]
fn the_worked_case_is_conserved_in_every_run() {
    let runs = Runs::new().unwrap();
    assert_eq!(runs.case.accounts.len(), 200);
    for trace in [&runs.first, &runs.answered, &runs.elected, &runs.linked, &runs.persons] {
        assert_conserved(trace);
    }
    // Once every opening is known, these two depend on nothing: one figure each.
    for rule in [Rule::Fifo, Rule::Libr] {
        let (held, left) = sums(&runs.answered.rules[rule.word()]);
        assert_eq!((held.low, left.low), (held.high, left.high), "{}", rule.word());
    }
}

#[test]
fn the_common_figure_of_the_page_is_what_every_rule_says_at_least() {
    let runs = Runs::new().unwrap();
    let stated = common(&runs.answered);
    assert_eq!(stated, 298_500);
    for (rule, result) in followed(&runs.answered) {
        assert!(held(result).low >= stated, "{}", rule.word());
    }
    // The prose says that it is the same before and after the answer, and that lifo gives it.
    assert_eq!(common(&runs.first), stated);
    assert_eq!(held(&runs.answered.rules["lifo"]).low, stated);
    // And that twelve claims give what one gives, to a few cents that proportion rounds.
    for (rule, result) in followed(&runs.persons) {
        let difference = held(result).low - held(&runs.answered.rules[rule.word()]).low;
        assert!(difference.abs() <= if rule == Rule::ProRata { 100 } else { 0 }, "{}", rule.word());
    }
}

#[test]
fn the_page_and_its_pictures_are_what_would_be_written() {
    let stale = super::stale(&Runs::new().unwrap()).unwrap();
    assert!(stale.is_empty(), "run `cargo xtask tracing-page`: {stale:?}");
}
