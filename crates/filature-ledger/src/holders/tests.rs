use std::fs;

use proptest::prelude::*;

use filature_model::{Finding, Member, OUTSIDE, Transactions};

use super::*;
use crate::categories::{Category, Decision};
use crate::{AddOptions, Watch};

fn key(account: &str) -> AccountId {
    AccountId::written(account)
}

fn said(accounts: &[&str]) -> Assertion {
    let text = |text: &str| text.to_owned();
    Assertion {
        accounts: accounts.iter().map(|account| text(account)).collect(),
        source: text("D 1"),
        reason: text("one passport"),
        by: text("Officer A"),
        ..Assertion::default()
    }
}

fn with_second(accounts: &[&str]) -> Assertion {
    Assertion { second: Some("Officer B".to_owned()), ..said(accounts) }
}

fn known(accounts: &[&str]) -> BTreeMap<AccountId, Known> {
    accounts.iter().map(|account| (key(account), Known::default())).collect()
}

fn case() -> (tempfile::TempDir, Case) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rows.csv");
    fs::write(
        &file,
        "id,booked_at,debtor,creditor,amount,currency\n1,2024-01-02,A,B,10.00,EUR\n2,2024-01-03,B,C,5.00,EUR\n",
    )
    .unwrap();
    let (mut case, _) = Case::open_or_make(&folder.path().join("case")).unwrap();
    case.add(&[file], &AddOptions::default(), Watch::NOBODY).unwrap();
    (folder, case)
}

#[test]
fn merges_that_meet_are_of_one_holder_and_one_step_back_parts_them() {
    let (_folder, case) = case();
    let known = known(&["A", "B", "C", "D"]);
    let first = merge(&case, &said(&["B", "A"]), &known).unwrap();
    let second = merge(&case, &said(&["B", "C"]), &known).unwrap();
    assert_ne!(first.id, second.id);
    let holders = Holders::of(&case.journal().unwrap());
    assert!(holders.is_same(&key("A"), &key("C")) && !holders.is_same(&key("A"), &key("D")));
    assert_eq!(holders.all_of(&key("C")), BTreeSet::from([key("A"), key("B"), key("C")]));
    assert_eq!(holders.first_of(&key("C")), &key("A"));
    undo(&case, &first.id, "two people", "Officer A").unwrap();
    let holders = Holders::of(&case.journal().unwrap());
    assert!(!holders.is_same(&key("A"), &key("B")) && holders.is_same(&key("B"), &key("C")));
    assert!(matches!(undo(&case, &first.id, "again", "Officer A"), Err(MergeError::NotMerged(id)) if id == first.id));
}

#[test]
fn a_merge_has_accounts_a_source_a_reason_and_a_name() {
    let (_folder, case) = case();
    let known = known(&["A", "B"]);
    let lines = case.journal().unwrap().len();
    let empty = |of: fn(&mut Assertion)| {
        let mut said = said(&["A", "B"]);
        of(&mut said);
        merge(&case, &said, &known)
    };
    assert!(matches!(empty(|said| said.source.clear()), Err(MergeError::Missing("a source"))));
    assert!(matches!(empty(|said| said.reason = " ".into()), Err(MergeError::Missing("a reason"))));
    assert!(matches!(empty(|said| said.by.clear()), Err(MergeError::Missing("the name of who says so"))));
    assert!(matches!(merge(&case, &said(&["A", " A "]), &known), Err(MergeError::TooFew(1))));
    assert!(
        matches!(merge(&case, &said(&["A", "X"]), &known), Err(MergeError::NoAccount(account)) if account == key("X"))
    );
    assert_eq!(case.journal().unwrap().len(), lines);
    merge(&case, &said(&["A", "B"]), &known).unwrap();
    assert!(matches!(merge(&case, &said(&["B", "A"]), &known), Err(MergeError::StandsAlready)));
}

#[test]
fn what_the_files_contradict_takes_two() {
    let (_folder, case) = case();
    let mut known = known(&["A", "B", "C"]);
    let born = |day| Known { births: BTreeSet::from([jiff::civil::date(1980, 5, day)]) };
    known.insert(key("A"), born(1));
    known.insert(key("C"), born(2));
    merge(&case, &said(&["A", "B"]), &known).unwrap();
    // By way of B, A and C would be one.
    assert!(matches!(merge(&case, &said(&["B", "C"]), &known), Err(MergeError::SecondNeeded { .. })));
    let alone = Assertion { second: Some("officer  a".into()), ..said(&["B", "C"]) };
    assert!(matches!(merge(&case, &alone, &known), Err(MergeError::SecondIsTheFirst(_))));
    merge(&case, &with_second(&["B", "C"]), &known).unwrap();
}

#[test]
fn another_account_of_a_victim_is_a_victims_and_is_protected_with_the_first() {
    let (_folder, case) = case();
    let known = known(&["A", "B", "C"]);
    let text = |text: &str| text.to_owned();
    let decide = |account: &str, category, second: Option<&str>| {
        let second = second.map(text);
        categories::set(
            &case,
            &Decision {
                account: text(account),
                category,
                source: text("S"),
                reason: text("R"),
                by: text("Officer A"),
                second,
            },
        )
    };
    decide("A", Category::Victim, None).unwrap();
    let protect = crate::protection::Protect {
        accounts: vec![text("A")],
        from: text("2024-03-01"),
        source: text("S"),
        reason: text("R"),
        by: text("Officer A"),
    };
    crate::protection::protect(&case, &protect).unwrap();
    let of_a_and_b = merge(&case, &said(&["A", "B"]), &known).unwrap();
    let lines = case.journal().unwrap();
    assert_eq!(categories::victims(&lines), BTreeSet::from([text("A"), text("B")]));
    assert_eq!(crate::protection::days(&lines).keys().cloned().collect::<Vec<_>>(), [key("A"), key("B")]);
    // To call B's holder a suspect is to call the victim one.
    assert!(decide("B", Category::Suspect, None).is_err());
    undo(&case, &of_a_and_b.id, "R", "Officer A").unwrap();
    assert_eq!(categories::victims(&case.journal().unwrap()), BTreeSet::from([text("A")]));
    decide("B", Category::Suspect, None).unwrap();
    assert!(matches!(merge(&case, &said(&["A", "B"]), &known), Err(MergeError::SecondNeeded { .. })));
}

#[test]
fn other_relations_join_nothing() {
    let (_folder, case) = case();
    let known = known(&["A", "B"]);
    for relation in [Relation::Joint, Relation::Proxy, Relation::Owner] {
        merge(&case, &Assertion { relation, ..said(&["B", "A"]) }, &known).unwrap();
    }
    let holders = Holders::of(&case.journal().unwrap());
    assert!(holders.is_empty() && holders.merges().len() == 3);
    // The first is the one whose holder is meant.
    assert_eq!(holders.merges()[0].accounts, [key("B"), key("A")]);
    assert_eq!(Relation::ALL.map(|relation| Relation::from_word(relation.word())), Relation::ALL.map(Some));
}

/// Groups as anybody would work them out: pairs again and again until nothing changes.
fn slowly(merges: &[Vec<usize>], accounts: usize) -> Vec<usize> {
    let mut group: Vec<usize> = (0..accounts).collect();
    for _ in 0..accounts {
        for merge in merges {
            let least = merge.iter().map(|&account| group[account]).min().unwrap();
            merge.iter().for_each(|&account| group[account] = least);
        }
    }
    group
}

proptest! {
    /// After any merges and undos the holders are those of the merges that remain.
    #[test]
    fn what_is_undone_was_never_said(steps in prop::collection::vec((prop::collection::vec(0_usize..8, 2..4), any::<Option<prop::sample::Index>>()), 1..12)) {
        let name = |account: usize| format!("K{account}");
        let act = |merge: &str, of: &[usize]| Act::HoldersMerged {
            merge: merge.to_owned(), accounts: of.iter().map(|&account| name(account)).collect(), relation: Relation::Holder,
            source: "S".into(), reason: "R".into(), by: "A".into(), second: None, rule: None,
        };
        let (mut acts, mut standing): (Vec<Act>, Vec<(String, Vec<usize>)>) = (Vec::new(), Vec::new());
        for (number, (of, undone)) in steps.iter().enumerate() {
            let id = format!("m{number}");
            acts.push(act(&id, of));
            standing.push((id, of.clone()));
            if let Some(at) = undone {
                let (id, _) = standing.remove(at.index(standing.len()));
                acts.push(Act::MergeUndone { merge: id, reason: "R".into(), by: "A".into() });
            }
        }
        let lines = |acts: Vec<Act>| -> Vec<Line> {
            (1..).zip(acts).map(|(line, act)| Line { line, at: String::new(), act, before: String::new(), heard: None, was: None }).collect()
        };
        let holders = Holders::of(&lines(acts));
        let rebuilt = Holders::of(&lines(standing.iter().map(|(id, of)| act(id, of)).collect()));
        prop_assert_eq!(&holders.first, &rebuilt.first);
        let group = slowly(&standing.iter().map(|(_, of)| of.clone()).collect::<Vec<_>>(), 8);
        for one in 0..8 {
            for other in 0..8 {
                prop_assert_eq!(holders.is_same(&key(&name(one)), &key(&name(other))), group[one] == group[other]);
            }
        }
    }
}

#[test]
fn a_ledger_between_holders_has_no_transfer_within_one() {
    let ledger = Transactions::small(&[("A", "B", 100, 1), ("B", "C", 60, 2), ("C", "A", 50, 3), ("", "B", 10, 4)]);
    let line = |act| Line { line: 1, at: String::new(), act, before: String::new(), heard: None, was: None };
    let Assertion { accounts, relation, source, reason, by, second, rule } = said(&["A", "B"]);
    let holders = Holders::of(&[line(Act::HoldersMerged {
        merge: "m".into(),
        accounts,
        relation,
        source,
        reason,
        by,
        second,
        rule,
    })]);
    let one_each = OneEach::of(&ledger, &holders).unwrap();
    let between = one_each.between_holders(&ledger);
    between.check().unwrap();
    assert_eq!(
        (between.debtor.as_slice(), between.creditor.as_slice()),
        (&[OUTSIDE, 0, 2, OUTSIDE][..], &[OUTSIDE, 2, 0, 0][..])
    );
    assert_eq!(one_each.first(), [0, 0, 2]);
    assert_eq!(between.ids, ledger.ids);
    let mut finding = Finding {
        accounts: ["A", "C"].map(|account| Member { account: account.into(), role: "member".into() }).to_vec(),
        transactions: vec!["t1".into(), "t2".into()],
        id: String::new(),
        kind: "cycle".into(),
        score: 0,
        amount: "0.50".into(),
        currency: "EUR".into(),
        from: String::new(),
        to: String::new(),
        why: BTreeMap::new(),
        source: String::new(),
        use_: "evidence".into(),
    };
    let position = ledger.ids.iter().enumerate().map(|(at, id)| (id.as_str(), at)).collect();
    one_each.with_accounts(&ledger, &mut finding, &position);
    let named: Vec<&str> = finding.accounts.iter().map(|member| member.account.as_str()).collect();
    assert_eq!(named, ["A", "B", "C"]);
}
