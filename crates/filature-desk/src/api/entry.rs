//! An entry as it is sent, and where it stands in its file.

use filature_model::{Entry, EntryId, Place, Source, SourceId};
use serde_json::{Value, json};

use super::error::Problem;
use super::money::amount;
use super::{Answer, Call, Outcome, instant_text};
use crate::state::index::{self, On};

/// The longest text of a list; one entry is shown with all of it.
const TEXT_CHARS: usize = 1_000;

/// A row on an account. `balance` is the running balance behind it, where one is known.
pub fn on_account(call: &Call, account: u32, on: &On, balance: Option<i128>) -> Option<Value> {
    let base = &call.state.base;
    let transactions = &base.ledger.transactions;
    let (source, entry) = base.ledger.book.at(on.row as usize)?;
    let (minor, currency) = index::amount(transactions, on);
    let at = on.transaction as usize;
    let other = if on.is_credit { transactions.debtor[at] } else { transactions.creditor[at] };
    let mut value = common(call, on.row as usize, source, &entry);
    let fields = value.as_object_mut()?;
    fields.insert("account".into(), call.people().account(account));
    fields.insert("direction".into(), json!(if on.is_credit { "in" } else { "out" }));
    fields.insert("amount".into(), amount(i128::from(minor), currency));
    fields.insert("balance".into(), json!(balance.map(|balance| amount(balance, currency))));
    fields.insert("counterparty".into(), counterparty(call, other, &entry, on.is_credit));
    fields.insert("transaction".into(), json!(transactions.ids[at]));
    Some(value)
}

fn counterparty(call: &Call, other: u32, entry: &Entry, is_credit: bool) -> Value {
    if other != filature_model::OUTSIDE {
        return call.people().account(other);
    }
    let party = if is_credit { &entry.debtor } else { &entry.creditor };
    party.name.as_deref().map_or(Value::Null, |name| call.people().named(name))
}

/// What is sent of any entry.
fn common(call: &Call, row: usize, source: SourceId, entry: &Entry) -> Value {
    let people = call.people();
    let base = &call.state.base;
    let known = entry.place.row.map(|row| EntryId { source, row });
    let id = known.map(|id| id.to_string()).unwrap_or_default();
    let colour = |label: &str| call.state.heard.standing.labels.get(label).map(|known| known.colour);
    let marks: Vec<Value> = known
        .into_iter()
        .flat_map(|id| call.state.marks.on(id))
        .map(|mark| json!({ "id": mark.id, "label": people.words(&mark.label), "colour": colour(&mark.label) }))
        .collect();
    let text = people.text(entry.text.as_deref());
    let shown: String = text.as_deref().unwrap_or_default().chars().take(TEXT_CHARS).collect();
    let cut = text.as_ref().is_some_and(|text| text.len() > shown.len());
    let day = filature_model::days_from_epoch(entry.booked.on);
    json!({
        "id": id,
        "booked_at": instant_text(entry.booked.at_micros, day, entry.booked.has_time),
        "value_date": entry.value_on.map(|day| day.to_string()),
        "channel": entry.channel.map_or("other", |channel| channel.word()),
        "text": shown,
        "text_cut": cut,
        "text_hidden": text.is_none() && entry.text.is_some(),
        "reference": people.text(entry.reference.as_deref()),
        "country": place(call, row),
        "status": entry.status.word(), "reversal": entry.reversal, "marks": marks,
        "use": base.source_of(source).map(|source| source.use_.word()),
        "moves": base.index.transaction_of(row).is_some(),
    })
}

/// The country in which it was done; where a possible victim withdrew or paid is not said.
fn place(call: &Call, row: usize) -> Option<String> {
    use crate::state::columns::Text;
    let columns = &call.state.base.columns;
    let is_victims = |column| columns.text(row, column).is_some_and(|key| call.state.heard.is_victim(key));
    if is_victims(Text::Debtor) || is_victims(Text::Creditor) {
        return None;
    }
    columns.text(row, Text::Country).map(str::to_owned)
}

/// The page of a PDF, or the message of a file of messages: a reader looks for both in another way.
pub fn page_or_message(source: &Source, place: &Place) -> (Option<u32>, Option<u32>) {
    if source.format == "pdf" { (place.message, None) } else { (None, place.message) }
}

/// Where a row stands, as a finding lists it.
pub fn source_of_row(call: &Call, row: usize) -> Option<Value> {
    let base = &call.state.base;
    let (source, entry) = base.ledger.book.at(row)?;
    let known = base.source_of(source)?;
    let id = entry.place.row.map(|row| EntryId { source, row }.to_string())?;
    let (page, message) = page_or_message(known, &entry.place);
    Some(
        json!({ "entry": id, "sha256": known.sha256, "name": call.people().words(&known.name), "row": entry.place.row, "page": page, "message": message,
                 "line": entry.place.line, "use": known.use_.word() }),
    )
}

/// One entry, with the places of all rows of its transaction.
pub fn entry(call: &Call) -> Outcome {
    let id = call.part("id");
    let row = row(call, id).ok_or_else(|| Problem::missing(id))?;
    let base = &call.state.base;
    let transaction = base.index.transaction_of(row);
    let transactions = &base.ledger.transactions;
    let mut value = match transaction {
        Some(position) => {
            let at = position as usize;
            let is_payees = base.index.rows_of_transaction(position).nth(1) == u32::try_from(row).ok();
            let payer = transactions.debtor[at];
            let is_credit = is_payees || payer == filature_model::OUTSIDE || {
                let wanted = call.asked("account").and_then(|key| base.account(key));
                wanted.is_some_and(|wanted| wanted != payer && wanted == transactions.creditor[at])
            };
            let account = if is_credit { transactions.creditor[at] } else { payer };
            let other = if is_credit { payer } else { transactions.creditor[at] };
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            let on = On { row, transaction: position, other, paid_in: transactions.currency[at], is_credit };
            on_account(call, account, &on, None)
        }
        None => unmoved(call, row),
    }
    .ok_or_else(|| Problem::missing(id))?;
    let rows: Vec<usize> = match transaction {
        Some(position) => base.index.rows_of_transaction(position).map(|row| row as usize).collect(),
        None => vec![row],
    };
    let own_first = rows.iter().filter(|&&other| other == row).chain(rows.iter().filter(|&&other| other != row));
    let coordinates: Vec<Value> = own_first.filter_map(|&row| coordinates(call, row)).collect();
    if let Some(fields) = value.as_object_mut() {
        let whole = base.ledger.book.at(row).and_then(|(_, entry)| entry.text);
        fields.insert("text".into(), json!(call.people().text(whole.as_deref()).unwrap_or_default()));
        fields.insert("text_cut".into(), json!(false));
        fields.insert("coordinates".into(), Value::Array(coordinates));
        fields.insert("joined_by".into(), json!(base.ledger.book.text(row, "joined_by")));
        fields.insert("same_as".into(), json!(base.ledger.book.text(row, "same_as")));
        if let Some(position) = transaction {
            let at = position as usize;
            let side = |account: u32| (account != filature_model::OUTSIDE).then(|| call.people().account(account));
            fields.insert("payer".into(), json!(side(transactions.debtor[at])));
            fields.insert("payee".into(), json!(side(transactions.creditor[at])));
        }
    }
    Ok(Answer::Json(value))
}

/// An entry that moved nothing: cancelled, or shown by another row already.
fn unmoved(call: &Call, row: usize) -> Option<Value> {
    let (source, entry) = call.state.base.ledger.book.at(row)?;
    let mut value = common(call, row, source, &entry);
    let key =
        |party: &filature_model::Party| party.account.as_ref().map(|account| call.people().of_key(account.as_str()));
    let is_credit = entry.legs == filature_model::Legs::Credit;
    let (own, other) = if is_credit { (&entry.creditor, &entry.debtor) } else { (&entry.debtor, &entry.creditor) };
    let fields = value.as_object_mut()?;
    fields.insert("account".into(), json!(key(own)));
    fields.insert("direction".into(), json!(if is_credit { "in" } else { "out" }));
    fields.insert("amount".into(), amount(i128::from(entry.amount.minor), entry.amount.currency));
    fields.insert("balance".into(), Value::Null);
    fields.insert("counterparty".into(), json!(key(other)));
    fields.insert("transaction".into(), Value::Null);
    Some(value)
}

/// The row of an entry's id, or of a transaction's.
pub fn row(call: &Call, id: &str) -> Option<usize> {
    let base = &call.state.base;
    let by_place = id.parse::<EntryId>().ok().and_then(|id| base.row_of(id)).filter(|&row| !base.withheld.row(row));
    by_place.or_else(|| {
        let transaction = base.transaction(id)?;
        base.index.rows_of_transaction(transaction).next().map(|row| row as usize)
    })
}

fn coordinates(call: &Call, row: usize) -> Option<Value> {
    let base = &call.state.base;
    let (source, entry) = base.ledger.book.at(row)?;
    let known = base.source_of(source)?;
    let (page, message) = page_or_message(known, &entry.place);
    Some(
        json!({ "source": known.sha256, "name": call.people().words(&known.name), "format": known.format, "use": known.use_.word(),
                 "exhibit": call.people().maybe(known.exhibit.as_ref()), "page": page, "message": message, "row": entry.place.row, "line": entry.place.line,
                 "column": null, "entry": entry.place.row.map(|row| EntryId { source, row }.to_string()) }),
    )
}
