//! How many lines a text takes in a column: no program is sure to make a row as high as its text when it opens a workbook.

/// The height of a line of the usual type.
pub const LINE_POINTS: u32 = 15;
/// No row of the format is higher.
pub const MOST_POINTS: u32 = 405;

/// The lines of a text in a column that is so many digits wide, broken between words.
///
/// Most letters are narrower than a digit: what that leaves is the reserve, since a cut line is worse than a wide gap.
pub fn lines(text: &str, width: u16) -> u32 {
    let room = usize::from(width.saturating_sub(1)).max(4);
    let (mut lines, mut used) = (1_u32, 0_usize);
    // A line may end at a space or behind a hyphen.
    for piece in text.split_inclusive([' ', '-']) {
        if used + piece.trim_end().chars().count() > room && used > 0 {
            lines = lines.saturating_add(1);
            used = 0;
        }
        used += piece.chars().count();
        while used > room + usize::from(piece.ends_with(' ')) {
            lines = lines.saturating_add(1);
            used -= room;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn words_go_on_in_the_next_line_and_long_ones_are_broken() {
        // Less the margins of the cell.
        assert_eq!(lines("", 10), 1);
        assert_eq!(lines("one two", 10), 1);
        assert_eq!(lines("one two three", 10), 2);
        assert_eq!(lines("well-known one", 10), 2);
        assert_eq!(lines("FR7699999000010007000000011", 10), 3);
    }
}
