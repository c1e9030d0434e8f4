//! The free text of Dutch banks from before the named parts.
//!
//! ```text
//! BEA   NR:…   21.05.11/12.54 SHOP,PAS999       a card payment; GEA: a cash machine            ABN AMRO
//! GIRO   428428 NAME            text            columns of 32 characters                       ABN AMRO
//! 52.89.39.882                    NAME          likewise                                       ABN AMRO
//! SEPA …  IBAN: …  BIC: …  NAAM: …  OMSCHRIJVING: …  KENMERK: …                                ABN AMRO
//! text REK: IBAN/NAAM: name                                                                    Knab
//! 0123456789 name, and the name again behind :61:                                              SNS
//! 0123456789 text                                                                              ING
//! ```

use std::borrow::Cow;

use filature_model::{AccountId, Channel, iban_check};

use super::super::information::{Context, Information, one_line, owned};
use super::labels::{self, Label, What};

/// The width of a column of ABN AMRO.
const COLUMN: usize = 32;

const LABELS: &[Label] = &[
    ("IBAN", What::Account),
    ("BIC", What::Other),
    ("NAAM", What::Name),
    ("OMSCHRIJVING", What::Other),
    ("KENMERK", What::Reference),
    ("MACHTIGING", What::Other),
    ("INCASSANT", What::Other),
    ("BETALINGSKENM.", What::Other),
];

/// Reads the text, if it has one of the forms.
pub(super) fn read<'a>(body: &'a str, supplement: &'a str, context: &Context<'_>) -> Option<Information<'a>> {
    let text = || one_line(body);
    let of_the_country =
        || context.account.is_in(&["NL"]).then(|| columns(body).or_else(|| ing(body, context))).flatten();
    let found =
        at_machine(body).or_else(|| rek_naam(body)).or_else(|| repeated_name(body, supplement)).or_else(of_the_country);
    let Some((account, name, channel)) = found else {
        let is_sepa = body.trim_start().starts_with("SEPA") && body.contains("IBAN:");
        return is_sepa.then(|| labels::read(body, LABELS, context)).flatten().map(|information| Information {
            channel: Some(Channel::Transfer),
            text: text(),
            ..information
        });
    };
    Some(Information { text: text(), name, account, reference: None, channel })
}

/// Account, name, channel.
type Found<'a> = (Option<Cow<'a, str>>, Option<Cow<'a, str>>, Option<Channel>);

/// A shop's terminal (BEA) or a cash machine (GEA): who and where stands behind the time of day.
fn at_machine(body: &str) -> Option<Found<'_>> {
    let channel = match body.get(..4)? {
        "BEA " | "BEA," => Channel::Card,
        "GEA " | "GEA," => Channel::CashOut,
        _ => return None,
    };
    let line = body.lines().next()?;
    let is_time = |word: &&str| word.len() == 14 && word.as_bytes().get(8) == Some(&b'/');
    let time = line.split_whitespace().find(is_time)?;
    let (_, after) = line.split_once(time)?;
    let name = Some(after.rsplit_once(",PAS").map_or(after, |(name, _)| name).trim()).filter(|name| !name.is_empty());
    Some((None, name.map(Cow::Borrowed), Some(channel)))
}

/// `REK: <IBAN>/NAAM: <name>` at the end.
fn rek_naam(body: &str) -> Option<Found<'static>> {
    if !body.contains("REK: ") {
        return None;
    }
    let text = one_line(body);
    let (number, name) = text.split_once("REK: ")?.1.split_once("/NAAM: ")?;
    iban_check(number)?;
    let name = Some(name.trim()).filter(|name| !name.is_empty());
    Some((Some(owned(&AccountId::normalised(number))), name.map(owned), None))
}

/// A number and a name, where the name stands behind the `:61:` too.
fn repeated_name<'a>(body: &'a str, supplement: &str) -> Option<Found<'a>> {
    let (number, rest) = number_of_ten(body)?;
    (!supplement.is_empty() && rest == supplement).then(|| (Some(number), Some(rest.into()), None))
}

/// ING's number of the other side; where the name ends is not told.
fn ing<'a>(body: &'a str, context: &Context<'_>) -> Option<Found<'a>> {
    let own = context.account.id.as_str();
    let is_ing = own.starts_with("INGB") || own.get(4..8) == Some("INGB");
    is_ing.then(|| number_of_ten(body)).flatten().map(|(number, _)| (Some(number), None, None))
}

/// The columns: a Postbank number behind `GIRO`, or a number with full stops, then the name.
fn columns(body: &str) -> Option<Found<'static>> {
    let line = body.lines().next()?.trim_end();
    let first: String = line.chars().take(COLUMN).collect();
    let (number, name) = match first.strip_prefix("GIRO") {
        Some(after) => after.trim_start().split_once(' ').map(|(number, name)| (number.to_owned(), name.to_owned()))?,
        None => (first.trim_end().replace('.', ""), line.chars().skip(COLUMN).take(COLUMN).collect()),
    };
    let has_stops = first.starts_with("GIRO") || first.trim_end().matches('.').count() == 3;
    let is_number = has_stops && (3..=10).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    let name = Some(name.trim()).filter(|name| !name.is_empty());
    is_number.then(|| (Some(owned(&AccountId::normalised(&number))), name.map(owned), None))
}

/// Ten digits at the beginning, and the rest of their line.
fn number_of_ten(body: &str) -> Option<(Cow<'_, str>, &str)> {
    let (number, rest) = body.lines().next()?.split_once(' ')?;
    let is_number = number.len() == 10 && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && number.bytes().any(|byte| byte != b'0')).then(|| (AccountId::normalised(number), rest.trim()))
}
