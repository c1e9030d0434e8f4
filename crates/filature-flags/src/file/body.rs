//! The body of a flag's file: the same four headings in two languages, and the rule.

use crate::flag::Both;

/// The headings, in English and French, in their order.
pub(crate) const HEADINGS: [(&str, &str); 4] = [
    ("What it finds", "Ce qu'il trouve"),
    ("Why it matters", "Pourquoi c'est important"),
    ("Innocent explanations", "Explications innocentes"),
    ("What to check next", "Que vérifier ensuite"),
];

/// The heading of the rule.
const RULE: &str = "Rule";

/// What stands under one heading: its text and the line of the heading.
struct Section {
    heading: String,
    line: u32,
    text: Vec<String>,
}

/// The body, read.
pub(super) struct Body {
    sections: Vec<Section>,
    /// The query.
    pub sql: String,
    /// The line of the file on which it begins.
    pub sql_line: u32,
}

/// Line, what is wrong, what to do.
type Wrong = (u32, String, String);

/// Reads the body; `first_line` is the number of its first line in the file.
pub(super) fn read(lines: &[&str], first_line: u32) -> Result<Body, Wrong> {
    let mut sections: Vec<Section> = Vec::new();
    let (mut sql, mut sql_line, mut in_code) = (Vec::new(), 0, false);
    for (line, text) in (first_line..).zip(lines) {
        if let Some(heading) = text.strip_prefix("## ").filter(|_| !in_code) {
            let heading = heading.trim().replace('’', "'");
            sections.push(Section { heading, line, text: Vec::new() });
            continue;
        }
        let in_rule = sections.last().is_some_and(|section| section.heading == RULE);
        if in_rule && text.trim_start().starts_with("```") {
            in_code = !in_code;
            if in_code && sql_line != 0 {
                return Err((line, "it has two queries".into(), "keep one: a flag is one query".into()));
            }
            sql_line = if in_code { line + 1 } else { sql_line };
        } else if in_code {
            sql.push(*text);
        } else if let Some(section) = sections.last_mut() {
            section.text.push((*text).to_owned());
        }
    }
    if sql_line == 0 || in_code || sql.iter().all(|line| line.trim().is_empty()) {
        let end = first_line.saturating_add(u32::try_from(lines.len()).unwrap_or(0));
        let to_do = "put the query under \"## Rule\" between lines of ```sql and ```";
        return Err((end, "it has no query".into(), to_do.into()));
    }
    Ok(Body { sections, sql: sql.join("\n"), sql_line })
}

impl Body {
    fn section(&self, heading: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.heading == heading)
    }

    /// The running text under a heading, in both languages.
    pub fn text(&self, (english, french): (&str, &str)) -> Result<Both, Wrong> {
        let text = |heading: &str| {
            let section =
                self.section(heading).filter(|section| section.text.iter().any(|line| !line.trim().is_empty()));
            section.map(|section| paragraph(&section.text)).ok_or_else(|| missing(heading))
        };
        Ok(Both { en: text(english)?, fr: text(french)? })
    }

    /// The items of the list under a heading, in both languages, pair by pair.
    pub fn items(&self, (english, french): (&str, &str)) -> Result<Vec<Both>, Wrong> {
        let of = |heading: &str| self.section(heading).map(|section| items(&section.text)).unwrap_or_default();
        let (one, other) = (of(english), of(french));
        let line = self.section(french).map_or(1, |section| section.line);
        if one.is_empty() {
            return Err(missing(english));
        }
        if one.len() != other.len() {
            let what = format!("{english} has {} items and {french} {}", one.len(), other.len());
            return Err((
                line,
                what,
                "say the same in both languages, item by item, each beginning with \"- \"".into(),
            ));
        }
        Ok(one.into_iter().zip(other).map(|(en, fr)| Both { en, fr }).collect())
    }

    /// Headings that have no place in a flag's file.
    pub fn strange(&self) -> Option<Wrong> {
        let known = |heading: &str| {
            heading == RULE || HEADINGS.iter().any(|(english, french)| heading == *english || heading == *french)
        };
        let strange = self.sections.iter().find(|section| !known(&section.heading))?;
        let what = format!("the heading {:?} has no place here", strange.heading);
        Some((strange.line, what, "see docs/reference/flag-files.md for the headings".into()))
    }
}

fn missing(heading: &str) -> Wrong {
    (1, format!("nothing stands under \"## {heading}\""), "write it: every heading, in both languages".into())
}

fn paragraph(lines: &[String]) -> String {
    let joined: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    joined.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn items(lines: &[String]) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in lines {
        let text = line.trim();
        match text.strip_prefix("- ").or_else(|| text.strip_prefix("* ")) {
            Some(item) => items.push(item.to_owned()),
            None if text.is_empty() => {}
            None => match items.last_mut() {
                Some(item) => {
                    item.push(' ');
                    item.push_str(text);
                }
                None => items.push(text.to_owned()),
            },
        }
    }
    items
}
