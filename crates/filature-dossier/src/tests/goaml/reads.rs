//! Schemas that cannot be used: each is refused with its place, and none does harm.

use super::{Files, case, make, own};
use crate::{GoamlError, ReportAs, Schema};

fn refusal(files: &Files) -> String {
    match make(&case(), files, &ReportAs::default()) {
        Err(GoamlError::Schema(error)) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

fn bytes(text: &[u8]) -> String {
    Schema::read("national.xsd", text, &mut |_| Err("none".to_owned())).unwrap_err().to_string()
}

#[test]
fn what_is_broken_names_the_line() {
    for (text, said) in [
        ("", "holds no element"),
        ("<xs:schema", "well-formed"),
        ("<a/>", "an XML Schema (XSD) was expected"),
        ("<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n<xs:element", "line 2"),
        (
            "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n\n<xs:element name='a' name='b'/></xs:schema>",
            "line 3",
        ),
        ("<xs:schema/>", "prefix"),
        ("<schema/>", "expected"),
    ] {
        let error = bytes(text.as_bytes());
        assert!(error.contains(said) && error.contains("national.xsd"), "{text}: {error}");
    }
    assert!(bytes(b"\xff\xfe<\xd8").contains("UTF-16"));
    assert!(bytes(b"<a>\xe9</a>").contains("UTF-8"));
}

#[test]
fn entities_are_refused_before_any_is_expanded() {
    let bomb = "<!DOCTYPE xs:schema [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>\n<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"/>";
    assert!(bytes(bomb.as_bytes()).contains("DOCTYPE"));
    let outside = "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>";
    assert!(bytes(outside.as_bytes()).contains("DOCTYPE"));
}

#[test]
fn what_is_enormous_is_refused() {
    assert!(bytes(&vec![b' '; (16 << 20) + 1]).contains("16 MiB"));
    let deep = format!("<a>{}", "<a>".repeat(100_000));
    assert!(bytes(deep.as_bytes()).contains("128 deep"));
    let mut groups =
        "<xs:group name='g0'><xs:sequence><xs:element name='e' type='xs:int'/></xs:sequence></xs:group>".to_owned();
    for at in 1..14 {
        let inner = format!("<xs:group ref='g{}'/>", at - 1).repeat(9);
        groups.push_str(&format!("<xs:group name='g{at}'><xs:sequence>{inner}</xs:sequence></xs:group>"));
    }
    let root = "<xs:element name='report'><xs:complexType><xs:group ref='g13'/></xs:complexType></xs:element>";
    let said = refusal(&own(&format!("{groups}{root}")));
    assert!(said.contains("200,000") || said.contains("16 deep"), "{said}");
    let mut unions = "<xs:simpleType name='u0'><xs:restriction base='xs:int'/></xs:simpleType>".to_owned();
    for at in 1..40 {
        unions.push_str(&format!(
            "<xs:simpleType name='u{at}'><xs:union memberTypes='u{0} u{0}'/></xs:simpleType>",
            at - 1
        ));
    }
    let said = refusal(&own(&format!("{unions}<xs:element name='report' type='u39'/>")));
    assert!(said.contains("10,000"), "{said}");
}

#[test]
fn what_is_built_on_itself_is_refused() {
    let cases = [
        (
            "<xs:simpleType name='a'><xs:restriction base='b'/></xs:simpleType><xs:simpleType name='b'><xs:restriction base='a'/></xs:simpleType><xs:element name='report' type='a'/>",
            "64 deep",
        ),
        (
            "<xs:complexType name='a'><xs:complexContent><xs:extension base='a'/></xs:complexContent></xs:complexType><xs:element name='report' type='a'/>",
            "on itself",
        ),
        (
            "<xs:group name='g'><xs:sequence><xs:group ref='g'/></xs:sequence></xs:group><xs:element name='report'><xs:complexType><xs:group ref='g'/></xs:complexType></xs:element>",
            "16 deep",
        ),
        (
            "<xs:attributeGroup name='g'><xs:attributeGroup ref='g'/></xs:attributeGroup><xs:element name='report'><xs:complexType><xs:attributeGroup ref='g'/></xs:complexType></xs:element>",
            "64 deep",
        ),
        (
            "<xs:complexType name='a'><xs:sequence><xs:element name='x' type='a'/></xs:sequence></xs:complexType><xs:element name='report' type='a'/>",
            "inside of itself",
        ),
    ];
    for (inside, said) in cases {
        let error = refusal(&own(inside));
        assert!(error.contains(said), "{said}: {error}");
    }
    let chain: String = (1..5_000)
        .map(|at| format!("<xs:simpleType name='t{at}'><xs:restriction base='t{}'/></xs:simpleType>", at - 1))
        .collect();
    let said = refusal(&own(&format!(
        "<xs:simpleType name='t0'><xs:restriction base='xs:int'/></xs:simpleType>{chain}<xs:element name='report' type='t4999'/>"
    )));
    assert!(said.contains("64 deep"), "{said}");
    // Required elements that double with each step: 2^30 of them.
    let doubling: String = (1..31)
        .map(|at| format!("<xs:complexType name='t{at}'><xs:sequence><xs:element name='x{at}' type='t{0}'/><xs:element name='y{at}' type='t{0}'/></xs:sequence></xs:complexType>", at - 1))
        .collect();
    let said = refusal(&own(&format!(
        "<xs:complexType name='t0'><xs:sequence><xs:element name='z' type='xs:int'/></xs:sequence></xs:complexType>{doubling}<xs:element name='report' type='t30'/>"
    )));
    assert!(said.contains("more elements than any report"), "{said}");
}

#[test]
fn a_type_that_may_hold_itself_is_no_fault() {
    let files = own(
        "<xs:complexType name='a'><xs:sequence><xs:element name='reason' type='xs:string' minOccurs='0'/><xs:element name='x' type='a' minOccurs='0'/></xs:sequence></xs:complexType><xs:element name='report' type='a'/>",
    );
    super::judged(&case(), &files, &ReportAs::default());
}

#[test]
fn the_deepest_schema_that_is_read_is_walked_without_harm() {
    let open = "<xs:sequence>".repeat(14);
    let close = "</xs:sequence>".repeat(14);
    let types: String = (1..24)
        .map(|at| {
            format!(
                "<xs:complexType name='t{at}'>{open}<xs:element name='x{at}' type='t{}'/>{close}</xs:complexType>",
                at - 1
            )
        })
        .collect();
    let files = own(&format!(
        "<xs:complexType name='t0'><xs:sequence><xs:element name='z' type='xs:int'/></xs:sequence></xs:complexType>{types}<xs:element name='report' type='t23'/>"
    ));
    let said = super::lacking(&case(), &files, &ReportAs::default());
    assert!(said.contains("/x1/z\n"), "{said}");
}

#[test]
fn what_would_change_the_meaning_is_refused_by_name() {
    let report = "<xs:element name='report' type='xs:string'/>";
    let cases = [
        (format!("<xs:redefine schemaLocation='a.xsd'/>{report}"), "xs:redefine"),
        (format!("<xs:include schemaLocation='http://example.org/a.xsd'/>{report}"), "network"),
        (format!("<xs:include schemaLocation='../a.xsd'/>{report}"), "outside"),
        (format!("<xs:include schemaLocation='missing.xsd'/>{report}"), "missing.xsd"),
        ("<xs:element name='report' type='nothing'/>".to_owned(), "\"nothing\""),
        ("<xs:element name='report' type='o:x' xmlns:o='urn:other'/>".to_owned(), "urn:other"),
        ("<xs:element name='report' type='xs:hexBinary'/>".to_owned(), "xs:hexBinary"),
        ("<xs:element name='report'><xs:complexType><xs:sequence><xs:any/></xs:sequence></xs:complexType></xs:element>".to_owned(), "xs:any"),
        ("<xs:element name='report' abstract='true' type='xs:string'/>".to_owned(), "abstract"),
        ("<xs:element name='report'><xs:complexType><xs:sequence><xs:thing/></xs:sequence></xs:complexType></xs:element>".to_owned(), "xs:thing"),
        ("<xs:element name='report'><xs:simpleType><xs:restriction base='xs:string'><xs:pattern value='\\p{IsGreek}'/></xs:restriction></xs:simpleType></xs:element>".to_owned(), "IsGreek"),
        ("<xs:element name='report' maxOccurs='x' type='xs:string'/><xs:element name='q'><xs:complexType><xs:sequence><xs:element ref='report' maxOccurs='x'/></xs:sequence></xs:complexType></xs:element>".to_owned(), "maxOccurs"),
        (format!("{report}{report}"), "second time"),
    ];
    for (inside, said) in cases {
        let error = refusal(&own(&inside));
        assert!(error.contains(said) && error.contains("national.xsd") || error.contains("xs:any"), "{said}: {error}");
    }
}

#[test]
fn what_only_narrows_further_is_told_with_its_line() {
    let inside = "<xs:element name='report' foo='1'>\n<xs:complexType><xs:sequence><xs:element name='reason' type='xs:string'/></xs:sequence>\n<xs:assert test='true()'/></xs:complexType>\n<xs:unique name='u'><xs:selector xpath='a'/><xs:field xpath='b'/></xs:unique></xs:element>";
    let schema = own(inside).schema().unwrap();
    let said = schema.not_checked().join("\n");
    for part in ["line 4, xs:assert: not checked", "line 5, xs:unique: not checked", "the attribute foo of xs:element"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    let report = make(&case(), &own(inside), &ReportAs::default()).unwrap();
    assert!(report.notes.iter().any(|note| note.contains("xs:assert")), "{:?}", report.notes);
}
