//! Complex types: what stands between the tags, with what it adds to or takes from its base.

use super::build::{Builder, Here, is_true};
use super::files::XSD;
use super::{Complex, Content, Holds, Particle, SchemaError, Term};

/// Groups of elements in each other, in one type: what is walked by recursion later on.
const NEST_LIMIT: usize = 16;

impl<'f> Builder<'f> {
    pub(super) fn complex(&mut self, here: Here<'f>, depth: usize) -> Result<Complex, SchemaError> {
        let is_abstract = is_true(here.element.attribute("abstract"));
        let derived = self
            .children(here)
            .into_iter()
            .find(|child| matches!(child.name.as_str(), "simpleContent" | "complexContent"));
        let Some(derived) = derived else {
            let content = self.content(here)?;
            return Ok(Complex { content, attributes: self.attributes_of(here, Vec::new(), 0)?, is_abstract });
        };
        let of = self
            .children(here.of(derived))
            .into_iter()
            .find(|child| matches!(child.name.as_str(), "extension" | "restriction"));
        let Some(step) = of else { return Err(here.of(derived).fault("holds no extension and no restriction")) };
        let inner = here.of(step);
        let Some(written) = step.attribute("base") else { return Err(inner.fault("has no base")) };
        let is_extension = step.name == "extension";
        let base = if self.name(inner, written)? == (XSD, "anyType") {
            Complex { content: Content::Empty, attributes: Vec::new(), is_abstract: false }
        } else {
            match self.holds_named(inner, written)? {
                Holds::Value(value) => {
                    Complex { content: Content::Value(value), attributes: Vec::new(), is_abstract: false }
                }
                Holds::Complex(at) => {
                    self.finish(at, depth + 1)?;
                    self.complexes[at].clone().ok_or_else(|| inner.fault("has a base that could not be built"))?
                }
            }
        };
        self.count(inner, base.attributes.len() + pieces(&base.content))?;
        let attributes = self.attributes_of(inner, base.attributes, 0)?;
        let content = match (derived.name.as_str(), base.content) {
            ("simpleContent", Content::Value(value)) if is_extension => Content::Value(value),
            ("simpleContent", Content::Value(value)) => Content::Value(self.restriction(inner, Some(value), depth)?),
            ("simpleContent", _) => return Err(inner.fault("has a base without a value")),
            (_, base) if is_extension => joined(base, self.content(inner)?, inner)?,
            (_, Content::Value(_)) => return Err(inner.fault("restricts a type that has a value to elements")),
            _ => self.content(inner)?,
        };
        Ok(Complex { content, attributes, is_abstract })
    }

    /// The elements of a type, if it has any.
    fn content(&mut self, here: Here<'f>) -> Result<Content, SchemaError> {
        let mut content = Content::Empty;
        for child in self.children(here) {
            match child.name.as_str() {
                "sequence" | "choice" | "all" | "group" => {
                    content = Content::Elements(self.particle(here.of(child), 0)?)
                }
                "attribute" | "attributeGroup" | "anyAttribute" => {}
                "assert" | "openContent" => self.not_checked(here.of(child)),
                _ => return Err(here.of(child).unknown()),
            }
        }
        Ok(content)
    }

    fn particle(&mut self, here: Here<'f>, depth: usize) -> Result<Particle, SchemaError> {
        self.count(here, 1)?;
        if depth > NEST_LIMIT {
            return Err(here.fault("nests groups of elements more than 16 deep, or in themselves"));
        }
        let (min, max) = occurs(here)?;
        let term = match here.element.name.as_str() {
            "element" => Term::Element(self.element(here)?),
            "any" => Term::Any,
            "group" => Term::Sequence(vec![self.group(here, depth)?]),
            _ => {
                let mut parts = Vec::new();
                for child in self.children(here) {
                    match child.name.as_str() {
                        "element" | "any" | "group" | "sequence" | "choice" | "all" => {
                            parts.push(self.particle(here.of(child), depth + 1)?);
                        }
                        _ => return Err(here.of(child).unknown()),
                    }
                }
                match here.element.name.as_str() {
                    "choice" => Term::Choice(parts),
                    "all" => Term::All(parts),
                    _ => Term::Sequence(parts),
                }
            }
        };
        Ok(Particle { min, max, term })
    }

    fn element(&mut self, here: Here<'f>) -> Result<usize, SchemaError> {
        let Some(written) = here.element.attribute("ref") else { return self.declaration(here, false) };
        let (_, local) = self.name(here, written)?;
        match self.elements.get_key_value(local) {
            Some((name, _)) => self.global(name),
            None => Err(here.fault(&format!("refers to the element {written:?}, which no file of the schema defines"))),
        }
    }

    fn group(&mut self, here: Here<'f>, depth: usize) -> Result<Particle, SchemaError> {
        let written = here.element.attribute("ref").ok_or_else(|| here.fault("has an xs:group without ref"))?;
        let (_, local) = self.name(here, written)?;
        let Some(&found) = self.groups.get(local) else {
            return Err(here.fault(&format!("refers to the group {written:?}, which no file of the schema defines")));
        };
        let inside = self.children(found);
        match inside.first() {
            Some(model) => self.particle(found.of(model), depth + 1),
            None => Err(found.fault("defines a group that holds nothing")),
        }
    }
}

/// The content of a type that adds to another: the base's first.
fn joined(base: Content, own: Content, here: Here<'_>) -> Result<Content, SchemaError> {
    match (base, own) {
        (Content::Empty, content) | (content, Content::Empty) => Ok(content),
        (Content::Elements(first), Content::Elements(next)) => {
            // Kept flat: types built on each other would nest deeper with each step.
            let parts = match first {
                Particle { min: 1, max: Some(1), term: Term::Sequence(mut parts) } => {
                    parts.push(next);
                    parts
                }
                first => vec![first, next],
            };
            Ok(Content::Elements(Particle { min: 1, max: Some(1), term: Term::Sequence(parts) }))
        }
        _ => Err(here.fault("adds elements to a type that has a value")),
    }
}

fn pieces(content: &Content) -> usize {
    fn of(particle: &Particle) -> usize {
        match &particle.term {
            Term::Element(_) | Term::Any => 1,
            Term::Sequence(parts) | Term::Choice(parts) | Term::All(parts) => 1 + parts.iter().map(of).sum::<usize>(),
        }
    }
    match content {
        Content::Elements(particle) => of(particle),
        Content::Empty | Content::Value(_) => 0,
    }
}

fn occurs(here: Here<'_>) -> Result<(u32, Option<u32>), SchemaError> {
    let wrong =
        |name: &str, value: &str| here.fault(&format!("has {name}={value:?}, where a whole number was expected"));
    let number = |name: &str, value: &str| value.trim().parse::<u32>().map_err(|_| wrong(name, value));
    let min = here.element.attribute("minOccurs").map_or(Ok(1), |value| number("minOccurs", value))?;
    let max = match here.element.attribute("maxOccurs") {
        None => Some(1),
        Some(value) if value.trim() == "unbounded" => None,
        Some(value) => Some(number("maxOccurs", value)?),
    };
    if max.is_some_and(|max| max < min) {
        return Err(here.fault("has a maxOccurs below its minOccurs"));
    }
    Ok((min, max))
}
