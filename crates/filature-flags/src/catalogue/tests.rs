//! The page as a reader's program renders it: tables that are tables, links that lead somewhere, both languages.

use super::words::{FAMILIES, UNITS, cell};
use super::*;
use crate::flag::Parameter;

/// Cells of a row: parted by bars that nothing escapes.
fn cells(row: &str) -> usize {
    row.replace("\\|", "").matches('|').count().saturating_sub(1)
}

/// A small set, one title of which is written over two lines and holds a bar.
fn awkward() -> FlagSet {
    let mut set = FlagSet::built_in();
    set.flags.truncate(3);
    set.flags[0].title.en = "Cash | card\nand *more* <b>".to_owned();
    set.flags[0].title.fr = "Espèces | carte".to_owned();
    set
}

#[test]
fn every_table_has_as_many_cells_in_each_row_as_in_its_header() {
    for set in [FlagSet::built_in(), awkward()] {
        let page = page(&set);
        let lines: Vec<&str> = page.lines().collect();
        let headers = lines.windows(2).enumerate().filter(|(_, pair)| pair[1].starts_with("|---"));
        let mut tables = 0;
        for (at, pair) in headers {
            tables += 1;
            assert!(lines[at - 1].is_empty(), "a table begins after an empty line: {}", pair[0]);
            let rows = lines[at..].iter().take_while(|line| line.starts_with('|'));
            rows.for_each(|row| assert_eq!(cells(row), cells(pair[0]), "{row}"));
        }
        assert!(tables > 5);
        let in_tables = lines.iter().filter(|line| line.starts_with('|')).count();
        assert!(in_tables > set.flags.len());
    }
}

#[test]
fn bars_line_breaks_and_marks_of_a_title_are_letters_on_the_page() {
    assert_eq!(cell("Cash | card\n and *more* <b>"), "Cash \\| card and \\*more\\* &lt;b>");
    assert_eq!(cell("`a_b | c*` and a_b"), "`a_b \\| c*` and a\\_b");
    assert!(page(&awkward()).contains("| Cash \\| card and \\*more\\* &lt;b> | Espèces \\| carte |"));
}

#[test]
fn every_flag_has_one_entry_and_every_link_leads_to_one() {
    let set = FlagSet::built_in();
    let page = page(&set);
    for flag in &set.flags {
        assert_eq!(page.matches(&format!("\n### {}\n", flag.id)).count(), 1, "{}", flag.id);
        for text in [&flag.title.en, &flag.title.fr, &flag.finds.en, &flag.finds.fr] {
            assert!(page.contains(&cell(text)), "{}: {text}", flag.id);
        }
        let meanings = flag.parameters.iter().flat_map(|Parameter { meaning, .. }| [&meaning.en, &meaning.fr]);
        meanings.for_each(|text| assert!(page.contains(&cell(text)), "{}: {text}", flag.id));
    }
    for link in page.split("](#").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert!(set.get(link).is_some(), "{link} has no entry");
    }
}

#[test]
fn what_was_not_read_is_not_cited() {
    let set = FlagSet::built_in();
    for flag in &set.flags {
        let page = page(&FlagSet { flags: vec![flag.clone()], faults: Vec::new() });
        let line = page.lines().find(|line| line.starts_with("- sources : ")).unwrap_or_default();
        for source in &flag.sources {
            let cited = line.contains(&cell(&source.name));
            let read = flag.sources.iter().any(|other| {
                other.trust != crate::Trust::Unverified
                    && (other.name.contains(&source.name) || other.says.contains(&source.name))
            });
            assert_eq!(cited, read, "{}: {} in {line:?}", flag.id, source.name);
        }
    }
}

#[test]
fn every_unit_and_family_has_its_french_word() {
    let set = FlagSet::built_in();
    let known = |table: &[(&str, &str)], word: &str| table.iter().any(|(english, _)| *english == word);
    for flag in &set.flags {
        assert!(known(&FAMILIES, &flag.family), "add {:?} to FAMILIES of catalogue/words.rs", flag.family);
        for Parameter { unit, .. } in &flag.parameters {
            assert!(known(&UNITS, unit), "add {unit:?} to UNITS of catalogue/words.rs");
        }
    }
    assert!(UNITS.is_sorted() && FAMILIES.is_sorted(), "kept in order, so that a word stands there once");
}
