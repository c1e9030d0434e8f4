//! When the payments of a batch become entries of their own.
//!
//! A bank books a batch of transfers as one `Ntry` and lists its payments as `TxDtls`. They are entries of
//! their own when every one of them states an amount in the currency of the entry, and those amounts, each with
//! its own `CdtDbtInd` where it has one, sum to the entry's exactly: then the statement foots as before, and
//! each payment has its own line. Otherwise something is in the figure that the details do not say (charges,
//! an exchange, payments left out), and the batch stays one entry.

use filature_model::{Legs, parse_minor};

use super::super::detail::{Detail, Written};
use super::head::{Figures, legs_of};

/// Amount and side of each payment, or none where the batch stays one entry.
pub(super) fn parts<'a>(details: impl Iterator<Item = Detail<'a>>, figures: &Figures) -> Option<Vec<(i64, Legs)>> {
    let mut parts = Vec::new();
    let mut sum = 0_i128;
    for detail in details {
        let minor = part_minor(&detail, figures)?;
        let legs = match detail.sign {
            Some(word) => legs_of(word)?,
            None => figures.legs,
        };
        sum += if legs == figures.legs { i128::from(minor) } else { -i128::from(minor) };
        parts.push((minor, legs));
    }
    (parts.len() > 1 && sum == i128::from(figures.amount.minor)).then_some(parts)
}

/// The amount in the entry's currency, wherever the bank puts it.
fn part_minor(detail: &Detail<'_>, figures: &Figures) -> Option<i64> {
    let currency = figures.amount.currency;
    let in_currency = |written: &Written<'_>| written.currency == currency.code();
    let amounts = [detail.amount, detail.underlying, detail.countervalue, detail.instructed];
    let written = amounts.into_iter().flatten().find(in_currency)?;
    parse_minor(written.text.as_bytes(), b'.', currency).ok().filter(|minor| *minor >= 0)
}
