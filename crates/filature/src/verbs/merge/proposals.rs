//! Which accounts may be one holder's: what `filature-identity` finds in what the files say of their holders.
//!
//! ```text
//! Ledger::said, lists of accounts ─► a party an account ─► resolve ─► groups that nobody has merged ─► proposals, in words
//!                                                               └───► two names on one paper, or one account: said, never merged
//! ```
//!
//! Nothing is merged by it. A name alone proposes nothing. Names are not shown: accounts are, and what agrees.

use std::collections::BTreeMap;

use filature_identity::{Book, NameAgreement, Options, Party, Proposal, Remark, compare, resolve_book};
use filature_ledger::Ledger;
use filature_ledger::holders::Holders;
use filature_model::{AccountId, Language};
use serde_json::{Value, json};

use crate::parties;

/// The rule of a case by which what [`Proposal::Confirm`] names is merged: one paper, one date of birth, names that can be one.
pub const PAPER_AND_BIRTH: &str = "paper-and-birth";

/// Accounts that a person may look at.
pub struct Proposed {
    /// The accounts, in order.
    pub accounts: Vec<AccountId>,
    /// What is proposed of them: of several, the least.
    pub proposal: Proposal,
    /// What agrees and what does not, in both languages; of more than two accounts, of the first with each other one.
    pub words: Vec<[String; 2]>,
}

/// What was found.
pub struct Found {
    /// Accounts whose holders are one by what is known of them, where nobody has said so.
    pub proposed: Vec<Proposed>,
    /// Two accounts, and what is worth knowing of them.
    pub remarks: Vec<(AccountId, AccountId, Remark)>,
    /// Comparisons that were not made, as too many share one thing.
    pub not_compared: u64,
}

/// Looks for them.
pub fn of(ledger: &Ledger, holders: &Holders) -> Found {
    let (accounts, parties): (Vec<AccountId>, Vec<Party>) = parties::of(ledger, &ledger.said()).into_iter().unzip();
    let book = Book::of(&parties);
    let clusters = resolve_book(&book, &Options::default());
    let account = |party: &u32| accounts[*party as usize].clone();
    let proposed = clusters.groups().into_iter().filter_map(|group| {
        let theirs: Vec<AccountId> = group.iter().map(account).collect();
        // One of each holder whom somebody has merged already.
        let mut each: BTreeMap<&AccountId, u32> = BTreeMap::new();
        theirs.iter().zip(&group).for_each(|(account, party)| {
            each.entry(holders.first_of(account)).or_insert(*party);
        });
        let first = *group.first()?;
        let others: Vec<u32> = each.values().copied().filter(|party| *party != first).collect();
        let compared = others.iter().map(|other| book.compare(first, *other));
        let compared: Vec<_> = compared.filter(|one| one.proposal() != Proposal::Nothing).collect();
        // Proposals stand in the order of their strength, the strongest first.
        let proposal = compared.iter().map(filature_identity::Comparison::proposal).max()?;
        Some(Proposed {
            accounts: theirs,
            proposal,
            words: compared
                .iter()
                .map(|one| [Language::English, Language::French].map(|language| one.words(language).join(" ")))
                .collect(),
        })
    });
    let mut remarks: Vec<_> =
        clusters.remarks.iter().map(|(one, other, remark)| (account(one), account(other), *remark)).collect();
    let named_twice = accounts.iter().zip(&parties).filter(|(_, party)| has_two_names(party));
    remarks.extend(named_twice.map(|(one, _)| (one.clone(), one.clone(), Remark::TwoNamesOneAccount)));
    Found {
        proposed: proposed.collect(),
        remarks,
        not_compared: clusters.capped.iter().map(|capped| capped.not_compared).sum(),
    }
}

/// Whether an account stands under two names that are not one name.
fn has_two_names(party: &Party) -> bool {
    let named = |name: &String| Party { names: vec![name.clone()], kind: party.kind, ..Party::default() };
    let mut names = party.names.iter().map(named);
    let Some(first) = names.next() else { return false };
    names.any(|other| {
        let agreement = compare(&first, &other).name;
        matches!(agreement, NameAgreement::OtherFamily | NameAgreement::Differs)
    })
}

/// The word of a proposal in JSON.
fn word(proposal: Proposal) -> &'static str {
    match proposal {
        Proposal::Confirm => "confirm",
        Proposal::Examine => "examine",
        Proposal::AccountRecords => "account-records",
        Proposal::Link => "link",
        Proposal::Nothing => "nothing",
    }
}

/// The same as JSON.
pub fn json(found: &Found) -> Value {
    let proposed: Vec<Value> = found
        .proposed
        .iter()
        .map(|one| {
            let accounts: Vec<&str> = one.accounts.iter().map(AccountId::as_str).collect();
            let words: Vec<Value> = one.words.iter().map(|[en, fr]| json!({ "en": en, "fr": fr })).collect();
            json!({ "accounts": accounts, "proposal": word(one.proposal), "why": words })
        })
        .collect();
    let remarks: Vec<Value> = found
        .remarks
        .iter()
        .map(|(one, other, remark)| {
            json!({ "accounts": [one.as_str(), other.as_str()],
                    "what": { "en": remark.words(Language::English), "fr": remark.words(Language::French) } })
        })
        .collect();
    json!({ "proposed": proposed, "remarks": remarks, "not_compared": found.not_compared })
}
