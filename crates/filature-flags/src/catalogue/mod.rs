//! The catalogue of flags, generated from their files; it is checked in, and stale is a failure.
//!
//! ```text
//! FlagSet ─┬► tables, one an element ─┐
//!          └► entry, one a flag ──────┴► page ─► docs/reference/flags.md
//! words: what files say in English alone, in French beside it; texts made safe for a table
//! ```
//!
//! English and French stand beside each other: a reader of either finds all of it.

mod entry;
#[cfg(test)]
mod tests;
mod words;

use std::fmt::Write;

use crate::flag::{Element, Flag};
use crate::set::FlagSet;
use words::{cell, family, links, sides};

/// The elements, in the order of the page, with their headings.
const ELEMENTS: [(Element, &str, &str); 5] = [
    (Element::Means, "Means: control of wages and persons", "Moyens : contrôle des salaires et des personnes"),
    (Element::Act, "Acts: recruitment and transport", "Actes : recrutement et transport"),
    (Element::Purpose, "Purpose: exploitation", "But : exploitation"),
    (Element::Money, "Movement of money", "Mouvements d'argent"),
    (Element::Innocent, "Look-alikes: facts against", "Ressemblances : faits à décharge"),
];

const OPENING: &str = "<!-- Generated from flags/*.md by `cargo xtask flags-page`: change those files, not this one. -->

# Red flags / Signaux d'alerte

A flag is one file of [`flags/`](../../flags): what it finds, why, what could explain it, what to check next, where it comes from, and one SQL query.
**No threshold here has been calibrated on real data.** A flag is about transactions; one alone is no lead, and none says anything of anybody's guilt.
Each has [cases](../../flags/cases) that fire it, that must not, and at each threshold. How to write one: [flag-files.md](flag-files.md); the tables of its query: [sql.md](sql.md).

- *Sides*: the pattern that a source describes an account as part of, never a judgement. `victim-pattern` is what the account of a person under control shows: it protects that person. `controller`: who controls or collects; `employer`: an employer or another firm; `facilitator`: an agent, landlord, recruiter or driver; `buyer`: who pays for what is exploited; `evidence`: named, and of no side.
- *Family*: flags of one family look at one thing and do not confirm each other.
- *Off*: the flag does not run, because data that it needs is rarely there; its entry says which.
- *Stated by*: `source` where a source states the value, `design` where nobody has published it. `filature detect CASE --set FLAG.PARAMETER=VALUE` sets another.
- A *look-alike* finds a lawful life that resembles a network: its findings are facts against, and the findings that it explains are no ground of a lead.

Un signal est un fichier de [`flags/`](../../flags) : ce qu'il trouve, pourquoi, ce qui peut l'expliquer, que vérifier, d'où il vient, et une requête SQL.
**Aucun seuil n'a été étalonné sur des données réelles.** Un signal porte sur des opérations ; un seul ne fait pas une piste, et aucun ne dit rien de la culpabilité de quiconque.
Chacun a des [cas](../../flags/cases) qui le déclenchent, qui ne le doivent pas, et à chaque seuil. Comment en écrire un : [flag-files.md](flag-files.md) ; les tables de sa requête : [sql.md](sql.md).

- *Côtés* : le schéma auquel une source rattache un compte, jamais un jugement. `victim-pattern` est ce que montre le compte d'une personne sous contrôle : cela protège cette personne. `controller` : qui contrôle ou collecte ; `employer` : un employeur ou une autre entreprise ; `facilitator` : un intermédiaire, bailleur, recruteur ou chauffeur ; `buyer` : qui paie ce qui est exploité ; `evidence` : nommé, et d'aucun côté.
- *Famille* : les signaux d'une famille regardent une même chose et ne se confirment pas l'un l'autre.
- *Inactif* : le signal ne tourne pas, car des données dont il a besoin manquent le plus souvent ; sa notice dit lesquelles.
- *Donné par* : `source` quand une source donne la valeur, `design` quand personne ne l'a publiée. `filature detect CASE --set SIGNAL.PARAMÈTRE=VALEUR` en fixe une autre.
- Une *ressemblance* trouve une vie licite qui ressemble à un réseau : ses constatations sont à décharge, et celles qu'elle explique ne fondent aucune piste.
";

/// The page, in Markdown.
///
/// ```
/// let set = filature_flags::FlagSet::built_in();
/// let page = filature_flags::catalogue::page(&set);
/// assert!(page.contains("\n### wage-sweep-to-one\n"));
/// ```
pub fn page(set: &FlagSet) -> String {
    let mut text = OPENING.to_owned();
    counts(&mut text, set);
    for (element, english, french) in ELEMENTS {
        let _ = write!(text, "\n## {english} / {french}\n\n");
        table(&mut text, element, of(set, element));
    }
    for (element, english, french) in ELEMENTS {
        let (english, french) = (english.split(':').next(), french.split(" :").next());
        let _ = write!(text, "\n## {} / {}\n", english.unwrap_or_default(), french.unwrap_or_default());
        for flag in of(set, element) {
            entry::write(&mut text, flag, set);
        }
    }
    text
}

fn of(set: &FlagSet, element: Element) -> impl Iterator<Item = &Flag> {
    set.flags.iter().filter(move |flag| flag.element == element)
}

fn counts(text: &mut String, set: &FlagSet) {
    let (look_alikes, flags): (Vec<&Flag>, Vec<&Flag>) =
        set.flags.iter().partition(|flag| flag.element == Element::Innocent);
    let on = |flags: &[&Flag]| flags.iter().filter(|flag| flag.is_on()).count();
    let (all, run, alike, alike_run) = (flags.len(), on(&flags), look_alikes.len(), on(&look_alikes));
    let _ = write!(
        text,
        "\n{all} flags, of which {run} run; {alike} look-alikes, of which {alike_run} run. / \
         {all} signaux, dont {run} actifs ; {alike} ressemblances, dont {alike_run} actives.\n"
    );
}

/// What there is of one element: a row a flag.
fn table<'a>(text: &mut String, element: Element, flags: impl Iterator<Item = &'a Flag>) {
    let (last, dashes) = if element == Element::Innocent {
        ("speaks against / à décharge de", "|---|---|---|---|---|")
    } else {
        ("sides / côtés | family / famille", "|---|---|---|---|---|---|")
    };
    let _ = writeln!(text, "| flag / signal | finds | trouve | {last} | runs / actif |\n{dashes}");
    for flag in flags {
        let last = if element == Element::Innocent {
            links(flag.explains.iter().map(String::as_str))
        } else {
            format!("{} | {}", sides(flag), family(&flag.family))
        };
        let runs = if flag.is_on() { "yes / oui" } else { "off / inactif" };
        let (english, french) = (cell(&flag.title.en), cell(&flag.title.fr));
        let _ = writeln!(text, "| [`{id}`](#{id}) | {english} | {french} | {last} | {runs} |", id = flag.id);
    }
}
