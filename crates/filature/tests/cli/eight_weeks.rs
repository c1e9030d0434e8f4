//! Eight weeks of a case, from the command line: what is asked and answered, marked, merged, corrected, told in two dossiers, and at last erased.
//!
//! Everybody in it is invented. Nothing that was decided is lost on the way, both dossiers can be made again up to the erasure and say so after
//! it, and once the files that are named are gone the erased person is in no byte of the folder.

use std::fs;

use serde_json::Value;

use crate::erase::found_of;
use crate::run::{expect, json};
use crate::worked::Worked;

/// Hers is the account that is erased at the end.
const HERS: &str = "DE42999990000000000303";
const HER_NAME: &str = "Stana Brezovac";
/// In the register, and at the third bank.
const HIS: &str = "DE64999990000000000101";
const OTHER_OF_HIS: &str = "DE53999990000000000202";
/// Every writing of her that the files hold, small and without accents.
const WRITTEN: [&str; 5] = ["brezovac", "stana", "de42999990000000000303", "999990000000000303", "381601112233"];
const WHO: [&str; 4] = ["--reason", "order of 2 May", "--by", "Officer A"];

const REGISTER: &str = "account number,bank,holder,given name,role,opened,birth date,phone\n\
                        DE64999990000000000101,Bank One,Kovalić,Mira,holder,2020-03-01,1970-05-06,\n\
                        DE53999990000000000202,Bank Two,Kovalić,Mira,holder,2021-04-01,1970-05-06,\n\
                        DE42999990000000000303,Bank Three,Brezovac,Stana,holder,2023-01-15,1999-08-09,+381601112233\n";

/// A line of a statement: day, cents (in or out), the other account and name, text.
type Row<'a> = (u32, i64, &'a str, &'a str, &'a str);

/// A month of an account as MT940, with balances that foot.
fn statement(account: &str, month: u32, opening: i64, rows: &[Row<'_>]) -> String {
    let amount = |cents: i64| format!("{},{:02}", cents.abs() / 100, cents.abs() % 100);
    let sign = |cents: i64| if cents < 0 { 'D' } else { 'C' };
    let closing = opening + rows.iter().map(|row| row.1).sum::<i64>();
    let mut text = format!(
        ":20:S{month}\n:25:{account}\n:28C:{month}/1\n:60F:{}24{month:02}01EUR{}\n",
        sign(opening),
        amount(opening)
    );
    for (number, (day, cents, other, name, words)) in (1..).zip(rows) {
        text.push_str(&format!(":61:24{month:02}{day:02}{}{}NTRFR{month}{number}\n", sign(*cents), amount(*cents)));
        text.push_str(&format!(":86:166?00TRANSFER?20{words}?31{other}?32{name}\n"));
    }
    let last = if month == 2 { 29 } else { 31 };
    text.push_str(&format!(":62F:{}24{month:02}{last}EUR{}\n-\n", sign(closing), amount(closing)));
    text
}

fn first_bank(corrected: bool, name: &str, number: &str) -> String {
    let february = [
        (5, 90_000, number, name, "WAGE OF JANUARY"),
        (6, -85_000, "DE53999990000000000202", "Mira Kovalic", "OWN ACCOUNT"),
        (9, 40_000, "DE31999990000000000404", "Luka Stanor", "RENT"),
    ];
    let march: Vec<Row<'_>> = [
        // The bank forgot this line at first: those behind it stand in other rows then.
        (2, 1_000, "DE20999990000000000505", "Ivo Marev", "BACK"),
        (5, 90_000, number, name, "WAGE OF FEBRUARY"),
        (6, -85_000, "DE53999990000000000202", "Mira Kovalic", "OWN ACCOUNT"),
    ]
    .into_iter()
    .skip(usize::from(!corrected))
    .collect();
    let opening_of_march = 10_000 + february.iter().map(|row| row.1).sum::<i64>();
    statement("DE64999990000000000101", 2, 10_000, &february)
        + &statement("DE64999990000000000101", 3, opening_of_march, &march)
}

fn second_bank() -> String {
    let rows = |text| {
        [
            (6, 85_000, "DE64999990000000000101", "Mira Kovalic", text),
            (20, -80_000, "DE09999990000000000606", "Auto Vozila", "CAR"),
        ]
    };
    statement("DE53999990000000000202", 2, 0, &rows("OWN ACCOUNT"))
        + &statement("DE53999990000000000202", 3, 5_000, &rows("OWN ACCOUNT"))
}

fn third_bank() -> String {
    let rows = |month| {
        [
            (1, 95_000, "DE95999990000000000707", "Pekara Zora", month),
            (5, -90_000, "DE64999990000000000101", "Mira Kovalic", "WAGE ON"),
        ]
    };
    statement("DE42999990000000000303", 2, 0, &rows("WAGE"))
        + &statement("DE42999990000000000303", 3, 5_000, &rows("WAGE"))
}

/// The case, and what is done with it.
struct Weeks {
    worked: Worked,
}

impl Weeks {
    fn add(&self, name: &str, text: &str, said: &[&str]) -> String {
        let file = self.worked.write(name, text);
        let added = json(0, &[&["add", &self.worked.case(), &file], said].concat());
        added["files"][0]["source"].as_str().unwrap().to_owned()
    }

    fn run(&self, verb: &str, more: &[&str]) -> Value {
        json(0, &[&[verb, &self.worked.case()], more].concat())
    }

    fn path(&self, name: &str) -> String {
        self.worked.path(name).to_string_lossy().into_owned()
    }

    /// Writes the dossier and takes a copy of it out of the case, as it is handed over.
    fn hand_over(&self, name: &str) -> String {
        self.run("detect", &[]);
        self.run("dossier", &["--lang", "en"]);
        let given = self.path(name);
        fs::copy(self.path("case/dossier/dossier.en.html"), &given).unwrap();
        given
    }

    fn verify_dossier(&self, code: i32, given: &str) -> Value {
        json(code, &["verify", &self.worked.case(), "--dossier", given])
    }

    /// The marks, by their labels, each with how its entries stand.
    fn marks(&self) -> Value {
        self.run("mark", &[])
    }
}

/// The entry of a source that has this amount, and what the ledger calls it.
fn entry(weeks: &Weeks, source: &str, amount: &str) -> String {
    let query = format!("SELECT id FROM transactions WHERE id LIKE '{source}:%' AND amount_minor = {amount}");
    let found = weeks.run("sql", &[&query]);
    found["rows"][0][0].as_str().unwrap_or_else(|| panic!("{query}: {found}")).to_owned()
}

/// For each label, how the entries of its marks stand.
fn standing(weeks: &Weeks) -> Vec<(String, Vec<String>)> {
    let marks = weeks.marks();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let of = |mark: &Value| mark["entries"].as_array().unwrap().iter().map(|entry| word(&entry["is"])).collect();
    marks["marks"].as_array().unwrap().iter().map(|mark| (word(&mark["label"]), of(mark))).collect()
}

fn stand(expected: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    expected.iter().map(|(label, are)| ((*label).to_owned(), words(are))).collect()
}

/// The acts of the journal, in their order.
fn acts(weeks: &Weeks) -> Vec<String> {
    weeks.worked.journal().iter().map(|line| line["act"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn eight_weeks_of_a_case_lose_nothing_and_end_as_they_should() {
    let weeks = Weeks { worked: Worked::empty() };
    let case = weeks.worked.case();

    // First week: the register replies. Three accounts are known, and nobody has asked for their statements.
    weeks.add("register.csv", REGISTER, &["--from", "register", "--request", "REQ 1"]);
    let to_ask = |asked: &Value| -> Vec<String> {
        let rows = asked["to_ask"].as_array().unwrap().iter();
        rows.map(|row| row["account"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(to_ask(&weeks.run("requests", &[])).len(), 3);
    for (account, bank, request) in
        [(HIS, "Bank One", "REQ 2"), (OTHER_OF_HIS, "Bank Two", "REQ 3"), (HERS, "Bank Three", "REQ 4")]
    {
        let period = ["--from", "2024-02", "--to", "2024-03", "--due", "2024-05-01", "--by", "Officer A"];
        weeks.run("requests", &[&["--asked", account, "--request", request, "--of", bank][..], &period].concat());
    }
    let overdue = weeks.run("requests", &["--on", "2024-06-01"]);
    assert_eq!(
        overdue["requests"].as_array().unwrap().iter().filter(|row| row["overdue_days"] == 31).count(),
        3,
        "{overdue}"
    );

    // Second week: the first bank answers.
    let first =
        weeks.add("first.sta", &first_bank(false, HER_NAME, HERS), &["--from", "Bank One", "--request", "REQ 2"]);
    let statements = weeks.run("statements", &[]);
    assert!(statements["statements"].as_array().unwrap().iter().all(|row| row["footing"] == "foots"), "{statements}");

    // Third week: rows are coloured, and a word is put beside them.
    let label = ["--define", "rent", "--colour", "blue", "--by", "Officer A"];
    weeks.run("mark", &label);
    let rent = entry(&weeks, &first, "40000");
    let wages = weeks.run(
        "mark",
        &["--account", HIS, "--direction", "in", "--min", "900", "--label", "put to him", "--by", "Officer A"],
    );
    assert_eq!(wages["marked"][0]["entries"].as_array().unwrap().len(), 2, "{wages}");
    weeks.run("mark", &[&rent, "--label", "rent", "--note", "asked for in PV 12", "--by", "Officer A"]);
    let found = |kinds: [&[&str]; 2]| stand(&[("put to him", kinds[0]), ("rent", kinds[1])]);
    assert_eq!(standing(&weeks), found([&["found", "found"], &["found"]]));

    // Fourth week: a second bank, which shows the same transfers from the other side.
    weeks.add("second.sta", &second_bank(), &["--from", "Bank Two", "--request", "REQ 3"]);
    assert_eq!(standing(&weeks), found([&["found", "found"], &["found"]]));
    let joins = weeks.run("join", &[]);
    assert!(!joins["joins"].as_array().unwrap().is_empty(), "{joins}");

    // Fifth week: both accounts are said to be of one person, and a decision is taken on another.
    let why = [&["--source", "PV 20"][..], &WHO].concat();
    let merge = weeks.run("merge", &[&[HIS, OTHER_OF_HIS][..], &why].concat());
    weeks.run("category", &[&[HERS, "--as", "victim"][..], &why].concat());
    let profile = weeks.run("profile", &[HIS]);
    assert_eq!(profile["accounts"].as_array().unwrap().len(), 2, "{profile}");
    assert_ne!(profile["currencies"][0]["own"]["out"]["count"], 0, "{profile}");

    // Sixth week: the first bank sends March again, with the line that it had forgotten; what it sent first is taken out. A dossier goes out.
    let corrected =
        weeks.add("corrected.sta", &first_bank(true, HER_NAME, HERS), &["--from", "Bank One", "--request", "REQ 2"]);
    weeks.run("erase", &[&["--source", &first][..], &WHO].concat());
    assert_eq!(standing(&weeks), found([&["moved", "moved"], &["moved"]]));
    let now = weeks.marks();
    let moved: Vec<&str> = now["marks"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|mark| mark["entries"].as_array().unwrap())
        .map(|entry| entry["now"].as_str().unwrap())
        .collect();
    assert!(moved.iter().all(|id| id.starts_with(&corrected)), "{now}");
    weeks.run("trace", &["--claim", &format!("rent={}", entry(&weeks, &corrected, "40000")), "--name", "rent"]);
    let one = weeks.hand_over("one.html");
    assert_eq!(weeks.verify_dossier(0, &one)["agrees"], true);
    let leads = |weeks: &Weeks| weeks.run("detect", &[])["leads"].clone();
    let leads_then = leads(&weeks);

    // Seventh week: the third bank. What is new since the dossier is told, and a second one goes out.
    let third = weeks.add("third.sta", &third_bank(), &["--from", "Bank Three", "--request", "REQ 4"]);
    let changes = weeks.run("changes", &["--since", &one]);
    assert_eq!(changes["sources"]["new"][0]["source"], *third, "{changes}");
    assert_ne!(changes["entries"]["then"], changes["entries"]["now"]);
    weeks.run("trace", &["--claim", &format!("rent={}", entry(&weeks, &corrected, "40000")), "--name", "rent"]);
    let two = weeks.hand_over("two.html");
    for given in [&one, &two] {
        assert_eq!(weeks.verify_dossier(0, given)["agrees"], true, "{given}");
    }
    let answered = weeks.run("requests", &["--on", "2024-06-01"]);
    assert!(answered["requests"].as_array().unwrap().iter().all(|row| row["state"] == "answered"), "{answered}");
    let kept: Vec<Value> = leads(&weeks).as_array().unwrap().iter().map(|lead| lead["id"].clone()).collect();
    let gone = weeks.run("changes", &["--since", &one])["leads"]["gone"].clone();
    for lead in leads_then.as_array().unwrap() {
        let is_told = gone.as_array().unwrap().iter().any(|told| told["id"] == lead["id"]);
        assert!(kept.contains(&lead["id"]) || is_told, "a lead lost its id without a word: {lead}");
    }

    // Nothing that was decided was lost on the way.
    assert_eq!(standing(&weeks), found([&["moved", "moved"], &["moved"]]));
    let labels = weeks.marks()["labels"].clone();
    assert!(
        labels.as_array().unwrap().iter().any(|label| label["label"] == "rent" && label["colour"] == "blue"),
        "{labels}"
    );
    assert_eq!(weeks.run("category", &[])["categories"][0]["category"], "victim");
    let merges = weeks.run("merge", &[]);
    assert!(merges.to_string().contains(merge["merges"][0]["id"].as_str().unwrap()), "{merges}");
    expect(0, &["verify", &case]);
    let decided = acts(&weeks);

    // Eighth week: she is to be erased. Files that still hold her are named; one comes back as a redacted copy, the others go.
    assert!(found_of(&weeks.worked.path("case"), &WRITTEN).len() > WRITTEN.len(), "the search finds nothing");
    let erased = weeks.run("erase", &[&["--person", HERS, "--second", "Officer B"][..], &WHO].concat());
    let held: Vec<String> =
        erased["held_by"].as_array().unwrap().iter().map(|file| file["source"].as_str().unwrap().to_owned()).collect();
    assert!(held.contains(&third) && held.contains(&corrected), "{erased}");
    expect(0, &["verify", &case]);
    for given in [&one, &two] {
        let said = weeks.verify_dossier(1, given);
        assert!(said["not_remade"].as_str().unwrap().contains("erased in part"), "{said}");
    }
    let redacted = weeks.add(
        "redacted.sta",
        &first_bank(true, "X", "DE68999990000000000999"),
        &["--from", "Bank One", "--request", "REQ 2"],
    );
    for source in &held {
        weeks.run("erase", &[&["--source", source][..], &WHO].concat());
    }
    weeks.run("detect", &[]);
    assert_eq!(found_of(&weeks.worked.path("case"), &WRITTEN), Vec::<String>::new());
    expect(0, &["verify", &case]);
    assert_eq!(acts(&weeks)[..decided.len()], decided, "no line of the journal is gone");
    // What is not hers stays: the marks are on the redacted copy.
    let now = weeks.marks();
    let entries: Vec<&Value> =
        now["marks"].as_array().unwrap().iter().flat_map(|mark| mark["entries"].as_array().unwrap()).collect();
    assert!(
        entries.iter().all(|entry| entry["is"] == "moved" && entry["now"].as_str().unwrap().starts_with(&redacted)),
        "{now}"
    );
    weeks.run("dossier", &["--lang", "en"]);
}
