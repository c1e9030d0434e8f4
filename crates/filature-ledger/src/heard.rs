//! Lines that were taken over from another copy of the case, and what that copy knew.
//!
//! ```text
//! our lines ─► the act that combined (places) ─► the lines of the other copy, in its order ─► up to the line that a dossier rests on
//! ```
//!
//! A dossier that was written in the other copy rests on *its* journal up to a line. That journal is not kept: all its lines stand
//! here, and the act by which they were taken over says in which order they stood there. Where that copy had taken over lines of a
//! third one, the same is done again, one step further.

use serde::{Deserialize, Serialize};

use crate::journal::{Act, Line};

/// Where a line stood that was taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// Its number in the other journal.
    pub line: u64,
    /// When it was taken over, RFC 3339 in UTC; the line itself keeps the time at which it was said.
    pub at: String,
    /// SHA-256 of the line as it stood there.
    pub sha256: String,
    /// The name that the file it speaks of had there, where another file has that name here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<String>,
    /// Where it stood before, if it had been taken over there too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Box<Heard>>,
}

impl Heard {
    /// The hash of the line where it was first written.
    pub fn first_sha256(&self) -> &str {
        self.of.as_ref().map_or(&self.sha256, |of| of.first_sha256())
    }

    fn first_line(&self) -> u64 {
        self.of.as_ref().map_or(self.line, |of| of.first_line())
    }

    fn steps(&self) -> usize {
        1 + self.of.as_ref().map_or(0, |of| of.steps())
    }
}

impl Line {
    /// Since when this case has the line: when it was said here, or taken over.
    pub fn known_since(&self) -> &str {
        self.heard.as_ref().map_or(&self.at, |heard| &heard.at)
    }

    fn steps(&self) -> usize {
        self.heard.as_ref().map_or(0, Heard::steps)
    }
}

/// The numbers of our lines that a copy of the case had up to a line of its journal, in its order: of the copy in which line `written`
/// was first written. For a line that was written here these are the first `up_to` lines.
///
/// ```
/// use filature_ledger::heard::known_to_writer;
/// assert_eq!(known_to_writer(&[], 1, 3), Vec::<u64>::new());
/// ```
pub fn known_to_writer(lines: &[Line], written: u64, up_to: u64) -> Vec<u64> {
    let line_of = |number: u64| usize::try_from(number).ok()?.checked_sub(1).and_then(|at| lines.get(at));
    let mut known: Vec<u64> = (1..=lines.len() as u64).collect();
    for step in 0..line_of(written).map_or(0, Line::steps) {
        let taken = known.iter().filter_map(|&number| line_of(number)).filter(|line| line.steps() == step);
        let there = taken.filter_map(|line| of_other(&known, &line.act)).find(|there| there.contains(&written));
        let Some(there) = there else { return Vec::new() };
        known = there;
    }
    known.truncate(usize::try_from(up_to).unwrap_or(usize::MAX));
    known
}

/// The numbers of our lines that were known where a line was first written, when it was: itself the last.
pub fn known_when_written(lines: &[Line], line: &Line) -> Vec<u64> {
    known_to_writer(lines, line.line, line.heard.as_ref().map_or(line.line, Heard::first_line))
}

/// The lines of the journal that an act took over, as numbers of ours; `known` are those of the copy that did it.
fn of_other(known: &[u64], act: &Act) -> Option<Vec<u64>> {
    let Act::JournalsCombined { common, places, .. } = act else { return None };
    let here = |number: u64| known.get(usize::try_from(number).ok()?.checked_sub(1)?).copied();
    (1..=*common).chain(places.iter().copied()).map(here).collect()
}
