//! Amounts among the words of a line: joined where they are grouped by spaces, with the sign or mark beside them.

use filature_model::Currency;

use super::lines::{Line, Word};
use crate::csv::amounts;

/// How a file writes its amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// What stands before the decimals.
    pub mark: u8,
    /// Whether amounts have none.
    pub is_whole: bool,
    /// What they are of.
    pub currency: Currency,
}

/// An amount on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Left edge.
    pub from: i32,
    /// Right edge of its digits.
    pub to: i32,
    /// The first of its words, and the one behind the last.
    pub words: (usize, usize),
    /// Minor units, not negative.
    pub minor: i64,
    /// Which way a sign, brackets or a mark beside it point: `true` for out.
    pub out: Option<bool>,
}

impl Figure {
    /// Minor units, below nought where its sign says so.
    pub fn signed(&self) -> i64 {
        if self.out == Some(true) { -self.minor } else { self.minor }
    }
}

/// The figures of a line, from left to right.
pub fn on(line: &Line, style: Style) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    let mut at = 0;
    while at < line.words.len() {
        match figure(line, at, style) {
            Some(figure) => {
                at = figure.words.1;
                figures.push(figure);
            }
            None => at += 1,
        }
    }
    figures
}

fn figure(line: &Line, start: usize, style: Style) -> Option<Figure> {
    let first = line.words.get(start)?;
    let signed_alone = matches!(first.text.as_str(), "-" | "+" | "\u{2212}" | "€" | "$" | "£");
    let digits_at = start + usize::from(signed_alone);
    let head = line.words.get(digits_at)?;
    if signed_alone && head.from - first.to > line.size {
        return None;
    }
    let end = digits_at + grouped(line, digits_at);
    let body: String =
        line.words.get(digits_at..end)?.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    let last = line.words.get(end - 1)?;
    let mark_behind = line.words.get(end).filter(|word| is_mark(&word.text) && word.from - last.to <= line.size);
    if !is_shaped(&body, style) {
        return None;
    }
    let mark = mark_behind.map_or("", |word| word.text.as_str());
    let text = match (signed_alone, mark) {
        (true, _) => format!("{}{body}", first.text),
        (false, mark) => format!("{body} {mark}"),
    };
    let text = text.trim();
    // What points in, or is German for debit, means nothing to other readers.
    let bare = text.trim_end_matches(['+', 'H', 'S', 'K']).trim_end();
    let written = amounts::read(bare, style.mark, style.currency).ok()?;
    let points_in = text.starts_with('+') || text.ends_with('+') || ends_with_word(text, &["C", "CR", "H", "K"]);
    let points_out = written.negative || ends_with_word(text, &["S"]);
    let out = if points_out { Some(true) } else { points_in.then_some(false) };
    let after = if mark_behind.is_some() && !signed_alone { end + 1 } else { end };
    Some(Figure { from: first.from, to: last.to, words: (start, after), minor: written.minor, out })
}

fn ends_with_word(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        text.strip_suffix(word).is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphabetic()) && !rest.is_empty())
    })
}

fn is_mark(text: &str) -> bool {
    matches!(text, "-" | "+" | "\u{2212}" | "CR" | "DR" | "D" | "C" | "S" | "H" | "€" | "EUR")
        || (text.len() == 3 && text.parse::<Currency>().is_ok())
}

/// How many words from here on are one number: `1`, `234`, `567,89` stand closer than columns do.
fn grouped(line: &Line, start: usize) -> usize {
    let mut count = 1;
    let is_group = |word: &Word| word.text.len() >= 3 && word.text.bytes().take(3).all(|byte| byte.is_ascii_digit());
    while let (Some(last), Some(next)) = (line.words.get(start + count - 1), line.words.get(start + count)) {
        let opens = last.text.trim_start_matches(['-', '+', '(', '\u{2212}']);
        let is_open = (1..=3).contains(&opens.len())
            && opens.bytes().all(|byte| byte.is_ascii_digit())
            && (count == 1 || opens.len() == 3);
        let close = next.from - last.to <= line.size * 65 / 100;
        let whole_group = next.text.as_bytes().get(3).is_none_or(|byte| !byte.is_ascii_digit());
        if !(is_open && close && is_group(next) && whole_group) {
            break;
        }
        count += 1;
    }
    count
}

/// Whether a text is written as an amount of this file: with its decimals, or without any where it has none.
fn is_shaped(text: &str, style: Style) -> bool {
    let text = text.trim_matches(|c: char| !c.is_ascii_digit());
    if text.is_empty()
        || !text
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}'))
    {
        return false;
    }
    let decimals = text.rsplit_once(char::from(style.mark)).map(|(_, decimals)| decimals);
    match decimals {
        Some(decimals) => {
            (2..=3).contains(&decimals.len())
                && decimals.bytes().all(|byte| byte.is_ascii_digit())
                && (decimals.len() == 2 || style.currency.minor_digits() == 3)
        }
        None => style.is_whole,
    }
}

/// The decimal mark of a file: the one before two last digits in most of its words; and whether it has any.
pub fn mark(lines: &mut dyn Iterator<Item = &Line>) -> (u8, bool) {
    let (mut commas, mut points) = (0_usize, 0_usize);
    for word in lines.flat_map(|line| &line.words) {
        let text = word.text.trim_matches(|c: char| !c.is_ascii_digit());
        let Some((whole, decimals)) =
            text.len().checked_sub(3).and_then(|at| text.is_char_boundary(at).then(|| text.split_at(at)))
        else {
            continue;
        };
        let is_number =
            |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'\''));
        if !is_number(whole) || !is_number(decimals) {
            continue;
        }
        match decimals.as_bytes() {
            [b',', b'0'..=b'9', b'0'..=b'9'] => commas += 1,
            // `31.12` may be a day.
            [b'.', b'0'..=b'9', b'0'..=b'9']
                if !whole.contains('.') && whole.parse::<u32>().is_ok_and(|day| day <= 31) => {}
            [b'.', b'0'..=b'9', b'0'..=b'9'] if whole.split('.').count() < 2 || whole.contains(',') => points += 1,
            _ => {}
        }
    }
    (if points > commas { b'.' } else { b',' }, commas + points > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(words: &[(&str, i32)]) -> Line {
        let word = |&(text, from): &(&str, i32)| Word {
            from,
            to: from + 500 * i32::try_from(text.chars().count()).unwrap(),
            text: text.to_owned(),
        };
        Line { number: 1, down: 0, size: 1_000, words: words.iter().map(word).collect() }
    }

    #[test]
    fn figures_are_joined_where_they_are_grouped_and_nowhere_else() {
        let style = Style { mark: b',', is_whole: false, currency: Currency::EUR };
        let read = |words: &[(&str, i32)]| {
            on(&line(words), style).iter().map(|figure| (figure.signed(), figure.out.is_some())).collect::<Vec<_>>()
        };
        assert_eq!(read(&[("1", 0), ("234,56", 700)]), [(123_456, false)]);
        assert_eq!(read(&[("REF", 0), ("12", 2_000), ("345,67", 9_000)]), [(34_567, false)]);
        assert_eq!(
            read(&[("-", 0), ("5,00", 700), ("7,25-", 9_000), ("1.000,00", 20_000), ("D", 24_300)]),
            [(-500, true), (-725, true), (-100_000, true)]
        );
        assert_eq!(read(&[("12,50", 0), ("CR", 2_700), ("31.12", 9_000), ("2024", 20_000)]), [(1_250, true)]);
    }

    #[test]
    fn the_mark_is_that_of_most_words_and_days_do_not_count() {
        let of = |words: &[(&str, i32)]| mark(&mut std::iter::once(&line(words)));
        assert_eq!(of(&[("31.12", 0), ("02.01", 0), ("1.234,56", 0)]), (b',', true));
        assert_eq!(of(&[("1,234.56", 0), ("450.20", 0)]), (b'.', true));
        assert_eq!(of(&[("31.12", 0)]), (b',', false));
    }
}
