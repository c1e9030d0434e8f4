//! The same life written in different formats is the same ledger: what two statements show of one transfer is one
//! transaction, and nothing is lost or counted twice on the way.

use std::collections::BTreeMap;

use filature_ledger::Ledger;
use filature_model::{Footing, UnknownFooting, from_days};
use filature_synth::{Options, OutputFormat, files, generate};

use crate::ledger_of;

/// How often each (day, minor units, payer, payee) moved; an account that no statement names is unknown.
fn flows(ledger: &Ledger, known: &dyn Fn(&str) -> bool) -> BTreeMap<(String, i64, String, String), u32> {
    let transactions = &ledger.transactions;
    let account = |index: u32| {
        let id = transactions.account(index).map_or("", |id| id.as_str());
        if known(id) { id.to_owned() } else { String::new() }
    };
    let mut flows = BTreeMap::new();
    for at in 0..transactions.len() {
        let day = from_days(i32::try_from(transactions.at_micros(at).div_euclid(86_400_000_000)).unwrap()).unwrap();
        let key = (
            day.to_string(),
            transactions.amount_minor[at],
            account(transactions.debtor[at]),
            account(transactions.creditor[at]),
        );
        *flows.entry(key).or_default() += 1;
    }
    flows
}

#[test]
fn statements_of_both_sides_give_the_transfers_that_were_made() {
    for seed in [5, 6, 7] {
        let case = generate(&Options { seed, transactions: Some(900), networks: 1, look_alikes: 3 });
        let truth = ledger_of(files(&case, &[OutputFormat::Canonical]));
        let all: &[OutputFormat] =
            &[OutputFormat::Camt, OutputFormat::Mt940, OutputFormat::Csv, OutputFormat::Xlsx, OutputFormat::Pdf];
        for formats in [
            all,
            &all[..1],
            &all[1..2],
            &all[2..3],
            &all[3..4],
            &all[4..],
            &[OutputFormat::Ofx1],
            &[OutputFormat::Ofx2],
        ] {
            let read = ledger_of(files(&case, formats));
            assert_eq!(read.transactions.len(), truth.transactions.len(), "seed {seed}, {formats:?}");
            // A statement names the other side's account only where its bank does: accounts with statements are certain.
            let with_statement: std::collections::BTreeSet<String> =
                read.statements.iter().map(|check| check.statement.account.to_string()).collect();
            let known = |id: &str| with_statement.contains(id);
            assert_eq!(flows(&read, &known), flows(&truth, &known), "seed {seed}, {formats:?}");
            // OFX states no opening balance.
            let is_ofx = matches!(formats, [OutputFormat::Ofx1 | OutputFormat::Ofx2]);
            let footing = if is_ofx { Footing::Unknown(UnknownFooting::NoOpening) } else { Footing::Foots };
            assert!(read.statements.iter().all(|check| check.footing == footing), "seed {seed}, {formats:?}");
        }
    }
}
