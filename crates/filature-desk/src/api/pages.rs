use std::collections::{BTreeMap, BTreeSet};

use filature_model::EntryId;
use serde_json::{Value, json};

use super::error::Problem;
use super::rows::{WITHHELD, original, protects, source, unreadable, without};
use super::{Answer, Call, Outcome};

/// A4 in hundredths of a point: pages of statements are that, or are widened to what stands on them.
const A4: (i32, i32) = (59_528, 84_189);

/// A page of a PDF by its words, those of an entry's line marked. Lengths are in hundredths of a point.
pub fn page(call: &Call) -> Outcome {
    if !call.people().names_shown() {
        return Err(Problem::purpose_needed());
    }
    let source = source(call)?;
    if call.state.base.withheld.touches(source.id) {
        return Err(protects());
    }
    let number: u32 = call.part("page").parse().map_err(|_| Problem::missing(call.part("page")))?;
    let bytes = std::fs::read(original(call, source)).map_err(|error| unreadable(source, &error))?;
    if !filature_intake::pdf::looks_like(&bytes) {
        let en = "This file is no PDF: ask for its rows.";
        return Err(Problem::call("no-pages", en, "Ce fichier n’est pas un PDF : demandez ses lignes."));
    }
    let layout = filature_intake::pdf::layout(&bytes, number).map_err(|refusal| unreadable(source, &refusal))?;
    let layout = layout.ok_or_else(|| Problem::missing(call.part("page")))?;
    let marked = marked_line(call, number);
    let hidden = call.people().whereabouts_of_victims();
    let telling = telling_lines(call, &layout.words);
    let edge = |get: fn(&filature_intake::pdf::PlacedWord) -> i32| {
        let values = || layout.words.iter().map(get);
        (values().min().unwrap_or_default(), values().max().unwrap_or_default())
    };
    let ((left, right), (top, bottom)) = ((edge(|word| word.from).0, edge(|word| word.to).1), edge(|word| word.down));
    // Only distances are sure: where a page begins is not said, so that a margin is put around what stands on it.
    let margin = 4_000;
    let (width, height) = (A4.0.max(right - left + 2 * margin), A4.1.max(bottom - top + 2 * margin));
    let (shift_x, shift_y) = (
        if left < 0 || right > A4.0 { margin - left } else { 0 },
        if top < 0 || bottom > A4.1 { margin - top } else { 0 },
    );
    let words: Vec<Value> = layout
        .words
        .iter()
        .map(|word| {
            json!({ "x": word.from + shift_x, "y": word.down + shift_y - word.size, "w": word.to - word.from, "h": word.size * 5 / 4,
                    "text": if telling.contains(&word.line) { WITHHELD.to_owned() } else { without(&word.text, &hidden) }, "line": word.line, "marked": Some(word.line) == marked })
        })
        .collect();
    Ok(Answer::Json(json!({ "width": width, "height": height, "pages": layout.pages, "words": words })))
}

/// The lines that tell where a possible victim is, or how to reach them: an address stands in several words.
fn telling_lines(call: &Call, words: &[filature_intake::pdf::PlacedWord]) -> BTreeSet<u32> {
    let mut lines = BTreeMap::<u32, Vec<&str>>::new();
    words.iter().for_each(|word| lines.entry(word.line).or_default().push(&word.text));
    lines.into_iter().filter(|(_, words)| call.people().hides(&words.join(" "))).map(|(line, _)| line).collect()
}

/// The line of the entry that is asked for, where it stands on this page.
fn marked_line(call: &Call, page: u32) -> Option<u32> {
    let id: EntryId = call.asked("entry")?.parse().ok()?;
    let (_, entry) = call.state.base.ledger.book.at(call.state.base.row_of(id)?)?;
    if entry.place.message == Some(page) { entry.place.line } else { None }
}
