//! A flag's file: from Markdown with front matter to a [`Flag`], or to the first thing that is wrong with it.
//!
//! ```text
//! text ─► front (TOML between +++) ─┐
//!      ─► body (headings, query) ───┴─► Flag ─► check (what every flag must have)
//! ```

pub(crate) mod body;
pub(crate) mod forbidden;
mod front;

use crate::flag::{Flag, ParameterValue};
use crate::{Element, Fault, RoleSide};
use body::HEADINGS;
use front::Front;

/// Forms of exploitation, as files write them.
pub(crate) const FORMS: [&str; 7] =
    ["sexual", "forced-labour", "forced-criminality", "forced-begging", "child", "smuggling", "organs"];
/// Stages.
pub(crate) const STAGES: [&str; 4] = ["recruitment", "transport", "exploitation", "laundering"];
/// Families: flags of one look at one thing.
pub(crate) const FAMILIES: [&str; 18] = [
    "wages",
    "cards",
    "identity",
    "living",
    "debt",
    "recruitment",
    "travel",
    "adverts",
    "lodging",
    "takings",
    "trade",
    "benefits",
    "children",
    "organs",
    "remittance",
    "structuring",
    "flow",
    "assets",
];

/// Reads a flag's file. `file` is what messages call it; its name without folder and ending must be the flag's id.
///
/// # Errors
/// The first fault, with its line and what to do.
///
/// ```
/// let fault = filature_flags::read_flag("flags/empty.md", "").unwrap_err();
/// assert_eq!(fault.line, 1);
/// ```
pub fn read_flag(file: &str, text: &str) -> Result<Flag, Fault> {
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    let fault = |line: u32, what: String, to_do: String| Fault::new(file, line, what, to_do);
    let fences: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].trim_end() == "+++").take(2).collect();
    let [0, end] = fences[..] else {
        let to_do = "begin with a line of +++, the front matter in TOML, and another line of +++";
        return Err(fault(1, "it has no front matter".into(), to_do.into()));
    };
    let written = lines[1..end].join("\n");
    let front: Front = toml::from_str(&written).map_err(|error| {
        let before = error.span().map_or(0, |span| written[..span.start].matches('\n').count());
        let line = u32::try_from(before).unwrap_or(0).saturating_add(2);
        fault(line, error.message().replace('\n', " "), "see docs/reference/flag-files.md for the fields".into())
    })?;
    let first_line = u32::try_from(end).unwrap_or(0).saturating_add(2);
    let body = body::read(&lines[end + 1..], first_line).map_err(|(line, what, to_do)| fault(line, what, to_do))?;
    let at_body = |(line, what, to_do)| fault(line, what, to_do);
    let line_of = |needle: &str| {
        let at = lines.iter().position(|line| line.contains(needle)).unwrap_or(0);
        u32::try_from(at).unwrap_or(0).saturating_add(1)
    };
    let at_front = |needle: &'static str| move |(what, to_do)| (needle, what, to_do);
    let place = |(needle, what, to_do): (&str, String, String)| fault(line_of(needle), what, to_do);
    if let Some(strange) = body.strange() {
        return Err(at_body(strange));
    }
    let flag = Flag {
        status: front.status().map_err(at_front("status")).map_err(place)?,
        roles: front.roles().map_err(at_front("[roles]")).map_err(place)?,
        parameters: front.parameters().map_err(at_front("[params")).map_err(place)?,
        finds: body.text(HEADINGS[0]).map_err(at_body)?,
        matters: body.text(HEADINGS[1]).map_err(at_body)?,
        innocent: body.items(HEADINGS[2]).map_err(at_body)?,
        next: body.items(HEADINGS[3]).map_err(at_body)?,
        id: front.id,
        version: front.version,
        title: front.title,
        forms: front.meaning.forms,
        stages: front.meaning.stage,
        element: front.meaning.element,
        family: front.meaning.family,
        sides: front.meaning.side,
        minor: front.meaning.minor,
        reason: front.reason,
        sources: front.sources,
        explains: front.explains,
        sql: body.sql,
        sql_line: body.sql_line,
        file: file.to_owned(),
    };
    sound(&flag, line_of)?;
    forbidden::check(&flag)?;
    Ok(flag)
}

/// Makes sure that a flag has what every flag must have, in words that exist.
fn sound(flag: &Flag, line_of: impl Fn(&str) -> u32) -> Result<(), Fault> {
    let at = |needle: &str, what: String, to_do: &str| Err(Fault::new(&flag.file, line_of(needle), what, to_do));
    let stem = flag.file.rsplit(['/', '\\']).next().and_then(|name| name.strip_suffix(".md")).unwrap_or(&flag.file);
    if stem != flag.id {
        return at("id =", format!("the id {:?} is not the name of the file", flag.id), "call both the same");
    }
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if flag.id.is_empty() || !flag.id.chars().all(plain) {
        return at("id =", format!("the id {:?} has other signs", flag.id), "write a-z, 0-9 and - alone");
    }
    if flag.sources.is_empty() {
        return at("+++", "it has no source".into(), "add [[sources]]: who says it, what was read, how far");
    }
    if flag.sides.is_empty() && flag.element != Element::Innocent {
        return at("side", "it has no side".into(), "write every side that a role has: side = [\"controller\"]");
    }
    if let Some(unknown) = flag.forms.iter().find(|form| !FORMS.contains(&form.as_str())) {
        return at("forms", format!("there is no form {unknown:?}"), &format!("write some of {}", FORMS.join(", ")));
    }
    if let Some(unknown) = flag.stages.iter().find(|stage| !STAGES.contains(&stage.as_str())) {
        return at("stage", format!("there is no stage {unknown:?}"), &format!("write some of {}", STAGES.join(", ")));
    }
    if !FAMILIES.contains(&flag.family.as_str()) {
        let what = format!("there is no family {:?}", flag.family);
        return at("family", what, &format!("write one of {}", FAMILIES.join(", ")));
    }
    if flag.roles.is_empty() {
        return at("[roles]", "no column of its query holds accounts".into(), "name one under [roles]");
    }
    let of_roles = |side| flag.roles.iter().any(|(_, role)| *role == RoleSide::Of(side));
    if let Some(unused) = flag.sides.iter().find(|side| !of_roles(**side)) {
        return at("side", format!("no role has the side {unused:?}"), "list the sides that the roles have");
    }
    let listed = |role: &RoleSide| matches!(role, RoleSide::Of(side) if !flag.sides.contains(side));
    if let Some((column, _)) = flag.roles.iter().find(|(_, role)| listed(role)) {
        return at(
            "side",
            format!("the side of the role {column} is not listed"),
            "list the sides that the roles have",
        );
    }
    if flag.element != Element::Innocent && !flag.explains.is_empty() {
        return at("explains", "only a look-alike explains other flags".into(), "set element = \"innocent\"");
    }
    if let Some(unused) = flag.parameters.iter().find(|parameter| !uses(flag, &parameter.name)) {
        let what = format!("the query does not use :{}", unused.name);
        return at("[params", what, "use it, or take the parameter out");
    }
    Ok(())
}

/// Whether the query names a parameter.
fn uses(flag: &Flag, name: &str) -> bool {
    let is_span = flag.parameters.iter().any(|p| p.name == name && matches!(p.default, ParameterValue::Span(..)));
    named(&flag.sql).any(|found| found == name || is_span && found.strip_suffix("_seconds") == Some(name))
}

/// The names behind colons in a query.
pub(crate) fn named(sql: &str) -> impl Iterator<Item = &str> {
    sql.split(':').skip(1).map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        &rest[..end]
    })
}
