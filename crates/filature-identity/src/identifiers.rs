//! What identifies: account numbers, telephones, e-mail, national numbers of persons, registration numbers of companies.
//!
//! ```text
//! text ─► find_in ─► Found { where, Identifier }      free text of a payment
//! column ─► Identifier::read(kind, text)               a column that is known to hold one
//!                    │
//!                    └ checked by the kind's own digits; shown masked, in full only by `in_full`
//! ```
//!
//! National numbers hold a date of birth, a sex and often a region. Of these the date of birth alone is read, to be compared with dates
//! of birth. Sex and region are checked where the check needs them, and never given out.

mod checks;
mod company;
mod found;
mod national;
mod phone;

use std::fmt;

use filature_model::{Language, account_fault, domestic_iban};

use crate::birth::Birth;

pub use found::{Found, find_in};

/// What sort of identifier it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentifierKind {
    /// An account number: an IBAN, or a domestic number that one country's check fits.
    Account,
    /// A telephone number, in the international form of E.164.
    Phone,
    /// An e-mail address.
    Email,
    /// JMBG, EMBG, EMŠO: 13 digits, of the countries of former Yugoslavia.
    Jmbg,
    /// ЕГН: 10 digits, Bulgaria.
    Egn,
    /// CNP: 13 digits, Romania.
    Cnp,
    /// IDNP: 13 digits, Moldova.
    Idnp,
    /// NIR: 15 signs, France.
    Nir,
    /// OIB: 11 digits, Croatia; persons and companies.
    Oib,
    /// NID and NIPT: letter, eight digits, letter, Albania; persons and companies.
    AlbanianNumber,
    /// T.C. kimlik: 11 digits, Türkiye.
    TurkishNumber,
    /// SIREN: 9 digits, France.
    Siren,
    /// SIRET: 14 digits, France.
    Siret,
    /// Matični broj: 8 digits, a company of Serbia.
    Mb,
    /// PIB: 9 digits, a tax number of Serbia.
    Pib,
    /// ЕИК, BULSTAT: 9 or 13 digits, Bulgaria.
    Eik,
    /// CUI, CIF: 2 to 10 digits, Romania.
    Cui,
    /// ΑΦΜ: 9 digits, Greece; persons and companies.
    Afm,
}

impl IdentifierKind {
    pub(crate) const ALL: [Self; 18] = [
        Self::Account,
        Self::Phone,
        Self::Email,
        Self::Jmbg,
        Self::Egn,
        Self::Cnp,
        Self::Idnp,
        Self::Nir,
        Self::Oib,
        Self::AlbanianNumber,
        Self::TurkishNumber,
        Self::Siren,
        Self::Siret,
        Self::Mb,
        Self::Pib,
        Self::Eik,
        Self::Cui,
        Self::Afm,
    ];

    /// Its name for people.
    pub fn words(self, language: Language) -> &'static str {
        match self {
            Self::Account => language.pick("account number", "numéro de compte"),
            Self::Phone => language.pick("telephone", "téléphone"),
            Self::Email => language.pick("e-mail address", "adresse électronique"),
            Self::Jmbg => "JMBG",
            Self::Egn => "ЕГН",
            Self::Cnp => "CNP",
            Self::Idnp => "IDNP",
            Self::Nir => "NIR",
            Self::Oib => "OIB",
            Self::AlbanianNumber => "NIPT/NID",
            Self::TurkishNumber => "T.C. kimlik no",
            Self::Siren => "SIREN",
            Self::Siret => "SIRET",
            Self::Mb => "MB",
            Self::Pib => "PIB",
            Self::Eik => "ЕИК",
            Self::Cui => "CUI",
            Self::Afm => "ΑΦΜ",
        }
    }

    /// Whether it is the number of a person, which holds more of them than anybody needs.
    pub fn is_national(self) -> bool {
        matches!(
            self,
            Self::Jmbg
                | Self::Egn
                | Self::Cnp
                | Self::Idnp
                | Self::Nir
                | Self::Oib
                | Self::AlbanianNumber
                | Self::TurkishNumber
        )
    }

    /// Whether so many numbers pass its check by chance that it is believed only beside its own name.
    fn needs_label(self) -> bool {
        matches!(
            self,
            Self::Egn
                | Self::Oib
                | Self::TurkishNumber
                | Self::Idnp
                | Self::Siren
                | Self::Siret
                | Self::Mb
                | Self::Pib
                | Self::Eik
                | Self::Cui
                | Self::Afm
        )
    }
}

/// An identifier whose check holds. It shows itself masked.
///
/// ```
/// use filature_identity::{Identifier, IdentifierKind};
/// let account = Identifier::read(IdentifierKind::Account, "RS35 2600 0560 1001 6113 79", None).unwrap();
/// assert_eq!(account.to_string(), "RS••••••••••••••••1379");
/// assert_eq!(account.in_full(), "RS35260005601001611379");
/// assert!(Identifier::read(IdentifierKind::Account, "RS35 2600 0560 1001 6113 78", None).is_none());
///
/// let phone = Identifier::read(IdentifierKind::Phone, "06 39 98 00 01", Some("FR")).unwrap();
/// assert_eq!(phone.in_full(), "+33639980001");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identifier {
    kind: IdentifierKind,
    text: String,
}

impl Identifier {
    /// Reads what is known to be of a kind; none where its check does not hold. The country is whose telephone numbers are written
    /// without a prefix.
    pub fn read(kind: IdentifierKind, written: &str, country: Option<&str>) -> Option<Self> {
        let text = match kind {
            IdentifierKind::Account => account(written)?,
            IdentifierKind::Phone => phone::e164(written, country)?,
            IdentifierKind::Email => email(written)?,
            _ => {
                let compact = compact(written)?;
                let holds = match kind {
                    IdentifierKind::Siren
                    | IdentifierKind::Siret
                    | IdentifierKind::Mb
                    | IdentifierKind::Pib
                    | IdentifierKind::Eik
                    | IdentifierKind::Cui
                    | IdentifierKind::Afm => company::holds(kind, &compact),
                    _ => national::holds(kind, &compact),
                };
                holds.then_some(compact)?
            }
        };
        Some(Self { kind, text })
    }

    /// The national number of a person, of whatever country's its length and check are.
    ///
    /// ```
    /// use filature_identity::{Identifier, IdentifierKind};
    /// // The example number that circulates for JMBG: nobody's.
    /// let number = Identifier::national("0101006500006").unwrap();
    /// assert_eq!(number.kind(), IdentifierKind::Jmbg);
    /// assert_eq!(number.to_string(), "•••••••••••06");
    /// assert_eq!(number.birth().unwrap().to_string(), "2006-01-01");
    /// ```
    pub fn national(written: &str) -> Option<Self> {
        let mut kinds = IdentifierKind::ALL.into_iter().filter(|kind| kind.is_national());
        kinds.find_map(|kind| Self::read(kind, written, None))
    }

    /// What sort it is.
    pub fn kind(&self) -> IdentifierKind {
        self.kind
    }

    /// All of it. Whoever calls this decides that the whole number is needed.
    pub fn in_full(&self) -> &str {
        &self.text
    }

    /// The date of birth that a national number holds.
    pub fn birth(&self) -> Option<Birth> {
        national::birth(self.kind, &self.text)
    }
}

impl fmt::Display for Identifier {
    /// Masked: the ends that tell two of them apart, and no more.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (head, tail) = match self.kind {
            IdentifierKind::Account => (2, 4),
            IdentifierKind::Phone => (3, 2),
            IdentifierKind::Email => {
                let (name, domain) = self.text.split_once('@').unwrap_or((&self.text, ""));
                return write!(f, "{}•••@{domain}", name.chars().next().unwrap_or('•'));
            }
            _ => (0, 2),
        };
        for (at, sign) in self.text.chars().enumerate() {
            let shown = at < head || at + tail >= self.text.chars().count();
            write!(f, "{}", if shown { sign } else { '•' })?;
        }
        Ok(())
    }
}

impl fmt::Debug for Identifier {
    /// Masked as well: what is logged is read by others.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({self})", self.kind)
    }
}

/// Letters and digits in capitals, without what stands between them; none where anything else does.
fn compact(written: &str) -> Option<String> {
    let mut text = String::with_capacity(written.len());
    for sign in written.trim().chars() {
        match sign {
            _ if sign.is_ascii_alphanumeric() => text.push(sign.to_ascii_uppercase()),
            ' ' | '-' | '.' | '/' | '\u{a0}' | '\u{202f}' => {}
            _ => return None,
        }
    }
    (!text.is_empty()).then_some(text)
}

/// An IBAN whose checks hold, of a number in either form.
pub(crate) fn account(written: &str) -> Option<String> {
    let written = written.trim();
    if let Some(iban) = domestic_iban(written) {
        return Some(iban);
    }
    let text = compact(written)?;
    let shape = text.len() >= 15
        && text.len() <= 34
        && text.as_bytes()[..2].iter().all(u8::is_ascii_uppercase)
        && text.as_bytes()[2..4].iter().all(u8::is_ascii_digit);
    (shape && account_fault(&text).is_none()).then_some(text)
}

fn email(written: &str) -> Option<String> {
    let text = written.trim().trim_end_matches('.').to_ascii_lowercase();
    let (name, domain) = text.split_once('@')?;
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+' | b'%');
    let name_is_one = !name.is_empty() && name.bytes().all(allowed);
    let last = domain.rsplit('.').next().unwrap_or_default();
    let domain_is_one = domain.contains('.')
        && domain
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))
        && last.len() >= 2
        && last.bytes().all(|byte| byte.is_ascii_alphabetic());
    (name_is_one && domain_is_one).then_some(text)
}
