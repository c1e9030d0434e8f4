//! `findings/*.parquet`: what `findings.json` and `leads.json` hold, for those who query tables.

use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray, UInt32Array};
use filature_model::{Finding, Findings, Lead, schema};

use crate::{Case, LedgerError, tables};

/// Writes `findings/findings.parquet`.
///
/// # Errors
/// The system's.
pub fn findings_table(case: &Case, findings: &Findings) -> Result<(), LedgerError> {
    let folder = case.subfolder("findings")?;
    let rows = &findings.findings;
    let text = |get: &dyn Fn(&Finding) -> String| texts(rows, get);
    let columns = vec![
        text(&|finding| finding.id.clone()),
        text(&|finding| finding.kind.clone()),
        Arc::new(Int64Array::from_iter_values(rows.iter().map(|finding| finding.score))) as ArrayRef,
        text(&|finding| list(finding.accounts.iter().map(|member| member.account.as_str()))),
        text(&|finding| list(finding.transactions.iter().map(String::as_str))),
        text(&|finding| finding.amount.clone()),
        text(&|finding| finding.currency.clone()),
        text(&|finding| finding.from.clone()),
        text(&|finding| finding.to.clone()),
        text(&|finding| finding.use_.clone()),
    ];
    let batch = RecordBatch::try_new(schema::findings(), columns)?;
    tables::write(&folder.join("findings.parquet"), &schema::findings(), &[batch])
}

/// Writes `findings/leads.parquet`.
///
/// # Errors
/// The system's.
pub fn leads_table(case: &Case, leads: &[Lead]) -> Result<(), LedgerError> {
    let folder = case.subfolder("findings")?;
    let text = |get: &dyn Fn(&Lead) -> String| texts(leads, get);
    let count =
        |get: &dyn Fn(&Lead) -> u32| -> ArrayRef { Arc::new(UInt32Array::from_iter_values(leads.iter().map(get))) };
    let columns = vec![
        text(&|lead| lead.id.clone()),
        text(&|lead| lead.kind.clone()),
        Arc::new(Int64Array::from_iter_values(leads.iter().map(|lead| lead.score))) as ArrayRef,
        text(&|lead| list(lead.accounts.iter().map(|member| member.account.as_str()))),
        text(&|lead| list(lead.accounts.iter().map(|member| member.side.as_str()))),
        text(&|lead| list(lead.findings.iter().map(String::as_str))),
        count(&|lead| lead.elements.act),
        count(&|lead| lead.elements.means),
        count(&|lead| lead.elements.purpose),
        count(&|lead| lead.elements.money),
        text(&|lead| lead.minor.clone()),
        text(&|lead| lead.use_.clone()),
    ];
    let batch = RecordBatch::try_new(schema::leads(), columns)?;
    tables::write(&folder.join("leads.parquet"), &schema::leads(), &[batch])
}

fn texts<T>(rows: &[T], get: &dyn Fn(&T) -> String) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(rows.iter().map(get)))
}

fn list<'a>(items: impl Iterator<Item = &'a str>) -> String {
    items.collect::<Vec<_>>().join(" ")
}
