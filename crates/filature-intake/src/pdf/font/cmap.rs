//! `ToUnicode`: the table in a font that says which letters its codes stand for.

use std::collections::BTreeMap;

use crate::pdf::content::{Operand, Operations};

/// No font has more codes than this.
const CODES_MAX: usize = 1 << 17;

/// The letters of each code.
pub fn read(bytes: &[u8]) -> BTreeMap<u32, String> {
    let mut texts = BTreeMap::new();
    // Ranges that say the same codes over and over are a way to keep a reader busy.
    let mut left = CODES_MAX;
    let mut operations = Operations::new(bytes);
    while let Some((operator, operands)) = operations.operation() {
        match operator {
            b"endbfchar" => {
                for pair in operands.chunks_exact(2) {
                    if let [Operand::Text(code), Operand::Text(letters)] = pair {
                        texts.insert(number(code), text(letters));
                    }
                }
            }
            b"endbfrange" => {
                for triple in operands.chunks_exact(3) {
                    if let [Operand::Text(first), Operand::Text(last), target] = triple {
                        range(number(first), number(last), target, &mut texts, &mut left);
                    }
                }
            }
            _ => {}
        }
    }
    texts
}

fn range(first: u32, last: u32, target: &Operand, texts: &mut BTreeMap<u32, String>, left: &mut usize) {
    let count = (last.saturating_sub(first) as usize).saturating_add(1).min(*left);
    *left -= count;
    match target {
        Operand::Text(letters) => {
            let mut units = units(letters);
            for code in (first..=last).take(count) {
                texts.insert(code, String::from_utf16_lossy(&units));
                if let Some(unit) = units.last_mut() {
                    *unit = unit.wrapping_add(1);
                }
            }
        }
        Operand::Array(list) => {
            for (code, letters) in (first..=last).zip(list).take(count) {
                if let Operand::Text(letters) = letters {
                    texts.insert(code, text(letters));
                }
            }
        }
        _ => {}
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |number, &byte| number << 8 | u32::from(byte))
}

fn units(bytes: &[u8]) -> Vec<u16> {
    match bytes {
        [only] => vec![u16::from(*only)],
        _ => bytes.chunks_exact(2).map(|pair| pair.iter().fold(0, |unit, &byte| unit << 8 | u16::from(byte))).collect(),
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf16_lossy(&units(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_ranges_and_lists_are_read() {
        let texts = read(
            b"/CIDInit begin 1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
              2 beginbfchar <0003> <0020> <0010> <00660069> endbfchar\n\
              2 beginbfrange <0041> <0043> <0411> <0050> <0051> [<0031> <20AC>] endbfrange",
        );
        let of = |code: u32| texts.get(&code).map(String::as_str);
        assert_eq!(
            [of(3), of(0x10), of(0x43), of(0x51), of(0x52)],
            [Some(" "), Some("fi"), Some("Г"), Some("€"), None]
        );
    }

    #[test]
    fn ranges_without_end_are_cut() {
        let mut bytes = Vec::new();
        for _ in 0..5_000 {
            bytes.extend(b"<00000000> <FFFFFFFF> <0041> ");
        }
        bytes.extend(b"endbfrange");
        assert!(read(&bytes).len() <= CODES_MAX);
    }
}
