//! `pari-passu`: what is in a mixed account at the end is shared in proportion to all that came in, whatever its order
//! (Barlow Clowes v Vaughan \[1991\] EWCA Civ 11).
//!
//! # What is held
//! Of a balance `b`, a claim of which `i` came in among `s` in all (clean credits and the opening with it) has `b · i / s`,
//! by largest remainder: equal remainders go to the earliest claimed credit, then by name, clean last. Nothing is held
//! while `b` is not more than zero, and nothing is followed to another account.
//!
//! # While the opening is not known
//! With `o` more, the share is `(b + o) · i / (s + o)`. As `b` is never more than `s`, it grows with `o`, from that of the
//! least opening towards `i`; the odd unit may fall to another claim, so that the low is rounded down.

use filature_model::Rule;

use super::shares::shares;
use crate::bounds::{Bounds, floor_share};
use crate::engine::{Outcome, Scenario};
use crate::pockets::Side;

/// Shares every account in which a claim begins.
pub(crate) fn pari_passu(scenario: Scenario<'_>) -> Outcome {
    debug_assert_eq!(scenario.rule, Rule::PariPassu);
    let (call, claims) = (scenario.call, scenario.call.claims.len());
    let mut outcome = Outcome::default();
    outcome.begin_behind_barriers(call);
    let pockets = scenario.pockets.keys.len();
    let mut balances = scenario.openings.to_vec();
    let mut received: Vec<i128> = scenario.openings.iter().map(|&opening| opening.max(0)).collect();
    let mut claimed: Vec<Vec<i128>> = vec![Vec::new(); pockets];
    for event in scenario.order {
        let pocket = event.pocket as usize;
        match event.side {
            Side::Debit => balances[pocket] -= event.minor,
            Side::Credit => {
                balances[pocket] += event.minor;
                received[pocket] += event.minor;
                for &(claim, minor) in call.claimed.get(&event.transaction).into_iter().flatten() {
                    let parts = &mut claimed[pocket];
                    parts.resize(claims, 0);
                    parts[claim] += minor;
                }
            }
        }
    }
    for (pocket, parts) in claimed.iter().enumerate().filter(|(_, parts)| !parts.is_empty()) {
        let balance = balances[pocket].max(0);
        let clean = received[pocket] - parts.iter().sum::<i128>();
        let (currency, account) = scenario.pockets.keys[pocket];
        for (claim, (share, &part)) in shares(balance, parts, clean).into_iter().zip(parts).enumerate() {
            let held = match scenario.unbounded[pocket] {
                true => Bounds { low_minor: floor_share(balance, part, received[pocket]), high_minor: part },
                false => Bounds::exact(share),
            };
            if !held.is_zero() {
                outcome.held.insert((account, currency, claim), held);
            }
        }
    }
    outcome
}
