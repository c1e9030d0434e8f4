//! Files that are dropped on the page: written to disk as they come, then added as the verb adds them.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;

use axum::body::{Body, BodyDataStream};
use axum::extract::{Query, State};
use axum::http::Response;
use futures_core::Stream;
use serde_json::{Value, json};

use super::answer;
use crate::Desk;
use crate::api::error::{Problem, both};
use crate::incoming::{Turn, Waiting};
use crate::jobs::Progress;
use crate::operations::Provenance;

/// The largest file.
const FILE_BYTES_MOST: u64 = 64 << 30;

/// Takes a file and begins to add it.
pub async fn files(
    State(desk): State<Arc<Desk>>,
    Query(query): Query<BTreeMap<String, String>>,
    body: Body,
) -> Response<Body> {
    match take(&desk, &query, body).await {
        Ok(job) => answer::answer(job),
        Err(problem) => answer::problem(&problem),
    }
}

async fn take(desk: &Arc<Desk>, query: &BTreeMap<String, String>, body: Body) -> Result<crate::api::Answer, Problem> {
    let asked = |name: &str| query.get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
    let name = file_name(&asked("name").unwrap_or_default())?;
    let said = Provenance {
        from: asked("from"),
        received: asked("received"),
        request: asked("request"),
        exhibit: asked("exhibit"),
        use_: asked("use"),
        account: asked("account"),
        confirm_layout: asked("confirm").is_some_and(|confirm| confirm == "true" || confirm == "1"),
    };
    // Whoever hands over many files asks for detecting once, behind the last.
    let detects = asked("detect").is_none_or(|detect| detect != "false" && detect != "0");
    let number = desk.incoming.number();
    let folder = incoming(desk, number).map_err(|error| unwritten(&error))?;
    let path = folder.join(&name);
    if let Err(problem) = write(&path, body.into_data_stream()).await {
        let _ = std::fs::remove_dir_all(&folder);
        return Err(problem);
    }
    let own = desk.clone();
    desk.incoming.put(Waiting { number, path, said });
    let job = desk.jobs.start("add", move |progress| {
        let done = add(&own, number, detects, progress);
        let _ = std::fs::remove_dir_all(&folder);
        done
    });
    Ok(crate::api::Answer::Begun(json!({ "job": job.to_string(), "name": name })))
}

/// Adds, where it was not added with another one, and detects when that is wanted and nothing waits behind; what the case has become is
/// read once, behind the last.
fn add(desk: &Desk, number: u64, detects: bool, progress: &Progress) -> Result<Value, Problem> {
    progress.stage("reading the file", "lecture du fichier", 0, 2);
    let added = match desk.incoming.turn(number) {
        Turn::Done(outcome) => outcome,
        Turn::Add(files) => {
            let mut own = Err(Problem::bug("nothing is known of a file that was added"));
            for (file, outcome) in files.iter().zip(desk.add(&files, progress)) {
                if file.number == number { own = outcome } else { desk.incoming.tell(file.number, outcome) }
            }
            own
        }
    };
    let is_last = desk.jobs.is_last();
    if is_last {
        desk.refresh()?;
    }
    let detected = match &added {
        Ok(_) if detects && is_last => {
            progress.stage("looking for patterns and flags", "recherche de schémas et de signaux", 1, 2);
            desk.operate(|operations, folder| operations.detect(folder, progress))?
        }
        _ => Value::Null,
    };
    Ok(json!({ "files": added?, "detected": detected }))
}

/// The name of a file alone: nothing of a path, nothing that cannot be seen.
fn file_name(asked: &str) -> Result<String, Problem> {
    let last = asked.rsplit(['/', '\\']).next().unwrap_or_default();
    let hidden = |c: &char| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    let name: String = last.chars().filter(|c| !hidden(c)).take(200).collect();
    let name = name.trim_start_matches(|c: char| c == '.' || c.is_whitespace()).trim_end().to_owned();
    if name.is_empty() {
        return Err(Problem::call(
            "name",
            "name: the name of the file was expected.",
            "name : le nom du fichier était attendu.",
        ));
    }
    // File systems count bytes.
    let end = (0..=name.len().min(200)).rev().find(|&end| name.is_char_boundary(end)).unwrap_or_default();
    Ok(name[..end].to_owned())
}

/// A folder of its own inside the case: the file keeps its name, and no other file of that name is in its way. Folders stand in the order
/// in which files came, since files that are added together are taken in the order of their paths.
fn incoming(desk: &Desk, number: u64) -> std::io::Result<PathBuf> {
    let folder = desk.store.folder().join("cache").join("incoming");
    std::fs::create_dir_all(&folder)?;
    let mut bytes = [0_u8; 8];
    getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
    let random: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let own = folder.join(format!("{number:012}-{random}"));
    std::fs::create_dir(&own)?;
    Ok(own)
}

async fn write(path: &Path, mut body: BodyDataStream) -> Result<(), Problem> {
    let mut file = std::fs::File::create(path).map_err(|error| unwritten(&error))?;
    let mut written = 0_u64;
    while let Some(piece) = std::future::poll_fn(|context| Pin::new(&mut body).poll_next(context)).await {
        let piece = piece.map_err(|error| {
            Problem::call(
                "cut",
                format!("The file did not come whole: {error}."),
                format!("Le fichier n’est pas arrivé entier : {error}."),
            )
        })?;
        written += piece.len() as u64;
        if written > FILE_BYTES_MOST {
            return Err(Problem::other(
                413,
                "too-large",
                both("The file is too large.", "Le fichier est trop volumineux."),
            ));
        }
        file.write_all(&piece).map_err(|error| unwritten(&error))?;
    }
    file.sync_all().map_err(|error| unwritten(&error))
}

fn unwritten(error: &std::io::Error) -> Problem {
    let en = format!("The file could not be written to disk: {error}. Make room, then drop it again.");
    Problem::other(
        507,
        "disk",
        both(
            en,
            format!(
                "Le fichier n’a pas pu être écrit sur le disque : {error}. Faites de la place, puis déposez-le à nouveau."
            ),
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_name_and_no_path() {
        assert_eq!(file_name("../../etc/passwd").unwrap(), "passwd");
        assert_eq!(file_name("C:\\bank\\..\\march.csv").unwrap(), "march.csv");
        assert_eq!(file_name("rel\u{202E}evé\n.csv").unwrap(), "relevé.csv");
        assert_eq!(file_name(".hidden").unwrap(), "hidden");
        for none in ["", "..", "/", "a/", "\u{0}", ". ."] {
            assert!(file_name(none).is_err(), "{none:?}");
        }
        assert!(file_name(&"é".repeat(500)).unwrap().len() <= 200);
    }
}
