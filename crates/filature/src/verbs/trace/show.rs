//! A trace for people, at most a hundred columns wide: what was claimed, what each rule says, what moves the figures, what
//! to ask for, what is assumed. Long lists are cut, and say where the rest is.

mod asserted;
mod figures;
mod next;
mod paths;
mod shares;

use std::collections::BTreeMap;

use filature_model::{Assumption, Decomposition, Doubt, Language, OriginKind, Rule, RuleResult, SourceUse, Trace};

use crate::screen::{self, counted, range, short};

/// How many rows of one table are listed.
const ROWS_LISTED: usize = 30;
/// How many doubts are named, of those that move a figure by 1.00 at least.
const DOUBTS_LISTED: usize = 8;
/// The widest name of a claim in a table.
const CLAIM_COLUMNS: usize = 18;
/// The widest id of a transaction in a table.
const ID_COLUMNS: usize = 20;

/// Shows a trace, whose whole is in `traces/NAME.json`.
pub fn trace(trace: &Trace, name: &str) {
    restricted(&trace.use_);
    claims(trace);
    if trace.rules_alone.is_empty() {
        computed(trace, &trace.rules, name);
    } else {
        heading("WHAT THE RULES COMPUTE");
        computed(trace, &trace.rules_alone, name);
        heading("WITH WHAT A PERSON ASSERTS");
        asserted::show(trace);
        computed(trace, &trace.rules, name);
    }
    apart(trace, name);
    reached(trace);
    balances(trace);
    paths::show(trace, name);
    sways(trace);
    conversions(trace);
    next::hubs(trace);
    next::requisitions(trace, name);
    assumptions(&trace.assumptions);
    disclaimer();
}

/// What a balance or a payment is made of.
pub fn origins(made: &Decomposition) {
    restricted(&made.use_);
    let at = made.at.as_ref().map_or_else(String::new, |at| format!(" on {at}"));
    screen::show(&format!("{}{at}: {} {}, made of", made.of, made.amount, made.currency));
    for rule in Rule::ALL {
        let Some(origins) = made.rules.get(rule.word()) else { continue };
        let rows: Vec<Vec<String>> = origins
            .iter()
            .take(ROWS_LISTED)
            .map(|origin| {
                let (payer, ids) = match origin.kind {
                    OriginKind::Credit => (
                        origin.payer.clone().unwrap_or_else(|| "not named".to_owned()),
                        match origin.transactions.as_slice() {
                            [one] => short(one, ID_COLUMNS),
                            other => counted(other.len(), "credit", "credits"),
                        },
                    ),
                    OriginKind::Others => {
                        ("smaller credits".to_owned(), counted(origin.transactions.len(), "credit", "credits"))
                    }
                    OriginKind::OpeningOrOverdraft => ("opening or overdraft".to_owned(), String::new()),
                };
                vec![range(&origin.low, &origin.high), short(&payer, 34), short(&origin.account, 34), ids]
            })
            .collect();
        heading(rule.word());
        screen::show(&screen::table(&["amount", "paid by", "into", "transaction"], &rows, &[0]));
        more(origins.len().saturating_sub(rows.len()), "origin", "the JSON");
    }
    assumptions(&made.assumptions);
    disclaimer();
}

fn restricted(use_: &str) {
    if use_ != SourceUse::Evidence.word() {
        screen::show(&format!("NOT FOR A DOSSIER: this rests on a source marked {use_}.\n"));
    }
}

fn heading(text: &str) {
    screen::show(&format!("\n{text}"));
}

/// Says how many more of something there are, and where.
fn more(count: usize, one: &str, place: &str) {
    if count > 0 {
        let plural = if count == 1 { "" } else { "s" };
        screen::show(&format!("… and {count} more {one}{plural}, in {place}"));
    }
}

fn file(name: &str) -> String {
    format!("traces/{name}.json")
}

fn claims(trace: &Trace) {
    for claim in trace.claims.iter().take(ROWS_LISTED) {
        let credits = counted(claim.transactions.len(), "credit", "credits");
        screen::show(&format!("claim {}: {} {}, {credits}", claim.claim, claim.amount, claim.currency));
    }
    let rest = trace.claims.len().saturating_sub(ROWS_LISTED);
    if rest > 0 {
        let all = shares::sum(trace, trace.claims.iter().map(|claim| claim.amount.as_str()));
        let rest = counted(rest, "more claim", "more claims");
        screen::show(&format!("… and {rest}; all together {all} {}", currency(trace)));
    }
    if let Some(at) = &trace.at {
        screen::show(&format!("up to {at}, inclusive"));
    }
}

/// The currency of the claims.
fn currency(trace: &Trace) -> &str {
    trace.claims.first().map_or("", |claim| claim.currency.as_str())
}

/// What the rules that follow each unit say, side by side, and then one after the other.
fn computed(trace: &Trace, rules: &BTreeMap<String, RuleResult>, name: &str) {
    shares::show(trace, rules, name);
    for rule in Rule::FOLLOWED {
        if let Some(result) = rules.get(rule.word()) {
            heading(rule.word());
            figures::show(trace, result, &file(name));
        }
    }
}

/// What stands outside the sum of held and left.
fn apart(trace: &Trace, name: &str) {
    for (rule, warning) in
        [(Rule::PariPassu, Assumption::PariPassuFollowsNoPath), (Rule::Poison, Assumption::PoisonIsNoFigure)]
    {
        if let Some(result) = trace.rules.get(rule.word()) {
            heading(&format!("Apart from these: {}", rule.word()));
            screen::show(&screen::wrap(&warning.sentence(Language::English), ""));
            figures::show(trace, result, &file(name));
            if rule == Rule::PariPassu && trace.claims.len() > 1 {
                let together = shares::sum(trace, result.held.iter().map(|held| held.low.as_str()));
                let most = shares::sum(trace, result.held.iter().map(|held| held.high.as_str()));
                screen::show(&format!("together {} {}", range(&together, &most), currency(trace)));
            }
        }
    }
}

fn reached(trace: &Trace) {
    if trace.reached.is_empty() {
        return;
    }
    heading("What reached the account that was asked about");
    let rows: Vec<Vec<String>> = trace
        .reached
        .iter()
        .take(ROWS_LISTED)
        .map(|reached| {
            let claim = short(&reached.claim, CLAIM_COLUMNS);
            vec![short(&reached.account, 34), reached.rule.clone(), claim, range(&reached.low, &reached.high)]
        })
        .collect();
    screen::show(&screen::table(&["account", "rule", "claim", currency(trace)], &rows, &[3]));
    more(trace.reached.len() - rows.len(), "row", "the JSON");
}

fn balances(trace: &Trace) {
    if trace.balances.is_empty() {
        return;
    }
    heading("Assets located: the balance of each account where something is held, as the entries give it");
    let rows: Vec<Vec<String>> = trace
        .balances
        .iter()
        .take(ROWS_LISTED)
        .map(|balance| {
            let or_more = if balance.or_more { " *" } else { "" };
            vec![
                short(&balance.account, 34),
                format!("{} {}", balance.balance, balance.currency),
                format!("{}{or_more}", balance.last_entry_on.clone().unwrap_or_default()),
            ]
        })
        .collect();
    screen::show(&screen::table(&["account", "balance", "last entry on"], &rows, &[1]));
    more(trace.balances.len() - rows.len(), "account", "the JSON");
    if trace.balances.iter().take(ROWS_LISTED).any(|balance| balance.or_more) {
        let note = "* counted from these entries alone: its opening is not known, and it may have made payments that are not \
                    in the files";
        screen::show(&screen::wrap(note, "  "));
    }
}

fn sways(trace: &Trace) {
    let mut moves = trace.sways.iter().filter(|sway| shares::differ_by_one(trace, &sway.low, &sway.high));
    if let Some(first) = moves.next() {
        let line = |sway: &filature_model::Sway| {
            let doubt = match &sway.doubt {
                Doubt::Opening { account } => format!("the opening balance of {account}, which is not known"),
                Doubt::Openings { accounts: 1 } => "the opening balance of 1 account, which is not known".to_owned(),
                Doubt::Openings { accounts } => {
                    format!("the opening balances of {accounts} accounts, which are not known")
                }
                Doubt::Ties => "the order of entries that have the same time".to_owned(),
                Doubt::ValueDates => "whether entries count from their booking or their value date".to_owned(),
            };
            let claim = if trace.claims.len() > 1 { format!(", claim {}", sway.claim) } else { String::new() };
            format!("{doubt}: {} {} held ({}{claim})", range(&sway.low, &sway.high), currency(trace), sway.rule)
        };
        screen::show(&screen::wrap(&format!("\nWhat moves the figure most: {}.", line(first)), "  "));
        for sway in moves.take(DOUBTS_LISTED - 1) {
            screen::show(&screen::wrap(&format!("Then {}.", line(sway)), "  "));
        }
    }
}

fn conversions(trace: &Trace) {
    if trace.conversions.is_empty() {
        return;
    }
    heading("Changes of currency that were followed through");
    for conversion in trace.conversions.iter().take(ROWS_LISTED) {
        let line = format!(
            "- {}: paid {}, received {}; at the rate {}: {}",
            conversion.transaction,
            conversion.paid,
            conversion.received,
            conversion.rate_english,
            conversion.at_the_rate
        );
        screen::show(&screen::wrap(&line, "  "));
    }
    more(trace.conversions.len().saturating_sub(ROWS_LISTED), "change", "the JSON");
}

fn assumptions(assumptions: &[Assumption]) {
    // What was said beside the figures is not said again.
    let said = [Assumption::PariPassuFollowsNoPath, Assumption::PoisonIsNoFigure];
    let mut rest = assumptions.iter().filter(|assumption| !said.contains(assumption)).peekable();
    if rest.peek().is_some() {
        heading("What the figures assume:");
    }
    for assumption in rest {
        screen::show(&screen::wrap(&format!("- {}", assumption.sentence(Language::English)), "  "));
    }
}

fn disclaimer() {
    screen::show("\nNo rule here is stated to be the law of any forum, and this is no legal advice.");
    screen::show(&screen::wrap(
        "Thresholds (what is measured to be a hub, how far a value date may be from its booking) are design defaults that \
         nobody has calibrated on real data.",
        "",
    ));
}
