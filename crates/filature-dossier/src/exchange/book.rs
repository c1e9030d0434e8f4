//! What every form of exchange holds: the accounts and the payments relied on, as the dossier may show them.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{
    AccountId, AccountKind, Booked, Channel, Currency, Entry, Language, Money, PaymentStatus, Place, Source, SourceId,
};
use jiff::civil::Date;

use crate::catalogue::{self, Catalogue};
use crate::redact::rows;
use crate::select::Selected;
use crate::{Content, format};

/// An account that a payment names.
pub struct Known {
    /// Its number in this file, from 1.
    pub number: usize,
    /// Its key, as it is shown.
    pub key: String,
    /// Whether the key is an IBAN with right check digits.
    pub is_iban: bool,
    /// Who holds it, as it is shown.
    pub holder: Option<String>,
    /// What kind of holder it is, where a list of accounts says so.
    pub kind: Option<AccountKind>,
}

/// One side of a payment.
pub struct Side {
    /// Position among the accounts.
    pub account: Option<usize>,
    /// The name on the payment, as it is shown.
    pub name: Option<String>,
}

/// An entry and where it stands.
pub struct Row {
    /// Its number in the dossier's annex, `E17`.
    pub number: u32,
    /// The file.
    pub source: SourceId,
    /// Where in the file, and the file's exhibit reference.
    pub place: String,
}

/// A transaction that the dossier relies on.
pub struct Payment {
    /// Its number in this file, from 1.
    pub number: usize,
    /// Its id in the ledger.
    pub id: String,
    /// When it was booked: the earlier of its entries.
    pub booked: Booked,
    /// Its value date, the payer's where both sides state one.
    pub value_on: Option<Date>,
    /// How much was paid.
    pub amount: Money,
    /// What was received, where that is in another currency.
    pub received: Option<Money>,
    /// How it moved.
    pub channel: Option<Channel>,
    /// Whether it was carried out.
    pub status: PaymentStatus,
    /// Whether it takes back an earlier booking.
    pub reversal: bool,
    /// Who paid.
    pub payer: Side,
    /// Who was paid.
    pub payee: Side,
    /// The text for the payee, where the dossier shows texts.
    pub text: Option<String>,
    /// Its entries.
    pub rows: Vec<Row>,
}

impl Payment {
    /// The numbers of its entries: `E1 E2`.
    pub fn entries(&self) -> String {
        self.rows.iter().map(|row| format!("E{}", row.number)).collect::<Vec<_>>().join(" ")
    }

    /// Where its entries stand.
    pub fn places(&self) -> String {
        self.rows.iter().map(|row| format!("E{}: {}", row.number, row.place)).collect::<Vec<_>>().join("; ")
    }
}

/// Accounts and payments, in an order that depends on their content alone.
pub struct Book<'a> {
    /// What may be shown.
    pub content: &'a Content,
    /// The accounts by key.
    pub accounts: Vec<Known>,
    /// The payments by booking instant and row.
    pub payments: Vec<Payment>,
    catalogue: Catalogue<'a>,
    sources: BTreeMap<SourceId, &'a Source>,
    positions: BTreeMap<&'a str, usize>,
}

impl<'a> Book<'a> {
    /// Of what may be shown.
    pub fn new(selected: &'a Selected) -> Self {
        let content = &selected.content;
        // Nothing of this catalogue that is in a language goes into the book.
        let catalogue = Catalogue::new(content, Language::English);
        let mut book = Self {
            content,
            accounts: Vec::new(),
            payments: Vec::new(),
            catalogue,
            sources: content.sources.iter().map(|source| (source.id, source)).collect(),
            positions: BTreeMap::new(),
        };
        // A list of accounts that may not be named could be where a kind is from: an account does not say who stated it.
        book.add_accounts(selected.left_out.sources == 0);
        book.add_payments();
        book
    }

    fn add_accounts(&mut self, with_kinds: bool) {
        let content = self.content;
        let parties = content.entries.values().flatten().flat_map(|(_, entry)| [&entry.debtor, &entry.creditor]);
        let mut keys: BTreeSet<&str> =
            parties.filter_map(|party| party.account.as_ref()).map(AccountId::as_str).collect();
        for result in
            content.traces.iter().flat_map(|(_, trace)| trace.rules.values().chain(trace.rules_alone.values()))
        {
            keys.extend(result.held.iter().map(|held| held.account.as_str()));
            keys.extend(result.left.iter().map(|left| left.account.as_str()));
        }
        let mut kinds: BTreeMap<&str, AccountKind> = BTreeMap::new();
        for account in content.accounts.iter().filter(|_| with_kinds) {
            if let Some(kind) = account.kind {
                kinds.entry(account.id.as_str()).or_insert(kind);
            }
        }
        for (at, key) in keys.into_iter().enumerate() {
            self.positions.insert(key, at);
            self.accounts.push(Known {
                number: at + 1,
                key: format::visible(key),
                is_iban: AccountId::written(key).is_iban(),
                holder: self.catalogue.holder(key).map(|name| plain(&name)),
                kind: kinds.get(key).copied(),
            });
        }
    }

    fn add_payments(&mut self) {
        let content = self.content;
        let mut ordered: Vec<(i64, u32, &str)> = Vec::new();
        for id in content.entries.keys() {
            let transfer = self.catalogue.transfer(id);
            ordered.extend(transfer.map(|known| (known.booked.at_micros, known.rows.first.number, id.as_str())));
        }
        ordered.sort_unstable();
        for (at, (_, _, id)) in ordered.into_iter().enumerate() {
            self.payments.extend(content.entries.get(id).and_then(|entries| self.payment(at + 1, id, entries)));
        }
    }

    fn payment(&self, number: usize, id: &str, entries: &[(SourceId, Entry)]) -> Option<Payment> {
        let transfer = self.catalogue.transfer(id)?;
        let side = |side: catalogue::Side<'_>| Side {
            account: side.account.and_then(|key| self.position(key)),
            name: self.name(side.name),
        };
        let mut rows: Vec<Row> = entries.iter().filter_map(|(source, entry)| self.row(*source, entry)).collect();
        rows.sort_by_key(|row| row.number);
        // The payer's entry first, as the catalogue takes the amount from it.
        let mut by_leg: Vec<&Entry> = entries.iter().map(|(_, entry)| entry).collect();
        by_leg.sort_by_key(|entry| (entry.legs == filature_model::Legs::Credit, entry.place));
        Some(Payment {
            number,
            id: format::visible(id),
            booked: transfer.booked,
            value_on: by_leg.iter().find_map(|entry| entry.value_on),
            amount: transfer.amount,
            received: received(&by_leg, transfer.amount.currency),
            channel: transfer.channel,
            status: by_leg.first().map(|entry| entry.status).unwrap_or_default(),
            reversal: by_leg.iter().any(|entry| entry.reversal),
            payer: side(transfer.payer),
            payee: side(transfer.payee),
            text: self.text(transfer.text),
            rows,
        })
    }

    /// Where an account stands in the list.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.positions.get(key).copied()
    }

    /// A name as the dossier shows it; of a typographer's spaces a program has no use.
    pub fn name(&self, name: Option<&str>) -> Option<String> {
        name.map(|name| plain(&self.catalogue.name(name))).filter(|name| !name.is_empty())
    }

    /// A payment text, where the dossier shows texts.
    pub fn text(&self, text: Option<&str>) -> Option<String> {
        text.filter(|_| self.content.show_names).map(format::visible).filter(|text| !text.trim().is_empty())
    }

    /// A file.
    pub fn source(&self, id: SourceId) -> Option<&'a Source> {
        self.sources.get(&id).copied()
    }

    /// Every entry by its number, with the id of its transaction.
    pub fn entries(&self) -> Vec<(u32, &'a str, SourceId, &'a Entry)> {
        let content = self.content;
        let all =
            content.entries.iter().flat_map(|(id, entries)| entries.iter().map(move |entry| (id.as_str(), entry)));
        let mut numbered: Vec<_> = all
            .filter_map(|(id, (source, entry))| {
                let row = self.catalogue.row(catalogue::entry_id(*source, entry))?;
                Some((row.number, id, *source, entry))
            })
            .collect();
        numbered.sort_by_key(|(number, id, ..)| (*number, *id));
        numbered
    }

    fn row(&self, source: SourceId, entry: &Entry) -> Option<Row> {
        let number = self.catalogue.row(catalogue::entry_id(source, entry))?.number;
        Some(Row { number, source, place: self.place(source, entry.place) })
    }

    /// A place in a file as a program reads it: `source=a1b2c3d4e5f6 exhibit=D412 message=1 row=0 line=18`.
    fn place(&self, source: SourceId, place: Place) -> String {
        let exhibit = self.source(source).and_then(|source| source.exhibit.as_deref()).map(format::visible);
        let parts = [
            Some(format!("source={source}")),
            exhibit.map(|exhibit| format!("exhibit={exhibit}")),
            place.message.map(|number| format!("message={number}")),
            place.row.and_then(rows::told).map(|number| format!("row={number}")),
            place.line.map(|number| format!("line={number}")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// What was received in another currency than was paid.
fn received(by_leg: &[&Entry], paid: Currency) -> Option<Money> {
    let stated = by_leg.iter().find_map(|entry| entry.received);
    let on_payee = by_leg.iter().map(|entry| entry.amount).find(|amount| amount.currency != paid);
    stated.or(on_payee)
}

fn plain(name: &str) -> String {
    format::visible(name).replace(format::NO_BREAK, " ")
}
