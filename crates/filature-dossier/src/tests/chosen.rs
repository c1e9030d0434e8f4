//! A dossier that is ordered without some parts: nothing of them is in it, nothing leads to them, and the document says so.

use std::collections::BTreeSet;

use filature_model::Language;

use super::{LANGUAGES, document, sample};
use crate::{Content, Dossier, DossierPart, Form, PartError, reading, render_html};

fn content() -> Content {
    let mut content = sample::content();
    sample::add_leads(&mut content);
    sample::add_activity(&mut content);
    sample::add_statements_of_persons(&mut content);
    content
}

fn without(parts: &[DossierPart]) -> Content {
    Content { without: parts.iter().copied().collect(), ..content() }
}

fn optional() -> Vec<DossierPart> {
    DossierPart::ALL.into_iter().filter(|part| part.may_be_left_out()).collect()
}

/// The parts, but for the annex of lists: whether there is one follows from how long the notes are that remain.
fn anchors(content: &Content) -> Vec<String> {
    let parts = document(content, Language::English).parts.into_iter().filter(|part| part.level == 2);
    parts.map(|part| part.anchor).filter(|anchor| anchor != "lists").collect()
}

/// Parts that have nothing to show without another one.
fn rest_on(part: DossierPart) -> &'static [DossierPart] {
    match part {
        DossierPart::Traces => &[DossierPart::Assets],
        DossierPart::Leads => &[DossierPart::Proceeds],
        _ => &[],
    }
}

#[test]
fn words_are_those_of_the_parts_in_their_order_and_titles_are_their_headings() {
    for language in LANGUAGES {
        let parts = document(&content(), language).parts;
        let there: Vec<(String, String)> =
            parts.into_iter().filter(|part| part.level == 2).map(|part| (part.anchor, part.title)).collect();
        let said: Vec<(String, String)> =
            DossierPart::ALL.iter().map(|part| (part.word().to_owned(), part.title(language))).collect();
        assert_eq!(there[..said.len()], said);
    }
}

#[test]
fn each_part_can_be_left_out_alone_and_nothing_leads_to_it() {
    let whole = anchors(&content());
    let mut choices: Vec<Vec<DossierPart>> = optional().into_iter().map(|part| vec![part]).collect();
    choices.push(optional());
    for choice in choices {
        let left = without(&choice);
        let gone: BTreeSet<&str> =
            choice.iter().flat_map(|part| rest_on(*part).iter().chain([part])).map(|part| part.word()).collect();
        let expected: Vec<&String> = whole.iter().filter(|anchor| !gone.contains(anchor.as_str())).collect();
        assert_eq!(anchors(&left).iter().collect::<Vec<_>>(), expected, "{choice:?}");
        for language in LANGUAGES {
            let page = render_html(&left, language).unwrap();
            let values = |mark: &str| -> BTreeSet<String> {
                page.split(mark).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
            };
            let known = values(" id=\"");
            for way in values("href=\"#") {
                assert!(known.contains(&way), "{choice:?}: #{way} leads nowhere");
            }
            let (title_block, _) = page.split_once("id=\"short\"").unwrap();
            for part in &choice {
                assert!(title_block.contains(&part.title(language)), "{part:?}: the document says so");
            }
        }
    }
}

#[test]
fn of_what_is_left_out_no_form_shows_anything() {
    let content = content();
    let (lead, trace) = (content.leads[0].id.clone(), content.traces[0].0.clone());
    let shows = |without: &Content, form: Form, word: &str| {
        let made = Dossier::new(without, Language::English).unwrap().render(form).unwrap();
        reading::pieces(&made).iter().any(|piece| piece.text.contains(word))
    };
    // A trace can be called as the finding that it begins from.
    let bare = without(&[DossierPart::Leads, DossierPart::Findings, DossierPart::Traces]);
    for form in [Form::Html, Form::Docx, Form::Odt, Form::Xlsx] {
        for word in [&lead, &trace] {
            assert!(shows(&content, form, word), "{form:?} {word}: or this shows nothing");
            assert!(!shows(&bare, form, word), "{form:?} {word}");
        }
    }
    // The manifest names no trace that is not shown.
    assert!(Dossier::new(&bare, Language::English).unwrap().manifest(Form::Html).is_none_or(|of| of.traces.is_empty()));
}

#[test]
fn a_lead_keeps_what_it_rests_on_when_findings_are_left_out() {
    let facts = |content: &Content| {
        let page = render_html(content, Language::English).unwrap();
        let (_, part) = page.split_once("<section class=\"leads\">").unwrap();
        part.split_once("</section>").unwrap().0.matches("class=\"said fact\"").count()
    };
    let whole = facts(&content());
    assert!(whole > 0);
    assert_eq!(facts(&without(&[DossierPart::Findings])), whole);
}

#[test]
fn what_says_how_far_it_can_be_trusted_stays() {
    for always in ["short", "how", "received", "statements", "problems", "method", "entries", "hashes"] {
        assert_eq!(DossierPart::left_out(&[always]), Err(PartError::Always(always.to_owned())));
    }
    let unknown = DossierPart::left_out_but(&["leads", "appendix"]).unwrap_err();
    assert_eq!(unknown, PartError::Unknown("appendix".to_owned()));
    assert!(unknown.to_string().contains("leads, network, findings"), "says what there is: {unknown}");
    assert_eq!(DossierPart::left_out_but(&["method"]).unwrap(), optional().into_iter().collect());
}
