//! Names in an archive: labels for people, whatever bytes somebody put there.

/// No label is longer: a name of thousands of characters is made to harm.
const LONGEST: usize = 240;

/// A name as it may be shown, and whether anything had to be left out of it.
///
/// What is left out: folders that lead upwards, a drive or a slash at the beginning, control characters, and the marks
/// that turn the direction of writing round (with which `exe.csv` can be made of `vsc.exe`).
pub fn label(written: &str) -> (String, bool) {
    let mut is_odd = written.starts_with(['/', '\\']);
    let mut parts = Vec::new();
    for part in written.split(['/', '\\']) {
        let shown: String = part.chars().filter(|&c| !is_unseen(c)).collect();
        is_odd |= shown.len() != part.len();
        match shown.trim() {
            "" | "." => {}
            ".." => is_odd = true,
            drive if parts.is_empty() && is_drive(drive) => is_odd = true,
            plain => parts.push(plain.to_owned()),
        }
    }
    let whole = parts.join("/");
    let label: String = whole.chars().take(LONGEST).collect();
    is_odd |= label.len() != whole.len();
    if label.is_empty() { ("without a name".to_owned(), true) } else { (label, is_odd) }
}

fn is_drive(part: &str) -> bool {
    part.len() == 2 && part.ends_with(':') && part.starts_with(|c: char| c.is_ascii_alphabetic())
}

fn is_unseen(c: char) -> bool {
    let turns = matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns || matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// Whether a system hides such a file, or made it for itself: those of a folder are passed over, too.
pub fn is_hidden(label: &str) -> bool {
    label.split('/').any(|part| {
        part.starts_with('.') || part == "__MACOSX" || part.eq_ignore_ascii_case("thumbs.db") || part == "desktop.ini"
    })
}
