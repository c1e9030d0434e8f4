//! What each reader may see: names, accounts, places and texts are changed here, in the content, before anything is rendered.
//!
//! ```text
//! Content after select ─► people (who is called what) ─► every place where a name, key or text can stand ─► Content
//!                           key of this export: the order of pseudonyms, and nothing else
//! ```
//!
//! | | defence | partner | victim's lawyer | press |
//! |---|---|---|---|---|
//! | names | initials; in full if asked | initials; in full if asked | initials | pseudonyms |
//! | names of victims | initials | pseudonyms | the client's in full, others' pseudonyms | pseudonyms |
//! | accounts | as they are | victims' pseudonyms | other victims' pseudonyms | pseudonyms |
//! | payment texts | if names are | if names are | the client's own | none |
//! | files, exhibits | as they are | as they are | as they are | pseudonyms, none |
//! | rows, lines | as they are | as they are | as they are | none |
//! | days | days | days | days | months |
//! | places | as they are | as they are | as they are | countries |
//!
//! Addresses, telephones and towns of victims are in none. Since a renderer is given nothing but what comes out of here, none can show
//! more. Names are looked for inside texts too: whoever is an initial in a table is one in a file's name. Looked for are the names of the whole
//! case (`rights.known`), also those that nothing here relies on; whoever is withheld stands nowhere.
//!
//! A pseudonym is a letter and a number (`P-7`). The numbers follow the order of SHA-256 of the key and of what is named; the hash
//! itself is nowhere, and without the key nobody can try which name comes seventh.

mod activity;
mod entries;
mod findings;
mod numbers;
mod people;
mod pieces;
pub mod rows;
mod scrub;
mod sources;
mod subjects;
mod trace;

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Entry, Party, SourceId};
use jiff::civil::Date;

use crate::people::People as Holders;
use crate::rights::{Profile, Rights};
use crate::{Content, TitlePage, format};

use numbers::Ids;
use people::People;
pub use scrub::Scrubber;

/// How much was redacted, and nothing else of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redacted {
    /// Names that stand as initials.
    pub initials: u64,
    /// Names that stand as pseudonyms.
    pub names: u64,
    /// Accounts that stand as pseudonyms.
    pub accounts: u64,
    /// Towns, addresses and telephones.
    pub places: u64,
    /// Payment texts and references.
    pub texts: u64,
    /// Files that stand under pseudonyms.
    pub files: u64,
    /// Exhibit references, requests and senders.
    pub exhibits: u64,
    /// Other texts in which something was changed or left out.
    pub passages: u64,
}

/// What stands where a text was taken out.
const GONE: &str = "⟨…⟩";
/// The same where the renderer says in words that a text is not shown, as it does of whatever holds letters.
const HIDDEN: &str = "[hidden]";

/// Changes a content, and whose accounts belong together, to what its reader may see; nothing is left that is not for rendering.
pub fn redact(content: &mut Content, holders: &mut Holders) -> Redacted {
    let mut rights = std::mem::take(&mut content.rights);
    // Another account of the same holder is the victim's too, and one whose holder is written the same may be.
    let same = holders.may_be(holders.accounts(), rights.victims.iter().map(String::as_str));
    let same: Vec<String> = same.into_iter().map(str::to_owned).collect();
    rights.victims.extend(same);
    let people = People::of(content, &rights);
    if rights.profile.needs_key() {
        let numbers = numbers::numbered(rights.key.as_ref(), "holder", holders.known());
        let holder = |known: &str| format!("holder {}", numbers.get(known).copied().unwrap_or(0));
        *holders = holders.renamed(|account| people.account(account), holder);
    }
    let data = Scrubber::of(&people, true);
    let ids = Ids::of(content, &rights, |id| data.clean(id) != id);
    let of_victims = of_victims(content, &rights);
    let own = content.flags.iter().filter(|flag| flag.is_own).map(|flag| flag.id.as_str());
    let own_flags = numbers::numbered(rights.key.as_ref(), "flag", own);
    let mut redactor = Redactor {
        data,
        program: Scrubber::of(&people, false),
        people,
        ids,
        names: content.show_names && matches!(rights.profile, Profile::Defence | Profile::Partner),
        rights,
        redacted: Redacted::default(),
        towns: BTreeSet::new(),
        own_flags,
        of_victims,
    };
    redactor.all(content);
    content.show_names = redactor.shows_as_given();
    let (mut redacted, rights) = (redactor.redacted, redactor.rights);
    (redacted.initials, redacted.names, redacted.accounts) = redactor.people.counts();
    redacted.places += u64::try_from(redactor.towns.len()).unwrap_or(u64::MAX);
    content.rights = Rights { profile: rights.profile, ..Rights::default() };
    redacted
}

/// What takes out of texts that stand outside of any content what nobody may be given; and makes initials of all names where these are not
/// to be shown.
pub fn scrubber(rights: &Rights, show_names: bool) -> Scrubber {
    let content = Content { show_names, ..Content::default() };
    let rights = Rights { profile: Profile::Defence, ..rights.clone() };
    Scrubber::of(&People::of(&content, &rights), true)
}

/// The transactions that touch a victim's account: where they were done is told to nobody.
fn of_victims(content: &Content, rights: &Rights) -> BTreeSet<String> {
    let is_victim =
        |party: &Party| party.account.as_ref().is_some_and(|account| rights.victims.contains(account.as_str()));
    let touches = |entries: &[(SourceId, Entry)]| {
        entries.iter().any(|(_, entry)| is_victim(&entry.debtor) || is_victim(&entry.creditor))
    };
    content.entries.iter().filter(|(_, entries)| touches(entries)).map(|(id, _)| id.clone()).collect()
}

/// What is changed, and into what.
struct Redactor {
    people: People,
    ids: Ids,
    /// Texts that people and files wrote.
    data: Scrubber,
    /// Sentences of the program with something of the data in them.
    program: Scrubber,
    rights: Rights,
    /// Whether names and texts were asked for, and may be shown.
    names: bool,
    redacted: Redacted,
    towns: BTreeSet<String>,
    /// Flags of the case itself, each with a number that tells nothing.
    own_flags: BTreeMap<String, u32>,
    /// Transactions that touch a victim's account.
    of_victims: BTreeSet<String>,
}

impl Redactor {
    fn is_press(&self) -> bool {
        self.rights.profile.is_press()
    }

    /// Whether names stand in the content as they are to be read, so that nothing makes initials of them again.
    fn shows_as_given(&self) -> bool {
        self.names || matches!(self.rights.profile, Profile::VictimLawyer { .. })
    }

    fn all(&mut self, content: &mut Content) {
        // Taken apart without `..`: a field that is added later must be thought of here.
        let Content {
            case_name: _,
            base_currency: _,
            legal_basis: _,
            title: _,
            sources: _,
            source_entries: _,
            source_problems: _,
            accounts: _,
            statements: _,
            problems: _,
            findings: _,
            leads: _,
            lead_findings: _,
            leads_not_shown: _,
            without: _,
            set_aside: _,
            flags_run: _,
            traces: _,
            entries: _,
            activity: _,
            subjects: _,
            categories: _,
            holders,
            income: _,
            flags: _,
            places: _,
            program: _,
            engine_manifest: _,
            show_names: _,
            manifest: _,
            rights: _,
        } = content;
        // Whose accounts belong together was worked out before.
        holders.clear();
        self.title(content);
        self.manifest(content);
        self.sources(content);
        self.accounts(content);
        self.statements(content);
        self.problems(content);
        self.entries(content);
        self.activity(content);
        self.subjects(content);
        self.findings(content);
        self.leads(content);
        for (name, trace) in &mut content.traces {
            *name = if self.is_press() { self.ids.trace(name) } else { self.data_text(name) };
            self.trace(trace);
        }
    }

    fn title(&mut self, content: &mut Content) {
        if let Profile::Press { title } = &self.rights.profile {
            content.case_name = title.clone().unwrap_or_else(|| "Dossier".to_owned());
            content.legal_basis = None;
            content.title = TitlePage::default();
            content.leads_not_shown = 0;
        }
        content.case_name = self.data_text(&content.case_name);
        content.legal_basis = content.legal_basis.take().map(|basis| self.data_text(&basis));
        let TitlePage { procedure, service, officer } = &mut content.title;
        for stated in [procedure, service, officer].into_iter().flatten() {
            *stated = self.data_text(stated);
        }
    }

    /// Hashes of files and traces can be tried by whoever has a file: where accounts and files stand under pseudonyms, none goes along.
    fn manifest(&self, content: &mut Content) {
        if self.is_press() {
            content.manifest = None;
            content.engine_manifest.clear();
        } else if self.rights.profile.needs_key()
            && let Some(manifest) = &mut content.manifest
        {
            manifest.traces.clear();
            manifest.parameters.remove(crate::manifest::PROFILES);
        }
    }

    /// A name, as it may be read.
    fn name(&mut self, name: &str) -> String {
        self.people.name(name)
    }

    /// The key of an account, as it may be read.
    fn account(&mut self, account: &str) -> String {
        self.people.account(account)
    }

    /// Puts in order again what stood in the order of accounts: where pseudonyms stand, that order would tell theirs.
    fn put_in_order<T: Ord>(&self, items: &mut [T]) {
        if self.rights.profile.needs_key() {
            items.sort();
        }
    }

    /// A text that a person or a file wrote, without the names and keys that are redacted.
    fn data_text(&mut self, text: &str) -> String {
        self.scrubbed(text, true)
    }

    /// A sentence of the program, likewise.
    fn program_text(&mut self, text: &str) -> String {
        self.scrubbed(text, false)
    }

    fn scrubbed(&mut self, text: &str, is_data: bool) -> String {
        let scrubber = if is_data { &self.data } else { &self.program };
        let mut clean = scrubber.clean(text);
        if self.is_press() {
            clean = scrub::without_times(&scrub::months(&clean));
        }
        self.redacted.passages += u64::from(clean != text);
        clean
    }

    /// A text of the data that the press is not given at all.
    fn unless_press(&mut self, text: &mut Option<String>) {
        let Some(given) = text.take() else { return };
        if self.is_press() {
            self.redacted.exhibits += 1;
        } else {
            *text = Some(self.data_text(&given));
        }
    }

    fn day(&self, day: Date) -> Date {
        if self.is_press() { day.first_of_month() } else { day }
    }

    /// A day that is written as text, or an instant.
    fn day_text(&self, text: &str) -> String {
        if !self.is_press() {
            return text.to_owned();
        }
        let day = text.get(..10).and_then(|day| day.parse::<Date>().ok());
        day.map_or_else(|| GONE.to_owned(), |day| day.first_of_month().to_string())
    }

    /// A town, address, telephone or the like: of nobody in the press, of victims in no profile.
    fn place(&mut self, place: &mut Option<String>, account: &str) {
        if (self.is_press() || self.rights.victims.contains(account))
            && let Some(place) = place.take()
        {
            self.towns.insert(place);
        }
    }
}

/// The words of a name, in no order: `KOSTOVA Mira` is `Mira Kostova`.
fn words(name: &str) -> BTreeSet<String> {
    filature_model::naming::words(name)
}

/// What a file holds where something else was expected may be a person's name: two letters in a row are enough to hide it.
fn may_hold_names(text: &str) -> bool {
    let letters: Vec<bool> = text.chars().map(char::is_alphabetic).collect();
    letters.windows(2).any(|pair| pair[0] && pair[1])
}

/// Initials; a pseudonym stays what it is.
fn initials(name: &str) -> String {
    format::initials(name)
}
