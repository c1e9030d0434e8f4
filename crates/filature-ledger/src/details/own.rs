//! Payments between accounts of one holder, and to and from an account held together, as names tell them.
//!
//! A name alone is no ground to merge anybody. Here it only keeps a rule from taking a couple's joint account, or a person's savings, for a
//! collector's.

use filature_model::{NO_WORD, Words};
use rayon::prelude::*;

/// For each row whether all words of one name stand in the other. Names of one word are too short to say so.
pub fn of(names: &Words, payers: &[u32], payees: &[u32]) -> Vec<bool> {
    let is_own = |(&payer, &payee): (&u32, &u32)| {
        payer != NO_WORD && payee != NO_WORD && {
            let (one, other) = (names.get(payer).unwrap_or_default(), names.get(payee).unwrap_or_default());
            holds(other, one) || holds(one, other)
        }
    };
    let own: Vec<bool> = payers.par_iter().zip(payees).map(is_own).collect();
    if own.contains(&true) { own } else { Vec::new() }
}

/// Whether every word of the shorter name stands in the longer one.
fn holds(longer: &str, shorter: &str) -> bool {
    shorter.len() <= longer.len()
        && shorter.contains(' ')
        && shorter.split(' ').all(|word| longer.split(' ').any(|known| known == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_joint_account_is_told_by_a_whole_name() {
        let mut names = Words::default();
        let [ana, ana_and_ivo, ivo, shop] =
            ["ANA LIPA", "ANA ET IVO LIPA", "BRE IVO", "SHOP"].map(|name| names.push(name));
        let of = |payer, payee| of(&names, &[payer], &[payee]);
        assert_eq!(of(ana, ana_and_ivo), [true]);
        assert_eq!(of(ana_and_ivo, ana), [true]);
        assert_eq!(of(ana, ana), [true]);
        assert!(of(ivo, ana_and_ivo).is_empty());
        assert!(of(shop, shop).is_empty());
        assert!(of(ana, NO_WORD).is_empty());
    }
}
