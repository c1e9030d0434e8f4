//! Requests for people, in both languages: overdue ones first.

use std::collections::BTreeSet;

use filature_dossier::vocabulary::number;
use filature_ledger::asked::Month;
use filature_ledger::requests::Answer;
use filature_model::Language;

use super::Told;
use super::standing::Standing;
use super::to_ask::{LARGEST, ToAsk, Why};
use crate::screen;

/// How many of one kind are listed on the screen; the others are counted, and stand in `--json`.
const LISTED: usize = 40;
const ACCOUNT_COLUMNS: usize = 28;
const NAME_COLUMNS: usize = 20;

/// What is said, in order.
pub fn lines(told: &Told, language: Language) -> Vec<String> {
    let mut page = Page { lines: Vec::new(), language };
    page.as_of(told);
    page.asked(&told.asked);
    page.not_asked(&told.to_ask);
    page.records(told);
    page.lines
}

struct Page {
    lines: Vec<String>,
    language: Language,
}

impl Page {
    fn pick(&self, english: &'static str, french: &'static str) -> &'static str {
        self.language.pick(english, french)
    }

    fn say(&mut self, text: &str) {
        self.lines.push(screen::wrap(text, ""));
    }

    fn as_of(&mut self, told: &Told) {
        let today = match (told.is_today, self.language) {
            (true, Language::English) => " (today; another day gives another answer, see --on)",
            (true, Language::French) => " (aujourd’hui\u{a0}; un autre jour donne une autre réponse, voir --on)",
            (false, _) => "",
        };
        let (on, days) = (told.on, told.days);
        self.say(&match self.language {
            Language::English => format!(
                "As of {on}{today}. Overdue: no whole answer behind the day that was set, else after {days} days. What nobody asked for \
                 rests on what may be used as evidence alone; accounts of whoever is protected are in no list."
            ),
            Language::French => format!(
                "Au {on}{today}. En retard\u{a0}: pas de réponse entière après le jour fixé, sinon après {days} jours. Ce que personne n’a \
                 demandé repose sur ce qui peut servir de preuve\u{a0}; les comptes de qui est protégé ne figurent dans aucune liste."
            ),
        });
    }

    /// Each item is two lines of the table.
    fn table(&mut self, heading: &str, header: &[&str], items: Vec<[Vec<String>; 2]>, right: &[usize]) {
        let all = items.len();
        self.lines.push(format!("\n{heading} ({all})"));
        let rows: Vec<Vec<String>> = items.into_iter().take(LISTED).flatten().collect();
        self.lines.push(screen::table(header, &rows, right));
        if all > LISTED {
            let more = format!("{} {} (--json)", self.pick("… and more:", "… et d’autres\u{a0}:"), all - LISTED);
            self.lines.push(more);
        }
    }

    fn asked(&mut self, asked: &[Standing]) {
        if asked.is_empty() {
            let none = self.pick("\nNothing was asked for.", "\nRien n’a été demandé.");
            self.lines.push(none.to_owned());
            return;
        }
        let rows: Vec<[Vec<String>; 2]> = asked.iter().map(|one| self.row(one)).collect();
        let header = [self.pick("account", "compte"), self.pick("months", "mois"), self.pick("state", "état")];
        self.table(self.pick("Asked for", "Demandé"), &header, rows, &[]);
    }

    /// A line of what and how it stands, and one of the request.
    fn row(&self, one: &Standing) -> [Vec<String>; 2] {
        let request = &one.request;
        let state = match (one.overdue, one.answer) {
            (Some(days), answer) => {
                let late = format!("{} {days} {}", self.pick("OVERDUE", "EN RETARD"), self.pick("d", "j."));
                if answer == Answer::Partial { format!("{late}, {}", self.pick("partial", "partiel")) } else { late }
            }
            (None, Answer::Waiting) => self.due(one, self.pick("waiting", "attendu")),
            (None, Answer::Partial) => self.due(one, self.pick("partial", "partiel")),
            (None, Answer::Answered) => self.pick("answered", "répondu").to_owned(),
        };
        let (reference, of) = (screen::short(&request.reference, NAME_COLUMNS), request.of.as_deref().unwrap_or("?"));
        let asked = request.asked_on.map_or_else(|| "?".to_owned(), |day| day.to_string());
        let what = format!("  {reference} · {}", screen::short(of, NAME_COLUMNS));
        // An answer can be whole and still not be right.
        let off = if one.does_not_foot { self.pick("does not foot", "ne s’équilibre pas") } else { "" };
        let when = format!("{} {asked}", self.pick("asked", "le"));
        [
            vec![screen::short(request.account.as_str(), ACCOUNT_COLUMNS), period(&request.months), state],
            vec![what, when, off.to_owned()],
        ]
    }

    fn due(&self, one: &Standing, word: &str) -> String {
        one.request.due.map_or_else(|| word.to_owned(), |day| format!("{word}, {} {day}", self.pick("due", "pour le")))
    }

    fn not_asked(&mut self, to_ask: &[ToAsk]) {
        if to_ask.is_empty() {
            let none = self.pick(
                "\nNothing else is known that nobody asked for.",
                "\nRien d’autre n’est connu que personne n’ait demandé.",
            );
            self.lines.push(none.to_owned());
            return;
        }
        let rows = to_ask.iter().map(|one| self.wanted(one)).collect();
        let header =
            [self.pick("account", "compte"), self.pick("months", "mois"), self.pick("passed there", "y a passé")];
        self.table(self.pick("Known, and not asked for", "Connu, et non demandé"), &header, rows, &[2]);
        let text = match self.language {
            Language::English => format!(
                "Whether a request is needed and lawful is for a person to decide; ask for no more than is needed. That the {LARGEST} largest \
                 counterparties in each currency are listed is a design default, not calibrated on real data."
            ),
            Language::French => format!(
                "Si une demande est nécessaire et légale, une personne en décide\u{a0}; ne demandez que le nécessaire. Que les {LARGEST} plus \
                 importants tiers dans chaque monnaie soient listés est un choix de conception, non étalonné sur des données réelles."
            ),
        };
        self.say(&text);
    }

    /// A line of what, and one of why and where.
    fn wanted(&self, one: &ToAsk) -> [Vec<String>; 2] {
        let why: Vec<&str> = one.why.iter().map(|why| self.why(*why)).collect();
        let passed = one.passed.map_or_else(String::new, |(minor, currency)| {
            format!("{} {currency}", number(minor, currency, self.language))
        });
        let bank = one.bank.as_deref().unwrap_or_default();
        [
            vec![screen::short(&one.account, ACCOUNT_COLUMNS), period(&one.months), passed],
            vec![format!("  {}", why.join(", ")), screen::short(bank, NAME_COLUMNS), String::new()],
        ]
    }

    fn why(&self, why: Why) -> &'static str {
        match why {
            Why::Register => self.pick("register", "fichier"),
            Why::Trace => self.pick("trace ends there", "somme suivie"),
            Why::Gap => self.pick("months missing", "mois manquants"),
            Why::Lead => self.pick("in a lead", "piste"),
            Why::Counterparty => self.pick("large flow", "gros tiers"),
        }
    }

    fn records(&mut self, told: &Told) {
        if told.records.is_empty() {
            return;
        }
        let heading = self.pick("Other records that followed sums need", "Autres pièces qu’il faut aux sommes suivies");
        self.lines.push(format!("\n{heading} ({})", told.records.len()));
        for one in told.records.iter().take(LISTED) {
            let text = format!("- {}, {}..{}: {}", one.account, one.from, one.to, one.ask.sentence(self.language));
            self.lines.push(screen::wrap(&filature_dossier::vocabulary::typeset(&text, self.language), "  "));
        }
    }
}

/// The first month and the last, and how many of those between are not in it.
fn period(months: &BTreeSet<Month>) -> String {
    let (Some(first), Some(last)) = (months.first(), months.last()) else { return "?".to_owned() };
    let holes = first.to(*last).count() - months.len();
    let text = if first == last { first.to_string() } else { format!("{first}..{last}") };
    if holes > 0 { format!("{text} (−{holes})") } else { text }
}
