//! The sentence of fact, in both languages: the columns and parameters of a finding put into the words of the flag's file.

use filature_model::{Currency, Reason};

use crate::engine::Value;
use crate::flag::{Both, Flag};

/// Fills in `{name}`: a column of the query, else a parameter. What is not known stays as it is written, and `check` refuses it.
pub(super) fn write(
    flag: &Flag,
    figures: &[(String, Reason)],
    parameters: &[(String, Value)],
    currency: Currency,
) -> Both {
    let fill = |template: &str, french: bool| {
        let mut text = String::with_capacity(template.len() + 40);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                text.push('{');
                rest = after;
                continue;
            };
            match shown(name, figures, parameters, currency, french) {
                Some(value) => text.push_str(&value),
                None => {
                    text.push('{');
                    text.push_str(name);
                    text.push('}');
                }
            }
            rest = tail;
        }
        text.push_str(rest);
        text
    };
    Both { en: fill(&flag.reason.en, false), fr: fill(&flag.reason.fr, true) }
}

/// The names in braces of a template.
pub(crate) fn names(template: &str) -> Vec<&str> {
    template.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}

fn shown(
    name: &str,
    figures: &[(String, Reason)],
    parameters: &[(String, Value)],
    currency: Currency,
    french: bool,
) -> Option<String> {
    let figure = |name: &str| figures.iter().find(|(known, _)| known == name).map(|(_, reason)| reason);
    if let Some(stem) = name.strip_suffix("_minor")
        && let Some(Reason::Text(amount)) = figure(&format!("{stem}_amount"))
    {
        return Some(format!("{} {}", decimal(amount, french), currency.code()));
    }
    match figure(name) {
        Some(Reason::Number(number)) => return Some(number_shown(name, *number, french)),
        Some(Reason::Text(text)) => return Some(text.clone()),
        None => {}
    }
    match parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value)? {
        Value::Number(number) => Some(number_shown(name, *number, french)),
        Value::Text(span) => Some(span_shown(span, french)),
        Value::Null => None,
    }
}

/// A decimal string as the language writes it.
fn decimal(amount: &str, french: bool) -> String {
    let (whole, part) = amount.split_once('.').unwrap_or((amount, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(if french { '\u{202f}' } else { ',' });
        }
        grouped.push(digit);
    }
    match (part, french) {
        ("", _) => format!("{sign}{grouped}"),
        (part, true) => format!("{sign}{grouped},{part}"),
        (part, false) => format!("{sign}{grouped}.{part}"),
    }
}

fn number_shown(name: &str, number: i64, french: bool) -> String {
    if name.ends_with("_permille") || name == "permille" {
        let (whole, tenth) = (number / 10, (number % 10).abs());
        let point = if french { ',' } else { '.' };
        return match tenth {
            0 => format!("{whole} %"),
            _ => format!("{whole}{point}{tenth} %"),
        };
    }
    if name.ends_with("_seconds") || name == "seconds" {
        return seconds_shown(number, french);
    }
    if name.ends_with("_day") {
        let date = i32::try_from(number).ok().and_then(filature_model::from_days);
        return date.map_or_else(|| number.to_string(), |date| date.to_string());
    }
    if name.starts_with("minute") || name.ends_with("_minute") {
        return format!("{:02}:{:02}", number / 60, number % 60);
    }
    decimal(&number.to_string(), french)
}

fn seconds_shown(seconds: i64, french: bool) -> String {
    let (number, one, many) = match seconds {
        0..=7_199 => (seconds / 60, ["minute", "minute"], ["minutes", "minutes"]),
        7_200..=259_199 => (seconds / 3_600, ["hour", "heure"], ["hours", "heures"]),
        _ => (seconds / 86_400, ["day", "jour"], ["days", "jours"]),
    };
    let words = if number == 1 { one } else { many };
    format!("{number} {}", words[usize::from(french)])
}

fn span_shown(span: &str, french: bool) -> String {
    let (number, unit) = span.split_at(span.len().saturating_sub(1));
    let words = match unit {
        "m" => ["minutes", "minutes"],
        "h" => ["hours", "heures"],
        "d" => ["days", "jours"],
        _ => ["weeks", "semaines"],
    };
    format!("{number} {}", words[usize::from(french)])
}
