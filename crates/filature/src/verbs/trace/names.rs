//! What the texts of a call name: transactions, entries, accounts, findings and leads.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use filature_ledger::{Case, Ledger};
use filature_model::{AccountId, Currency, Finding, SourceId, Transactions};
use serde::Deserialize;

use crate::outcome::Failure;
use crate::verbs::found;

/// What a text names among the transactions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A transaction, by its position.
    Transaction(u32),
    /// A row of the ledger that moved no money.
    MovedNothing,
    /// Nothing.
    Nothing,
}

/// The transactions that texts of the call name, looked up in one pass over the ledger.
pub struct Names {
    positions: BTreeMap<String, Option<u32>>,
    /// Texts that name nothing alone, with the ids that have a source before them: one id with two contents is two.
    with_source: BTreeMap<String, Vec<String>>,
}

/// How many ids with a source are named where an id alone is none.
const WITH_SOURCE_NAMED: usize = 5;

impl Names {
    /// Looks up every text, and what stands before its last `:`.
    pub fn of<'a>(ledger: &Ledger, texts: impl Iterator<Item = &'a str>) -> Result<Self, Failure> {
        let mut asked = BTreeSet::new();
        for text in texts {
            asked.insert(text);
            asked.extend(split_like_amount(text).map(|(before, _)| before));
        }
        let ids = ledger.book.find(&asked)?;
        let wanted: BTreeSet<&str> = ids.values().map(String::as_str).collect();
        let all = ledger.transactions.ids.iter().map(String::as_str).zip(0_u32..);
        let positions: HashMap<&str, u32> = all.filter(|(id, _)| wanted.contains(id)).collect();
        let position = |id: &String| positions.get(id.as_str()).copied();
        asked.retain(|text| !ids.contains_key(text));
        Ok(Self {
            positions: ids.iter().map(|(text, id)| ((*text).to_owned(), position(id))).collect(),
            with_source: with_source(&ledger.transactions, &asked),
        })
    }

    /// The refusal of a text that names nothing, with what it may have been meant for.
    fn nothing(&self, text: &str) -> String {
        if let Some(flaw) = self.amount_flaw(text) {
            return flaw;
        }
        let hint = self.with_source.get(text).map_or_else(String::new, |ids| {
            let more = if ids.len() > WITH_SOURCE_NAMED { " and more" } else { "" };
            let named: Vec<&str> = ids.iter().take(WITH_SOURCE_NAMED).map(String::as_str).collect();
            format!("; with the file before it there is {}{more}: name the one that is meant", named.join(", "))
        });
        format!("nothing in the ledger is called {text}{hint}")
    }

    /// What is wrong with the amount behind a transaction, where that is why a text names nothing.
    fn amount_flaw(&self, text: &str) -> Option<String> {
        let (before, amount) = split_like_amount(text)?;
        if self.get(before) == Named::Nothing {
            return self.with_source.contains_key(before).then(|| self.nothing(before));
        }
        if amount.contains(',') {
            return Some(format!("{text}: {}", decimal_point(amount)));
        }
        amount.starts_with('-').then(|| format!("{text}: an amount below 0; a part, or a worth, above 0 was expected"))
    }

    /// The refusal of several texts that name nothing.
    pub fn nothing_of(&self, texts: &[&str]) -> String {
        let plain = |text: &&&str| self.amount_flaw(text).is_none() && !self.with_source.contains_key(**text);
        let (alike, others): (Vec<&&str>, Vec<&&str>) = texts.iter().partition(plain);
        let mut parts: Vec<String> = others.into_iter().map(|text| self.nothing(text)).collect();
        if !alike.is_empty() {
            let alike: Vec<&str> = alike.into_iter().copied().collect();
            parts.insert(0, format!("nothing in the ledger is called {}", alike.join(", ")));
        }
        parts.join("; ")
    }

    /// What a text names, as a whole.
    pub fn get(&self, text: &str) -> Named {
        match self.positions.get(text) {
            Some(Some(position)) => Named::Transaction(*position),
            Some(None) => Named::MovedNothing,
            None => Named::Nothing,
        }
    }

    /// The transaction that a text of an option names.
    pub fn transaction(&self, text: &str, option: &str) -> Result<u32, Failure> {
        match self.get(text) {
            Named::Transaction(position) => Ok(position),
            Named::MovedNothing => Err(moved_nothing(option, text)),
            Named::Nothing => Err(Failure::call(format!(
                "{option}: {}; a transaction's id or an entry's SOURCE:ROW was expected",
                self.nothing(text)
            ))),
        }
    }

    /// A transaction, and the text of an amount behind its last `:` where the whole text names none.
    pub fn with_amount<'a>(&self, text: &'a str, option: &str) -> Result<(u32, Option<&'a str>), Failure> {
        if self.get(text) == Named::Nothing
            && let Some((before, amount)) = split_amount(text)
        {
            return Ok((self.transaction(before, option)?, Some(amount)));
        }
        Ok((self.transaction(text, option)?, None))
    }
}

/// The refusal of a row that moved no money.
pub fn moved_nothing(option: &str, text: &str) -> Failure {
    Failure::call(format!("{option}: {text} moved no money (not paid, or shown by another row already)"))
}

/// `TX:AMOUNT` at its last `:`; none where no plain decimal stands behind it.
pub fn split_amount(text: &str) -> Option<(&str, &str)> {
    let (before, amount) = text.rsplit_once(':')?;
    let decimal = amount.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (decimal && amount.bytes().any(|byte| byte.is_ascii_digit()) && !before.is_empty()).then_some((before, amount))
}

/// The same where what stands behind it is meant for an amount, though it cannot be read as one.
fn split_like_amount(text: &str) -> Option<(&str, &str)> {
    let (before, amount) = text.rsplit_once(':')?;
    let like = amount.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b'+'));
    (like && amount.bytes().any(|byte| byte.is_ascii_digit()) && !before.is_empty()).then_some((before, amount))
}

/// What is said of an amount with a comma.
pub fn decimal_point(amount: &str) -> String {
    let example = if amount.contains('.') || amount.matches(',').count() > 1 {
        "as in 1234.56".to_owned()
    } else {
        format!("as in {}", amount.replace(',', "."))
    };
    format!("amounts are written with a decimal point and no other mark, {example}")
}

/// For each of these texts the ids that have a source, and then it.
fn with_source(ledger: &Transactions, texts: &BTreeSet<&str>) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::<String, Vec<String>>::new();
    if texts.is_empty() {
        return found;
    }
    for id in &ledger.ids {
        if let Some((source, rest)) = id.split_once(':')
            && texts.contains(rest)
            && source.parse::<SourceId>().is_ok()
        {
            found.entry(rest.to_owned()).or_default().push(id.clone());
        }
    }
    found
}

/// The position of an account by its key.
pub fn account(ledger: &Transactions, name: &str) -> Option<u32> {
    let at = ledger.accounts.binary_search(&AccountId::written(name)).ok()?;
    u32::try_from(at).ok()
}

/// The position of an account that an option names.
pub fn known_account(ledger: &Transactions, name: &str, option: &str) -> Result<u32, Failure> {
    account(ledger, name).ok_or_else(|| Failure::call(format!("{option} {name}: no such account in the ledger")))
}

/// What the payee received: minor units and currency.
pub fn credit_of(ledger: &Transactions, at: usize) -> (i64, Currency) {
    let sent = (ledger.amount_minor[at], ledger.currency[at]);
    ledger.received[at].filter(|received| received.1 != sent.1).unwrap_or(sent)
}

/// The findings and leads of a case, as `detect` wrote them.
#[derive(Default)]
pub struct Found {
    findings: BTreeMap<String, Finding>,
    leads: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Lead {
    id: String,
    #[serde(default)]
    findings: Vec<String>,
}

impl Found {
    /// Reads them; a case in which nothing was detected has none.
    pub fn read(case: &Case) -> Result<Self, Failure> {
        let findings: Vec<Finding> = found(case, "findings.json")?;
        let leads: Vec<Lead> = found(case, "leads.json")?;
        Ok(Self {
            findings: findings.into_iter().map(|finding| (finding.id.clone(), finding)).collect(),
            leads: leads.into_iter().map(|lead| (lead.id, lead.findings)).collect(),
        })
    }

    /// The finding of this id, or all of the lead's.
    pub fn get(&self, id: &str) -> Option<Vec<&Finding>> {
        if let Some(finding) = self.findings.get(id) {
            return Some(vec![finding]);
        }
        self.leads.get(id).map(|ids| ids.iter().filter_map(|id| self.findings.get(id)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_split_off_at_the_last_colon() {
        assert_eq!(split_amount("a1b2:17:2.50"), Some(("a1b2:17", "2.50")));
        assert_eq!(split_amount("a1b2:17"), Some(("a1b2", "17")));
        for text in ["a1b2", "a:b", ":3", "a:.", "a:1e3", "a:-1", "a:"] {
            assert_eq!(split_amount(text), None, "{text}");
        }
    }
}
