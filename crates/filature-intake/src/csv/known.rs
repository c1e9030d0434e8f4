//! A layout that a person confirmed, found again in another file by its header.

use filature_model::{AccountId, SourceId};

use super::guess::{Draft, guess};
use super::mapping::Mapping;
use super::table::{LONGEST_LINE, fields};
use super::text::{Decoded, decode};

/// Above this many lines no bank puts its header.
const MOST_LINES: usize = 200;

/// How much of a file is looked at.
const HEAD_BYTES: usize = 1 << 20;

/// A mapping that a person confirmed for a source, and the header that the source has.
#[derive(Clone, Debug)]
pub struct KnownLayout {
    source: SourceId,
    mapping: Mapping,
    header: Vec<String>,
}

impl KnownLayout {
    /// The layout of a source, from its mapping and the beginning of its bytes; none where it has no header, by which it
    /// could be known again.
    pub fn of(source: SourceId, mapping: Mapping, bytes: &[u8]) -> Option<Self> {
        let before = mapping.header_line.checked_sub(1)?;
        let decoded = decode(head(bytes), mapping.encoding.as_deref()).ok()?;
        let header = names(decoded.text.lines().nth(before as usize)?, mapping.delimiter)?;
        Some(Self { source, mapping, header })
    }

    /// The physical line of this header in a text, from 1.
    fn line_in(&self, decoded: &Decoded<'_>) -> Option<u32> {
        let is_header = |line: &str| names(line, self.mapping.delimiter).is_some_and(|names| names == self.header);
        let at = decoded.text.lines().take(MOST_LINES).position(is_header)?;
        u32::try_from(at + 1).ok()
    }

    /// The mapping for another file with this header, and what a person still has to say. The account is that of the file
    /// itself or what is said now, never that of the file before.
    fn draft(&self, decoded: &Decoded<'_>, line: u32, account: Option<&AccountId>) -> Draft {
        let guessed = guess(decoded, account).ok();
        let stated = guessed.as_ref().map(|draft| &draft.mapping);
        let mut mapping = Mapping { header_line: line, ..self.mapping.clone() };
        let mut doubts = Vec::new();
        if mapping.columns.account.is_none() {
            mapping.account = stated.and_then(|stated| stated.account.clone());
            if mapping.account.is_none() && account.is_none() {
                doubts.push(
                    "nothing says which account the file is of: add `account = \"…\"`, or `--account`".to_owned(),
                );
            }
        } else {
            mapping.account = None;
        }
        let stated_currency = stated.and_then(|stated| stated.currency.clone());
        if let (Some(one), Some(other)) = (&mapping.currency, &stated_currency)
            && one != other
        {
            doubts.push(format!("the file names {other}, and the mapping of source {} has {one}", self.source));
        }
        Draft { mapping, doubts, sample: guessed.map(|draft| draft.sample).unwrap_or_default() }
    }
}

/// The draft for a file by the first of these layouts whose header stands in it, and the source it is known from.
pub fn reuse(bytes: &[u8], known: &[KnownLayout], account: Option<&AccountId>) -> Option<(SourceId, Draft)> {
    let head = head(bytes);
    known.iter().find_map(|layout| {
        let encoding = encoding(head, &layout.mapping);
        let decoded = decode(head, encoding.as_deref()).ok()?;
        let line = layout.line_in(&decoded)?;
        let mut draft = layout.draft(&decoded, line, account);
        draft.mapping.encoding = encoding;
        Some((layout.source, draft))
    })
}

/// The code page of the layout, which a short file may not tell; none where the bytes tell better.
fn encoding(head: &[u8], mapping: &Mapping) -> Option<String> {
    let is_wide = |name: &&String| name.to_lowercase().starts_with("utf");
    mapping.encoding.as_ref().filter(|name| !is_wide(name) && std::str::from_utf8(head).is_err()).cloned()
}

/// The beginning of a file, in whole lines.
fn head(bytes: &[u8]) -> &[u8] {
    let Some(head) = bytes.get(..HEAD_BYTES) else { return bytes };
    memchr::memrchr(b'\n', head).map_or(head, |end| &head[..=end])
}

/// The names on a line; none on one that is too long or has too few to know it by.
fn names(line: &str, delimiter: char) -> Option<Vec<String>> {
    if line.len() > LONGEST_LINE {
        return None;
    }
    let names: Vec<String> =
        fields(line, u8::try_from(delimiter).ok()?).iter().map(|name| name.trim().to_owned()).collect();
    (names.iter().filter(|name| !name.is_empty()).count() >= 3).then_some(names)
}
