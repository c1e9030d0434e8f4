//! Method: with what the document was made, which patterns, flags and rules ran, with which thresholds, and what they are worth.

use filature_model::Language;

use super::Desk;
use crate::activity::{FlagRun, Threshold};
use crate::document::{Block, Inline, Part, Row, Set, Size, Table};
use crate::format::flag_text;
use crate::markup::{prose_with_commands, sentence, words};
use crate::source_names::source_name;
use crate::wording::{self as common, course, follow, kinds, leads};

/// The part.
pub fn part(desk: &Desk<'_>) -> Part {
    let content = &desk.selected.content;
    let say = |pair| vec![words(pair, desk.language)];
    let made = if content.rights.profile.is_press() { course::METHOD_MADE_WITHOUT_HASHES } else { course::METHOD_MADE };
    let made = sentence(made, desk.language, &[Inline::Data(content.program.clone())]);
    let mut blocks = vec![Block::Prose(made), Block::Prose(prose_with_commands(&desk.say(course::METHOD_REBUILD)))];
    blocks.push(Block::Prose(say(course::METHOD_UNCALIBRATED)));
    if !content.findings.patterns_run.is_empty() {
        blocks.push(Block::Table(patterns(desk)));
    }
    if !content.flags.is_empty() {
        blocks.push(Block::Table(flags(desk)));
    }
    if !content.traces.is_empty() {
        blocks.push(Block::Table(rules(desk)));
    }
    blocks.push(Block::Heading(desk.say(course::METHOD_LIMITS)));
    blocks.push(Block::List(limits(desk)));
    desk.places.part("method", course::METHOD, blocks)
}

fn patterns(desk: &Desk<'_>) -> Table {
    let content = &desk.selected.content;
    let rows = content.findings.patterns_run.iter().map(|name| {
        let kind = kinds::kind(name);
        let cells = match kind.word.is_empty() {
            true => vec![vec![Inline::Data(name.clone())], Vec::new(), Vec::new()],
            false => vec![
                vec![
                    words(kind.title, desk.language),
                    Inline::Words(" ".to_owned()),
                    Inline::Key(kind.word.to_owned()),
                ],
                vec![words(kind.meaning, desk.language)],
                vec![words(kind.definition, desk.language)],
            ],
        };
        Row { cells, ..Row::default() }
    });
    let say = |pair, set| (desk.say(pair), set);
    Table {
        caption: vec![words(course::PATTERNS_CAPTION, desk.language)],
        columns: vec![
            say(course::COL_PATTERN, Set::Left),
            say(course::COL_WHAT_IT_IS, Set::Left),
            say(course::COL_BY_WHOM, Set::Left),
        ],
        rows: rows.collect(),
        size: Size::Dense,
        ..Table::default()
    }
}

fn flags(desk: &Desk<'_>) -> Table {
    let say = |pair, set| (desk.say(pair), set);
    Table {
        caption: vec![words(course::FLAGS_CAPTION, desk.language)],
        columns: vec![
            say(course::COL_FLAG, Set::Left),
            say(course::COL_WHAT_IT_IS, Set::Left),
            say(course::COL_BY_WHOM, Set::Left),
            say(course::COL_THRESHOLDS, Set::Left),
        ],
        rows: desk.selected.content.flags.iter().map(|flag| flag_row(desk, flag)).collect(),
        size: Size::Fine,
        ..Table::default()
    }
}

fn flag_row(desk: &Desk<'_>, flag: &FlagRun) -> Row {
    let language = desk.language;
    let version = Inline::Words(flag.version.to_string());
    let mut name = vec![Inline::Key(flag.id.clone()), Inline::Words(" ".to_owned())];
    name.extend(sentence(course::VERSION, language, &[version]));
    let by = match flag.sources.is_empty() {
        true => vec![words(leads::BY_DESIGN, language)],
        false => {
            let names: Vec<String> = flag.sources.iter().map(|name| source_name(name, language)).collect();
            vec![Inline::Data(names.join(&crate::format::typeset(language.pick("; ", " ; "), language)))]
        }
    };
    let title = flag_text(language.pick(&flag.title.0, &flag.title.1), language);
    let mark = || Inline::Words(crate::format::typeset(language.pick("; ", " ; "), language));
    let mut thresholds = Vec::new();
    for threshold in &flag.thresholds {
        thresholds.extend((!thresholds.is_empty()).then(mark));
        thresholds.extend(threshold_line(desk, threshold));
    }
    Row { cells: vec![name, vec![Inline::Data(title)], by, thresholds], ..Row::default() }
}

/// What it is, its value, and whether a source states it.
fn threshold_line(desk: &Desk<'_>, threshold: &Threshold) -> Vec<Inline> {
    let language = desk.language;
    let meaning = flag_text(language.pick(&threshold.meaning.0, &threshold.meaning.1), language);
    let slots = [Inline::Data(meaning), Inline::Data(with_unit(threshold, language))];
    sentence(if threshold.stated { course::THRESHOLD_STATED } else { course::THRESHOLD }, language, &slots)
}

/// The value as it is read: 80 %, 500 €, 30 days. What a number counts is said by its meaning.
fn with_unit(threshold: &Threshold, language: Language) -> String {
    let value = &threshold.value;
    let number = value.parse::<u64>().map(|number| crate::format::count(number, language));
    let number = number.unwrap_or_else(|_| value.clone());
    let pick = |english: &str, french: &str| language.pick(english, french).replace("{0}", &number);
    match threshold.unit.as_str() {
        "percent" => pick("{0}%", "{0}\u{202f}%"),
        "permille" => pick("{0}‰", "{0}\u{202f}‰"),
        "euro" => pick("{0} EUR", "{0}\u{a0}€"),
        "hour" => pick("{0}:00", "{0}\u{a0}h"),
        "span" => span(value, language).unwrap_or_else(|| value.clone()),
        _ => number,
    }
}

/// A span as the file of a flag writes it, in words: `30d` is 30 days.
fn span(value: &str, language: Language) -> Option<String> {
    let letter = value.chars().next_back()?;
    let number = value.strip_suffix(letter)?;
    let one = number == "1";
    let (english, french) = match letter {
        's' => ("s", "s"),
        'm' => ("min", "min"),
        'h' => ("h", "h"),
        'd' => (if one { "day" } else { "days" }, if one { "jour" } else { "jours" }),
        'w' => (if one { "week" } else { "weeks" }, if one { "semaine" } else { "semaines" }),
        _ => return None,
    };
    number
        .bytes()
        .all(|digit| digit.is_ascii_digit())
        .then(|| format!("{number}\u{a0}{}", language.pick(english, french)))
}

/// The rules of tracing, in the words of their definition.
fn rules(desk: &Desk<'_>) -> Table {
    let all = [
        (common::RULE_FIFO, course::FIFO_WORDS),
        (common::RULE_LIFO, course::LIFO_WORDS),
        (common::RULE_PRO_RATA, course::PRO_RATA_WORDS),
        (common::RULE_LIBR, course::LIBR_WORDS),
        (follow::RULE_PARI_PASSU, follow::APART_PARI_PASSU),
        (follow::RULE_POISON, follow::APART_POISON),
    ];
    let rows = all.map(|(name, meaning)| Row {
        cells: vec![vec![words(name, desk.language)], vec![words(meaning, desk.language)]],
        ..Row::default()
    });
    Table {
        caption: vec![words(course::RULES_CAPTION, desk.language)],
        columns: vec![(desk.say(follow::COL_RULE), Set::Left), (desk.say(course::COL_WHAT_IT_IS), Set::Left)],
        rows: rows.into(),
        size: Size::Dense,
        ..Table::default()
    }
}

fn limits(desk: &Desk<'_>) -> Vec<Vec<Inline>> {
    let language = desk.language;
    let mut all = vec![
        sentence(course::LIMITS_AT, language, &[Inline::Link(desk.places.link("how"))]),
        vec![words(course::LIMIT_HOLDERS, language)],
        vec![words(course::LIMIT_RECEIVED, language)],
        vec![words(course::LIMIT_SUMS, language)],
    ];
    let cut = desk.selected.content.findings.cut.iter();
    all.extend(cut.map(|cut| vec![Inline::Data(crate::format::typeset(&cut.sentence(language), language))]));
    all
}
