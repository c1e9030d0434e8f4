use std::collections::HashMap;
use std::path::Path;

use filature_model::folded_words;
use rusqlite::{Connection, params};

use super::LAYOUT;
use crate::state::Base;
use crate::state::columns::SEARCHED;

/// Builds the index beside its place and renames it; says why where it cannot.
pub fn build(path: &Path, base: &Base) -> Result<(), String> {
    let folder = path.parent().ok_or("no folder")?;
    std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
    let beside = folder.join(format!("search.{}.unfinished", std::process::id()));
    let _ = std::fs::remove_file(&beside);
    let written = write(&beside, base);
    if let Err(error) = written {
        let _ = std::fs::remove_file(&beside);
        return Err(error.to_string());
    }
    std::fs::rename(&beside, path).map_err(|error| error.to_string())
}

fn write(path: &Path, base: &Base) -> rusqlite::Result<()> {
    let mut connection = Connection::open(path)?;
    // A file that is lost is built again: nothing has to survive a power cut.
    connection.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;
         CREATE TABLE told (name TEXT PRIMARY KEY, value TEXT NOT NULL);
         CREATE TABLE texts (text INTEGER PRIMARY KEY, number INTEGER NOT NULL, rows BLOB NOT NULL);
         CREATE VIRTUAL TABLE threes USING fts5(body, content='', detail=none, columnsize=0, tokenize='trigram case_sensitive 1');",
    )?;
    let (texts, mut on) = different(base);
    on.sort_unstable();
    let transaction = connection.transaction()?;
    {
        transaction.execute("INSERT INTO threes(threes, rank) VALUES('automerge', 0)", []).ok();
        let mut insert = transaction.prepare("INSERT INTO threes(rowid, body) VALUES (?1, ?2)")?;
        let mut place = transaction.prepare("INSERT INTO texts(text, number, rows) VALUES (?1, ?2, ?3)")?;
        let mut from = 0;
        for (text, number) in texts.iter().zip(0_u32..) {
            let count = on[from..].iter().take_while(|(of, _)| *of == number).count();
            let rows: Vec<u8> = on[from..from + count].iter().flat_map(|(_, row)| row.to_le_bytes()).collect();
            from += count;
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            insert.execute(params![number, folded_words(text)])?;
            place.execute(params![number, count, rows])?;
        }
        let tell =
            |name: &str, value: &str| transaction.execute("INSERT INTO told VALUES (?1, ?2)", params![name, value]);
        tell("layout", LAYOUT)?;
        tell("sources", &base.search_key())?;
    }
    transaction.commit()
}

/// Each different text once, in the order in which the entries have them, and where each stands: number of the text, row.
fn different(base: &Base) -> (Vec<&str>, Vec<(u32, u32)>) {
    let mut known = HashMap::<&str, u32>::new();
    let (mut texts, mut on) = (Vec::new(), Vec::new());
    for row in (0..base.columns.rows()).filter(|&row| !base.withheld.row(row)) {
        let number_of_row = u32::try_from(row).unwrap_or(u32::MAX);
        for column in SEARCHED {
            let Some(text) = base.columns.text(row, column).filter(|text| !text.is_empty()) else { continue };
            let next = u32::try_from(texts.len()).unwrap_or(u32::MAX);
            let number = *known.entry(text).or_insert(next);
            if number == next {
                texts.push(text);
            }
            on.push((number, number_of_row));
        }
    }
    (texts, on)
}
