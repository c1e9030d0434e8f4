//! What patterns found, by itself: for rules that ask the shapes for more than a list of findings can say.

use std::collections::BTreeMap;

use filature_model::{Currency, Reason};

use crate::draft::{Draft, roles};

/// A pattern that was found, in positions of the ledger. Whether another finding holds it whole is not asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The pattern.
    pub kind: &'static str,
    /// Accounts and roles as in [`filature_model::Member`], sorted; who has two roles is a `member`.
    pub accounts: Vec<(u32, &'static str)>,
    /// Positions of transactions, in order.
    pub transactions: Vec<u32>,
    /// What moved through, minor units of `currency`.
    pub amount_minor: i128,
    /// The currency of the pattern.
    pub currency: Currency,
    /// The figures behind it, by name, as in [`filature_model::Finding::why`].
    pub why: BTreeMap<&'static str, Reason>,
}

/// The shapes of drafts, each once, by kind and then by transactions.
pub(crate) fn of_drafts(drafts: &[Draft]) -> Vec<Shape> {
    let mut shapes: Vec<Shape> = drafts.iter().map(of_draft).collect();
    shapes.sort_by(|one, other| (one.kind, &one.transactions).cmp(&(other.kind, &other.transactions)));
    shapes.dedup_by(|next, kept| (next.kind, &next.transactions) == (kept.kind, &kept.transactions));
    shapes
}

fn of_draft(draft: &Draft) -> Shape {
    Shape {
        kind: draft.kind,
        accounts: roles(draft.accounts.clone()).into_iter().collect(),
        transactions: draft.positions.clone(),
        amount_minor: draft.amount_minor,
        currency: draft.currency,
        why: draft.why.iter().cloned().collect(),
    }
}
