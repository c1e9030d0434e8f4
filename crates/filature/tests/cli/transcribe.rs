//! A scan is kept, and typed up in a sheet that knows which original it is of.

use std::fs;

use crate::run::{expect, json};

/// A page that shows a picture and nothing else.
pub const SCAN: &str = "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n\
    3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>\nendobj\n\
    4 0 obj\n<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>stream\n0\nendstream\nendobj\n\
    5 0 obj\n<</Length 29>>stream\n595 0 0 842 0 0 cm /I Do\n    \nendstream\nendobj\n\
    trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n0\n%%EOF\n";

#[test]
fn a_scan_is_kept_and_can_be_typed_up() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    fs::write(place("scan.pdf"), SCAN).unwrap();
    let (case, sheet) = (place("case"), place("typed.xlsx"));
    let added = json(0, &["add", &case, &place("scan.pdf")]);
    let file = &added["files"][0];
    assert_eq!(
        (file["format"].as_str(), file["entries"].as_u64(), file["problems"].as_u64()),
        (Some("scan"), Some(0), Some(1))
    );
    let made = json(0, &["transcribe", &case, "scan.pdf", "--by", "A. Martin", "--out", &sheet]);
    assert_eq!((made["pages"].as_u64(), made["source"].as_str()), (Some(1), file["source"].as_str()));
    // What was typed is never overwritten, and a sheet that nobody filled in is no statement.
    let (_, said) = expect(2, &["transcribe", &case, "scan.pdf", "--by", "A. Martin", "--out", &sheet]);
    assert!(said.contains("--out"), "{said}");
    let refused = json(1, &["add", &case, &sheet]);
    assert!(refused["files"][0]["refused"].as_str().unwrap().contains("currency"), "{refused}");
    expect(2, &["transcribe", &case, "other.pdf", "--by", "A. Martin"]);
    expect(0, &["verify", &case]);
}
