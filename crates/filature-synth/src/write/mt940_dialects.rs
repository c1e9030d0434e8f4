//! MT940 with the information of `:86:` as Dutch and as Polish banks write it: the entries are those of the German
//! dialect.

use filature_model::Channel;

use super::mt940::{self, balance, booking, of_months, plain};
use super::statement::{Books, Line, Statement};
use crate::SynthAccount;

/// A way of writing `:86:`.
#[derive(Clone, Copy)]
pub(super) struct Dialect {
    /// What the names of its files begin with.
    prefix: &'static str,
    details: fn(&Line<'_>) -> String,
}

/// How many characters of a text stand on a line, the tag not among them.
const WIDTH: usize = 65;

/// Named parts, `/TRTP/…/IBAN/…/NAME/…/REMI/…`.
pub(super) const DUTCH: Dialect = Dialect { prefix: "mt940nl", details: dutch };

/// Numbered parts behind a tilde, the account in the last of them.
pub(super) const POLISH: Dialect = Dialect { prefix: "mt940pl", details: polish };

impl Dialect {
    /// A file for each bank and month of the chosen accounts.
    pub(super) fn files(self, books: &Books<'_>, chosen: impl Fn(&SynthAccount) -> bool) -> Vec<(String, Vec<u8>)> {
        let name = |bank, month| mt940::file_name(bank, month).replace("mt940", self.prefix);
        of_months(books, chosen, name, |statement| self.message(statement))
    }

    fn message(self, statement: &Statement<'_>) -> String {
        let month = statement.month;
        let mut lines = vec![
            format!(":20:STARTUMS{:02}", month.month),
            format!(":25:{}", statement.account.iban),
            format!(":28C:{:05}/001", statement.number),
            format!(":60F:{}", balance(statement.opening_minor, month.first)),
        ];
        for line in &statement.lines {
            lines.push(booking(line));
            lines.extend(broken(&(self.details)(line)));
        }
        lines.push(format!(":62F:{}", balance(statement.closing_minor, month.last)));
        lines.push("-".to_owned());
        lines.iter().flat_map(|line| [line.as_str(), "\r\n"]).collect()
    }
}

/// The field in lines of full width, whatever stands at their ends. No line ends or begins with a blank, because those
/// at the end of a line are lost on many ways.
fn broken(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text;
    while rest.len() > WIDTH {
        let is_inside = |at: &usize| rest.as_bytes()[*at] != b' ' && rest.as_bytes()[*at - 1] != b' ';
        let at = (WIDTH - 3..=WIDTH).rev().find(is_inside).unwrap_or(WIDTH);
        let (line, after) = rest.split_at(at);
        lines.push(line.to_owned());
        rest = after;
    }
    lines.push(rest.to_owned());
    if let Some(first) = lines.first_mut() {
        first.insert_str(0, ":86:");
    }
    lines
}

/// A text without the slashes that would end it.
fn unslashed(text: &str) -> String {
    plain(text).replace('/', " ")
}

fn dutch(line: &Line<'_>) -> String {
    let kind = if line.made.channel == Channel::Transfer { "SEPA OVERBOEKING" } else { "OVERIG" };
    let mut text = format!("/TRTP/{kind}");
    if !line.other_iban.is_empty() {
        text.push_str(&format!("/IBAN/{}/BIC/{}", line.other_iban, line.other_bic));
    }
    if !line.other.name.is_empty() {
        text.push_str(&format!("/NAME/{}", unslashed(&line.other.name)));
    }
    text.push_str(&format!("/REMI/{}", unslashed(&line.made.text)));
    if !line.made.reference.is_empty() {
        text.push_str(&format!("/EREF/{}", line.made.reference));
    }
    text
}

fn polish(line: &Line<'_>) -> String {
    let piece = |text: String| text.replace('~', " ").chars().take(27).collect::<String>();
    let mut text = format!("020~00PRZELEW~20{}", piece(plain(&line.made.text)));
    if !line.made.reference.is_empty() {
        text.push_str(&format!("~21EREF+{}", line.made.reference));
    }
    if !line.other.name.is_empty() {
        text.push_str(&format!("~32{}", piece(plain(&line.other.name))));
    }
    if !line.other_iban.is_empty() {
        text.push_str(&format!("~38{}", line.other_iban));
    }
    text
}
