//! The report in goAML: what libxml2 says of it, what is asked for, what may not be in it.

mod lacks;
mod reads;
mod report;

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use filature_model::Language;

use super::sample;
use crate::{Content, Dossier, GoamlError, GoamlReport, ReportAs, Schema, SchemaError};

const NATIONAL: &str = include_str!("../../../tests/goaml/national.xsd");
const TYPES: &str = include_str!("../../../tests/goaml/types.xsd");
const SETTINGS: &str = include_str!("../../../tests/goaml/report.toml");

/// A schema and the files beside it.
#[derive(Clone)]
pub struct Files(BTreeMap<&'static str, String>);

impl Files {
    pub fn national() -> Self {
        Self(BTreeMap::from([("national.xsd", NATIONAL.to_owned()), ("types.xsd", TYPES.to_owned())]))
    }

    /// The same with a text that must be there replaced, in whichever file it is.
    pub fn with(mut self, old: &str, new: &str) -> Self {
        assert!(self.0.values().any(|text| text.contains(old)), "{old}");
        self.0.values_mut().for_each(|text| *text = text.replace(old, new));
        self
    }

    pub fn schema(&self) -> Result<Schema, SchemaError> {
        let find =
            |path: &str| self.0.get(path).map(|text| text.clone().into_bytes()).ok_or_else(|| "not there".to_owned());
        Schema::read("national.xsd", self.0["national.xsd"].as_bytes(), &mut |path| find(path))
    }

    /// What libxml2 says of a report by this schema; nothing where it is not installed.
    pub fn judge(&self, report: &[u8]) -> Option<Result<(), String>> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in &self.0 {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let file = folder.path().join("report.xml");
        fs::write(&file, report).unwrap();
        let schema = folder.path().join("national.xsd");
        let run = Command::new("xmllint").args(["--nonet", "--noout", "--schema"]).arg(schema).arg(file).output();
        let Ok(output) = run else {
            println!("NO xmllint here: no report was judged by libxml2; `cargo xtask check` installs it on Debian");
            return None;
        };
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        Some(if output.status.success() { Ok(()) } else { Err(said) })
    }
}

/// A one-file schema with this inside.
pub fn own(inside: &str) -> Files {
    let text = format!("<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n{inside}\n</xs:schema>");
    Files(BTreeMap::from([("national.xsd", text)]))
}

pub fn settings(more: &str) -> ReportAs {
    ReportAs::read("report.toml", &format!("{more}\n{SETTINGS}")).unwrap()
}

/// The settings without the lines that hold this.
pub fn settings_without(part: &str) -> ReportAs {
    let kept: Vec<&str> = SETTINGS.lines().filter(|line| !line.contains(part)).collect();
    assert!(kept.len() < SETTINGS.lines().count(), "{part}");
    ReportAs::read("report.toml", &kept.join("\n")).unwrap()
}

/// The sample with leads and names.
pub fn case() -> Content {
    let mut content = sample::content();
    sample::add_leads(&mut content);
    content.show_names = true;
    content
}

pub fn make(content: &Content, files: &Files, report_as: &ReportAs) -> Result<GoamlReport, GoamlError> {
    make_in(content, files, report_as, Language::English)
}

pub fn make_in(
    content: &Content,
    files: &Files,
    report_as: &ReportAs,
    language: Language,
) -> Result<GoamlReport, GoamlError> {
    let schema = files.schema().map_err(GoamlError::Schema)?;
    Dossier::new(content, language).unwrap().goaml(&schema, report_as)
}

/// Makes a report that must be possible, and lets libxml2 judge it.
pub fn judged(content: &Content, files: &Files, report_as: &ReportAs) -> (String, GoamlReport) {
    let report = make(content, files, report_as).unwrap_or_else(|error| panic!("{error}"));
    if let Some(judgement) = files.judge(&report.bytes) {
        assert_eq!(judgement, Ok(()), "{}", String::from_utf8_lossy(&report.bytes));
    }
    (String::from_utf8(report.bytes.clone()).unwrap(), report)
}

/// The lines of what lacks.
pub fn lacking(content: &Content, files: &Files, report_as: &ReportAs) -> String {
    match make(content, files, report_as) {
        Err(error @ GoamlError::Lacking { .. }) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

/// What stands between the tags of every element of this name.
pub fn texts<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let open = format!("<{name}>");
    xml.split(open.as_str()).skip(1).filter_map(|rest| rest.split("</").next()).collect()
}
