//! Every run of the engine that the page speaks of, with the command that does the same.

use anyhow::Context;
use filature_model::{
    Assertion, Claim, ClaimedCredit, Decomposition, Election, Link, Trace, Transactions, days_from_epoch,
};
use filature_synth::{WorkedCase, WorkedPart, worked_case};
use filature_trace::{Options, Target, origins, trace};
use jiff::civil::date;

/// The last day that is taken into account.
pub const AT: &str = "2024-05-31";
/// The paths that the program gives where nobody says how many.
const PATHS: usize = 3;
/// What the plot is said to be worth now, cents.
const WORTH_MINOR: i64 = 420_000;
const ELECTION_REASON: &str = "deed of 11 March";
const LINK_REASON: &str = "carried by hand, statement of 3 June";

/// What the engine says of the worked case.
pub struct Runs {
    pub case: WorkedCase,
    /// While one opening balance is not known.
    pub first: Trace,
    /// With the answer of the bank; so are all that follow.
    pub answered: Trace,
    /// The plot is said to have been bought with the claim's money.
    pub elected: Trace,
    /// The cash paid in is said to be cash that was drawn.
    pub linked: Trace,
    /// A claim a person.
    pub persons: Trace,
    /// How much reached the household.
    pub reached: Trace,
    /// What the last payment to the builder was made of.
    pub of_payment: Decomposition,
}

/// One call of the program: its name on the page, what follows `filature`, and what it must answer.
pub struct Command<'a> {
    pub name: &'static str,
    pub arguments: String,
    pub answer: Answer<'a>,
}

/// What a call answers.
pub enum Answer<'a> {
    /// Files are added.
    Added,
    Trace(&'a Trace),
    Origins(&'a Decomposition),
}

impl Runs {
    pub fn new() -> anyhow::Result<Self> {
        let case = worked_case();
        let (unknown, known) = (case.ledger(), case.clone().answered().ledger());
        let wages = claims(&case, &known, |_| "wages".to_owned())?;
        let options = |ledger: &Transactions| -> anyhow::Result<Options> {
            Ok(Options {
                paths: PATHS,
                before_micros: Some(end_micros()),
                stop: vec![builder(ledger, &case)?],
                ..Options::default()
            })
        };
        let mut elected = options(&known)?;
        elected.elections.push(Election {
            claim: "wages".to_owned(),
            transaction: position(&known, "G-PLOT")?,
            worth_minor: Some(WORTH_MINOR),
            reason: Some(ELECTION_REASON.to_owned()),
        });
        let mut linked = options(&known)?;
        linked.links.push(Link {
            debit: position(&known, "G-CASH-1")?,
            credit: position(&known, "H-CASH-IN")?,
            reason: LINK_REASON.to_owned(),
        });
        let mut reached = options(&known)?;
        reached.reached.push(account(&known, &case, WorkedPart::Household)?);
        let persons = claims(&case, &known, |number| format!("person-{number:02}"))?;
        Ok(Self {
            first: trace(&unknown, &wages, &options(&unknown)?)?,
            answered: trace(&known, &wages, &options(&known)?)?,
            elected: trace(&known, &wages, &elected)?,
            linked: trace(&known, &wages, &linked)?,
            persons: trace(&known, &persons, &options(&known)?)?,
            reached: trace(&known, &wages, &reached)?,
            of_payment: origins(&known, Target::Debit(position(&known, "H-BUILD-3")?), &Options::default())?,
            case,
        })
    }

    /// The calls in the order of the page, with `CASE` and the folder of the files still to be named.
    pub fn commands(&self) -> Vec<Command<'_>> {
        let key = |part| self.case.account(part).map_or("", |account| account.key.as_str());
        let (builder, household) = (key(WorkedPart::Builder), key(WorkedPart::Household));
        let common = format!("--stop {builder} --at {AT}");
        let worth = format!("{}.{:02}", WORTH_MINOR / 100, WORTH_MINOR % 100);
        let command = |name, arguments: String, answer| Command { name, arguments, answer };
        let wages = |more: String| format!("trace CASE --claims worked/wages.csv {common}{more}");
        vec![
            command("add", "add CASE worked/transactions.csv worked/accounts.csv".to_owned(), Answer::Added),
            command("first", wages(String::new()), Answer::Trace(&self.first)),
            command("answer", "add CASE worked/answer.csv".to_owned(), Answer::Added),
            command("answered", wages(String::new()), Answer::Trace(&self.answered)),
            command(
                "elected",
                wages(format!(" --elect wages=G-PLOT:{worth} --reason \"{ELECTION_REASON}\"")),
                Answer::Trace(&self.elected),
            ),
            command(
                "linked",
                wages(format!(" --link G-CASH-1=H-CASH-IN --reason \"{LINK_REASON}\"")),
                Answer::Trace(&self.linked),
            ),
            command(
                "persons",
                format!("trace CASE --claims worked/persons.csv {common}"),
                Answer::Trace(&self.persons),
            ),
            command("reached", wages(format!(" --to {household}")), Answer::Trace(&self.reached)),
            command("of", "trace CASE --of H-BUILD-3".to_owned(), Answer::Origins(&self.of_payment)),
        ]
    }

    /// The reasons that stand in the journal, for the page.
    pub fn reasons() -> [(&'static str, &'static str); 2] {
        [("election", ELECTION_REASON), ("link", LINK_REASON)]
    }

    /// What the assertion of a run carries by a rule: its amounts, and the rise of what was bought.
    pub fn carried(trace: &Trace) -> Vec<&filature_model::Carried> {
        trace
            .assertions
            .iter()
            .flat_map(|assertion| match assertion {
                Assertion::Election { carried, .. } | Assertion::Link { carried, .. } => carried,
            })
            .collect()
    }
}

/// The instant after the last day.
fn end_micros() -> i64 {
    (i64::from(days_from_epoch(date(2024, 5, 31))) + 1) * 86_400_000_000
}

fn claims(case: &WorkedCase, ledger: &Transactions, name: impl Fn(u32) -> String) -> anyhow::Result<Vec<Claim>> {
    let mut claims: Vec<Claim> = Vec::new();
    for (number, id, part_minor) in &case.claimed {
        let credit = ClaimedCredit { transaction: position(ledger, id)?, part_minor: *part_minor };
        let name = name(*number);
        match claims.iter_mut().find(|claim| claim.name == name) {
            Some(claim) => claim.credits.push(credit),
            None => claims.push(Claim { name, credits: vec![credit] }),
        }
    }
    Ok(claims)
}

fn position(ledger: &Transactions, id: &str) -> anyhow::Result<u32> {
    let at = ledger.ids.iter().position(|other| other == id);
    Ok(u32::try_from(at.with_context(|| format!("the worked case has no {id}"))?)?)
}

fn account(ledger: &Transactions, case: &WorkedCase, part: WorkedPart) -> anyhow::Result<u32> {
    let key = &case.account(part).with_context(|| format!("the worked case has no {part:?}"))?.key;
    let at = ledger.accounts.iter().position(|account| account.as_str() == key);
    Ok(u32::try_from(at.with_context(|| format!("the ledger has no {key}"))?)?)
}

fn builder(ledger: &Transactions, case: &WorkedCase) -> anyhow::Result<u32> {
    account(ledger, case, WorkedPart::Builder)
}
