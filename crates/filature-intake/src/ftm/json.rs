//! One line of JSON, with numbers as they are written.

use std::borrow::Cow;

/// Values inside each other past this are no entity.
const DEPTH_LIMIT: usize = 16;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Json<'a> {
    /// A text.
    Text(Cow<'a, str>),
    /// A number, as written.
    Number(&'a str),
    /// `true`, `false` or `null`.
    Word(&'a str),
    /// A list.
    List(Vec<Json<'a>>),
    /// Names and values, in their order.
    Map(Vec<(Cow<'a, str>, Json<'a>)>),
}

impl Json<'_> {
    /// The value of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        let Self::Map(pairs) = self else { return None };
        pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The text, or the number as it is written.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(text) => Some(text),
            _ => None,
        }
    }
}

/// Reads a value that is all there is; none when it is not JSON.
pub(crate) fn parse(text: &str) -> Option<Json<'_>> {
    let mut scan = Scan { text, at: 0 };
    let value = scan.value(0)?;
    scan.blank();
    (scan.at == text.len()).then_some(value)
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blank(&mut self) {
        while self.peek().is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        self.blank();
        (self.peek() == Some(byte)).then(|| self.at += 1)
    }

    fn value(&mut self, depth: usize) -> Option<Json<'a>> {
        if depth > DEPTH_LIMIT {
            return None;
        }
        self.blank();
        match self.peek()? {
            b'"' => Some(Json::Text(self.string()?)),
            b'{' => self.map(depth),
            b'[' => self.list(depth),
            b'-' | b'0'..=b'9' => {
                Some(Json::Number(self.run(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'))?))
            }
            _ => {
                let word = self.run(|byte| byte.is_ascii_lowercase())?;
                matches!(word, "true" | "false" | "null").then_some(Json::Word(word))
            }
        }
    }

    fn run(&mut self, belongs: impl Fn(u8) -> bool) -> Option<&'a str> {
        let start = self.at;
        while self.peek().is_some_and(&belongs) {
            self.at += 1;
        }
        self.text.get(start..self.at)
    }

    /// A text, read by the library where it has anything but plain characters.
    fn string(&mut self) -> Option<Cow<'a, str>> {
        let start = self.at;
        self.at += 1;
        let mut is_plain = true;
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' => {
                    is_plain = false;
                    self.at += 2;
                }
                0..0x20 => return None,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        let quoted = self.text.get(start..self.at)?;
        if is_plain {
            return Some(Cow::Borrowed(quoted.get(1..quoted.len() - 1)?));
        }
        serde_json::from_str(quoted).ok().map(Cow::Owned)
    }

    fn list(&mut self, depth: usize) -> Option<Json<'a>> {
        self.take(b'[')?;
        let mut values = Vec::new();
        if self.take(b']').is_some() {
            return Some(Json::List(values));
        }
        loop {
            values.push(self.value(depth + 1)?);
            if self.take(b',').is_none() {
                return self.take(b']').map(|()| Json::List(values));
            }
        }
    }

    fn map(&mut self, depth: usize) -> Option<Json<'a>> {
        self.take(b'{')?;
        let mut pairs = Vec::new();
        if self.take(b'}').is_some() {
            return Some(Json::Map(pairs));
        }
        loop {
            self.blank();
            (self.peek() == Some(b'"')).then_some(())?;
            let name = self.string()?;
            self.take(b':')?;
            pairs.push((name, self.value(depth + 1)?));
            if self.take(b',').is_none() {
                return self.take(b'}').map(|()| Json::Map(pairs));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_kept_as_written() {
        let line = r#" {"a": [100.10, -2, "x\u00e9\n", true, null], "b": {"c": 12345678901234567.25}, "d": []} "#;
        let value = parse(line).unwrap();
        let Some(Json::List(list)) = value.get("a") else { panic!("{value:?}") };
        assert_eq!(
            list.iter().map(Json::text).collect::<Vec<_>>(),
            [Some("100.10"), Some("-2"), Some("xé\n"), None, None]
        );
        assert_eq!(value.get("b").unwrap().get("c"), Some(&Json::Number("12345678901234567.25")));
    }

    #[test]
    fn what_is_no_json_is_none() {
        for text in ["", "{", "[1,]", "{\"a\" 1}", "\"a", "\"\\", "nul", "{} x", "{\"a\":1,}", "\"\\u12\"", "\"\u{1}\""]
        {
            assert_eq!(parse(text), None, "{text:?}");
        }
        assert_eq!(parse(&"[".repeat(100_000)), None);
    }

    proptest! {
        #[test]
        fn it_agrees_with_the_library_and_never_panics(text in "[\\[\\]{}:,\"\\\\a1e. -]{0,24}") {
            if serde_json::from_str::<serde_json::Value>(&text).is_ok() {
                prop_assert!(parse(&text).is_some(), "{text:?}");
            } else {
                let _ = parse(&text);
            }
        }
    }
}
