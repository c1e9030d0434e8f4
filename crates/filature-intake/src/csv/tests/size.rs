//! Tables of sizes that no bank makes: the work stays in proportion to the bytes.

use super::*;

#[test]
fn a_line_longer_than_any_tables_is_refused_unsplit() {
    for (line, text) in [(1, "a,b;".repeat(2_000_000)), (2, format!("Date;Text;Sum\n{}", "1;".repeat(5_000)))] {
        let started = std::time::Instant::now();
        let refused = refusal(&text);
        assert!(refused.what.contains("no bank's table has such a line"), "{refused}");
        assert_eq!(refused.place.line, Some(line));
        assert!(started.elapsed().as_secs() < 2);
    }
}

#[test]
fn a_header_of_thousands_of_texts_is_guessed_at_once() {
    let started = std::time::Instant::now();
    let text = format!("Date;Amount;{}\n2024-01-13;-1.50;{}\n", "text;".repeat(4_000), "a;".repeat(4_000));
    assert!(read(source(), text.as_bytes(), &CsvOptions::default()).is_ok());
    assert!(started.elapsed().as_secs() < 5);
}

#[test]
fn forty_thousand_accounts_are_parted_in_the_order_of_the_file() {
    let rows: String = (0..40_000).map(|at| format!("2024-01-02,1.00,A{at}\n")).collect();
    let mapping = "[columns]\nbooked = 'Date'\namount = 'Sum'\naccount = 'Own'\n";
    let reading = read_mapped(mapping, &format!("Date,Sum,Own\n{rows}"));
    assert!(reading.statements.iter().enumerate().all(|(at, one)| one.account.as_str() == format!("A{at}")));
}
