use filature_model::{Path, Rule, Trace};

use super::{currency, file, heading};
use crate::screen;

/// How many held amounts are explained.
const HELD_EXPLAINED: usize = 5;

/// By which paths the first held amounts came, under the first rule that says.
pub fn show(trace: &Trace, name: &str) {
    let explained = Rule::ALL.iter().find_map(|rule| {
        let result = trace.rules.get(rule.word())?;
        let held: Vec<_> = result.held.iter().filter_map(|held| Some((held, held.paths.as_ref()?))).collect();
        (!held.is_empty()).then_some((rule.word(), held))
    });
    let Some((word, held)) = explained else { return };
    heading(&format!("By which paths it came ({word}; those of the other rules are in {})", file(name)));
    for (held, paths) in held.iter().take(HELD_EXPLAINED) {
        screen::show(&format!("{} {} of {} in {}", paths.amount, currency(trace), held.claim, held.account));
        for path in &paths.paths {
            screen::show(&screen::wrap(&format!("  {}", line(path)), "      "));
        }
        if paths.more > 0 {
            screen::show(&format!("  {} by {} smaller paths", paths.more_amount, paths.more));
        }
    }
    if held.len() > HELD_EXPLAINED {
        screen::show(&format!("… and {} more amounts", held.len() - HELD_EXPLAINED));
    }
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
            format!("{}{entries} into {}", step.transaction, step.account)
        })
        .collect();
    format!("{}  {}", path.amount, steps.join(", then "))
}
