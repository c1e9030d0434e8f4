//! The text of an element: entities and CDATA sections resolved, comments left out, lines joined.

use std::borrow::Cow;

/// The text as it is meant. Only the entities of SGML and XML and numbers of characters are known; none can be declared,
/// and what is no entity stays as it stands.
///
/// ```text
/// Smith &amp; Sons   ->  Smith & Sons
/// <![CDATA[A & B]]>  ->  A & B
/// AT&T               ->  AT&T
/// ```
pub(super) fn resolve(raw: &str) -> Cow<'_, str> {
    let raw = raw.trim();
    if !raw.contains(['&', '<', '\n', '\r']) {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find(['&', '<']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = section(rest, &mut text).or_else(|| entity(rest, &mut text)).unwrap_or_else(|| plain(rest, &mut text));
    }
    text.push_str(rest);
    let lines: Vec<&str> = text.lines().flat_map(|line| line.split('\r')).map(str::trim).collect();
    Cow::Owned(lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" "))
}

/// A CDATA section or a comment at the beginning: gives what follows it. One that does not end holds the rest.
fn section<'a>(rest: &'a str, text: &mut String) -> Option<&'a str> {
    const SECTIONS: [(&str, &str); 3] = [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>")];
    let (mark, end) = SECTIONS.into_iter().find(|(mark, _)| rest.starts_with(mark))?;
    match rest[mark.len()..].split_once(end) {
        Some((inner, after)) => {
            if mark == "<![CDATA[" {
                text.push_str(inner);
            }
            Some(after)
        }
        None => {
            text.push_str(rest);
            Some("")
        }
    }
}

/// An entity at the beginning, likewise. The longest that is known has eight letters.
fn entity<'a>(rest: &'a str, text: &mut String) -> Option<&'a str> {
    let name = rest.strip_prefix('&')?;
    let end = name.bytes().take(10).position(|byte| byte == b';')?;
    let (name, after) = (&name[..end], &name[end + 1..]);
    let letter = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?).filter(|letter| *letter != '\0')?
        }
    };
    text.push(letter);
    Some(after)
}

/// A mark that begins nothing: kept.
fn plain<'a>(rest: &'a str, text: &mut String) -> &'a str {
    let (mark, after) = rest.split_at(1);
    text.push_str(mark);
    after
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn entities_are_resolved_once_and_what_is_none_stays() {
        for (raw, expected) in [
            (" Smith &amp; Sons ", "Smith & Sons"),
            ("&lt;b&gt; &quot;&apos;", "<b> \"'"),
            ("&amp;amp;", "&amp;"),
            ("AT&T & Co; x", "AT&T & Co; x"),
            ("&unknown; &#233;&#xE9; &#0; &#x110000;", "&unknown; éé &#0; &#x110000;"),
            ("<![CDATA[A & B <c>]]> d", "A & B <c> d"),
            ("a<!-- b -->c", "ac"),
            ("one\r\n   two\n\nthree", "one two three"),
            ("5 < 6", "5 < 6"),
            ("a <!-- b", "a <!-- b"),
            ("é&", "é&"),
        ] {
            assert_eq!(resolve(raw), expected, "{raw:?}");
        }
    }
}
