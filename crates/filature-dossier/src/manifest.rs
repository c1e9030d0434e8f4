//! What a dossier rests on, carried in the dossier itself, so that whoever has the case can make it again and compare.
//!
//! ```text
//! case ─► Manifest of all ─► select ─► what may leave the house ─► in each form: a <meta> of the page, a part of the archive,
//!                                                                  a file inside the PDF ─► reading::manifest_of
//! ```
//!
//! It says nothing that the dossier does not: files that may not be rendered are not in it, neither by hash nor by number, and a
//! trace that is left out is not either. It holds no clock, no path and no hash of anything that could be guessed and tried (a name, an
//! account, a decision). Journals have times, and two cases led alike would give different dossiers if the hash of a line stood in
//! them: the manifest names the *line* up to which decisions were taken, and the journal binds the dossier by its own chain,
//! with the dossier's SHA-256 in a line behind that one.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Language, Source, Trace};
use serde::{Deserialize, Serialize};

use crate::Form;

/// The name of the page's `<meta>` that holds it.
pub const META_NAME: &str = "filature-manifest";
/// The part of an archive (DOCX, ODT, XLSX) that holds it.
pub const PART_NAME: &str = "filature/manifest.json";
/// The file inside a PDF that holds it.
pub const FILE_NAME: &str = "filature-manifest.json";
/// The parameter that names the accounts of which a profile was asked for. It stays in the house where accounts stand under pseudonyms.
pub const PROFILES: &str = "profiles";
/// The layout of this type.
pub const LAYOUT: u32 = 1;

/// What a dossier rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The layout of the manifest.
    pub layout: u32,
    /// The program and its version, as `filature 0.1.0`.
    pub program: String,
    /// The form of the file: [`form_word`].
    #[serde(default)]
    pub form: String,
    /// The language of the file, `en` or `fr`.
    #[serde(default)]
    pub language: String,
    /// How it was asked for, by name: what decides on the content beside the case.
    #[serde(default)]
    pub parameters: BTreeMap<String, String>,
    /// The last line of the journal that says what people decided; later ones only say what was written.
    pub journal_line: u64,
    /// The files, by hash.
    pub sources: Vec<SourceUsed>,
    /// The traces, by hash.
    pub traces: Vec<TraceUsed>,
    /// The flags that were on.
    pub flags: FlagsUsed,
    /// What of `case.toml` decides on figures, by name.
    #[serde(default)]
    pub settings: BTreeMap<String, String>,
}

/// A file that the dossier rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SourceUsed {
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// What it may be used for.
    #[serde(rename = "use")]
    pub use_: String,
}

/// A trace that the dossier shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TraceUsed {
    /// SHA-256 of its JSON.
    pub sha256: String,
    /// Its name, which stays in the house: it may hold an account's number.
    #[serde(skip)]
    pub name: String,
}

/// The flags that were on. Their list stays in the house: a dossier names a flag only where it shows what that found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlagsUsed {
    /// How many.
    pub on: u64,
    /// SHA-256 of the list, a line each: id, version and SHA-256 of its file, separated by spaces.
    pub sha256: String,
}

/// The word by which a manifest names a form.
///
/// ```
/// assert_eq!(filature_dossier::manifest::form_word(filature_dossier::Form::Html), "html");
/// ```
pub fn form_word(form: Form) -> String {
    format!("{form:?}").to_lowercase()
}

impl Manifest {
    /// The manifest of one form.
    #[must_use]
    pub fn of_form(&self, form: Form) -> Self {
        Self { form: form_word(form), ..self.clone() }
    }

    /// The manifest in one language.
    #[must_use]
    pub fn of_language(&self, language: Language) -> Self {
        Self { language: language.code().to_owned(), ..self.clone() }
    }

    /// What of it may leave the house, where these sources and traces are shown.
    pub(crate) fn of_what_is_shown(mut self, sources: &[Source], traces: &[(String, Trace)]) -> Self {
        let sources: BTreeSet<&str> = sources.iter().map(|source| source.sha256.as_str()).collect();
        let traces: BTreeSet<&str> = traces.iter().map(|(name, _)| name.as_str()).collect();
        self.sources.retain(|source| sources.contains(source.sha256.as_str()));
        self.sources.sort();
        self.traces.retain(|trace| traces.contains(trace.name.as_str()));
        self.traces.iter_mut().for_each(|trace| trace.name.clear());
        self.traces.sort();
        self
    }

    /// Its JSON on one line, in ASCII alone, so that no form has to change a letter of it.
    pub fn json(&self) -> String {
        let text = serde_json::to_string(self).unwrap_or_default();
        let mut ascii = String::with_capacity(text.len());
        for letter in text.chars() {
            if letter.is_ascii() && letter != '\u{7f}' {
                ascii.push(letter);
            } else {
                let mut units = [0; 2];
                letter.encode_utf16(&mut units).iter().for_each(|unit| ascii.push_str(&format!("\\u{unit:04x}")));
            }
        }
        ascii
    }

    /// Reads it back; none where it is no manifest of a layout that this version knows.
    ///
    /// ```
    /// use filature_dossier::Manifest;
    /// let manifest = Manifest { layout: 1, program: "filature é".to_owned(), ..Manifest::default() };
    /// assert!(manifest.json().is_ascii());
    /// assert_eq!(Manifest::read(manifest.json().as_bytes()), Some(manifest));
    /// assert_eq!(Manifest::read(b"{}"), None);
    /// ```
    pub fn read(json: &[u8]) -> Option<Self> {
        serde_json::from_slice::<Self>(json).ok().filter(|manifest| manifest.layout == LAYOUT)
    }
}

/// The part of an archive that carries a manifest: its name and its bytes. A writer of DOCX, ODT or XLSX adds it to its parts, and
/// names it where the form lists its parts (a `Default` of `[Content_Types].xml` for `json`, an entry of `META-INF/manifest.xml`).
///
/// ```
/// use filature_dossier::{Form, Manifest, manifest};
/// let (name, bytes) = manifest::manifest_part(&Manifest::default().of_form(Form::Html));
/// assert_eq!(name, "filature/manifest.json");
/// assert!(bytes.starts_with(b"{\"layout\":"));
/// ```
pub fn manifest_part(manifest: &Manifest) -> (&'static str, Vec<u8>) {
    (PART_NAME, manifest.json().into_bytes())
}
