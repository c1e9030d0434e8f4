//! `join`: which lines were taken for one transfer, and how a person undoes that; `statements`: the grid, and what was asked.

use std::fs;

use serde_json::{Value, json};

use crate::run::{assert_same, expect, json as of};

const HEADER: &str = "Account,Booking date,Amount,Currency,Counterparty name,Counterparty IBAN,Reference,Balance\n";
const PAYER: &str = "DE40999900000000000001";
const PAYEE: &str = "DE13999900000000000002";

/// A case of two accounts, one of which pays the other, and where its folder is.
fn two_accounts() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, rows: &str| {
        let path = folder.path().join(name);
        fs::write(&path, format!("{HEADER}{rows}")).unwrap();
        path.to_string_lossy().into_owned()
    };
    let paid = format!(
        "{PAYER},2024-03-01,-10.00,EUR,,,,990.00\n{PAYER},2024-03-14,-250.00,EUR,Ana,{PAYEE},INV-2024-77,740.00\n"
    );
    let got = format!(
        "{PAYEE},2024-03-15,250.00,EUR,Ivo,{PAYER},INV-2024-77,300.00\n{PAYEE},2024-03-31,-5.00,EUR,,,,295.00\n"
    );
    let (a, b) = (write("a.csv", &paid), write("b.csv", &got));
    let case = folder.path().join("case").to_string_lossy().into_owned();
    expect(0, &["add", &case, &a, &b]);
    (folder, case)
}

fn examined(case: &str) -> Value {
    of(0, &["detect", case])["transactions_examined"].clone()
}

#[test]
fn a_join_is_undone_and_made_again() {
    let (folder, case) = two_accounts();
    let before = of(0, &["join", &case]);
    assert_eq!(before["joins"].as_array().unwrap().len(), 1, "{before}");
    assert_eq!(before["joins"][0]["joined_by"], "accounts and reference");
    assert_eq!((examined(&case), &before["undone"]), (json!(3), &json!([])));
    let copy = folder.path().join("before");
    copy_ledger(&case, &copy);
    let (transaction, credit) = (&before["joins"][0]["transaction"], &before["joins"][0]["credit"]);
    let transaction = transaction.as_str().unwrap();

    let after = of(0, &["join", &case, "--undo", transaction, "--reason", "two payments, PV 3"]);
    assert_eq!(after["joins"], json!([]));
    assert_eq!(after["undone"][0]["reason"], "two payments, PV 3");
    assert_eq!(examined(&case), 4, "each line counts by itself");
    expect(0, &["verify", &case]);
    fs::remove_dir_all(format!("{case}/ledger")).unwrap();
    assert_eq!(of(0, &["join", &case])["joins"], json!([]), "the ledger comes back without the join");
    let (shown, _) = expect(0, &["join", &case]);
    assert!(shown.contains("two payments, PV 3") && shown.contains("Not one transfer"), "{shown}");

    let again = of(0, &["join", &case, "--redo", credit.as_str().unwrap(), "--reason", "one payment after all"]);
    assert_eq!(again["joins"], before["joins"]);
    assert_eq!(examined(&case), 3);
    assert_same(&copy, std::path::Path::new(&format!("{case}/ledger")));
    expect(0, &["verify", &case]);
}

fn copy_ledger(case: &str, to: &std::path::Path) {
    fs::create_dir(to).unwrap();
    for item in fs::read_dir(format!("{case}/ledger")).unwrap() {
        let item = item.unwrap();
        fs::copy(item.path(), to.join(item.file_name())).unwrap();
    }
}

#[test]
fn half_an_undoing_is_none() {
    let (_folder, case) = two_accounts();
    expect(2, &["join", &case, "--undo", "x"]);
    let (_, said) = expect(2, &["join", &case, "--undo", "x", "--reason", "y"]);
    assert!(said.contains("no two lines of this case were joined"), "{said}");
    let (_, said) = expect(2, &["join", &case, "--redo", "a1b2c3d4e5f6:1", "--reason", "y"]);
    assert!(said.contains("nobody undid this join"), "{said}");
    let id = of(0, &["join", &case])["joins"][0]["debit"].as_str().unwrap().to_owned();
    let (_, said) = expect(2, &["join", &case, "--undo", &id, "--reason", " "]);
    assert!(said.contains("a reason is needed"), "{said}");
    assert_eq!(of(0, &["join", &case])["undone"], json!([]));
}

/// The state of each month of an account in the grid, from the document.
fn months(document: &Value, account: &str) -> Value {
    let rows = document["grid"]["accounts"].as_array().unwrap();
    rows.iter().find(|row| row["account"] == account).map_or(Value::Null, |row| row["months"].clone())
}

#[test]
fn the_grid_says_what_was_asked_and_what_came() {
    let (_folder, case) = two_accounts();
    let shown = of(0, &["statements", &case]);
    assert_eq!(months(&shown, PAYER), json!({ "2024-03": "partial" }), "only to the 14th");
    let ask = |account: &str, option: &str, from: &str, to: &str| {
        of(0, &["statements", &case, option, account, "--from", from, "--to", to, "--request", "REQ 1"])
    };
    ask(PAYER, "--asked", "2024-02", "2024-04");
    let shown = ask("DE86999900000000000003", "--asked", "2024-03", "2024-03");
    let asked = json!({ "2024-02": "asked", "2024-03": "partial", "2024-04": "asked" });
    assert_eq!(months(&shown, PAYER), asked);
    let never_came = json!({ "2024-02": "not-asked", "2024-03": "asked", "2024-04": "not-asked" });
    assert_eq!(months(&shown, "DE86999900000000000003"), never_came);
    let (text, _) = expect(0, &["statements", &case]);
    let line = text.lines().find(|line| line.starts_with(PAYER)).unwrap();
    assert!(line.ends_with("?-?"), "{text}");
    assert!(text.contains("?  asked, not received") && text.contains("2024"), "{text}");
    let (text, _) = expect(0, &["statements", &case, "--lang", "fr"]);
    assert!(text.contains("?  demandé, non reçu"), "{text}");
    let (text, _) = expect(0, &["statements", &case, "--list"]);
    assert!(text.contains("opening") && !text.contains("JFMAMJJASOND"), "{text}");

    let shown = ask(PAYER, "--not-asked", "2024-02", "2024-02");
    assert_eq!(months(&shown, PAYER), json!({ "2024-03": "partial", "2024-04": "asked" }));
    let never = ["--from", "2030-01", "--to", "2030-01", "--request", "REQ 1"];
    expect(2, &[&["statements", &case, "--not-asked", PAYER], &never[..]].concat());
    let turned = ["--from", "2024-02", "--to", "2024-01", "--request", "REQ 1"];
    expect(2, &[&["statements", &case, "--asked", PAYER], &turned[..]].concat());
    expect(2, &["statements", &case, "--asked", PAYER]);
    expect(0, &["verify", &case]);
}

/// Half-months in two files whose balances meet are a month that foots; one whose balances do not is none.
#[test]
fn a_month_foots_where_every_day_of_it_does() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, rows: &str| {
        let path = folder.path().join(name);
        fs::write(&path, format!("{HEADER}{rows}")).unwrap();
        path.to_string_lossy().into_owned()
    };
    let first =
        write("a.csv", &format!("{PAYER},2024-03-01,-10.00,EUR,,,A,990.00\n{PAYER},2024-03-12,-5.00,EUR,,,B,985.00\n"));
    let met =
        write("b.csv", &format!("{PAYER},2024-03-20,-85.00,EUR,,,C,900.00\n{PAYER},2024-03-31,-1.00,EUR,,,D,899.00\n"));
    let off =
        write("c.csv", &format!("{PAYER},2024-04-01,-9.00,EUR,,,E,890.00\n{PAYER},2024-04-30,-1.00,EUR,,,F,880.00\n"));
    let case = folder.path().join("case").to_string_lossy().into_owned();
    expect(0, &["add", &case, &first, &met, &off]);
    let shown = of(0, &["statements", &case]);
    assert_eq!(months(&shown, PAYER), json!({ "2024-03": "foots", "2024-04": "does-not-foot" }), "{shown}");
    let (text, _) = expect(0, &["statements", &case]);
    assert!(text.lines().any(|line| line.starts_with(PAYER) && line.ends_with("=!")), "{text}");
    assert!(text.contains("DOES NOT FOOT, off by"), "what is wrong is listed below the grid: {text}");
}

/// A month, the quarter that it begins, a month within it, and the one after: nothing is missing, and each booking counts once.
#[test]
fn a_quarter_leaves_no_gap_between_its_months_and_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let days = ["01-01", "01-31", "02-01", "02-29", "03-01", "03-31", "04-01", "04-30"];
    let row = |at: usize| format!("{PAYER},2024-{},-1.00,EUR,,,R{at},{}.00\n", days[at], 99 - at);
    let write = |name: &str, rows: std::ops::Range<usize>| {
        let path = folder.path().join(name);
        fs::write(&path, format!("{HEADER}{}", rows.map(row).collect::<String>())).unwrap();
        path.to_string_lossy().into_owned()
    };
    let files =
        [write("january.csv", 0..2), write("quarter.csv", 0..6), write("february.csv", 2..4), write("april.csv", 6..8)];
    let case = folder.path().join("case").to_string_lossy().into_owned();
    expect(0, &[&["add", &case][..], &files.iter().map(String::as_str).collect::<Vec<_>>()].concat());
    assert_eq!(examined(&case), 8);
    let shown = of(0, &["statements", &case]);
    for statement in shown["statements"].as_array().unwrap() {
        assert!(statement["gap_before"].is_null() && statement["chain_off"].is_null(), "{statement}");
    }
    let states = months(&shown, PAYER);
    assert!(states.as_object().unwrap().values().all(|state| state == "foots"), "{states}");
}
