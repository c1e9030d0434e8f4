//! Formulas over the sheet of entries.

use filature_model::{Channel, Currency, Language};
use rust_xlsxwriter::utility::column_number_to_name;

/// The columns of the sheet of entries, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Number,
    Transaction,
    Day,
    Month,
    Hour,
    Account,
    Way,
    Channel,
    Other,
    Called,
    Town,
    Country,
    Currency,
    Own,
    Series,
    Amount,
}

impl Column {
    pub const ALL: [Self; 16] = [
        Self::Number,
        Self::Transaction,
        Self::Day,
        Self::Month,
        Self::Hour,
        Self::Account,
        Self::Way,
        Self::Channel,
        Self::Other,
        Self::Called,
        Self::Town,
        Self::Country,
        Self::Currency,
        Self::Own,
        Self::Series,
        Self::Amount,
    ];

    pub fn heading(self, language: Language) -> &'static str {
        match self {
            Self::Number => language.pick("No.", "N°"),
            Self::Transaction => language.pick("Transaction", "Transaction"),
            Self::Day => language.pick("Day", "Jour"),
            Self::Month => language.pick("Month", "Mois"),
            Self::Hour => language.pick("Hour", "Heure"),
            Self::Account => language.pick("Account", "Compte"),
            Self::Way => language.pick("Way", "Sens"),
            Self::Channel => language.pick("Channel", "Moyen"),
            Self::Other => language.pick("Other no.", "N° du tiers"),
            Self::Called => language.pick("Other", "Tiers"),
            Self::Town => language.pick("Town", "Ville"),
            Self::Country => language.pick("Other country", "Autre pays"),
            Self::Currency => language.pick("Currency", "Monnaie"),
            Self::Own => language.pick("Own (1)", "Propre (1)"),
            Self::Series => language.pick("Series", "Série"),
            Self::Amount => language.pick("Amount", "Montant"),
        }
    }
}

/// Where the entries stand.
pub struct Range<'a> {
    pub sheet: &'a str,
    /// The last row, counted from 1.
    pub last: u32,
    pub language: Language,
}

/// Which entries a figure is of: a column, and a number or a cell that it has to equal.
#[derive(Clone, Debug, Default)]
pub struct Conditions(pub Vec<(Column, String)>);

impl Conditions {
    pub fn and(&self, column: Column, value: impl Into<String>) -> Self {
        let mut all = self.0.clone();
        all.push((column, value.into()));
        Self(all)
    }
}

/// The word of a way.
pub fn way(is_credit: bool, language: Language) -> &'static str {
    if is_credit { language.pick("in", "entré") } else { language.pick("out", "sorti") }
}

impl Range<'_> {
    fn of(&self, column: Column) -> String {
        let at = Column::ALL.iter().position(|known| *known == column).and_then(|at| u16::try_from(at).ok());
        let letter = column_number_to_name(at.unwrap_or_default());
        format!("'{}'!${letter}$2:${letter}${}", self.sheet, self.last.max(2))
    }

    fn conditions(&self, conditions: &Conditions) -> String {
        let each = conditions.0.iter().map(|(column, value)| format!("{},{value}", self.of(*column)));
        each.collect::<Vec<_>>().join(",")
    }

    /// How many entries.
    pub fn count(&self, conditions: &Conditions) -> String {
        format!("COUNTIFS({})", self.conditions(conditions))
    }

    /// Their sum, rounded to the minor unit: a spreadsheet adds binary fractions.
    pub fn sum(&self, conditions: &Conditions, currency: Currency) -> String {
        let (amounts, digits) = (self.of(Column::Amount), currency.minor_digits());
        format!("ROUND(SUMIFS({amounts},{}),{digits})", self.conditions(conditions))
    }

    /// Of one way.
    pub fn way(&self, conditions: &Conditions, is_credit: bool) -> Conditions {
        conditions.and(Column::Way, format!("\"{}\"", way(is_credit, self.language)))
    }
}

/// What a channel is called.
pub fn channel(of: Channel, language: Language) -> String {
    crate::vocabulary::channel(of, language)
}
