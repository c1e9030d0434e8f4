//! `profile`: what an account or its holder did. Everybody in it is invented.

use std::fs;

use serde_json::Value;

use crate::run::{expect, json, snapshot};
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
                    c3,2024-03-29,A,,,,200.00,EUR,cash-out,,,\n\
                    o1,2024-02-10,A,B,,,100.00,EUR,transfer,,,\n\
                    x1,2024-02-12,A,,,Zoran Uzor,50.00,EUR,remittance,,,\n\
                    u1,2024-03-01,A,BG80BNBG96611020345678,,,70.00,USD,transfer,,,\n\
                    n1,2024-03-02,X,Y,,,9.00,EUR,transfer,,,\n";

const HOLDERS: &str = "account,holder,currency,kind\nA,Mila Đordić,EUR,personal\nB,Mila Đordić,EUR,personal\nE,Usine Exemple,EUR,business\n";

fn case() -> Worked {
    Worked::empty().with("rows.csv", ROWS, &[]).with("holders.csv", HOLDERS, &[])
}

fn euro(found: &Value) -> &Value {
    found["currencies"].as_array().unwrap().iter().find(|of| of["currency"] == "EUR").unwrap()
}

/// Count and amount.
fn sum(value: &Value) -> (u64, &str) {
    (value["count"].as_u64().unwrap(), value["amount"].as_str().unwrap())
}

#[test]
fn every_figure_foots_and_names_its_rows() {
    let case = case();
    let before = (snapshot(&case.path("case")), case.journal());
    let found = json(0, &["profile", &case.case(), "A"]);
    let of = euro(&found);
    assert_eq!((sum(&of["total"]["in"]), sum(&of["total"]["out"])), ((3, "4500.00"), (8, "2950.00")), "{of}");
    assert_eq!(sum(&of["own"]["out"]), (0, "0.00"));
    let months = of["months"].as_array().unwrap();
    assert_eq!(
        months.iter().map(|month| month["month"].as_str().unwrap()).collect::<Vec<_>>(),
        ["2024-01", "2024-02", "2024-03"]
    );
    assert_eq!(sum(&months[1]["out"]), (4, "1150.00"));
    assert_eq!(months[1]["out"]["transactions"], serde_json::json!(["r2", "o1", "x1", "c2"]));
    let counted = |table: &Value, way: &str| -> u64 {
        table.as_array().unwrap().iter().map(|row| row[way]["count"].as_u64().unwrap()).sum()
    };
    assert_eq!((counted(&of["months"], "in"), counted(&of["channels"], "out")), (3, 8));
    let others = &of["counterparties"];
    let named = counted(&others["largest"], "out");
    assert_eq!((named, sum(&others["nobody_named"]["out"])), (5, (3, "1000.00")), "{others}");
    let zoran = others["largest"].as_array().unwrap().iter().find(|row| row["known_by"] == "name").unwrap();
    assert_eq!((&zoran["account"], &zoran["name"]), (&Value::Null, &"Z.\u{a0}U.".into()));
    assert_eq!(of["cash"][0]["town"], "LYON");
    assert_eq!(
        of["cash"][0]["hours"],
        serde_json::json!([{ "hour": 10, "count": 2, "amount": "800.00", "transactions": ["c1", "c2"] }])
    );
    assert_eq!((&of["cash"][1]["town"], &of["cash"][1]["hours"][0]["hour"]), (&Value::Null, &Value::Null));
    // Two currencies are two profiles; the country is that of the account that was paid.
    let dollars = found["currencies"].as_array().unwrap().iter().find(|of| of["currency"] == "USD").unwrap();
    assert_eq!((&dollars["abroad"][0]["country"], sum(&dollars["abroad"][0]["out"])), (&"BG".into(), (1, "70.00")));
    assert!(before == (snapshot(&case.path("case")), case.journal()), "something was written");
}

#[test]
fn regular_payments_are_called_by_what_the_file_says_or_only_read_like_it() {
    let found = json(0, &["profile", &case().case(), "A"]);
    let regular = euro(&found)["regular"].as_array().unwrap();
    assert_eq!(regular.len(), 2, "{regular:?}");
    let [wage, rent] = [&regular[0], &regular[1]];
    assert_eq!((sum(wage), &wage["interval"], &wage["way"]), ((3, "4500.00"), &"month".into(), &"credit".into()));
    assert_eq!((&wage["least"], &wage["most"]), (&"1480.00".into(), &"1520.00".into()));
    assert_eq!(wage["reading"], serde_json::json!({ "what": "wage", "by": "payroll", "kind": "fact" }));
    assert_eq!(rent["reading"], serde_json::json!({ "what": "rent", "by": "text", "kind": "assumption" }));
    assert_eq!(found["regular_is"]["calibrated"], false);
    let (screen, _) = expect(0, &["profile", &case().case(), "A"]);
    assert!(screen.contains("the file says: wage") && screen.contains("reads like rent (text)?"), "{screen}");
    assert!(screen.contains("not calibrated"), "{screen}");
}

#[test]
fn accounts_said_to_be_one_holders_are_one_profile_and_names_join_nothing() {
    let case = case();
    let alone = json(0, &["profile", &case.case(), "A"]);
    assert_eq!(alone["accounts"].as_array().unwrap().len(), 1, "a name joins nothing");
    let why = ["--source", "D 44", "--reason", "same passport", "--by", "Officer A"];
    expect(0, &[&["merge", &case.case(), "A", "B"][..], &why].concat());
    let both = json(0, &["profile", &case.case(), "B"]);
    assert_eq!(both["accounts"].as_array().unwrap().len(), 2);
    let of = euro(&both);
    assert_eq!((sum(&of["own"]["in"]), sum(&of["own"]["out"])), ((1, "100.00"), (1, "100.00")));
    assert_eq!(sum(&of["total"]["out"]), (7, "2850.00"));
    let only = json(0, &["profile", &case.case(), "A", "--account-only"]);
    assert_eq!(only, alone);
}

#[test]
fn names_are_initials_unless_they_are_asked_for() {
    let case = case();
    for more in [&[][..], &["--json"], &["--lang", "fr"]] {
        let (out, _) = expect(0, &[&["profile", &case.case(), "A"], more].concat());
        for name in ["Mila", "Zoran", "Usine", "Modèle"] {
            assert!(!out.contains(name), "{name}: {out}");
        }
    }
    let (out, _) = expect(0, &["profile", &case.case(), "A", "--names"]);
    assert!(out.contains("Mila Đordić") && out.contains("Zoran Uzor"), "{out}");
}

#[test]
fn the_screen_is_at_most_a_hundred_columns_wide_in_both_languages() {
    let case = case();
    for lang in ["en", "fr"] {
        let (out, _) = expect(0, &["profile", &case.case(), "A", "--lang", lang]);
        let wide: Vec<&str> = out.lines().filter(|line| line.chars().count() > 100).collect();
        assert!(wide.is_empty(), "{wide:#?}");
        let said = if lang == "en" {
            [
                "A (M.\u{a0}Đ.): 0 statements",
                "First and last entry: 2024-01-05, 2024-03-29.",
                "By channel",
                "no time given",
                "nobody named",
            ]
        } else {
            [
                "A (M.\u{a0}Đ.)\u{a0}: 0 relevé",
                "Première et dernière écriture\u{a0}: ",
                "Par moyen",
                "sans heure",
                "personne de nommé",
            ]
        };
        for said in said {
            assert!(out.contains(said), "{said}: {out}");
        }
    }
}

#[test]
fn only_the_days_asked_for_are_counted() {
    let case = case();
    let found = json(0, &["profile", &case.case(), "A", "--from", "2024-02-01", "--to", "2024-02-28"]);
    assert_eq!(
        (sum(&euro(&found)["total"]["in"]), sum(&euro(&found)["total"]["out"])),
        ((1, "1520.00"), (3, "750.00"))
    );
    let none = json(0, &["profile", &case.case(), "A", "--from", "2030-01-01"]);
    assert_eq!(none["currencies"], serde_json::json!([]));
    for (arguments, said) in [
        (vec!["A", "--from", "2024-13-01"], "a day as YYYY-MM-DD was expected"),
        (vec!["A", "--from", "2024-03-01", "--to", "2024-02-01"], "--to: 2024-02-01 is before 2024-03-01"),
        (vec!["NOBODY"], "nothing that may be shown speaks of this account"),
        (vec!["A", "--xlsx", "/no/such/folder/p.xlsx"], "/no/such/folder/p.xlsx"),
    ] {
        let (out, err) = expect(2, &[&["profile", &case.case()], &arguments[..]].concat());
        assert!(out.is_empty() && err.contains(said), "{said}: {err}");
    }
}

#[test]
fn what_may_not_be_used_and_what_is_withheld_is_in_no_figure() {
    let secret = "id,booked_at,debtor,creditor,amount,currency\ns1,2024-02-20,A,S,77.00,EUR\n";
    let case = case();
    let plain = json(0, &["profile", &case.case(), "A"]);
    let case = case.with("secret.csv", secret, &["--use", "intelligence-only"]);
    let mut mixed = json(0, &["profile", &case.case(), "A"]);
    assert_eq!(mixed["sources_left_out"], 1);
    mixed["sources_left_out"] = 0.into();
    assert_eq!(mixed, plain);
    let (_, err) = expect(2, &["profile", &case.case(), "S"]);
    assert!(err.contains("nothing that may be shown speaks of this account"), "{err}");
    // Where a possible victim drew cash, and when, is not said.
    let why = ["--source", "PV 12", "--reason", "heard", "--by", "Officer A"];
    expect(0, &[&["category", &case.case(), "A", "--as", "victim"][..], &why].concat());
    let victims = json(0, &["profile", &case.case(), "A"]);
    assert_eq!(victims["places_left_out"], true);
    assert!(!victims.to_string().contains("LYON") && !victims.to_string().contains("\"hour\":10"), "{victims}");
    assert_eq!(sum(&euro(&victims)["total"]["out"]), (8, "2950.00"));
    // From a day on, nothing of a protected person.
    let why = ["--source", "PV 30", "--reason", "moved", "--by", "Officer A"];
    expect(0, &[&["category", &case.case(), "A", "--protected-from", "2024-03-01"][..], &why].concat());
    let protected = json(0, &["profile", &case.case(), "A"]);
    assert_eq!(protected["last"], "2024-02-29", "{protected}");
    assert!(!protected.to_string().contains("2024-03"), "{protected}");
}

#[test]
fn a_statement_that_foots_is_held_to_its_entries() {
    let statement = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><GrpHdr><MsgId>m</MsgId>\
         <CreDtTm>2024-02-01T00:00:00</CreDtTm></GrpHdr><Stmt><Id>s</Id><CreDtTm>2024-02-01T00:00:00</CreDtTm>\
         <FrToDt><FrDtTm>2024-01-01T00:00:00</FrDtTm><ToDtTm>2024-01-31T00:00:00</ToDtTm></FrToDt>\
         <Acct><Id><IBAN>DE75512108001245126199</IBAN></Id><Ccy>EUR</Ccy></Acct>\
         <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2024-01-01</Dt></Dt></Bal>\
         <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">130.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2024-01-31</Dt></Dt></Bal>\
         <Ntry><Amt Ccy=\"EUR\">30.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2024-01-10</Dt></BookgDt>\
         <ValDt><Dt>2024-01-10</Dt></ValDt><BkTxCd/></Ntry></Stmt></BkToCstmrStmt></Document>";
    let case = Worked::empty().with("s.xml", statement, &[]);
    let found = json(0, &["profile", &case.case(), "DE75512108001245126199"]);
    assert_eq!((&found["statements_compared"], &found["statements_that_differ"]), (&1.into(), &serde_json::json!([])));
    // Another source has a payment on these days that the statement does not show.
    let more = "id,booked_at,debtor,creditor,amount,currency\nz,2024-01-12,Z,DE75512108001245126199,5.00,EUR\n";
    let case = case.with("more.csv", more, &[]);
    let found = json(0, &["profile", &case.case(), "DE75512108001245126199"]);
    let differ = &found["statements_that_differ"][0];
    assert_eq!((&differ["balance_change"], &differ["entries"]), (&"30.00".into(), &"35.00".into()), "{found}");
}

#[test]
fn the_workbook_is_the_same_for_the_same_case_and_is_written_whole() {
    let case = case();
    let (one, two) = (case.path("one.xlsx"), case.path("two.xlsx"));
    for file in [&one, &two] {
        expect(0, &["profile", &case.case(), "A", "--xlsx", &file.to_string_lossy()]);
    }
    assert!(fs::read(&one).unwrap() == fs::read(&two).unwrap());
    assert!(!case.path("one.xlsx.part").exists());
}

#[test]
fn a_workbook_is_written_neither_into_the_case_nor_over_a_file_that_is_there() {
    let case = case();
    let there = case.write("there.xlsx", "work of three days");
    let before = (snapshot(&case.path("case")), case.journal());
    let refused = |file: &str, more: &[&str], told: &str| {
        let (out, said) = expect(2, &[&["profile", &case.case(), "A", "--xlsx", file], more].concat());
        assert!(out.is_empty() && said.contains(told), "{told}: {said}");
    };
    let inside = |name: &str| case.path("case").join(name).display().to_string();
    refused(&inside("journal.jsonl"), &["--force"], ".xlsx was expected");
    refused(&inside("profile.xlsx"), &["--force"], "inside the case");
    refused(&inside("sources/../profile.xlsx"), &[], "inside the case");
    refused(&there, &[], "it is there already");
    assert_eq!(fs::read_to_string(&there).unwrap(), "work of three days");
    assert!(before == (snapshot(&case.path("case")), case.journal()));
    expect(0, &["profile", &case.case(), "A", "--xlsx", &there, "--force"]);
    assert!(fs::read(&there).unwrap().starts_with(b"PK"));
}

/// A statement of an account over some days of January 2024, which foots.
fn days_of_january(account: &str, from: u32, to: u32) -> String {
    format!(
        ":20:R1\n:25:{account}\n:28C:1/1\n:60F:C2401{from:02}EUR100,00\n:61:2401{from:02}C10,00NTRFN1//R\n:86:x\n\
         :62F:C2401{to:02}EUR110,00\n-\n"
    )
}

#[test]
fn statements_of_a_protected_holder_are_withheld_and_not_none() {
    let account = "DE75512108001245126199";
    let before = format!("id,booked_at,debtor,creditor,amount,currency\nr1,2023-12-01,{account},B,10.00,EUR\n");
    let case = Worked::empty().with("rows.csv", &before, &[]).with("s.mt940", &days_of_january(account, 5, 31), &[]);
    let why = ["--source", "PV 30", "--reason", "moved", "--by", "Officer A"];
    expect(0, &[&["category", &case.case(), account, "--protected-from", "2024-01-02"][..], &why].concat());
    let found = json(0, &["profile", &case.case(), account]);
    assert_eq!(found["accounts"][0]["statements_withheld"], true, "{found}");
    for (language, said) in
        [("en", "withheld to protect the holder"), ("fr", "retenus pour protéger la personne titulaire")]
    {
        let (screen, _) = expect(0, &["profile", &case.case(), account, "--lang", language]);
        let screen = screen.replace('\n', " ");
        assert!(screen.contains(said) && !screen.contains("0 foot") && !screen.contains("équilibrés"), "{screen}");
    }
}

#[test]
fn the_workbook_says_of_which_account_months_are_missing() {
    let (one, two) = ("DE75512108001245126199", "FR7699999000010000000000115");
    let case = Worked::empty().with("one.mt940", &days_of_january(one, 5, 20), &[]).with(
        "two.mt940",
        &days_of_january(two, 6, 21),
        &[],
    );
    let why = ["--source", "D 44", "--reason", "same passport", "--by", "Officer A"];
    expect(0, &[&["merge", &case.case(), one, two][..], &why].concat());
    let file = case.path("p.xlsx");
    expect(0, &["profile", &case.case(), one, "--xlsx", &file.to_string_lossy()]);
    let mut archive = zip::ZipArchive::new(fs::File::open(&file).unwrap()).unwrap();
    let mut all = String::new();
    for at in 0..archive.len() {
        std::io::Read::read_to_string(&mut archive.by_index(at).unwrap(), &mut all).unwrap();
    }
    for account in [one, two] {
        assert!(all.contains(&format!("{account}: 2024-01")), "{account}: {all}");
    }
}
