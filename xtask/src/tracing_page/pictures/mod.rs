//! The pictures of the page, each from figures of the engine.

mod doubts;
mod hazards;
mod map;
mod persons;
mod rules;
mod strip;

use filature_model::Language;

use super::runs::Runs;
use super::small::Small;

/// Every picture in a language, by the name of its file without its ending.
pub fn all(runs: &Runs, small: &Small, language: Language) -> Vec<(&'static str, String)> {
    let mut pictures = vec![("persons", persons::draw(&small.todd, language))];
    pictures.extend(hazards::all(small, language));
    pictures.push(("map", map::draw(&runs.case, language)));
    pictures.push(("doubts", doubts::draw(runs, language)));
    pictures.push(("rules", rules::draw(&runs.answered, &runs.case, language)));
    pictures
}
