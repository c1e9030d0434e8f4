//! Names resolved: elements, complex types and groups out of their files.
//!
//! Types of elements are built one after the other from a list, not inside each other, so that a type may hold itself; only what a type is
//! built *on* (its base, its groups) is followed at once, to a limited depth.

use std::collections::{BTreeMap, BTreeSet};

use super::files::{File, Files, XSD};
use super::lexical::Builtin;
use super::simple::{SimpleId, Simples};
use super::tree::Element;
use super::{Attribute, Complex, Declaration, Holds, Schema, SchemaError, place};

/// Types, groups and unions built on each other more than so deep are an attack, or built on themselves.
pub const DEPTH_LIMIT: usize = 64;
const PARTICLE_LIMIT: usize = 200_000;

/// Attributes of XML Schema 1.0: those that are read, and those that say nothing of what is written.
const KNOWN: &[&str] = &[
    "abstract",
    "attributeFormDefault",
    "base",
    "block",
    "blockDefault",
    "default",
    "elementFormDefault",
    "final",
    "finalDefault",
    "fixed",
    "form",
    "id",
    "itemType",
    "maxOccurs",
    "memberTypes",
    "minOccurs",
    "mixed",
    "name",
    "namespace",
    "nillable",
    "processContents",
    "public",
    "ref",
    "refer",
    "schemaLocation",
    "substitutionGroup",
    "system",
    "targetNamespace",
    "type",
    "use",
    "value",
    "version",
    "xpath",
];

/// An element of a schema, and the file in which it stands.
#[derive(Clone, Copy, Debug)]
pub struct Here<'f> {
    /// The file.
    pub file: &'f File,
    /// The element.
    pub element: &'f Element,
}

impl<'f> Here<'f> {
    /// A child of it.
    pub fn of(self, element: &'f Element) -> Self {
        Self { element, ..self }
    }

    /// What is wrong with it.
    pub fn fault(self, what: &str) -> SchemaError {
        SchemaError::at(&self.file.name, self.element.line, what)
    }

    /// It is not known where it stands.
    pub fn unknown(self) -> SchemaError {
        self.fault(&format!("holds xs:{}, which is not read at this place", self.element.name))
    }
}

/// What is being built.
pub struct Builder<'f> {
    files: &'f Files,
    pub(super) simples: Simples,
    pub(super) widths: Vec<u64>,
    pub(super) types: BTreeMap<&'f str, Here<'f>>,
    pub(super) attributes: BTreeMap<&'f str, Here<'f>>,
    pub(super) attribute_groups: BTreeMap<&'f str, Here<'f>>,
    pub(super) elements: BTreeMap<&'f str, Here<'f>>,
    pub(super) groups: BTreeMap<&'f str, Here<'f>>,
    pub(super) made_simple: BTreeMap<String, SimpleId>,
    made_complex: BTreeMap<String, usize>,
    globals: BTreeMap<String, usize>,
    declarations: Vec<Declaration>,
    sources: Vec<Here<'f>>,
    pub(super) complexes: Vec<Option<Complex>>,
    building: BTreeSet<usize>,
    particles: usize,
    not_checked: Vec<String>,
}

/// The schema out of its files.
///
/// # Errors
/// What is wrong, and where.
pub fn build(files: &Files) -> Result<Schema, SchemaError> {
    let mut builder = Builder {
        files,
        simples: Simples::default(),
        widths: Vec::new(),
        types: BTreeMap::new(),
        attributes: BTreeMap::new(),
        attribute_groups: BTreeMap::new(),
        elements: BTreeMap::new(),
        groups: BTreeMap::new(),
        made_simple: BTreeMap::new(),
        made_complex: BTreeMap::new(),
        globals: BTreeMap::new(),
        declarations: Vec::new(),
        sources: Vec::new(),
        complexes: Vec::new(),
        building: BTreeSet::new(),
        particles: 0,
        not_checked: files.not_checked.clone(),
    };
    for file in &files.all {
        builder.collect(file)?;
    }
    let names: Vec<&str> = builder.elements.keys().copied().collect();
    for name in names {
        builder.global(name)?;
    }
    let mut next = 0;
    while next < builder.complexes.len() {
        builder.finish(next, 0)?;
        next += 1;
    }
    Ok(Schema {
        namespace: files.namespace.clone(),
        simples: builder.simples,
        globals: builder.globals,
        elements: builder.declarations,
        complexes: builder.complexes.into_iter().flatten().collect(),
        not_checked: builder.not_checked,
    })
}

impl<'f> Builder<'f> {
    /// Takes in what a file defines, by name.
    fn collect(&mut self, file: &'f File) -> Result<(), SchemaError> {
        for element in &file.root.children {
            let here = Here { file, element };
            let (kind, into) = match element.name.as_str() {
                _ if element.namespace != XSD => return Err(here.unknown()),
                "simpleType" | "complexType" => ("type", &mut self.types),
                "element" => ("element", &mut self.elements),
                "group" => ("group", &mut self.groups),
                "attribute" => ("attribute", &mut self.attributes),
                "attributeGroup" => ("attribute group", &mut self.attribute_groups),
                "notation" => {
                    self.not_checked(here);
                    continue;
                }
                "annotation" | "include" | "import" => continue,
                _ => return Err(here.unknown()),
            };
            let Some(name) = element.attribute("name") else {
                return Err(here.fault(&format!("defines a {kind} without a name")));
            };
            if into.insert(name, here).is_some() {
                return Err(here.fault(&format!("defines the {kind} {name:?} a second time")));
            }
            self.look_over(here)?;
        }
        Ok(())
    }

    /// Names what stands anywhere inside and is of no XML Schema that is read.
    fn look_over(&mut self, here: Here<'f>) -> Result<(), SchemaError> {
        for (name, _) in here.element.attributes.iter().filter(|(name, _)| !KNOWN.contains(&name.as_str())) {
            let at = place(&here.file.name, here.element.line);
            self.not_checked.push(format!("{at} the attribute {name} of xs:{}: not read", here.element.name));
        }
        for child in here.element.children.iter().filter(|child| !is_annotation(child)) {
            if child.namespace != XSD {
                return Err(here.of(child).fault(&format!("holds <{}>, which is of no XML Schema", child.name)));
            }
            self.look_over(here.of(child))?;
        }
        Ok(())
    }

    /// The children that say something.
    pub fn children(&self, here: Here<'f>) -> Vec<&'f Element> {
        here.element.children.iter().filter(|child| !is_annotation(child)).collect()
    }

    /// Remembers what is passed over, with its place.
    pub fn not_checked(&mut self, here: Here<'f>) {
        self.not_checked.push(format!(
            "{} xs:{}: not checked",
            place(&here.file.name, here.element.line),
            here.element.name
        ));
    }

    /// The namespace and local name of a reference; those of other namespaces are not read.
    pub fn name(&self, here: Here<'f>, written: &'f str) -> Result<(&'f str, &'f str), SchemaError> {
        let element: &'f Element = here.element;
        match element.resolve(written) {
            None => Err(here.fault(&format!("uses {written:?}, whose prefix nothing declares"))),
            Some((namespace, local))
                if namespace == XSD || namespace.is_empty() || namespace == self.files.namespace =>
            {
                Ok((namespace, local))
            }
            Some((namespace, _)) => {
                Err(here
                    .fault(&format!("uses {written:?} of the namespace {namespace}, which is imported and not read")))
            }
        }
    }

    pub(super) fn global(&mut self, name: &'f str) -> Result<usize, SchemaError> {
        if let Some(made) = self.globals.get(name) {
            return Ok(*made);
        }
        let here = self.elements[name];
        let made = self.declaration(here, true)?;
        self.globals.insert(name.to_owned(), made);
        Ok(made)
    }

    pub(super) fn declaration(&mut self, here: Here<'f>, is_global: bool) -> Result<usize, SchemaError> {
        let element = here.element;
        let Some(name) = element.attribute("name") else { return Err(here.fault("has an xs:element without name")) };
        let holds = self.holds(here)?;
        let qualified = match element.attribute("form") {
            _ if is_global => true,
            Some(form) => form.trim() == "qualified",
            None => here.file.elements_qualified,
        };
        if element.attribute("substitutionGroup").is_some() {
            self.not_checked(here);
        }
        for child in self.children(here) {
            if matches!(child.name.as_str(), "key" | "keyref" | "unique" | "alternative") {
                self.not_checked(here.of(child));
            }
        }
        self.declarations.push(Declaration {
            name: name.to_owned(),
            qualified: qualified && !self.files.namespace.is_empty(),
            holds,
            fixed: element.attribute("fixed").map(str::to_owned),
            is_abstract: is_true(element.attribute("abstract")),
            place: place(&here.file.name, element.line),
        });
        Ok(self.declarations.len() - 1)
    }

    fn holds(&mut self, here: Here<'f>) -> Result<Holds, SchemaError> {
        if let Some(written) = here.element.attribute("type") {
            return self.holds_named(here, written);
        }
        for child in self.children(here) {
            match child.name.as_str() {
                "simpleType" => return Ok(Holds::Value(self.simple(here.of(child), 0)?)),
                "complexType" => return Ok(Holds::Complex(self.later(here.of(child)))),
                "key" | "keyref" | "unique" | "alternative" => {}
                _ => return Err(here.of(child).unknown()),
            }
        }
        // Without a type, anything may stand: text too.
        Ok(Holds::Value(self.builtin(Builtin::Text("xs:anyType"))))
    }

    pub(super) fn holds_named(&mut self, here: Here<'f>, written: &'f str) -> Result<Holds, SchemaError> {
        let (namespace, local) = self.name(here, written)?;
        if namespace == XSD && local == "anyType" {
            return Ok(Holds::Value(self.builtin(Builtin::Text("xs:anyType"))));
        }
        let found =
            self.types.get(local).filter(|found| namespace != XSD && found.element.name == "complexType").copied();
        let Some(found) = found else { return Ok(Holds::Value(self.simple_named(here, written, 0)?)) };
        if let Some(made) = self.made_complex.get(local) {
            return Ok(Holds::Complex(*made));
        }
        let made = self.later(found);
        self.made_complex.insert(local.to_owned(), made);
        Ok(Holds::Complex(made))
    }

    /// A place for a complex type, which is built when its turn comes.
    fn later(&mut self, here: Here<'f>) -> usize {
        self.sources.push(here);
        self.complexes.push(None);
        self.sources.len() - 1
    }

    /// Builds a complex type, where that has not been done.
    pub(super) fn finish(&mut self, at: usize, depth: usize) -> Result<(), SchemaError> {
        if self.complexes[at].is_some() {
            return Ok(());
        }
        let here = self.sources[at];
        if depth > DEPTH_LIMIT || !self.building.insert(at) {
            return Err(here.fault("builds a type on itself, or types on each other more than 64 deep"));
        }
        let made = self.complex(here, depth)?;
        self.complexes[at] = Some(made);
        Ok(())
    }

    /// Counts what groups and bases multiply.
    pub fn count(&mut self, here: Here<'f>, pieces: usize) -> Result<(), SchemaError> {
        self.particles += pieces;
        if self.particles > PARTICLE_LIMIT {
            return Err(
                here.fault("comes to more than 200,000 pieces with its groups and bases, which no schema needs")
            );
        }
        Ok(())
    }
}

fn is_annotation(element: &Element) -> bool {
    element.namespace == XSD && element.name == "annotation"
}

/// Whether an attribute that is true or false is true.
pub fn is_true(value: Option<&str>) -> bool {
    matches!(value.map(str::trim), Some("true" | "1"))
}

/// Attributes that a type adds or changes, put into those of its base.
pub fn put(attributes: &mut Vec<Attribute>, attribute: Attribute) {
    attributes.retain(|known| known.name != attribute.name);
    attributes.push(attribute);
}
