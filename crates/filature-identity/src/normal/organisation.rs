//! The words of a company's name, and its legal form apart from them.

use super::clean::Piece;
use super::forms::{form_of, home};
use super::trade::{FAMILY_WORDS, LAW_WORDS, SMALL_WORDS, is_of_trade};
use super::{LegalForm, Role, Token};
use crate::party::PartyKind;

/// The most pieces that a legal form is written in: "sp. z o. o.", "l t d ş t i".
const LONGEST_FORM: usize = 6;

/// Takes legal forms out of the pieces; the first found is the company's.
pub(super) fn take_form(pieces: &mut Vec<Piece>, kind: PartyKind) -> Option<(LegalForm, Option<&'static str>)> {
    let mut form = None;
    let mut at = 0;
    while at < pieces.len() {
        match form_at(pieces, at, kind) {
            Some((found, length)) if length < pieces.len() => {
                let written: String = pieces.drain(at..at + length).map(|piece| piece.text).collect();
                form = form.or_else(|| Some((found, home(&written))));
                // "Tiha Vrba d.o.o. Prijedor": what follows the form is the town.
                if at > 0 {
                    pieces[at..].iter_mut().for_each(|piece| piece.seat = true);
                }
            }
            _ => at += 1,
        }
    }
    // „Plavi Bagrem“ Čačak: what follows the name in quotes is the town.
    if form.is_some()
        && let Some(end) = pieces.iter().rposition(|piece| piece.quoted)
    {
        pieces[end + 1..].iter_mut().for_each(|piece| piece.seat = true);
    }
    form
}

fn form_at(pieces: &[Piece], at: usize, kind: PartyKind) -> Option<(LegalForm, usize)> {
    (1..=LONGEST_FORM.min(pieces.len() - at)).rev().find_map(|length| {
        let run = &pieces[at..at + length];
        let together: String = run.iter().map(|piece| piece.text.as_str()).collect();
        let (written, form, at_an_end) = form_of(&together)?;
        let is_end = at + length == pieces.len();
        let at_start = at == 0 && matches!(written, "et" | "ет" | "ад" | "пр" | "pr" | "sci" | "sas" | "sa" | "kd");
        // Of somebody not known to be a company, two letters at the end say little, unless written with full stops.
        let enough =
            kind == PartyKind::Organisation || length > 1 || run[0].dotted || pieces.len() > 2 || written.len() > 2;
        (!at_an_end || ((is_end || at_start) && enough)).then_some((form, length))
    })
}

pub(super) fn has_trade_word(pieces: &[Piece]) -> bool {
    pieces.iter().enumerate().any(|(at, piece)| {
        let text = piece.text.as_str();
        // S.C. before the name is a company's, sc. behind "Dr" is not; Ste-Croix is a saint's.
        let meant = match text {
            "sc" => at == 0,
            "ste" | "sté" => pieces.get(at + 1).is_none_or(|next| !next.hyphened),
            _ => true,
        };
        // "Morvoine Père & Fils"
        let family = at > 1
            && FAMILY_WORDS.contains(&text)
            && ["&", "et", "and", "i", "и"].contains(&pieces[at - 1].text.as_str());
        family || (meant && is_of_trade(text))
    })
}

/// The words of the name; single letters that follow one another are one word (A.B.C.).
pub(super) fn tokens(pieces: Vec<Piece>) -> Vec<Token> {
    let mut all: Vec<Token> = Vec::with_capacity(pieces.len());
    let mut run_of_letters = false;
    // "Društvo za transport X": what it is for says as little as that it is a company.
    let (mut purpose, mut for_purpose) = (false, false);
    for piece in pieces.into_iter().filter(|piece| piece.text != "&") {
        let single = piece.text.chars().count() == 1 && !piece.text.bytes().all(|byte| byte.is_ascii_digit());
        match all.last_mut().filter(|_| single && run_of_letters) {
            Some(before) => before.text.push_str(&piece.text),
            None => {
                let is_purpose = purpose;
                let is_extra = piece.seat
                    || purpose
                    || [SMALL_WORDS, LAW_WORDS].iter().any(|list| list.contains(&piece.text.as_str()));
                let joins = matches!(piece.text.as_str(), "i" | "и" | "dhe" | "și" | "si" | "e");
                purpose = matches!(piece.text.as_str(), "za" | "за" | "për" | "pentru") || (joins && for_purpose);
                for_purpose = is_purpose || (joins && for_purpose);
                let abbreviated = piece.dotted && (2..5).contains(&piece.text.chars().count());
                let role = match (is_extra, abbreviated) {
                    (true, _) => Role::Particle,
                    (_, true) => Role::Initial,
                    _ => Role::Plain,
                };
                all.push(Token { text: piece.text, role, compound: 0 });
            }
        }
        run_of_letters = single;
    }
    // S.C. before the names of Romanian companies: societate comercială.
    if all.len() > 1 && all[0].text == "sc" {
        all.remove(0);
    }
    all
}
