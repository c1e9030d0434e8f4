//! Which entries are to be marked: by ids, or by a filter as the desk's list of entries has it.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

use filature_ledger::filter::{Filter, Seen, minor_of};
use filature_ledger::marks::ENTRIES_MOST;
use filature_model::{AccountId, Channel, Currency, EntryId, OUTSIDE, days_from_epoch, folded_words};

use super::board::Board;
use super::unknown;
use crate::cli::{FilterArguments, MarkArguments};
use crate::outcome::Failure;

/// The columns in which a text is looked for.
const SEARCHED: [&str; 4] = ["debtor_name", "creditor_name", "text", "reference"];

/// A list of ids is read whole: a larger one is none.
const MOST_BYTES: u64 = 64 << 20;

/// Whether anything is asked for that only marking takes.
pub fn is_narrowed(filter: &FilterArguments) -> bool {
    let FilterArguments { account: _, direction, first, last, min, max, channel, text: _ } = filter;
    direction.is_some() || first.is_some() || last.is_some() || min.is_some() || max.is_some() || !channel.is_empty()
}

/// The entries, each once, in the order given or in that of time.
pub fn entries(board: &Board<'_>, arguments: &MarkArguments) -> Result<Vec<EntryId>, Failure> {
    let filter = &arguments.filter;
    let is_filtered = is_narrowed(filter) || filter.account.is_some() || filter.text.is_some();
    let chosen = match &arguments.from_list {
        Some(file) => by_id(board, &listed(file)?)?,
        None if !arguments.entries.is_empty() => by_id(board, &arguments.entries)?,
        None if is_filtered => by_filter(board, filter)?,
        None => {
            return Err(Failure::call(
                "no entry was chosen: give ids, --from-list, --from-xlsx or a filter. Nothing was marked",
            ));
        }
    };
    if chosen.is_empty() {
        return Err(Failure::call(
            "no entry that may be shown matches this filter: widen it, or look with `filature sql`. Nothing was marked",
        ));
    }
    if chosen.len() > ENTRIES_MOST {
        return Err(Failure::call(format!(
            "{} entries are more than one mark holds ({ENTRIES_MOST}): narrow the filter. Nothing was marked",
            chosen.len()
        )));
    }
    Ok(chosen)
}

fn by_id(board: &Board<'_>, ids: &[String]) -> Result<Vec<EntryId>, Failure> {
    let known = board.entries(&ids.iter().map(String::as_str).collect())?;
    let mut seen = BTreeSet::new();
    let mut chosen = Vec::new();
    for id in ids {
        let entry = *known.get(id.as_str()).ok_or_else(|| unknown(id))?;
        if seen.insert(entry) {
            chosen.push(entry);
        }
    }
    Ok(chosen)
}

/// Ids of a file: the first field of each line, the heading of a CSV left out.
fn listed(file: &Path) -> Result<Vec<String>, Failure> {
    let failed = |error: std::io::Error| Failure::call(format!("{}: {error}", file.display()));
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        std::io::stdin().lock().take(MOST_BYTES).read_to_end(&mut bytes).map_err(failed)?;
    } else {
        std::fs::File::open(file).map_err(failed)?.take(MOST_BYTES).read_to_end(&mut bytes).map_err(failed)?;
    }
    let text = filature_intake::text_of(&bytes);
    let first =
        |line: &str| line.split([',', ';', '\t']).next().unwrap_or_default().trim().trim_matches('"').to_owned();
    let mut ids: Vec<String> =
        text.trim_start_matches('\u{feff}').lines().map(first).filter(|id| !id.is_empty()).collect();
    if ids.first().is_some_and(|id| matches!(id.to_lowercase().as_str(), "id" | "entry" | "transaction")) {
        ids.remove(0);
    }
    if ids.is_empty() {
        return Err(Failure::call(format!(
            "--from-list {}: the list is empty: ids were expected, one a line or in the first column of a CSV. Nothing was marked",
            file.display()
        )));
    }
    Ok(ids)
}

fn by_filter(board: &Board<'_>, asked: &FilterArguments) -> Result<Vec<EntryId>, Failure> {
    let filter = filter_of(asked)?;
    let account = match &asked.account {
        None => None,
        Some(key) => {
            let key = AccountId::written(key);
            let at = board.ledger.transactions.accounts.binary_search(&key).map_err(|_| {
                Failure::call(format!(
                    "--account {key}: no account of this case is called so; `filature sql CASE \"SELECT key FROM accounts\"` lists them"
                ))
            })?;
            Some(u32::try_from(at).map_err(Failure::bug)?)
        }
    };
    let mut found: Vec<(i64, EntryId)> = Vec::new();
    let pairs = with_two_rows(board);
    for row in 0..board.ledger.book.len() {
        let Some((transaction, is_payees)) = board.lines.of(row) else { continue };
        let has_two = pairs.get(transaction).copied().unwrap_or_default();
        for is_credit in sides(board, account, transaction, (is_payees, has_two)) {
            if takes(board, &filter, row, transaction, is_credit)
                && let Some(id) = board.id_at(row).filter(|id| board.is_shown(*id))
            {
                found.push((board.ledger.transactions.debited[transaction].at_micros, id));
            }
        }
    }
    found.sort();
    found.dedup_by_key(|(_, id)| *id);
    Ok(found.into_iter().map(|(_, id)| id).collect())
}

/// Which transactions have a row of the payer's statement and one of the payee's.
fn with_two_rows(board: &Board<'_>) -> Vec<bool> {
    let mut pairs = vec![false; board.ledger.transactions.len()];
    for row in 0..board.ledger.book.len() {
        if let Some((transaction, true)) = board.lines.of(row) {
            pairs[transaction] = true;
        }
    }
    pairs
}

/// As which sides of an account a row counts; without an account each transaction once, by the payer's row or the only one.
fn sides(board: &Board<'_>, account: Option<u32>, transaction: usize, (is_payees, has_two): (bool, bool)) -> Vec<bool> {
    let transactions = &board.ledger.transactions;
    let (debtor, creditor) = (transactions.debtor[transaction], transactions.creditor[transaction]);
    match account {
        None if is_payees => Vec::new(),
        None => vec![debtor == OUTSIDE],
        Some(account) => {
            let goes = (account == debtor && !is_payees).then_some(false);
            let comes = (account == creditor && (is_payees || !has_two)).then_some(true);
            goes.into_iter().chain(comes).collect()
        }
    }
}

fn takes(board: &Board<'_>, filter: &Filter, row: usize, transaction: usize, is_credit: bool) -> bool {
    let transactions = &board.ledger.transactions;
    let Some((_, entry)) = board.ledger.book.at(row) else { return false };
    let paid = (transactions.amount_minor[transaction], transactions.currency[transaction]);
    let (minor, currency) = if is_credit { transactions.received[transaction].unwrap_or(paid) } else { paid };
    let (channel, day) = (transactions.channel[transaction], days_from_epoch(entry.booked.on));
    let texts = || SEARCHED.iter().filter_map(|column| board.ledger.book.text(row, column)).collect();
    filter.takes(Seen { is_credit, channel, day, minor, currency }, texts)
}

fn filter_of(asked: &FilterArguments) -> Result<Filter, Failure> {
    let channel = |word: &String| {
        Channel::from_word(word.trim()).ok_or_else(|| {
            let words = Channel::ALL.map(Channel::word).join(", ");
            Failure::call(format!("--channel {word:?}: one of {words} was expected"))
        })
    };
    if let (Some(from), Some(to)) = (asked.first, asked.last)
        && to < from
    {
        return Err(Failure::call(format!(
            "--to: {to} is before {from}, the day of --from: nothing lies between. Nothing was marked"
        )));
    }
    let bound = |name: &str, text: &Option<String>| match text.as_ref().map(|text| text.replace(',', ".")) {
        Some(text) if minor_of(&text, Currency::EUR).is_none() => {
            Err(Failure::call(format!("{name} {text:?}: an amount was expected, as in 100.00")))
        }
        bound => Ok(bound),
    };
    Ok(Filter {
        is_credit: asked.direction.as_deref().map(|direction| direction == "in"),
        channels: asked.channel.iter().map(channel).collect::<Result<_, _>>()?,
        from: asked.first.map(days_from_epoch),
        to: asked.last.map(days_from_epoch),
        min: bound("--min", &asked.min)?,
        max: bound("--max", &asked.max)?,
        text: asked.text.as_deref().map(folded_words).filter(|text| !text.is_empty()),
    })
}
