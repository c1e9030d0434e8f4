//! `pack`: a case as one encrypted file, to be sent or to rest.
//!
//! ```text
//! may it leave? ─► can the archive be written? ─► journal: for whom, by whom, why ─► archive ─► at rest: opened again, folder removed
//! ```
//!
//! The line of the journal comes before the archive, so that it is in it: who receives the case reads of it too.

mod keys;

use std::fs;
use std::path::Path;

use filature_ledger::{Act, Case, protection, sha256_of};
use filature_sending::{LeftOut, Listed, Lock, Opener, Packed, begin, check, list, read_identities};
use serde_json::{Value, json};

pub use self::keys::keys_in;
use super::passphrase::{self, Twice};
use super::{open, out};
use crate::cli::PackArguments;
use crate::outcome::{DONE, Failure};
use crate::screen;

/// What is not of the case: what can be made again, and the lock.
const NEVER: [&str; 2] = [".lock", "cache"];
/// What is handed to nobody.
const KEYS: &str = "keys";

/// What was written.
#[derive(Debug)]
pub struct Made {
    /// For whom it is closed, in words that may be written down.
    pub recipients: Vec<String>,
    /// How many files, and their size.
    pub packed: Packed,
    /// SHA-256 of the archive.
    pub sha256: String,
}

/// Packs a case.
pub fn run(arguments: &PackArguments, json: bool) -> Result<u8, Failure> {
    signed(arguments)?;
    let case = open(&arguments.case)?;
    if let Some(holds) = allowed(&case, arguments)? {
        screen::say(&format!("SENT WITH ALL OF IT: {holds}. The recipient can read every row of these."));
    }
    let (lock, opener) = closed_with(arguments)?;
    let made = made(case, arguments, &lock, opener.as_ref())?;
    tell(arguments, &made, json)
}

/// Whether somebody says why, and who they are.
fn signed(arguments: &PackArguments) -> Result<(), Failure> {
    for (name, text) in [("--reason", &arguments.reason), ("--by", &arguments.by)] {
        if text.trim().is_empty() {
            return Err(Failure::call(format!("{name}: it is empty, and no case is packed without it")));
        }
    }
    Ok(())
}

/// Whether the case may be packed there; says what of it would be seen that no dossier shows.
///
/// # Errors
/// It may not: nobody says why, it would lie in itself, or it holds what has to be asked for in so many words.
pub fn allowed(case: &Case, arguments: &PackArguments) -> Result<Option<String>, Failure> {
    signed(arguments)?;
    // It would be packed into itself.
    out::outside("--out", case.folder(), &arguments.out)?;
    if arguments.at_rest {
        return Ok(None);
    }
    case.keeps_erased_persons_out()?;
    may_leave(case, arguments.whole)
}

/// Writes the archive, its line in the journal first; at rest, removes the folder.
///
/// # Errors
/// It cannot be written, or is not what was to be written; then the folder stays.
pub fn made(case: Case, arguments: &PackArguments, lock: &Lock, opener: Option<&Opener>) -> Result<Made, Failure> {
    let begun = begin(&arguments.out, lock, arguments.force)?;
    case.record(&[Act::CasePacked {
        recipients: lock.shown(),
        with_keys: arguments.with_keys || arguments.at_rest,
        at_rest: arguments.at_rest,
        to: arguments.for_.as_ref().map(|to| to.trim().to_owned()).filter(|to| !to.is_empty()),
        reason: arguments.reason.trim().to_owned(),
        by: arguments.by.trim().to_owned(),
    }])?;
    let files = files(&case, arguments.with_keys || arguments.at_rest)?;
    let packed = begun.write(case.folder(), &files)?;
    let sha256 = sha256_of(&arguments.out)
        .map_err(|error| Failure::data(format!("{}: {error}; the archive was written", arguments.out.display())))?;
    if let Some(opener) = opener {
        rest(case, &arguments.out, opener, &files)?;
    }
    Ok(Made { recipients: lock.shown(), packed, sha256 })
}

/// The files that go.
fn files(case: &Case, with_keys: bool) -> Result<Vec<Listed>, Failure> {
    let names: Vec<&str> = NEVER.into_iter().chain((!with_keys).then_some(KEYS)).collect();
    Ok(list(case.folder(), LeftOut { names: &names, ending: ".unfinished" })?)
}

/// How many sources are no evidence, and of how many accounts the holder is protected: what a dossier leaves out and an archive does not.
pub fn restricted(case: &Case) -> Result<(u64, u64), Failure> {
    let restricted = case.sources().iter().filter(|source| !source.use_.may_be_rendered()).count() as u64;
    Ok((restricted, protection::days(&case.journal()?).len() as u64))
}

/// Refuses a case that holds what is not to leave, unless all of it is asked for in so many words; says what it holds.
fn may_leave(case: &Case, whole: bool) -> Result<Option<String>, Failure> {
    let (restricted, protected) = restricted(case)?;
    if restricted + protected == 0 {
        return Ok(None);
    }
    let mut holds = Vec::new();
    if restricted > 0 {
        holds.push(screen::counted(restricted, "source that is not evidence", "sources that are not evidence"));
    }
    if protected > 0 {
        holds.push(screen::counted(protected, "account of whom is protected", "accounts of whom is protected"));
    }
    let holds = holds.join(" and ");
    if !whole {
        return Err(Failure::call(format!(
            "{}: the case holds {holds}, and pack sends all of it; say --whole if the recipient may have that too, or hand over a dossier \
             instead, which leaves it out",
            case.folder().display()
        ))
        .at_desk(
            format!(
                "The case holds {holds}, and the archive would hold all of it: say so if the recipient may have that too, or hand over a dossier \
                 instead, which leaves it out. Nothing was written."
            ),
            format!(
                "L’affaire contient {}, et l’archive contiendrait tout : dites-le si le destinataire peut aussi l’avoir, ou remettez plutôt un \
                 dossier, qui l’écarte. Rien n’a été écrit.",
                held_in_french(restricted, protected)
            ),
        ));
    }
    Ok(Some(holds))
}

fn held_in_french(restricted: u64, protected: u64) -> String {
    let of = |count: u64, one: &str, many: &str| {
        (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
    };
    let holds = [
        of(restricted, "source qui n’est pas une preuve", "sources qui ne sont pas des preuves"),
        of(protected, "compte dont le titulaire est protégé", "comptes dont le titulaire est protégé"),
    ];
    holds.into_iter().flatten().collect::<Vec<_>>().join(" et ")
}

/// With what it is closed, and at rest with what it is opened again.
fn closed_with(arguments: &PackArguments) -> Result<(Lock, Option<Opener>), Failure> {
    if !arguments.to.is_empty() {
        let opener = match (&arguments.identity, arguments.at_rest) {
            (Some(identity), true) => Some(read_identities(identity)?),
            (None, true) => {
                return Err(Failure::call(
                    "--at-rest removes the folder once the archive was opened again: give --identity FILE, the one of a key of --to",
                ));
            }
            _ => None,
        };
        return Ok((Lock::Recipients(keys::recipients(&arguments.to)?), opener));
    }
    let text = passphrase::read(arguments.passphrase_file.as_deref(), Twice::Yes)?;
    for (name, said) in
        [("--reason", Some(&arguments.reason)), ("--by", Some(&arguments.by)), ("--for", arguments.for_.as_ref())]
    {
        if said.is_some_and(|said| said.contains(&text)) {
            return Err(Failure::call(format!(
                "{name}: the passphrase stands in it, and the journal keeps it in the clear; say it otherwise"
            )));
        }
    }
    Ok((Lock::passphrase(text.clone()), arguments.at_rest.then(|| Opener::passphrase(text))))
}

/// Opens what was written again, compares each byte, and only then removes the folder.
fn rest(case: Case, out: &Path, opener: &Opener, files: &[Listed]) -> Result<(), Failure> {
    check(out, opener, case.folder(), files).map_err(|error| {
        let failure = Failure::from(error);
        // It would be taken for a copy of the case, and stand in the way when the call is repeated.
        let archive = match fs::remove_file(out) {
            Ok(()) => "the archive was removed".to_owned(),
            Err(error) => format!("the archive could not be removed ({error}): remove it by hand"),
        };
        let message = format!("{}; the folder was left as it is, and {archive}", failure.message);
        failure.said(message)
    })?;
    let folder = case.folder().to_owned();
    // The lock is a file of the folder.
    drop(case);
    fs::remove_dir_all(&folder).map_err(|error| {
        Failure::data(format!("{}: {error}; the archive holds all of it, remove the rest by hand", folder.display()))
    })
}

/// What was written, as `--json` gives it.
pub fn document(arguments: &PackArguments, made: &Made) -> Value {
    let Made { recipients, packed, sha256 } = made;
    json!({
        "file": arguments.out.display().to_string(), "sha256": sha256, "files": packed.files, "bytes": packed.bytes,
        "recipients": recipients, "with_keys": arguments.with_keys || arguments.at_rest, "at_rest": arguments.at_rest,
    })
}

fn tell(arguments: &PackArguments, made: &Made, json: bool) -> Result<u8, Failure> {
    let Made { recipients, packed, sha256 } = made;
    if json {
        screen::show_json(&document(arguments, made))?;
    } else {
        screen::show(&format!(
            "{}: {}, {}, closed for {}.\nSHA-256 of the archive: {sha256}",
            arguments.out.display(),
            screen::counted(packed.files, "file", "files"),
            screen::counted(packed.bytes, "byte", "bytes"),
            recipients.join(", ")
        ));
    }
    if arguments.at_rest {
        screen::say(
            "The archive was opened again and compared; the folder was removed. Removed is not wiped: on an SSD, in a snapshot or a backup \
             its bytes may still be read by whoever has the disk. An encrypted disk is what prevents that.",
        );
    }
    Ok(DONE)
}
