//! All sheets of a workbook: which are read by which mapping, and what is said of the others.
//!
//! A sheet is read by the mapping that is given where that names it, or names no sheet and its columns are there; else
//! by the header of a known layout; else by a guess. A workbook is in doubt when one of its sheets is. A sheet in which
//! nothing is like an entry is noted; one in which something is, and which cannot be read, is a problem.

use filature_model::{Place, Problem, ProblemCode, SourceId};

use super::cell::Book;
use super::join::Joined;
use super::merges;
use super::part::{Part, Table};
use crate::csv::{Draft, Mapping};
use crate::{Options, Outcome, Refusal};

/// How many names of sheets are listed for a person.
const NAMES_LISTED: usize = 20;

/// Reads a workbook.
///
/// # Errors
/// A refusal when no sheet of it can be read.
pub fn read(source: SourceId, mut book: Book, options: &Options, most_bytes: usize) -> Result<Outcome, Refusal> {
    let given = options.mapping.as_ref();
    if let Some(name) = given.and_then(|mapping| mapping.sheet.as_deref())
        && !book.sheets.iter().any(|sheet| sheet.name == name)
    {
        return Err(no_such_sheet(name, &book));
    }
    let filled = book.sheets.iter().filter(|sheet| !sheet.cells.is_empty()).count();
    let mut all = Sheets {
        source,
        is_one: filled < 2,
        joined: Joined::new(),
        mapped: Vec::new(),
        drafts: Vec::new(),
        unread: Vec::new(),
    };
    for (number, sheet) in (1_u32..).zip(&mut book.sheets) {
        let filled_in = merges::resolve(sheet);
        let mapping = given.filter(|mapping| match &mapping.sheet {
            Some(name) => *name == sheet.name,
            None => all.is_one || Table::fits(sheet, mapping),
        });
        let part = Table::read(source, sheet, &filled_in, mapping, options.account.as_ref(), most_bytes);
        // The cells are no longer needed, and another sheet comes.
        sheet.cells = Vec::new();
        all.take(number, &sheet.name, sheet.is_hidden, part)?;
    }
    all.finish(given)
}

/// What the sheets gave.
struct Sheets {
    source: SourceId,
    /// Whether one sheet alone holds something: it then needs no name.
    is_one: bool,
    joined: Joined,
    mapped: Vec<Mapping>,
    drafts: Vec<(u32, String, Draft)>,
    unread: Vec<(u32, String, Refusal, bool)>,
}

impl Sheets {
    fn take(&mut self, number: u32, name: &str, is_hidden: bool, part: Part) -> Result<(), Refusal> {
        let place = Place { message: Some(number), ..Place::default() };
        let problem = |code, expected: &str| Problem::new(self.source, place, code, name, expected);
        match part {
            Part::Empty => {}
            Part::Read(reading, mapping) => {
                if is_hidden {
                    self.joined.note(problem(ProblemCode::HiddenSheet, ""));
                }
                self.mapped.extend(mapping.map(|mapping| match self.is_one {
                    true => *mapping,
                    false => Mapping { sheet: Some(name.to_owned()), ..*mapping },
                }));
                self.joined.add(number, (!self.is_one).then_some(name), *reading)?;
            }
            Part::InDoubt(draft) => self.drafts.push((number, name.to_owned(), *draft)),
            Part::Unread { why, has_entries } => {
                match has_entries {
                    true => self.joined.note(problem(ProblemCode::UnreadSheet, &why.what)),
                    false => self.joined.note(problem(ProblemCode::NotAnEntry, "")),
                }
                self.unread.push((number, name.to_owned(), why, has_entries));
            }
        }
        Ok(())
    }

    fn finish(mut self, given: Option<&Mapping>) -> Result<Outcome, Refusal> {
        if !self.drafts.is_empty() && given.is_none() {
            return Ok(Outcome::InDoubt(self.draft()));
        }
        for (number, name, draft) in &self.drafts {
            let place = Place { message: Some(*number), ..Place::default() };
            let why = draft.doubts.first().cloned().unwrap_or_default();
            self.joined.note(Problem::new(self.source, place, ProblemCode::UnreadSheet, name, why));
        }
        if self.joined.format().is_none() {
            return Err(self.refusal());
        }
        let guessed = match self.mapped.as_slice() {
            [one] => Some(one.clone()),
            // Of several, each sheet is guessed again whenever the file is read: the same bytes give the same guess.
            _ => None,
        };
        let mapping = given.cloned().or(guessed);
        self.joined.finish().map(|reading| Outcome::Read(Box::new(reading), mapping)).ok_or_else(empty)
    }

    /// The draft for a person: one mapping can be confirmed, so it is of one sheet, or of all that share it.
    fn draft(mut self) -> Draft {
        let (_, name, mut draft) = self.drafts.remove(0);
        let is_shared = self.drafts.iter().all(|(_, _, other)| other.mapping == draft.mapping);
        if self.is_one || (is_shared && self.mapped.is_empty()) {
            return draft;
        }
        draft.mapping.sheet = Some(name);
        let others: Vec<String> = self.drafts.iter().map(|(_, name, _)| format!("{name:?}")).collect();
        if !others.is_empty() {
            draft.doubts.push(format!(
                "the sheets {} are in doubt too and laid out otherwise: save each of them as a file of its own",
                others.join(", ")
            ));
        }
        draft
    }

    /// Why nothing of it was read: by the sheet that looks most like a statement.
    fn refusal(self) -> Refusal {
        let mut unread = self.unread;
        unread.sort_by_key(|(number, _, _, has_entries)| (!has_entries, *number));
        match (unread.into_iter().next(), self.drafts.into_iter().next()) {
            (Some((number, name, why, _)), _) => {
                let place = Place { message: Some(number), line: why.place.line, ..Place::default() };
                Refusal { place, what: format!("Sheet {name:?}: {}", why.what), ..why }
            }
            (None, Some((number, name, draft))) => {
                let place = Place { message: Some(number), ..Place::default() };
                let why = draft.doubts.first().cloned().unwrap_or_default();
                let what = format!("The mapping fits no sheet, and sheet {name:?} is in doubt: {why}.");
                Refusal::new(what, "Correct the mapping; it may name its sheet.").at(place)
            }
            (None, None) => empty(),
        }
    }
}

fn empty() -> Refusal {
    Refusal::new("The spreadsheet holds nothing.", "Ask the sender for it again.")
}

fn no_such_sheet(name: &str, book: &Book) -> Refusal {
    let names: Vec<String> = book.sheets.iter().take(NAMES_LISTED).map(|sheet| format!("{:?}", sheet.name)).collect();
    Refusal::new(
        format!("The mapping is for a sheet {name:?} that the file does not have."),
        format!("The sheets there are: {}.", names.join(", ")),
    )
}
