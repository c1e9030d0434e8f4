use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use filature_dossier::{Content, Dossier, Form, GoamlError, ReportAs, Schema};
use filature_model::Language;

use crate::outcome::Failure;
use crate::screen;

/// No schema and no file of settings is larger than this, and no more of one is read.
const MOST_BYTES: u64 = (16 << 20) + 1;

/// The schema that a report follows, and what the case cannot know of whoever reports.
#[derive(Debug)]
pub struct Goaml {
    schema: Schema,
    report_as: ReportAs,
}

impl Goaml {
    /// Reads both files, where a report is asked for.
    pub fn read(forms: &[Form], xsd: Option<&Path>, report_as: Option<&Path>) -> Result<Option<Self>, Failure> {
        let xsd = match (forms.contains(&Form::Goaml), xsd) {
            (true, Some(xsd)) => xsd,
            (true, None) => {
                return Err(Failure::call(
                    "--format goaml: name the schema of the financial intelligence unit that the report is for by --xsd FILE.xsd; \
                     each unit publishes its own, and none is part of this program",
                ));
            }
            (false, None) if report_as.is_none() => return Ok(None),
            (false, _) => return Err(Failure::call("--xsd and --report-as are for --format goaml")),
        };
        let bytes = bytes(xsd).map_err(|error| Failure::call(format!("--xsd {}: {error}", xsd.display())))?;
        let folder: PathBuf = xsd.parent().map(Path::to_owned).unwrap_or_default();
        let mut include = |path: &str| self::bytes(&folder.join(path)).map_err(|error| error.to_string());
        let schema = Schema::read(&xsd.to_string_lossy(), &bytes, &mut include)
            .map_err(|error| Failure::data(error.to_string()))?;
        let report_as = match report_as {
            None => ReportAs::default(),
            Some(path) => {
                let fault =
                    |error: &dyn std::fmt::Display| Failure::call(format!("--report-as {}: {error}", path.display()));
                let bytes = self::bytes(path).map_err(|error| fault(&error))?;
                let text = String::from_utf8(bytes).map_err(|_| fault(&"is not in UTF-8: save it in UTF-8"))?;
                ReportAs::read(&path.to_string_lossy(), &text).map_err(|error| Failure::call(error.to_string()))?
            }
        };
        Ok(Some(Self { schema, report_as }))
    }

    /// The report, in the first of these languages; what it leaves out is said.
    pub fn make(&self, content: &Content, languages: &[Language]) -> Result<Vec<u8>, Failure> {
        let language = languages.first().copied().unwrap_or_default();
        let dossier = Dossier::new(content, language).map_err(Failure::bug)?;
        let report = dossier.goaml(&self.schema, &self.report_as).map_err(|error| match error {
            GoamlError::Lacking { only_data: false, .. } | GoamlError::Root { .. } => Failure::call(error.to_string()),
            GoamlError::Lacking { .. } | GoamlError::Schema(_) => Failure::data(error.to_string()),
            GoamlError::Bug(_) => Failure::bug(error),
        })?;
        report.notes.iter().for_each(|note| screen::say(&format!("goaml: {note}")));
        Ok(report.bytes)
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, std::io::Error> {
    let file = File::open(path)?;
    if !file.metadata()?.is_file() {
        return Err(std::io::Error::new(ErrorKind::InvalidInput, "is no file"));
    }
    let mut bytes = Vec::new();
    file.take(MOST_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}
