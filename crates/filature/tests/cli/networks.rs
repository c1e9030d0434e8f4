//! A network that sweeps wages and the lawful family that resembles it, each of canonical rows and an accounts list.
//!
//! The two are a pair: one firm pays five people at one address, each passes most of it on a day later to one account. What differs is what
//! a person would look at next: who opened the accounts and when, what the five live on, and what becomes of the money.

use crate::run::json;
use crate::worked::Worked;

/// What the rows are written under.
pub const HEADER: &str = "id,booked_at,debtor,creditor,amount,currency,channel,debtor_country,creditor_country,country,city,\
                          creditor_name,creditor_document,payroll,mcc,text\n";
/// What the accounts are written under.
pub const HOLDERS: &str = "account,holder,country,city,kind,opened_at,address,birth_date,introducer\n";

/// The months of both.
const MONTHS: [u8; 3] = [2, 3, 4];

/// One firm's wages, and most of each passed on the day after to one account.
fn swept(collector: &str, pay: u32) -> String {
    let mut rows = String::new();
    for month in MONTHS {
        for worker in 1..=5 {
            rows.push_str(&format!(
                "pay{month}{worker},2024-0{month}-05,FIRM,WORKER{worker},{pay}.00,EUR,transfer,FR,FR,,,,,1,,\n\
                 on{month}{worker},2024-0{month}-06,WORKER{worker},{collector},{}.00,EUR,transfer,FR,FR,,,,,,,\n",
                930 + worker
            ));
        }
    }
    rows
}

/// The network's rows: what is swept is sent abroad, each time below 1,000 euro, to five people in turn.
pub fn network_rows() -> String {
    let mut rows = swept("COLLECTOR", 1_000);
    for month in MONTHS {
        for payee in 1..=5 {
            let day = 8 + payee;
            rows.push_str(&format!(
                "send{month}{payee},2024-0{month}-{day:02},COLLECTOR,,{}.00,EUR,remittance,FR,RO,FR,LYON,PAYEE {payee},DOC-{payee},,,\n",
                890 + payee
            ));
        }
    }
    rows
}

/// The network's accounts: opened within three days, at one address, with one guide.
pub fn network_accounts() -> String {
    let mut rows = "FIRM,Brume Agricole,FR,LYON,business,2019-03-01,,,\n\
                    COLLECTOR,Odo Marrun,FR,LYON,personal,2020-05-04,,1975-02-03,\n"
        .to_owned();
    for (worker, name) in (1..).zip(["Ile Tarnu", "Mir Tarnu", "Sol Derin", "Ana Quillu", "Ugo Brelu"]) {
        let opened = 7 + (worker + 1) / 2;
        rows.push_str(&format!(
            "WORKER{worker},{name},FR,LYON,personal,2024-01-{opened:02},4 QUAI GRIS LYON,199{worker}-01-11,GUIDE ZORN\n"
        ));
    }
    rows
}

/// The family's rows: the five eat from what they keep, and the household's account pays rent and food for all.
pub fn family_rows() -> String {
    let mut rows = swept("HOUSEHOLD", 1_150);
    for month in MONTHS {
        for worker in 1..=5 {
            rows.push_str(&format!(
                "food{month}{worker},2024-0{month}-1{worker},WORKER{worker},,10{worker}.00,EUR,card,FR,FR,FR,LYON,,,,5411,\n"
            ));
        }
        rows.push_str(&format!(
            "rent{month},2024-0{month}-08,HOUSEHOLD,LANDLORD,1800.00,EUR,transfer,FR,FR,,,,,,,Loyer\n\
             send{month},2024-0{month}-20,HOUSEHOLD,,200.00,EUR,remittance,FR,RO,FR,LYON,Aunt Varnu,DOC-1,,,\n"
        ));
        for week in 0..4 {
            let day = 9 + 5 * week;
            rows.push_str(&format!(
                "meal{month}{week},2024-0{month}-{day:02},HOUSEHOLD,,400.00,EUR,card,FR,FR,FR,LYON,,,,5411,\n"
            ));
        }
    }
    rows
}

/// The family's accounts: opened over many years.
pub fn family_accounts() -> String {
    let mut rows = "FIRM,Brume Agricole,FR,LYON,business,2019-03-01,,,\n\
                    LANDLORD,Foncier du Quai,FR,LYON,business,2009-11-10,,,\n\
                    HOUSEHOLD,Odo Varnu,FR,LYON,personal,2008-05-04,4 QUAI GRIS LYON,1965-02-03,\n"
        .to_owned();
    for (worker, name) in (1..).zip(["Ile Varnu", "Mir Varnu", "Sol Varnu", "Ana Varnu", "Ugo Varnu"]) {
        rows.push_str(&format!(
            "WORKER{worker},{name},FR,LYON,personal,201{worker}-06-08,4 QUAI GRIS LYON,199{worker}-01-11,\n"
        ));
    }
    rows
}

/// The network as a case.
pub fn network() -> Worked {
    case(&network_rows(), &network_accounts())
}

/// The family as a case.
pub fn family() -> Worked {
    case(&family_rows(), &family_accounts())
}

fn case(rows: &str, accounts: &str) -> Worked {
    let (rows, accounts) = (format!("{HEADER}{rows}"), format!("{HOLDERS}{accounts}"));
    Worked::empty().with("rows.csv", &rows, &[]).with("accounts.csv", &accounts, &[])
}

/// The kinds of the findings of a case, sorted, each once.
pub fn kinds(found: &serde_json::Value) -> Vec<&str> {
    let findings = found["findings"].as_array().unwrap();
    let mut kinds: Vec<&str> = findings.iter().map(|finding| finding["kind"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// `detect --json`.
pub fn detect(case: &Worked, more: &[&str]) -> serde_json::Value {
    json(0, &[&["detect", &case.case()], more].concat())
}
