//! Planted networks, a file a form. Money is gathered from people, passes a controller, and goes on to a home.
//!
//! The shapes are parameter sets drawn from press reports of several cases (safeguards, 5.3); no figure is that of any
//! one case, and everybody is invented. A person's part of a year that shows on accounts lies within the published
//! aggregates; most of what is taken never shows.

mod benefit_fraud;
mod corridor;
mod forced_begging;
mod minors;
mod onward;
mod scene;
mod sexual_exploitation;
mod vineyard_season;
mod wage_sweep;

use crate::case::PartOf;
use crate::dice::Dice;
use crate::draft::Draft;
use crate::truth::NetworkForm;
use corridor::Plan;

/// Writes one network of that form into the case.
pub(crate) fn weave(draft: &mut Draft, dice: &mut Dice, form: NetworkForm) {
    match form {
        NetworkForm::WageSweep => {
            let plan = Plan::drawn(dice);
            corridor::weave(draft, dice, plan);
        }
        NetworkForm::SexualExploitation => sexual_exploitation::weave(draft, dice),
        NetworkForm::VineyardSeason => vineyard_season::weave(draft, dice),
        NetworkForm::ForcedBegging => forced_begging::weave(draft, dice),
        NetworkForm::BenefitFraud => benefit_fraud::weave(draft, dice),
        NetworkForm::Minors => minors::weave(draft, dice),
    }
    draft.part_of = PartOf::Life;
}

/// Writes the network of the demo.
pub(crate) fn weave_demo(draft: &mut Draft, dice: &mut Dice) {
    corridor::weave(draft, dice, Plan::demo());
    draft.part_of = PartOf::Life;
}

/// The forms of so many networks: in turn, from a form that the dice choose.
pub(crate) fn forms(dice: &mut Dice, count: u32) -> impl Iterator<Item = NetworkForm> + use<> {
    let start = dice.index(NetworkForm::ALL.len());
    NetworkForm::ALL.into_iter().cycle().skip(start).take(count as usize)
}
