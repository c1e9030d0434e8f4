//! What people see: results on standard output, everything else on standard error.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use crate::outcome::Failure;

/// Whether anything meant for standard output could not be written.
static LOST: AtomicBool = AtomicBool::new(false);

/// Whether anything meant for standard output could not be written, other than to a reader that had gone.
pub fn output_was_lost() -> bool {
    LOST.load(Ordering::Relaxed)
}

/// Writes a line to standard error.
pub fn say(line: &str) {
    // Nobody can be told that standard error is closed.
    let _ = writeln!(std::io::stderr().lock(), "{}", plain(line));
}

/// Writes a line to standard output. A reader that has gone (`| head`) ends the output, not the work.
pub fn show(line: &str) {
    let mut out = std::io::stdout().lock();
    if let Err(error) = writeln!(out, "{}", plain(line)).and_then(|()| out.flush())
        && error.kind() != std::io::ErrorKind::BrokenPipe
        && !LOST.swap(true, Ordering::Relaxed)
    {
        say(&format!("filature: the result could not be written: {error}"));
    }
}

/// Names of files and texts of payments may hold anything; a terminal is shown no control characters of theirs.
fn plain(line: &str) -> Cow<'_, str> {
    let harmful =
        |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if line.contains(harmful) { Cow::Owned(line.replace(harmful, "\u{FFFD}")) } else { Cow::Borrowed(line) }
}

/// Writes the one JSON document of `--json`.
///
/// # Errors
/// A bug of ours, when the value cannot be written as JSON.
pub fn show_json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value)?;
    show(&text);
    Ok(())
}

/// A bar that counts files, on a terminal.
pub fn bar(length: usize, what: &'static str) -> ProgressBar {
    if length < 2 || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(length as u64).with_message(what);
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}") {
        bar.set_style(style);
    }
    bar
}

/// Whether a person can be asked.
pub fn can_ask() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks a yes or no; anything but yes is no.
pub fn ask(question: &str) -> bool {
    say(question);
    let mut answer = String::new();
    let read = std::io::stdin().read_line(&mut answer).is_ok();
    read && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "o" | "oui")
}

/// How wide text for people is.
const COLUMNS: usize = 100;

/// Breaks a text between words so that no line is wider than [`COLUMNS`]; all lines but the first begin with `indent`.
pub fn wrap(text: &str, indent: &str) -> String {
    let (mut lines, mut width) = (String::new(), 0);
    for (number, word) in text.split(' ').enumerate() {
        let length = word.chars().count();
        if number > 0 && width > 0 && width + 1 + length > COLUMNS {
            lines.push('\n');
            lines.push_str(indent);
            width = indent.chars().count();
        } else if number > 0 {
            lines.push(' ');
            width += 1;
        }
        lines.push_str(word);
        width += length;
    }
    lines
}

/// A text that is at most so many characters wide: its middle goes.
pub fn short(text: &str, most: usize) -> String {
    let length = text.chars().count();
    if length <= most {
        return text.to_owned();
    }
    let tail = most.saturating_sub(1) / 2;
    let head = most.saturating_sub(1 + tail);
    text.chars().take(head).chain(['…']).chain(text.chars().skip(length - tail)).collect()
}

/// The least and the most, or the one figure that they are.
pub fn range(low: &str, high: &str) -> String {
    if low == high { low.to_owned() } else { format!("{low} to {high}") }
}

/// A number with the word for what is counted, in the singular for one.
pub fn counted<N: Copy + Display + PartialEq + From<u8>>(count: N, one: &str, many: &str) -> String {
    format!("{count} {}", if count == N::from(1) { one } else { many })
}

/// An instant of the journal without the parts of its last second.
pub fn to_the_second(instant: &str) -> String {
    instant.split_once('.').map_or_else(|| instant.to_owned(), |(whole, _)| format!("{whole}Z"))
}

/// A table whose columns are as wide as their widest cell; `right` lists the columns set to the right.
pub fn table(header: &[&str], rows: &[Vec<String>], right: &[usize]) -> String {
    let width = |at: usize| {
        rows.iter().map(|row| row[at].chars().count()).chain([header[at].chars().count()]).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let padded: Vec<String> = cells
            .enumerate()
            .map(|(at, cell)| {
                let space = " ".repeat(widths[at].saturating_sub(cell.chars().count()));
                if right.contains(&at) { format!("{space}{cell}") } else { format!("{cell}{space}") }
            })
            .collect();
        padded.join("  ").trim_end().to_owned()
    };
    let mut text = line(&mut header.iter().copied());
    text.push('\n');
    text.push_str(&"─".repeat(widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1)));
    for row in rows {
        text.push('\n');
        text.push_str(&line(&mut row.iter().map(String::as_str)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_wider_than_a_page() {
        let text = wrap(&format!("- {}end", "word ".repeat(50)), "  ");
        assert!(text.lines().all(|line| line.chars().count() <= COLUMNS) && text.lines().count() > 2, "{text}");
        assert!(text.starts_with("- word") && text.lines().skip(1).all(|line| line.starts_with("  word")), "{text}");
        assert_eq!(text.split_whitespace().count(), 52);
        let long = "x".repeat(150);
        assert_eq!(wrap(&long, "  "), long);
        assert_eq!(wrap("  two before", ""), "  two before");
    }

    #[test]
    fn an_instant_is_shown_to_the_second() {
        assert_eq!(to_the_second("2024-05-02T09:14:05.123456789Z"), "2024-05-02T09:14:05Z");
        assert_eq!(to_the_second("2024-05-02T09:14:05Z"), "2024-05-02T09:14:05Z");
    }

    #[test]
    fn what_is_too_long_keeps_both_ends() {
        assert_eq!(short("FR7699999000010000000000115", 27), "FR7699999000010000000000115");
        assert_eq!(short("abcdefghij", 5), "ab…ij");
        assert_eq!(short("éàüöä", 4), "éà…ä");
    }
}
