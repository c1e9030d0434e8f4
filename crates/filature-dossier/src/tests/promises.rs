use std::collections::BTreeSet;

use filature_model::{Assumption, Cut, Language, SourceUse};

use super::{LANGUAGES, document, inlines, sample};
use crate::document::{Block, Document, Figure, FigureLook, Ground, Grounds, Inline};
use crate::wording::{self, kinds};
use crate::{Content, DossierError, format, render_html, select};

fn is_amount(figure: &Figure) -> bool {
    figure.look() == FigureLook::Amount
}

/// Whether the text holds what reads as money: a digit before a currency.
fn reads_as_money(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    (0..letters.len()).any(|at| {
        let rest: String = letters[at..].iter().take(3).collect();
        at > 0 && letters[at - 1].is_ascii_digit() && (rest.starts_with('€') || rest == "EUR")
    })
}

#[test]
fn no_amount_stands_without_its_grounds() {
    for language in LANGUAGES {
        let document = document(&sample::content(), language);
        let mut amounts = 0;
        for inline in inlines(&document) {
            match inline {
                Inline::Figure(figure) => {
                    amounts += usize::from(is_amount(figure));
                    assert!(figure.grounds().iter().count() > 0);
                    let only_counted = figure.grounds().iter().all(|ground| matches!(ground, Ground::Part(_)));
                    assert!(!is_amount(figure) || !only_counted, "{} rests on no row", figure.text());
                }
                Inline::Words(text) | Inline::Strong(text) | Inline::Data(text) | Inline::Key(text) => {
                    assert!(!reads_as_money(text), "an amount outside of a figure: {text}");
                }
                Inline::Link(link) => assert!(!reads_as_money(&link.text)),
                Inline::Break => {}
            }
        }
        assert!(amounts > 60);
    }
}

/// Every ground of the document that a note gives: what is drawn has the note of its picture.
fn grounds(document: &Document) -> Vec<&Ground> {
    let blocks = || document.parts.iter().flat_map(|part| &part.blocks);
    let drawn: Vec<&Inline> = blocks()
        .filter_map(|block| if let Block::Picture(picture) = block { Some(picture.drawing.inlines()) } else { None })
        .flatten()
        .collect();
    let mut all: Vec<&Grounds> = inlines(document)
        .into_iter()
        .filter(|inline| !drawn.iter().any(|one| std::ptr::eq(*one, *inline)))
        .filter_map(|inline| if let Inline::Figure(figure) = inline { Some(figure.grounds()) } else { None })
        .collect();
    for block in blocks() {
        match block {
            Block::Table(table) => {
                all.extend(&table.grounds);
                all.extend(table.rows.iter().flat_map(|row| &row.grounds));
            }
            Block::Measures(measures) => all.push(&measures.grounds),
            Block::Picture(picture) => all.push(&picture.grounds),
            _ => {}
        }
    }
    all.into_iter().flat_map(Grounds::iter).collect()
}

#[test]
fn every_entry_of_a_note_is_named_somewhere() {
    for language in LANGUAGES {
        let document = document(&super::long::content(40), language);
        let anchors: BTreeSet<&str> = document
            .parts
            .iter()
            .flat_map(|part| &part.blocks)
            .filter_map(|block| if let Block::Table(table) = block { Some(&table.rows) } else { None })
            .flatten()
            .filter_map(|row| row.anchor.as_deref())
            .collect();
        let mut long = 0;
        for ground in grounds(&document) {
            let Ground::Computed { rows, listed, .. } = ground else { continue };
            if rows.len() > crate::notes::NOTE_ROWS {
                long += 1;
                let list = listed.as_ref().unwrap_or_else(|| panic!("{} entries stand nowhere", rows.len()));
                // A list of this part, or one of the annex of lists.
                assert!(anchors.contains(list.to.as_str()) || !list.to.starts_with("list-"), "{}", list.to);
            }
        }
        assert!(long > 5, "{long}");
        let annex = document.parts.last().unwrap();
        assert_eq!(annex.number, language.pick("Annex C", "Annexe C"));
    }
}

#[test]
fn both_languages_hold_the_same_figures() {
    let digits = |language| -> Vec<String> {
        let document = document(&sample::content(), language);
        let figures = inlines(&document).into_iter().filter_map(|inline| match inline {
            Inline::Figure(figure) => {
                let mut digits: Vec<char> = figure.text().chars().filter(char::is_ascii_digit).collect();
                // A rate tells its day, which French writes the other way round: its digits are compared in order of size.
                if !is_amount(figure) {
                    digits.sort_unstable();
                }
                Some(digits.into_iter().collect())
            }
            _ => None,
        });
        figures.collect()
    };
    assert_eq!(digits(Language::English), digits(Language::French));
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    for language in LANGUAGES {
        let mut turned = sample::content();
        let first = render_html(&turned, language).unwrap();
        assert_eq!(first, render_html(&sample::content(), language).unwrap());
        turned.sources.reverse();
        turned.statements.reverse();
        turned.problems.reverse();
        assert_eq!(first, render_html(&turned, language).unwrap());
    }
}

#[test]
fn what_rests_on_intelligence_is_nowhere() {
    for (language, show_names) in [(Language::English, true), (Language::French, false)] {
        for use_ in [SourceUse::IntelligenceOnly, SourceUse::ConsentNeeded] {
            let mut content = sample::with_intelligence();
            content.show_names = show_names;
            content.sources.last_mut().unwrap().use_ = use_;
            let page = render_html(&content, language).unwrap();
            let seeded = ["SECRET", "SOUPCON", "Zebulon", "Quintard", "Z. Q.", "Z.\u{a0}Q.", "Hermine", "xx-secret"];
            for trace in seeded.into_iter().chain([sample::STR_NAME, sample::STR_ID, "NOTE-SECRETE-7"]) {
                assert!(!page.contains(trace), "{trace} is in the page");
            }
            for amount in ["7,777.77", "7\u{202f}777,77", "777777"] {
                assert!(!page.contains(amount), "{amount} is in the page");
            }
        }
    }
    let left = select::select(&sample::with_intelligence()).left_out;
    assert_eq!((left.sources, left.entries, left.findings, left.traces), (1, 1, 2, 1));
    assert_eq!((left.statements, left.problems, left.without_rows), (1, 2, 0));
}

#[test]
fn what_has_no_row_is_left_out_and_counted() {
    let mut content = sample::content();
    content.entries.clear();
    let selected = select::select(&content);
    assert!(selected.content.findings.findings.is_empty() && selected.content.traces.is_empty());
    assert_eq!(selected.left_out.without_rows, 5);
    render_html(&content, Language::French).unwrap();
}

/// Puts the text wherever a file or a person can put text.
pub fn seeded(text: &str) -> Content {
    let mut content = sample::content();
    content.show_names = true;
    content.case_name = text.to_owned();
    content.program = text.to_owned();
    content.engine_manifest = text.to_owned();
    content.legal_basis = Some(text.to_owned());
    for source in &mut content.sources {
        source.name = text.to_owned();
        source.sha256 = text.to_owned();
        source.format = text.to_owned();
        source.exhibit = Some(text.to_owned());
        source.from = Some(text.to_owned());
        source.request = Some(text.to_owned());
        source.received = Some(text.to_owned());
        source.account = Some(text.to_owned());
    }
    for (_, entry) in content.entries.values_mut().flatten() {
        for party in [&mut entry.debtor, &mut entry.creditor] {
            party.name = Some(text.to_owned());
            party.account =
                party.account.as_ref().map(|account| filature_model::AccountId::written(&format!("{account}{text}")));
        }
        entry.text = Some(text.to_owned());
    }
    for check in &mut content.statements {
        check.statement.holder = Some(text.to_owned());
    }
    for problem in &mut content.problems {
        problem.found = text.to_owned();
        problem.expected = text.to_owned();
        problem.column = Some(text.to_owned());
    }
    for finding in &mut content.findings.findings {
        finding.id.push_str(text);
        finding.kind.push_str(text);
        finding.source = text.to_owned();
        finding.from = text.to_owned();
        finding.why.insert(text.to_owned(), filature_model::Reason::Text(text.to_owned()));
        for member in &mut finding.accounts {
            member.account.push_str(text);
            member.role.push_str(text);
        }
    }
    content.findings.cut.push(Cut::SearchesStopped { pattern: text.to_owned(), searches: 1, steps: 2 });
    content.findings.patterns_run.push(text.to_owned());
    content.traces[0].0 = text.to_owned();
    seed_trace(&mut content.traces[1].1, text);
    let accounts = vec![text.to_owned()];
    content.traces[0].1.assumptions.push(Assumption::UnknownOpenings { accounts, more: 1 });
    content
}

fn seed_trace(trace: &mut filature_model::Trace, text: &str) {
    for balance in &mut trace.balances {
        balance.last_entry_on = Some(text.to_owned());
    }
    for conversion in &mut trace.conversions {
        conversion.rate_english = text.to_owned();
        conversion.rate_french = text.to_owned();
    }
    for hub in &mut trace.hubs {
        hub.account.push_str(text);
    }
    for requisition in &mut trace.requisitions {
        requisition.payee = Some(text.to_owned());
        requisition.from = text.to_owned();
    }
    for assertion in &mut trace.assertions {
        match assertion {
            filature_model::Assertion::Election { reason, .. } => *reason = Some(text.to_owned()),
            filature_model::Assertion::Link { reason, .. } => *reason = text.to_owned(),
        }
    }
    for sway in &mut trace.sways {
        sway.rule = text.to_owned();
        sway.doubt = filature_model::Doubt::Opening { account: text.to_owned() };
    }
}

#[test]
fn text_of_the_data_is_never_markup() {
    for hostile in
        ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'</style><svg onload=1>", "]]>--><b x='"]
    {
        for language in LANGUAGES {
            let page = render_html(&seeded(hostile), language).unwrap();
            for markup in ["<script", "<img", "<svg onload", "<b x", "</style><svg"] {
                assert!(!page.contains(markup), "{markup} from {hostile}");
            }
            assert_eq!(page.matches("</style>").count(), 1);
        }
    }
}

#[test]
fn what_cannot_be_seen_is_shown() {
    let page = render_html(&seeded("a\u{202e}b\u{2066}c\u{0}d\u{1b}e\u{200b}f"), Language::French).unwrap();
    for hidden in ['\u{202e}', '\u{2066}', '\u{0}', '\u{1b}', '\u{200b}'] {
        assert!(!page.contains(hidden));
    }
    assert!(page.contains("a⟨U+202E⟩b⟨U+2066⟩c⟨U+0000⟩d⟨U+001B⟩e⟨U+200B⟩f"));
    assert_eq!(format::visible("Пётр عمر 王"), "Пётр عمر 王");
}

#[test]
fn every_way_leads_somewhere_and_no_anchor_stands_twice() {
    for content in [sample::with_intelligence(), seeded("x y\"<é")] {
        for language in LANGUAGES {
            let page = render_html(&content, language).unwrap();
            let values = |mark: &str| -> Vec<String> {
                page.split(mark).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
            };
            let anchors = values(" id=\"");
            let known: BTreeSet<&String> = anchors.iter().collect();
            assert_eq!(known.len(), anchors.len(), "an anchor stands twice");
            for way in values("href=\"#") {
                assert!(known.contains(&way), "#{way} leads nowhere");
            }
            assert!(!page.contains("href=\"http") && !page.contains("src="), "something is fetched");
        }
    }
}

#[test]
fn names_are_initials_unless_asked_for() {
    let mut content = sample::content();
    let page = render_html(&content, Language::English).unwrap();
    assert!(!page.contains("Kostova") && page.contains("M.\u{a0}K.") && !page.contains("RETRAIT DAB"));
    assert!(page.contains(sample::HUB), "a court needs the account in full");
    content.show_names = true;
    let page = render_html(&content, Language::English).unwrap();
    assert!(page.contains("Mira Kostova") && page.contains("RETRAIT DAB"));
}

#[test]
fn the_coercion_hypothesis_and_ordinary_explanations_stand_with_each_finding() {
    let page = render_html(&sample::content(), Language::English).unwrap();
    assert_eq!(page.matches("may be acting under coercion: another").count(), 3);
    assert_eq!(page.matches("Ordinary explanations to examine first").count(), 3);
    assert!(!page.contains("731"), "a score is printed");
}

/// The same account in the middle again: its figures and rows, and for all that was said, the way to it.
#[test]
fn what_was_said_of_a_kind_and_of_an_account_is_said_once() {
    let mut content = sample::content();
    let mut again = content.findings.findings[0].clone();
    again.id = "gs-again".to_owned();
    again.transactions.truncate(6);
    content.findings.findings.push(again);
    let page = render_html(&content, Language::English).unwrap();
    let (_, first) = page.split_once("id=\"finding-gs-5f2c91d0\"><span class=\"no\">").unwrap();
    let (part, _) = first.split_once(".1</span>").unwrap();
    assert_eq!(page.matches("Ordinary explanations to examine first").count(), 3);
    assert_eq!(page.matches(&format!("as in <a href=\"#finding-gs-5f2c91d0\">{part}.1</a>")).count(), 1);
    assert_eq!(page.matches(&format!("stand at <a href=\"#finding-gs-5f2c91d0\">{part}.1</a>")).count(), 1);
    assert_eq!(page.matches(&format!("Figures behind finding {part}.4")).count(), 1);
    assert_eq!(page.matches(&format!("Transactions of finding {part}.4")).count(), 1);
    assert_eq!(page.matches("<figure id=\"flow-").count(), 3);
}

/// A reason without words would stand in the dossier as the key of a program.
#[test]
fn every_pattern_and_every_reason_has_words() {
    for key in filature_graph::WHY_KEYS {
        assert!(kinds::kind("").measure(key).is_some(), "{key}");
    }
    for kind in filature_graph::KINDS {
        assert_eq!(kinds::kind(kind).word, *kind);
    }
}

/// What the engines write in English for the case's files has its own words here.
#[test]
fn no_english_sentence_stands_in_a_french_dossier() {
    let mut content = sample::content();
    content.findings.cut.push(Cut::NotShown { findings: 7 });
    let page = render_html(&content, Language::French).unwrap();
    for finding in &content.findings.findings {
        assert!(!page.contains(&finding.source));
    }
    for assumption in &content.traces[0].1.assumptions {
        assert!(!page.contains(&assumption.sentence(Language::English)));
        let french = format::typeset(&assumption.sentence(Language::French), Language::French);
        assert!(page.contains(&french), "{french}");
    }
    assert!(page.contains("Constatations qui ne sont pas montrées ici\u{a0}: 7"));
}

#[test]
fn no_wording_judges_a_person() {
    let mut pairs = wording::ALL.to_vec();
    pairs.extend(wording::exchange::ALL);
    pairs.extend(wording::follow::ALL);
    pairs.extend(wording::leads::ALL);
    pairs.extend(wording::pictures::ALL);
    pairs.extend(wording::profiles::ALL);
    pairs.extend(wording::course::ALL);
    pairs.extend(wording::sums::ALL);
    pairs.extend(wording::office::ALL);
    pairs.extend(wording::schedules::ALL);
    pairs.extend(wording::goaml::ALL);
    pairs.extend(wording::roles::ROLES.iter().map(|(_, pair)| *pair));
    for kind in kinds::KINDS {
        pairs.extend([kind.title, kind.meaning, kind.definition].iter().chain(kind.innocent).chain(kind.next));
        pairs.extend(kind.places.all().into_iter().chain(kind.figures.iter().map(|(_, pair)| *pair)));
    }
    pairs.extend(kinds::MEASURES.iter().map(|(_, pair)| *pair));
    let forbidden = [
        "debtor",
        "creditor",
        "débit-",
        "débiteur",
        "créancier",
        "criminal",
        "criminel",
        "guilty",
        "coupable",
        "prostitut",
        "illegal",
        "illégal",
        "seize",
        "saisi",
        "score",
        "suspect",
        " party",
        "offender",
        "délinquant",
        "victim",
        "perpetrator",
        "trafficker",
        "trafiquant",
        "proxénète",
        "pimp",
        "slave",
        "esclave",
    ];
    for pair in pairs {
        for language in LANGUAGES {
            let text = pair.pick(language).to_lowercase();
            assert!(!text.is_empty());
            for word in forbidden {
                assert!(!text.contains(word), "{word:?} in {text:?}");
            }
        }
        let slots =
            |language| (0..9).filter(|slot| pair.pick(language).contains(&format!("{{{slot}}}"))).collect::<Vec<_>>();
        assert_eq!(slots(Language::English), slots(Language::French), "slots of {pair:?}");
        let french = pair.pick(Language::French);
        for mark in [" ;", " :", " ?", " !", "« ", " »", "'"] {
            assert!(!french.contains(mark), "typography of {french:?}");
        }
    }
}

#[test]
fn an_amount_that_cannot_be_read_is_refused_rather_than_printed() {
    let mut content = sample::content();
    content.findings.findings[0].amount = "12,5".to_owned();
    let refused = render_html(&content, Language::English);
    assert!(matches!(refused, Err(DossierError::Amount { .. })), "{refused:?}");
    content.findings.findings[0].currency = "ZZZ".to_owned();
    assert!(matches!(render_html(&content, Language::English), Err(DossierError::Currency { .. })));
}

#[test]
fn figures_are_written_as_people_of_the_language_do() {
    let euro = filature_model::Currency::EUR;
    let yen = "JPY".parse().unwrap();
    assert_eq!(format::number(-123_456_789, euro, Language::English), "\u{2212}1,234,567.89");
    assert_eq!(format::number(123_456, euro, Language::French), "1\u{202f}234,56");
    assert_eq!(format::number(500_000, yen, Language::English), "5,000");
    assert_eq!(format::number(500_050, yen, Language::English), "5,000.50");
    assert_eq!(format::day_text("2024-03-01", Language::French), "1er\u{a0}mars\u{a0}2024");
    assert_eq!(format::day_text("2024-03-03", Language::English), "3\u{a0}March\u{a0}2024");
    assert_eq!(format::permille(985, Language::French), "98,5\u{202f}%");
    assert_eq!(format::initials("Jean-Marc d’Orly 王"), "J.\u{a0}M.\u{a0}D.\u{a0}…");
    assert_eq!(format::anchor("f", "a<b:é"), "f-a_3cb_3a_c3_a9");
}
