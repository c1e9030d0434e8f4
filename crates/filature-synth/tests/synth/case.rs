//! The case itself: determinism, numbers, proportions, and that the canonical layout is the truth.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Channel, iban_check};
use filature_synth::{
    Bank, NetworkForm, Options, OutputFormat, PartOf, SyntheticCase, demo, demo_files, files, generate,
    random_ledger_csv,
};
use jiff::ToSpan;

fn small(seed: u64) -> Options {
    Options { seed, transactions: Some(900), networks: 2, look_alikes: 3 }
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let bytes = |seed| files(&generate(&small(seed)), OutputFormat::ALL);
    assert_eq!(bytes(3), bytes(3));
    assert_ne!(bytes(3), bytes(4));
    assert_eq!(demo_files(&demo()), demo_files(&demo()));
}

#[test]
fn account_numbers_hold_every_check() {
    let case = generate(&Options { seed: 11, transactions: Some(4_000), networks: 4, look_alikes: 16 });
    let mut seen = BTreeSet::new();
    for account in &case.accounts {
        assert_eq!(iban_check(&account.iban), Some(true), "{}", account.iban);
        assert!(seen.insert(&account.iban), "{} twice", account.iban);
        let national = &account.iban[4..];
        match account.bank {
            Bank::Jasen => assert!(account.iban.starts_with("RS35") && national.parse::<u128>().unwrap() % 97 == 1),
            Bank::Lisi => {
                let weights = [9, 7, 3, 1, 9, 7, 3, 1];
                let sum: u32 =
                    national.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
                assert_eq!(sum % 10, 0, "{}", account.iban);
            }
            _ => assert_eq!(national.parse::<u128>().unwrap() % 97, 0, "RIB key of {}", account.iban),
        }
    }
}

#[test]
fn ordinary_life_is_ten_times_the_network() {
    let case = demo();
    let planted = case.truth.networks[0].transfers.len();
    let share = planted * 1_000 / case.transfers.len();
    assert!((85..=92).contains(&share), "{planted} of {}", case.transfers.len());
    assert!((2_500..6_000).contains(&case.transfers.len()), "{}", case.transfers.len());
}

#[test]
fn amounts_are_positive_and_nobody_is_overdrawn() {
    for seed in 0..6 {
        let case = generate(&small(seed));
        let mut balances: Vec<i64> = case.accounts.iter().map(|account| account.opening_minor).collect();
        for made in &case.transfers {
            assert!(made.amount_minor > 0);
            assert_ne!(made.debtor, made.creditor, "{}", made.id);
            if let Some(from) = made.debtor.account {
                balances[from] -= made.amount_minor;
                assert!(balances[from] >= 0, "{} by {}", case.accounts[from].iban, made.id);
            }
            if let Some(to) = made.creditor.account {
                balances[to] += made.amount_minor;
            }
        }
        assert!(
            case.transfers.windows(2).all(|two| (two[0].booked_on, two[0].minute) <= (two[1].booked_on, two[1].minute))
        );
        assert!(case.transfers.windows(2).all(|two| two[0].id < two[1].id));
    }
}

/// The account of a role; the demo has one of each but workers.
fn of_role(case: &SyntheticCase, role: &str) -> Vec<usize> {
    let parts = &case.truth.networks[0].accounts;
    let ibans: Vec<&str> = parts.iter().filter(|part| part.role == role).map(|part| part.account.as_str()).collect();
    (0..case.accounts.len()).filter(|&at| ibans.contains(&case.accounts[at].iban.as_str())).collect()
}

#[test]
fn four_fifths_of_each_wage_leave_within_two_days() {
    let case = demo();
    assert_eq!(case.truth.networks[0].form, NetworkForm::WageSweep);
    let (workers, collector) = (of_role(&case, "worker"), of_role(&case, "collector")[0]);
    assert_eq!(workers.len(), 10);
    let mut wages = 0;
    for wage in case.transfers.iter().filter(|made| made.payroll && workers.contains(&made.creditor.account.unwrap())) {
        wages += 1;
        let worker = wage.creditor.account;
        let latest = wage.booked_on.checked_add(2.days()).unwrap();
        let swept: i64 = case
            .transfers
            .iter()
            .filter(|made| made.debtor.account == worker && made.creditor.account == Some(collector))
            .filter(|made| made.id > wage.id && (made.booked_on, made.minute) <= (latest, wage.minute))
            .map(|made| made.amount_minor)
            .sum();
        // Whole cents are rounded down once.
        assert!(swept * 100 + 100 >= wage.amount_minor * 80, "{}", wage.id);
    }
    assert_eq!(wages, 80);
}

#[test]
fn the_collector_passes_on_what_arrives() {
    let case = demo();
    let (collector, home, seller) =
        (of_role(&case, "collector")[0], of_role(&case, "home")[0], of_role(&case, "seller")[0]);
    let sum = |chosen: &dyn Fn(&filature_synth::SynthTransfer) -> bool| -> i64 {
        case.transfers.iter().filter(|made| chosen(made)).map(|made| made.amount_minor).sum()
    };
    let out = |channel| sum(&|made| made.debtor.account == Some(collector) && made.channel == channel);
    let arrived = sum(&|made| made.creditor.account == Some(collector));
    assert!(out(Channel::Remittance) * 3 > arrived, "a third at least is remitted");
    assert!(out(Channel::CashOut) * 10 > arrived, "a tenth at least is drawn");
    let sent_home = sum(&|made| made.debtor.account == Some(collector) && made.creditor.account == Some(home));
    let car = sum(&|made| made.debtor.account == Some(home) && made.creditor.account == Some(seller));
    assert!(sent_home * 6 > arrived && car * 2 > sent_home, "{car} of {sent_home} of {arrived}");
    // What the purchase needs has arrived before it: the opening stays that of a person of small means.
    assert!(case.accounts[home].opening_minor < 100_000);
    assert!(case.accounts[collector].opening_minor < 100_000);
    let towns: BTreeSet<&str> = case
        .transfers
        .iter()
        .filter(|made| made.debtor.account == Some(collector) && made.channel == Channel::CashOut)
        .map(|made| &*made.city)
        .collect();
    assert!((2..=3).contains(&towns.len()));
    assert!(case.transfers.iter().all(|made| made.channel != Channel::Remittance || made.creditor.account.is_none()));
}

#[test]
fn truth_names_what_is_in_the_case() {
    let case = generate(&small(21));
    assert_eq!((case.truth.networks.len(), case.truth.look_alikes.len()), (2, 3));
    let known: BTreeMap<&str, PartOf> = case.transfers.iter().map(|made| (made.id.as_str(), made.part_of)).collect();
    for (at, network) in case.truth.networks.iter().enumerate() {
        assert!(!network.transfers.is_empty());
        assert!(network.transfers.iter().all(|id| known[id.as_str()] == PartOf::Network(at)));
        assert!(network.accounts.iter().all(|part| case.accounts.iter().any(|account| account.iban == part.account)));
    }
    for (at, look_alike) in case.truth.look_alikes.iter().enumerate() {
        assert!(!look_alike.transfers.is_empty(), "{}", look_alike.kind);
        assert!(look_alike.transfers.iter().all(|id| known[id.as_str()] == PartOf::LookAlike(at)));
    }
    let json: serde_json::Value = serde_json::from_str(&case.truth.to_json().unwrap()).unwrap();
    assert_eq!(json["look_alikes"][0]["kind"], "family-pool");
}

#[test]
fn all_forms_of_network_come_up_and_every_plan_holds() {
    let case = generate(&Options { seed: 5, transactions: Some(0), networks: 20, look_alikes: 0 });
    let forms: BTreeSet<NetworkForm> = case.truth.networks.iter().map(|network| network.form).collect();
    assert!(forms.into_iter().eq(NetworkForm::ALL.into_iter().collect::<BTreeSet<_>>()));
    for network in &case.truth.networks {
        for part in network.accounts.iter().filter(|part| part.role == "collector" || part.role == "home") {
            let account = case.accounts.iter().find(|account| account.iban == part.account).unwrap();
            assert!(account.opening_minor < 100_000, "{} must live from what arrives", part.role);
        }
    }
}

#[test]
fn canonical_rows_are_the_transfers() {
    let case = generate(&small(8));
    let made = files(&case, &[OutputFormat::Canonical]);
    let text = String::from_utf8(made[0].1.clone()).unwrap();
    let mut rows = text.lines();
    let header: Vec<&str> = rows.next().unwrap().split(',').collect();
    assert_eq!(header[..6], ["id", "booked_at", "debtor", "creditor", "amount", "currency"]);
    let iban = |account: Option<usize>| account.map_or("", |at| case.accounts[at].iban.as_str());
    for (row, made) in rows.by_ref().zip(&case.transfers) {
        // No field before the text holds a comma or a quotation mark.
        let fields: Vec<&str> = row.split(',').collect();
        assert_eq!(fields[0], made.id);
        assert_eq!(&fields[1][..10], made.booked_on.to_string());
        assert_eq!(fields[2], iban(made.debtor.account));
        assert_eq!(fields[3], iban(made.creditor.account));
        assert_eq!(fields[4].replace('.', "").parse::<i64>().unwrap(), made.amount_minor);
        assert_eq!(fields[8], made.channel.word());
    }
    assert_eq!(text.lines().count(), case.transfers.len() + 1);
    let accounts = String::from_utf8(made[1].1.clone()).unwrap();
    assert_eq!(accounts.lines().count(), case.accounts.iter().filter(|account| account.in_case).count() + 1);
}

#[test]
fn amlworld_rows_carry_the_label() {
    let case = generate(&small(8));
    let made = files(&case, &[OutputFormat::Amlworld]);
    let text = String::from_utf8(made[0].1.clone()).unwrap();
    assert!(text.starts_with(
        "Timestamp,From Bank,Account,To Bank,Account,Amount Received,Receiving Currency,Amount Paid,Payment \
         Currency,Payment Format,Is Laundering\n2024/"
    ));
    let labelled = text.lines().filter(|row| row.ends_with(",1")).count();
    assert_eq!(labelled, case.truth.networks.iter().map(|network| network.transfers.len()).sum::<usize>());
    assert!(text.lines().all(|row| row.split(',').count() == 11));
}

#[test]
fn random_ledger_has_the_rows_asked_for() {
    let ledger = |transactions, accounts, seed| {
        let mut bytes = Vec::new();
        random_ledger_csv(transactions, accounts, 30, seed, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let text = ledger(20_000, 500, 1);
    assert_eq!(text, ledger(20_000, 500, 1));
    assert_ne!(text, ledger(20_000, 500, 2));
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|row| row.split(',').collect()).collect();
    assert_eq!(rows.len(), 20_000);
    assert!(rows.iter().all(|row| row.len() == 8 && row[2] != row[3] && !row[4].starts_with('-')));
    assert!(rows.windows(2).all(|two| two[0][1] <= two[1][1]));
    assert!(rows[0][1].starts_with("2024-01-01T00") && rows[19_999][1].starts_with("2024-01-30T23"));
    let mut degree: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &rows {
        *degree.entry(row[2]).or_default() += 1;
    }
    // The most active of 500 under Zipf 0.8 pays about one time in thirteen.
    let most = degree.values().max().unwrap();
    assert!((1_200..2_000).contains(most), "{most}");
    assert_eq!(ledger(0, 10, 1).lines().count(), 1);
}

#[test]
fn every_account_is_named_by_a_transfer() {
    let case = generate(&Options { seed: 5, transactions: Some(600), networks: 7, look_alikes: 20 });
    let named: BTreeSet<usize> =
        case.transfers.iter().flat_map(|made| [made.debtor.account, made.creditor.account]).flatten().collect();
    assert!(named.into_iter().eq(0..case.accounts.len()));
    let ibans: BTreeSet<&str> = case.accounts.iter().map(|account| account.iban.as_str()).collect();
    assert!(
        case.truth.networks.iter().flat_map(|network| &network.accounts).all(|part| ibans.contains(&*part.account))
    );
}

#[test]
fn no_account_moves_money_before_it_is_opened_and_no_form_of_a_field_marks_who_was_planted() {
    let case = generate(&Options { seed: 9, transactions: Some(600), networks: 14, look_alikes: 20 });
    for made in &case.transfers {
        for at in [made.debtor.account, made.creditor.account].into_iter().flatten() {
            assert!(case.accounts[at].opened_on <= made.booked_on, "{}", made.id);
        }
    }
    let length = |device: &str| device.len() == "appareil-000000".len();
    assert!(case.accounts.iter().all(|account| account.device.is_empty() || length(&account.device)));
    let mut openings: BTreeMap<i64, usize> = BTreeMap::new();
    for account in case.accounts.iter().filter(|account| account.opening_minor > 0) {
        *openings.entry(account.opening_minor).or_default() += 1;
    }
    assert!(openings.values().all(|&count| count <= 4), "{openings:?}");
}
