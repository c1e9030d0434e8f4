//! The parts that add up whole accounts, and those that bring together what other parts say.

use std::collections::BTreeSet;

use filature_model::{Language, SourceUse};

use super::{LANGUAGES, document, inlines, sample};
use crate::document::{Block, Figure, FigureLook, Ground, Inline, Part, Table};
use crate::{Content, Fate, format, render_html, select};

fn content() -> Content {
    let mut content = sample::content();
    sample::add_leads(&mut content);
    sample::add_activity(&mut content);
    sample::add_statements_of_persons(&mut content);
    content
}

/// The anchors of the parts that this file is about, in their order.
const PARTS: [&str; 8] = ["short", "proceeds", "means", "chronology", "assets", "taken", "requests", "method"];

fn section(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("<section class=\"{name}\">")).unwrap();
    rest.split_once("</section>").map(|(part, _)| part.to_owned()).unwrap()
}

fn sections(language: Language) -> String {
    let page = render_html(&content(), language).unwrap();
    PARTS.map(|name| section(&page, name)).join("\n")
}

#[test]
fn sums_in_english() {
    insta::assert_snapshot!(sections(Language::English));
}

#[test]
fn sums_in_french() {
    insta::assert_snapshot!(sections(Language::French));
}

#[test]
fn the_conclusions_stand_first_and_every_part_in_its_place() {
    let parts = document(&content(), Language::French).parts;
    let anchors: Vec<&str> = parts.iter().filter(|part| part.level == 2).map(|part| part.anchor.as_str()).collect();
    let expected = [
        "short",
        "how",
        "proceeds",
        "means",
        "received",
        "statements",
        "problems",
        "chronology",
        "leads",
        "network",
        "findings",
        "traces",
        "assets",
        "taken",
        "requests",
        "method",
        "entries",
        "hashes",
        "lists",
    ];
    assert_eq!(anchors, expected);
}

#[test]
fn a_part_without_content_is_left_out() {
    let empty = Content { case_name: "Vide".to_owned(), ..Content::default() };
    let parts = document(&empty, Language::English).parts;
    let anchors: Vec<&str> = parts.iter().map(|part| part.anchor.as_str()).collect();
    assert_eq!(anchors, ["short", "how", "method"]);
}

/// A digit beside the name or the sign of a currency, or written as an amount is: `1,234.56`, `1 234,56`.
fn reads_as_amount(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let after = |at: usize, wanted: &str| letters[at + 1..].iter().collect::<String>().starts_with(wanted);
    (0..letters.len()).filter(|&at| letters[at].is_ascii_digit()).any(|at| {
        let money = ["€", "EUR", "RON"].iter().any(|unit| after(at, unit));
        let cents = letters.get(at + 1).is_some_and(|mark| matches!(mark, ',' | '.'))
            && letters[at + 1..].iter().skip(1).take(2).filter(|c| c.is_ascii_digit()).count() == 2
            && letters.get(at + 4).is_none_or(|c| !c.is_ascii_digit() && *c != '.');
        money || cents
    })
}

/// The walk: in every table, pair and statement an amount is a figure, and a figure has rows or says who states it.
#[test]
fn no_number_of_money_stands_without_its_provenance() {
    for (language, show_names) in [(Language::English, false), (Language::French, true)] {
        let mut content = content();
        content.show_names = show_names;
        let document = document(&content, language);
        let mut amounts = 0;
        for inline in inlines(&document) {
            match inline {
                Inline::Figure(figure) if figure.look() == FigureLook::Amount => {
                    amounts += 1;
                    let from_rows = |ground: &Ground| !matches!(ground, Ground::Part(_));
                    assert!(figure.grounds().iter().any(from_rows), "{} rests on no row", figure.text());
                }
                Inline::Figure(_) | Inline::Break => {}
                Inline::Words(text) | Inline::Strong(text) => assert!(!reads_as_amount(text), "{text}"),
                Inline::Data(_) | Inline::Key(_) => {}
                Inline::Link(link) => assert!(!reads_as_amount(&link.text), "{}", link.text),
            }
        }
        assert!(amounts > 150, "{amounts}");
    }
    assert!(reads_as_amount("moved 12.50") && reads_as_amount("1 234,56 restent") && reads_as_amount("500\u{a0}€"));
    assert!(!reads_as_amount("part 3.1, line 14") && !reads_as_amount("2024-03-01"));
}

fn tables<'a>(parts: &'a [Part], of: &str) -> Vec<&'a Table> {
    let from = parts.iter().position(|part| part.anchor == of).unwrap();
    let inner = parts[from + 1..].iter().take_while(|part| part.level == 3);
    let blocks = parts[from].blocks.iter().chain(inner.flat_map(|part| &part.blocks));
    blocks
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
        .collect()
}

fn figures(cells: &[Vec<Inline>]) -> Vec<&Figure> {
    let figure = |inline: &&'_ Inline| matches!(inline, Inline::Figure(_));
    let all = cells.iter().flatten().filter(figure);
    all.map(|inline| match inline {
        Inline::Figure(figure) => figure,
        _ => unreachable!(),
    })
    .collect()
}

fn minor(figure: &Figure) -> i128 {
    let digits: String = figure.text().chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap()
}

/// The months add up to the years, the years and the holders to the whole.
#[test]
fn months_years_and_holders_add_up() {
    let content = content();
    let document = document(&content, Language::English);
    let tables = tables(&document.parts, "proceeds");
    let [holders, periods, ..] = tables.as_slice() else { panic!("{tables:?}") };
    // The most stands in the third column.
    let most = |row: &crate::document::Row| figures(&row.cells[2..3]).first().map_or(0, |figure| minor(figure));
    let sum = |table: &Table, sums: bool| -> i128 {
        table.rows.iter().filter(|row| !row.heads && row.sum == sums).map(most).sum()
    };
    assert!(sum(holders, true) > 0);
    assert_eq!(sum(holders, false), sum(holders, true));
    assert_eq!(sum(periods, false), sum(periods, true));
    assert_eq!(sum(periods, true), sum(holders, true));
}

/// A payment that was taken back, and one that was called off, leave the sums and stand beside them.
#[test]
fn what_did_not_stay_is_not_counted() {
    let mut content = content();
    let lead: BTreeSet<String> = content.leads[0].accounts.iter().map(|member| member.account.clone()).collect();
    let most = |content: &Content| -> i128 {
        let document = document(content, Language::English);
        let tables = tables(&document.parts, "proceeds");
        let total = tables[0].rows.iter().find(|row| row.sum).unwrap();
        figures(&total.cells[2..3]).first().map_or(0, |figure| minor(figure))
    };
    let before = most(&content);
    let outside = content
        .activity
        .movements
        .iter_mut()
        .find(|moved| {
            let is = |account: &Option<String>| account.as_ref().is_some_and(|account| lead.contains(account));
            is(&moved.payee) && !is(&moved.payer)
        })
        .unwrap();
    outside.fate = Fate::CalledOff;
    let gone = i128::from(outside.received.minor);
    assert!(gone > 0);
    assert_eq!(most(&content), before - gone);
}

#[test]
fn what_a_source_describes_stands_against_no_name() {
    let mut content = content();
    content.show_names = true;
    for language in LANGUAGES {
        let page = section(&render_html(&content, language).unwrap(), "taken");
        let headings: Vec<&str> = page.split("<tr class=\"head\">").skip(1).collect();
        assert_eq!(headings.len(), 3);
        for heading in headings {
            let heading = heading.split("</tr>").next().unwrap();
            for name in ["Kostova", "Pescaru"] {
                assert!(!heading.contains(name), "{heading}");
            }
            let decided = heading.contains("FR7099999000010007001357112");
            assert_eq!(heading.contains("M.\u{a0}K."), decided, "{heading}");
            assert!(decided || !heading.contains("P."), "{heading}");
        }
    }
}

/// What came into the accounts of persons harmed is in the total, and beside nobody's name.
#[test]
fn proceeds_name_nobody_who_was_harmed() {
    let mut content = content();
    content.show_names = true;
    for language in LANGUAGES {
        let page = section(&render_html(&content, language).unwrap(), "proceeds");
        for hidden in ["FR7099999000010007001357112", "RO02ZZZZ0000001000200030", "Kostova", "Pescaru", "M.\u{a0}K."] {
            assert!(!page.contains(hidden), "{hidden}");
        }
        assert!(page.contains(sample::HUB) && page.contains("Sacha Brenner"));
        assert!(page.matches("<h3 id=\"proceeds-").count() == 1, "a lead that protects has no proceeds");
    }
}

/// Who was harmed, or may have been, is not held against a declared income.
#[test]
fn nothing_is_compared_of_persons_harmed() {
    for language in LANGUAGES {
        let page = section(&render_html(&content(), language).unwrap(), "means");
        for account in ["FR7099999000010007001357112", "RO02ZZZZ0000001000200030", "RO72ZZZZ0000001000200807"] {
            assert!(!page.contains(account), "{account}");
        }
        assert!(page.contains(sample::HUB) && page.contains("cote\u{a0}D118"));
    }
}

#[test]
fn without_a_declared_income_that_is_said_and_nothing_is_compared() {
    let mut content = content();
    content.income.clear();
    let page = section(&render_html(&content, Language::English).unwrap(), "means");
    assert!(page.contains("The case states no declared income"));
    assert!(!page.contains("Came in, less declared"));
}

/// An income from a document that may not be named, a movement with a row that may not be shown.
#[test]
fn what_rests_on_intelligence_is_in_no_sum() {
    let mut content = sample::with_intelligence();
    sample::add_leads(&mut content);
    sample::add_activity(&mut content);
    sample::add_statements_of_persons(&mut content);
    assert!(content.activity.movements.iter().any(|moved| moved.id.starts_with(sample::STR_ID)));
    content.income[0].source = "NOTE-SECRETE-7".to_owned();
    content.sources.last_mut().unwrap().use_ = SourceUse::IntelligenceOnly;
    for language in LANGUAGES {
        let page = render_html(&content, language).unwrap();
        for trace in
            ["NOTE-SECRETE-7", "4,100.00", "4\u{202f}100,00\u{a0}€", "7,777.77", "7\u{202f}777,77", sample::STR_ID]
        {
            assert!(!page.contains(trace) || trace.starts_with('4'), "{trace}");
        }
        assert!(!page.contains("Zebulon") && !page.contains("Z.\u{a0}Q."));
    }
    let selected = select::select(&content).content;
    assert!(selected.income.is_empty());
    assert!(!selected.activity.whole.contains(sample::HUB), "a part of an account is no sum");
    // A reference too short to be looked for in texts is no less secret as a reference.
    let report = content.sources.last_mut().unwrap();
    report.exhibit = Some("N7".to_owned());
    content.income[0].source = "N7".to_owned();
    assert!(select::select(&content).content.income.is_empty());
}

/// One transaction of an account that is not given whole brings no sum of it.
#[test]
fn an_account_that_was_left_aside_is_in_no_sum_and_said_to_be_left_aside() {
    let mut content = content();
    let account = content.activity.whole.take(sample::HUB).unwrap();
    content.activity.left_aside.insert(account);
    let page = render_html(&content, Language::English).unwrap();
    assert!(section(&page, "means").contains("have no room in this document: 1."));
    let proceeds = section(&page, "proceeds");
    assert!(!proceeds.contains(&format!("<bdi class=\"key\">{}</bdi>", sample::HUB)));
    assert!(!section(&page, "means").contains(&format!("<bdi class=\"key\">{}</bdi>", sample::HUB)));
}

/// The requests of all traces: each once, with the largest of what is at stake, then those of statements.
#[test]
fn requests_are_merged_and_the_most_valuable_stand_first() {
    let mut content = content();
    let twice = content.traces[0].clone();
    content.traces.push(("again".to_owned(), twice.1));
    let document = document(&content, Language::English);
    let [table] = tables(&document.parts, "requests")[..] else { panic!("one table") };
    let stakes: Vec<i128> = table
        .rows
        .iter()
        .filter_map(|row| {
            let figure = figures(&row.cells[5..6]).first()?.text().to_owned();
            let high = figure.rsplit(" to ").next().or_else(|| figure.rsplit('\u{a0}').nth(1)).unwrap().to_owned();
            let digits: String = high.chars().filter(char::is_ascii_digit).collect();
            digits.parse().ok()
        })
        .collect();
    let asked: usize = content.traces[..2].iter().map(|(_, trace)| trace.requisitions.len()).sum();
    assert_eq!(stakes.len(), asked, "the third trace asks for nothing new");
    assert!(stakes.iter().max() == stakes.first());
    // One statement does not foot, one has no opening and days missing before it.
    assert_eq!(table.rows.len(), asked + 3);
}

#[test]
fn a_sheet_stands_on_a_page_of_its_own() {
    let document = document(&content(), Language::English);
    let sheets: Vec<&Part> = document.parts.iter().filter(|part| part.anchor.starts_with("asset-")).collect();
    let accounts: BTreeSet<String> = content()
        .traces
        .iter()
        .flat_map(|(_, trace)| trace.balances.iter().map(|balance| format::anchor("asset", &balance.account)))
        .collect();
    assert_eq!(sheets.iter().map(|part| part.anchor.clone()).collect::<BTreeSet<_>>(), accounts);
    assert!(sheets.iter().all(|part| part.new_page));
}

/// The chronology runs forward, one line a transaction.
#[test]
fn the_chronology_runs_forward() {
    let page = section(&render_html(&content(), Language::English).unwrap(), "chronology");
    let days: Vec<&str> =
        page.split("<tr><th scope=\"row\" class=\"t\">").skip(1).map(|row| row.split('<').next().unwrap()).collect();
    assert!(days.len() > 10 && days.is_sorted(), "{days:?}");
}
