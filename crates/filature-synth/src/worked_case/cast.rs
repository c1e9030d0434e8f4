//! Who holds the two hundred accounts.

use filature_model::AccountKind;

use super::{Draft, WorkedAccount, WorkedPart, WorkedSide};

/// How many of each.
pub(super) const PERSONS: usize = 12;
const LANDLORDS: usize = 5;
const SHOPS: usize = 24;
/// So many that there are two hundred accounts.
const FAMILIES: usize = 148;

const TOWNS: [&str; 4] = ["Lyon", "Dijon", "Valence", "Mâcon"];
const VILLAGE: &str = "Gornja Brezovina";

/// Every account, as a side that can pay and be paid.
pub(super) struct Cast {
    pub persons: Vec<WorkedSide>,
    pub gathering: WorkedSide,
    pub savings: WorkedSide,
    pub first_relative: WorkedSide,
    pub second_relative: WorkedSide,
    pub household: WorkedSide,
    pub builder: WorkedSide,
    pub materials: WorkedSide,
    pub agent: WorkedSide,
    pub processor: WorkedSide,
    pub pension_fund: WorkedSide,
    pub cousin: WorkedSide,
    pub landlords: Vec<WorkedSide>,
    pub shops: Vec<WorkedSide>,
    pub families: Vec<WorkedSide>,
}

impl Cast {
    pub fn gather(draft: &mut Draft) -> Self {
        use AccountKind::{Agent, Business, Merchant, Personal, Public};
        let mut one = |part, (key, holder): (&str, &str), (country, city), kind, opening_euro: Option<i64>| {
            draft.accounts.push(WorkedAccount {
                key: key.to_owned(),
                holder: holder.to_owned(),
                country,
                city,
                kind,
                opening_minor: opening_euro.map(|euro| euro * 100),
                part,
            });
            WorkedSide::Account(draft.accounts.len() - 1)
        };
        let (lyon, dijon, village) = (("FR", "Lyon"), ("FR", "Dijon"), ("RS", VILLAGE));
        let gathering = ("CONFLUENT:200", "Amélie Castagnol");
        let gathering = one(WorkedPart::Gathering, gathering, lyon, Personal, Some(3_000));
        let savings = ("CONFLUENT:201", "Amélie Castagnol");
        let savings = one(WorkedPart::Savings, savings, lyon, Personal, Some(0));
        let first_relative = ("CONFLUENT:300", "Goran Travičić");
        let first_relative = one(WorkedPart::FirstRelative, first_relative, dijon, Personal, Some(1_900));
        let second_relative = ("COTEAUX:310", "Tijana Travičić");
        let second_relative = one(WorkedPart::SecondRelative, second_relative, lyon, Personal, Some(200));
        let cousin = one(WorkedPart::Cousin, ("CONFLUENT:320", "Miloš Zlatarić"), lyon, Personal, Some(1_100));
        let household = one(WorkedPart::Household, ("JASEN:400", "Vesna Zlatarić"), village, Personal, None);
        let builder = ("JASEN:450", "Gradnja Zlatno Polje");
        let builder = one(WorkedPart::Builder, builder, village, Business, Some(18_000));
        let materials = ("JASEN:460", "Stovarište Javorak");
        let materials = one(WorkedPart::Materials, materials, village, Merchant, Some(5_000));
        let pension_fund = ("JASEN:480", "Fond za penzije Jasen");
        let pension_fund = one(WorkedPart::PensionFund, pension_fund, village, Public, Some(90_000));
        let agent = one(WorkedPart::Agent, ("CONFLUENT:900", "Passerelle Transfert"), lyon, Agent, Some(40_000));
        let processor = ("COTEAUX:950", "Passerelle Paiement");
        let processor = one(WorkedPart::Processor, processor, lyon, Business, Some(2_000));
        let mut several =
            |part, count: usize, first: usize, bank: &str, name: &str, kind, opening: fn(usize) -> i64| {
                let each = |number: usize| {
                    let key = format!("{bank}:{}", first + number);
                    let holder = format!("{name} {:0width$}", number + 1, width = if count > 99 { 3 } else { 2 });
                    one(part, (&key, &holder), ("FR", TOWNS[number % TOWNS.len()]), kind, Some(opening(number)))
                };
                (0..count).map(each).collect::<Vec<_>>()
            };
        let persons = |n: usize| 150 + 10 * n as i64;
        let families = |n: usize| 1_200 + (n as i64 * 29) % 900;
        Self {
            persons: several(WorkedPart::Person, PERSONS, 101, "COTEAUX", "Personne", Personal, persons),
            landlords: several(WorkedPart::Landlord, LANDLORDS, 501, "CONFLUENT", "Bailleur", Business, |_| 4_000),
            shops: several(WorkedPart::Shop, SHOPS, 701, "CONFLUENT", "Magasin", Merchant, |_| 2_500),
            families: several(WorkedPart::Family, FAMILIES, 1_001, "CONFLUENT", "Foyer", Personal, families),
            gathering,
            savings,
            first_relative,
            second_relative,
            household,
            builder,
            materials,
            agent,
            processor,
            pension_fund,
            cousin,
        }
    }
}
