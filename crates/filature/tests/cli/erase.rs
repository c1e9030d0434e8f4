//! Sources and persons taken out of a case: what goes, what still stands, and what is in no byte of the folder any more.

use std::fs;
use std::io::Read;
use std::path::Path;

use arrow_array::{Array, StringArray};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::Value;

use crate::run::{expect, json, snapshot};
use crate::worked::Worked;

const WHO: [&str; 4] = ["--by", "Officer A", "--reason", "order of 2 May"];
const SECOND: [&str; 2] = ["--second", "Officer B"];
const PERSON: &str = "FR7699999000010000000000115";
/// Every writing of her that the files hold, small and without accents; of the account the number within the bank too.
const WRITTEN: [&str; 6] =
    ["zelimira", "muller", "fr7699999000010000000000115", "999990000100000000001", "611110000", "ab1234567"];

const HER_LIST: &str = "id,booked_at,debtor,creditor,amount,currency,debtor_name,creditor_name,text,debtor_phone,debtor_document\n\
    t1,2024-01-02,FR7699999000010000000000115,BAKER-SHOP,61.37,EUR,Želimira Müller,Baker,rent of MULLER ZELIMIRA,+33 6 11 11 00 00,AB1234567\n\
    t2,2024-01-03,BAKER-SHOP,OTHER-SHOP,13.19,EUR,Baker,Other,flour,,\n\
    t3,2024-01-04,OTHER-SHOP,BAKER-SHOP,7.01,EUR,Other,Baker,for zelimiramuller see FR76 9999 9000 0100 0000 0000 115,,\n";
const STATEMENT: &str = ":20:R1\n:25:DE75512108001245126199\n:28C:1/1\n:60F:C240101EUR1000,00\n\
    :61:2401050105D100,00NTRFNONREF\n:86:166?00UEBERWEISUNG?20Miete Zelimira Mueller?31FR7699999000010000000000115?32ZELIMIRA MUELLER\n\
    :61:2401060106C40,50NTRFNONREF\n:86:166?00GUTSCHRIFT?20bread?32BAKER\n:62F:C240106EUR940,50\n-\n";
const QUIET: &str = "id,booked_at,debtor,creditor,amount,currency\nq1,2024-02-01,BAKER-SHOP,OTHER-SHOP,5.55,EUR\n";

fn case() -> Worked {
    let worked = Worked::empty().with("quiet.csv", QUIET, &[]);
    // A dossier that knows nothing of her stands before her files come.
    expect(0, &["dossier", &worked.case(), "--lang", "fr"]);
    fs::copy(worked.path("case/dossier/dossier.fr.html"), worked.path("before.html")).unwrap();
    let worked = worked.with("zelimira-muller.csv", HER_LIST, &[]).with("bank.mt940", STATEMENT, &[]);
    let why = ["--source", "PV 12/3", "--reason", "heard Zelimira Muller on 2 May", "--by", "Officer A"];
    expect(0, &[&["category", &worked.case(), PERSON, "--as", "victim"], &why[..]].concat());
    expect(0, &[&["category", &worked.case(), "BAKER-SHOP", "--as", "witness"], &why[..]].concat());
    worked.trace(&["--claim", "a=t1", "--name", "hers"]);
    expect(0, &["detect", &worked.case()]);
    expect(0, &["dossier", &worked.case(), "--lang", "en", "--format", "html,docx,xlsx,pdf"]);
    fs::copy(worked.path("case/dossier/dossier.en.html"), worked.path("given.html")).unwrap();
    worked
}

fn erase(code: i32, worked: &Worked, more: &[&str]) -> Value {
    json(code, &[&["erase", &worked.case()], more].concat())
}

fn person(worked: &Worked) -> Value {
    erase(0, worked, &[&["--person", PERSON], &WHO[..], &SECOND].concat())
}

fn folded(text: &str) -> String {
    let plain = |letter: char| match letter {
        'Ž' | 'ž' => 'z',
        'ü' | 'Ü' => 'u',
        other => other.to_ascii_lowercase(),
    };
    text.chars().map(plain).collect::<String>().replace("mueller", "muller")
}

/// Where any writing of her stands.
fn found(folder: &Path) -> Vec<String> {
    found_of(folder, &WRITTEN)
}

/// Where any of these stands, small and without accents: in names of files and their bytes, in the parts of archives, and in the columns of
/// tables.
pub fn found_of(folder: &Path, written: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut all: Vec<(String, Vec<u8>)> = snapshot(folder).into_iter().collect();
    for name in ["journal.jsonl", "journal.head"] {
        all.push((name.to_owned(), fs::read(folder.join(name)).unwrap()));
    }
    for (name, bytes) in all {
        let mut texts = vec![name.clone(), String::from_utf8_lossy(&bytes).into_owned()];
        if bytes.starts_with(b"PK") {
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
            for at in 0..archive.len() {
                let mut part = Vec::new();
                archive.by_index(at).unwrap().read_to_end(&mut part).unwrap();
                texts.push(String::from_utf8_lossy(&part).into_owned());
            }
        }
        if bytes.starts_with(b"%PDF") {
            texts.extend(pages_and_streams(&bytes));
        }
        if name.ends_with(".parquet") {
            texts.extend(columns(&folder.join(&name)));
        }
        for text in texts {
            let text = folded(&text);
            let glued: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
            found.extend(
                written.iter().filter(|of| text.contains(*of) || glued.contains(*of)).map(|of| format!("{name}: {of}")),
            );
        }
    }
    found.sort();
    found.dedup();
    found
}

/// What a PDF says on its pages, and what its streams hold once unpacked: nothing of either can be read in its bytes.
fn pages_and_streams(bytes: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let mut texts = vec![document.extract_text(&pages).unwrap()];
    for object in document.objects.values() {
        if let Ok(stream) = object.as_stream() {
            let unpacked = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            texts.push(String::from_utf8_lossy(&unpacked).into_owned());
        } else {
            texts.push(format!("{object:?}"));
        }
    }
    texts
}

fn rows(path: &Path) -> usize {
    let reader = ParquetRecordBatchReaderBuilder::try_new(fs::File::open(path).unwrap()).unwrap().build().unwrap();
    reader.map(|batch| batch.unwrap().num_rows()).sum()
}

fn columns(path: &Path) -> Vec<String> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(fs::File::open(path).unwrap()).unwrap().build().unwrap();
    let mut texts = Vec::new();
    for batch in reader {
        for column in batch.unwrap().columns() {
            if let Some(column) = column.as_any().downcast_ref::<StringArray>() {
                texts.extend(column.iter().flatten().map(str::to_owned));
            }
        }
    }
    texts
}

#[test]
fn once_the_sources_named_are_gone_the_person_is_in_no_byte_of_the_folder() {
    let worked = case();
    let folder = worked.path("case");
    let before = found(&folder);
    assert!(before.len() > WRITTEN.len(), "the search finds nothing at all");
    // Names are hidden in a dossier, and the number of the account is not.
    for (ending, of) in [("pdf", WRITTEN[3]), ("docx", WRITTEN[3]), ("xlsx", WRITTEN[3]), ("parquet", WRITTEN[0])] {
        let is_in = |line: &String| line.contains(&format!(".{ending}: ")) && line.ends_with(of);
        assert!(before.iter().any(is_in), "the search cannot read {ending}: {before:?}");
    }
    let removed = person(&worked);
    let held: Vec<String> =
        removed["held_by"].as_array().unwrap().iter().map(|of| of["source"].as_str().unwrap().to_owned()).collect();
    assert_eq!(held.len(), 2, "{removed}");
    assert!(removed["left"].as_array().unwrap().is_empty(), "{removed}");
    // While the files are there, only they hold her.
    let left: Vec<String> = found(&folder).into_iter().filter(|of| !of.starts_with("sources/")).collect();
    assert!(left.is_empty(), "{left:?}");
    expect(0, &["verify", &worked.case()]);
    for source in &held {
        erase(0, &worked, &[&["--source", source], &WHO[..]].concat());
    }
    assert_eq!(found(&folder), Vec::<String>::new());
    assert!(!folder.join("erasures").exists(), "nothing derived from her stays");
    expect(0, &["detect", &worked.case()]);
    expect(0, &["dossier", &worked.case(), "--format", "html,docx,xlsx"]);
    assert_eq!(found(&folder), Vec::<String>::new());
    let (out, _) = expect(0, &["verify", &worked.case()]);
    assert!(out.contains("Erased in part on") && out.contains("The case holds."), "{out}");
}

#[test]
fn what_others_did_stays_and_their_statements_foot() {
    let worked = case();
    let foots = |worked: &Worked| json(0, &["statements", &worked.case()])["statements"][0]["footing"].clone();
    assert_eq!(foots(&worked), "foots");
    let head = json(0, &["verify", &worked.case()])["journal_head"].as_str().unwrap().to_owned();
    let before = worked.journal();
    person(&worked);
    assert_eq!(foots(&worked), "foots");
    // Of the list t2 and t3 whole and t1 without her, both lines of the bank, and the quiet row.
    assert_eq!(rows(&worked.path("case/ledger/entries.parquet")), 6);
    let shown = json(0, &["category", &worked.case()]);
    let known: Vec<&str> =
        shown["categories"].as_array().unwrap().iter().map(|of| of["account"].as_str().unwrap()).collect();
    assert_eq!(known, ["BAKER-SHOP"], "what was decided on others holds");
    // The chain is kept: a head that was written down before is found, and each line keeps its number, time and kind.
    expect(0, &["verify", &worked.case(), "--head", &head]);
    let after = worked.journal();
    for (was, is) in before.iter().zip(&after) {
        for field in ["line", "at", "act", "before"] {
            assert_eq!(was[field], is[field], "{is}");
        }
    }
    let last = after.iter().find(|line| line["act"] == "person-erased").unwrap();
    assert_eq!((last["by"].as_str(), last["second"].as_str()), (Some("Officer A"), Some("Officer B")));
    let named: Vec<u64> = last["redacted"].as_array().unwrap().iter().map(|of| of["line"].as_u64().unwrap()).collect();
    assert!(
        !named.is_empty()
            && after.iter().all(|line| line["was"].is_string() == named.contains(&line["line"].as_u64().unwrap()))
    );
    // A file that comes later and names her is kept out too, and named.
    let worked = worked.with("later.csv", &HER_LIST.replace("t1", "u1").replace("t2", "u2").replace("t3", "u3"), &[]);
    let left: Vec<String> = found(&worked.path("case")).into_iter().filter(|of| !of.starts_with("sources/")).collect();
    assert!(left.is_empty(), "{left:?}");
    expect(0, &["verify", &worked.case()]);
}

#[test]
fn a_redacted_line_cannot_be_changed_again() {
    let worked = case();
    person(&worked);
    let path = worked.path("case/journal.jsonl");
    let text = fs::read_to_string(&path).unwrap();
    for (from, to) in [
        ("\"category\":\"victim\"", "\"category\":\"suspect\""),
        ("[erased]", "[elapsed]"),
        (",\"was\":\"", ",\"was\":\"0"),
    ] {
        assert!(text.contains(from), "{from}");
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
        let (_, err) = expect(1, &["verify", &worked.case()]);
        assert!(err.contains("journal.jsonl, line "), "{err}");
    }
    fs::write(&path, text).unwrap();
    expect(0, &["verify", &worked.case()]);
}

#[test]
fn dossiers_say_that_the_case_was_erased_and_those_without_it_still_agree() {
    let worked = case();
    let check =
        |code, file: &str| json(code, &["verify", &worked.case(), "--dossier", &worked.path(file).to_string_lossy()]);
    assert_eq!(check(0, "given.html")["agrees"], true);
    let quiet = worked.journal().iter().find(|line| line["act"] == "source-added").unwrap()["sha256"]
        .as_str()
        .unwrap()
        .to_owned();
    person(&worked);
    let after = check(1, "given.html");
    assert_eq!((after["agrees"].as_bool(), after["file_is"].as_str()), (Some(false), Some("written")));
    assert!(after["not_remade"].as_str().unwrap().starts_with("the case was erased in part on "), "{after}");
    assert_eq!(check(0, "before.html")["agrees"], true, "it knows nothing of her");
    let (_, err) = expect(1, &["changes", &worked.case(), "--since", &worked.path("given.html").to_string_lossy()]);
    assert!(err.contains("erased in part on"), "{err}");
    erase(0, &worked, &[&["--source", &quiet[..12]], &WHO[..]].concat());
    let after = check(1, "before.html");
    assert!(after["not_remade"].as_str().unwrap().contains("erased in part"), "{after}");
}

#[test]
fn a_filter_that_is_gone_while_a_source_holds_the_person_is_found_and_nothing_is_built() {
    let worked = case();
    let folder = worked.path("case");
    let removed = person(&worked);
    // A file that comes later and holds her too is asked of just so.
    let later =
        "id,booked_at,debtor,creditor,amount,currency\nl1,2024-03-01,FR7699999000010000000000115,BAKER-SHOP,4.44,EUR\n";
    let worked = worked.with("later.csv", later, &[]);
    let later = worked.journal().iter().rfind(|line| line["act"] == "source-added").unwrap()["sha256"].clone();
    let mut held: Vec<String> =
        removed["held_by"].as_array().unwrap().iter().map(|of| of["source"].as_str().unwrap().to_owned()).collect();
    held.push(later.as_str().unwrap()[..12].to_owned());
    expect(0, &["verify", &worked.case()]);
    let kept = folder.join("erasures");
    fs::rename(&kept, worked.path("elsewhere")).unwrap();
    for _ in 0..2 {
        let (out, _) = expect(1, &["verify", &worked.case()]);
        assert!(out.contains("it is missing, and keeps an erased person out"), "{out}");
        let (_, err) = expect(1, &["statements", &worked.case()]);
        assert!(err.contains("it is missing, and keeps an erased person out"), "{err}");
        // Nor does it leave without what keeps her out.
        let phrase = worked.write("phrase.txt", "pear tree\n");
        let call = ["pack", &worked.case(), "--passphrase-file", &phrase, "--reason", "r", "--by", "A", "--out"];
        let archive = worked.path("case.age");
        let (_, err) = expect(1, &[&call[..], &[&*archive.to_string_lossy()]].concat());
        assert!(err.contains("it is missing, and keeps an erased person out") && !archive.exists(), "{err}");
        let left: Vec<String> = found(&folder).into_iter().filter(|of| !of.starts_with("sources/")).collect();
        assert!(left.is_empty(), "she is back: {left:?}");
    }
    // Restored, all is as it was.
    fs::rename(worked.path("elsewhere"), &kept).unwrap();
    expect(0, &["verify", &worked.case()]);
    // One that keeps nobody out is no filter.
    let file = fs::read_dir(&kept).unwrap().next().unwrap().unwrap().path();
    let bytes = fs::read(&file).unwrap();
    let mut filter: Value = serde_json::from_slice(&bytes).unwrap();
    for (name, none) in [
        ("accounts", Value::Array(Vec::new())),
        ("whole", Value::Array(Vec::new())),
        ("within", Value::Object(serde_json::Map::new())),
    ] {
        filter[name] = none;
    }
    fs::write(&file, filter.to_string()).unwrap();
    fs::remove_dir_all(folder.join("ledger")).unwrap();
    let (_, err) = expect(1, &["statements", &worked.case()]);
    assert!(err.contains("not what was written to keep an erased person out"), "{err}");
    assert!(!folder.join("ledger").exists());
    fs::write(&file, bytes).unwrap();
    expect(0, &["verify", &worked.case()]);
    // Or the sources go, the later one last.
    fs::remove_dir_all(&kept).unwrap();
    for (at, source) in held.iter().enumerate() {
        let is_last = at + 1 == held.len();
        erase(0, &worked, &[&["--source", source], &WHO[..]].concat());
        let (_, err) = expect(if is_last { 0 } else { 1 }, &["statements", &worked.case()]);
        assert_eq!(err.contains("it is missing"), !is_last, "{source}: {err}");
    }
    expect(0, &["verify", &worked.case()]);
    assert_eq!(found(&folder), Vec::<String>::new());
}

#[test]
fn a_payment_or_a_line_about_the_person_does_not_keep_the_surname() {
    let worked = Worked::empty().with("list.csv", &HER_LIST.replace("flour", "flour for Muller"), &[]);
    let (case, said) = (worked.case(), ["--source", "PV Muller", "--by", "Officer A", "--reason", "Ms Muller again"]);
    expect(0, &[&["category", &case, PERSON, "--as", "victim"], &said[..]].concat());
    expect(0, &["mark", &case, "t1", "--label", "ask", "--note", "what did Muller say?", "--by", "Officer A"]);
    for reason in ["order about Zelimira Muller", "order on Müller", "order on FR76 9999 9000 0100 0000 0000 115"] {
        let order = ["erase", &case, "--person", PERSON, "--by", "A", "--second", "B", "--reason", reason];
        let (_, err) = expect(2, &order);
        assert!(err.contains("the reason names who is to be erased"), "{err}");
    }
    person(&worked);
    let folder = worked.path("case");
    let left: Vec<String> = found(&folder).into_iter().filter(|of| !of.starts_with("sources/")).collect();
    // A payment of others that has the surname alone is theirs: nobody can tell whom it means.
    assert_eq!(left, ["ledger/entries.parquet: muller"], "{left:?}");
    expect(0, &["verify", &case]);
}

#[test]
fn a_dry_run_and_a_wrong_call_change_nothing() {
    let worked = case();
    let (before, lines) = (snapshot(&worked.path("case")), worked.journal());
    let dry = erase(0, &worked, &["--person", PERSON, "--dry-run"]);
    assert!(dry["files"].as_array().unwrap().iter().any(|file| file == "traces/hers.json"), "{dry}");
    assert_eq!(dry["held_by"].as_array().unwrap().len(), 2);
    let (out, _) = expect(0, &["erase", &worked.case(), "--person", PERSON, "--dry-run"]);
    assert!(out.contains("WOULD GO") && !folded(&out).contains("zelimira"), "{out}");
    erase(0, &worked, &["--source", "quiet.csv", "--dry-run"]);
    for more in [
        vec!["--person", PERSON],
        vec!["--person", PERSON, "--by", "A", "--reason", "r"],
        vec!["--person", PERSON, "--by", "A", "--reason", "r", "--second", "a"],
        vec!["--person", "NOBODY", "--by", "A", "--reason", "r", "--second", "B"],
        vec!["--source", "quiet.csv", "--by", "A"],
        vec!["--source", "none", "--by", "A", "--reason", "r"],
        vec!["--source", "quiet.csv", "--person", PERSON],
        vec![],
    ] {
        let (out, err) = expect(2, &[vec!["erase", &worked.case()], more.clone()].concat());
        assert!(out.is_empty() && !err.is_empty(), "{more:?}");
    }
    assert!(snapshot(&worked.path("case")) == before);
    assert_eq!(worked.journal(), lines);
}

#[test]
fn an_erasure_that_was_cut_short_is_finished_when_the_case_is_opened() {
    let worked = case();
    let added = worked.journal().iter().rfind(|line| line["act"] == "source-added").unwrap()["sha256"]
        .as_str()
        .unwrap()
        .to_owned();
    let (list, folder) = (worked.path("case/sources/sources.parquet"), worked.path("case"));
    let (list_before, bytes) = (fs::read(&list).unwrap(), fs::read(folder.join("sources").join(&added)).unwrap());
    erase(0, &worked, &[&["--source", &added[..12]], &WHO[..]].concat());
    // As a process leaves it that was killed behind the journal's line.
    fs::write(&list, list_before).unwrap();
    fs::write(folder.join("sources").join(&added), bytes).unwrap();
    expect(0, &["verify", &worked.case()]);
    assert!(!folder.join("sources").join(&added).exists());
    assert!(!snapshot(&folder).keys().any(|name| name.starts_with("findings/")));
    // What never reached the journal was no erasure.
    fs::create_dir_all(folder.join("erasures")).unwrap();
    let filter = r#"{"erasure":"x","salt":"0","sources":[],"to_remove":["case.toml"],"accounts":[],"within":{},"whole":[],"lone":[]}"#;
    fs::write(folder.join("erasures/x.json"), filter).unwrap();
    expect(0, &["verify", &worked.case()]);
    assert!(!folder.join("erasures").exists() && folder.join("case.toml").exists());
}

#[test]
fn what_is_due_is_listed_and_nothing_is_removed() {
    let worked = case();
    let due = erase(0, &worked, &["--due", "--on", "2999-01-01"]);
    assert!(due["due"].as_array().unwrap().is_empty(), "no period is assumed: {due}");
    assert_eq!(due["no_date"].as_array().unwrap().len(), 4, "the case, all others, and two persons");
    let settings = worked.path("case/case.toml");
    let text = format!("{}\n[retention]\nvictim = \"2y\"\ncase = \"900y\"\n", fs::read_to_string(&settings).unwrap());
    fs::write(&settings, &text).unwrap();
    let due = erase(0, &worked, &["--due", "--on", "2999-01-01"]);
    let accounts: Vec<&str> = due["due"].as_array().unwrap().iter().filter_map(|of| of["account"].as_str()).collect();
    assert_eq!(accounts, [PERSON]);
    assert!(erase(0, &worked, &["--due"])["due"].as_array().unwrap().is_empty());
    let (out, err) = expect(0, &["erase", &worked.case(), "--due", "--on", "2999-01-01"]);
    assert!(out.contains(PERSON) && err.contains("filature knows no law"), "{out}{err}");
    fs::write(&settings, text.replace("2y", "soon")).unwrap();
    let (_, err) = expect(1, &["erase", &worked.case(), "--due"]);
    assert!(err.contains("victim = \"soon\""), "{err}");
    expect(2, &["erase", &worked.case(), "--due", "--on", "tomorrow"]);
}

/// A folder that is added again brought an erased file back without a word, and the person with it.
#[test]
fn an_erased_file_that_is_added_again_is_refused_unless_it_is_asked_for() {
    let worked = case();
    let quiet = worked.write("again.csv", QUIET);
    let id = erase(0, &worked, &[&["--source", "quiet.csv"], &WHO[..]].concat())["source"].clone();
    let before = worked.journal().len();
    let told = json(1, &["add", &worked.case(), &quiet]);
    let refused = told["files"][0]["refused"].as_str().unwrap();
    assert!(
        refused.contains("It was erased from this case on") && refused.contains("--erased-again"),
        "{id}: {refused}"
    );
    assert_eq!(worked.journal().len(), before, "nothing was taken down");
    let (out, _) = expect(0, &["verify", &worked.case()]);
    assert!(out.contains("missing by decision"), "{out}");
    let packed = worked.path("again.zip");
    let mut archive = zip::ZipWriter::new(fs::File::create(&packed).unwrap());
    archive.start_file("again.csv", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut archive, QUIET.as_bytes()).unwrap();
    archive.finish().unwrap();
    let told = json(1, &["add", &worked.case(), &packed.to_string_lossy()]);
    assert!(told.to_string().contains("It was erased from this case on"), "in an archive it is the same file: {told}");
    expect(0, &["add", &worked.case(), &quiet, "--erased-again"]);
    let (out, _) = expect(0, &["verify", &worked.case()]);
    assert!(!out.contains("missing by decision"), "it is back: {out}");
}

/// The name of a label and what it means stood after the person was gone.
#[test]
fn a_label_that_is_called_by_the_person_goes_with_them() {
    let worked = case();
    expect(0, &["mark", &worked.case(), "t2", "--label", "Muller?", "--note", "ask her", "--by", "A"]);
    let define = |label: &str, meaning: &str| {
        let what = ["--define", label, "--colour", "red", "--meaning", meaning, "--by", "A"];
        expect(0, &[&["mark", &worked.case()], &what[..]].concat());
    };
    define("Muller?", "seen with her");
    define("flour", "what Zelimira bought");
    define("rent", "of flats");
    person(&worked);
    let (out, _) = expect(0, &["mark", &worked.case()]);
    assert!(out.contains("rent") && out.contains("of flats"), "{out}");
    let journal = folded(&fs::read_to_string(worked.path("case/journal.jsonl")).unwrap());
    let defined: Vec<&str> = journal.lines().filter(|line| line.contains("label-defined")).collect();
    assert_eq!(defined.len(), 3);
    assert!(!defined.concat().contains("muller") && !defined.concat().contains("zelimira"), "{defined:?}");
    expect(0, &["verify", &worked.case()]);
}

/// Every mark was said to have lost its entries, as the sources that hold the person were taken for what goes.
#[test]
fn only_marks_on_the_persons_own_entries_are_said_to_lose_them() {
    let worked = case();
    for (entry, label) in [("t1", "hers"), ("t2", "of others")] {
        expect(0, &["mark", &worked.case(), entry, "--label", label, "--by", "A"]);
    }
    let of = |label: &str| {
        let lines = worked.journal();
        lines.iter().find(|line| line["act"] == "marked" && line["label"] == label).unwrap()["mark"].clone()
    };
    let told = erase(0, &worked, &["--person", PERSON, "--dry-run"]);
    assert_eq!(told["marks"], serde_json::json!([of("hers")]), "{told}");
    person(&worked);
    let left = json(0, &["mark", &worked.case()]);
    assert!(left.to_string().contains("of others"), "{left}");
}
