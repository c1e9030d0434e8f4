//! The words of a person's name and their roles.

use super::clean::Piece;
use super::lists::{JOINTS, MARKERS, PARTICLES, TITLES};
use super::{Oddities, Role, Token};

/// The words; titles are left out, and what follows née, épouse or alias has its role.
pub(super) fn tokens(pieces: Vec<Piece>, oddities: &mut Oddities) -> Vec<Token> {
    let others = |of: &[Piece]| of.iter().filter(|piece| !is_title(piece, of.len())).count();
    let count = others(&pieces);
    let last = pieces.len().saturating_sub(1);
    let mut all: Vec<Token> = Vec::with_capacity(pieces.len());
    let mut role = Role::Plain;
    let mut compounds = 0;
    for (at, piece) in pieces.into_iter().enumerate() {
        let text = piece.text.as_str();
        if at > 0 && at < last && JOINTS.contains(&text) && count > 2 {
            oddities.add(Oddities::JOINT);
            continue;
        }
        if is_title(&piece, count + 1) || text == "&" {
            continue;
        }
        if at > 0
            && at < last
            && let Some((_, marked)) = MARKERS.iter().find(|(word, _)| *word == text)
        {
            role = *marked;
            continue;
        }
        let before = all.last_mut().filter(|_| piece.hyphened);
        let own = match &before {
            // Martin-Garcia: both are the name at birth.
            Some(before) if matches!(before.role, Role::Birth | Role::Usage) => before.role,
            _ => role_of(&piece, role, at > 0 && count > 2),
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

/// "M." is Monsieur where a whole name follows, and an initial where only one word does.
fn is_title(piece: &Piece, pieces: usize) -> bool {
    let text = piece.text.as_str();
    TITLES.contains(&text)
        || (matches!(text, "m" | "g" | "z") && piece.dotted && pieces > 3)
        || (text == "m" && pieces > 3)
}

fn role_of(piece: &Piece, marked: Role, inside: bool) -> Role {
    let is_particle = PARTICLES.contains(&piece.text.as_str());
    if marked != Role::Plain {
        return if is_particle { Role::Particle } else { marked };
    }
    if piece.quoted {
        return Role::Called;
    }
    if piece.bracketed {
        // "(otac Stevan)"
        return if is_particle { Role::Particle } else { Role::Patronymic };
    }
    if piece.text.chars().count() == 1 {
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
