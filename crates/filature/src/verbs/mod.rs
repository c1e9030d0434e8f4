mod add;
mod bare;
mod category;
mod changes;
mod combine;
mod demo;
mod desk;
mod detect;
pub mod dossier;
mod erase;
mod features;
pub mod flags;
mod investigate;
mod join;
mod key;
mod leads;
mod mark;
mod merge;
mod open;
mod out;
mod pack;
mod passphrase;
pub mod profile;
mod protection;
mod rates;
mod requests;
mod sealed;
mod sql;
mod statements;
mod statistics;
mod synth;
mod trace;
mod transcribe;
mod verify;
mod watch;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use filature_dossier::Form;
use filature_ledger::{Case, Ledger, Recovery};
use filature_model::Details;
use serde::de::DeserializeOwned;

pub use self::flags::own as own_flags;
use crate::cli::{Arguments, Verb};
use crate::outcome::{self, Failure};
use crate::screen;

/// Runs a verb and gives the exit code.
pub fn run(arguments: Arguments) -> u8 {
    let outcome = threads(arguments.threads).and_then(|()| dispatch(arguments.verb, arguments.json));
    match outcome {
        // A result that could not be written is not done, whatever the work came to.
        Ok(outcome::DONE) if screen::output_was_lost() => outcome::DATA,
        Ok(code) => code,
        Err(failure) => {
            screen::say(&format!("filature: {}", failure.message));
            failure.code
        }
    }
}

fn threads(wanted: Option<usize>) -> Result<(), Failure> {
    match wanted {
        None => Ok(()),
        Some(0) => Err(Failure::call("--threads: at least one is needed")),
        Some(1_025..) => Err(Failure::call("--threads: no more than 1024")),
        Some(threads) => rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().map_err(Failure::bug),
    }
}

fn dispatch(verb: Verb, json: bool) -> Result<u8, Failure> {
    match verb {
        Verb::Demo { dir } => demo::run(&dir, json),
        Verb::Investigate { files, case, provenance } => investigate::run(&case, &files, &provenance, json),
        Verb::Add { case, files, provenance } => add::run(&case, &files, &provenance, json),
        Verb::Statements(arguments) => statements::run(&arguments, json),
        Verb::Join(arguments) => join::run(&arguments, json),
        Verb::Merge(arguments) => merge::run(&arguments, json),
        Verb::Combine(arguments) => combine::run(&arguments, json),
        Verb::Mark(arguments) => mark::run(&arguments, json),
        Verb::Watch(arguments) => watch::run(&arguments, json),
        Verb::Profile(arguments) => profile::run(&arguments, json),
        Verb::Requests(arguments) => requests::run(&arguments, json),
        Verb::Detect(arguments) => detect::run(&arguments, json),
        Verb::Leads(arguments) => leads::run(&arguments, json),
        Verb::Flags { action } => flags::run(&action, json),
        Verb::Sql(arguments) => {
            let memory_bytes = i64::from(arguments.megabytes) * 1_000_000;
            let limits = filature_flags::Limits {
                seconds: arguments.seconds,
                memory_bytes,
                rows: arguments.rows,
                dates: true,
                ..Default::default()
            };
            sql::run(&arguments.case, arguments.query.as_deref(), limits, json)
        }
        Verb::Statistics(arguments) => statistics::run(&arguments, json),
        Verb::Category(arguments) => category::run(&arguments, json),
        Verb::Trace(arguments) => trace::run(&arguments, json),
        Verb::Rates(arguments) => rates::run(&arguments, json),
        Verb::Dossier {
            case,
            leads,
            traces,
            parts,
            format,
            lang,
            names,
            reader,
            profiles,
            xsd,
            report_as,
            by,
            second,
        } => {
            let signed = second.signed(by.as_deref())?;
            let forms: Vec<Form> = format.iter().map(|&format| format.into()).collect();
            let goaml = dossier::Goaml::read(&forms, xsd.as_deref(), report_as.as_deref())?;
            let without = parts.left_out()?;
            dossier::run(
                &case,
                (&leads, &traces, without),
                &forms,
                lang,
                (names, &reader, &profiles),
                goaml.as_ref(),
                (&signed, json),
            )
        }
        Verb::Desk { case, port, no_open } => desk::run(&case, port, no_open, json),
        Verb::Sealed(arguments) => sealed::run(&arguments, json),
        Verb::Transcribe(arguments) => transcribe::run(&arguments, json),
        Verb::Verify { case, dossier, head } => verify::run(&case, dossier.as_deref(), head.as_deref(), json),
        Verb::Changes { case, since, lang } => changes::run(&case, &since, lang, json),
        Verb::Pack(arguments) => pack::run(&arguments, json),
        Verb::Open(arguments) => open::run(&arguments, json),
        Verb::Key(arguments) => key::run(&arguments, json),
        Verb::Erase(arguments) => erase::run(&arguments, json),
        Verb::Features(arguments) => features::run(&arguments, json),
        Verb::Synth { out, seed, transactions, networks, look_alikes, format } => {
            let options = filature_synth::Options { seed, transactions, networks, look_alikes };
            synth::run(&out, &options, &format, json)
        }
    }
}

/// Opens the desk without a verb; see [`crate::started`].
pub fn bare(dropped: &[PathBuf]) -> u8 {
    bare::run(dropped)
}

/// What detection is asked where everything is.
pub fn ask_all() -> Result<crate::detection::Asked, Failure> {
    detect::ask_all()
}

/// The flags that run on a case.
pub fn flags_of(case: &Case) -> Result<filature_flags::FlagSet, Failure> {
    flags::of_case(Some(case.folder()))
}

/// Opens a case that is there, saying what was found undone.
fn open(folder: &Path) -> Result<Case, Failure> {
    let (case, recovery) = Case::open(folder)?;
    tell(recovery);
    Ok(case)
}

/// Opens a case, or makes it for these files, which must be there: a slip in a name leaves no empty case behind.
fn open_or_make(folder: &Path, files: &[PathBuf]) -> Result<Case, Failure> {
    for file in files {
        std::fs::metadata(file).map_err(|error| Failure::call(format!("{}: {error}", file.display())))?;
    }
    let (case, recovery) = Case::open_or_make(folder)?;
    tell(recovery);
    Ok(case)
}

/// Loads the ledger, saying when it had to be built again.
fn load(case: &Case) -> Result<Ledger, Failure> {
    told(Ledger::load(case)?)
}

/// The ledger as detection needs it, with what the files say beside the money.
fn load_with_details(case: &Case) -> Result<(Ledger, Details), Failure> {
    let (ledger, details) = Ledger::load_with_details(case)?;
    Ok((told(ledger)?, details))
}

/// What was last found, of one of the lists in `findings/`; nothing where nothing was detected.
fn found<T: DeserializeOwned>(case: &Case, name: &str) -> Result<Vec<T>, Failure> {
    let path = case.folder().join("findings").join(name);
    match std::fs::read(&path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| {
            Failure::data(format!("{}: {error}; run `filature detect` again, which writes it anew", path.display()))
        }),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(Failure::data(format!("{}: {error}", path.display()))),
    }
}

fn told(ledger: Ledger) -> Result<Ledger, Failure> {
    if ledger.rebuilt {
        screen::say("The ledger did not match the sources; it was built again from the originals.");
    }
    Ok(ledger)
}

fn tell(recovery: Recovery) {
    if recovery.unfinished_files + recovery.unlisted_sources > 0 {
        screen::say(&format!(
            "An earlier run was cut short: {} half-written files and {} originals that were still being added were \
             removed. Add those files again.",
            recovery.unfinished_files, recovery.unlisted_sources
        ));
    }
}

/// The code for files of which some were refused.
fn code_for(refused: usize) -> u8 {
    if refused > 0 { outcome::DATA } else { outcome::DONE }
}
