//! A case sent and taken back, kept encrypted, and everything that must not work.

use std::fs;
use std::path::Path;

use crate::run::{expect, json, snapshot};
use crate::worked::Worked;

const WHO: [&str; 4] = ["--by", "Officer A", "--reason", "request of 2 May"];

struct Sent {
    worked: Worked,
    public: String,
}

impl Sent {
    fn new() -> Self {
        let worked = Worked::of(&[("t1", "", "M", "61.37"), ("o", "M", "N", "13.19")], &[("M", "0"), ("N", "0")]);
        worked.trace(&["--claim", "a=t1", "--name", "first"]);
        let made = json(0, &["key", &at(&worked, "key.txt")]);
        Self { public: made["public_key"].as_str().unwrap().to_owned(), worked }
    }

    fn at(&self, name: &str) -> String {
        at(&self.worked, name)
    }

    fn pack(&self, code: i32, more: &[&str]) -> (String, String) {
        let (case, out) = (self.worked.case(), self.at("case.age"));
        expect(code, &[&["pack", &case, "--out", &out], &WHO[..], more].concat())
    }

    fn open(&self, code: i32, more: &[&str]) -> (String, String) {
        expect(code, &[&["open", &self.at("case.age"), "--into", &self.at("back")], more].concat())
    }

    /// What stands beside the case, unfinished things among it.
    fn beside(&self) -> Vec<String> {
        let name = |item: std::io::Result<fs::DirEntry>| item.unwrap().file_name().into_string().unwrap();
        let mut names: Vec<String> = fs::read_dir(self.worked.path("")).unwrap().map(name).collect();
        names.sort();
        names.retain(|name| !["accounts.csv", "rows.csv", "key.txt", "case"].contains(&name.as_str()));
        names
    }
}

fn at(worked: &Worked, name: &str) -> String {
    worked.path(name).to_string_lossy().into_owned()
}

#[test]
fn a_case_comes_back_byte_for_byte_and_the_journal_says_that_it_was_sent() {
    let sent = Sent::new();
    let case = sent.worked.path("case");
    fs::create_dir_all(case.join("keys")).unwrap();
    fs::write(case.join("keys/a.key"), "secret").unwrap();
    fs::create_dir_all(case.join("cache")).unwrap();
    fs::write(case.join("cache/search.sqlite"), "x").unwrap();
    sent.pack(0, &["--to", &sent.public, "--for", "Court of Exempleville"]);
    let line = sent.worked.journal().pop().unwrap();
    assert_eq!((line["act"].as_str(), line["by"].as_str()), (Some("case-packed"), Some("Officer A")));
    assert_eq!(
        (line["recipients"][0].as_str(), line["to"].as_str()),
        (Some(&*sent.public), Some("Court of Exempleville"))
    );
    let (out, _) = sent.open(0, &["--identity", &sent.at("key.txt")]);
    assert!(out.contains("The case holds."), "{out}");
    let (mut there, back) = (snapshot(&case), snapshot(&sent.worked.path("back")));
    assert!(there.remove("keys/a.key").is_some() && there.remove("cache/search.sqlite").is_some());
    assert!(there == back, "{:?}\n{:?}", there.keys(), back.keys());
    // The archive holds the line about itself.
    let journal = |folder: &Path| fs::read(folder.join("journal.jsonl")).unwrap();
    assert_eq!(journal(&case), journal(&sent.worked.path("back")));
    expect(0, &["verify", &sent.at("back")]);
    // With keys, they come too.
    sent.pack(0, &["--to", &sent.public, "--with-keys", "--force"]);
    fs::remove_dir_all(sent.worked.path("back")).unwrap();
    sent.open(0, &["--identity", &sent.at("key.txt")]);
    assert_eq!(fs::read(sent.worked.path("back/keys/a.key")).unwrap(), b"secret");
}

#[test]
fn what_is_not_to_leave_asks_for_the_whole() {
    let sent = Sent::new();
    let text = "id,booked_at,debtor,creditor,amount,currency\nx,2024-02-01,M,N,7.77,EUR\n";
    let file = sent.worked.write("hint.csv", text);
    expect(0, &["add", &sent.worked.case(), &file, "--use", "intelligence-only"]);
    let lines = sent.worked.journal().len();
    let (out, err) = sent.pack(2, &["--to", &sent.public]);
    assert!(out.is_empty() && err.contains("--whole") && err.contains("1 source that is not evidence"), "{err}");
    assert_eq!(sent.worked.journal().len(), lines, "nothing was sent");
    let (_, err) = sent.pack(0, &["--to", &sent.public, "--whole"]);
    assert!(err.contains("SENT WITH ALL OF IT"), "{err}");
}

#[test]
fn a_wrong_call_says_what_to_do_and_writes_nothing() {
    let sent = Sent::new();
    let key = sent.at("key.txt");
    let secret = fs::read_to_string(&key).unwrap().lines().last().unwrap().to_owned();
    let lines = sent.worked.journal().len();
    for (more, says) in [
        (vec!["--to", "age1short"], "slip"),
        (vec!["--to", &secret], "secret key"),
        (vec!["--to", &key], "secret key"),
        (vec!["--to", "nowhere.txt"], "nowhere.txt"),
        (vec![], "--passphrase-file"),
        (vec!["--at-rest", "--to", &sent.public], "--identity"),
    ] {
        let (out, err) = sent.pack(2, &more);
        assert!(out.is_empty() && err.contains(says), "{more:?}: {err}");
        assert!(!err.contains(&secret), "a secret key was repeated");
    }
    let (case, inside) = (sent.worked.case(), format!("{}/x.age", sent.worked.case()));
    let (_, err) = expect(2, &[&["pack", &case, "--out", &inside, "--to", &sent.public], &WHO[..]].concat());
    assert!(err.contains("inside the case"), "{err}");
    let empty = ["--by", " ", "--reason", "x"];
    expect(2, &[&["pack", &case, "--out", &sent.at("case.age"), "--to", &sent.public], &empty[..]].concat());
    // Neither the reason nor the recipient tells with what it is closed: both are in the journal.
    let phrase = sent.worked.write("phrase.txt", "why it is sent\n");
    for told in [
        &["--reason", "why it is sent: a hearing", "--by", "A"][..],
        &["--for", "why it is sent", "--reason", "r", "--by", "A"],
    ] {
        let call = ["pack", &case, "--out", &sent.at("case.age"), "--passphrase-file", &phrase];
        let (_, err) = expect(2, &[&call[..], told].concat());
        assert!(err.contains("the passphrase stands in it") && err.contains(told[0]), "{err}");
    }
    fs::remove_file(&phrase).unwrap();
    assert_eq!(sent.worked.journal().len(), lines);
    assert!(sent.beside().is_empty(), "{:?}", sent.beside());
    sent.pack(0, &["--to", &sent.public]);
    let (_, err) = sent.pack(2, &["--to", &sent.public]);
    assert!(err.contains("--force"), "{err}");
    let (_, err) = expect(2, &["key", &key]);
    assert!(err.contains("there already"), "{err}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn what_was_cut_altered_or_closed_for_somebody_else_leaves_nothing() {
    let sent = Sent::new();
    sent.pack(0, &["--to", &sent.public]);
    let (key, other) = (sent.at("key.txt"), sent.at("other.txt"));
    expect(0, &["key", &other]);
    let (out, err) = sent.open(1, &["--identity", &other]);
    assert!(out.is_empty() && err.contains("does not fit"), "{err}");
    let (_, err) = sent.open(2, &[]);
    assert!(err.contains("--identity"), "{err}");
    let whole = fs::read(sent.at("case.age")).unwrap();
    for at in [0, 100, whole.len() / 2, whole.len() - 1] {
        fs::write(sent.at("case.age"), &whole[..at]).unwrap();
        sent.open(1, &["--identity", &key]);
        let mut altered = whole.clone();
        altered[at] ^= 1;
        fs::write(sent.at("case.age"), altered).unwrap();
        sent.open(1, &["--identity", &key]);
    }
    assert_eq!(sent.beside(), ["case.age", "other.txt"]);
    fs::write(sent.at("case.age"), &whole).unwrap();
    fs::create_dir(sent.at("back")).unwrap();
    fs::write(sent.at("back/mine"), "x").unwrap();
    let (_, err) = sent.open(2, &["--identity", &key]);
    assert!(err.contains("empty folder"), "{err}");
    assert_eq!(fs::read(sent.at("back/mine")).unwrap(), b"x");
}

#[test]
fn a_case_at_rest_is_a_file_and_comes_back_with_its_keys() {
    let sent = Sent::new();
    let case = sent.worked.path("case");
    fs::create_dir_all(case.join("keys")).unwrap();
    fs::write(case.join("keys/a.key"), "secret").unwrap();
    let before = snapshot(&case);
    let other = sent.at("other.txt");
    expect(0, &["key", &other]);
    // A key that does not open it leaves the folder where it is.
    let (_, err) = sent.pack(1, &["--at-rest", "--to", &sent.public, "--identity", &other]);
    assert!(err.contains("left as it is") && case.is_dir(), "{err}");
    // What could not be opened is not left to be taken for a copy, nor in the way of the next.
    assert!(err.contains("the archive was removed") && !sent.worked.path("case.age").exists(), "{err}");
    let phrase = sent.worked.write("phrase.txt", "correct horse battery\n");
    let (_, err) = sent.pack(0, &["--at-rest", "--passphrase-file", &phrase]);
    assert!(err.contains("Removed is not wiped") && !case.exists(), "{err}");
    let wrong = sent.worked.write("wrong.txt", "correct house battery\n");
    sent.open(1, &["--passphrase-file", &wrong]);
    sent.open(0, &["--passphrase-file", &phrase]);
    assert!(snapshot(&sent.worked.path("back")) == before);
}
