//! What holds of any two parties, on drawn ones; the seed of a failure is printed.

use crate::support::{Dice, Population};
use filature_identity::{
    Agreement, Birth, Field, NameAgreement, Party, PartyKind, Proposal, Verdict, compare, find_in,
};
use proptest::prelude::*;

#[test]
fn a_comparison_is_the_same_both_ways_and_with_itself() {
    for seed in 0..40 {
        let population = Population::drawn(seed, 40);
        for (at, one) in population.parties.iter().enumerate() {
            let own = compare(one, one);
            assert_eq!(own.name, NameAgreement::Same, "seed {seed}: {one:?}");
            assert_ne!(own.verdict(), Verdict::Different, "seed {seed}: {one:?}");
            for next in &population.parties[at + 1..] {
                assert_eq!(compare(one, next), compare(next, one), "seed {seed}: {one:?} {next:?}");
            }
        }
    }
}

/// What a person relies on: nothing is proposed as one on a name alone, on an account alone or on a telephone alone.
#[test]
fn no_merge_is_proposed_on_a_name_an_account_or_a_telephone_alone() {
    for seed in 0..200 {
        let population = Population::drawn(seed, 12);
        for one in &population.parties {
            for next in &population.parties {
                let found = compare(one, next);
                let shared = Field::ALL.into_iter().any(|field| found.field(field) == Agreement::Same);
                let names_are_one = found.name <= NameAgreement::Doubtful;
                let born = found.birth == Some(filature_identity::BirthAgreement::Same);
                if found.proposal() == Proposal::Confirm {
                    assert!(
                        born && names_are_one || found.name == NameAgreement::OtherFamily,
                        "seed {seed}: {one:?} {next:?}"
                    );
                    assert!(
                        found.field(Field::Document) == Agreement::Same
                            || found.field(Field::National) == Agreement::Same,
                        "seed {seed}: {one:?} {next:?}"
                    );
                }
                if found.verdict() == Verdict::Same {
                    assert!(born || shared, "seed {seed}: a name alone: {one:?} {next:?}");
                    assert_ne!(found.name, NameAgreement::Differs, "seed {seed}: {one:?} {next:?}");
                }
            }
        }
    }
}

#[test]
fn a_slip_in_a_number_is_not_the_same_number() {
    let mut dice = Dice::new(7);
    for _ in 0..200 {
        let number = format!("P{:07}", dice.below(9_999_999));
        let other = format!("P{:07}", dice.below(9_999_999));
        let of = |document: &str| Party {
            documents: vec![document.to_owned()],
            birth: Birth::day(1980, 1, 2),
            ..Party::named("Marko Ilić")
        };
        let found = compare(&of(&number), &of(&other)).field(Field::Document);
        assert_eq!(found == Agreement::Same, number == other);
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(name in "\\PC{0,80}", other in "[А-яA-Za-zΑ-ωçğıöşüčćđšž.\\-' \u{200f}\u{301}()\"]{0,60}") {
        for kind in [PartyKind::Unknown, PartyKind::Person, PartyKind::Organisation] {
            let of = |name: &str| Party { kind, ..Party::named(name) };
            let (left, right) = (of(&name), of(&other));
            prop_assert_eq!(compare(&left, &right), compare(&right, &left));
            prop_assert!(compare(&left, &right).verdict() != Verdict::Same);
        }
    }

    #[test]
    fn what_is_found_in_a_text_stands_there(text in "[0-9A-Z +.,/@a-z()€č-]{0,90}") {
        let mut end = 0;
        for found in find_in(&text, Some("FR")) {
            prop_assert!(found.range.start >= end && found.range.end <= text.len());
            prop_assert!(text.get(found.range.clone()).is_some());
            end = found.range.end;
        }
    }

    #[test]
    fn any_text_is_searched(text in "\\PC{0,120}") {
        let _ = find_in(&text, None);
    }

    #[test]
    fn dates_agree_both_ways(left in "[0-3]?[0-9][./-][01]?[0-9][./-](19|20)[0-9][0-9]", right in "(19|20)[0-9][0-9](-[01][0-9](-[0-3][0-9])?)?") {
        if let (Some(left), Some(right)) = (Birth::read(&left), Birth::read(&right)) {
            prop_assert_eq!(left.agreement(right), right.agreement(left));
            prop_assert_eq!(Birth::read(&left.to_string()), Some(left));
        }
    }
}
