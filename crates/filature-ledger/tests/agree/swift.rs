//! What SWIFT's messages say of one life is one ledger: interim reports give the entries of the statements.

use std::collections::BTreeMap;

use filature_intake::{Format, Reading, mt940};
use filature_synth::{Options, OutputFormat, SyntheticCase, files, generate};
use proptest::prelude::*;

fn case(seed: u64) -> SyntheticCase {
    generate(&Options { seed, transactions: Some(500), networks: 1, look_alikes: 3 })
}

/// The files of a format, read, by what their names have in common.
fn readings(case: &SyntheticCase, format: OutputFormat) -> BTreeMap<String, Reading> {
    let read = |(name, bytes): (String, Vec<u8>)| {
        let reading = mt940::read("a1b2c3d4e5f6".parse().unwrap(), &bytes).unwrap();
        assert!(reading.problems.is_empty(), "{name}: {:?}", reading.problems);
        (name.split_once(['-', '.']).unwrap().1.to_owned(), reading)
    };
    files(case, &[format]).into_iter().map(read).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn interim_reports_give_the_entries_of_the_statements(seed in any::<u64>()) {
        let case = case(seed);
        let statements = readings(&case, OutputFormat::Mt940);
        let reports = readings(&case, OutputFormat::Mt942);
        prop_assert_eq!(statements.len(), reports.len());
        for (name, report) in &reports {
            prop_assert_eq!(report.format, Format::Mt942);
            prop_assert!(report.statements.iter().all(|part| part.opening.is_none() && part.closing.is_none()));
            let (one, two) = (&report.entries[0], &statements[name].entries[0]);
            let schema = one.schema();
            for column in (0..one.num_columns()).filter(|column| schema.field(*column).name() != "line") {
                prop_assert_eq!(one.column(column), two.column(column), "{}: {}", name, schema.field(column).name());
            }
        }
    }
}
