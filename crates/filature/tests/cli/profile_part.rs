//! `dossier --profile-of`: a profile as a part of the dossier. Everybody in it is invented.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::run::{expect, json};
use crate::worked::Worked;

const ROWS: &str = "id,booked_at,debtor,creditor,debtor_name,creditor_name,amount,currency,channel,city,text,payroll\n\
                    w1,2024-01-28,E,A,Usine Exemple,Mila Đordić,1500.00,EUR,transfer,,,1\n\
                    w2,2024-02-28,E,A,Usine Exemple,Mila Đordić,1520.00,EUR,transfer,,,1\n\
                    w3,2024-03-28,E,A,Usine Exemple,Mila Đordić,1480.00,EUR,transfer,,,1\n\
                    r1,2024-01-05,A,L,,Régie Modèle,600.00,EUR,transfer,,Loyer janvier,\n\
                    r2,2024-02-05,A,L,,Régie Modèle,600.00,EUR,transfer,,Loyer février,\n\
                    r3,2024-03-05,A,L,,Régie Modèle,600.00,EUR,transfer,,Loyer mars,\n\
                    c1,2024-01-29T10:15:00+00:00,A,,,,400.00,EUR,cash-out,Lyon,,\n\
                    c2,2024-02-29T10:45:00+00:00,A,,,,400.00,EUR,cash-out,Lyon,,\n\
                    o1,2024-02-10,A,B,,,100.00,EUR,transfer,,,\n\
                    x1,2024-02-12,A,,,Zoran Uzor,51.37,EUR,remittance,,,\n\
                    n1,2024-03-02,X,Y,,,9.00,EUR,transfer,,,\n";

const HOLDERS: &str = "account,holder,currency,kind\nA,Mila Đordić,EUR,personal\nB,Mila Đordić,EUR,personal\nE,Usine Exemple,EUR,business\n";

fn case() -> Worked {
    Worked::empty().with("rows.csv", ROWS, &[]).with("holders.csv", HOLDERS, &[])
}

/// Writes a dossier, holds each of its files to the case, and gives their names and hashes.
fn written(case: &Worked, more: &[&str]) -> Vec<(String, String)> {
    let made = json(0, &[&["dossier", &case.case()][..], more].concat());
    let files = made["files"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let files: Vec<(String, String)> = files.map(|file| (text(&file["file"]), text(&file["sha256"]))).collect();
    for (file, _) in &files {
        let path = case.path("case").join(file);
        let checked = json(0, &["verify", &case.case(), "--dossier", &path.to_string_lossy()]);
        assert_eq!(checked["agrees"], true, "{more:?} {file}: {checked}");
    }
    files
}

fn read(case: &Worked, file: &str) -> String {
    fs::read_to_string(case.path("case").join(file)).unwrap()
}

/// The part, without tags.
fn part(page: &str) -> String {
    let (_, rest) = page.split_once("<section class=\"profiles\">").unwrap();
    let html = rest.split_once("</section>").unwrap().0;
    let mut text = String::new();
    for piece in html.split('<') {
        text.push(' ');
        text.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
    }
    text.replace(['\u{a0}', '\u{202f}'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_profile_stands_behind_the_other_parts_and_the_case_gives_it_again() {
    let case = case();
    let before = written(&case, &["--format", "html,pdf,xlsx,docx,odt"]);
    let files = written(&case, &["--format", "html,pdf,xlsx,docx,odt", "--profile-of", "A"]);
    assert_eq!(files.len(), before.len());
    assert!(files.iter().zip(&before).all(|(one, other)| one.0 == other.0 && one.1 != other.1), "{files:?}");
    let english = part(&read(&case, "dossier/dossier.en.html"));
    for said in ["4,500.00 EUR", "2,751.37 EUR", "LYON", "in, every month", "reads like rent"] {
        assert!(english.contains(said), "{said}: {english}");
    }
    assert!(english.contains("the file marks each payment as pay"), "{english}");
    assert!(english.contains("design defaults that nobody calibrated"), "{english}");
    let french = part(&read(&case, "dossier/dossier.fr.html"));
    assert!(french.contains("4 500,00 €") && french.contains("étalonnés"), "{french}");
    for name in ["Mila", "Zoran", "Usine", "Modèle"] {
        assert!(!english.contains(name) && !french.contains(name), "{name}");
    }
    // Asked for without it, it is what it was.
    assert_eq!(written(&case, &["--format", "html,pdf,xlsx,docx,odt"]), before);
    let page = read(&case, "dossier/dossier.en.html");
    assert!(!page.contains("profiles") && !page.contains("<section class=\"profiles\">"));
}

#[test]
fn each_figure_leads_to_its_entries() {
    let case = case();
    written(&case, &["--lang", "en", "--profile-of", "A"]);
    let page = read(&case, "dossier/dossier.en.html");
    let (_, rest) = page.split_once("<section class=\"profiles\">").unwrap();
    let html = rest.split_once("</section>").unwrap().0;
    let links: Vec<&str> = html.split("href=\"#e-").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(links.len() > 20, "{links:?}");
    for link in links {
        assert!(page.contains(&format!("id=\"e-{link}\"")), "{link} leads nowhere");
    }
}

#[test]
fn a_changed_figure_of_a_profile_is_found() {
    let case = case();
    written(&case, &["--lang", "en", "--profile-of", "A"]);
    let file = case.path("case/dossier/dossier.en.html");
    let text = fs::read_to_string(&file).unwrap();
    let from = text.find("<section class=\"profiles\">").unwrap();
    let at = from + text[from..].find("51.37").unwrap();
    let given = case.path("given.html");
    fs::write(&given, format!("{}9{}", &text[..at], &text[at + 1..])).unwrap();
    let checked = json(1, &["verify", &case.case(), "--dossier", &given.to_string_lossy()]);
    assert!(checked["file_is"] == "altered" && checked["differs"]["found"].to_string().contains("91.37"), "{checked}");
}

#[test]
fn accounts_of_one_holder_are_one_profile_and_are_asked_for_once() {
    let case = case();
    let why = ["--source", "D 44", "--reason", "same passport", "--by", "Officer A"];
    expect(0, &[&["merge", &case.case(), "A", "B"][..], &why].concat());
    written(&case, &["--lang", "en", "--profile-of", "B"]);
    let english = part(&read(&case, "dossier/dossier.en.html"));
    assert!(english.contains("Between accounts of the holder, in no other sum 1 100.00 EUR 1 100.00 EUR"), "{english}");
    let (_, said) = expect(2, &["dossier", &case.case(), "--profile-of", "A", "--profile-of", "B"]);
    assert!(said.contains("same holder as A"), "{said}");
}

#[test]
fn days_are_taken_and_an_account_where_nothing_moved_says_so() {
    let case = case();
    let days = ["--profile-from", "2024-02-01", "--profile-to", "2024-02-29"];
    written(&case, &[&["--lang", "en", "--profile-of", "A", "--profile-of", "X"][..], &days].concat());
    let english = part(&read(&case, "dossier/dossier.en.html"));
    assert!(english.contains("1,520.00 EUR") && !english.contains("4,500.00"), "{english}");
    assert!(english.contains("Account X") && english.contains("Nothing moved on these accounts"), "{english}");
    for (more, told) in [
        (&["--profile-of", "NOBODY"][..], "--profile-of NOBODY: nothing that may be shown speaks of this account"),
        (&["--profile-of", "A", "--profile-from", "soon"], "--profile-from \"soon\": a day as YYYY-MM-DD"),
        (
            &["--profile-of", "A", "--profile-from", "2024-02-02", "--profile-to", "2024-02-01"],
            "--profile-to: 2024-02-01 is before",
        ),
        (&["--profile-from", "2024-02-02"], "--profile-of"),
        (&["--profile-of", "A", "--profile", "press"], "the press is told what no single account did"),
    ] {
        let (_, said) = expect(2, &[&["dossier", &case.case()][..], more].concat());
        assert!(said.contains(told), "{more:?}: {said}");
    }
}

#[test]
fn of_a_person_harmed_no_place_is_told_and_another_service_knows_no_number() {
    let case = case();
    let why = ["--source", "PV 3", "--reason", "her account", "--by", "Officer A"];
    expect(0, &[&["category", &case.case(), "A", "--as", "victim"][..], &why].concat());
    written(&case, &["--lang", "en", "--profile-of", "A", "--names"]);
    let english = part(&read(&case, "dossier/dossier.en.html"));
    assert!(english.contains("cash drawn 2 800.00 EUR"), "{english}");
    for told in ["LYON", "Lyon", "10 h", "Mila", "By hour"] {
        assert!(!english.contains(told), "{told}: {english}");
    }
    // Under a pseudonym, the parameter that names the account does not leave the house, and the bytes are made again all the same.
    written(&case, &["--lang", "en", "--profile-of", "A", "--profile", "partner"]);
    let page = read(&case, "dossier/dossier.partner.en.html");
    let english = part(&page);
    assert!(english.contains("Account K-") && english.contains("4,500.00 EUR"), "{english}");
    assert!(
        !page.contains("&quot;profiles&quot;") && !page.contains("\"profiles\":"),
        "the manifest names the account"
    );
}

#[test]
fn what_is_withheld_or_intelligence_is_in_no_profile() {
    let extra = "id,booked_at,debtor,creditor,amount,currency\ns1,2024-02-15,A,SECRETPAYEE,777.77,EUR\n";
    let case = case().with("note.csv", extra, &["--use", "intelligence-only"]);
    written(&case, &["--lang", "en", "--profile-of", "A"]);
    let page = read(&case, "dossier/dossier.en.html");
    assert!(!page.contains("SECRETPAYEE") && !page.contains("777.77") && part(&page).contains("2,751.37 EUR"));
    let (_, said) = expect(2, &["dossier", &case.case(), "--profile-of", "SECRETPAYEE"]);
    assert!(said.contains("nothing that may be shown"), "{said}");
    let why = ["--source", "PV 30", "--reason", "moved", "--by", "Officer A"];
    expect(0, &[&["category", &case.case(), "A", "--protected-from", "2024-03-01"][..], &why].concat());
    written(&case, &["--lang", "en", "--profile-of", "A"]);
    let english = part(&read(&case, "dossier/dossier.en.html"));
    assert!(
        english.contains("3,020.00 EUR") && !english.contains("4,500.00") && !english.contains("2024-03"),
        "{english}"
    );
}

#[test]
fn the_workbook_adds_the_profile_again() {
    let case = case();
    written(&case, &["--lang", "en", "--format", "xlsx", "--profile-of", "A"]);
    let file = case.path("case/dossier/dossier.en.xlsx");
    let sheets = sheets(&file);
    assert!(sheets.contains("SUMIFS('Profiles, entries'!"), "no formula over the entries of the profile");
    // By month and channel, and by who paid.
    assert!(sheets.contains("<v>1520.00</v>") && sheets.contains("<v>4500.00</v>") && sheets.contains("<v>700.00</v>"));
}

/// The XML of all sheets.
fn sheets(file: &Path) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(file).unwrap()).unwrap();
    let mut all = String::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        if part.name().unwrap().contains("worksheets/sheet") {
            std::io::Read::read_to_string(&mut part, &mut all).unwrap();
        }
    }
    all
}
