//! The dialects of `:86:`, one a file.
//!
//! ```text
//! by its form      166?00…?20…  020~20…  +20…     numbered ─► german
//!                  /TRTP/…/IBAN/…                 dutch
//! by the country   NL  dutch_free     PL  polish     FR  french      BE  belgian    CH  swiss
//!                  HU  hungarian      DK FI NO SE  nordic            RS HR BA …  balkan    RO BG  labels
//! none of them     the whole text is the text
//! ```
//!
//! A dialect takes out what stands in it beyond doubt: an account, a name, a reference, a channel. The text is kept
//! whole but for what it takes out; a part that it does not know stays in the text.

mod balkan;
mod belgian;
mod dutch;
mod dutch_free;
mod french;
mod german;
mod hungarian;
mod labels;
mod nordic;
mod numbered;
mod polish;
mod swiss;

use super::information::{Context, Information};

/// Room for what a dialect puts together.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// The information without its line breaks.
    unbroken: String,
    /// Of numbered parts, those of the text, and those of the name.
    purpose: String,
    name: String,
}

/// Reads the information by the dialect that it is in, if it is in one. `supplement` is what follows the first
/// line of `:61:`, in one line.
pub(super) fn read<'a>(
    body: &'a str,
    supplement: &'a str,
    context: &Context<'_>,
    room: &'a mut Room,
) -> Option<Information<'a>> {
    let start = body.trim_start();
    let country = context.account.country.as_deref().unwrap_or("");
    if numbered::is_numbered(start, country) {
        // Most information is free text: the form of its first line is enough to tell.
        let Room { unbroken, purpose, name } = room;
        return german::read(without_breaks(body, unbroken).trim_start(), context, purpose, name);
    }
    if dutch::is_named(start) {
        return Some(dutch::read(body, supplement, context.booking.legs, &mut room.unbroken));
    }
    match country {
        "NL" => dutch_free::read(body, supplement, context),
        "PL" => polish::read(body, context),
        "FR" | "MC" => french::read(body, context),
        "BE" => belgian::read(body),
        "CH" | "LI" => swiss::read(body),
        "HU" => hungarian::read(body),
        "DK" | "FI" | "NO" | "SE" => nordic::read(body, context),
        "RS" | "HR" | "BA" | "ME" | "MK" | "SI" | "XK" => balkan::read(body, supplement, context),
        "RO" => labels::read(body, labels::ROMANIAN, context),
        "BG" => labels::read(body, labels::BULGARIAN, context),
        // A bare number tells no country: what can be told by the words alone.
        "" => dutch_free::read(body, supplement, context)
            .or_else(|| polish::read(body, context))
            .or_else(|| swiss::read(body)),
        _ => None,
    }
}

/// The lines put together as if there had been no break.
fn without_breaks<'a>(body: &'a str, room: &'a mut String) -> &'a str {
    let mut breaks = memchr::memchr2_iter(b'\n', b'\r', body.as_bytes()).peekable();
    if breaks.peek().is_none() {
        return body;
    }
    room.clear();
    let mut start = 0;
    for end in breaks {
        room.push_str(&body[start..end]);
        start = end + 1;
    }
    room.push_str(&body[start..]);
    room
}
