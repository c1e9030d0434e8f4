//! The Markdown of cases: headings and tables, with the line of each row.

use crate::Fault;

/// What a case shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The flag fires.
    Fires,
    /// A lawful life that resembles it.
    LookAlike,
    /// A parameter's boundary.
    Boundary(String),
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of columns.
    pub header: Vec<String>,
    /// Rows with their lines.
    pub rows: Vec<(u32, Vec<String>)>,
}

impl Table {
    /// A cell by its column's name; nothing for an empty one.
    pub(crate) fn cell<'a>(&self, row: &'a [String], name: &str) -> Option<&'a str> {
        let at = self.header.iter().position(|column| column == name)?;
        row.get(at).map(String::as_str).filter(|text| !text.is_empty())
    }
}

/// One case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What it shows.
    pub kind: Kind,
    /// Its heading.
    pub title: String,
    /// The line of the heading.
    pub line: u32,
    /// Accounts.
    pub accounts: Table,
    /// Transactions.
    pub transactions: Table,
    /// Findings expected; without rows: nothing is found.
    pub findings: Table,
}

/// Reads a file of cases. Text beside headings, block names and tables is for people.
///
/// # Errors
/// The first fault: a heading of no known kind, a block without a table, a row that is too long.
///
/// ```
/// let text = "## Fires: one\ntransactions\n| debtor | amount |\n| --- | --- |\n| A | 5 |\nfindings\nnothing is found\n";
/// let cases = filature_flags::read_cases("flags/cases/x.md", text)?;
/// assert_eq!(cases[0].transactions.rows[0].1, ["A", "5"]);
/// # Ok::<(), filature_flags::Fault>(())
/// ```
pub fn read_cases(file: &str, text: &str) -> Result<Vec<Case>, Fault> {
    let mut cases: Vec<Case> = Vec::new();
    let mut block = None;
    let mut said = true;
    for (line, text) in (1_u32..).zip(text.lines()) {
        let trimmed = text.trim();
        let fault = |what: String, to_do: &str| Err(Fault::new(file, line, what, to_do));
        if let Some(title) = trimmed.strip_prefix("## ") {
            if !said {
                return fault(
                    "the case before does not say what is found".into(),
                    "end it with a table under \"findings\", or with \"nothing is found\"",
                );
            }
            let Some(kind) = kind(title) else {
                let to_do = "begin it with \"Fires\", \"Does not fire (look-alike)\" or \"Boundary: PARAMETER\"";
                return fault(format!("the heading {title:?} is of no kind of case"), to_do);
            };
            let (accounts, transactions, findings) = (Table::default(), Table::default(), Table::default());
            cases.push(Case { kind, title: title.to_owned(), line, accounts, transactions, findings });
            block = None;
            said = false;
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        match trimmed.trim_end_matches(':').trim_matches('*').to_lowercase().as_str() {
            name @ ("accounts" | "transactions" | "findings") => block = Some(name.to_owned()),
            "nothing is found" | "nothing is found." => {
                said = true;
                block = None;
            }
            _ if trimmed.starts_with('|') => {
                let table = match block.as_deref() {
                    Some("accounts") => &mut case.accounts,
                    Some("transactions") => &mut case.transactions,
                    Some(_) => &mut case.findings,
                    None => {
                        return fault(
                            "a table stands under no name".into(),
                            "write accounts, transactions or findings above it",
                        );
                    }
                };
                said |= block.as_deref() == Some("findings");
                if let Err(what) = row(table, line, trimmed) {
                    return fault(what, "give it as many cells as the header has");
                }
            }
            _ => {}
        }
    }
    Ok(cases)
}

fn kind(title: &str) -> Option<Kind> {
    let lower = title.to_lowercase();
    if lower.starts_with("fires") {
        return Some(Kind::Fires);
    }
    if lower.starts_with("does not fire") {
        return Some(Kind::LookAlike);
    }
    let parameter = lower.strip_prefix("boundary:")?.split_whitespace().next()?;
    Some(Kind::Boundary(parameter.trim_matches(['`', ',', ':']).to_owned()))
}

fn row(table: &mut Table, line: u32, text: &str) -> Result<(), String> {
    let inner = text.trim_start_matches('|').strip_suffix('|').unwrap_or_else(|| text.trim_start_matches('|'));
    let cells: Vec<String> = inner.split('|').map(|cell| cell.trim().to_owned()).collect();
    let is_rule = cells.iter().all(|cell| !cell.is_empty() && cell.chars().all(|c| matches!(c, '-' | ':')));
    if table.header.is_empty() {
        table.header = cells;
    } else if !is_rule {
        if cells.len() != table.header.len() {
            return Err(format!("a row has {} cells and its header {}", cells.len(), table.header.len()));
        }
        table.rows.push((line, cells));
    }
    Ok(())
}
