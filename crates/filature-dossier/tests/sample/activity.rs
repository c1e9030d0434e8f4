//! What moved on the accounts of the invented case, made of its entries, and what a person states beside it.

use filature_dossier::{Activity, Content, DeclaredIncome, Fate, FlagRun, Movement, Threshold};
use filature_model::{Channel, PaymentStatus};

use super::{HUB, euro};

/// Every account that leads and traces are about is given whole.
pub fn add_activity(content: &mut Content) {
    let of_leads = content.leads.iter().flat_map(|lead| lead.accounts.iter().map(|member| member.account.clone()));
    let held = content.traces.iter().flat_map(|(_, trace)| trace.balances.iter().map(|at| at.account.clone()));
    let whole = of_leads.chain(held).chain([HUB.to_owned()]).collect();
    let mut activity = Activity { whole, ..Activity::default() };
    for (id, entries) in &content.entries {
        let entry = &entries[0].1;
        let key = |account: &Option<filature_model::AccountId>| account.as_ref().map(|id| id.as_str().to_owned());
        let fate = match (entry.status, entry.reversal) {
            (PaymentStatus::Paid, false) => Fate::Moved,
            (PaymentStatus::Paid, true) => Fate::TakenBack,
            _ => Fate::CalledOff,
        };
        activity.movements.push(Movement {
            id: id.clone(),
            payer: key(&entry.debtor.account),
            payee: key(&entry.creditor.account),
            paid: entry.amount,
            received: entry.received.unwrap_or(entry.amount),
            channel: entry.channel.unwrap_or(Channel::Other),
            fate,
        });
    }
    content.activity = activity;
}

/// An income, a decision on a person, a flag with its thresholds.
pub fn add_statements_of_persons(content: &mut Content) {
    content.income =
        vec![DeclaredIncome { account: HUB.to_owned(), year: 2024, money: euro(410_000), source: "D118".to_owned() }];
    content.categories.insert("FR7099999000010007001357112".to_owned(), filature_dossier::VICTIM.to_owned());
    content.flags = vec![FlagRun {
        id: "wage-sweep-to-one".to_owned(),
        version: 1,
        title: ("Wages sent on to one account".to_owned(), "Salaires renvoyés vers un seul compte".to_owned()),
        sources: vec!["FATF 2018".to_owned(), "FinCEN 2020".to_owned()],
        is_own: false,
        thresholds: vec![
            Threshold {
                meaning: ("time between pay and payment".to_owned(), "délai entre la paie et l'envoi".to_owned()),
                value: "48h".to_owned(),
                unit: "span".to_owned(),
                stated: false,
            },
            Threshold {
                meaning: ("people at least".to_owned(), "personnes au moins".to_owned()),
                value: "3".to_owned(),
                unit: "people".to_owned(),
                stated: true,
            },
        ],
    }];
}
