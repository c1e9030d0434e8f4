//! What makes a range of a figure, and what takes it away: value dates, hubs, rates.

use crate::worked::{Worked, held, rows};

#[test]
fn a_value_date_within_the_window_is_a_doubt_and_beyond_it_none() {
    let csv = "id,booked_at,value_date,debtor,creditor,amount,currency\nc,2024-01-01,,,M,100,EUR\n\
               t,2024-01-02,2024-01-04,,M,100,EUR\no,2024-01-03,,M,,100,EUR\n";
    let accounts = "account,opening_balance,opening_at,currency\nM,0,2024-01-01,EUR\n";
    let worked = Worked::empty().with("rows.csv", csv, &[]).with("accounts.csv", accounts, &[]);
    // By booking the last in is t and o takes it; by value it is c.
    let claim = ["--claim", "t=t", "--rule", "lifo"];
    let trace = worked.trace(&claim);
    let held_row = &trace["rules"]["lifo"]["held"][0];
    assert_eq!((held_row["low"].as_str(), held_row["high"].as_str()), (Some("0.00"), Some("100.00")));
    assert!(trace["assumptions"].as_array().unwrap().iter().any(|made| made["kind"] == "value-dates"));
    let (shown, _) = worked.shown(&claim);
    assert!(shown.contains("What moves the figure most: whether entries count from their booking"), "{shown}");
    for window in ["0", "1"] {
        let trace = worked.trace(&[&claim[..], &["--value-window", window]].concat());
        assert_eq!(held(&trace, "lifo"), [], "{window}");
        assert!(!trace["assumptions"].as_array().unwrap().iter().any(|made| made["kind"] == "value-dates"));
    }
}

#[test]
fn a_measured_hub_stops_the_thread_unless_a_person_says_otherwise() {
    let mut csv = "id,booked_at,debtor,creditor,amount,currency\n".to_owned();
    for other in 0..120 {
        csv.push_str(&format!("i{other},2024-01-{:02},A{other},H,100,EUR\n", other % 20 + 1));
        csv.push_str(&format!("o{other},2024-01-{:02},H,B{other},99,EUR\n", other % 20 + 2));
    }
    csv.push_str("t,2024-01-05T10:00:00Z,,M,50,EUR\nh,2024-01-06T10:00:00Z,M,H,50,EUR\n");
    let accounts = "account,opening_balance,opening_at,currency\nM,0,2024-01-01,EUR\nH,0,2024-01-01,EUR\n";
    let worked = Worked::empty().with("rows.csv", &csv, &[]).with("accounts.csv", accounts, &[]);
    let claim = ["--claim", "t=t", "--rule", "lifo"];
    let trace = worked.trace(&claim);
    let left = &trace["rules"]["lifo"]["left"][0];
    assert_eq!((left["how"].as_str(), left["high"].as_str()), (Some("hub"), Some("50.00")));
    let hub = &trace["hubs"][0];
    assert_eq!((hub["account"].as_str(), hub["declared"].as_bool()), (Some("H"), Some(false)));
    let (shown, _) = worked.shown(&claim);
    assert!(shown.contains("measured, not followed") && shown.contains("pooled account's record"), "{shown}");
    for more in [["--no-measured-hubs", "--rule"], ["--through", "H"]] {
        let more: &[&str] = if more[0] == "--through" { &more } else { &more[..1] };
        let trace = worked.trace(&[&claim[..], more].concat());
        let left = trace["rules"]["lifo"]["left"].as_array().unwrap();
        assert!(left.iter().all(|left| left["how"] != "hub"), "{more:?}: {left:?}");
    }
}

#[test]
fn a_change_of_currency_is_followed_at_a_rate_of_the_case_and_not_without() {
    let header = "Timestamp,From Bank,Account,To Bank,Account,Amount Received,Receiving Currency,Amount Paid,\
                  Payment Currency,Payment Format,Is Laundering\n";
    let csv = format!(
        "{header}2024/01/02 10:00,1,AA,2,MM,100.00,Euro,100.00,Euro,ACH,0\n\
         2024/01/03 10:00,2,MM,3,NN,110.00,US Dollar,100.00,Euro,ACH,0\n"
    );
    let accounts = "account,opening_balance,opening_at,currency\n2:MM,0,2024-01-01,EUR\n3:NN,0,2024-01-01,USD\n";
    let worked = Worked::empty().with("rows.csv", &csv, &[]).with("accounts.csv", accounts, &[]);
    let claim = ["--takings", "t=2:MM"];
    let trace = worked.trace(&claim);
    for rule in ["fifo", "lifo", "pro-rata", "libr"] {
        assert_eq!(trace["rules"][rule]["left"][0]["how"], "no-rate", "{rule}");
    }
    assert!(worked.shown(&claim).0.contains("exchange rate: Add a published rate"));
    let worked = worked.with("rates.csv", "currency,date,rate,source\nUSD,2024-01-03,1.1000,ECB\n", &[]);
    let trace = worked.trace(&claim);
    for rule in ["fifo", "lifo", "pro-rata", "libr"] {
        assert_eq!(held(&trace, rule), rows(&[("3:NN", "t", "100.00")]), "{rule}");
        assert_eq!(trace["rules"][rule]["held"][0]["native"]["high"], "110.00", "{rule}");
    }
    let (shown, _) = worked.shown(&claim);
    assert!(shown.contains("100.00 = 110.00 USD") && shown.contains("Changes of currency"), "{shown}");
}
