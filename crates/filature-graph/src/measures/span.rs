//! Spans as a rule writes them: a number and a unit.

use super::MeasureError;

const SECOND_MICROS: i64 = 1_000_000;

/// Ten years, leap days included: what is longer is a slip of the pen.
const MOST_SECONDS: i64 = 3_653 * 86_400;

/// Reads `15m`, `48h`, `30d` or `2w` into microseconds.
pub(super) fn micros(span: &str) -> Result<i64, MeasureError> {
    Ok(span_seconds(span)? * SECOND_MICROS)
}

/// Reads `15m`, `48h`, `30d` or `2w` into seconds.
///
/// # Errors
/// What else is written, nothing, and more than ten years.
///
/// ```
/// use filature_graph::measures::span_seconds;
/// assert_eq!(span_seconds("48h"), Ok(172_800));
/// assert!(span_seconds("48").is_err());
/// ```
pub fn span_seconds(span: &str) -> Result<i64, MeasureError> {
    let wrong = |why: &str| {
        MeasureError(format!(
            "span {span:?}: {why}; a span is a number and a unit (m, h, d or w), such as 15m, 48h, 30d or 2w"
        ))
    };
    let span = span.trim();
    let unit_seconds = match span.chars().last() {
        Some('m') => 60,
        Some('h') => 3_600,
        Some('d') => 86_400,
        Some('w') => 7 * 86_400,
        _ => return Err(wrong("the unit is missing or not known")),
    };
    let digits = &span[..span.len() - 1];
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong("the number is not a whole number"));
    }
    let seconds = digits.parse::<i64>().ok().and_then(|number| number.checked_mul(unit_seconds));
    match seconds {
        Some(0) => Err(wrong("it is of no length")),
        Some(seconds) if seconds <= MOST_SECONDS => Ok(seconds),
        _ => Err(wrong("it is longer than ten years")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_a_number_and_a_unit() {
        assert_eq!(micros("15m"), Ok(900_000_000));
        assert_eq!(micros(" 48h "), Ok(48 * 3_600_000_000));
        assert_eq!(micros("2w"), micros("14d"));
        assert!(micros("3653d").is_ok());
        for wrong in ["", "d", "30", "30 d", "-1d", "+1d", "1.5h", "30s", "0d", "3654d", "99999999999999999999d", "3é"]
        {
            let said = micros(wrong).unwrap_err().0;
            assert!(said.contains(&format!("{wrong:?}")) && said.contains("48h"), "{said}");
        }
    }
}
