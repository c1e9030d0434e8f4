//! What a line of the journal is about, and which word it says of that.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::AccountId;

use crate::asked::Month;
use crate::holders::Relation;
use crate::journal::{Act, Line};

/// Something of which two people can say different things.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// From which day on a person's account is withheld.
    Protection(AccountId),
    /// Which part the holder of an account has.
    Category(AccountId),
    /// A lead.
    Lead(String),
    /// Accounts that are said to belong together, or not.
    Holders(BTreeSet<AccountId>),
    /// Whether money is followed through an account.
    Hub(AccountId),
    /// Whether a credit is the money of a debit.
    Link(String, String),
    /// Whether two lines are one transfer.
    Join(String, String),
    /// How a file is read.
    Reading(String),
    /// Colour and meaning of a label of marks.
    Label(String),
    /// Which entry a mark is on in the place of this one.
    Mark(String, String),
    /// Whether a month of an account was asked for by a request.
    Asked(AccountId, Month, String),
    /// What a file may be used for.
    Use(String),
}

impl Subject {
    /// Its kind, in a word.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Protection(_) => "protection",
            Self::Category(_) => "category",
            Self::Lead(_) => "lead",
            Self::Holders(_) => "holders",
            Self::Hub(_) => "hub",
            Self::Link(..) => "link",
            Self::Join(..) => "join",
            Self::Reading(_) => "reading",
            Self::Label(_) => "label",
            Self::Mark(..) => "mark",
            Self::Asked(..) => "asked",
            Self::Use(_) => "use",
        }
    }

    /// What it is, by its ids.
    pub fn ids(&self) -> Vec<String> {
        match self {
            Self::Protection(account) | Self::Category(account) | Self::Hub(account) => vec![account.to_string()],
            Self::Lead(id) | Self::Reading(id) | Self::Label(id) | Self::Use(id) => vec![id.clone()],
            Self::Holders(accounts) => accounts.iter().map(ToString::to_string).collect(),
            Self::Link(one, other) | Self::Join(one, other) | Self::Mark(one, other) => {
                vec![one.clone(), other.clone()]
            }
            Self::Asked(account, month, request) => vec![account.to_string(), month.to_string(), request.clone()],
        }
    }
}

/// The last word on a subject, with the line that says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// What is said.
    pub says: String,
    /// Where.
    pub line: &'a Line,
}

/// The accounts of each merge that lines speak of, by its id.
pub fn merged<'a>(lines: impl Iterator<Item = &'a Line>) -> BTreeMap<&'a str, BTreeSet<AccountId>> {
    let merged = lines.filter_map(|line| match &line.act {
        Act::HoldersMerged { merge, accounts, .. } => {
            Some((merge.as_str(), accounts.iter().map(|account| AccountId::written(account)).collect()))
        }
        _ => None,
    });
    merged.collect()
}

/// The last word of some lines on each subject. `merged` are the merges that anybody made.
pub fn last_words<'a>(
    lines: impl IntoIterator<Item = &'a Line>,
    merged: &BTreeMap<&str, BTreeSet<AccountId>>,
) -> BTreeMap<Subject, Word<'a>> {
    let mut words = BTreeMap::new();
    for line in lines {
        for (subject, says) in said(&line.act, merged) {
            words.insert(subject, Word { says, line });
        }
    }
    words
}

fn said(act: &Act, merged: &BTreeMap<&str, BTreeSet<AccountId>>) -> Vec<(Subject, String)> {
    let one = |subject: Subject, says: &str| vec![(subject, says.to_owned())];
    let key = |account: &String| AccountId::written(account);
    let pair = |debit: &String, credit: &String| (debit.clone(), credit.clone());
    let link = |(debit, credit): (String, String)| Subject::Link(debit, credit);
    let join = |(debit, credit): (String, String)| Subject::Join(debit, credit);
    match act {
        Act::CategorySet { account, category, .. } => one(Subject::Category(key(account)), category.word()),
        Act::LeadDecided { lead, state, .. } => one(Subject::Lead(lead.clone()), state),
        Act::HubSaid { account, how, .. } => one(Subject::Hub(key(account)), how),
        Act::Linked { debit, credit, .. } => one(link(pair(debit, credit)), "linked"),
        Act::LinkWithdrawn { debit, credit, .. } => one(link(pair(debit, credit)), "withdrawn"),
        Act::JoinUndone { debit, credit, .. } => one(join(pair(debit, credit)), "undone"),
        Act::JoinRedone { debit, credit, .. } => one(join(pair(debit, credit)), "redone"),
        Act::MarkMoved { mark, entry, to, .. } => one(Subject::Mark(mark.clone(), entry.clone()), to),
        Act::LabelDefined { label, colour, meaning, .. } => {
            one(Subject::Label(label.clone()), &format!("{}: {meaning}", colour.word()))
        }
        Act::PersonProtected { accounts, .. } => {
            accounts.iter().map(|account| (Subject::Protection(key(account)), PROTECTED.to_owned())).collect()
        }
        Act::ProtectionLifted { accounts, .. } => {
            accounts.iter().map(|account| (Subject::Protection(key(account)), LIFTED.to_owned())).collect()
        }
        Act::HoldersMerged { accounts, relation, .. } => {
            one(Subject::Holders(accounts.iter().map(key).collect()), &relation_said(*relation, accounts))
        }
        Act::MergeUndone { merge, .. } => merged
            .get(merge.as_str())
            .map(|accounts| (Subject::Holders(accounts.clone()), APART.to_owned()))
            .into_iter()
            .collect(),
        Act::SourceAdded { sha256, use_, .. } => {
            vec![
                (Subject::Use(sha256.clone()), use_.clone()),
                (Subject::Reading(sha256.clone()), "as-added".to_owned()),
            ]
        }
        Act::UseNarrowed { sha256, use_ } => one(Subject::Use(sha256.clone()), use_),
        Act::MappingUsed { sha256, mapping_sha256, .. } => one(Subject::Reading(sha256.clone()), mapping_sha256),
        Act::StatementsAsked { account, from, to, request, .. } => months(account, from, to, request, ASKED),
        Act::AskedWithdrawn { account, from, to, request } => months(account, from, to, request, "withdrawn"),
        _ => Vec::new(),
    }
}

/// The word of statements that were asked for.
pub const ASKED: &str = "asked";
/// The word of accounts that are not said to belong together any more.
pub const APART: &str = "apart";
/// The word of whom is protected.
pub const PROTECTED: &str = "protected";
/// The word of who is no longer.
pub const LIFTED: &str = "lifted";

fn relation_said(relation: Relation, accounts: &[String]) -> String {
    match (relation, accounts.first()) {
        // Of other relations the first account is the one whose holder is meant.
        (Relation::Joint | Relation::Proxy | Relation::Owner, Some(first)) => format!("{} ({first})", relation.word()),
        _ => relation.word().to_owned(),
    }
}

fn months(account: &str, from: &str, to: &str, request: &str, says: &str) -> Vec<(Subject, String)> {
    let (Ok(from), Ok(to)) = (from.parse::<Month>(), to.parse::<Month>()) else { return Vec::new() };
    let account = AccountId::written(account);
    from.to(to).map(|month| (Subject::Asked(account.clone(), month, request.to_owned()), says.to_owned())).collect()
}
