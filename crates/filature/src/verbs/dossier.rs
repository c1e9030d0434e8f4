mod goaml;
mod leads;
mod profiles;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use filature_dossier::{Content, Counts, Dossier, DossierPart, Form, Profile, leaves_out};
use filature_ledger::four_eyes::{self, Signed, Watched};
use filature_ledger::heard::known_when_written;
use filature_ledger::{Act, Case, Ledger, LedgerError, categories, hash_hex, read_journal};
use filature_model::{Language, Lead, SourceUse, Trace};
use serde::Serialize;

use super::verify::protected_since;
use super::{detect, load, open, trace};
use crate::cli::{Lang, ProfileArguments, ProfilePartArguments};
use crate::detection::Detected;
use crate::kept::Basis;
use crate::outcome::{DONE, Failure};
use crate::withholding::{self, Key, Showable};
use crate::{evidence, screen};

pub use goaml::Goaml;
pub use leads::named as named_leads;
pub use profiles::Profiles;

/// What `--json` prints of a file that was written.
#[derive(Serialize)]
pub struct Written {
    /// Its name in the case.
    pub file: String,
    /// SHA-256, to be copied into a signed record.
    pub sha256: String,
}

#[derive(Serialize)]
struct Document {
    files: Vec<Written>,
    /// The hash of the journal's last line, which holds those of the files: to be copied into the same record.
    journal_head: String,
}

/// Writes the dossier from what was found and traced (only these traces, where any are named); detects first when nothing
/// was.
pub fn run(
    folder: &Path,
    (asked_leads, asked_traces, without): (&[String], &[String], BTreeSet<DossierPart>),
    forms: &[Form],
    lang: Option<Lang>,
    (names, reader, profiles): (bool, &ProfileArguments, &ProfilePartArguments),
    goaml: Option<&Goaml>,
    (signed, json): (&Signed, bool),
) -> Result<u8, Failure> {
    let profile = reader.profile();
    if goaml.is_some() && profile != Profile::Defence {
        return Err(Failure::call(
            "--format goaml: the report is for the financial intelligence unit, and is made without --profile; ask for the other forms apart",
        ));
    }
    if goaml.is_some() && !without.is_empty() {
        return Err(Failure::call(
            "--format goaml: the report has none of the dossier's parts, and is made without --parts and --without; ask for the other forms apart",
        ));
    }
    if reader.title.is_some() && !profile.is_press() {
        return Err(Failure::call(
            "--title: only the press's dossier is called otherwise than its case (--profile press); the name of the case stands in case.toml",
        ));
    }
    if !reader.of.is_empty() && !matches!(profile, Profile::VictimLawyer { .. }) {
        return Err(Failure::call(
            "--of: it names the client of the lawyer who reads the dossier, and goes with --profile victim-lawyer",
        ));
    }
    let profiles = Profiles::read(profiles, &profile)?;
    if goaml.is_some() && !profiles.of.is_empty() {
        return Err(Failure::call(
            "--format goaml: the report has none of the dossier's parts, and is made without --profile-of; ask for the other forms apart",
        ));
    }
    let case = open(folder)?;
    four_eyes::require(case.settings(), Watched::Dossier, signed).map_err(LedgerError::from)?;
    may_be_client(&case, &profile)?;
    let ledger = load(&case)?;
    let detected = detect::detect_all(&case)?;
    let leads = leads::named(&detected, asked_leads)?;
    let mut traces = trace::read(&case, asked_traces)?;
    if !leads.is_empty() && asked_traces.is_empty() {
        traces = leads::traces(&leads::only(&detected, &leads), traces);
    }
    let languages = lang.map_or_else(|| vec![Language::English, Language::French], |lang| vec![lang.into()]);
    let key = profile.needs_key().then(withholding::new_key).transpose()?;
    let how = How { languages: &languages, forms, leads, without, profiles, names, profile, key, goaml };
    let files = write(&case, &ledger, &detected, traces, &how, signed)?;
    say_left_out(forms, languages.first().copied().unwrap_or_default());
    tell_of_older(&case)?;
    let journal_head = head(&case)?;
    if json {
        screen::show_json(&Document { files, journal_head })?;
    } else {
        for file in files {
            screen::show(&format!("{}  SHA-256 {}", case.folder().join(&file.file).display(), file.sha256));
        }
        screen::show(&format!("Journal, head {journal_head}"));
        screen::say(
            "Copy these hashes into a record that is signed: filature verify CASE --dossier FILE checks a file against them.",
        );
    }
    Ok(DONE)
}

/// Of traces, those that share a payment with these leads.
pub fn traces_of(detected: &Detected, leads: &BTreeSet<String>, traces: Vec<(String, Trace)>) -> Vec<(String, Trace)> {
    leads::traces(&leads::only(detected, leads), traces)
}

/// Whether somebody decided of each account of a lawyer's client that it is a victim's: anybody else's would be shown what is the victim's own.
pub fn may_be_client(case: &Case, profile: &Profile) -> Result<(), Failure> {
    let Profile::VictimLawyer { of } = profile else { return Ok(()) };
    let victims = categories::victims(&case.journal()?);
    match of.iter().find(|account| !victims.contains(*account)) {
        None => Ok(()),
        Some(account) => Err(Failure::call(format!(
            "--of {account}: no decision says that this is the account of a victim or possible victim; who is the client must be decided \
             first: filature category CASE {account} --as victim --source … --reason … --by …"
        ))),
    }
}

/// Names the dossiers that still lie in the case from before somebody was protected: they show what this one does not.
fn tell_of_older(case: &Case) -> Result<(), Failure> {
    let lines = case.journal()?;
    let mut written = BTreeMap::new();
    for line in &lines {
        if let Act::DossierWritten { file, .. } = &line.act {
            written.insert(file.clone(), known_when_written(&lines, line));
        }
    }
    let is_old =
        |(file, known): &(String, Vec<u64>)| protected_since(&lines, known) > 0 && case.folder().join(file).is_file();
    let old: Vec<String> = written.into_iter().filter(is_old).map(|(file, _)| file).collect();
    if !old.is_empty() {
        screen::say(&format!(
            "WRITTEN BEFORE SOMEBODY WAS PROTECTED, and may show what is withheld now: {}. Write them again or delete them, and use no copy of \
             them.",
            old.join(", ")
        ));
    }
    Ok(())
}

/// Says what forms of exchange leave out: first what all of them do, then what each does beside.
fn say_left_out(forms: &[Form], language: Language) {
    let name = |form: &Form| format!("dossier.{}", form.extension());
    let told = forms.iter().map(|form| (name(form), leaves_out(*form, language)));
    let told: Vec<(String, Vec<String>)> = told.filter(|(_, sentences)| !sentences.is_empty()).collect();
    let Some((_, first)) = told.first() else { return };
    let in_all = |sentence: &String| told.iter().all(|(_, sentences)| sentences.contains(sentence));
    let say = |names: &str, sentences: &[&String]| {
        if !sentences.is_empty() {
            screen::say(&format!("{names}: {}", language.pick("left out", "n’y est pas repris")));
            sentences.iter().for_each(|sentence| screen::say(&format!("  - {sentence}")));
        }
    };
    let names: Vec<&str> = told.iter().map(|(name, _)| name.as_str()).collect();
    say(&names.join(", "), &first.iter().filter(|sentence| in_all(sentence)).collect::<Vec<_>>());
    for (name, sentences) in &told {
        say(name, &sentences.iter().filter(|sentence| !in_all(sentence)).collect::<Vec<_>>());
    }
}

/// The hash of the journal's last line.
pub fn head(case: &Case) -> Result<String, Failure> {
    Ok(read_journal(&case.folder().join("journal.jsonl"))?.1)
}

/// How a dossier is to be written.
#[derive(Clone, Debug)]
pub struct How<'a> {
    /// In these languages.
    pub languages: &'a [Language],
    /// In these forms.
    pub forms: &'a [Form],
    /// Of these leads alone; of all where there are none.
    pub leads: BTreeSet<String>,
    /// Without these parts.
    pub without: BTreeSet<DossierPart>,
    /// With the profiles of these holders.
    pub profiles: Profiles,
    /// With names and payment texts, where the profile allows it.
    pub names: bool,
    /// For whom.
    pub profile: Profile,
    /// From which the pseudonyms of the profile derive.
    pub key: Option<Key>,
    /// What a report in goAML follows, where one is asked for.
    pub goaml: Option<&'a Goaml>,
}

/// The word for names that are shown.
const SHOWN: &str = "shown";

impl How<'_> {
    /// What the files are called before their language and form: the dossier of some leads, or without some parts, does not take the place of
    /// the whole one.
    fn file_name(&self) -> String {
        let mut name = "dossier".to_owned();
        let is_defence = self.profile == Profile::Defence;
        if !is_defence {
            name = format!("{name}.{}", self.profile.word());
        }
        name = match (self.leads.first(), self.leads.len()) {
            (None, _) => name,
            // The id of a lead is not let out of the house where leads stand under pseudonyms.
            (Some(_), _) if !is_defence => format!("{name}.lead"),
            (Some(lead), 1) => format!("{name}.{lead}"),
            (Some(lead), all) => format!("{name}.{lead}-and-{}", all - 1),
        };
        if self.without.is_empty() { name } else { format!("{name}.extract") }
    }

    /// What of it decides on the content, by name, for the manifest. The key is not: it stays in the case.
    fn parameters(&self) -> BTreeMap<String, String> {
        let mut parameters = BTreeMap::new();
        let mut say = |name: &str, value: &str| parameters.insert(name.to_owned(), value.to_owned());
        say("names", if self.names { SHOWN } else { "initials" });
        if !self.leads.is_empty() {
            say("leads", &self.leads.iter().map(String::as_str).collect::<Vec<_>>().join("\n"));
        }
        if !self.without.is_empty() {
            say("without", &self.without.iter().map(|part| part.word()).collect::<Vec<_>>().join("\n"));
        }
        if self.profile != Profile::Defence {
            say("profile", self.profile.word());
        }
        match &self.profile {
            Profile::VictimLawyer { of } => {
                say("of", &of.iter().map(String::as_str).collect::<Vec<_>>().join("\n"));
            }
            Profile::Press { title: Some(title) } => {
                say("title", title);
            }
            Profile::Defence | Profile::Partner | Profile::Press { title: None } => {}
        }
        parameters.extend(self.profiles.parameters());
        parameters
    }

    /// The same of a dossier that was written, in one language and form, with the key that was kept of it.
    pub fn of_parameters<'a>(
        parameters: &BTreeMap<String, String>,
        key: Option<Key>,
        languages: &'a [Language],
        forms: &'a [Form],
    ) -> How<'a> {
        let said = |name: &str| parameters.get(name).map(String::as_str);
        let list = |name: &str| said(name).into_iter().flat_map(str::lines).map(str::to_owned).collect();
        let (leads, of) = (list("leads"), list("of"));
        let without = said("without").into_iter().flat_map(str::lines).filter_map(|word| DossierPart::read(word).ok());
        let title = said("title").map(str::to_owned);
        let profiles = [Profile::Partner, Profile::VictimLawyer { of }, Profile::Press { title }];
        let profile = profiles.into_iter().find(|profile| said("profile") == Some(profile.word())).unwrap_or_default();
        How {
            languages,
            forms,
            leads,
            without: without.collect(),
            profiles: Profiles::of_parameters(parameters),
            names: said("names") == Some(SHOWN),
            profile,
            key,
            goaml: None,
        }
    }
}

/// What the dossier is given, and what is kept of that.
pub fn content(
    case: &Case,
    ledger: &Ledger,
    detected: &Detected,
    traces: Vec<(String, Trace)>,
    how: &How<'_>,
) -> Result<(Content, Basis), Failure> {
    let basis = Basis::of(case, &traces, how.parameters())?;
    let (names, of_asked) = (how.names, asked(detected, how));
    let showable = Showable::of(case)?;
    let mut content = match &showable {
        None => evidence::content(case, ledger, ledger, &of_asked, traces, names)?,
        Some(only) => {
            let (traces, gone) = only.traces(ledger, traces);
            let all = only.with_restricted(detected);
            let shown = asked(&all, how);
            let made = evidence::content(case, &only.ledger, ledger, &shown, traces, names)?;
            Content { rights: only.rights(&of_asked, gone), ..made }
        }
    };
    if !how.leads.is_empty() {
        content.leads_not_shown = others(detected, how);
    }
    content.without.clone_from(&how.without);
    how.profiles.add_to(case, &mut content)?;
    content.rights.known = withholding::known(ledger, showable.as_ref());
    withholding::for_reader(case, &mut content.rights, how)?;
    content.manifest = Some(basis.manifest());
    Ok((content, basis))
}

/// What was found, of the leads that are asked for.
fn asked<'a>(detected: &'a Detected, how: &How<'_>) -> Cow<'a, Detected> {
    match how.leads.is_empty() {
        true => Cow::Borrowed(detected),
        false => Cow::Owned(leads::only(detected, &how.leads)),
    }
}

/// How many leads of the evidence were not asked for.
fn others(detected: &Detected, how: &How<'_>) -> u64 {
    let is_other = |lead: &&Lead| lead.use_ == SourceUse::Evidence.word() && !how.leads.contains(&lead.id);
    u64::try_from(detected.leads.iter().filter(is_other).count()).unwrap_or(u64::MAX)
}

/// Renders each form in each language and records the hashes of the files in the journal.
pub fn write(
    case: &Case,
    ledger: &Ledger,
    detected: &Detected,
    traces: Vec<(String, Trace)>,
    how: &How<'_>,
    signed: &Signed,
) -> Result<Vec<Written>, Failure> {
    // Before any file is written.
    four_eyes::require(case.settings(), Watched::Dossier, signed).map_err(LedgerError::from)?;
    let (content, basis) = content(case, ledger, detected, traces, how)?;
    let mut acts = Vec::new();
    // Made before any file is written: where something lacks, none is.
    let goaml = how.goaml.map(|goaml| goaml.make(&content, how.languages)).transpose()?;
    let name = how.file_name();
    let (mut written, mut rendered) = (Vec::new(), Vec::new());
    for (at, language) in how.languages.iter().enumerate() {
        let dossier = Dossier::new(&content, *language).map_err(Failure::bug)?;
        // What is in no language is written once, with the first.
        for form in how.forms.iter().filter(|form| form.has_language() || at == 0) {
            let bytes = match (form, &goaml) {
                (Form::Goaml, Some(bytes)) => bytes.clone(),
                _ => dossier.render(*form).map_err(Failure::bug)?,
            };
            let file = match form.has_language() {
                true => format!("dossier/{name}.{}.{}", language.code(), form.extension()),
                false => format!("dossier/{name}.{}", form.extension()),
            };
            let sha256 = hash_hex(&bytes);
            // What a profile does not let out of the house is kept in it all the same.
            let carried =
                dossier.manifest(*form).unwrap_or_else(|| basis.manifest().of_form(*form).of_language(*language));
            let kept = basis.keep(case, carried, &sha256, how.key.as_ref())?;
            rendered.push((file.clone(), bytes));
            acts.push(Act::DossierWritten { file: file.clone(), sha256: sha256.clone(), manifest: Some(kept) });
            written.push(Written { file, sha256 });
        }
    }
    // The lines come before the files: one that is killed in between leaves the file of an earlier line, or none.
    case.record_signed(&acts, signed)?;
    for (file, bytes) in rendered {
        case.write(&file, &bytes)?;
    }
    tell_of_withheld(content.rights.withheld.counts);
    Ok(written)
}

/// Says how much is not in the dossier because somebody is protected: with a few people fewer, a lead may be none any more.
fn tell_of_withheld(counts: Counts) {
    let Counts { rows, findings, traces, leads, .. } = counts;
    let count = |number: u64, one, many| {
        (number > 0).then(|| screen::counted(usize::try_from(number).unwrap_or(usize::MAX), one, many))
    };
    let parts = [
        count(leads, "lead", "leads"),
        count(findings, "finding", "findings"),
        count(traces, "trace", "traces"),
        count(rows, "entry", "entries"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if !parts.is_empty() {
        screen::say(&format!(
            "WITHHELD to protect somebody: {}. What the other rows show is found again without these; a trace of what came before stays where \
             it ends the day before (filature trace CASE --at DAY).",
            parts.join(", ")
        ));
    }
}
