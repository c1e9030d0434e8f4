//! One ledger gives one list of findings and one of leads, whatever the threads and the order of the rows in the files.

use std::collections::BTreeSet;
use std::sync::Arc;

use filature_flags::{Columns, Fired, FlagSet, LeadInput, Leads, Limits, Overrides, join, run_flags};
use filature_ledger::{ledger_of, put_in_order_of_ids};
use filature_synth::{Options, OutputFormat, files, generate};

use super::support::{Numbers, of};

/// Seeds of cases with networks, look-alikes and some thousand rows of ordinary life.
const CASES: [u64; 2] = [7, 1_885];

fn case_files(seed: u64) -> Vec<(String, Vec<u8>)> {
    let options = Options { seed, transactions: Some(3_000), networks: 3, look_alikes: 10 };
    let mut files = files(&generate(&options), &[OutputFormat::Canonical]);
    for (_, bytes) in &mut files {
        *bytes = without_sequence(std::str::from_utf8(bytes).unwrap()).into_bytes();
    }
    files
}

/// A file that numbers its rows has an order of its own, which is kept: here rows have none, so that their order says nothing.
fn without_sequence(text: &str) -> String {
    let Some(at) = text.lines().next().unwrap().split(',').position(|name| name == "sequence") else {
        return text.to_owned();
    };
    let without = |row: &str| {
        let fields: Vec<&str> = row.split(',').collect();
        assert!(!fields[..=at].concat().contains('"'), "no text stands before it");
        [&fields[..at], &fields[at + 1..]].concat().join(",") + "\n"
    };
    text.lines().map(without).collect()
}

/// The rows in another order, under the same header.
fn shuffled(files: &[(String, Vec<u8>)], numbers: &mut Numbers) -> Vec<(String, Vec<u8>)> {
    let shuffle = |(name, bytes): &(String, Vec<u8>)| {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let (header, rest) = text.split_once('\n').unwrap();
        let mut rows: Vec<&str> = rest.lines().collect();
        assert!(rows.iter().all(|row| row.matches('"').count() % 2 == 0), "a row is a line");
        numbers.shuffle(&mut rows);
        (name.clone(), format!("{header}\n{}\n", rows.join("\n")).into_bytes())
    };
    files.iter().map(shuffle).collect()
}

fn columns(files: &[(String, Vec<u8>)]) -> Arc<Columns> {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let (mut ledger, mut details) = ledger_of(&files).unwrap();
    put_in_order_of_ids(&mut ledger, &mut details);
    of(ledger, details)
}

fn found(columns: &Arc<Columns>, threads: usize) -> (Vec<Fired>, Leads) {
    let set = FlagSet::built_in();
    let run = run_flags(columns, &set.on(), &Overrides::new(), Limits::default(), threads);
    assert_eq!(run.faults, []);
    assert_eq!(run.ran.len(), set.on().len());
    let leads =
        join(LeadInput { columns, flags: &set, fired: &run.fired, victims: &BTreeSet::new(), first_of_holder: &[] });
    (run.fired, leads)
}

#[test]
fn the_same_bytes_whatever_the_threads_and_the_order_of_rows() {
    for seed in CASES {
        let files = case_files(seed);
        let as_written = columns(&files);
        let one = found(&as_written, 1);
        assert!(
            one.0.len() > 20 && !one.1.leads.is_empty(),
            "seed {seed}: {} findings, {} leads",
            one.0.len(),
            one.1.leads.len()
        );
        for threads in [2, 8] {
            assert!(found(&as_written, threads) == one, "seed {seed}: {threads} threads find something else than one");
        }
        let mixed = found(&columns(&shuffled(&files, &mut Numbers::new(seed))), 2);
        let ids = |fired: &[Fired]| fired.iter().map(|one| one.finding.id.clone()).collect::<BTreeSet<_>>();
        let (there, here) = (ids(&one.0), ids(&mixed.0));
        assert_eq!(there.symmetric_difference(&here).collect::<Vec<_>>(), [&""; 0], "seed {seed}");
        for (one, other) in one.0.iter().zip(&mixed.0) {
            assert_eq!(one, other, "seed {seed}");
        }
        assert!(mixed.1 == one.1, "seed {seed}: other leads from shuffled rows");
    }
}

/// What is said of real flags on whole cases: every figure filled in, nobody judged, something against each lead.
#[test]
fn what_leads_of_a_case_say() {
    const NEVER: [&str; 22] = [
        "criminal",
        "criminals",
        "criminel",
        "criminels",
        "guilty",
        "coupable",
        "coupables",
        "prostitute",
        "prostituée",
        "illegal",
        "illégal",
        "clandestin",
        "clandestins",
        "offender",
        "perpetrator",
        "culprit",
        "suspect",
        "suspects",
        "ethnicity",
        "religion",
        "surname",
        "gypsy",
    ];
    for seed in CASES {
        let columns = columns(&case_files(seed));
        let (fired, leads) = found(&columns, 2);
        let texts =
            fired.iter().flat_map(|one| [&one.reason.en, &one.reason.fr]).chain(leads.leads.iter().flat_map(|lead| {
                let all = lead.for_.iter().chain(&lead.against).chain(&lead.ask);
                all.flat_map(|said| [&said.en, &said.fr])
            }));
        for text in texts {
            assert!(!text.trim().is_empty() && !text.contains(['{', '}']), "seed {seed}: {text}");
            let lower = text.to_lowercase();
            let word = lower.split(|c: char| !c.is_alphanumeric()).find(|word| NEVER.contains(word));
            assert_eq!(word, None, "seed {seed}: {text}");
        }
        for lead in &leads.leads {
            assert!(!lead.against.is_empty(), "seed {seed}: {}", lead.id);
            if lead.accounts.iter().any(|member| member.side == "victim-pattern") {
                assert!(lead.against[0].en.contains("may be under coercion"), "seed {seed}: {}", lead.id);
            }
        }
    }
}
