//! The files of a schema: the one that was named and those that it includes, all from beside it and none from a network.

use super::tree::{self, Element};
use super::{SchemaError, place};

/// The namespace of XML Schema itself.
pub const XSD: &str = "http://www.w3.org/2001/XMLSchema";

const FILE_LIMIT: usize = 64;
const TOTAL_LIMIT: usize = 32 << 20;

/// A file of the schema.
#[derive(Debug)]
pub struct File {
    /// Its name, for messages.
    pub name: String,
    /// Its root.
    pub root: Element,
    /// Whether local elements are written in the target namespace.
    pub elements_qualified: bool,
    /// Whether attributes are.
    pub attributes_qualified: bool,
}

/// All files of a schema.
#[derive(Debug)]
pub struct Files {
    /// The target namespace; empty for none.
    pub namespace: String,
    /// The files, the named one first.
    pub all: Vec<File>,
    /// What stands in them and is not followed.
    pub not_checked: Vec<String>,
}

/// Reads the named file and what it includes.
///
/// # Errors
/// A file that cannot be read, or one that is not beside the first.
pub fn read(
    name: &str,
    bytes: &[u8],
    include: &mut dyn FnMut(&str) -> Result<Vec<u8>, String>,
) -> Result<Files, SchemaError> {
    let first = file(name, bytes)?;
    let mut files = Files {
        namespace: first.root.attribute("targetNamespace").unwrap_or_default().to_owned(),
        all: vec![first],
        not_checked: Vec::new(),
    };
    let base = name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
    let mut paths = vec![base];
    let (mut at, mut total) = (0, bytes.len());
    while at < files.all.len() {
        for (written, line) in included(&files.all[at], &mut files.not_checked)? {
            let of = files.all[at].name.clone();
            let path = beside(&paths[at], &written).map_err(|why| SchemaError::at(&of, line, &why))?;
            if paths.contains(&path) {
                continue;
            }
            if paths.len() >= FILE_LIMIT {
                return Err(SchemaError::at(&of, line, "includes more than 64 files"));
            }
            let unread =
                |why: String| SchemaError::at(&of, line, &format!("includes {written:?}, which cannot be read: {why}"));
            let bytes = include(&path).map_err(unread)?;
            total += bytes.len();
            if total > TOTAL_LIMIT {
                return Err(SchemaError::at(&of, line, "is larger than 32 MiB with what it includes"));
            }
            let next = file(&path, &bytes)?;
            let target = next.root.attribute("targetNamespace").unwrap_or_default();
            if !target.is_empty() && target != files.namespace {
                let what = format!("includes {written:?}, which is of another namespace ({target})");
                return Err(SchemaError::at(&of, line, &what));
            }
            files.all.push(next);
            paths.push(path);
        }
        at += 1;
    }
    Ok(files)
}

fn file(name: &str, bytes: &[u8]) -> Result<File, SchemaError> {
    let root = tree::read(name, bytes)?;
    if root.name != "schema" || root.namespace != XSD {
        let what = format!("begins with <{}>: an XML Schema (XSD) was expected, whose root is xs:schema", root.name);
        return Err(SchemaError::at(name, root.line, &what));
    }
    let qualified = |name: &str| root.attribute(name).map(str::trim) == Some("qualified");
    let (elements_qualified, attributes_qualified) =
        (qualified("elementFormDefault"), qualified("attributeFormDefault"));
    Ok(File { name: name.to_owned(), root, elements_qualified, attributes_qualified })
}

/// What a file includes; what changes other definitions is refused, and what brings in another namespace is told.
fn included(file: &File, not_checked: &mut Vec<String>) -> Result<Vec<(String, u32)>, SchemaError> {
    let mut found = Vec::new();
    for child in file.root.children.iter().filter(|child| child.namespace == XSD) {
        match child.name.as_str() {
            "include" => match child.attribute("schemaLocation") {
                Some(location) => found.push((location.trim().to_owned(), child.line)),
                None => {
                    return Err(SchemaError::at(&file.name, child.line, "has an xs:include without schemaLocation"));
                }
            },
            "redefine" | "override" => {
                let what = format!("has xs:{}, which changes other definitions and is not read", child.name);
                return Err(SchemaError::at(&file.name, child.line, &what));
            }
            "import" => {
                let of = child.attribute("namespace").unwrap_or("no namespace");
                not_checked.push(format!("{} xs:import of {of}: not followed", place(&file.name, child.line)));
            }
            _ => {}
        }
    }
    Ok(found)
}

/// The path of an included file, beside the first file or below it.
fn beside(from: &str, written: &str) -> Result<String, String> {
    let refused = |why: &str| Err(format!("includes {written:?}: {why}"));
    if written.is_empty() || written.contains(['\\', '\0', '?', '#']) {
        return refused("a file beside the schema was expected");
    }
    if written.contains(':') || written.starts_with('/') {
        return refused(
            "only files beside the schema are read, and nothing from a network. Put the file there and name it alone",
        );
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in written.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.pop().is_none() => return refused("it lies outside of the folder of the schema"),
            ".." => {}
            name => parts.push(name),
        }
    }
    Ok(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn only_what_lies_beside_is_read() {
        assert_eq!(beside("a.xsd", "types.xsd").unwrap(), "types.xsd");
        assert_eq!(beside("sub/a.xsd", "./../b.xsd").unwrap(), "b.xsd");
        for bad in
            ["http://example.org/a.xsd", "//host/a.xsd", "/etc/a.xsd", "../a.xsd", "C:a.xsd", r"\\host\a", "file:a", ""]
        {
            assert!(beside("a.xsd", bad).is_err(), "{bad}");
        }
    }
}
