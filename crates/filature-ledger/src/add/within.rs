//! The files of an archive, each looked at as if it had come loose.

use filature_intake::Refusal;
use filature_intake::archive::{self, Archive, Left, Member};
use filature_model::SourceId;

use super::look::{Asked, Looked, Named, Seen};
use crate::journal::hash_hex;
use crate::{LedgerError, registry};

/// How many archives may stand one in the other: an archive, and those in it.
const DEEPEST: u32 = 2;

/// Looks at an archive that was given: first it, then what is in it, in the order of its directory.
///
/// An archive of which no file is taken is not taken either: it would be in the case, and nothing of it.
pub fn look(asked: &Asked<'_>, named: Named, bytes: &[u8]) -> Result<Vec<Seen>, LedgerError> {
    look_at_level(asked, named, bytes, 1)
}

fn look_at_level(asked: &Asked<'_>, named: Named, bytes: &[u8], level: u32) -> Result<Vec<Seen>, LedgerError> {
    if level > DEEPEST {
        let what = "It is an archive in an archive that is in an archive itself: it is not opened.";
        let refusal = Refusal::new(what, "Unpack it by hand and add the files in it.");
        return Ok(vec![Seen::refused(named, None, refusal)]);
    }
    let mut outer = asked.look_at(named, bytes)?;
    let id = match &outer.looked {
        Looked::Known(id) => *id,
        Looked::Read(fresh) => fresh.source.id,
        Looked::Refused(..) | Looked::InDoubt(..) => return Ok(vec![outer]),
    };
    let mut archive = match Archive::open(bytes) {
        Ok(archive) => archive,
        Err(refusal) => return Ok(vec![Seen::refused(outer.named, Some(id), refusal)]),
    };
    let mut inside = Vec::new();
    // One file after the other: of a large archive no more than one is unpacked at a time.
    for (index, member) in archive.members().to_vec().into_iter().enumerate() {
        if !matches!(member.left, Some(Left::Folder | Left::Hidden)) {
            inside.extend(look_at_member(asked, &mut archive, index, named_in(&outer.named, id, &member), level)?);
        }
    }
    if matches!(outer.looked, Looked::Read(_)) && !inside.iter().any(Seen::is_taken) {
        registry::forget(asked.case.folder(), &hash_hex(bytes))?;
        let refusal = Refusal::new("No file in the archive could be taken.", "See what is said of each of them.");
        outer.looked = Looked::Refused(Some(id), Box::new(refusal));
    }
    inside.insert(0, outer);
    Ok(inside)
}

/// What a file in an archive is called: behind its archive.
fn named_in(outer: &Named, container: SourceId, member: &Member) -> Named {
    Named {
        file: outer.file.join(&member.label),
        name: format!("{}/{}", outer.name, member.label),
        container: Some(container),
    }
}

fn look_at_member(
    asked: &Asked<'_>,
    archive: &mut Archive<'_>,
    index: usize,
    named: Named,
    level: u32,
) -> Result<Vec<Seen>, LedgerError> {
    match archive.unpack(index) {
        Err(refusal) => Ok(vec![Seen::refused(named, None, refusal)]),
        Ok(bytes) if archive::looks_like(&bytes) => look_at_level(asked, named, &bytes, level + 1),
        Ok(bytes) => Ok(vec![asked.look_at(named, &bytes)?]),
    }
}
