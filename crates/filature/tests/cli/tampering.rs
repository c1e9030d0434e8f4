//! Any single byte that is changed in what a case rests on is found, and the file is named.

use std::collections::BTreeMap;
use std::fs;

use crate::run::{expect, snapshot};
use crate::worked::Worked;

/// So many places in each file, beside its first and last byte; more with `FILATURE_PLACES`.
const PLACES: u64 = 6;
const SEED: u64 = 20_240_502;

/// Numbers that look random, the same for the same seed.
fn dice(state: &mut u64, below: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 33).unwrap() % below
}

/// What nothing is written down of: people's own, and what is made again.
fn is_free(name: &str) -> bool {
    name == "case.toml" || ["cache/", "drafts/", "flags/", "keys/"].iter().any(|folder| name.starts_with(folder))
}

#[test]
fn a_changed_byte_anywhere_is_found_and_its_file_named_with_what_rests_on_it() {
    let worked = Worked::of(&[("t1", "", "M", "61.37"), ("o", "M", "N", "13.19")], &[("M", "0"), ("N", "0")]).with(
        "rates.csv",
        "currency,date,rate,source\nRSD,2024-01-02,117.2,NBS\n",
        &[],
    );
    worked.trace(&["--claim", "a=t1", "--name", "first"]);
    expect(0, &["detect", &worked.case()]);
    expect(0, &["dossier", &worked.case(), "--lang", "en"]);
    expect(0, &["verify", &worked.case()]);
    let rows = worked.journal().iter().find(|line| line["act"] == "source-added").unwrap()["sha256"]
        .as_str()
        .unwrap()
        .to_owned();
    let folder = worked.path("case");
    let mut files: BTreeMap<String, Vec<u8>> =
        snapshot(&folder).into_iter().filter(|(name, _)| !is_free(name)).collect();
    for name in ["journal.jsonl", "journal.head"] {
        files.insert(name.to_owned(), fs::read(folder.join(name)).unwrap());
    }
    assert!(files.len() > 18, "{:?}", files.keys());
    let places = std::env::var("FILATURE_PLACES").ok().and_then(|text| text.parse().ok()).unwrap_or(PLACES);
    let mut state = SEED;
    for (name, bytes) in &files {
        let random = (0..places).map(|_| dice(&mut state, bytes.len()));
        for at in [0, bytes.len() - 1].into_iter().chain(random.collect::<Vec<_>>()) {
            let bit = 1_u8 << dice(&mut state, 8);
            let mut changed = bytes.clone();
            changed[at] ^= bit;
            fs::write(folder.join(name), changed).unwrap();
            let (out, err) = expect_one(&worked, name, at, bit);
            let named = if name == "journal.head" { "journal." } else { name.as_str() };
            assert!(
                out.contains(named) || err.contains(named),
                "seed {SEED}, {name}, byte {at}, bit {bit}: {out}{err}"
            );
            if *name == format!("sources/{rows}") {
                for rests in ["traces/first.json", "findings/findings.json", "dossier/dossier.en.html"] {
                    assert!(out.contains(&format!("on it rests {rests}")), "{name}: {out}");
                }
            }
            fs::write(folder.join(name), bytes).unwrap();
        }
    }
    expect(0, &["verify", &worked.case()]);
}

fn expect_one(worked: &Worked, name: &str, at: usize, bit: u8) -> (String, String) {
    let output = crate::run::run(&["verify", &worked.case()]);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert_eq!(output.status.code(), Some(1), "seed {SEED}, {name}, byte {at}, bit {bit}: {out}{err}");
    (out, err)
}

/// A list of sources in which a mapping was changed was once taken for an original that this version does not read; and which sources hold an
/// erased person was held against nothing.
#[test]
fn a_changed_mapping_and_a_changed_list_of_who_holds_an_erased_person_are_named() {
    let worked = Worked::of(&[("t1", "", "M", "61.37"), ("o", "M", "N", "13.19")], &[("M", "0"), ("N", "0")]);
    let file = worked.write("bank.csv", "Date,Description,Amount\n01/02/2024,a,-1.50\n03/04/2024,b,2.25\n");
    let doubted = crate::run::json(1, &["add", &worked.case(), &file]);
    let draft = doubted["files"][0]["draft_mapping"].as_str().unwrap();
    let mapping = worked.write("bank.toml", &draft.replace("[columns]", "currency = \"EUR\"\n[columns]"));
    expect(0, &["add", &worked.case(), &file, "--mapping", &mapping, "--account", "BANK:1"]);
    worked.trace(&["--claim", "a=t1", "--name", "first"]);
    expect(0, &["detect", &worked.case()]);
    let because = ["--reason", "order", "--by", "A", "--second", "B"];
    expect(0, &[&["erase", &worked.case(), "--person", "N"], &because[..]].concat());
    worked.trace(&["--claim", "a=t1", "--name", "second"]);
    expect(0, &["verify", &worked.case()]);
    let folder = worked.path("case");
    let list = folder.join("sources/sources.parquet");
    let bytes = fs::read(&list).unwrap();
    let word = b"currency";
    let at = bytes.windows(word.len()).position(|window| window == word).expect("the mapping stands in the list");
    for at in at..at + word.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        fs::write(&list, changed).unwrap();
        let (out, err) = expect_one(&worked, "sources/sources.parquet", at, 1);
        assert!(
            out.contains("CHANGED: sources/sources.parquet: ") || err.contains("sources.parquet"),
            "{at}: {out}{err}"
        );
        assert!(out.is_empty() || out.contains("on it rests traces/second.json"), "{at}: {out}");
    }
    fs::write(&list, bytes).unwrap();
    expect(0, &["verify", &worked.case()]);
    let filter = fs::read_dir(folder.join("erasures")).unwrap().next().unwrap().unwrap().path();
    let bytes = fs::read_to_string(&filter).unwrap();
    let of: serde_json::Value = serde_json::from_str(&bytes).unwrap();
    let held = of["sources"][0].as_str().unwrap();
    let start = bytes.find(held).unwrap();
    for at in (start..start + held.len()).step_by(9) {
        let mut changed = bytes.clone().into_bytes();
        changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
        fs::write(&filter, changed).unwrap();
        let (out, _) = expect_one(&worked, "erasures", at, 1);
        assert!(out.contains("it does not name the sources that hold an erased person"), "{at}: {out}");
    }
    fs::write(&filter, bytes).unwrap();
    expect(0, &["verify", &worked.case()]);
}

#[test]
fn what_is_kept_of_a_dossier_and_the_word_on_the_last_line_are_missed_when_they_are_gone() {
    let worked = Worked::of(&[("t1", "", "M", "61.37"), ("o", "M", "N", "13.19")], &[("M", "0"), ("N", "0")]);
    expect(0, &["dossier", &worked.case(), "--lang", "en"]);
    let folder = worked.path("case");
    let kept = fs::read_dir(folder.join("dossier/manifests")).unwrap().map(|item| item.unwrap().path());
    let kept = kept.into_iter().find(|path| path.is_file()).unwrap();
    for (path, named) in [(kept, "dossier/manifests/"), (folder.join("journal.head"), "journal.head")] {
        let bytes = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        let (out, _) = expect_one(&worked, named, 0, 0);
        assert!(out.contains(named) && out.contains("gone"), "{out}");
        fs::write(&path, bytes).unwrap();
        expect(0, &["verify", &worked.case()]);
    }
}
