//! Blocks against their definition: every pair compared, by the public comparison of two parties, on populations small enough for it.

use std::collections::BTreeSet;

use crate::support::{Dice, Population};
use filature_identity::{Book, NameAgreement, Options, Party, Verdict, compare, resolve, resolve_book};

/// Pairs that are one, by comparing all of them.
fn all_pairs(parties: &[Party]) -> BTreeSet<(u32, u32)> {
    let (book, count) = (Book::of(parties), parties.len() as u32);
    let pairs = (0..count).flat_map(|left| (left + 1..count).map(move |right| (left, right)));
    pairs.filter(|(left, right)| book.compare(*left, *right).verdict() == Verdict::Same).collect()
}

/// No pair that the slow way finds is lost: each is in one cluster, or was refused for a reason that holds.
#[test]
fn blocks_lose_no_pair() {
    let (mut found, mut lost) = (0, Vec::new());
    for seed in 0..12 {
        let population = Population::drawn(1000 + seed, 150);
        let clusters = resolve(&population.parties);
        assert!(clusters.capped.is_empty());
        let same = all_pairs(&population.parties);
        let component = components(population.parties.len(), &same);
        for (left, right) in same {
            found += 1;
            let together = clusters.of[left as usize] == clusters.of[right as usize];
            let refused =
                clusters.refused.iter().any(|refused| component[refused.left as usize] == component[left as usize]);
            if !together && !refused {
                lost.push((
                    seed,
                    population.parties[left as usize].names[0].clone(),
                    population.parties[right as usize].names[0].clone(),
                ));
            }
        }
        for group in clusters.groups() {
            for left in &group {
                for right in &group {
                    let pair = compare(&population.parties[*left as usize], &population.parties[*right as usize]);
                    assert!(
                        !pair.contradicts() && pair.name != NameAgreement::Differs,
                        "seed {seed}: {left} {right} in one cluster"
                    );
                }
            }
            // A cluster holds together by pairs that the slow way finds too.
            assert!(group.iter().all(|party| component[*party as usize] == component[group[0] as usize]));
        }
    }
    assert!(found > 500, "{found}");
    assert!(lost.is_empty(), "{} of {found}: {lost:?}", lost.len());
}

fn components(count: usize, pairs: &BTreeSet<(u32, u32)>) -> Vec<u32> {
    let mut of: Vec<u32> = (0..count as u32).collect();
    loop {
        let before = of.clone();
        for (left, right) in pairs {
            let low = of[*left as usize].min(of[*right as usize]);
            of[*left as usize] = low;
            of[*right as usize] = low;
        }
        if of == before {
            return of;
        }
    }
}

#[test]
fn the_order_of_parties_changes_no_cluster() {
    for seed in 0..6 {
        let population = Population::drawn(2000 + seed, 400);
        let mut dice = Dice::new(seed);
        let mut order: Vec<usize> = (0..population.parties.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, dice.below(at as u64 + 1) as usize);
        }
        let turned: Vec<Party> = order.iter().map(|at| population.parties[*at].clone()).collect();
        let as_sets = |of: &[u32], place: &dyn Fn(usize) -> usize| -> BTreeSet<BTreeSet<usize>> {
            let mut groups = std::collections::BTreeMap::<u32, BTreeSet<usize>>::new();
            for (at, cluster) in of.iter().enumerate() {
                groups.entry(*cluster).or_default().insert(place(at));
            }
            groups.into_values().collect()
        };
        let (plain, other) = (resolve(&population.parties), resolve(&turned));
        // Where nothing was refused the clusters are the same whatever the order; where something was, ties may fall otherwise.
        if plain.refused.is_empty() {
            assert_eq!(as_sets(&plain.of, &|at| at), as_sets(&other.of, &|at| order[at]), "seed {seed}");
        }
        assert_eq!(plain.compared, other.compared, "seed {seed}");
    }
}

#[test]
fn threads_change_nothing() {
    let population = Population::drawn(77, 3000);
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| resolve(&population.parties))
    };
    let one = with(1);
    assert_eq!(one, with(2));
    assert_eq!(one, with(7));
}

/// A telephone that hundreds have is cut by names, and what is not compared is said.
#[test]
fn a_large_block_is_cut_and_what_is_left_out_is_said() {
    let names = ["Ana Ilić", "Marko Perić", "Јована Савић", "Arben Hoxha", "Élodie Martin"];
    let parties: Vec<Party> = (0..600)
        .map(|at| Party {
            phones: vec!["+38164000000".to_owned() + &(1).to_string()],
            ..Party::named(names[at % names.len()])
        })
        .collect();
    let options = Options { largest_block: 20, neighbours: 10, ..Options::default() };
    let clusters = resolve_book(&Book::of(&parties), &options);
    assert!(!clusters.capped.is_empty());
    assert!(
        clusters.capped.iter().all(|capped| capped.members == 120 && capped.not_compared > 0),
        "{:?}",
        clusters.capped
    );
    assert_eq!(clusters.groups().len(), names.len(), "the names part them: {:?}", clusters.groups().len());
}
