//! The words of a selection, one after the other; what is wrong is said with what was expected.

use filature_model::{Channel, is_country_code};

use super::{Abroad, Ends, Test};
use crate::measures::{Meaning, MeasureError, View};

/// All words, as an error shows them.
const WORDS: &str = "channel:, not-channel:, class:, not-class:, topic:, not-topic:, pay, no-pay, own, not-own, euro:, minute:, \
                     country:, abroad, payer: or payee:";
const ENDS: &str = "person, firm, public, agent, account, known or unknown";

/// Reads one word.
pub(super) fn word(word: &str, view: &View<'_>) -> Result<Test, MeasureError> {
    match word {
        "pay" => return Ok(Test::Pay(true)),
        "no-pay" => return Ok(Test::Pay(false)),
        "own" => return Ok(Test::Own(true)),
        "not-own" => return Ok(Test::Own(false)),
        "abroad" => return Ok(Test::Abroad(Box::new(Abroad::new(view)))),
        _ => {}
    }
    let Some((name, value)) = word.split_once(':') else { return Err(wrong(word, WORDS)) };
    let (name, is_wanted) = match name {
        "not-channel" | "not-class" | "not-topic" => (&name[4..], false),
        name => (name, true),
    };
    match name {
        "channel" => channels(word, value, is_wanted),
        "class" => Ok(Test::Classes(meant(word, value, &view.meaning.classes, is_wanted)?)),
        "topic" => Ok(Test::Topics(meant(word, value, &view.meaning.topics, is_wanted)?)),
        "euro" => euro(word, value),
        "minute" => minutes(word, value),
        "country" => countries(word, value, view),
        "payer" => Ok(Test::Payer(ends(word, value)?)),
        "payee" => Ok(Test::Payee(ends(word, value)?)),
        _ => Err(wrong(word, WORDS)),
    }
}

fn wrong(word: &str, expected: &str) -> MeasureError {
    MeasureError(format!("selection: {word:?} is not a word of it; expected {expected}"))
}

fn unknown(word: &str, value: &str, what: &str, expected: &str) -> MeasureError {
    MeasureError(format!("selection: {word:?}: {value:?} is not a {what}; expected {expected}"))
}

fn channels(word: &str, value: &str, is_wanted: bool) -> Result<Test, MeasureError> {
    let mut bits = 0_u16;
    for name in value.split(',') {
        let all = || Channel::ALL.map(Channel::word).join(", ");
        let channel = Channel::from_word(name).ok_or_else(|| unknown(word, name, "channel", &all()))?;
        bits |= 1 << (channel as u16);
    }
    Ok(Test::Channels(if is_wanted { bits } else { !bits }))
}

/// By number of a class or topic whether it counts; what has none stands at the end.
fn meant(word: &str, value: &str, names: &[String], is_wanted: bool) -> Result<Box<[bool; 256]>, MeasureError> {
    let what = if word.contains("class:") { "class" } else { "topic" };
    let mut counts = Box::new([!is_wanted; 256]);
    for wanted in value.split(',') {
        let found = names.iter().take(usize::from(Meaning::NONE)).position(|name| name == wanted);
        let all = || if names.is_empty() { "none, as the data has none".to_owned() } else { names.join(", ") };
        counts[found.ok_or_else(|| unknown(word, wanted, what, &all()))?] = is_wanted;
    }
    Ok(counts)
}

fn euro(word: &str, value: &str) -> Result<Test, MeasureError> {
    const EXPECTED: &str = "two amounts in euro, of which one may be left out, such as euro:100..500, euro:..99.99";
    let no_range = || unknown(word, value, "range of amounts", EXPECTED);
    let (least, most) = value.split_once("..").ok_or_else(no_range)?;
    if least.is_empty() && most.is_empty() {
        return Err(no_range());
    }
    let end = |written: &str, open: i64| if written.is_empty() { Some(open) } else { cents(written) };
    let least_minor = end(least, i64::MIN).ok_or_else(no_range)?;
    let most_minor = end(most, i64::MAX).filter(|&most| most >= least_minor).ok_or_else(no_range)?;
    Ok(Test::Euro { least_minor, most_minor })
}

/// `100`, `99.9` or `99.99` in cents.
fn cents(written: &str) -> Option<i64> {
    let (whole, parts) = written.split_once('.').unwrap_or((written, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !are_digits(whole) || !are_digits(parts) || parts.len() > 2 {
        return None;
    }
    let parts = parts.parse::<i64>().ok()? * if parts.len() == 1 { 10 } else { 1 };
    whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(parts)
}

fn minutes(word: &str, value: &str) -> Result<Test, MeasureError> {
    const EXPECTED: &str = "two different times of day, such as minute:22:00-06:00";
    let times = value.split_once('-').and_then(|(from, until)| {
        let (from, until) = (minute(from)?, minute(until)?);
        (from != until && from < 24 * 60).then_some((from, until))
    });
    let (from, until) = times.ok_or_else(|| unknown(word, value, "range of times", EXPECTED))?;
    Ok(Test::Minutes { from, until })
}

fn minute(written: &str) -> Option<u16> {
    let (hours, minutes) = written.split_once(':')?;
    let two = |text: &str, most: u16| {
        let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u16>().ok().filter(|&number| digits && number <= most)
    };
    let of_day = two(hours, 24)? * 60 + two(minutes, 59)?;
    (of_day <= 24 * 60).then_some(of_day)
}

fn countries(word: &str, value: &str, view: &View<'_>) -> Result<Test, MeasureError> {
    let mut words = Vec::new();
    for country in value.split(',') {
        if !is_country_code(country) {
            return Err(unknown(word, country, "country", "codes of two capitals, such as country:FR,BE"));
        }
        let all = view.details.country.words.iter();
        words.extend((0_u32..).zip(all).filter(|&(_, text)| text == country).map(|(number, _)| number));
    }
    Ok(Test::Countries(words))
}

fn ends(word: &str, value: &str) -> Result<Ends, MeasureError> {
    let mut ends = Ends::default();
    for name in value.split(',') {
        let end = match name {
            "person" => &mut ends.person,
            "firm" => &mut ends.firm,
            "public" => &mut ends.public,
            "agent" => &mut ends.agent,
            "account" => &mut ends.account,
            "known" => &mut ends.known,
            "unknown" => &mut ends.unknown,
            _ => return Err(unknown(word, name, "kind of party", ENDS)),
        };
        *end = true;
    }
    Ok(ends)
}
