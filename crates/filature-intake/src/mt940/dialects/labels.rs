//! Free text in which words before a colon say what follows: `Platilac: PETAR IZMIŠLJEN; Račun: 160-…`.
//!
//! What stands between two labels is taken as it stands. The text stays whole: nothing is lost by what is taken out.

use std::borrow::Cow;

use filature_model::{AccountId, Legs};

use super::super::information::{Context, Information, one_line, owned};

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Payer,
    Payee,
    /// Whoever is on the other side.
    Name,
    Account,
    Reference,
    /// Something that has no column of its own: it only ends what stands before it.
    Other,
}

/// A label, in capitals and without its colon, and what it announces.
pub(super) type Label = (&'static str, What);

/// Labels of Romanian banks.
pub(super) const ROMANIAN: &[Label] = &[
    ("PLATITOR", What::Payer),
    ("ORDONATOR", What::Payer),
    ("BENEFICIAR", What::Payee),
    ("CONT", What::Account),
    ("IBAN", What::Account),
    ("REFERINTA", What::Reference),
    ("REF", What::Reference),
    ("DETALII", What::Other),
    ("BANCA", What::Other),
    ("CUI", What::Other),
    ("CNP", What::Other),
];

/// Labels of Bulgarian banks.
pub(super) const BULGARIAN: &[Label] = &[
    ("НАРЕДИТЕЛ", What::Payer),
    ("ПОЛУЧАТЕЛ", What::Payee),
    ("СМЕТКА", What::Account),
    ("IBAN", What::Account),
    ("РЕФЕРЕНЦИЯ", What::Reference),
    ("ОСНОВАНИЕ", What::Other),
    ("БАНКА", What::Other),
    ("NAREDITEL", What::Payer),
    ("POLUCHATEL", What::Payee),
    ("SMETKA", What::Account),
    ("OSNOVANIE", What::Other),
];

/// Labels of the banks of Serbia, Croatia, Bosnia and their neighbours, without their marks.
pub(super) const SOUTH_SLAVIC: &[Label] = &[
    ("NALOGODAVAC", What::Payer),
    ("PLATILAC", What::Payer),
    ("PLATITELJ", What::Payer),
    ("UPLATILAC", What::Payer),
    ("PLACNIK", What::Payer),
    ("PRIMALAC", What::Payee),
    ("PRIMATELJ", What::Payee),
    ("PREJEMNIK", What::Payee),
    ("KORISNIK", What::Payee),
    ("RACUN", What::Account),
    ("IBAN", What::Account),
    ("POZIV NA BROJ", What::Reference),
    ("SVRHA", What::Other),
    ("SVRHA PLACANJA", What::Other),
    ("NAMEN", What::Other),
    ("SIFRA", What::Other),
    ("ADRESA", What::Other),
    ("MESTO", What::Other),
];

/// Reads a text by its labels; none where it has none of them.
pub(super) fn read<'a>(body: &'a str, labels: &[Label], context: &Context<'_>) -> Option<Information<'a>> {
    memchr::memchr(b':', body.as_bytes())?;
    let text = one_line(body);
    let found = found(&text, labels, context)?;
    Some(Information { text, ..found })
}

/// What the labels of a text in one line say, beside the text itself.
pub(super) fn found(text: &str, labels: &[Label], context: &Context<'_>) -> Option<Information<'static>> {
    let parts = parts(text, labels);
    if parts.is_empty() {
        return None;
    }
    let wanted = if context.booking.legs == Legs::Debit { What::Payee } else { What::Payer };
    let of = |what: What| parts.iter().filter(move |(found, _)| *found == what).map(|(_, value)| *value);
    let name = of(wanted).chain(of(What::Name)).next().map(owned);
    let mut accounts = of(What::Account).filter(|number| is_number(number)).map(account);
    // Of two accounts one may be the statement's own: which is which is not told.
    let account = accounts.next().filter(|_| accounts.next().is_none()).filter(|id| *id != context.account.id.as_str());
    let reference = of(What::Reference).next().map(owned);
    Some(Information { name, account, reference, ..Information::default() })
}

fn account(number: &str) -> Cow<'static, str> {
    let compact: String = number.chars().filter(|letter| !letter.is_whitespace()).collect();
    let iban = super::german::polish_iban(&compact);
    owned(&AccountId::normalised(iban.as_deref().unwrap_or(&compact)))
}

/// Whether a text is one account number: digits, letters and hyphens, and not noughts alone.
fn is_number(text: &str) -> bool {
    let compact = || text.bytes().filter(|byte| *byte != b' ');
    compact().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && compact().filter(u8::is_ascii_digit).count() >= 6
        && compact().any(|byte| byte.is_ascii_digit() && byte != b'0')
}

/// The labelled parts of a text. A value ends at the next label, a semicolon or two blanks.
fn parts<'a>(text: &'a str, labels: &[Label]) -> Vec<(What, &'a str)> {
    let mut marks: Vec<(What, usize, usize)> = Vec::new();
    for (at, _) in text.match_indices(':') {
        let before = text.get(..at).unwrap_or_default();
        let found = labels.iter().filter_map(|(label, what)| Some((*what, start_of(before, label)?)));
        if let Some((what, start)) = found.min_by_key(|(_, start)| *start) {
            marks.push((what, start, at + 1));
        }
    }
    let ends: Vec<usize> = marks.iter().skip(1).map(|(_, start, _)| *start).chain([text.len()]).collect();
    let values = marks.iter().zip(ends).filter_map(|((what, _, from), to)| Some((*what, text.get(*from..to)?)));
    let cut =
        |value: &'a str| value.trim_start().split([';', '\t']).next().unwrap_or("").split("  ").next().unwrap_or("");
    values
        .map(|(what, value)| (what, cut(value).trim().trim_end_matches(',')))
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

/// Where the label begins that the text ends with, in any case and with or without marks on its letters.
fn start_of(before: &str, label: &str) -> Option<usize> {
    let mut at = before.len();
    let mut letters = before.char_indices().rev();
    for wanted in label.chars().rev() {
        let (start, letter) = letters.next()?;
        if plain(letter) != wanted {
            return None;
        }
        at = start;
    }
    let is_apart =
        letters.next().is_none_or(|(_, letter)| letter.is_whitespace() || matches!(letter, ';' | ',' | '/' | '.'));
    is_apart.then_some(at)
}

/// A letter in capitals, without the marks of South Slavic and Romanian writing.
fn plain(letter: char) -> char {
    match letter {
        'č' | 'ć' | 'Č' | 'Ć' => 'C',
        'š' | 'Š' | 'ș' | 'Ș' | 'ş' | 'Ş' => 'S',
        'ž' | 'Ž' => 'Z',
        'ț' | 'Ț' | 'ţ' | 'Ţ' => 'T',
        'ă' | 'â' | 'Ă' | 'Â' => 'A',
        'î' | 'Î' => 'I',
        'é' | 'É' => 'E',
        other => other.to_uppercase().next().unwrap_or(other),
    }
}
