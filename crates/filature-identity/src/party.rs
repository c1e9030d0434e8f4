//! What a file says of one person or organisation: names and what identifies, all as written.

use crate::birth::Birth;

/// Whether a name is that of a person or of an organisation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartyKind {
    /// Nobody said; a legal form or a word of trade in the name tells an organisation.
    #[default]
    Unknown,
    /// A person.
    Person,
    /// A company, an association, a public body.
    Organisation,
}

/// One record of a person or organisation. Everything is as written; what is not known stays empty.
///
/// ```
/// use filature_identity::{Birth, Party};
/// let mut party = Party::named("Đorđević Milica");
/// party.birth = Birth::read("12.03.1991");
/// party.phones.push("+381 64 123 45 67".to_owned());
/// assert_eq!(party.birth, Birth::day(1991, 3, 12));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// Person or organisation.
    pub kind: PartyKind,
    /// Names: the first is the name, the others are aliases and former names.
    pub names: Vec<String>,
    /// Date of birth (or that a company was founded on), in full or in part.
    pub birth: Option<Birth>,
    /// Country, two capitals: whose telephone numbers are written without a prefix.
    pub country: Option<String>,
    /// Account numbers: IBANs or domestic ones.
    pub accounts: Vec<String>,
    /// Telephone numbers.
    pub phones: Vec<String>,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// Numbers of passports, identity cards, permits.
    pub documents: Vec<String>,
    /// National numbers of persons: JMBG, EGN, CNP, NIR, OIB.
    pub national_numbers: Vec<String>,
    /// Registration numbers of companies: SIREN, MB, PIB, EIK, CUI.
    pub registrations: Vec<String>,
    /// Postal addresses.
    pub addresses: Vec<String>,
    /// Devices: identifiers of telephones and computers.
    pub devices: Vec<String>,
}

impl Party {
    /// A party of which the name alone is known.
    pub fn named(name: &str) -> Self {
        Self { names: vec![name.to_owned()], ..Self::default() }
    }
}
