//! `leads`: what was decided of each lead, and deciding.
//!
//! ```text
//! findings/leads.json ─┐
//! journal ─► Standing ─┴─► each lead with what holds of it; a lead that is decided and no longer found stands behind the others
//! ```
//!
//! Nobody is named: accounts and names of a lead stand in the dossier and on the desk, by the rules of these.

use std::collections::BTreeSet;

use filature_ledger::standing::{LeadDecision, Standing};
use filature_ledger::{Act, Case};
use filature_model::Lead;
use serde_json::{Value, json};

use super::{found, open};
use crate::cli::{LeadState, LeadsArguments};
use crate::outcome::{DONE, Failure};
use crate::screen::{self, counted};

/// How many leads are listed; `--json` has them all.
const LEADS_LISTED: usize = 40;
/// What holds of a lead on which nobody decided.
const OPEN: &str = "open";

/// Decides where that is asked, and lists.
pub fn run(arguments: &LeadsArguments, json: bool) -> Result<u8, Failure> {
    let case = open(&arguments.case)?;
    let leads: Vec<Lead> = found(&case, "leads.json")?;
    let mut standing = Standing::of(&case.journal()?);
    if let (Some(state), Some(lead)) = (arguments.decide, &arguments.lead) {
        let is_known = leads.iter().any(|known| known.id == *lead) || standing.leads.contains_key(lead);
        if !is_known {
            return Err(Failure::call(format!(
                "{lead}: no lead of this case is called so; `filature leads CASE` lists them, once `filature detect CASE` has found some. Nothing \
                 was taken down"
            )));
        }
        decide(&case, lead, state, arguments)?;
        standing = Standing::of(&case.journal()?);
    }
    let rows = rows(&leads, &standing);
    if json {
        screen::show_json(&json!({ "leads": rows.iter().map(Row::document).collect::<Vec<_>>() }))?;
    } else {
        show(&rows);
    }
    Ok(DONE)
}

fn decide(case: &Case, lead: &str, state: LeadState, arguments: &LeadsArguments) -> Result<(), Failure> {
    let given = |name: &str, text: &Option<String>| {
        let text = text.as_deref().unwrap_or_default().trim().to_owned();
        if text.is_empty() {
            return Err(Failure::call(format!("{name}: it is empty, and nothing is decided without it")));
        }
        Ok(text)
    };
    let (reason, by) = (given("--reason", &arguments.reason)?, given("--by", &arguments.by)?);
    let signed = arguments.second.signed(Some(&by))?;
    let act = Act::LeadDecided { lead: lead.to_owned(), state: state.word().to_owned(), reason, by };
    case.record_signed(&[act], &signed)?;
    screen::say(&format!("{lead}: {}, taken down.", state.word()));
    Ok(())
}

/// A lead, as it was found last, and what was decided of it.
struct Row<'a> {
    id: &'a str,
    found: Option<&'a Lead>,
    decision: Option<&'a LeadDecision>,
}

fn rows<'a>(leads: &'a [Lead], standing: &'a Standing) -> Vec<Row<'a>> {
    let known: BTreeSet<&str> = leads.iter().map(|lead| lead.id.as_str()).collect();
    let found =
        leads.iter().map(|lead| Row { id: &lead.id, found: Some(lead), decision: standing.leads.get(&lead.id) });
    let gone = standing.leads.iter().filter(|(id, _)| !known.contains(id.as_str()));
    found.chain(gone.map(|(id, decision)| Row { id, found: None, decision: Some(decision) })).collect()
}

impl Row<'_> {
    fn state(&self) -> &str {
        self.decision.map_or(OPEN, |decision| decision.state.as_str())
    }

    fn document(&self) -> Value {
        json!({
            "id": self.id, "is_found": self.found.is_some(), "kind": self.found.map(|lead| lead.kind.as_str()),
            "findings": self.found.map(|lead| lead.findings.len()), "accounts": self.found.map(|lead| lead.accounts.len()),
            "use": self.found.map(|lead| lead.use_.as_str()), "state": self.state(),
            "reason": self.decision.map(|decision| decision.reason.as_str()), "by": self.decision.map(|decision| decision.by.as_str()),
            "at": self.decision.map(|decision| decision.at.as_str()), "line": self.decision.map(|decision| decision.line),
        })
    }

    fn cells(&self) -> Vec<String> {
        let (kind, findings, accounts) = match self.found {
            Some(lead) => (lead.kind.clone(), lead.findings.len().to_string(), lead.accounts.len().to_string()),
            None => ("not found now".to_owned(), String::new(), String::new()),
        };
        let of =
            |text: fn(&LeadDecision) -> &str| self.decision.map_or_else(String::new, |known| text(known).to_owned());
        let day = of(|known| known.at.get(.."YYYY-MM-DD".len()).unwrap_or_default());
        vec![
            self.id.to_owned(),
            kind,
            findings,
            accounts,
            self.state().to_owned(),
            day,
            of(|known| &known.by),
            of(|known| &known.reason),
        ]
    }
}

fn show(rows: &[Row<'_>]) {
    if rows.is_empty() {
        screen::show("No lead: none was found, or `filature detect CASE` was not run yet.");
        return;
    }
    let listed: Vec<Vec<String>> = rows.iter().take(LEADS_LISTED).map(Row::cells).collect();
    let head = ["lead", "kind", "findings", "accounts", "decided", "on", "by", "reason"];
    screen::show(&screen::table(&head, &listed, &[2, 3]));
    if rows.len() > LEADS_LISTED {
        let more = counted(rows.len() - LEADS_LISTED, "further lead", "further leads");
        screen::show(&format!("… and {more}; --json has them all."));
    }
    let open = rows.iter().filter(|row| row.state() == OPEN).count();
    screen::show(&format!(
        "\n{}, {open} open. A lead is a question, and says nothing of anybody's guilt.",
        counted(rows.len(), "lead", "leads")
    ));
}
