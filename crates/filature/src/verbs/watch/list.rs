//! The list as it is compared: its parties, its dates of birth, and what of it cannot be compared.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use filature_identity::{Birth, Name, NoName, Oddities, Party, PartyKind, Record};
use filature_intake::watch_list::{self, Listed, ListedKind, WatchList};
use filature_ledger::hash_hex;

use crate::outcome::Failure;

/// A list is read whole: a larger one is to be cut.
const MOST_BYTES: u64 = 2 << 30;

/// A list, ready to be compared.
pub struct List {
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// As it was read.
    pub read: WatchList,
    /// The parties of its records.
    pub parties: Vec<Party>,
    /// Its records; their places count from the first of its parties.
    pub records: Vec<Record>,
    /// Names that are none, by why.
    pub no_names: BTreeMap<NoName, usize>,
    /// Lines with a date of birth that could not be read.
    pub births_not_read: Vec<u32>,
    /// Names with letters of another script that look the same.
    pub look_alike: usize,
    /// Names with signs that nobody sees.
    pub invisible: usize,
}

impl List {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let bytes = bytes_of(path)?;
        let read =
            watch_list::read(&bytes).map_err(|refusal| Failure::data(format!("{}: {refusal}", path.display())))?;
        let mut list = Self {
            sha256: hash_hex(&bytes),
            read,
            parties: Vec::new(),
            records: Vec::new(),
            no_names: BTreeMap::new(),
            births_not_read: Vec::new(),
            look_alike: 0,
            invisible: 0,
        };
        for listed in std::mem::take(&mut list.read.listed) {
            list.take(&listed);
            list.read.listed.push(listed);
        }
        Ok(list)
    }

    fn take(&mut self, listed: &Listed) {
        let party = party(listed);
        for written in listed.names.iter().chain(&listed.weak_names) {
            match Name::read(written, party.kind) {
                Ok(name) => {
                    self.look_alike += usize::from(name.oddities.has(Oddities::LOOK_ALIKE));
                    self.invisible += usize::from(name.oddities.has(Oddities::INVISIBLE));
                }
                Err(why) => *self.no_names.entry(why).or_default() += 1,
            }
        }
        let births: Vec<Birth> = listed.births.iter().filter_map(|date| Birth::read(date)).collect();
        if births.len() < listed.births.len() {
            self.births_not_read.push(listed.line);
        }
        let at = u32::try_from(self.parties.len()).unwrap_or(u32::MAX);
        let weak = (!listed.weak_names.is_empty()).then(|| Party { names: listed.weak_names.clone(), ..party.clone() });
        self.records.push(Record { party: at, weak: weak.as_ref().map(|_| at.saturating_add(1)), births });
        self.parties.push(party);
        self.parties.extend(weak);
    }
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: std::io::Error| Failure::call(format!("{}: {error}", path.display()));
    let mut bytes = Vec::new();
    File::open(path).map_err(failed)?.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Failure::data(format!("{}: the list is larger than 2 GB. Cut it into several.", path.display())));
    }
    Ok(bytes)
}

fn party(listed: &Listed) -> Party {
    Party {
        kind: match listed.kind {
            ListedKind::Unknown => PartyKind::Unknown,
            ListedKind::Person => PartyKind::Person,
            ListedKind::Organisation => PartyKind::Organisation,
        },
        names: listed.names.clone(),
        birth: None,
        country: listed.country.clone(),
        accounts: listed.accounts.clone(),
        phones: listed.phones.clone(),
        emails: listed.emails.clone(),
        documents: listed.documents.clone(),
        national_numbers: listed.national_numbers.clone(),
        registrations: listed.registrations.clone(),
        addresses: listed.addresses.clone(),
        devices: Vec::new(),
    }
}
