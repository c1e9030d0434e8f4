use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

use filature_ledger::{Case, Ledger, LedgerError, Settings, Written, names_written};
use filature_model::{Account, AccountId, EntryId, Legs, OUTSIDE, Source, SourceId};
use jiff::civil::Date;
use rayon::prelude::*;

use super::Seal;
use super::columns::{Columns, Text};
use super::index::Index;
use super::withheld::Withheld;
use super::words;

/// The files by which a ledger is told from another.
const FILES: &[&str] = &["ledger/manifest.json", "sources/sources.parquet", "case.toml"];

/// The ledger, and what is looked up in it.
pub struct Base {
    /// By what it is told from another.
    pub seal: Seal,
    /// What a person said of the case.
    pub settings: Settings,
    /// The files as received.
    pub sources: Vec<Source>,
    /// The ledger.
    pub ledger: Ledger,
    /// The entries, column by column.
    pub columns: Columns,
    /// Which rows are whose.
    pub index: Index,
    /// From which day whose accounts are protected.
    pub protected: BTreeMap<AccountId, Date>,
    /// What is shown to nobody for that.
    pub withheld: Withheld,
    /// The name of each account's holder as far as anything says it, account by account.
    pub holders: Vec<Option<String>>,
    /// Every name that anything gives.
    names: BTreeSet<String>,
    /// What makes initials of them in free words.
    initials: words::Initials,
    /// How many entries each source has.
    pub entries_by_source: BTreeMap<SourceId, u64>,
    /// The identity of the sources.
    pub sources_hash: String,
    /// Transactions in the order of their ids.
    by_id: OnceLock<Vec<u32>>,
    /// Which accounts lists name.
    in_lists: OnceLock<Vec<bool>>,
    /// Names of holders as they are compared.
    folded: OnceLock<Vec<String>>,
    /// Where the lines of originals begin, as far as anybody looked.
    pub line_starts: Mutex<BTreeMap<SourceId, Arc<Vec<u64>>>>,
    /// The entries of the figure of a profile that was asked for last.
    pub figure: Mutex<Option<crate::api::profile::Known>>,
}

impl Base {
    /// What tells that it is another.
    pub fn seal(folder: &Path) -> Seal {
        Seal::of(folder, FILES)
    }

    /// Reads the ledger of an open case, building it first where it has to be.
    ///
    /// # Errors
    /// As [`Ledger::load`].
    pub fn read(case: &Case) -> Result<Self, LedgerError> {
        let (ledger, lines) = Ledger::load_with_lines(case)?;
        let columns = Columns::of(ledger.book.batches())?;
        let protected = filature_ledger::protection::days(&case.journal()?);
        let rows = match protected.is_empty() {
            true => BTreeSet::new(),
            false => filature_ledger::withheld::rows(case, &ledger, &protected)?,
        };
        let withheld = Withheld::of(&ledger, &columns, &lines, &rows, &protected);
        let index = Index::of(&ledger, &columns, &lines, &withheld);
        let written = names_written(case)?;
        let holders = holders(&written, &ledger);
        let names = words::names(&ledger, written.into_iter().map(|name| name.name));
        let entries_by_source = ledger.book.count_by_source()?;
        let sources_hash = if case.sources().is_empty() { String::new() } else { filature_ledger::sources_hash(case)? };
        Ok(Self {
            seal: Self::seal(case.folder()),
            settings: case.settings().clone(),
            sources: case.sources().to_vec(),
            ledger,
            columns,
            index,
            protected,
            withheld,
            holders,
            names,
            initials: words::Initials::default(),
            entries_by_source,
            sources_hash,
            by_id: OnceLock::new(),
            in_lists: OnceLock::new(),
            folded: OnceLock::new(),
            line_starts: Mutex::default(),
            figure: Mutex::default(),
        })
    }

    /// The position of an account.
    pub fn account(&self, key: &str) -> Option<u32> {
        let accounts = &self.ledger.transactions.accounts;
        let at = accounts.binary_search_by(|id| id.as_str().cmp(key)).ok();
        let written = || accounts.binary_search(&AccountId::written(key)).ok();
        at.or_else(written).and_then(|at| u32::try_from(at).ok()).filter(|&at| !self.withheld.account(at))
    }

    /// Whether an account is shown to nobody, however it is written.
    pub fn is_withheld(&self, key: &str) -> bool {
        let accounts = &self.ledger.transactions.accounts;
        let at = accounts.binary_search(&AccountId::written(key)).ok();
        at.and_then(|at| u32::try_from(at).ok()).is_some_and(|at| self.withheld.account(at))
    }

    /// The key of an account.
    pub fn key(&self, account: u32) -> &str {
        self.ledger.transactions.account(account).map_or("", |id| id.as_str())
    }

    /// What lists and statements say of an account, a row a currency.
    pub fn said(&self, account: u32) -> &[Account] {
        let key = self.key(account);
        let accounts = &self.ledger.accounts;
        let from = accounts.partition_point(|known| known.id.as_str() < key);
        let count = accounts[from..].iter().take_while(|known| known.id.as_str() == key).count();
        &accounts[from..from + count]
    }

    /// What kind of account one is, as far as a list says it.
    pub fn kind(&self, account: u32) -> Option<&'static str> {
        self.said(account).iter().find_map(|said| said.kind).map(|kind| kind.word())
    }

    /// A source by its SHA-256, or by its id.
    pub fn source(&self, name: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.sha256 == name || source.id.to_string() == name)
    }

    /// A source by its id.
    pub fn source_of(&self, id: SourceId) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The row of an entry.
    pub fn row_of(&self, id: EntryId) -> Option<usize> {
        self.columns.row_of(id)
    }
}

/// Lists and statements first; of names in entries the one that most of them write.
fn holders(written_names: &[Written], ledger: &Ledger) -> Vec<Option<String>> {
    let accounts = &ledger.transactions.accounts;
    let place = |key: &str| accounts.binary_search_by(|id| id.as_str().cmp(key)).ok();
    let mut holders: Vec<Option<String>> = vec![None; accounts.len()];
    let is_name = |name: &&String| !name.trim().is_empty();
    for account in &ledger.accounts {
        if let (Some(at), Some(name)) = (place(account.id.as_str()), account.holder.as_ref().filter(is_name)) {
            holders[at].get_or_insert_with(|| name.clone());
        }
    }
    let mut written: BTreeMap<usize, (u64, String)> = BTreeMap::new();
    for name in written_names.iter().filter(|name| is_name(&&name.name)) {
        let Some(at) = name.account.as_deref().and_then(place).filter(|&at| holders[at].is_none()) else { continue };
        let known = written.entry(at).or_default();
        if name.entries > known.0 || (name.entries == known.0 && name.name < known.1) {
            *known = (name.entries, name.name.clone());
        }
    }
    written.into_iter().for_each(|(at, (_, name))| holders[at] = Some(name));
    holders
}

impl Base {
    /// The position of a transaction that is shown, by its id.
    pub fn transaction(&self, id: &str) -> Option<u32> {
        self.any_transaction(id).filter(|&at| !self.withheld.transaction(at))
    }

    /// Whether any of these transactions is withheld.
    pub fn withholds<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> bool {
        let is_withheld = |id| self.any_transaction(id).is_some_and(|at| self.withheld.transaction(at));
        !self.withheld.is_nothing() && ids.into_iter().any(is_withheld)
    }

    /// Whether nothing is shown of an account.
    pub fn withholds_account(&self, key: &str) -> bool {
        let at = self.ledger.transactions.accounts.binary_search_by(|id| id.as_str().cmp(key)).ok();
        at.and_then(|at| u32::try_from(at).ok()).is_some_and(|at| self.withheld.account(at))
    }

    /// By what the search index is told from another.
    pub fn search_key(&self) -> String {
        if self.protected.is_empty() {
            return self.sources_hash.clone();
        }
        let days: String = self.protected.iter().map(|(account, day)| format!("{account} {day}\n")).collect();
        filature_ledger::hash_hex(format!("{}\n{days}", self.sources_hash).as_bytes())
    }

    /// The position of a transaction by its id. Ids are looked up in a sorted list that is made when the first is asked for.
    fn any_transaction(&self, id: &str) -> Option<u32> {
        let ids = &self.ledger.transactions.ids;
        let sorted = self.by_id.get_or_init(|| {
            let mut sorted: Vec<u32> = (0_u32..).take(ids.len()).collect();
            sorted.par_sort_unstable_by(|&one, &other| ids[one as usize].cmp(&ids[other as usize]));
            sorted
        });
        let at = sorted.binary_search_by(|&at| ids[at as usize].as_str().cmp(id)).ok()?;
        Some(sorted[at])
    }

    /// The accounts on which rows that record a whole transfer speak.
    pub fn accounts_of_lists(&self) -> BTreeSet<&str> {
        let (columns, transactions) = (&self.columns, &self.ledger.transactions);
        let marked = self.in_lists.get_or_init(|| {
            let mut marked = vec![false; transactions.accounts.len()];
            for row in (0..columns.rows()).filter(|&row| columns.text(row, Text::Legs) == Some(Legs::Both.word())) {
                let sides = match self.index.transaction_of(row) {
                    Some(at) => [transactions.debtor[at as usize], transactions.creditor[at as usize]].map(Some),
                    None => [Text::Debtor, Text::Creditor]
                        .map(|side| columns.text(row, side).and_then(|key| self.account(key))),
                };
                sides
                    .into_iter()
                    .flatten()
                    .filter(|&account| account != OUTSIDE)
                    .for_each(|account| marked[account as usize] = true);
            }
            marked
        });
        (0_u32..).zip(marked).filter(|(_, is_marked)| **is_marked).map(|(account, _)| self.key(account)).collect()
    }

    /// Makes what is looked up in, before anybody waits for it.
    pub fn warm(&self) {
        self.transaction("");
        self.folded_holders();
        self.accounts_of_lists();
        self.in_initials("");
    }

    /// A text that people or banks wrote, with initials for names.
    pub fn in_initials(&self, text: &str) -> String {
        self.initials.clean(&self.names, text)
    }

    /// The names of holders as they are compared, account by account; empty where none is known.
    pub fn folded_holders(&self) -> &[String] {
        self.folded.get_or_init(|| {
            let fold =
                |holder: &Option<String>| holder.as_deref().map(filature_model::folded_words).unwrap_or_default();
            self.holders.par_iter().map(fold).collect()
        })
    }
}
