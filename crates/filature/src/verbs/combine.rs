//! `combine`: what was added and decided in another copy of the case.
//!
//! ```text
//! both journals ─► Plan ─┬► --dry-run ────────────────► what would be taken over, nothing is done
//!                        ├► conflicts, none settled ─► shown, nothing is done
//!                        └► settled, or none ─────────► combined ─► what was taken over
//! ```

mod planned;

use std::collections::BTreeMap;
use std::path::Path;

use filature_ledger::combine::{self, CombineError, Combined, Conflict, Hand, Other, Plan, Said, Settlement};
use filature_ledger::{Case, read_journal};
use serde_json::{Value, json};

pub use self::planned::planned;
use self::planned::show as show_planned;
use super::open;
use crate::cli::CombineArguments;
use crate::outcome::{DATA, DONE, Failure};
use crate::screen::{self, counted};

/// What it came to.
#[derive(Debug)]
pub enum Made {
    /// These have to be settled first; nothing was done.
    Open(Vec<Conflict>),
    /// Done.
    Combined {
        /// How many lines both journals began with.
        common: u64,
        /// What was taken over.
        combined: Combined,
        /// What was settled.
        conflicts: Vec<Conflict>,
        /// Where the settings of the two differ.
        differs: Vec<String>,
    },
}

/// Combines, or shows what has to be settled first.
pub fn run(arguments: &CombineArguments, json: bool) -> Result<u8, Failure> {
    let settlement = settlement(arguments)?;
    let mut case = open(&arguments.case)?;
    if arguments.dry_run {
        let planned = planned(&case, &arguments.with)?;
        if json {
            screen::show_json(&planned.document())?;
        } else {
            show_planned(&planned)?;
        }
        return Ok(DONE);
    }
    match made(&mut case, &arguments.with, &settlement)? {
        Made::Open(conflicts) => {
            show_conflicts(&conflicts, json)?;
            Ok(DATA)
        }
        Made::Combined { common, combined, conflicts, differs } => {
            tell_of_settings(&differs);
            if json {
                screen::show_json(&document(&case, &settlement, common, &combined, &conflicts)?)?;
            } else {
                show(&combined, conflicts.len());
            }
            Ok(DONE)
        }
    }
}

/// Combines another copy into an open case, or says what has to be settled first.
///
/// # Errors
/// It is no other copy of this case; somebody is missing; the system's.
pub fn made(case: &mut Case, with: &Path, settlement: &Settlement) -> Result<Made, Failure> {
    let other = other(case, with)?;
    let (lines, head) = read_journal(&case.folder().join("journal.jsonl"))?;
    let plan = Plan::of(&lines, &head, case.sources(), &other).map_err(failure)?;
    if !plan.is_settled_by(settlement) {
        return Ok(Made::Open(plan.conflicts));
    }
    let (common, conflicts) = (plan.common, plan.conflicts.clone());
    let combined = combine::combine(case, &other, settlement).map_err(failure)?;
    Ok(Made::Combined { common, combined, conflicts, differs: settings_that_differ(case, &other) })
}

/// What was done, as `--json` gives it.
///
/// # Errors
/// The journal cannot be read.
pub fn document(
    case: &Case,
    settlement: &Settlement,
    common: u64,
    combined: &Combined,
    conflicts: &[Conflict],
) -> Result<Value, Failure> {
    let (_, head) = read_journal(&case.folder().join("journal.jsonl"))?;
    let conflicts: Vec<Value> = (1..).zip(conflicts).map(|(at, of)| conflict(at, of, settlement)).collect();
    Ok(json!({
        "common": common, "lines": combined.lines, "sources": combined.sources, "renamed": combined.renamed,
        "left": combined.left, "conflicts": conflicts, "journal_head": head }))
}

/// The other copy, which is another.
fn other(case: &Case, with: &Path) -> Result<Other, Failure> {
    let place = |path: &Path| path.canonicalize().ok();
    if place(with).is_some_and(|there| Some(there) == place(case.folder())) {
        return Err(Failure::call(format!("--with {}: it is the case itself", with.display())).at_desk(
            "That is this case itself: name the folder of the other copy.",
            "C’est cette affaire elle-même : indiquez le répertoire de l’autre copie.",
        ));
    }
    Other::read(with).map_err(failure)
}

fn failure(error: CombineError) -> Failure {
    let message = error.to_string();
    match error {
        CombineError::Ledger(error) => error.into(),
        CombineError::NotACopy(folder) => Failure::data(message).at_desk(
            format!(
                "{} is no copy of this case: the first lines of the two journals differ. Only copies of one folder, each worked on since, can be \
                 combined; files alone are added.",
                folder.display()
            ),
            format!(
                "{} n’est pas une copie de cette affaire : les premières lignes des deux journaux diffèrent. Seules se réunissent les copies d’un \
                 même répertoire, où l’on a travaillé depuis ; de simples fichiers s’ajoutent.",
                folder.display()
            ),
        ),
        CombineError::Erased { folder, line } => {
            let french = folder.map_or_else(|| "cette affaire".to_owned(), |folder| folder.display().to_string());
            let english = format!("{message}.");
            Failure::data(message).at_desk(
                english,
                format!(
                    "{french} : la ligne {line} du journal a effacé ce que l’autre copie contient encore, et réunir le ramènerait. Rien n’a été \
                     réuni : continuez dans l’une des deux, et ajoutez-y ce que seule l’autre contient."
                ),
            )
        }
        CombineError::Open(numbers) => open_conflicts(Failure::data(message), &numbers),
        CombineError::NoCase { path, .. } => {
            let folder = path.parent().unwrap_or(&path).display();
            Failure::data(message).at_desk(
                format!("{folder} is no case: it holds no case.toml that can be read. Nothing was combined."),
                format!("{folder} n’est pas une affaire : il n’y a pas de case.toml lisible. Rien n’a été réuni."),
            )
        }
        CombineError::Other { .. } => Failure::data(message),
        CombineError::NoSuch(number) => Failure::call(message).at_desk(
            format!("There is no conflict {number}, or no longer: look again at what is new. Nothing was combined."),
            format!("Il n’y a pas, ou plus, de contradiction {number} : regardez de nouveau ce qui est nouveau. Rien n’a été réuni."),
        ),
        CombineError::SecondNeeded(number, by) => Failure::call(message).at_desk(
            format!("Conflict {number}: the other side protects a person; to settle it so, a second person decides with {by}: name them."),
            format!("Contradiction {number} : l’autre côté protège une personne ; une seconde personne décide avec {by} : indiquez-la."),
        ),
        CombineError::Missing { .. } | CombineError::FourEyes(_) => Failure::call(message),
    }
}

/// How it is said at the desk that conflicts are not settled.
pub fn open_conflicts(failure: Failure, numbers: &[usize]) -> Failure {
    let all = numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
    let is_one = numbers.len() == 1;
    let (english, french) = if is_one { ("Conflict", "La contradiction") } else { ("Conflicts", "Les contradictions") };
    let (is, est) = if is_one { ("is", "n’est pas tranchée") } else { ("are", "ne sont pas tranchées") };
    failure.at_desk(
        format!("{english} {all} {is} not settled: say of each which side holds. Nothing was combined."),
        format!("{french} {all} {est} : dites pour chacune quel côté vaut. Rien n’a été réuni."),
    )
}

fn settlement(arguments: &CombineArguments) -> Result<Settlement, Failure> {
    let mut holds = BTreeMap::new();
    for word in &arguments.settle {
        let wrong =
            || Failure::call(format!("--settle {word:?}: a number and a side were expected, as in 1=mine,2=theirs"));
        let (number, hand) = word.split_once('=').ok_or_else(wrong)?;
        let number = number.trim().parse::<usize>().map_err(|_| wrong())?;
        let hand = match hand.trim() {
            "mine" => Hand::Mine,
            "theirs" => Hand::Theirs,
            _ => return Err(wrong()),
        };
        if holds.insert(number, hand).is_some_and(|before| before != hand) {
            return Err(Failure::call(format!("--settle: conflict {number} is settled both ways")));
        }
    }
    Ok(Settlement {
        holds,
        by: arguments.by.clone().unwrap_or_default(),
        reason: arguments.reason.clone(),
        second: arguments.second.second.clone(),
        second_reason: arguments.second.second_reason.clone(),
    })
}

/// A conflict as `--json` gives it.
pub fn conflict(number: usize, of: &Conflict, settlement: &Settlement) -> Value {
    let takes_two: Vec<Hand> = [Hand::Mine, Hand::Theirs].into_iter().filter(|hand| of.takes_two(*hand)).collect();
    let holds = settlement.holds.get(&number).copied().or(of.protecting.filter(|_| !settlement.holds.is_empty()));
    json!({ "number": number, "about": of.kind(), "ids": of.ids(), "mine": of.mine, "theirs": of.theirs,
            "protecting": of.protecting, "takes_two": takes_two, "holds": holds })
}

fn show_conflicts(conflicts: &[Conflict], json: bool) -> Result<(), Failure> {
    if json {
        let conflicts: Vec<Value> =
            (1..).zip(conflicts).map(|(at, of)| conflict(at, of, &Settlement::default())).collect();
        return screen::show_json(&json!({ "lines": 0, "conflicts": conflicts }));
    }
    screen::show(&format!("{}; nothing was combined.", counted(conflicts.len(), "conflict", "conflicts")));
    for (number, of) in (1..).zip(conflicts) {
        screen::show(&format!("\n{number}. {}: {}", of.kind(), of.ids().join(", ")));
        for (hand, said) in [(Hand::Mine, &of.mine), (Hand::Theirs, &of.theirs)] {
            said.iter().for_each(|said| screen::show(&side(hand, said)));
        }
        if let Some(hand) = of.protecting {
            screen::show(&format!("   {} protects: it holds unless two people settle otherwise.", hand.word()));
        }
    }
    screen::show(
        "\nSay which holds of each: --settle 1=mine,2=theirs --reason TEXT --by NAME. Both stay in the journal.",
    );
    Ok(())
}

fn side(hand: Hand, said: &Said) -> String {
    let by = match (&said.by, &said.second) {
        (Some(by), Some(second)) => format!(", {by} and {second}"),
        (Some(by), None) => format!(", {by}"),
        _ => String::new(),
    };
    let why = said.reason.as_ref().map_or_else(String::new, |reason| format!(": {reason}"));
    let at = screen::to_the_second(&said.at);
    screen::wrap(&format!("   {:<7} {} ({at}{by}, line {}){why}", hand.word(), said.says, said.line), "           ")
}

/// What whoever leads the case wrote down is not combined: they are told where the two differ.
fn settings_that_differ(case: &Case, other: &Other) -> Vec<String> {
    let value = |settings| serde_json::to_value(settings).unwrap_or_default();
    let (here, there) = (value(case.settings()), value(other.settings()));
    let fields =
        |of: &Value| of.as_object().map(|fields| fields.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
    let mut names: Vec<String> = fields(&here).into_iter().chain(fields(&there)).collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().filter(|name| here.get(name) != there.get(name)).collect()
}

fn tell_of_settings(differs: &[String]) {
    if !differs.is_empty() {
        screen::say(&format!("case.toml differs in {}; the one of this case stays as it is.", differs.join(", ")));
    }
}

fn show(combined: &Combined, conflicts: usize) {
    if *combined == Combined::default() {
        return screen::show("Nothing new: this case knows all that the other copy says.");
    }
    screen::show(&format!(
        "Combined: {}, {}, {} settled.",
        counted(combined.lines, "line of its journal", "lines of its journal"),
        counted(combined.sources.len(), "file", "files"),
        counted(conflicts, "conflict", "conflicts")
    ));
    for (there, here) in &combined.renamed {
        screen::show(&format!("{there} of the other copy is {here} here."));
    }
    for file in &combined.left {
        screen::say(&format!("{file} is not in the other copy as it was written there; it was left."));
    }
    if !combined.sources.is_empty() {
        screen::show(
            "What was found before rests on fewer files: filature detect CASE finds again, and traces are asked again.",
        );
    }
}
