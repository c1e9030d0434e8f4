//! No text becomes a formula, nothing is hidden, nothing of intelligence is there, and the same content gives the same bytes.

use filature_model::{Language, SourceUse};

use super::{LANGUAGES, content, parts, read, sample, workbook};
use crate::tests::promises::seeded;

const HOSTILE: [&str; 9] = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "=HYPERLINK(\"http://192.0.2.7/\",\"x\")",
    "=cmd|'/c calc'!A0",
    "http://192.0.2.7/x",
];

/// The formulas of all sheets, as they stand in the file.
fn formulas(bytes: &[u8]) -> Vec<String> {
    let parts = parts(bytes);
    let sheets = parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/"));
    sheets
        .flat_map(|(_, xml)| xml.split("<f").skip(1))
        .map(|rest| rest.split_once("</f>").unwrap().0.trim_start_matches('>').to_owned())
        .collect()
}

#[test]
fn text_that_begins_like_a_formula_is_text() {
    for language in LANGUAGES {
        for text in HOSTILE {
            let mut content = seeded(text);
            content.leads = super::content().leads;
            let bytes = workbook(&content, language);
            let formulas = formulas(&bytes);
            assert!(formulas.len() > 200);
            for formula in formulas {
                // Only functions and marks of ours.
                let known = ["ROUND", "SUMIFS", "SUM", "IF", "AND"];
                let mut words = formula.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 2);
                let is_function = |word: &str| formula.contains(&format!("{word}("));
                assert!(words.all(|word| !is_function(word) || known.contains(&word)), "{formula}");
                for mark in ["1+1", "@", "cmd", "http", "A0"] {
                    assert!(!formula.contains(mark), "{formula}");
                }
            }
            let shown = crate::format::visible(text);
            let cells = read(&bytes)
                .iter()
                .flat_map(|sheet| sheet.values.used_cells())
                .filter(|(.., cell)| **cell == calamine::Data::String(shown.clone()))
                .count();
            assert!(cells > 60, "{text:?} stands in {cells} cells");
        }
    }
}

#[test]
fn nothing_is_hidden_linked_or_fetched() {
    for language in LANGUAGES {
        let mut content = seeded("http://192.0.2.7/x");
        content.leads = super::content().leads;
        for (name, xml) in parts(&workbook(&content, language)) {
            // The range of a filter is a name, which the format wants hidden.
            let filters = xml.split("_FilterDatabase\"").skip(1);
            assert_eq!(
                xml.matches("hidden").count(),
                filters.filter(|name| name.split('>').next().unwrap().contains("hidden")).count()
            );
            for mark in [
                "state=\"hidden",
                "state=\"veryHidden",
                "<hyperlink",
                "TargetMode",
                "<legacyDrawing",
                "externalLink",
                "DDE",
            ] {
                assert!(!xml.contains(mark), "{mark} in {name}");
            }
            for kind in ["comment", "drawing", "vba", "media", "custom"] {
                assert!(!name.contains(kind), "{name}");
            }
        }
    }
}

#[test]
fn the_same_content_gives_the_same_bytes_without_a_clock_or_an_author() {
    for language in LANGUAGES {
        let mut turned = content();
        let first = workbook(&turned, language);
        turned.sources.reverse();
        turned.statements.reverse();
        assert!(first == workbook(&turned, language), "other bytes");
        let core = &parts(&first)["docProps/core.xml"];
        assert!(core.contains("<dc:creator></dc:creator>") && core.contains("<cp:lastModifiedBy></cp:lastModifiedBy>"));
        assert_eq!(core.matches("2000-01-01T00:00:00Z").count(), 2);
    }
}

#[test]
fn what_rests_on_intelligence_is_nowhere() {
    for (language, show_names) in [(Language::English, true), (Language::French, false)] {
        for use_ in [SourceUse::IntelligenceOnly, SourceUse::ConsentNeeded] {
            let mut content = content();
            content.show_names = show_names;
            let report = content.sources.iter_mut().find(|source| source.name == sample::STR_NAME).unwrap();
            report.use_ = use_;
            let seeded = ["SECRET", "SOUPCON", "Zebulon", "Quintard", "Z. Q.", "Z.\u{a0}Q.", "Hermine", "xx-secret"];
            for (name, xml) in parts(&workbook(&content, language)) {
                for trace in seeded.into_iter().chain([sample::STR_NAME, sample::STR_ID, "7777.77", "777777"]) {
                    assert!(!xml.contains(trace), "{trace} is in {name}");
                }
            }
        }
    }
}

#[test]
fn names_are_initials_unless_asked_for() {
    let mut content = content();
    let whole =
        |content: &crate::Content| parts(&workbook(content, Language::English)).into_values().collect::<String>();
    let all = whole(&content);
    assert!(!all.contains("Kostova") && all.contains("M.\u{a0}K.") && !all.contains("RETRAIT DAB"));
    assert!(all.contains(sample::HUB), "a court needs the account in full");
    content.show_names = true;
    let all = whole(&content);
    assert!(all.contains("Mira Kostova") && all.contains("RETRAIT DAB"));
}

#[test]
fn no_side_stands_beside_a_name_and_no_score_is_written() {
    let all: String = parts(&workbook(&content(), Language::English)).into_values().collect();
    for word in ["controller", "facilitator", "victim", ">731<"] {
        assert!(!all.contains(word), "{word}");
    }
}
