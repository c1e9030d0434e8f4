//! Cuts a content stream, or a CMap, into operations: operands, then an operator. Never fails: what is no token is passed over.

/// What stands before an operator.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// An integer or a real.
    Number(f64),
    /// `/Name`, without its slash.
    Name(Vec<u8>),
    /// `(text)` or `<hex>`.
    Text(Vec<u8>),
    /// `[…]`; an array inside of an array is opened into it.
    Array(Vec<Operand>),
}

/// No operation has more operands than this; what comes before them is dropped.
const OPERANDS_MAX: usize = 1 << 16;

/// A reader of operations.
pub struct Operations<'a> {
    bytes: &'a [u8],
    at: usize,
    operands: Vec<Operand>,
    array: Option<Vec<Operand>>,
}

impl<'a> Operations<'a> {
    /// From the beginning.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, operands: Vec::new(), array: None }
    }

    /// The next operator with what stands before it.
    pub fn operation(&mut self) -> Option<(&'a [u8], Vec<Operand>)> {
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'%' => self.skip_while(|byte| byte != b'\n' && byte != b'\r'),
                b'(' => self.literal(),
                b'<' if self.bytes.get(self.at + 1) != Some(&b'<') => self.hex(),
                b'/' => self.name(),
                b'[' => {
                    self.at += 1;
                    self.array.get_or_insert_with(Vec::new);
                }
                b']' => {
                    self.at += 1;
                    if let Some(array) = self.array.take() {
                        self.push(Operand::Array(array));
                    }
                }
                b'+' | b'-' | b'.' | b'0'..=b'9' => self.number(),
                _ if is_regular(byte) => {
                    let operator = self.word();
                    self.array = None;
                    if operator == b"ID" {
                        self.skip_inline_image();
                    }
                    return Some((operator, std::mem::take(&mut self.operands)));
                }
                _ => self.at += 1,
            }
        }
        None
    }

    fn push(&mut self, operand: Operand) {
        let list = self.array.as_mut().unwrap_or(&mut self.operands);
        if list.len() < OPERANDS_MAX {
            list.push(operand);
        }
    }

    fn skip_while(&mut self, holds: impl Fn(u8) -> bool) {
        while self.bytes.get(self.at).is_some_and(|&byte| holds(byte)) {
            self.at += 1;
        }
    }

    fn word(&mut self) -> &'a [u8] {
        let start = self.at;
        self.skip_while(is_regular);
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    fn number(&mut self) {
        let word = self.word();
        let text = std::str::from_utf8(word).unwrap_or_default();
        // `1.2.3` and `--5` are written by broken programs, and read as far as they go.
        let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
        self.push(Operand::Number(number.unwrap_or(0.0)));
    }

    fn name(&mut self) {
        self.at += 1;
        let word = self.word();
        let mut name = Vec::with_capacity(word.len());
        let mut at = 0;
        while let Some(&byte) = word.get(at) {
            let escaped = (byte == b'#')
                .then(|| word.get(at + 1..at + 3))
                .flatten()
                .and_then(|pair| Some(hex_digit(*pair.first()?)? << 4 | hex_digit(*pair.get(1)?)?));
            name.push(escaped.unwrap_or(byte));
            at += if escaped.is_some() { 3 } else { 1 };
        }
        self.push(Operand::Name(name));
    }

    fn hex(&mut self) {
        self.at += 1;
        let start = self.at;
        self.skip_while(|byte| byte != b'>');
        let digits: Vec<u8> =
            self.bytes.get(start..self.at).unwrap_or_default().iter().filter_map(|&byte| hex_digit(byte)).collect();
        self.at += 1;
        let text = digits.chunks(2).map(|pair| match pair {
            [high, low] => high << 4 | low,
            [high] => high << 4,
            _ => 0,
        });
        self.push(Operand::Text(text.collect()));
    }

    fn literal(&mut self) {
        self.at += 1;
        let mut text = Vec::new();
        let mut depth = 1_u32;
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' => self.escape(&mut text),
                b'(' => {
                    depth = depth.saturating_add(1);
                    text.push(byte);
                }
                b')' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        break;
                    }
                    text.push(byte);
                }
                _ => text.push(byte),
            }
        }
        self.push(Operand::Text(text));
    }

    /// What follows a backslash inside of a text.
    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(&byte) = self.bytes.get(self.at) else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'\r' => self.at += usize::from(self.bytes.get(self.at) == Some(&b'\n')),
            b'\n' => {}
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    match self.bytes.get(self.at) {
                        Some(&digit @ b'0'..=b'7') => code = code * 8 + u32::from(digit - b'0'),
                        _ => break,
                    }
                    self.at += 1;
                }
                text.push((code & 0xFF) as u8);
            }
            other => text.push(other),
        }
    }

    /// The data of an inline image end at an `EI` that stands alone.
    fn skip_inline_image(&mut self) {
        let alone = |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii_whitespace());
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let end = memchr::memmem::find_iter(rest, b"EI")
            .find(|&at| at > 0 && alone(rest.get(at - 1)) && alone(rest.get(at + 2)));
        self.at += end.map_or(rest.len(), |at| at + 2);
    }
}

fn is_regular(byte: u8) -> bool {
    !byte.is_ascii_whitespace()
        && !matches!(byte, 0 | b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operands_are_read_as_the_standard_writes_them() {
        let mut operations = Operations::new(
            b"/F#31 9.5 Tf % note\n[(a\\(b\\051) -250 <4f4>] TJ (x(y)\\\n\\101) ' BI /W 1 ID \x00 EIx EI Q",
        );
        let text = |bytes: &[u8]| Operand::Text(bytes.to_vec());
        assert_eq!(
            operations.operation(),
            Some((&b"Tf"[..], vec![Operand::Name(b"F1".to_vec()), Operand::Number(9.5)]))
        );
        let array = Operand::Array(vec![text(b"a(b)"), Operand::Number(-250.0), text(b"O@")]);
        assert_eq!(operations.operation(), Some((&b"TJ"[..], vec![array])));
        assert_eq!(operations.operation(), Some((&b"'"[..], vec![text(b"x(y)A")])));
        assert_eq!(operations.operation().map(|(operator, _)| operator), Some(&b"BI"[..]));
        assert_eq!(operations.operation().map(|(operator, _)| operator), Some(&b"ID"[..]));
        assert_eq!(operations.operation(), Some((&b"Q"[..], vec![])));
        assert_eq!(operations.operation(), None);
    }
}
