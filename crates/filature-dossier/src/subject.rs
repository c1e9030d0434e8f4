//! Whose profile is a part of the dossier: the figures, and what leads from each of them to its entries.
//!
//! ```text
//! Profile (counted by the caller, on the evidence alone) + the ids of its transactions ─► Subject ─► select ─► redact ─► parts/profiles
//! ```
//!
//! Names are not in it: whoever is named is read from the entries, after these were made what their reader may see. Nothing is shown of
//! a subject of which one entry may not be shown: a sum over a part would be a false figure.

use std::collections::BTreeMap;

use filature_model::KnownBy;
use jiff::civil::Date;

use crate::profile::{Profile, Side, Sum};

/// So many entries of profiles have room in a document: each becomes a row of the annex.
pub const MOST_SIDES: usize = 20_000;

/// A holder whose profile is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The key of the account that was asked for.
    pub account: String,
    /// All accounts of its holder.
    pub accounts: Vec<SubjectAccount>,
    /// The first day and the last that were asked for.
    pub days: [Option<Date>; 2],
    /// The figures.
    pub figures: Profile,
    /// The transaction of each side of the figures, in their order: `Content::entries` must hold it.
    pub ids: Vec<String>,
    /// Who stands on the other side, by the number that the figures know them by.
    pub others: BTreeMap<u32, Across>,
    /// How many statements were held to the entries of their days, and how many of them say something else.
    pub compared: [u64; 2],
    /// Whether towns and times of day are left out, since they would tell where to find somebody.
    pub hides_places: bool,
    /// Whether an entry of it may not be shown: then it has no figures.
    pub left_aside: bool,
}

/// An account of the holder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubjectAccount {
    /// Its key.
    pub key: String,
    /// How many statements of it there are, and how many of these foot.
    pub statements: [u64; 2],
    /// Years and months between its first day and its last that no statement shows whole.
    pub missing: Vec<(i16, i8)>,
}

/// Who stands on the other side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Across {
    /// The key of an account; none for a customer without one.
    pub account: Option<String>,
    /// By what they are told apart.
    pub known_by: KnownBy,
}

impl Subject {
    /// The transactions of a sum.
    pub fn ids_of<'a>(&'a self, sum: &'a Sum) -> impl Iterator<Item = &'a str> {
        sum.sides().iter().filter_map(|&at| self.ids.get(at as usize)).map(String::as_str)
    }

    /// The first side of these sums.
    pub fn first_side<'a>(&'a self, sums: &[&Sum]) -> Option<(&'a Side, &'a str)> {
        let at = sums.iter().filter_map(|sum| sum.sides().first()).min()?;
        let at = *at as usize;
        Some((self.figures.sides.get(at)?, self.ids.get(at)?.as_str()))
    }

    /// Takes all figures away.
    pub(crate) fn leave_aside(&mut self) {
        *self = Self {
            account: std::mem::take(&mut self.account),
            accounts: std::mem::take(&mut self.accounts)
                .into_iter()
                .map(|of| SubjectAccount { key: of.key, ..SubjectAccount::default() })
                .collect(),
            days: self.days,
            left_aside: true,
            ..Self::default()
        };
    }

    /// Takes towns and times of day away.
    pub(crate) fn hide_places(&mut self) {
        self.hides_places = true;
        self.figures.hide_places();
    }
}
