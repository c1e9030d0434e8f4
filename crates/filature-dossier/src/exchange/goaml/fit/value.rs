//! The value of one element or attribute: what the case says, in the codes of the settings, else what the settings say.

use super::{Fitter, Made, lack};
use crate::exchange::goaml::lack::{Fill, Lack, Wrong};
use crate::exchange::goaml::node::{Inside, Node};
use crate::exchange::goaml::offer::{Given, Offer, Weight};
use crate::exchange::goaml::report_as::Spot;
use crate::exchange::goaml::xsd::{Complex, Fault, SimpleId};

impl Fitter<'_> {
    pub(super) fn attributes(&self, complex: &Complex, spot: &Spot) -> (Vec<(String, bool, String)>, Vec<Lack>) {
        let (mut written, mut lacks) = (Vec::new(), Vec::new());
        for attribute in &complex.attributes {
            let spot = spot.child(&format!("@{}", attribute.name));
            let set = self.report_as.values(&spot).first();
            let value = set.cloned().or_else(|| attribute.fixed.clone().filter(|_| attribute.required));
            match value {
                None if attribute.required => {
                    lacks.push(lack(&spot, Wrong::Missing(Fill::Line), Some(attribute.value)))
                }
                None => {}
                Some(value) => {
                    let wrong = self.wrong(attribute.value, attribute.fixed.as_deref(), &value, true);
                    lacks.extend(wrong.map(|wrong| lack(&spot, wrong, Some(attribute.value))));
                    written.push((attribute.name.clone(), attribute.qualified, value));
                }
            }
        }
        (written, lacks)
    }

    pub(super) fn wrong(&self, id: SimpleId, fixed: Option<&str>, value: &str, by_settings: bool) -> Option<Wrong> {
        let fault = match fixed {
            Some(fixed) if fixed != value => Some(Fault::NotListed(vec![fixed.to_owned()])),
            _ => self.schema.simples.check(id, value).err(),
        };
        fault.map(|fault| Wrong::Refused { value: value.to_owned(), fault, by_settings })
    }

    /// An element with a value.
    pub(super) fn with_value(
        &mut self,
        at: usize,
        id: SimpleId,
        offer: Option<&Offer>,
        spot: &Spot,
        set: Option<&str>,
        attributes: Vec<(String, bool, String)>,
    ) -> Made {
        let fixed = self.schema.element(at).fixed.clone();
        let mut made = Made::default();
        match self.value(id, fixed.as_deref(), offer, spot, set) {
            Ok((value, from_case)) => {
                made.from_case = from_case;
                made.core = from_case && offer.is_some_and(|offer| offer.weight == Weight::Core);
                made.nodes.push(Node { declaration: at, attributes, inside: Inside::Value(value) });
            }
            Err(wrong) => {
                made.from_case = matches!(wrong, Wrong::Refused { by_settings: false, .. });
                made.lacks.push(lack(spot, wrong, Some(id)));
            }
        }
        made
    }

    /// The value of an element, and whether the case says it.
    pub(super) fn value(
        &self,
        id: SimpleId,
        fixed: Option<&str>,
        offer: Option<&Offer>,
        spot: &Spot,
        set: Option<&str>,
    ) -> Result<(String, bool), Wrong> {
        let settings = || set.map(str::to_owned).or_else(|| self.report_as.values(spot).first().cloned());
        let codes = || self.report_as.codes(&spot.path);
        let by_settings = |value: String| match self.wrong(id, fixed, &value, true) {
            Some(wrong) => Err(wrong),
            None => Ok((value, false)),
        };
        match offer.map(|offer| &offer.given) {
            Some(Given::Fact(values) | Given::Proposed(values)) if !values.is_empty() => {
                if let (Some(Given::Proposed(_)), Some(value)) = (offer.map(|offer| &offer.given), settings()) {
                    return by_settings(value);
                }
                let coded = codes().and_then(|codes| values.iter().find_map(|value| codes.get(value))).cloned();
                let values = coded.map_or_else(|| values.clone(), |code| vec![code]);
                let first = values.first().cloned().unwrap_or_default();
                let fits = values.into_iter().find(|value| self.wrong(id, fixed, value, false).is_none());
                match fits {
                    Some(value) => Ok((value, true)),
                    None => Err(self.wrong(id, fixed, &first, false).unwrap_or(Wrong::Missing(Fill::Line))),
                }
            }
            Some(Given::Word(word)) => match codes().and_then(|codes| codes.get(word)).cloned() {
                Some(code) => by_settings(code).map(|(code, _)| (code, true)),
                None => settings().map_or_else(|| Err(Wrong::Missing(Fill::Code(word.clone()))), by_settings),
            },
            Some(Given::Absent(why)) => settings().map_or(Err(Wrong::Missing(Fill::Case(*why))), by_settings),
            _ => match settings().or_else(|| fixed.map(str::to_owned)) {
                Some(value) => by_settings(value),
                None => Err(Wrong::Missing(Fill::Line)),
            },
        }
    }
}
