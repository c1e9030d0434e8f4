//! The front matter of a flag's file: TOML between two lines of `+++`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::flag::{Both, Element, FlagSource, Parameter, ParameterValue, RoleSide, Side, Status};
use crate::span_seconds;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Front {
    pub id: String,
    pub version: u32,
    status: String,
    why_off: Option<Both>,
    pub title: Both,
    pub meaning: Meaning,
    roles: BTreeMap<String, String>,
    pub reason: Both,
    #[serde(default)]
    params: BTreeMap<String, Written>,
    #[serde(default)]
    pub sources: Vec<FlagSource>,
    #[serde(default)]
    pub explains: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Meaning {
    pub forms: Vec<String>,
    pub stage: Vec<String>,
    pub element: Element,
    pub family: String,
    pub side: Vec<Side>,
    #[serde(default)]
    pub minor: bool,
}

/// A parameter as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    default: toml::Value,
    unit: String,
    basis: Basis,
    meaning: Both,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Basis {
    Source,
    Design,
}

/// What is wrong, and what to do.
pub(super) type Wrong = (String, String);

impl Front {
    /// On, or off and why.
    pub fn status(&self) -> Result<Status, Wrong> {
        match (self.status.as_str(), &self.why_off) {
            ("on", _) => Ok(Status::On),
            ("off", Some(why)) => Ok(Status::Off(why.clone())),
            ("off", None) => Err((
                "it is off and does not say why".into(),
                "add why_off = { en = \"…\", fr = \"…\" }: which data would switch it on".into(),
            )),
            (other, _) => Err((format!("status {other:?} is neither"), "write status = \"on\" or \"off\"".into())),
        }
    }

    /// The columns that hold accounts, by name.
    pub fn roles(&self) -> Result<Vec<(String, RoleSide)>, Wrong> {
        self.roles.iter().map(|(column, side)| Ok((column.clone(), role_side(column, side)?))).collect()
    }

    /// The parameters, by name.
    pub fn parameters(&self) -> Result<Vec<Parameter>, Wrong> {
        self.params.iter().map(|(name, written)| written.read(name)).collect()
    }
}

fn role_side(column: &str, side: &str) -> Result<RoleSide, Wrong> {
    Ok(match side {
        "evidence" => RoleSide::Evidence,
        "victim-pattern" => RoleSide::Of(Side::VictimPattern),
        "controller" => RoleSide::Of(Side::Controller),
        "employer" => RoleSide::Of(Side::Employer),
        "facilitator" => RoleSide::Of(Side::Facilitator),
        "buyer" => RoleSide::Of(Side::Buyer),
        other => {
            let known = "victim-pattern, controller, employer, facilitator, buyer or evidence";
            return Err((format!("the role {column} has the side {other:?}"), format!("write one of {known}")));
        }
    })
}

impl Written {
    fn read(&self, name: &str) -> Result<Parameter, Wrong> {
        let default = match &self.default {
            toml::Value::Integer(number) => ParameterValue::Number(*number),
            toml::Value::String(text) => match span_seconds(text) {
                Ok(seconds) => ParameterValue::Span(text.clone(), seconds),
                Err(_) => {
                    let expected = "write a whole number, or a span such as \"48h\" or \"30d\"";
                    return Err((format!("parameter {name} has the default {text:?}"), expected.into()));
                }
            },
            other => {
                let expected = "write a whole number, or a span such as \"48h\"; permille instead of a decimal";
                return Err((format!("parameter {name} has the default {other}"), expected.into()));
            }
        };
        if self.unit.trim().is_empty() {
            return Err((format!("parameter {name} has no unit"), "say what it counts: unit = \"people\"".into()));
        }
        Ok(Parameter {
            name: name.to_owned(),
            default,
            unit: self.unit.clone(),
            sourced: self.basis == Basis::Source,
            meaning: self.meaning.clone(),
        })
    }
}
