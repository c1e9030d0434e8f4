//! Folders go in and come back; what was cut, altered or made by others does not.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::{LeftOut, Lock, NewKey, Recipient, begin, list, read_identities};

const OUT: LeftOut<'_> = LeftOut { names: &[".lock", "cache"], ending: ".unfinished" };

/// An entry of an archive of somebody else: name, kind, size that is said, bytes.
type Entry<'a> = (&'a str, tar::EntryType, u64, &'a [u8]);

struct Desk {
    place: tempfile::TempDir,
    opener: Opener,
    lock: Lock,
}

impl Desk {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let key = NewKey::draw();
        let file = place.path().join("key.txt");
        key.write(&file).unwrap();
        let lock = Lock::Recipients(vec![Recipient::read(&key.public()).unwrap()]);
        Self { opener: read_identities(&file).unwrap(), lock, place }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    fn folder(&self) -> PathBuf {
        let folder = self.path("case");
        for (name, bytes) in
            [("a/one", vec![7_u8; 300_000]), ("a.txt", Vec::new()), (".lock", vec![1]), ("cache/x", vec![2])]
        {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        let long = format!("deep/{}", "n".repeat(180));
        fs::create_dir_all(folder.join("deep")).unwrap();
        fs::write(folder.join(long), "long").unwrap();
        folder
    }

    fn packed(&self) -> PathBuf {
        let (folder, out) = (self.folder(), self.path("out.age"));
        let files = list(&folder, OUT).unwrap();
        let packed = begin(&out, &self.lock, true).unwrap().write(&folder, &files).unwrap();
        assert_eq!((packed.files, packed.bytes), (3, 300_004));
        out
    }

    /// An archive of somebody else: these entries, encrypted for the key of this desk.
    fn foreign(&self, entries: &[Entry<'_>]) -> PathBuf {
        let out = self.path("foreign.age");
        let mut archive = Vec::new();
        for (name, kind, size, bytes) in entries {
            let mut header = tar::Header::new_gnu();
            header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
            header.set_entry_type(*kind);
            header.set_size(*size);
            header.set_link_name_literal("/etc/passwd").unwrap();
            header.set_cksum();
            archive.extend(header.as_bytes());
            archive.extend(*bytes);
            archive.resize(archive.len().next_multiple_of(512), 0);
        }
        archive.resize(archive.len() + 1024, 0);
        let mut writer = self.lock.encryptor().unwrap().wrap_output(File::create(&out).unwrap()).unwrap();
        writer.write_all(&archive).unwrap();
        writer.finish().unwrap();
        out
    }

    fn left(&self) -> Vec<String> {
        let name = |item: fs::DirEntry| item.file_name().into_string().unwrap();
        let mut left: Vec<String> = fs::read_dir(self.place.path()).unwrap().map(|item| name(item.unwrap())).collect();
        left.retain(|name| !["case", "key.txt", "out.age", "foreign.age"].contains(&name.as_str()));
        left
    }
}

fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = list(folder, OUT).unwrap();
    files.into_iter().map(|listed| (listed.name.clone(), fs::read(folder.join(&listed.name)).unwrap())).collect()
}

#[test]
fn a_folder_comes_back_the_same_without_what_was_left_out() {
    let desk = Desk::new();
    let file = desk.packed();
    check(&file, &desk.opener, &desk.path("case"), &list(&desk.path("case"), OUT).unwrap()).unwrap();
    let into = desk.path("back");
    assert_eq!(open(&file, &desk.opener, &into).unwrap().files, 3);
    assert_eq!(tree(&into), tree(&desk.path("case")));
    assert!(!into.join(".lock").exists() && !into.join("cache").exists());
    assert_eq!(desk.left(), ["back"]);
    assert!(open(&file, &desk.opener, &into).unwrap_err().to_string().contains("empty"));
    // What changed since is found.
    fs::write(desk.path("case").join("a/one"), vec![8_u8; 300_000]).unwrap();
    let files = list(&desk.path("case"), OUT).unwrap();
    assert!(check(&file, &desk.opener, &desk.path("case"), &files).unwrap_err().to_string().contains("a/one"));
}

#[test]
fn what_was_cut_or_altered_anywhere_is_refused_and_nothing_is_left() {
    let desk = Desk::new();
    let whole = fs::read(desk.packed()).unwrap();
    let into = desk.path("back");
    let refused = |bytes: &[u8], what: &str| {
        fs::write(desk.path("out.age"), bytes).unwrap();
        assert!(open(&desk.path("out.age"), &desk.opener, &into).is_err(), "{what}");
        assert!(desk.left().is_empty(), "{what}: {:?}", desk.left());
    };
    let length = whole.len();
    for cut in [0, 1, 30, 150, 300, 70_000, length / 2, length - 65_600, length - 17, length - 1] {
        refused(&whole[..cut], &format!("cut at {cut}"));
    }
    for at in (0..length).step_by(9_973).chain([0, 20, 60, 120, 190, 210, length - 1]) {
        let mut altered = whole.clone();
        altered[at] ^= 0x20;
        refused(&altered, &format!("altered at {at}"));
    }
    refused(&[whole.as_slice(), b"x"].concat(), "something behind it");
}

#[test]
fn another_key_and_a_passphrase_do_not_open_it_and_the_right_passphrase_does() {
    let (desk, other) = (Desk::new(), Desk::new());
    let into = desk.path("back");
    let error = open(&desk.packed(), &other.opener, &into).unwrap_err().to_string();
    assert!(error.contains("does not fit"), "{error}");
    let error = open(&desk.path("out.age"), &Opener::passphrase("x".to_owned()), &into).unwrap_err().to_string();
    assert!(error.contains("--identity"), "{error}");
    let (folder, out) = (desk.path("case"), desk.path("out.age"));
    let files = list(&folder, OUT).unwrap();
    let lock = Lock::passphrase("correct horse".to_owned());
    begin(&out, &lock, true).unwrap().write(&folder, &files).unwrap();
    assert!(open(&out, &Opener::passphrase("correct house".to_owned()), &into).is_err());
    assert!(open(&out, &desk.opener, &into).unwrap_err().to_string().contains("passphrase"));
    assert!(desk.left().is_empty());
    open(&out, &Opener::passphrase("correct horse".to_owned()), &into).unwrap();
    assert_eq!(tree(&into), tree(&folder));
}

#[test]
fn names_that_lead_out_links_devices_and_bombs_are_refused() {
    use tar::EntryType;
    let desk = Desk::new();
    desk.folder();
    let hostile: [(&str, &[Entry<'_>]); 9] = [
        ("up", &[("../up", EntryType::Regular, 1, b"x")]),
        ("up within", &[("a/../../up", EntryType::Regular, 1, b"x")]),
        ("root", &[("/tmp/root", EntryType::Regular, 1, b"x")]),
        ("drive", &[("c:\\x", EntryType::Regular, 1, b"x")]),
        ("link", &[("link", EntryType::Symlink, 0, b"")]),
        ("hard link", &[("link", EntryType::Link, 0, b"")]),
        ("device", &[("device", EntryType::Char, 0, b"")]),
        ("twice", &[("a", EntryType::Regular, 1, b"x"), ("a", EntryType::Regular, 1, b"y")]),
        ("bomb", &[("bomb", EntryType::Regular, 1 << 40, b"x")]),
    ];
    for (what, entries) in hostile {
        let file = desk.foreign(entries);
        let error = open(&file, &desk.opener, &desk.path("back")).unwrap_err();
        assert!(matches!(error, SendingError::Data { .. }), "{what}: {error}");
        assert!(desk.left().is_empty(), "{what}: {:?}", desk.left());
    }
    let file = desk.foreign(&[("fine", EntryType::Regular, 1, b"x")]);
    assert_eq!(open(&file, &desk.opener, &desk.path("back")).unwrap().files, 1);
}

#[test]
fn a_file_that_is_there_is_not_overwritten_and_a_failed_write_leaves_nothing() {
    let desk = Desk::new();
    let folder = desk.folder();
    let out = desk.path("out.age");
    fs::write(&out, "mine").unwrap();
    assert!(begin(&out, &desk.lock, false).is_err_and(|error| error.to_string().contains("--force")));
    let mut files = list(&folder, OUT).unwrap();
    files[0].size_bytes += 1;
    assert!(begin(&out, &desk.lock, true).unwrap().write(&folder, &files).is_err());
    assert_eq!(fs::read(&out).unwrap(), b"mine");
    assert!(desk.left().is_empty());
}
