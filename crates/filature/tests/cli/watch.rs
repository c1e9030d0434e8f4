//! `watch`: a list held against a case. Everybody in it is invented.

use std::fs;

use serde_json::Value;

use crate::run::{expect, json, snapshot};
use crate::worked::Worked;

const HOLDERS: &str = "account,holder,birth_date,phone,currency\n\
                       A,Mila Đordić,1990-01-02,+381601112223,EUR\n\
                       B,Klisura Promet d.o.o.,,,EUR\n\
                       C,Petar Klisura,1975-02-03,,EUR\n\
                       X,Ana Brezić,1991-05-06,,EUR\n\
                       Y,Ivo Marev,,,EUR\n";

const SENT: &str = "id,booked_at,debtor,debtor_name,debtor_document,creditor,creditor_name,amount,currency\n\
                    s1,2024-02-01,A,Mila Đordić,PA0012345,B,,5.00,EUR\n\
                    s2,2024-02-02,,Luka Stanor,,B,,5.00,EUR\n";

const LIST: &str = "id,name,alias,date of birth,passport,phone\n\
                    L1,DJORDIC MILA,,1990-01-02,PA 0012345,\n\
                    L2,Петар Клисура,,,,\n\
                    L3,Ana Brezić,,1960-01-01,,\n\
                    L4,Lea Autrepart,,,,\n\
                    L5,Luka Stanor,,1980,,\n\
                    L6,Zoran Nepoznatović,,,,060 111 2223\n";

fn case() -> Worked {
    Worked::of(
        &[("t1", "A", "B", "900.00"), ("t2", "B", "C", "880.00"), ("t3", "X", "Y", "20.00")],
        &[("A", "1000.00"), ("B", "0.00"), ("C", "0.00")],
    )
    .with("holders.csv", HOLDERS, &[])
    .with("sent.csv", SENT, &[])
}

/// The call, with why it is made and by whom.
fn watch<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [&["watch"], arguments, &["--reason", "R 12/3", "--by", "Officer A"]].concat()
}

/// Account, record and strength of each match.
fn matches(found: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let rows = found["matches"].as_array().unwrap().iter();
    rows.map(|row| (text(&row["account"]), text(&row["record"]["id"]), text(&row["strength"]))).collect()
}

fn row(account: &str, record: &str, strength: &str) -> (String, String, String) {
    (account.to_owned(), record.to_owned(), strength.to_owned())
}

#[test]
fn who_may_be_on_the_list_is_shown_by_what_agrees_and_only_the_look_up_is_written() {
    let case = case();
    let list = case.write("list.csv", LIST);
    expect(0, &["merge", &case.case()]);
    let (before, lines) = (snapshot(&case.path("case")), case.journal().len());
    let found = json(0, &watch(&[&case.case(), &list]));
    assert_eq!(
        matches(&found),
        [row("A", "L1", "paper-and-birth"), row("C", "L2", "name"), row("-", "L5", "name"), row("A", "L6", "contact"),],
        "{found}"
    );
    assert_eq!((&found["contradicted"], &found["records_matched"]), (&1.into(), &4.into()), "{found}");
    assert_eq!((&found["list"]["records"], &found["list"]["format"]), (&6.into(), &"csv".into()));
    assert_eq!(found["list"]["sha256"].as_str().unwrap().len(), 64);
    assert_eq!((&found["accounts"], &found["names_without_account"]), (&5.into(), &1.into()));
    let why = found["matches"][0]["why"]["en"].to_string();
    assert!(why.contains("In common: the identity paper.") && why.contains("dates of birth are the same"), "{why}");
    // Neither the names of the case nor those of the list are shown unless they are asked for.
    let all = found.to_string().to_lowercase();
    assert!(!all.contains("mila") && !all.contains("stanor") && !all.contains("клисура"), "{all}");
    let named = json(0, &watch(&[&case.case(), &list, "--names"]));
    assert_eq!(named["matches"][0]["record"]["names"], serde_json::json!(["DJORDIC MILA"]));
    assert_eq!(named["matches"][2]["name"], "Luka Stanor");
    assert!(before == snapshot(&case.path("case")), "something was written");
    // A look-up is logged, each time, with the fingerprint of the list and nothing of it.
    let journal = case.journal();
    assert_eq!(journal.len(), lines + 2, "{journal:?}");
    for line in &journal[lines..] {
        assert_eq!((&line["act"], &line["records"]), (&"list-held".into(), &6.into()), "{line}");
        assert_eq!(line["sha256"], found["list"]["sha256"], "{line}");
        assert_eq!((&line["reason"], &line["by"]), (&"R 12/3".into(), &"Officer A".into()), "{line}");
    }
    let written = serde_json::to_string(&journal).unwrap().to_lowercase();
    assert!(!written.contains("mila") && !written.contains("djordic"), "{written}");
    expect(0, &["verify", &case.case()]);
}

#[test]
fn the_screen_says_it_in_both_languages_and_that_it_is_a_question() {
    let case = case();
    let list = case.write("list.csv", LIST);
    let (english, _) = expect(0, &watch(&[&case.case(), &list]));
    for said in [
        "A match of names is a question, not an answer: in the case only that the list was held against it is taken down.",
        "not calibrated on real data",
        "A — record L1, line 2",
        "a name without an account — record L5, line 6",
        "Pairs whose names agree, where a date of birth or a number speaks against it: 1.",
        "All sources were read, whatever their use",
        "A name alone makes nobody one.",
    ] {
        let lines = english.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(lines.contains(said), "{said}: {english}");
    }
    // Whether they are one is left open: no verdict stands there, nor a proposal.
    for unsaid in ["Proposed", "What is known says", "They may be one", "They are two.", "Stanor"] {
        assert!(!english.contains(unsaid), "{unsaid}: {english}");
    }
    let (french, _) = expect(0, &watch(&[&case.case(), &list, "--lang", "fr", "--names"]));
    let lines = french.split([' ', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    for said in [
        "Une concordance de noms est une question, pas une réponse\u{a0}: l’affaire retient seulement que la liste lui a été comparée.",
        "A — fiche L1, ligne 2 (DJORDIC MILA)",
        "Luka Stanor — fiche L5, ligne 6",
        "En commun\u{a0}: la pièce d’identité.",
    ] {
        assert!(lines.contains(said), "{said}: {french}");
    }
    assert!(!lines.contains("Names") && !lines.contains("record"), "{french}");
}

#[test]
fn who_is_protected_is_in_no_match() {
    // The same name stands without an account too, before the day.
    let case = case().with(
        "early.csv",
        "id,booked_at,debtor,debtor_name,creditor,amount,currency\ne1,2024-01-03,,ĐORDIĆ MILA,B,5.00,EUR\n",
        &[],
    );
    let list = case.write("list.csv", LIST);
    assert!(matches(&json(0, &watch(&[&case.case(), &list]))).contains(&row("-", "L1", "name")));
    let why = ["--source", "PV 30", "--reason", "moved", "--by", "Officer A"];
    expect(0, &[&["category", &case.case(), "A", "--protected-from", "2024-01-15"][..], &why].concat());
    let found = json(0, &watch(&[&case.case(), &list]));
    assert_eq!(matches(&found), [row("C", "L2", "name"), row("-", "L5", "name")], "{found}");
    assert_eq!(found["accounts_left_out"], 1);
    let (screen, _) = expect(0, &watch(&[&case.case(), &list]));
    assert!(screen.contains("Accounts left out, to protect people: 1."), "{screen}");
    assert!(!screen.contains("A — "), "{screen}");
}

/// A row that is withheld is all that speaks of an account, or all that gives a name: neither is in a match.
#[test]
fn what_only_withheld_rows_say_is_in_no_match() {
    let case = case().with(
        "later.csv",
        "id,booked_at,debtor,debtor_name,creditor,creditor_name,amount,currency\n\
         u1,2024-03-01,A,Mila Đordić,H,Vesna Skrovišta,300.00,EUR\n\
         u2,2024-03-02,,Tihana Zaklonić,A,Mila Đordić,10.00,EUR\n",
        &[],
    );
    let list = case.write("list.csv", "id,name\nM1,Vesna Skrovišta\nM2,Tihana Zaklonić\n");
    assert_eq!(matches(&json(0, &watch(&[&case.case(), &list]))), [row("H", "M1", "name"), row("-", "M2", "name")]);
    let why = ["--source", "PV 30", "--reason", "moved", "--by", "Officer A"];
    expect(0, &[&["category", &case.case(), "A", "--protected-from", "2024-02-15"][..], &why].concat());
    let found = json(0, &watch(&[&case.case(), &list]));
    assert_eq!((matches(&found), &found["accounts_left_out"]), (Vec::new(), &2.into()), "{found}");
}

#[test]
fn what_evidence_alone_does_not_give_is_marked() {
    let tip = "id,booked_at,debtor,debtor_name,debtor_document,creditor,amount,currency\n\
               r1,2024-02-03,C,Petar Klisura,PB7700881,B,1.00,EUR\n";
    let case = case().with("report.csv", tip, &["--use", "intelligence-only"]);
    let list =
        case.write("list.csv", "id,name,passport,dob\nL1,Mila Đordić,,1990-01-02\nL2,Petar Klisura,PB7700881,\n");
    let found = json(0, &watch(&[&case.case(), &list]));
    assert_eq!(matches(&found), [row("A", "L1", "name-and-more"), row("C", "L2", "name-and-more")], "{found}");
    assert_eq!((&found["matches"][0]["evidence"], &found["matches"][1]["evidence"]), (&true.into(), &false.into()));
    let (screen, _) = expect(0, &watch(&[&case.case(), &list]));
    assert_eq!(screen.matches("may not be used as evidence").count(), 1, "{screen}");
}

#[test]
fn names_that_are_none_match_nothing_and_odd_ones_are_found_and_said() {
    let case = case().with(
        "more.csv",
        "account,holder,currency\nP,N/A,EUR\nQ,INCONNU,EUR\nR,Marko Stublić,EUR\nS,Iva Topolić,EUR\n",
        &[],
    );
    let long = "Brez ".repeat(1 << 18);
    // The first a of Mаrko is Cyrillic; a right-to-left mark stands in Iva's name.
    let list = format!("id,name\nN1,N/A\nN2,INCONNU\nN3,{long}\nN4,Mаrko Stublić\nN5,Iva \u{200f}Topolić\nN6,?\n");
    let list = case.write("odd.csv", &list);
    let found = json(0, &watch(&[&case.case(), &list]));
    assert_eq!(matches(&found), [row("R", "N4", "name"), row("S", "N5", "name")], "{found}");
    let why = |at: usize| found["matches"][at]["why"]["en"].to_string();
    assert!(why(0).contains("letters of another script that look the same"), "{}", why(0));
    assert!(why(1).contains("signs that nobody sees"), "{}", why(1));
    let of = |name: &str| found["list"][name].as_u64().unwrap();
    assert_eq!((of("names_with_look_alike_letters"), of("names_with_invisible_signs")), (1, 1));
    let none: u64 =
        found["list"]["names_not_compared"].as_array().unwrap().iter().map(|one| one["names"].as_u64().unwrap()).sum();
    assert_eq!(none, 4, "{found}");
    let (screen, _) = expect(0, &watch(&[&case.case(), &list]));
    assert!(screen.contains("Names of the list that match nothing: 2"), "{screen}");
    assert!(screen.contains("Names of the list with signs that nobody sees: 1."), "{screen}");
}

#[test]
fn every_format_finds_the_same_people() {
    let case = case();
    let entities = "{\"id\": \"L1\", \"schema\": \"Person\", \"properties\": {\"name\": [\"Mila Djordić\"], \"birthDate\": [\"1990-01-02\"]}}\n\
                    {\"id\": \"L2\", \"schema\": \"Company\", \"properties\": {\"name\": [\"KLISURA PROMET DOO\"]}}\n\
                    {\"id\": \"x\n";
    let nations = "<?xml version='1.0' encoding='utf-8'?><CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><DATAID>L1</DATAID>\
                   <FIRST_NAME>MILA</FIRST_NAME><SECOND_NAME>DJORDIC</SECOND_NAME><INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE>\
                   <DATE>1990-01-02</DATE></INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY><DATAID>L2</DATAID>\
                   <FIRST_NAME>KLISURA PROMET D.O.O.</FIRST_NAME></ENTITY></ENTITIES></CONSOLIDATED_LIST>";
    let table = "id;nom;date de naissance\nL1;Đordić Mila;02/01/1990\nL2;Klisura Promet d.o.o.;\n";
    let expected = [row("A", "L1", "name-and-more"), row("B", "L2", "name")];
    for (name, text) in [("list.json", entities), ("list.xml", nations), ("liste.csv", table)] {
        let found = json(0, &watch(&[&case.case(), &case.write(name, text)]));
        assert_eq!(matches(&found), expected, "{name}: {found}");
    }
    let (screen, _) = expect(0, &watch(&[&case.case(), &case.write("list.json", entities)]));
    assert!(screen.contains("line 3: The line is no FollowTheMoney entity"), "{screen}");
}

#[test]
fn a_single_word_is_counted_and_shown_where_it_is_asked_for() {
    let case = case();
    let list = case.write("list.csv", "id,name,dob\nL1,Petar,\nL2,Iva Topolić,circa 1980\n");
    let found = json(0, &watch(&[&case.case(), &list]));
    assert_eq!((matches(&found), &found["single_words_not_shown"]), (Vec::new(), &1.into()), "{found}");
    assert_eq!(found["list"]["birth_dates_not_read"], serde_json::json!([3]));
    let (screen, _) = expect(0, &watch(&[&case.case(), &list]));
    assert!(screen.contains("No record of the list matches.") && screen.contains("--single-words"), "{screen}");
    assert!(screen.contains("line 3: a date of birth could not be read"), "{screen}");
    let found = json(0, &watch(&[&case.case(), &list, "--single-words"]));
    assert_eq!(matches(&found), [row("C", "L1", "single-word")]);
}

#[test]
fn a_list_that_is_none_is_refused_and_a_call_that_is_off_is_said() {
    let case = case();
    let refused = |name: &str, text: &str, told: &str| {
        let (out, said) = expect(1, &watch(&[&case.case(), &case.write(name, text)]));
        assert!(out.is_empty() && said.contains(told) && said.contains(name), "{told}: {said}");
    };
    refused("empty.csv", "", "The list is empty.");
    refused("shoes.csv", "shoe,size\nleft,42\n", "No column holds names");
    refused(
        "rows.csv",
        "id,booked_at,debtor,creditor,amount,currency\nt1,2024-01-01,A,B,5.00,EUR\n",
        "No column holds names",
    );
    refused("statement.csv", "Date;Nom;Montant\n02/05/2024;Ana Brez;12,50\n", "this is a statement");
    refused("bomb.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><CONSOLIDATED_LIST/>", "document type");
    refused("broken.json", "{\"id\": \"x\", \"sche", "No record of the list names anybody");
    let (_, said) = expect(2, &watch(&[&case.case(), "no-such-list.csv"]));
    assert!(said.contains("no-such-list.csv"), "{said}");
    let list = case.write("list.csv", LIST);
    expect(2, &watch(&["no-such-case", &list]));
    expect(2, &["watch", &case.case()]);
    assert!(!case.path("no-such-case").exists() && fs::metadata("no-such-case").is_err());
}

#[test]
fn nobody_is_looked_up_without_a_reason_and_a_name() {
    let case = case();
    let list = case.write("list.csv", "id,name\nL1,Mila Djordić\n");
    let journal = case.journal();
    for (why, told) in [
        (&[][..], "--reason"),
        (&["--reason", "R 12/3"][..], "--by"),
        (&["--reason", " ", "--by", "Officer A"][..], "--reason is empty"),
        (&["--reason", "R 12/3", "--by", ""][..], "--by is empty"),
    ] {
        let (out, said) = expect(2, &[&["watch", &case.case(), &list][..], why].concat());
        assert!(out.is_empty() && said.contains(told), "{told}: {said}");
    }
    assert_eq!(journal, case.journal(), "a call that is off writes nothing");
}

#[test]
fn threads_change_no_byte() {
    let case = case();
    let list = case.write("list.csv", LIST);
    let with = |threads: &str| {
        expect(
            0,
            &[
                "watch",
                &case.case(),
                &list,
                "--names",
                "--json",
                "--threads",
                threads,
                "--reason",
                "R 12/3",
                "--by",
                "Officer A",
            ],
        )
        .0
    };
    assert_eq!(with("1"), with("5"));
}
