//! Where the money of the worked case can be, in the order in which tables and pictures show it.

use filature_model::{Departure, Held, Language, Left, Rule, RuleResult};
use filature_synth::{WorkedCase, WorkedPart};

use super::figures::Range;

/// A row of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Held in the gathering account.
    Gathering,
    Savings,
    FirstRelative,
    SecondRelative,
    Household,
    /// Held by others, who may know nothing of it.
    Others,
    /// Left: for the plot of land.
    Plot,
    /// Left: to other accounts that are not in the case.
    Outside,
    Cash,
    Fees,
    /// Left: to the money-transfer agent.
    Agent,
    /// Left: to the payment processor.
    Processor,
    Overdraft,
    /// Left: to the builder, where a person said to stop.
    Builder,
}

impl Place {
    pub const HELD: [Self; 6] =
        [Self::Gathering, Self::Savings, Self::FirstRelative, Self::SecondRelative, Self::Household, Self::Others];
    pub const LEFT: [Self; 8] = [
        Self::Plot,
        Self::Builder,
        Self::Cash,
        Self::Agent,
        Self::Processor,
        Self::Outside,
        Self::Overdraft,
        Self::Fees,
    ];

    /// The word of a placeholder.
    pub fn word(self) -> &'static str {
        match self {
            Self::Gathering => "gathering",
            Self::Savings => "savings",
            Self::FirstRelative => "first-relative",
            Self::SecondRelative => "second-relative",
            Self::Household => "household",
            Self::Others => "others",
            Self::Plot => "plot",
            Self::Outside => "outside",
            Self::Cash => "cash",
            Self::Fees => "fees",
            Self::Agent => "agent",
            Self::Processor => "processor",
            Self::Overdraft => "overdraft",
            Self::Builder => "builder",
        }
    }

    /// The name for people.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            Self::Gathering => language.pick("gathering account", "compte qui rassemble"),
            Self::Savings => language.pick("its savings account", "son compte d’épargne"),
            Self::FirstRelative => language.pick("first relative", "premier proche"),
            Self::SecondRelative => language.pick("second relative", "second proche"),
            Self::Household => language.pick("household", "foyer au village"),
            Self::Others => language.pick("others: rent, materials", "tiers : loyers, matériaux"),
            Self::Plot => language.pick("plot of land", "parcelle"),
            Self::Outside => language.pick("other accounts outside", "autres comptes hors dossier"),
            Self::Cash => language.pick("cash", "espèces"),
            Self::Fees => language.pick("fees", "frais"),
            Self::Agent => language.pick("transfer agent (pooled)", "agent de transfert (collectif)"),
            Self::Processor => language.pick("payment processor (hub)", "prestataire de paiement"),
            Self::Overdraft => language.pick("overdraft repaid", "découvert remboursé"),
            Self::Builder => language.pick("builder (stop)", "constructeur (arrêt)"),
        }
    }

    fn of_held(held: &Held, case: &WorkedCase) -> Self {
        match part(case, &held.account) {
            Some(WorkedPart::Gathering) => Self::Gathering,
            Some(WorkedPart::Savings) => Self::Savings,
            Some(WorkedPart::FirstRelative) => Self::FirstRelative,
            Some(WorkedPart::SecondRelative) => Self::SecondRelative,
            Some(WorkedPart::Household) => Self::Household,
            _ => Self::Others,
        }
    }

    fn of_left(left: &Left, case: &WorkedCase) -> Self {
        match left.how {
            Departure::Cash => Self::Cash,
            Departure::Fee => Self::Fees,
            Departure::Overdraft => Self::Overdraft,
            Departure::Stop => Self::Builder,
            Departure::Hub => {
                let payee = case.transfers.iter().find(|transfer| transfer.id == left.transaction);
                let payee = payee.and_then(|transfer| match transfer.creditor {
                    filature_synth::WorkedSide::Account(place) => case.accounts.get(place),
                    filature_synth::WorkedSide::Outside(_) => None,
                });
                let is_agent = payee.is_some_and(|account| account.part == WorkedPart::Agent);
                if is_agent { Self::Agent } else { Self::Processor }
            }
            Departure::Outside if left.transaction == "G-PLOT" => Self::Plot,
            Departure::Outside | Departure::NoRate => Self::Outside,
        }
    }

    /// What a rule says is in this place, all claims together.
    pub fn of(self, result: &RuleResult, case: &WorkedCase) -> Range {
        let held = result.held.iter().filter(|held| Self::of_held(held, case) == self);
        let left = result.left.iter().filter(|left| Self::of_left(left, case) == self);
        held.map(|held| Range::read(&held.low, &held.high))
            .chain(left.map(|left| Range::read(&left.low, &left.high)))
            .sum()
    }
}

fn part(case: &WorkedCase, key: &str) -> Option<WorkedPart> {
    case.accounts.iter().find(|account| account.key == key).map(|account| account.part)
}

/// What a rule is called in a heading.
pub fn rule_name(rule: Rule, language: Language) -> &'static str {
    match rule {
        Rule::Fifo => language.pick("first in, first out", "premier entré, premier sorti"),
        Rule::Lifo => language.pick("last in, first out", "dernier entré, premier sorti"),
        Rule::ProRata => language.pick("in proportion", "en proportion"),
        Rule::Libr => language.pick("own money first", "argent propre d’abord"),
        Rule::PariPassu => language.pick("shared at the end", "partage à la fin"),
        Rule::Poison => language.pick("all that was touched", "tout ce qui fut touché"),
    }
}
