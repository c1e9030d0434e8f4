//! The text of the next request: account numbers and months, and nothing of whom or why.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use filature_ledger::asked::Month;
use filature_ledger::{Case, Settings};
use filature_model::{AccountId, Language};
use jiff::civil::Date;
use serde_json::json;

use super::to_ask::ToAsk;
use super::{Told, months, template};
use crate::cli::RequestsArguments;
use crate::outcome::{DONE, Failure};
use crate::screen;
use crate::verbs::out;

const MARK: [&str; 2] = [
    "[DRAFT: wording not reviewed by lawyers; read it, complete it and delete this line]",
    "[PROJET : formulation non relue par des juristes ; relire, compléter et supprimer cette ligne]",
];

/// A letter: to whom, and which months of which accounts.
struct Letter {
    bank: Option<String>,
    accounts: Vec<(String, BTreeSet<Month>)>,
}

/// Drafts, and prints or writes.
pub fn run(
    case: &Case,
    told: &Told,
    accounts: &[String],
    arguments: &RequestsArguments,
    language: Language,
    json: bool,
) -> Result<u8, Failure> {
    let letters = letters(told, accounts, arguments)?;
    if letters.is_empty() {
        return Err(Failure::call("nothing is known that nobody asked for: name an account, with --from and --to"));
    }
    let (name, text) = template::read(case, language)?;
    let mut drafts = Vec::new();
    for letter in &letters {
        let places = Places { settings: case.settings(), letter, on: told.on, arguments, language };
        let filled = template::fill(&text, &|place| places.value(place))
            .map_err(|error| Failure::data(format!("{name}: {error}")))?;
        drafts.push(format!("{}\n\n{filled}", language.pick(MARK[0], MARK[1])));
    }
    let files = arguments.out.as_deref().map(|out| write(out, &drafts)).transpose()?;
    let note = "The wording was not reviewed by lawyers; the legal basis is a blank to be filled. Nothing was sent, and nothing was taken \
                down: --asked does that.";
    if json {
        let letters = letters.iter().zip(&drafts).map(|(letter, text)| {
            let accounts: Vec<&String> = letter.accounts.iter().map(|(account, _)| account).collect();
            json!({ "bank": letter.bank, "accounts": accounts, "text": text })
        });
        screen::show_json(&json!({ "template": name, "letters": letters.collect::<Vec<_>>(), "files": files }))?;
    } else if let Some(files) = &files {
        files.iter().for_each(|file| screen::show(&format!("{}: written.", file.display())));
    } else {
        screen::show(drafts.join("\n────\n\n").trim_end());
    }
    screen::say(&screen::wrap(note, ""));
    Ok(DONE)
}

/// A letter a bank that is known by its name; else a letter an account.
fn letters(told: &Told, accounts: &[String], arguments: &RequestsArguments) -> Result<Vec<Letter>, Failure> {
    let period = months(arguments)?;
    let mut wanted: Vec<ToAsk> = Vec::new();
    for written in accounts {
        let key = AccountId::written(written);
        if told.protected.contains(&key) {
            return Err(Failure::call(format!("{key}: no letter is drafted about an account of whoever is protected")));
        }
        let known = told.to_ask.iter().find(|one| one.account == key.as_str()).cloned();
        let one = known.unwrap_or_else(|| ToAsk { account: key.to_string(), ..ToAsk::default() });
        if !wanted.contains(&one) {
            wanted.push(one);
        }
    }
    if accounts.is_empty() {
        wanted.clone_from(&told.to_ask);
        // Without a period a letter would ask for a whole life.
        wanted.retain(|one| !one.months.is_empty() || period.is_some());
    }
    let mut letters = BTreeMap::<(Option<String>, usize), Letter>::new();
    for (number, one) in wanted.into_iter().enumerate() {
        let months = period.map_or(one.months, |(from, to)| from.to(to).collect());
        if months.is_empty() {
            return Err(Failure::call(format!(
                "{}: nothing says which months are needed; name them with --from and --to",
                one.account
            )));
        }
        let bank = arguments.of.clone().or(one.bank);
        let key = (bank.clone(), if bank.is_some() { 0 } else { number });
        letters
            .entry(key)
            .or_insert_with(|| Letter { bank, accounts: Vec::new() })
            .accounts
            .push((one.account, months));
    }
    Ok(letters.into_values().collect())
}

/// What a template may ask for.
struct Places<'a> {
    settings: &'a Settings,
    letter: &'a Letter,
    on: Date,
    arguments: &'a RequestsArguments,
    language: Language,
}

impl Places<'_> {
    fn value(&self, place: &str) -> Option<String> {
        let months = || self.letter.accounts.iter().flat_map(|(_, months)| months);
        let title = &self.settings.title;
        let given = match place {
            "accounts" => Some(self.accounts()),
            "bank" => self.letter.bank.clone(),
            "case" => Some(self.settings.name.clone()).filter(|name| !name.is_empty()),
            "date" => Some(self.day(self.on)),
            "due" => self
                .arguments
                .due
                .as_deref()
                .map(|due| due.parse().map_or_else(|_| due.to_owned(), |day| self.day(day))),
            "from" => months().min().and_then(|month| month.first()).map(|day| self.day(day)),
            "to" => months().max().and_then(|month| last_of(*month)).map(|day| self.day(day)),
            "officer" => title.officer.clone(),
            "procedure" => title.procedure.clone(),
            "reference" => self.arguments.request.clone(),
            "service" => title.service.clone(),
            _ => return None,
        };
        let blank = || format!("[{} : {place}]", self.language.pick("to be completed", "à compléter"));
        Some(given.unwrap_or_else(blank))
    }

    /// A line a stretch of months: what is not needed between is not asked for.
    fn accounts(&self) -> String {
        let mut lines = Vec::new();
        for (account, months) in &self.letter.accounts {
            for (from, to) in stretches(months) {
                let day = |day: Option<Date>| day.map_or_else(String::new, |day| self.day(day));
                let (from, to) = (day(from.first()), day(last_of(to)));
                lines.push(match self.language {
                    Language::English => format!("- {account}: from {from} to {to}"),
                    Language::French => format!("- {account} : du {from} au {to}"),
                });
            }
        }
        lines.join("\n")
    }

    fn day(&self, day: Date) -> String {
        match self.language {
            Language::English => day.to_string(),
            Language::French => format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year()),
        }
    }
}

fn last_of(month: Month) -> Option<Date> {
    month.next().first().and_then(|day| day.yesterday().ok())
}

/// Months that follow each other, as first and last.
fn stretches(months: &BTreeSet<Month>) -> Vec<(Month, Month)> {
    let mut stretches: Vec<(Month, Month)> = Vec::new();
    for &month in months {
        match stretches.last_mut() {
            Some(last) if last.1.next() == month => last.1 = month,
            _ => stretches.push((month, month)),
        }
    }
    stretches
}

/// Writes the letters: one to a file; several to a folder that is there. Nothing is written over, and names say nothing.
fn write(to: &Path, drafts: &[String]) -> Result<Vec<PathBuf>, Failure> {
    let files: Vec<PathBuf> = match drafts {
        _ if to.is_dir() => (1..=drafts.len()).map(|number| to.join(format!("request-{number:02}.md"))).collect(),
        [_] => vec![to.to_owned()],
        several => {
            return Err(Failure::call(format!(
                "--out {}: {} letters go to a folder, and there is none of this name",
                to.display(),
                several.len()
            )));
        }
    };
    if let Some(known) = files.iter().find(|file| file.exists()) {
        return Err(Failure::call(format!("--out {}: it is there already; nothing was written", known.display())));
    }
    for (at, (file, text)) in files.iter().zip(drafts).enumerate() {
        if let Err(failure) = out::write_new("--out", file, text.as_bytes(), "nothing was written") {
            // All letters or none: who runs it again is not refused for those that were begun.
            for written in files.iter().take(at) {
                let _ = fs::remove_file(written);
            }
            return Err(failure);
        }
    }
    Ok(files)
}
