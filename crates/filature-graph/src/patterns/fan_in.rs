//! `fan-in`: many strangers pay one account within a few days.
//!
//! **Definition.** For an account h that is not pooled, let s₁, …, sₙ be its *strangers*: the payers for which all
//! payments to h, from the first to the last of the whole ledger, stand within the window, in the order of their
//! first payments f₁ < … < fₙ. A stretch (i, j) has j − i + 1 ≥ 3 strangers and at(fⱼ) − at(fᵢ) ≤ window. Its surprise
//! is that of k strangers in it after m in all other days ([`Chance::burst_millibits`], with the ledger's own number of
//! payments as the clock, so that a busy day is no surprise, and no stretch shorter than a mean day), and for each
//! stranger log₂ (payees that accounts here have on average / payees that it has), one added to each; less log₂ of k times
//! how often the stretch goes into the ledger. A stretch that is no denser than the rest is none. No more than six strangers of one day count as evidence; a stretch begins with one that counts and ends before one that
//! does, so that the others of the day are in it too. From each i the most surprising
//! j is taken, the earliest of equals; of stretches that share a stranger, the more surprising. The transactions are
//! all payments of the stretch's strangers to h from fᵢ to fⱼ.
//!
//! **Example.** An account with two payers a month is paid by nine persons within four days, none of whom ever paid
//! it before or after, and most of whom hardly pay anybody.
//!
//! **Innocent life like it.** A collection for a gift or a funeral, a sale of concert tickets, a crowd-funding, a
//! wedding. A shop has strangers every day and is not surprised by more; a landlord's tenants are no strangers.
//!
//! **Parameters.** The window (9 days), three strangers, six a day: design defaults.
//!
//! **Cost.** For each account its payments sorted by counterparty, and for each stranger those that follow within the
//! window, at most [`MOST_IN_STRETCH`] of them; starts that this cuts are counted.
//!
//! [`Chance::burst_millibits`]: crate::chance::Chance::burst_millibits
//! [`MOST_IN_STRETCH`]: crate::arrivals::MOST_IN_STRETCH

use super::fan;
use crate::arrivals::Side;

/// The name.
pub(crate) const KIND: &str = "fan-in";

/// What makes it this fan; the search is that of [`super::strangers`].
pub(super) const FAN: fan::Fan = fan::Fan {
    kind: KIND,
    source: "the pattern that IBM AMLSim names fan-in (motif M4 of this project); window and numbers are design \
        defaults, calibrated on nothing real",
    side: Side::In,
    strangers: "new_payers",
    usual: "new_payers_else",
};
