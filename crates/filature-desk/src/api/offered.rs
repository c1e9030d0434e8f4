//! Files that the program was started with: dropped on its icon. They wait until a person says what they may be used for, or leaves them.

use std::path::PathBuf;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Call, Outcome};
use crate::operations::Provenance;

/// Their names, without the folders of this machine.
pub fn names(call: &Call) -> Vec<String> {
    let name = |path: &PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned());
    call.desk.lock_offered().iter().filter_map(name).collect()
}

#[derive(Deserialize)]
struct Asked {
    /// Whether they are added.
    add: bool,
    #[serde(rename = "use")]
    use_: Option<String>,
}

/// Adds them, as a job, or leaves them; either way they wait no longer.
pub fn answer(call: &Call) -> Outcome {
    let asked: Asked = call.json()?;
    let files = std::mem::take(&mut *call.desk.lock_offered());
    if !asked.add || files.is_empty() {
        return Ok(Answer::Json(json!({ "left": files.len() })));
    }
    let said = Provenance { use_: asked.use_, ..Provenance::default() };
    Ok(call.desk.begin("add", move |operations, folder, progress| {
        progress.stage("reading the files", "lecture des fichiers", 0, 0);
        // A folder, or an archive, is several files.
        let flat = |of: Value| match of {
            Value::Array(files) => files,
            one => vec![one],
        };
        let added = operations.add(folder, &files, &said, progress)?;
        Ok(json!({ "files": added.into_iter().flat_map(flat).collect::<Vec<Value>>() }))
    }))
}
