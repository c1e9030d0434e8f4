//! A passphrase: from a file, from standard input, or typed on the terminal without being shown.

use std::fs;
use std::io::{self, IsTerminal, Read};
use std::path::Path;

use crate::outcome::Failure;

/// Whether it is typed twice: what closes an archive must have no slip in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twice {
    /// It closes.
    Yes,
    /// It opens.
    No,
}

/// Reads it: the first line of a file, of standard input for `-`, or what is typed.
///
/// # Errors
/// None is there, or there is no terminal to ask on.
pub fn read(file: Option<&Path>, twice: Twice) -> Result<String, Failure> {
    let text = match file {
        Some(file) if file == Path::new("-") => {
            let mut text = String::new();
            io::stdin().read_to_string(&mut text).map_err(|error| Failure::call(format!("standard input: {error}")))?;
            text
        }
        Some(file) => fs::read_to_string(file)
            .map_err(|error| Failure::call(format!("--passphrase-file {}: {error}", file.display())))?,
        None => return asked(twice),
    };
    let line = text.lines().next().unwrap_or_default();
    if line.is_empty() {
        return Err(Failure::call("--passphrase-file: its first line is empty; the passphrase was expected there"));
    }
    Ok(line.to_owned())
}

fn asked(twice: Twice) -> Result<String, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::call(match twice {
            Twice::Yes => {
                "for whom? Give --to RECIPIENT, or --passphrase-file FILE: there is no terminal to ask for a passphrase on"
            }
            Twice::No => {
                "give --identity FILE or --passphrase-file FILE: there is no terminal to ask for a passphrase on"
            }
        }));
    }
    let ask = |prompt: &str| {
        rpassword::prompt_password(prompt).map_err(|error| Failure::call(format!("the terminal: {error}")))
    };
    let text = ask("Passphrase: ")?;
    if text.is_empty() {
        return Err(Failure::call("no passphrase was typed"));
    }
    if twice == Twice::Yes && ask("The same again: ")? != text {
        return Err(Failure::call("the two passphrases are not the same; nothing was written"));
    }
    Ok(text)
}
