//! Any ledger: a synthetic case made stranger than life, with sums from a cent to ten millions, equal bookings on one day, names
//! full of signs that mean something to one format or another, and statements of a few accounts only.

use std::borrow::Cow;
use std::sync::Arc;

use filature_synth::{Options, SynthTransfer, SyntheticCase, generate};

/// Chance that a seed gives back.
pub struct Chance(u64);

impl Chance {
    /// The chance of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below that one (xorshift).
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 16) % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }

    /// The items in another order.
    pub fn shuffled<T: Clone>(&mut self, items: &[T]) -> Vec<T> {
        let mut items = items.to_vec();
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
        items
    }
}

/// So many accounts have statements, about.
const ACCOUNTS: usize = 6;

/// So many transfers there are, about.
const TRANSFERS: usize = 400;

/// What may stand in a name: marks of XML and SGML, of CSV, of PDF, of JSON, and of the tags of SWIFT.
const STRANGE: [&str; 7] = [
    "R&D <Alpes> & Fils",
    "\"Chez Zoé\"; Bar, Tabac",
    "L'Atelier (Lyon) \\ Sud",
    ":86:?20 - Export",
    "100% {coton}",
    "&amp; Cie",
    "=SUM(A1) + @Co",
];

/// The ledger of a seed.
pub fn any_ledger(seed: u64) -> SyntheticCase {
    let mut chance = Chance::new(seed);
    let networks = u32::try_from(chance.below(2)).unwrap();
    let mut case = generate(&Options { seed, transactions: Some(150), networks, look_alikes: 2 });
    let (all, mut transfers) = (case.transfers.len(), Vec::new());
    for mut made in case.transfers {
        if chance.below(all) >= TRANSFERS {
            continue;
        }
        if chance.below(3) == 0 {
            let digits = u32::try_from(chance.below(10)).unwrap();
            made.amount_minor = 1 + i64::try_from(chance.below(10_usize.pow(digits))).unwrap();
        }
        if chance.below(6) == 0 {
            strange(&mut made, &mut chance);
        }
        let again = (chance.below(12) == 0).then(|| again(&made));
        transfers.push(made);
        transfers.extend(again);
    }
    case.transfers = transfers;
    let in_case = case.accounts.iter().filter(|account| account.in_case).count();
    for (position, account) in case.accounts.iter_mut().enumerate() {
        // A table without a row is refused, as nothing shows how it would be read: an account has a line, or no statements.
        let is_moved = |made: &SynthTransfer| [made.debtor.account, made.creditor.account].contains(&Some(position));
        account.in_case &= chance.below(in_case) < ACCOUNTS && case.transfers.iter().any(is_moved);
    }
    case
}

fn strange(made: &mut SynthTransfer, chance: &mut Chance) {
    for side in [&mut made.debtor, &mut made.creditor] {
        if side.account.is_none() && !side.name.is_empty() {
            side.name = Arc::from(STRANGE[chance.below(STRANGE.len())]);
        }
    }
    made.text = Cow::Borrowed(STRANGE[chance.below(STRANGE.len())]);
}

/// The same once more, in the same minute.
fn again(made: &SynthTransfer) -> SynthTransfer {
    let mut again = made.clone();
    again.id.push('B');
    if !again.reference.is_empty() {
        again.reference.push('B');
    }
    again
}
