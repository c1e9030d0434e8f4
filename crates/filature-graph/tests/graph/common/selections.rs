//! Selections and what they mean, each word written a second time as a plain question to one transaction.

use filature_model::{AccountKind, Channel, OUTSIDE};

use super::Numbers;
use super::cases::Case;

type Question = Box<dyn Fn(&Case, usize) -> bool>;

/// A selection as SQL has it, and the questions that it asks.
pub struct Asked {
    pub text: String,
    questions: Vec<Question>,
}

impl Asked {
    pub fn selects(&self, case: &Case, at: usize) -> bool {
        self.questions.iter().all(|question| question(case, at))
    }

    pub fn everything() -> Self {
        Self { text: String::new(), questions: Vec::new() }
    }

    /// Half of them select everything.
    pub fn random(numbers: &mut Numbers) -> Self {
        let words = [0, 0, 1, 2][numbers.below(4)];
        let (texts, questions): (Vec<String>, Vec<Question>) = (0..words).map(|_| word(numbers)).unzip();
        Self { text: texts.join("  "), questions }
    }
}

fn class(case: &Case, at: usize) -> Option<&'static str> {
    match case.details.mcc.get(at)? {
        "5411" => Some("food"),
        "7011" => Some("lodging"),
        "8062" => Some("health"),
        _ => None,
    }
}

pub fn class_of(case: &Case, at: usize) -> Option<&'static str> {
    class(case, at)
}

pub fn topic_of(case: &Case, at: usize) -> Option<&'static str> {
    match case.details.text.get(at)? {
        "rent" => Some("rent"),
        "invoice" => Some("invoice"),
        "wage" => Some("pay"),
        _ => None,
    }
}

fn some(numbers: &mut Numbers, words: &[&'static str]) -> Vec<&'static str> {
    let first = numbers.below(words.len());
    let second = numbers.below(words.len());
    if numbers.below(2) == 0 { vec![words[first]] } else { vec![words[first], words[second]] }
}

fn channels(numbers: &mut Numbers) -> (String, Question) {
    let names = some(numbers, &["transfer", "card", "cash-in", "cash-out", "other"]);
    let (not, listed) = (numbers.below(2) == 0, names.join(","));
    let holds = move |case: &Case, at: usize| names.contains(&case.ledger.channel[at].word()) != not;
    (format!("{}channel:{listed}", if not { "not-" } else { "" }), Box::new(holds))
}

fn classes(numbers: &mut Numbers) -> (String, Question) {
    let names = some(numbers, &["food", "lodging", "health"]);
    let (not, listed) = (numbers.below(2) == 0, names.join(","));
    let holds = move |case: &Case, at: usize| class(case, at).is_some_and(|class| names.contains(&class)) != not;
    (format!("{}class:{listed}", if not { "not-" } else { "" }), Box::new(holds))
}

fn topics(numbers: &mut Numbers) -> (String, Question) {
    let names = some(numbers, &["rent", "invoice", "pay"]);
    let (not, listed) = (numbers.below(2) == 0, names.join(","));
    let holds = move |case: &Case, at: usize| topic_of(case, at).is_some_and(|topic| names.contains(&topic)) != not;
    (format!("{}topic:{listed}", if not { "not-" } else { "" }), Box::new(holds))
}

fn euro(numbers: &mut Numbers) -> (String, Question) {
    let (text, least, most) = [
        ("euro:..9", i64::MIN, 900),
        ("euro:4.5..", 450, i64::MAX),
        ("euro:0.27..9.00", 27, 900),
        ("euro:0..1", 0, 100),
    ][numbers.below(4)];
    let holds = move |case: &Case, at: usize| {
        let minor = case.details.euro_minor[at];
        minor != i64::MIN && minor >= least && minor <= most
    };
    (text.to_owned(), Box::new(holds))
}

fn minutes(numbers: &mut Numbers) -> (String, Question) {
    let (text, among): (&str, &[u16]) = [
        ("minute:22:00-06:00", &[0, 359, 1_320, 1_439][..]),
        ("minute:06:00-22:00", &[360, 720, 1_319][..]),
        ("minute:12:00-24:00", &[720, 1_319, 1_320, 1_439][..]),
    ][numbers.below(3)];
    (text.to_owned(), Box::new(move |case, at| among.contains(&case.details.minute[at])))
}

fn countries(numbers: &mut Numbers) -> (String, Question) {
    let names = some(numbers, &["FR", "BE", "US"]);
    let text = format!("country:{}", names.join(","));
    (text, Box::new(move |case, at| case.details.country.get(at).is_some_and(|country| names.contains(&country))))
}

fn is_abroad(case: &Case, at: usize) -> bool {
    let (details, ledger) = (&case.details, &case.ledger);
    let of_holder = |account: u32| details.holders.country.get(account as usize);
    let Some(home) = details.debtor_country.get(at).or_else(|| of_holder(ledger.debtor[at])) else { return false };
    let to = details.creditor_country.get(at).or_else(|| of_holder(ledger.creditor[at]));
    [details.country.get(at), to].into_iter().flatten().any(|country| country != home)
}

pub fn is_firm(case: &Case, party: u32) -> bool {
    let kind = case.details.holders.kind.get(party as usize).copied().flatten();
    matches!(kind, Some(AccountKind::Business | AccountKind::Merchant))
}

fn ends(numbers: &mut Numbers) -> (String, Question) {
    let is_payer = numbers.below(2) == 0;
    let name = ["person", "firm", "public", "agent", "account", "known", "unknown"][numbers.below(7)];
    let holds = move |case: &Case, at: usize| {
        let party = if is_payer { case.details.payer[at] } else { case.details.payee[at] };
        let is_account = (party as usize) < case.ledger.accounts.len();
        let kind = case.details.holders.kind.get(party as usize).copied().flatten();
        match name {
            "unknown" => party == OUTSIDE,
            _ if party == OUTSIDE => false,
            "person" => !is_account || kind == Some(AccountKind::Personal),
            "firm" => is_firm(case, party),
            "public" => kind == Some(AccountKind::Public),
            "agent" => kind == Some(AccountKind::Agent),
            "account" => is_account,
            _ => true,
        }
    };
    (format!("{}:{name}", if is_payer { "payer" } else { "payee" }), Box::new(holds))
}

fn word(numbers: &mut Numbers) -> (String, Question) {
    match numbers.below(11) {
        0 => channels(numbers),
        1 => classes(numbers),
        2 => topics(numbers),
        3 => euro(numbers),
        4 => minutes(numbers),
        5 => countries(numbers),
        6 => ("abroad".to_owned(), Box::new(is_abroad)),
        7 => ("pay".to_owned(), Box::new(|case, at| case.meaning.pay[at])),
        8 => ("no-pay".to_owned(), Box::new(|case, at| !case.meaning.pay[at])),
        _ => ends(numbers),
    }
}

pub fn is_channel(case: &Case, at: usize, channel: Channel) -> bool {
    case.ledger.channel[at] == channel
}
