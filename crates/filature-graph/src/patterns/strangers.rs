//! One pass over all accounts for the patterns of strangers: `fan-in`, `fan-out` and a form of `gather-scatter`.
//!
//! All three look at the same stretches of the same arrivals, so these are made once for each account. What is found is
//! at first no more than an account, one or two stretches and a surprise; only the most surprising of each kind are
//! written out.
//!
//! ```text
//! account ─► arrivals in, arrivals out ─► stretches ─► candidates of three kinds ─► the best of each ─► drafts
//! ```

use rayon::prelude::*;

use super::{Search, fan_in, fan_out, gather_scatter, stopped};
use crate::arrivals::{Arrivals, Burst, MOST_IN_STRETCH, Side};
use crate::whole::{Found, MOST_OF_A_KIND};

/// Something that may become a finding.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    /// The account in the middle.
    pub pocket: u32,
    /// Its payers, its payees, or one of each.
    pub stretches: Stretches,
    /// How surprising it is, thousandths of a bit.
    pub surprise_millibits: i64,
}

/// The strangers of a candidate.
#[derive(Clone, Copy)]
pub(super) enum Stretches {
    /// Those of one side.
    One(Burst),
    /// Payers and payees.
    Both(Burst, Burst),
}

/// One side of an account, as the kinds need it.
pub(super) struct Seen {
    pub arrivals: Arrivals,
    pub stretches: Vec<Burst>,
    pub stopped: usize,
}

/// What the account has of each kind.
#[derive(Default)]
struct OfAccount {
    fans: [Vec<Candidate>; 2],
    both: Vec<Candidate>,
    stopped: [usize; 2],
}

/// Which of the kinds are wanted, and the findings of those.
pub(crate) fn search(search: &Search<'_>, wanted: &[&str]) -> Vec<(&'static str, Found)> {
    let kinds = [fan_in::KIND, fan_out::KIND, gather_scatter::KIND].map(|kind| wanted.contains(&kind).then_some(kind));
    if kinds.iter().all(Option::is_none) {
        return Vec::new();
    }
    let window_micros = search.window_micros.unwrap_or(super::fan::WINDOW_MICROS);
    let found: Vec<OfAccount> = search
        .index
        .all_pockets()
        .into_par_iter()
        .filter(|&pocket| !search.index.pooled[pocket as usize])
        .map(|pocket| of_account(search, pocket, kinds.map(|kind| kind.is_some()), window_micros))
        .filter(|found| {
            found.fans.iter().any(|fans| !fans.is_empty()) || !found.both.is_empty() || found.stopped != [0, 0]
        })
        .collect();
    let stopped_starts = |side: usize| found.iter().map(|found| found.stopped[side]).sum::<usize>();
    let (of_ins, of_outs) = (stopped_starts(0), stopped_starts(1));
    let (mut ins, mut outs, mut both) = (Vec::new(), Vec::new(), Vec::new());
    for account in found {
        let [fans_in, fans_out] = account.fans;
        ins.extend(fans_in);
        outs.extend(fans_out);
        both.extend(account.both);
    }
    let all = [(kinds[0], ins, of_ins), (kinds[1], outs, of_outs), (kinds[2], both, of_ins + of_outs)];
    let written = all.into_iter().filter_map(|(kind, candidates, starts)| {
        let kind = kind?;
        let (candidates, left_out) = most_surprising(candidates);
        let drafts = candidates.par_iter().map(|candidate| draft(search, kind, candidate, window_micros)).collect();
        Some((kind, Found { drafts, left_out, cut: stopped(kind, starts, MOST_IN_STRETCH) }))
    });
    written.collect()
}

fn of_account(search: &Search<'_>, pocket: u32, [fan_in, fan_out, both]: [bool; 3], window_micros: i64) -> OfAccount {
    let see = |side: Side, wanted: bool| -> Option<Seen> {
        let arrivals = wanted.then(|| Arrivals::new(search, pocket, side, window_micros))?;
        let (stretches, stopped) = arrivals.stretches(search, 2, window_micros);
        Some(Seen { arrivals, stretches, stopped })
    };
    let (ins, outs) = (see(Side::In, fan_in || both), see(Side::Out, fan_out || both));
    let mut found = OfAccount::default();
    for (at, seen, side, wanted) in [(0, &ins, Side::In, fan_in), (1, &outs, Side::Out, fan_out)] {
        if let Some(seen) = seen {
            found.stopped[at] = seen.stopped;
            if wanted {
                found.fans[at] = super::fan::candidates(search, pocket, side, seen);
            }
        }
    }
    if let (true, Some(ins), Some(outs)) = (both, &ins, &outs) {
        found.both = gather_scatter::strangers::candidates(search, pocket, (ins, outs), window_micros);
    }
    found
}

/// The most surprising candidates, with all that are as surprising as the last of them, and how many are left out.
fn most_surprising(mut candidates: Vec<Candidate>) -> (Vec<Candidate>, usize) {
    let whole = candidates.len();
    if whole > MOST_OF_A_KIND {
        let mut surprises: Vec<i64> = candidates.iter().map(|candidate| candidate.surprise_millibits).collect();
        let (_, &mut least, _) = surprises.select_nth_unstable_by(MOST_OF_A_KIND - 1, |one, other| other.cmp(one));
        candidates.retain(|candidate| candidate.surprise_millibits >= least);
    }
    let left_out = whole - candidates.len();
    (candidates, left_out)
}

fn draft(search: &Search<'_>, kind: &str, candidate: &Candidate, window_micros: i64) -> crate::draft::Draft {
    match kind {
        fan_in::KIND => super::fan::draft(search, fan_in::FAN, candidate, window_micros),
        fan_out::KIND => super::fan::draft(search, fan_out::FAN, candidate, window_micros),
        _ => gather_scatter::strangers::draft(search, candidate, window_micros),
    }
}
