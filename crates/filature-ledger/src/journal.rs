//! The journal: what people decided, one line each, each holding the hash of the one before.
//!
//! It is the one place of a case with times of day. It names ids, never people, but for the officers who decide or look at names
//! ([`crate::categories`], [`crate::standing`]): who decides signs. A line that was changed, taken out or put in breaks the chain at a
//! line that can be named.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::categories::Category;
use crate::combine::Settled;
use crate::erase::quiet;
use crate::four_eyes::Watched;
use crate::hashing::hex;
use crate::heard::Heard;
use crate::holders::Relation;
use crate::marks::{Anchor, Colour};
use crate::{LedgerError, atomic};

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "kebab-case")]
pub enum Act {
    /// The case was made.
    CaseMade,
    /// A file was added: its hash, use and exhibit reference.
    SourceAdded {
        /// SHA-256 of the file.
        sha256: String,
        /// What it may be used for.
        #[serde(rename = "use")]
        use_: String,
        /// Its exhibit reference.
        exhibit: Option<String>,
        /// SHA-256 of the list of sources with this file, on the last of those that came together.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        list: Option<String>,
        /// The ids of erasures whose persons it holds, and that keep them out of what is built of it.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        keeps_out: BTreeSet<String>,
    },
    /// The list of sources was written anew, and no file was added: SHA-256 of it.
    SourcesListed {
        /// SHA-256 of `sources/sources.parquet`.
        sha256: String,
    },
    /// What a file may be used for was narrowed when it was added again.
    UseNarrowed {
        /// SHA-256 of the file.
        sha256: String,
        /// What it may be used for from now on.
        #[serde(rename = "use")]
        use_: String,
    },
    /// A mapping was given or confirmed for a file: SHA-256 of the mapping's text.
    MappingUsed {
        /// SHA-256 of the file.
        sha256: String,
        /// SHA-256 of the mapping as TOML.
        mapping_sha256: String,
        /// `given` by a file, `confirmed` by a person, `certain`: guessed with nothing in doubt; or `reused`: that of
        /// another source with the same header, for which a person had given or confirmed it.
        how: String,
        /// The id of that other source.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<String>,
    },
    /// A dossier was written.
    DossierWritten {
        /// Its file name in the case.
        file: String,
        /// SHA-256 of its bytes.
        sha256: String,
        /// SHA-256 of what is kept of what it rests on; see [`crate::as_of`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        manifest: Option<String>,
    },
    /// A trace, or what a balance is made of, was written. The line comes before the file.
    TraceWritten {
        /// Its file name in the case.
        file: String,
        /// SHA-256 of its bytes.
        sha256: String,
    },
    /// A person said that a debit was made with a claim's money.
    Elected {
        /// The credits with which the claim begins, by their ids, a part with `:AMOUNT` behind it; sorted. The claim's name
        /// is not here: it may be a person's.
        credits: Vec<String>,
        /// The debit.
        debit: String,
        /// What was bought is now worth this, with its currency.
        worth: Option<String>,
        /// Why; none when no reason was given.
        reason: Option<String>,
    },
    /// A person said that a credit is the money of an earlier debit elsewhere.
    Linked {
        /// The debit.
        debit: String,
        /// The credit.
        credit: String,
        /// Why.
        reason: String,
        /// The name of the officer who says so, where it was asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
    },
    /// A person took back that a credit is the money of an earlier debit.
    LinkWithdrawn {
        /// The debit.
        debit: String,
        /// The credit.
        credit: String,
        /// Why.
        reason: String,
        /// The name of the officer who says so.
        by: String,
    },
    /// A person said whether money is followed through an account; see [`crate::standing`].
    HubSaid {
        /// The key of the account.
        account: String,
        /// `through`, `stop`, or `as-measured`: what the program measures holds again.
        how: String,
        /// Why.
        reason: String,
        /// The name of the officer who says so.
        by: String,
    },
    /// A person decided on a lead; see [`crate::standing`].
    LeadDecided {
        /// The id of the lead.
        lead: String,
        /// `open`, `kept` or `set-aside`.
        state: String,
        /// Why.
        reason: String,
        /// The name of the officer who decides.
        by: String,
    },
    /// A person marked entries; see [`crate::standing`].
    Marked {
        /// The id of the mark: it derives from the line.
        mark: String,
        /// The entries, by their ids.
        entries: Vec<String>,
        /// A word or two.
        label: String,
        /// More of it.
        note: String,
        /// The name of the officer who marks.
        by: String,
        /// By what each entry is known again; none in what versions before this were told. See [`crate::marks`].
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        anchors: Vec<Anchor>,
    },
    /// A person said which entry a mark is on, where its own could not be told.
    MarkMoved {
        /// The id of the mark.
        mark: String,
        /// The entry as the mark has it.
        entry: String,
        /// The entry that is meant.
        to: String,
        /// By what that one is known again.
        anchor: Anchor,
        /// Why.
        reason: String,
        /// The name of the officer who says so.
        by: String,
    },
    /// A person gave a label of marks a colour; the last line on a label holds.
    LabelDefined {
        /// The label.
        label: String,
        /// Its colour.
        colour: Colour,
        /// What it means.
        meaning: String,
        /// The name of the officer who says so.
        by: String,
    },
    /// A person took a mark away.
    Unmarked {
        /// The id of the mark.
        mark: String,
        /// Why.
        reason: String,
        /// The name of the officer who takes it away.
        by: String,
    },
    /// A person said for what purpose names are looked at: from here on they are shown.
    PurposeGiven {
        /// The purpose.
        purpose: String,
        /// The name of the officer who looks.
        by: String,
    },
    /// Names are hidden again.
    PurposeEnded {
        /// The name of the officer who says so.
        by: String,
    },
    /// A person decided which part another one has in the case; see [`crate::categories`].
    CategorySet {
        /// The key of the account by which the person concerned is known.
        account: String,
        /// The category.
        category: Category,
        /// On what it rests.
        source: String,
        /// Why.
        reason: String,
        /// The name of the officer who decides.
        by: String,
        /// The name of the officer who decides with them.
        second: Option<String>,
    },
    /// What a person does from a day on is shown nowhere any more; see [`crate::protection`].
    PersonProtected {
        /// The keys of the accounts by which the person is known.
        accounts: Vec<String>,
        /// The first day, `YYYY-MM-DD`.
        from: String,
        /// On what it rests.
        source: String,
        /// Why.
        reason: String,
        /// The name of the officer who decides.
        by: String,
    },
    /// Two people took that back.
    ProtectionLifted {
        /// The keys of the accounts.
        accounts: Vec<String>,
        /// On what it rests.
        source: String,
        /// Why.
        reason: String,
        /// The name of the officer who decides.
        by: String,
        /// The name of the officer who decides with them.
        second: String,
    },
    /// What is withheld of a protected person was written down, to be handed over under seal.
    SealedWritten {
        /// Its file name in the case.
        file: String,
        /// SHA-256 of its bytes.
        sha256: String,
        /// The keys of the accounts by which the person is known.
        accounts: Vec<String>,
        /// Why.
        reason: String,
        /// The name of the officer who decides.
        by: String,
        /// To whom it is handed over.
        to: String,
    },
    /// A list of people was held against the case: a look-up, which has a reason and a name.
    ListHeld {
        /// SHA-256 of the list.
        sha256: String,
        /// How many records it has.
        records: u64,
        /// Why.
        reason: String,
        /// The name of the officer who looks.
        by: String,
    },
    /// A person said that accounts belong together; see [`crate::holders`].
    HoldersMerged {
        /// The id of the merge: it derives from the line.
        merge: String,
        /// The keys of the accounts.
        accounts: Vec<String>,
        /// What they have to do with each other.
        relation: Relation,
        /// On what it rests.
        source: String,
        /// Why.
        reason: String,
        /// The name of the officer who says so.
        by: String,
        /// The name of the officer who says so with them.
        second: Option<String>,
        /// The rule of the case by which it was made.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<String>,
    },
    /// A person took that back.
    MergeUndone {
        /// The id of the merge.
        merge: String,
        /// Why.
        reason: String,
        /// The name of the officer who says so.
        by: String,
    },
    /// A person said that two lines are not one transfer; see [`crate::joins`].
    JoinUndone {
        /// The entry on the payer's statement.
        debit: String,
        /// The entry on the payee's statement.
        credit: String,
        /// Why.
        reason: String,
    },
    /// A person took that back.
    JoinRedone {
        /// The entry on the payer's statement.
        debit: String,
        /// The entry on the payee's statement.
        credit: String,
        /// Why.
        reason: String,
    },
    /// The case was packed, to be sent or to rest encrypted. The line comes before the archive.
    CasePacked {
        /// For whom it was closed: public keys, or `passphrase`.
        recipients: Vec<String>,
        /// Whether the keys of pseudonyms went with it.
        with_keys: bool,
        /// Whether the folder was removed afterwards.
        at_rest: bool,
        /// To whom it went, where it was said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
        /// Why.
        reason: String,
        /// The name of the officer who sends it.
        by: String,
    },
    /// A source was removed whole; see [`crate::erase`].
    SourceErased {
        /// SHA-256 of the file.
        sha256: String,
        /// Why.
        reason: String,
        /// The name of the officer who decides.
        by: String,
        /// The name of the officer who decides with them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        second: Option<String>,
    },
    /// A person was removed from all that the case keeps beside its sources; see [`crate::erase`].
    PersonErased {
        /// The id of the erasure: chance, and nothing of the person.
        erasure: String,
        /// SHA-256 of what is kept to keep the person out until the sources go, as it was first written.
        sha256: String,
        /// SHA-256 of the sources that still held the person.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        held_by: BTreeSet<String>,
        /// The lines of this journal in which the person stood, before and after.
        redacted: Vec<RedactedLine>,
        /// Why.
        reason: String,
        /// The name of the officer who decides.
        by: String,
        /// The name of the officer who decides with them.
        second: String,
    },
    /// A line of which nothing is left but that it was: whom or what it was about is erased.
    Redacted {
        /// What was done.
        of: String,
    },
    /// Statements of an account were asked for; see [`crate::asked`].
    StatementsAsked {
        /// The key of the account.
        account: String,
        /// The first month, `YYYY-MM`.
        from: String,
        /// The last month.
        to: String,
        /// The reference of the request.
        request: String,
        /// Of whom: the bank, as a person names it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<String>,
        /// The day by which an answer is due, `YYYY-MM-DD`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<String>,
        /// The name of the officer who asks.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<String>,
        /// The day on which it was asked, `YYYY-MM-DD`, where that is not the day of the line.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<String>,
    },
    /// What was said in another copy of this case was taken over; see [`crate::combine`].
    JournalsCombined {
        /// The hash of the last line of the other journal.
        head: String,
        /// How many lines both journals begin with.
        common: u64,
        /// For each line of the other journal behind those, in its order, the number of the line here that is the same.
        places: Vec<u64>,
        /// Who combines.
        by: String,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// The name of the officer who combines with them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        second: Option<String>,
    },
    /// Where two copies of this case said different things of one subject, a person said what holds. The lines behind this one say it.
    ConflictsSettled {
        /// Each conflict.
        settled: Vec<Settled>,
        /// Why.
        reason: String,
        /// The name of the officer who settles.
        by: String,
        /// The name of the officer who settles with them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        second: Option<String>,
    },
    /// A second person stands behind the act in the line after this one; see [`crate::four_eyes`].
    Seconded {
        /// What kind of act it is.
        of: Watched,
        /// The name of the officer who decides.
        first: String,
        /// The name of the officer who decides with them.
        by: String,
        /// Why, in their own words.
        reason: String,
    },
    /// They were not, or no longer are.
    AskedWithdrawn {
        /// The key of the account.
        account: String,
        /// The first month, `YYYY-MM`.
        from: String,
        /// The last month.
        to: String,
        /// The reference of the request.
        request: String,
    },
}

/// A line in which an erased person stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RedactedLine {
    /// Its number.
    pub line: u64,
    /// SHA-256 of the line as it was first written: that to which the next one refers.
    pub was: String,
    /// SHA-256 of the line as it stands now.
    pub now: String,
}

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its number, from 1.
    pub line: u64,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// What.
    #[serde(flatten)]
    pub act: Act,
    /// SHA-256 of the line before as it stands in the file, without its line end; 64 zeros for the first.
    pub before: String,
    /// SHA-256 of the line as it was first written, where a person who stood in it was erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// Of a line that was taken over from another copy of the case, where it stood there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard: Option<Heard>,
}

impl Act {
    /// Whether it takes something out of the case for good.
    pub fn erases(&self) -> bool {
        matches!(self, Self::SourceErased { .. } | Self::PersonErased { .. })
    }

    /// Whether it only says that something was written or looked at, which changes nothing of the case.
    pub fn only_writes(&self) -> bool {
        matches!(
            self,
            Self::DossierWritten { .. }
                | Self::CasePacked { .. }
                | Self::SourcesListed { .. }
                | Self::SealedWritten { .. }
                | Self::TraceWritten { .. }
                | Self::PurposeGiven { .. }
                | Self::PurposeEnded { .. }
                | Self::ListHeld { .. }
        )
    }
}

impl Line {
    /// The number of the last line that is more than word of something written; 0 where there is none.
    ///
    /// What a case is follows from its sources, its settings and the journal up to this line.
    pub fn last_decision(lines: &[Self]) -> u64 {
        lines.iter().rev().find(|line| !line.act.only_writes()).map_or(0, |line| line.line)
    }

    /// The day on which it was written, `YYYY-MM-DD`; empty where the time is none.
    pub fn day(&self) -> &str {
        self.at.get(.."YYYY-MM-DD".len()).unwrap_or_default()
    }

    /// The hash of a line, of which `head` is that of the last; none where there is no such line.
    pub fn hash_of(lines: &[Self], head: &str, number: u64) -> Option<String> {
        let at = usize::try_from(number).ok()?.checked_sub(1).filter(|&at| at < lines.len())?;
        Some(lines.get(at + 1).map_or_else(|| head.to_owned(), |next| next.before.clone()))
    }

    /// The SHA-256 that each trace had when it was last written, by its file name in the case.
    pub fn traces_written(lines: &[Self]) -> BTreeMap<&str, &str> {
        let written = lines.iter().filter_map(|line| match &line.act {
            Act::TraceWritten { file, sha256 } => Some((file.as_str(), sha256.as_str())),
            _ => None,
        });
        written.collect()
    }
}

/// Why a journal does not hold together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// A line that is no line of a journal.
    #[error("{}, line {line}: it cannot be read ({what}); compare it with a copy of the case", path.display())]
    Unreadable {
        /// The journal.
        path: PathBuf,
        /// The line.
        line: u64,
        /// What is wrong.
        what: String,
    },
    /// The chain is broken.
    #[error(
        "{}, line {line}: it does not follow from the line before: that line was changed, or one was taken out or put in. What people decided \
         and said stands in it: restore it from a copy of the case", path.display()
    )]
    Broken {
        /// The journal.
        path: PathBuf,
        /// The first line that does not follow.
        line: u64,
    },
}

/// 64 zeros: what stands before the first line.
fn nothing() -> String {
    "0".repeat(64)
}

/// The day by this machine's clock, in UTC as the days of the journal are.
pub fn today() -> Date {
    Offset::UTC.to_datetime(Timestamp::now()).date()
}

/// SHA-256 in lower-case hexadecimal digits.
pub fn hash_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes).into())
}

/// Reads and checks a journal; a journal that is not there has no lines. A last line without its end was cut
/// by a killed process: it is no line.
///
/// # Errors
/// [`JournalError`] naming the first bad line, or the system's.
pub fn read_journal(path: &Path) -> Result<(Vec<Line>, String), LedgerError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(LedgerError::io(path)(error)),
    };
    let (mut lines, mut head) = (Vec::<Line>::new(), nothing());
    let mut redacted = Vec::new();
    for (number, raw) in (1_u64..).zip(whole_lines(&text)) {
        let line: Line = serde_json::from_str(raw).map_err(|error| JournalError::Unreadable {
            path: path.to_owned(),
            line: number,
            what: error.to_string(),
        })?;
        if line.before != head || line.line != number {
            return Err(JournalError::Broken { path: path.to_owned(), line: number }.into());
        }
        let now = hash_hex(raw.as_bytes());
        // The next line refers to what a redacted line was.
        head = line.was.clone().unwrap_or_else(|| now.clone());
        redacted.extend(line.was.clone().map(|was| RedactedLine { line: number, was, now }));
        lines.push(line);
    }
    check_redacted(path, &lines, &redacted)?;
    for line in lines.iter_mut().filter(|line| line.was.is_some()) {
        line.act = quiet(line.act.clone());
    }
    Ok((lines, head))
}

/// A redacted line is what the last erasure that redacted it says, and stands before that: else it was changed by somebody else. A line that
/// an erasure names is redacted.
fn check_redacted(path: &Path, lines: &[Line], redacted: &[RedactedLine]) -> Result<(), LedgerError> {
    let mut said = BTreeMap::new();
    for line in lines {
        if let Act::PersonErased { redacted, .. } = &line.act {
            said.extend(redacted.iter().filter(|of| of.line < line.line).map(|of| (of.line, of)));
        }
    }
    let there: BTreeMap<u64, &RedactedLine> = redacted.iter().map(|line| (line.line, line)).collect();
    let differs = |number: &&u64| said.get(*number) != there.get(*number);
    match said.keys().chain(there.keys()).filter(differs).min() {
        None => Ok(()),
        Some(&line) => Err(JournalError::Broken { path: path.to_owned(), line }.into()),
    }
}

/// The first lines of a journal as they stand in the file.
///
/// # Errors
/// The system's.
pub fn first_lines(path: &Path, lines: u64) -> Result<String, LedgerError> {
    let text = fs::read_to_string(path).map_err(LedgerError::io(path))?;
    let lines = usize::try_from(lines).unwrap_or(usize::MAX);
    Ok(whole_lines(&text).take(lines).map(|line| format!("{line}\n")).collect())
}

/// The originals that a journal names and that were not erased, by SHA-256.
pub fn sources(lines: &[Line]) -> impl Iterator<Item = &str> {
    let erased = erased(lines);
    let added = lines.iter().filter_map(|line| match &line.act {
        Act::SourceAdded { sha256, .. } => Some(sha256.as_str()),
        _ => None,
    });
    added.filter(move |sha256| !erased.contains(sha256))
}

/// The originals that were erased and did not come again, by SHA-256.
pub fn erased(lines: &[Line]) -> BTreeSet<&str> {
    let mut erased = BTreeSet::new();
    for line in lines {
        if let Act::SourceErased { sha256, .. } = &line.act {
            erased.insert(sha256.as_str());
        } else if let Act::SourceAdded { sha256, .. } = &line.act {
            erased.remove(sha256.as_str());
        }
    }
    erased
}

pub(crate) fn whole_lines(text: &str) -> impl Iterator<Item = &str> {
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    whole.split('\n').filter(|line| !line.is_empty())
}

/// Adds lines to the journal.
///
/// # Errors
/// As [`read_journal`]; nothing is added to a journal that does not hold together.
pub fn append(path: &Path, acts: &[Act]) -> Result<(), LedgerError> {
    if acts.is_empty() {
        return Ok(());
    }
    let (lines, mut head) = read_journal(path)?;
    drop_cut_line(path)?;
    let mut text = String::new();
    for (number, act) in (lines.len() as u64 + 1..).zip(acts) {
        let at = Timestamp::now().to_string();
        add_line(
            &mut text,
            &mut head,
            Line { line: number, at, act: act.clone(), before: String::new(), heard: None, was: None },
        )?;
    }
    let mut file = OpenOptions::new().create(true).append(true).open(path).map_err(LedgerError::io(path))?;
    let before = file.metadata().map_err(LedgerError::io(path))?.len();
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_data()).map_err(LedgerError::io(path));
    let written = written.and_then(|()| write_head(path, (lines.len() + acts.len()) as u64, &head));
    if written.is_err() {
        // What is told to have failed must not stand: whoever does it again would say it twice. Taking away needs no room on a full disk.
        file.set_len(before).and_then(|()| file.sync_data()).map_err(LedgerError::io(path))?;
    }
    written
}

/// Where the hash of the last line stands: no line behind it refers to it.
fn head_path(path: &Path) -> PathBuf {
    path.with_extension("head")
}

/// Writes down which line is the last, and its hash. A process killed before leaves the word on an earlier line, which is as true.
///
/// # Errors
/// The system's.
pub fn write_head(path: &Path, line: u64, head: &str) -> Result<(), LedgerError> {
    atomic::write_bytes(&head_path(path), format!("{line} {head}\n").as_bytes())
}

/// What is wrong with the last line that was written down, if anything. A process that was killed while it made the case has written none down.
pub fn wrong_head(path: &Path, lines: &[Line], head: &str) -> Option<String> {
    let Ok(bytes) = fs::read(head_path(path)) else {
        let what = "journal.head, which says what its last line is, is gone, so lines could be missing at its end; compare both with a copy of the case";
        return (lines.len() > 1).then(|| what.to_owned());
    };
    // What is no text is no head either.
    let text = String::from_utf8_lossy(&bytes);
    let said = text.strip_suffix('\n').and_then(|said| said.split_once(' '));
    let is_so = said.is_some_and(|(line, hash)| {
        line.parse().is_ok_and(|line| Line::hash_of(lines, head, line).is_some_and(|there| there == hash))
    });
    let what = "its last line, or journal.head, which says what that was, is not what was written; compare both with a copy of the case";
    (!is_so).then(|| what.to_owned())
}

/// Adds a line to a text behind the line that has this hash, which becomes its own.
pub(crate) fn add_line(text: &mut String, head: &mut String, line: Line) -> Result<(), LedgerError> {
    let line = Line { before: std::mem::take(head), ..line };
    let raw = serde_json::to_string(&line).map_err(|error| LedgerError::Bug(error.to_string()))?;
    *head = hash_hex(raw.as_bytes());
    text.push_str(&raw);
    text.push('\n');
    Ok(())
}

/// Lines as a journal of their own, numbered and chained anew: for a case that is made again as it was, in another copy, or where lines of that time
/// were redacted later.
///
/// # Errors
/// A bug of ours.
pub fn as_journal(lines: impl IntoIterator<Item = Line>) -> Result<String, LedgerError> {
    let (mut text, mut head) = (String::new(), nothing());
    for (number, line) in (1..).zip(lines) {
        add_line(&mut text, &mut head, Line { line: number, was: None, ..line })?;
    }
    Ok(text)
}

/// Adds lines that are made already, all of them or, where the process is killed, none.
///
/// # Errors
/// As [`append`].
pub fn append_whole(path: &Path, added: Vec<Line>) -> Result<(), LedgerError> {
    let (lines, mut head) = read_journal(path)?;
    let mut text = first_lines(path, lines.len() as u64)?;
    let last = (lines.len() + added.len()) as u64;
    for (number, line) in (lines.len() as u64 + 1..).zip(added) {
        add_line(&mut text, &mut head, Line { line: number, ..line })?;
    }
    atomic::write_bytes(path, text.as_bytes())?;
    write_head(path, last, &head)
}

/// Takes off a last line that a killed process left without its end.
fn drop_cut_line(path: &Path) -> Result<(), LedgerError> {
    let Ok(bytes) = fs::read(path) else { return Ok(()) };
    let whole = bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
    if whole == bytes.len() {
        return Ok(());
    }
    let file = OpenOptions::new().write(true).open(path).map_err(LedgerError::io(path))?;
    file.set_len(whole as u64).map_err(LedgerError::io(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn journal_of_three() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.jsonl");
        append(&path, &[Act::CaseMade]).unwrap();
        let added = |sha256: &str| Act::SourceAdded {
            sha256: sha256.into(),
            use_: "evidence".into(),
            exhibit: None,
            list: None,
            keeps_out: BTreeSet::new(),
        };
        append(&path, &[added("a"), added("b")]).unwrap();
        (folder, path)
    }

    #[test]
    fn every_tampering_is_found_at_its_line() {
        let (_folder, path) = journal_of_three();
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(read_journal(&path).unwrap().0.len(), 3);
        let lines: Vec<&str> = text.lines().collect();
        let tampered = [
            (format!("{}\n{}\n{}\n", lines[0], lines[1].replace("\"a\"", "\"c\""), lines[2]), 3),
            (format!("{}\n{}\n", lines[0], lines[2]), 2),
            (format!("{}\n{}\n{}\n", lines[1], lines[0], lines[2]), 1),
        ];
        for (text, line) in tampered {
            fs::write(&path, text).unwrap();
            let error = read_journal(&path).unwrap_err();
            assert!(error.to_string().contains(&format!("line {line}")), "{error}");
        }
    }

    #[test]
    fn the_last_line_about_a_trace_is_the_one_that_holds() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.jsonl");
        let written = |file: &str, sha256: &str| Act::TraceWritten { file: file.into(), sha256: sha256.into() };
        append(&path, &[written("traces/a.json", "1"), written("traces/b.json", "2"), Act::CaseMade]).unwrap();
        append(&path, &[written("traces/a.json", "3")]).unwrap();
        let (lines, _) = read_journal(&path).unwrap();
        let expected = [("traces/a.json", "3"), ("traces/b.json", "2")];
        assert_eq!(Line::traces_written(&lines).into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_was_only_written_is_no_decision_and_each_line_has_its_hash() {
        let (_folder, path) = journal_of_three();
        let written = Act::DossierWritten { file: "a".into(), sha256: "1".into(), manifest: None };
        append(&path, &[written]).unwrap();
        let (lines, head) = read_journal(&path).unwrap();
        assert_eq!(Line::last_decision(&lines), 3);
        assert_eq!(Line::last_decision(&[]), 0);
        let text = fs::read_to_string(&path).unwrap();
        for (number, line) in (1..).zip(text.lines()) {
            assert_eq!(Line::hash_of(&lines, &head, number), Some(hash_hex(line.as_bytes())));
        }
        assert_eq!((Line::hash_of(&lines, &head, 0), Line::hash_of(&lines, &head, 5)), (None, None));
        assert_eq!(
            first_lines(&path, 2).unwrap(),
            text.lines().take(2).map(|line| format!("{line}\n")).collect::<String>()
        );
    }

    #[test]
    fn what_could_not_be_written_whole_is_not_in_the_journal() {
        let (_folder, path) = journal_of_three();
        let text = fs::read_to_string(&path).unwrap();
        // The head cannot be put in its place: a folder of that name stands there.
        fs::remove_file(head_path(&path)).unwrap();
        fs::create_dir(head_path(&path)).unwrap();
        fs::write(head_path(&path).join("x"), "x").unwrap();
        append(&path, &[Act::CaseMade, Act::CaseMade]).unwrap_err();
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        fs::remove_dir_all(head_path(&path)).unwrap();
        append(&path, &[Act::CaseMade]).unwrap();
        assert_eq!(read_journal(&path).unwrap().0.len(), 4);
    }

    #[test]
    fn a_line_cut_by_a_kill_is_dropped_and_the_chain_goes_on() {
        let (_folder, path) = journal_of_three();
        let mut text = fs::read_to_string(&path).unwrap();
        text.push_str("{\"line\":4,\"at\":\"2024");
        fs::write(&path, text).unwrap();
        append(&path, &[Act::CaseMade]).unwrap();
        assert_eq!(read_journal(&path).unwrap().0.len(), 4);
    }
}
