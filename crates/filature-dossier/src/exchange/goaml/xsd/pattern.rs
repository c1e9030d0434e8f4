//! The regular expressions of XSD, put into those of the `regex` crate.
//!
//! They differ where it hurts: a pattern of XSD is of the whole value, `^` and `$` are letters in it, `\i` and `\c` are letters of names,
//! and a class may subtract another (`[a-z-[aeiou]]`). What is not known is an error by name, never read as something else.

use regex::{Regex, RegexBuilder};

/// Beyond this a compiled pattern is an attack on memory.
const SIZE_LIMIT: usize = 64 << 20;

const NAME_START: &str = r"_:A-Za-z\u{C0}-\u{D6}\u{D8}-\u{F6}\u{F8}-\u{2FF}\u{370}-\u{37D}\u{37F}-\u{1FFF}\u{200C}-\u{200D}\u{2070}-\u{218F}\u{2C00}-\u{2FEF}\u{3001}-\u{D7FF}\u{F900}-\u{FDCF}\u{FDF0}-\u{FFFD}";
const NAME_MORE: &str = r"\-.0-9\u{B7}\u{300}-\u{36F}\u{203F}-\u{2040}";

/// A pattern that can be asked.
///
/// # Errors
/// What of it is not understood.
pub fn compile(pattern: &str) -> Result<Regex, String> {
    let translated = translate(pattern)?;
    RegexBuilder::new(&format!(r"\A(?:{translated})\z")).size_limit(SIZE_LIMIT).nest_limit(64).build().map_err(
        |error| match error {
            regex::Error::CompiledTooBig(_) => "it is too large to be checked".to_owned(),
            _ => "it is no regular expression of XML Schema".to_owned(),
        },
    )
}

/// The same pattern in the syntax of the crate, without its anchors.
fn translate(pattern: &str) -> Result<String, String> {
    let letters: Vec<char> = pattern.chars().collect();
    let (mut made, mut at, mut classes) = (String::with_capacity(pattern.len() * 2), 0, 0_usize);
    while let Some(&letter) = letters.get(at) {
        at += 1;
        match (letter, classes) {
            ('\\', _) => at += escape(&letters[at..], classes > 0, &mut made)?,
            ('[', 0) => {
                classes = 1;
                at += open(&letters[at..], &mut made);
            }
            ('[', _) => return Err("it has a class inside a class that is not subtracted".to_owned()),
            ('-', 1..) if letters.get(at) == Some(&'[') => {
                at += 1;
                classes += 1;
                made.push_str("--");
                at += open(&letters[at..], &mut made);
            }
            (']', 1..) => {
                classes -= 1;
                made.push(']');
            }
            ('-', 1..) => made.push_str(if is_range(&letters, at) { "-" } else { r"\-" }),
            ('.', 0) => made.push_str(r"[^\n\r]"),
            ('^' | '$', 0) | ('^' | '&' | '~', 1..) => {
                made.push('\\');
                made.push(letter);
            }
            ('(', 0) if letters.get(at) == Some(&'?') => {
                return Err("it has (?, which XML Schema does not know".to_owned());
            }
            ('(', 0) => made.push_str("(?:"),
            ('?' | '*' | '+' | '}', 0) if matches!(letters.get(at), Some('?' | '+')) => {
                return Err("it has a quantifier after a quantifier".to_owned());
            }
            (']' | '}', 0) if letter == ']' => made.push_str(r"\]"),
            _ => made.push(letter),
        }
    }
    if classes > 0 { Err("it has a class that does not end".to_owned()) } else { Ok(made) }
}

/// Opens a class, and takes the `^` that turns it round.
fn open(rest: &[char], made: &mut String) -> usize {
    made.push('[');
    if rest.first() == Some(&'^') {
        made.push('^');
        return 1;
    }
    0
}

/// Whether the `-` before this place stands between two letters of a class.
fn is_range(letters: &[char], at: usize) -> bool {
    let before = at.checked_sub(2).and_then(|before| letters.get(before));
    let opens = |at: usize| letters.get(at) == Some(&'[') && letters.get(at.wrapping_sub(1)) != Some(&'\\');
    let is_first = match before {
        Some('[') => opens(at - 2),
        Some('^') => at.checked_sub(3).is_some_and(opens),
        _ => false,
    };
    !is_first && letters.get(at) != Some(&']')
}

/// An escape, of which the backslash has been taken; how many letters more it takes.
fn escape(rest: &[char], in_class: bool, made: &mut String) -> Result<usize, String> {
    let Some(&letter) = rest.first() else { return Err("it ends in a backslash".to_owned()) };
    let mut class = |inner: &str, negated: bool| {
        let not = if negated { "^" } else { "" };
        made.push_str(&format!("[{not}{inner}]"));
    };
    match letter {
        'i' | 'I' => class(NAME_START, letter == 'I'),
        'c' | 'C' => class(&format!("{NAME_START}{NAME_MORE}"), letter == 'C'),
        's' | 'S' => class(r" \t\n\r", letter == 'S'),
        'w' | 'W' => class(r"\p{P}\p{Z}\p{C}", letter == 'w'),
        'd' => made.push_str(r"\p{Nd}"),
        'D' => made.push_str(r"\P{Nd}"),
        'n' | 'r' | 't' => made.extend(['\\', letter]),
        'p' | 'P' => return property(rest, made),
        '\\' | '|' | '.' | '?' | '*' | '+' | '(' | ')' | '{' | '}' | '-' | '[' | ']' | '^' | '$' => {
            made.extend(['\\', letter]);
        }
        // Not of XML Schema, but written all the same where a class holds marks; libxml2 takes them too.
        '/' | '\'' | '"' | '@' | '#' | '&' | '%' | ',' | ';' | ':' | '=' | '!' | '<' | '>' | '~' | '_' | ' ' => {
            made.push_str(&regex::escape(&letter.to_string()));
            if in_class && matches!(letter, '&' | '~') {
                let plain = made.pop();
                made.extend(['\\']);
                made.extend(plain);
            }
        }
        other => return Err(format!("it has \\{other}, which XML Schema does not know")),
    }
    Ok(1)
}

/// `\p{Lu}`: the categories of Unicode as both know them. Blocks (`\p{IsGreek}`) are not known.
fn property(rest: &[char], made: &mut String) -> Result<usize, String> {
    let end = rest.iter().position(|letter| *letter == '}').filter(|_| rest.get(1) == Some(&'{'));
    let Some(end) = end else { return Err("it has \\p without a category".to_owned()) };
    let name: String = rest[2..end].iter().collect();
    let is_category = (1..=2).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !is_category {
        return Err(format!("it has the block \\p{{{name}}}, which is not read"));
    }
    made.push_str(&format!("\\{}{{{name}}}", rest[0]));
    Ok(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(pattern: &str, value: &str) -> bool {
        compile(pattern).unwrap().is_match(value)
    }

    #[test]
    fn a_pattern_is_of_the_whole_value_and_knows_no_anchors() {
        assert!(fits("[A-Z]{2}", "FR") && !fits("[A-Z]{2}", "FRA") && !fits("[A-Z]{2}", "FR\n"));
        assert!(fits("a|b", "b") && !fits("a|b", "ab"));
        assert!(fits("^a$", "^a$") && !fits("^a$", "a"));
        assert!(fits(r"\d{4}-\d{2}", "2024-03") && !fits(".", "\n"));
    }

    #[test]
    fn classes_are_taken_apart() {
        assert!(fits("[a-z-[aeiou]]+", "xyz") && !fits("[a-z-[aeiou]]+", "xayz"));
        assert!(fits("[^-a]", "b") && !fits("[^-a]", "-") && fits("[a-]", "-") && fits("[-a]", "-"));
        assert!(fits(r"[\i-[:]][\c-[:]]*", "name") && !fits(r"[\i-[:]][\c-[:]]*", "a:b"));
        assert!(fits("[&~^]+", "&&~^") && fits(r"[\^\-]", "-") && fits(r"[\s\S]{1,3}", "a\n"));
        assert!(fits(r"\p{Lu}\P{Lu}", "Éé") && fits(r"\w+", "é1") && !fits(r"\w", "-"));
        assert!(fits(r"[0-9a-zA-Z'_\-\.]+@[x]", "a.b-c'@x"));
    }

    #[test]
    fn what_is_not_known_is_said() {
        for (pattern, why) in [
            (r"\p{IsGreek}", "IsGreek"),
            ("(?i)a", "(?"),
            ("[a", "does not end"),
            (r"\q", r"\q"),
            ("a{2", "no regular"),
        ] {
            let said = compile(pattern).unwrap_err();
            assert!(said.contains(why), "{pattern}: {said}");
        }
        assert!(compile("((a{1,1000}){1,1000}){1,1000}").unwrap_err().contains("too large"));
    }
}
