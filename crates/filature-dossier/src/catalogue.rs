//! The rows that the document relies on, numbered, and how each is cited.

use std::collections::BTreeMap;
use std::sync::Arc;

use filature_model::{Booked, Channel, Entry, EntryId, Language, Legs, Money, Party, Place, Source, SourceId};

use crate::Content;
use crate::document::{Inline, Link, RowRef, Rows};
use crate::redact::rows;
use crate::wording::{self, Pair};
use crate::{format, markup};

/// One side of a transfer, put together from all its entries.
#[derive(Clone, Copy, Debug, Default)]
pub struct Side<'a> {
    /// The account, where an entry names it.
    pub account: Option<&'a str>,
    /// The name, as written.
    pub name: Option<&'a str>,
    /// The country, as written.
    pub country: Option<&'a str>,
}

/// A transaction and the entries that show it.
#[derive(Debug)]
pub struct Transfer<'a> {
    /// When it was booked: the earlier of its entries.
    pub booked: Booked,
    /// Who paid.
    pub payer: Side<'a>,
    /// Who was paid.
    pub payee: Side<'a>,
    /// How much.
    pub amount: Money,
    /// How.
    pub channel: Option<Channel>,
    /// The text for the payee.
    pub text: Option<&'a str>,
    /// Its entries.
    pub rows: Rows,
}

/// The sources, entries and transactions that may be cited.
#[derive(Debug)]
pub struct Catalogue<'a> {
    /// What may be shown.
    pub content: &'a Content,
    /// The language of citations.
    pub language: Language,
    sources: BTreeMap<SourceId, &'a Source>,
    rows: BTreeMap<EntryId, RowRef>,
    transfers: BTreeMap<&'a str, Transfer<'a>>,
    holders: BTreeMap<&'a str, &'a str>,
}

impl<'a> Catalogue<'a> {
    /// Numbers the entries by instant, source and row.
    pub fn new(content: &'a Content, language: Language) -> Self {
        let sources = content.sources.iter().map(|source| (source.id, source)).collect();
        let holders = holders(content);
        let mut made = Self { content, language, sources, rows: BTreeMap::new(), transfers: BTreeMap::new(), holders };
        let mut order: Vec<(i64, EntryId, Place)> = Vec::new();
        for (source, entry) in content.entries.values().flatten() {
            order.push((entry.booked.at_micros, entry_id(*source, entry), entry.place));
        }
        order.sort_unstable();
        order.dedup_by_key(|(_, id, _)| *id);
        made.rows = (1_u32..)
            .zip(&order)
            .map(|(number, (_, id, place))| (*id, RowRef { number, entry: *id, place: made.cite(id.source, *place) }))
            .collect();
        made.transfers = content
            .entries
            .iter()
            .filter_map(|(id, entries)| Some((id.as_str(), transfer(entries, &made.rows)?)))
            .collect();
        made
    }

    /// A transaction by its id.
    pub fn transfer(&self, id: &str) -> Option<&Transfer<'a>> {
        self.transfers.get(id)
    }

    /// All transactions, by id.
    pub fn transfers(&self) -> impl Iterator<Item = (&'a str, &Transfer<'a>)> {
        self.transfers.iter().map(|(id, transfer)| (*id, transfer))
    }

    /// An entry's number and citation.
    pub fn row(&self, id: EntryId) -> Option<&RowRef> {
        self.rows.get(&id)
    }

    /// The entries of these transactions.
    pub fn rows<'b>(&self, ids: impl IntoIterator<Item = &'b str>) -> Option<Arc<Rows>> {
        Rows::of(
            ids.into_iter()
                .filter_map(|id| self.transfer(id))
                .flat_map(|transfer| transfer.rows.iter().cloned())
                .collect(),
        )
        .map(Arc::new)
    }

    /// A file, as a citation names it: its exhibit reference, else its short id. Where several files came under one
    /// reference, the id stands with it: a reference alone would not name the row.
    pub fn cite_source(&self, id: SourceId) -> String {
        self.exhibit(id).unwrap_or_else(|| format!("{} {id}", wording::SOURCE.pick(self.language)))
    }

    /// A place in a file: `cote D412, line 17`.
    pub fn cite(&self, id: SourceId, place: Place) -> String {
        let mut parts = vec![self.cite_source(id)];
        parts.extend(self.coordinates(place));
        parts.join(", ")
    }

    /// The same in a column that is headed `Source`: without that word.
    pub fn cite_short(&self, id: SourceId, place: Place) -> String {
        let mut parts = vec![self.exhibit(id).unwrap_or_else(|| id.to_string())];
        parts.extend(self.coordinates(place));
        parts.join(", ")
    }

    fn exhibit(&self, id: SourceId) -> Option<String> {
        let reference = self.sources.get(&id)?.exhibit.as_deref()?;
        let shared = self.sources.values().filter(|source| source.exhibit.as_deref() == Some(reference)).count() > 1;
        let named = markup::exhibit(reference);
        Some(if shared { format!("{named} ({id})") } else { named })
    }

    /// A place without its file.
    pub fn coordinates(&self, place: Place) -> Vec<String> {
        let named = |word: Pair, number: u32| format!("{} {number}", word.pick(self.language));
        if rows::is_untold(place) {
            return vec![wording::ROW_NOT_TOLD.pick(self.language).to_owned()];
        }
        let mut parts: Vec<String> = place.message.map(|number| named(wording::MESSAGE, number)).into_iter().collect();
        match (place.line, place.row) {
            (Some(line), _) => parts.push(named(wording::LINE, line)),
            (None, Some(row)) => parts.push(named(wording::ROW, row)),
            (None, None) => {}
        }
        parts
    }

    /// The number of an entry in the annex, as a link.
    pub fn row_link(row: &RowRef) -> Inline {
        Inline::Link(Link { text: format!("E{}", row.number), to: row.anchor() })
    }

    /// A name as it may be shown: in full only when the person who made the dossier said so.
    pub fn name(&self, name: &str) -> String {
        if self.content.show_names { name.to_owned() } else { format::initials(name) }
    }

    /// The holder of an account, as it may be shown.
    pub fn holder(&self, account: &str) -> Option<String> {
        self.holders.get(account).map(|name| self.name(name)).filter(|name| !name.is_empty())
    }

    /// The holder of an account by initials, whoever asks for names.
    pub fn initials(&self, account: &str) -> Option<String> {
        self.holders.get(account).map(|name| format::initials(name)).filter(|name| !name.is_empty())
    }

    /// One side of a transfer in a table: account and name, or what stands in their place.
    pub fn side(&self, side: Side<'_>, channel: Option<Channel>) -> Vec<Inline> {
        let name =
            side.name.map(|name| self.name(name)).or_else(|| side.account.and_then(|account| self.holder(account)));
        let name = name.filter(|name| !name.is_empty());
        match (side.account, name) {
            (Some(account), Some(name)) => {
                vec![Inline::Key(account.to_owned()), Inline::Words(" ".to_owned()), Inline::Data(name)]
            }
            (Some(account), None) => vec![Inline::Key(account.to_owned())],
            (None, Some(name)) => vec![Inline::Data(name)],
            (None, None) => vec![markup::words(unnamed(channel), self.language)],
        }
    }
}

fn unnamed(channel: Option<Channel>) -> Pair {
    match channel {
        Some(Channel::CashIn | Channel::CashOut) => wording::CASH,
        _ => wording::NOT_NAMED,
    }
}

/// The id of an entry; a reader always gives the row.
pub fn entry_id(source: SourceId, entry: &Entry) -> EntryId {
    EntryId { source, row: entry.place.row.unwrap_or_default() }
}

/// Who holds which account: the statement's own word first, then an accounts file's, then a payment's.
pub fn holders(content: &Content) -> BTreeMap<&str, &str> {
    let mut holders = BTreeMap::new();
    let of_statements = content
        .statements
        .iter()
        .filter_map(|check| Some((check.statement.account.as_str(), check.statement.holder.as_deref()?)));
    let of_accounts =
        content.accounts.iter().filter_map(|account| Some((account.id.as_str(), account.holder.as_deref()?)));
    let of_entries = content
        .entries
        .values()
        .flatten()
        .flat_map(|(_, entry)| [&entry.debtor, &entry.creditor])
        .filter_map(|party| Some((party.account.as_ref()?.as_str(), party.name.as_deref()?)));
    for (account, holder) in of_statements.chain(of_accounts).chain(of_entries) {
        holders.entry(account).or_insert(holder);
    }
    holders
}

fn transfer<'a>(entries: &'a [(SourceId, Entry)], rows: &BTreeMap<EntryId, RowRef>) -> Option<Transfer<'a>> {
    let mut ordered: Vec<&(SourceId, Entry)> = entries.iter().collect();
    // The payer's statement says what was paid; the payee's may be in another currency.
    ordered.sort_by_key(|(source, entry)| (entry.legs == Legs::Credit, entry_id(*source, entry)));
    let (_, first) = ordered.first()?;
    let sides = |side: fn(&'a Entry) -> &'a Party| Side {
        account: ordered.iter().find_map(|(_, entry)| side(entry).account.as_ref()).map(|account| account.as_str()),
        name: ordered.iter().find_map(|(_, entry)| side(entry).name.as_deref()),
        country: ordered.iter().find_map(|(_, entry)| side(entry).country.as_deref()),
    };
    Some(Transfer {
        booked: ordered.iter().map(|(_, entry)| entry.booked).min()?,
        payer: sides(|entry| &entry.debtor),
        payee: sides(|entry| &entry.creditor),
        amount: first.amount,
        channel: ordered.iter().find_map(|(_, entry)| entry.channel),
        text: ordered.iter().find_map(|(_, entry)| entry.text.as_deref()),
        rows: Rows::of(
            ordered.iter().filter_map(|(source, entry)| rows.get(&entry_id(*source, entry)).cloned()).collect(),
        )?,
    })
}
