//! What is read of XML Schema, beside libxml2: the same small schemas, all short documents, one judgement each.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use super::conform;
use super::node::{self, Inside, Node};
use super::xsd::Schema;

/// Which of these documents libxml2 takes; nothing where it is not installed.
fn taken(schema: &str, documents: &[String]) -> Option<BTreeSet<usize>> {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: String| folder.path().join(name);
    fs::write(file("s.xsd".to_owned()), schema).unwrap();
    let files: Vec<_> = (0..documents.len()).map(|at| file(format!("{at}.xml"))).collect();
    for (path, text) in files.iter().zip(documents) {
        fs::write(path, text).unwrap();
    }
    let mut command = Command::new("xmllint");
    command.args(["--nonet", "--noout", "--schema"]).arg(file("s.xsd".to_owned())).args(&files);
    let Ok(output) = command.output() else {
        println!(
            "NO xmllint here: the reading of XML Schema was not compared; `cargo xtask check` installs it on Debian"
        );
        return None;
    };
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!said.contains("failed to compile"), "{said}");
    let takes = |path: &std::path::PathBuf| said.contains(&format!("{} validates\n", path.display()));
    Some(files.iter().enumerate().filter(|(_, path)| takes(path)).map(|(at, _)| at).collect())
}

fn schema(text: &str) -> Schema {
    Schema::read("s.xsd", text.as_bytes(), &mut |_| Err("none".to_owned())).unwrap_or_else(|error| panic!("{error}"))
}

/// A report that holds these elements, each a global one.
fn report(schema: &Schema, names: &[&str]) -> Node {
    let leaf = |name: &&str| Node {
        declaration: schema.globals[*name],
        attributes: Vec::new(),
        inside: Inside::Value(String::new()),
    };
    let inside = Inside::Nodes(names.iter().map(leaf).collect());
    Node { declaration: schema.globals["report"], attributes: Vec::new(), inside }
}

/// All words over these letters, up to a length.
fn words<'a>(letters: &[&'a str], longest: usize) -> Vec<Vec<&'a str>> {
    let mut all = vec![Vec::new()];
    let mut last = all.clone();
    for _ in 0..longest {
        last = last
            .iter()
            .flat_map(|word: &Vec<&str>| letters.iter().map(|letter| [&word[..], &[*letter]].concat()))
            .collect();
        all.extend(last.iter().cloned());
    }
    all
}

#[test]
fn content_models_take_what_libxml2_takes() {
    let models = [
        "<xs:sequence><xs:element ref='a'/><xs:element ref='b' minOccurs='0'/><xs:element ref='c' maxOccurs='2'/></xs:sequence>",
        "<xs:choice><xs:element ref='a'/><xs:sequence><xs:element ref='b'/><xs:element ref='c'/></xs:sequence></xs:choice>",
        "<xs:choice minOccurs='0' maxOccurs='unbounded'><xs:element ref='a'/><xs:element ref='b'/></xs:choice>",
        "<xs:sequence minOccurs='2' maxOccurs='2'><xs:element ref='a'/><xs:element ref='b' minOccurs='0'/></xs:sequence>",
        "<xs:sequence maxOccurs='unbounded'><xs:element ref='a' minOccurs='0'/><xs:element ref='b'/></xs:sequence>",
        "<xs:sequence minOccurs='0'><xs:element ref='a'/><xs:element ref='b'/></xs:sequence>",
        "<xs:all><xs:element ref='a'/><xs:element ref='b' minOccurs='0'/><xs:element ref='c'/></xs:all>",
        "<xs:sequence><xs:element ref='a'/><xs:element ref='b'/><xs:element ref='a'/></xs:sequence>",
        "<xs:sequence><xs:element ref='a' minOccurs='0' maxOccurs='0'/><xs:element ref='b'/></xs:sequence>",
        "<xs:sequence><xs:choice minOccurs='0'><xs:element ref='a'/><xs:element ref='b'/></xs:choice><xs:element ref='c' minOccurs='2' maxOccurs='3'/></xs:sequence>",
        "<xs:choice minOccurs='3' maxOccurs='3'><xs:element ref='a' minOccurs='0'/><xs:element ref='b'/></xs:choice>",
        "<xs:sequence><xs:group ref='g' minOccurs='0' maxOccurs='2'/><xs:element ref='c'/></xs:sequence>",
        "<xs:sequence/>",
        "",
    ];
    let words = words(&["a", "b", "c"], 4);
    let mut compared = 0;
    for model in models {
        let text = format!(
            "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='a'/><xs:element name='b'/><xs:element name='c'/>\
             <xs:group name='g'><xs:sequence><xs:element ref='a'/><xs:element ref='b'/></xs:sequence></xs:group>\
             <xs:element name='report'><xs:complexType>{model}</xs:complexType></xs:element></xs:schema>"
        );
        let schema = schema(&text);
        let reports: Vec<Node> = words.iter().map(|word| report(&schema, word)).collect();
        let documents: Vec<String> =
            reports.iter().map(|report| String::from_utf8(node::write(&schema, report)).unwrap()).collect();
        let Some(taken) = taken(&text, &documents) else { return };
        for (at, report) in reports.iter().enumerate() {
            let said = conform::check(&schema, report, "");
            assert_eq!(said.is_ok(), taken.contains(&at), "{model}: {:?}: {said:?}", words[at]);
            compared += 1;
        }
    }
    assert_eq!(compared, models.len() * 121);
}

#[test]
fn values_are_taken_as_libxml2_takes_them() {
    let restricted = |base: &str, facets: &str| {
        format!("<xs:simpleType><xs:restriction base='{base}'>{facets}</xs:restriction></xs:simpleType>")
    };
    let types = [
        restricted("xs:string", "<xs:enumeration value='A'/><xs:enumeration value=' b '/>"),
        restricted("xs:token", "<xs:enumeration value='A'/><xs:enumeration value='1 2'/>"),
        restricted("xs:decimal", "<xs:enumeration value='1.0'/><xs:totalDigits value='3'/>"),
        restricted(
            "xs:decimal",
            "<xs:totalDigits value='4'/><xs:fractionDigits value='2'/><xs:minExclusive value='0'/>",
        ),
        restricted("xs:decimal", "<xs:maxInclusive value='99.5'/><xs:minInclusive value='-5'/>"),
        restricted("xs:int", "<xs:minInclusive value='1'/><xs:maxExclusive value='10'/>"),
        restricted("xs:string", "<xs:minLength value='2'/><xs:maxLength value='4'/>"),
        restricted("xs:string", "<xs:length value='2'/>"),
        restricted("xs:string", "<xs:pattern value='[A-Z]{2}'/><xs:pattern value='\\d+'/>"),
        restricted("xs:string", "<xs:pattern value='[a-z-[aeiou]]+|\\i\\c*'/>"),
        restricted("xs:string", "<xs:pattern value='.{1,3}'/>"),
        restricted("xs:string", "<xs:whiteSpace value='collapse'/><xs:maxLength value='3'/>"),
        restricted("xs:date", "<xs:minInclusive value='1900-01-01'/>"),
        restricted("xs:dateTime", "<xs:minInclusive value='1900-01-01T00:00:00'/>"),
        "<xs:simpleType><xs:list itemType='xs:int'/></xs:simpleType>".to_owned(),
        "<xs:simpleType><xs:union memberTypes='xs:int xs:boolean xs:date'/></xs:simpleType>".to_owned(),
    ];
    let values = [
        "",
        " ",
        "A",
        " A ",
        "b",
        " b ",
        "1",
        "1.0",
        "01.00",
        "+1",
        "-5",
        "-5.01",
        "99.5",
        "99.51",
        "0",
        "0.01",
        "0.001",
        "123.45",
        "12.345",
        "1234",
        "10",
        "9",
        "true",
        "TRUE",
        "AB",
        "ABC",
        "ABCD",
        "ABCDE",
        "éé",
        "12",
        "1 2",
        "1  2",
        " 1 2 ",
        "1 x",
        "xyz",
        "xay",
        "a:b",
        "-a",
        "a\nb",
        "a b",
        "  abc  ",
        "1900-01-01",
        "1899-12-31",
        "2024-02-30",
        "2024-02-29",
        "2024-02-29T10:00:00",
        "1899-12-31T23:59:59",
        "2024-02-29T25:00:00",
        "2024-02-29T10:00:00.250",
        "1e3",
        "NaN",
        "INF",
    ];
    let builtins = [
        "boolean",
        "decimal",
        "integer",
        "positiveInteger",
        "unsignedByte",
        "date",
        "dateTime",
        "time",
        "double",
        "token",
        "language",
    ];
    let plain = builtins.map(|name| (format!(" type='xs:{name}'"), String::new()));
    let inner = types.into_iter().map(|inner| (String::new(), inner));
    for (attribute, inner) in plain.into_iter().chain(inner) {
        let text = format!(
            "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:element name='report'{attribute}>{inner}</xs:element></xs:schema>"
        );
        let schema = schema(&text);
        let declaration = schema.globals["report"];
        let node =
            |value: &&str| Node { declaration, attributes: Vec::new(), inside: Inside::Value((*value).to_owned()) };
        let nodes: Vec<Node> = values.iter().map(node).collect();
        let documents: Vec<String> =
            nodes.iter().map(|node| String::from_utf8(node::write(&schema, node)).unwrap()).collect();
        let Some(taken) = taken(&text, &documents) else { return };
        for (at, node) in nodes.iter().enumerate() {
            let said = conform::check(&schema, node, "");
            assert_eq!(said.is_ok(), taken.contains(&at), "{attribute}{inner}: {:?}: {said:?}", values[at]);
        }
    }
}
