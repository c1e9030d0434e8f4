//! The worked case as files in the program's own layouts (`docs/reference/formats.md`).

use filature_model::{Channel, Currency, decimal_string};

use super::{ANSWER_MINOR, WorkedAccount, WorkedCase, WorkedPart, WorkedSide};

const OPENING_AT: &str = "2024-03-01";

pub(super) fn all(case: &WorkedCase) -> Vec<(String, Vec<u8>)> {
    let named = |name: &str, text: String| (name.to_owned(), text.into_bytes());
    vec![
        named("transactions.csv", transactions(case)),
        named("accounts.csv", accounts(case)),
        named("wages.csv", claims(case, |_| "wages".to_owned())),
        named("persons.csv", claims(case, |number| format!("person-{number:02}"))),
        named("answer.csv", answer(case)),
    ]
}

fn amount(minor: i64) -> String {
    decimal_string(i128::from(minor), Currency::EUR)
}

fn transactions(case: &WorkedCase) -> String {
    let mut out = String::from(
        "id,booked_at,debtor,creditor,amount,currency,sequence,channel,debtor_name,creditor_name,text,payroll\n",
    );
    for (sequence, made) in case.transfers.iter().enumerate() {
        let side = |side: WorkedSide| match side {
            WorkedSide::Account(place) => (case.accounts[place].key.as_str(), case.accounts[place].holder.as_str()),
            WorkedSide::Outside(name) => ("", name),
        };
        let ((debtor, debtor_name), (creditor, creditor_name)) = (side(made.debtor), side(made.creditor));
        let sequence = if made.ordered { sequence.to_string() } else { String::new() };
        let is_pay = made.channel == Channel::Transfer && made.text == "VIR SALAIRE";
        // No name and no text here holds a comma or a quotation mark.
        out.push_str(&format!(
            "{},{},{debtor},{creditor},{},EUR,{sequence},{},{debtor_name},{creditor_name},{},{}\n",
            made.id,
            made.on,
            amount(made.amount_minor),
            made.channel.word(),
            made.text,
            u8::from(is_pay),
        ));
    }
    out
}

const ACCOUNTS: &str = "account,holder,country,city,kind,opening_balance,opening_at,currency,hub\n";

fn accounts(case: &WorkedCase) -> String {
    let mut known: Vec<&WorkedAccount> = case.accounts.iter().collect();
    known.sort_by(|one, other| one.key.cmp(&other.key));
    let rows = known.into_iter().map(|account| row(account, account.opening_minor));
    std::iter::once(ACCOUNTS.to_owned()).chain(rows).collect()
}

fn row(account: &WorkedAccount, opening_minor: Option<i64>) -> String {
    let (opening, at) = opening_minor.map_or_else(Default::default, |minor| (amount(minor), OPENING_AT));
    let WorkedAccount { key, holder, country, city, kind, part, .. } = account;
    let hub = u8::from(*part == WorkedPart::Agent);
    format!("{key},{holder},{country},{city},{},{opening},{at},EUR,{hub}\n", kind.word())
}

fn answer(case: &WorkedCase) -> String {
    let household = case.account(WorkedPart::Household).map(|account| row(account, Some(ANSWER_MINOR)));
    std::iter::once(ACCOUNTS.to_owned()).chain(household).collect()
}

fn claims(case: &WorkedCase, name: impl Fn(u32) -> String) -> String {
    let rows = case.claimed.iter().map(|(number, id, part_minor)| {
        format!("{},{id},{}\n", name(*number), part_minor.map(amount).unwrap_or_default())
    });
    std::iter::once("claim,transaction,amount\n".to_owned()).chain(rows).collect()
}
