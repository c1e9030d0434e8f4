//! Look-alikes come as often as asked, and a population is plausible: what people share grows with them, numbers belong to
//! one holder, and no account is overdrawn.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{AccountKind, Channel};
use filature_synth::{Options, OutputFormat, SyntheticCase, demo, demo_files, files, generate};

fn population(transactions: usize) -> SyntheticCase {
    generate(&Options { seed: 12, transactions: Some(transactions), networks: 7, look_alikes: 40 })
}

#[test]
fn two_hundred_look_alikes_are_ten_of_each_kind() {
    let case = generate(&Options { seed: 2, transactions: Some(0), networks: 0, look_alikes: 200 });
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for look_alike in &case.truth.look_alikes {
        *kinds.entry(look_alike.kind).or_default() += 1;
        assert!(look_alike.transfers.len() >= 5 && !look_alike.accounts.is_empty(), "{}", look_alike.kind);
    }
    assert_eq!(kinds.len(), 20);
    assert!(kinds.values().all(|&count| count == 10), "{kinds:?}");
}

#[test]
fn an_independent_forwards_nothing_to_another_person() {
    let case = generate(&Options { seed: 2, transactions: Some(0), networks: 0, look_alikes: 20 });
    let look_alike = case.truth.look_alikes.iter().find(|known| known.kind == "independent-sex-worker").unwrap();
    let person = case.accounts.iter().position(|account| account.iban == look_alike.accounts[0].account).unwrap();
    let of = |made: &&filature_synth::SynthTransfer| made.debtor.account == Some(person);
    let received: i64 =
        case.transfers.iter().filter(|made| made.creditor.account == Some(person)).map(|made| made.amount_minor).sum();
    let mut to: BTreeMap<usize, i64> = BTreeMap::new();
    for made in case.transfers.iter().filter(of) {
        if let Some(payee) = made.creditor.account {
            *to.entry(payee).or_default() += made.amount_minor;
        }
    }
    // The largest payee is the landlord.
    assert!(to.values().all(|&sum| sum * 4 < received), "{to:?} of {received}");
    for mcc in ["7011", "7311"] {
        assert!(case.transfers.iter().filter(of).filter(|made| made.mcc == mcc).count() >= 5, "{mcc}");
    }
}

#[test]
fn a_population_is_as_large_as_asked_and_nobody_is_overdrawn() {
    let case = population(60_000);
    let planted: usize = case.truth.networks.iter().map(|network| network.transfers.len()).sum();
    let life = case.transfers.len() - planted;
    assert!((60_000..63_000).contains(&life), "{life}");
    let mut balances: Vec<i64> = case.accounts.iter().map(|account| account.opening_minor).collect();
    for made in &case.transfers {
        if let Some(from) = made.debtor.account {
            balances[from] -= made.amount_minor;
            assert!(balances[from] >= 0, "{}", case.accounts[from].iban);
        }
        if let Some(to) = made.creditor.account {
            balances[to] += made.amount_minor;
        }
    }
    let numbers: BTreeSet<&str> = case.accounts.iter().map(|account| account.iban.as_str()).collect();
    assert_eq!(numbers.len(), case.accounts.len());
    assert_eq!(case, population(60_000));
}

#[test]
fn employers_landlords_and_agents_have_as_many_people_as_in_life() {
    let case = population(200_000);
    let (mut staff, mut tenants, mut customers): (
        BTreeMap<_, BTreeSet<_>>,
        BTreeMap<_, BTreeSet<_>>,
        BTreeMap<_, BTreeSet<_>>,
    ) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for made in &case.transfers {
        if made.payroll {
            staff.entry(made.debtor.account).or_default().insert(made.creditor.account);
        } else if made.text.starts_with("LOYER 0") {
            tenants.entry(made.creditor.account).or_default().insert(made.debtor.account);
        } else if made.channel == Channel::Remittance {
            customers.entry(&made.terminal).or_default().insert(made.debtor.account);
        }
    }
    let most = |sizes: Vec<usize>| sizes.into_iter().max().unwrap();
    assert!(staff.len() > 40 && (40..=305).contains(&most(staff.values().map(BTreeSet::len).collect())));
    assert!(tenants.len() > 60 && most(tenants.values().map(BTreeSet::len).collect()) <= 45);
    assert!((5..120).contains(&customers.len()), "{}", customers.len());
    assert!(customers.keys().all(|terminal| terminal.starts_with("AGT-")));
    let kind = |kind| case.accounts.iter().filter(|account| account.kind == kind).count();
    assert!(kind(AccountKind::Public) >= 4 && kind(AccountKind::Business) >= 50 && kind(AccountKind::Merchant) >= 2);
    let young =
        case.accounts.iter().filter(|account| account.birth_date.is_some_and(|born| born.year() >= 2007)).count();
    assert!(young * 100 > case.accounts.len(), "{young} of {}", case.accounts.len());
}

#[test]
fn payees_of_remittances_mostly_have_a_telephone_or_a_document() {
    let case = population(60_000);
    let made = files(&case, &[OutputFormat::Canonical]);
    let text = std::str::from_utf8(&made[0].1).unwrap();
    assert!(text.lines().next().unwrap().ends_with("debtor_document,creditor_document,debtor_phone,creditor_phone"));
    let sent: Vec<&str> = text.lines().filter(|row| row.contains(",remittance,")).collect();
    let known = sent.iter().filter(|row| !row.ends_with(",,,,")).count();
    assert!(known * 100 >= sent.len() * 80 && known < sent.len(), "{known} of {}", sent.len());
    let accounts = std::str::from_utf8(&made[1].1).unwrap();
    assert!(accounts.starts_with(
        "account,holder,country,city,kind,opening_balance,opening_at,currency,opened_at,phone,email,device,address,\
         birth_date,introducer\n"
    ));
}

#[test]
fn identifiers_are_invented() {
    let case = population(60_000);
    for account in &case.accounts {
        assert!(account.email.ends_with("@courriel.example"), "{}", account.email);
        assert!(account.phone.starts_with('+') && account.iban[4..].starts_with("99"), "{}", account.iban);
    }
    let documents =
        case.transfers.iter().filter_map(|made| made.creditor.identity.as_ref()).map(|known| &known.document);
    assert!(documents.filter(|document| !document.is_empty()).all(|document| document.starts_with("ZZ")));
}

#[test]
fn the_demo_keeps_its_size() {
    let case = demo();
    let made = demo_files(&case);
    assert!((45..=70).contains(&made.len()), "{} files", made.len());
    assert!((2_500..4_500).contains(&case.transfers.len()), "{}", case.transfers.len());
    assert_eq!(case.truth.look_alikes.len(), 8);
}
