use filature_graph::Options;
use filature_ledger::{Case, Ledger, findings_table, in_order_of_ids};
use filature_model::{Cut, Finding, Findings, Language, SourceUse};
use serde::Serialize;

use super::{load_to_detect, open};
use crate::cli::DetectArguments;
use crate::outcome::{DONE, Failure};
use crate::{evidence, lines, screen, when};

/// How many findings are listed on the screen.
const FINDINGS_LISTED: usize = 20;

/// What `--json` prints. Leads are joined from findings and flags; one finding alone is none.
#[derive(Serialize)]
struct Document<'a> {
    findings: &'a [Finding],
    leads: [(); 0],
    transactions_examined: u64,
    patterns_run: &'a [String],
    cut: &'a [Cut],
}

/// Detects and writes `findings/`.
pub fn run(arguments: &DetectArguments, json: bool) -> Result<u8, Failure> {
    let case = open(&arguments.case)?;
    let options = options(arguments)?;
    let ledger = load_to_detect(&case)?;
    let findings = detect(&case, &ledger, &options)?;
    if json {
        screen::show_json(&Document {
            findings: &findings.findings,
            leads: [],
            transactions_examined: findings.transactions_examined,
            patterns_run: &findings.patterns_run,
            cut: &findings.cut,
        })?;
    } else {
        show(&findings);
    }
    Ok(DONE)
}

fn options(arguments: &DetectArguments) -> Result<Options, Failure> {
    Ok(Options {
        only: arguments.only.clone(),
        window_seconds: arguments.window.as_deref().map(when::window_seconds).transpose()?,
        strict: arguments.strict,
        lines: lines::with(&arguments.lines)?,
        ..Options::default()
    })
}

/// What is found in a ledger, whatever the order of rows that have none of their own.
pub fn found(ledger: &Ledger, options: &Options) -> Result<Findings, Failure> {
    let settled = in_order_of_ids(&ledger.transactions);
    Ok(filature_graph::detect(settled.as_ref().unwrap_or(&ledger.transactions), options)?)
}

/// Detects, marks what rests on intelligence, and writes the files of `findings/`.
pub fn detect(case: &Case, ledger: &Ledger, options: &Options) -> Result<Findings, Failure> {
    let mut findings = found(ledger, options)?;
    evidence::mark_findings(case, ledger, &mut findings)?;
    let text = serde_json::to_string_pretty(&findings.findings)?;
    case.write("findings/findings.json", format!("{text}\n").as_bytes())?;
    case.write("findings/leads.json", b"[]\n")?;
    findings_table(case, &findings)?;
    Ok(findings)
}

/// The account in the middle of a finding: what it is around. A cycle has none.
pub fn middle(finding: &Finding) -> Option<&str> {
    let middle = finding.accounts.iter().find(|member| matches!(member.role.as_str(), "hub" | "pass-through"));
    middle.map(|member| member.account.as_str())
}

fn show(findings: &Findings) {
    screen::show(&list(findings));
}

/// The findings as a table, with the denominator.
pub fn list(findings: &Findings) -> String {
    let rows: Vec<Vec<String>> = findings
        .findings
        .iter()
        .take(FINDINGS_LISTED)
        .zip(1..)
        .map(|(finding, rank)| {
            vec![
                rank.to_string(),
                finding.kind.clone(),
                middle(finding).map_or_else(|| format!("{} accounts", finding.accounts.len()), str::to_owned),
                finding.from.clone(),
                finding.to.clone(),
                finding.amount.clone(),
                finding.currency.clone(),
                finding.transactions.len().to_string(),
                finding.id.clone(),
                if finding.use_ == SourceUse::Evidence.word() { String::new() } else { finding.use_.clone() },
            ]
        })
        .collect();
    let header = ["", "pattern", "around", "from", "to", "amount", "", "transactions", "id", "use"];
    let mut text = screen::table(&header, &rows, &[0, 5, 7]);
    if findings.findings.len() > FINDINGS_LISTED {
        text.push_str(&format!("\n… and {} more in findings/findings.json", findings.findings.len() - FINDINGS_LISTED));
    }
    text.push_str(&format!(
        "\n\n{} findings; {} transactions examined for {} patterns ({}). Thresholds are design defaults that nobody \
         has calibrated on real data; a finding is about transactions and proves nothing against a person.",
        findings.findings.len(),
        findings.transactions_examined,
        findings.patterns_run.len(),
        findings.patterns_run.join(", "),
    ));
    for cut in &findings.cut {
        let label = if matches!(cut, Cut::NotSearched { .. }) { "Not searched" } else { "Cut short" };
        text.push_str(&format!("\n{label}: {}", cut.sentence(Language::English)));
    }
    text
}
