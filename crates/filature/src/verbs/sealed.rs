//! `sealed`: what is withheld to protect one person, for one recipient. No other verb writes it.

use std::collections::{BTreeMap, BTreeSet};

use filature_dossier::{Sealed, render_sealed};
use filature_ledger::{Act, Case, Ledger, hash_hex, protection, withheld};
use filature_model::{AccountId, Language};
use jiff::civil::Date;

use super::dossier::Written;
use super::open;
use crate::cli::SealedArguments;
use crate::outcome::{DONE, Failure};
use crate::screen;

/// Writes the annex in each language, its line in the journal first.
pub fn run(arguments: &SealedArguments, json: bool) -> Result<u8, Failure> {
    for (name, text) in [("--reason", &arguments.reason), ("--by", &arguments.by), ("--to", &arguments.to)] {
        if text.trim().is_empty() {
            return Err(Failure::call(format!("{name}: it is empty, and a sealed annex is not written without it")));
        }
    }
    let case = open(&arguments.case)?;
    let sealed = content(&case, arguments)?;
    let languages = arguments.lang.map_or_else(|| vec![Language::English, Language::French], |lang| vec![lang.into()]);
    let first = case.journal()?.len() + 1;
    let mut files = Vec::new();
    for language in languages {
        let page = render_sealed(&sealed, language);
        // The name of the file tells nobody's account: it is the line of the journal in which the annex stands.
        let file = format!("dossier/sealed-{first}.{}.html", language.code());
        let written = Written { file: file.clone(), sha256: hash_hex(page.as_bytes()) };
        case.record(&[Act::SealedWritten {
            file: file.clone(),
            sha256: written.sha256.clone(),
            accounts: sealed.accounts.keys().cloned().collect(),
            reason: sealed.reason.clone(),
            by: sealed.by.clone(),
            to: sealed.to.clone(),
        }])?;
        case.write(&file, page.as_bytes())?;
        files.push(written);
    }
    if json {
        screen::show_json(&serde_json::json!({ "files": files, "transactions": sealed.entries.len() }))?;
        return Ok(DONE);
    }
    for file in files {
        screen::show(&format!("{}  SHA-256 {}", case.folder().join(&file.file).display(), file.sha256));
    }
    screen::say("SEALED: for its recipient alone. It is in no dossier, and is not to be joined to one.");
    Ok(DONE)
}

fn content(case: &Case, arguments: &SealedArguments) -> Result<Sealed, Failure> {
    let lines = case.journal()?;
    let days = protection::days(&lines);
    let asked = AccountId::written(&arguments.protected);
    if !days.contains_key(&asked) {
        return Err(Failure::call(format!(
            "--protected {asked}: nobody protected it, so nothing of it is withheld; `filature category CASE` shows who is protected"
        )));
    }
    let person = protection::of_one_person(&lines, &asked);
    let (own, others): (BTreeMap<AccountId, Date>, BTreeMap<AccountId, Date>) =
        days.into_iter().partition(|(account, _)| person.contains(account));
    let mut transactions = withheld::transactions(case, &own)?;
    // What another protected person does is not this person's annex to tell.
    let of_others = if others.is_empty() { BTreeSet::new() } else { withheld::transactions(case, &others)? };
    let shared = transactions.intersection(&of_others).count();
    transactions.retain(|id| !of_others.contains(id));
    let ledger = Ledger::load_evidence(case)?;
    Ok(Sealed {
        case_name: case.settings().name.clone(),
        accounts: own.into_iter().map(|(account, from)| (account.as_str().to_owned(), from)).collect(),
        reason: arguments.reason.trim().to_owned(),
        by: arguments.by.trim().to_owned(),
        to: arguments.to.trim().to_owned(),
        sources: case.sources().to_vec(),
        entries: ledger.book.entries(&transactions)?,
        of_others: u64::try_from(shared).unwrap_or(u64::MAX),
        program: format!("filature {}", env!("CARGO_PKG_VERSION")),
    })
}
