//! The consolidated list of the United Nations Security Council, in its XML.
//!
//! ```text
//! CONSOLIDATED_LIST ─► INDIVIDUALS ─► INDIVIDUAL   FIRST_NAME … FOURTH_NAME, INDIVIDUAL_ALIAS, _DATE_OF_BIRTH, _DOCUMENT, _ADDRESS
//!                  └─► ENTITIES    ─► ENTITY       FIRST_NAME, ENTITY_ALIAS, ENTITY_ADDRESS
//! ```
//!
//! A date of birth may be a day, a year, about a year, or between two years. *About* is read as two years either way: a design default,
//! said in the documentation, so that a year that nobody knows exactly does not speak against anyone.

use super::{Fault, ListFormat, Listed, ListedKind, Unread, WHAT_IS_READ, WatchList};
use crate::Refusal;
use crate::iso20022::encoding::decode;
use crate::xml_tree::{Element, Tree, Visitor, walk};

const ROOT: &str = "CONSOLIDATED_LIST";

/// How far into the file its root may stand.
const ROOT_BYTES: usize = 1 << 16;

/// *About* a year is so many years either way.
const ABOUT_YEARS: u16 = 2;

/// A range of more years than this says nothing.
const MOST_YEARS: u16 = 60;

const NAMES: [&str; 4] = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"];

/// Reads a list.
///
/// # Errors
/// A refusal when it is another kind of XML, is not well-formed, declares a document type, or names nobody.
pub(super) fn read(bytes: &[u8]) -> Result<WatchList, Refusal> {
    let decoded = decode(bytes)?;
    let text = &*decoded.text;
    let head = memchr::memmem::find(text.as_bytes(), ROOT.as_bytes()).is_some_and(|at| at < ROOT_BYTES);
    if !head {
        let what = "This is XML, and not the consolidated list of the United Nations (CONSOLIDATED_LIST).";
        return Err(Refusal::new(what, WHAT_IS_READ));
    }
    let mut nations = Nations::default();
    nations.unread.extend(decoded.bad_lines.iter().map(|&line| Unread { line, fault: Fault::Bytes }));
    walk(text, &mut nations)?;
    WatchList::of(ListFormat::UnitedNations, nations.listed, nations.unread)
}

#[derive(Default)]
struct Nations {
    listed: Vec<Listed>,
    unread: Vec<Unread>,
}

impl Visitor for Nations {
    fn is_frame(&self, name: &str, depth: usize) -> bool {
        match depth {
            0 => name == ROOT,
            1 => matches!(name, "INDIVIDUALS" | "ENTITIES"),
            _ => false,
        }
    }

    fn open(&mut self, _: &str, _: u32) {}

    fn unit(&mut self, unit: &Tree) -> Result<(), Refusal> {
        let root = unit.root();
        match root.name() {
            "INDIVIDUAL" => self.listed.push(record(root, ListedKind::Person, "INDIVIDUAL")),
            "ENTITY" => self.listed.push(record(root, ListedKind::Organisation, "ENTITY")),
            other => {
                let fault = Fault::OtherKind(other.chars().take(40).collect(), 1);
                self.unread.push(Unread { line: root.line(), fault });
            }
        }
        Ok(())
    }
}

fn record(root: Element<'_>, kind: ListedKind, prefix: &str) -> Listed {
    let id = root.first_of(&["REFERENCE_NUMBER", "DATAID"]).map(str::to_owned);
    let mut listed = Listed { line: root.line(), id, kind, ..Listed::default() };
    let name = NAMES.iter().filter_map(|part| root.get(part)).collect::<Vec<_>>().join(" ");
    listed.names.push(name);
    listed.names.extend(root.get("NAME_ORIGINAL_SCRIPT").map(str::to_owned));
    for child in root.children() {
        match child.name().strip_prefix(prefix) {
            Some("_ALIAS") => alias(&mut listed, child),
            Some("_DATE_OF_BIRTH") => births(&mut listed, child),
            Some("_DOCUMENT") => document(&mut listed, child),
            Some("_ADDRESS") => listed.addresses.extend(address(child)),
            _ => {}
        }
    }
    for nationality in root.children().filter(|child| child.name() == "NATIONALITY") {
        nationality.children().filter_map(Element::text).for_each(|country| listed.take_country(country));
    }
    listed
}

/// An alias may hold several, parted by semicolons; its quality says whether the list itself holds it for weak.
fn alias(listed: &mut Listed, element: Element<'_>) {
    let is_weak = element.get("QUALITY").is_some_and(|quality| quality.eq_ignore_ascii_case("low"));
    let Some(written) = element.get("ALIAS_NAME") else { return };
    let to = if is_weak { &mut listed.weak_names } else { &mut listed.names };
    to.extend(written.split(';').map(|name| name.trim().to_owned()));
}

fn births(listed: &mut Listed, element: Element<'_>) {
    let year = |name: &str| element.get(name).and_then(year_of);
    let is_about = element.get("TYPE_OF_DATE").is_some_and(|kind| kind.to_ascii_uppercase().starts_with("APPROX"));
    let date = element.get("DATE").map(|date| date.get(..10).unwrap_or(date));
    let range = match (year("FROM_YEAR"), year("TO_YEAR")) {
        (Some(from), Some(to)) => Some((from, to)),
        (Some(only), None) | (None, Some(only)) => Some((only, only)),
        (None, None) => {
            let one = date.and_then(year_of).or_else(|| year("YEAR"));
            one.filter(|_| is_about).map(|about| (about.saturating_sub(ABOUT_YEARS), about.saturating_add(ABOUT_YEARS)))
        }
    };
    match range {
        Some((from, to)) if from <= to && to - from <= MOST_YEARS => {
            listed.births.extend((from..=to).map(|year| year.to_string()));
        }
        // Too wide to say anything; what is no range is kept as it stands, to be counted where it cannot be read.
        Some(_) => {}
        None => listed.births.extend(date.or_else(|| element.get("YEAR")).map(str::to_owned)),
    }
}

/// The year that a text begins with.
fn year_of(written: &str) -> Option<u16> {
    written.get(..4)?.parse().ok().filter(|year| (1850..=2100).contains(year))
}

fn document(listed: &mut Listed, element: Element<'_>) {
    let Some(written) = element.get("NUMBER") else { return };
    let kind = element.get("TYPE_OF_DOCUMENT").unwrap_or_default().to_ascii_lowercase();
    let to = match kind.contains("national identification") {
        true => &mut listed.national_numbers,
        false => &mut listed.documents,
    };
    // Behind the number may stand where and when it was issued.
    to.extend(written.split([',', ';', '(']).next().map(|number| number.trim().to_owned()));
}

/// An address with a street: a town alone is where many live.
fn address(element: Element<'_>) -> Option<String> {
    element.get("STREET")?;
    let parts = ["STREET", "CITY", "ZIP_CODE", "STATE_PROVINCE", "COUNTRY"];
    Some(parts.iter().filter_map(|part| element.get(part)).collect::<Vec<_>>().join(", "))
}
