//! Lawful lives with the shape of a network (indicators, 1.9): what a detector must leave alone.
//!
//! Each is a paired hard negative: it shares the feature on which a pattern or a flag fires, and differs in what a person
//! would look at next.

mod aid;
mod household;
mod nights;
mod work;

use crate::case::PartOf;
use crate::dice::Dice;
use crate::draft::Draft;
use crate::life::Town;

type Weave = fn(&mut Draft, &mut Dice, &Town);

/// The kinds, in the order in which they are taken: the first eight are those of the demo.
const KINDS: [(&str, Weave); 20] = [
    ("family-pool", household::family_pool),
    ("landlord", household::landlord),
    ("payroll", work::payroll),
    ("feast-remittances", aid::feast_remittances),
    ("lodged-season-workers", work::lodged_season_workers),
    ("shelter-house", aid::charity),
    ("rotating-savings", household::rotating_savings),
    ("village-association", aid::village_association),
    ("independent-sex-worker", nights::independent_sex_worker),
    ("asylum-centre", aid::asylum_centre),
    ("relatives-mandate", household::relatives_mandate),
    ("student-flat", household::student_flat),
    ("helped-openings", aid::helped_openings),
    ("touring-trade", nights::touring_trade),
    ("night-workers", nights::night_workers),
    ("collection", aid::collection),
    ("wage-advance", work::wage_advance),
    ("travel-advance", work::travel_advance),
    ("paid-adverts", nights::paid_adverts),
    ("parcel-shop", work::parcel_shop),
];

/// Writes the look-alike of that number; past the last kind they begin again, with other people.
pub(crate) fn weave(draft: &mut Draft, dice: &mut Dice, town: &Town, number: usize) {
    let (kind, weave) = KINDS[number % KINDS.len()];
    draft.begin_look_alike(kind);
    weave(draft, dice, town);
    draft.part_of = PartOf::Life;
}
