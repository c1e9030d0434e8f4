//! `key`: a new identity, for those to whom cases are sent.

use filature_sending::NewKey;

use crate::cli::KeyArguments;
use crate::outcome::{DONE, Failure};
use crate::screen;

/// Writes one, and shows its public key.
pub fn run(arguments: &KeyArguments, json: bool) -> Result<u8, Failure> {
    let key = NewKey::draw();
    key.write(&arguments.file)?;
    if json {
        screen::show_json(
            &serde_json::json!({ "file": arguments.file.display().to_string(), "public_key": key.public() }),
        )?;
    } else {
        screen::show(&key.public());
    }
    screen::say(
        "Give that line to those who send. The file is given to nobody, and kept: without it nothing sent to it is ever opened.",
    );
    Ok(DONE)
}
