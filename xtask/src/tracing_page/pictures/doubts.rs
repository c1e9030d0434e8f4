//! What is held in all accounts by each rule, before and after the bank's answer, and the figure common to all.

use filature_model::{Language, Trace};

use super::super::figures::{Range, common, followed, held, money};
use super::super::places::rule_name;
use super::super::runs::Runs;
use super::super::svg::{Anchor, Look, Svg};

const WIDTH: i64 = 880;
const LEFT: i64 = 190;
const ROW: i64 = 38;
/// Cents in one unit of width.
const SCALE: i128 = 4_000;

pub fn draw(runs: &Runs, language: Language) -> String {
    let mut svg = Svg::new(WIDTH);
    let before = language.pick("while one opening balance is not known", "tant qu’un solde initial est inconnu");
    let after = language.pick("with the bank’s answer", "avec la réponse de la banque");
    let y = panel(&mut svg, 24, before, &runs.first, language);
    let y = panel(&mut svg, y + 34, after, &runs.answered, language);
    let title = language
        .pick("Low and high of what is held, by rule", "Le moindre et le plus élevé de ce qui est détenu, par règle");
    let description = language.pick(
        "A bar for each rule, before and after the bank’s answer. Dark: the least. Striped: up to the most. The dashed line is the figure common to all rules run.",
        "Une barre par règle, avant et après la réponse de la banque. Foncé : le moindre. Rayé : jusqu’au plus élevé. Le trait discontinu est le chiffre commun à toutes les règles appliquées.",
    );
    svg.finish(y, title, description)
}

fn panel(svg: &mut Svg, top: i64, head: &str, trace: &Trace, language: Language) -> i64 {
    svg.bold((10, top), Anchor::Start, head);
    let mut y = top + 34;
    for (rule, result) in followed(trace) {
        let Range { low, high } = held(result);
        svg.text((10, y + 11), Anchor::Start, rule.word());
        svg.small((10, y + 25), Anchor::Start, rule_name(rule, language));
        svg.rect((LEFT, y), (wide(low), 24), Look::Dark);
        if high > low {
            svg.rect((LEFT + wide(low), y), (wide(high) - wide(low), 24), Look::Doubt);
        }
        svg.text((LEFT + wide(high) + 10, y + 17), Anchor::Start, &Range { low, high }.text(language));
        y += ROW;
    }
    let line = LEFT + wide(common(trace));
    svg.dashed((line, top + 24), (line, y));
    let text = language.pick("common to all rules run:", "commun à toutes les règles appliquées :");
    svg.text((line + 6, top + 26), Anchor::Start, &format!("{text} {}", money(common(trace), language)));
    y
}

fn wide(minor: i128) -> i64 {
    i64::try_from(minor / SCALE).unwrap_or(0).max(1)
}
