//! The profile for people: calm tables for a terminal of 100 columns, in both languages.

use filature_dossier::profile::InCurrency;
use filature_dossier::vocabulary::number;
use filature_model::Language;

use super::Told;
use super::head::{Account, Head};
use super::tables::{self, Tables};
use crate::screen;

/// How many missing months are listed.
const MONTHS_LISTED: usize = 12;

/// How many rows of a table are shown; the others stand in `--json`.
const ROWS_LISTED: usize = 120;

const EVIDENCE: [&str; 2] = [
    "Only what may be used as evidence is read, without what is withheld to protect a person.",
    "Seul est lu ce qui peut servir de preuve, sans ce qui est retenu pour protéger une personne.",
];

const PLACES: [&str; 2] = [
    "Towns and times of day are left out: the holder may be a victim, and they would tell where to find them.",
    "Villes et heures sont omises\u{a0}: le titulaire est peut-être une victime, et elles diraient où le trouver.",
];

const REGULAR: [&str; 2] = [
    "At least 3 payments with one other, one way, about a week, a fortnight or a month apart, none more than 20 % above the least, and at \
     least half of all with them meanwhile. These are design defaults, not calibrated on real data. Wage, rent and benefit are what the file says, or what payments read like: an assumption.",
    "Au moins 3 paiements avec un même tiers, dans un même sens, à une semaine, une quinzaine ou un mois environ, aucun ne dépassant le \
     moindre de plus de 20\u{a0}%, et au moins la moitié de tous ceux avec lui pendant ce temps. Ce sont des choix de conception, non étalonnés sur des données réelles. Salaire, loyer et prestation sont ce \
     que dit le fichier, ou ce que les paiements semblent être\u{a0}: une hypothèse.",
];

const ABROAD: [&str; 2] = [
    "The country is that of the other account or of the row: the route of the money, which says nothing of anybody’s origin.",
    "Le pays est celui de l’autre compte ou de la ligne\u{a0}: la route de l’argent, qui ne dit rien de l’origine de quiconque.",
];

/// What is said, in order.
pub fn lines(told: &Told, language: Language) -> Vec<String> {
    let mut page = Page { lines: Vec::new(), language };
    page.head(&told.head);
    for of in &told.profile.currencies {
        page.currency(told, of);
    }
    if told.profile.currencies.is_empty() {
        page.lines.push(page.pick(["\nNothing moved on these days.", "\nRien n’a bougé ces jours-là."]).to_owned());
    }
    page.lines
}

struct Page {
    lines: Vec<String>,
    language: Language,
}

impl Page {
    fn pick(&self, texts: [&'static str; 2]) -> &'static str {
        self.language.pick(texts[0], texts[1])
    }

    fn say(&mut self, text: &str) {
        self.lines.push(screen::wrap(text, "  "));
    }

    /// A heading, what is to be known of the table, and the table; nothing without rows.
    fn table(&mut self, heading: [&'static str; 2], note: Option<[&'static str; 2]>, table: tables::Table) {
        if table.rows.is_empty() {
            return;
        }
        self.lines.push(format!("\n{}", self.pick(heading)));
        if let Some(note) = note {
            let note = self.pick(note);
            self.say(note);
        }
        let header: Vec<&str> = table.header.iter().map(String::as_str).collect();
        let mut rows = table.rows;
        let more = rows.len().saturating_sub(ROWS_LISTED);
        if more > 0 {
            // The last row may be that of all.
            rows.drain(ROWS_LISTED - 1..rows.len() - 1);
        }
        self.lines.push(screen::table(&header, &rows, &table.right));
        if more > 0 {
            let more = format!("{} {more} (--json)", self.pick(["… rows not shown:", "… lignes omises\u{a0}:"]));
            self.lines.push(more);
        }
    }

    fn head(&mut self, head: &Head) {
        for account in &head.accounts {
            self.account(account);
        }
        if head.accounts.len() > 1 {
            let text = match self.language {
                Language::English => {
                    format!("{} stands for its holder: accounts that were said to be one holder’s.", head.asked)
                }
                Language::French => {
                    format!("{} vaut pour son titulaire\u{a0}: comptes déclarés d’un même titulaire.", head.asked)
                }
            };
            self.say(&text);
        }
        if let Some((first, last)) = head.seen {
            let text = self.pick(["First and last entry: ", "Première et dernière écriture\u{a0}: "]);
            self.say(&format!("{text}{first}, {last}."));
        }
        if let [Some(_), _] | [_, Some(_)] = head.days {
            let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| "…".to_owned(), |day| day.to_string());
            let text = self.pick(["Only the days ", "Seulement les jours "]);
            self.say(&format!("{text}{}..{}.", day(head.days[0]), day(head.days[1])));
        }
        self.statements(head);
        let evidence = self.pick(EVIDENCE);
        let left_out = match (head.left_out, self.language) {
            (0, _) => String::new(),
            (count, Language::English) => format!(" Files left out: {count}."),
            (count, Language::French) => format!(" Fichiers laissés de côté\u{a0}: {count}."),
        };
        self.say(&format!("{evidence}{left_out}"));
        if head.hides_places {
            let places = self.pick(PLACES);
            self.say(places);
        }
    }

    fn account(&mut self, account: &Account) {
        let [statements, foot] = account.statements;
        let holder = account.holder.as_ref().map_or_else(String::new, |holder| format!(" ({holder})"));
        let mut text = match self.language {
            Language::English if account.withheld && statements == 0 => format!("{}{holder}: statements", account.key),
            Language::French if account.withheld && statements == 0 => {
                format!("{}{holder}\u{a0}: relevés", account.key)
            }
            Language::English => {
                format!(
                    "{}{holder}: {}, {foot} foot",
                    account.key,
                    screen::counted(statements, "statement", "statements")
                )
            }
            Language::French => format!(
                "{}{holder}\u{a0}: {}, équilibrés\u{a0}: {foot}",
                account.key,
                screen::counted(statements, "relevé", "relevés")
            ),
        };
        if account.withheld {
            text.push_str(match statements {
                0 => self.pick([" withheld to protect the holder", " retenus pour protéger la personne titulaire"]),
                _ => self.pick([
                    "; others withheld to protect the holder",
                    "\u{a0}; d’autres retenus pour protéger la personne titulaire",
                ]),
            });
        }
        if !account.missing.is_empty() {
            let listed: Vec<String> = account.missing.iter().take(MONTHS_LISTED).map(ToString::to_string).collect();
            let more = account.missing.len().saturating_sub(MONTHS_LISTED);
            let more = if more > 0 { format!(", … (+{more})") } else { String::new() };
            let what = self.pick(["; months not whole: ", "\u{a0}; mois incomplets\u{a0}: "]);
            text.push_str(&format!("{what}{}{more}", listed.join(", ")));
        }
        self.say(&format!("{text}."));
    }

    fn statements(&mut self, head: &Head) {
        if head.compared == 0 {
            return;
        }
        let (compared, agree) = (head.compared, head.compared - head.differ.len());
        self.say(&match self.language {
            Language::English => {
                format!("Statements that foot, held to the entries of their days: {compared}; the balance changed by these in {agree}.")
            }
            Language::French => format!(
                "Relevés équilibrés, comparés aux écritures de leurs jours\u{a0}: {compared}\u{a0}; le solde a changé d’autant dans {agree}."
            ),
        });
        for one in &head.differ {
            let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| "?".to_owned(), |day| day.to_string());
            let amounts =
                [one.balance_minor, one.entries_minor].map(|minor| number(minor, one.currency, self.language));
            let what = self.pick(["the balance changed by", "le solde a changé de"]);
            let entries = self.pick(["the entries here come to", "les écritures font ici"]);
            self.say(&format!(
                "! {} {}..{}: {what} {}, {entries} {} {}",
                one.account,
                day(one.days.0),
                day(one.days.1),
                amounts[0],
                amounts[1],
                one.currency
            ));
        }
    }

    fn currency(&mut self, told: &Told, of: &InCurrency) {
        let tables = Tables { told, of, language: self.language };
        self.lines.push(format!("\n══ {} ══", of.currency));
        self.lines.push(
            screen::table(&[""; 5], &tables.totals(), &[1, 2, 3, 4]).lines().skip(2).collect::<Vec<_>>().join("\n"),
        );
        self.table(["By channel", "Par moyen"], None, tables.channels());
        for block in tables.months() {
            self.table(["By month", "Par mois"], None, block);
        }
        let note = of.others.largest.iter().any(|other| other.known_by == filature_model::KnownBy::Name).then_some([
            "Known by a name alone (~): it may be several people.",
            "Connu par un seul nom (~)\u{a0}: il peut s’agir de plusieurs personnes.",
        ]);
        self.table(["Who paid and was paid", "Qui a payé et qui a été payé"], note, tables.others());
        self.table(["Cash", "Espèces"], None, tables.cash());
        self.table(["From and to other countries", "Depuis et vers d’autres pays"], Some(ABROAD), tables.abroad());
        self.table(["Regular payments", "Paiements réguliers"], Some(REGULAR), tables.regular());
    }
}
