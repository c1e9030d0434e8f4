//! Profiles as parts of the document: of a long account, one of which nothing is known, and one that may not be shown.

use std::collections::BTreeMap;

use filature_model::{
    AccountId, Booked, Channel, Currency, Details, Entry, KnownBy, Language, Legs, Money, OUTSIDE, Party, Place,
    Transactions, from_days,
};

use super::{LANGUAGES, document, sample};
use crate::document::{Block, Inline};
use crate::profile::{Asked, Profile};
use crate::{Across, Content, Dossier, Form, Rights, Subject, SubjectAccount, Withheld, select};

/// Entries by their transactions.
type Entries = BTreeMap<String, Vec<(filature_model::SourceId, Entry)>>;

const DAY_SECONDS: i64 = 86_400;
/// The first of January 2020.
const FIRST: i64 = 18_262;
const LONG: &str = "Επαρχιακή Εταιρεία Διαχείρισης Ακινήτων και Τουριστικών Επιχειρήσεων Βορείου Ελλάδος";
const CYRILLIC: &str = "Общество с ограниченной ответственностью «Восточно-Европейская транспортная компания»";

/// A ledger of so many months, with counterparties of long names, and the entries behind it.
fn long(months: i64) -> (Transactions, Details, Entries) {
    let mut rows: Vec<(String, String, i64, i64)> = Vec::new();
    for month in 0..months {
        let day = FIRST + month * 30;
        for other in 0..24 {
            let key = format!("GR160110125000000001230{:04}", other);
            let minor = 100_000 + other * 1_731 + month;
            let (payer, payee) = if other % 3 == 0 { (key, "A".to_owned()) } else { ("A".to_owned(), key) };
            rows.push((payer, payee, minor, (day + other % 20) * DAY_SECONDS));
        }
    }
    rows.sort_by_key(|row| row.3);
    let borrowed: Vec<(&str, &str, i64, i64)> =
        rows.iter().map(|row| (row.0.as_str(), row.1.as_str(), row.2, row.3)).collect();
    let mut ledger = Transactions::small(&borrowed);
    let source = sample::id("a1b2c3d4e5f6");
    let mut entries = BTreeMap::new();
    let mut details = Details::default();
    for (at, (payer, payee, minor, seconds)) in rows.iter().enumerate() {
        let id = format!("p{at:05}");
        ledger.ids[at] = id.clone();
        ledger.channel[at] = [Channel::Transfer, Channel::Card, Channel::Remittance][at % 3];
        let day = i32::try_from(seconds / DAY_SECONDS).unwrap();
        details.day.push(day);
        details.minute.push(filature_model::NO_MINUTE);
        let place = Place {
            message: Some(1),
            row: Some(90_000 + u32::try_from(at).unwrap()),
            line: Some(u32::try_from(at).unwrap() + 2),
        };
        let mut entry = Entry::new(
            place,
            Legs::Both,
            Booked::day(from_days(day).unwrap()),
            Money { minor: *minor, currency: Currency::EUR },
        );
        let party = |key: &str, name: &str| Party {
            account: Some(AccountId::written(key)),
            name: Some(name.to_owned()),
            country: None,
        };
        let name = |key: &str| {
            if key == "A" {
                "Mila Đordić"
            } else if key.ends_with('1') {
                CYRILLIC
            } else {
                LONG
            }
        };
        (entry.debtor, entry.creditor) = (party(payer, name(payer)), party(payee, name(payee)));
        entry.channel = Some(ledger.channel[at]);
        entries.insert(id, vec![(source, entry)]);
    }
    (ledger, details, entries)
}

/// The sample with a profile of so many months.
pub fn content(months: i64) -> Content {
    let (ledger, details, entries) = long(months);
    let position =
        |key: &str| ledger.accounts.iter().position(|id| id.as_str() == key).map(|at| u32::try_from(at).unwrap());
    let asked = Asked { accounts: position("A").into_iter().collect(), ..Asked::default() };
    let figures = Profile::of(&ledger, &details, &asked).unwrap();
    let across = |party: u32| Across {
        account: ledger.account(party).map(|id| id.as_str().to_owned()),
        known_by: KnownBy::Account,
    };
    let others = figures.sides.iter().filter_map(|side| side.other).filter(|party| *party != OUTSIDE);
    let subject = Subject {
        account: "A".to_owned(),
        accounts: vec![SubjectAccount {
            key: "A".to_owned(),
            statements: [3, 2],
            missing: (1..=12).map(|month| (2021, month)).chain([(2022, 1)]).collect(),
        }],
        others: others.map(|party| (party, across(party))).collect(),
        ids: figures.sides.iter().map(|side| ledger.ids[side.transaction as usize].clone()).collect(),
        compared: [2, 1],
        figures,
        ..Subject::default()
    };
    let empty = Subject {
        account: sample::HUB.to_owned(),
        accounts: vec![SubjectAccount { key: sample::HUB.to_owned(), ..SubjectAccount::default() }],
        ..Subject::default()
    };
    let mut content = sample::content();
    content.entries.extend(entries);
    content.show_names = true;
    content.subjects = vec![subject, empty];
    content
}

fn blocks(content: &Content, language: Language, anchor: &str) -> Vec<Block> {
    let document = document(content, language);
    document.parts.into_iter().find(|part| part.anchor == anchor).unwrap().blocks
}

#[test]
fn a_long_profile_has_years_on_its_page_and_months_behind() {
    for language in LANGUAGES {
        let tables: Vec<(String, usize)> = blocks(&content(60), language, "profile-1")
            .into_iter()
            .filter_map(|block| match block {
                Block::Table(table) => Some((table.anchor.unwrap(), table.rows.len())),
                _ => None,
            })
            .collect();
        let names: Vec<&str> = tables.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names[..3], ["profile-1-EUR-channels", "profile-1-EUR-years", "profile-1-EUR-others"]);
        let rows = |name: &str| tables.iter().find(|(known, _)| known.ends_with(name)).unwrap().1;
        // Five calendar years and fifty-nine months (sixty times thirty days), and what all of them come to.
        assert_eq!((rows("-years"), rows("-months")), (6, 60));
        // The twenty largest, the others in one line, and the sum.
        assert_eq!(rows("-others"), 22);
        assert!(names.iter().any(|name| name.ends_with("-cross-1")));
    }
}

#[test]
fn every_figure_of_a_profile_has_grounds_in_the_annex() {
    let content = content(3);
    let known: Vec<String> = select::select(&content).content.entries.into_keys().collect();
    let mut figures = 0;
    for block in blocks(&content, Language::English, "profile-1") {
        let Block::Table(table) = block else { continue };
        assert!(table.sourced);
        for row in table.rows {
            assert_eq!(row.cells.len(), table.columns.len());
            figures += row.cells.iter().flatten().filter(|inline| matches!(inline, Inline::Figure(_))).count();
            assert!(
                row.cells.last().unwrap().iter().any(|inline| matches!(inline, Inline::Link(_))),
                "a row without entries"
            );
        }
    }
    assert!(figures > 100 && known.len() > 72, "{figures}");
}

#[test]
fn of_an_account_where_nothing_moved_it_is_said_so() {
    let blocks = blocks(&content(1), Language::English, "profile-2");
    assert!(blocks.iter().all(|block| !matches!(block, Block::Table(_))));
    assert!(blocks.iter().any(|block| matches!(block, Block::Prose(_))));
}

#[test]
fn one_entry_that_may_not_be_shown_takes_all_figures_of_a_profile_with_it() {
    let mut content = content(2);
    let withheld = Withheld { transactions: ["p00007".to_owned()].into(), ..Withheld::default() };
    content.rights = Rights { withheld, ..Rights::default() };
    let selected = select::select(&content);
    assert!(selected.content.subjects[0].left_aside && selected.content.subjects[0].figures.sides.is_empty());
    let blocks = blocks(&content, Language::French, "profile-1");
    assert!(blocks.iter().any(|block| matches!(block, Block::Alarm(_))));
    assert!(blocks.iter().all(|block| !matches!(block, Block::Table(_))));
}

#[test]
fn without_profiles_nothing_changes() {
    let plain = sample::content();
    let none = Content { subjects: Vec::new(), ..sample::content() };
    for form in [Form::Html, Form::Xlsx] {
        let bytes = |content: &Content| Dossier::new(content, Language::English).unwrap().render(form).unwrap();
        assert_eq!(bytes(&plain), bytes(&none));
        assert!(!String::from_utf8_lossy(&bytes(&plain)).contains("profile-1"));
    }
}

/// The pictures of a long profile, to be looked at: `FILATURE_TEST_PDF=DIR`.
#[cfg(feature = "pdf")]
#[test]
fn a_long_profile_can_be_set() {
    for language in LANGUAGES {
        let bytes = Dossier::new(&content(60), language).unwrap().render(Form::Pdf).unwrap();
        assert!(bytes.starts_with(b"%PDF"));
        if let Ok(folder) = std::env::var("FILATURE_TEST_PDF") {
            std::fs::write(format!("{folder}/long.{}.pdf", language.code()), &bytes).unwrap();
        }
    }
}
