//! How wide text is, about: a table of the widest among common fonts of the family `sans-serif`.
//!
//! A picture cannot know which font its reader has. What fits by this table fits in Arial, Helvetica, Liberation Sans and DejaVu
//! Sans, which is the widest of them.

use crate::document::Inline;
use crate::flow::Milli;
use crate::format;

/// Type of labels: 7 points when the picture is printed 170 mm wide.
pub const SIZE: Milli = 10_000;
/// From one line of a label to the next.
pub const LINE: Milli = 12_500;
/// From the baseline up to the top of the letters, and down to the lowest.
pub const ASCENT: Milli = 8_500;
/// See [`ASCENT`].
pub const DESCENT: Milli = 2_600;

/// Widths of U+0020 to U+007E in thousandths of the size.
const ASCII: [Milli; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 556, 1015, 684, 686, 722, 770, 667, 611, 778, 752, 295, 500, 667, 557, 863,
    748, 787, 667, 787, 722, 667, 611, 732, 684, 989, 685, 667, 685, 390, 337, 390, 838, 556, 500, 613, 635, 550, 635,
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    337, 636, 838,
];

/// The width of a letter in thousandths of the size.
fn letter(letter: char) -> Milli {
    let code = u32::from(letter);
    match letter {
        '\u{202f}' => 200,
        '\u{a0}' | '·' => 318,
        // Marks stand on the letter before them.
        '\u{300}'..='\u{36f}' => 0,
        '…' | '→' => 1_000,
        '−' => 838,
        _ if (0x20..0x7f).contains(&code) => {
            ASCII.get(usize::try_from(code - 0x20).unwrap_or(0)).copied().unwrap_or(840)
        }
        '\u{a1}'..='\u{24f}' if letter.is_lowercase() => 660,
        '\u{a1}'..='\u{24f}' => 840,
        '\u{370}'..='\u{52f}' => 1_000,
        _ if code < 0x2e80 => 1_000,
        _ => 1_150,
    }
}

/// How wide a text is.
pub fn width_of(text: &str) -> Milli {
    let shown = format::visible(text);
    shown.chars().map(|c| letter(c) * SIZE / 1_000).sum()
}

/// How wide a line is.
pub fn width(line: &[Inline]) -> Milli {
    line.iter()
        .map(|inline| match inline {
            // Bold letters are wider.
            Inline::Strong(text) => width_of(text) * 113 / 100,
            Inline::Words(text) | Inline::Data(text) | Inline::Key(text) => width_of(text),
            Inline::Figure(figure) => width_of(figure.text()),
            Inline::Link(link) => width_of(&link.text),
            Inline::Break => width_of(" "),
        })
        .sum()
}

/// The line in as many as it needs in this room. It breaks at spaces, and a word that no line holds between letters; figures stay whole.
pub fn wrap(line: &[Inline], room: Milli) -> Vec<Vec<Inline>> {
    let mut lines: Vec<Vec<Inline>> = vec![Vec::new()];
    for word in words(line).into_iter().flat_map(|word| pieces(word, room)) {
        let mut longer = lines.last().cloned().unwrap_or_default();
        if !longer.is_empty() {
            join(&mut longer, Inline::Words(" ".to_owned()));
        }
        word.iter().cloned().for_each(|piece| join(&mut longer, piece));
        match lines.last_mut() {
            Some(last) if last.is_empty() || width(&longer) <= room => *last = longer,
            _ => lines.push(word),
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// Each line of a label in as many as it needs. A figure for which there is no room is left out, since a table says it too.
pub fn wrap_all(lines: &[Vec<Inline>], room: Milli) -> Vec<Vec<Inline>> {
    lines.iter().flat_map(|line| wrap(line, room)).filter(|line| (1..=room).contains(&width(line))).collect()
}

/// What stands between spaces, each in the pieces that it is made of.
fn words(line: &[Inline]) -> Vec<Vec<Inline>> {
    let mut words: Vec<Vec<Inline>> = vec![Vec::new()];
    for inline in line {
        let Some((text, again)) = parted(inline) else {
            match inline {
                Inline::Break => words.push(Vec::new()),
                whole => words.last_mut().into_iter().for_each(|word| word.push(whole.clone())),
            }
            continue;
        };
        for (at, piece) in text.split(' ').enumerate() {
            if at > 0 {
                words.push(Vec::new());
            }
            if !piece.is_empty() {
                words.last_mut().into_iter().for_each(|word| word.push(again(piece.to_owned())));
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// How a part of a text is made into the same kind again.
type Again = fn(String) -> Inline;

/// The letters of what may be parted, and how a part of them is made again.
fn parted(inline: &Inline) -> Option<(&str, Again)> {
    match inline {
        Inline::Words(text) => Some((text, Inline::Words)),
        Inline::Strong(text) => Some((text, Inline::Strong)),
        Inline::Data(text) => Some((text, Inline::Data)),
        Inline::Key(text) => Some((text, Inline::Key)),
        Inline::Figure(_) | Inline::Link(_) | Inline::Break => None,
    }
}

/// A word as it is where it fits, else in stretches of letters.
fn pieces(word: Vec<Inline>, room: Milli) -> Vec<Vec<Inline>> {
    if width(&word) <= room || word.iter().any(|piece| parted(piece).is_none()) {
        return vec![word];
    }
    let mut made: Vec<Vec<Inline>> = vec![Vec::new()];
    for (text, again) in word.iter().filter_map(parted) {
        for letter in text.chars() {
            let mut longer = made.last().cloned().unwrap_or_default();
            join(&mut longer, again(letter.to_string()));
            match made.last_mut() {
                Some(last) if last.is_empty() || width(&longer) <= room => *last = longer,
                _ => made.push(vec![again(letter.to_string())]),
            }
        }
    }
    made
}

/// Puts a piece at the end; text goes on where what stands there is of its kind, and a space goes on with anything.
fn join(line: &mut Vec<Inline>, piece: Inline) {
    let is_space = matches!(&piece, Inline::Words(text) if text == " ");
    match (line.last_mut(), &piece) {
        (Some(Inline::Words(before)), Inline::Words(text))
        | (Some(Inline::Strong(before)), Inline::Strong(text))
        | (Some(Inline::Data(before)), Inline::Data(text))
        | (Some(Inline::Key(before)), Inline::Key(text)) => before.push_str(text),
        (Some(Inline::Strong(before) | Inline::Data(before) | Inline::Key(before)), _) if is_space => before.push(' '),
        _ => line.push(piece),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::plain;

    #[test]
    fn wrapped_lines_are_the_text_and_fit() {
        let line = vec![
            Inline::Words("held in".to_owned()),
            Inline::Words(" ".to_owned()),
            Inline::Key("FR76…1988".to_owned()),
            Inline::Words(", ".to_owned()),
            Inline::Data("Résidence du Canal et WWWWWWWWWWWWWWWWWWWWWWWWWWWW".to_owned()),
        ];
        for room in [60_000, 90_000, 140_000, 700_000] {
            let lines = wrap(&line, room);
            assert!(lines.iter().all(|line| width(line) <= room), "{lines:?}");
            let whole: String = lines.iter().map(|line| plain(line)).collect();
            assert_eq!(whole.replace(' ', ""), plain(&line).replace(' ', ""));
        }
        assert_eq!(wrap(&line, 700_000).len(), 1);
        assert!(wrap(&[], 100_000).is_empty());
    }
}
