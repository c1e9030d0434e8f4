//! The worked case on one sheet: who paid whom how much, up to the day on which the accounts are looked at.

use filature_model::Language;
use filature_synth::{WorkedCase, WorkedPart, WorkedSide};

use super::super::figures::grouped;
use super::super::runs::AT;
use super::super::svg::{Anchor, Look, Svg};

const WIDTH: i64 = 990;
const HEIGHT: i64 = 700;
/// Euro in one unit of thickness.
const SCALE: i64 = 120;
const BOX: i64 = 16;

/// A box, or a bend that a ribbon passes without one.
struct Node {
    id: &'static str,
    at: (i64, i64),
    /// None: a bend.
    look: Option<Look>,
    name: &'static str,
}

/// What went from one box to another.
struct Flow {
    between: (&'static str, &'static str),
    euro: i64,
    look: Look,
}

pub fn draw(case: &WorkedCase, language: Language) -> String {
    let nodes = nodes(language);
    let flows = flows(case);
    let mut svg = Svg::new(WIDTH);
    ribbons(&mut svg, &nodes, &flows);
    for node in &nodes {
        let Some(look) = node.look else { continue };
        let euro = through(&flows, node.id);
        svg.rect(node.at, (BOX, thickness(euro)), look);
        let text = format!("{} {}", node.name, grouped(&euro.to_string(), language));
        svg.over((node.at.0, node.at.1 - 7), Anchor::Start, &text);
    }
    legend(&mut svg, language);
    let title = language.pick("The worked case on one sheet", "Le cas d’école sur une feuille");
    let description = language.pick(
        "Pay of twelve persons and fares go to the gathering account; from there to a plot, cash, an agent, costs, savings, two relatives and a household, and on to a builder.",
        "Les paies de douze personnes et des places payées vont au compte qui rassemble ; de là à une parcelle, en espèces, à un agent, en dépenses, à l’épargne, à deux proches et à un foyer, puis à un constructeur.",
    );
    svg.finish(HEIGHT, title, description)
}

fn nodes(language: Language) -> Vec<Node> {
    let held = Some(Look::White);
    let gone = Some(Look::Hatched);
    let lawful = Some(Look::Dotted);
    let node = |id, at, look, (english, french): (&'static str, &'static str)| Node {
        id,
        at,
        look,
        name: language.pick(english, french),
    };
    vec![
        node("persons", (20, 70), held, ("12 persons", "12 personnes")),
        node("fares", (20, 372), lawful, ("riders’ fares", "places payées")),
        node("G", (210, 70), held, ("gathering", "qui rassemble")),
        node("plot", (420, 46), gone, ("plot of land", "parcelle")),
        node("cash", (420, 112), gone, ("cash drawn", "espèces retirées")),
        node("agent", (420, 174), gone, ("transfer agent", "agent de transfert")),
        node("costs", (420, 234), gone, ("van, rent, fees", "fourgon, loyer, frais")),
        node("S", (420, 304), held, ("savings", "épargne")),
        node("A", (420, 354), held, ("first relative", "premier proche")),
        node("B", (420, 434), held, ("second relative", "second proche")),
        node("bend", (420, 500), None, ("", "")),
        node("cash-in", (420, 604), lawful, ("cash paid in", "espèces versées")),
        node("pension", (420, 662), lawful, ("pension, cousin", "pension, cousin")),
        node("processor", (640, 250), gone, ("furniture, by a processor", "meubles, par un prestataire")),
        node("rent", (640, 310), held, ("rents, to landlords", "loyers, à des bailleurs")),
        node("overdraft", (640, 372), gone, ("overdraft repaid", "découvert remboursé")),
        node("H", (640, 440), held, ("household", "foyer au village")),
        node("builder", (850, 400), gone, ("builder", "constructeur")),
        node("materials", (850, 552), held, ("materials", "matériaux")),
        node("cash-home", (850, 620), gone, ("cash", "espèces")),
    ]
}

fn flows(case: &WorkedCase) -> Vec<Flow> {
    let booked = |ids: &[&str]| -> i64 {
        let rows =
            case.transfers.iter().filter(|row| ids.contains(&row.id.as_str()) && row.on.to_string().as_str() <= AT);
        rows.map(|row| row.amount_minor).sum::<i64>() / 100
    };
    let into = |part: WorkedPart, from: WorkedPart| -> i64 {
        let plays = |side: WorkedSide, part| matches!(side, WorkedSide::Account(at) if case.accounts[at].part == part);
        let rows = case
            .transfers
            .iter()
            .filter(|row| plays(row.debtor, from) && plays(row.creditor, part) && row.on.to_string().as_str() <= AT);
        rows.map(|row| row.amount_minor).sum::<i64>() / 100
    };
    let mixed = |between, euro| Flow { between, euro, look: Look::Grey };
    let lawful = |between, euro| Flow { between, euro, look: Look::Dotted };
    let direct = booked(&["G-H"]);
    let overdrawn = booked(&["B-CAR"]) - 200;
    vec![
        mixed(("persons", "G"), into(WorkedPart::Gathering, WorkedPart::Person)),
        lawful(("fares", "G"), into(WorkedPart::Gathering, WorkedPart::Family)),
        mixed(("G", "plot"), booked(&["G-PLOT"])),
        mixed(("G", "cash"), booked(&["G-CASH-1", "G-CASH-2"])),
        mixed(("G", "agent"), booked(&["G-AGENT-1", "G-AGENT-2"])),
        mixed(("G", "costs"), booked(&["G-VAN", "G-RENT-1", "G-RENT-2", "G-FEE-1", "G-FEE-2", "G-FEE-3"])),
        mixed(("G", "S"), booked(&["G-S"])),
        mixed(("G", "A"), booked(&["G-A"])),
        mixed(("G", "B"), booked(&["G-B"])),
        mixed(("G", "bend"), direct),
        mixed(("A", "processor"), booked(&["A-SHOP"])),
        mixed(("A", "rent"), booked(&["A-RENT-4", "A-RENT-5"])),
        mixed(("A", "H"), booked(&["A-H"])),
        mixed(("B", "rent"), booked(&["B-RENT"])),
        mixed(("B", "overdraft"), overdrawn),
        mixed(("B", "H"), booked(&["B-H"])),
        mixed(("bend", "H"), direct),
        lawful(("cash-in", "H"), booked(&["H-CASH-IN"])),
        lawful(("pension", "H"), booked(&["PENSION-3", "PENSION-4", "PENSION-5", "COUSIN"])),
        mixed(("H", "builder"), booked(&["H-BUILD-1", "H-BUILD-2", "H-BUILD-3"])),
        mixed(("H", "materials"), booked(&["H-STONE"])),
        mixed(("H", "cash-home"), booked(&["H-CASH"])),
    ]
}

/// What went through a box: the larger of what came in and what went out.
fn through(flows: &[Flow], id: &str) -> i64 {
    let sum = |pick: fn(&Flow) -> &'static str| -> i64 {
        flows.iter().filter(|flow| pick(flow) == id).map(|flow| flow.euro).sum()
    };
    sum(|flow| flow.between.0).max(sum(|flow| flow.between.1))
}

fn thickness(euro: i64) -> i64 {
    (euro / SCALE).max(3)
}

fn ribbons(svg: &mut Svg, nodes: &[Node], flows: &[Flow]) {
    let mut used: Vec<(i64, i64)> = nodes.iter().map(|_| (0, 0)).collect();
    let place = |id: &str| nodes.iter().position(|node| node.id == id);
    for flow in flows {
        let (Some(from), Some(to)) = (place(flow.between.0), place(flow.between.1)) else { continue };
        let thick = thickness(flow.euro);
        let out_of = if nodes[from].look.is_some() { BOX } else { 0 };
        let start = (nodes[from].at.0 + out_of, nodes[from].at.1 + used[from].1);
        let end = (nodes[to].at.0, nodes[to].at.1 + used[to].0);
        svg.ribbon(start, end, thick, flow.look);
        used[from].1 += thick;
        used[to].0 += thick;
    }
}

fn legend(svg: &mut Svg, language: Language) {
    let rows = [
        (Look::White, language.pick("account of the case", "compte du dossier")),
        (Look::Hatched, language.pick("the thread ends here", "le fil s’arrête ici")),
        (Look::Grey, language.pick("mixed money", "argent mêlé")),
        (Look::Dotted, language.pick("nobody’s claim", "hors somme suivie")),
    ];
    for (row, (look, text)) in (0..).zip(rows) {
        svg.rect((20, 510 + row * 30), (26, 18), look);
        svg.text((56, 524 + row * 30), Anchor::Start, text);
    }
    let note = [
        language.pick(
            "Whole euro, 1 March to 31 May 2024; at a box, the",
            "Euros entiers, du 1er mars au 31 mai 2024 ; à chaque",
        ),
        language.pick(
            "larger of what came in and what went out. Not drawn:",
            "case, le plus grand de l’entré et du sorti. Non dessinés :",
        ),
        language.pick(
            "opening balances, the relatives’ own pay, 500 that",
            "soldes initiaux, paies des proches, 500 qui reviennent",
        ),
        language.pick("come back from savings, ordinary life around.", "de l’épargne, la vie ordinaire autour."),
    ];
    for (row, text) in (0..).zip(note) {
        svg.small((20, 642 + row * 15), Anchor::Start, text);
    }
}
