//! The attributes of a complex type, with those of its attribute groups.

use super::build::{Builder, DEPTH_LIMIT, Here, put};
use super::lexical::Builtin;
use super::{Attribute, SchemaError};

impl<'f> Builder<'f> {
    /// Those that stand inside of this element, put into those of its base.
    pub fn attributes_of(
        &mut self,
        here: Here<'f>,
        base: Vec<Attribute>,
        depth: usize,
    ) -> Result<Vec<Attribute>, SchemaError> {
        let mut all = base;
        for child in self.children(here) {
            let inner = here.of(child);
            match child.name.as_str() {
                "attribute" => self.attribute(inner, &mut all)?,
                "attributeGroup" => {
                    let written =
                        child.attribute("ref").ok_or_else(|| inner.fault("has an xs:attributeGroup without ref"))?;
                    let (_, local) = self.name(inner, written)?;
                    let Some(&found) = self.attribute_groups.get(local) else {
                        let what =
                            format!("refers to the attribute group {written:?}, which no file of the schema defines");
                        return Err(inner.fault(&what));
                    };
                    if depth >= DEPTH_LIMIT {
                        return Err(
                            inner.fault("builds attribute groups on each other more than 64 deep, or on themselves")
                        );
                    }
                    self.count(inner, 1)?;
                    all = self.attributes_of(found, all, depth + 1)?;
                }
                _ => {}
            }
        }
        Ok(all)
    }

    fn attribute(&mut self, here: Here<'f>, all: &mut Vec<Attribute>) -> Result<(), SchemaError> {
        self.count(here, 1)?;
        let (found, is_global) = match here.element.attribute("ref") {
            None => (here, false),
            Some(written) => {
                let (_, local) = self.name(here, written)?;
                let found = self.attributes.get(local).copied();
                let missing =
                    || here.fault(&format!("refers to the attribute {written:?}, which no file of the schema defines"));
                (found.ok_or_else(missing)?, true)
            }
        };
        let Some(name) = found.element.attribute("name") else {
            return Err(found.fault("has an xs:attribute without name"));
        };
        let usage = here.element.attribute("use").map(str::trim);
        if usage == Some("prohibited") {
            all.retain(|known| known.name != name);
            return Ok(());
        }
        let inside = self.children(found).into_iter().find(|child| child.name == "simpleType");
        let value = match (found.element.attribute("type"), inside) {
            (Some(written), _) => self.simple_named(found, written, 0)?,
            (None, Some(inside)) => self.simple(found.of(inside), 0)?,
            (None, None) => self.builtin(Builtin::Text("xs:anySimpleType")),
        };
        let qualified = match found.element.attribute("form") {
            _ if is_global => true,
            Some(form) => form.trim() == "qualified",
            None => found.file.attributes_qualified,
        };
        let fixed = here.element.attribute("fixed").or_else(|| found.element.attribute("fixed")).map(str::to_owned);
        let required = usage == Some("required");
        put(all, Attribute { name: name.to_owned(), qualified, value, required, fixed });
        Ok(())
    }
}
