//! The tables of the page, as Markdown.

use filature_model::{Ask, Decomposition, Language, OriginKind, Rule, RuleResult, Share, Trace};
use filature_synth::{WorkedCase, WorkedPart};

use super::figures::{Range, common, followed, held, minor, money};
use super::places::Place;
use super::runs::Runs;

/// A table: its head, the columns that are figures, and rows.
fn table(head: &[&str], first_figure: usize, rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let owned: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
    let marks: Vec<String> =
        (0..head.len()).map(|column| if column >= first_figure { "---:" } else { "---" }.to_owned()).collect();
    let mut lines = vec![line(&owned), line(&marks)];
    lines.extend(rows.into_iter().map(|row| line(&row)));
    lines.join("\n")
}

fn code(text: &str) -> String {
    format!("`{text}`")
}

/// Paul, Michael and Karen: what stays, by rule.
pub fn todd(trace: &Trace, language: Language) -> String {
    let rows = Rule::ALL.into_iter().filter_map(|rule| {
        let result = trace.rules.get(rule.word())?;
        let of = |claim: &str| {
            let held = result.held.iter().filter(|held| held.claim == claim);
            held.map(|held| Range::read(&held.low, &held.high)).sum::<Range>()
        };
        let names = ["Paul", "Michael", "Karen"];
        let mut row = vec![code(rule.word())];
        row.extend(names.map(|name| of(name).text(language)));
        Some(row)
    });
    table(&[language.pick("what stays", "ce qui reste"), "Paul", "Michael", "Karen"], 1, rows)
}

/// Claim by claim, what each rule says is held in all accounts, and what is common.
pub fn totals(trace: &Trace, language: Language) -> String {
    let rules: Vec<(Rule, &RuleResult)> = followed(trace).collect();
    let common_head = language.pick("common to all", "commun à toutes");
    let claimed_head = language.pick("claimed", "suivi");
    let mut head = vec![language.pick("claim", "somme"), claimed_head];
    head.extend(rules.iter().map(|(rule, _)| rule.word()));
    head.push(common_head);
    let row = |name: &str, claimed: i128, held: Vec<Range>, common: i128| {
        let mut row = vec![name.to_owned(), money(claimed, language)];
        row.extend(held.into_iter().map(|held| held.text(language)));
        row.push(format!("**{}**", money(common, language)));
        row
    };
    let mut rows: Vec<Vec<String>> = trace
        .claims
        .iter()
        .map(|claim| {
            let of = |share: &&Share| share.claim == claim.claim;
            let shares = rules.iter().filter_map(|(_, result)| result.restitution.iter().find(of));
            let held: Vec<Range> = shares.map(|share| Range::read(&share.held_low, &share.held_high)).collect();
            let common = held.iter().map(|held| held.low).min().unwrap_or(0);
            row(&claim.claim, minor(&claim.amount), held, common)
        })
        .collect();
    if trace.claims.len() > 1 {
        let held = rules.iter().map(|(_, result)| held(result)).collect();
        rows.push(row(language.pick("sum", "total"), super::figures::claimed(trace), held, common(trace)));
    }
    table(&head, 1, rows)
}

/// Place by place, what each of the rules that follow each unit says.
pub fn places(trace: &Trace, case: &WorkedCase, language: Language) -> String {
    let rules: Vec<(Rule, &RuleResult)> = followed(trace).collect();
    let mut head = vec![language.pick("where", "où")];
    head.extend(rules.iter().map(|(rule, _)| rule.word()));
    head.push(language.pick("common to all", "commun à toutes"));
    let cells = |of: &dyn Fn(&RuleResult) -> Range| -> Vec<String> {
        let amounts: Vec<Range> = rules.iter().map(|(_, result)| of(result)).collect();
        let common = Range::exact(amounts.iter().map(|amount| amount.low).min().unwrap_or(0));
        let text = |amount: Range| if amount.is_zero() { "–".to_owned() } else { amount.text(language) };
        amounts.into_iter().chain([common]).map(text).collect()
    };
    let row = |name: String, cells: Vec<String>| std::iter::once(name).chain(cells).collect::<Vec<_>>();
    let held_word = language.pick("held", "détenu");
    let left_word = language.pick("left", "sorti");
    let mut rows = Vec::new();
    for place in Place::HELD {
        let name = format!("{held_word} : {}", place.name(language));
        rows.push(row(separated(&name, language), cells(&|result| place.of(result, case))));
    }
    let all = language.pick("all held", "total détenu");
    rows.push(row(format!("**{all}**"), cells(&|result| held(result))));
    for place in Place::LEFT {
        let name = format!("{left_word} : {}", place.name(language));
        rows.push(row(separated(&name, language), cells(&|result| place.of(result, case))));
    }
    table(&head, 1, rows)
}

/// English has no space before a colon.
fn separated(text: &str, language: Language) -> String {
    match language {
        Language::English => text.replace(" : ", ": "),
        Language::French => text.to_owned(),
    }
}

/// What the election makes of each rule.
pub fn elected(trace: &Trace, language: Language) -> String {
    let head = [
        language.pick("rule", "règle"),
        language.pick("the payment carries, computed", "le paiement porte, calculé"),
        language.pick("with the election", "avec le choix"),
        language.pick("rise of the plot", "plus-value de la parcelle"),
        language.pick("held in accounts", "détenu sur des comptes"),
        language.pick("with the plot at its worth", "avec la parcelle à sa valeur"),
    ];
    let computed = |rule: &str| {
        let left = trace.rules_alone.get(rule).map(|result| &result.left);
        let rows = left.into_iter().flatten().filter(|left| left.transaction == "G-PLOT");
        rows.map(|left| Range::read(&left.low, &left.high)).sum::<Range>()
    };
    let rows = Runs::carried(trace).into_iter().filter_map(|carried| {
        let result = trace.rules.get(&carried.rule)?;
        let share = result.restitution.first()?;
        let text = |range: Option<Range>| range.map_or_else(String::new, |range| range.text(language));
        Some(vec![
            code(&carried.rule),
            computed(&carried.rule).text(language),
            Range::read(&carried.low, &carried.high).text(language),
            text(carried.rise.as_ref().map(|rise| Range::read(&rise.low, &rise.high))),
            held(result).text(language),
            text(share.bought.as_ref().map(|bought| Range::read(&bought.recovery_low, &bought.recovery_high))),
        ])
    });
    table(&head, 1, rows)
}

/// What the link makes of each rule.
pub fn linked(trace: &Trace, language: Language) -> String {
    let head = [
        language.pick("rule", "règle"),
        language.pick("the link carries", "le lien porte"),
        language.pick("held, computed alone", "détenu, calcul seul"),
        language.pick("held, with the link", "détenu, avec le lien"),
    ];
    let rows = Runs::carried(trace).into_iter().filter_map(|carried| {
        let (alone, with) = (trace.rules_alone.get(&carried.rule)?, trace.rules.get(&carried.rule)?);
        let carries = Range::read(&carried.low, &carried.high).text(language);
        Some(vec![code(&carried.rule), carries, held(alone).text(language), held(with).text(language)])
    });
    table(&head, 1, rows)
}

/// What to ask for next, the largest amount first.
pub fn requisitions(trace: &Trace, case: &WorkedCase, language: Language) -> String {
    let head = [
        language.pick("what to ask, and of whom", "que demander, et à qui"),
        language.pick("account", "compte"),
        language.pick("days", "jours"),
        language.pick("at stake", "enjeu"),
    ];
    let rows = trace.requisitions.iter().map(|asked| {
        let days = match asked.from == asked.to {
            true => asked.from.clone(),
            false => format!("{} {} {}", asked.from, language.pick("to", "au"), asked.to),
        };
        let sentence = match asked.ask {
            // The option of the command line says nothing to a magistrate; no rate is missing here.
            Ask::Rate => "",
            ask => ask.sentence(language),
        };
        let account = format!("`{}` ({})", asked.account, role(case, &asked.account, language));
        vec![sentence.to_owned(), account, days, Range::read(&asked.low, &asked.high).text(language)]
    });
    table(&head, 3, rows)
}

/// By which ways the largest amounts came, by `fifo`.
pub fn paths(trace: &Trace, case: &WorkedCase, language: Language) -> String {
    let head = [
        language.pick("amount", "montant"),
        language.pick("step by step", "étape par étape"),
        language.pick("held by", "détenu par"),
    ];
    let parts = [WorkedPart::Gathering, WorkedPart::Household];
    let keys: Vec<&str> = parts.iter().filter_map(|&part| Some(case.account(part)?.key.as_str())).collect();
    let held = trace.rules.get(Rule::Fifo.word()).into_iter().flat_map(|result| &result.held);
    let mut rows = Vec::new();
    for held in held.filter(|held| keys.contains(&held.account.as_str())) {
        let Some(paths) = &held.paths else { continue };
        for path in &paths.paths {
            let step = |step: &filature_model::PathStep| {
                format!(
                    "`{}` {} {}",
                    step.transaction,
                    language.pick("into", "vers"),
                    role(case, &step.account, language)
                )
            };
            let steps: Vec<String> = path.steps.iter().map(step).collect();
            let place = role(case, &held.account, language).to_owned();
            rows.push(vec![money(minor(&path.amount), language), steps.join(" → "), place]);
        }
        if paths.more > 0 {
            let more = format!("{} {}", paths.more, language.pick("smaller ways", "voies moindres"));
            let place = role(case, &held.account, language).to_owned();
            rows.push(vec![money(minor(&paths.more_amount), language), more, place]);
        }
        let sum = format!("**{}**", money(minor(&paths.amount), language));
        let place = role(case, &held.account, language).to_owned();
        rows.push(vec![sum, language.pick("all", "total").to_owned(), place]);
    }
    table(&head, 9, rows)
}

/// How much of the claim reached the account that was asked about.
pub fn reached(trace: &Trace, language: Language) -> String {
    let head = [language.pick("rule", "règle"), language.pick("reached the household", "parvenu au foyer")];
    let rows = trace.reached.iter().filter(|reached| reached.rule != Rule::Poison.word());
    table(&head, 1, rows.map(|row| vec![code(&row.rule), Range::read(&row.low, &row.high).text(language)]))
}

/// What the last payment to the builder was made of.
pub fn of(runs: &Runs, language: Language) -> String {
    let made: &Decomposition = &runs.of_payment;
    let rules: Vec<Rule> = Rule::FOLLOWED.into_iter().filter(|rule| made.rules.contains_key(rule.word())).collect();
    let mut head = vec![language.pick("made of", "composé de")];
    head.extend(rules.iter().map(|rule| rule.word()));
    let kinds = [
        (Made::Pay, language.pick("pay of the twelve persons", "paie des douze personnes")),
        (Made::CashIn, language.pick("cash paid in at the village", "espèces versées au village")),
        (Made::Other, language.pick("other pay and pensions", "autres paies et pensions")),
        (Made::Opening, language.pick("opening balances and overdrafts", "soldes initiaux et découverts")),
    ];
    let rows = kinds.into_iter().map(|(kind, name)| {
        let cell = |rule: &Rule| {
            let origins = made.rules.get(rule.word()).into_iter().flatten();
            let of_kind = origins.filter(|origin| Made::of(origin, &runs.case) == kind);
            let amount: Range = of_kind.map(|origin| Range::read(&origin.low, &origin.high)).sum();
            if amount.is_zero() { "–".to_owned() } else { amount.text(language) }
        };
        std::iter::once(name.to_owned()).chain(rules.iter().map(cell)).collect()
    });
    table(&head, 1, rows)
}

/// From what a payment can come, in the words of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Made {
    Pay,
    CashIn,
    Other,
    Opening,
}

impl Made {
    fn of(origin: &filature_model::Origin, case: &WorkedCase) -> Self {
        let account = case.accounts.iter().find(|account| account.key == origin.account);
        if origin.kind == OriginKind::OpeningOrOverdraft {
            Self::Opening
        } else if origin.transactions.iter().any(|id| id == "H-CASH-IN") {
            Self::CashIn
        } else if account.is_some_and(|account| account.part == WorkedPart::Person) {
            Self::Pay
        } else {
            Self::Other
        }
    }
}

/// What an account does in the case, for people.
fn role(case: &WorkedCase, key: &str, language: Language) -> &'static str {
    let part = case.accounts.iter().find(|account| account.key == key).map(|account| account.part);
    match part {
        Some(WorkedPart::Gathering) => language.pick("gathering account", "compte qui rassemble"),
        Some(WorkedPart::Savings) => language.pick("its savings account", "son compte d’épargne"),
        Some(WorkedPart::FirstRelative) => language.pick("first relative", "premier proche"),
        Some(WorkedPart::SecondRelative) => language.pick("second relative", "second proche"),
        Some(WorkedPart::Household) => language.pick("household", "foyer au village"),
        Some(WorkedPart::Materials) => language.pick("seller of materials", "vendeur de matériaux"),
        Some(WorkedPart::Agent) => language.pick("transfer agent", "agent de transfert"),
        Some(WorkedPart::Processor) => language.pick("payment processor", "prestataire de paiement"),
        Some(WorkedPart::Landlord) => language.pick("landlord", "bailleur"),
        _ => language.pick("another account", "autre compte"),
    }
}
