//! What a form says that records whole transfers, both sides in a row.

use filature_synth::{SynthSide, SynthTransfer, SyntheticCase};

use super::letters::{bare, first, printed, swift_letters};
use super::{Row, iban, money};

/// A row for each of the transfers.
pub fn transfers(
    case: &SyntheticCase,
    is_stated: impl Fn(&SynthTransfer) -> bool,
    more: impl Fn(&SynthTransfer) -> Row,
) -> Vec<Row> {
    let row = |made: &SynthTransfer| {
        let mut row = more(made);
        row.insert("legs", "both".to_owned());
        row.extend(money(made));
        row
    };
    case.transfers.iter().filter(|made| is_stated(made)).map(row).collect()
}

/// Orders and transfers between banks.
pub fn payment(case: &SyntheticCase, made: &SynthTransfer, status: &str) -> Row {
    Row::from([
        ("debtor", iban(case, &made.debtor).to_owned()),
        ("creditor", iban(case, &made.creditor).to_owned()),
        ("debtor_name", printed(&made.debtor.name)),
        ("creditor_name", printed(&made.creditor.name)),
        ("text", printed(&made.text)),
        ("reference", made.reference.clone()),
        ("status", status.to_owned()),
    ])
}

pub fn single_payment(case: &SyntheticCase, made: &SynthTransfer) -> Row {
    let reference = if made.reference.is_empty() { &made.id } else { &made.reference };
    let name = |side: &SynthSide| bare(&first(&swift_letters(&side.name), 35));
    Row::from([
        ("debtor", iban(case, &made.debtor).to_owned()),
        ("creditor", iban(case, &made.creditor).to_owned()),
        ("bare_debtor_name", name(&made.debtor)),
        ("bare_creditor_name", name(&made.creditor)),
        ("bare_text", bare(&first(&swift_letters(&made.text), 4 * 35))),
        ("reference", reference.clone()),
        ("status", String::new()),
    ])
}

/// Whoever has no account gets one at bank nought, by the name: the first is number nought.
pub fn amlworld(case: &SyntheticCase) -> Vec<Row> {
    let outside = outside(case, |side| side.name.to_string());
    let account = |side: &SynthSide, cash: &str| match side.account.map(|position| &case.accounts[position]) {
        Some(account) => account.iban.clone(),
        None if side.name.is_empty() => format!("00000:{cash}"),
        None => format!("00000:X{:06}", outside.iter().position(|name| **name == *side.name).unwrap()),
    };
    let row = |made: &SynthTransfer| {
        Row::from([
            ("debtor", account(&made.debtor, "CASH-IN")),
            ("creditor", account(&made.creditor, "CASH-OUT")),
            ("booked_at", moment(made)),
        ])
    };
    transfers(case, |_| true, row)
}

/// Everybody without an account, once each, in the order in which they appear.
fn outside(case: &SyntheticCase, who: impl Fn(&SynthSide) -> String) -> Vec<String> {
    let mut outside: Vec<String> = Vec::new();
    for side in case.transfers.iter().flat_map(|made| [&made.debtor, &made.creditor]) {
        if side.account.is_none() && !side.name.is_empty() && !outside.contains(&who(side)) {
            outside.push(who(side));
        }
    }
    outside
}

/// Entities: whoever has no account goes by the id of an entity, one for each name, country and document.
pub fn ftm(case: &SyntheticCase) -> Vec<Row> {
    let who = |side: &SynthSide| {
        let document = side.identity.as_ref().map_or("", |identity| &identity.document);
        format!("{}\n{}\n{document}", side.name, side.country)
    };
    let outside = outside(case, who);
    let id = |side: &SynthSide| match outside.iter().position(|known| *known == who(side)) {
        Some(number) if side.account.is_none() => format!("ftm:o{number}"),
        _ => iban(case, side).to_owned(),
    };
    let row = |made: &SynthTransfer| {
        let mut row = whole(case, made);
        row.extend([("debtor", id(&made.debtor)), ("creditor", id(&made.creditor))]);
        row
    };
    transfers(case, |_| true, row)
}

/// What every form says that records whole transfers.
fn whole(case: &SyntheticCase, made: &SynthTransfer) -> Row {
    Row::from([
        ("transaction", made.id.clone()),
        ("booked_at", moment(made)),
        ("debtor", iban(case, &made.debtor).to_owned()),
        ("creditor", iban(case, &made.creditor).to_owned()),
        ("debtor_name", made.debtor.name.to_string()),
        ("creditor_name", made.creditor.name.to_string()),
        ("text", made.text.to_string()),
        ("reference", made.reference.clone()),
    ])
}

pub fn goaml(case: &SyntheticCase, made: &SynthTransfer) -> Row {
    let mut row = whole(case, made);
    row.insert("terminal", made.terminal.to_string());
    row.extend(people(made));
    row
}

pub fn canonical(case: &SyntheticCase, made: &SynthTransfer) -> Row {
    let mut row = goaml(case, made);
    row.extend(place(made));
    row.insert("value_on", made.booked_on.to_string());
    row.insert("channel", made.channel.word().to_owned());
    row.insert("mcc", made.mcc.to_owned());
    row.insert("payroll", made.payroll.to_string());
    row
}

pub fn remittance(made: &SynthTransfer) -> Row {
    let mut row = people(made);
    row.extend(place(made));
    row.extend([
        ("booked_at", moment(made)),
        ("debtor_name", made.debtor.name.to_string()),
        ("creditor_name", made.creditor.name.to_string()),
        ("reference", made.id.clone()),
        ("terminal", made.terminal.to_string()),
        ("channel", "remittance".to_owned()),
    ]);
    row
}

fn people(made: &SynthTransfer) -> Row {
    let identity = |side: &SynthSide| side.identity.as_deref().cloned().unwrap_or_default();
    let (debtor, creditor) = (identity(&made.debtor), identity(&made.creditor));
    Row::from([
        ("debtor_country", made.debtor.country.to_owned()),
        ("creditor_country", made.creditor.country.to_owned()),
        ("debtor_document", debtor.document),
        ("creditor_document", creditor.document),
        ("debtor_phone", debtor.phone),
        ("creditor_phone", creditor.phone),
    ])
}

fn place(made: &SynthTransfer) -> Row {
    Row::from([("country", made.country.to_owned()), ("city", made.city.to_string())])
}

/// Day and minute, as `YYYY-MM-DDTHH:MM:SS`.
fn moment(made: &SynthTransfer) -> String {
    format!("{}T{:02}:{:02}:00", made.booked_on, made.minute / 60, made.minute % 60)
}
