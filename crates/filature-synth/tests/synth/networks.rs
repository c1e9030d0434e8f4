//! Each form of network shows its traces, within the published aggregates (safeguards, 5.3), and is noisy as life is.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::Channel;
use filature_synth::{NetworkForm, Options, SynthTransfer, SyntheticCase, TrueNetwork, generate};

const SEEDS: [u64; 3] = [3, 17, 40];

/// A network with its transfers at hand.
struct Seen<'a> {
    case: &'a SyntheticCase,
    truth: &'a TrueNetwork,
    transfers: Vec<&'a SynthTransfer>,
    role_of: BTreeMap<usize, (&'static str, Option<&'static str>)>,
}

impl<'a> Seen<'a> {
    fn all(case: &'a SyntheticCase, form: NetworkForm) -> Vec<Self> {
        let position: BTreeMap<&str, usize> =
            case.accounts.iter().enumerate().map(|(at, account)| (account.iban.as_str(), at)).collect();
        let by_id: BTreeMap<&str, &SynthTransfer> =
            case.transfers.iter().map(|made| (made.id.as_str(), made)).collect();
        case.truth
            .networks
            .iter()
            .filter(|network| network.form == form)
            .map(|truth| Seen {
                case,
                truth,
                transfers: truth.transfers.iter().map(|id| by_id[id.as_str()]).collect(),
                role_of: truth
                    .accounts
                    .iter()
                    .map(|part| (position[part.account.as_str()], (part.role, part.side)))
                    .collect(),
            })
            .collect()
    }

    fn of_role(&self, role: &str) -> Vec<usize> {
        self.role_of.iter().filter(|(_, known)| known.0 == role).map(|(&at, _)| at).collect()
    }

    fn victims(&self) -> Vec<usize> {
        self.role_of.iter().filter(|(_, known)| known.1 == Some("victim-pattern")).map(|(&at, _)| at).collect()
    }

    fn sum(&self, chosen: impl Fn(&SynthTransfer) -> bool) -> i64 {
        self.transfers.iter().filter(|made| chosen(made)).map(|made| made.amount_minor).sum()
    }

    fn count(&self, chosen: impl Fn(&SynthTransfer) -> bool) -> usize {
        self.transfers.iter().filter(|made| chosen(made)).count()
    }

    /// How many share the most common value that is not empty.
    fn most_common(&self, of: &[usize], value: impl Fn(usize) -> String) -> usize {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for &at in of {
            *counts.entry(value(at)).or_default() += 1;
        }
        counts.remove("");
        counts.into_values().max().unwrap_or(0)
    }

    /// Whether people of the network are tied together on paper.
    fn is_tied(&self) -> bool {
        let victims = self.victims();
        let account = |at: usize| &self.case.accounts[at];
        self.most_common(&victims, |at| account(at).address.clone()) >= 3
            || self.most_common(&victims, |at| account(at).phone.clone()) >= 3
            || self.most_common(&victims, |at| account(at).introducer.clone()) >= 3
    }
}

fn cases() -> Vec<SyntheticCase> {
    let case = |seed| generate(&Options { seed, transactions: Some(0), networks: 20, look_alikes: 0 });
    SEEDS.into_iter().map(case).collect()
}

fn each(form: NetworkForm, check: impl Fn(&Seen<'_>)) {
    for case in cases() {
        let networks = Seen::all(&case, form);
        assert!(networks.len() >= 2, "{form:?}");
        networks.iter().for_each(&check);
    }
}

fn at_night(made: &SynthTransfer) -> bool {
    made.minute >= 1_290 || made.minute < 480
}

#[test]
fn all_are_tied_have_a_size_of_the_aggregates_and_send_money_home() {
    for case in cases() {
        for form in NetworkForm::ALL {
            for network in Seen::all(&case, form) {
                let persons: BTreeSet<&str> =
                    network.role_of.keys().map(|&at| &*network.case.accounts[at].holder).collect();
                let size = persons.len() + network.truth.payees.len();
                assert!((5..=60).contains(&size), "{form:?}: {size}");
                assert!(network.is_tied(), "{form:?}");
                let collectors = network.of_role("collector").len();
                let people: BTreeSet<&str> =
                    network.victims().iter().map(|&at| &*network.case.accounts[at].holder).collect();
                assert!(collectors * 11 >= people.len(), "{form:?}: {collectors} of {}", people.len());
                let sent: Vec<_> =
                    network.transfers.iter().filter(|made| made.channel == Channel::Remittance).collect();
                assert!(sent.len() >= 3, "{form:?}");
                assert!(sent.iter().all(|made| {
                    made.amount_minor < 100_000
                        && network.truth.payees.iter().any(|payee| **payee == *made.creditor.name)
                        && made.creditor.country == network.truth.home
                        && !made.terminal.is_empty()
                }));
                let towns: BTreeSet<&str> = network
                    .transfers
                    .iter()
                    .filter(|made| made.country == "FR" && !made.city.is_empty())
                    .map(|made| &*made.city)
                    .collect();
                assert!((2..=6).contains(&towns.len()), "{form:?}: {towns:?}");
                // People in it live from nothing that came before.
                for at in network.victims().into_iter().chain(network.of_role("collector")) {
                    assert!(network.case.accounts[at].opening_minor < 100_000, "{form:?}");
                }
            }
        }
    }
}

#[test]
fn takings_of_nights_leave_in_the_same_night() {
    each(NetworkForm::SexualExploitation, |network| {
        let (people, collectors) = (network.victims(), network.of_role("collector"));
        let is = |side: Option<usize>, among: &[usize]| side.is_some_and(|at| among.contains(&at));
        let taking = |made: &SynthTransfer| is(made.creditor.account, &people);
        let takings: Vec<_> = network.transfers.iter().filter(|made| taking(made)).collect();
        assert!(
            takings.iter().all(|made| made.amount_minor % 1_000 == 0 && (5_000..=30_000).contains(&made.amount_minor))
        );
        assert!(takings.iter().all(|made| at_night(made)));
        // Between a third and a half of 5,000 to 60,000 euro a person and year shows; here are eight months of it.
        let each = network.sum(taking) / i64::try_from(people.len()).unwrap();
        assert!((100_000..=2_000_000).contains(&each), "{each}");
        let payers: BTreeSet<&str> =
            takings.iter().map(|made| &*made.debtor.name).filter(|name| !name.is_empty()).collect();
        let paid = takings.iter().filter(|made| !made.debtor.name.is_empty()).count();
        assert!(payers.len() * 100 >= paid * 75 && payers.len() < paid, "{} of {paid}", payers.len());
        let forwarded =
            |made: &SynthTransfer| is(made.debtor.account, &people) && is(made.creditor.account, &collectors);
        let share = network.sum(forwarded) * 100 / network.sum(taking);
        assert!((55..=100).contains(&share), "{share}");
        assert!(network.count(|made| made.mcc == "7311") >= 15 && network.count(|made| made.mcc == "4121") >= 10);
        // Those who move go through the same towns in one sequence.
        let mut stays: BTreeMap<&str, BTreeSet<i8>> = BTreeMap::new();
        for made in network.transfers.iter().filter(|made| made.mcc == "7011") {
            stays.entry(&made.city).or_default().insert(made.booked_on.month());
        }
        assert!(stays.len() >= 3, "{stays:?}");
    });
}

#[test]
fn most_wages_leave_within_two_days() {
    each(NetworkForm::WageSweep, |network| {
        let (workers, collector) = (network.of_role("worker"), network.of_role("collector")[0]);
        let (mut wages, mut swept_wages) = (0, 0);
        for wage in network.transfers.iter().filter(|made| made.payroll) {
            wages += 1;
            let swept: i64 = network
                .transfers
                .iter()
                .filter(|made| {
                    made.debtor.account == wage.creditor.account
                        && made.creditor.account == Some(collector)
                        && made.id > wage.id
                        && (made.booked_on - wage.booked_on).get_days() <= 2
                })
                .map(|made| made.amount_minor)
                .sum();
            swept_wages += usize::from(swept * 100 >= wage.amount_minor * 70);
        }
        // A worker or a month without a sweep is life; most wages leave all the same.
        assert!(wages >= 15 && swept_wages * 100 >= wages * 80, "{swept_wages} of {wages}");
        let each = network.sum(|made| made.creditor.account == Some(collector)) / i64::try_from(workers.len()).unwrap();
        assert!((100_000..=800_000).contains(&each), "{each}");
    });
}

#[test]
fn estates_pay_a_firm_that_takes_the_sums_out_in_cash() {
    each(NetworkForm::VineyardSeason, |network| {
        let (firm, recruiter) = (network.of_role("employer")[0], network.of_role("recruiter")[0]);
        let estates = network.of_role("estate");
        let paid = network.sum(|made| made.debtor.account.is_some_and(|at| estates.contains(&at)));
        let drawn = network.sum(|made| made.debtor.account == Some(firm) && made.channel == Channel::CashOut);
        assert!((60..=90).contains(&(drawn * 100 / paid)), "{drawn} of {paid}");
        let fees: BTreeMap<usize, i64> = network
            .transfers
            .iter()
            .filter(|made| made.creditor.account == Some(recruiter))
            .fold(BTreeMap::new(), |mut fees, made| {
                assert!((6..=8).contains(&made.booked_on.month()), "{}", made.booked_on);
                *fees.entry(made.debtor.account.unwrap()).or_default() += made.amount_minor;
                fees
            });
        assert!(fees.len() >= 5 && fees.values().all(|&fee| (50_000..=1_000_000).contains(&fee)), "{fees:?}");
        let (least, most) = (fees.values().min().unwrap(), fees.values().max().unwrap());
        assert!(least * 14 >= most * 10, "{least} to {most}");
        let towns: BTreeSet<&str> = fees.keys().map(|&at| &*network.case.accounts[at].city).collect();
        assert_eq!(towns.len(), 1);
        let wages: Vec<i64> =
            network.transfers.iter().filter(|made| made.payroll).map(|made| made.amount_minor).collect();
        assert!(!wages.is_empty() && wages.iter().all(|&wage| wage < 110_000), "{wages:?}");
    });
}

#[test]
fn cash_near_a_quota_comes_almost_every_day_by_several_people_at_several_machines() {
    each(NetworkForm::ForcedBegging, |network| {
        let collectors = network.of_role("collector");
        let cash: Vec<_> = network
            .transfers
            .iter()
            .filter(|made| {
                made.channel == Channel::CashIn && made.creditor.account.is_some_and(|at| collectors.contains(&at))
            })
            .collect();
        let days: BTreeSet<_> = cash.iter().map(|made| made.booked_on).collect();
        assert!((170..=238).contains(&days.len()), "{}", days.len());
        assert!(cash.iter().all(|made| (5_000..=40_000).contains(&made.amount_minor)));
        let by: BTreeSet<&str> = cash.iter().map(|made| &*made.debtor.name).filter(|name| !name.is_empty()).collect();
        let machines: BTreeSet<&str> = cash.iter().map(|made| &*made.terminal).collect();
        assert!(by.len() >= 3 && machines.len() >= 4);
        // On some days three cards or more at one machine within a quarter of an hour.
        let holders = network.of_role("holder");
        let mut emptied: BTreeMap<_, Vec<u16>> = BTreeMap::new();
        for made in network.transfers.iter().filter(|made| made.channel == Channel::CashOut) {
            if made.debtor.account.is_some_and(|at| holders.contains(&at)) {
                emptied.entry((made.booked_on, &made.terminal)).or_default().push(made.minute);
            }
        }
        let together = emptied.values().filter(|minutes| minutes.len() >= 3 && minutes[2] - minutes[0] <= 15).count();
        assert!(together >= 5, "{together}");
        let each =
            network.sum(|made| made.channel == Channel::CashIn) / i64::try_from(network.victims().len()).unwrap();
        assert!(each <= 1_200_000, "{each}");
    });
}

#[test]
fn benefits_land_in_one_account_or_leave_within_a_day_and_credits_in_three() {
    each(NetworkForm::BenefitFraud, |network| {
        let collectors = network.of_role("collector");
        let benefits: Vec<_> = network.transfers.iter().filter(|made| made.text.starts_with("CAF ")).collect();
        assert!(benefits.len() >= 20);
        let to_one = benefits.iter().filter(|made| collectors.contains(&made.creditor.account.unwrap())).count();
        assert!(to_one > 0 || benefits.len() < 60);
        let openings: BTreeSet<_> =
            network.of_role("holder").iter().map(|&at| network.case.accounts[at].opened_on).collect();
        let (first, last) = (openings.first().unwrap(), openings.last().unwrap());
        assert!((*last - *first).get_days() <= 110, "{first} to {last}");
        let mut contracts: BTreeMap<usize, Vec<_>> = BTreeMap::new();
        for made in network.transfers.iter().filter(|made| made.text.starts_with("DEBLOCAGE")) {
            contracts.entry(made.creditor.account.unwrap()).or_default().push((made.booked_on, made.amount_minor));
        }
        for lent in contracts.values().filter(|lent| lent.len() == 2) {
            assert!((lent[1].0 - lent[0].0).get_days() <= 30);
        }
        let lent: i64 = contracts.values().flatten().map(|(_, minor)| minor).sum();
        let each = lent / i64::try_from(contracts.len().max(1)).unwrap();
        assert!(each <= 800_000);
    });
}

#[test]
fn minors_take_money_daily_and_an_adult_gathers_it() {
    each(NetworkForm::Minors, |network| {
        let first = jiff::civil::date(2024, 2, 1);
        let born = |at: usize| network.case.accounts[at].birth_date.unwrap();
        let minors = network.of_role("holder");
        assert!(minors.iter().all(|&at| born(at).year() >= 2007 && born(at) < first));
        assert!(network.of_role("collector").iter().all(|&at| born(at).year() <= 2000));
        let taking = |made: &SynthTransfer| made.creditor.account.is_some_and(|at| minors.contains(&at));
        let swept = |made: &SynthTransfer| made.debtor.account.is_some_and(|at| minors.contains(&at));
        assert!(network.sum(swept) * 100 >= network.sum(taking) * 80);
        assert!(network.count(|made| ["5931", "5933"].contains(&made.mcc)) >= 5);
        assert!(network.count(|made| made.mcc == "7011") >= 5);
        let each = network.sum(taking) / i64::try_from(minors.len()).unwrap();
        assert!((100_000..=2_000_000).contains(&each), "{each}");
    });
}
