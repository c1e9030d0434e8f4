//! An entity of FollowTheMoney, and a file of them.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

/// A value of a property.
enum Told {
    /// A text.
    Text(String),
    /// Another entity of the file, by the name that it has here.
    Entity(String),
}

/// An entity.
pub struct Entity {
    name: String,
    schema: &'static str,
    properties: BTreeMap<&'static str, Vec<Told>>,
}

impl Entity {
    /// One without properties; its name is unique in the file.
    pub fn new(name: impl Into<String>, schema: &'static str) -> Self {
        Self { name: name.into(), schema, properties: BTreeMap::new() }
    }

    /// With a text, if there is one.
    #[must_use]
    pub fn with(mut self, property: &'static str, text: impl Into<Option<String>>) -> Self {
        if let Some(text) = text.into().filter(|text| !text.trim().is_empty()) {
            self.properties.entry(property).or_default().push(Told::Text(text));
        }
        self
    }

    /// With several texts.
    #[must_use]
    pub fn with_all(self, property: &'static str, texts: impl IntoIterator<Item = String>) -> Self {
        texts.into_iter().fold(self, |entity, text| entity.with(property, text))
    }

    /// With another entity, if there is one.
    #[must_use]
    pub fn to(mut self, property: &'static str, name: impl Into<Option<String>>) -> Self {
        self.properties.entry(property).or_default().extend(name.into().map(Told::Entity));
        self
    }

    fn line(&self, prefix: &str) -> String {
        let value = |told: &Told| match told {
            Told::Text(text) => Value::String(text.clone()),
            Told::Entity(name) => Value::String(format!("{prefix}{name}")),
        };
        let properties = self.properties.iter().filter(|(_, told)| !told.is_empty());
        let properties: Map<String, Value> = properties
            .map(|(name, told)| ((*name).to_owned(), Value::Array(told.iter().map(value).collect())))
            .collect();
        let entity = [
            ("id", Value::String(format!("{prefix}{}", self.name))),
            ("properties", Value::Object(properties)),
            ("schema", Value::String(self.schema.to_owned())),
        ];
        let entity: Map<String, Value> = entity.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Value::Object(entity).to_string()
    }
}

/// The lines of a file.
///
/// Ids are numbers of the file behind twelve digits of the SHA-256 of all that the file says. Two files with one content have the
/// same ids, and two files with different contents have no id in common, so that loading both joins nothing by accident. The digits
/// come from the whole, and of no single account or name can anything be told from them.
pub fn lines(entities: &[Entity]) -> Vec<u8> {
    let written = |prefix: &str| {
        let mut all = String::new();
        for entity in entities {
            all.push_str(&entity.line(prefix));
            all.push('\n');
        }
        all
    };
    let digest = Sha256::digest(written("").as_bytes());
    let digits: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    written(&format!("filature-{digits}-")).into_bytes()
}
