//! The engine against a tracer that moves single cents, on random small ledgers.

mod support;

use filature_model::Transactions;
use filature_trace::{Options, trace};
use proptest::prelude::*;
use support::{RULES, config, figures, ledger, reference, rows};

proptest! {
    #![proptest_config(config(6000))]

    #[test]
    fn agrees_with_single_cents(
        rows in rows(6, 40, 32),
        openings in proptest::array::uniform6(-20_i64..40),
    ) {
        let (ledger, claims) = ledger(&rows, &openings.map(Some));
        prop_assume!(!claims.is_empty());
        let trace = trace(&ledger, &claims, &Options::default()).unwrap();
        support::assert_conserved(&trace);
        for rule in RULES {
            prop_assert_eq!(figures(&trace, rule), reference(&ledger, &claims, rule), "{}", rule.word());
        }
    }

    #[test]
    fn rows_of_accounts_that_claims_do_not_reach_change_nothing(
        rows in rows(3, 40, 20),
        at in 0_usize..20,
        noise in 1_i64..40,
    ) {
        // Accounts 0 to 2 are the random ledger; 3 pays the outside world, in between and at any time.
        let (before, claims) = ledger(&rows, &[Some(0); 6]);
        prop_assume!(!claims.is_empty());
        let mut after: Transactions = before.clone();
        let at = at.min(before.len());
        let copy = |from: usize| before.debited[from.min(before.len() - 1)];
        after.ids.insert(at, "noise".to_owned());
        after.debtor.insert(at, 3);
        after.creditor.insert(at, filature_model::OUTSIDE);
        after.amount_minor.insert(at, noise);
        after.currency.insert(at, filature_model::Currency::EUR);
        after.received.insert(at, None);
        after.debited.insert(at, copy(at));
        after.credited.insert(at, copy(at));
        after.channel.insert(at, filature_model::Channel::Card);
        let mut moved = claims.clone();
        for position in moved.iter_mut().flat_map(|claim| &mut claim.transactions) {
            *position += u32::from(*position as usize >= at);
        }
        let one = trace(&before, &claims, &Options::default()).unwrap();
        let other = trace(&after, &moved, &Options::default()).unwrap();
        prop_assert_eq!(one, other);
    }
}
