//! Synthetic cases with their truth, for teaching, tests and benchmarks.
//!
//! A case is written twice over: once as money that moves between accounts ([`SynthTransfer`]), and once as
//! the files that banks would have given to an investigator. Because both come from one list, what a reader
//! should find in the files is known to the cent, and so is what a detector should find ([`Truth`]).
//!
//! ```text
//! network ─┐
//! look-alike ├─► draft ─► SyntheticCase ─► write ─► camt.053, MT940, OFX, two bank CSVs, AMLworld, canonical CSV, goAML, …
//! life, or a ┘             accounts, transfers, truth
//! population
//! ```
//!
//! There are networks of six forms ([`NetworkForm`]), and around them ordinary life: ten times as much where nothing else
//! is asked for, or any number of transfers. In it stand look-alikes of twenty kinds, lawful lives with the shape of a
//! network: a family that pools its wages, a payroll, people who send money home before feasts, season workers in their
//! employer's lodging, a shelter, an independent sex worker, a band on tour, a student flat.
//!
//! Everybody and every firm, bank and village is invented; large towns are real. Two things are simpler than
//! life: a transfer is booked on the same day at both banks, and all money is in euro. The same seed gives
//! the same bytes on every platform: only whole numbers are used, and nothing has the order of a hash map.

mod calendar;
mod case;
mod dice;
mod draft;
mod holders;
pub mod iban;
mod life;
mod look_alike;
mod moves;
mod names;
mod network;
mod numbers;
mod people;
mod places;
mod population;
mod random_ledger;
mod truth;
mod worked_case;
mod write;

pub use case::{Bank, Identity, PartOf, SynthAccount, SynthSide, SynthTransfer};
pub use random_ledger::random_ledger_csv;
pub use truth::{FaultKind, NetworkForm, Part, PlantedFault, TrueLookAlike, TrueNetwork, Truth};
pub use worked_case::{WorkedAccount, WorkedCase, WorkedPart, WorkedSide, WorkedTransfer, worked_case};
pub use write::{Fault, OutputFormat, PlantedCase, UnknownFormat, demo_files, files, planted_case};

use dice::Dice;
use draft::Draft;
use life::Town;

/// What to generate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The same seed gives the same case.
    pub seed: u64,
    /// About how many transfers of ordinary life, look-alikes included; none is ten times those of the networks.
    pub transactions: Option<usize>,
    /// How many networks.
    pub networks: u32,
    /// How many look-alikes; past the twentieth the kinds begin again.
    pub look_alikes: u32,
}

/// A case: accounts, what moved between them, and what was planted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntheticCase {
    /// All accounts that a transfer names, in the order in which they were made.
    pub accounts: Vec<SynthAccount>,
    /// All transfers, in order of time.
    pub transfers: Vec<SynthTransfer>,
    /// What was planted.
    pub truth: Truth,
}

/// The seed of the demo. Changing it changes every number in the guide that was written from the demo.
const DEMO_SEED: u64 = 1885;

/// The least ordinary life, where there is no network to measure it by.
const LEAST_LIFE: usize = 600;

/// Generates a case.
///
/// ```
/// use filature_synth::{Options, generate};
/// let options = Options { seed: 7, transactions: Some(500), networks: 1, look_alikes: 2 };
/// let case = generate(&options);
/// assert_eq!(case.truth.networks.len(), 1);
/// assert_eq!(case, generate(&options));
/// ```
pub fn generate(options: &Options) -> SyntheticCase {
    let forms: Vec<NetworkForm> = network::forms(&mut Dice::new(options.seed, 3), options.networks).collect();
    written(options, |draft| {
        for (number, form) in (0_u64..).zip(forms) {
            network::weave(draft, &mut Dice::new(options.seed, 1_000_000 + number), form);
        }
    })
}

/// The case of `filature demo`: ten people's wages are swept to one account in France, and go on to a
/// village, to cash machines and to a car in Serbia; around it eight look-alikes and ordinary life. One
/// statement lacks a month and one does not foot, as [`Truth::faults`] says.
///
/// ```
/// let case = filature_synth::demo();
/// assert_eq!(case.truth.networks[0].home, "RS");
/// assert_eq!(case.truth.faults.len(), 2);
/// ```
pub fn demo() -> SyntheticCase {
    let options = Options { seed: DEMO_SEED, transactions: None, networks: 1, look_alikes: 8 };
    let mut case = written(&options, |draft| network::weave_demo(draft, &mut Dice::new(DEMO_SEED, 1_000_000)));
    case.truth.faults = write::plant_faults(&case);
    case
}

/// From so many transfers on life is that of a whole population. Below, a few hundred people have quieter months, so that
/// a small case still has people enough.
const POPULATION_FROM: usize = 20_000;

fn written(options: &Options, networks: impl FnOnce(&mut Draft)) -> SyntheticCase {
    let asked = options.transactions.unwrap_or(0);
    let mut draft = Draft::new(&mut Dice::new(options.seed, 4), asked / population::TRANSFERS_A_PERSON);
    let town = Town::found(&mut draft, &mut Dice::new(options.seed, 1), options.look_alikes);
    networks(&mut draft);
    let planted = draft.in_networks();
    for number in 0..options.look_alikes {
        let mut dice = Dice::new(options.seed, 2_000_000 + u64::from(number));
        look_alike::weave(&mut draft, &mut dice, &town, number as usize);
    }
    let life = options.transactions.unwrap_or_else(|| (planted * 10).max(LEAST_LIFE));
    let (target, mut dice) = (planted.saturating_add(life), Dice::new(options.seed, 2));
    if life < POPULATION_FROM {
        life::fill(&mut draft, &mut dice, &town, target);
    } else {
        population::fill(&mut draft, &mut dice, target);
    }
    draft.finish()
}
