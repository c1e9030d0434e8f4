use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use filature_intake::csv::Mapping;
use filature_model::{AccountId, SourceUse};
use proptest::prelude::*;

use super::*;
use crate::asked::asked;
use crate::categories::{self, Category};
use crate::heard::known_when_written;
use crate::holders::{Holders, Merge, Relation};
use crate::joins::Apart;
use crate::journal::{Act, Line};
use crate::marks::{Anchor, Colour, Content};
use crate::protection;
use crate::standing::{Label, Standing};
use crate::{AddOptions, Ledger, Watch, verify};

/// What one side says, as numbers: what kind of act, of which of few things, which word.
type Step = (u8, usize, usize);

fn text(text: &str) -> String {
    text.to_owned()
}

/// The acts of one side. Merges that stand can be undone, marks be taken away; `side` keeps their ids apart.
fn acts(steps: &[Step], side: &str, before: &[Act]) -> Vec<Act> {
    let mut acts: Vec<Act> = Vec::new();
    for (number, &(kind, of, word)) in steps.iter().enumerate() {
        let (account, by, reason) = (format!("ACCOUNT{}", of % 4), text(side), format!("{side}{number}"));
        let (debit, credit) = (format!("a1b2c3d4e5f6:{of}"), text("b1b2c3d4e5f6:1"));
        let said: Vec<&Act> = before.iter().chain(&acts).collect();
        let merges = said.iter().filter_map(|act| match act {
            Act::HoldersMerged { merge, .. } => Some(merge.clone()),
            _ => None,
        });
        let merges: Vec<String> = merges.collect();
        let (from, to, request) = (format!("2024-0{}", 1 + word % 3), text("2024-03"), text("R1"));
        acts.push(match kind {
            0 => {
                let state = ["open", "kept", "set-aside"][word % 3].to_owned();
                Act::LeadDecided { lead: format!("L{}", of % 3), state, reason, by }
            }
            1 => {
                let (source, second) = (text("PV"), Some(text("Second")));
                Act::CategorySet { account, category: Category::ALL[word % 5], source, reason, by, second }
            }
            2 => Act::HubSaid { account, how: ["through", "stop", "as-measured"][word % 3].to_owned(), reason, by },
            3 if word % 2 == 0 => Act::Linked { debit, credit, reason, by: Some(by) },
            3 => Act::LinkWithdrawn { debit, credit, reason, by },
            4 if word % 2 == 0 => Act::JoinUndone { debit, credit, reason },
            4 => Act::JoinRedone { debit, credit, reason },
            5 if of % 2 == 0 => {
                Act::StatementsAsked { account, from, to, request, of: None, due: None, by: None, on: None }
            }
            5 => Act::AskedWithdrawn { account, from, to, request },
            6 if word % 3 == 0 => Act::ProtectionLifted {
                accounts: vec![account],
                source: text("PV"),
                reason,
                by,
                second: text("Second"),
            },
            6 => {
                let accounts = vec![account, format!("ACCOUNT{}", (of + word) % 4)];
                Act::PersonProtected {
                    accounts,
                    from: format!("2024-05-0{}", 1 + word % 7),
                    source: text("PV"),
                    reason,
                    by,
                }
            }
            7 if word % 3 == 0 && !merges.is_empty() => {
                Act::MergeUndone { merge: merges[of % merges.len()].clone(), reason, by }
            }
            7 => {
                let mut accounts = vec![account, format!("ACCOUNT{}", (of + 1) % 4)];
                accounts.extend((word % 2 == 0).then(|| format!("ACCOUNT{}", (of + 2) % 4)));
                accounts.sort();
                let relation = if word % 5 == 4 { Relation::Joint } else { Relation::Holder };
                let merge = format!("{side}{number}");
                Act::HoldersMerged {
                    merge,
                    accounts,
                    relation,
                    source: text("PV"),
                    reason,
                    by,
                    second: None,
                    rule: None,
                }
            }
            8 if word % 4 == 1 && marked(&said).is_some() => {
                let (mark, entry) = marked(&said).unwrap();
                Act::MarkMoved { mark, entry, to: debit.clone(), anchor: anchor(&debit), reason, by }
            }
            8 if word % 2 == 0 => {
                let (label, colour) = (["rent", "work"][of % 2], [Colour::Red, Colour::Blue, Colour::Grey][word % 3]);
                Act::LabelDefined { label: text(label), colour, meaning: text(["flats", "cars"][word / 5]), by }
            }
            _ => Act::Marked {
                anchors: Vec::new(),
                mark: format!("{side}{number}"),
                entries: vec![debit],
                label: text("rent"),
                note: reason,
                by,
            },
        });
    }
    acts
}

/// The first mark, and the entry on which it is.
fn marked(said: &[&Act]) -> Option<(String, String)> {
    let mut known: Option<(String, String)> = None;
    for act in said {
        match (act, &known) {
            (Act::Marked { mark, entries, .. }, None) => known = Some((mark.clone(), entries[0].clone())),
            (Act::MarkMoved { mark, entry, to, .. }, Some((of, at))) if of == mark && at == entry => {
                known = Some((mark.clone(), to.clone()));
            }
            _ => {}
        }
    }
    known
}

fn anchor(entry: &str) -> Anchor {
    let content = Content { account: text(entry), on: text("2024-01-05"), minor: 5, currency: text("EUR") };
    Anchor { content, other: None, nth: 1, of: 1 }
}

/// Two copies of one case in which both sides said something.
struct Copies {
    _folder: tempfile::TempDir,
    paths: [PathBuf; 2],
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(from).unwrap() {
        let path = item.unwrap().path();
        let there = to.join(path.file_name().unwrap());
        if path.is_dir() { copy_folder(&path, &there) } else { fs::copy(&path, there).map(drop).unwrap() }
    }
}

fn copies(base: &[Step], mine: &[Step], theirs: &[Step]) -> Copies {
    let folder = tempfile::tempdir().unwrap();
    let paths = ["one", "two"].map(|name| folder.path().join(name));
    let (case, _) = Case::open_or_make(&paths[0]).unwrap();
    let base = acts(base, "base", &[]);
    case.record(&base).unwrap();
    drop(case);
    copy_folder(&paths[0], &paths[1]);
    for (path, steps, side) in [(&paths[0], mine, "one"), (&paths[1], theirs, "two")] {
        Case::open(path).unwrap().0.record(&acts(steps, side, &base)).unwrap();
    }
    Copies { _folder: folder, paths }
}

fn lines(path: &Path) -> Vec<Line> {
    read_journal(&path.join("journal.jsonl")).unwrap().0
}

/// What stands, in words, by what it is about; who said it when is left out.
fn standing(lines: &[Line]) -> BTreeMap<String, String> {
    let said = Standing::of(lines);
    let mut all = BTreeMap::new();
    all.extend(said.leads.into_iter().map(|(lead, known)| (format!("lead {lead}"), known.state)));
    let label = |(name, known): (String, Label)| {
        (format!("label {name}"), format!("{}: {}", known.colour.word(), known.meaning))
    };
    all.extend(said.labels.into_iter().map(label));
    all.extend(
        said.marks.iter().map(|mark| (format!("moved {}", mark.id), format!("{:?} {:?}", mark.entries, mark.anchors))),
    );
    all.extend(said.marks.into_iter().map(|mark| (format!("mark {}", mark.id), mark.note)));
    all.extend(said.links.into_keys().map(|(debit, credit)| (format!("link {debit} {credit}"), String::new())));
    all.extend(said.hubs.into_iter().map(|(hub, known)| (format!("hub {hub}"), known.through.to_string())));
    let decided = categories::current(lines).into_iter();
    all.extend(decided.map(|(account, known)| (format!("category {account}"), text(known.decision.category.word()))));
    all.extend(
        protection::current(lines)
            .into_iter()
            .map(|(account, known)| (format!("protection {account}"), known.from.to_string())),
    );
    all.extend(Apart::of(lines).iter().map(|(debit, credit, _)| (format!("join {debit} {credit}"), String::new())));
    for (account, months) in asked(lines) {
        all.extend(months.into_keys().map(|month| (format!("asked {account} {month} R1"), String::new())));
    }
    let holders = Holders::of(lines);
    let said = |merge: &Merge| {
        let accounts: Vec<&str> = merge.accounts.iter().map(AccountId::as_str).collect();
        (format!("holders {} {}", accounts.join(" "), merge.assertion.relation.word()), merge.id.clone())
    };
    all.extend(holders.merges().iter().map(said));
    all
}

/// The same, worked out slowly and obviously: of each thing of which one side spoke, its word; of which both did, the one that was settled.
fn expected(copies: &Copies, base: usize, holds: &dyn Fn(&str) -> Option<Hand>) -> BTreeMap<String, String> {
    let sides = copies.paths.each_ref().map(|path| lines(path));
    let states = sides.each_ref().map(|lines| standing(lines));
    let before = standing(&sides[0][..base]);
    let spoke = sides.each_ref().map(|lines| {
        let new = &lines[base..];
        let about = new.iter().flat_map(|line| words::last_words([line], &BTreeMap::new()).into_keys());
        about.map(|subject| format!("{} {}", subject.kind(), subject.ids().join(" "))).collect::<BTreeSet<String>>()
    });
    let mut all = BTreeMap::new();
    let keys: BTreeSet<&String> = states.iter().chain([&before]).flat_map(BTreeMap::keys).collect();
    for key in keys.into_iter().filter(|key| !key.starts_with("holders") && !key.starts_with("moved")) {
        let [one, two] = states.each_ref().map(|state| state.get(key));
        let value = match (spoke[0].contains(key), spoke[1].contains(key)) {
            _ if key.starts_with("mark") => one.or(two),
            (true, true) if key.starts_with("asked") => one.or(two),
            (true, true) if key.starts_with("protection") => match holds(key) {
                Some(Hand::Mine) if one.is_none() => None,
                Some(Hand::Theirs) if two.is_none() => None,
                _ => [one, two].into_iter().flatten().min(),
            },
            (true, true) => match holds(key) {
                Some(Hand::Theirs) => two,
                _ => one,
            },
            (false, true) => two,
            _ => one,
        };
        all.extend(value.map(|value| (key.clone(), value.clone())));
    }
    all
}

fn settle(path: &Path, other: &Path, holds: impl Fn(&Conflict) -> Hand) -> (Combined, BTreeMap<String, Hand>) {
    let (mut case, _) = Case::open(path).unwrap();
    let other = Other::read(other).unwrap();
    let (lines, head) = read_journal(&path.join("journal.jsonl")).unwrap();
    let plan = Plan::of(&lines, &head, case.sources(), &other).unwrap();
    let named: Vec<(String, Hand)> = plan
        .conflicts
        .iter()
        .map(|conflict| (format!("{} {}", conflict.kind(), conflict.ids().join(" ")), holds(conflict)))
        .collect();
    let said = Settlement {
        holds: (1..).zip(&named).map(|(number, (_, hand))| (number, *hand)).collect(),
        by: text("Cy"),
        reason: Some(text("heard both")),
        second: Some(text("Di")),
        second_reason: None,
    };
    (combine(&mut case, &other, &said).unwrap(), named.into_iter().collect())
}

fn flipped(hand: Hand) -> Hand {
    if hand == Hand::Mine { Hand::Theirs } else { Hand::Mine }
}

fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec((0..9_u8, 0..6_usize, 0..10_usize), 0..most)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    /// Into whichever copy the other is combined, the same stands: what one side alone said, what both said, and what was settled.
    #[test]
    fn it_does_not_matter_which_is_combined_into_which(
        base in steps(8), mine in steps(14), theirs in steps(14), luck in proptest::num::u64::ANY,
    ) {
        let (copies, again) = (copies(&base, &mine, &theirs), copies(&base, &mine, &theirs));
        // The times of two runs differ: the second pair is a copy of the first.
        for (from, to) in copies.paths.iter().zip(&again.paths) {
            fs::copy(from.join("journal.jsonl"), to.join("journal.jsonl")).unwrap();
        }
        let before = base.len() + 1;
        // The same choice for the same conflict, by whatever number it has.
        let choose = |conflict: &Conflict| {
            let name = format!("{:?}", conflict.subjects);
            let sum = name.bytes().fold(luck, |sum, byte| sum.rotate_left(5) ^ u64::from(byte));
            if sum % 2 == 0 { Hand::Mine } else { Hand::Theirs }
        };
        let wanted = copies.paths.clone();
        let sides = wanted.each_ref().map(|path| lines(path));
        let (_, named) = settle(&copies.paths[0], &copies.paths[1], choose);
        let (_, mirrored) = settle(&again.paths[1], &again.paths[0], |conflict| flipped(choose(conflict)));
        prop_assert_eq!(named.len(), mirrored.len());
        let (one, two) = (standing(&lines(&copies.paths[0])), standing(&lines(&again.paths[1])));
        prop_assert_eq!(&one, &two);

        // The slow answer, from the two journals as they were.
        let slow = Copies { _folder: tempfile::tempdir().unwrap(), paths: again.paths.clone() };
        let journal = again.paths[0].join("journal.jsonl");
        prop_assert_eq!(&lines(journal.parent().unwrap()), &sides[0]);
        fs::copy(copies.paths[1].join("journal.jsonl"), again.paths[1].join("journal.jsonl")).unwrap();
        let slow = expected(&slow, before, &|key| named.get(key).copied());
        let others: BTreeMap<String, String> =
            one.iter().filter(|(key, _)| !key.starts_with("holders") && !key.starts_with("moved")).map(|(key, value)| (key.clone(), value.clone())).collect();
        prop_assert_eq!(&others, &slow);

        // Once more changes nothing, and the other copy catches up without a conflict.
        let text = fs::read(copies.paths[0].join("journal.jsonl")).unwrap();
        let (nothing, _) = settle(&copies.paths[0], &copies.paths[1], |_| Hand::Mine);
        prop_assert_eq!(nothing, Combined::default());
        prop_assert_eq!(fs::read(copies.paths[0].join("journal.jsonl")).unwrap(), text);
        let (_, open) = settle(&copies.paths[1], &copies.paths[0], |_| Hand::Mine);
        prop_assert_eq!(open, BTreeMap::new());
        prop_assert_eq!(standing(&lines(&copies.paths[1])), one);
        nothing_is_new(&copies)?;

        // The lines that the other copy had at any of its lines are found again, in its order.
        let ours = lines(&copies.paths[0]);
        for line in ours.iter().filter(|line| line.heard.is_some()) {
            let known = known_when_written(&ours, line);
            let there: Vec<&Act> = sides[1].iter().take(known.len()).map(|line| &line.act).collect();
            let here: Vec<&Act> = known.iter().map(|number| &ours[usize::try_from(number - 1).unwrap()].act).collect();
            prop_assert_eq!(here, there);
            prop_assert_eq!(known.last(), Some(&line.line));
        }
    }
}

/// Neither copy has anything to take over from the other, and neither changes when that is asked.
fn nothing_is_new(copies: &Copies) -> Result<(), TestCaseError> {
    for (one, other) in [(0, 1), (1, 0)] {
        let before = lines(&copies.paths[one]);
        let (done, open) = settle(&copies.paths[one], &copies.paths[other], |_| Hand::Mine);
        prop_assert_eq!((done, open), (Combined::default(), BTreeMap::new()));
        prop_assert_eq!(lines(&copies.paths[one]), before);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    /// However often two people work on and combine, in whichever direction: once each copy was combined with the other, both state the same
    /// and have nothing to tell each other any more.
    #[test]
    fn what_is_combined_both_ways_has_nothing_new_on_either_side(
        base in steps(6), rounds in proptest::collection::vec((steps(6), steps(6), proptest::bool::ANY), 1..4), luck in proptest::num::u64::ANY,
    ) {
        let copies = copies(&base, &[], &[]);
        let choose = |conflict: &Conflict| {
            let name = format!("{:?}", conflict.subjects);
            let sum = name.bytes().fold(luck, |sum, byte| sum.rotate_left(5) ^ u64::from(byte));
            if sum % 2 == 0 { Hand::Mine } else { Hand::Theirs }
        };
        for (round, (mine, theirs, is_into_first)) in rounds.iter().enumerate() {
            for (path, steps, side) in [(&copies.paths[0], mine, "one"), (&copies.paths[1], theirs, "two")] {
                let known: Vec<Act> = lines(path).into_iter().map(|line| line.act).collect();
                Case::open(path).unwrap().0.record(&acts(steps, &format!("{side}{round}-"), &known)).unwrap();
            }
            let (into, from) = if *is_into_first { (0, 1) } else { (1, 0) };
            settle(&copies.paths[into], &copies.paths[from], choose);
        }
        settle(&copies.paths[0], &copies.paths[1], choose);
        let (_, open) = settle(&copies.paths[1], &copies.paths[0], choose);
        prop_assert_eq!(open, BTreeMap::new());
        prop_assert_eq!(standing(&lines(&copies.paths[0])), standing(&lines(&copies.paths[1])));
        nothing_is_new(&copies)?;
    }
}

#[test]
fn a_label_that_is_defined_in_two_ways_is_a_conflict_and_is_settled_for_good() {
    for hand in [Hand::Mine, Hand::Theirs] {
        let copies = copies(&[], &[], &[]);
        for (path, colour, meaning) in
            [(&copies.paths[0], Colour::Red, "flats"), (&copies.paths[1], Colour::Blue, "cars")]
        {
            let act = Act::LabelDefined { label: text("rent"), colour, meaning: text(meaning), by: text("Ada") };
            Case::open(path).unwrap().0.record(&[act]).unwrap();
        }
        let (_, named) = settle(&copies.paths[0], &copies.paths[1], |_| hand);
        assert_eq!(named, BTreeMap::from([(text("label rent"), hand)]));
        let (_, open) = settle(&copies.paths[1], &copies.paths[0], |_| Hand::Mine);
        assert_eq!(open, BTreeMap::new());
        let wanted = if hand == Hand::Mine { "red: flats" } else { "blue: cars" };
        for path in &copies.paths {
            assert_eq!(standing(&lines(path))["label rent"], wanted);
        }
        nothing_is_new(&copies).unwrap();
    }
}

#[test]
fn a_mark_that_is_moved_to_two_entries_is_a_conflict_and_is_on_one_in_the_end() {
    for hand in [Hand::Mine, Hand::Theirs] {
        let copies = copies(&[(8, 1, 3)], &[(8, 2, 1)], &[(8, 3, 1)]);
        let (_, named) = settle(&copies.paths[0], &copies.paths[1], |_| hand);
        assert_eq!(named, BTreeMap::from([(text("mark base0 a1b2c3d4e5f6:1"), hand)]));
        settle(&copies.paths[1], &copies.paths[0], |_| Hand::Mine);
        let wanted = if hand == Hand::Mine { "a1b2c3d4e5f6:2" } else { "a1b2c3d4e5f6:3" };
        for path in &copies.paths {
            assert_eq!(Standing::of(&lines(path)).marks[0].entries, [wanted]);
        }
        nothing_is_new(&copies).unwrap();
    }
}

#[test]
fn a_conflict_changes_nothing_until_it_is_settled_and_protects_in_doubt() {
    // Category of ACCOUNT0: a victim's here, a suspect's there; lead L0 kept here, set aside there.
    let copies = copies(&[], &[(1, 0, 2), (0, 0, 1)], &[(1, 0, 0), (0, 0, 2)]);
    let journal = copies.paths[0].join("journal.jsonl");
    let before = fs::read(&journal).unwrap();
    let (mut case, _) = Case::open(&copies.paths[0]).unwrap();
    let other = Other::read(&copies.paths[1]).unwrap();
    let said = |holds: &[(usize, Hand)], reason: Option<&str>, second: Option<&str>| Settlement {
        holds: holds.iter().copied().collect(),
        by: text("Cy"),
        reason: reason.map(text),
        second: second.map(text),
        second_reason: None,
    };
    let mut refused = |settlement: Settlement, with: &str| {
        let error = combine(&mut case, &other, &settlement).unwrap_err().to_string();
        assert!(error.contains(with), "{error}");
        assert_eq!(fs::read(&journal).unwrap(), before);
    };
    refused(said(&[], Some("r"), None), "conflicts 1, 2 are open");
    refused(said(&[(1, Hand::Mine)], Some("r"), None), "conflict 2 is open");
    refused(said(&[(1, Hand::Mine), (2, Hand::Mine)], Some(" "), None), "a reason");
    refused(said(&[(1, Hand::Mine), (2, Hand::Mine), (3, Hand::Mine)], Some("r"), None), "--settle 3");
    refused(said(&[(1, Hand::Theirs), (2, Hand::Mine)], Some("r"), None), "a second person");
    refused(said(&[(1, Hand::Theirs), (2, Hand::Mine)], Some("r"), Some(" CY ")), "CY again");
    refused(Settlement { by: text(" "), ..said(&[(2, Hand::Mine)], Some("r"), None) }, "--by");
    combine(&mut case, &other, &said(&[(2, Hand::Theirs)], Some("r"), None)).unwrap();
    let stands = standing(&lines(&copies.paths[0]));
    assert_eq!((stands["category ACCOUNT0"].as_str(), stands["lead L0"].as_str()), ("victim", "set-aside"));
}

#[test]
fn what_is_no_copy_is_refused_and_what_a_newer_version_wrote_too() {
    let (one, two) = (copies(&[], &[], &[]), copies(&[], &[(0, 0, 0)], &[]));
    let (mut case, _) = Case::open(&one.paths[0]).unwrap();
    let settlement = Settlement { by: text("Cy"), ..Settlement::default() };
    let error = combine(&mut case, &Other::read(&two.paths[0]).unwrap(), &settlement).unwrap_err();
    assert!(matches!(error, CombineError::NotACopy(_)), "{error}");
    let journal = one.paths[1].join("journal.jsonl");
    let newer = fs::read_to_string(&journal).unwrap().replace("\"act\":", "\"new\":1,\"act\":");
    fs::write(&journal, newer).unwrap();
    let error = Other::read(&one.paths[1]).unwrap_err().to_string();
    assert!(error.contains("line 1 says more than this version reads"), "{error}");
    assert!(Other::read(one.paths[1].parent().unwrap()).unwrap_err().to_string().contains("no case"));
    let _held = Case::open(&two.paths[1]).unwrap();
    assert!(matches!(Other::read(&two.paths[1]), Err(CombineError::Ledger(LedgerError::Busy(_)))));
}

const MAPPING: &str = "delimiter = ';'\nheader_line = 1\ndecimal_mark = ','\ndate_order = 'DMY'\ncurrency = 'EUR'\naccount = 'X:1'\n[columns]\nbooked = 'Datum'\namount = 'Iznos'\nbalance = 'Saldo'\ntext = ['Opis']\n";

#[test]
fn one_file_read_in_two_ways_is_a_conflict_and_its_use_is_the_narrowest() {
    let copies = copies(&[], &[], &[]);
    let file = copies.paths[0].parent().unwrap().join("may.csv");
    fs::write(&file, "Datum;Opis;Iznos;Saldo\n03/05/2024;kirija;-40,00;60,00\n").unwrap();
    for (path, account, use_) in
        [(&copies.paths[0], "X:1", SourceUse::Evidence), (&copies.paths[1], "X:2", SourceUse::ConsentNeeded)]
    {
        let mapping = Mapping::from_toml(&MAPPING.replace("X:1", account)).unwrap();
        let options = AddOptions { mapping: Some(mapping), use_: Some(use_), ..AddOptions::default() };
        let reports = Case::open(path).unwrap().0.add(std::slice::from_ref(&file), &options, Watch::NOBODY).unwrap();
        assert_eq!(reports[0].refused, None, "{reports:?}");
    }
    let accounts = |path: &Path| {
        let ledger = Ledger::load(&Case::open(path).unwrap().0).unwrap();
        ledger.statements.iter().map(|check| check.statement.account.to_string()).collect::<Vec<_>>()
    };
    let before = accounts(&copies.paths[1]);
    let (_, named) = settle(&copies.paths[0], &copies.paths[1], |_| Hand::Theirs);
    assert_eq!(named.keys().map(|name| name.split(' ').next().unwrap()).collect::<Vec<_>>(), ["reading"]);
    assert_eq!(accounts(&copies.paths[0]), before);
    let case = Case::open(&copies.paths[0]).unwrap().0;
    assert_eq!(case.sources()[0].use_, SourceUse::ConsentNeeded);
    assert!(verify(&case).unwrap().holds());
    drop(case);
    let (_, named) = settle(&copies.paths[1], &copies.paths[0], |_| Hand::Mine);
    assert_eq!(named, BTreeMap::new());
    assert_eq!(accounts(&copies.paths[1]), before);
}
