//! `docs/reference/formats-tried.md`: what became of every file that was tried, made by this test and checked in.
//!
//! The first table is of files that the project's own generator writes, and is checked everywhere. The others are of public
//! example files beside the repository; where these are absent, what the page says of them is not checked. After a change that is
//! meant, `FILATURE_WRITE=1 cargo test --release -p filature-intake --test files formats_tried` writes the page anew.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use filature_intake::{Options, read};
use filature_model::AccountId;
use filature_synth::{OutputFormat, files, generate};

use crate::shared;
use crate::walk_table::{Walked, walk, walked};

const HEAD: &str = "# Files that were tried

Made by `crates/filature-intake/tests/files/formats_tried.rs`, which fails when this page is stale. *Foot* counts the statements that state
both balances, and those of them in which opening and entries give the closing, every row read. Files are read one by one, without
anything said of them: no account, no mapping. A file that is *asked about* is read once that is answered. How each format is read:
[formats](formats.md).
";

const BESIDE: &str = "
## Public example files

Files of other projects, which are not part of this repository; most are invented or cut, and so many do not foot by themselves. What is
in each, and that every value stated beside it is met, is in the tests beside it: `fixtures.rs`, `iso20022.rs`,
`ofx.rs`, `entities.rs` and `tables.rs`.
";

/// Folders of examples, and the ends of names that are no examples: expected values, settings, licences.
const FOLDERS: [&str; 7] = [
    "bank2ynab",
    "genkgo-camt",
    "jseutter-ofxparse",
    "opensanctions-nomenklatura",
    "prowide-core",
    "prowide-iso20022",
    "svenstaro-mt940-rs",
];
const ENDS: [&str; 13] = ["CSV", "csv", "dat", "fin", "ijson", "ofx", "rje", "sta", "txt", "xls", "xlsx", "xml", "zip"];
const NO_EXAMPLES: [&str; 2] = ["PROVENANCE.txt", "LICENSE.txt"];

/// A row for each form that the generator writes: one invented case, the same in all of them.
fn own() -> String {
    let case = generate(&filature_synth::Options { seed: 5, transactions: Some(400), networks: 1, look_alikes: 2 });
    let mut table = "\n## Written by `filature synth`\n\nOne invented case (seed 5, 400 transactions, a network, two look-alikes) in each form.\n\n\
        | form | read as | files | entries | foot | asked about or refused |\n|---|---|---|---|---|---|\n"
        .to_owned();
    for form in OutputFormat::ALL {
        let read: Vec<Walked> = files(&case, &[*form])
            .into_iter()
            .map(|(name, bytes)| {
                // A file that names no account is told it by its name, as a person would.
                let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
                let account = stem.rsplit('-').next().filter(|text| text.len() > 14).map(AccountId::written);
                let options = Options { account, ..Options::default() };
                walked(&name, read("a1b2c3d4e5f6".parse().unwrap(), &bytes, &options))
            })
            .collect();
        let mut formats: Vec<&str> = read.iter().map(|file| file.format).filter(|format| *format != "-").collect();
        formats.sort_unstable();
        formats.dedup();
        let sum = |of: fn(&Walked) -> usize| read.iter().map(of).sum::<usize>();
        let (stated, footing) = (sum(|file| file.statements.0), sum(|file| file.statements.1));
        let mut why: Vec<&str> = read.iter().filter_map(|file| file.refused.as_deref()).collect();
        why.sort_unstable();
        why.dedup();
        let (what, count, entries) = (form.what(), read.len(), sum(|file| file.entries));
        let (formats, why) = (formats.join(", "), why.join("; "));
        writeln!(table, "| {what} | {formats} | {count} | {entries} | {footing} of {stated} | {why} |").unwrap();
    }
    table
}

/// A table for each folder, after one of all of them by format.
fn beside() -> Option<String> {
    let walks: Vec<(&str, Vec<Walked>)> = FOLDERS
        .iter()
        .map(|folder| {
            let mut files = walk(&[shared().join(folder)], &ENDS);
            files.retain(|file| !NO_EXAMPLES.contains(&file.file.as_str()));
            (*folder, files)
        })
        .collect();
    if walks.iter().all(|(_, files)| files.is_empty()) {
        return None;
    }
    let mut by_format: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for file in walks.iter().flat_map(|(_, files)| files) {
        let counts = by_format.entry(file.format).or_default();
        let more = [1, file.entries, file.statements.0, file.statements.1];
        counts.iter_mut().zip(more).for_each(|(count, more)| *count += more);
    }
    let mut page = "\n| format | files | entries | foot |\n|---|---|---|---|\n".to_owned();
    for (format, [files, entries, stated, footing]) in by_format {
        let format = if format == "-" { "asked about or refused" } else { format };
        writeln!(page, "| {format} | {files} | {entries} | {footing} of {stated} |").unwrap();
    }
    for (folder, files) in walks {
        write!(
            page,
            "\n### {folder}\n\n| file | read as | entries | foot | asked about or refused |\n|---|---|---|---|---|\n"
        )
        .unwrap();
        files.iter().for_each(|file| writeln!(page, "{file}").unwrap());
    }
    Some(page)
}

#[test]
fn the_page_of_files_that_were_tried_is_what_happens() {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/formats-tried.md");
    let there = fs::read_to_string(&place).unwrap_or_default().replace("\r\n", "\n");
    let beside = beside();
    let known = there.split_once(BESIDE).map(|(_, tables)| tables.to_owned()).unwrap_or_default();
    if beside.is_none() {
        println!("shared fixtures are not present: not walked");
    }
    let expected = format!("{HEAD}{}{BESIDE}{}", own(), beside.unwrap_or(known));
    if std::env::var_os("FILATURE_WRITE").is_some() {
        fs::write(&place, &expected).unwrap();
        return;
    }
    let differs = there.lines().zip(expected.lines()).position(|(one, other)| one != other);
    assert_eq!(
        there.len(),
        expected.len(),
        "stale, first at line {:?}; see the head of this test",
        differs.map(|at| at + 1)
    );
    assert_eq!(differs, None, "stale");
}
