//! Colours of labels: eight that people who see red and green as one tell apart too (after Okabe and Ito).

use serde::{Deserialize, Serialize};

/// A colour. Wherever one is shown its label stands beside it: it is never the only sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Colour {
    /// A deep blue.
    Blue,
    /// A light blue.
    Sky,
    /// A bluish green.
    Green,
    /// Yellow.
    Yellow,
    /// Orange.
    Orange,
    /// Vermilion.
    Red,
    /// A reddish purple.
    Purple,
    /// Grey.
    Grey,
}

impl Colour {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Blue, Self::Sky, Self::Green, Self::Yellow, Self::Orange, Self::Red, Self::Purple, Self::Grey];

    /// Its word in the journal and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Blue => "blue",
            Self::Sky => "sky",
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Orange => "orange",
            Self::Red => "red",
            Self::Purple => "purple",
            Self::Grey => "grey",
        }
    }

    /// Red, green and blue, as six hexadecimal digits read.
    pub fn rgb(self) -> u32 {
        match self {
            Self::Blue => 0x00_72_B2,
            Self::Sky => 0x56_B4_E9,
            Self::Green => 0x00_9E_73,
            Self::Yellow => 0xF0_E4_42,
            Self::Orange => 0xE6_9F_00,
            Self::Red => 0xD5_5E_00,
            Self::Purple => 0xCC_79_A7,
            Self::Grey => 0x99_99_99,
        }
    }

    /// Reads the word.
    ///
    /// ```
    /// use filature_ledger::marks::Colour;
    /// assert_eq!(Colour::from_word(" Blue "), Some(Colour::Blue));
    /// assert_eq!(Colour::from_word("mauve"), None);
    /// ```
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase();
        Self::ALL.into_iter().find(|colour| colour.word() == word)
    }
}
