//! Who holds which accounts, as people say it.
//!
//! ```text
//! ACCOUNT ACCOUNT … ─► holders::merge ─► journal ─┐
//! --undo ID ─────────► holders::undo ──► journal ─┼─► what was found is found again ─► what stands
//! --rule NAME ─► proposals that it covers, a merge each ─┘
//! ```

mod proposals;

use filature_identity::Proposal;
use filature_ledger::four_eyes::Signed;
use filature_ledger::holders::{self, Assertion, Holders, Merge, MergeError, Relation};
use filature_ledger::{Case, Ledger};
use filature_model::{AccountId, Language};
use serde_json::{Value, json};

use self::proposals::{Found, PAPER_AND_BIRTH, Proposed};
use super::{detect, load, open};
use crate::cli::MergeArguments;
use crate::outcome::{DONE, Failure};
use crate::screen::{self, counted};

/// Shows what was said of holders, takes down that accounts belong together, or takes it back.
pub fn run(arguments: &MergeArguments, json: bool) -> Result<u8, Failure> {
    let case = open(&arguments.case)?;
    let ledger = load(&case)?;
    let relation = Relation::from_word(&arguments.relation).ok_or_else(|| {
        let words: Vec<&str> = Relation::ALL.iter().map(|relation| relation.word()).collect();
        Failure::call(format!("--relation {:?}: write one of {}", arguments.relation, words.join(", ")))
    })?;
    if let Some(id) = &arguments.undo {
        let Assertion { reason, by, .. } = said(arguments, relation);
        let signed = Signed { by, second: arguments.second.clone(), second_reason: None }
            .because(arguments.second_reason.as_deref());
        let undone = holders::undo_with(&case, id, &reason, &signed).map_err(failure)?;
        screen::say(&format!("{}: taken back.", accounts(&undone)));
        find_again(&case, undone.assertion.relation)?;
    } else if !arguments.accounts.is_empty() {
        let (said, second_reason) = (said(arguments, relation), arguments.second_reason.as_deref());
        let merge = holders::merge_with(&case, &said, &holders::known(&ledger), second_reason).map_err(failure)?;
        screen::say(&format!("{}: taken down as {}.", accounts(&merge), merge.id));
        find_again(&case, relation)?;
    }
    if let Some(rule) = &arguments.rule {
        let said = Assertion { rule: Some(rule.clone()), ..said(arguments, relation) };
        by_rule(&case, &ledger, rule, &said, arguments.second_reason.as_deref())?;
    }
    let holders = Holders::of(&case.journal()?);
    let found = proposals::of(&ledger, &holders);
    show(&holders, &found, json)
}

/// What was said on the command line.
fn said(arguments: &MergeArguments, relation: Relation) -> Assertion {
    let text = |written: &Option<String>| written.clone().unwrap_or_default();
    Assertion {
        accounts: arguments.accounts.clone(),
        relation,
        source: text(&arguments.source),
        reason: text(&arguments.reason),
        by: text(&arguments.by),
        second: arguments.second.clone(),
        rule: None,
    }
}

/// Takes down a merge for each proposal that the rule covers: each can be taken back by itself.
fn by_rule(
    case: &Case,
    ledger: &Ledger,
    rule: &str,
    said: &Assertion,
    second_reason: Option<&str>,
) -> Result<(), Failure> {
    if rule != PAPER_AND_BIRTH {
        return Err(Failure::call(format!("--rule {rule:?}: there is {PAPER_AND_BIRTH}")));
    }
    let found = proposals::of(ledger, &Holders::of(&case.journal()?));
    let known = holders::known(ledger);
    let covered: Vec<&Proposed> = found.proposed.iter().filter(|one| one.proposal == Proposal::Confirm).collect();
    if covered.is_empty() {
        screen::say("The rule covers nothing that was not said already.");
        return Ok(());
    }
    let merged = covered.iter().try_for_each(|one| {
        let accounts = one.accounts.iter().map(|account| account.as_str().to_owned()).collect();
        let merge = holders::merge_with(case, &Assertion { accounts, ..said.clone() }, &known, second_reason)?;
        screen::say(&format!("{}: taken down as {}.", self::accounts(&merge), merge.id));
        Ok(())
    });
    // Where one is refused, those before it stand, and what was found is found again with them.
    find_again(case, Relation::Holder)?;
    merged.map_err(failure)
}

/// Proposals and remarks as `--json` prints them, for the desk.
pub fn found(ledger: &Ledger, holders: &Holders) -> Value {
    proposals::json(&proposals::of(ledger, holders))
}

/// Finds again what was found, where something was and a holder changed: findings and leads are those of the holders that stand.
fn find_again(case: &Case, relation: Relation) -> Result<(), Failure> {
    if relation == Relation::Holder && case.folder().join("findings/findings.json").is_file() {
        let found = detect::detect_all(case)?;
        screen::say(&format!(
            "Found again: {}, {}.",
            counted(found.findings.findings.len(), "finding", "findings"),
            counted(found.leads.len(), "lead", "leads")
        ));
    }
    Ok(())
}

fn failure(error: MergeError) -> Failure {
    match error {
        MergeError::Ledger(error) => error.into(),
        other => Failure::call(other.to_string()),
    }
}

fn accounts(merge: &Merge) -> String {
    merge.accounts.iter().map(AccountId::as_str).collect::<Vec<_>>().join(", ")
}

fn show(holders: &Holders, found: &Found, json: bool) -> Result<u8, Failure> {
    if json {
        let merges: Vec<Value> = holders.merges().iter().map(row).collect();
        let groups: Vec<Vec<&str>> =
            holders.groups().into_values().map(|group| group.into_iter().map(AccountId::as_str).collect()).collect();
        screen::show_json(&json!({ "merges": merges, "holders": groups, "found": proposals::json(found) }))?;
        return Ok(DONE);
    }
    let rows: Vec<Vec<String>> = holders
        .merges()
        .iter()
        .map(|merge| {
            let Assertion { relation, source, reason, by, second, .. } = &merge.assertion;
            let by = second.as_ref().map_or_else(|| by.clone(), |second| format!("{by}, {second}"));
            let (relation, since) = (relation.word().to_owned(), merge.since.clone());
            vec![merge.id.clone(), relation, accounts(merge), since, source.clone(), reason.clone(), by]
        })
        .collect();
    if rows.is_empty() {
        screen::show("Nobody has said that accounts belong together.");
    } else {
        let columns = ["id", "relation", "accounts", "since", "source", "reason", "said by"];
        screen::show(&screen::table(&columns, &rows, &[]));
    }
    show_found(found);
    Ok(DONE)
}

/// Proposals and remarks, for a person to look at.
fn show_found(found: &Found) {
    for one in &found.proposed {
        let accounts: Vec<&str> = one.accounts.iter().map(AccountId::as_str).collect();
        let what = if one.proposal == Proposal::Confirm { "To be confirmed" } else { "To be looked at" };
        screen::show(&format!("\n{what}: {}", accounts.join(", ")));
        one.words.iter().for_each(|[english, _]| screen::show(&format!("  {english}")));
    }
    for (one, other, remark) in &found.remarks {
        let accounts = if one == other { one.to_string() } else { format!("{one}, {other}") };
        screen::show(&format!("\n{accounts}: {}", remark.words(Language::English)));
    }
    if found.not_compared > 0 {
        screen::show(&format!(
            "\n{} not made: too many records share one thing.",
            counted(usize::try_from(found.not_compared).unwrap_or(usize::MAX), "comparison was", "comparisons were")
        ));
    }
    if !found.proposed.is_empty() {
        screen::show(
            "\nNothing was merged. What is proposed is made to be checked against the papers; its rules are design defaults, not calibrated on real data.",
        );
    }
}

fn row(merge: &Merge) -> Value {
    let Assertion { relation, source, reason, by, second, rule, .. } = &merge.assertion;
    let accounts: Vec<&str> = merge.accounts.iter().map(AccountId::as_str).collect();
    json!({ "id": merge.id, "relation": relation.word(), "accounts": accounts, "since": merge.since, "line": merge.line,
            "source": source, "reason": reason, "by": by, "second": second, "rule": rule })
}
