//! A finding of a flag: its sentence, who describes it, and its figures under the names that the flag's query gives them.

use filature_model::{Finding, Language, Reason, from_days};

use super::Desk;
use super::findings::View;
use super::lead_accounts::sources_of;
use crate::document::{Fact, Figure, Grounds, Inline, Link, Measures, Said};
use crate::format;
use crate::markup::sentence;
use crate::source_names::source_names;
use crate::wording::{self, kinds, leads};

/// The sentence in a language, if the finding is of a flag: patterns have none.
pub fn text(finding: &Finding, language: Language) -> Option<&str> {
    match finding.why.get(language.code()) {
        Some(Reason::Text(text)) => Some(text),
        _ => None,
    }
}

/// Whether a flag found it.
pub fn is_flag(finding: &Finding) -> bool {
    [Language::English, Language::French].into_iter().all(|language| text(finding, language).is_some())
}

/// What the flag that found it is called, where the dossier lists it.
pub fn title(desk: &Desk<'_>, finding: &Finding) -> Option<String> {
    let flag = desk.selected.content.flags.iter().find(|flag| flag.id == finding.kind && is_flag(finding))?;
    Some(format::flag_text(desk.language.pick(&flag.title.0, &flag.title.1), desk.language))
}

/// The sentence of a flag, with its rows.
pub fn of(view: &View<'_>) -> Option<Said> {
    let language = view.desk.language;
    let text = is_flag(view.finding).then(|| text(view.finding, language))??;
    let grounds = view.grounds(wording::FINDING_SUM);
    Some(Said::Fact(Fact(vec![Inline::Figure(Figure::sentence(format::flag_text(text, language), grounds))])))
}

/// What a flag is, who describes what it looks for, and where what else may explain it is said.
pub fn about(view: &View<'_>, kind: &kinds::Kind, explained: Option<&Link>) -> Vec<Inline> {
    let (desk, language) = (view.desk, view.desk.language);
    let space = || Inline::Words(" ".to_owned());
    let sources = sources_of(&view.finding.source)
        .map_or_else(|| desk.say(leads::BY_DESIGN), |names| source_names(names, ", ", language));
    let mut about = sentence(leads::FLAG_SOURCES, language, &[Inline::Data(sources)]);
    about.push(space());
    match explained {
        Some(explained) => {
            about.extend(sentence(leads::FLAG_EXPLAINED_AT, language, &[Inline::Link(explained.clone())]));
        }
        None => {
            let said = [kind.meaning, kind.definition, wording::THRESHOLDS_OF];
            let said: Vec<String> = said.into_iter().map(|pair| desk.say(pair)).collect();
            about.push(Inline::Words(said.join(" ")));
        }
    }
    about
}

/// The figures; words in one language alone stand in the sentence already.
pub fn measures(view: &View<'_>, grounds: Grounds) -> Option<Measures> {
    let is_word = |name: &str| matches!(name, "en" | "fr") || name.ends_with("_en") || name.ends_with("_fr");
    let figures = view.finding.why.iter().filter(|(name, _)| !is_word(name));
    let pairs: Vec<(String, Inline)> = figures
        .map(|(name, reason)| {
            let value = on_a_clock(view, name, reason, &grounds).unwrap_or_else(|| view.value(name, reason, &grounds));
            (label(name), value)
        })
        .collect();
    (!pairs.is_empty()).then(|| Measures { caption: view.caption(leads::FLAG_FIGURES), pairs, grounds })
}

/// Days and minutes of the day, which are numbers in the file.
fn on_a_clock(view: &View<'_>, name: &str, reason: &Reason, grounds: &Grounds) -> Option<Inline> {
    let Reason::Number(number) = *reason else { return None };
    let text = match name {
        name if name.ends_with("_day") => {
            format::short_day(i32::try_from(number).ok().and_then(from_days)?, view.desk.language)
        }
        name if name.ends_with("_minute") || name.starts_with("minute") => {
            format!("{:02}:{:02}", number.div_euclid(60), number.rem_euclid(60))
        }
        _ => return None,
    };
    Some(Inline::Figure(Figure::measure(text, grounds.clone())))
}

/// The name in the query with spaces, without the unit that its value bears.
fn label(name: &str) -> String {
    let unit = ["_amount", "_permille", "_seconds"].into_iter().find_map(|unit| name.strip_suffix(unit));
    unit.unwrap_or(name).replace('_', " ")
}
