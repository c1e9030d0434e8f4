//! MT942: entries without balances, and sums that are held against them.

use filature_model::ProblemCode;

use super::*;
use crate::Format;

const REPORT: &str = ":20:REF1\n:25:GB33BUKB20201555555555\n:28C:1/1\n:34F:EURD100,\n:34F:EURC0,\n:13D:2401021030+0100\n\
:61:2401020102D150,NTRFA1//B1\n:86:166?00UEBERWEISUNG?20Miete\n:61:2401020102RC50,NTRFA2//B2\n:61:2401020102C70,5NTRFA3//B3\n\
:61:240103ED9,NTRFA4//B4\n:90D:2EUR200,00\n:90C:1EUR70,5\n:86:of the report\n-\n";

#[test]
fn an_interim_report_has_entries_and_no_balances() {
    let reading = read_text(REPORT);
    assert_eq!(reading.format, Format::Mt942);
    assert_eq!([0, 1, 2, 3].map(|row| minor(&reading, row)), [15_000, 5_000, 7_050, 900]);
    assert_eq!([0, 1, 2, 3].map(|row| text(&reading, "legs", row).unwrap()), ["debit", "debit", "credit", "debit"]);
    // The floor limit, the expected entry and the report's own information are noted.
    let expected = [(ProblemCode::NotAnEntry, 4), (ProblemCode::NotBooked, 11), (ProblemCode::NotAnEntry, 14)];
    assert_eq!(codes(&reading), expected);
    assert_eq!([0, 3].map(|row| text(&reading, "status", row)), [None, Some("pending".to_owned())]);
    assert_eq!(text(&reading, "currency", 0).as_deref(), Some("EUR"));
    let statement = &reading.statements[0];
    assert_eq!((statement.opening, statement.closing), (None, None));
    assert_eq!(statement.number.as_deref(), Some("1/1"));
}

#[test]
fn sums_that_are_not_those_of_the_entries_are_said() {
    let cut = REPORT.replace(":61:2401020102RC50,NTRFA2//B2\n", "");
    let reading = read_text(&cut);
    let off: Vec<_> = reading.problems.iter().filter(|problem| problem.code == ProblemCode::SumDiffers).collect();
    assert_eq!(off.len(), 1);
    assert_eq!(off[0].column.as_deref(), Some(":90D:"));
    assert_eq!((off[0].found.as_str(), off[0].place.line), ("2EUR200,00", Some(11)));
    assert_eq!(off[0].expected, "1 entries of 150.00 EUR together");
    // The expected entry may be counted in.
    let counted = REPORT.replace("2EUR200,00", "3EUR209,");
    assert!(read_text(&counted).problems.iter().all(|problem| problem.code != ProblemCode::SumDiffers));
    let unreadable = REPORT.replace("1EUR70,5", "1EU70,5");
    assert!(codes(&read_text(&unreadable)).contains(&(ProblemCode::BadCurrency, 13)));
}

#[test]
fn the_report_is_known_by_header_or_fields() {
    let headed = format!("{{1:F01BANKNL2AXXXX0000000000}}{{2:I942BANKDEFFXXXXN}}{{4:\n{REPORT}}}");
    assert_eq!(read_text(&headed.replace("-\n}", "-}")).format, Format::Mt942);
    // Without a floor limit the currency is that of the sums.
    let bare = REPORT.replace(":34F:EURD100,\n:34F:EURC0,\n", "");
    assert_eq!(text(&read_text(&bare), "currency", 0).as_deref(), Some("EUR"));
    // A statement may state sums too, and they are checked.
    let statement = statement(":61:240102D5,NTRFX\n:90D:1EUR6,");
    assert_eq!(codes(&read_text(&statement)), [(ProblemCode::SumDiffers, 6)]);
}
