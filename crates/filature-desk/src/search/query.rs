use std::collections::BTreeSet;
use std::path::Path;

use filature_model::folded_words;
use rusqlite::{Connection, OpenFlags, params};

use super::LAYOUT;
use crate::state::Base;
use crate::state::columns::SEARCHED;

/// How many texts are held against the words before counting stops.
const TEXTS_MOST: usize = 40_000;

/// An index that can be asked.
pub struct Index {
    connection: Connection,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The first rows, in the order of the ledger.
    pub rows: Vec<u32>,
    /// In how many rows it stands; a row that has it in two texts counts twice.
    pub total: u64,
    /// Whether there are more, uncounted.
    pub or_more: bool,
}

impl Index {
    /// Opens a file where it is there and belongs to these sources.
    pub fn open(path: &Path, sources_hash: &str) -> Option<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).ok()?;
        let told = |name: &str| -> Option<String> {
            connection.query_row("SELECT value FROM told WHERE name = ?1", [name], |row| row.get(0)).ok()
        };
        let is_ours = told("layout")? == LAYOUT && told("sources")? == sources_hash;
        is_ours.then_some(Self { connection })
    }

    /// Rows of which one text has all these words; at least one of them has three letters.
    ///
    /// # Errors
    /// The engine's.
    pub fn find(&self, base: &Base, words: &str, most: usize) -> Result<Found, String> {
        self.look(base, words, most).map_err(|error| error.to_string())
    }

    fn look(&self, base: &Base, words: &str, most: usize) -> rusqlite::Result<Found> {
        let folded = folded_words(words);
        let Some(expression) = expression(&folded) else { return Ok(Found::default()) };
        let sql =
            "SELECT texts.number, texts.rows FROM threes JOIN texts ON texts.text = threes.rowid WHERE threes MATCH ?1";
        let mut statement = self.connection.prepare(sql)?;
        let mut answers = statement.query(params![expression])?;
        let (mut found, mut rows, mut seen) = (Found::default(), BTreeSet::new(), 0);
        while let Some(answer) = answers.next()? {
            seen += 1;
            if seen > TEXTS_MOST {
                found.or_more = true;
                break;
            }
            let number: i64 = answer.get(0)?;
            let places = answer.get_ref(1)?.as_blob().unwrap_or_default();
            let Some(first) = places.first_chunk::<4>().map(|bytes| u32::from_le_bytes(*bytes)) else { continue };
            if !holds_all(base, first as usize, &folded) {
                continue;
            }
            found.total += u64::try_from(number).unwrap_or_default();
            rows.extend(
                places.chunks_exact(4).take(most).filter_map(|chunk| Some(u32::from_le_bytes(chunk.try_into().ok()?))),
            );
            while rows.len() > most {
                rows.pop_last();
            }
        }
        found.rows = rows.into_iter().collect();
        Ok(found)
    }
}

/// Whether one text of a row has all the words.
fn holds_all(base: &Base, row: usize, folded: &str) -> bool {
    SEARCHED.iter().any(|&column| {
        base.columns.text(row, column).is_some_and(|text| {
            let text = folded_words(text);
            folded.split(' ').all(|word| text.contains(word))
        })
    })
}

/// All threes of letters of all words; none where no word has three.
fn expression(folded: &str) -> Option<String> {
    let mut threes = BTreeSet::new();
    for word in folded.split(' ') {
        let letters: Vec<char> = word.chars().collect();
        threes.extend(letters.windows(3).map(|three| three.iter().collect::<String>()));
    }
    // What is quoted is no operator; folded texts have no quotes.
    let quoted: Vec<String> = threes.iter().map(|three| format!("\"{three}\"")).collect();
    (!quoted.is_empty()).then(|| quoted.join(" AND "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_threes() {
        assert_eq!(expression("kosto an").as_deref(), Some("\"kos\" AND \"ost\" AND \"sto\""));
        assert_eq!(expression("an"), None);
        assert_eq!(expression("éàü"), Some("\"éàü\"".to_owned()));
    }
}
