//! Fields with values: whether the two have one in common.

use crate::book::{Field, Value};

/// How a field of two parties stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// They have a value in common.
    Same,
    /// They have values, and those do not say whether it is one (numbers of two sorts).
    Compatible,
    /// Both have values, and none in common.
    Differs,
    /// One has none.
    #[default]
    Missing,
}

/// All fields. Both lists are in order.
pub(super) fn agreements(left: &[Value], right: &[Value]) -> [Agreement; Field::ALL.len()] {
    let mut all = [Agreement::Missing; Field::ALL.len()];
    for one in left {
        for next in right.iter().filter(|next| next.field == one.field) {
            let place = &mut all[one.field as usize];
            let found = match (one.sort == next.sort, one.number == next.number) {
                (_, true) => Agreement::Same,
                (false, _) => Agreement::Compatible,
                _ => Agreement::Differs,
            };
            // The best of several values counts: people have several papers.
            *place = found.min(*place);
        }
    }
    all
}
