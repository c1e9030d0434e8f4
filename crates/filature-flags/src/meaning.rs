//! What merchant categories and payment texts mean here. The lists are data (`data/merchant_classes.toml`, `data/topics.toml`); what stands
//! here is how a code finds its class, a text its topic, and a payment whether it is pay.

use std::collections::HashMap;
use std::sync::LazyLock;

use filature_graph::measures::Meaning;
use filature_model::{AccountKind, Details, OUTSIDE, Transactions, Words, folded_words};
use rayon::prelude::*;
use serde::Deserialize;

const CLASSES: &str = include_str!("../data/merchant_classes.toml");
const TOPICS: &str = include_str!("../data/topics.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassTable {
    class: Vec<Class>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Class {
    name: String,
    codes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicTable {
    topic: Vec<Topic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Topic {
    name: String,
    words: Vec<String>,
}

/// A phrase of a topic: words that follow each other, the last of which may only be a beginning.
struct Phrase {
    topic: u8,
    words: Vec<(String, bool)>,
}

/// Both tables, read once. A table that cannot be read is empty here and a failure in the tests.
struct Tables {
    classes: Vec<Class>,
    topics: Vec<Topic>,
    /// Phrases by the first three letters of their first word.
    phrases: HashMap<String, Vec<Phrase>>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let classes = toml::from_str::<ClassTable>(CLASSES).map(|table| table.class).unwrap_or_default();
    let topics = toml::from_str::<TopicTable>(TOPICS).map(|table| table.topic).unwrap_or_default();
    let mut phrases: HashMap<String, Vec<Phrase>> = HashMap::new();
    for (number, topic) in (0_u8..).zip(&topics) {
        for written in &topic.words {
            let words: Vec<(String, bool)> = written
                .split(' ')
                .map(|word| word.strip_suffix('*').map_or((word.to_owned(), false), |begins| (begins.to_owned(), true)))
                .collect();
            let Some(first) = words.first() else { continue };
            phrases.entry(head(&first.0).to_owned()).or_default().push(Phrase { topic: number, words });
        }
    }
    Tables { classes, topics, phrases }
});

/// The part of a word by which phrases are looked up. The words of the tables are ASCII and have two letters at least.
fn head(word: &str) -> &str {
    word.get(..2).unwrap_or(word)
}

/// Every merchant category with its class, as the table writes them.
pub(crate) fn merchant_classes() -> Vec<(String, String)> {
    let rows =
        TABLES.classes.iter().flat_map(|class| class.codes.iter().map(|code| (code.clone(), class.name.clone())));
    rows.collect()
}

/// Every word with its topic.
pub(crate) fn topic_words() -> Vec<(String, String)> {
    TABLES.topics.iter().flat_map(|topic| topic.words.iter().map(|word| (word.clone(), topic.name.clone()))).collect()
}

/// The class of a merchant category; a code that no class lists is of the class `other`.
fn class_of(code: &str, classes: &[String]) -> u8 {
    let number: Option<u32> = code.trim().parse().ok();
    let holds = |range: &String| {
        let (from, to) = range.split_once('-').unwrap_or((range, range));
        let bounds = from.parse::<u32>().ok().zip(to.parse::<u32>().ok());
        number.zip(bounds).is_some_and(|(number, (from, to))| (from..=to).contains(&number))
    };
    let found = TABLES.classes.iter().position(|class| class.codes.iter().any(holds));
    u8::try_from(found.unwrap_or(classes.len() - 1)).unwrap_or(Meaning::NONE)
}

/// The topic of a text, a position in the table.
fn topic_of(text: &str) -> u8 {
    let folded = folded_words(text);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let mut best = Meaning::NONE;
    for at in 0..words.len() {
        for phrase in TABLES.phrases.get(head(words[at])).into_iter().flatten() {
            let fits = |(offset, (wanted, begins)): (usize, &(String, bool))| {
                let word = words.get(at + offset);
                word.is_some_and(|word| if *begins { word.starts_with(wanted.as_str()) } else { *word == wanted })
            };
            if phrase.topic < best && phrase.words.iter().enumerate().all(fits) {
                best = phrase.topic;
            }
        }
    }
    best
}

/// Works out what the categories, texts and payments of a ledger mean.
pub(crate) fn of(ledger: &Transactions, details: &Details) -> Meaning {
    let mut classes: Vec<String> = TABLES.classes.iter().map(|class| class.name.clone()).collect();
    classes.push("other".to_owned());
    let topics: Vec<String> = TABLES.topics.iter().map(|topic| topic.name.clone()).collect();
    let class_of_mcc = details.mcc.words.iter().map(|code| class_of(code, &classes)).collect();
    let topic_of_text = topics_of(&details.text.words);
    let pay_topic = topics.iter().position(|topic| topic == "pay").and_then(|at| u8::try_from(at).ok());
    let pay = pay(ledger, details, &topic_of_text, pay_topic);
    Meaning { classes, class_of_mcc, topics, topic_of_text, pay }
}

fn topics_of(words: &Words) -> Vec<u8> {
    let count = u32::try_from(words.len()).unwrap_or(u32::MAX);
    (0..count).into_par_iter().map(|word| words.get(word).map_or(Meaning::NONE, topic_of)).collect()
}

/// Whether each payment is pay: as the rows mark it; where no row of the ledger is marked, by its text, unless a private person paid it.
fn pay(ledger: &Transactions, details: &Details, topic_of_text: &[u8], pay_topic: Option<u8>) -> Vec<bool> {
    let any_marked = details.payroll.contains(&Some(true));
    let private = |account: u32| {
        account != OUTSIDE
            && details.holders.kind.get(account as usize).copied().flatten() == Some(AccountKind::Personal)
    };
    let is_pay = |at: usize| {
        if any_marked {
            return details.payroll.get(at).copied().flatten() == Some(true);
        }
        let topic = topic_of_text.get(details.text.code(at) as usize).copied();
        topic.is_some() && topic == pay_topic && !private(ledger.debtor[at])
    };
    (0..ledger.len()).map(is_pay).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn topic(text: &str) -> Option<&'static str> {
        TABLES.topics.get(usize::from(topic_of(text))).map(|topic| topic.name.as_str())
    }

    #[test]
    fn the_tables_are_read_whole() {
        assert_eq!(TABLES.classes.len(), CLASSES.matches("[[class]]").count());
        assert_eq!(TABLES.topics.len(), TOPICS.matches("[[topic]]").count());
        for class in &TABLES.classes {
            for code in &class.codes {
                assert!(code.split('-').all(|part| part.len() == 4 && part.parse::<u32>().is_ok()), "{code}");
            }
        }
        for (word, topic) in topic_words() {
            assert!(word.is_ascii() && word.len() >= 2 && word == word.to_lowercase(), "{word} of {topic}");
            let sample = word.replace('*', "");
            assert!(
                TABLES.topics[usize::from(topic_of(&sample))].name <= topic || topic_of(&sample) != Meaning::NONE,
                "{word}"
            );
        }
    }

    #[test]
    fn texts_find_their_topics() {
        assert_eq!(topic("SALAIRE 05/2024"), Some("pay"));
        assert_eq!(topic("Зарада мај"), Some("pay"));
        assert_eq!(topic("LOYER FOYER 03/2024"), Some("rent"));
        assert_eq!(topic("Dette voyage"), Some("debt"));
        assert_eq!(topic("PRLV ELECTRICITE"), None);
        assert_eq!(topic("CAFE DU PONT"), None);
        assert_eq!(topic("CAF ALLOCATIONS"), Some("benefit"));
        assert_eq!(topic("ECHEANCE PRET IMMOBILIER"), Some("loan-repayment"));
        assert_eq!(topic(""), None);
    }

    #[test]
    fn codes_find_their_classes() {
        let mut classes: Vec<String> = TABLES.classes.iter().map(|class| class.name.clone()).collect();
        classes.push("other".into());
        let class = |code: &str| classes[usize::from(class_of(code, &classes))].as_str();
        assert_eq!(
            (class("7011"), class("3600"), class("5411"), class("9999"), class("")),
            ("lodging", "lodging", "food", "other", "other")
        );
    }
}
