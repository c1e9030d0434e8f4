//! Accounts that share a telephone, an e-mail, a device, an address or who brought them.
//!
//! Values are numbers here, as in [`Holders`]: a row says that accounts share one, and not which it is. Who holds what
//! is found once for a ledger and an attribute, so that a look-up of one account is quick.

use std::ops::Range;

use filature_model::{Holders, NO_WORD};

use super::reading::number;
use super::{Cell, Index, MeasureError, Rows, View};

/// The columns, in order.
pub const COLUMNS: &[&str] = &["value", "account", "holders", "opened_day", "kind", "first_tx"];

/// What accounts can share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attribute {
    Phone,
    Email,
    Device,
    Address,
    Introducer,
}

impl Attribute {
    pub(super) const ALL: [Self; 5] = [Self::Phone, Self::Email, Self::Device, Self::Address, Self::Introducer];

    /// Its place among all.
    pub(super) fn place(self) -> usize {
        self as usize
    }

    fn word(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Device => "device",
            Self::Address => "address",
            Self::Introducer => "introducer",
        }
    }

    fn of(self, holders: &Holders) -> &[u32] {
        match self {
            Self::Phone => &holders.phone,
            Self::Email => &holders.email,
            Self::Device => &holders.device,
            Self::Address => &holders.address,
            Self::Introducer => &holders.introducer,
        }
    }
}

/// Who has which value, of values that two accounts have at least: (value, account), sorted.
#[derive(Debug, Default)]
pub(super) struct Held(Vec<(u32, u32)>);

impl Held {
    pub(super) fn new(view: &View<'_>, attribute: Attribute) -> Self {
        let values = (0_u32..).zip(attribute.of(&view.details.holders));
        let mut all: Vec<(u32, u32)> =
            values.filter(|&(_, &value)| value != NO_WORD).map(|(account, &value)| (value, account)).collect();
        all.sort_unstable();
        let several = all.chunk_by(|one, next| one.0 == next.0).filter(|same| same.len() > 1);
        Self(several.flatten().copied().collect())
    }

    fn with(&self, value: u32) -> Range<usize> {
        self.0.partition_point(|held| held.0 < value)..self.0.partition_point(|held| held.0 <= value)
    }
}

/// Opens the accounts that share an attribute, or one of them.
///
/// # Errors
/// An attribute that is not known.
pub fn open<'a>(
    view: View<'a>,
    index: &'a Index,
    attribute: &str,
    only: Option<u32>,
) -> Result<Box<dyn Rows + 'a>, MeasureError> {
    let found = Attribute::ALL.into_iter().find(|known| known.word() == attribute);
    let Some(attribute) = found else {
        let all = Attribute::ALL.map(Attribute::word).join(", ");
        return Err(MeasureError(format!("shared: there is no attribute {attribute:?}; expected one of {all}")));
    };
    let held = index.held(&view, attribute);
    let rows = match only {
        None => 0..held.0.len(),
        Some(account) => {
            let value = attribute.of(&view.details.holders).get(account as usize).copied().unwrap_or(NO_WORD);
            let with = held.with(value);
            let found = held.0[with.clone()].binary_search(&(value, account));
            found.map_or(0..0, |at| with.start + at..with.start + at + 1)
        }
    };
    Ok(Box::new(SharedRows { view, index, held, rows, row: None }))
}

struct SharedRows<'a> {
    view: View<'a>,
    index: &'a Index,
    held: &'a Held,
    /// Rows still to come, places in `held`.
    rows: Range<usize>,
    row: Option<(u32, u32)>,
}

impl Rows for SharedRows<'_> {
    fn advance(&mut self) -> bool {
        self.row = self.rows.next().map(|at| self.held.0[at]);
        self.row.is_some()
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        let Some((value, account)) = self.row else { return Cell::Null };
        let opened_day = || self.view.details.holders.opened_day.get(account as usize).copied().flatten();
        let found = match column {
            0 => Some(i64::from(value)),
            1 => Some(i64::from(account)),
            2 => Some(number(self.held.with(value).len())),
            3 => opened_day().map(i64::from),
            4 => return self.view.kind(account).map_or(Cell::Null, |kind| Cell::Text(kind.word())),
            5 => self.index.first(account),
            _ => None,
        };
        found.map_or(Cell::Null, Cell::Number)
    }
}
