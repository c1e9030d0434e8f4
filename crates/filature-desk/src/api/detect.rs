use super::{Call, Outcome};

/// Looks for patterns and flags again, in everything that is in the case and by the protection that holds now; a job.
pub fn again(call: &Call) -> Outcome {
    Ok(call.desk.begin("detect", |operations, folder, progress| {
        progress.stage("looking for patterns and flags", "recherche de schémas et de signaux", 0, 0);
        operations.detect(folder, progress)
    }))
}
