//! The ledger, the marks that stand, and where each of their entries is.

use std::collections::{BTreeMap, BTreeSet};

use filature_ledger::marks::{Bookings, Content, Place, Placed, resolve, rows};
use filature_ledger::standing::{Mark, Standing};
use filature_ledger::{Case, Ledger, Lines, protection, withheld};
use filature_model::{Entry, EntryId, SourceId};
use jiff::civil::Date;

use crate::outcome::Failure;
use crate::screen;

/// What the verb works on.
pub struct Board<'a> {
    /// The case.
    pub case: &'a Case,
    /// Its ledger, of all sources.
    pub ledger: Ledger,
    /// Which transaction each row is of.
    pub lines: Lines,
    /// What people said.
    pub standing: Standing,
    /// Where the entries of each mark are, in the order of `standing.marks`.
    pub placed: Vec<Vec<Placed>>,
    /// Rows that are withheld to protect a person.
    hidden: BTreeSet<EntryId>,
    /// The first day from which anybody is protected.
    protected_from: Option<Date>,
}

/// What an entry was on of which it is open where it is.
pub enum Was<'a> {
    /// As it was marked.
    On(&'a Content),
    /// Withheld to protect a person.
    Withheld,
    /// Nobody took it down.
    Unknown,
}

/// An entry as a mark shows it.
pub struct Shown {
    /// Its file.
    pub source: SourceId,
    /// All of it.
    pub entry: Entry,
    /// What it moved on which account.
    pub content: Content,
    /// The account at the other end.
    pub other: Option<String>,
}

impl<'a> Board<'a> {
    /// Of a case.
    pub fn of(case: &'a Case) -> Result<Self, Failure> {
        let (ledger, lines) = Ledger::load_with_lines(case)?;
        if ledger.rebuilt {
            screen::say("The ledger did not match the sources; it was built again from the originals.");
        }
        let journal = case.journal()?;
        let standing = Standing::of(&journal);
        let placed = resolve(&standing.marks, &Bookings::of(&ledger.book, &standing.marks)?);
        let mut board = Self { case, ledger, lines, standing, placed, hidden: BTreeSet::new(), protected_from: None };
        let protected = protection::days(&journal);
        board.protected_from = protected.values().min().copied();
        if !protected.is_empty() {
            board.hidden = board.whole(withheld::rows(case, &board.ledger, &protected)?)?;
        }
        Ok(board)
    }

    /// A transfer of which any row is withheld is withheld whole.
    fn whole(&self, mut hidden: BTreeSet<EntryId>) -> Result<BTreeSet<EntryId>, Failure> {
        let at: BTreeSet<usize> = rows(&self.ledger.book, &hidden)?.into_values().collect();
        let of = |row: usize| self.lines.of(row).map(|(transaction, _)| transaction);
        let transactions: BTreeSet<usize> = at.into_iter().filter_map(of).collect();
        for row in (0..self.ledger.book.len()).filter(|&row| of(row).is_some_and(|of| transactions.contains(&of))) {
            hidden.extend(self.id_at(row));
        }
        Ok(hidden)
    }

    /// The id of a row.
    pub fn id_at(&self, row: usize) -> Option<EntryId> {
        let (source, entry) = self.ledger.book.at(row)?;
        Some(EntryId { source, row: entry.place.row? })
    }

    /// Whether an entry may be marked and shown here.
    pub fn is_shown(&self, id: EntryId) -> bool {
        !self.hidden.contains(&id)
    }

    /// A mark that stands.
    pub fn mark(&self, id: &str) -> Result<&Mark, Failure> {
        let known = self.standing.marks.iter().find(|mark| mark.id == id);
        known.ok_or_else(|| {
            Failure::call(format!(
                "{id}: no mark with this id stands; `filature mark CASE` lists those that do. Nothing was taken down"
            ))
        })
    }

    /// The entry of an id, or the payer's of a transaction's.
    pub fn entry(&self, id: &str) -> Option<EntryId> {
        self.entries(&BTreeSet::from([id])).ok()?.remove(id)
    }

    /// The same of many. An id of both is the entry's; those of nothing that is shown are not in the answer.
    pub fn entries<'n>(&self, names: &BTreeSet<&'n str>) -> Result<BTreeMap<&'n str, EntryId>, Failure> {
        let parsed: BTreeMap<EntryId, &str> =
            names.iter().filter_map(|name| Some((name.parse::<EntryId>().ok()?, *name))).collect();
        let known = rows(&self.ledger.book, &parsed.keys().copied().collect())?;
        let mut found: BTreeMap<&str, EntryId> = known.keys().filter_map(|id| Some((*parsed.get(id)?, *id))).collect();
        let mut wanted = BTreeMap::<usize, &str>::new();
        for (at, id) in self.ledger.transactions.ids.iter().enumerate() {
            if let Some(name) = names.get(AsRef::<str>::as_ref(id)).filter(|name| !found.contains_key(*name)) {
                wanted.insert(at, name);
            }
        }
        if !wanted.is_empty() {
            for row in 0..self.ledger.book.len() {
                let Some((transaction, false)) = self.lines.of(row) else { continue };
                if let Some((name, id)) = wanted.get(&transaction).copied().zip(self.id_at(row)) {
                    found.insert(name, id);
                }
            }
        }
        found.retain(|_, id| self.is_shown(*id));
        Ok(found)
    }

    /// Entries by their ids, as they are shown.
    pub fn shown(&self, ids: &BTreeSet<EntryId>) -> Result<BTreeMap<EntryId, Shown>, Failure> {
        let rows = rows(&self.ledger.book, ids)?;
        let show = |(id, row): (EntryId, usize)| {
            let (source, entry) = self.ledger.book.at(row)?;
            let (content, other) = Content::of(&entry);
            Some((id, Shown { source, entry, content, other }))
        };
        Ok(rows.into_iter().filter(|(id, _)| self.is_shown(*id)).filter_map(show).collect())
    }

    /// What an entry of a mark, counted from 0, was on when it was marked.
    ///
    /// Of an entry that is lost there is no row which would tell whether it is withheld: it may have been one that names a person without their
    /// account. From the first protected day on nothing of it is told, unless a row that is shown is equal to it.
    pub fn was<'m>(&self, mark: &'m Mark, at: usize, one: &Placed) -> Was<'m> {
        let Some(anchor) = mark.anchors.get(at) else { return Was::Unknown };
        let is_told = match &one.place {
            Place::Found(id) | Place::Moved(id) => self.is_shown(*id),
            Place::Doubtful(could_be) if could_be.iter().any(|id| self.is_shown(*id)) => true,
            Place::Doubtful(_) | Place::Lost => {
                self.protected_from.is_none_or(|from| anchor.content.on.parse::<Date>().is_ok_and(|on| on < from))
            }
        };
        if is_told { Was::On(&anchor.content) } else { Was::Withheld }
    }

    /// The marks that stand, each with where its entries are.
    pub fn marks(&self) -> impl Iterator<Item = (&Mark, &[Placed])> {
        self.standing.marks.iter().zip(self.placed.iter().map(Vec::as_slice))
    }
}
