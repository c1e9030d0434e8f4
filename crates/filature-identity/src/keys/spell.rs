//! Every spelling that a clerk could have written of a word, by the rows of one language: for searching texts, and what the tests hold
//! the fast comparison to.

use std::collections::BTreeSet;

use crate::normal::folded;
use crate::scripts::{self, Tongue};

/// Spellings of one word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spellings {
    /// In the order of the alphabet.
    pub all: Vec<String>,
    /// There are more, which were left out.
    pub more: bool,
}

/// The spellings of a word in its language, at most so many; whether some were left out is said. What may be another letter as well
/// (`d` for đ) is among them.
///
/// ```
/// use filature_identity::{scripts::Tongue, spellings};
/// let found = spellings("Ђорђе", Tongue::Serbian, 100);
/// for expected in ["đorđe", "djordje", "dorde", "djorđe"] {
///     assert!(found.all.iter().any(|one| one == expected), "{expected}");
/// }
/// assert!(!found.more);
/// ```
pub fn spellings(word: &str, tongue: Tongue, most: usize) -> Spellings {
    let letters: Vec<char> = word.chars().flat_map(char::to_lowercase).map(folded).collect();
    let rows: Vec<Vec<&'static str>> = scripts::tables()
        .iter()
        .filter(|table| table.tongue == tongue)
        .flat_map(|table| table.rows)
        .map(|row| scripts::spellings(row).filter(|one| one.loss < 2 && !one.only_own).map(|one| one.letters).collect())
        .collect();
    let mut found = BTreeSet::new();
    // What is written so far, and where the rest begins.
    let mut open = vec![(String::new(), 0)];
    let mut more = false;
    while let Some((written, at)) = open.pop() {
        if at == letters.len() {
            found.insert(written);
            continue;
        }
        if found.len() + open.len() > most.saturating_mul(4) {
            more = true;
            continue;
        }
        let rest: String = letters[at..].iter().collect();
        for (read, replaced) in choices(&rest, &rows) {
            open.push((format!("{written}{replaced}"), at + read));
        }
    }
    more |= found.len() > most;
    Spellings { all: found.into_iter().take(most).collect(), more }
}

/// What can be read at the beginning of a rest: how many letters, and what is written instead in Latin letters. A row applies to its own
/// letter, and to its first spelling where that has a mark, by which Latin letters with marks have their habits too.
fn choices(rest: &str, rows: &[Vec<&'static str>]) -> BTreeSet<(usize, String)> {
    let first: String = rest.chars().take(1).collect();
    let mut all = BTreeSet::new();
    for row in rows {
        let owns = row.iter().enumerate().take(2).filter(|(at, own)| *at == 0 || !own.is_ascii()).map(|(_, own)| *own);
        for own in owns.filter(|own| !own.is_empty() && rest.starts_with(own)) {
            let latin = row.iter().filter(|written| is_latin(written));
            all.extend(latin.map(|written| (own.chars().count(), (*written).to_owned())));
        }
    }
    if is_latin(&first) || all.is_empty() {
        all.insert((1, first));
    }
    all
}

fn is_latin(text: &str) -> bool {
    text.chars().all(|letter| letter < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&letter))
}
