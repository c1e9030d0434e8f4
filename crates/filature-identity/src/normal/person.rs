//! The words of a person's name and their roles.
//!
//! ```text
//! pieces ─► without titles, professions, junior and senior ─► saints and initials written out ─► roles by what stands before
//! ```

use super::around::around;
use super::clean::Piece;
use super::titles::SAINTS;
use super::{Oddities, Role, Token};

/// The words; titles are left out, and what follows née, épouse or alias has its role.
pub(super) fn tokens(pieces: Vec<Piece>, oddities: &mut Oddities) -> Vec<Token> {
    let pieces = spelled_out(without_titles(pieces, oddities));
    let count = pieces.len();
    let last = count.saturating_sub(1);
    let mut all: Vec<Token> = Vec::with_capacity(count);
    let mut role = Role::Plain;
    let mut compounds = 0;
    for (at, piece) in pieces.into_iter().enumerate() {
        let text = piece.text.as_str();
        if text == "&" {
            continue;
        }
        if at > 0
            && at < last
            && let Some(marked) = around(text).marks
        {
            role = marked;
            continue;
        }
        let before = all.last_mut().filter(|_| piece.hyphened);
        let own = match &before {
            // Martin-Garcia: both are the name at birth.
            Some(before) if matches!(before.role, Role::Birth | Role::Usage) => before.role,
            _ => role_of(&piece, role, (at > 0 || around(text).leading) && count > 2),
        };
        let compound = before.map_or(0, |before| {
            if before.compound == 0 {
                compounds += 1;
                before.compound = compounds;
            }
            before.compound
        });
        // What is marked is one name; a particle before it is not yet that.
        if own == role {
            role = Role::Plain;
        }
        all.push(Token { role: own, text: piece.text, compound });
    }
    all
}

/// Titles and professions are left out, wherever they stand; who is the younger or the elder of one name is kept as a remark.
fn without_titles(mut pieces: Vec<Piece>, oddities: &mut Oddities) -> Vec<Piece> {
    // "Ana Ilić, spec. pedijatrije": what follows a comma and a title is what the person does.
    if let Some(end) = pieces.iter().position(|piece| piece.after_comma && around(&piece.text).title)
        && end > 1
    {
        pieces.truncate(end);
    }
    let count = pieces.len();
    let named = pieces.iter().filter(|piece| !is_title(piece, count)).count();
    let titled = named < pieces.len();
    if named > 2 {
        let mut at = 0;
        pieces.retain(|piece| {
            at += 1;
            // "Ou" is a family name as well, and joins two people with titles alone.
            let is_joint = around(&piece.text).joint && (titled || piece.text != "ou");
            let joins = at > 1 && at < count && is_joint;
            if joins {
                oddities.add(Oddities::JOINT);
            }
            !joins
        });
    }
    let count = pieces.len();
    let mut kept: Vec<Piece> = Vec::with_capacity(count);
    for (at, piece) in pieces.into_iter().enumerate() {
        let text = piece.text.as_str();
        let outside = count > 2 && (piece.dotted || at + 1 == count || (at == 0 && text != "sr"));
        if outside && around(text).younger {
            oddities.add(Oddities::YOUNGER);
        } else if outside && around(text).elder && (text != "sr" || at > 0) {
            oddities.add(Oddities::ELDER);
        } else if piece.hyphened && kept.last().is_some_and(|before| is_hyphened_title(&before.text, text)) {
            kept.pop();
        } else {
            kept.push(piece);
        }
    }
    let words = kept.len();
    let others = kept.iter().filter(|piece| !is_title(piece, words)).count();
    kept.retain(|piece| !is_title(piece, others + 1));
    kept
}

/// д-р, г-жа, d-na.
fn is_hyphened_title(first: &str, second: &str) -> bool {
    let (one, next) = (first.chars().count(), second.chars().count());
    one == 1 && next < 4 && around(&format!("{first}{second}")).title
}

/// "M." is Monsieur where a whole name follows, and an initial where only one word does.
fn is_title(piece: &Piece, pieces: usize) -> bool {
    let text = piece.text.as_str();
    around(text).title
        || (matches!(text, "m" | "g" | "z" | "κ" | "г") && piece.dotted && pieces > 3)
        || (text == "m" && pieces > 3)
}

/// Saint in full, and J.-P. for JP.
fn spelled_out(pieces: Vec<Piece>) -> Vec<Piece> {
    let count = pieces.len();
    let mut all: Vec<Piece> = Vec::with_capacity(count + 1);
    for (at, piece) in pieces.into_iter().enumerate() {
        if let Some((_, saint)) = SAINTS.iter().find(|(short, _)| piece.text == *short && at + 1 < count) {
            all.push(Piece { text: (*saint).to_owned(), ..piece });
        } else if count > 1 && is_run_of_initials(&piece) {
            let letters = piece.text.chars().map(|letter| Piece { text: letter.to_string(), ..piece.clone() });
            all.extend(letters);
        } else {
            all.push(piece);
        }
    }
    all
}

/// JP, JY: two consonants, and no name as Sy and Ly are.
fn is_run_of_initials(piece: &Piece) -> bool {
    piece.text.len() == 2
        && piece.text.bytes().all(|letter| letter.is_ascii_lowercase() && !b"aeiou".contains(&letter))
        && (!piece.text.ends_with('y') || piece.text.starts_with('j'))
        && !piece.dotted
        && !matches!(piece.text.as_str(), "ng" | "mc" | "st")
}

fn role_of(piece: &Piece, marked: Role, inside: bool) -> Role {
    let said = around(&piece.text);
    let is_particle = piece.elided || said.particle;
    if marked != Role::Plain {
        return if is_particle { Role::Particle } else { marked };
    }
    if piece.elided {
        return Role::Particle;
    }
    if piece.quoted {
        return Role::Called;
    }
    if piece.bracketed {
        // "(otac Stevan)"
        return if is_particle || said.marks.is_some() { Role::Particle } else { Role::Patronymic };
    }
    let letters = piece.text.chars().count();
    // Gh., Alex., Χρ.: the beginning of a name.
    if letters == 1 || (piece.dotted && letters < 5) {
        return Role::Initial;
    }
    if inside && !piece.hyphened && is_particle { Role::Particle } else { Role::Plain }
}

#[cfg(test)]
mod tests {
    use crate::{Name, Oddities, PartyKind, Role};

    fn read(written: &str) -> Vec<(String, Role)> {
        let name = Name::read(written, PartyKind::Person).unwrap();
        name.tokens.into_iter().map(|token| (token.text, token.role)).collect()
    }

    fn plain(words: &[&str]) -> Vec<(String, Role)> {
        words.iter().map(|word| ((*word).to_owned(), Role::Plain)).collect()
    }

    #[test]
    fn titles_are_left_out() {
        assert_eq!(read("Mme Élodie MARTIN"), plain(&["élodie", "martin"]));
        assert_eq!(read("M. Jean Martin"), plain(&["jean", "martin"]));
        assert_eq!(read("M. Martin")[0], ("m".to_owned(), Role::Initial));
        assert_eq!(read("Dr. Ana Ilić"), plain(&["ana", "ilić"]));
    }

    #[test]
    fn names_at_birth_and_by_marriage_have_their_role() {
        let name = read("Marie Dupont née Martin");
        assert_eq!(name[2], ("martin".to_owned(), Role::Birth));
        let name = read("MARTIN épouse DUPONT Marie");
        assert_eq!(name[1], ("dupont".to_owned(), Role::Usage));
        assert_eq!(name[2], ("marie".to_owned(), Role::Plain), "the mark is of one name");
        let name = read("Milan \"Mića\" Jovanović");
        assert_eq!(name[1], ("mića".to_owned(), Role::Called));
    }

    #[test]
    fn hyphens_join_and_two_people_are_said() {
        let name = Name::read("Ana-Maria Pop", PartyKind::Person).unwrap();
        assert_eq!(name.tokens[0].compound, name.tokens[1].compound);
        assert!(name.tokens[0].compound > 0 && name.tokens[2].compound == 0);
        assert!(Name::read("M. et Mme Jean Martin", PartyKind::Person).unwrap().oddities.has(Oddities::JOINT));
    }
}
