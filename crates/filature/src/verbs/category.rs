use std::collections::{BTreeMap, BTreeSet};

use filature_ledger::categories::{self, Category, CategoryError, Decided, Decision};
use filature_ledger::{Act, Case};
use filature_model::{AccountId, naming};

use super::{load, open, protection};
use crate::cli::CategoryArguments;
use crate::outcome::{DONE, Failure};
use crate::screen;

/// Shows which part a person has in a case, or takes down what somebody decided.
pub fn run(arguments: &CategoryArguments, json: bool) -> Result<u8, Failure> {
    let case = open(&arguments.case)?;
    protection::decide(&case, arguments)?;
    if let (Some(account), Some(word)) = (&arguments.account, &arguments.category) {
        let words: Vec<&str> = Category::ALL.iter().map(|category| category.word()).collect();
        let category = Category::from_word(word)
            .ok_or_else(|| Failure::call(format!("--as {word:?}: write one of {}", words.join(", "))))?;
        let decision = Decision {
            account: account.clone(),
            category,
            source: arguments.source.clone().unwrap_or_default(),
            reason: arguments.reason.clone().unwrap_or_default(),
            by: arguments.by.clone().unwrap_or_default(),
            second: arguments.second.clone(),
        };
        categories::set_with(&case, &decision, arguments.second_reason.as_deref()).map_err(|error| match error {
            CategoryError::Ledger(error) => error.into(),
            other => Failure::call(other.to_string()),
        })?;
        tell_of_accounts(&case, std::slice::from_ref(account), "decide on them too")?;
        tell_of_dossiers(&case)?;
    }
    let lines = case.journal()?;
    let decided: Vec<Decided> = match &arguments.account {
        Some(account) => categories::history(&lines, &AccountId::written(account)),
        None => categories::current(&lines).into_values().collect(),
    };
    if json {
        let rows: Vec<serde_json::Value> = decided
            .iter()
            .map(|known| {
                let Decision { account, category, source, reason, by, second } = &known.decision;
                serde_json::json!({ "account": account, "category": category.word(), "since": known.since, "line": known.line,
                    "source": source, "reason": reason, "by": by, "second": second })
            })
            .collect();
        let mut shown = serde_json::json!({ "categories": rows });
        let protections = protection::rows(&lines, arguments.account.as_deref());
        if let (Some(shown), false) = (shown.as_object_mut(), protections.is_empty()) {
            shown.insert("protections".to_owned(), protections.into());
        }
        screen::show_json(&shown)?;
        return Ok(DONE);
    }
    let rows: Vec<Vec<String>> = decided
        .iter()
        .map(|known| {
            let Decision { account, category, source, reason, by, second } = &known.decision;
            let by = second.as_ref().map_or_else(|| by.clone(), |second| format!("{by}, {second}"));
            vec![
                account.clone(),
                shown(*category).to_owned(),
                screen::to_the_second(&known.since),
                source.clone(),
                reason.clone(),
                by,
            ]
        })
        .collect();
    if rows.is_empty() {
        screen::show("undetermined: nobody has decided.");
    } else {
        screen::show(&screen::table(&["account", "category", "since", "source", "reason", "decided by"], &rows, &[]));
    }
    protection::show(&lines, arguments.account.as_deref());
    Ok(DONE)
}

/// Names the dossiers that were handed over before: they do not know of the decision, and telling whoever has them is for people.
fn tell_of_dossiers(case: &Case) -> Result<(), Failure> {
    let mut written = BTreeMap::<String, String>::new();
    for line in case.journal()? {
        if let Act::DossierWritten { file, .. } = line.act {
            written.insert(file, line.at.chars().take(10).collect());
        }
    }
    if !written.is_empty() {
        let named: Vec<String> = written.iter().map(|(file, on)| format!("{file} ({on})")).collect();
        screen::say(&format!(
            "Written before this decision, of which they know nothing: {}. Tell whoever has them.",
            named.join(", ")
        ));
    }
    Ok(())
}

/// Says when no account of the case is called so: a slip of the pen would leave whom it means to protect unprotected. The decision stands,
/// for the files that name the account may come later. And says which other accounts are held under the same name, and what can be
/// done about them: filature does not decide that they are of one person.
pub fn tell_of_accounts(case: &Case, accounts: &[String], what_to_do: &str) -> Result<(), Failure> {
    let wanted: BTreeSet<AccountId> = accounts.iter().map(|account| AccountId::written(account)).collect();
    let ledger = load(case)?;
    let said = ledger.said();
    for wanted in wanted.iter().filter(|wanted| !said.accounts.contains(wanted.as_str())) {
        screen::say(&format!(
            "No account of this case is called {wanted}: make sure of how it is written. The decision was taken down."
        ));
    }
    let is_wanted = |account: &str| wanted.contains(&AccountId::written(account));
    let named = || said.names.iter().filter_map(|(account, name)| Some((account.as_deref()?, naming::words(name))));
    let called: BTreeSet<BTreeSet<String>> =
        named().filter(|(account, words)| is_wanted(account) && words.len() > 1).map(|(_, words)| words).collect();
    let others: BTreeSet<&str> = named()
        .filter(|(account, words)| !is_wanted(account) && called.contains(words))
        .map(|(account, _)| account)
        .collect();
    if !others.is_empty() {
        let others: Vec<&str> = others.into_iter().collect();
        screen::say(&format!(
            "Held under the same name: {}. If they are of the same person, {what_to_do}.",
            others.join(", ")
        ));
    }
    Ok(())
}

fn shown(category: Category) -> &'static str {
    match category {
        Category::Victim => "victim or possible victim",
        other => other.word(),
    }
}
