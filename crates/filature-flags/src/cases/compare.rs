//! What was found beside what was expected.

use std::collections::BTreeSet;

use filature_model::Reason;

use super::expand::names;
use super::read::{Case, Table};
use crate::Fault;
use crate::flag::Fired;

const TO_DO: &str = "mend the rule, or the expectation if the rule is right";

/// Each expected finding is matched with one that was found; what is left over on either side differs.
pub(super) fn differences(file: &str, case: &Case, fired: &[Fired]) -> Vec<Fault> {
    let mut left: Vec<&Fired> = fired.iter().collect();
    let mut faults = Vec::new();
    for (line, row) in &case.findings.rows {
        match left.iter().position(|one| differs(&case.findings, row, one).is_none()) {
            Some(at) => drop(left.remove(at)),
            None => {
                let near = left.iter().filter_map(|one| differs(&case.findings, row, one)).min_by_key(String::len);
                let near = near.map_or_else(|| "nothing is found".to_owned(), |near| format!("nearest: {near}"));
                faults.push(Fault::new(
                    file,
                    *line,
                    format!("{:?}: the expected finding is not among {} found ({near})", case.title, fired.len()),
                    TO_DO,
                ));
            }
        }
    }
    // After a miss what is left is mostly the same thing said twice.
    if faults.is_empty() {
        for one in left {
            let what = format!("{:?}: found and not expected: {}", case.title, shown(one));
            faults.push(Fault::new(file, case.line, what, TO_DO));
        }
    }
    faults
}

fn shown(one: &Fired) -> String {
    let members: Vec<String> =
        one.finding.accounts.iter().map(|member| format!("{} ({})", member.account, member.role)).collect();
    let size = one.finding.transactions.len();
    format!(
        "{}; {} {}; {size} transactions; {}",
        members.join(", "),
        one.finding.amount,
        one.finding.currency,
        one.reason.en
    )
}

/// Where a finding differs from a row; none when it fits.
fn differs(table: &Table, row: &[String], one: &Fired) -> Option<String> {
    let finding = &one.finding;
    for (column, wanted) in table.header.iter().zip(row) {
        let found = match column.as_str() {
            "amount" => finding.amount.clone(),
            "currency" => finding.currency.clone(),
            "transactions" => finding.transactions.len().to_string(),
            "from" => finding.from.clone(),
            "to" => finding.to.clone(),
            name => match finding.why.get(name).or_else(|| finding.why.get(&name.replace("_minor", "_amount"))) {
                Some(Reason::Number(number)) if wanted.parse::<i64>().is_ok() => number.to_string(),
                Some(Reason::Text(text)) => text.clone(),
                _ => {
                    let of: BTreeSet<&str> = finding
                        .accounts
                        .iter()
                        .filter(|member| member.role == name)
                        .map(|member| member.account.as_str())
                        .collect();
                    let expected = names(wanted);
                    if of == expected.iter().map(String::as_str).collect() {
                        continue;
                    }
                    return Some(format!("{name} is {}, not {wanted}", of.into_iter().collect::<Vec<_>>().join(", ")));
                }
            },
        };
        let same = found == *wanted || column == "amount" && same_amount(&found, wanted);
        if !same && !wanted.is_empty() {
            return Some(format!("{column} is {found}, not {wanted}"));
        }
    }
    None
}

/// `1250` and `1250.00` are the same amount.
fn same_amount(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.strip_suffix(".00").unwrap_or(text).to_owned();
    plain(one) == plain(other)
}
