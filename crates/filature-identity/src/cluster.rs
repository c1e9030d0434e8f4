//! Who may be proposed as one among many: pairs, strongest first, joined as long as no two members of a cluster are two for sure.
//!
//! ```text
//! blocks ─► pairs compared, in parallel ─► edges (same) ─► components ─► in each, strongest edge first:
//!                                                                          join, or refuse and say so
//! ```
//!
//! A chain of likely pairs does not bring strangers together: before two clusters are joined, every face of the one (a name, a
//! date of birth, papers) is compared with every face of the other.

use rayon::prelude::*;

use crate::block::{Blocks, Capped, blocks};
use crate::book::Book;
use crate::compare::{Comparison, Memory, NameAgreement, Remark, Verdict, compared};
use crate::keys::mixed;
use crate::party::Party;

/// How parties are brought together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The largest block in which every pair is compared.
    pub largest_block: u32,
    /// In a larger one, how many neighbours in the order of names each member is compared with.
    pub neighbours: u32,
    /// The most faces that a cluster may have before it is joined no further.
    pub most_faces: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { largest_block: 96, neighbours: 24, most_faces: 200 }
    }
}

/// Two parties that were found to be one and kept apart, as another member speaks against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Refused {
    /// The one, by its place.
    pub left: u32,
    /// The other.
    pub right: u32,
    /// A member of the cluster of the one ...
    pub because: u32,
    /// ... and one of the cluster of the other, that are two. The same as `because` where a cluster is too large.
    pub against: u32,
}

/// Parties in clusters; nothing is merged by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clusters {
    /// The cluster of each party: the place of its first member.
    pub of: Vec<u32>,
    /// Pairs that were kept apart.
    pub refused: Vec<Refused>,
    /// Pairs about which something is worth knowing.
    pub remarks: Vec<(u32, u32, Remark)>,
    /// Blocks in which not every pair was compared.
    pub capped: Vec<Capped>,
    /// How many comparisons were made.
    pub compared: u64,
}

impl Clusters {
    /// The clusters of two and more, each in the order of places, in the order of their first members.
    pub fn groups(&self) -> Vec<Vec<u32>> {
        let mut all: Vec<(u32, u32)> = (0..).zip(&self.of).map(|(party, first)| (*first, party)).collect();
        all.sort_unstable();
        let groups = all.chunk_by(|one, next| one.0 == next.0).filter(|group| group.len() > 1);
        groups.map(|group| group.iter().map(|(_, party)| *party).collect()).collect()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Edge {
    rank: u8,
    left: u32,
    right: u32,
}

#[derive(Default)]
struct Compared {
    edges: Vec<Edge>,
    remarks: Vec<(u32, u32, Remark)>,
    count: u64,
}

/// Brings parties together, with the default options.
///
/// ```
/// use filature_identity::{Birth, Party, resolve};
/// let of = |name: &str, birth| Party { birth: Birth::read(birth), ..Party::named(name) };
/// let clusters = resolve(&[of("Ђорђе Илић", "1980-01-02"), of("Ilić Đorđe", "2.1.1980"), of("Ilić Marko", "2.1.1980")]);
/// assert_eq!(clusters.of, [0, 0, 2]);
/// ```
pub fn resolve(parties: &[Party]) -> Clusters {
    resolve_book(&Book::of(parties), &Options::default())
}

/// Brings the parties of a book together.
pub fn resolve_book(book: &Book, options: &Options) -> Clusters {
    let blocks = blocks(book, options.largest_block, options.neighbours);
    let found = pairs(book, &blocks, options);
    let mut edges = found.edges;
    edges.par_sort_unstable();
    edges.dedup();
    let mut remarks = found.remarks;
    remarks.par_sort_unstable();
    remarks.dedup();
    let (of, mut refused) = join(book, &edges, options);
    refused.sort_unstable();
    Clusters { of, refused, remarks, capped: blocks.capped, compared: found.count }
}

/// Blocks that one task compares; which they are changes no result.
const TASK: usize = 256;

fn pairs(book: &Book, blocks: &Blocks, options: &Options) -> Compared {
    let whole = blocks.whole.par_chunks(TASK).map(|tasks| (tasks, u32::MAX));
    let ordered = blocks.ordered.par_chunks(1).map(|tasks| (tasks, options.neighbours));
    let found: Vec<Compared> = whole
        .chain(ordered)
        .map_init(Memory::new, |memory, (tasks, reach)| {
            let mut found = Compared::default();
            for task in tasks {
                let members = &blocks.entries[task.start as usize..task.end as usize];
                for (at, one) in members.iter().enumerate() {
                    for next in members[at + 1..].iter().take(reach as usize) {
                        let (left, right) = (one.party.min(next.party), one.party.max(next.party));
                        if left != right {
                            take(&compared(book, memory, left, right), left, right, &mut found);
                        }
                    }
                }
            }
            found
        })
        .collect();
    found.into_iter().fold(Compared::default(), |mut all, one| {
        all.edges.extend(one.edges);
        all.remarks.extend(one.remarks);
        all.count += one.count;
        all
    })
}

fn take(comparison: &Comparison, left: u32, right: u32, found: &mut Compared) {
    found.count += 1;
    if comparison.verdict() == Verdict::Same {
        found.edges.push(Edge { rank: rank(comparison), left, right });
    }
    found.remarks.extend(comparison.remarks().into_iter().map(|remark| (left, right, remark)));
}

/// Which pairs are joined first: the less a pair leaves open, the lower.
fn rank(comparison: &Comparison) -> u8 {
    let born = comparison.birth == Some(crate::birth::BirthAgreement::Same);
    let paper = [crate::book::Field::National, crate::book::Field::Document]
        .iter()
        .any(|field| comparison.field(*field) == crate::compare::Agreement::Same);
    let support = match (paper, born) {
        (true, true) => 0,
        (true, false) => 1,
        (false, true) => 2,
        (false, false) => 3,
    };
    support * 8 + comparison.name as u8
}

/// The clusters, and what was refused.
fn join(book: &Book, edges: &[Edge], options: &Options) -> (Vec<u32>, Vec<Refused>) {
    let mut roots: Vec<u32> = (0..book.len() as u32).collect();
    for edge in edges {
        let (left, right) = (root(&mut roots, edge.left), root(&mut roots, edge.right));
        let (low, high) = (left.min(right), left.max(right));
        roots[high as usize] = low;
    }
    // Edges of one component together, in their order.
    let mut of_component: Vec<(u32, Edge)> = edges.iter().map(|edge| (root(&mut roots, edge.left), *edge)).collect();
    of_component.par_sort_unstable();
    let components: Vec<&[(u32, Edge)]> = of_component.chunk_by(|one, next| one.0 == next.0).collect();
    let joined: Vec<Joined> =
        components.par_iter().map_init(Memory::new, |memory, edges| component(book, memory, edges, options)).collect();
    let mut of: Vec<u32> = (0..book.len() as u32).collect();
    let mut refused = Vec::new();
    for (members, kept_apart) in joined {
        members.into_iter().for_each(|(party, first)| of[party as usize] = first);
        refused.extend(kept_apart);
    }
    (of, refused)
}

fn root(roots: &mut [u32], of: u32) -> u32 {
    let mut at = of;
    while roots[at as usize] != at {
        roots[at as usize] = roots[roots[at as usize] as usize];
        at = roots[at as usize];
    }
    at
}

/// Parties with the first member of their cluster, and what was kept apart.
type Joined = (Vec<(u32, u32)>, Vec<Refused>);

/// The members of a growing cluster, and one of each face.
struct Growing {
    members: Vec<u32>,
    faces: Vec<(u64, u32)>,
}

fn component(book: &Book, memory: &mut Memory, edges: &[(u32, Edge)], options: &Options) -> Joined {
    let mut parties: Vec<u32> = edges.iter().flat_map(|(_, edge)| [edge.left, edge.right]).collect();
    parties.sort_unstable();
    parties.dedup();
    let place = |party: u32| parties.binary_search(&party).unwrap_or(0);
    let mut roots: Vec<u32> = (0..parties.len() as u32).collect();
    let mut growing: Vec<Growing> = parties
        .iter()
        .map(|&party| Growing { members: vec![party], faces: vec![(face(book, party), party)] })
        .collect();
    let mut refused = Vec::new();
    for (_, edge) in edges {
        let (left, right) = (root(&mut roots, place(edge.left) as u32), root(&mut roots, place(edge.right) as u32));
        if left == right {
            continue;
        }
        let (low, high) = (left.min(right) as usize, left.max(right) as usize);
        match against(book, memory, &growing[low], &growing[high], options) {
            Some((because, against)) => refused.push(Refused { left: edge.left, right: edge.right, because, against }),
            None => {
                let taken = std::mem::replace(&mut growing[high], Growing { members: Vec::new(), faces: Vec::new() });
                growing[low].members.extend(taken.members);
                growing[low].faces.extend(taken.faces);
                growing[low].faces.sort_unstable();
                growing[low].faces.dedup_by_key(|face| face.0);
                roots[high] = low as u32;
            }
        }
    }
    let members = growing.into_iter().flat_map(|cluster| {
        let first = cluster.members.iter().min().copied().unwrap_or_default();
        cluster.members.into_iter().map(move |party| (party, first))
    });
    (members.collect(), refused)
}

/// What can speak against another member: names, date of birth, numbers of papers. Parties with one face are compared once.
fn face(book: &Book, party: u32) -> u64 {
    let mut hash = u64::from(book.row(party).birth.map_or(0, crate::birth::Birth::packed));
    for name in book.names(party) {
        hash = mixed(hash ^ 0x9e37);
        for slot in book.slots(name) {
            hash = mixed(hash ^ (u64::from(slot.word) << 8 | slot.role as u64));
        }
    }
    for value in book.values(party).iter().filter(|value| value.field <= crate::book::Field::Registration) {
        hash = mixed(hash ^ value.number ^ value.field as u64);
    }
    hash
}

/// Two members that are two for sure.
fn against(book: &Book, memory: &mut Memory, one: &Growing, next: &Growing, options: &Options) -> Option<(u32, u32)> {
    if one.faces.len() + next.faces.len() > options.most_faces {
        return Some((one.members[0], one.members[0]));
    }
    for (_, left) in &one.faces {
        for (_, right) in &next.faces {
            let found = compared(book, memory, *left, *right);
            let two_names = matches!(found.name, NameAgreement::Differs)
                || (found.name == NameAgreement::OtherFamily && found.verdict() != Verdict::Same);
            if found.contradicts() || two_names {
                return Some((*left, *right));
            }
        }
    }
    None
}
