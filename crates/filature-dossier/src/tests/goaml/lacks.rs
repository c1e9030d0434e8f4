//! What is asked for when a report cannot be written.

use filature_model::Language;

use super::{Files, case, lacking, make, make_in, settings, settings_without};
use crate::{GoamlError, ReportAs};

#[test]
fn a_missing_field_is_named_with_its_type_and_what_would_fill_it() {
    let said = lacking(&case(), &Files::national(), &settings_without("rentity_id"));
    assert!(
        said.starts_with("The goAML report cannot be written: places that are not as the schema asks: 1. No file"),
        "{said}"
    );
    for part in ["  report/rentity_id\n", "xs:int ; >= 1", "\"report/rentity_id\" = …", "--report-as"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let said = lacking(&case(), &Files::national(), &settings_without("\"report/report_code\""));
    assert!(said.contains("one of: XSTR, XAIF"), "{said}");
}

#[test]
fn a_word_without_a_code_names_the_payments_and_the_line() {
    let said = lacking(&case(), &Files::national(), &settings_without("cash-out"));
    let parts = [
        "report/transaction/transmode_code",
        "payments: 2 (E",
        "\"cash-out\" = …",
        "[codes.\"report/transaction/transmode_code\"]",
        "XELEC, XCASH, XOTHR",
    ];
    for part in parts {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn without_settings_all_is_listed_at_once() {
    let said = lacking(&case(), &Files::national(), &ReportAs::default());
    let wanted = [
        "report/rentity_id",
        "report/submission_code",
        "report/report_code",
        "report/submission_date",
        "report/reporting_person/first_name",
        "report/reporting_person/last_name",
        "report/reporting_person/occupation",
        "report/transaction/transmode_code",
        "report/transaction/t_from/from_funds_code",
        "report/transaction/t_to/to_funds_code",
        "report/transaction/t_to/(to_account | to_person | to_entity)",
    ];
    for path in wanted {
        assert!(said.contains(&format!("  {path}\n")), "{path}: {said}");
    }
    assert!(!said.contains("report/currency_code_local"), "all payments are in one currency: {said}");
    assert!(said.contains("no file of the case names who stands on this side"), "{said}");
    // Twelve places of the report, and the words of three channels at three places.
    let places = said.lines().filter(|line| line.starts_with("  report")).count();
    assert!((wanted.len()..30).contains(&places), "each place is told once, not once for each payment: {said}");
}

#[test]
fn in_french_the_same_places_are_listed() {
    let paths = |text: &str| -> Vec<String> {
        text.lines().filter(|line| line.starts_with("  report")).map(str::to_owned).collect()
    };
    let english = lacking(&case(), &Files::national(), &ReportAs::default());
    let french = make_in(&case(), &Files::national(), &ReportAs::default(), Language::French).unwrap_err().to_string();
    assert_eq!(paths(&english), paths(&french));
    assert!(french.contains("Aucun fichier n’a été écrit") && french.contains("manque"), "{french}");
}

#[test]
fn a_narrowed_list_refuses_what_was_a_code_before() {
    let files = Files::national().with("<xs:enumeration value=\"XOTHR\"/>", "");
    let said = lacking(&case(), &files, &settings(""));
    assert!(said.contains("\"XOTHR\" may not stand there: it is not among the values allowed"), "{said}");
    assert!(said.contains("one of: XELEC, XCASH") && said.contains("change the line"), "{said}");
}

#[test]
fn an_extra_required_field_is_asked_for_once_for_all_payments_or_for_one() {
    let files = Files::national().with(
        "<xs:element name=\"internal_ref_number\" type=\"text_255\" minOccurs=\"0\"/>",
        "<xs:element name=\"teller\" type=\"text_255\"/>",
    );
    let said = lacking(&case(), &files, &settings(""));
    assert!(said.contains("  report/transaction/teller\n") && said.contains("[transactions."), "{said}");
    super::judged(&case(), &files, &settings("\"report/transaction/teller\" = \"T1\"\n"));
}

#[test]
fn a_value_of_the_case_that_is_refused_is_the_datas_fault_and_can_be_put_otherwise() {
    let files = Files::national().with("<xs:maxLength value=\"34\"/>", "<xs:pattern value=\"[A-Z]{2}[0-9]+\"/>");
    let error = make(&case(), &files, &settings("")).unwrap_err();
    let GoamlError::Lacking { lines, only_data } = error else { panic!("{error}") };
    let said = lines.join("\n");
    assert!(only_data, "{said}");
    assert!(said.contains("does not fit the pattern [A-Z]{2}[0-9]+") && said.contains("[codes."), "{said}");
    let files = Files::national().with("<xs:fractionDigits value=\"2\"/>", "<xs:fractionDigits value=\"0\"/>");
    let said = lacking(&case(), &files, &settings(""));
    assert!(said.contains("\"7500.75\"") || said.contains("more digits than 0"), "{said}");
}

#[test]
fn a_line_that_is_of_no_use_is_told() {
    let more = "\"report/no_such\" = \"x\"\n\"report/transaction/amount_local\" = \"1\"\n";
    let report = make(&case(), &Files::national(), &settings(more)).unwrap();
    let notes = report.notes.join("\n");
    assert!(notes.contains("report/no_such"), "{notes}");
    assert!(
        !String::from_utf8(report.bytes).unwrap().contains("<amount_local>1</amount_local>"),
        "a fact is not replaced"
    );
}
