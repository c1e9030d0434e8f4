//! `fan-out`: one account pays many strangers within a few days.
//!
//! **Definition.** That of [`super::fan_in`] with the payments turned round: the strangers are payees, all payments
//! to each of which stand within the window, and the rarity of a stranger is log₂ (payers that accounts here have on
//! average / payers that it has).
//!
//! **Example.** An account that pays three shops and a landlord pays eleven persons in four days, none of them ever
//! again.
//!
//! **Innocent life like it.** A payroll (its payees are no strangers from the second month on, and those of one day
//! count as six), presents at a feast, a firm's refunds, moving house.
//!
//! **Parameters** and **cost.** As for `fan-in`.

use super::fan;
use crate::arrivals::Side;

/// The name.
pub(crate) const KIND: &str = "fan-out";

/// What makes it this fan; the search is that of [`super::strangers`].
pub(super) const FAN: fan::Fan = fan::Fan {
    kind: KIND,
    source: "the pattern that IBM AMLSim names fan-out; window and numbers are design defaults, calibrated on nothing \
        real",
    side: Side::Out,
    strangers: "new_payees",
    usual: "new_payees_else",
};
