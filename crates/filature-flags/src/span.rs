//! Spans of time as files and queries write them: `15m`, `48h`, `30d`, `2w`.

/// The longest span there is: ten years.
const MOST_SECONDS: i64 = 3_653 * 86_400;

/// The seconds of a span; none for what is no span, or longer than ten years.
///
/// ```
/// assert_eq!(filature_flags::span_seconds("48h"), Some(172_800));
/// assert_eq!(filature_flags::span_seconds("48"), None);
/// ```
pub fn span_seconds(text: &str) -> Option<i64> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let seconds = match unit {
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        "w" => 604_800,
        _ => return None,
    };
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds = number.parse::<i64>().ok()?.checked_mul(seconds)?;
    (1..=MOST_SECONDS).contains(&seconds).then_some(seconds)
}
