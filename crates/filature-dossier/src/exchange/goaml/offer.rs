//! What the case can say in a report, under the names that goAML gives to it, before any schema has been asked.
//!
//! A schema may know only some of these names, may want them in another order, or may want others: [`super::fit`] sees to that.

/// A named piece of what the case can say.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The element's name.
    pub name: &'static str,
    /// What stands there.
    pub given: Given,
    /// Whether the report would be wrong without it.
    pub weight: Weight,
    /// The payment or account that it is about, for messages and for the tables of the file of settings.
    pub about: Option<About>,
}

/// What stands in an element.
#[derive(Clone, Debug)]
pub enum Given {
    /// A fact, in the ways in which it may be written, the best first.
    Fact(Vec<String>),
    /// A wording of the program, which the person who reports may replace.
    Proposed(Vec<String>),
    /// A word of the case that stands for a code of the national list.
    Word(String),
    /// Nothing, and why.
    Absent(Why),
    /// Elements.
    Parts(Vec<Offer>),
}

/// How much hangs on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// It is never left out where the schema has a place for it.
    Core,
    /// Where it is not complete and need not stand, it is left out, and that is said.
    Extra,
}

/// What an element is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A payment: its id, and its numbers in the annex of the dossier.
    Payment {
        /// The id.
        id: String,
        /// `E12`.
        rows: String,
    },
    /// An account, by its key.
    Account(String),
}

/// Why the case cannot say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// No file names this side of the payment.
    SideNotNamed,
    /// Names are shown as initials.
    NamesHidden,
    /// A name is not taken apart into given and family name on the program's own account.
    NameWhole,
    /// No file says whether the holder is a person or an organisation.
    HolderKind,
    /// The payment is in another currency than the report.
    OtherCurrency,
    /// Nobody said which accounts are those of clients of whoever reports.
    NotMyClient,
    /// It is in no file of the case.
    NotInCase,
}

impl Offer {
    /// A fact that must not go missing.
    pub fn core(name: &'static str, values: Vec<String>) -> Self {
        Self { name, given: Given::Fact(values), weight: Weight::Core, about: None }
    }

    /// A fact that may.
    pub fn extra(name: &'static str, values: Vec<String>) -> Self {
        Self { name, given: Given::Fact(values), weight: Weight::Extra, about: None }
    }

    /// A fact that may go missing, where there is one.
    pub fn known(name: &'static str, value: Option<String>) -> Option<Self> {
        value.filter(|value| !value.is_empty()).map(|value| Self::extra(name, vec![value]))
    }

    /// A word that a code stands for.
    pub fn word(name: &'static str, word: impl Into<String>) -> Self {
        Self { name, given: Given::Word(word.into()), weight: Weight::Extra, about: None }
    }

    /// Nothing.
    pub fn absent(name: &'static str, why: Why) -> Self {
        Self { name, given: Given::Absent(why), weight: Weight::Extra, about: None }
    }

    /// Elements.
    pub fn parts(name: &'static str, weight: Weight, parts: Vec<Offer>) -> Self {
        Self { name, given: Given::Parts(parts), weight, about: None }
    }

    /// The same, about this.
    pub fn about(self, about: About) -> Self {
        Self { about: Some(about), ..self }
    }
}
