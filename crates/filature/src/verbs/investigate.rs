use std::path::{Path, PathBuf};

use filature_ledger::{Case, FileReport, Ledger};
use filature_model::{Finding, Findings, Footing, Language, Rule, Trace};
use filature_trace::Options;
use serde::Serialize;

use super::{add, code_for, detect, dossier, open_or_make, trace};
use crate::cli::Provenance;
use crate::outcome::Failure;
use crate::screen;

/// How many findings are traced, the first ones.
const FINDINGS_TRACED: usize = 3;

/// What an investigation came to.
pub struct Summary {
    /// What became of the files.
    pub reports: Vec<FileReport>,
    /// What was found.
    pub findings: Findings,
    /// What was written.
    pub dossiers: Vec<dossier::Written>,
    /// Statements that foot, that do not, and of which it cannot be said.
    pub footing: [usize; 3],
    /// Findings that were traced, with their traces.
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
    traces: Vec<&'a str>,
    dossiers: &'a [dossier::Written],
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
    let mut case = open_or_make(folder)?;
    let reports = add::add(&mut case, files, provenance, may_ask)?;
    let ledger = Ledger::load(&case)?;
    let findings = detect::detect(&case, &ledger, &filature_graph::Options::default())?;
    let traces = trace_first(&case, &ledger, &findings)?;
    let languages = [Language::English, Language::French];
    let dossiers = dossier::write(&case, &ledger, &findings, traces.clone(), &languages, false)?;
    let count = |is: &dyn Fn(&Footing) -> bool| ledger.statements.iter().filter(|check| is(&check.footing)).count();
    let footing = [
        count(&|footing| *footing == Footing::Foots),
        count(&|footing| matches!(footing, Footing::Off { .. })),
        count(&|footing| matches!(footing, Footing::Unknown(_))),
    ];
    Ok(Summary { reports, findings, dossiers, footing, traces })
}

/// Follows what reached the middle of the first findings. A finding without a middle (a cycle) is followed from
/// its first transaction.
fn trace_first(case: &Case, ledger: &Ledger, findings: &Findings) -> Result<Vec<(String, Trace)>, Failure> {
    let mut traces = Vec::new();
    for finding in findings.findings.iter().take(FINDINGS_TRACED) {
        let claimed = claimed(ledger, finding);
        if claimed.is_empty() {
            continue;
        }
        let options = Options { rules: Rule::ALL.to_vec(), ..Options::default() };
        let claims = [(finding.id.clone(), claimed)];
        let trace = trace::follow(case, ledger, &claims, &options, None, &finding.id)?;
        traces.push((finding.id.clone(), trace));
    }
    Ok(traces)
}

fn claimed(ledger: &Ledger, finding: &Finding) -> Vec<String> {
    let middle = finding.accounts.iter().find(|member| matches!(member.role.as_str(), "hub" | "pass-through"));
    let Some(middle) = middle else { return finding.transactions.iter().take(1).cloned().collect() };
    let transactions = &ledger.transactions;
    let members: std::collections::BTreeSet<&str> = finding.transactions.iter().map(String::as_str).collect();
    (0..transactions.len())
        .filter(|&at| members.contains(transactions.ids[at].as_str()))
        .filter(|&at| transactions.account(transactions.creditor[at]).is_some_and(|id| id.as_str() == middle.account))
        .filter(|&at| transactions.currency[at].code() == finding.currency)
        .map(|at| transactions.ids[at].clone())
        .collect()
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
        findings: summary.findings.findings.len(),
        traces: summary.traces.iter().map(|(name, _)| name.as_str()).collect(),
        dossiers: &summary.dossiers,
    })
}

/// Says what came of it and where to look.
pub fn tell(folder: &Path, summary: &Summary) {
    let [foot, off, unknown] = summary.footing;
    screen::show(&format!("\nStatements: {foot} foot, {off} do not, of {unknown} it cannot be said."));
    screen::show(&format!("\nFindings\n{}", detect::list(&summary.findings)));
    screen::show(&format!("\nTraced: {} (traces/, by all rules)", summary.traces.len()));
    screen::show("\nDossier");
    for file in &summary.dossiers {
        screen::show(&format!("  {}", folder.join(&file.file).display()));
        screen::show(&format!("    SHA-256 {}", file.sha256));
    }
}
