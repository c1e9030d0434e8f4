//! Ordinary life: wages, rents, shopping, fares. Amounts come from a family's number, so that they differ and stay.

use filature_model::Channel;

use super::cast::Cast;
use super::{Draft, WorkedSide};

const TRANSFER: Channel = Channel::Transfer;
const EMPLOYER: WorkedSide = WorkedSide::Outside("Entreprise");
const MONTHS: [i8; 3] = [3, 4, 5];
/// Families up to here pay by card through the processor, which makes it a hub by its measure; the others pay shops.
const THROUGH_THE_PROCESSOR: usize = 96;
/// What a seat in the van costs.
const FARE_MINOR: i64 = 6_000;

pub(super) fn fill(draft: &mut Draft, cast: &Cast) {
    let mut count = 0_usize;
    let mut book = |day, sides, minor, how| {
        count += 1;
        draft.book(format!("X{count:04}"), day, sides, minor, how);
    };
    for month in MONTHS {
        let mut through_processor_minor = if month == 3 { 150_000 } else { 0 };
        for (number, &family) in cast.families.iter().enumerate() {
            let kind = number as i64;
            let landlord = cast.landlords[number % cast.landlords.len()];
            let rent = (48_000 + kind * 1_300 % 18_000, (TRANSFER, "VIR LOYER"));
            book((month, 3), (family, landlord), rent.0, rent.1);
            let minor = 4_000 + kind * 730 % 9_000;
            let day = 5 + i8::try_from(number % 9).unwrap_or(0);
            let shop = cast.shops[number % cast.shops.len()];
            let payee = if number < THROUGH_THE_PROCESSOR { cast.processor } else { shop };
            through_processor_minor += if number < THROUGH_THE_PROCESSOR { minor } else { 0 };
            book((month, day), (family, payee), minor, (Channel::Card, "CARTE COURSES"));
            let wage = 125_000 + kind * 3_700 % 50_000;
            book((month, 28), (EMPLOYER, family), wage, (TRANSFER, "VIR SALAIRE"));
        }
        // The processor pays the shops on the 14th, after the purchases of the month.
        let each = through_processor_minor / cast.shops.len() as i64;
        for &shop in &cast.shops {
            book((month, 14), (cast.processor, shop), each, (TRANSFER, "REMISE CARTES"));
        }
        around(&mut book, cast, month);
    }
    fares(&mut book, cast);
}

/// What firms pay to the outside, what the twelve persons spend, and who looks after the houses.
fn around(
    book: &mut impl FnMut((i8, i8), (WorkedSide, WorkedSide), i64, (Channel, &'static str)),
    cast: &Cast,
    month: i8,
) {
    let outside = WorkedSide::Outside;
    for (number, &person) in cast.persons.iter().enumerate() {
        let shop = cast.shops[(number * 5) % cast.shops.len()];
        book((month, 10), (person, shop), 9_500 + 400 * number as i64, (Channel::Card, "CARTE COURSES"));
        book((month, 20), (person, cast.landlords[number % 2]), 32_000, (TRANSFER, "VIR LOYER"));
    }
    for (number, &landlord) in cast.landlords.iter().enumerate() {
        let keeper = cast.families[number * 7];
        book((month, 20), (landlord, keeper), 62_000, (TRANSFER, "VIR GARDIENNAGE"));
        book((month, 26), (landlord, outside("Travaux et impôts")), 1_450_000, (TRANSFER, "VIR CHARGES"));
    }
    for (number, &shop) in cast.shops.iter().enumerate() {
        book((month, 21), (shop, outside("Grossiste")), 45_000 + 900 * number as i64, (TRANSFER, "VIR FOURNISSEUR"));
    }
    let senders = cast.families.iter().skip(100).step_by(4);
    for (number, &family) in senders.enumerate() {
        book((month, 17), (family, cast.agent), 8_000 + 500 * number as i64, (TRANSFER, "VIR MANDAT"));
    }
    book((month, 25), (cast.agent, outside("Agents à l’étranger")), 900_000, (TRANSFER, "REGLEMENT RESEAU"));
    book((month, 28), (EMPLOYER, cast.cousin), 141_000, (TRANSFER, "VIR SALAIRE"));
}

/// Families ride in the van: what the gathering account takes lawfully.
fn fares(book: &mut impl FnMut((i8, i8), (WorkedSide, WorkedSide), i64, (Channel, &'static str)), cast: &Cast) {
    let days = [((3, 1), 10), ((3, 19), 14), ((4, 17), 15), ((5, 18), 12)];
    let mut rider = cast.families.iter().skip(10).step_by(2);
    for ((month, first), count) in days {
        for number in 0..count {
            let day = first + i8::try_from(number % 7).unwrap_or(0);
            if let Some(&family) = rider.next() {
                book((month, day), (family, cast.gathering), FARE_MINOR, (TRANSFER, "VIR PLACE FOURGON"));
            }
        }
    }
}
