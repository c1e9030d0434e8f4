//! By what two names agree or differ.

use std::fmt;

/// A set of ways.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ways(pub(crate) u32);

macro_rules! ways {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)*) => {
        impl Ways {
            $($(#[$doc])* pub const $name: Self = Self(1 << $bit);)*
            pub(crate) const NAMED: &'static [(&'static str, Self)] = &[$((stringify!($name), Self::$name),)*];
        }
    };
}

ways! {
    /// Other letters for the same sounds, or another script.
    SPELLING = 0;
    /// The words in another order.
    ORDER = 1;
    /// A woman's form of a family name beside the man's.
    ENDING = 2;
    /// A short form, or the form of another language.
    SHORT_FORM = 3;
    /// An initial for a name.
    INITIAL = 4;
    /// A slip of the pen.
    SLIP = 5;
    /// A word that only one of them has: a patronymic, a second given name, part of a double family name.
    LEFT_OUT = 6;
    /// The father's name in brackets left out.
    FATHER_LEFT_OUT = 7;
    /// A name at birth or by marriage.
    MARRIED = 8;
    /// One word beside two.
    JOINED = 9;
    /// Only one word can be compared.
    ONE_WORD = 10;
    /// Letters of another script that look the same.
    LOOK_ALIKE = 11;
    /// Signs that nobody sees.
    INVISIBLE = 12;
    /// A word in two scripts.
    MIXED = 13;
    /// Two people under one name.
    JOINT = 14;
    /// Another legal form.
    FORM = 15;
    /// Another given name.
    OTHER_GIVEN = 16;
    /// Another family name.
    OTHER_FAMILY = 17;
    /// Another father.
    OTHER_FATHER = 18;
    /// One bears the other's name as the father's.
    FATHER_AND_CHILD = 19;
    /// A person and an organisation.
    OTHER_KIND = 20;
    /// Other words in the name of an organisation.
    OTHER_WORDS = 21;
    /// The wife's name made of the husband's.
    WIFE = 22;
    /// A word in common among others, of two organisations.
    WORDS_IN_COMMON = 23;
    /// Several letters that may be others as well.
    LOOSE = 25;
    /// A last word that a field of fixed length cut.
    CUT_SHORT = 26;
    /// One is junior or senior.
    GENERATION = 27;
    /// Two given names in another order while the family name stays.
    GIVEN_TURNED = 28;
    /// One family name.
    ONE_FAMILY = 29;
    /// The form of another language of a given name.
    OTHER_FORM = 30;
    /// Half of a double given name: Jean-Claude, Claude.
    HALF_GIVEN = 31;
    /// Family names with one stem: Ivezaj and Ivezić.
    ONE_STEM = 24;
}

impl Ways {
    /// Whether all of those are among these.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub(crate) fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl fmt::Debug for Ways {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(Self::NAMED.iter().filter(|(_, one)| self.has(*one)).map(|(name, _)| name)).finish()
    }
}
