//! The hashes keep out what the person is known by, however it is written, and nobody else.

use filature_intake::{Options, Outcome};
use filature_model::{AccountId, SourceId};
use proptest::prelude::*;

use super::filter::{Filter, Filters};
use super::held;
use super::person::Person;
use super::redact::{ERASED, quiet};
use crate::build::Segment;
use crate::journal::Act;

const ACCOUNT: &str = "FR7699999000010000000000115";

fn segment(text: &str) -> Segment {
    let source: SourceId = "a1b2c3d4e5f6".parse().unwrap();
    match filature_intake::read(source, text.as_bytes(), &Options::default()) {
        Ok(Outcome::Read(reading, _)) => Segment::new(source, *reading),
        other => panic!("{other:?}"),
    }
}

fn list(name: &str, rows: &str) -> Segment {
    segment(&format!(
        "id,booked_at,debtor,creditor,amount,currency,debtor_name,creditor_name,text\nt1,2024-01-02,{ACCOUNT},B,1.00,EUR,{name},Baker,\n{rows}"
    ))
}

/// The person of the account, and the filter that keeps them out.
fn known(name: &str) -> (Person, Filter) {
    let mut person = Person::of([AccountId::written(ACCOUNT)]);
    assert!(person.learn(&list(name, "")));
    let mut filter = Filter::new("e".to_owned(), "5a17".to_owned());
    person.hide_in(&mut filter);
    (person, filter)
}

proptest! {
    #[test]
    fn a_name_in_any_order_case_and_piece_is_kept_out(
        first in "[A-Z][a-z]{2,8}", last in "[A-Z][a-z]{2,8}", turned: bool, capitals: bool, between in "[ ,./-]{0,2}",
        before in "([a-z]{1,6} )?", behind in "( [a-z]{1,6})?",
    ) {
        let (person, filter) = known(&format!("{first} {last}"));
        let (one, other) = if turned { (&last, &first) } else { (&first, &last) };
        let text = format!("{before}{one}{between}{other}{behind}");
        let text = if capitals { text.to_uppercase() } else { text };
        // Short names in one piece are in other words by chance: neither finds them.
        if person.is_in(&text) {
            prop_assert!(filter.is_in(&text), "{text:?} of {first} {last}");
        }
    }

    #[test]
    fn an_account_is_kept_out_however_it_is_cut(cuts in prop::collection::vec(1_usize..27, 0..6), before in "[a-z]{0,5} ?") {
        let (_, filter) = known("Mira Kostova");
        let mut text = String::new();
        for (at, sign) in ACCOUNT.chars().enumerate() {
            if cuts.contains(&at) {
                text.push(' ');
            }
            text.push(sign);
        }
        let text = format!("{before}{text}");
        prop_assert!(filter.is_in(&text), "{text:?}");
        prop_assert!(filter.is_account(ACCOUNT));
    }

    #[test]
    fn the_sieve_lets_through_what_hashing_every_window_finds(
        name in "[A-Z][a-z]{1,6} [A-Z][a-z]{1,6}", text in "[a-zA-Z ,.0-9]{0,30}", around in "[a-z ]{0,6}", with_name: bool,
    ) {
        let (_, filter) = known(&name);
        let text = if with_name { format!("{around}{name}{text}") } else { text };
        prop_assert_eq!(filter.is_in(&text), filter.is_in_by_every_window(&text), "{:?} of {}", text, name);
    }

    #[test]
    fn nobody_else_is_kept_out(text in "[b-df-hj-np-tv-z ]{0,60}[0-9 ]{0,7}") {
        let (_, filter) = known("Želimira Müller");
        prop_assert!(!filter.is_in(&text), "{text:?}");
    }
}

#[test]
fn other_spellings_of_the_same_letters_are_kept_out() {
    let (_, filter) = known("Želimira Müller");
    for text in ["MUELLER ZELIMIRA", "zelimiramuller.pdf", "Zelimira Mu\u{308}ller", "rent zelimira, muller"] {
        assert!(filter.is_in(text), "{text}");
    }
    for text in ["Zelimira", "Muller", "mueller and sons", ""] {
        assert!(!filter.is_in(text), "{text}");
    }
}

#[test]
fn a_text_with_the_words_apart_is_kept_out_whole() {
    let text = "Mueller GmbH pays Ms Zelimira";
    let rows = format!("t2,2024-01-03,C,D,2.00,EUR,Carpenter,Doctor,{text}\n");
    let (mut segments, (person, mut filter)) = (vec![list("Želimira Müller", &rows)], known("Želimira Müller"));
    assert!(person.is_in(text) && !filter.is_in(text));
    held::whole_texts(&held::named(&segments, &person), &mut filter);
    assert!(filter.is_in(text));
    let filters = Filters(vec![filter]);
    assert!(filters.apply(&mut segments[0]).unwrap());
    let batch = &segments[0].entries.held()[0];
    let row = |at| crate::tables::Row { batch, at };
    assert_eq!(
        (row(0).text("debtor"), row(0).text("debtor_name"), row(0).text("creditor_name")),
        (None, None, Some("Baker"))
    );
    assert_eq!((row(1).text("text"), row(1).text("debtor_name")), (Some(ERASED), Some("Carpenter")));
    assert!(!filters.apply(&mut segments[0]).unwrap(), "nothing is left to take out");
}

#[test]
fn a_redacted_line_says_of_others_what_it_said_and_nothing_of_whom_is_erased() {
    let protected = |accounts: &[&str]| Act::PersonProtected {
        accounts: accounts.iter().map(|&account| account.to_owned()).collect(),
        from: "2024-01-01".to_owned(),
        source: "s".to_owned(),
        reason: "r".to_owned(),
        by: "Ada".to_owned(),
    };
    assert_eq!(quiet(protected(&[ERASED, "B"])), protected(&["B"]));
    assert_eq!(quiet(protected(&[ERASED])), Act::Redacted { of: "person-protected".to_owned() });
    let written = |file: &str| Act::TraceWritten { file: file.to_owned(), sha256: "0".to_owned() };
    assert_eq!(quiet(written("traces/a.json")), written("traces/a.json"));
    assert_eq!(quiet(written(ERASED)), Act::Redacted { of: "trace-written".to_owned() });
}
