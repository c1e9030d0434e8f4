//! Every flag that comes with the program is read, says all that a flag has to say, and does in its cases what they say.

use std::collections::BTreeSet;

use filature_flags::{Element, Fault, Flag, FlagSet, built_in_cases, cases, check, lines, read_cases};
use filature_ledger::ledger_of;
use filature_model::{Details, Transactions};

/// The catalogue of indicators: control, acts, sexual exploitation, labour, crime and children, remittance, lifestyle.
const CATALOGUE: [&str; 68] = [
    "wage-sweep-to-one",
    "one-hand-many-cards",
    "payroll-kickback",
    "many-wages-one-account",
    "uniform-deductions",
    "no-life-on-account",
    "shared-identity-hub",
    "batch-onboarding",
    "many-mandates-one-person",
    "remote-control-device",
    "credential-flip",
    "debt-instalments",
    "recruitment-fee-cluster",
    "unlicensed-agency",
    "third-party-tickets",
    "bulk-permits",
    "convoy-trail",
    "origin-top-up-then-arrival",
    "collector-shuttle",
    "smuggling-release",
    "ads-micropayments",
    "ads-heavy-spend",
    "ads-many-lines",
    "city-carousel",
    "lodging-overspend",
    "many-short-lets",
    "ride-hailing-logistics",
    "night-takings",
    "priced-by-the-visit",
    "multi-city-cash-in",
    "takings-swept-same-night",
    "feeding-a-household",
    "after-hours-takings",
    "two-book-hotel",
    "personal-care-stock",
    "labour-without-payroll",
    "pay-under-minimum",
    "harvest-cash-spike",
    "firm-feeds-and-houses",
    "paid-at-home",
    "phoenix-labour-firm",
    "deposit-outside-hours",
    "daily-quota-deposits",
    "coins-and-small-notes",
    "benefits-into-one",
    "credit-burst-on-newcomer",
    "coerced-mule",
    "resale-then-remit",
    "ocse-live-buyer",
    "ocse-crypto-micro",
    "minor-extortion",
    "minor-account-controlled",
    "organ-broker-star",
    "many-to-one-mto",
    "shared-payee-core",
    "one-to-many-village",
    "under-the-cosi-line",
    "queue-of-senders",
    "remitter-hopping",
    "off-payday-remit",
    "off-corridor-remit",
    "agent-out-of-line",
    "funds-follow-person",
    "assets-without-income",
    "idle-luxury-and-gambling",
    "prepaid-churn",
    "processor-veil",
    "id-avoidance",
];

/// Patterns of the graph, as flags.
const MOTIFS: [&str; 8] = [
    "m1-funnel",
    "m2-pass-through",
    "m3-structuring",
    "m4-smurf-team",
    "m5-gather-scatter",
    "m6-scatter-gather",
    "m7-round-trip",
    "m8-many-to-one-rotation",
];

/// Lawful lives that resemble a network.
const LOOK_ALIKES: [&str; 17] = [
    "lookalike-advert-research",
    "lookalike-association",
    "lookalike-employer-lodging",
    "lookalike-feast-remittances",
    "lookalike-holiday",
    "lookalike-household",
    "lookalike-independent-worker",
    "lookalike-landlord",
    "lookalike-night-work",
    "lookalike-payroll",
    "lookalike-proxy-for-relatives",
    "lookalike-savings-circle",
    "lookalike-shelter",
    "lookalike-student-flat",
    "lookalike-travel-advance",
    "lookalike-travelling-trade",
    "lookalike-wage-access",
];

fn load(files: &[(&str, Vec<u8>)]) -> Result<(Transactions, Details), String> {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    ledger_of(&files).map_err(|error| error.to_string())
}

fn said(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("\n{fault}")).collect()
}

#[test]
fn the_catalogue_is_there_whole() {
    let set = FlagSet::built_in();
    assert_eq!(set.faults, [], "{}", said(&set.faults));
    let there: BTreeSet<&str> = set.flags.iter().map(|flag| flag.id.as_str()).collect();
    let wanted: BTreeSet<&str> = CATALOGUE.into_iter().chain(MOTIFS).chain(LOOK_ALIKES).collect();
    assert_eq!(wanted.len(), CATALOGUE.len() + MOTIFS.len() + LOOK_ALIKES.len(), "an id stands twice");
    assert_eq!(wanted.difference(&there).collect::<Vec<_>>(), [&""; 0], "these are missing");
    let beyond: Vec<_> = there.difference(&wanted).filter(|id| !id.starts_with("lookalike-")).collect();
    assert_eq!(beyond, [&""; 0], "these are in no catalogue");
    for flag in &set.flags {
        let innocent = flag.element == Element::Innocent;
        assert_eq!(innocent, flag.id.starts_with("lookalike-"), "{}", flag.id);
        if innocent {
            assert!(!flag.explains.is_empty(), "{} speaks against nothing", flag.id);
        }
        for explained in &flag.explains {
            let known =
                set.get(explained).unwrap_or_else(|| panic!("{} explains {explained}, which is no flag", flag.id));
            assert_ne!(known.element, Element::Innocent, "{} explains a look-alike", flag.id);
        }
    }
}

#[test]
fn nothing_is_wrong_with_any_flag() {
    let known = lines::of_table().unwrap();
    let faults: Vec<Fault> = FlagSet::built_in().flags.iter().flat_map(|flag| check(flag, &known)).collect();
    assert_eq!(faults, [], "{}", said(&faults));
}

/// Those that are off say which data would switch them on, in both languages; nothing sensitive is on.
#[test]
fn a_flag_that_is_off_says_why() {
    let set = FlagSet::built_in();
    for flag in set.flags.iter().filter(|flag| !flag.is_on()) {
        let filature_flags::Status::Off(why) = &flag.status else { unreachable!() };
        assert!(why.en.len() > 20 && why.fr.len() > 20, "{}", flag.id);
    }
    for id in ["personal-care-stock", "off-corridor-remit"] {
        assert!(!set.get(id).unwrap().is_on(), "{id} looks at what must not be looked at");
    }
}

/// Each flag that runs has a case that fires it, a look-alike that does not, both sides of each threshold; and all cases come out as they say.
#[test]
fn every_case_comes_out_as_it_says() {
    let set = FlagSet::built_in();
    let known = lines::of_table().unwrap();
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        let mut faults = Vec::new();
        while let Some(flag) = set.flags.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
            faults.extend(cases_of(flag, &known));
        }
        faults
    };
    let faults: Vec<Fault> = std::thread::scope(|scope| {
        let helper = scope.spawn(work);
        let mut all = work();
        all.extend(helper.join().unwrap());
        all
    });
    assert_eq!(faults, [], "{}", said(&faults));
}

fn cases_of(flag: &Flag, known: &[filature_graph::Line]) -> Vec<Fault> {
    let file = format!("flags/cases/{}.md", flag.id);
    let Some(text) = built_in_cases(&flag.id) else {
        let fault = Fault::new(&file, 1, "it runs and has no cases", "write them");
        return if flag.is_on() { vec![fault] } else { Vec::new() };
    };
    let read = match read_cases(&file, text) {
        Ok(read) => read,
        Err(fault) => return vec![fault],
    };
    let mut faults = if flag.is_on() { cases::missing(flag, &file, &read) } else { Vec::new() };
    faults.extend(cases::test(flag, &file, &read, known, &load));
    faults
}

/// The cases are no ornament: with another threshold, or another expectation, they say what differs and where.
#[test]
fn a_case_that_does_not_come_out_is_said() {
    let set = FlagSet::built_in();
    let known = lines::of_table().unwrap();
    let file = "flags/cases/wage-sweep-to-one.md";
    let text = built_in_cases("wage-sweep-to-one").unwrap();
    let cases = read_cases(file, text).unwrap();
    let mut laxer = set.get("wage-sweep-to-one").unwrap().clone();
    laxer.sql = laxer.sql.replace(":payees_least", "(:payees_least - 1)");
    let faults = cases::test(&laxer, file, &cases, &known, &load);
    assert!(faults.iter().any(|fault| fault.what.contains("found and not expected")), "{}", said(&faults));
    let mut stricter = set.get("wage-sweep-to-one").unwrap().clone();
    stricter.sql = stricter.sql.replace(":payees_least", "(:payees_least + 1)");
    let faults = cases::test(&stricter, file, &cases, &known, &load);
    let missed = faults.iter().find(|fault| fault.what.contains("is not among")).unwrap();
    assert!(text.lines().nth(missed.line as usize - 1).unwrap().starts_with('|'), "{missed}");
    let fewer: Vec<_> = cases.iter().filter(|case| case.kind == cases::Kind::Fires).cloned().collect();
    let lacking = cases::missing(&laxer, file, &fewer);
    assert_eq!(lacking.len(), 1 + laxer.parameters.len(), "{}", said(&lacking));
}
