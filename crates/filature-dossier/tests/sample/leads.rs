//! Two leads over the invented case, made by hand: one that has everything a lead can say, and a protective one.

use filature_dossier::Content;
use filature_model::{Elements, Finding, Lead, LeadMember, LeadStatement, Reason};
use jiff::civil::date;

use super::{Book, HUB, finding, reason};

const MIRA: (&str, &str) = ("FR7099999000010007001357112", "Mira Kostova");
const DORIN: (&str, &str) = ("RO02ZZZZ0000001000200030", "Dorin Pescaru");
const ELENA: (&str, &str) = ("RO72ZZZZ0000001000200807", "Elena Pescaru");
const FARM: (&str, &str) = ("DE19999999990000123456", "Weidmann Gebäudereinigung GmbH");
const UNCALIBRATED: &str = "thresholds are design defaults, uncalibrated";

fn said(what: &str, flag: Option<&str>, finding: Option<&str>, text: (&str, &str)) -> LeadStatement {
    LeadStatement {
        finding: finding.map(str::to_owned),
        flag: flag.map(str::to_owned),
        what: what.to_owned(),
        en: text.0.to_owned(),
        fr: text.1.to_owned(),
    }
}

/// A finding of a flag: its sentence stands in `why`, in both languages.
fn fired(
    flag: &str,
    sources: &str,
    roles: &[(&str, &str)],
    transactions: &[String],
    amount: &str,
    why: &[(&str, Reason)],
) -> Finding {
    let mut made = finding(&format!("{flag}-0123456789ab"), flag, roles, transactions, amount);
    made.why = reason(why);
    made.source = format!("{sources} (flag {flag} version 1; {UNCALIBRATED})");
    made
}

fn sentence(en: &str, fr: &str) -> [(&'static str, Reason); 2] {
    [("en", Reason::Text(en.to_owned())), ("fr", Reason::Text(fr.to_owned()))]
}

const SWEEP: (&str, &str) = (
    "Within 48 hours of pay, 3 people sent at least 80 % of it to the same account, in 4 months; 2,450.00 EUR in all.",
    "Sous 48 heures après la paie, 3 personnes en ont envoyé au moins 80 % au même compte, pendant 4 mois ; 2 450,00 EUR en tout.",
);
const UNDER: (&str, &str) = (
    "In 4 months a full-time employee of the firm was paid 412.00 EUR a month, and the least that the law of its place allows is in no table.",
    "Pendant 4 mois une personne employée à plein temps par l'établissement a reçu 412,00 EUR par mois ; le minimum légal du lieu n'est dans aucune table.",
);
const SHARED: (&str, &str) = (
    "3 accounts share the same telephone; at least 2 were opened within 14 days.",
    "3 comptes partagent le même téléphone ; au moins 2 ont été ouverts sous 14 jours.",
);
const HOUSEHOLD: (&str, &str) = (
    "These 2 holders share an address and pay each other in both directions.",
    "Ces 2 titulaires partagent une adresse et se paient l'un l'autre dans les deux sens.",
);
pub const COERCION: (&str, &str) = (
    "Whoever holds an account through which money passes may be under coercion: what the account shows may be what was done to its holder.",
    "La personne titulaire d'un compte par lequel l'argent transite peut être sous contrainte : ce que montre le compte est peut-être ce qui lui a été fait.",
);

/// The findings of four flags: one with its place among the findings, one that rests on no payment, one of a look-alike.
fn findings(book: &mut Book) -> [Finding; 4] {
    let pay = |book: &mut Book, from, to, day, minor| {
        let text = "salaire";
        book.pay("b7c8d9e0f1a2", date(2024, 3, day), from, to, minor, text)
    };
    let hub = (HUB, "Sacha Brenner");
    let wages: Vec<String> =
        [MIRA, DORIN, ELENA].into_iter().zip(11..).map(|(to, day)| pay(book, FARM, to, day, 41_200)).collect();
    let swept: Vec<String> =
        [MIRA, DORIN, ELENA].into_iter().zip(12..).map(|(from, day)| pay(book, from, hub, day, 38_000)).collect();
    let both = [pay(book, DORIN, ELENA, 16, 2_000), pay(book, ELENA, DORIN, 18, 1_500)];
    let workers = [(MIRA.0, "workers"), (DORIN.0, "workers"), (ELENA.0, "workers")];
    let [en, fr] = sentence(SWEEP.0, SWEEP.1);
    let counts = [
        ("people", Reason::Number(3)),
        ("swept_permille", Reason::Number(922)),
        ("swept_amount", Reason::Text("2450.00".to_owned())),
        ("wait_seconds", Reason::Number(86_400)),
        ("first_day", Reason::Number(19_793)),
        ("shared_fr", Reason::Text("téléphone".to_owned())),
    ];
    let why: Vec<(&str, Reason)> = [en, fr].into_iter().chain(counts).collect();
    let roles: Vec<(&str, &str)> = workers.into_iter().chain([(HUB, "collector")]).collect();
    let all: Vec<String> = wages.iter().chain(&swept).cloned().collect();
    let sweep = fired("wage-sweep-to-one", "FATF 2018; FinCEN 2020", &roles, &all, "2450.00", &why);
    let roles: Vec<(&str, &str)> = workers.into_iter().chain([(FARM.0, "firm")]).collect();
    let under =
        fired("pay-under-minimum", "design of this program", &roles, &wages, "1236.00", &sentence(UNDER.0, UNDER.1));
    let holders = [(MIRA.0, "holders"), (DORIN.0, "holders"), (ELENA.0, "holders")];
    let shared = fired("shared-identity-hub", "OSCE", &holders, &[], "0.00", &sentence(SHARED.0, SHARED.1));
    let home = [(DORIN.0, "household"), (ELENA.0, "household")];
    let home = fired("lookalike-household", "filature", &home, &both, "35.00", &sentence(HOUSEHOLD.0, HOUSEHOLD.1));
    [sweep, under, shared, home]
}

fn lead(id: &str, kind: &str, findings: &[&Finding]) -> Lead {
    Lead {
        id: id.to_owned(),
        kind: kind.to_owned(),
        score: 98_731,
        accounts: Vec::new(),
        findings: findings.iter().map(|finding| finding.id.clone()).collect(),
        elements: Elements { act: 0, means: 1, purpose: 1, money: 1 },
        minor: "no".to_owned(),
        for_: Vec::new(),
        against: vec![said("assumption", None, None, COERCION)],
        ask: Vec::new(),
        use_: "evidence".to_owned(),
    }
}

fn member(account: &str, role: &str, side: &str) -> LeadMember {
    LeadMember { account: account.to_owned(), role: role.to_owned(), side: side.to_owned() }
}

fn whole([sweep, under, shared, home]: &[Finding; 4]) -> Lead {
    let mut made = lead("lead-0a1b2c3d4e5f", "trafficking", &[sweep, under, shared]);
    made.accounts = vec![
        member(FARM.0, "firm", "employer"),
        member(HUB, "collector", "controller"),
        member(MIRA.0, "workers", "victim-pattern"),
        member(DORIN.0, "workers", "victim-pattern"),
        member(ELENA.0, "workers", "victim-pattern"),
    ];
    let fact = |finding: &Finding, text| said("fact", Some(&finding.kind), Some(&finding.id), text);
    let supposed = |flag, en, fr| said("assumption", Some(flag), None, (en, fr));
    let asked = |flag, en, fr| said("question", Some(flag), None, (en, fr));
    made.for_ = vec![fact(shared, SHARED), fact(under, UNDER), fact(sweep, SWEEP)];
    made.against.push(fact(home, HOUSEHOLD));
    made.against.push(supposed(
        "lookalike-household",
        "People of one household share a telephone and keep one purse; ask who lives where.",
        "Les personnes d'un même foyer partagent un téléphone et tiennent une seule bourse ; demander qui vit où.",
    ));
    made.against.push(supposed(
        "wage-sweep-to-one",
        "A savings circle whose members pay in after pay day, in turn.",
        "Une tontine dont les membres versent après la paie, à tour de rôle.",
    ));
    made.ask = vec![
        asked(
            "wage-sweep-to-one",
            "From which device were the payments ordered?",
            "De quel appareil les paiements ont-ils été ordonnés ?",
        ),
        asked(
            "pay-under-minimum",
            "Contracts and pay slips of the people paid, and the hours that the firm declared.",
            "Contrats et bulletins de paie des personnes payées, et heures déclarées par l'établissement.",
        ),
    ];
    made
}

fn protective([sweep, under, _, _]: &[Finding; 4]) -> Lead {
    let mut made = lead("lead-5f4e3d2c1b0a", "protective", &[sweep, under]);
    made.minor = "unknown".to_owned();
    made.elements = Elements { act: 1, means: 0, purpose: 1, money: 0 };
    made.accounts = vec![member(MIRA.0, "workers", "victim-pattern")];
    made.for_ = vec![said("fact", Some(&sweep.kind), Some(&sweep.id), SWEEP)];
    made
}

/// Adds two leads, the findings behind them, and the entries of those.
pub fn add_leads(content: &mut Content) {
    let mut book = Book::after(400);
    let findings = findings(&mut book);
    content.leads = vec![whole(&findings), protective(&findings)];
    content.flags_run = 61;
    content.leads_not_shown = 2;
    let [sweep, under, shared, home] = findings;
    content.set_aside = vec![("many-wages-one-account-00ff".to_owned(), home.id.clone())];
    content.findings.findings.push(sweep);
    content.lead_findings = vec![under, shared, home];
    content.entries.extend(book.entries);
}
