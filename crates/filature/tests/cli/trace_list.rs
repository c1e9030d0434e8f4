//! Claims from a list of victims and amounts.

use crate::run::json;
use crate::worked::Worked;

const HEADER: &str = "id,booked_at,debtor,creditor,amount,currency,debtor_name\n";

#[test]
fn four_hundred_victims_are_four_hundred_claims() {
    let (mut csv, mut list) = (HEADER.to_owned(), "claim;amount;date;account;payer\n".to_owned());
    let mut named = "claim,transaction\n".to_owned();
    for victim in 0..400 {
        let day = victim % 28 + 1;
        // A time of day each, so that the order is known and every figure is one.
        let minute = victim / 28;
        csv.push_str(&format!(
            "t{victim},2024-02-{day:02}T10:{minute:02}:00Z,P{victim},M,{}.50,EUR,\n",
            100 + victim % 7
        ));
        list.push_str(&format!("v{victim:03};{},50;2024-02-{day:02};M;P{victim}\n", 100 + victim % 7));
        named.push_str(&format!("v{victim:03},t{victim}\n"));
    }
    csv.push_str("o,2024-03-01,M,,20000,EUR,\n");
    let accounts = "account,opening_balance,opening_at,currency\nM,0,2024-01-01,EUR\n";
    let worked = Worked::empty().with("rows.csv", &csv, &[]).with("accounts.csv", accounts, &[]);
    let trace = worked.trace(&["--claims", &worked.write("victims.csv", &list)]);
    assert_eq!(trace["claims"].as_array().unwrap().len(), 400);
    assert_eq!(trace, worked.trace(&["--claims", &worked.write("named.csv", &named)]));
    for rule in ["fifo", "lifo", "pro-rata", "libr", "pari-passu"] {
        let shares = trace["rules"][rule]["restitution"].as_array().unwrap();
        let minor = |text: &str| text.replace('.', "").parse::<i64>().unwrap();
        let held: i64 = shares.iter().map(|share| minor(share["held_low"].as_str().unwrap())).sum();
        let paid: i64 = (0..400).map(|victim| (100 + victim % 7) * 100 + 50).sum();
        assert_eq!((shares.len(), held), (400, paid - 2_000_000), "{rule}");
    }
    let (shown, _) = worked.shown(&["--claims", &worked.path("victims.csv").to_string_lossy()]);
    assert!(shown.contains("… and 340 more claims") && shown.contains("\nsum "), "{shown}");
}

/// Two equal payments on one day, one of another amount, one late at night by its own clock.
fn few() -> Worked {
    let rows = "a,2024-01-05,P1,M,10,EUR,Ada Invented\nb,2024-01-05,P2,M,10,EUR,\nc,2024-01-06,P1,M,12.34,EUR,\n\
                d,2024-01-08T00:30:00+02:00,P3,M,99,EUR,\n";
    Worked::empty().with("rows.csv", &format!("{HEADER}{rows}"), &[])
}

#[test]
fn rows_of_one_name_are_one_claim_and_each_finds_its_credit() {
    let worked = few();
    let list = "\u{FEFF}Claim,Amount,Date,Account,Payer\r\n\"Ada, \"\"A\"\"\",10,2024-01-05,M,ada invented\r\n\
                Bo,10.00,2024-01-05,M,P2\r\n\r\n\"Ada, \"\"A\"\"\",12.34,2024-01-06,M,\r\nBo,99,2024-01-08,M,\r\n";
    let trace = worked.trace(&["--claims", &worked.write("list.csv", list)]);
    let claims = trace["claims"].as_array().unwrap();
    assert_eq!(claims[0]["claim"], "Ada, \"A\"");
    assert_eq!(claims[0]["transactions"], serde_json::json!(["a", "c"]));
    assert_eq!(claims[1]["transactions"], serde_json::json!(["b", "d"]), "the day is that of the file");
    let list = "transaction;claim;amount\na;x;4,50\na;y;5,50\nc;x;\n";
    let trace = worked.trace(&["--claims", &worked.write("parts.csv", list)]);
    assert_eq!([&trace["claims"][0]["amount"], &trace["claims"][1]["amount"]], ["16.84", "5.50"]);
    let list = "claim,transaction,amount\nx,a,\"4,50\"\n";
    let trace = worked.trace(&["--claims", &worked.write("comma.csv", list)]);
    assert_eq!(trace["claims"][0]["amount"], "4.50");
    // Entries are named as well, and other claims can stand beside the list.
    let added = json(0, &["add", &worked.case(), &worked.path("rows.csv").to_string_lossy()]);
    let source = added["files"][0]["source"].as_str().unwrap();
    let list = worked.write("entries.csv", &format!("claim,transaction\nx,{source}:0\n"));
    let trace = worked.trace(&["--claims", &list, "--claim", "z=d"]);
    assert_eq!([&trace["claims"][0]["claim"], &trace["claims"][1]["claim"]], ["z", "x"]);
}

#[test]
fn rows_that_fit_none_or_several_are_refused_with_what_comes_near() {
    let worked = few();
    let list = "claim,amount,date,account,payer\nx,10,2024-01-05,M,\nx,11,2024-01-05,M,\nx,10,2024-01-06,M,\n\
                x,10,2024-01-05,N,\n,10,2024-01-05,M,\nx,,2024-01-05,M,\nx,10,05/01/2024,M,\nx,10,2024-01-05,M,P9\n\
                y,12.34,2024-01-06,M,\ny,12.34,2024-01-06,M,\n";
    let said = worked.refused(&["--claims", &worked.write("list.csv", list)]);
    for told in [
        "row 6, column claim: it is empty",
        "row 7, column amount: an amount was expected",
        "row 8, column date: \"05/01/2024\"",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
    // The cells are put right first; then what they mean is looked for.
    let list: String = list
        .lines()
        .enumerate()
        .filter(|(row, _)| !(5..=7).contains(row))
        .map(|(_, line)| format!("{line}\n"))
        .collect();
    let said = worked.refused(&["--claims", &worked.write("list.csv", &list)]);
    for told in [
        "row 2, column amount: 2 credits fit: a (10.00 EUR on 2024-01-05 from P1), b (10.00 EUR on 2024-01-05 from P2)",
        "row 3, column amount: no credit of 11 on 2024-01-05 to M; on that day there is a (10.00 EUR",
        "row 4, column amount: no credit of 10 on 2024-01-06 to M; of that amount there is a (10.00 EUR on 2024-01-05",
        "row 5, column account: no such account in the ledger: \"N\"",
        "row 6, column amount: no credit of 10 from P9 on 2024-01-05",
        "row 8, column amount: credit c is that of row 7 already",
    ] {
        assert!(said.contains(told), "{told}: {said}");
    }
}

#[test]
fn lists_that_cannot_be_read_say_what_was_expected() {
    let worked = few();
    for (name, text, told) in [
        ("empty.csv", "", "row 1"),
        ("headless.csv", "a,10\n", "claim,transaction[,amount]"),
        ("typo.csv", "claim,amount,date,account,payeer\nx,1,2024-01-05,M,\n", "\"payeer\""),
        ("both.csv", "claim,transaction,account\nx,a,M\n", "claim,transaction[,amount]"),
        ("few.csv", "claim,amount,account\nx,1,M\n", "claim,amount,date,account[,payer]"),
        ("twice.csv", "claim,transaction,claim\nx,a,y\n", "is there twice"),
        ("none.csv", "claim,transaction\n", "no row under its header"),
        ("quote.csv", "claim,transaction\n\"x,a\n", "row 2: a quote is opened"),
        (
            "unknown.csv",
            "claim,transaction\nx,nothing\n",
            "row 2, column transaction: nothing in the ledger is called nothing",
        ),
        ("much.csv", "claim,transaction,amount\nx,a,11\n", "row 2, column amount: a: the credit is of 10.00 EUR"),
        (
            "comma.csv",
            "claim,transaction,amount\nx,a,\"1,250\"\n",
            "row 2, column amount: \"1,250\": amounts are written with a decimal point",
        ),
        ("known.csv", "claim,amount,date,account\nx,\"1,250\",2024-01-05,M\n", "written with a decimal point"),
        ("below.csv", "claim,transaction,amount\nx,a,-3\n", "a part is more than 0"),
        ("again.csv", "claim,transaction\nx,a\ny,a\n", "row 3, column transaction: credit a is that of row 2 already"),
    ] {
        let said = worked.refused(&["--claims", &worked.write(name, text)]);
        assert!(said.contains(told), "{name}: {said}");
    }
    std::fs::write(worked.path("latin.csv"), b"claim,transaction\nH\xe9l\xe8ne,a\n").unwrap();
    assert!(worked.refused(&["--claims", &worked.path("latin.csv").to_string_lossy()]).contains("CSV UTF-8"));
    assert!(!worked.refused(&["--claims", &worked.path("nowhere.csv").to_string_lossy()]).is_empty());
}
