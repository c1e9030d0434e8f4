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

/// The line, cut with an ellipsis where it is wider than its room; none where a figure would have to be cut.
pub fn fit(line: &[Inline], room: Milli) -> Option<Vec<Inline>> {
    let mut made = line.to_vec();
    let mut over = width(&made) - room;
    let mut at = made.len();
    while over > 0 && at > 0 {
        at -= 1;
        let (text, again): (&str, fn(String) -> Inline) = match &made[at] {
            Inline::Words(text) => (text, Inline::Words),
            Inline::Data(text) => (text, Inline::Data),
            Inline::Key(text) => (text, Inline::Key),
            _ => continue,
        };
        let cut = cut(text, width_of(text) - over);
        made[at] = again(cut);
        over = width(&made) - room;
    }
    (over <= 0).then_some(made)
}

/// As many letters as there is room for, and an ellipsis.
fn cut(text: &str, room: Milli) -> String {
    let mut kept = String::new();
    let mut left = room - width_of("…");
    for letter in text.chars() {
        left -= width_of(letter.encode_utf8(&mut [0; 4]));
        if left < 0 {
            break;
        }
        kept.push(letter);
    }
    if kept.is_empty() { String::new() } else { format!("{}…", kept.trim_end()) }
}

/// The lines of a label that fit; those that cannot be cut are left out, since a table says them too.
pub fn fit_all(lines: &[Vec<Inline>], room: Milli) -> Vec<Vec<Inline>> {
    lines.iter().filter_map(|line| fit(line, room)).filter(|line| width(line) > 0).collect()
}
