//! Simple types out of their elements: restriction, list and union, with what narrows them.

use super::build::{Builder, DEPTH_LIMIT, Here};
use super::files::XSD;
use super::lexical::{Builtin, Spaces};
use super::simple::{Facet, Simple, SimpleId, Variety};
use super::{SchemaError, pattern};

/// Unions of unions are tried one by one: more members than this are an attack.
const MEMBER_LIMIT: u64 = 10_000;

impl<'f> Builder<'f> {
    /// A type of XML Schema itself.
    pub fn builtin(&mut self, builtin: Builtin) -> SimpleId {
        self.push(Simple { variety: Variety::Builtin(builtin), facets: Vec::new() })
    }

    fn push(&mut self, simple: Simple) -> SimpleId {
        let width = |id: &SimpleId| self.widths.get(id.0).copied().unwrap_or(1);
        self.widths.push(match &simple.variety {
            Variety::Builtin(_) => 1,
            Variety::Restriction(of) | Variety::List(of) => width(of),
            Variety::Union(members) => members.iter().map(width).fold(0, u64::saturating_add),
        });
        self.simples.all.push(simple);
        SimpleId(self.simples.all.len() - 1)
    }

    /// The simple type of this name, as a reference writes it.
    pub fn simple_named(&mut self, here: Here<'f>, written: &str, depth: usize) -> Result<SimpleId, SchemaError> {
        let (namespace, local) = self.name(here, written)?;
        if namespace == XSD {
            return match Builtin::named(local) {
                Some(builtin) => Ok(self.builtin(builtin)),
                None => Err(here.fault(&format!("uses the type xs:{local}, which is not read"))),
            };
        }
        if let Some(made) = self.made_simple.get(local) {
            return Ok(*made);
        }
        let Some(&found) = self.types.get(local) else {
            return Err(here.fault(&format!("uses the type {written:?}, which no file of the schema defines")));
        };
        if found.element.name != "simpleType" {
            return Err(here.fault(&format!("uses {written:?} as a type of values, and it is a complex type")));
        }
        let made = self.simple(found, depth + 1)?;
        self.made_simple.insert(local.to_owned(), made);
        Ok(made)
    }

    /// The type that a `simpleType` element defines.
    pub fn simple(&mut self, here: Here<'f>, depth: usize) -> Result<SimpleId, SchemaError> {
        if depth > DEPTH_LIMIT {
            return Err(here.fault("builds types on each other more than 64 deep, or on themselves"));
        }
        let mut made = None;
        for child in self.children(here) {
            let inner = here.of(child);
            made = match child.name.as_str() {
                "restriction" => Some(self.restriction(inner, None, depth)?),
                "list" => {
                    let item = self.base(inner, "itemType", depth)?;
                    Some(self.push(Simple { variety: Variety::List(item), facets: Vec::new() }))
                }
                "union" => Some(self.union(inner, depth)?),
                _ => return Err(inner.unknown()),
            };
        }
        made.ok_or_else(|| here.fault("has a simpleType without restriction, list or union"))
    }

    /// The type named by an attribute, or defined inside.
    fn base(&mut self, here: Here<'f>, attribute: &str, depth: usize) -> Result<SimpleId, SchemaError> {
        if let Some(written) = here.element.attribute(attribute) {
            return self.simple_named(here, written, depth);
        }
        let inside = here.element.children.iter().find(|child| child.namespace == XSD && child.name == "simpleType");
        match inside {
            Some(element) => self.simple(here.of(element), depth + 1),
            None => Err(here.fault(&format!("names no type: {attribute} or a simpleType inside was expected"))),
        }
    }

    fn union(&mut self, here: Here<'f>, depth: usize) -> Result<SimpleId, SchemaError> {
        let mut members = Vec::new();
        for written in here.element.attribute("memberTypes").unwrap_or_default().split_whitespace() {
            members.push(self.simple_named(here, written, depth)?);
        }
        for child in self.children(here) {
            members.push(self.simple(here.of(child), depth + 1)?);
        }
        let made = self.push(Simple { variety: Variety::Union(members), facets: Vec::new() });
        if self.widths[made.0] > MEMBER_LIMIT {
            return Err(here.fault("has a union of more than 10,000 types"));
        }
        Ok(made)
    }

    /// A restriction of the type that it names, or of the one given.
    pub fn restriction(&mut self, here: Here<'f>, of: Option<SimpleId>, depth: usize) -> Result<SimpleId, SchemaError> {
        let base = match of {
            Some(base) => base,
            None => self.base(here, "base", depth)?,
        };
        let mut facets = self.facets(here)?;
        let is_limit = |facet: &Facet| matches!(facet, Facet::Least { .. } | Facet::Most { .. });
        if !self.simples.has_order(base) && facets.iter().any(is_limit) {
            self.not_checked(here);
            facets.retain(|facet| !is_limit(facet));
        }
        Ok(self.push(Simple { variety: Variety::Restriction(base), facets }))
    }

    fn facets(&mut self, here: Here<'f>) -> Result<Vec<Facet>, SchemaError> {
        let (mut facets, mut listed, mut patterns) = (Vec::new(), Vec::new(), Vec::new());
        for child in self.children(here) {
            let inner = here.of(child);
            let value = child.attribute("value");
            let text =
                || value.map(str::to_owned).ok_or_else(|| inner.fault(&format!("has xs:{} without value", child.name)));
            match child.name.as_str() {
                "enumeration" => listed.push(text()?),
                "pattern" => {
                    let written = text()?;
                    let regex = pattern::compile(&written)
                        .map_err(|why| inner.fault(&format!("has the pattern {written:?}: {why}")))?;
                    patterns.push((written, regex));
                }
                "length" => facets.push(Facet::Length(number(inner, &text()?)?)),
                "minLength" => facets.push(Facet::MinLength(number(inner, &text()?)?)),
                "maxLength" => facets.push(Facet::MaxLength(number(inner, &text()?)?)),
                "totalDigits" => facets.push(Facet::TotalDigits(number(inner, &text()?)?)),
                "fractionDigits" => facets.push(Facet::FractionDigits(number(inner, &text()?)?)),
                "minInclusive" => facets.push(Facet::Least { limit: text()?, inclusive: true }),
                "minExclusive" => facets.push(Facet::Least { limit: text()?, inclusive: false }),
                "maxInclusive" => facets.push(Facet::Most { limit: text()?, inclusive: true }),
                "maxExclusive" => facets.push(Facet::Most { limit: text()?, inclusive: false }),
                "whiteSpace" => facets.push(Facet::Spaces(spaces(inner, &text()?)?)),
                "assertion" | "explicitTimezone" => self.not_checked(inner),
                // The base type of a restriction, the attributes of one with a value.
                "simpleType" | "attribute" | "attributeGroup" | "anyAttribute" => {}
                _ => return Err(inner.unknown()),
            }
        }
        facets.extend((!listed.is_empty()).then_some(Facet::Enumeration(listed)));
        facets.extend((!patterns.is_empty()).then_some(Facet::Pattern(patterns)));
        Ok(facets)
    }
}

fn number(here: Here<'_>, text: &str) -> Result<usize, SchemaError> {
    text.trim().parse().map_err(|_| {
        here.fault(&format!("has xs:{} with {text:?}, where a whole number was expected", here.element.name))
    })
}

fn spaces(here: Here<'_>, text: &str) -> Result<Spaces, SchemaError> {
    match text.trim() {
        "preserve" => Ok(Spaces::Preserve),
        "replace" => Ok(Spaces::Replace),
        "collapse" => Ok(Spaces::Collapse),
        other => Err(here.fault(&format!("has xs:whiteSpace with {other:?}"))),
    }
}
