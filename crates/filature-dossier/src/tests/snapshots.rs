use std::collections::BTreeMap;

use filature_model::Language;

use super::sample;
use crate::{Content, render_html};

/// One file, one finding of two rows: small enough to be read whole. The style is left out.
fn small(language: Language) -> String {
    let whole = sample::content();
    let mut content =
        Content { case_name: "Moulin".to_owned(), program: "filature 0.1.0".to_owned(), ..Content::default() };
    content.sources = whole.sources[1..2].to_vec();
    content.source_entries = BTreeMap::from([(content.sources[0].id, 388)]);
    content.statements = whole.statements[1..2].to_vec();
    content.problems = whole.problems[1..2].to_vec();
    content.findings.findings = whole.findings.findings[1..2].to_vec();
    content.findings.transactions_examined = 388;
    content.findings.patterns_run = vec!["pass-through".to_owned()];
    content.entries = whole.entries;
    let page = render_html(&content, language).unwrap();
    let (head, rest) = page.split_once("<style>").unwrap();
    format!("{head}<style>…{}", rest.split_once("</style>").map(|(_, body)| body).unwrap())
}

#[test]
fn a_small_dossier_in_english() {
    insta::assert_snapshot!(small(Language::English));
}

#[test]
fn a_small_dossier_in_french() {
    insta::assert_snapshot!(small(Language::French));
}

/// The part of the money followed: two traces that together hold everything that a trace can say.
fn followed(language: Language) -> String {
    let page = render_html(&sample::content(), language).unwrap();
    let (_, rest) = page.split_once("<section class=\"traces\">").unwrap();
    rest.split_once("</section>").map(|(part, _)| part.to_owned()).unwrap()
}

#[test]
fn money_followed_in_english() {
    insta::assert_snapshot!(followed(Language::English));
}

#[test]
fn money_followed_in_french() {
    insta::assert_snapshot!(followed(Language::French));
}
