//! What a lead needs, one rule a test, on ledgers small enough to be seen whole.

use std::collections::BTreeSet;
use std::sync::Arc;

use filature_flags::{Columns, Fired, FlagSet, LeadInput, Leads, join};
use filature_model::Finding;

use super::support::{columns, flag_text};

/// Flags of this module: id, element, family, roles.
type Written<'a> = (&'a str, &'a str, &'a str, &'a [(&'a str, &'a str)]);

/// What a test says of a finding: its flag, people by role, and the months of its payments.
type Found<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a [u32]);

const FLAGS: [Written<'_>; 12] = [
    ("means-sweep", "means", "wages", &[("workers", "victim-pattern"), ("boss", "controller")]),
    ("means-alone", "means", "living", &[("person", "victim-pattern")]),
    ("act-guide", "act", "recruitment", &[("recruited", "victim-pattern"), ("guide", "facilitator")]),
    ("purpose-boss", "purpose", "takings", &[("workers", "victim-pattern"), ("boss", "controller")]),
    ("purpose-alone", "purpose", "adverts", &[("person", "victim-pattern"), ("shop", "evidence")]),
    ("purpose-firm", "purpose", "trade", &[("firm", "employer")]),
    ("purpose-buyer", "purpose", "children", &[("buyer", "buyer"), ("person", "victim-pattern")]),
    ("money-sender", "money", "remittance", &[("sender", "controller"), ("payee", "evidence")]),
    ("money-again", "money", "remittance", &[("sender", "controller")]),
    ("money-below", "money", "structuring", &[("payer", "controller")]),
    ("money-alone", "money", "flow", &[("person", "victim-pattern")]),
    ("suspects-minor", "purpose", "children", &[("person", "victim-pattern"), ("adult", "controller")]),
];

fn flags(look_alikes: &[(&str, &[&str])]) -> FlagSet {
    let mut set = FlagSet::default();
    for (id, element, family, roles) in FLAGS {
        let mut text = flag_text(id, element, family, roles, "SELECT 1");
        if id == "suspects-minor" {
            text = text.replace("minor = false", "minor = true");
        }
        set.add(&format!("{id}.md"), &text);
    }
    for (id, explains) in look_alikes {
        let text = flag_text(id, "innocent", "flow", &[("people", "evidence")], "SELECT 1");
        let text = text.replacen("version = 1", &format!("version = 1\nexplains = {explains:?}"), 1);
        set.add(&format!("{id}.md"), &text);
    }
    assert_eq!(set.faults, []);
    set
}

/// Who is in one ring of payments of 10 EUR a day: nobody pays anybody much, and only findings and telephones tie people.
const ACCOUNTS: &str = "account,kind,birth_date,phone\nA,personal,1990-01-01,\nB,personal,,\nC,personal,2006-06-30,\nD,personal,1990-01-01,\n\
    FIRM,business,,\nSHOP,merchant,,\nTOWN,public,,\nE,personal,,0600000001\nF,personal,,0600000001\n";

/// Payments on the first of each month of 2024, to many, so that they tie nobody: position `n` is a payment of month `n / 9`.
fn ledger(accounts: &str) -> Arc<Columns> {
    let mut text = String::from("id,booked_at,debtor,creditor,amount,currency\n");
    let names = ["A", "B", "C", "D", "FIRM", "SHOP", "TOWN", "E", "F"];
    for month in 1..=12 {
        for (at, name) in names.iter().enumerate() {
            let payee = names[(at + 1 + month % 8) % names.len()];
            text.push_str(&format!("p{month:02}-{at},2024-{month:02}-01,{name},{payee},10.00,EUR\n"));
        }
    }
    columns(&[("payments.csv", &text), ("accounts.csv", accounts)])
}

/// A finding: its flag, people by role (accounts by key), and the month of its payments.
fn fired(columns: &Columns, set: &FlagSet, id: &str, people: &[(&str, &str)], months: &[u32]) -> Fired {
    let flag = set.get(id).unwrap();
    let party =
        |key: &str| u32::try_from(columns.ledger.accounts.iter().position(|one| one.as_str() == key).unwrap()).unwrap();
    let role = |name: &str| flag.roles.iter().position(|(column, _)| column == name).unwrap();
    let mut parties: Vec<(u32, usize)> = people.iter().map(|(name, key)| (party(key), role(name))).collect();
    parties.sort_unstable();
    let transactions: Vec<u32> = months.iter().map(|month| (month - 1) * 9).collect();
    let parts = format!("{parties:?}{transactions:?}");
    let finding = Finding {
        id: Finding::id_of(id, &[&parts]),
        kind: id.to_owned(),
        score: flag.weight(),
        accounts: Vec::new(),
        transactions: transactions.iter().map(|&tx| columns.ledger.ids[tx as usize].clone()).collect(),
        amount: "10.00".into(),
        currency: "EUR".into(),
        from: String::new(),
        to: String::new(),
        why: std::collections::BTreeMap::new(),
        source: String::new(),
        use_: "evidence".into(),
    };
    Fired { finding, reason: flag.reason.clone(), parties, transactions }
}

struct World {
    columns: Arc<Columns>,
    set: FlagSet,
    victims: BTreeSet<String>,
}

impl World {
    fn new() -> Self {
        Self { columns: ledger(ACCOUNTS), set: flags(&[]), victims: BTreeSet::new() }
    }

    fn leads(&self, found: &[Found<'_>]) -> Leads {
        let fired: Vec<Fired> =
            found.iter().map(|(id, people, months)| fired(&self.columns, &self.set, id, people, months)).collect();
        join(LeadInput {
            columns: &self.columns,
            flags: &self.set,
            fired: &fired,
            victims: &self.victims,
            first_of_holder: &[],
        })
    }

    /// Kinds of the leads.
    fn kinds(&self, found: &[Found<'_>]) -> Vec<String> {
        self.leads(found).leads.into_iter().map(|lead| lead.kind).collect()
    }
}

const SWEEP: Found<'_> = ("means-sweep", &[("workers", "A"), ("boss", "D")], &[3]);
const BOSS: Found<'_> = ("purpose-boss", &[("workers", "A"), ("boss", "D")], &[4]);
const SENDER: Found<'_> = ("money-sender", &[("sender", "D")], &[5]);
const GUIDE: Found<'_> = ("act-guide", &[("recruited", "A"), ("guide", "B")], &[3]);
const BELOW: Found<'_> = ("money-below", &[("payer", "D")], &[5]);

#[test]
fn a_lead_needs_means_and_a_purpose_and_an_act_or_money() {
    let world = World::new();
    assert_eq!(world.kinds(&[SWEEP, BOSS, SENDER]), ["trafficking"]);
    assert_eq!(world.kinds(&[SWEEP, BOSS, GUIDE]), ["trafficking"]);
    for two in [[SWEEP, BOSS], [SWEEP, SENDER], [BOSS, SENDER], [BOSS, GUIDE], [SWEEP, GUIDE], [GUIDE, SENDER]] {
        assert_eq!(world.kinds(&two), [""; 0], "{two:?}");
    }
    let lead = world.leads(&[SWEEP, BOSS, SENDER]).leads.remove(0);
    let sides: Vec<(&str, &str)> =
        lead.accounts.iter().map(|member| (member.account.as_str(), member.side.as_str())).collect();
    assert_eq!(sides, [("A", "victim-pattern"), ("D", "controller")]);
    let counted = (lead.elements.act, lead.elements.means, lead.elements.purpose, lead.elements.money);
    assert_eq!((counted, lead.minor.as_str(), lead.findings.len()), ((0, 1, 1, 1), "no", 3));
    assert_eq!((lead.for_.len(), lead.ask.len()), (3, 3));
}

#[test]
fn one_flag_or_one_family_makes_no_lead() {
    let world = World::new();
    let again = ("money-again", SENDER.1, SENDER.2);
    assert_eq!(world.kinds(&[SENDER, again]), [""; 0], "two flags of one family");
    assert_eq!(world.kinds(&[SENDER, ("money-sender", &[("sender", "D")], &[6])]), [""; 0], "one flag twice");
    // For a child neither means nor money is needed, and still two families are.
    let buyer: Found<'_> = ("purpose-buyer", &[("buyer", "B"), ("person", "C")], &[4]);
    let adult: Found<'_> = ("suspects-minor", &[("person", "C"), ("adult", "D")], &[4]);
    assert_eq!(world.kinds(&[buyer, adult]), [""; 0], "two flags of one family, of a child");
    assert_eq!(world.kinds(&[adult, ("purpose-alone", &[("person", "C")], &[4])]), ["protective"]);
    assert_eq!(world.kinds(&[SENDER, BELOW]), ["laundering"], "two families of money, and no trafficking");
    assert_eq!(world.kinds(&[SENDER, BELOW, again]), ["laundering"]);
}

#[test]
fn what_is_half_a_year_apart_makes_no_lead() {
    let world = World::new();
    let at = |months: &'static [u32]| ("means-sweep", SWEEP.1, months);
    let sender = ("money-sender", SENDER.1, &[11_u32][..]);
    let boss = ("purpose-boss", BOSS.1, &[10_u32][..]);
    // 1 April is 214 days before 1 November, 1 June 153.
    assert_eq!(world.kinds(&[at(&[4]), boss, sender]), [""; 0]);
    assert_eq!(world.kinds(&[at(&[6]), boss, sender]), ["trafficking"]);
    assert_eq!(world.kinds(&[at(&[4, 6]), boss, sender]), ["trafficking"], "a finding that lasts into the stretch");
}

#[test]
fn findings_of_people_whom_nothing_ties_stay_apart() {
    let world = World::new();
    let elsewhere = ("money-sender", &[("sender", "B")][..], &[5_u32][..]);
    assert_eq!(world.kinds(&[SWEEP, BOSS, elsewhere]), [""; 0]);
    // E and F share a telephone.
    let (sweep, boss) = (
        ("means-sweep", &[("workers", "A"), ("boss", "E")][..], SWEEP.2),
        ("purpose-boss", &[("boss", "E")][..], BOSS.2),
    );
    let sender = ("money-sender", &[("sender", "F")][..], SENDER.2);
    assert_eq!(world.kinds(&[sweep, boss, sender]), ["trafficking"]);
    let apart = World {
        columns: ledger(&ACCOUNTS.replace("F,personal,,0600000001", "F,personal,,0600000002")),
        ..World::new()
    };
    assert_eq!(apart.kinds(&[sweep, boss, sender]), [""; 0]);
}

/// Palermo Protocol, Article 3 (c): for a person under 18 means are not needed.
#[test]
fn for_a_child_means_are_not_needed() {
    let world = World::new();
    // C is 18 on 30 June 2024.
    let of = |who: &'static [(&'static str, &'static str)], month: &'static [u32]| {
        [("purpose-alone", who, month), ("money-sender", &[("sender", "C")][..], month)]
    };
    let lead = world.leads(&of(&[("person", "C")], &[6])).leads.remove(0);
    assert_eq!((lead.kind.as_str(), lead.minor.as_str(), lead.elements.means), ("protective", "yes", 0));
    assert_eq!(world.kinds(&of(&[("person", "C")], &[7])), [""; 0], "18 by then");
    assert_eq!(
        world.kinds(&[("purpose-alone", &[("person", "A")], &[6]), ("money-sender", &[("sender", "A")], &[6])]),
        [""; 0]
    );
    // Nobody knows when B was born: only a flag that points to a person under 18 makes it a question.
    let unknown = |id: &'static str| {
        [(id, &[("person", "B")][..], &[6_u32][..]), ("money-sender", &[("sender", "B")][..], &[6][..])]
    };
    assert_eq!(world.kinds(&unknown("purpose-alone")), [""; 0]);
    let lead = world.leads(&unknown("suspects-minor")).leads.remove(0);
    assert_eq!((lead.kind.as_str(), lead.minor.as_str()), ("protective", "unknown"));
}

#[test]
fn buyers_shops_and_public_bodies_stay_in_the_findings() {
    let world = World::new();
    let found = [
        ("means-sweep", &[("workers", "A"), ("boss", "D"), ("boss", "SHOP"), ("boss", "TOWN")][..], &[3_u32][..]),
        ("purpose-buyer", &[("buyer", "B"), ("person", "A")][..], &[4][..]),
        ("purpose-firm", &[("firm", "FIRM")][..], &[4][..]),
        ("money-sender", &[("sender", "D"), ("payee", "E")][..], &[5][..]),
    ];
    let lead = world.leads(&found).leads.remove(0);
    let named: Vec<&str> = lead.accounts.iter().map(|member| member.account.as_str()).collect();
    assert_eq!((lead.kind.as_str(), named), ("trafficking", vec!["A", "D"]));
}

#[test]
fn what_a_look_alike_explains_is_no_ground_and_stands_against() {
    let world = World { set: flags(&[("lookalike-family", &["means-sweep"])]), ..World::new() };
    let family = |people: &'static [(&'static str, &'static str)]| ("lookalike-family", people, &[3_u32][..]);
    // All on another side than a victim's are in the family: the sweep is explained, and what is left makes no lead of trafficking.
    let explained = world.leads(&[SWEEP, BOSS, SENDER, BELOW, family(&[("people", "D")])]);
    assert_eq!(explained.leads.iter().map(|lead| lead.kind.as_str()).collect::<Vec<_>>(), ["laundering"]);
    assert_eq!(explained.set_aside.len(), 1);
    let (set_aside, by) = &explained.set_aside[0];
    assert!(set_aside.starts_with("means-sweep-") && by.starts_with("lookalike-family-"));
    let lead = &explained.leads[0];
    assert!(!lead.findings.contains(set_aside));
    assert!(lead.against.iter().any(|said| said.what == "fact" && said.finding.as_ref() == Some(by)));
    // The boss is not in it: nothing is explained.
    let other = world.leads(&[SWEEP, BOSS, SENDER, BELOW, family(&[("people", "A")])]);
    assert_eq!((other.leads[0].kind.as_str(), other.set_aside.len()), ("trafficking", 0));
}

#[test]
fn whom_a_person_called_a_victim_is_on_no_other_side() {
    let plain = World::new();
    let found = [SWEEP, BOSS, SENDER, BELOW];
    let before = plain.leads(&found).leads.remove(0);
    let called = World { victims: BTreeSet::from(["D".to_owned()]), ..World::new() };
    let after = called.leads(&found).leads.remove(0);
    assert!(after.accounts.iter().all(|member| member.side == "victim-pattern"), "{:?}", after.accounts);
    assert!(
        before.score > 0 && after.score == 0,
        "what only people who may be victims show does not count for the rank"
    );
}

#[test]
fn a_lead_always_says_what_speaks_against_it() {
    let world = World::new();
    let lead = world.leads(&[SWEEP, BOSS, SENDER]).leads.remove(0);
    assert!(lead.against[0].en.contains("may be under coercion") && lead.against[0].fr.contains("sous contrainte"));
    let lead = world.leads(&[SENDER, BELOW]).leads.remove(0);
    assert!(!lead.against.is_empty() && !lead.against[0].en.contains("coercion"), "nobody is on the victims' side");
}

/// A stretch with a child ranked below one of adults, and losing the child's finding raised the lead.
#[test]
fn fewer_findings_do_not_raise_a_lead_that_has_two_stretches() {
    let world = World::new();
    let child = ("purpose-alone", &[("person", "C")][..], &[1_u32][..]);
    let with_child = ("money-sender", &[("sender", "D"), ("sender", "C")][..], &[1_u32][..]);
    let strong = [
        ("means-sweep", &[("workers", "A"), ("boss", "D")][..], &[10_u32][..]),
        ("purpose-boss", &[("workers", "A"), ("boss", "D")][..], &[10][..]),
        ("money-below", &[("payer", "D")][..], &[10][..]),
    ];
    let all: Vec<_> = [child, with_child].into_iter().chain(strong).collect();
    let before = world.leads(&all).leads.remove(0);
    assert_eq!(before.kind, "protective");
    let after = world.leads(&all[1..]).leads.remove(0);
    assert_eq!(after.kind, "trafficking");
    assert!(after.score <= before.score, "{} after {}", after.score, before.score);
}
