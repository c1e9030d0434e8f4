//! A population of any size: households, the firms that pay them, landlords, associations.
//!
//! Everything that people share grows with them: a firm has 5 to 300 staff and a landlord 1 to 20 tenants, and where a
//! town's posts or flats are taken the next firm or landlord comes. Machines, agents and shops are those of
//! [`crate::places`]. Households are added until the case has the transfers that were asked for.
//!
//! ```text
//! firms ────┐ posts        ┌─ households ─► persons' months (day)
//! landlords ┴─► market ────┤
//!                          └─ associations, friends, second-hand sales
//! ```

mod abroad;
mod circles;
mod day;
mod firms;
mod household;
mod remittances;
mod supported;

use crate::case::PartOf;
use crate::dice::Dice;
use crate::draft::Draft;
use firms::Market;

/// About how many transfers a person of the population makes.
pub(crate) const TRANSFERS_A_PERSON: usize = 190;

/// Adds households until the case has `target` transfers in all.
pub(crate) fn fill(draft: &mut Draft, dice: &mut Dice, target: usize) {
    draft.part_of = PartOf::Life;
    let mut market = Market::new(draft);
    let mut recent: Vec<usize> = Vec::new();
    let mut households = 0_u64;
    while draft.len() < target {
        household::settle(draft, dice, &mut market, &mut recent);
        households += 1;
        if households.is_multiple_of(60) {
            circles::association(draft, dice, &recent);
        }
        // Friends and members are found among those who came last.
        if recent.len() > 400 {
            recent.drain(..200);
        }
    }
}
