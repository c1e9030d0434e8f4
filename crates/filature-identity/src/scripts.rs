//! How each language is written, and how clerks write it elsewhere: tables, and nothing that reads them.
//!
//! A row is a letter (or a group of letters) of the language and all that it is written as: first what the published
//! standard gives, then the habits met in files. Rows are facts; [`crate::keys`] turns them into spellings and into comparison.
//!
//! ```text
//! ("ђ", "đ dj ~d gj")   ђ, đ, dj and gj are one sound; d may be one, and as well another letter
//!        └ standard      ~  may be another letter as well, ≈ seldom meant so, - may be left out
//!                        =  another language's letter: stands for the row's own, and not for its other spellings
//! ```
//!
//! The habits are this project's own list, made from the standards and from descriptions of practice; native speakers have not
//! checked it.

mod albanian;
mod arabic;
mod bulgarian;
mod french;
mod greek;
mod hungarian;
mod macedonian;
mod romanian;
mod russian;
mod serbian;
mod turkish;

/// A language whose names are met in the cases, or a group of languages that are written alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tongue {
    /// Serbian, Montenegrin, Bosnian and Croatian.
    Serbian,
    /// Macedonian.
    Macedonian,
    /// Bulgarian.
    Bulgarian,
    /// Greek.
    Greek,
    /// Albanian, in its own letters and through Serbian papers.
    Albanian,
    /// Romanian and Moldovan.
    Romanian,
    /// Turkish.
    Turkish,
    /// Hungarian.
    Hungarian,
    /// French, and the marked letters of its neighbours.
    French,
    /// Russian and Ukrainian, through which Moldovan names pass.
    Russian,
    /// Arabic and the languages of West Africa, in French and English papers.
    Arabic,
}

/// One language: where its standard is published, and its rows.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// The language.
    pub tongue: Tongue,
    /// The published standard that the first spelling of each row is taken from.
    pub source: &'static str,
    pub(crate) rows: &'static [(&'static str, &'static str)],
}

/// All tables, in the order of [`Tongue`].
///
/// ```
/// use filature_identity::scripts::{Tongue, tables};
/// assert_eq!(tables().len(), 11);
/// assert!(tables().iter().all(|table| !table.source.is_empty()));
/// assert_eq!(tables()[2].tongue, Tongue::Bulgarian);
/// ```
pub fn tables() -> &'static [Table] {
    const TABLES: [Table; 11] = [
        serbian::TABLE,
        macedonian::TABLE,
        bulgarian::TABLE,
        greek::TABLE,
        albanian::TABLE,
        romanian::TABLE,
        turkish::TABLE,
        hungarian::TABLE,
        french::TABLE,
        russian::TABLE,
        arabic::TABLE,
    ];
    &TABLES
}

/// One thing that a letter is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spelling {
    /// The letters; none where it is left out.
    pub letters: &'static str,
    /// How much is lost: 0 nothing, 1 it may be another letter as well, 2 seldom meant so.
    pub loss: u8,
    /// It stands for the row's own letter, and says nothing of the row's other spellings: another language's letter.
    pub only_own: bool,
}

/// The spellings of a row, the letter itself first.
pub(crate) fn spellings(row: &(&'static str, &'static str)) -> impl Iterator<Item = Spelling> {
    let own = Spelling { letters: row.0, loss: 0, only_own: false };
    std::iter::once(own).chain(row.1.split(' ').filter(|written| !written.is_empty()).map(|written| {
        let (written, only_own) = written.strip_prefix('=').map_or((written, false), |written| (written, true));
        let (letters, loss) = match (written.strip_prefix('~'), written.strip_prefix('≈')) {
            (Some(letters), _) => (letters, 1),
            (_, Some(letters)) => (letters, 2),
            _ => (written, 0),
        };
        Spelling { letters: letters.strip_prefix('-').unwrap_or(letters), loss, only_own }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The letters of the published standards, and what they give for each.
    const PUBLISHED: [(Tongue, &str); 4] = [
        (
            Tongue::Bulgarian,
            "а=a б=b в=v г=g д=d е=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=ts ч=ch ш=sh щ=sht ъ=a \
             ь=y ю=yu я=ya ия=ia",
        ),
        (
            Tongue::Greek,
            "α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s τ=t υ=y φ=f χ=ch ψ=ps ω=o αι=ai ει=ei οι=oi \
             ου=ou αυ=av ευ=ev ηυ=iv γγ=ng γξ=nx γχ=nch γκ=gk μπ=mp ντ=nt τσ=ts τζ=tz",
        ),
        (
            Tongue::Serbian,
            "а=a б=b в=v г=g д=d ђ=đ е=e ж=ž з=z и=i ј=j к=k л=l љ=lj м=m н=n њ=nj о=o п=p р=r с=s т=t ћ=ć у=u ф=f х=h ц=c ч=č \
             џ=dž ш=š",
        ),
        (
            Tongue::Macedonian,
            "а=a б=b в=v г=g д=d ѓ=ǵ е=e ж=ž з=z ѕ=dz и=i ј=j к=k л=l љ=lj м=m н=n њ=nj о=o п=p р=r с=s т=t ќ=ḱ у=u ф=f х=h ц=c \
             ч=č џ=dž ш=š",
        ),
    ];

    #[test]
    fn the_first_spelling_of_a_row_is_the_published_one() {
        for (tongue, letters) in PUBLISHED {
            let rows = tables().iter().filter(|table| table.tongue == tongue).flat_map(|table| table.rows);
            let firsts: Vec<(&str, &str)> =
                rows.map(|row| (row.0, spellings(row).nth(1).map_or("", |first| first.letters))).collect();
            for pair in letters.split_whitespace() {
                let (letter, published) = pair.split_once('=').unwrap_or((pair, ""));
                assert!(firsts.contains(&(letter, published)), "{tongue:?} {letter} {published}");
            }
        }
    }
}
