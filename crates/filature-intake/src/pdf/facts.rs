//! What stands above a table: whose account it is, in which currency, of which days.

use filature_model::{AccountId, Currency, iban_check};
use jiff::ToSpan;
use jiff::civil::Date;

use super::days;
use super::lines::Line;
use crate::csv::dates::DateOrder;

/// What some lines say of a statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The account, and the line it stands on.
    pub account: Option<(AccountId, u32)>,
    /// Other numbers of accounts with right check digits, where it cannot be told which is meant.
    pub rivals: Vec<AccountId>,
    /// First and last day.
    pub period: Option<(Date, Date)>,
    /// The last of the whole days that are named.
    pub latest: Option<Date>,
    /// The currency.
    pub currency: Option<Currency>,
    /// The holder's name.
    pub holder: Option<String>,
}

const ACCOUNT_WORDS: &str = "iban|compte|account|konto|conto|račun|racun|рачун|сметка|cont|contul|llogari|llogaria|hesap|számla|\
    számlaszám|λογαριασμός|λογαριασμού|partija|партија|партијa|kontonummer|računa|рачуна";

const CURRENCY_WORDS: &str =
    "devise|currency|monnaie|währung|waehrung|valuta|валута|moneda|monedha|döviz|pénznem|devizanem|νόμισμα";

const HOLDER_WORDS: &str = "titulaire|holder|account holder|kontoinhaber|inhaber|intestatario|intestato a|vlasnik|vlasnik računa|klijent|\
    корисник|власник|клијент|титуляр|титулар|titular|titularul|mbajtësi|hesap sahibi|számlatulajdonos|δικαιούχος|name";

/// Signs and words that stand for one currency alone.
const SIGNS: [(&str, &str); 16] = [
    ("€", "EUR"),
    ("euros", "EUR"),
    ("euro", "EUR"),
    ("£", "GBP"),
    ("km", "BAM"),
    ("км", "BAM"),
    ("дин", "RSD"),
    ("дин.", "RSD"),
    ("din", "RSD"),
    ("лв", "BGN"),
    ("лв.", "BGN"),
    ("ден.", "MKD"),
    ("lekë", "ALL"),
    ("₺", "TRY"),
    ("ft", "HUF"),
    ("lei", "RON"),
];

/// Reads the lines above a table.
pub fn of(lines: &[Line], order: DateOrder) -> Facts {
    let mut facts = Facts::default();
    let mut written: Option<(AccountId, u32)> = None;
    for line in lines {
        let lower = line.text().to_lowercase();
        let is_labelled = has_word(&lower, ACCOUNT_WORDS);
        for account in ibans(line) {
            facts.account(AccountId::written(&account), line.number);
        }
        if is_labelled && written.is_none() {
            written = number_behind(line).map(|number| (AccountId::written(&number), line.number));
        }
        facts.days(line, order);
        facts.holder = facts.holder.take().or_else(|| holder(line));
    }
    if facts.account.is_none() {
        facts.account = written;
    }
    facts.currency = currency_of(&mut lines.iter());
    facts
}

impl Facts {
    fn account(&mut self, account: AccountId, line: u32) {
        match &self.account {
            None => self.account = Some((account, line)),
            Some((known, _)) if *known == account || self.rivals.contains(&account) => {}
            Some(_) if self.rivals.len() < 16 => self.rivals.push(account),
            Some(_) => {}
        }
    }

    fn days(&mut self, line: &Line, order: DateOrder) {
        let days = days::whole_days(line, order);
        self.latest = self.latest.max(days.iter().max().copied());
        if let (&[from, to], None) = (days.as_slice(), self.period)
            && from < to
            && to <= from.saturating_add(400.days())
        {
            self.period = Some((from, to));
        }
    }
}

/// Whether one of the words, or their beginning joined by spaces, stands in a text.
fn has_word(text: &str, list: &str) -> bool {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    list.split('|').map(str::trim).any(|wanted| words.contains(&wanted))
}

/// Account numbers with right check digits, written together or in groups.
pub fn ibans(line: &Line) -> Vec<String> {
    let mut found = Vec::new();
    for start in 0..line.words.len() {
        let mut compact = String::new();
        let mut best = None;
        for word in line.words.iter().skip(start).take(10) {
            let letters = if compact.is_empty() {
                word.text.trim_start_matches(|c: char| !c.is_ascii_alphanumeric())
            } else {
                &word.text
            };
            let letters = if compact.is_empty() { letters.rsplit(':').next().unwrap_or(letters) } else { letters };
            compact.extend(letters.chars().filter(char::is_ascii_alphanumeric));
            if compact.len() > 34 {
                break;
            }
            if iban_check(&compact) == Some(true) {
                best = Some(compact.clone());
            }
        }
        found.extend(best);
    }
    found
}

/// The number behind the word for an account: an IBAN whose check digits are wrong, or a number of the country's own.
fn number_behind(line: &Line) -> Option<String> {
    let label = line.words.iter().position(|word| has_word(&word.text.to_lowercase(), ACCOUNT_WORDS))?;
    let words = || line.words.iter().skip(label + 1).map(|word| word.text.trim_matches(':'));
    let mut compact = String::new();
    for word in words().skip_while(|word| {
        !word.starts_with(|c: char| c.is_ascii_digit()) && iban_check(&format!("{word:0<15}")).is_none()
    }) {
        if !word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') || word.len() + compact.len() > 34 {
            break;
        }
        if !compact.is_empty() && iban_check(&format!("{compact:0<15}")).is_none() {
            break;
        }
        compact.push_str(word);
    }
    let digits = compact.bytes().filter(u8::is_ascii_digit).count();
    (digits >= 6).then_some(compact)
}

fn holder(line: &Line) -> Option<String> {
    let text = line.text();
    let (label, name) = text.split_once(':')?;
    let label = label.trim().to_lowercase();
    let is_label = HOLDER_WORDS.split('|').any(|word| word.trim() == label);
    Some(name.trim().to_owned()).filter(|name| is_label && !name.is_empty())
}

/// The one currency that the lines name: beside its label, else at all.
pub fn currency_of(lines: &mut dyn Iterator<Item = &Line>) -> Option<Currency> {
    let mut labelled = Vec::new();
    let mut named = Vec::new();
    for line in lines {
        let is_labelled = has_word(&line.text().to_lowercase(), CURRENCY_WORDS);
        for word in &line.words {
            let Some(currency) = currency(&word.text) else { continue };
            let list = if is_labelled { &mut labelled } else { &mut named };
            if !list.contains(&currency) {
                list.push(currency);
            }
        }
    }
    match (labelled.as_slice(), named.as_slice()) {
        (&[only], _) | (&[], &[only]) => Some(only),
        _ => None,
    }
}

/// The currency that a word is: its code in capitals, or a sign, with brackets or a figure beside it.
fn currency(word: &str) -> Option<Currency> {
    let bare = word
        .trim_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '[' | ']' | ':' | ',' | '.' | '/' | ';'));
    let is_code = bare.len() == 3 && bare.bytes().all(|byte| byte.is_ascii_uppercase());
    if let Some(currency) =
        is_code.then(|| bare.parse().ok()).flatten().filter(|currency: &Currency| !is_word_too(currency.code()))
    {
        return Some(currency);
    }
    let lower = bare.to_lowercase();
    let (_, code) = SIGNS.iter().find(|(sign, _)| *sign == lower || *sign == word.to_lowercase())?;
    code.parse().ok()
}

/// Codes that are words of the languages of statements, in capitals: `ALL`, `TOP`, `MOP`.
fn is_word_too(code: &str) -> bool {
    matches!(
        code,
        "ALL"
            | "TOP"
            | "MOP"
            | "TRY"
            | "CUP"
            | "BIF"
            | "LAK"
            | "SOS"
            | "STN"
            | "PEN"
            | "MAD"
            | "GEL"
            | "PAB"
            | "RUB"
            | "VES"
    )
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::pdf::lines::Word;

    fn line(text: &str) -> Line {
        let words = text.split(' ').zip(0..).map(|(word, at)| Word {
            from: at * 10_000,
            to: at * 10_000 + 5_000,
            text: word.to_owned(),
        });
        Line { number: 1, down: 0, size: 6_000, words: words.collect() }
    }

    #[test]
    fn the_lines_above_a_table_say_whose_it_is() {
        let lines = [
            line("Titulaire : MARTIN Zoé"),
            line("IBAN : FR76 9999 9000 0100 0000 0000 115"),
            line("du 01/01/2024 au 31/01/2024"),
            line("Devise : EUR"),
        ];
        let facts = of(&lines, DateOrder::DayMonthYear);
        assert_eq!(
            facts.account.map(|(account, _)| account.to_string()).as_deref(),
            Some("FR7699999000010000000000115")
        );
        assert_eq!(facts.period, Some((date(2024, 1, 1), date(2024, 1, 31))));
        assert_eq!(facts.currency, Some(Currency::EUR));
        assert_eq!(facts.holder.as_deref(), Some("MARTIN Zoé"));
    }

    #[test]
    fn numbers_that_are_no_iban_are_kept_as_written() {
        let of =
            |text: &str| of(&[line(text)], DateOrder::DayMonthYear).account.map(|(account, _)| account.to_string());
        assert_eq!(of("Broj računa: 265-1000000012345-67").as_deref(), Some("265-1000000012345-67"));
        assert_eq!(of("IBAN FR77 9999 9000 0100 0000 0000 115").as_deref(), Some("FR7799999000010000000000115"));
        assert_eq!(of("Téléphone 0102030405"), None);
    }
}
