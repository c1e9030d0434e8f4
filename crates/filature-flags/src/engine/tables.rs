//! The tables: transactions, accounts and parties over the columns, and the small tables of data.

mod accounts;
mod listed;
mod transactions;

use super::specs::Spec;

/// The tables, in the order of `docs/reference/sql.md`.
pub(crate) fn specs() -> Vec<Spec> {
    vec![
        transactions::transactions(),
        accounts::accounts(),
        accounts::parties(),
        listed::reporting_lines(),
        listed::merchant_classes(),
        listed::topics(),
    ]
}
