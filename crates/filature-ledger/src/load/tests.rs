use std::fs;

use filature_model::{OUTSIDE, Transactions, ValueDate};

use crate::{AddOptions, Case, Ledger, Watch};

/// The ledger of one MT940 statement with these lines.
fn of_lines(lines: &str) -> Transactions {
    let text = format!(":20:REF\n:25:10020030/77\n:28C:5/1\n:60F:C231231EUR1000,\n{lines}\n:62F:C240131EUR1000,\n-\n");
    of_files(&[("a.sta", &text)])
}

fn of_files(files: &[(&str, &str)]) -> Transactions {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<_> = files.iter().map(|(name, _)| folder.path().join(name)).collect();
    for (path, (_, text)) in paths.iter().zip(files) {
        fs::write(path, text).unwrap();
    }
    let (mut case, _) = Case::open_or_make(&folder.path().join("case")).unwrap();
    let watch = Watch { seen: &|| (), ..Watch::NOBODY };
    let reports = case.add(&paths, &AddOptions::default(), watch).unwrap();
    assert!(reports.iter().all(|report| report.refused.is_none()), "{reports:?}");
    Ledger::load(&case).unwrap().transactions
}

/// What takes back what, by row of the one file.
fn reversals(ledger: &Transactions) -> Vec<(String, String)> {
    let row = |position: u32| ledger.ids[position as usize].rsplit(':').next().unwrap().to_owned();
    ledger.reversals.iter().map(|&(reversal, original)| (row(reversal), row(original))).collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(reversal, original)| ((*reversal).to_owned(), (*original).to_owned())).collect()
}

#[test]
fn a_reference_decides_before_the_latest() {
    let ledger = of_lines(
        ":61:2401020102C50,NTRFRENT 1\n:61:2401030103C50,NTRFRENT 2\n:61:2401040104RC50,NTRFRENT 1\n\
         :61:2401050105RC50,NTRFRENT 2",
    );
    assert_eq!(reversals(&ledger), pairs(&[("2", "0"), ("3", "1")]));
}

#[test]
fn the_other_side_decides_where_no_reference_does_and_then_the_latest() {
    let (one, two) = ("DE40999900000000000001", "DE13999900000000000002");
    let line = |day: u8, mark: &str, iban: &str| {
        format!(":61:24010{day}010{day}{mark}50,NTRFNONREF\n:86:166?00UEBERWEISUNG?20miete?31{iban}?32Ida Erfunden")
    };
    let lines = [line(2, "D", one), line(3, "D", one), line(4, "D", two), line(5, "RD", one)].join("\n");
    assert_eq!(reversals(&of_lines(&lines)), pairs(&[("3", "1")]));
    // Taken back once, the one before is next; then there is none of that side left.
    let lines = [line(2, "D", one), line(3, "D", one), line(5, "RD", one), line(6, "RD", one), line(7, "RD", one)];
    assert_eq!(reversals(&of_lines(&lines.join("\n"))), pairs(&[("2", "1"), ("3", "0")]));
    // The only one names another side: it is not this one.
    let lines = [line(2, "D", two), line(5, "RD", one)].join("\n");
    assert_eq!(reversals(&of_lines(&lines)), pairs(&[]));
}

#[test]
fn the_only_one_is_taken_and_of_two_alike_none() {
    let only = ":61:2401020102D50,NTRFNONREF\n:61:2401030103D51,NTRFNONREF\n:61:2401040104RD50,NTRFNONREF";
    assert_eq!(reversals(&of_lines(only)), pairs(&[("2", "0")]));
    let two = ":61:2401020102D50,NTRFNONREF\n:61:2401030103D50,NTRFNONREF\n:61:2401040104RD50,NTRFNONREF";
    assert_eq!(reversals(&of_lines(two)), pairs(&[]));
    // What comes later, has the same direction, or takes back itself, is none to be taken back.
    let none = ":61:2401020102C50,NTRFNONREF\n:61:2401030103RD50,NTRFNONREF\n:61:2401040104D50,NTRFNONREF";
    assert_eq!(reversals(&of_lines(none)), pairs(&[]));
    let both = ":61:2401020102C50,NTRFNONREF\n:61:2401030103RC50,NTRFNONREF\n:61:2401030103D50,NTRFNONREF\n\
                :61:2401040104RD50,NTRFNONREF";
    assert_eq!(reversals(&of_lines(both)), pairs(&[("1", "0"), ("3", "2")]));
}

#[test]
fn on_one_day_the_order_of_the_statement_says_what_was_before() {
    let later = ":61:2401020102RD50,NTRFA1\n:61:2401020102D50,NTRFA1";
    assert_eq!(reversals(&of_lines(later)), pairs(&[]));
    let latest = ":61:2401020102D50,NTRFA1\n:61:2401020102D50,NTRFA1\n:61:2401020102RD50,NTRFA1";
    assert_eq!(reversals(&of_lines(latest)), pairs(&[("2", "1")]));
}

#[test]
fn value_dates_are_kept_where_they_are_other_days() {
    let ledger = of_lines(":61:2312310102D50,NTRFA1\n:61:2401030103C50,NTRFA2");
    assert_eq!(ledger.len(), 2);
    let at_micros = 19_722 * 86_400_000_000;
    assert_eq!(ledger.value_dates, [ValueDate { transaction: 0, is_credit: false, at_micros }]);
}

#[test]
fn a_row_with_both_sides_has_its_value_date_on_both() {
    let rows = "id,booked_at,value_date,debtor,creditor,amount,currency\n\
                a,2024-01-02,2024-01-04,A,B,1,EUR\nb,2024-01-03T23:30:00Z,2024-01-03,A,B,1,EUR\n\
                c,2024-01-05,2024-01-01,,B,1,EUR\n";
    let sides: Vec<_> =
        of_files(&[("a.csv", rows)]).value_dates.iter().map(|side| (side.transaction, side.is_credit)).collect();
    assert_eq!(sides, [(0, false), (0, true), (2, true)]);
}

#[test]
fn places_are_of_transactions_and_of_holders() {
    let ledger = of_files(&[
        (
            "t.csv",
            "id,booked_at,debtor,creditor,amount,currency,country,city\n\
             1,2024-01-01,A,B,1.00,EUR,FR,Lyon\n2,2024-01-02,A,B,1.00,EUR,,\n3,2024-01-03,A,B,1.00,EUR,fr, LYON\n\
             4,2024-01-04,A,B,1.00,EUR,BE,\n",
        ),
        ("a.csv", "account,holder,country,city\nA,Ida,FR,Saint-Étienne\nB,Ion,,\n"),
    ]);
    let written: Vec<_> = ledger.places.iter().map(ToString::to_string).collect();
    assert_eq!(written, ["BE/", "FR/LYON", "FR/SAINT ETIENNE"]);
    assert_eq!((0..4).map(|at| ledger.place_of(at)).collect::<Vec<_>>(), [Some(1), None, Some(1), Some(0)]);
    assert_eq!((ledger.home_of(0), ledger.home_of(1), ledger.home_of(OUTSIDE)), (Some(2), None, None));
}

#[test]
fn a_ledger_without_places_carries_none() {
    let ledger = of_files(&[("t.csv", "id,booked_at,debtor,creditor,amount,currency\n1,2024-01-01,A,B,1.00,EUR\n")]);
    assert!(ledger.place.is_empty() && ledger.home.is_empty() && ledger.places.is_empty());
}
