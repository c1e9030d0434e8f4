//! What a flag is, once its file was read.

use serde::{Deserialize, Serialize};

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Both {
    /// In English.
    pub en: String,
    /// In French.
    pub fr: String,
}

/// What of the Palermo Protocol's definition a flag speaks for; movement of money beside it, and lawful explanations against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Element {
    /// Recruiting, moving, housing people.
    Act,
    /// Control.
    Means,
    /// Exploitation.
    Purpose,
    /// Money moved on, or home.
    Money,
    /// A lawful life that resembles a network: a fact against.
    Innocent,
}

/// The pattern that a source describes an account as part of. Never printed against a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// What a victim's account shows: it protects, and never raises the holder's suspicion.
    VictimPattern,
    /// Who controls or collects.
    Controller,
    /// An employer or another legal entity.
    Employer,
    /// An agent, landlord, recruiter or driver.
    Facilitator,
    /// A buyer or consumer.
    Buyer,
}

impl Side {
    /// The word of files and of `leads.json`.
    pub fn word(self) -> &'static str {
        match self {
            Self::VictimPattern => "victim-pattern",
            Self::Controller => "controller",
            Self::Employer => "employer",
            Self::Facilitator => "facilitator",
            Self::Buyer => "buyer",
        }
    }
}

/// What an account in a column of the query is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RoleSide {
    /// Of a side.
    Of(Side),
    /// Named as evidence, and of no side: a shop, a landlord, a payroll.
    Evidence,
}

/// Whether a flag runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// It runs.
    On,
    /// It does not, and why: mostly which data would switch it on.
    Off(Both),
}

/// How a value is written in a file and bound in the query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterValue {
    /// A whole number.
    Number(i64),
    /// A span of time, as written, and its seconds: bound as `:name` and `:name_seconds`.
    Span(String, i64),
}

/// A parameter of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name in the query, without the colon.
    pub name: String,
    /// The value where nobody sets another.
    pub default: ParameterValue,
    /// What it counts.
    pub unit: String,
    /// Whether a source states the value; else nobody has published it.
    pub sourced: bool,
    /// What it is.
    pub meaning: Both,
}

/// How far a source was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    /// It, or a page that quotes it, was read.
    Read,
    /// A secondary source was read.
    ReadSecondary,
    /// Part of it was read.
    PartlyRead,
    /// Known, and not read again: never printed as a citation.
    Unverified,
    /// Our own design.
    Design,
}

/// Where a flag comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlagSource {
    /// Who says it.
    pub name: String,
    /// What it says, as far as it was read.
    #[serde(default)]
    pub says: String,
    /// How far it was read.
    pub trust: Trust,
}

/// A red flag, or a look-alike, as its file says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Its id: the name of its file.
    pub id: String,
    /// Counts changes of the rule.
    pub version: u32,
    /// Whether it runs.
    pub status: Status,
    /// Its title.
    pub title: Both,
    /// Forms of exploitation.
    pub forms: Vec<String>,
    /// Stages.
    pub stages: Vec<String>,
    /// The element that it speaks for.
    pub element: Element,
    /// Flags of one family look at one thing, and do not confirm each other.
    pub family: String,
    /// The sides that its roles have.
    pub sides: Vec<Side>,
    /// Whether it points to a person under 18.
    pub minor: bool,
    /// Columns of the query that hold accounts, and of which side they are.
    pub roles: Vec<(String, RoleSide)>,
    /// The sentence of fact, with `{columns}` and `{parameters}`.
    pub reason: Both,
    /// Parameters, in the order of their names.
    pub parameters: Vec<Parameter>,
    /// Where it comes from.
    pub sources: Vec<FlagSource>,
    /// The flags that a look-alike speaks against.
    pub explains: Vec<String>,
    /// *What it finds*.
    pub finds: Both,
    /// *Why it matters*.
    pub matters: Both,
    /// *Innocent explanations*, one each.
    pub innocent: Vec<Both>,
    /// *What to check next*, one each.
    pub next: Vec<Both>,
    /// The query.
    pub sql: String,
    /// Line of the file at which the query begins, from 1.
    pub sql_line: u32,
    /// The file, as it is called in messages.
    pub file: String,
}

impl Flag {
    /// Whether a source states any of it; else all is design. What rests on a source weighs twice.
    pub fn is_sourced(&self) -> bool {
        self.sources.iter().any(|source| matches!(source.trust, Trust::Read | Trust::ReadSecondary | Trust::PartlyRead))
    }

    /// The order of its findings among others, until somebody has measured how often chance would show them: what rests on a
    /// source weighs twice what is design, and a look-alike nothing.
    pub fn weight(&self) -> i64 {
        match (self.element, self.is_sourced()) {
            (Element::Innocent, _) => 0,
            (_, true) => 1_000,
            (_, false) => 500,
        }
    }

    /// Where it comes from, in one line: the sources that were read, and whether any threshold is stated by one.
    pub fn provenance(&self) -> String {
        let read = self.sources.iter().filter(|source| !matches!(source.trust, Trust::Unverified | Trust::Design));
        let names: Vec<&str> = read.map(|source| source.name.as_str()).collect();
        let stated = self.parameters.iter().any(|parameter| parameter.sourced);
        let thresholds = if stated {
            "thresholds in part stated by a source, uncalibrated"
        } else {
            "thresholds are design defaults, uncalibrated"
        };
        let names = if names.is_empty() { "design of this program".to_owned() } else { names.join("; ") };
        format!("{names} (flag {} version {}; {thresholds})", self.id, self.version)
    }

    /// Whether it runs.
    pub fn is_on(&self) -> bool {
        self.status == Status::On
    }
}

/// A flag that fired: the finding, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fired {
    /// What was found; its `kind` is the flag's id, the roles of its accounts the flag's.
    pub finding: filature_model::Finding,
    /// The sentence of fact.
    pub reason: Both,
    /// Parties, accounts first, each with the position of its role in [`Flag::roles`]; sorted.
    pub parties: Vec<(u32, usize)>,
    /// Positions of the transactions, sorted.
    pub transactions: Vec<u32>,
}
