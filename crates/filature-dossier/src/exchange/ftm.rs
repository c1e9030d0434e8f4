//! FollowTheMoney entities, one JSON object a line, for OpenAleph and whatever else reads them.
//!
//! | here | there |
//! |---|---|
//! | an account | `BankAccount`, and an `Ownership` of it |
//! | its holder | `Person`, `Company` or `PublicBody` where a list of accounts says which, else `LegalEntity` |
//! | a payment | `Payment`, its file as `proof`, its rows in `recordId` and `description` |
//! | a file | `Document`, without contents, its SHA-256 in `notes` |
//! | a trace | `Note`s on the accounts (`ftm_traces.rs`) |
//! | what is left out | a `Note` |
//!
//! No two names make one entity, and no entity holds two accounts: who is who, people decide. A name on a payment from an account that
//! another name holds is `namesMentioned`. Amounts are decimal strings with all minor digits.

use std::collections::BTreeSet;

use filature_model::{AccountKind, Language, SourceId};
use jiff::civil::Date;

use super::book::{Book, Known, Payment, Side};
use super::ftm_entity::{Entity, lines};
use super::{ftm_traces, said, written};
use crate::Form;
use crate::format::visible;
use crate::wording::exchange as words;

/// The file.
pub fn render(book: &Book<'_>) -> Result<Vec<u8>, String> {
    let about = Entity::new("about", "Note")
        .with("name", visible(&book.content.case_name))
        .with_all("description", said(Form::Ftm))
        .with("notes", visible(&book.content.program));
    let mut entities = vec![about];
    entities.extend(documents(book));
    for account in &book.accounts {
        entities.extend(of_account(account));
    }
    for payment in &book.payments {
        entities.extend(of_payment(book, payment));
    }
    entities.extend(ftm_traces::notes(book));
    Ok(lines(&entities))
}

fn document_name(source: SourceId) -> String {
    format!("source-{source}")
}

/// The name of the entity of an account.
pub fn account_name(account: &Known) -> String {
    format!("account-{}", account.number)
}

fn holder_name(account: &Known) -> String {
    format!("holder-{}", account.number)
}

/// The files that payments stand in.
fn documents<'a>(book: &'a Book<'_>) -> impl Iterator<Item = Entity> + 'a {
    let cited: BTreeSet<SourceId> =
        book.payments.iter().flat_map(|payment| &payment.rows).map(|row| row.source).collect();
    cited.into_iter().filter_map(|id| book.source(id)).map(|source| {
        let stated = |name: &str, text: &Option<String>| text.as_ref().map(|text| format!("{name}={}", visible(text)));
        let received = source.received.as_ref().and_then(|day| day.parse::<Date>().ok());
        Entity::new(document_name(source.id), "Document")
            .with("fileName", visible(&source.name))
            .with("title", source.exhibit.as_deref().map(visible))
            .with("fileSize", (source.size_bytes > 0).then(|| source.size_bytes.to_string()))
            .with("publisher", source.from.as_deref().map(visible))
            .with("retrievedAt", received.map(|day| day.to_string()))
            .with("notes", format!("SHA-256={}", visible(&source.sha256)))
            .with("notes", stated("exhibit", &source.exhibit))
            .with("notes", stated("request", &source.request))
    })
}

fn schema(kind: Option<AccountKind>) -> &'static str {
    match kind {
        Some(AccountKind::Personal) => "Person",
        Some(AccountKind::Business | AccountKind::Merchant) => "Company",
        Some(AccountKind::Public) => "PublicBody",
        // An agent may be a person or a firm.
        Some(AccountKind::Agent) | None => "LegalEntity",
    }
}

/// An account, who holds it, and that they do. Where no source names the holder, the account's key stands for the name, and a note
/// says so: without a payer, a payment would be drawn on no network.
fn of_account(account: &Known) -> [Entity; 3] {
    let unnamed =
        account.holder.is_none().then(|| [Language::English, Language::French].map(|l| words::FTM_NO_HOLDER.pick(l)));
    let holder = Entity::new(holder_name(account), schema(account.kind))
        .with("name", account.holder.clone().unwrap_or_else(|| account.key.clone()))
        .with_all("notes", unnamed.into_iter().flatten());
    let held = Entity::new(account_name(account), "BankAccount")
        .with("accountNumber", account.key.clone())
        .with("iban", account.is_iban.then(|| account.key.clone()));
    let owned = Entity::new(format!("ownership-{}", account.number), "Ownership")
        .to("owner", holder_name(account))
        .to("asset", account_name(account));
    [held, holder, owned]
}

fn of_payment(book: &Book<'_>, payment: &Payment) -> Vec<Entity> {
    let name = format!("payment-{}", payment.number);
    let known = |side: &Side| side.account.and_then(|at| book.accounts.get(at));
    let alone =
        |side: &Side, role: &str| (side.account.is_none() && side.name.is_some()).then(|| format!("{name}-{role}"));
    let party = |side: &Side, role: &str| known(side).map(holder_name).or_else(|| alone(side, role));
    let other_name = |side: &Side| {
        side.name.clone().filter(|name| known(side).is_some_and(|known| known.holder.as_ref() != Some(name)))
    };
    let (payer, payee) = (&payment.payer, &payment.payee);
    let mut made: Vec<Entity> = Vec::new();
    for (side, role) in [(payer, "payer"), (payee, "beneficiary")] {
        if let Some(name) = alone(side, role) {
            made.push(Entity::new(name, "LegalEntity").with("name", side.name.clone()));
        }
    }
    let files: BTreeSet<SourceId> = payment.rows.iter().map(|row| row.source).collect();
    let mut entity = Entity::new(name.clone(), "Payment")
        .with("amount", payment.amount.decimal())
        .with("currency", payment.amount.currency.code().to_owned())
        .with("date", payment.booked.on.to_string())
        .with("transactionNumber", payment.id.clone())
        .with_all("recordId", payment.rows.iter().map(|row| format!("E{}", row.number)))
        .with("purpose", payment.text.clone())
        .with_all("description", payment.rows.iter().map(|row| format!("E{}: {}", row.number, row.place)))
        .with("description", particulars(payment))
        .with("namesMentioned", other_name(payer))
        .with("namesMentioned", other_name(payee))
        .to("payer", party(payer, "payer"))
        .to("payerAccount", known(payer).map(account_name))
        .to("beneficiary", party(payee, "beneficiary"))
        .to("beneficiaryAccount", known(payee).map(account_name));
    for file in files {
        entity = entity.to("proof", document_name(file));
    }
    made.push(entity);
    made
}

/// What the schema has no room for.
fn particulars(payment: &Payment) -> String {
    let parts = [
        payment.booked.has_time.then(|| format!("booked_at={}", written::instant(&payment.booked))),
        payment.value_on.map(|on| format!("value_date={on}")),
        payment.received.map(|money| format!("received={}", written::money(money))),
        payment.channel.map(|channel| format!("channel={}", channel.word())),
        Some(format!("status={}", payment.status.word())),
        payment.reversal.then(|| "reversal=true".to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}
