//! Names, keys and towns inside texts, and what stands in their place.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{folded_words, iban_check};

use super::GONE;
use super::people::People;

/// A word of a name of fewer letters stands in other texts by chance.
const LEAST_LETTERS: usize = 4;
/// A key of fewer letters is only looked for as a word of its own.
const LEAST_KEY: usize = 6;
/// The shortest number of an account within an IBAN that is looked for by itself.
const LEAST_NUMBER: usize = 10;
/// Words that stand in the names of many firms.
const COMMON: [&str; 12] = [
    "gmbh",
    "sarl",
    "sasu",
    "banque",
    "bank",
    "transport",
    "service",
    "services",
    "compte",
    "atelier",
    "madame",
    "monsieur",
];

/// Takes out of texts what is redacted.
#[derive(Debug)]
pub struct Scrubber {
    names: Vec<(BTreeSet<String>, String)>,
    /// By word, the names it stands in.
    by_word: BTreeMap<String, Vec<usize>>,
    /// Keys in capitals without spaces, and what stands in their place.
    keys: Vec<(String, String)>,
    /// Keys that are too short to be looked for otherwise than as they are.
    short: BTreeMap<String, String>,
    /// Whether one word of a name is enough: in what people and files wrote, not in the program's own sentences.
    singles: bool,
    /// Whether an IBAN that nobody knows goes too.
    all_ibans: bool,
}

struct Token<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    folded: String,
}

impl Scrubber {
    /// Of the people of an export.
    pub fn of(people: &People, singles: bool) -> Self {
        let mut names: Vec<(BTreeSet<String>, String)> =
            people.hidden_names().map(|(words, shown)| (words.clone(), shown.to_owned())).collect();
        let towns = people.hidden_towns().map(|town| (super::words(town), GONE.to_owned()));
        names.extend(towns.filter(|(words, _)| words.iter().any(|word| word.len() >= LEAST_LETTERS)));
        names.retain(|(words, _)| !words.is_empty());
        names.sort();
        names.dedup();
        let mut by_word: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, (words, _)) in names.iter().enumerate() {
            for word in words {
                by_word.entry(word.clone()).or_default().push(at);
            }
        }
        let (mut keys, mut short) = (Vec::new(), BTreeMap::new());
        for (account, shown) in people.hidden_accounts() {
            let bare = compact(account);
            if bare.chars().count() < LEAST_KEY {
                short.insert(account.to_owned(), shown.to_owned());
                continue;
            }
            // Banks print the national number without the letters of the IBAN.
            let number =
                bare.get(4..).filter(|number| iban_check(account) == Some(true) && number.len() >= LEAST_NUMBER);
            keys.extend(number.map(|number| (number.to_owned(), shown.to_owned())));
            let local =
                account.rsplit(':').next().map(compact).filter(|local| local.len() >= LEAST_KEY && *local != bare);
            keys.extend(local.map(|local| (local, shown.to_owned())));
            keys.push((bare, shown.to_owned()));
        }
        keys.extend(people.hidden_files().map(|file| (compact(file), GONE.to_owned())));
        // The longest first: a key may stand within another.
        keys.sort_by(|one, other| other.0.len().cmp(&one.0.len()).then_with(|| one.cmp(other)));
        Self { names, by_word, keys, short, singles, all_ibans: people.hides_all() }
    }

    /// The text without what is redacted.
    pub fn clean(&self, text: &str) -> String {
        let tokens = tokens(text);
        let mut found = self.in_keys(text, &tokens);
        found.extend(self.in_names(&tokens));
        if self.all_ibans {
            found.extend(ibans(text).into_iter().map(|(start, end)| (start, end, GONE.to_owned())));
        }
        // Keys come first where they overlap with names.
        found.sort_by_key(|(start, end, _)| (*start, usize::MAX - *end));
        let mut clean = String::with_capacity(text.len());
        let mut done = 0;
        for (start, end, shown) in found {
            if start >= done {
                clean.push_str(text.get(done..start).unwrap_or_default());
                clean.push_str(&shown);
                done = end;
            } else {
                // What overlaps goes as well.
                done = done.max(end);
            }
        }
        clean.push_str(text.get(done..).unwrap_or_default());
        clean
    }

    fn in_keys(&self, text: &str, tokens: &[Token<'_>]) -> Vec<(usize, usize, String)> {
        let mut found = Vec::new();
        for token in tokens {
            found.extend(self.short.get(token.text).map(|shown| (token.start, token.end, shown.clone())));
        }
        if self.keys.is_empty() {
            return found;
        }
        let (bare, places) = bare(text);
        for (key, shown) in &self.keys {
            for (at, _) in bare.match_indices(key.as_str()) {
                let (Some(first), Some(last)) = (places.get(at), places.get(at + key.len() - 1)) else { continue };
                found.push((first.0, last.1, shown.clone()));
            }
        }
        found
    }

    fn in_names(&self, tokens: &[Token<'_>]) -> Vec<(usize, usize, String)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let best = self.candidates(&tokens[at].folded).filter_map(|name| {
                let run = self.run(name, &tokens[at..])?;
                Some((run, name))
            });
            // The longest run; of equal ones the first name in order.
            let best = best.max_by_key(|(run, name)| (*run, usize::MAX - *name));
            let Some((run, name)) = best else {
                at += 1;
                continue;
            };
            found.push((tokens[at].start, tokens[at + run - 1].end, self.names[name].1.clone()));
            at += run;
        }
        found
    }

    fn candidates(&self, word: &str) -> impl Iterator<Item = usize> {
        let exact = self.by_word.get(word).into_iter().flatten().copied();
        // `mirakostova.pdf` holds the name as well.
        let within = self.singles && word.len() > LEAST_LETTERS && !self.by_word.contains_key(word);
        let within: Vec<usize> = match within {
            true => {
                let held = self.by_word.iter().filter(|(known, _)| {
                    is_telling(known) && known.len() > LEAST_LETTERS && word.contains(known.as_str())
                });
                held.flat_map(|(_, names)| names).copied().collect()
            }
            false => Vec::new(),
        };
        exact.chain(within)
    }

    /// How many tokens from here are of this name, if that is enough to tell it.
    fn run(&self, name: usize, tokens: &[Token<'_>]) -> Option<usize> {
        let words = &self.names.get(name)?.0;
        let run = tokens.iter().take_while(|token| words.contains(&token.folded)).count();
        let distinct: BTreeSet<&str> = tokens.iter().take(run).map(|token| token.folded.as_str()).collect();
        let first = tokens.first()?;
        if run == 0 {
            return self.singles.then_some(1);
        }
        let is_enough = distinct.len() > 1
            || words.len() == 1 && first.folded.len() > 1
            || self.singles && is_telling(&first.folded);
        is_enough.then_some(run)
    }
}

/// Whether one word alone tells a name.
fn is_telling(word: &str) -> bool {
    word.len() >= LEAST_LETTERS && !COMMON.contains(&word) && word.chars().any(char::is_alphabetic)
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (letter.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                let word = text.get(from..at).unwrap_or_default();
                tokens.push(Token { start: from, end: at, text: word, folded: folded_words(word).replace(' ', "") });
                start = None;
            }
            _ => {}
        }
    }
    tokens
}

fn compact(text: &str) -> String {
    bare(text).0
}

/// Letters and digits alone in capitals, and for each byte where the letter stands that it comes of.
fn bare(text: &str) -> (String, Vec<(usize, usize)>) {
    let (mut bare, mut places) = (String::new(), Vec::new());
    for (at, letter) in text.char_indices().filter(|(_, letter)| letter.is_alphanumeric()) {
        for capital in letter.to_uppercase() {
            bare.push(capital);
            places.extend(std::iter::repeat_n((at, at + letter.len_utf8()), capital.len_utf8()));
        }
    }
    (bare, places)
}

/// Where IBANs with right check digits stand, written with spaces or without.
fn ibans(text: &str) -> Vec<(usize, usize)> {
    let (bare, places) = bare(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < bare.len() {
        let length = (15..=34).rev().find(|length| {
            bare.get(at..at + length).is_some_and(|part| part.is_ascii() && iban_check(part) == Some(true))
        });
        match length {
            Some(length) => {
                found.extend(places.get(at).zip(places.get(at + length - 1)).map(|(first, last)| (first.0, last.1)));
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// The text with days made months: `2024-03-04` is `2024-03`, `04/03/2024` is `03/2024`.
pub fn months(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let digits = |from: usize, count: usize| {
        letters.get(from..from + count).is_some_and(|part| part.iter().all(char::is_ascii_digit))
    };
    let is = |at: usize, marks: &[char]| letters.get(at).is_some_and(|letter| marks.contains(letter));
    let (mut made, mut at) = (String::with_capacity(text.len()), 0);
    while at < letters.len() {
        let free = at == 0 || !letters[at - 1].is_ascii_digit();
        let is_written_small =
            free && digits(at, 4) && is(at + 4, &['-']) && digits(at + 5, 2) && is(at + 7, &['-']) && digits(at + 8, 2);
        let is_written_large = free
            && digits(at, 2)
            && is(at + 2, &['/', '.'])
            && digits(at + 3, 2)
            && is(at + 5, &['/', '.'])
            && digits(at + 6, 4);
        if is_written_small {
            made.extend(&letters[at..at + 7]);
            at += 10;
        } else if is_written_large {
            made.extend(&letters[at + 3..at + 10]);
            at += 10;
        } else {
            made.push(letters[at]);
            at += 1;
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scrubber(singles: bool) -> Scrubber {
        let words = |name: &str| super::super::words(name);
        let names = vec![(words("Mira Kostova"), "P-1".to_owned()), (words("Atelier Nord SRL"), "P-2".to_owned())];
        let mut by_word: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, (words, _)) in names.iter().enumerate() {
            for word in words {
                by_word.entry(word.clone()).or_default().push(at);
            }
        }
        let keys = vec![("FR4799999000010007000000011".to_owned(), "K-1".to_owned())];
        let short = BTreeMap::from([("HUB".to_owned(), "K-2".to_owned())]);
        Scrubber { names, by_word, keys, short, singles, all_ibans: true }
    }

    #[test]
    fn names_and_keys_are_found_however_they_are_written() {
        let data = scrubber(true);
        for (text, clean) in [
            ("VIR MIRA KOSTOVA loyer", "VIR P-1 loyer"),
            ("kostova, mira", "P-1"),
            ("releve_mira-kostova_2024.pdf", "releve_P-1_2024.pdf"),
            ("MiraKostova.pdf", "P-1.pdf"),
            ("Костова", "P-1"),
            ("Kóstova", "P-1"),
            ("to FR47 9999 9000 0100 0700 0000 011.", "to K-1."),
            ("fr4799999000010007000000011", "K-1"),
            ("HUB and HUBS", "K-2 and HUBS"),
            ("DE75 5121 0800 1245 1261 99 too", "⟨…⟩ too"),
            ("nothing of it", "nothing of it"),
        ] {
            assert_eq!(data.clean(text), clean, "{text}");
        }
    }

    #[test]
    fn a_word_of_a_firm_stays_in_a_sentence_of_the_program() {
        let program = scrubber(false);
        assert_eq!(program.clean("3 transfers to the nord in 4 months"), "3 transfers to the nord in 4 months");
        assert_eq!(program.clean("paid by Atelier Nord SRL"), "paid by P-2");
    }

    #[test]
    fn days_become_months() {
        assert_eq!(
            months("from 2024-03-04 to 05.06.2024, ref 12024-03-044"),
            "from 2024-03 to 06.2024, ref 12024-03-044"
        );
    }
}
