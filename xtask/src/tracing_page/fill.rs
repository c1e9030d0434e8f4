use std::collections::BTreeMap;

use anyhow::{Context, bail};

/// Puts values in the place of `{{name}}`.
pub fn fill(template: &str, values: &BTreeMap<String, String>) -> anyhow::Result<String> {
    let mut filled = String::with_capacity(template.len() * 2);
    for (number, line) in (1..).zip(template.split_inclusive('\n')) {
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("{{") {
            let (name, after) = after.split_once("}}").with_context(|| format!("line {number}: {{{{ is not closed"))?;
            let Some(value) = values.get(name.trim()) else {
                bail!("line {number}: nothing is called {name:?}");
            };
            filled.push_str(before);
            filled.push_str(value);
            rest = after;
        }
        filled.push_str(rest);
    }
    Ok(filled)
}
