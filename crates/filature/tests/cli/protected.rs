//! Who is protected from a day on is found in nothing that leaves the case, whoever reads it; only under seal.

#[path = "../../../filature-dossier/src/tests/leaks.rs"]
pub mod leaks;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use filature_dossier::manifest_of;
use filature_ledger::hash_hex;
use serde_json::Value;

use crate::run::{expect, json};
use crate::worked::Worked;
use leaks::leaks;

pub const VICTIM: &str = "BANK:VICTIM-7001";
const WHY: [&str; 6] = ["--source", "PV 30", "--reason", "moved to a safe place", "--by", "Officer A"];

/// What tells where she is, with whom and what she does from that day on.
pub const SEEDED: [&str; 13] = [
    "BANK:LANDLORD-88",
    "Hortensia Wexley",
    "Wexley",
    "Quimperlune",
    "TERM-ZQ9",
    "FOYER TILIA",
    "613713.37",
    "613 713,37",
    "61371337",
    "871918.19",
    "871,918.19",
    "late-credit",
    "foyer-tilia",
];

/// Known from intelligence alone.
const INTELLIGENCE: [&str; 5] = ["SECRETPAYER", "Zara Quill", "note-secrete", "SECRETREF", "7777.77"];

const READERS: [&[&str]; 6] = [
    &[],
    &["--names"],
    &["--profile", "partner", "--names"],
    &["--profile", "victim-lawyer", "--of", VICTIM],
    &["--profile", "victim-lawyer", "--of", "BANK:WORKER-2", "--names"],
    &["--profile", "press", "--title", "A network", "--names"],
];

/// Five people pay one account, which pays on; one of them moves away and goes on living.
pub fn case() -> Worked {
    let note = "id,booked_at,debtor,creditor,amount,currency,debtor_name\n\
        n1,2024-04-20,SECRETPAYER,BANK:HUB-1,7777.77,EUR,Zara Quill\n";
    evidence().with("note-secrete.csv", note, &["--use", "intelligence-only", "--exhibit", "SECRETREF"])
}

/// The same without intelligence.
fn evidence() -> Worked {
    let header = "id,booked_at,debtor,creditor,amount,currency,debtor_name,creditor_name,city,terminal,channel,text\n";
    let mut rows = header.to_owned();
    let people = ["Mira Kostova", "Anton Velde", "Ilse Tarnow", "Dorin Pescaru", "Vesna Vrablic"];
    for month in 1..5 {
        for (at, name) in (1..).zip(people) {
            let account = if at == 5 { VICTIM.to_owned() } else { format!("BANK:WORKER-{at}") };
            // From May on she pays no more; nobody says so anywhere.
            rows.push_str(&format!(
                "payrow{month}{at},2024-0{month}-0{at},{account},BANK:HUB-1,40{at}.00,EUR,{name},Sacha Brenner,Grelonville,,transfer,part\n"
            ));
        }
        rows.push_str(&format!(
            "h{month},2024-0{month}-07,BANK:HUB-1,BANK:SINK-9,1990.00,EUR,Sacha Brenner,Victor Marno,,,transfer,\n"
        ));
    }
    let mut late = header.to_owned();
    late.push_str(&format!("late-rent,2024-05-03,{VICTIM},BANK:LANDLORD-88,613713.37,EUR,Vesna Vrablic,Hortensia Wexley,Quimperlune,TERM-ZQ9,transfer,LOYER FOYER TILIA\n"));
    late.push_str(
        "late-credit,2024-05-09,BANK:HUB-1,,871918.19,EUR,Sacha Brenner,VRABLIC VESNA,Quimperlune,,remittance,\n",
    );
    let accounts = format!(
        "account,holder,city,address,phone,kind\n{VICTIM},Vesna Vrablic,Quimperlune,rue FOYER TILIA 4,+336555,personal\nBANK:LANDLORD-88,Hortensia Wexley,Quimperlune,,,business\n"
    );
    Worked::empty().with("rows.csv", &rows, &["--exhibit", "D1"]).with("accounts.csv", &accounts, &[]).with(
        "releve-foyer-tilia.csv",
        &late,
        &["--exhibit", "D2"],
    )
}

pub fn protect(case: &Worked) {
    let (_, said) =
        expect(0, &[&["category", &case.case(), VICTIM, "--protected-from", "2024-05-01"], &WHY[..]].concat());
    assert!(said.contains("write them again"), "{said}");
}

/// The formats that need nothing else, as `--help` lists them.
fn formats() -> Vec<String> {
    let (help, _) = expect(0, &["dossier", "--help"]);
    let (_, rest) = help.split_once("--format").unwrap();
    let (listed, _) = rest.split_once("--lang").unwrap();
    let named = listed.lines().filter_map(|line| line.trim().strip_prefix("- ")?.split(':').next());
    let formats: BTreeSet<String> = named.map(str::to_owned).chain(["html".to_owned()]).collect();
    // A report in goAML follows a schema that the user has.
    formats.into_iter().filter(|format| format != "goaml").collect()
}

/// Every file that was written for somebody to read, but for what stands under seal.
fn written(case: &Worked) -> Vec<(String, Vec<u8>)> {
    let folder = case.path("case").join("dossier");
    // What is kept beside them, to make them again, leaves the case with nobody.
    let files = fs::read_dir(folder).unwrap().map(|item| item.unwrap().path()).filter(|path| path.is_file());
    let named = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    files
        .map(|path| (named(&path), fs::read(&path).unwrap()))
        .filter(|(name, _)| !name.starts_with("sealed-"))
        .collect()
}

#[test]
fn who_is_protected_is_in_no_dossier_of_any_form_and_profile() {
    let case = case();
    expect(0, &["detect", &case.case()]);
    expect(0, &["trace", &case.case(), "--claim", "quagga=payrow11,payrow12", "--at", "2024-04-30"]);
    expect(0, &["trace", &case.case(), "--claim", "late=payrow11,payrow12", "--name", "whole"]);
    expect(0, &["dossier", &case.case(), "--names"]);
    let seen = written(&case).iter().flat_map(|(_, bytes)| leaks(bytes, &["foyer-tilia"])).count();
    assert!(seen > 0, "a test of the test: unprotected, the file is named");
    protect(&case);
    expect(0, &[&["category", &case.case(), VICTIM, "--as", "victim"], &WHY[..]].concat());
    expect(0, &[&["category", &case.case(), "BANK:WORKER-2", "--as", "victim"], &WHY[..]].concat());
    let formats = formats().join(",");
    let needles: Vec<&str> = SEEDED.iter().chain(&INTELLIGENCE).copied().collect();
    for reader in READERS {
        fs::remove_dir_all(case.path("case").join("dossier")).unwrap();
        let (out, err) = expect(0, &[&["dossier", &case.case(), "--format", &formats], reader].concat());
        let files = written(&case);
        assert!(!files.is_empty());
        for (name, bytes) in files {
            assert_eq!(leaks(&bytes, &needles), Vec::<String>::new(), "{name} {reader:?}");
            let own = reader.contains(&VICTIM);
            let known = if own { vec![] } else { vec!["Vesna", "Vrablic"] };
            assert_eq!(leaks(&bytes, &known), Vec::<String>::new(), "{name} {reader:?}");
            if reader.contains(&"press") {
                let all = [
                    "BANK:",
                    "Kostova",
                    "Brenner",
                    "Grelonville",
                    "rows.csv",
                    "payrow11",
                    "2024-01-02",
                    "2024-01-03",
                    "PV 30",
                    "quagga",
                ];
                assert_eq!(leaks(&bytes, &all), Vec::<String>::new(), "{name}");
            }
            if name.ends_with("en.html") {
                assert_eq!(leaks(&bytes, &["Withheld to protect a person: entries 2, files 1"]).len(), 1, "{name}");
            }
        }
        assert_eq!(leaks(format!("{out}{err}").as_bytes(), &needles), Vec::<String>::new());
    }
}

#[test]
fn a_trace_that_ends_before_stays_and_one_that_may_rest_on_it_goes() {
    let case = evidence();
    expect(
        0,
        &["trace", &case.case(), "--claim", "claimbefore=payrow11,payrow12", "--at", "2024-04-30", "--name", "before"],
    );
    expect(0, &["trace", &case.case(), "--claim", "claimwhole=payrow11,payrow12", "--name", "whole"]);
    let page = |case: &Worked| {
        expect(0, &["dossier", &case.case(), "--lang", "en"]);
        fs::read_to_string(case.path("case/dossier/dossier.en.html")).unwrap()
    };
    let whole = page(&case);
    assert!(whole.contains("claimbefore") && whole.contains("claimwhole"));
    protect(&case);
    let protected = page(&case);
    assert!(protected.contains("claimbefore"));
    assert!(!protected.contains("claimwhole"), "a balance of the hub would tell what is missing");
    assert!(protected.contains("traces 1"), "it is counted");
}

#[test]
fn what_is_withheld_stands_under_seal_and_nowhere_else() {
    let case = case();
    let asked = [
        "sealed",
        &case.case(),
        "--protected",
        VICTIM,
        "--reason",
        "order of 3 June",
        "--by",
        "Officer A",
        "--to",
        "Judge B",
    ];
    let (_, said) = expect(2, &asked);
    assert!(said.contains("nobody protected it"), "{said}");
    protect(&case);
    expect(0, &["dossier", &case.case()]);
    let sealed = |case: &Worked| -> Vec<String> {
        let files = fs::read_dir(case.path("case").join("dossier")).unwrap();
        let names = files.map(|item| item.unwrap().file_name().to_string_lossy().into_owned());
        names.filter(|name| name.starts_with("sealed-")).collect()
    };
    assert_eq!(sealed(&case), Vec::<String>::new(), "no other verb writes it");
    let made = json(0, &asked);
    assert_eq!((made["transactions"].as_u64(), made["files"].as_array().unwrap().len()), (Some(2), 2));
    assert_eq!(sealed(&case).len(), 2);
    for file in made["files"].as_array().unwrap() {
        let bytes = fs::read(case.path("case").join(file["file"].as_str().unwrap())).unwrap();
        let held = [
            "BANK:LANDLORD-88",
            "Hortensia Wexley",
            "FOYER TILIA",
            "releve-foyer-tilia.csv",
            "Judge B",
            "order of 3 June",
        ];
        assert_eq!(leaks(&bytes, &held).len(), held.len());
        assert_eq!(leaks(&bytes, &["SEALED ANNEX", "ANNEXE SOUS SCELL\u{c9}"]).len(), 1);
        // Nothing of the rest of the case.
        assert_eq!(leaks(&bytes, &["Kostova", "rows.csv", "BANK:SINK-9"]), Vec::<String>::new());
        assert_eq!(leaks(&bytes, &INTELLIGENCE), Vec::<String>::new());
    }
    let line = case.journal().into_iter().find(|line| line["act"] == "sealed-written").unwrap();
    let said = ["reason", "by", "to"].map(|name| line[name].as_str().unwrap().to_owned());
    assert_eq!(
        (said, &line["accounts"]),
        (["order of 3 June", "Officer A", "Judge B"].map(str::to_owned), &serde_json::json!([VICTIM]))
    );
    let journal = fs::read(case.path("case/journal.jsonl")).unwrap();
    assert_eq!(leaks(&journal, &["Vesna", "Vrablic", "Wexley"]), Vec::<String>::new(), "ids, never names");
    expect(0, &["verify", &case.case()]);
}

#[test]
fn one_protects_and_two_take_it_back() {
    let case = case();
    protect(&case);
    let shown = json(0, &["category", &case.case()]);
    assert_eq!(shown["protections"][0]["protected_from"], "2024-05-01");
    let lift = |code: i32, second: &[&str]| {
        expect(code, &[&["category", &case.case(), VICTIM, "--unprotect"], &WHY[..], second].concat())
    };
    let (_, said) = lift(2, &[]);
    assert!(said.contains("a second person has to decide"), "{said}");
    lift(2, &["--second", "officer a"]);
    lift(0, &["--second", "Magistrate B"]);
    assert_eq!(json(0, &["category", &case.case()])["protections"], Value::Null);
    expect(0, &["dossier", &case.case(), "--names", "--lang", "en"]);
    let page = fs::read(case.path("case/dossier/dossier.en.html")).unwrap();
    assert_eq!(leaks(&page, &["foyer-tilia"]).len(), 1);
    let (_, said) =
        expect(2, &["category", &case.case(), VICTIM, "--protected-from", "2024-05-01", "--by", "Officer A"]);
    assert!(said.contains("--source") && said.contains("--reason"), "{said}");
    let (_, said) = expect(2, &[&["category", &case.case(), VICTIM, "--protected-from", "1 May"], &WHY[..]].concat());
    assert!(said.contains("YYYY-MM-DD"), "{said}");
}

/// The key that is kept for a file.
fn key_of(case: &Worked, file: &[u8]) -> String {
    fs::read_to_string(case.path("case/keys").join(format!("{}.key", hash_hex(file)))).unwrap()
}

#[test]
fn pseudonyms_are_new_each_time_and_their_key_stays_in_the_case() {
    let case = case();
    let press = || {
        expect(0, &["dossier", &case.case(), "--profile", "press", "--lang", "en"]);
        let page = fs::read(case.path("case/dossier/dossier.press.en.html")).unwrap();
        let key = key_of(&case, &page);
        (page, key)
    };
    let ((one, first), (other, second)) = (press(), press());
    assert_ne!(first, second);
    assert_eq!(first.trim().len(), 64);
    for (page, key) in [(one, &first), (other, &second)] {
        assert_eq!(leaks(&page, &[key.trim()]), Vec::<String>::new());
    }
    let defence = || {
        expect(0, &["dossier", &case.case(), "--lang", "en"]);
        fs::read(case.path("case/dossier/dossier.en.html")).unwrap()
    };
    assert_eq!(defence(), defence(), "what the defence reads is the same twice, to the byte");
    let (_, said) = expect(2, &["dossier", &case.case(), "--profile", "victim-lawyer"]);
    assert!(said.contains("--of"), "{said}");
    let (_, said) = expect(2, &["dossier", &case.case(), "--format", "goaml", "--xsd", "x.xsd", "--profile", "press"]);
    assert!(said.contains("x.xsd"), "{said}");
}

#[test]
fn a_dossier_of_each_profile_is_made_again_by_the_key_that_was_kept_of_it() {
    let case = case();
    protect(&case);
    expect(0, &[&["category", &case.case(), "BANK:WORKER-2", "--as", "victim"], &WHY[..]].concat());
    for (reader, name) in [
        (&["--profile", "partner", "--names"][..], "partner"),
        (&["--profile", "victim-lawyer", "--of", "BANK:WORKER-2"][..], "victim-lawyer"),
        (&["--profile", "press", "--title", "A network"][..], "press"),
    ] {
        let ask = ["dossier", &case.case(), "--lang", "fr", "--format", "html,xlsx"];
        expect(0, &[&ask[..], reader].concat());
        for form in ["html", "xlsx"] {
            let file = case.path(&format!("case/dossier/dossier.{name}.fr.{form}"));
            let verdict = json(0, &["verify", &case.case(), "--dossier", file.to_str().unwrap()]);
            assert_eq!(
                (&verdict["agrees"], &verdict["protected_since"]),
                (&true.into(), &0.into()),
                "{name} {form}: {verdict}"
            );
            let bytes = fs::read(&file).unwrap();
            // The press is told no hash of a file; without its manifest the dossier is known by its own.
            assert_eq!(manifest_of(&bytes).is_some(), name != "press", "{name} {form}");
            let key = case.path("case/keys").join(format!("{}.key", hash_hex(&bytes)));
            let text = fs::read_to_string(&key).unwrap();
            fs::remove_file(&key).unwrap();
            let verdict = json(1, &["verify", &case.case(), "--dossier", file.to_str().unwrap()]);
            assert!(verdict["not_remade"].as_str().is_some_and(|why| why.contains(".key")), "{verdict}");
            fs::write(&key, text).unwrap();
        }
    }
}

#[test]
fn a_dossier_of_before_somebody_was_protected_says_so_and_changes_do_not_tell_her_days_again() {
    let case = case();
    expect(0, &["dossier", &case.case(), "--lang", "en"]);
    let file = case.path("case/dossier/dossier.en.html");
    fs::copy(&file, case.path("early.html")).unwrap();
    let early = case.path("early.html").to_string_lossy().into_owned();
    protect(&case);
    let verdict = json(0, &["verify", &case.case(), "--dossier", &early]);
    assert_eq!((&verdict["agrees"], &verdict["protected_since"]), (&true.into(), &1.into()), "{verdict}");
    let (said, _) = expect(0, &["verify", &case.case(), "--dossier", &early]);
    assert!(said.contains("PROTECTED SINCE: 1 account"), "{said}");
    let end = said.trim_end().lines().last().unwrap_or_default();
    assert_eq!(end, "The dossier agrees with the case of that time; do not use it any longer.");
    let changes = json(0, &["changes", &case.case(), "--since", &early]).to_string();
    assert_eq!(leaks(changes.as_bytes(), &SEEDED), Vec::<String>::new());
    assert_eq!(leaks(changes.as_bytes(), &[VICTIM, "moved to a safe place"]), Vec::<String>::new());
}
