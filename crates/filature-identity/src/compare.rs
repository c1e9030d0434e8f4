//! Two parties field by field, what follows from it, and both in words.
//!
//! ```text
//! names ─► likeness of words ─► which word answers which ─► what is left over ─► NameAgreement, Ways
//! values ─► Agreement of each field                                                     │
//! dates of birth ─► BirthAgreement ─────────────────────────────────────────────────────┤
//!                                            verdict, proposal, remark ◄────────────────┘ ─► words in English and French
//! ```
//!
//! What the program may propose is less than what it thinks: see [`Proposal`]. A name alone never makes two parties one.

mod fields;
mod joining;
mod left_over;
mod likeness;
mod name;
mod organisation;
mod pairing;
mod verdict;
mod ways;
mod words;

pub use fields::Agreement;
pub use name::NameAgreement;
pub use verdict::{Proposal, Remark, Verdict};
pub use ways::Ways;

pub(crate) use likeness::Memory;

use crate::birth::BirthAgreement;
use crate::book::{Book, Field};
use crate::normal::NoName;
use crate::party::Party;

/// How two parties stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Their names.
    pub name: NameAgreement,
    /// By what the names agree, or differ.
    pub ways: Ways,
    /// Their dates of birth; none where one of them is not known.
    pub birth: Option<BirthAgreement>,
    /// Their other fields, in the order of [`Field::ALL`].
    pub fields: [Agreement; Field::ALL.len()],
    /// Why one has no name.
    pub lack: Option<NoName>,
    /// Both are organisations, or one is and nobody said what the other is.
    pub organisations: bool,
}

impl Comparison {
    /// How a field stands.
    pub fn field(&self, field: Field) -> Agreement {
        self.fields[field as usize]
    }
}

/// Compares two parties. The order of the two does not matter.
///
/// ```
/// use filature_identity::{Birth, Party, Verdict, compare};
/// let mut left = Party::named("Ђорђевић Милица");
/// let mut right = Party::named("Milica Djordjevic");
/// assert_eq!(compare(&left, &right).verdict(), Verdict::Possible, "a name alone is not enough");
///
/// left.birth = Birth::read("1991-03-12");
/// right.birth = Birth::read("12.03.1991");
/// assert_eq!(compare(&left, &right).verdict(), Verdict::Same);
///
/// right.birth = Birth::read("1960-11-02");
/// assert_eq!(compare(&left, &right).verdict(), Verdict::Different);
/// ```
pub fn compare(left: &Party, right: &Party) -> Comparison {
    let book = Book::of(&[left.clone(), right.clone()]);
    book.compare(0, 1)
}

/// Compares many pairs of a book, and remembers what it found of their words. What is remembered changes no result.
pub struct Comparer<'a> {
    book: &'a Book,
    memory: Memory,
}

impl Comparer<'_> {
    /// Compares two of the parties.
    pub fn compare(&mut self, left: u32, right: u32) -> Comparison {
        compared(self.book, &mut self.memory, left, right)
    }
}

impl Book {
    /// For many pairs: a watch list against a case, a block.
    pub fn comparer(&self) -> Comparer<'_> {
        Comparer { book: self, memory: Memory::new() }
    }

    /// Compares two of the parties.
    pub fn compare(&self, left: u32, right: u32) -> Comparison {
        compared(self, &mut Memory::none(), left, right)
    }
}

pub(crate) fn compared(book: &Book, memory: &mut Memory, left: u32, right: u32) -> Comparison {
    let (one, next) = (book.row(left), book.row(right));
    let birth = one.birth.zip(next.birth).map(|(one, next)| one.agreement(next));
    let fields = fields::agreements(book.values(left), book.values(right));
    let lack = one.lack.max(next.lack);
    let mut best = name::Found::missing();
    for name in book.names(left) {
        for other in book.names(right) {
            best = best.better(name::compared(book, memory, name, other));
        }
    }
    Comparison { name: best.agreement, ways: best.ways, birth, fields, lack, organisations: best.organisations }
}
