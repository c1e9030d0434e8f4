//! What took the place of something whose id could not stay.

use std::collections::BTreeSet;

use serde::Serialize;

/// The new id that shares most with one that is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Successor {
    /// The new id.
    pub id: String,
    /// How many transactions both have.
    pub shared: usize,
}

/// The one among these that shares most transactions; of several, the first by id; none where nothing is shared.
pub fn of<'a>(
    gone: &BTreeSet<&str>,
    others: impl Iterator<Item = (&'a String, BTreeSet<&'a str>)>,
) -> Option<Successor> {
    let shared = others.map(|(id, transactions)| (transactions.intersection(gone).count(), id));
    let best = shared.filter(|(shared, _)| *shared > 0).max_by(|one, two| one.0.cmp(&two.0).then(two.1.cmp(one.1)));
    best.map(|(shared, id)| Successor { id: id.clone(), shared })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_that_shares_most_is_named_and_the_first_of_equals() {
        let ids = ["a", "b", "c", "d"].map(str::to_owned);
        let sets = [vec!["1"], vec!["1", "2", "9"], vec!["2", "1"], vec!["7"]];
        let others = || ids.iter().zip(sets.iter().map(|set| set.iter().copied().collect()));
        let found = of(&BTreeSet::from(["1", "2", "3"]), others());
        assert_eq!(found, Some(Successor { id: "b".to_owned(), shared: 2 }));
        assert_eq!(of(&BTreeSet::from(["5"]), others()), None);
    }
}
