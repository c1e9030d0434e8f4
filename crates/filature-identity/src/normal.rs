//! A name as written becomes words with their roles, and a word on what was odd about it.
//!
//! ```text
//! "PETROVIĆ (Marko) Jovana" ─► clean ─► words, quotes, brackets ─► titles, née, legal forms ─► petrović  marko  jovana
//!                                │                                                                        └ patronymic
//!                                └ signs nobody sees, look-alike letters, two scripts in a word: repaired, and said
//! ```
//!
//! No step asks for a locale: capitals become small letters by Unicode's own table, so that a Turkish machine reads as any other.

mod around;
mod clean;
mod forms;
mod look_alike;
mod none;
mod organisation;
mod person;
mod titles;
mod trade;

use std::fmt;

pub(crate) use clean::folded;
pub(crate) use look_alike::latin_capital;
pub use none::NoName;

use crate::party::PartyKind;

/// What a word of a name is there for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A given name or a family name: which one, files do not say.
    #[default]
    Plain,
    /// The father's name, in brackets.
    Patronymic,
    /// A family name at birth: née, rođena, e lindur.
    Birth,
    /// A family name by marriage: épouse, veuve, nom d'usage.
    Usage,
    /// A name that others call the person by: alias, dit, zvani, or in quotes.
    Called,
    /// A single letter.
    Initial,
    /// de, van, el: may be left out.
    Particle,
}

/// One word of a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token {
    /// Small letters, its marks and script kept.
    pub text: String,
    /// What it is there for.
    pub role: Role,
    /// Words joined by hyphens have one number above 0.
    pub compound: u8,
}

/// What was odd in a name, and repaired.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Oddities(pub(crate) u8);

impl Oddities {
    /// Signs that nobody sees: zero-width, right-to-left marks, control characters.
    pub const INVISIBLE: Self = Self(1);
    /// Letters of another script that look the same, read as those of the rest of their word.
    pub const LOOK_ALIKE: Self = Self(2);
    /// A word in two scripts that look-alike letters do not explain.
    pub const MIXED: Self = Self(4);
    /// Two people under one name: "M. et Mme".
    pub const JOINT: Self = Self(8);
    /// The younger of two of one name: junior, ifj., mlađi.
    pub const YOUNGER: Self = Self(16);
    /// The elder: senior, id., stariji.
    pub const ELDER: Self = Self(32);

    /// Whether all of those are among these.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

impl fmt::Debug for Oddities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = [
            (Self::INVISIBLE, "invisible"),
            (Self::LOOK_ALIKE, "look-alike"),
            (Self::MIXED, "mixed"),
            (Self::JOINT, "joint"),
            (Self::YOUNGER, "younger"),
            (Self::ELDER, "elder"),
        ];
        f.debug_list().entries(named.into_iter().filter(|(one, _)| self.has(*one)).map(|(_, word)| word)).finish()
    }
}

/// The legal forms of companies, by what they are in law; the words differ from country to country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LegalForm {
    /// d.o.o., sh.p.k., EOOD, SRL, SARL, Kft., GmbH.
    Limited,
    /// a.d., sh.a., AD, SA, Zrt., A.Ş.
    JointStock,
    /// PR, ET, PFA, EI, obrt: a person in business.
    SoleTrader,
    /// SNC, OE, o.d.: general partnerships.
    Partnership,
    /// KG, k.d., EE, Bt.: limited partnerships.
    LimitedPartnership,
    /// Associations, foundations, co-operatives.
    Association,
}

/// Fields of fixed length hold 18 signs (domestic credit files), 24 or 27 (direct debits), 26 (cards), 30 to 35 (SWIFT) and more; old forms,
/// in capitals, from 13.
const SHORTEST_CUT: usize = 18;
const SHORTEST_CUT_IN_CAPITALS: usize = 13;

/// A name, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its words, in the order written.
    pub tokens: Vec<Token>,
    /// What was odd.
    pub oddities: Oddities,
    /// Whose name it is: told by the caller, else an organisation's where a legal form or a word of trade tells it.
    pub kind: PartyKind,
    /// The legal form, for a company.
    pub legal_form: Option<LegalForm>,
    /// Whose registers know the form as it is written, where it is a form of one language.
    pub form_home: Option<&'static str>,
    /// So long that a field of fixed length may have cut its last word.
    pub may_be_cut: bool,
}

impl Name {
    /// Reads a name. What is no name says why, and matches nothing.
    ///
    /// ```
    /// use filature_identity::{Name, NoName, Oddities, PartyKind, Role};
    /// let name = Name::read("PETROVIĆ (Marko) Jovana", PartyKind::Person)?;
    /// let words: Vec<_> = name.tokens.iter().map(|token| (token.text.as_str(), token.role)).collect();
    /// assert_eq!(words, [("petrović", Role::Plain), ("marko", Role::Patronymic), ("jovana", Role::Plain)]);
    ///
    /// let name = Name::read("Mаrko Petrović", PartyKind::Person)?; // the first a is Cyrillic
    /// assert_eq!(name.tokens[0].text, "marko");
    /// assert!(name.oddities.has(Oddities::LOOK_ALIKE));
    ///
    /// assert_eq!(Name::read("INCONNU", PartyKind::Unknown), Err(NoName::Placeholder));
    /// # Ok::<(), NoName>(())
    /// ```
    pub fn read(written: &str, kind: PartyKind) -> Result<Self, NoName> {
        if written.len() > none::LONGEST_BYTES {
            return Err(NoName::TooLong);
        }
        let mut oddities = Oddities::default();
        let text = clean::cleaned(written, &mut oddities);
        let mut pieces = clean::pieces(&text, &mut oddities);
        none::check(&pieces)?;
        let (legal_form, form_home) = match kind {
            PartyKind::Person => None,
            _ => organisation::take_form(&mut pieces, kind),
        }
        .unzip();
        let form_home = form_home.flatten();
        let kind = match kind {
            PartyKind::Unknown if legal_form.is_some() || organisation::has_trade_word(&pieces) => {
                PartyKind::Organisation
            }
            told => told,
        };
        let as_organisation = kind == PartyKind::Organisation && legal_form != Some(LegalForm::SoleTrader);
        let tokens = if as_organisation { organisation::tokens(pieces) } else { person::tokens(pieces, &mut oddities) };
        if tokens.is_empty() {
            return Err(NoName::Empty);
        }
        let signs = text.trim().chars().count();
        let capitals = !written.chars().any(char::is_lowercase);
        let may_be_cut = signs >= SHORTEST_CUT || (capitals && signs >= SHORTEST_CUT_IN_CAPITALS);
        Ok(Self { tokens, oddities, kind, legal_form, form_home, may_be_cut })
    }

    /// The readings of a name in Latin capitals that only look like Greek or Cyrillic ones; each is said to be one.
    pub(crate) fn in_other_capitals(written: &str, kind: PartyKind) -> Vec<Self> {
        let readings =
            look_alike::in_other_capitals(written).into_iter().filter_map(|text| Self::read(&text, kind).ok());
        readings
            .map(|mut name| {
                name.oddities.add(Oddities::LOOK_ALIKE);
                name
            })
            .collect()
    }
}
