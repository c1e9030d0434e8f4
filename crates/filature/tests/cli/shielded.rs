//! What an attacker tried on the files that leave the case: names that nothing relies on, written as clerks, messages and systems write them.

use std::fs;

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::Date32Type;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::protected::leaks::leaks;
use crate::run::{expect, json};
use crate::worked::Worked;

const SHE: &str = "FR7699999000017001000123406";
const ILSE: &str = "FR7699999000017002000567826";
const DORIN: &str = "FR7699999000017003000901278";
const HUB: &str = "FR7699999000018001000111134";
const SINK: &str = "FR7699999000018002000222262";
const OTHER: &str = "FR7699999000019001000999992";
const WHY: [&str; 6] = ["--source", "PV 30", "--reason", "to be safe", "--by", "Officer A"];
const FORMS: &str = "html,docx,odt,xlsx,ftm,graphml,anx,csv,parquet";
const HEADER: &str = "id,booked_at,debtor,creditor,amount,currency,debtor_name,creditor_name,text,city,debtor_phone\n";

fn decide(case: &Worked, account: &str, what: &[&str]) -> String {
    let (out, said) = expect(0, &[&["category", &case.case(), account], what, &WHY[..]].concat());
    out + &said
}

fn name_case(case: &Worked, name: &str) {
    let path = case.path("case/case.toml");
    let settings = fs::read_to_string(&path).unwrap();
    let rest: String =
        settings.lines().filter(|line| !line.starts_with("name")).map(|line| format!("{line}\n")).collect();
    fs::write(path, format!("name = \"{name}\"\n{rest}")).unwrap();
}

/// Which of these a reader finds in any form.
fn seen(case: &Worked, reader: &[&str], needles: &[&str]) -> Vec<String> {
    let folder = case.path("case").join("dossier");
    let _ = fs::remove_dir_all(&folder);
    expect(0, &[&["dossier", &case.case(), "--lang", "en", "--format", FORMS], reader].concat());
    let mut all = Vec::new();
    for file in fs::read_dir(folder).unwrap().map(|item| item.unwrap().path()).filter(|path| path.is_file()) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        all.extend(leaks(&fs::read(&file).unwrap(), needles).into_iter().map(|leak| format!("{name}: {leak}")));
    }
    all
}

/// Five months of payments of two people to a hub, which pays on; `more` are further rows.
fn rows(more: &str) -> String {
    let mut rows = HEADER.to_owned();
    for month in 1..=5 {
        rows.push_str(&format!(
            "b{month},2024-0{month}-03,{ILSE},{HUB},42{month}.00,EUR,Ilse Tarnow,Sacha Brenner,part,,\n"
        ));
        rows.push_str(&format!(
            "c{month},2024-0{month}-04,{DORIN},{HUB},43{month}.00,EUR,Dorin Pescaru,Sacha Brenner,part,,\n"
        ));
        rows.push_str(&format!(
            "s{month},2024-0{month}-07,{HUB},{SINK},80{month}.00,EUR,Sacha Brenner,Victor Marno,,,\n"
        ));
    }
    rows + more
}

/// Her earlier payments.
fn hers() -> String {
    (1..=4)
        .map(|month| {
            format!("a{month},2024-0{month}-02,{SHE},{HUB},41{month}.00,EUR,Želimira Čavrić,Sacha Brenner,part,,\n")
        })
        .collect()
}

const READERS: [&[&str]; 5] = [
    &[],
    &["--names"],
    &["--profile", "partner", "--names"],
    &["--profile", "victim-lawyer", "--of", ILSE, "--names"],
    &["--profile", "press", "--title", "Cavric, Wexley"],
];

#[test]
fn whoever_is_withheld_whole_or_not_relied_on_is_a_name_to_look_for_in_every_text() {
    let late =
        format!("{HEADER}z1,2024-03-03,{SHE},{OTHER},9.00,EUR,Želimira Čavrić,Hortensia Wexley,LOYER,Quimperlune,\n");
    let alone = format!("{HEADER}u1,2024-03-02,FR7611111000010000000000196,,7.00,EUR,Anouk Vandermeulen,,,,\n");
    let note = format!("account,holder,city\n{OTHER},Zara Quillfeather,Quimpernote\n");
    let case = Worked::empty()
        .with("rows.csv", &rows(""), &["--exhibit", "Zelimira CAVRIC, chez Mme WEXLEY, de Quillfeather"])
        .with("late Cavric.csv", &late, &["--exhibit", "D2"])
        .with(
            "releve Vandermeulen Anouk.csv",
            &alone,
            &["--exhibit", "D3 Vandermeulen", "--from", "Anouk VANDERMEULEN"],
        )
        .with("note.csv", &note, &["--use", "intelligence-only"]);
    name_case(&case, "Affaire Cavric, Wexley a QUIMPERLUNE, Vandermeulen");
    for account in [SHE, ILSE, "FR7611111000010000000000196"] {
        decide(&case, account, &["--as", "victim"]);
    }
    decide(&case, SHE, &["--protected-from", "2024-01-01"]);
    expect(0, &["trace", &case.case(), "--claim", "x=b1", "--at", "2024-02-28", "--name", "versement-cavric-wexley"]);
    let needles = [
        "Cavric",
        "Čavrić",
        "Zelimira",
        "Wexley",
        "Hortensia",
        "Quimperlune",
        "Vandermeulen",
        "Anouk",
        "Quillfeather",
        "Quimpernote",
    ];
    for reader in READERS {
        assert_eq!(seen(&case, reader, &needles), Vec::<String>::new(), "{reader:?}");
    }
    // A test of the test: of who is no victim the name is there where names are asked for.
    assert!(!seen(&case, &["--names"], &["Sacha Brenner"]).is_empty());
}

#[test]
fn rows_that_name_her_in_any_writing_are_withheld() {
    let late: Vec<(&str, &str, &str)> = vec![
        ("", "", "VIR DE Z\u{30c}elimira C\u{30c}avric\u{301}"),
        ("", "C\u{30c}AVRIC\u{301} Z\u{30c}ELIMIRA", ""),
        ("", "", "EN FAVEUR DE ZELIMIRA CA VRIC"),
        ("", "", "?32ZELIMIRA CAV?33RIC"),
        ("", "", "ZELIMIRACAVRIC"),
        ("", "", "Zeli\u{ad}mira\u{200b} Cavric"),
        ("", "Chavrich Zhelimira", ""),
        ("", "", "RIB 99999 00001 70010001234"),
        ("", "", "compte 70010001234"),
        ("", "", "appeler le 06 11 11 00 00"),
        ("06.11.11.00.00", "", ""),
    ];
    let mut more = hers();
    let mut amounts = Vec::new();
    for (at, (phone, name, text)) in late.iter().enumerate() {
        let amount = format!("61371{at:02}.37");
        more.push_str(&format!(
            "l{at},2024-05-{:02},,{HUB},{amount},EUR,{name},Sacha Brenner,{text},,{phone}\n",
            at + 10
        ));
        amounts.push(amount);
    }
    let accounts = format!("account,holder,phone\n{SHE},Želimira Čavrić,+33611110000\n");
    let case =
        Worked::empty().with("rows.csv", &rows(&more), &["--exhibit", "D1"]).with("accounts.csv", &accounts, &[]);
    // That account of hers has these digits within the bank.
    assert_eq!(&SHE[14..25], "70010001234");
    decide(&case, SHE, &["--protected-from", "2024-05-01"]);
    decide(&case, HUB, &["--as", "victim"]);
    expect(0, &["dossier", &case.case(), "--lang", "en", "--format", "csv", "--names"]);
    let page = fs::read(case.path("case/dossier/dossier.csv")).unwrap();
    let needles: Vec<&str> = amounts.iter().map(|amount| &amount[..7]).collect();
    assert_eq!(leaks(&page, &needles), Vec::<String>::new());
    assert!(!leaks(&page, &["411.00"]).is_empty(), "what was before stays");
}

#[test]
fn a_name_that_intelligence_alone_gives_her_is_watched_too() {
    let more = format!("{}l1,2024-05-11,,{HUB},6137137.37,EUR,,Sacha Brenner,de Mara Quillfeather,,\n", hers());
    let list = format!("account,holder,city\n{SHE},Mara Quillfeather,Quimpernote\n");
    let case = Worked::empty().with("rows.csv", &rows(&more), &["--exhibit", "D1"]).with(
        "note.csv",
        &list,
        &["--use", "intelligence-only"],
    );
    decide(&case, SHE, &["--protected-from", "2024-05-01"]);
    decide(&case, HUB, &["--as", "victim"]);
    assert_eq!(seen(&case, &["--names"], &["6137137", "Quillfeather", "Quimpernote"]), Vec::<String>::new());
}

#[test]
fn no_number_of_a_row_tells_how_many_are_missing_before_it() {
    let more = format!("{}l1,2024-05-05,{SHE},{HUB},6137137.37,EUR,Želimira Čavrić,Sacha Brenner,,,\n", hers());
    let more = format!("{more}n1,2024-05-05,{ILSE},{HUB},8719187.19,EUR,Ilse Tarnow,Sacha Brenner,,,\n");
    let case = Worked::empty().with("rows.csv", &rows(&more), &["--exhibit", "D1"]);
    decide(&case, SHE, &["--protected-from", "2024-05-01"]);
    decide(&case, HUB, &["--as", "victim"]);
    expect(0, &["dossier", &case.case(), "--lang", "en", "--format", "parquet,html,ftm", "--names"]);
    let read = |name: &str| fs::read(case.path("case/dossier").join(name)).unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(read("dossier.parquet"))).unwrap();
    let (mut before, mut after) = (0, 0);
    for batch in reader.build().unwrap().map(Result::unwrap) {
        let days = batch.column_by_name("booked_on").unwrap().as_primitive::<Date32Type>();
        let places = ["row", "line", "message"].map(|name| batch.column_by_name(name).unwrap());
        for at in 0..batch.num_rows() {
            let is_told = places.iter().any(|place| place.is_valid(at));
            // 2024-05-05
            let is_before = days.value(at) < 19_848;
            assert_eq!(is_told, is_before, "row {at}");
            *(if is_before { &mut before } else { &mut after }) += 1;
        }
    }
    assert!(before > 5 && after >= 2, "{before} {after}");
    let page = String::from_utf8(read("dossier.en.html")).unwrap();
    assert!(page.contains("row not told") && page.contains("a gap between two numbers"));
    // Hers was line 21 of the file, that of the next payment line 22.
    for bytes in [page.into_bytes(), read("dossier.ftm.json")] {
        assert_eq!(leaks(&bytes, &["line 22", "line=22", "row=20", "row 20"]), Vec::<String>::new());
    }
}

#[test]
fn the_fingerprint_is_of_the_files_that_are_shown() {
    let fingerprint = |note: &str, late: &str| {
        let case = Worked::empty()
            .with("rows.csv", &rows(""), &["--exhibit", "D1"])
            .with("note.csv", note, &["--use", "intelligence-only"])
            .with("late.csv", late, &[]);
        decide(&case, SHE, &["--protected-from", "2024-01-01"]);
        expect(0, &["dossier", &case.case(), "--lang", "en"]);
        let page = fs::read_to_string(case.path("case/dossier/dossier.en.html")).unwrap();
        let (_, rest) = page.split_once("Fingerprint of the list of the files shown").unwrap();
        let file = case.path("case/dossier/dossier.en.html").to_string_lossy().into_owned();
        assert_eq!(json(0, &["verify", &case.case(), "--dossier", &file])["agrees"], true);
        let digits: String = rest.chars().skip_while(|c| *c != '>').collect();
        digits.split(|c: char| !c.is_ascii_hexdigit()).find(|part| part.len() == 64).unwrap().to_owned()
    };
    let late = |amount: &str| format!("{HEADER}z1,2024-03-03,{SHE},{OTHER},{amount},EUR,,,,,\n");
    let one = fingerprint(&format!("account,holder\n{OTHER},A B\n"), &late("9.00"));
    let other = fingerprint(&format!("account,holder\n{OTHER},C D\n"), &late("8.00"));
    assert_eq!(one, other);
}

#[test]
fn a_joint_name_on_the_clients_account_names_nobody_else() {
    let more =
        format!("{}j1,2024-03-12,{SHE},{HUB},93.33,EUR,Želimira Čavrić ou Ilse Tarnow,Sacha Brenner,,,\n", hers());
    let case = Worked::empty().with("rows.csv", &rows(&more), &["--exhibit", "D1 Tarnow"]);
    [SHE, ILSE].into_iter().for_each(|account| drop(decide(&case, account, &["--as", "victim"])));
    let reader = ["--profile", "victim-lawyer", "--of", SHE];
    assert_eq!(seen(&case, &reader, &["Tarnow", "Ilse"]), Vec::<String>::new());
    assert!(!seen(&case, &reader, &["Želimira Čavrić"]).is_empty());
    let (_, said) = expect(2, &["dossier", &case.case(), "--profile", "victim-lawyer", "--of", DORIN]);
    assert!(said.contains("--as victim") && said.contains(DORIN), "{said}");
}

#[test]
fn parts_of_a_victims_name_number_and_address_are_found() {
    let more = format!(
        "{}m1,2024-03-11,,{HUB},91.11,EUR,MME CAVRIC,Sacha Brenner,,,\n\
         m2,2024-03-12,,{HUB},92.22,EUR,CAVRIC Z,Sacha Brenner,tel 0611110000 au 4 rue des Orties,,\n\
         paidxCavric,2024-03-13,{SHE},{HUB},94.44,EUR,Želimira Čavrić,Sacha Brenner,,Grelonville,\n\
         o1,2024-03-14,{OTHER},{HUB},95.55,EUR,Želimira Čavrić,Sacha Brenner,,,\n",
        hers()
    );
    let accounts =
        format!("account,holder,city,address,phone\n{SHE},Želimira Čavrić,Grelonville,4 rue des Orties,+33611110000\n");
    let case = Worked::empty().with("releve-70010001234.csv", &rows(&more), &["--exhibit", "D1"]).with(
        "accounts.csv",
        &accounts,
        &[],
    );
    let said = decide(&case, SHE, &["--as", "victim"]);
    assert!(said.contains(OTHER), "another account under the same name is told: {said}");
    decide(&case, HUB, &["--as", "victim"]);
    expect(0, &["trace", &case.case(), "--claim", "x=paidxCavric", "--name", "t"]);
    let all = ["Cavric", "0611110000", "rue des Orties", "Orties", "Grelonville"];
    assert_eq!(seen(&case, &["--names"], &all), Vec::<String>::new());
    let hidden = [&all[..], &["70010001234", SHE, OTHER]].concat();
    assert_eq!(seen(&case, &["--profile", "partner", "--names"], &hidden), Vec::<String>::new());
}

#[test]
fn older_dossiers_in_the_case_are_named_when_a_new_one_is_written() {
    let case = Worked::empty().with("rows.csv", &rows(&hers()), &["--exhibit", "D1"]);
    expect(0, &["dossier", &case.case(), "--lang", "fr"]);
    decide(&case, SHE, &["--protected-from", "2024-04-01"]);
    let (_, said) = expect(0, &["dossier", &case.case(), "--lang", "en"]);
    assert!(said.contains("WRITTEN BEFORE") && said.contains("dossier.fr.html"), "{said}");
    assert!(!said.contains("dossier.en.html"), "{said}");
    let (_, said) = expect(0, &["dossier", &case.case(), "--lang", "fr"]);
    assert!(!said.contains("WRITTEN BEFORE"), "{said}");
}

#[test]
fn changes_name_no_file_by_what_is_withheld() {
    let case = Worked::empty().with("rows.csv", &rows(""), &["--exhibit", "D1"]);
    expect(0, &["dossier", &case.case(), "--lang", "en"]);
    let file = case.path("early.html");
    fs::copy(case.path("case/dossier/dossier.en.html"), &file).unwrap();
    let late = format!("{HEADER}z1,2024-03-03,{SHE},{OTHER},9.00,EUR,Želimira Čavrić,Hortensia Wexley,,,\n");
    let case = case.with("late.csv", &late, &[]).with(
        "releve Cavric.csv",
        &format!("{HEADER}y1,2024-03-03,{DORIN},{HUB},8.00,EUR,,,,,\n"),
        &["--exhibit", "chez Wexley"],
    );
    decide(&case, SHE, &["--protected-from", "2024-01-01"]);
    let changes = json(0, &["changes", &case.case(), "--since", file.to_str().unwrap()]).to_string();
    assert_eq!(leaks(changes.as_bytes(), &["Cavric", "Wexley"]), Vec::<String>::new());
    assert!(changes.contains("releve"), "{changes}");
}

/// A flag of the case itself, which somebody called after a person.
const OWN_FLAG: &str = r#"+++
id = "tarnow-orties"
version = 1
status = "on"

[title]
en = "Payments as Ilse Tarnow told"
fr = "Paiements selon Ilse Tarnow"

[meaning]
forms = ["forced-labour"]
stage = ["exploitation"]
element = "money"
family = "takings"
side = ["controller"]
minor = false

[roles]
collector = "controller"

[reason]
en = "{events} payments, with words {words}."
fr = "{events} paiements, avec {words}."

[params.least]
default = 2
unit = "payments"
basis = "design"
meaning = { en = "payments at least", fr = "nombre minimal de paiements" }

[[sources]]
name = "audition de Ilse Tarnow"
says = "Ilse Tarnow"
trust = "read"
+++

## What it finds
An account that is paid often.

## Why it matters
Ilse Tarnow said so.

## Innocent explanations
- A shop pays in its takings.

## What to check next
- Who pays in, and where.

## Ce qu'il trouve
Un compte souvent crédité.

## Pourquoi c'est important
Selon Ilse Tarnow.

## Explications innocentes
- Un commerce verse sa recette.

## Que vérifier ensuite
- Qui verse, et où.

## Rule
```sql
SELECT json_group_array(tx) AS transactions, creditor AS collector, sum(amount_minor) AS amount_minor, currency AS currency, count(*) AS events, max(text) AS words, :least AS least
FROM transactions WHERE text IS NOT NULL GROUP BY debtor, creditor, currency
```
"#;

#[test]
fn a_finding_of_a_flag_that_was_called_after_a_victim_bears_no_name() {
    let case = Worked::empty().with("rows.csv", &rows(&hers()), &["--exhibit", "D1"]);
    fs::create_dir_all(case.path("case/flags")).unwrap();
    fs::write(case.path("case/flags/tarnow-orties.md"), OWN_FLAG).unwrap();
    let found = json(0, &["detect", &case.case()]).to_string();
    assert!(found.contains("\"tarnow-orties-"), "a test of the test: {found}");
    [SHE, ILSE].into_iter().for_each(|account| drop(decide(&case, account, &["--as", "victim"])));
    for reader in [READERS[0], READERS[1], READERS[2], READERS[4], &["--profile", "victim-lawyer", "--of", SHE]] {
        assert_eq!(seen(&case, reader, &["Tarnow"]), Vec::<String>::new(), "{reader:?}");
    }
}

/// A statement whose number the bank makes of the holder's name and account.
fn camt(account: &str, holder: &str, number: &str) -> String {
    let balance = |code: &str, amount: &str, day: &str| {
        format!(
            "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount}</Amt>\
             <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"
        )
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">\
         <BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId><CreDtTm>2024-06-01T00:00:00</CreDtTm></GrpHdr><Stmt><Id>{number}</Id>\
         <CreDtTm>2024-06-01T00:00:00</CreDtTm><FrToDt><FrDtTm>2024-04-01T00:00:00</FrDtTm><ToDtTm>2024-05-31T00:00:00</ToDtTm></FrToDt>\
         <Acct><Id><IBAN>{account}</IBAN></Id><Ccy>EUR</Ccy><Ownr><Nm>{holder}</Nm></Ownr></Acct>{}{}</Stmt></BkToCstmrStmt></Document>",
        balance("OPBD", "5000.00", "2024-04-01"),
        balance("CLBD", "5000.00", "2024-05-31"),
    )
}

#[test]
fn a_number_of_a_statement_that_a_bank_made_of_a_name_is_not_told() {
    let case = Worked::empty()
        .with("rows.csv", &rows(&hers()), &["--exhibit", "D1"])
        .with("one.xml", &camt(SHE, "Želimira Čavrić", "RELEVE-CAVRIC-70010001234"), &["--exhibit", "D2"])
        .with("two.xml", &camt(HUB, "Sacha Brenner", "RELEVE-77"), &["--exhibit", "D3"]);
    decide(&case, SHE, &["--as", "victim"]);
    for reader in [READERS[0], READERS[1], READERS[4]] {
        assert_eq!(seen(&case, reader, &["Cavric", "RELEVE-CAVRIC"]), Vec::<String>::new(), "{reader:?}");
    }
    assert_eq!(seen(&case, READERS[2], &["Cavric", "70010001234"]), Vec::<String>::new());
    assert!(!seen(&case, READERS[0], &["RELEVE-77"]).is_empty(), "that of anybody else stays");
}

#[test]
fn no_picture_names_the_town_of_a_victims_payment() {
    let mut more = hers();
    for month in 1..=5 {
        more.push_str(&format!(
            "t{month},2024-0{month}-09,{SHE},{HUB},12{month}.00,EUR,Želimira Čavrić,Sacha Brenner,,Lunéville,\n\
             u{month},2024-0{month}-10,{DORIN},{HUB},13{month}.00,EUR,Dorin Pescaru,Sacha Brenner,,Besançon,\n"
        ));
    }
    let accounts = format!(
        "account,holder,city,country\n{SHE},Želimira Čavrić,Lunéville,FR\n{DORIN},Dorin Pescaru,Besançon,FR\n{HUB},Sacha Brenner,Metz,FR\n"
    );
    let case =
        Worked::empty().with("rows.csv", &rows(&more), &["--exhibit", "D1"]).with("accounts.csv", &accounts, &[]);
    decide(&case, SHE, &["--as", "victim"]);
    for reader in READERS {
        let of =
            if reader.contains(&"victim-lawyer") { &["--profile", "victim-lawyer", "--of", SHE][..] } else { reader };
        assert_eq!(seen(&case, of, &["Lunéville", "Luneville"]), Vec::<String>::new(), "{of:?}");
    }
}

#[test]
fn a_dossier_of_the_press_can_be_made_again_in_the_case_alone() {
    let case = Worked::empty().with("rows.csv", &rows(&hers()), &["--exhibit", "D1"]);
    decide(&case, SHE, &["--as", "victim"]);
    expect(0, &["dossier", &case.case(), "--lang", "en", "--profile", "press", "--format", "html,csv,xlsx"]);
    for name in ["dossier.press.en.html", "dossier.press.csv", "dossier.press.en.xlsx"] {
        let file = case.path("case/dossier").join(name);
        let away = case.path(name);
        fs::copy(&file, &away).unwrap();
        let said = json(0, &["verify", &case.case(), "--dossier", away.to_str().unwrap()]);
        assert_eq!(said["agrees"], true, "{name}: {said}");
        assert!(!fs::read(&away).unwrap().windows(16).any(|part| part == b"filature-manifes"), "{name}");
        // Another export of the same case has other pseudonyms, and is another file.
        expect(0, &["dossier", &case.case(), "--lang", "en", "--profile", "press", "--format", "html,csv,xlsx"]);
        assert_ne!(fs::read(&file).unwrap(), fs::read(&away).unwrap(), "{name}");
    }
}
