//! Who is protected, and what is intelligence, is found in no form of any profile; and what is redacted cannot be found again.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::*;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::leaks::leaks;
use super::{LANGUAGES, sample};
use crate::{Content, Dossier, DossierError, Form, Profile, Rights, select};

const KEY: [u8; 32] = [7; 32];
/// All of what she does is withheld.
const NEW: (&str, &str) = ("FR6199999000010009990000771", "Zdenka Vrablová");
/// She paid before, and that is shown.
const OLD: (&str, &str) = (sample::PAYERS[2].0, sample::PAYERS[2].1);
const LANDLORD: (&str, &str) = ("FR3899999000010009990000882", "Hortensia Wexley");
const FROM: Date = date(2024, 3, 20);
const HOME_FILE: &str = "0123abcd4567";

/// What would give away where they are, what they do and with whom. The amounts are too long to stand anywhere by chance: a PDF is full of
/// short numbers.
const SEEDED: [&str; 21] = [
    "Zdenka",
    "Vrablov",
    NEW.0,
    "FR61 9999 9000 0100 0999 0000 771",
    LANDLORD.0,
    "Hortensia",
    "Wexley",
    "releve-foyer-tilia",
    HOME_FILE,
    "FOYER TILIA",
    "Quimperlune",
    "rue des Orties",
    "+33655512345",
    "6137137.37",
    "6,137,137.37",
    "6 137 137,37",
    "613713737",
    "8719187.19",
    "8,719,187.19",
    "1 999 199,91",
    "1999199.91",
];

/// What rests on intelligence.
const INTELLIGENCE: [&str; 11] = [
    "SECRET",
    "SOUPCON",
    "Zebulon",
    "Quintard",
    "Hermine",
    "xx-secret",
    sample::STR_NAME,
    sample::STR_ID,
    "NOTE-SECRETE-7",
    "7777.77",
    "7 777,77",
];

fn profiles() -> Vec<Profile> {
    let of = |account: &str| BTreeSet::from([account.to_owned()]);
    vec![
        Profile::Defence,
        Profile::Partner,
        Profile::VictimLawyer { of: of(sample::PAYERS[0].0) },
        Profile::VictimLawyer { of: of(NEW.0) },
        Profile::Press { title: None },
        Profile::Press { title: Some("A network".to_owned()) },
    ]
}

/// In every form, language and profile that is asked for, with names and without.
fn everywhere(content: &Content, asked: impl Fn(&Profile) -> bool, mut look: impl FnMut(&[u8], &str)) {
    for profile in profiles().into_iter().filter(asked) {
        for names in [false, true] {
            let rights = Rights { profile: profile.clone(), key: Some(KEY), ..content.rights.clone() };
            let content = Content { show_names: names, rights, ..content.clone() };
            for language in LANGUAGES {
                let dossier = Dossier::new(&content, language).unwrap();
                for &form in Form::ALL {
                    // Setting a page takes seconds: one language with names, the other without.
                    if form.extension() == "pdf" && names != (language == Language::English) {
                        continue;
                    }
                    let about = format!("{form:?} {language:?} {profile:?} names {names}");
                    look(&dossier.render(form).unwrap(), &about);
                }
            }
        }
    }
}

fn known(account: &str, holder: &str) -> Account {
    let text = |text: &str| Some(text.to_owned());
    Account {
        holder: text(holder),
        city: text("Quimperlune"),
        address: text("4 rue des Orties"),
        phone: text("+33655512345"),
        country: text("FR"),
        ..Account::new(AccountId::written(account), Some(Currency::EUR))
    }
}

/// The case with intelligence in it and two protected people, one of whom is known by what is withheld alone.
fn seeded() -> Content {
    let mut content = sample::with_intelligence();
    sample::add_leads(&mut content);
    let mut book = sample::Book::after(900);
    let home = sample::id(HOME_FILE);
    let mut file = content.sources[0].clone();
    (file.id, file.sha256) = (home, format!("{HOME_FILE}{}", "ab".repeat(26)));
    file.name = "releve-foyer-tilia.csv".to_owned();
    content.sources.push(file);
    content.source_entries.insert(home, 2);
    let hub = (sample::HUB, "Sacha Brenner");
    let rows = [
        book.pay(HOME_FILE, FROM, NEW, LANDLORD, 613_713_737, "LOYER FOYER TILIA"),
        book.pay(HOME_FILE, date(2024, 4, 2), LANDLORD, OLD, 871_918_719, "remboursement FOYER TILIA"),
        // Named by name, not by an account, on the other side's statement.
        book.pay("a1b2c3d4e5f6", date(2024, 4, 3), hub, ("", "VRABLOVÁ Zdenka"), 199_919_991, ""),
    ];
    content.entries.extend(book.entries);
    let members = [(NEW.0, "source"), (LANDLORD.0, "sink")];
    content.findings.findings.push(sample::finding("ff-home", "chain", &members, &rows[..1], "6137137.37"));
    let members = [(sample::HUB, "source")];
    content.findings.findings.push(sample::finding("ff-by-name", "fan-out", &members, &rows[2..], "1999199.91"));
    let mut mixed = content.findings.findings[1].clone();
    mixed.id = "ff-mixed".to_owned();
    mixed.transactions.push(rows[1].clone());
    content.findings.findings.push(mixed);
    let mut trace = content.traces[0].1.clone();
    trace.claims[0].transactions.push(rows[1].clone());
    content.traces.push(("trace-foyer-tilia".to_owned(), trace));
    let mut told = content.traces[0].1.clone();
    told.claims[0].claim = "Hortensia Wexley".to_owned();
    content.traces.push(("told".to_owned(), told));
    let mut lead = content.leads[1].clone();
    lead.id = "lead-home".to_owned();
    lead.for_[0].en = "The rent goes to Hortensia Wexley.".to_owned();
    content.leads.push(lead);
    let mut statement = content.statements[2].clone();
    (statement.source, statement.statement.account) = (home, AccountId::written(NEW.0));
    statement.statement.holder = Some(NEW.1.to_owned());
    content.statements.push(statement);
    let at = |row| Place { message: None, row, line: Some(1) };
    let problem = |source, row, found: &str| Problem::new(source, at(row), ProblemCode::OddAccount, found, "");
    content.problems.push(problem(home, Some(900), "something"));
    content.problems.push(problem(sample::id("a1b2c3d4e5f6"), None, "VIR Zdenka Vrablová 6137137.37"));
    content.problems.push(problem(sample::id("a1b2c3d4e5f6"), None, LANDLORD.0));
    content.accounts.extend([known(NEW.0, NEW.1), known(OLD.0, OLD.1), known(LANDLORD.0, LANDLORD.1)]);
    content.rights.victims = [NEW.0, OLD.0, sample::PAYERS[0].0].map(str::to_owned).into();
    content.rights.protected = BTreeMap::from([(NEW.0.to_owned(), FROM), (OLD.0.to_owned(), FROM)]);
    content.rights.withheld.sources.insert(home);
    content
}

#[test]
fn who_is_protected_and_what_is_intelligence_is_nowhere() {
    let content = seeded();
    let needles: Vec<&str> = SEEDED.iter().chain(&INTELLIGENCE).copied().collect();
    let mut looked = 0;
    everywhere(
        &content,
        |_| true,
        |bytes, about| {
            looked += 1;
            assert_eq!(leaks(bytes, &needles), Vec::<String>::new(), "{about}");
        },
    );
    assert!(looked >= 6 * 2 * Form::ALL.len());
}

/// A test of the test: without the protection, each of the seeds is somewhere.
#[test]
fn what_is_seeded_would_be_seen() {
    let mut content = seeded();
    content.rights = Rights::default();
    content.show_names = true;
    content.findings.findings.retain(|finding| finding.use_ == "evidence");
    let page = Dossier::new(&content, Language::English).unwrap().render(Form::Html).unwrap();
    let seen = leaks(&page, &SEEDED);
    for seed in
        ["Zdenka", NEW.0, LANDLORD.0, "Hortensia", "releve-foyer-tilia", HOME_FILE, "FOYER TILIA", "6,137,137.37"]
    {
        assert!(seen.iter().any(|known| known == seed), "{seed}");
    }
}

#[test]
fn what_is_withheld_is_counted_and_what_came_before_stays() {
    let content = seeded();
    let selected = select::select(&content);
    let counts = selected.left_out.protected;
    assert_eq!((counts.rows, counts.sources, counts.findings, counts.traces), (3, 1, 3, 2));
    assert!(counts.statements >= 2 && counts.problems == 3 && counts.leads == 1, "{counts:?}");
    let before = content.entries.iter().filter(|(_, rows)| {
        let of = |party: &Party| party.account.as_ref().is_some_and(|account| account.as_str() == OLD.0);
        rows.iter().any(|(_, entry)| entry.booked.on < FROM && (of(&entry.debtor) || of(&entry.creditor)))
    });
    let before: Vec<&String> = before.map(|(id, _)| id).collect();
    assert!(!before.is_empty() && before.iter().any(|id| selected.content.entries.contains_key(*id)));
    let old = selected.content.accounts.iter().find(|account| account.id.as_str() == OLD.0).unwrap();
    assert_eq!((&old.city, &old.address, &old.phone, &old.country), (&None, &None, &None, &None));
    assert!(selected.content.rights.protected.is_empty() && selected.content.rights.withheld.terms.is_empty());
    let page = Dossier::new(&content, Language::English).unwrap().render(Form::Html).unwrap();
    assert_eq!(leaks(&page, &["Withheld to protect a person: entries 3, files 1"]).len(), 1);
}

/// The case with the name of a victim wherever a text can stand.
fn told() -> Content {
    let mut content = sample::content();
    sample::add_leads(&mut content);
    let (victim, name) = (sample::PAYERS[0].0, sample::PAYERS[0].1);
    let last = name.split(' ').next_back().unwrap();
    let spaced: String = victim
        .chars()
        .enumerate()
        .flat_map(|(at, c)| [(at > 0 && at % 4 == 0).then_some(' '), Some(c)])
        .flatten()
        .collect();
    let text = format!("VIR {} {spaced} le 04/03/2024", name.to_uppercase());
    content.rights.victims = BTreeSet::from([victim.to_owned()]);
    content.case_name = format!("Affaire {last}");
    content.legal_basis = Some(format!("Plainte de {name}"));
    content.title.procedure = Some(format!("2024/{last}"));
    content.title.service = Some(format!("Cellule {name}"));
    content.title.officer = Some(text.clone());
    content.sources[0].name = format!("releve_{}.xml", name.replace(' ', "_").to_lowercase());
    content.sources[1].exhibit = Some(format!("PV audition {last}"));
    content.sources[1].request = Some(format!("Réquisition {name}"));
    content.sources[1].mapping = Some(format!("account = \"{victim}\"\nholder = \"{name}\""));
    content.sources[2].account = Some(victim.to_owned());
    content.problems[0].found = text.clone();
    content.problems[1].column = Some(last.to_owned());
    content.statements[0].statement.holder = Some(name.to_owned());
    for (_, entry) in content.entries.values_mut().flatten() {
        (entry.text, entry.reference) = (Some(text.clone()), Some(text.clone()));
    }
    for finding in content.findings.findings.iter_mut().chain(&mut content.lead_findings) {
        finding.why.insert("place".to_owned(), Reason::Text(text.clone()));
    }
    content.leads[0].for_[0].en = format!("Pay of {name} was sent on from {victim}.");
    content.leads[0].ask[0].fr = format!("Entendre {name}.");
    content.traces[0].0 = format!("credits-{victim}-EUR");
    content.traces[0].1.claims[0].claim = name.to_owned();
    for result in content.traces[0].1.rules.values_mut() {
        result.held.iter_mut().for_each(|held| held.claim = name.to_owned());
        result.left.iter_mut().for_each(|left| left.claim = name.to_owned());
    }
    for assertion in &mut content.traces[1].1.assertions {
        match assertion {
            Assertion::Election { reason, .. } => *reason = Some(text.clone()),
            Assertion::Link { reason, .. } => *reason = text.clone(),
        }
    }
    content.accounts.push(known(victim, name));
    content.accounts.push(known(sample::HUB, "Sacha Brenner"));
    content
}

#[test]
fn a_victim_is_named_to_nobody_but_the_own_lawyer() {
    let content = told();
    let (victim, name) = (sample::PAYERS[0].0, sample::PAYERS[0].1);
    let number = &victim[4..];
    everywhere(
        &content,
        |_| true,
        |bytes, about| {
            let own = about.contains(&format!("of: {{\"{victim}\"}}"));
            let mut needles = vec!["rue des Orties", "+33655512345"];
            if !own {
                needles.extend(name.split(' '));
            }
            if !own && !about.contains("Defence") {
                needles.extend([victim, number]);
            }
            // The hub's town may be told, but not to the press; the victim's never.
            let found = leaks(bytes, &needles);
            let hub = ["rue des Orties", "+33655512345"];
            let found: Vec<String> =
                found.into_iter().filter(|seen| !hub.contains(&seen.as_str()) || about.contains("Press")).collect();
            assert_eq!(found, Vec::<String>::new(), "{about}");
            if own {
                assert_eq!(leaks(bytes, &[name, victim]).len(), 2, "{about}");
            }
        },
    );
}

#[test]
fn the_press_is_given_no_name_account_file_reference_or_day() {
    let content = told();
    let mut needles: BTreeSet<String> = BTreeSet::new();
    for source in &content.sources {
        needles.extend([source.id.to_string(), source.sha256.clone(), source.name.clone()]);
        needles.extend([&source.exhibit, &source.request, &source.from].into_iter().flatten().cloned());
    }
    for (id, (_, entry)) in content.entries.iter().flat_map(|(id, rows)| rows.iter().map(move |row| (id, row))) {
        needles.insert(id.clone());
        for party in [&entry.debtor, &entry.creditor] {
            needles.extend(party.account.as_ref().map(|account| account.as_str().to_owned()));
            // The words that tell: `SRL` or `Nord` stand elsewhere.
            needles.extend(
                party.name.iter().flat_map(|name| name.split(' ')).filter(|word| word.len() > 6).map(str::to_owned),
            );
            needles.extend(party.name.clone());
        }
    }
    for finding in content.findings.findings.iter().chain(&content.lead_findings) {
        needles.insert(finding.id.clone());
    }
    needles.extend(content.leads.iter().map(|lead| lead.id.clone()));
    needles.extend(content.traces.iter().map(|(name, _)| name.clone()));
    needles.extend(
        ["Moulin", "Quimperlune", "Plainte", "2024-03-04", "04/03/2024", "4 March 2024", "4 mars 2024"]
            .map(str::to_owned),
    );
    needles.extend(["2024-03-06", "06/03/2024", "6 March 2024", "2024-05-14", "14/05/2024"].map(str::to_owned));
    needles.remove("");
    let needles: Vec<&str> = needles.iter().map(String::as_str).collect();
    everywhere(&content, Profile::is_press, |bytes, about| {
        assert_eq!(leaks(bytes, &needles), Vec::<String>::new(), "{about}");
    });
}

#[test]
fn pseudonyms_need_a_key_and_tell_no_order() {
    let content = told();
    let with = |key: Option<[u8; 32]>, profile: Profile| Content {
        rights: Rights { profile, key, ..content.rights.clone() },
        ..content.clone()
    };
    for profile in profiles().into_iter().filter(Profile::needs_key) {
        let error = Dossier::new(&with(None, profile), Language::English).unwrap_err();
        assert!(matches!(error, DossierError::KeyMissing(_)), "{error}");
    }
    let press = || Profile::Press { title: None };
    let numbers = |key: u8| -> BTreeMap<i64, String> {
        let selected = select::select(&with(Some([key; 32]), press()));
        let amounts = selected.content.entries.values().flatten();
        amounts
            .filter_map(|(_, entry)| Some((entry.amount.minor, entry.debtor.account.as_ref()?.to_string())))
            .collect()
    };
    assert_eq!(numbers(1), numbers(1), "the same key gives the same pseudonyms");
    let orders: BTreeSet<Vec<String>> = (1..20).map(|key| numbers(key).into_values().collect()).collect();
    assert!(orders.len() > 15, "another key gives another order: {}", orders.len());
    let page =
        |key: u8| Dossier::new(&with(Some([key; 32]), press()), Language::English).unwrap().render(Form::Html).unwrap();
    assert_eq!(page(1), page(1));
    let digits = "01".repeat(32);
    assert_eq!(leaks(&page(1), &[&digits]), Vec::<String>::new());
}

#[test]
fn what_was_redacted_is_counted_in_the_document() {
    let content = told();
    let press = Profile::Press { title: Some("A network of 2024".to_owned()) };
    let content = Content { rights: Rights { profile: press, key: Some(KEY), ..content.rights.clone() }, ..content };
    let redacted = select::select(&content).redacted;
    assert!(redacted.names > 5 && redacted.accounts > 5 && redacted.files == 3 && redacted.texts > 10, "{redacted:?}");
    assert_eq!(redacted.initials, 0);
    let page = Dossier::new(&content, Language::English).unwrap().render(Form::Html).unwrap();
    let counted = format!("names as pseudonyms {}, accounts {}", redacted.names, redacted.accounts);
    assert_eq!(leaks(&page, &["A network of 2024", &counted, "P-1", "K-1"]).len(), 4);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Random payments between four people beside the rule as it is said: from the day on, nothing that touches an account of the person.
    #[test]
    fn any_payment_is_shown_or_withheld_by_the_rule(
        rows in proptest::collection::vec((0..4_usize, 0..4_usize, 1..28_i8, 1..28_i8), 1..12),
        day in 1..28_i8,
        profile in 0..3_usize,
    ) {
        let accounts = ["ACC-ANNA-1", "ACC-BORA-2", "ACC-CIRO-3", "ACC-DOVE-4"];
        let from = date(2024, 5, day);
        let mut content = sample::content();
        let mut book = sample::Book::new();
        let (mut hidden, mut shown) = (Vec::new(), Vec::new());
        for (at, &(payer, payee, booked, value)) in rows.iter().enumerate() {
            let (on, minor) = (date(2024, 5, booked), 6_137_100 + i64::try_from(at).unwrap() * 1_013);
            let id = book.pay("c3d4e5f60718", on, (accounts[payer], ""), (accounts[payee], ""), minor, "");
            book.entries.get_mut(&id).unwrap()[0].1.value_on = Some(date(2024, 5, value));
            let amount = decimal_string(i128::from(minor), Currency::EUR);
            let members = [(accounts[payer], "source"), (accounts[payee], "sink")];
            let name = format!("ff-{at}");
            content.findings.findings.push(sample::finding(&name, "chain", &members, std::slice::from_ref(&id), &amount));
            let is_hidden = (payer == 0 || payee == 0) && on.max(date(2024, 5, value)) >= from;
            let written = format!("{},{}", &amount[..2], &amount[2..]);
            if is_hidden { hidden.push(written) } else { shown.push(written) }
        }
        content.entries.extend(book.entries);
        content.rights.protected = BTreeMap::from([(accounts[0].to_owned(), from)]);
        content.rights.key = Some(KEY);
        content.rights.profile = [Profile::Defence, Profile::Partner, Profile::Press { title: None }][profile].clone();
        let page = Dossier::new(&content, Language::English).unwrap().render(Form::Html).unwrap();
        let needles: Vec<&str> = hidden.iter().chain(&shown).map(String::as_str).collect();
        prop_assert_eq!(leaks(&page, &needles), shown);
    }
}
