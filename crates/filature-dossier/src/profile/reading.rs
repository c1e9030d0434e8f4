//! What a regular payment is called, where the files say so: a word that the figures do not rest on.
//!
//! A mark of pay in the file is what the file says ([`Reading::is_said`]). A public body, a merchant category and words of payment texts
//! are less: what they make of a payment is an assumption, and is shown as one. All payments of the series have to agree.

use std::collections::BTreeSet;

use filature_model::{AccountKind, naming};

use super::{Numbered, Whole};

/// What it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Wage.
    Wage,
    /// Rent.
    Rent,
    /// Benefit or pension.
    Benefit,
}

impl What {
    /// Its word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Wage => "wage",
            Self::Rent => "rent",
            Self::Benefit => "benefit",
        }
    }
}

/// By what it is called so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// The file marks each payment as pay.
    Payroll,
    /// A list has the other account as that of a public body.
    PublicBody,
    /// Its merchant category: agents and managers of real estate.
    Category,
    /// A word of each payment's text.
    Text,
}

impl Ground {
    /// Its word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Payroll => "payroll",
            Self::PublicBody => "public-body",
            Self::Category => "category",
            Self::Text => "text",
        }
    }
}

/// What a series is called, and by what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What.
    pub what: What,
    /// By what.
    pub ground: Ground,
}

impl Reading {
    /// Whether the file says it; else it only reads like it, and is an assumption.
    pub fn is_said(self) -> bool {
        self.ground == Ground::Payroll
    }
}

/// Agents and managers of real estate (ISO 18245).
const REAL_ESTATE: &str = "6513";

/// Words for pay, in the languages of the region; folded as [`naming::words`] folds.
const WAGE: &[&str] = &[
    "salaire",
    "salaires",
    "paie",
    "paye",
    "remuneration",
    "wage",
    "wages",
    "salary",
    "payroll",
    "lohn",
    "gehalt",
    "plata",
    "placa",
    "zarada",
    "zaplata",
    "salariu",
    "rroga",
    "nadnica",
    "stipendio",
];
/// Words for rent.
const RENT: &[&str] = &[
    "loyer",
    "loyers",
    "rent",
    "miete",
    "qira",
    "qiraja",
    "kirija",
    "najam",
    "najamnina",
    "stanarina",
    "naem",
    "chirie",
    "affitto",
];
/// Words for benefits and pensions.
const BENEFIT: &[&str] = &[
    "caf",
    "allocation",
    "allocations",
    "rsa",
    "apl",
    "cpam",
    "benefit",
    "benefits",
    "pension",
    "retraite",
    "kindergeld",
    "penzija",
    "mirovina",
    "pensia",
    "pensioni",
    "alocatie",
];

/// What all payments of a series are called; none where nothing says so, or two things do.
pub fn of(whole: &Whole<'_>, party: u32, run: &Numbered<'_>) -> Option<Reading> {
    let details = whole.details;
    let at = |position: usize| run.get(position).map(|(_, side)| side.transaction as usize);
    let all = |holds: &dyn Fn(usize) -> bool| (0..run.len()).all(|position| at(position).is_some_and(holds));
    let is_credit = run.first().is_some_and(|(_, side)| side.is_credit);
    if all(&|at| details.payroll.get(at).copied().flatten() == Some(true)) {
        return Some(Reading { what: What::Wage, ground: Ground::Payroll });
    }
    if is_credit && details.holders.kind.get(party as usize).copied().flatten() == Some(AccountKind::Public) {
        return Some(Reading { what: What::Benefit, ground: Ground::PublicBody });
    }
    if !is_credit && all(&|at| details.mcc.get(at) == Some(REAL_ESTATE)) {
        return Some(Reading { what: What::Rent, ground: Ground::Category });
    }
    let has = |at: usize, words: &[&str]| {
        let text: BTreeSet<String> = details.text.get(at).map(naming::words).unwrap_or_default();
        words.iter().any(|word| text.contains(*word))
    };
    let told: Vec<What> = [(What::Wage, WAGE), (What::Rent, RENT), (What::Benefit, BENEFIT)]
        .into_iter()
        .filter(|(_, words)| all(&|at| has(at, words)))
        .map(|(what, _)| what)
        .collect();
    match told.as_slice() {
        [what] => Some(Reading { what: *what, ground: Ground::Text }),
        _ => None,
    }
}
