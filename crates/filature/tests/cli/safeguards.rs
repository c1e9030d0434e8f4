//! The table of safeguards: what it names as held by a test is there to be run.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::walk_files;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join("docs/concepts").join(name)).unwrap()
}

/// The rows of the table: their numbers and the tests that they name.
fn rows(page: &str) -> Vec<(u32, Vec<String>)> {
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let mut rows = Vec::new();
    for line in page.lines().filter(|line| line.starts_with('|')) {
        let cells = cells(line);
        let Ok(number) = cells[0].parse() else { continue };
        assert_eq!(cells.len(), 4, "{line}");
        assert!(cells.iter().all(|cell| !cell.is_empty()), "{line}");
        let tests = cells[3].split('`').skip(1).step_by(2).map(str::to_owned).collect();
        rows.push((number, tests));
    }
    rows
}

/// The folder in which the tests of a crate stand.
fn tests_of(word: &str) -> PathBuf {
    let folder = match word {
        "cli" => "crates/filature/tests/cli".to_owned(),
        "dossier" => "crates/filature-dossier/src/tests".to_owned(),
        "flags" => "crates/filature-flags/tests/flags".to_owned(),
        other => format!("crates/filature-{other}/src"),
    };
    root().join(folder)
}

fn is_there(test: &str) -> bool {
    let parts: Vec<&str> = test.split("::").collect();
    let &[word, file, function] = &parts[..] else { return false };
    let found = format!("fn {function}(");
    let of_file = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem == file);
    walk_files(&tests_of(word)).iter().filter(|path| of_file(path)).any(|path| {
        let text = fs::read_to_string(path).unwrap();
        text.find(&found).is_some_and(|at| text[..at].trim_end().ends_with("#[test]"))
    })
}

#[test]
fn every_test_that_the_table_names_is_there() {
    let rows = rows(&page("safeguards.md"));
    assert_eq!(rows.iter().map(|(number, _)| *number).collect::<Vec<_>>(), (1..=24).collect::<Vec<_>>());
    for (number, tests) in &rows {
        // The one that no program can hold.
        assert!(!tests.is_empty() || *number == 19, "{number}: no test");
        for test in tests {
            assert!(is_there(test), "{number}: there is no test {test}");
        }
    }
    assert!(!is_there("cli::watch::this_is_not_there"), "a slip in a name would be found");
}

#[test]
fn both_languages_name_the_same_tests() {
    assert_eq!(rows(&page("safeguards.md")), rows(&page("safeguards.fr.md")));
}

/// What would cut somebody off, in the program's own sentences: beginnings of words, one after the other.
const CUTTING_OFF: [&[&str]; 2] = [
    &["close", "block", "freeze", "terminate", "restrict", "clôtur", "bloqu", "geler", "gelez", "fermer", "fermez"],
    &["account", "compte", "relation"],
];

/// The first sentence that recommends to cut somebody off.
fn cutting_off(text: &str) -> Option<String> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split(|sign: char| !sign.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let begins = |word: &str, with: &[&str]| with.iter().any(|beginning| word.starts_with(beginning));
    // A closing balance is the field's own word.
    let does = |word: &str| begins(word, CUTTING_OFF[0]) && word != "closed";
    let at = (0..words.len())
        .find(|&at| does(words[at]) && words[at + 1..].iter().take(2).any(|word| begins(word, CUTTING_OFF[1])))?;
    Some(words[at.saturating_sub(4)..words.len().min(at + 5)].join(" "))
}

#[test]
fn nothing_recommends_to_close_an_account() {
    assert!(cutting_off("Consider to block this account.").is_some());
    assert!(cutting_off("Il faudrait clôturer le compte.").is_some());
    let folders = ["flags", "crates/filature-dossier/src/wording", "crates/filature-flags/src/leads", "desk/src/words"];
    let files: Vec<PathBuf> = folders.iter().flat_map(|folder| walk_files(&root().join(folder))).collect();
    assert!(files.len() > 30, "the sentences are not where they were: {}", files.len());
    for file in files
        .iter()
        .filter(|file| file.extension().is_some_and(|ending| ["md", "rs", "ts"].contains(&ending.to_str().unwrap())))
    {
        let said = cutting_off(&fs::read_to_string(file).unwrap());
        assert!(said.is_none(), "{}: {said:?}", file.display());
    }
}
