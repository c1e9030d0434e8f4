//! The offer: what may be shown of the case, under the names that goAML gives to it.
//!
//! Only what comes out of the selection is looked at. A traced figure is a computation and no payment: it stays in the dossier.

use std::collections::BTreeMap;

use filature_model::{Account, Channel, Currency, Entry, Language, PaymentStatus, SourceId};

use super::offer::{About, Given, Offer, Weight, Why};
use super::report_as::{ReportAs, Spot};
use super::{parties, reason};
use crate::catalogue::{Catalogue, Transfer};
use crate::format;
use crate::select::Selected;

/// What is offered, and what is told of how it was made.
pub struct Draft {
    /// The report.
    pub report: Offer,
    /// Payments in the report.
    pub payments: usize,
    /// Orders that were not carried out, which moved no money.
    pub not_paid: usize,
    /// Payments of which no file gives the time of day.
    pub without_time: usize,
}

/// What the making of an offer looks at.
pub struct Draw<'a> {
    /// The rows and holders.
    pub catalogue: &'a Catalogue<'a>,
    /// The settings.
    pub report_as: &'a ReportAs,
    /// The currency of the report.
    pub currency: Option<Currency>,
    /// What lists say of accounts; nothing where any file may not be shown, for an account does not say who described it.
    accounts: BTreeMap<&'a str, &'a Account>,
}

/// A payment: the number of its first row, its id, its entries, and what they come to together.
type Payment<'a> = (u32, &'a str, &'a [(SourceId, Entry)], &'a Transfer<'a>);

/// Makes the offer.
pub fn draft(selected: &Selected, report_as: &ReportAs, root: &str, language: Language) -> Draft {
    let content = &selected.content;
    let catalogue = Catalogue::new(content, language);
    let quoted = content.accounts.iter().filter(|_| selected.left_out.sources == 0);
    let accounts = quoted.rev().map(|account| (account.id.as_str(), account)).collect();
    let mut transfers: Vec<Payment<'_>> = content
        .entries
        .iter()
        .filter_map(|(id, entries)| {
            let transfer = catalogue.transfer(id)?;
            Some((transfer.rows.iter().next()?.number, id.as_str(), entries.as_slice(), transfer))
        })
        .collect();
    transfers.sort_unstable_by_key(|(number, id, ..)| (*number, *id));
    let all = transfers.len();
    let spot = Spot { path: format!("{root}/currency_code_local"), ..Spot::default() };
    let set = report_as.values(&spot).first().and_then(|code| code.parse().ok());
    let mut used: Vec<Currency> = transfers.iter().map(|(.., transfer)| transfer.amount.currency).collect();
    used.sort_unstable();
    used.dedup();
    let only = used.first().copied().filter(|_| used.len() == 1);
    let currency = set.or(content.base_currency).or(only);
    let draw = Draw { catalogue: &catalogue, report_as, currency, accounts };
    transfers.retain(|(_, _, entries, _)| entries.iter().any(|(_, entry)| entry.status == PaymentStatus::Paid));
    let mut parts: Vec<Offer> = Vec::new();
    parts.extend(currency.map(|currency| proposed("currency_code_local", currency.code())));
    parts.extend(reason::reason(selected, language));
    parts.extend(transfers.iter().map(|(_, id, entries, transfer)| draw.payment(id, entries, transfer)));
    parts.extend(reason::indicators(selected));
    let without_time = transfers.iter().filter(|(.., transfer)| !transfer.booked.has_time).count();
    let (payments, not_paid) = (transfers.len(), all - transfers.len());
    Draft { report: Offer::parts("report", Weight::Core, parts), payments, not_paid, without_time }
}

fn proposed(name: &'static str, value: &str) -> Offer {
    Offer { given: Given::Proposed(vec![value.to_owned()]), ..Offer::core(name, Vec::new()) }
}

impl Draw<'_> {
    /// What a list says of an account.
    pub fn quoted(&self, account: &str) -> Option<&Account> {
        self.accounts.get(account).copied()
    }

    fn payment(&self, id: &str, entries: &[(SourceId, Entry)], transfer: &Transfer<'_>) -> Offer {
        let rows: Vec<String> = transfer.rows.iter().map(|row| format!("E{}", row.number)).collect();
        let cited: Vec<String> = transfer.rows.iter().map(|row| format!("E{} : {}", row.number, row.place)).collect();
        let names = self.catalogue.content.show_names;
        let text = |text: Option<&str>| text.filter(|_| names).map(format::visible);
        let first = |of: fn(&Entry) -> Option<&str>| entries.iter().find_map(|(_, entry)| of(entry));
        let value_on = entries.iter().find_map(|(_, entry)| entry.value_on);
        let channel = transfer.channel.unwrap_or(Channel::Other).word();
        let mut parts = vec![
            Offer::core("transactionnumber", vec![format::visible(id)]),
            Offer::absent("transaction_location", Why::NotInCase),
            Offer::core("date_transaction", moments(transfer)),
            Offer::word("transmode_code", channel),
            self.amount(entries, transfer),
        ];
        parts.extend(parties::side(self, transfer, entries, parties::FROM));
        parts.extend(parties::side(self, transfer, entries, parties::TO));
        // Payment texts and references may hold names: they go where names go.
        parts.extend(Offer::known("internal_ref_number", text(first(|entry| entry.reference.as_deref()))));
        parts.extend(Offer::known("transaction_description", text(transfer.text)));
        parts.extend(value_on.map(|day| Offer::extra("value_date", vec![day.to_string(), format!("{day}T00:00:00")])));
        parts.extend(Offer::known("comments", Some(format::visible(&cited.join(" ; ")))));
        Offer::parts("transaction", Weight::Core, parts)
            .about(About::Payment { id: id.to_owned(), rows: rows.join("+") })
    }

    /// The amount in the report's currency, where a file states it; it is never worked out by a rate.
    fn amount(&self, entries: &[(SourceId, Entry)], transfer: &Transfer<'_>) -> Offer {
        let received = entries.iter().filter_map(|(_, entry)| entry.received);
        let stated = [transfer.amount].into_iter().chain(received).chain(entries.iter().map(|(_, entry)| entry.amount));
        match stated.into_iter().find(|money| Some(money.currency) == self.currency) {
            Some(money) => Offer::core("amount_local", vec![money.decimal()]),
            None => Offer { weight: Weight::Core, ..Offer::absent("amount_local", Why::OtherCurrency) },
        }
    }
}

/// The day and time as written; a day without a time of day is written as a day, and with midnight where a time must stand.
fn moments(transfer: &Transfer<'_>) -> Vec<String> {
    let booked = transfer.booked;
    let day = booked.on.to_string();
    if !booked.has_time {
        return vec![day.clone(), format!("{day}T00:00:00")];
    }
    let local = booked.at_micros + i64::from(booked.offset_minutes) * 60_000_000;
    let second = local.div_euclid(1_000_000).rem_euclid(86_400);
    let time = format!("{:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60);
    vec![format!("{day}T{time}"), day]
}
