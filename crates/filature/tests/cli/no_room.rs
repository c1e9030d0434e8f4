//! A disk that is full, and a folder that may not be written: a clear error, and the case as it was.
//!
//! A small file system of its own is mounted where that is allowed (as root, on Linux); elsewhere the tests say that they were passed over.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{expect, run};

/// A file system in memory, unmounted at the end.
struct Small {
    folder: tempfile::TempDir,
}

impl Small {
    fn of(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = mount(&["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"], folder.path());
        if !mounted {
            println!("passed over: a file system cannot be mounted here (it takes root, on Linux)");
        }
        mounted.then_some(Self { folder })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.folder.path()).status();
    }
}

fn mount(arguments: &[&str], on: &Path) -> bool {
    Command::new("mount").args(arguments).arg(on).output().is_ok_and(|output| output.status.success())
}

fn rows(count: u32) -> String {
    let mut csv = "id,booked_at,debtor,creditor,amount,currency\n".to_owned();
    for row in 0..count {
        csv.push_str(&format!("t{row},2024-01-{:02},A{},B{},{}.50,EUR\n", row % 28 + 1, row % 97, row % 89, row % 900));
    }
    csv
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_full_disk_is_said_and_the_case_is_as_it_was() {
    let Some(small) = Small::of("2m") else { return };
    let beside = tempfile::tempdir().unwrap();
    let (few, many) = (beside.path().join("few.csv"), beside.path().join("many.csv"));
    fs::write(&few, rows(50)).unwrap();
    fs::write(&many, rows(60_000)).unwrap();
    let case = small.path("case");
    expect(0, &["add", text(&case), text(&few)]);
    let journal = fs::read_to_string(case.join("journal.jsonl")).unwrap();
    let (_, said) = expect(1, &["add", text(&case), text(&many)]);
    assert!(said.contains("No space left on device") && said.contains("case"), "{said}");
    assert_eq!(journal, fs::read_to_string(case.join("journal.jsonl")).unwrap());
    expect(0, &["verify", text(&case)]);
    // Nothing is left at all: every verb that writes says so, and what was there stays.
    let filler = small.path("filler");
    let mut size = 4 << 20;
    while size > 0 {
        let mut whole = fs::read(&filler).unwrap_or_default();
        whole.resize(whole.len() + size, 1);
        if fs::write(&filler, &whole).is_err() {
            size /= 2;
        }
    }
    let why = ["--source", "PV 1", "--reason", "heard", "--by", "Officer A"];
    for call in [
        &["detect", text(&case)][..],
        &["dossier", text(&case)][..],
        &["trace", text(&case), "--claim", "x=t3"][..],
        &[&["category", text(&case), "A1", "--as", "victim"][..], &why].concat()[..],
    ] {
        let output = run(call);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.success() {
            continue;
        }
        assert_eq!(output.status.code(), Some(1), "{call:?}: {said}");
        assert!(said.contains("No space left on device") && said.contains(text(&case)), "{call:?}: {said}");
    }
    fs::remove_file(&filler).unwrap();
    expect(0, &["verify", text(&case)]);
    expect(0, &["detect", text(&case)]);
}

#[test]
fn a_full_disk_leaves_no_broken_file_where_one_was_asked_for() {
    let Some(small) = Small::of("256k") else { return };
    let beside = tempfile::tempdir().unwrap();
    let few = beside.path().join("few.csv");
    fs::write(&few, rows(50)).unwrap();
    let case = beside.path().join("case");
    expect(0, &["add", text(&case), text(&few)]);
    expect(0, &["mark", text(&case), "t3", "--label", "rent", "--by", "Officer A"]);
    let filler = small.path("filler");
    let mut size = 1 << 18;
    while size > 0 {
        let mut whole = fs::read(&filler).unwrap_or_default();
        whole.resize(whole.len() + size, 1);
        if fs::write(&filler, &whole).is_err() {
            fs::write(&filler, &whole[..whole.len() - size]).unwrap();
            size /= 2;
        }
    }
    let at = |name: &str| text(&small.path(name)).to_owned();
    for call in [
        &["mark", text(&case), "--export", &at("marks.xlsx")][..],
        &["mark", text(&case), "--export", &at("marks.csv")],
        &["mark", text(&case), "--interview", &at("ask.xlsx")],
        &["profile", text(&case), "A3", "--xlsx", &at("profile.xlsx")],
        &["requests", text(&case), "--draft", "NEW", "--from", "2024-01", "--to", "2024-02", "--out", &at("letter.md")],
        &["key", &at("key.txt")],
    ] {
        let (_, said) = expect(1, call);
        assert!(said.contains("No space left on device") && said.contains("make room"), "{call:?}: {said}");
        let left: Vec<_> = fs::read_dir(small.path("")).unwrap().map(|item| item.unwrap().file_name()).collect();
        assert_eq!(left, ["filler"], "{call:?}");
    }
    fs::remove_file(&filler).unwrap();
    expect(0, &["key", &at("key.txt")]);
}

#[test]
fn a_folder_that_may_not_be_written_is_said_and_nothing_is_changed() {
    let Some(small) = Small::of("8m") else { return };
    let few = small.path("few.csv");
    fs::write(&few, rows(50)).unwrap();
    let case = small.path("case");
    expect(0, &["add", text(&case), text(&few)]);
    assert!(mount(&["-o", "remount,ro"], small.folder.path()));
    let why = ["--source", "PV 1", "--reason", "heard", "--by", "Officer A"];
    for call in [
        &["add", text(&case), text(&few)][..],
        &["detect", text(&case)][..],
        &["dossier", text(&case)][..],
        &[&["category", text(&case), "A1", "--as", "victim"][..], &why].concat()[..],
        &["add", text(&small.path("new-case")), text(&few)][..],
    ] {
        let output = run(call);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{call:?}: {said}");
        assert!(said.contains("Read-only file system") && said.contains(text(small.folder.path())), "{call:?}: {said}");
        assert!(said.contains("cannot be written"), "what to do is not said: {said}");
    }
}

#[test]
fn a_full_disk_does_not_take_a_request_down_twice() {
    let Some(small) = Small::of("2m") else { return };
    let few = small.path("few.csv");
    fs::write(&few, rows(50)).unwrap();
    let case = small.path("case");
    expect(0, &["add", text(&case), text(&few)]);
    let filler = small.path("filler");
    let mut size = 4 << 20;
    while size > 0 {
        let mut whole = fs::read(&filler).unwrap_or_default();
        whole.resize(whole.len() + size, 1);
        if fs::write(&filler, &whole).is_err() {
            size /= 2;
        }
    }
    let of = ["--from", "2024-01", "--to", "2024-03", "--request", "Q", "--of", "B", "--by", "A"];
    let call = [&["requests", text(&case), "--asked", "A1"][..], &of].concat();
    let asked = || fs::read_to_string(case.join("journal.jsonl")).unwrap().matches("statements-asked").count();
    let output = run(&call);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("No space left on device"), "{said}");
    // Either it failed and is not there, or it is there and that is said.
    assert_eq!(asked() > 0, said.contains("taken down"), "{said}");
    assert_eq!(asked() > 0, said.contains("need not be said again"), "{said}");
    fs::remove_file(&filler).unwrap();
    expect(0, &call);
    assert_eq!(asked(), 1);
    expect(0, &["verify", text(&case)]);
}
