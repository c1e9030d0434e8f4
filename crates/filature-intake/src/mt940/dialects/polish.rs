//! The free text of Polish banks (mBank's, of which there are examples): labels, each part closed by a semicolon.
//!
//! ```text
//! 911 TRANSAKCJA …; Z RACH.: 26 digits; OD: name  address; TYT.: text; TNR: the bank's number
//!                   NA RACH.: …         DLA: …
//! ```
//!
//! Lines are full at 65 characters and broken at a blank that stays at the line's end, so that they are joined as they
//! are: two blanks part the name from the address.

use super::super::information::{Context, Information, one_line};
use super::labels::{self, Label, What};

const LABELS: &[Label] = &[
    ("Z RACH.", What::Account),
    ("NA RACH.", What::Account),
    ("OD", What::Payer),
    ("DLA", What::Payee),
    ("TYT.", What::Other),
    ("TNR", What::Other),
    ("ID IPH", What::Other),
];

/// Reads the text; none where it has no account and title by their labels.
pub(super) fn read<'a>(body: &'a str, context: &Context<'_>) -> Option<Information<'a>> {
    if !body.contains("RACH.:") {
        return None;
    }
    let joined: String = body.lines().map(with_blank).collect();
    let information = labels::found(&one_line(&joined), LABELS, context)?;
    Some(Information { text: one_line(body), ..information })
}

/// A line with a blank at its end; one that is there already may be the first of two, of which the line break took
/// the second.
fn with_blank(line: &str) -> String {
    let line = line.trim_end_matches('\r');
    if line.ends_with(' ') { line.to_owned() } else { format!("{line} ") }
}
