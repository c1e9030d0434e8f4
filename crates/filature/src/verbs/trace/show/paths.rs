use filature_model::{Path, Rule, Trace};

use super::{currency, file, heading};
use crate::screen::{self, counted};

/// How many held amounts are explained.
const HELD_EXPLAINED: usize = 5;

/// By which paths the first held amounts came, under the first rule that says.
pub fn show(trace: &Trace, name: &str) {
    let explained = Rule::ALL.iter().find_map(|rule| {
        let result = trace.rules.get(rule.word())?;
        let held = result.held.iter().filter_map(|held| Some((held, held.paths.as_ref()?)));
        let held: Vec<_> = held.filter(|(_, paths)| !is_nothing(&paths.amount)).collect();
        (!held.is_empty()).then_some((rule.word(), result, held))
    });
    let Some((word, result, held)) = explained else { return };
    heading(&format!("By which paths it came ({word}; those of the other rules are in {})", file(name)));
    if result.held.iter().any(|held| held.low != held.high) {
        let note = "Some of these figures are ranges: the paths explain what is held with entries in the order of the ledger \
                    and every opening balance that is not known at its least.";
        screen::show(&screen::wrap(note, ""));
    }
    for (held, paths) in held.iter().take(HELD_EXPLAINED) {
        screen::show(&format!("{} {} of {} in {}", paths.amount, currency(trace), held.claim, held.account));
        for path in &paths.paths {
            screen::show(&screen::wrap(&format!("  {}", line(path)), "      "));
        }
        if paths.more > 0 {
            let plural = if paths.more == 1 { "" } else { "s" };
            screen::show(&format!("  {} by {} smaller path{plural}", paths.more_amount, paths.more));
        }
    }
    if held.len() > HELD_EXPLAINED {
        let more = counted(held.len() - HELD_EXPLAINED, "more amount", "more amounts");
        screen::show(&format!("… and {more}"));
    }
}

/// Whether a decimal string is 0 in whatever currency.
fn is_nothing(amount: &str) -> bool {
    amount.bytes().all(|byte| matches!(byte, b'0' | b'.'))
}

fn line(path: &Path) -> String {
    let steps: Vec<String> = path
        .steps
        .iter()
        .map(|step| {
            // The id of a transaction without one of its own is its entry's.
            let entries: Vec<&str> =
                step.entries.iter().map(String::as_str).filter(|&entry| entry != step.transaction).collect();
            let entries = if entries.is_empty() { String::new() } else { format!(" [{}]", entries.join(", ")) };
            let way = if step.leaves { "out of" } else { "into" };
            format!("{}{entries} {way} {}", step.transaction, step.account)
        })
        .collect();
    format!("{}  {}", path.amount, steps.join(", then "))
}
