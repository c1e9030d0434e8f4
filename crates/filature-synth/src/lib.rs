//! Synthetic cases with their truth, for teaching, tests and benchmarks.
//!
//! A case is written twice over: once as money that moves between accounts ([`SynthTransfer`]), and once as
//! the files that banks would have given to an investigator. Because both come from one list, what a reader
//! should find in the files is known to the cent, and so is what a detector should find ([`Truth`]).
//!
//! ```text
//! network ─┐
//! look-alike ├─► draft ─► SyntheticCase ─► write ─► camt.053, MT940, two bank CSVs, AMLworld, canonical CSV
//! life ────┘               accounts, transfers, truth
//! ```
//!
//! Around each planted network stands ten times as much ordinary life, and in it look-alikes: a family that
//! pools its wages, a landlord with many tenants, a payroll, people who send money home before feasts, season
//! workers in their employer's lodging, a charity, friends who save in turns, a village's association.
//!
//! Everybody and every firm, bank and village is invented; large towns are real. Two things are simpler than
//! life: a transfer is booked on the same day at both banks, and all money is in euro. The same seed gives
//! the same bytes on every platform: only whole numbers are used, and nothing has the order of a hash map.

mod calendar;
mod case;
mod dice;
mod draft;
pub mod iban;
mod life;
mod look_alike;
mod moves;
mod network;
mod people;
mod random_ledger;
mod worked_case;
mod write;

pub use case::{
    Bank, FaultKind, NetworkForm, Part, PartOf, PlantedFault, SynthAccount, SynthSide, SynthTransfer, TrueLookAlike,
    TrueNetwork, Truth,
};
pub use random_ledger::random_ledger_csv;
pub use worked_case::{WorkedAccount, WorkedCase, WorkedPart, WorkedSide, WorkedTransfer, worked_case};
pub use write::{OutputFormat, UnknownFormat, demo_files, files};

use dice::Dice;
use draft::Draft;
use life::Town;
use network::Plan;

/// What to generate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The same seed gives the same case.
    pub seed: u64,
    /// About how many transfers of ordinary life, look-alikes included; none is ten times those of the networks.
    pub transactions: Option<usize>,
    /// How many networks.
    pub networks: u32,
    /// How many look-alikes; past the eighth the kinds begin again.
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
    let plans = (0..options.networks).map(|number| {
        let mut dice = Dice::new(options.seed, 1_000_000 + u64::from(number));
        let plan = Plan::drawn(&mut dice);
        (plan, dice)
    });
    written(options, plans)
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
    let mut case = written(&options, std::iter::once((Plan::demo(), Dice::new(DEMO_SEED, 1_000_000))));
    case.truth.faults = write::plant_faults(&case);
    case
}

fn written(options: &Options, plans: impl Iterator<Item = (Plan, Dice)>) -> SyntheticCase {
    let mut draft = Draft::new();
    let town = Town::found(&mut draft, &mut Dice::new(options.seed, 1));
    for (plan, mut dice) in plans {
        network::weave(&mut draft, &mut dice, plan);
    }
    let planted = draft.in_networks();
    for number in 0..options.look_alikes {
        let mut dice = Dice::new(options.seed, 2_000_000 + u64::from(number));
        look_alike::weave(&mut draft, &mut dice, &town, number as usize);
    }
    let life = options.transactions.unwrap_or_else(|| (planted * 10).max(LEAST_LIFE));
    life::fill(&mut draft, &mut Dice::new(options.seed, 2), &town, planted.saturating_add(life));
    draft.finish()
}
