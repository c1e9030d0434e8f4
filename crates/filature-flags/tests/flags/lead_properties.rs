//! What holds for the leads of every ledger and of whatever fired on it: random people, payments and findings, each with its seed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

use filature_flags::{Columns, Element, Fired, Flag, FlagSet, LeadInput, Leads, RoleSide, Side, join};
use filature_model::{AccountKind, Finding, Lead};

use super::support::{Numbers, columns, flag_text};

const SEEDS: u64 = 1_500;

/// Flags of all elements, families and sides: id, element, family, roles.
#[rustfmt::skip]
const FLAGS: [(&str, &str, &str, &[(&str, &str)]); 17] = [
    ("means-holder", "means", "living", &[("person", "victim-pattern")]),
    ("means-workers", "means", "wages", &[("workers", "victim-pattern"), ("boss", "controller")]),
    ("means-cards", "means", "cards", &[("holders", "victim-pattern"), ("boss", "controller")]),
    ("means-debt", "means", "debt", &[("creditor_of_debt", "controller")]),
    ("act-guide", "act", "recruitment", &[("recruited", "victim-pattern"), ("guide", "facilitator")]),
    ("act-travel", "act", "travel", &[("travellers", "victim-pattern"), ("agency", "evidence")]),
    ("purpose-takings", "purpose", "takings", &[("workers", "victim-pattern"), ("boss", "controller")]),
    ("purpose-adverts", "purpose", "adverts", &[("person", "victim-pattern"), ("shop", "evidence")]),
    ("purpose-firm", "purpose", "trade", &[("firm", "employer")]),
    ("purpose-child", "purpose", "children", &[("buyer", "buyer"), ("child", "victim-pattern")]),
    ("money-sender", "money", "remittance", &[("sender", "controller"), ("payee", "evidence")]),
    ("money-queue", "money", "remittance", &[("senders", "victim-pattern"), ("payee", "controller")]),
    ("money-below", "money", "structuring", &[("payer", "controller")]),
    ("money-holder", "money", "flow", &[("person", "victim-pattern")]),
    ("money-car", "money", "assets", &[("buyer_of_car", "controller"), ("dealer", "evidence")]),
    ("lookalike-family", "innocent", "flow", &[("people", "evidence")]),
    ("lookalike-season", "innocent", "flow", &[("people", "evidence")]),
];

/// Flags whose roles are all of people who may be victims.
const OF_VICTIMS: [&str; 4] = ["means-holder", "act-travel", "purpose-adverts", "money-holder"];

fn flags(order: Option<&mut Numbers>) -> FlagSet {
    let mut texts: Vec<(String, String)> = Vec::new();
    for (id, element, family, roles) in FLAGS {
        let mut text = flag_text(id, element, family, roles, "SELECT 1");
        let explains: &[&str] = match id {
            "lookalike-family" => &["means-workers", "means-holder", "money-sender"],
            "lookalike-season" => &["means-cards", "means-debt", "means-workers", "money-queue"],
            _ => &[],
        };
        if !explains.is_empty() {
            text = text.replacen("version = 1", &format!("version = 1\nexplains = {explains:?}"), 1);
        }
        if id == "purpose-child" {
            text = text.replace("minor = false", "minor = true");
        }
        if matches!(id, "means-cards" | "money-below" | "money-holder") {
            text = text.replace("trust = \"read\"", "trust = \"design\"");
        }
        texts.push((format!("{id}.md"), text));
    }
    if let Some(numbers) = order {
        numbers.shuffle(&mut texts);
    }
    let mut set = FlagSet::default();
    texts.iter().for_each(|(file, text)| set.add(file, text));
    assert_eq!(set.faults, []);
    set
}

/// People, what they paid, what fired, and whom somebody has called a victim.
#[derive(Clone)]
struct World {
    columns: Arc<Columns>,
    set: Arc<FlagSet>,
    fired: Vec<Fired>,
    victims: BTreeSet<String>,
}

impl World {
    /// `days`: from the first payment to the last. Within half a year nothing falls out of a lead for being too old.
    fn random(set: &Arc<FlagSet>, numbers: &mut Numbers, days: usize) -> Self {
        let people = 6 + numbers.below(10);
        let columns = ledger(numbers, people, days);
        let mut world = Self { columns, set: Arc::clone(set), fired: Vec::new(), victims: BTreeSet::new() };
        for _ in 0..2 + numbers.below(14) {
            let flag = numbers.one(&set.flags);
            let one = world.finding(flag, numbers, None);
            if !world.fired.iter().any(|known| known.finding.id == one.finding.id) {
                world.fired.push(one);
            }
        }
        for account in &world.columns.ledger.accounts {
            if numbers.chance(60) {
                world.victims.insert(account.as_str().to_owned());
            }
        }
        world
    }

    /// A finding of a flag: of one person, or of some for each role.
    fn finding(&self, flag: &Flag, numbers: &mut Numbers, only: Option<u32>) -> Fired {
        let parties = self.columns.ledger.accounts.len() + self.columns.details.customers.len();
        let mut found = BTreeSet::new();
        for (role, (_, side)) in flag.roles.iter().enumerate() {
            if let Some(party) = only.filter(|_| *side != RoleSide::Evidence) {
                found.insert((party, role));
                continue;
            }
            for _ in 0..1 + numbers.below(3) {
                found.insert((u32::try_from(numbers.below(parties)).unwrap(), role));
            }
        }
        let first = numbers.below(self.columns.ledger.len());
        let mut transactions: Vec<u32> = (0..1 + numbers.below(3))
            .map(|_| u32::try_from((first + numbers.below(6)).min(self.columns.ledger.len() - 1)).unwrap())
            .collect();
        transactions.sort_unstable();
        transactions.dedup();
        let parties: Vec<(u32, usize)> = found.into_iter().collect();
        let finding = Finding {
            id: Finding::id_of(&flag.id, &[&format!("{parties:?}{transactions:?}")]),
            kind: flag.id.clone(),
            score: flag.weight(),
            accounts: Vec::new(),
            transactions: transactions.iter().map(|&tx| self.columns.ledger.ids[tx as usize].clone()).collect(),
            amount: "1.00".into(),
            currency: "EUR".into(),
            from: String::new(),
            to: String::new(),
            why: BTreeMap::new(),
            source: String::new(),
            use_: "evidence".into(),
        };
        Fired { finding, reason: flag.reason.clone(), parties, transactions }
    }

    fn leads(&self) -> Leads {
        join(LeadInput {
            columns: &self.columns,
            flags: &self.set,
            fired: &self.fired,
            victims: &self.victims,
            first_of_holder: &[],
        })
    }

    fn flag(&self, finding: &str) -> &Flag {
        self.set.get(&self.of(finding).finding.kind).unwrap()
    }

    fn of(&self, finding: &str) -> &Fired {
        self.fired.iter().find(|one| one.finding.id == finding).unwrap()
    }

    /// Shops, public bodies and hubs are in no lead.
    fn stays_out(&self, party: u32) -> bool {
        let kind = self.columns.details.holders.kind.get(party as usize).copied().flatten();
        matches!(kind, Some(AccountKind::Merchant | AccountKind::Public))
            || self.columns.ledger.hub.get(party as usize).copied().unwrap_or(false)
    }

    fn key(&self, party: u32) -> Option<&str> {
        self.columns.ledger.accounts.get(party as usize).map(|key| key.as_str())
    }
}

/// People with and without a birth date, a telephone, a kind; payments small and large; people at counters who are known by their names.
fn ledger(numbers: &mut Numbers, people: usize, days: usize) -> Arc<Columns> {
    let mut accounts = String::from("account,kind,birth_date,phone,hub,country\n");
    for person in 0..people {
        let kind =
            numbers.one(&["personal", "personal", "personal", "personal", "business", "merchant", "public", "agent"]);
        let birth = numbers.one(&["", "", "1980-05-05", "1991-02-28", "2007-01-01", "2010-09-09"]);
        let phone = if numbers.chance(300) { format!("060000000{}", numbers.below(4)) } else { String::new() };
        let hub = if numbers.chance(40) { "1" } else { "" };
        let country = numbers.one(&["", "FR", "FR", "RS"]);
        let _ = writeln!(accounts, "P{person:02},{kind},{birth},{phone},{hub},{country}");
    }
    let first: jiff::civil::Date = "2024-01-01".parse().unwrap();
    let mut text = String::from("id,booked_at,debtor,creditor,amount,currency,debtor_name,creditor_name\n");
    let person = |numbers: &mut Numbers| {
        let at = numbers.below(people + 2);
        if at < people { format!("P{at:02}") } else { String::new() }
    };
    for row in 0..20 + numbers.below(40) {
        let (debtor, mut creditor) = (person(numbers), person(numbers));
        if debtor == creditor {
            creditor = if debtor == "P00" { "P01".into() } else { "P00".into() };
        }
        let day = first.checked_add(jiff::Span::new().days(i64::try_from(numbers.below(days)).unwrap())).unwrap();
        let amount = numbers.one(&[5, 10, 20, 20, 50, 400, 900]);
        let name = |numbers: &mut Numbers, key: &str| {
            // Who has an account mostly bears a name of their own.
            if key.is_empty() || numbers.chance(100) {
                format!("NAME {}", numbers.below(5))
            } else {
                format!("HOLDER {key}")
            }
        };
        let (payer, payee) = (name(numbers, &debtor), name(numbers, &creditor));
        let _ = writeln!(text, "t{row},{day},{debtor},{creditor},{amount}.00,EUR,{payer},{payee}");
    }
    columns(&[("payments.csv", &text), ("accounts.csv", &accounts)])
}

/// Runs a property on many worlds within half a year, or over three.
fn worlds(days: usize, property: impl Fn(u64, &World, &mut Numbers)) {
    let set = Arc::new(flags(None));
    let mut with_leads = 0;
    for seed in 0..SEEDS {
        let mut numbers = Numbers::new(seed);
        let world = World::random(&set, &mut numbers, days);
        with_leads += usize::from(!world.leads().leads.is_empty());
        property(seed, &world, &mut numbers);
    }
    assert!(with_leads > 300, "only {with_leads} worlds have a lead: the property says little");
}

const HALF_YEAR: usize = 150;
const YEARS: usize = 700;

fn accounts(lead: &Lead) -> BTreeSet<&str> {
    lead.accounts.iter().map(|member| member.account.as_str()).collect()
}

/// The sides on which an account stands, over all leads.
fn sides(leads: &Leads) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut sides: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for member in leads.leads.iter().flat_map(|lead| &lead.accounts) {
        sides.entry(&member.account).or_default().insert(&member.side);
    }
    sides
}

/// What a holder's account shows of one who may be a victim never makes more of what else is said of that holder.
#[test]
fn what_a_victims_account_shows_raises_no_lead_and_changes_no_side() {
    for days in [HALF_YEAR, YEARS] {
        worlds(days, |seed, world, numbers| {
            let before = world.leads();
            let other_side = |lead: &Lead, key: &str| {
                lead.accounts.iter().any(|member| member.account == key && member.side != "victim-pattern")
            };
            let holder = u32::try_from(numbers.below(world.columns.ledger.accounts.len())).unwrap();
            let flag = world.set.get(OF_VICTIMS[numbers.below(OF_VICTIMS.len())]).unwrap();
            let mut more = world.clone();
            more.fired.push(world.finding(flag, numbers, Some(holder)));
            let after = more.leads();
            let key = world.key(holder).unwrap();
            let known = before.leads.iter().filter(|lead| other_side(lead, key)).map(|lead| lead.score).max();
            for lead in after.leads.iter().filter(|lead| other_side(lead, key)) {
                assert!(
                    known.is_none_or(|known| lead.score <= known),
                    "seed {seed}, {days} days: {key} {known:?} → {}",
                    lead.score
                );
            }
            if days == HALF_YEAR {
                let (before, after) = (sides(&before), sides(&after));
                for (key, now) in after {
                    let then = before.get(key).cloned().unwrap_or_else(|| BTreeSet::from(["victim-pattern"]));
                    let shown = now.iter().filter(|side| **side != "victim-pattern" && before.contains_key(key));
                    for side in shown {
                        assert!(then.contains(side), "seed {seed}: {key} was {then:?} and is {now:?}");
                    }
                }
            }
        });
    }
}

/// Whatever is taken away, no lead gets more of it: every lead that is left was one before, with at least that score.
#[test]
fn fewer_findings_never_raise_a_lead() {
    worlds(HALF_YEAR, |seed, world, _| {
        let before = world.leads();
        let supporting: BTreeSet<&String> = before.leads.iter().flat_map(|lead| &lead.findings).collect();
        for gone in supporting {
            let mut fewer = world.clone();
            fewer.fired.retain(|one| one.finding.id != *gone);
            for lead in &fewer.leads().leads {
                let then =
                    before.leads.iter().filter(|known| lead.findings.iter().all(|id| known.findings.contains(id)));
                let then = then.map(|known| known.score).max();
                assert!(
                    then.is_some_and(|then| lead.score <= then),
                    "seed {seed}, without {gone}: {then:?} → {lead:#?}"
                );
            }
        }
    });
}

/// The same where a lead may fall back on another half year: the best of all does not rise, nor the best of the upper lane.
#[test]
fn fewer_findings_never_raise_the_best_lead_of_years() {
    let best = |leads: &Leads, upper: bool| {
        leads.leads.iter().filter(|lead| !upper || lead.kind != "laundering").map(|lead| lead.score).max()
    };
    worlds(YEARS, |seed, world, _| {
        let before = world.leads();
        for gone in 0..world.fired.len() {
            let mut fewer = world.clone();
            let removed = fewer.fired.remove(gone);
            if world.set.get(&removed.finding.kind).unwrap().element == Element::Innocent {
                continue;
            }
            let after = fewer.leads();
            for upper in [false, true] {
                let (then, now) = (best(&before, upper), best(&after, upper));
                assert!(now <= then, "seed {seed}, upper {upper}, without {}: {then:?} → {now:?}", removed.finding.id);
            }
        }
    });
}

#[test]
fn every_lead_has_what_a_lead_needs() {
    for days in [HALF_YEAR, YEARS] {
        worlds(days, |seed, world, _| {
            let leads = world.leads();
            let set_aside: BTreeSet<&String> = leads.set_aside.iter().map(|(finding, _)| finding).collect();
            for lead in &leads.leads {
                let of = |element: Element| -> BTreeSet<&str> {
                    let flags = lead.findings.iter().map(|id| world.flag(id)).filter(|flag| flag.element == element);
                    flags.map(|flag| flag.id.as_str()).collect()
                };
                let (act, means, purpose, money) =
                    (of(Element::Act), of(Element::Means), of(Element::Purpose), of(Element::Money));
                let counted = [&act, &means, &purpose, &money].map(|flags| u32::try_from(flags.len()).unwrap());
                let said = [lead.elements.act, lead.elements.means, lead.elements.purpose, lead.elements.money];
                assert_eq!(counted, said, "seed {seed}");
                let families: BTreeSet<&str> = lead.findings.iter().map(|id| world.flag(id).family.as_str()).collect();
                let money_families: BTreeSet<&str> =
                    money.iter().map(|id| world.set.get(id).unwrap().family.as_str()).collect();
                assert!(counted.iter().sum::<u32>() >= 2 && families.len() >= 2, "seed {seed}: {lead:#?}");
                let trafficking = !(means.is_empty() || purpose.is_empty() || act.is_empty() && money.is_empty());
                let (child, minor) = child(world, lead);
                assert_eq!(lead.minor, minor, "seed {seed}: {lead:#?}");
                let protective = child && !(act.is_empty() && purpose.is_empty());
                let kind = match () {
                    () if protective => "protective",
                    () if trafficking => "trafficking",
                    () => "laundering",
                };
                assert_eq!(lead.kind, kind, "seed {seed}: {lead:#?}");
                assert!(kind != "laundering" || money_families.len() >= 2, "seed {seed}");
                assert!(
                    lead.findings.iter().all(|id| !set_aside.contains(id)),
                    "seed {seed}: what is explained is no ground"
                );
            }
        });
    }
}

/// Whether means are not needed, and what is known of who is under 18: for each finding and each person on the victims' side of it, by the
/// day on which they are 18. Means are not needed where such a person shows an act or a purpose, or where a flag points to a child.
fn child(world: &World, lead: &Lead) -> (bool, &'static str) {
    let (mut yes, mut unknown, mut shown) = (false, false, false);
    for (one, flag) in lead.findings.iter().map(|id| (world.of(id), world.flag(id))) {
        let first = one.transactions.iter().map(|tx| world.columns.details.day[*tx as usize]).min().unwrap();
        for (party, role) in &one.parties {
            let RoleSide::Of(side) = flag.roles[*role].1 else { continue };
            let called = world.key(*party).is_some_and(|key| world.victims.contains(key));
            if side == Side::Buyer || world.stays_out(*party) || (side != Side::VictimPattern && !called) {
                continue;
            }
            match world.columns.details.holders.birth_day.get(*party as usize).copied().flatten() {
                None => unknown = true,
                Some(birth) => {
                    let birth = filature_model::from_days(birth).unwrap();
                    let adult = birth.checked_add(jiff::Span::new().years(18)).unwrap();
                    let is_child = filature_model::from_days(first).unwrap() < adult;
                    yes |= is_child;
                    shown |= is_child && matches!(flag.element, Element::Act | Element::Purpose);
                }
            }
        }
    }
    let suspected = lead.findings.iter().any(|id| world.flag(id).minor);
    match (yes, unknown) {
        (true, _) => (shown || suspected, "yes"),
        (false, true) => (suspected, "unknown"),
        (false, false) => (false, "no"),
    }
}

/// Buyers, shops, public bodies, hubs and what is only evidence are nobody in a lead; every other side rests on a finding of the lead.
#[test]
fn every_account_of_a_lead_has_the_side_that_a_finding_shows() {
    for days in [HALF_YEAR, YEARS] {
        worlds(days, |seed, world, _| {
            for (lead, member) in
                world.leads().leads.iter().flat_map(|lead| lead.accounts.iter().map(move |m| (lead, m)))
            {
                let at = world.columns.ledger.accounts.iter().position(|key| key.as_str() == member.account).unwrap();
                let party = u32::try_from(at).unwrap();
                assert!(!world.stays_out(party), "seed {seed}: {member:?}");
                let roles: BTreeSet<(&str, RoleSide)> = lead
                    .findings
                    .iter()
                    .flat_map(|id| {
                        let roles = world.of(id).parties.iter().filter(|(known, _)| *known == party);
                        roles.map(|(_, role)| (world.flag(id).roles[*role].0.as_str(), world.flag(id).roles[*role].1))
                    })
                    .collect();
                let shown: BTreeSet<&str> = roles
                    .iter()
                    .filter_map(|(_, side)| match side {
                        RoleSide::Of(side) if *side != Side::Buyer => Some(side.word()),
                        _ => None,
                    })
                    .collect();
                assert!(!shown.is_empty(), "seed {seed}: {member:?} is only a buyer or evidence");
                assert!(roles.iter().any(|(role, _)| *role == member.role), "seed {seed}: {member:?}");
                if world.victims.contains(&member.account) {
                    assert_eq!(member.side, "victim-pattern", "seed {seed}: {member:?} was called a victim");
                } else {
                    let expected = ["controller", "employer", "facilitator", "victim-pattern"];
                    let expected = expected.into_iter().find(|side| shown.contains(side)).unwrap();
                    assert_eq!(member.side, expected, "seed {seed}: {member:?}");
                }
            }
        });
    }
}

#[test]
fn the_same_leads_in_any_order() {
    worlds(YEARS, |seed, world, numbers| {
        let mut other = world.clone();
        numbers.shuffle(&mut other.fired);
        if seed % 50 == 0 {
            other.set = Arc::new(flags(Some(numbers)));
        }
        let (one, two) = (world.leads(), other.leads());
        assert_eq!(one, two, "seed {seed}");
        let ids: BTreeSet<&String> = one.leads.iter().map(|lead| &lead.id).collect();
        assert_eq!(ids.len(), one.leads.len(), "seed {seed}: two leads have one id");
    });
}

/// With all that speaks of means explained there is no lead of trafficking, and the look-alikes stand against what is left.
#[test]
fn what_is_explained_is_set_aside_and_said() {
    let stood_against = std::cell::Cell::new(0);
    worlds(HALF_YEAR, |seed, world, numbers| {
        let mut explained = world.clone();
        explained.fired.retain(|one| world.set.get(&one.finding.kind).unwrap().element != Element::Innocent);
        let means: Vec<Fired> = explained
            .fired
            .iter()
            .filter(|one| world.set.get(&one.finding.kind).unwrap().element == Element::Means)
            .cloned()
            .collect();
        for one in &means {
            let look_alike = world.set.flags.iter().find(|flag| flag.explains.contains(&one.finding.kind)).unwrap();
            let mut innocent = world.finding(look_alike, numbers, None);
            innocent.parties = one.parties.iter().map(|(party, _)| (*party, 0)).collect();
            innocent.parties.dedup();
            innocent.finding.id = Finding::id_of(&look_alike.id, &[&one.finding.id]);
            explained.fired.push(innocent);
        }
        let leads = explained.leads();
        assert!(leads.leads.iter().all(|lead| lead.kind != "trafficking"), "seed {seed}");
        let aside: BTreeSet<&String> = leads.set_aside.iter().map(|(finding, _)| finding).collect();
        let has_people = |one: &Fired| {
            one.parties.iter().any(|(party, role)| {
                let (_, side) = world.set.get(&one.finding.kind).unwrap().roles[*role];
                side != RoleSide::Evidence && !world.stays_out(*party)
            })
        };
        for one in means.iter().filter(|one| has_people(one)) {
            assert!(aside.contains(&one.finding.id), "seed {seed}: {} is not set aside", one.finding.id);
        }
        for lead in &leads.leads {
            let members = accounts(lead);
            for (finding, by) in &leads.set_aside {
                let one = explained.of(finding);
                let flag = explained.flag(finding);
                let concerned = one.parties.iter().any(|(party, role)| {
                    matches!(flag.roles[*role].1, RoleSide::Of(side) if side != Side::Buyer)
                        && explained.key(*party).is_some_and(|key| members.contains(key))
                });
                if concerned {
                    let said = lead.against.iter().any(|said| said.what == "fact" && said.finding.as_ref() == Some(by));
                    assert!(said, "seed {seed}: {by} does not stand against {}", lead.id);
                    stood_against.set(stood_against.get() + 1);
                }
            }
        }
    });
    assert!(stood_against.get() > 50, "too few leads have something set aside: {}", stood_against.get());
}

#[test]
fn every_lead_says_what_speaks_against_it_and_rests_on_findings() {
    worlds(YEARS, |seed, world, _| {
        for lead in world.leads().leads {
            assert!(!lead.against.is_empty() && !lead.for_.is_empty() && !lead.ask.is_empty(), "seed {seed}");
            if lead.accounts.iter().any(|member| member.side == "victim-pattern") {
                assert!(lead.against[0].en.contains("may be under coercion"), "seed {seed}: {:?}", lead.against);
            }
            for said in &lead.for_ {
                assert!(said.finding.as_ref().is_some_and(|id| lead.findings.contains(id)), "seed {seed}: {said:?}");
            }
            for said in lead.for_.iter().chain(&lead.against).chain(&lead.ask) {
                assert!(!said.en.is_empty() && !said.fr.is_empty(), "seed {seed}");
            }
        }
    });
}
