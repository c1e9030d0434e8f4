use filature_model::TransactionsError;
use filature_synth::{Options as Synth, OutputFormat, files, generate};

use super::*;

fn unsettled(bytes: &[u8]) -> (SourceId, Vec<Segment>) {
    let source = SourceId::from_sha256(&Sha256::digest(bytes).into());
    let Ok(Outcome::Read(reading, _)) = filature_intake::read(source, bytes, &Options::default()) else {
        return (source, vec![]);
    };
    (source, vec![Segment::new(source, *reading)])
}

fn segments(bytes: &[u8]) -> Vec<Segment> {
    let mut segments = unsettled(bytes).1;
    settle::settle(&mut segments, &Apart::default()).unwrap();
    segments
}

/// Rows with the accounts by name, so that numbering does not matter.
fn rows(moved: &Moved, names: &[String]) -> Vec<String> {
    let name = |account: u32| names.get(account as usize).cloned().unwrap_or_default();
    let id = |at: usize| {
        let mut id = String::new();
        moved.ids.write(at, &mut id);
        id
    };
    let row = |at: usize| {
        format!(
            "{} {} {} {} {} {} {:?} {:?}",
            id(at),
            moved.at_micros[at],
            name(moved.debtor[at]),
            name(moved.creditor[at]),
            moved.amount_minor[at],
            moved.currency[at].code(),
            moved.received[at],
            moved.channel[at]
        )
    };
    (0..moved.ids.len()).map(row).collect()
}

#[test]
fn rows_taken_straight_from_the_columns_are_those_of_the_ledger_of_a_case() {
    let (mut compared, mut without_settling) = (0, 0);
    for seed in [3, 4, 5] {
        let case = generate(&Synth { seed, transactions: Some(900), networks: 1, look_alikes: 3 });
        for format in [OutputFormat::Canonical, OutputFormat::Amlworld, OutputFormat::Camt, OutputFormat::Mt940] {
            for (_, bytes) in files(&case, &[format]) {
                let batches: Vec<RecordBatch> =
                    segments(&bytes).iter().flat_map(|segment| segment.entries.held().iter().cloned()).collect();
                if batches.iter().any(|batch| batch["joined_by"].null_count() < batch.num_rows()) {
                    continue;
                }
                let mut names: Vec<String> = Vec::new();
                for batch in &batches {
                    let (debtors, creditors) =
                        (batch["debtor"].as_string::<i32>(), batch["creditor"].as_string::<i32>());
                    for (debtor, creditor) in debtors.iter().zip(creditors) {
                        names.extend([debtor, creditor].into_iter().flatten().map(str::to_owned));
                    }
                }
                let mut seen = std::collections::BTreeSet::new();
                names.retain(|name| seen.insert(name.clone()));
                let (source, read) = unsettled(&bytes);
                let straight = if stands_for_itself(&read) {
                    let batches = read.into_iter().flat_map(|segment| segment.entries.held().to_vec()).collect();
                    without_settling += 1;
                    of_rows(batches, Some(source)).unwrap()
                } else {
                    of_rows(batches, None).unwrap()
                };
                let ledger = Ledger::of_assembled(build::assemble_settled(segments(&bytes)).unwrap()).unwrap();
                assert_eq!(ledger.transactions.check(), Ok::<(), TransactionsError>(()));
                let sorted: Vec<String> = ledger.transactions.accounts.iter().map(ToString::to_string).collect();
                // Rows that move nothing name accounts, too: those are numbered only when a row that counts names them.
                let paid = straight.accounts as usize == names.len();
                if paid {
                    assert_eq!(rows(&straight, &names), rows(&of_ledger(ledger.transactions), &sorted), "seed {seed}");
                    compared += straight.ids.len();
                }
            }
        }
    }
    assert!(without_settling > 0);
    assert!(compared > 3_000, "{compared} rows were compared");
}
