//! The canonical layout: every transfer a row with both sides, and the list of account holders.

use super::{point, row};
use crate::calendar::{civil, months};
use crate::{SynthSide, SyntheticCase};

const TRANSACTIONS: [&str; 24] = [
    "id",
    "booked_at",
    "debtor",
    "creditor",
    "amount",
    "currency",
    "value_date",
    "sequence",
    "channel",
    "debtor_name",
    "creditor_name",
    "debtor_country",
    "creditor_country",
    "country",
    "city",
    "terminal",
    "mcc",
    "text",
    "reference",
    "payroll",
    "debtor_document",
    "creditor_document",
    "debtor_phone",
    "creditor_phone",
];

const ACCOUNTS: [&str; 15] = [
    "account",
    "holder",
    "country",
    "city",
    "kind",
    "opening_balance",
    "opening_at",
    "currency",
    "opened_at",
    "phone",
    "email",
    "device",
    "address",
    "birth_date",
    "introducer",
];

/// All transfers, in order of time. It has no faults: it is the truth as a table.
pub(super) fn transactions(case: &SyntheticCase) -> (String, Vec<u8>) {
    let mut out = String::new();
    row(&mut out, ',', "\n", &TRANSACTIONS);
    let iban = |side: &SynthSide| side.account.map_or("", |position| case.accounts[position].iban.as_str());
    for (sequence, made) in case.transfers.iter().enumerate() {
        let on = made.booked_on.to_string();
        let at = format!("{on}T{:02}:{:02}:00Z", made.minute / 60, made.minute % 60);
        row(
            &mut out,
            ',',
            "\n",
            &[
                &made.id,
                &at,
                iban(&made.debtor),
                iban(&made.creditor),
                &point(made.amount_minor),
                "EUR",
                &on,
                &sequence.to_string(),
                made.channel.word(),
                &made.debtor.name,
                &made.creditor.name,
                made.debtor.country,
                made.creditor.country,
                made.country,
                &made.city,
                &made.terminal,
                made.mcc,
                &made.text,
                &made.reference,
                if made.payroll { "1" } else { "0" },
                document(&made.debtor),
                document(&made.creditor),
                phone(&made.debtor),
                phone(&made.creditor),
            ],
        );
    }
    ("transactions.csv".to_owned(), out.into_bytes())
}

fn document(side: &SynthSide) -> &str {
    side.identity.as_ref().map_or("", |identity| &identity.document)
}

fn phone(side: &SynthSide) -> &str {
    side.identity.as_ref().map_or("", |identity| &identity.phone)
}

/// The accounts whose statements are in the case, by number, with their balance at the start of its first day.
pub(super) fn accounts(case: &SyntheticCase) -> (String, Vec<u8>) {
    let mut out = String::new();
    row(&mut out, ',', "\n", &ACCOUNTS);
    let start = months().first().map_or(0, |month| month.first);
    let start = civil(start).to_string();
    let mut known: Vec<_> = case.accounts.iter().filter(|account| account.in_case).collect();
    known.sort_by(|one, other| one.iban.cmp(&other.iban));
    for account in known {
        row(
            &mut out,
            ',',
            "\n",
            &[
                &account.iban,
                &account.holder,
                account.country,
                &account.city,
                account.kind.word(),
                &point(account.opening_minor),
                &start,
                "EUR",
                &account.opened_on.to_string(),
                &account.phone,
                &account.email,
                &account.device,
                &account.address,
                &account.birth_date.map(|date| date.to_string()).unwrap_or_default(),
                &account.introducer,
            ],
        );
    }
    ("accounts.csv".to_owned(), out.into_bytes())
}
