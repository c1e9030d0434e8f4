use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use filature_dossier::{Form, Profile};
use filature_ledger::four_eyes::Signed;
use filature_ledger::{Case, FileReport, Ledger};
use filature_model::{Claim, Finding, Findings, Footing, Language, Trace, Transactions};
use filature_trace::Options;
use serde::Serialize;

use super::{add, code_for, detect, dossier, load, open_or_make, trace};
use crate::cli::Provenance;
use crate::detection::Detected;
use crate::outcome::Failure;
use crate::screen::{self, counted};
use crate::withholding::Showable;

/// How many middles are traced, those of the first findings.
const MIDDLES_TRACED: usize = 3;

/// What an investigation came to.
pub struct Summary {
    /// What became of the files.
    pub reports: Vec<FileReport>,
    /// What was found.
    pub detected: Detected,
    /// What was written.
    pub dossiers: Vec<dossier::Written>,
    /// The hash of the journal's last line.
    pub journal_head: String,
    /// Statements that foot, that do not, and of which it cannot be said.
    pub footing: [usize; 3],
    /// The traces, each by the first finding around its middle.
    pub traces: Vec<(String, Trace)>,
}

#[derive(Serialize)]
struct Document<'a> {
    case: String,
    entries: u64,
    problems: u64,
    refused: Vec<String>,
    statements_foot: usize,
    statements_off: usize,
    statements_unknown: usize,
    findings: usize,
    leads: usize,
    traces: Vec<&'a str>,
    dossiers: &'a [dossier::Written],
    journal_head: &'a str,
}

/// Adds, checks, detects, traces and writes the dossier.
pub fn run(folder: &Path, files: &[PathBuf], provenance: &Provenance, json: bool) -> Result<u8, Failure> {
    let summary = investigate(folder, files, provenance, true)?;
    if json {
        show_json(folder, &summary)?;
    } else {
        add::report(&summary.reports);
        tell(folder, &summary);
    }
    Ok(code_for(add::refused(&summary.reports)))
}

/// The whole way, without a word on standard output. Where `may_ask`, guessed layouts are shown on a terminal.
pub fn investigate(
    folder: &Path,
    files: &[PathBuf],
    provenance: &Provenance,
    may_ask: bool,
) -> Result<Summary, Failure> {
    let mut case = open_or_make(folder, files)?;
    let reports = add::add(&mut case, files, provenance, may_ask)?;
    let ledger = load(&case)?;
    // Of thousands of files this takes minutes: who waits is told for what.
    let transactions = counted(ledger.transactions.ids.len(), "transaction", "transactions");
    let files = counted(reports.len(), "file", "files");
    screen::say(&format!("{files} read, {transactions}. Looking for patterns and flags …"));
    let detected = detect::detect_all(&case)?;
    let findings = counted(detected.findings.findings.len(), "finding", "findings");
    let leads = counted(detected.leads.len(), "lead", "leads");
    screen::say(&format!("{findings}, {leads}. Following the money of the first findings, and writing the dossier …"));
    let mut traces = trace_first(&case, &ledger, &detected.findings)?;
    // The dossier rests on evidence alone: what is found in that by itself is followed, too.
    if let Some(evidence) = Showable::of(&case)? {
        traces.extend(trace_first(&case, &evidence.ledger, &evidence.detected.findings)?);
    }
    let languages = [Language::English, Language::French];
    let how = dossier::How {
        languages: &languages,
        forms: &[Form::Html],
        leads: BTreeSet::new(),
        without: BTreeSet::new(),
        profiles: dossier::Profiles::default(),
        names: false,
        profile: Profile::Defence,
        key: None,
        goaml: None,
    };
    let dossiers = dossier::write(&case, &ledger, &detected, traces.clone(), &how, &Signed::default())?;
    let count = |is: &dyn Fn(&Footing) -> bool| ledger.statements.iter().filter(|check| is(&check.footing)).count();
    let footing = [
        count(&|footing| *footing == Footing::Foots),
        count(&|footing| matches!(footing, Footing::Off { .. })),
        count(&|footing| matches!(footing, Footing::Unknown(_))),
    ];
    let journal_head = dossier::head(&case)?;
    Ok(Summary { reports, detected, dossiers, journal_head, footing, traces })
}

/// What is followed: the payments of one middle, over all findings around it.
struct Followed<'a> {
    /// The first of these findings, which names the claim and the trace.
    first: &'a Finding,
    /// The account in the middle; none for a cycle.
    middle: Option<&'a str>,
    /// The transactions of all of them, each once.
    transactions: BTreeSet<&'a str>,
}

/// Findings put together by their middle, in the order of their first. A finding without a middle stands alone.
/// What may not be rendered is not mixed with what may, nor one currency with another.
fn by_middle(findings: &Findings) -> Vec<Followed<'_>> {
    let mut groups: Vec<Followed<'_>> = Vec::new();
    let mut place = BTreeMap::new();
    for finding in &findings.findings {
        let middle = detect::middle(finding);
        let transactions = finding.transactions.iter().map(String::as_str);
        let key = middle.map(|middle| (middle, finding.currency.as_str(), finding.use_.as_str()));
        match key.and_then(|key| place.get(&key).copied()) {
            Some(at) => {
                let group: &mut Followed<'_> = &mut groups[at];
                group.transactions.extend(transactions);
            }
            None => {
                place.extend(key.map(|key| (key, groups.len())));
                groups.push(Followed { first: finding, middle, transactions: transactions.collect() });
            }
        }
    }
    groups
}

/// Follows what reached the first middles, or what was paid at the beginning of a finding without one.
fn trace_first(case: &Case, ledger: &Ledger, findings: &Findings) -> Result<Vec<(String, Trace)>, Failure> {
    let mut traces = Vec::new();
    for followed in by_middle(findings) {
        if traces.len() == MIDDLES_TRACED {
            break;
        }
        let claimed = claimed(ledger, &followed);
        if claimed.is_empty() {
            continue;
        }
        let claim = claim_name(&followed);
        let name = if ledger.evidence_only { format!("{claim}-evidence") } else { claim.clone() };
        let options = Options { rates: ledger.rates.clone(), paths: trace::PATHS, ..Options::default() };
        let trace = trace::follow(case, ledger, &[Claim::whole(claim, &claimed)], &options, None)?;
        trace::write(case, &name, &trace)?;
        traces.push((name, trace));
    }
    Ok(traces)
}

/// What is followed by its own name: a finding of one month must not lend its name to the sum of eight.
fn claim_name(followed: &Followed<'_>) -> String {
    let Some(middle) = followed.middle else { return followed.first.id.clone() };
    // Also the name of a file: letters and digits alone.
    let account: String = middle.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("credits-{account}-{}", followed.first.currency)
}

/// Positions of what is followed, all in one currency: the credits into the middle; where there are none (a fan of
/// payees), all that it paid; where there is no middle, what the sources paid, or what came from outside of those who were paid, and of
/// a cycle its first transaction.
fn claimed(ledger: &Ledger, followed: &Followed<'_>) -> Vec<u32> {
    let transactions = &ledger.transactions;
    // A claim begins where money arrives that can be followed.
    let arrives = |at: &u32| {
        let payee = transactions.creditor[*at as usize] as usize;
        let is_named = followed.transactions.contains(transactions.ids[*at as usize].as_str());
        is_named && transactions.in_case.get(payee) == Some(&true)
    };
    let all: Vec<u32> = (0_u32..).zip(&transactions.ids).map(|(at, _)| at).filter(arrives).collect();
    let is = |account: u32, wanted: &str| transactions.account(account).is_some_and(|id| id.as_str() == wanted);
    let is_source = |account: u32| {
        followed.first.accounts.iter().any(|member| member.role == "source" && is(account, &member.account))
    };
    let mut claimed: Vec<u32> = match followed.middle {
        Some(middle) => {
            let into = all.iter().filter(|&&at| is(transactions.creditor[at as usize], middle));
            let into: Vec<u32> = into.copied().collect();
            let out = || all.iter().filter(|&&at| is(transactions.debtor[at as usize], middle)).copied().collect();
            if into.is_empty() { out() } else { into }
        }
        None => {
            let paid = all.iter().filter(|&&at| is_source(transactions.debtor[at as usize]));
            let paid: Vec<u32> = paid.copied().collect();
            if paid.is_empty() { first_hops(transactions, &all) } else { paid }
        }
    };
    claimed.retain(|&at| transactions.currency[at as usize].code() == followed.first.currency);
    // What was received in another currency is another claim.
    let received = |at: u32| transactions.received[at as usize].map(|(_, currency)| currency);
    if let Some(&first) = claimed.first() {
        claimed.retain(|&at| received(at) == received(first));
    }
    claimed
}

/// Of these, those whose payer none of them paid: the others move the same money on. In a cycle everybody is paid; its first stands for it.
fn first_hops(transactions: &Transactions, all: &[u32]) -> Vec<u32> {
    let paid: BTreeSet<u32> = all.iter().map(|&at| transactions.creditor[at as usize]).collect();
    let first: Vec<u32> = all.iter().copied().filter(|&at| !paid.contains(&transactions.debtor[at as usize])).collect();
    if first.is_empty() { all.first().copied().into_iter().collect() } else { first }
}

fn show_json(folder: &Path, summary: &Summary) -> Result<(), Failure> {
    let taken = || summary.reports.iter().filter(|report| report.refused.is_none());
    screen::show_json(&Document {
        case: folder.display().to_string(),
        entries: taken().map(|report| report.entries).sum(),
        problems: taken().map(|report| report.problems).sum(),
        refused: summary
            .reports
            .iter()
            .filter_map(|report| Some(format!("{}: {}", report.file.display(), report.refused.as_ref()?)))
            .collect(),
        statements_foot: summary.footing[0],
        statements_off: summary.footing[1],
        statements_unknown: summary.footing[2],
        findings: summary.detected.findings.findings.len(),
        leads: summary.detected.leads.len(),
        traces: summary.traces.iter().map(|(name, _)| name.as_str()).collect(),
        dossiers: &summary.dossiers,
        journal_head: &summary.journal_head,
    })
}

/// Says what came of it and where to look.
pub fn tell(folder: &Path, summary: &Summary) {
    let [foot, off, unknown] = summary.footing;
    screen::show(&format!("\nStatements: {foot} foot, {off} do not, {unknown} cannot be checked."));
    screen::show(&format!("\n{}", detect::list(&summary.detected)));
    screen::show(&format!("\nTraced: {} (traces/, by all rules)", summary.traces.len()));
    screen::show("\nDossier");
    for file in &summary.dossiers {
        screen::show(&format!("  {}", folder.join(&file.file).display()));
        screen::show(&format!("    SHA-256 {}", file.sha256));
    }
    screen::show(&format!("  Journal, head {}", summary.journal_head));
}
