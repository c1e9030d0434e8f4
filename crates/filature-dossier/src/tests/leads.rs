//! Leads: whole or not at all, each fact with its rows, no side against a name, for and against alike.

use filature_model::{Language, LeadMember, Reason, SourceUse};

use super::{LANGUAGES, document, inlines, sample};
use crate::document::{Block, Ground, Inline, Part, Said};
use crate::wording::{leads as wording, roles};
use crate::{Content, format, render_html, select};

fn content() -> Content {
    let mut content = sample::content();
    sample::add_leads(&mut content);
    content
}

fn part(language: Language, content: &Content) -> String {
    let page = render_html(content, language).unwrap();
    let (_, rest) = page.split_once("<section class=\"leads\">").unwrap();
    rest.split_once("</section>").map(|(part, _)| part.to_owned()).unwrap()
}

#[test]
fn leads_in_english() {
    insta::assert_snapshot!(part(Language::English, &content()));
}

#[test]
fn leads_in_french() {
    insta::assert_snapshot!(part(Language::French, &content()));
}

/// The flag's finding, beside those of patterns.
#[test]
fn a_finding_of_a_flag_has_its_sentence_and_its_figures() {
    for (language, said) in [
        (Language::English, "3 people sent at least 80 % of it to the same account"),
        (Language::French, "3 personnes en ont envoyé au moins 80\u{202f}% au même compte"),
    ] {
        let page = render_html(&content(), language).unwrap();
        let (_, finding) = page.split_once("id=\"finding-wage-sweep-to-one-0123456789ab\"").unwrap();
        let (finding, _) = finding.split_once("</section>").unwrap();
        assert!(finding.contains(said), "{language:?}");
        assert!(finding.contains("wage-sweep-to-one"));
        assert!(finding.contains(language.pick("FATF 2018, FinCEN 2020", "GAFI 2018, FinCEN 2020")));
        assert!(finding.contains("92.2%") || finding.contains("92,2\u{202f}%"), "a share is a share");
        assert!(finding.contains("2024-03-11") || finding.contains("11/03/2024"), "a day is a day");
        for key in ["<dt>en<", "<dt>fr<", "<dt>shared"] {
            assert!(!finding.contains(key), "{key}");
        }
        let [role] = roles::ROLES.iter().filter(|(name, _)| *name == "collector").collect::<Vec<_>>()[..] else {
            panic!("a role stands twice")
        };
        assert!(finding.contains(&role.1.pick(language)));
    }
}

fn of_lead(content: &Content, language: Language) -> Part {
    let parts = document(content, language).parts;
    parts.into_iter().find(|part| part.anchor == "lead-lead-0a1b2c3d4e5f").unwrap()
}

#[test]
fn each_fact_has_its_rows_and_explanations_are_assumptions() {
    for language in LANGUAGES {
        let part = of_lead(&content(), language);
        let facts: Vec<&Said> = part
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Said(said @ Said::Fact(_)) => Some(said),
                _ => None,
            })
            .collect();
        assert_eq!(facts.len(), 4);
        for (at, fact) in facts.iter().enumerate() {
            let Some(Inline::Figure(figure)) = fact.inlines().first() else { panic!("{fact:?}") };
            let rows = figure.grounds().iter().filter(|ground| matches!(ground, Ground::Computed { .. })).count();
            // The shared telephone is in no payment.
            assert_eq!(rows, usize::from(at != 0), "{}", figure.text());
        }
        let assumptions = part.blocks.iter().filter(|block| matches!(block, Block::Said(Said::Assumption(_)))).count();
        assert_eq!(assumptions, 3, "the coercion hypothesis and two explanations");
    }
}

#[test]
fn a_side_stands_against_no_name_and_no_score_is_printed() {
    let mut content = content();
    content.show_names = true;
    for language in LANGUAGES {
        let page = part(language, &content);
        for row in page.split("<tr").filter(|row| row.contains(&side(language))) {
            assert!(!["Kostova", "Brenner", "Pescaru", "Weidmann"].iter().any(|name| row.contains(name)), "{row}");
        }
        assert!(page.contains(&side(language)) && page.contains("Mira Kostova"));
        for number in ["731", "98,731", "98\u{202f}731", "victim", "controller"] {
            assert!(!page.contains(number), "{number}");
        }
        content.show_names = false;
        assert!(!part(language, &content).contains("Kostova"));
        content.show_names = true;
    }
}

fn side(language: Language) -> String {
    language.pick("describe as that of", "comme celui d’un").to_owned()
}

/// What is seeded, and how.
type Seed = (&'static str, Box<dyn Fn(&mut Content)>);

#[test]
fn a_lead_is_shown_whole_or_not_at_all() {
    let mut seeds: Vec<Seed> = vec![
        ("its use", Box::new(|content| content.leads[0].use_ = "intelligence-only".to_owned())),
        ("a fact against", Box::new(|content| content.lead_findings[2].use_ = "consent-needed".to_owned())),
        ("a sentence", Box::new(|content| content.leads[0].ask[0].fr = format!("voir {}", sample::STR_NAME))),
        (
            "an account",
            Box::new(|content| {
                let account = sample::STR_ACCOUNT.to_owned();
                let (role, side) = ("workers".to_owned(), "victim-pattern".to_owned());
                content.leads[0].accounts.push(LeadMember { account, role, side });
            }),
        ),
    ];
    let source = |content: &mut Content| {
        let shown = content.lead_findings[2].transactions[0].clone();
        content.entries.get_mut(&shown).unwrap()[0].0 = sample::id(sample::STR_ID);
    };
    seeds.push(("a row", Box::new(source)));
    for (what, seed) in seeds {
        for use_ in [SourceUse::IntelligenceOnly, SourceUse::ConsentNeeded] {
            let mut content = sample::with_intelligence();
            sample::add_leads(&mut content);
            content.sources.last_mut().unwrap().use_ = use_;
            seed(&mut content);
            let selected = select::select(&content);
            assert_eq!((selected.left_out.leads, selected.content.leads.len()), (1, 1), "{what}");
            let page = render_html(&content, Language::English).unwrap();
            assert!(!page.contains("lead-0a1b2c3d4e5f") && !page.contains("lookalike-household"), "{what}");
            assert!(page.contains("leads 1."), "{what}");
        }
    }
    let mut content = content();
    content.lead_findings.remove(2);
    let selected = select::select(&content);
    assert_eq!((selected.left_out.without_rows, selected.content.leads.len()), (1, 1));
}

#[test]
fn what_is_hostile_in_a_lead_is_only_text() {
    for hostile in ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "]]>--><b x='", "a\u{202e}b"] {
        let mut content = content();
        let lead = &mut content.leads[0];
        for said in lead.for_.iter_mut().chain(&mut lead.against).chain(&mut lead.ask) {
            said.en.push_str(hostile);
            said.fr.push_str(hostile);
        }
        for member in &mut lead.accounts {
            member.role.push_str(hostile);
            member.side.push_str(hostile);
        }
        lead.kind.push_str(hostile);
        lead.minor.push_str(hostile);
        lead.id.push_str(hostile);
        for finding in content.lead_findings.iter_mut().chain(&mut content.findings.findings) {
            finding.source.push_str(hostile);
            for language in ["en", "fr"] {
                if let Some(Reason::Text(text)) = finding.why.get_mut(language) {
                    text.push_str(hostile);
                }
            }
        }
        for language in LANGUAGES {
            let page = render_html(&content, language).unwrap();
            for markup in ["<script", "<img", "<b x", "\u{202e}"] {
                assert!(!page.contains(markup), "{markup} from {hostile}");
            }
        }
    }
}

#[test]
fn every_fact_of_a_document_with_leads_has_grounds_and_every_way_leads_somewhere() {
    for language in LANGUAGES {
        let content = content();
        let document = document(&content, language);
        for inline in inlines(&document) {
            if let Inline::Figure(figure) = inline {
                assert!(figure.grounds().iter().count() > 0);
            }
        }
        let page = render_html(&content, language).unwrap();
        let values = |mark: &str| -> Vec<String> {
            page.split(mark).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
        };
        let anchors = values(" id=\"");
        for way in values("href=\"#") {
            assert!(anchors.contains(&way), "#{way} leads nowhere");
        }
    }
}

#[test]
fn where_no_lead_was_found_it_says_so_with_the_denominator() {
    let mut content = sample::content();
    content.flags_run = 61;
    let page = render_html(&content, Language::English).unwrap();
    assert!(page.contains("No lead was found with the flags that ran.") && page.contains("Flags run: 61."));
    content.flags_run = 0;
    assert!(!render_html(&content, Language::English).unwrap().contains("id=\"leads\""));
}

#[test]
fn roles_are_sorted_and_those_of_all_flags_have_words() {
    assert!(roles::ROLES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../flags");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let roles = text.split_once("\n[roles]\n").and_then(|(_, rest)| rest.split("\n[").next()).unwrap_or_default();
        for line in roles.lines().filter(|line| line.contains(" = ")) {
            let name = line.split(" = ").next().unwrap();
            assert!(roles::role(name).is_some(), "{name} of {}", path.display());
        }
    }
}

#[test]
fn french_of_flags_is_set_as_the_rest() {
    let set = format::flag_text("l'argent : 80 % ; 'x' d'un", Language::French);
    assert_eq!(set, "l’argent\u{a0}: 80\u{202f}%\u{202f}; 'x' d’un");
    assert_eq!(format::flag_text("the holder's 80 %", Language::English), "the holder's 80 %");
    assert!(wording::SIDE.pick(Language::French).contains("{0}"));
}
