//! The six rules side by side: by place, what each says is held and how the rest left.

use filature_model::{Language, Rule, Trace};
use filature_synth::WorkedCase;

use super::super::figures::{Range, held};
use super::super::places::{Place, rule_name};
use super::super::svg::{Anchor, Look, Svg};

const LABEL: i64 = 205;
const COLUMN: i64 = 132;
/// Between the rules that follow each unit and those that stand apart.
const APART: i64 = 24;
const BAR: i64 = 116;
const ROW: i64 = 36;
const TOP: i64 = 80;
const WIDTH: i64 = LABEL + 4 * COLUMN + APART + 2 * COLUMN;
/// Cents that are as wide as a column.
const MOST_MINOR: i128 = 1_150_000;

pub fn draw(trace: &Trace, case: &WorkedCase, language: Language) -> String {
    let mut svg = Svg::new(WIDTH);
    for (column, rule) in (0..).zip(Rule::ALL) {
        svg.bold((x(column), 22), Anchor::Start, rule.word());
        // A column is as wide as half of a long name.
        for (line, part) in (0..).zip(rule_name(rule, language).split_inclusive(", ")) {
            svg.small((x(column), 38 + line * 14), Anchor::Start, part.trim_end());
        }
    }
    let mut y = TOP;
    y = group(&mut svg, y, (language.pick("HELD", "DÉTENU"), &Place::HELD, Look::Dark), (trace, case), language);
    y = total(&mut svg, y, trace, language);
    y = group(&mut svg, y, (language.pick("LEFT", "SORTI"), &Place::LEFT, Look::Hatched), (trace, case), language);
    let apart = x(4) - APART / 2 - 4;
    svg.dashed((apart, 8), (apart, y));
    let title = language.pick("Six rules, one case", "Six règles, un cas");
    let description = language.pick(
        "A row for each place where money is held or by which it left, a column for each rule; whole euro. Poison has marks and no amounts.",
        "Une ligne par lieu où l’argent est détenu ou par lequel il est sorti, une colonne par règle ; euros entiers. Poison a des marques et aucun montant.",
    );
    svg.finish(y + 8, title, description)
}

fn x(column: i64) -> i64 {
    LABEL + column * COLUMN + if column > 3 { APART } else { 0 }
}

fn group(
    svg: &mut Svg,
    top: i64,
    (head, places, look): (&str, &[Place], Look),
    (trace, case): (&Trace, &WorkedCase),
    language: Language,
) -> i64 {
    svg.bold((10, top), Anchor::Start, head);
    let mut y = top + 8;
    for place in places {
        svg.rule((10, y), (WIDTH - 10, y));
        svg.text((10, y + 22), Anchor::Start, place.name(language));
        for (column, rule) in (0..).zip(Rule::ALL) {
            let amount = trace.rules.get(rule.word()).map(|result| place.of(result, case)).unwrap_or_default();
            match rule {
                _ if amount.is_zero() => svg.small((x(column), y + 21), Anchor::Start, "–"),
                Rule::Poison => svg.text((x(column), y + 22), Anchor::Start, language.pick("● touched", "● touché")),
                _ => cell(svg, (x(column), y), amount, look, language),
            }
        }
        y += ROW;
    }
    svg.rule((10, y), (WIDTH - 10, y));
    y + 26
}

fn cell(svg: &mut Svg, (x, y): (i64, i64), amount: Range, look: Look, language: Language) {
    svg.text((x, y + 17), Anchor::Start, &amount.whole(language));
    let wide = |minor: i128| i64::try_from(minor * i128::from(BAR) / MOST_MINOR).unwrap_or(0).min(BAR);
    if amount.low > 0 {
        svg.rect((x, y + 22), (wide(amount.low).max(2), 9), look);
    }
    if amount.high > amount.low {
        let width = (wide(amount.high) - wide(amount.low)).max(2);
        svg.rect((x + wide(amount.low), y + 22), (width, 9), Look::Doubt);
    }
}

fn total(svg: &mut Svg, y: i64, trace: &Trace, language: Language) -> i64 {
    svg.bold((10, y - 8), Anchor::Start, language.pick("all held", "total détenu"));
    for (column, rule) in (0..).zip(Rule::ALL) {
        if let Some(result) = trace.rules.get(rule.word()).filter(|_| rule != Rule::Poison) {
            svg.bold((x(column), y - 8), Anchor::Start, &held(result).whole(language));
        }
    }
    y + 28
}
