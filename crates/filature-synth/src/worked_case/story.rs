//! What the claim's money does, booking by booking. The balances of the gathering account stand beside them.

use filature_model::Channel;

use super::cast::Cast;
use super::{Draft, WorkedSide};

/// What leaves each person's account on the day after pay, in euro: 9,550 a month.
const SWEPT_EURO: [i64; 12] = [820, 760, 800, 790, 850, 780, 810, 740, 800, 830, 770, 800];
/// The last person says that this much of the first payment was a loan given back: it is not claimed.
const LOAN_EURO: i64 = 150;

const CASH: WorkedSide = WorkedSide::Outside("");
const EMPLOYER: WorkedSide = WorkedSide::Outside("Cultures Hautepierre SARL");
const TRANSFER: Channel = Channel::Transfer;

pub(super) fn tell(draft: &mut Draft, cast: &Cast) {
    for month in [3, 4, 5] {
        wages(draft, cast, month);
    }
    gathering(draft, cast);
    first_relative(draft, cast);
    second_relative(draft, cast);
    household(draft, cast);
}

/// Paid on the 7th; on the 8th most of it leaves.
fn wages(draft: &mut Draft, cast: &Cast, month: i8) {
    for (number, (&person, &euro)) in cast.persons.iter().zip(&SWEPT_EURO).enumerate() {
        let id = format!("PAY-{month}-{:02}", number + 1);
        let wage_minor = 138_000 + 1_500 * number as i64;
        draft.book(id, (month, 7), (EMPLOYER, person), wage_minor, (TRANSFER, "VIR SALAIRE"));
        let id = format!("W{month}-{:02}", number + 1);
        draft.book(&id, (month, 8), (person, cast.gathering), euro * 100, (TRANSFER, "VIR FRAIS LOGEMENT ET ROUTE"));
        let is_partly_a_loan = month == 3 && number + 1 == cast.persons.len();
        let part_minor = is_partly_a_loan.then_some((euro - LOAN_EURO) * 100);
        draft.claimed.push((u32::try_from(number + 1).unwrap_or(0), id, part_minor));
    }
}

fn gathering(draft: &mut Draft, cast: &Cast) {
    let from = cast.gathering;
    let outside = WorkedSide::Outside;
    let mut out = |id: &str, day, to, euro: i64, channel, text| {
        draft.book(id, day, (from, to), euro * 100, (channel, text));
    };
    // 3,000 at the start, 600 of fares, 9,550 of wages: 13,150.
    out("G-PLOT", (3, 11), outside("Terrains du Val Mirel"), 3_500, TRANSFER, "VIR PARCELLE"); // 9,650
    out("G-A", (3, 12), cast.first_relative, 5_000, TRANSFER, "VIR FAMILLE"); // 4,650
    out("G-CASH-1", (3, 13), CASH, 2_500, Channel::CashOut, "RETRAIT GUICHET"); // 2,150
    out("G-FEE-1", (3, 15), outside("Banque du Confluent Vert"), 25, Channel::Fee, "FRAIS DE TENUE DE COMPTE"); // 2,125
    out("G-AGENT-1", (3, 18), cast.agent, 1_200, TRANSFER, "VIR MANDAT"); // 925, the lowest of March
    // 840 of fares.
    out("G-RENT-1", (4, 5), cast.landlords[1], 700, TRANSFER, "VIR LOYER"); // 1,065
    // 9,550 of wages: 10,615.
    out("G-VAN", (4, 9), outside("Garage Roncevert"), 2_400, TRANSFER, "VIR REPARATION FOURGON"); // 8,215
    out("G-B", (4, 10), cast.second_relative, 6_000, TRANSFER, "VIR FAMILLE"); // 2,215
    out("G-S", (4, 11), cast.savings, 1_500, TRANSFER, "VIR EPARGNE"); // 715
    out("G-FEE-2", (4, 15), outside("Banque du Confluent Vert"), 25, Channel::Fee, "FRAIS DE TENUE DE COMPTE"); // 690
    // 900 of fares.
    out("G-RENT-2", (5, 6), cast.landlords[1], 700, TRANSFER, "VIR LOYER"); // 890
    // 9,550 of wages: 10,440.
    out("G-H", (5, 9), cast.household, 7_000, TRANSFER, "VIR MAISON"); // 3,440
    out("G-AGENT-2", (5, 13), cast.agent, 1_500, TRANSFER, "VIR MANDAT"); // 1,940
    out("G-FEE-3", (5, 15), outside("Banque du Confluent Vert"), 25, Channel::Fee, "FRAIS DE TENUE DE COMPTE"); // 1,915
    out("G-CASH-2", (5, 16), CASH, 600, Channel::CashOut, "RETRAIT DAB"); // 1,315
    // 720 of fares, and 500 that come back from the savings account: 2,535 on 31 May.
    draft.book("S-G", (5, 27), (cast.savings, cast.gathering), 50_000, (TRANSFER, "VIR DEPUIS EPARGNE"));
    // After the day on which the accounts are looked at.
    draft.book("G-VAN-2", (6, 4), (from, outside("Garage Roncevert")), 40_000, (TRANSFER, "VIR PNEUS FOURGON"));
}

fn first_relative(draft: &mut Draft, cast: &Cast) {
    let relative = cast.first_relative;
    // On 12 March the bank shows what came in and what went out, and not which came first.
    draft.book("A-SHOP", (3, 12), (relative, cast.processor), 150_000, (Channel::Card, "CARTE MEUBLES"));
    for transfer in draft.transfers.iter_mut().filter(|transfer| ["G-A", "A-SHOP"].contains(&transfer.id.as_str())) {
        transfer.ordered = false;
    }
    draft.book("A-H", (3, 14), (relative, cast.household), 450_000, (TRANSFER, "VIR MAISON"));
    for month in [3, 4, 5] {
        let pay = format!("PAY-{month}-A");
        draft.book(pay, (month, 28), (EMPLOYER, relative), 135_000, (TRANSFER, "VIR SALAIRE"));
        if month > 3 {
            let rent = format!("A-RENT-{month}");
            draft.book(rent, (month, 5), (relative, cast.landlords[0]), 55_000, (TRANSFER, "VIR LOYER"));
        }
    }
}

fn second_relative(draft: &mut Draft, cast: &Cast) {
    let relative = cast.second_relative;
    let garage = WorkedSide::Outside("Garage Roncevert");
    // 200 were there: 1,400 overdrawn.
    draft.book("B-CAR", (3, 20), (relative, garage), 160_000, (Channel::Card, "CARTE REPARATION"));
    draft.book("B-H", (4, 12), (relative, cast.household), 400_000, (TRANSFER, "VIR MAISON"));
    for month in [4, 5] {
        let pay = format!("PAY-{month}-B");
        draft.book(pay, (month, 28), (EMPLOYER, relative), 125_000, (TRANSFER, "VIR SALAIRE"));
    }
    draft.book("B-RENT", (5, 6), (relative, cast.landlords[2]), 48_000, (TRANSFER, "VIR LOYER"));
}

fn household(draft: &mut Draft, cast: &Cast) {
    let (house, builder) = (cast.household, cast.builder);
    for (month, day) in [(3, 20), (4, 18), (5, 16)] {
        let pension = format!("PENSION-{month}");
        draft.book(pension, (month, day), (cast.pension_fund, house), 31_000, (TRANSFER, "PENZIJA"));
    }
    draft.book("COUSIN", (4, 10), (cast.cousin, house), 40_000, (TRANSFER, "VIR FAMILLE"));
    draft.book("H-BUILD-1", (3, 25), (house, builder), 400_000, (TRANSFER, "GRADNJA KUCE 1"));
    draft.book("H-BUILD-2", (4, 22), (house, builder), 350_000, (TRANSFER, "GRADNJA KUCE 2"));
    draft.book("H-CASH-IN", (4, 26), (CASH, house), 240_000, (Channel::CashIn, "UPLATA GOTOVINE"));
    draft.book("H-STONE", (5, 14), (house, cast.materials), 260_000, (TRANSFER, "MATERIJAL"));
    draft.book("H-BUILD-3", (5, 22), (house, builder), 500_000, (TRANSFER, "GRADNJA KUCE 3"));
    draft.book("H-CASH", (5, 24), (house, CASH), 30_000, (Channel::CashOut, "BANKOMAT"));
    let quarry = WorkedSide::Outside("Kamenolom Staro Jasenje");
    draft.book("V-STONE", (5, 20), (cast.materials, quarry), 600_000, (TRANSFER, "KAMEN"));
}
