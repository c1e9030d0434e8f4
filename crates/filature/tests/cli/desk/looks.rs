//! What the page reads: windows over the ledger that agree with the verbs.

use serde_json::{Value, json};

use super::served::Served;
use crate::networks::network;
use crate::run::{expect, json as of};
use crate::worked::Worked;

fn minor(amount: &Value) -> i128 {
    amount["minor"].as_str().unwrap().parse().unwrap()
}

#[test]
fn an_account_s_entries_lead_from_its_opening_to_its_balance() {
    let rows =
        [("t1", "X", "A", "100.00"), ("t2", "A", "B", "30.50"), ("t3", "A", "C", "20.00"), ("t4", "B", "A", "5.25")];
    let case = Worked::of(&rows, &[("A", "10.00")]);
    let served = Served::of(&case.case());
    let all = served.json("/api/v1/accounts/A/entries");
    let balances: Vec<i128> = all["rows"].as_array().unwrap().iter().map(|row| minor(&row["balance"])).collect();
    assert_eq!(balances, [11_000, 7_950, 5_950, 6_475]);
    let account = served.json("/api/v1/accounts/A");
    assert_eq!((minor(&account["in"]), minor(&account["out"]), &account["entries"]), (10_525, 5_050, &json!(4)));
    let out = served.json("/api/v1/accounts/A/entries?direction=out&sort=-amount");
    let amounts: Vec<i128> = out["rows"].as_array().unwrap().iter().map(|row| minor(&row["amount"])).collect();
    assert_eq!(
        (amounts, &out["rows"][0]["balance"]),
        (vec![3_050, 2_000], &json!(null)),
        "no balance where rows are left out"
    );
    let window = served.json("/api/v1/accounts/A/entries?offset=1&limit=2");
    assert_eq!((&window["total"], &window["rows"][0]["id"]), (&json!(4), &all["rows"][1]["id"]));
    let between = served.json("/api/v1/accounts/A/entries?from=2024-01-02&to=2024-01-03&min=25");
    assert_eq!((&between["total"], &between["rows"][0]["transaction"]), (&json!(1), &json!("t2")));
    let balance = served.json("/api/v1/accounts/A/balance");
    assert_eq!(balance["points"].as_array().unwrap().last().unwrap()[1], "6475");
    assert_eq!(balance["months"], json!([{ "month": "2024-01", "end": "6475", "lowest": "5950", "highest": "11000" }]));
    let calendar = served.json("/api/v1/accounts/A/calendar");
    assert_eq!((calendar.as_array().unwrap().len(), &calendar[0]["day"]), (4, &json!("2024-01-01")));
    let others = served.json("/api/v1/accounts/A/counterparties?sort=-entries");
    assert_eq!((&others["total"], &others["rows"][0]["account"]["id"]), (&json!(3), &json!("B")));
}

#[test]
fn an_entry_says_where_it_stands_and_the_row_is_the_file_s_own() {
    let case = Worked::of(&[("t1", "X", "A", "100.00"), ("t2", "A", "B", "30.50")], &[("A", "0.00")]);
    let served = Served::of(&case.case());
    served.show_names();
    let entry = served.json("/api/v1/entries/t2");
    let place = &entry["coordinates"][0];
    assert_eq!((&place["name"], &place["line"]), (&json!("rows.csv"), &json!(3)));
    let rows = served.json(&format!(
        "/api/v1/sources/{}/rows?row={}&around=1",
        place["source"].as_str().unwrap(),
        place["row"]
    ));
    let marked: Vec<&Value> = rows["rows"].as_array().unwrap().iter().filter(|row| row["marked"] == true).collect();
    assert_eq!(marked.len(), 1);
    assert_eq!(marked[0]["cells"], json!(["t2", "2024-01-02", "A", "B", "30.50", "EUR"]));
    assert_eq!((&rows["header"][0], &rows["total"]), (&json!("id"), &json!(3)));
    assert_eq!(
        (&rows["counted"], &marked[0]["row"]),
        (&json!("lines"), &place["line"]),
        "the numbers are those of lines"
    );
    let original = served.get(&format!("/api/v1/sources/{}/original", place["source"].as_str().unwrap()));
    assert_eq!(original.body, std::fs::read(case.path("rows.csv")).unwrap());
}

#[test]
fn an_entry_of_a_file_of_messages_is_shown_by_its_lines_and_not_as_a_page() {
    let case = Worked::of(&[("t1", "X", "A", "100.00")], &[("A", "0.00")]);
    let statement = ":20:ONE\n:25:BANKFRPP/00012345678\n:28C:1/1\n:60F:C240201EUR524,29\n:61:2402010201D90,00NMSCNONREF//DT2\n\
                     :86:CASH OUT LYON\n:62F:C240201EUR434,29\n";
    let file = case.write("february.sta", statement);
    expect(0, &["add", &case.case(), &file]);
    let served = Served::of(&case.case());
    served.show_names();
    let accounts = served.json("/api/v1/accounts?limit=50");
    let keys = accounts["rows"].as_array().unwrap().iter().map(|row| row["account"]["id"].as_str().unwrap().to_owned());
    let key = keys.into_iter().find(|key| key.contains("12345678")).unwrap().replace(':', "%3A").replace('/', "%2F");
    let entry = served.json(&format!("/api/v1/accounts/{key}/entries"))["rows"][0]["id"].as_str().unwrap().to_owned();
    let place = served.json(&format!("/api/v1/entries/{entry}"))["coordinates"][0].clone();
    assert_eq!((&place["page"], &place["message"], &place["line"]), (&json!(null), &json!(1), &json!(5)), "{place}");
    let source = format!("/api/v1/sources/{}", place["source"].as_str().unwrap());
    let rows = served.json(&format!("{source}/rows?row={}&around=1", place["row"]));
    let marked = |rows: &Value| {
        let rows = rows["rows"].as_array().unwrap().iter().filter(|row| row["marked"] == true);
        rows.map(|row| row["text"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(marked(&rows)[0].starts_with(":61:2402010201D90,00"), "{rows}");
    let line = served.json(&format!("{source}/rows?line=4&around=1"));
    assert_eq!(marked(&line), [":60F:C240201EUR524,29"], "a line that is no entry is shown as well");
}

#[test]
fn leads_and_counts_are_those_of_the_verbs() {
    let case = network();
    let detected = of(0, &["detect", &case.case()]);
    let served = Served::of(&case.case());
    let leads = served.json("/api/v1/leads");
    let ids = |leads: &Value| leads.as_array().unwrap().iter().map(|lead| lead["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(&leads), ids(&detected["leads"]));
    let counts = served.json("/api/v1/case")["counts"].clone();
    assert_eq!(counts["findings"].as_u64().unwrap() as usize, detected["findings"].as_array().unwrap().len());
    let lead = served.json(&format!("/api/v1/leads/{}", leads[0]["id"].as_str().unwrap()));
    assert_eq!(lead["for"].as_array().unwrap().len(), detected["leads"][0]["for"].as_array().unwrap().len());
    assert!(!lead["innocent"].as_array().unwrap().is_empty() && !lead["ask"].as_array().unwrap().is_empty());
    let finding = &lead["findings"][0];
    assert!(finding["title"]["fr"].as_str().unwrap() != finding["kind"].as_str().unwrap());
    let statements = of(0, &["statements", &case.case()]);
    let grid = served.json("/api/v1/case/grid");
    assert_eq!(grid["total"].as_u64().unwrap() as usize, statements["grid"]["accounts"].as_array().unwrap().len());
}

#[test]
fn the_network_of_a_lead_is_the_same_twice_and_grows_by_hops() {
    let case = network();
    expect(0, &["detect", &case.case()]);
    let served = Served::of(&case.case());
    let lead = served.json("/api/v1/leads")[0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/network?lead={lead}");
    let first = served.json(&path);
    let again = Served::of(&case.case());
    assert_eq!(again.json(&path), first, "another run draws the same");
    let wide = served.json("/api/v1/network?account=WORKER1&hops=1");
    let wider = served.json("/api/v1/network?account=WORKER1&hops=2");
    let spots = |network: &Value| {
        let nodes = network["nodes"].as_array().unwrap().clone();
        nodes
            .into_iter()
            .map(|node| (node["id"].as_str().unwrap().to_owned(), (node["x"].clone(), node["y"].clone())))
            .collect::<std::collections::BTreeMap<_, _>>()
    };
    let (near, far) = (spots(&wide), spots(&wider));
    assert!(near.len() < far.len());
    near.iter().for_each(|(id, spot)| assert_eq!(far.get(id), Some(spot), "{id} stays"));
    let edge = wide["edges"]
        .as_array()
        .unwrap()
        .iter()
        .find(|edge| edge["from"] == "FIRM" && edge["to"] == "WORKER1")
        .unwrap();
    assert_eq!((&edge["count"], minor(&edge["amount"]), &edge["channels"]), (&json!(3), 300_000, &json!(["transfer"])));
    let ends = |network: &Value| {
        let edges = network["edges"].as_array().unwrap().clone();
        edges.into_iter().map(|edge| (edge["from"].clone(), edge["to"].clone())).collect::<Vec<_>>()
    };
    let firms = served.json("/api/v1/network?account=WORKER1&kind=business");
    assert_eq!(ends(&firms), [(json!("FIRM"), json!("WORKER1"))], "one of both is of the kind");
    assert_eq!(ends(&served.json("/api/v1/network?account=WORKER1&kind=business,personal")), ends(&wide));
    assert_eq!(served.get("/api/v1/network?account=WORKER1&kind=firm").status, 400);
    let bounded = served.json("/api/v1/network?account=WORKER1&min=2900");
    assert!(bounded["edges"].as_array().unwrap().iter().all(|edge| minor(&edge["amount"]) >= 290_000));
    let cut = served.json("/api/v1/network?account=COLLECTOR&hops=2&limit=3");
    assert_eq!(
        cut["nodes"].as_array().unwrap().len() as u64 + cut["left_out"].as_u64().unwrap(),
        cut["total_nodes"].as_u64().unwrap()
    );
    let bearer = format!("Bearer {}", served.key);
    let arrow = ("Accept", "application/vnd.apache.arrow.stream");
    let stream = served.call("GET", "/api/v1/network?account=WORKER1", &[("Authorization", &bearer), arrow], b"");
    assert_eq!(stream.header("content-type"), Some("application/vnd.apache.arrow.stream"));
    assert_eq!(stream.body[..4], [0xff; 4], "the mark of a stream");
}

#[test]
fn anything_is_found_by_what_is_remembered_of_it() {
    let rows = "id,booked_at,debtor,creditor,amount,currency,debtor_name,creditor_name,text,reference\n\
                s1,2024-05-02,ALPHA:1,BETA:2,1250.00,EUR,Ерма Тиховска,Noël Été,Loyer mai,RF-778-A\n\
                s2,2024-05-03,ALPHA:1,GAMMA:3,99.90,EUR,Ерма Тиховска,Odo Marrun,PRLV ÉLECTRICITÉ,X\n";
    let case = Worked::empty().with("s.csv", rows, &[]);
    let served = Served::of(&case.case());
    served.show_names();
    let hits = |query: &str, kind: &str| -> Vec<String> {
        for _ in 0..200 {
            let found = served.json(&format!("/api/v1/search?q={query}"));
            if found["index"] == "building" {
                std::thread::sleep(std::time::Duration::from_millis(20));
                continue;
            }
            let group = found["groups"].as_array().unwrap().iter().find(|group| group["kind"] == kind).cloned();
            let hits = group.map(|group| group["hits"].as_array().unwrap().clone()).unwrap_or_default();
            return hits.into_iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect();
        }
        panic!("the index was not built");
    };
    let id =
        |row: usize| served.json("/api/v1/accounts/ALPHA:1/entries")["rows"][row]["id"].as_str().unwrap().to_owned();
    let (first, second) = (id(0), id(1));
    assert_eq!(hits("electricite", "entry"), [second.as_str()]);
    assert_eq!(hits("%C3%89LECTRI", "entry"), [second.as_str()]);
    assert_eq!(hits("loyer", "entry"), [first.as_str()]);
    assert_eq!(hits("778", "entry"), [first.as_str()]);
    assert_eq!(hits("1%20250,00", "entry"), [first.as_str()]);
    assert_eq!(hits("02/05/2024", "entry"), [first.as_str()]);
    assert_eq!(hits("2024-05", "entry").len(), 2);
    assert_eq!(hits("%D0%A2%D0%B8%D1%85%D0%BE", "holder"), ["ALPHA:1"], "Cyrillic");
    assert_eq!(hits("tihov", "holder"), ["ALPHA:1"], "and the same in Latin letters");
    assert_eq!(hits("noel%20ete", "holder"), ["BETA:2"]);
    assert_eq!(hits("amma", "account"), ["GAMMA:3"]);
    assert_eq!(hits("s.csv", "source").len(), 1);
    assert!(
        hits("zzzzzz", "entry").is_empty() && hits("%25%22*", "entry").is_empty() && hits("%22", "entry").is_empty()
    );
    let found = served.json("/api/v1/search?q=electr");
    let hit = &found["groups"][0]["hits"][0];
    assert_eq!((&hit["excerpt"], &hit["matches"]), (&json!("PRLV ÉLECTRICITÉ"), &json!([[5, 11]])));
    std::fs::remove_dir_all(case.path("case/cache")).unwrap();
    let again = Served::of(&case.case());
    again.json("/api/v1/search?q=loyer");
}

#[test]
fn a_case_without_anything_is_shown_too() {
    let case = Worked::empty();
    let served = Served::of(&case.case());
    assert_eq!(served.json("/api/v1/leads"), json!([]));
    assert_eq!(served.json("/api/v1/case/grid")["total"], 0);
    assert_eq!(served.json("/api/v1/accounts")["total"], 0);
    assert_eq!(served.json("/api/v1/search?q=abc")["groups"], json!([]));
    assert_eq!(served.get("/api/v1/network").status, 400);
    let rows = b"id,booked_at,debtor,creditor,amount,currency\nt1,2024-01-01,A,B,5.00,EUR\n";
    let job = served.wait(&served.drop_file("/api/v1/files?name=first.csv", rows));
    assert_eq!((&job["state"], &served.json("/api/v1/accounts")["total"]), (&json!("done"), &json!(2)), "{job}");
    case.write("something", "else");
    let folder = case.path("").to_string_lossy().into_owned();
    let (_, said) = expect(2, &["desk", &folder, "--no-open", "--port", "0"]);
    assert!(said.contains("not empty"), "{said}");
}
