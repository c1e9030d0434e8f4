//! `sql`: answers, limits, and nothing that can be changed.

use std::io::Write;
use std::process::{Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;

use crate::networks::network;
use crate::run::{expect, filature, json as of, snapshot};

const BY_CHANNEL: &str = "SELECT channel, count(*) AS payments, sum(amount_minor) AS amount_minor, NULL AS nobody FROM transactions GROUP BY channel ORDER BY channel";

#[test]
fn a_query_is_answered_as_a_table_and_as_a_document() {
    let case = network();
    let answer = of(0, &["sql", &case.case(), BY_CHANNEL]);
    assert_eq!(
        answer,
        json!({
            "columns": ["channel", "payments", "amount_minor", "nobody"],
            "rows": [["remittance", 15, 1_339_500, null], ["transfer", 30, 2_899_500, null]],
            "cut": false,
        })
    );
    let (shown, said) = expect(0, &["sql", &case.case(), BY_CHANNEL]);
    let lines: Vec<Vec<&str>> = shown.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines[0], ["channel", "payments", "amount_minor", "nobody"]);
    assert_eq!(lines[2..], [["remittance", "15", "1339500"], ["transfer", "30", "2899500"]]);
    assert_eq!(said.trim(), "2 rows");
}

#[test]
fn the_table_functions_of_flags_answer_here_too() {
    let case = network();
    let query = "SELECT a.key, w.events, w.amount_minor FROM windows('3d', 'in', 'channel:transfer', 5) w JOIN accounts a USING (account) \
                 ORDER BY w.tx";
    let answer = of(0, &["sql", &case.case(), query]);
    assert_eq!(
        answer["rows"],
        json!([["COLLECTOR", 5, 466_500], ["COLLECTOR", 5, 466_500], ["COLLECTOR", 5, 466_500]])
    );
    let patterns = of(0, &["sql", &case.case(), "SELECT count(*) FROM patterns('gather-scatter', '9d')"]);
    assert!(patterns["rows"][0][0].as_i64() > Some(0), "{patterns}");
}

#[test]
fn days_can_be_read_as_dates() {
    let case = network();
    let query = "SELECT date(min(day) * 86400, 'unixepoch'), date(max(day) * 86400, 'unixepoch') FROM transactions";
    assert_eq!(of(0, &["sql", &case.case(), query])["rows"], json!([["2024-02-05", "2024-04-13"]]));
}

#[test]
fn no_name_telephone_or_address_is_in_any_table() {
    let case = network();
    for table in ["transactions", "accounts", "parties"] {
        let (out, _) = expect(0, &["sql", &case.case(), &format!("SELECT * FROM {table}"), "--json"]);
        for secret in ["Marrun", "Tarnu", "QUAI", "ZORN", "PAYEE", "DOC-"] {
            assert!(!out.contains(secret), "{table}: {secret}");
        }
    }
}

#[test]
fn nothing_but_reading_is_allowed() {
    let case = network();
    let before = snapshot(&case.path("case"));
    let outside = case.path("out.db").display().to_string();
    let refused = [
        "DELETE FROM transactions",
        "UPDATE transactions SET amount_minor = 0",
        "INSERT INTO accounts (key) VALUES ('x')",
        "DROP TABLE transactions",
        "CREATE TABLE mine (x)",
        "CREATE TEMP TABLE mine AS SELECT 1",
        "SELECT 1; DELETE FROM transactions",
        "SELECT 1; SELECT 2",
        "PRAGMA user_version = 3",
        "BEGIN",
        "SELECT load_extension('x')",
        "SELECT readfile('/etc/hostname')",
        "",
        &format!("ATTACH '{outside}' AS outside"),
        &format!("VACUUM INTO '{outside}'"),
    ];
    for query in refused {
        let (out, said) = expect(2, &["sql", &case.case(), query]);
        assert!(out.is_empty(), "{query}: {out}");
        let known = [
            "not authorized",
            "may not be modified",
            "no query",
            "no statement",
            "more than one statement",
            "no such function",
        ];
        assert!(known.iter().any(|reason| said.contains(reason)), "{query}: {said}");
        assert!(said.contains("; "), "what to do: {said}");
    }
    assert!(snapshot(&case.path("case")) == before);
    assert!(!case.path("out.db").exists());
}

#[test]
fn what_is_wrong_with_a_query_is_said_with_its_line() {
    let case = network();
    let (_, said) = expect(2, &["sql", &case.case(), "SELECT tx,\n  no_such_column\nFROM transactions"]);
    assert!(
        said.contains("line 2 of the query")
            && said.contains("no_such_column")
            && said.contains("docs/reference/sql.md"),
        "{said}"
    );
    let (_, said) = expect(2, &["sql", &case.case(), "SELECT tx FROM transactions WHERE tx = :mine"]);
    assert!(said.contains(":mine"), "{said}");
    expect(2, &["sql", &case.path("no-such-case").display().to_string(), "SELECT 1"]);
}

fn with_input(arguments: &[&str], input: &str) -> Output {
    let mut child =
        filature(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn without_a_query_it_is_read_from_standard_input() {
    let case = network();
    let output = with_input(&["sql", &case.case(), "--json"], &format!("-- by channel\n{BY_CHANNEL};\n"));
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer, of(0, &["sql", &case.case(), BY_CHANNEL]));
    let output = with_input(&["sql", &case.case()], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("write one SELECT"));
}

#[test]
fn rows_that_are_left_out_are_said() {
    let case = network();
    let query = "SELECT tx FROM transactions ORDER BY tx";
    let cut = of(0, &["sql", &case.case(), query, "--rows", "2"]);
    assert_eq!(cut, json!({ "columns": ["tx"], "rows": [[0], [1]], "cut": true }));
    let (_, said) = expect(0, &["sql", &case.case(), query, "--rows", "2"]);
    assert!(said.contains("2 rows; more were left out: raise --rows"), "{said}");
    assert_eq!(of(0, &["sql", &case.case(), query, "--rows", "45"])["cut"], false, "all 45 are there");
    assert_eq!(of(0, &["sql", &case.case(), query, "--rows", "44"])["cut"], true);
}

#[test]
fn a_query_that_does_not_end_is_stopped() {
    let case = network();
    let endless = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n";
    let began = Instant::now();
    let (out, said) = expect(2, &["sql", &case.case(), endless, "--seconds", "1"]);
    assert!(out.is_empty() && said.contains("it was stopped after 1 second"), "{said}");
    assert!(began.elapsed() < Duration::from_secs(30), "{:?}", began.elapsed());
    let hoarding = "WITH RECURSIVE n (x) AS (SELECT hex(zeroblob(1000000)) UNION ALL SELECT x || '.' FROM n LIMIT 1000) \
                    SELECT count(DISTINCT x) FROM n";
    let (out, said) = expect(2, &["sql", &case.case(), hoarding, "--megabytes", "50"]);
    assert!(out.is_empty() && said.contains("50 MB"), "{said}");
}
