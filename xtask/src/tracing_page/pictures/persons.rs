//! Paul, Michael and Karen: by each rule, what each of the two payments took, and what is left.

use filature_model::{Language, Rule, Trace};

use super::super::figures::{Range, minor};
use super::super::places::rule_name;
use super::super::svg::{Anchor, Look, Svg};

const NAMES: [(&str, Look); 3] = [("Paul", Look::Dark), ("Michael", Look::Hatched), ("Karen", Look::Dotted)];
/// The two payments, by their ids, and their place in the story.
const PAYMENTS: [&str; 2] = ["t2", "t4"];

const WIDTH: i64 = 880;
const LABEL: i64 = 190;
const BAR: i64 = 200;
const BAR_GAP: i64 = 26;
const ROW: i64 = 58;
const TOP: i64 = 88;
const THICK: i64 = 30;

pub fn draw(trace: &Trace, language: Language) -> String {
    let mut svg = Svg::new(WIDTH);
    legend(&mut svg, language);
    let heads = [
        language.pick("first payment of 10", "premier paiement de 10"),
        language.pick("second payment of 10", "second paiement de 10"),
        language.pick("what stays: 10", "ce qui reste : 10"),
    ];
    for (column, head) in (0..).zip(heads) {
        svg.bold((x(column), TOP - 16), Anchor::Start, head);
    }
    let mut y = TOP;
    for rule in [Rule::Fifo, Rule::Lifo, Rule::ProRata, Rule::Libr, Rule::PariPassu] {
        let Some(result) = trace.rules.get(rule.word()) else { continue };
        svg.bold((10, y + 13), Anchor::Start, rule.word());
        svg.small((10, y + 28), Anchor::Start, rule_name(rule, language));
        for (column, id) in (0..).zip(PAYMENTS) {
            let of = |name: &str| {
                let left = result.left.iter().filter(|left| left.transaction == id && left.claim == name);
                left.map(|left| Range::read(&left.low, &left.high)).sum::<Range>().low
            };
            match rule.is_followed() {
                true => bar(&mut svg, (x(column), y), of, language),
                false => svg.small(
                    (x(column), y + 20),
                    Anchor::Start,
                    language.pick("follows no payment", "ne suit aucun paiement"),
                ),
            }
        }
        let stays = |name: &str| {
            result.held.iter().filter(|held| held.claim == name).map(|held| minor(&held.low)).sum::<i128>()
        };
        bar(&mut svg, (x(2), y), stays, language);
        y += ROW;
    }
    let title = language.pick("What each rule takes from whom", "Ce que chaque règle prend à qui");
    let description = language.pick(
        "For each rule, three bars of 10: what the first and the second payment took of Paul, Michael and Karen, and what stays.",
        "Pour chaque règle, trois barres de 10 : ce que le premier et le second paiement prennent à Paul, Michael et Karen, et ce qui reste.",
    );
    svg.finish(y, title, description)
}

fn x(column: i64) -> i64 {
    LABEL + column * (BAR + BAR_GAP)
}

fn legend(svg: &mut Svg, language: Language) {
    svg.text((10, 26), Anchor::Start, language.pick("Whose:", "À qui :"));
    for (place, (name, look)) in (0..).zip(NAMES) {
        let left = LABEL + place * 120;
        svg.rect((left, 12), (26, 18), look);
        svg.text((left + 34, 26), Anchor::Start, name);
    }
}

/// A bar of 10, in parts.
fn bar(svg: &mut Svg, (x, y): (i64, i64), of: impl Fn(&str) -> i128, language: Language) {
    let mut left = x;
    for (name, look) in NAMES {
        let minor = of(name);
        // 10.00 is the whole bar.
        let width = i64::try_from(minor * i128::from(BAR) / 1_000).unwrap_or(0);
        if width > 0 {
            svg.rect((left, y), (width, THICK), look);
            let text = super::super::figures::money(minor, language);
            svg.on(look, (left + width / 2, y + 20), Anchor::Middle, &text);
            left += width;
        }
    }
}
