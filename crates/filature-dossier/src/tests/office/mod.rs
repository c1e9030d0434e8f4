//! The promises of the forms for word processors: they hold what the page holds, and nothing of data is more than text.

mod read;

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Language, SourceUse};

use super::{LANGUAGES, document, inlines, promises, sample};
use crate::document::{Block, FigureLook, Inline};
use crate::office::TEXT_WIDTH_TWIPS;
use crate::{Content, Dossier, Form, html};
use read::{Element, Package};

pub const FORMS: [Form; 2] = [Form::Docx, Form::Odt];

fn rendered(content: &Content, language: Language, form: Form) -> Package {
    Package::open(&Dossier::new(content, language).unwrap().render(form).unwrap())
}

/// The sample with its leads, and with everything that a trace can say.
fn whole() -> Content {
    let mut content = sample::with_intelligence();
    sample::add_leads(&mut content);
    content
}

/// The amounts that the document says, in its text alone or in its pictures too.
pub fn amounts(content: &Content, language: Language, with_pictures: bool) -> Vec<String> {
    let mut document = document(content, language);
    for part in &mut document.parts {
        part.blocks.retain(|block| with_pictures || !matches!(block, Block::Picture(_)));
    }
    let figures = inlines(&document).into_iter().filter_map(|inline| match inline {
        Inline::Figure(figure) if figure.look() == FigureLook::Amount => Some(figure.text().to_owned()),
        _ => None,
    });
    figures.collect()
}

#[test]
fn every_amount_of_the_page_is_in_the_text() {
    for language in LANGUAGES {
        let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
        amounts(&whole(), language, true).into_iter().for_each(|amount| *wanted.entry(amount).or_default() += 1);
        assert!(wanted.len() > 60, "the sample holds too few amounts to show anything");
        for form in FORMS {
            let package = rendered(&whole(), language, form);
            let text = package.text(package.main()) + &package.pictures().concat();
            for (amount, times) in &wanted {
                let found = text.matches(amount.as_str()).count();
                assert!(found >= *times, "{form:?}: {amount} stands {found} times in place of {times}");
            }
        }
    }
}

/// The page is the model: the same marks in the same order, and the same notes behind them.
#[test]
fn figures_bear_the_same_notes_as_in_the_page() {
    for language in LANGUAGES {
        let document = document(&whole(), language);
        let page = html::render(&document);
        let page = page.split_once("<main>").unwrap().1;
        let marked: Vec<String> =
            page.split("<sup><a href=\"#n").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect();
        let noted: Vec<String> = page
            .split("<li id=\"n")
            .skip(1)
            .map(|rest| read::text_of_markup(rest.split_once('>').unwrap().1.split_once("</li>").unwrap().0))
            .collect();
        assert!(marked.len() > noted.len() && noted.len() > 30);
        for form in FORMS {
            let package = rendered(&whole(), language, form);
            assert_eq!(package.marks(), marked, "{form:?}");
            let notes: Vec<String> = package.notes().iter().map(|note| note.trim().to_owned()).collect();
            assert_eq!(notes, noted, "{form:?}");
        }
    }
}

#[test]
fn every_part_is_well_formed() {
    let hostile = "<w:p/>]]>&amp;\u{0}\u{1b}\u{fffe}\u{ffff}\u{202e}\"'  x ";
    for content in [whole(), promises::seeded(hostile), Content::default()] {
        for language in LANGUAGES {
            for form in FORMS {
                // Reading checks names, attributes, entities, and that all letters may stand in XML.
                let package = rendered(&content, language, form);
                assert!(!package.elements(package.main()).is_empty());
            }
        }
    }
}

/// Whatever the data says, the file has the same elements: text never becomes a paragraph, a field or a way.
#[test]
fn text_of_the_data_is_only_text() {
    let hostile = [
        "</w:t></w:r></w:p><w:p>",
        "\"/><text:p>x</text:p>",
        "]]></text:p><w:instrText",
        "=HYPERLINK(\"https://x\")",
        "{ INCLUDETEXT \"x.doc\" }",
    ];
    let counted = |package: &Package| {
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        for element in package.parts().flat_map(|part| package.elements(part)) {
            *names.entry(element.name.clone()).or_default() += 1;
        }
        // How often spaces are written as elements, and which rows are kept whole, depends on the letters.
        names.retain(|name, _| !["text:s", "w:cantSplit", "w:trPr"].contains(&name.as_str()));
        names
    };
    for text in hostile {
        let plain: String = text.chars().map(|letter| if letter == ' ' { ' ' } else { 'k' }).collect();
        for form in FORMS {
            let package = rendered(&promises::seeded(text), Language::French, form);
            assert_eq!(
                counted(&package),
                counted(&rendered(&promises::seeded(&plain), Language::French, form)),
                "{text}"
            );
            let shown = package.text(package.main());
            assert!(shown.contains(text), "{form:?} does not show {text}");
        }
    }
}

#[test]
fn fields_and_ways_are_of_this_program_and_lead_somewhere() {
    for content in [whole(), promises::seeded("x y\"<é")] {
        for language in LANGUAGES {
            let word = rendered(&content, language, Form::Docx);
            let main = word.elements("word/document.xml");
            let places = distinct(main, "w:bookmarkStart", "w:name");
            assert_eq!(distinct(main, "w:bookmarkStart", "w:id").len(), places.len());
            for field in word.parts().flat_map(|part| word.elements(part)).filter_map(|e| e.value("w:instr")) {
                let mut words = field.split_whitespace();
                match (words.next().unwrap(), words.next()) {
                    ("PAGE" | "NUMPAGES", None) => {}
                    ("NOTEREF" | "PAGEREF", Some(place)) => assert!(places.contains(place), "{place}"),
                    other => panic!("a field {other:?}"),
                }
            }
            for way in word.parts().flat_map(|part| word.elements(part)).filter_map(|e| e.value("w:anchor")) {
                assert!(places.contains(way) && way.len() <= 40, "{way} leads nowhere");
            }
            let open = rendered(&content, language, Form::Odt);
            let main = open.elements("content.xml");
            let places = distinct(main, "text:bookmark", "text:name");
            let notes = distinct(main, "text:note", "text:id");
            for element in main {
                match element.name.as_str() {
                    "text:a" => assert!(places.contains(&element.value("xlink:href").unwrap()[1..])),
                    "text:bookmark-ref" => assert!(places.contains(element.value("text:ref-name").unwrap())),
                    "text:note-ref" => assert!(notes.contains(element.value("text:ref-name").unwrap())),
                    _ => {}
                }
            }
        }
    }
}

/// The values of an attribute, none of which may stand twice.
fn distinct<'a>(elements: &'a [Element], name: &str, attribute: &str) -> BTreeSet<&'a str> {
    let all: Vec<&str> =
        elements.iter().filter(|element| element.name == name).filter_map(|element| element.value(attribute)).collect();
    let distinct: BTreeSet<&str> = all.iter().copied().collect();
    assert_eq!(distinct.len(), all.len(), "a {attribute} of {name} stands twice");
    distinct
}

/// A style that is not there would silently look like none.
#[test]
fn every_style_that_is_used_is_defined() {
    for language in LANGUAGES {
        let word = rendered(&whole(), language, Form::Docx);
        let known = distinct(word.elements("word/styles.xml"), "w:style", "w:styleId");
        for part in ["word/document.xml", "word/footnotes.xml", "word/footer1.xml"] {
            for element in word.elements(part) {
                if ["w:pStyle", "w:rStyle", "w:tblStyle"].contains(&element.name.as_str()) {
                    assert!(known.contains(element.value("w:val").unwrap()), "{:?}", element.attributes);
                }
            }
        }
        let open = rendered(&whole(), language, Form::Odt);
        let mut known = distinct(open.elements("styles.xml"), "style:style", "style:name");
        known.extend(distinct(open.elements("content.xml"), "style:style", "style:name"));
        known.extend(distinct(open.elements("styles.xml"), "text:list-style", "style:name"));
        for element in open.elements("content.xml") {
            for attribute in ["text:style-name", "table:style-name", "draw:style-name", "style:parent-style-name"] {
                let style = element.value(attribute);
                assert!(style.is_none_or(|style| known.contains(style)), "{style:?} is no style");
            }
        }
    }
}

#[test]
fn tables_fit_on_the_page_and_repeat_their_heads() {
    for language in LANGUAGES {
        let word = rendered(&whole(), language, Form::Docx);
        let (mut width, mut columns, mut cells) = (0, 0, None);
        let (mut tables, mut heads) = (0, 0);
        for element in word.elements("word/document.xml") {
            let number = |name| element.value(name).unwrap().parse::<u32>().unwrap();
            match element.name.as_str() {
                "w:tbl" => (width, columns, cells, tables) = (0, 0, None, tables + 1),
                "w:gridCol" => (width, columns) = (width + number("w:w"), columns + 1),
                "w:tblHeader" => heads += 1,
                "w:tr" => {
                    assert!(
                        cells.is_none_or(|cells| cells == columns),
                        "a row of {cells:?} cells in {columns} columns"
                    );
                    assert!((1..=TEXT_WIDTH_TWIPS).contains(&width), "a table of {width}");
                    cells = Some(0);
                }
                "w:tc" => cells = cells.map(|cells| cells + 1),
                "w:gridSpan" => cells = cells.map(|cells| cells + number("w:val") - 1),
                _ => {}
            }
        }
        let open = rendered(&whole(), language, Form::Odt);
        let count = |name: &str| open.elements("content.xml").iter().filter(|element| element.name == name).count();
        assert_eq!(count("table:table"), tables);
        assert_eq!(count("table:table-header-rows"), heads);
        let with_head = html::render(&document(&whole(), language)).matches("<thead>").count();
        assert_eq!(heads, with_head);
    }
}

#[test]
fn the_headings_are_those_of_the_page() {
    let level = |name: &str| name.parse::<u32>().ok();
    for language in LANGUAGES {
        let page = html::render(&document(&whole(), language));
        let wanted: Vec<u32> = page
            .split_once("</nav>")
            .unwrap()
            .1
            .split("<h")
            .skip(1)
            .filter_map(|rest| level(&rest[..1]).map(|level| level - 1))
            .collect();
        let word = rendered(&whole(), language, Form::Docx);
        let styles = word.elements("word/document.xml").iter().filter(|element| element.name == "w:pStyle");
        let found: Vec<u32> =
            styles.filter_map(|style| level(style.value("w:val").unwrap().strip_prefix("Heading")?)).collect();
        assert_eq!(found, wanted);
        let open = rendered(&whole(), language, Form::Odt);
        let found: Vec<u32> =
            open.elements("content.xml").iter().filter_map(|e| level(e.value("text:outline-level")?)).collect();
        assert_eq!(found, wanted);
    }
}

#[test]
fn the_same_content_gives_the_same_file() {
    for form in FORMS {
        let mut turned = whole();
        let bytes = |content: &Content| Dossier::new(content, Language::French).unwrap().render(form).unwrap();
        let first = bytes(&turned);
        assert_eq!(first, bytes(&whole()));
        turned.sources.reverse();
        turned.statements.reverse();
        turned.problems.reverse();
        assert_eq!(first, bytes(&turned));
        let package = Package::open(&first);
        assert!(package.times.iter().all(|time| time == "1980-01-01 00:00:00"), "{:?}", package.times);
    }
    let bytes = Dossier::new(&whole(), Language::French).unwrap().render(Form::Odt).unwrap();
    // Programs know the kind of file by these bytes, at this place.
    assert_eq!(&bytes[30..77], b"mimetypeapplication/vnd.oasis.opendocument.text");
}

/// Who wrote a file, when and on which machine is said by the record that it is signed with.
#[test]
fn the_file_names_its_title_and_its_language_alone() {
    for (language, tag) in [(Language::English, "en-GB"), (Language::French, "fr-FR")] {
        for (form, part) in [(Form::Docx, "docProps/core.xml"), (Form::Odt, "meta.xml")] {
            let package = rendered(&whole(), language, form);
            let said: Vec<&str> = package
                .elements(part)
                .iter()
                .map(|element| element.name.as_str())
                .filter(|name| !name.starts_with("office:") && *name != "cp:coreProperties")
                .collect();
            assert_eq!(said, ["dc:title", "dc:language"]);
            assert!(package.text(part).contains("Affaire Moulin-Vert") && package.text(part).contains(tag));
        }
        let word = rendered(&whole(), language, Form::Docx);
        let styled = word.elements("word/styles.xml").iter().find(|element| element.name == "w:lang");
        assert_eq!(styled.unwrap().value("w:val"), Some(tag));
    }
}

#[test]
fn what_rests_on_intelligence_is_in_no_part() {
    for (show_names, form) in [(true, Form::Docx), (false, Form::Docx), (true, Form::Odt), (false, Form::Odt)] {
        for use_ in [SourceUse::IntelligenceOnly, SourceUse::ConsentNeeded] {
            let mut content = whole();
            content.show_names = show_names;
            content
                .sources
                .iter_mut()
                .filter(|source| source.id == sample::id(sample::STR_ID))
                .for_each(|s| s.use_ = use_);
            let package = rendered(&content, Language::French, form);
            let seeded =
                ["SECRET", "SOUPCON", "Zebulon", "Quintard", "Hermine", "xx-secret", "7\u{202f}777,77", "777777"];
            for trace in seeded.into_iter().chain([sample::STR_NAME, sample::STR_ID, "NOTE-SECRETE-7"]) {
                assert!(!package.holds(trace), "{form:?} holds {trace}");
            }
        }
    }
}

#[test]
fn pictures_are_described_and_drawn_without_a_style_sheet() {
    for form in FORMS {
        let document = document(&whole(), Language::English);
        let package = rendered(&whole(), Language::English, form);
        let pictures = html::render(&document).matches("<figure").count();
        assert_eq!(package.pictures().len(), pictures);
        let described = package.elements(package.main());
        let described = described.iter().filter(|element| match form {
            Form::Docx => element.name == "wp:docPr" && element.value("descr").is_some_and(|text| text.len() > 20),
            _ => element.name == "svg:desc",
        });
        assert_eq!(described.count(), pictures);
        for part in package.parts().filter(|part| part.ends_with(".svg")) {
            let drawn = package.elements(part);
            let is_looked_up = |element: &&Element| element.value("class").is_some();
            assert!(!drawn.iter().any(|element| is_looked_up(&element)), "{part} asks for a style sheet");
            assert!(drawn.iter().any(|element| element.value("style").is_some_and(|style| style.contains("fill:"))));
        }
    }
}
