//! Two copies of one case, in which two people worked, become one.
//!
//! ```text
//! our journal ──┐                                        ┌► originals that we lack, what was written there
//! theirs ───────┴► Plan: which lines are new, what ──────┼► their lines behind ours, each saying where it stood
//!                  contradicts what (conflicts)          └► for each contradiction, a line that says what holds
//!                        ▲
//!                        └─ a person settles them
//! ```
//!
//! All lines of both stay, each with the time and the names that it had. Where only one side said something, that holds; where both
//! said the same, it holds; where they said different things of one subject since the part that they have in common, a person decides
//! ([`Conflict`]), and what holds is said once more, behind everything, so that the order of the lines decides nothing. So it does not
//! matter which of the two copies the other is combined into.
//!
//! Some things are no conflict. A file's use is the narrowest of both; statements that anybody asked for are asked for; of two days from
//! which a person is protected the earlier one holds; marks stay, whoever made them.
//!
//! The journal is written beside and renamed: a killed process leaves it as it was, or whole. What is done before and after that can be done
//! again, by combining again.

mod closing;
mod conflicts;
mod files;
mod merges;
mod other;
mod plan;
mod sources;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use conflicts::{Conflict, Hand, Said};
pub use other::Other;
pub use plan::Plan;

use crate::four_eyes::{self, FourEyesError, Signed, Watched};
use crate::journal::{self, Act, read_journal};
use crate::{Case, LedgerError, erase, hashing, registry};

/// How a conflict was settled, as it stands in the journal: by the lines of both sides, not by whom or what they are about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// What kind of thing it is about.
    pub about: String,
    /// The last line of this copy on it.
    pub mine: u64,
    /// The last line of the other copy on it, by its number there.
    pub theirs: u64,
    /// Which one holds.
    pub holds: Hand,
}

/// What a person says of conflicts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settlement {
    /// For each conflict by its number, from 1, which side holds.
    pub holds: BTreeMap<usize, Hand>,
    /// Who combines and settles.
    pub by: String,
    /// Why.
    pub reason: Option<String>,
    /// Who settles with them.
    pub second: Option<String>,
    /// Why, in their own words.
    pub second_reason: Option<String>,
}

/// Why nothing was combined.
#[derive(Debug, thiserror::Error)]
pub enum CombineError {
    /// The other one is not a copy of this case.
    #[error(
        "{}: these are not copies of one case: the first lines of the two journals differ. Only copies of one folder, each worked on \
         since, can be combined; `filature add` takes over files", .0.display()
    )]
    NotACopy(std::path::PathBuf),
    /// The folder is of no case.
    #[error("{}: this is no case ({cause}). Nothing was combined", path.display())]
    NoCase {
        /// The settings that were looked for.
        path: std::path::PathBuf,
        /// The system's own words.
        cause: std::io::Error,
    },
    /// The other one cannot be taken as it is.
    #[error("{}: {what}. Nothing was combined", path.display())]
    Other {
        /// The file.
        path: std::path::PathBuf,
        /// What is wrong, and what to do.
        what: String,
    },
    /// Something was erased in one of the two since they parted.
    #[error(
        "{}: line {line} of the journal erased something that the other copy still holds, and combining would bring it back. Nothing was \
         combined: go on in one of the two, and add to it what only the other has", folder.as_ref().map_or_else(|| "this case".to_owned(), |folder| folder.display().to_string())
    )]
    Erased {
        /// The copy; none for this one.
        folder: Option<std::path::PathBuf>,
        /// The line.
        line: u64,
    },
    /// Nobody said who combines, or why.
    #[error("to {what}, {needs} is needed: nothing was combined")]
    Missing {
        /// What was asked.
        what: &'static str,
        /// What is missing.
        needs: &'static str,
    },
    /// Conflicts are open.
    #[error("{}: nothing was combined. Settle each by its number, as in --settle 1=mine,2=theirs --reason TEXT", open(.0))]
    Open(Vec<usize>),
    /// There is no conflict of this number.
    #[error("--settle {0}: there is no conflict with this number; nothing was combined")]
    NoSuch(usize),
    /// One person cannot settle so.
    #[error(
        "conflict {0}: the other side protects a person; to settle it so, a second person has to decide with {1}; name them by --second NAME"
    )]
    SecondNeeded(usize, String),
    /// See there.
    #[error(transparent)]
    FourEyes(#[from] FourEyesError),
    /// See there.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

fn open(numbers: &[usize]) -> String {
    let (what, is) = if numbers.len() == 1 { ("conflict", "is") } else { ("conflicts", "are") };
    format!("{what} {} {is} open", numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(", "))
}

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Combined {
    /// How many lines were taken over.
    pub lines: usize,
    /// Originals that were copied, by SHA-256.
    pub sources: Vec<String>,
    /// What was written in the other copy and has another name here: that name, and the one here.
    pub renamed: BTreeMap<String, String>,
    /// What the other journal says was written and is not there as it was written; it was not taken.
    pub left: Vec<String>,
}

/// Combines the other copy into a case. Where nothing is new, nothing is written.
///
/// # Errors
/// [`CombineError`]; the journal is then as it was.
pub fn combine(case: &mut Case, other: &Other, said: &Settlement) -> Result<Combined, CombineError> {
    let path = case.folder().join("journal.jsonl");
    let (lines, head) = read_journal(&path)?;
    let plan = Plan::of(&lines, &head, case.sources(), other)?;
    let wanted = plan.sources(&said.holds);
    if plan.is_nothing() && wanted == case.sources() {
        // A process that was killed at the end may have left the tables of before.
        case.ensure_ledger()?;
        return Ok(Combined::default());
    }
    let signed = Signed::by(&said.by, said.second.as_deref())?.because(said.second_reason.as_deref());
    let needs = |needs| CombineError::Missing { what: "combine two copies", needs };
    if signed.by.is_empty() {
        return Err(needs("the name of who combines (--by)"));
    }
    four_eyes::require(case.settings(), Watched::Combine, &signed)?;
    let holds = plan.settled(&said.holds, said.reason.as_deref(), &signed)?;
    let names = files::names(&lines, other, &plan);
    let sources = sources::copy(case, other, &wanted)?;
    let left = files::copy(case, other, &plan, &names)?;
    if !plan.is_nothing() {
        let mut added = closing::lines(&plan, &lines, &holds, &names, (said.reason.as_deref(), &signed))?;
        // Lines of the other copy name its list of files: ours is named behind them, here or when it changes below.
        let list = Some(registry::list(case.folder())).filter(|list| wanted == case.sources() && list.is_file());
        if let Some(list) = list {
            let sha256 = hashing::sha256_of(&list).map_err(LedgerError::io(&list))?;
            added.push(closing::said_now(Act::SourcesListed { sha256 }));
        }
        journal::append_whole(&path, added)?;
    }
    let lines = if plan.is_nothing() { 0 } else { plan.taken.len() };
    if wanted != case.sources() {
        case.set_sources(wanted, Vec::new())?;
    }
    // Files of the other copy can hold who was erased before the copies parted.
    erase::finish(case)?;
    case.ensure_ledger()?;
    let renamed = names.into_iter().filter(|(there, here)| there != here).collect();
    Ok(Combined { lines, sources, renamed, left })
}
