use filature_flags::Fault;
use filature_graph::Options;
use filature_ledger::holders::Holders;
use filature_ledger::{Case, Ledger, categories, findings_manifest, findings_table, leads_table};
use filature_model::{Cut, Details, Finding, Findings, Language, Lead, SourceUse};
use serde::Serialize;

use super::{flags, load_with_details, open};
use crate::cli::DetectArguments;
use crate::detection::{self, Asked, Detected};
use crate::outcome::{DONE, Failure};
use crate::{evidence, lines, screen, when};

/// How many findings are listed on the screen.
const FINDINGS_LISTED: usize = 20;
/// How many leads.
const LEADS_LISTED: usize = 20;

/// What `--json` prints.
#[derive(Serialize)]
struct Document<'a> {
    findings: &'a [Finding],
    leads: &'a [Lead],
    transactions_examined: u64,
    patterns_run: &'a [String],
    flags_run: &'a [String],
    set_aside: Vec<SetAside<'a>>,
    flag_faults: Vec<String>,
    cut: &'a [Cut],
}

/// A finding that is no ground of any lead, and the look-alike that explains it.
#[derive(Serialize)]
struct SetAside<'a> {
    finding: &'a str,
    by: &'a str,
}

/// Detects and writes `findings/`.
pub fn run(arguments: &DetectArguments, json: bool) -> Result<u8, Failure> {
    let case = open(&arguments.case)?;
    let set = flags::of_case(Some(case.folder()))?;
    let asked = asked(arguments, &set)?;
    let (ledger, details) = load_with_details(&case)?;
    let detected = detect(&case, ledger, details, &asked, &set)?;
    if arguments.times {
        for (flag, took) in &detected.took {
            screen::say(&format!("{:>8} ms  {flag}", took.as_millis()));
        }
    }
    if json {
        let fault = |fault: &Fault| fault.to_string();
        screen::show_json(&Document {
            findings: &detected.findings.findings,
            leads: &detected.leads,
            transactions_examined: detected.findings.transactions_examined,
            patterns_run: &detected.findings.patterns_run,
            flags_run: &detected.flags_run,
            set_aside: detected.set_aside.iter().map(|(finding, by)| SetAside { finding, by }).collect(),
            flag_faults: detected.flag_faults.iter().map(fault).collect(),
            cut: &detected.findings.cut,
        })?;
    } else {
        screen::show(&list(&detected));
    }
    Ok(DONE)
}

fn asked(arguments: &DetectArguments, set: &filature_flags::FlagSet) -> Result<Asked, Failure> {
    let (kinds, flags) = detection::names(&arguments.only, set)?;
    let options = Options {
        window_seconds: arguments.window.as_deref().map(when::window_seconds).transpose()?,
        strict: arguments.strict,
        lines: lines::with(&arguments.lines)?,
        only: kinds,
        ..Options::default()
    };
    let patterns = arguments.only.is_empty() || !options.only.is_empty();
    Ok(Asked { options, patterns, flags, overrides: flags::overrides(&arguments.set, set)?, ..Asked::default() })
}

/// What detecting asks for where nobody asks for anything.
///
/// # Errors
/// A bug of ours, when the table of lines is off.
pub fn ask_all() -> Result<Asked, Failure> {
    Ok(Asked { options: lines::default_options()?, patterns: true, ..Asked::default() })
}

/// Detects in a whole case, marks what rests on intelligence, and writes the files of `findings/`.
pub fn detect_all(case: &Case) -> Result<Detected, Failure> {
    let set = flags::of_case(Some(case.folder()))?;
    let (ledger, details) = load_with_details(case)?;
    detect(case, ledger, details, &ask_all()?, &set)
}

/// The same for what was asked.
fn detect(
    case: &Case,
    ledger: Ledger,
    details: Details,
    asked: &Asked,
    set: &filature_flags::FlagSet,
) -> Result<Detected, Failure> {
    let lines = case.journal()?;
    let asked = Asked { victims: categories::victims(&lines), holders: Holders::of(&lines), ..asked.clone() };
    let Ledger { transactions, book, .. } = ledger;
    let mut detected = detection::found(transactions, details, &asked, set)?;
    evidence::mark_findings(case, &book, &mut detected)?;
    write(case, &detected)?;
    Ok(detected)
}

fn write(case: &Case, detected: &Detected) -> Result<(), Failure> {
    // Files that a killed process leaves half old and half new are not said to be changed by somebody: what says which they are goes first.
    case.remove("findings/manifest.json")?;
    let text = serde_json::to_string_pretty(&detected.findings.findings)?;
    case.write("findings/findings.json", format!("{text}\n").as_bytes())?;
    let text = serde_json::to_string_pretty(&detected.leads)?;
    case.write("findings/leads.json", format!("{text}\n").as_bytes())?;
    findings_table(case, &detected.findings)?;
    leads_table(case, &detected.leads)?;
    findings_manifest(case)?;
    Ok(())
}

/// The account in the middle of a finding: what it is around. A cycle has none.
pub fn middle(finding: &Finding) -> Option<&str> {
    let middle = finding.accounts.iter().find(|member| matches!(member.role.as_str(), "hub" | "pass-through"));
    middle.map(|member| member.account.as_str())
}

/// What a finding is around, for the screen: its middle, or the one account that it has.
fn around(finding: &Finding) -> String {
    let only = finding.accounts.first().filter(|_| finding.accounts.len() == 1);
    let account = middle(finding).or_else(|| only.map(|member| member.account.as_str()));
    account.map_or_else(|| screen::counted(finding.accounts.len(), "account", "accounts"), str::to_owned)
}

/// Leads and findings as tables, with the denominator.
pub fn list(detected: &Detected) -> String {
    let mut text = list_leads(detected);
    text.push_str("\n\nFindings\n");
    text.push_str(&list_findings(&detected.findings));
    let faults: Vec<String> = detected.flag_faults.iter().map(|fault| format!("\nFlag not run: {fault}")).collect();
    text.push_str(&faults.concat());
    text
}

fn list_leads(detected: &Detected) -> String {
    let rows: Vec<Vec<String>> = detected
        .leads
        .iter()
        .take(LEADS_LISTED)
        .zip(1..)
        .map(|(lead, rank)| {
            let counts = [
                ("act", lead.elements.act),
                ("means", lead.elements.means),
                ("purpose", lead.elements.purpose),
                ("money", lead.elements.money),
            ];
            let covered: Vec<String> =
                counts.iter().filter(|(_, n)| *n > 0).map(|(word, n)| format!("{word} {n}")).collect();
            vec![
                rank.to_string(),
                lead.kind.clone(),
                lead.accounts.len().to_string(),
                lead.findings.len().to_string(),
                covered.join(", "),
                if lead.minor == "no" { String::new() } else { lead.minor.clone() },
                lead.id.clone(),
                if lead.use_ == SourceUse::Evidence.word() { String::new() } else { lead.use_.clone() },
            ]
        })
        .collect();
    let mut text = String::from("Leads\n");
    if rows.is_empty() {
        text.push_str(match detected.flags_run.is_empty() {
            true => "not looked for: leads join flags, and no flag was run",
            false => "none: no cluster of accounts shows enough at one time",
        });
    } else {
        let header = ["", "lead", "accounts", "findings", "flags by element", "minor", "id", "use"];
        text.push_str(&screen::table(&header, &rows, &[0, 2, 3]));
    }
    if detected.leads.len() > LEADS_LISTED {
        text.push_str(&format!("\n… and {} more in findings/leads.json", detected.leads.len() - LEADS_LISTED));
    }
    text.push_str(&format!(
        "\n\n{}; {} run; {} set aside, explained by a look-alike. A lead is a place to look: for and against stand in \
         findings/leads.json and in the dossier. It says nothing of anybody's guilt; an account through which money passes may be \
         held under coercion.",
        screen::counted(detected.leads.len(), "lead", "leads"),
        screen::counted(detected.flags_run.len(), "flag", "flags"),
        screen::counted(detected.set_aside.iter().map(|(finding, _)| finding).collect::<std::collections::BTreeSet<_>>().len(), "finding", "findings"),
    ));
    text
}

/// The findings as a table, with the denominator.
fn list_findings(findings: &Findings) -> String {
    let rows: Vec<Vec<String>> = findings
        .findings
        .iter()
        .take(FINDINGS_LISTED)
        .zip(1..)
        .map(|(finding, rank)| {
            vec![
                rank.to_string(),
                finding.kind.clone(),
                around(finding),
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
    let header = ["", "pattern or flag", "around", "from", "to", "amount", "", "transactions", "id", "use"];
    let mut text = screen::table(&header, &rows, &[0, 5, 7]);
    if findings.findings.len() > FINDINGS_LISTED {
        text.push_str(&format!("\n… and {} more in findings/findings.json", findings.findings.len() - FINDINGS_LISTED));
    }
    text.push_str(&format!(
        "\n\n{}; {} examined for {} ({}). Thresholds are design defaults that nobody \
         has calibrated on real data; a finding is about transactions and proves nothing against a person.",
        screen::counted(findings.findings.len(), "finding", "findings"),
        screen::counted(findings.transactions_examined, "transaction", "transactions"),
        screen::counted(findings.patterns_run.len(), "pattern", "patterns"),
        findings.patterns_run.join(", "),
    ));
    for cut in &findings.cut {
        let label = if matches!(cut, Cut::NotSearched { .. }) { "Not searched" } else { "Cut short" };
        text.push_str(&format!("\n{label}: {}", cut.sentence(Language::English)));
    }
    text
}
