//! Small makers of inline text, so that the parts read as prose.

use filature_model::{Language, LeadStatement};

use crate::document::{Inline, Link};
use crate::format;
use crate::wording::Pair;

/// Program wording.
pub fn words(pair: Pair, language: Language) -> Inline {
    Inline::Words(pair.pick(language))
}

/// Program wording that stands out.
pub fn strong(pair: Pair, language: Language) -> Inline {
    Inline::Strong(pair.pick(language))
}

/// A sentence of the program with `{0}`, `{1}`… filled in: the two languages may order them differently.
pub fn sentence(pair: Pair, language: Language, slots: &[Inline]) -> Vec<Inline> {
    let slots: Vec<Vec<Inline>> = slots.iter().map(|slot| vec![slot.clone()]).collect();
    filled(pair, language, &slots)
}

/// The same with slots of several pieces: an account and its holder.
pub fn filled(pair: Pair, language: Language, slots: &[Vec<Inline>]) -> Vec<Inline> {
    let text = pair.pick(language);
    let mut made = Vec::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        if !before.is_empty() {
            made.push(Inline::Words(before.to_owned()));
        }
        let (index, tail) = after.split_once('}').unwrap_or((after, ""));
        made.extend(index.parse::<usize>().ok().and_then(|index| slots.get(index)).into_iter().flatten().cloned());
        rest = tail;
    }
    if !rest.is_empty() {
        made.push(Inline::Words(rest.to_owned()));
    }
    made
}

/// A statement of a lead in a language, typeset.
pub fn stated(said: &LeadStatement, language: Language) -> String {
    format::flag_text(language.pick(&said.en, &said.fr), language)
}

/// Several lines in one cell.
pub fn lines(all: impl IntoIterator<Item = Vec<Inline>>) -> Vec<Inline> {
    let mut made = Vec::new();
    for line in all {
        if !made.is_empty() {
            made.push(Inline::Break);
        }
        made.extend(line);
    }
    made
}

/// Prose of the program in which a command stands between backticks.
pub fn prose_with_commands(text: &str) -> Vec<Inline> {
    let piece = |(at, piece): (usize, &str)| match at % 2 {
        0 => Inline::Words(piece.to_owned()),
        _ => Inline::Key(piece.to_owned()),
    };
    text.split('`').enumerate().filter(|(_, piece)| !piece.is_empty()).map(piece).collect()
}

/// A link to a part, by its number and title.
pub fn link(text: impl Into<String>, to: impl Into<String>) -> Link {
    Link { text: text.into(), to: to.into() }
}

/// An exhibit reference with the word `cote` before it, unless it says itself what it is.
pub fn exhibit(reference: &str) -> String {
    let reference = reference.trim();
    let lower = reference.to_lowercase();
    let named = ["cote", "pv", "scellé", "scelle", "exhibit", "annex", "pièce", "piece"];
    if named.iter().any(|word| lower.starts_with(word)) {
        reference.to_owned()
    } else {
        format!("cote{}{reference}", format::NO_BREAK)
    }
}

/// The plain text of inlines, for descriptions and tests.
pub fn plain(inlines: &[Inline]) -> String {
    inlines.iter().map(plain_one).collect()
}

fn plain_one(inline: &Inline) -> &str {
    match inline {
        Inline::Words(text) | Inline::Strong(text) | Inline::Data(text) | Inline::Key(text) => text,
        Inline::Figure(figure) => figure.text(),
        Inline::Link(link) => &link.text,
        Inline::Break => " ",
    }
}
