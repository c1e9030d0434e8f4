//! What is looked for in a text without its spaces and signs: numbers of accounts and telephones, names that are cut or run together.

use std::collections::BTreeMap;

use filature_model::naming::Letter;

/// So many last letters lead to what ends in them; nothing shorter is looked for.
const TAIL: usize = 6;

/// Pieces, and what stands in their place.
#[derive(Debug, Default)]
pub struct Pieces {
    /// By their last letters.
    by_tail: BTreeMap<String, Vec<Piece>>,
}

#[derive(Debug)]
struct Piece {
    letters: String,
    shown: String,
    /// Whether the digits before it go too: of a telephone only the last ones are known.
    is_number: bool,
}

impl Pieces {
    /// A piece: small letters and digits.
    pub fn add(&mut self, letters: &str, shown: &str) {
        self.put(letters, shown, false);
    }

    /// The last digits of a number.
    pub fn add_number(&mut self, digits: &str, shown: &str) {
        self.put(digits, shown, true);
    }

    fn put(&mut self, letters: &str, shown: &str, is_number: bool) {
        let Some((from, _)) = letters.char_indices().rev().nth(TAIL - 1) else { return };
        let tail = letters.get(from..).unwrap_or_default().to_owned();
        let known = self.by_tail.entry(tail).or_default();
        if known.iter().all(|piece| piece.letters != letters) {
            known.push(Piece { letters: letters.to_owned(), shown: shown.to_owned(), is_number });
        }
    }

    /// Where they stand in a text: the first byte, the first behind, and what is shown instead.
    pub fn find(&self, text: &str, letters: &[Letter]) -> Vec<(usize, usize, String)> {
        let mut found = Vec::new();
        if self.by_tail.is_empty() {
            return found;
        }
        let glued: String = letters.iter().map(|letter| letter.letter).collect();
        // Where each letter begins among the glued ones, and where the last ends.
        let places: Vec<usize> = glued.char_indices().map(|(at, _)| at).chain([glued.len()]).collect();
        for (last, window) in places.windows(TAIL + 1).enumerate().map(|(at, window)| (at + TAIL - 1, window)) {
            let (Some(&from), Some(&to)) = (window.first(), window.last()) else { continue };
            for piece in glued.get(from..to).and_then(|tail| self.by_tail.get(tail)).into_iter().flatten() {
                let Some(begins) = to.checked_sub(piece.letters.len()) else { continue };
                if glued.get(begins..to) != Some(piece.letters.as_str()) {
                    continue;
                }
                let first = places.partition_point(|place| *place < begins);
                let Some((one, other)) = letters.get(first).zip(letters.get(last)) else { continue };
                let start = if piece.is_number { number_from(text, one.start) } else { one.start };
                found.push((start, other.end, piece.shown.clone()));
            }
        }
        found
    }
}

/// Where the number begins of which a digit stands here.
fn number_from(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let of_number = |sign: &char| {
        sign.is_ascii_digit() || matches!(sign, ' ' | '.' | '-' | '(' | ')' | '+' | '\u{a0}' | '\u{202f}')
    };
    let taken: String = before.chars().rev().take_while(of_number).take(12).collect();
    // Signs and spaces before the first digit are not of it, but for the sign of a country.
    let kept = taken.trim_end_matches([' ', '.', '-', ')', '\u{a0}', '\u{202f}']);
    at - kept.len()
}
