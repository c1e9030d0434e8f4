//! Who paid and who was paid: the account and its holder, or whom a payment names without an account.

use filature_model::{AccountKind, Channel, Entry, Party, SourceId, is_bic};

use super::draft::Draw;
use super::offer::{About, Offer, Weight, Why};
use super::report_as::{Holder, NameOrder};
use crate::catalogue::{Side, Transfer};
use crate::format;

/// The names of the elements of one side.
pub struct Names {
    client: &'static str,
    other: &'static str,
    funds: &'static str,
    currency: &'static str,
    account: &'static str,
    person: &'static str,
    entity: &'static str,
    country: &'static str,
    is_payer: bool,
}

/// The payer's.
pub const FROM: &Names = &Names {
    client: "t_from_my_client",
    other: "t_from",
    funds: "from_funds_code",
    currency: "from_foreign_currency",
    account: "from_account",
    person: "from_person",
    entity: "from_entity",
    country: "from_country",
    is_payer: true,
};

/// The payee's.
pub const TO: &Names = &Names {
    client: "t_to_my_client",
    other: "t_to",
    funds: "to_funds_code",
    currency: "to_foreign_currency",
    account: "to_account",
    person: "to_person",
    entity: "to_entity",
    country: "to_country",
    is_payer: false,
};

/// One side of a payment.
pub fn side(draw: &Draw<'_>, transfer: &Transfer<'_>, entries: &[(SourceId, Entry)], names: &Names) -> Vec<Offer> {
    let side = if names.is_payer { transfer.payer } else { transfer.payee };
    let is_client = side.account.is_some_and(|account| draw.report_as.my_clients.contains(account));
    let channel = transfer.channel.unwrap_or(Channel::Other).word();
    let mut parts = vec![Offer::word(names.funds, channel)];
    if draw.currency.is_some_and(|local| local != transfer.amount.currency) {
        parts.push(foreign(transfer, names));
    }
    let holder = Held::of(draw, side);
    parts.push(match side.account {
        Some(account) => account_of(draw, account, &holder, names.account),
        None => Offer::absent(names.account, Why::SideNotNamed),
    });
    let weight = if side.account.is_some() { Weight::Extra } else { Weight::Core };
    parts.extend(holder.offers(draw, names.person, names.entity, weight));
    parts.extend(Offer::known(names.country, country(draw, side, entries, names)));
    match is_client {
        true => vec![Offer::parts(names.client, Weight::Core, parts)],
        false => vec![Offer::parts(names.other, Weight::Core, parts), Offer::absent(names.client, Why::NotMyClient)],
    }
}

fn foreign(transfer: &Transfer<'_>, names: &Names) -> Offer {
    let parts = vec![
        Offer::extra("foreign_currency_code", vec![transfer.amount.currency.code().to_owned()]),
        Offer::extra("foreign_amount", vec![transfer.amount.decimal()]),
        Offer::absent("foreign_exchange_rate", Why::NotInCase),
    ];
    Offer::parts(names.currency, Weight::Extra, parts)
}

/// The country that the payment names, else that of the account's bank, else that of a list of accounts.
fn country(draw: &Draw<'_>, side: Side<'_>, entries: &[(SourceId, Entry)], names: &Names) -> Option<String> {
    let party = |entry: &Entry| -> Option<String> {
        let party: &Party = if names.is_payer { &entry.debtor } else { &entry.creditor };
        party.country.clone()
    };
    let code = |text: String| {
        let text = text.trim().to_ascii_uppercase();
        filature_model::is_country_code(&text).then_some(text)
    };
    let written = entries.iter().filter_map(|(_, entry)| party(entry)).find_map(code);
    let of_bank = || {
        let id = filature_model::AccountId::written(side.account?);
        id.iban_country().map(str::to_owned)
    };
    let of_list = || side.account.and_then(|account| draw.quoted(account)?.country.clone()).and_then(code);
    written.or_else(of_bank).or_else(of_list)
}

/// The account, as the dossier names it, and its holder.
fn account_of(draw: &Draw<'_>, key: &str, holder: &Held, name: &'static str) -> Offer {
    let id = filature_model::AccountId::written(key);
    let listed = draw.quoted(key);
    let (bank, number) = match key.split_once(':') {
        Some((bank, number)) if !id.is_iban() => (Some(bank), Some(number)),
        _ => (None, None),
    };
    let is_swift = bank.is_some_and(is_bic);
    let text = |text: Option<&str>| text.map(format::visible);
    let bank_name = listed.and_then(|account| account.bank.as_deref());
    let mut parts = Vec::new();
    parts.extend(Offer::known("institution_name", text(bank_name)));
    parts.extend(Offer::known("institution_code", text(bank.filter(|_| !is_swift))));
    parts.extend(Offer::known("swift", text(bank.filter(|_| is_swift))));
    parts.extend(Offer::known("institution_country", id.iban_country().map(str::to_owned)));
    // The whole key first, for it is what the dossier calls the account; the bank's own number where the key does not fit.
    let numbers = [Some(key), number].into_iter().flatten().map(format::visible).collect();
    parts.push(Offer::core("account", numbers));
    parts.extend(
        listed
            .and_then(|account| account.currency)
            .map(|currency| Offer::extra("currency_code", vec![currency.code().to_owned()])),
    );
    parts.extend(Offer::known("account_name", holder.name.clone()));
    parts.extend(Offer::known("iban", id.is_iban().then(|| key.to_owned())));
    parts.extend(listed.and_then(|account| account.kind).map(|kind| Offer::word("account_type", kind.word())));
    parts.extend(listed.and_then(|account| account.kind).map(|kind| Offer::word("personal_account_type", kind.word())));
    parts.extend(holder.inside(draw));
    parts.extend(listed.and_then(|account| account.opened_on).map(|day| Offer::extra("opened", midnight(day))));
    parts.extend(listed.and_then(|account| account.closed_on).map(|day| Offer::extra("closed", midnight(day))));
    Offer::parts(name, Weight::Core, parts).about(About::Account(key.to_owned()))
}

/// A holder as may be shown.
struct Held {
    /// Their name, or its initials.
    name: Option<String>,
    kind: Option<Holder>,
    born: Option<jiff::civil::Date>,
}

impl Held {
    fn of(draw: &Draw<'_>, side: Side<'_>) -> Self {
        let by_account = side.account.and_then(|account| draw.catalogue.holder(account));
        let name = by_account.or_else(|| side.name.map(|name| draw.catalogue.name(name)));
        let listed = side.account.and_then(|account| draw.quoted(account));
        let kind = listed.and_then(|account| account.kind).map(|kind| match kind {
            AccountKind::Personal => Holder::Person,
            AccountKind::Business | AccountKind::Merchant | AccountKind::Public | AccountKind::Agent => Holder::Entity,
        });
        let born = listed.and_then(|account| account.birth_on).filter(|_| draw.catalogue.content.show_names);
        let name = name.filter(|name| !name.is_empty()).map(|name| format::visible(&name));
        Self { name, kind: kind.or(draw.report_as.unknown_holders), born }
    }

    /// The holder as a person or as an organisation, each under its element.
    fn offers(&self, draw: &Draw<'_>, person: &'static str, entity: &'static str, weight: Weight) -> Vec<Offer> {
        match (&self.name, self.kind) {
            (None, _) => vec![Offer::absent(person, Why::SideNotNamed), Offer::absent(entity, Why::SideNotNamed)],
            (Some(_), None) => vec![Offer::absent(person, Why::HolderKind), Offer::absent(entity, Why::HolderKind)],
            (Some(name), Some(Holder::Person)) => vec![Offer::parts(person, weight, self.person(draw, name))],
            (Some(name), Some(Holder::Entity)) => vec![Offer::parts(entity, weight, entity_parts(name))],
        }
    }

    /// The holder inside of the account, in the ways of goAML 4 and 5.
    fn inside(&self, draw: &Draw<'_>) -> Vec<Offer> {
        let Some(name) = &self.name else {
            return vec![Offer::absent("signatory", Why::SideNotNamed), Offer::absent("t_entity", Why::SideNotNamed)];
        };
        match self.kind {
            None => vec![Offer::absent("signatory", Why::HolderKind), Offer::absent("t_entity", Why::HolderKind)],
            Some(Holder::Entity) => {
                let inner = Offer::parts(
                    "account_related_entity",
                    Weight::Extra,
                    vec![Offer::parts("t_entity", Weight::Extra, entity_parts(name))],
                );
                vec![
                    Offer::parts("t_entity", Weight::Extra, entity_parts(name)),
                    Offer::parts("related_entities", Weight::Extra, vec![inner]),
                ]
            }
            Some(Holder::Person) => {
                let person = || vec![Offer::parts("t_person", Weight::Extra, self.person(draw, name))];
                let inner = Offer::parts("account_related_person", Weight::Extra, person());
                vec![
                    Offer::parts("signatory", Weight::Extra, person()),
                    Offer::parts("related_persons", Weight::Extra, vec![inner]),
                ]
            }
        }
    }

    /// A person's name, taken apart only as the person who reports says.
    fn person(&self, draw: &Draw<'_>, name: &str) -> Vec<Offer> {
        let words: Vec<&str> = name.split_whitespace().collect();
        let names = draw.catalogue.content.show_names;
        let apart = match (draw.report_as.name_order, words.as_slice()) {
            (Some(NameOrder::GivenFirst), [given @ .., family]) if names && !given.is_empty() => {
                Some((given.join(" "), (*family).to_owned()))
            }
            (Some(NameOrder::FamilyFirst), [family, given @ ..]) if names && !given.is_empty() => {
                Some((given.join(" "), (*family).to_owned()))
            }
            _ => None,
        };
        let mut parts = match apart {
            Some((given, family)) => {
                vec![Offer::extra("first_name", vec![given]), Offer::extra("last_name", vec![family])]
            }
            None => {
                let why = if names { Why::NameWhole } else { Why::NamesHidden };
                vec![Offer::absent("first_name", why), Offer::extra("last_name", vec![name.to_owned()])]
            }
        };
        parts.extend(self.born.map(|day| Offer::extra("birthdate", midnight(day))));
        parts
    }
}

/// A day as goAML writes it; as a day alone where the schema asks for one.
fn midnight(day: jiff::civil::Date) -> Vec<String> {
    vec![format!("{day}T00:00:00"), day.to_string()]
}

fn entity_parts(name: &str) -> Vec<Offer> {
    vec![Offer::extra("name", vec![name.to_owned()])]
}
