//! `requests`: what was asked of whom, what came of it, and the next letter. Everybody in it is invented.

use std::fs;

use serde_json::Value;

use crate::run::{expect, json, snapshot};
use crate::worked::Worked;

const REGISTER: &str = "Établissement;Numéro de compte;Nature du compte;Nom;Prénom;Date de naissance;Qualité;Date d’ouverture;Date de clôture\n\
    Banque du Confluent Vert;FR7699999000010000000000115;courant;EXEMPLE;Léa;12/02/1990;Titulaire;15/01/2024;\n\
    Banque du Confluent Vert;FR7699999000010000000000212;courant;EXEMPLE;Léa;12/02/1990;Titulaire;01/02/2019;28/02/2023\n";

const ROWS: &str = "id,booked_at,debtor,creditor,amount,currency\n\
                    t1,2024-01-10,A,B,500.00,EUR\n\
                    t2,2024-02-10,A,B,400.00,EUR\n\
                    t3,2024-03-10,B,A,100.00,EUR\n";

const FROM_TO: [&str; 4] = ["--from", "2024-01", "--to", "2024-03"];

fn case() -> Worked {
    Worked::empty().with("rows.csv", ROWS, &[]).with("register.csv", REGISTER, &[])
}

fn asked(case: &Worked, account: &str, reference: &str, more: &[&str]) {
    let who = ["--request", reference, "--of", "Banque Modèle", "--by", "Officer A"];
    expect(0, &[&["requests", &case.case(), "--asked", account][..], &FROM_TO, &who, more].concat());
}

/// Account, state and days overdue.
fn states(found: &Value) -> Vec<(String, String, Option<i64>)> {
    let rows = found["requests"].as_array().unwrap().iter();
    rows.map(|row| {
        let text = |field: &str| row[field].as_str().unwrap().to_owned();
        (text("request"), text("state"), row["overdue_days"].as_i64())
    })
    .collect()
}

#[test]
fn overdue_ones_come_first_as_of_a_day() {
    let case = case();
    asked(&case, "FR7699999000010000000000115", "R 1", &[]);
    asked(&case, "FR7699999000010000000000115", "R 2", &["--due", "2024-06-01"]);
    asked(&case, "FR7699999000010000000000115", "R 3", &["--due", "2999-01-01"]);
    let line = case.journal().pop().unwrap();
    assert_eq!(
        (&line["of"], &line["due"], &line["by"]),
        (&"Banque Modèle".into(), &"2999-01-01".into(), &"Officer A".into())
    );
    let found = json(0, &["requests", &case.case(), "--on", "2024-06-03"]);
    let text = |request: &str, days| (request.to_owned(), "waiting".to_owned(), days);
    assert_eq!(states(&found), [text("R 2", Some(2)), text("R 1", None), text("R 3", None)], "{found}");
    assert_eq!((&found["on"], &found["on_is_today"]), (&"2024-06-03".into(), &false.into()));
    // The journal's own clock is of today: far behind it, what has no day of its own is overdue too.
    let later = json(0, &["requests", &case.case(), "--on", "2900-01-01"]);
    assert_eq!(states(&later).iter().filter(|(_, _, days)| days.is_some()).count(), 2, "{later}");
    let (screen, _) = expect(0, &["requests", &case.case(), "--on", "2024-06-03"]);
    assert!(screen.contains("As of 2024-06-03.") && screen.contains("OVERDUE 2 d"), "{screen}");
    let (screen, _) = expect(0, &["requests", &case.case(), "--on", "2024-06-03", "--lang", "fr"]);
    assert!(screen.contains("EN RETARD 2 j.") && screen.contains("pour le 2999-01-01"), "{screen}");
    assert!(screen.lines().all(|line| line.chars().count() <= 100), "{screen}");
    assert_eq!(json(0, &["requests", &case.case()])["on_is_today"], true);
}

/// What `statements` takes down and takes back is the same journal.
#[test]
fn both_verbs_speak_of_the_same_requests() {
    let case = case();
    let of = ["A", "--from", "2024-01", "--to", "2024-02", "--request", "R 9"];
    expect(0, &[&["statements", &case.case(), "--asked"][..], &of].concat());
    let line = case.journal().pop().unwrap();
    assert!(line.get("of").is_none() && line.get("due").is_none() && line.get("by").is_none(), "{line}");
    assert_eq!(states(&json(0, &["requests", &case.case()])).len(), 1);
    expect(0, &[&["statements", &case.case(), "--not-asked"][..], &of].concat());
    assert!(states(&json(0, &["requests", &case.case()])).is_empty());
    expect(0, &["verify", &case.case()]);
}

#[test]
fn what_nobody_asked_for_stands_below_with_why() {
    let case = case();
    let found = json(0, &["requests", &case.case(), "--on", "2024-06-03"]);
    let register = &found["to_ask"][0];
    assert_eq!(
        (&register["account"], &register["bank"]),
        (&"FR7699999000010000000000115".into(), &"Banque du Confluent Vert".into())
    );
    assert_eq!(
        (&register["from"], &register["to"], &register["why"]),
        (&"2024-01".into(), &"2024-03".into(), &serde_json::json!(["register"]))
    );
    let all: Vec<&str> =
        found["to_ask"].as_array().unwrap().iter().map(|one| one["account"].as_str().unwrap()).collect();
    assert!(!all.contains(&"FR7699999000010000000000212"), "it was closed before anything moved: {all:?}");
    // What is asked for is no longer to be asked.
    asked(&case, "FR7699999000010000000000115", "R 1", &[]);
    let after = json(0, &["requests", &case.case(), "--on", "2024-06-03"]);
    assert!(!after["to_ask"].to_string().contains("FR7699999000010000000000115"), "{after}");
    assert!(!found.to_string().contains("EXEMPLE") && !found.to_string().contains("Léa"), "{found}");
}

/// A statement of one account: 300 euros come in, and leave to an account of which the case has nothing.
const STATEMENT: &str = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><GrpHdr><MsgId>m</MsgId>\
    <CreDtTm>2024-02-01T00:00:00</CreDtTm></GrpHdr><Stmt><Id>s</Id><CreDtTm>2024-02-01T00:00:00</CreDtTm>\
    <FrToDt><FrDtTm>2024-01-01T00:00:00</FrDtTm><ToDtTm>2024-01-31T00:00:00</ToDtTm></FrToDt>\
    <Acct><Id><IBAN>DE75512108001245126199</IBAN></Id><Ccy>EUR</Ccy></Acct>\
    <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">0.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2024-01-01</Dt></Dt></Bal>\
    <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">0.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2024-01-31</Dt></Dt></Bal>\
    <Ntry><Amt Ccy=\"EUR\">300.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2024-01-10</Dt></BookgDt><BkTxCd/></Ntry>\
    <Ntry><Amt Ccy=\"EUR\">300.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2024-01-12</Dt></BookgDt><BkTxCd/>\
    <NtryDtls><TxDtls><RltdPties><CdtrAcct><Id><IBAN>BG80BNBG96611020345678</IBAN></Id></CdtrAcct></RltdPties></TxDtls></NtryDtls></Ntry>\
    </Stmt></BkToCstmrStmt></Document>";

#[test]
fn a_followed_sum_that_ends_outside_asks_for_the_next_account() {
    let case = Worked::empty().with("s.xml", STATEMENT, &[]);
    let found = json(0, &["profile", &case.case(), "DE75512108001245126199"]);
    let first = found["currencies"][0]["total"]["in"]["transactions"][0].as_str().unwrap();
    case.trace(&["--claim", &format!("v={first}"), "--rule", "fifo"]);
    let found = json(0, &["requests", &case.case(), "--on", "2024-06-03"]);
    let next = &found["to_ask"][0];
    assert_eq!(
        (&next["account"], &next["why"]),
        (&"BG80BNBG96611020345678".into(), &serde_json::json!(["trace", "counterparty"])),
        "{found}"
    );
    assert_eq!((&next["from"], &next["passed"]["amount"]), (&"2024-01".into(), &"300.00".into()), "{found}");
    // What came whole is answered, and never overdue.
    let of = ["--from", "2024-01", "--to", "2024-01", "--request", "R 1", "--of", "Bank", "--by", "Officer A"];
    expect(0, &[&["requests", &case.case(), "--asked", "DE75512108001245126199"][..], &of].concat());
    let answered = json(0, &["requests", &case.case(), "--on", "2999-01-01"]);
    let request = &answered["requests"][0];
    assert_eq!((&request["state"], &request["overdue_days"]), (&"answered".into(), &Value::Null), "{answered}");
}

#[test]
fn a_draft_names_accounts_and_months_and_nothing_else() {
    let case = case();
    let before = (snapshot(&case.path("case")), case.journal());
    let (draft, note) = expect(
        0,
        &["requests", &case.case(), "--draft", "FR7699999000010000000000115", "--lang", "fr", "--on", "2024-06-03"],
    );
    assert!(draft.contains("- FR7699999000010000000000115 : du 01/01/2024 au 31/03/2024"), "{draft}");
    assert!(draft.contains("À l’attention de : Banque du Confluent Vert") && draft.contains("03/06/2024"), "{draft}");
    assert!(
        draft.contains("[base légale à compléter par le service]") && draft.contains("[à compléter : reference]"),
        "{draft}"
    );
    assert!(draft.starts_with("[PROJET : formulation non relue par des juristes"), "{draft}");
    for unsaid in ["EXEMPLE", "Léa", "register", "fichier de comptes", "piste", "victime", "{{"] {
        assert!(!draft.contains(unsaid), "{unsaid}: {draft}");
    }
    assert!(note.contains("not reviewed by lawyers"), "{note}");
    assert!(before == (snapshot(&case.path("case")), case.journal()), "a draft takes nothing down");
    // Months that a person names, of an account that nothing proposes.
    let (draft, _) = expect(
        0,
        &[&["requests", &case.case(), "--draft", "NEW", "--of", "Bank X", "--request", "R 7"][..], &FROM_TO].concat(),
    );
    assert!(draft.contains("- NEW: from 2024-01-01 to 2024-03-31") && draft.contains("To: Bank X"), "{draft}");
    let (_, err) = expect(2, &["requests", &case.case(), "--draft", "NEW"]);
    assert!(err.contains("nothing says which months are needed"), "{err}");
}

#[test]
fn letters_are_written_to_a_file_or_a_folder_and_never_over_another() {
    let case = case();
    let out = case.path("letter.md").to_string_lossy().into_owned();
    let draft = ["requests", &case.case(), "--draft", "FR7699999000010000000000115", "--out", &out];
    expect(0, &draft);
    assert!(fs::read_to_string(&out).unwrap().contains("FR7699999000010000000000115"));
    let (_, err) = expect(2, &draft);
    assert!(err.contains("it is there already"), "{err}");
    let folder = case.path("letters");
    fs::create_dir(&folder).unwrap();
    let written = json(0, &["requests", &case.case(), "--draft", "--out", &folder.to_string_lossy()]);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), written["letters"].as_array().unwrap().len());
}

#[test]
fn the_service_edits_the_template_and_a_slip_names_its_line() {
    let case = case();
    let (out, _) = expect(0, &["requests", &case.case(), "--template", "--lang", "fr"]);
    assert!(out.contains("request.fr.md") && out.contains("accounts, bank"), "{out}");
    let (_, err) = expect(2, &["requests", &case.case(), "--template", "--lang", "fr"]);
    assert!(err.contains("a template is there already"), "{err}");
    let path = case.path("case/templates/request.fr.md");
    let draft = ["requests", &case.case(), "--draft", "FR7699999000010000000000115", "--lang", "fr"];
    fs::write(&path, "Objet\n{{accounts}} {{reference}}\n").unwrap();
    let (text, _) = expect(0, &[&draft[..], &["--request", "PV 12/3"]].concat());
    assert!(text.contains("Objet\n- FR76") && text.contains("PV 12/3") && !text.contains("base légale"), "{text}");
    fs::write(&path, "Objet\n{{acounts}}\n").unwrap();
    let (out, err) = expect(1, &draft);
    assert!(out.is_empty() && err.contains("line 2: {{acounts}} is no placeholder"), "{err}");
    expect(0, &["verify", &case.case()]);
}

#[test]
fn who_is_protected_and_what_is_secret_is_in_no_list_and_no_letter() {
    let secret = "id,booked_at,debtor,creditor,amount,currency\ns1,2024-02-20,A,SECRET,9000.00,EUR\n";
    let case = case().with("secret.csv", secret, &["--use", "intelligence-only"]);
    let found = json(0, &["requests", &case.case()]);
    assert!(!found.to_string().contains("SECRET"), "{found}");
    asked(&case, "FR7699999000010000000000115", "R 1", &[]);
    let why = ["--source", "PV 30", "--reason", "moved", "--by", "Officer A"];
    let account = "FR7699999000010000000000115";
    expect(0, &[&["category", &case.case(), account, "--protected-from", "2024-02-01"][..], &why].concat());
    let found = json(0, &["requests", &case.case()]);
    assert!(!found.to_string().contains(account), "{found}");
    let (out, err) = expect(2, &[&["requests", &case.case(), "--draft", account][..], &FROM_TO].concat());
    assert!(out.is_empty() && err.contains("no letter is drafted"), "{err}");
    let (out, err) = expect(2, &["requests", &case.case(), "--draft"]);
    assert!(out.is_empty() && err.contains("nothing is known that nobody asked for"), "{err}");
}

#[test]
fn calls_that_are_off_say_what_is_expected() {
    let case = case();
    for (arguments, said) in [
        (vec!["--on", "tomorrow"], "a day as YYYY-MM-DD was expected"),
        (
            vec!["--asked", "A", "--from", "2024-01", "--to", "2023-01", "--request", "R", "--of", "B", "--by", "C"],
            "--to: 2023-01 is before",
        ),
        (
            vec!["--asked", "A", "--from", "2024-01", "--to", "2024-01", "--request", "R", "--of", " ", "--by", "C"],
            "--of is empty",
        ),
        (vec!["--asked", "A", "--from", "2024-01", "--to", "2024-01", "--request", "R"], "--of"),
        (
            vec![
                "--asked",
                "A",
                "--from",
                "2024-01",
                "--to",
                "2024-01",
                "--request",
                "R",
                "--of",
                "B",
                "--by",
                "C",
                "--due",
                "x",
            ],
            "--due",
        ),
        (vec!["--days", "0"], "--days"),
    ] {
        let lines = case.journal().len();
        let (out, err) = expect(2, &[&["requests", &case.case()], &arguments[..]].concat());
        assert!(out.is_empty() && err.contains(said), "{said}: {err}");
        assert_eq!(case.journal().len(), lines);
    }
}

/// A statement of one account over these days, its last balance off by so much; nothing is booked but ten euros that come in.
fn statement(account: &str, from: &str, to: &str, closing: &str) -> String {
    format!(
        ":20:R1\n:25:{account}\n:28C:1/1\n:60F:C{from}EUR100,00\n:61:{from}C10,00NTRFN1//R\n:86:x\n:62F:C{to}EUR{closing}\n-\n"
    )
}

const ONE: &str = "FR7699999000010000000000115";
const TWO: &str = "DE75512108001245126199";

fn ask(case: &Worked, account: &str, from: &str, to: &str, more: &[&str]) -> (String, String) {
    let of = ["--asked", account, "--from", from, "--to", to, "--request", "Q", "--of", "B", "--by", "A"];
    expect(0, &[&["requests", &case.case()][..], &of, more].concat())
}

#[test]
fn a_statement_that_does_not_foot_and_lacks_days_is_no_answer() {
    for (closing, word) in [("111,00", "does-not-foot"), ("110,00", "partial")] {
        let case = Worked::empty().with("s.mt940", &statement(ONE, "240210", "240220", closing), &[]);
        ask(&case, ONE, "2024-02", "2024-02", &["--due", "2024-03-01"]);
        let found = json(0, &["requests", &case.case(), "--on", "2024-04-01"]);
        let one = &found["requests"][0];
        assert_eq!((&one["state"], &one["overdue_days"]), (&"partial".into(), &31.into()), "{found}");
        assert_eq!(one["missing"], serde_json::json!(["2024-02"]), "{found}");
        assert_eq!(one["months"]["2024-02"], word, "{found}");
    }
    // All days are there: that is an answer, and it is said that it does not foot.
    let case = Worked::empty().with("s.mt940", &statement(ONE, "240201", "240229", "111,00"), &[]);
    ask(&case, ONE, "2024-02", "2024-02", &[]);
    assert_eq!(json(0, &["requests", &case.case()])["requests"][0]["state"], "answered");
    for (language, said) in [("en", "does not foot"), ("fr", "ne s’équilibre pas")] {
        let (screen, _) = expect(0, &["requests", &case.case(), "--lang", language]);
        assert!(screen.contains(said), "{screen}");
    }
}

#[test]
fn months_that_statements_shows_as_not_asked_are_listed_here_too() {
    let case = Worked::empty().with("one.mt940", &statement(ONE, "240110", "240110", "110,00"), &[]).with(
        "two.mt940",
        &statement(TWO, "240101", "240430", "110,00"),
        &[],
    );
    let not_asked = |case: &Worked| -> Vec<(String, String)> {
        let grid = json(0, &["statements", &case.case()])["grid"]["accounts"].clone();
        let rows = grid.as_array().unwrap().iter().flat_map(|row| {
            let account = row["account"].as_str().unwrap().to_owned();
            let months = row["months"].as_object().unwrap().iter().filter(|(_, state)| *state == "not-asked");
            months.map(move |(month, _)| (account.clone(), month.clone())).collect::<Vec<_>>()
        });
        rows.collect()
    };
    let listed = |case: &Worked| -> Vec<(String, String)> {
        let found = json(0, &["requests", &case.case()]);
        let rows = found["to_ask"].as_array().unwrap().iter().flat_map(|row| {
            assert!(row["why"].to_string().contains("months-missing"), "{row}");
            let account = row["account"].as_str().unwrap().to_owned();
            let months = row["months"].as_array().unwrap().iter();
            months.map(move |month| (account.clone(), month.as_str().unwrap().to_owned())).collect::<Vec<_>>()
        });
        rows.collect()
    };
    let expected = |months: &[&str]| -> Vec<(String, String)> {
        months.iter().map(|month| (ONE.to_owned(), (*month).to_owned())).collect()
    };
    assert_eq!(not_asked(&case), expected(&["2024-02", "2024-03", "2024-04"]));
    assert_eq!(listed(&case), not_asked(&case));
    ask(&case, ONE, "2024-02", "2024-03", &[]);
    assert_eq!(not_asked(&case), expected(&["2024-04"]));
    assert_eq!(listed(&case), not_asked(&case));
}

#[test]
fn the_same_request_given_twice_is_taken_down_once() {
    let case = case();
    let asked = |case: &Worked| case.journal().iter().filter(|line| line["act"] == "statements-asked").count();
    ask(&case, ONE, "2024-01", "2024-03", &[]);
    let (_, said) = ask(&case, ONE, "2024-01", "2024-03", &[]);
    assert!(said.contains("taken down already") && asked(&case) == 1, "{said}");
    ask(&case, ONE, "2024-01", "2024-03", &["--due", "2024-06-01"]);
    assert_eq!(asked(&case), 2, "another day is another request");
    let of = ["--asked", "A", "--from", "2024-01", "--to", "2024-02", "--request", "R 9"];
    for _ in 0..2 {
        expect(0, &[&["statements", &case.case()][..], &of].concat());
    }
    assert_eq!(asked(&case), 3);
}

#[test]
fn a_request_is_overdue_from_the_day_on_which_it_was_asked() {
    let case = case();
    ask(&case, ONE, "2024-01", "2024-03", &["--asked-on", "2024-04-02"]);
    let line = case.journal().pop().unwrap();
    assert!(line["on"] == "2024-04-02" && !line["at"].as_str().unwrap().starts_with("2024-04-02"), "{line}");
    let found = json(0, &["requests", &case.case(), "--on", "2024-06-02"]);
    let one = &found["requests"][0];
    assert_eq!((&one["asked_on"], &one["overdue_days"]), (&"2024-04-02".into(), &31.into()), "{found}");
    let of = ["--from", "2024-01", "--to", "2024-03", "--request", "Q", "--of", "B", "--by", "A"];
    let folder = case.case();
    let later = [&["requests", &folder, "--asked", ONE, "--asked-on", "2999-01-01"][..], &of].concat();
    let (_, said) = expect(2, &later);
    assert!(said.contains("still to come") && said.contains("Nothing was taken down"), "{said}");
    expect(2, &["requests", &case.case(), "--asked-on", "2024-04-02"]);
    assert_eq!(case.journal().last(), Some(&line));
}
