//! An invented case, rich enough to show every part. Bank codes 99999 and ZZZZ do not exist.
#![allow(dead_code, clippy::unwrap_used, clippy::missing_panics_doc, missing_docs)]

mod activity;
mod figures;
mod leads;
mod several;
mod single;

use std::collections::{BTreeMap, BTreeSet};

use filature_dossier::{Content, TitlePage};
use filature_model::*;
use jiff::civil::{Date, date};

pub use activity::{add_activity, add_statements_of_persons};
pub use leads::add_leads;

pub const HUB: &str = "FR4799999000010007000000011";
pub const STR_NAME: &str = "declaration-tracfin-0417.pdf";
pub const STR_ID: &str = "eeee0000ffff";
pub const STR_ACCOUNT: &str = "ZZ99:SECRET-ACCOUNT";

pub fn id(text: &str) -> SourceId {
    text.parse().unwrap()
}

pub fn euro(minor: i64) -> Money {
    Money { minor, currency: Currency::EUR }
}

fn source(short: &str, name: &str, format: &str, exhibit: Option<&str>) -> Source {
    Source {
        id: id(short),
        sha256: format!("{short}{}", "0f1e2d3c4b5a69788796a5b4c3d2e1f00123456789abcdef0123"),
        size_bytes: 48_213,
        name: name.to_owned(),
        format: format.to_owned(),
        from: Some("Banque des Trois Rivières".to_owned()),
        received: Some("2024-05-14".to_owned()),
        request: Some("Réquisition 2024/0117".to_owned()),
        exhibit: exhibit.map(str::to_owned),
        use_: SourceUse::Evidence,
        account: None,
        mapping: None,
        container: None,
    }
}

pub fn party(account: &str, name: &str) -> Party {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Party { account: some(account).map(|account| AccountId::written(&account)), name: some(name), country: None }
}

pub struct Book {
    pub entries: BTreeMap<String, Vec<(SourceId, Entry)>>,
    rows: u32,
}

impl Book {
    pub fn new() -> Self {
        Self::after(0)
    }

    /// Its rows come after so many.
    pub fn after(rows: u32) -> Self {
        Self { entries: BTreeMap::new(), rows }
    }

    pub fn pay(
        &mut self,
        source: &str,
        on: Date,
        from: (&str, &str),
        to: (&str, &str),
        minor: i64,
        text: &str,
    ) -> String {
        let place = Place { message: Some(1), row: Some(self.rows), line: Some(14 + self.rows * 4) };
        let mut entry = Entry::new(place, Legs::Credit, Booked::day(on), euro(minor));
        entry.debtor = party(from.0, from.1);
        entry.creditor = party(to.0, to.1);
        entry.text = (!text.is_empty()).then(|| text.to_owned());
        let transaction = format!("{source}:{}", self.rows);
        self.entries.insert(transaction.clone(), vec![(id(source), entry)]);
        self.rows += 1;
        transaction
    }

    /// Says that it was received in another currency.
    pub fn exchanged(&mut self, transaction: &str, received: Money) {
        self.entries.get_mut(transaction).unwrap()[0].1.received = Some(received);
    }

    pub fn cash(&mut self, transaction: &str) {
        self.entries.get_mut(transaction).unwrap()[0].1.channel = Some(Channel::CashOut);
    }
}

pub fn reason(pairs: &[(&str, Reason)]) -> BTreeMap<String, Reason> {
    pairs.iter().map(|(name, reason)| ((*name).to_owned(), reason.clone())).collect()
}

pub fn finding(name: &str, kind: &str, members: &[(&str, &str)], transactions: &[String], amount: &str) -> Finding {
    Finding {
        id: name.to_owned(),
        kind: kind.to_owned(),
        score: 731,
        accounts: members
            .iter()
            .map(|(account, role)| Member { account: (*account).to_owned(), role: (*role).to_owned() })
            .collect(),
        transactions: transactions.to_vec(),
        amount: amount.to_owned(),
        currency: "EUR".to_owned(),
        from: "2024-03-01".to_owned(),
        to: "2024-03-09".to_owned(),
        why: BTreeMap::new(),
        source: "motif M3; the thresholds are design defaults".to_owned(),
        use_: "evidence".to_owned(),
    }
}

pub const PAYERS: [(&str, &str, i64); 10] = [
    ("FR7099999000010007001357112", "Mira Kostova", 142_000),
    ("FR9399999000010007002714213", "Anton Velde", 138_550),
    ("FR1999999000010007004071314", "Ilse Tarnow", 120_000),
    ("RO02ZZZZ0000001000200030", "Dorin Pescaru", 98_000),
    ("RO72ZZZZ0000001000200807", "Elena Pescaru", 97_500),
    ("DE19999999990000123456", "Jonas Weidmann", 64_000),
    ("00011:8000A", "Nadia Ferrow", 41_000),
    ("00011:8000B", "Пётр Иванов", 22_025),
    ("00011:8000C", "عمر حداد", 18_000),
    ("00011:8000D", "Lena Moor", 9_000),
];

const PAYEES: [(&str, &str, i64); 3] = [
    ("RO45ZZZZ0000001000201584", "Atelier Nord Transport SRL", 410_000),
    ("FR4299999000010007005428415", "Résidence du Canal SCI", 185_000),
    ("00044:77-1203", "Victor Marno", 120_000),
];

fn gather(book: &mut Book) -> Finding {
    let mut ids = Vec::new();
    let mut members = vec![(HUB, "hub")];
    for (day, (account, name, minor)) in (1_i8..).zip(PAYERS) {
        ids.push(book.pay(
            "a1b2c3d4e5f6",
            date(2024, 3, (day + 1) / 2),
            (account, name),
            (HUB, "Sacha Brenner"),
            minor,
            "loyer mars",
        ));
        members.push((account, "source"));
    }
    for (day, (account, name, minor)) in (6_i8..).zip(PAYEES) {
        ids.push(book.pay(
            "a1b2c3d4e5f6",
            date(2024, 3, day),
            (HUB, "Sacha Brenner"),
            (account, name),
            minor,
            "facture",
        ));
        members.push((account, "sink"));
    }
    let mut made = finding("gs-5f2c91d0", "gather-scatter", &members, &ids, "7150.00");
    made.why = reason(&[
        ("payers", Reason::Number(10)),
        ("payees", Reason::Number(3)),
        ("in_amount", Reason::Text("7500.75".to_owned())),
        ("out_amount", Reason::Text("7150.00".to_owned())),
        ("retained_permille", Reason::Number(47)),
        ("dwell_median_seconds", Reason::Number(277_200)),
        ("some_new_figure", Reason::Number(4)),
    ]);
    made
}

fn pass(book: &mut Book) -> Finding {
    let (own, name) = PAYERS.map(|payer| (payer.0, payer.1))[0];
    let ids = [
        book.pay(
            "b7c8d9e0f1a2",
            date(2024, 3, 1),
            ("DE19999999990000123456", "Weidmann Gebäudereinigung GmbH"),
            (own, name),
            145_000,
            "salaire",
        ),
        book.pay("b7c8d9e0f1a2", date(2024, 3, 2), (own, name), (HUB, "Sacha Brenner"), 142_000, ""),
    ];
    let members = [("DE19999999990000123456", "source"), (own, "pass-through"), (HUB, "sink")];
    let mut made = finding("pt-0a77e3b1", "pass-through", &members, &ids, "1420.00");
    made.why = reason(&[("retained_permille", Reason::Number(21)), ("dwell_median_seconds", Reason::Number(64_800))]);
    made
}

fn cycle(book: &mut Book) -> Finding {
    let (one, two, three) = ("FR1999999000010007004071314", "00044:77-1203", "RO45ZZZZ0000001000201584");
    let ids = [
        book.pay("c3d4e5f60718", date(2024, 3, 4), (one, "Ilse Tarnow"), (two, "Victor Marno"), 250_000, "prêt"),
        book.pay(
            "c3d4e5f60718",
            date(2024, 3, 6),
            (two, "Victor Marno"),
            (three, "Atelier Nord Transport SRL"),
            247_500,
            "",
        ),
        book.pay(
            "c3d4e5f60718",
            date(2024, 3, 9),
            (three, "Atelier Nord Transport SRL"),
            (one, "Ilse Tarnow"),
            245_000,
            "remboursement",
        ),
    ];
    let members = [(two, "member"), (one, "member"), (three, "member")];
    let mut made = finding("cy-99b0417e", "cycle", &members, &ids, "2450.00");
    made.why = reason(&[
        ("hops", Reason::Number(3)),
        ("span_seconds", Reason::Number(432_000)),
        ("returned_permille", Reason::Number(980)),
    ]);
    made
}

fn check(
    short: &str,
    account: &str,
    holder: &str,
    (from, to): (Date, Date),
    sums: (i64, i64, i64),
    footing: Footing,
) -> StatementCheck {
    let (opening, credits, debits) = sums;
    let balance = |minor: i64, on: Date, line: u32| {
        Some(Balance { minor, currency: Currency::EUR, on: Some(on), line: Some(line) })
    };
    let off = match footing {
        Footing::Off { by_minor, .. } => i64::try_from(by_minor).unwrap(),
        _ => 0,
    };
    StatementCheck {
        source: id(short),
        statement: Statement {
            ordinal: 0,
            place: Place { message: Some(1), row: None, line: Some(3) },
            number: Some("3/2024".to_owned()),
            account: AccountId::written(account),
            holder: Some(holder.to_owned()),
            currency: Some(Currency::EUR),
            from: Some(from),
            to: Some(to),
            opening: balance(opening, from, 8),
            closing: balance(opening + credits - debits + off, to, 212),
            unreadable_rows: 0,
        },
        entries: 17,
        credits_minor: i128::from(credits),
        debits_minor: i128::from(debits),
        footing,
        gap_before: None,
        chain_off_minor: None,
        overlaps: Vec::new(),
    }
}

fn statements() -> Vec<StatementCheck> {
    let march = (date(2024, 3, 1), date(2024, 3, 31));
    let first = EntryId { source: id("b7c8d9e0f1a2"), row: 9 };
    let mut list = vec![
        check("a1b2c3d4e5f6", HUB, "Sacha Brenner", march, (31_245, 750_075, 715_000), Footing::Foots),
        check(
            "b7c8d9e0f1a2",
            PAYERS[0].0,
            PAYERS[0].1,
            march,
            (8_210, 145_000, 142_000),
            Footing::Off { by_minor: -12_500, first: Some(first) },
        ),
        check(
            "c3d4e5f60718",
            PAYERS[2].0,
            PAYERS[2].1,
            march,
            (0, 245_000, 250_000),
            Footing::Unknown(UnknownFooting::NoOpening),
        ),
    ];
    list[2].statement.opening = None;
    list[2].gap_before = Some((date(2024, 2, 12), date(2024, 2, 29)));
    list[1].chain_off_minor = Some(1_550);
    list
}

fn problems() -> Vec<Problem> {
    let at = |message, line| Place { message: Some(message), row: None, line: Some(line) };
    vec![
        Problem::new(
            id("a1b2c3d4e5f6"),
            at(1, 77),
            ProblemCode::BadAmount,
            "1.234,5.6",
            "digits with one decimal comma",
        )
        .in_column("Amt"),
        Problem::new(id("b7c8d9e0f1a2"), at(2, 140), ProblemCode::BadDate, "31.02.2024", "DD.MM.YYYY")
            .in_column(":61:"),
        Problem::new(
            id("c3d4e5f60718"),
            Place { message: None, row: Some(4), line: Some(6) },
            ProblemCode::OddAccount,
            "FR00 9999 9000 01",
            "ISO 13616",
        )
        .in_column("debtor"),
        Problem::new(
            id("c3d4e5f60718"),
            Place { message: None, row: None, line: Some(9) },
            ProblemCode::BadRow,
            "Mira Kostova;12",
            "6 fields",
        ),
        Problem::new(id("b7c8d9e0f1a2"), at(1, 3), ProblemCode::DoesNotFoot, "1687.10", "1812.10"),
    ]
}

/// Cash was drawn in a town.
fn places(book: &Book) -> BTreeMap<String, Locality> {
    let drawn = book.entries.iter().filter(|(_, rows)| rows[0].1.channel == Some(Channel::CashOut));
    drawn.map(|(id, _)| (id.clone(), Locality::written(Some("FR"), Some("Lyon")).unwrap())).collect()
}

/// The whole case, with one source of intelligence in it that nothing may show.
pub fn content() -> Content {
    let mut book = Book::new();
    let findings = vec![gather(&mut book), pass(&mut book), cycle(&mut book)];
    let credits = findings[0].transactions[..10].to_vec();
    let traces = vec![
        ("gs-5f2c91d0".to_owned(), single::trace(&mut book, credits)),
        ("acomptes A, B, C".to_owned(), several::trace(&mut book)),
    ];
    let sources = vec![
        source("a1b2c3d4e5f6", "releve_2024-03_compte-principal.xml", "camt.053", Some("D412")),
        source("b7c8d9e0f1a2", "mars.sta", "mt940", Some("PV 2024/118, scellé 3")),
        source("c3d4e5f60718", "operations-export.csv", "filature", None),
    ];
    let counts = |numbers: [u64; 3]| sources.iter().map(|source| source.id).zip(numbers).collect();
    Content {
        case_name: "Affaire Moulin-Vert".to_owned(),
        base_currency: Some(Currency::EUR),
        title: TitlePage {
            procedure: Some("2024/00417".to_owned()),
            service: None,
            officer: Some("OPJ Exemple".to_owned()),
        },
        legal_basis: Some("Réquisitions du 12 avril 2024, enquête préliminaire".to_owned()),
        source_entries: counts([1_204, 388, 96]),
        source_problems: counts([1, 2, 2]),
        sources,
        accounts: Vec::new(),
        statements: statements(),
        problems: problems(),
        findings: Findings {
            findings,
            transactions_examined: 1_688,
            patterns_run: ["cycle", "gather-scatter", "pass-through"].map(str::to_owned).to_vec(),
            cut: Vec::new(),
        },
        leads: Vec::new(),
        lead_findings: Vec::new(),
        leads_not_shown: 0,
        without: BTreeSet::new(),
        set_aside: Vec::new(),
        flags_run: 0,
        traces,
        places: places(&book),
        entries: book.entries,
        activity: filature_dossier::Activity::default(),
        subjects: Vec::new(),
        categories: BTreeMap::new(),
        holders: Vec::new(),
        income: Vec::new(),
        flags: Vec::new(),
        program: "filature 0.1.0".to_owned(),
        engine_manifest: "7d1c5b0a9e8f4d3c2b1a0f9e8d7c6b5a49382716f5e4d3c2b1a0998877665544".to_owned(),
        show_names: false,
        manifest: None,
        rights: filature_dossier::Rights::default(),
    }
}

/// The same with a report of suspicion beside it, on which a finding, a trace, a statement and a problem rest.
pub fn with_intelligence() -> Content {
    let mut content = content();
    let mut report = source(STR_ID, STR_NAME, "filature", Some("NOTE-SECRETE-7"));
    report.use_ = SourceUse::IntelligenceOnly;
    report.from = Some("Cellule Hermine".to_owned());
    let mut book = Book::new();
    let shown = book.pay(
        STR_ID,
        date(2024, 3, 3),
        (STR_ACCOUNT, "Zebulon Quintard"),
        (HUB, "Sacha Brenner"),
        777_777,
        "SOUPCON-TEXTE",
    );
    content.entries.extend(book.entries);
    content.source_entries.insert(report.id, 1);
    content.source_problems.insert(report.id, 1);
    let mut resting = finding(
        "xx-secret01",
        "pass-through",
        &[(STR_ACCOUNT, "source"), (HUB, "sink")],
        std::slice::from_ref(&shown),
        "7777.77",
    );
    resting.use_ = "intelligence-only".to_owned();
    content.findings.findings.insert(0, resting);
    // Marked as evidence by mistake: its row gives it away.
    let mistaken = finding("xx-secret02", "cycle", &[(HUB, "member")], std::slice::from_ref(&shown), "7777.77");
    content.findings.findings.push(mistaken);
    let mut trace = content.traces[0].1.clone();
    trace.claims[0].transactions = vec![shown];
    content.traces.push(("xx-secret03".to_owned(), trace));
    let mut statement = content.statements[0].clone();
    statement.source = report.id;
    statement.statement.holder = Some("Zebulon Quintard".to_owned());
    content.statements[0].overlaps = vec![Overlap { with: report.id, from: date(2024, 3, 1), to: date(2024, 3, 2) }];
    content.statements[0].chain_off_minor = Some(777_777);
    content.statements.push(statement);
    let place = Place { message: None, row: None, line: Some(1) };
    content.problems.push(Problem::new(report.id, place, ProblemCode::BadDate, "SOUPCON", ""));
    content.problems.push(Problem::new(id("a1b2c3d4e5f6"), place, ProblemCode::IdConflict, format!("{STR_ID}:0"), ""));
    content.accounts.push(Account {
        holder: Some("Zebulon Quintard".to_owned()),
        in_case: true,
        ..Account::new(AccountId::written(HUB), Some(Currency::EUR))
    });
    content.sources.push(report);
    content
}
