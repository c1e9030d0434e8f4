//! Claims from ids, parts, findings, takings and payments.

use serde_json::Value;

use crate::run::json;
use crate::worked::{Worked, held, rows};

/// The claims of a trace: name, amount, number of credits.
fn claims(trace: &Value) -> Vec<(String, String, usize)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let claims = trace["claims"].as_array().unwrap().iter();
    claims
        .map(|claim| (text(&claim["claim"]), text(&claim["amount"]), claim["transactions"].as_array().unwrap().len()))
        .collect()
}

fn claim(name: &str, amount: &str, credits: usize) -> (String, String, usize) {
    (name.to_owned(), amount.to_owned(), credits)
}

fn two_credits() -> Worked {
    Worked::of(&[("t1", "", "M", "100"), ("t:2", "", "M", "60"), ("o", "M", "", "40")], &[("M", "0")])
}

#[test]
fn a_part_of_a_credit_is_claimed_and_the_rest_is_clean() {
    let worked = two_credits();
    let trace = worked.trace(&["--claim", "a=t1:30.50", "--rule", "lifo,pro-rata"]);
    assert_eq!(claims(&trace), [claim("a", "30.50", 1)]);
    assert_eq!(held(&trace, "lifo"), rows(&[("M", "a", "30.50")]));
    // 40 of 160 left: three quarters of the part are there.
    assert_eq!(held(&trace, "pro-rata"), rows(&[("M", "a", "22.87")]));
    // An id may hold a colon: the whole text is one first, and the last colon is that of the part.
    assert_eq!(claims(&worked.trace(&["--claim", "a=t:2"])), [claim("a", "60.00", 1)]);
    assert_eq!(claims(&worked.trace(&["--claim", "a=t:2:7"])), [claim("a", "7.00", 1)]);
    let added = json(0, &["add", &worked.case(), &worked.path("rows.csv").to_string_lossy()]);
    let source = added["files"][0]["source"].as_str().unwrap();
    let trace = worked.trace(&["--claim", &format!("a={source}:0:7,{source}:1")]);
    assert_eq!(claims(&trace), [claim("a", "67.00", 2)]);
    // The whole of it is no part.
    assert_eq!(worked.trace(&["--claim", "a=t1:100.00"]), worked.trace(&["--claim", "a=t1"]));
}

#[test]
fn one_credit_can_be_divided_between_claims_but_not_given_twice() {
    let worked = two_credits();
    let trace = worked.trace(&["--claim", "a=t1:60", "--claim", "b=t1:40", "--rule", "lifo"]);
    assert_eq!(held(&trace, "lifo"), rows(&[("M", "a", "60.00"), ("M", "b", "40.00")]));
    for (arguments, told) in [
        (["--claim", "a=t1:60", "--claim", "b=t1:40.01"], "claimed by"),
        (["--claim", "a=t1", "--claim", "a=t:2"], "two claims are called"),
        (["--claim", "a=t1:0", "--rule", "fifo"], "the credit is of 100.00 EUR"),
        (["--claim", "a=t1:100.01", "--rule", "fifo"], "the credit is of 100.00 EUR"),
        (["--claim", "a=t1:1.001", "--rule", "fifo"], "more decimals"),
        (["--claim", "a=t9:1", "--rule", "fifo"], "nothing in the ledger is called t9:1"),
        (["--claim", "a=t1,t1", "--rule", "fifo"], "claimed by"),
        (["--claim", "a=o", "--rule", "fifo"], "not in the case"),
    ] {
        let said = worked.refused(&arguments);
        assert!(said.contains(told), "{told}: {said}");
    }
}

/// Six payers pay a hub 900 each within a week, and it pays four payees.
fn gathered() -> Worked {
    let mut csv = "id,booked_at,debtor,creditor,amount,currency\n".to_owned();
    for payer in 0..6 {
        csv.push_str(&format!("in{payer},2024-03-0{},PAYER{payer},HUB,900.00,EUR\n", payer + 1));
    }
    for payee in 0..4 {
        csv.push_str(&format!("out{payee},2024-03-08,HUB,PAYEE{payee},1300.00,EUR\n"));
    }
    Worked::empty().with("rows.csv", &csv, &[])
}

#[test]
fn a_finding_is_claimed_by_its_id_as_what_arrived_in_its_middle() {
    let worked = gathered();
    let said = worked.refused(&["--claim", "f=gather-scatter-000000000000"]);
    assert!(said.contains("filature detect"), "{said}");
    let found = json(0, &["detect", &worked.case(), "--only", "gather-scatter"]);
    let id = found["findings"][0]["id"].as_str().unwrap();
    let trace = worked.trace(&["--claim", &format!("f={id}")]);
    assert_eq!(claims(&trace), [claim("f", "5400.00", 6)]);
    assert_eq!(trace["claims"][0]["transactions"][0], "in0");
    // A credit of the finding that is also named is there once; another one is added.
    assert_eq!(claims(&worked.trace(&["--claim", &format!("f={id},in3,out0")])), [claim("f", "6700.00", 7)]);
    assert_eq!(claims(&worked.trace(&["--claim", &format!("f=in3,{id}")])), [claim("f", "5400.00", 6)]);
    // As of a day, what arrived later is left out, and that is said.
    let arguments = ["--claim", &format!("f={id}"), "--at", "2024-03-04"];
    assert_eq!(claims(&worked.trace(&arguments)), [claim("f", "3600.00", 4)]);
    assert!(worked.shown(&arguments).1.contains("2 credits"), "not said");
    let said = worked.refused(&["--claim", &format!("f={id}:100")]);
    assert!(said.contains("a part can be taken of one credit"), "{said}");
    let said = worked.refused(&["--claim", &format!("f={id}"), "--at", "2024-02-01"]);
    assert!(said.contains("before the end of the trace"), "{said}");
    // A lead is what its findings are.
    let leads = format!("[{{\"id\":\"lead-1\",\"kind\":\"trafficking\",\"findings\":[\"{id}\"]}}]");
    std::fs::write(worked.path("case/findings/leads.json"), leads).unwrap();
    assert_eq!(claims(&worked.trace(&["--claim", "f=lead-1"])), [claim("f", "5400.00", 6)]);
}

#[test]
fn a_finding_without_a_middle_is_all_its_credits() {
    let csv = "id,booked_at,debtor,creditor,amount,currency\na,2024-03-01,A,B,500,EUR\nb,2024-03-02,B,C,490,EUR\n\
               c,2024-03-03,C,A,480,EUR\n";
    let worked = Worked::empty().with("rows.csv", csv, &[]);
    let found = json(0, &["detect", &worked.case(), "--only", "cycle"]);
    let id = found["findings"][0]["id"].as_str().unwrap();
    assert_eq!(claims(&worked.trace(&["--claim", &format!("f={id}")])), [claim("f", "1470.00", 3)]);
}

const KEYED: &str = "id,booked_at,debtor,creditor,amount,currency\n\
    a,2024-01-01,,BANK:1,10,EUR\nb,2024-01-02,,BANK:1,20,EUR\nc,2024-01-03T23:59:59Z,X,BANK:1,30,EUR\n\
    d,2024-01-04,BANK:1,Y,5,EUR\ne,2024-01-05,BANK:1,,7,EUR\nf,2024-01-06,BANK:1,X,9,EUR\n\
    g,2024-01-07,BANK:1,BANK:1,1,EUR\n";

#[test]
fn takings_are_all_credits_of_an_account_between_two_days() {
    let worked = Worked::empty().with("rows.csv", KEYED, &[]);
    for (period, amount, credits) in [
        ("", "60.00", 3),
        (":..", "60.00", 3),
        (":2024-01-02..", "50.00", 2),
        (":..2024-01-02", "30.00", 2),
        // Both days are in it, to their last second.
        (":2024-01-02..2024-01-03", "50.00", 2),
        (":2024-01-03..2024-01-03", "30.00", 1),
    ] {
        let trace = worked.trace(&["--takings", &format!("t=BANK:1{period}")]);
        assert_eq!(claims(&trace), [claim("t", amount, credits)], "{period}");
    }
    // As of a day nothing later is taken.
    let trace = worked.trace(&["--takings", "t=BANK:1", "--at", "2024-01-02"]);
    assert_eq!(claims(&trace), [claim("t", "30.00", 2)]);
    for (takings, told) in [
        ("t=BANK:2", "no such account"),
        ("t=BANK:1:2024-01-03..2024-01-02", "ends before it begins"),
        ("t=BANK:1:2024-02-01..", "no such credit"),
        ("t=BANK:1:2024-13-01..", "YYYY-MM-DD"),
        ("t=BANK:1:2024-01-01", "days are written FROM..TO"),
        ("t=BANK:1:2024-01-01-2024-03-31", "as in BANK:1:2024-01-01..2024-03-31"),
        ("t=BANK:2:2024-01-01-2024-03-31", "no such account"),
        ("BANK:1", "NAME=ACCOUNT"),
        ("=BANK:1", "NAME=ACCOUNT"),
    ] {
        let said = worked.refused(&["--takings", takings]);
        assert!(said.contains(told), "{told}: {said}");
    }
}

#[test]
fn what_an_account_paid_is_claimed_where_others_received_it() {
    let worked = Worked::empty().with("rows.csv", KEYED, &[]);
    let trace = worked.trace(&["--paid-by", "p=BANK:1"]);
    assert_eq!(claims(&trace), [claim("p", "14.00", 2)], "not what left the case, nor what it paid itself");
    assert_eq!(held(&trace, "lifo"), rows(&[("X", "p", "9.00"), ("Y", "p", "5.00")]));
    let (_, said) = worked.shown(&["--paid-by", "p=BANK:1"]);
    assert!(said.contains("1 payment to accounts that are not in the case"), "{said}");
    assert_eq!(claims(&worked.trace(&["--paid-by", "p=BANK:1:..2024-01-05"])), [claim("p", "5.00", 1)]);
    assert!(worked.refused(&["--paid-by", "p=Y"]).contains("no such credit"));
}

#[test]
fn one_currency_is_chosen_where_there_are_several() {
    let csv = "id,booked_at,debtor,creditor,amount,currency\na,2024-01-01,,M,10,EUR\nb,2024-01-02,,M,20,RSD\n";
    let worked = Worked::empty().with("rows.csv", csv, &[]);
    let said = worked.refused(&["--takings", "t=M"]);
    assert!(said.contains("EUR, RSD") && said.contains("--currency"), "{said}");
    let trace = worked.trace(&["--takings", "t=M", "--currency", "rsd"]);
    assert_eq!(trace["claims"][0]["currency"], "RSD");
    assert!(worked.refused(&["--takings", "t=M", "--currency", "CHF"]).contains("no such credit"));
}

/// An MT940 statement: 100 in, 100 out, and the payment out taken back by the bank.
const TAKEN_BACK: &str = ":20:REF\n:25:10020030/77\n:28C:1/1\n:60F:C240101EUR0,\n\
    :61:2401020102C100,NTRFIN1\n:61:2401030103D100,NTRFOUT1\n:61:2401040104RD100,NTRFOUT1\n\
    :62F:C240104EUR100,\n-\n";

#[test]
fn what_the_bank_takes_back_is_the_claims_again_and_no_taking() {
    let worked = Worked::empty().with("a.sta", TAKEN_BACK, &[]);
    let (_, said) = worked.shown(&["--takings", "t=10020030:77"]);
    assert!(said.contains("1 credit only takes back an earlier debit"), "{said}");
    let trace = worked.trace(&["--takings", "t=10020030:77"]);
    assert_eq!(claims(&trace), [claim("t", "100.00", 1)]);
    for rule in ["fifo", "lifo", "pro-rata", "libr"] {
        assert_eq!(held(&trace, rule), rows(&[("10020030:77", "t", "100.00")]), "{rule}");
    }
    let assumed = trace["assumptions"].as_array().unwrap();
    assert!(assumed.iter().any(|assumption| assumption["kind"] == "reversal-gives-back"), "{assumed:?}");
}

#[test]
fn asking_the_same_writes_the_same_file_and_anything_else_another() {
    let worked = two_credits();
    let name = |arguments: &[&str]| {
        let (_, said) = worked.shown(arguments);
        said.lines().find_map(|line| line.strip_prefix("Written to ")).unwrap().to_owned()
    };
    let first = name(&["--claim", "a=t1", "--claim", "b=t:2"]);
    assert_eq!(name(&["--claim", "b=t:2", "--claim", "a=t1"]), first);
    assert_eq!(name(&["--claim", "b=t:2", "--claim", "a=t1", "--rule", "all", "--paths", "3"]), first);
    let others: [&[&str]; 13] = [
        &["--claim", "c=t:2"],
        &["--rule", "fifo"],
        &["--at", "2024-01-03"],
        &["--at", "2024-01-04"],
        &["--stop", "M"],
        &["--through", "M"],
        &["--to", "M"],
        &["--elect", "a=o"],
        &["--elect", "a=o:5"],
        &["--elect", "a=o", "--reason", "one"],
        &["--value-window", "0"],
        &["--paths", "all"],
        &["--no-measured-hubs"],
    ];
    let mut names = vec![first];
    for other in others {
        let claims: &[&str] =
            if other[0] == "--claim" { &["--claim", "a=t1"] } else { &["--claim", "a=t1", "--claim", "b=t:2"] };
        names.push(name(&[claims, other].concat()));
    }
    names.sort();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
}

/// Found by a newcomer: an amount with a comma was two ids, and one below 0 none.
#[test]
fn amounts_that_are_written_otherwise_are_said_to_be() {
    let worked = Worked::of(&[("P01", "", "M", "2100"), ("CAR", "M", "", "40")], &[("M", "0")]);
    for (arguments, told) in [
        (["--claim", "a=P01:20,50"], "as in 20.50; a comma stands between ids"),
        (["--claim", "a=P01:1.100,05"], "decimal point and no other mark, as in 1234.56"),
        (["--claim", "a=P01:-3"], "a part, or a worth, above 0"),
        (["--claim", "a=P02:-3"], "nothing in the ledger is called P02:-3"),
    ] {
        let said = worked.refused(&arguments);
        assert!(said.contains(told), "{told}: {said}");
    }
    let elect = |elect: &str| worked.refused(&["--claim", "a=P01", "--elect", elect]);
    assert!(elect("a=CAR:9200,50").contains("decimal point and no other mark, as in 9200.50"));
    assert!(elect("a=CAR:-1").contains("a part, or a worth, above 0"));
    assert!(elect("a=CAR:x").contains("nothing in the ledger is called CAR:x"));
}

#[test]
fn rules_are_read_in_capitals() {
    let worked = two_credits();
    let trace = worked.trace(&["--claim", "a=t1", "--rule", "FIFO, Pro-Rata"]);
    assert_eq!(trace, worked.trace(&["--claim", "a=t1", "--rule", "fifo,pro-rata"]));
    assert_eq!(worked.trace(&["--claim", "a=t1", "--rule", "ALL"]), worked.trace(&["--claim", "a=t1"]));
}

#[test]
fn a_currency_that_chooses_nothing_is_refused() {
    let csv = "id,booked_at,debtor,creditor,amount,currency\na,2024-01-01,,M,10,EUR\nb,2024-01-02,,M,20,RSD\n";
    let worked = Worked::empty().with("rows.csv", csv, &[]);
    let said = worked.refused(&["--claim", "x=a", "--currency", "CHF"]);
    assert!(said.contains("credit a is in EUR") && said.contains("leave --currency out"), "{said}");
    assert!(worked.refused(&["--claim", "x=a", "--currency", "EUR"]).contains("leave --currency out"));
    let both = ["--claim", "x=a", "--takings", "t=M", "--currency"];
    assert!(worked.refused(&[&both[..], &["RSD"]].concat()).contains("claim x: credit a is in EUR"));
    let list = worked.write("list.csv", "claim,amount,date,account\nx,20,2024-01-02,M\n");
    worked.trace(&["--claims", &list, "--currency", "RSD"]);
    let list = worked.write("named.csv", "claim,transaction\nx,b\n");
    assert!(worked.refused(&["--claims", &list, "--currency", "RSD"]).contains("leave --currency out"));
}

#[test]
fn an_id_with_two_contents_is_named_with_its_files() {
    let header = "id,booked_at,debtor,creditor,amount,currency\n";
    let worked = Worked::empty().with("a.csv", &format!("{header}W1,2024-01-01,A,B,1,EUR\n"), &[]).with(
        "b.csv",
        &format!("{header}W1,2024-01-01,A,B,3,EUR\n"),
        &[],
    );
    let source = |file: &str| {
        let added = json(0, &["add", &worked.case(), &worked.path(file).to_string_lossy()]);
        added["files"][0]["source"].as_str().unwrap().to_owned()
    };
    let (a, b) = (format!("{}:W1", source("a.csv")), format!("{}:W1", source("b.csv")));
    let list = worked.write("list.csv", "claim,transaction\nx,W1\n");
    let whole = format!("x={a}");
    for arguments in [
        vec!["--claim", "x=W1"],
        vec!["--claim", "x=W1:0.50"],
        vec!["--claim", "x=nothing,W1"],
        vec!["--claims", &list],
        vec!["--claim", &whole, "--elect", "x=W1"],
        vec!["--claim", &whole, "--link", "W1=W1", "--reason", "r"],
        vec!["--of", "W1"],
    ] {
        let said = worked.refused(&arguments);
        assert!(said.contains(&a) && said.contains(&b) && said.contains("name the one that is meant"), "{said}");
    }
    worked.trace(&["--claim", &format!("x={a}:0.50")]);
}
