//! Search: accounts, holders, entries, files, leads; what may not be shown is not searched either.

use std::sync::PoisonError;
use std::time::Instant;

use filature_model::folded_words;
use serde_json::{Value, json};

use super::{Answer, Call, Outcome, accounts, day_text};
use crate::search::Ready;
use crate::search::matches::matches;
use crate::state::columns::SEARCHED;

/// Hits of a group where nobody says how many.
const HITS_USUAL: usize = 8;
const HITS_MOST: usize = 100;

/// The longest excerpt.
const EXCERPT_CHARS: usize = 160;

/// Everything that a query finds. Without a purpose names, texts and references are not looked at.
pub fn search(call: &Call) -> Outcome {
    let began = Instant::now();
    let query = call.asked("q").unwrap_or_default().chars().take(200).collect::<String>();
    let most = call.number("limit")?.unwrap_or(HITS_USUAL).min(HITS_MOST);
    let mut groups = Vec::new();
    let mut index = "ready";
    if !query.trim().is_empty() {
        groups.push(of_accounts(call, &query, most));
        if call.people().names_shown() {
            groups.push(of_holders(call, &query, most));
        }
        let (entries, state) = of_entries(call, &query, most);
        index = state;
        groups.push(entries);
        groups.push(of_sources(call, &query, most));
        groups.push(of_leads(call, &query, most));
        groups.retain(|group| group["total"] != 0);
    }
    let took = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(Answer::Json(
        json!({ "took_milliseconds": took, "groups": groups, "index": index, "names_hidden": !call.people().names_shown() }),
    ))
}

fn group(kind: &str, total: usize, hits: Vec<Value>) -> Value {
    json!({ "kind": kind, "total": total, "hits": hits })
}

fn hit(id: &str, label: &str, excerpt: &str, query: &str, place: Option<String>) -> Value {
    let excerpt: String = excerpt.chars().take(EXCERPT_CHARS).collect();
    let matches = matches(&excerpt, query);
    json!({ "id": id, "label": label, "excerpt": excerpt, "matches": matches, "where": place })
}

fn of_accounts(call: &Call, query: &str, most: usize) -> Value {
    let base = &call.state.base;
    let compact: String = query.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
    let keys = &base.ledger.transactions.accounts;
    let found: Vec<u32> = (0_u32..)
        .zip(keys)
        .filter(|(at, id)| !base.withheld.account(*at) && holds_ascii(id.as_str(), &compact))
        .map(|(at, _)| at)
        .filter(|&at| !base.withheld.account(at))
        .collect();
    let hits = found.iter().take(most).map(|&account| {
        let who = call.people().account(account);
        hit(base.key(account), who["label"].as_str().unwrap_or_default(), base.key(account), &compact, None)
    });
    group("account", found.len(), hits.collect())
}

/// Whether a text holds capitals, whatever the case of its own letters.
fn holds_ascii(text: &str, capitals: &str) -> bool {
    let (text, wanted) = (text.as_bytes(), capitals.as_bytes());
    let Some(first) = wanted.first() else { return false };
    let lower = first.to_ascii_lowercase();
    memchr::memchr2_iter(*first, lower, text)
        .any(|at| text.get(at..at + wanted.len()).is_some_and(|part| part.eq_ignore_ascii_case(wanted)))
}

fn of_holders(call: &Call, query: &str, most: usize) -> Value {
    let base = &call.state.base;
    let folded = folded_words(query);
    let found: Vec<u32> = (0_u32..)
        .zip(base.folded_holders())
        .filter(|(at, holder)| {
            !base.withheld.account(*at) && !folded.is_empty() && folded.split(' ').all(|word| holder.contains(word))
        })
        .map(|(at, _)| at)
        .collect();
    let hits = found.iter().take(most).map(|&account| {
        let holder = base.holders[account as usize].as_deref().unwrap_or_default();
        hit(base.key(account), holder, holder, query, Some(base.key(account).to_owned()))
    });
    group("holder", found.len(), hits.collect())
}

/// Entries by amount, by day, by id, and by their texts.
fn of_entries(call: &Call, query: &str, most: usize) -> (Value, &'static str) {
    let base = &call.state.base;
    let mut rows: Vec<usize> = super::entry::row(call, query.trim()).into_iter().collect();
    let mut total = u64::try_from(rows.len()).unwrap_or_default();
    let wanted = amount_of(query);
    let days = days_of(query);
    if wanted.is_some() || days.is_some() {
        let takes = |row: usize, day: i32, minor: i64| {
            if base.withheld.row(row) {
                return false;
            }
            wanted.is_some_and(|wanted| wanted == minor) || days.is_some_and(|(from, to)| (from..=to).contains(&day))
        };
        let (found, count) = base.columns.filter(takes, most);
        rows.extend(found);
        total += count;
    }
    let mut state = "ready";
    let mut or_more = false;
    match call.desk.search.of(call.desk.store.folder(), base) {
        Ready::Yes(index) if call.people().names_shown() && !call.people().hides(query) => {
            let index = index.lock().unwrap_or_else(PoisonError::into_inner);
            match index.find(base, query, most) {
                Ok(found) => {
                    rows.extend(found.rows.iter().map(|&row| row as usize));
                    total += found.total;
                    or_more = found.or_more;
                }
                Err(_) => state = "failed",
            }
        }
        Ready::Yes(_) => {}
        Ready::Failed => state = "failed",
        Ready::Not | Ready::Building => state = "building",
    }
    rows.sort_unstable();
    rows.dedup();
    let hits = rows.iter().take(most).filter_map(|&row| entry_hit(call, row, query)).collect();
    let mut group = group("entry", usize::try_from(total).unwrap_or(usize::MAX), hits);
    if let Some(fields) = group.as_object_mut() {
        fields.insert("or_more".into(), json!(or_more));
    }
    (group, state)
}

fn entry_hit(call: &Call, row: usize, query: &str) -> Option<Value> {
    use crate::state::columns::Text;
    let base = &call.state.base;
    let id = base.columns.id(row)?;
    let currency: filature_model::Currency = base.columns.text(row, Text::Currency)?.parse().ok()?;
    let amount = filature_model::decimal_string(i128::from(base.columns.amount_minor(row)), currency);
    let day = day_text(base.columns.day(row)).unwrap_or_default();
    let texts =
        || SEARCHED.iter().filter_map(|&column| base.columns.text(row, column)).filter(|_| call.people().names_shown());
    let matching =
        texts().find(|text| !matches(&text.chars().take(EXCERPT_CHARS).collect::<String>(), query).is_empty());
    let excerpt = call.people().words(matching.or_else(|| texts().next()).unwrap_or_default());
    let is_credit = base.columns.text(row, Text::Legs) == Some("credit");
    let (own, other) = if is_credit { (Text::Creditor, Text::Debtor) } else { (Text::Debtor, Text::Creditor) };
    let account = base.columns.text(row, own).or_else(|| base.columns.text(row, other));
    let source = base.source_of(id.source).map(|source| call.people().words(&source.name));
    let mut hit = hit(&id.to_string(), &format!("{day} · {amount} {currency}"), &excerpt, query, source);
    hit.as_object_mut()?.insert("account".into(), json!(account));
    Some(hit)
}

/// A query that is an amount, in hundredths: `1 250,00`, `1250.5`, `1250`.
fn amount_of(query: &str) -> Option<i64> {
    let plain: String = query.chars().filter(|c| !c.is_whitespace() && *c != '\u{a0}' && *c != '\u{202f}').collect();
    let plain = plain.trim_end_matches(['€', '$']).trim_end_matches("EUR").replace(',', ".");
    let is_amount =
        plain.chars().all(|c| c.is_ascii_digit() || c == '.') && plain.starts_with(|c: char| c.is_ascii_digit());
    let minor = super::money::minor_of(&plain, filature_model::Currency::EUR);
    minor.filter(|_| is_amount)
}

/// A query that is a day or a month: first and last day.
fn days_of(query: &str) -> Option<(i32, i32)> {
    use jiff::civil::Date;
    let query = query.trim();
    let parts: Vec<&str> = query.split(['/', '.', '-']).collect();
    let number = |text: &str| text.parse::<i16>().ok();
    let day = |year: &str, month: &str, day: &str| {
        Date::new(number(year)?, i8::try_from(number(month)?).ok()?, i8::try_from(number(day)?).ok()?).ok()
    };
    let days = match parts.as_slice() {
        [year, month, of] if year.len() == 4 => day(year, month, of).map(|day| (day, day)),
        [of, month, year] if year.len() == 4 => day(year, month, of).map(|day| (day, day)),
        [year, month] if year.len() == 4 && query.contains('-') => {
            day(year, month, "1").map(|day| (day, day.last_of_month()))
        }
        _ => None,
    }?;
    Some((filature_model::days_from_epoch(days.0), filature_model::days_from_epoch(days.1)))
}

fn of_sources(call: &Call, query: &str, most: usize) -> Value {
    let (folded, people) = (folded_words(query), call.people());
    let is_found = |source: &&filature_model::Source| {
        if call.state.base.withheld.source(source.id) {
            return false;
        }
        let written = [Some(&source.name), source.exhibit.as_ref(), source.from.as_ref(), source.request.as_ref()];
        // What is not shown is not searched.
        let said = written.into_iter().flatten().map(|text| people.words(text)).chain([source.sha256.clone()]);
        !folded.is_empty() && said.into_iter().any(|text| folded_words(&text).contains(&folded))
    };
    let found: Vec<&filature_model::Source> = call.state.base.sources.iter().filter(is_found).collect();
    let hits = found.iter().take(most).map(|source| {
        let name = people.words(&source.name);
        hit(&source.sha256, &name, &name, query, people.maybe(source.exhibit.as_ref()))
    });
    group("source", found.len(), hits.collect())
}

/// Leads by their id, and those of accounts that the query names.
fn of_leads(call: &Call, query: &str, most: usize) -> Value {
    let (results, query) = (&call.state.results, query.trim());
    let accounts = if query.len() >= 4 { accounts::matching(call, query) } else { Vec::new() };
    let keys = accounts.iter().take(1_000).map(|&account| call.state.base.key(account));
    let mut found: Vec<usize> = keys.filter_map(|key| results.leads_of.get(key)).flatten().copied().collect();
    found.extend((0..results.leads.len()).filter(|&at| query.len() >= 4 && results.leads[at].id.contains(query)));
    found.sort_unstable();
    found.dedup();
    let hits = found.iter().take(most).filter_map(|&at| {
        let lead = results.leads.get(at)?;
        let title = super::leads::title(lead);
        let mut hit = hit(&lead.id, &format!("{}", at + 1), &lead.id, query, None);
        hit.as_object_mut()?.insert("title".into(), title);
        Some(hit)
    });
    group("lead", found.len(), hits.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_days_are_told_from_words() {
        assert_eq!(amount_of("1 250,00"), Some(125_000));
        assert_eq!(amount_of("1250.5 €"), Some(125_050));
        assert_eq!(amount_of("950EUR"), Some(95_000));
        for other in ["", "12a", "1.2.3", "-5", "EUR", "2024-05-02"] {
            assert_eq!(amount_of(other), None, "{other}");
        }
        assert_eq!(days_of("1970-01-02"), Some((1, 1)));
        assert_eq!(days_of("02/01/1970"), Some((1, 1)));
        assert_eq!(days_of("1970-02"), Some((31, 58)));
        assert_eq!(days_of("31/02/1970"), None);
    }

    #[test]
    fn fragments_of_numbers_are_found_in_any_case() {
        assert!(
            holds_ascii("fr7699990", "R769")
                && holds_ascii("BANK:AB", "K:A")
                && !holds_ascii("AB", "ABC")
                && !holds_ascii("A", "")
        );
    }
}
