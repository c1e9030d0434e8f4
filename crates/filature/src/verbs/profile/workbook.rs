//! The profile as a workbook: written beside its place and renamed, so that none is ever half there.

use std::path::Path;

use filature_dossier::profile::book::{self, BookOf};
use filature_model::{KnownBy, Language};

use super::Told;
use super::head::Head;
use super::tables::reading_text;
use crate::outcome::Failure;
use crate::verbs::out;

/// Writes it.
pub fn write(file: &Path, told: &Told, language: Language) -> Result<(), Failure> {
    let of = |error| Failure::call(format!("--xlsx {}: {error}", file.display()));
    out::write("--xlsx", file, &bytes(told, language).map_err(of)?)
}

fn bytes(told: &Told, language: Language) -> Result<Vec<u8>, book::BookError> {
    let party = |party: u32| {
        let ledger = &told.seen.ledger.transactions;
        let name = told.people.name(party);
        match (told.people.key(ledger, party), told.people.known_by(&told.seen, party)) {
            (Some(key), _) => [Some(key.to_owned()), name].into_iter().flatten().collect::<Vec<_>>().join(" "),
            (None, Some(KnownBy::Name)) => format!("~ {}", name.unwrap_or_default()),
            (None, _) => name.unwrap_or_default(),
        }
    };
    let reading = |reading| reading_text(reading, language);
    book::write(&BookOf {
        profile: &told.profile,
        ledger: &told.seen.ledger.transactions,
        details: &told.seen.details,
        language,
        head: &head(&told.head, language),
        party: &party,
        reading: &reading,
    })
}

fn head(head: &Head, language: Language) -> Vec<[String; 2]> {
    let pick = |english: &str, french: &str| language.pick(english, french).to_owned();
    let mut lines = vec![[pick("Profile", "Profil"), head.asked.to_string()]];
    for account in &head.accounts {
        let holder = account.holder.clone().unwrap_or_default();
        lines.push([pick("Account", "Compte"), format!("{} {holder}", account.key).trim().to_owned()]);
    }
    if let Some((first, last)) = head.seen {
        lines.push([pick("First and last entry", "Première et dernière écriture"), format!("{first}, {last}")]);
    }
    for one in head.accounts.iter().filter(|one| !one.missing.is_empty()) {
        let months: Vec<String> = one.missing.iter().map(ToString::to_string).collect();
        // Of several accounts each month is said of the one that lacks it.
        let account =
            if head.accounts.len() > 1 { format!("{}{} ", one.key, pick(":", "\u{a0}:")) } else { String::new() };
        lines.push([pick("Months not whole", "Mois incomplets"), format!("{account}{}", months.join(", "))]);
    }
    for one in &head.differ {
        let days = [one.days.0, one.days.1].map(|day| day.map_or_else(|| "?".to_owned(), |day| day.to_string()));
        lines.push([
            pick("Statement that differs from the entries", "Relevé qui diffère des écritures"),
            format!("{} {}..{}", one.account, days[0], days[1]),
        ]);
    }
    lines.push([
        pick("Read", "Lu"),
        pick(
            "Only what may be used as evidence, without what is withheld to protect a person. A working paper, not a document of the file.",
            "Seul ce qui peut servir de preuve, sans ce qui est retenu pour protéger une personne. Un document de travail, non une pièce.",
        ),
    ]);
    lines.push([
        pick("Regular payments", "Paiements réguliers"),
        pick(
            "What counts as regular is a design default, not calibrated on real data. “Reads like” is an assumption.",
            "Ce qui compte comme régulier est un choix de conception, non étalonné sur des données réelles. «\u{a0}Semble être\u{a0}» est une hypothèse.",
        ),
    ]);
    lines
}
