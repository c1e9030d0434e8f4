//! `findings/*.parquet`: what `findings.json` holds, for those who query tables.

use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use filature_model::{Finding, Findings, schema};

use crate::{Case, LedgerError, tables};

/// Writes `findings/findings.parquet`, and `findings/leads.parquet` without rows until findings are joined.
///
/// # Errors
/// The system's.
pub fn findings_table(case: &Case, findings: &Findings) -> Result<(), LedgerError> {
    let folder = case.subfolder("findings")?;
    let rows = &findings.findings;
    let text = |get: &dyn Fn(&Finding) -> String| -> ArrayRef {
        Arc::new(StringArray::from_iter_values(rows.iter().map(get)))
    };
    let list = |items: &mut dyn Iterator<Item = &str>| items.collect::<Vec<_>>().join(" ");
    let columns = vec![
        text(&|finding| finding.id.clone()),
        text(&|finding| finding.kind.clone()),
        Arc::new(Int64Array::from_iter_values(rows.iter().map(|finding| finding.score))) as ArrayRef,
        text(&|finding| list(&mut finding.accounts.iter().map(|member| member.account.as_str()))),
        text(&|finding| list(&mut finding.transactions.iter().map(String::as_str))),
        text(&|finding| finding.amount.clone()),
        text(&|finding| finding.currency.clone()),
        text(&|finding| finding.from.clone()),
        text(&|finding| finding.to.clone()),
        text(&|finding| finding.use_.clone()),
    ];
    let batch = RecordBatch::try_new(schema::findings(), columns)?;
    tables::write(&folder.join("findings.parquet"), &schema::findings(), &[batch])?;
    tables::write(&folder.join("leads.parquet"), &schema::findings(), &[])
}
