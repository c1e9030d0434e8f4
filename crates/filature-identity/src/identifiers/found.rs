//! Identifiers in the free text of payments, with their place.
//!
//! A text is cut into runs of what identifiers are written with. A run is taken for one where its check holds and its check is strong
//! enough; where one number in ten passes it by chance, the text has to name it (`PIB 100000024`). Amounts, dates and references are
//! left alone.

use std::ops::Range;

use super::{Identifier, IdentifierKind};

/// An identifier and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The bytes of the text that it stands on.
    pub range: Range<usize>,
    /// What it is.
    pub identifier: Identifier,
    /// The text names it: `tel.`, `JMBG`, `SIREN`.
    pub labelled: bool,
}

/// Names that announce a kind, small letters.
const LABELS: &[(&str, IdentifierKind)] = &[
    ("tel", IdentifierKind::Phone),
    ("tél", IdentifierKind::Phone),
    ("telefon", IdentifierKind::Phone),
    ("téléphone", IdentifierKind::Phone),
    ("mob", IdentifierKind::Phone),
    ("mobile", IdentifierKind::Phone),
    ("gsm", IdentifierKind::Phone),
    ("portable", IdentifierKind::Phone),
    ("whatsapp", IdentifierKind::Phone),
    ("viber", IdentifierKind::Phone),
    ("тел", IdentifierKind::Phone),
    ("τηλ", IdentifierKind::Phone),
    ("jmbg", IdentifierKind::Jmbg),
    ("јмбг", IdentifierKind::Jmbg),
    ("embg", IdentifierKind::Jmbg),
    ("ембг", IdentifierKind::Jmbg),
    ("emšo", IdentifierKind::Jmbg),
    ("emso", IdentifierKind::Jmbg),
    ("egn", IdentifierKind::Egn),
    ("егн", IdentifierKind::Egn),
    ("cnp", IdentifierKind::Cnp),
    ("idnp", IdentifierKind::Idnp),
    ("nir", IdentifierKind::Nir),
    ("oib", IdentifierKind::Oib),
    ("nipt", IdentifierKind::AlbanianNumber),
    ("nuis", IdentifierKind::AlbanianNumber),
    ("nid", IdentifierKind::AlbanianNumber),
    ("tckn", IdentifierKind::TurkishNumber),
    ("kimlik", IdentifierKind::TurkishNumber),
    ("siren", IdentifierKind::Siren),
    ("siret", IdentifierKind::Siret),
    ("mb", IdentifierKind::Mb),
    ("мб", IdentifierKind::Mb),
    ("pib", IdentifierKind::Pib),
    ("пиб", IdentifierKind::Pib),
    ("eik", IdentifierKind::Eik),
    ("еик", IdentifierKind::Eik),
    ("bulstat", IdentifierKind::Eik),
    ("булстат", IdentifierKind::Eik),
    ("cui", IdentifierKind::Cui),
    ("cif", IdentifierKind::Cui),
    ("afm", IdentifierKind::Afm),
    ("αφμ", IdentifierKind::Afm),
];

/// The identifiers of a text, in its order; none overlaps another. The country is whose telephone numbers are written without a prefix.
///
/// ```
/// use filature_identity::{IdentifierKind, find_in};
/// let text = "VIR 1500,00 EUR 12/05/2026 REF 20260512001 tel. 06 39 98 01 02 IBAN RS35 2600 0560 1001 6113 79";
/// let found = find_in(text, Some("FR"));
/// let kinds: Vec<_> = found.iter().map(|one| one.identifier.kind()).collect();
/// assert_eq!(kinds, [IdentifierKind::Phone, IdentifierKind::Account]);
/// assert_eq!(&text[found[1].range.clone()], "RS35 2600 0560 1001 6113 79");
/// ```
pub fn find_in(text: &str, country: Option<&str>) -> Vec<Found> {
    let words = words(text);
    let mut all: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match found_at(text, &words, at, country) {
            Some((found, after)) => {
                all.push(found);
                at = after;
            }
            None => at += 1,
        }
    }
    all
}

/// The words of a text: what stands between spaces, without the signs around it.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut start = None;
    for (at, sign) in text.char_indices() {
        match (sign.is_whitespace() || matches!(sign, ',' | ';' | ':' | '"' | '<' | '>' | '[' | ']' | '=' | '|'), start)
        {
            (true, Some(from)) => {
                all.push(from..at);
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    all.extend(start.map(|from| from..text.len()));
    all
}

/// The most words that one identifier is written in: an IBAN in groups of four, a telephone in pairs.
const MOST_WORDS: usize = 9;

fn found_at(text: &str, words: &[Range<usize>], at: usize, country: Option<&str>) -> Option<(Found, usize)> {
    let label = label_before(text, words, at);
    let first = text.get(words[at].clone())?;
    if first.contains('@') {
        let identifier = Identifier::read(IdentifierKind::Email, first, None)?;
        return Some((Found { range: words[at].clone(), identifier, labelled: false }, at + 1));
    }
    let first_sign = first.chars().find(|sign| *sign != '(')?;
    if !(first_sign.is_ascii_alphanumeric() || first_sign == '+') {
        return None;
    }
    // The longest run that holds is the one: a shorter one would be a part of it.
    let last = words.len().min(at + MOST_WORDS);
    (at + 1..=last).rev().find_map(|end| {
        let range = trimmed(text, words[at].start..words[end - 1].end);
        let run = text.get(range.clone())?;
        let plain = run.chars().all(|sign| {
            sign.is_ascii_alphanumeric()
                || matches!(sign, ' ' | '+' | '-' | '.' | '/' | '(' | ')' | '\u{a0}' | '\u{202f}')
        });
        let length = run.bytes().filter(u8::is_ascii_alphanumeric).count();
        if !plain || !(6..=34).contains(&length) || next_to_amount(text, &range) {
            return None;
        }
        let identifier = read(run, end - at, label, country)?;
        let labelled = label == Some(identifier.kind());
        Some((Found { range, identifier, labelled }, end))
    })
}

fn read(run: &str, words: usize, label: Option<IdentifierKind>, country: Option<&str>) -> Option<Identifier> {
    if let Some(kind) = label {
        return Identifier::read(kind, run, country);
    }
    let bytes = run.as_bytes();
    let is_iban = bytes.len() > 14 && bytes[..2].iter().all(u8::is_ascii_uppercase) && bytes[2].is_ascii_digit();
    let is_domestic = run.contains('-') && run.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if is_iban || is_domestic {
        return Identifier::read(IdentifierKind::Account, run, None);
    }
    if run.starts_with('+') || run.starts_with("00") && words > 1 {
        return Identifier::read(IdentifierKind::Phone, run, None);
    }
    // 06 39 98 01 02: five pairs are a telephone in France, where the country is known to be so.
    if country == Some("FR") && in_pairs(run) {
        return Identifier::read(IdentifierKind::Phone, run, country);
    }
    if words > 1 || !run.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    Identifier::national(run).filter(|found| !found.kind().needs_label())
}

fn in_pairs(run: &str) -> bool {
    let pairs: Vec<&str> = run.split([' ', '.']).collect();
    pairs.len() == 5
        && pairs.iter().all(|pair| pair.len() == 2 && pair.bytes().all(|byte| byte.is_ascii_digit()))
        && run.starts_with('0')
        && !run.starts_with("00")
}

/// The kind that the word before names: `tel.`, `PIB:`, `JMBG br.`
fn label_before(text: &str, words: &[Range<usize>], at: usize) -> Option<IdentifierKind> {
    let word =
        |at: usize| text.get(words.get(at)?.clone()).map(|word| word.trim_matches(['.', '(', ')', '-']).to_lowercase());
    let of = |word: &str| LABELS.iter().find(|(label, _)| *label == word).map(|(_, kind)| *kind);
    let before = word(at.checked_sub(1)?)?;
    match before.as_str() {
        "br" | "no" | "nr" | "n°" | "№" | "num" | "broj" => of(&word(at.checked_sub(2)?)?),
        _ => of(&before),
    }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let run = &text[range.clone()];
    let shorter = run.trim_end_matches(['.', ')', '-', '/']);
    let start = range.start + (run.len() - run.trim_start_matches('(').len());
    start..range.start + shorter.len().max(start - range.start)
}

/// Whether a decimal part follows, or a currency: then it is a sum of money.
fn next_to_amount(text: &str, range: &Range<usize>) -> bool {
    let after = &text[range.end..];
    let mut signs = after.chars();
    if matches!(signs.next(), Some(',' | '.')) && signs.next().is_some_and(|sign| sign.is_ascii_digit()) {
        return true;
    }
    let next = after.trim_start();
    [
        "EUR", "€", "RSD", "ALL", "RON", "BGN", "BAM", "KM", "MKD", "HUF", "TRY", "CHF", "USD", "$", "лв", "дин",
        "din", "lei", "lekë", "Ft",
    ]
    .iter()
    .any(|currency| next.starts_with(currency))
        || text[..range.start].trim_end().ends_with(['€', '$'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(IdentifierKind, String)> {
        find_in(text, Some("FR"))
            .into_iter()
            .map(|found| (found.identifier.kind(), text[found.range].to_owned()))
            .collect()
    }

    #[test]
    fn amounts_dates_and_references_are_no_identifiers() {
        for text in [
            "VIREMENT 1500,00 EUR",
            "1 234 567,89 EUR",
            "0101006500006 EUR",
            "DU 12/05/2026 AU 13.05.2026",
            "20260512 REF 100000024",
            "FACTURE 999000110",
            "REF NOTPROVIDED 00000000000000000",
            "CB*4978 12 05 26",
            "E2E-2026-05-12-0001 99-12",
            "2026-05-12 10:22:31",
            "COMMANDE 10000000146",
            "lot 999000113 / 12",
            "00 12 34",
            "€ 0101006500006",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn identifiers_are_found_with_their_place() {
        let one = |kind, text: &str| vec![(kind, text.to_owned())];
        assert_eq!(kinds("za JMBG 0101006500006, hvala"), one(IdentifierKind::Jmbg, "0101006500006"));
        assert_eq!(kinds("uplata 0101006500006"), one(IdentifierKind::Jmbg, "0101006500006"));
        assert_eq!(kinds("PIB: 100000024"), one(IdentifierKind::Pib, "100000024"));
        assert_eq!(kinds("na 260-0056010016113-79 hvala"), one(IdentifierKind::Account, "260-0056010016113-79"));
        assert_eq!(kinds("(+381 64 000 11 04)"), one(IdentifierKind::Phone, "+381 64 000 11 04"));
        assert_eq!(kinds("appeler 06 39 98 01 02."), one(IdentifierKind::Phone, "06 39 98 01 02"));
        assert_eq!(kinds("ecrire a jana.p@exemple.fr"), one(IdentifierKind::Email, "jana.p@exemple.fr"));
        assert_eq!(kinds("SIREN n° 999 000 110"), one(IdentifierKind::Siren, "999 000 110"));
        assert_eq!(kinds("тел. +359 88 000 1102"), one(IdentifierKind::Phone, "+359 88 000 1102"));
        assert_eq!(
            kinds("RS35260005601001611379 ou FR14 2004 1010 0505 0001 3M02 606 merci"),
            [
                (IdentifierKind::Account, "RS35260005601001611379".to_owned()),
                (IdentifierKind::Account, "FR14 2004 1010 0505 0001 3M02 606".to_owned()),
            ]
        );
    }
}
