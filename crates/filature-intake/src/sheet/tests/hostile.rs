//! Files that are damaged, protected, of another kind, or made to exhaust a machine.

use proptest::prelude::*;

use super::written::{compound, ods, record, row, statement, xls, xlsx, zipped};
use super::*;

#[test]
fn other_files_are_told_apart() {
    let plain = zipped(&[("january.csv", "a;b")]);
    assert!(!looks_like(&plain));
    let docx = zipped(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")]);
    assert!(refused(&docx).what.contains("DOCX"));
    let odt = zipped(&[("mimetype", "application/vnd.oasis.opendocument.text")]);
    assert!(refused(&odt).what.contains("ODT"));
    let xlsb = zipped(&[("[Content_Types].xml", "<Types/>"), ("xl/workbook.bin", "")]);
    assert!(refused(&xlsb).what.contains("XLSB"));
    assert!(refused(&compound("WordDocument", b"")).what.contains("DOC"));
    assert!(!looks_like(&compound("__properties_version1.0", b"")));
}

#[test]
fn a_password_is_asked_for_by_name() {
    let manifest = "<manifest xmlns:m='m'><m:file-entry><m:encryption-data/></m:file-entry></manifest>";
    let locked = zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", "\u{1}\u{2}"),
    ]);
    let old = compound("Workbook", &[record(0x0809, &[&[0, 6, 5, 0]]), record(0x002F, &[&[0; 6]])].concat());
    for bytes in [compound("EncryptedPackage", b""), locked, old] {
        assert!(refused(&bytes).what.contains("password"));
    }
}

#[test]
fn damaged_files_are_refused_whole() {
    for sheet in
        ["<row r='1'><c", "<row><c><v>1</v></c>", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "<row><c><v>&b;</v></c></row>"]
    {
        assert!(refused(&xlsx(sheet)).what.contains("damaged"), "{sheet}");
    }
    let whole = statement(|_| {});
    assert!(crate::read(source(), &whole[..whole.len() / 2], &Options::default()).is_err());
    // A byte of what is packed was changed: the archive's own sum tells.
    let mut changed = whole.clone();
    let at = changed.windows(11).position(|name| name == b"/sheet1.xml").unwrap() + 60;
    changed[at] ^= 0x55;
    assert!(crate::read(source(), &changed, &Options::default()).is_err());
}

#[test]
fn what_unpacks_to_too_much_is_refused_before_it_is_unpacked() {
    let blanks = " ".repeat(8 << 20);
    let bytes = xlsx(&blanks);
    assert!(bytes.len() < 1 << 20);
    assert!(refused(&bytes).what.contains("exhaust"));
    let many = "<c/><c t='b'><v>1</v></c>".repeat(200_000);
    assert!(refused(&xlsx(&format!("<row>{many}</row>"))).what.contains("exhaust"));
    let repeated = "<table:table table:name='a'><table:table-row table:number-rows-repeated='1000000'>\
        <table:table-cell table:number-columns-repeated='16000' office:value-type='float' office:value='1'/></table:table-row></table:table>";
    assert!(refused(&ods(repeated)).what.contains("exhaust"));
    // One long text, many times over.
    let text = "x".repeat(30_000);
    let shared = format!(
        "<table:table table:name='a'><table:table-row table:number-rows-repeated='30000'>\
        <table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell></table:table-row></table:table>"
    );
    assert!(refused(&ods(&shared)).what.contains("exhaust"));
}

#[test]
fn cells_far_apart_are_no_table() {
    let wide = row(1, &["<c r='XFD1'><v>1</v></c>"]);
    assert!(crate::read(source(), &xlsx(&wide), &Options::default()).is_err());
}

fn any_part() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<row r='3'>".to_owned()),
        Just("</row>".to_owned()),
        Just("<c r='B2' t='s' s='1'>".to_owned()),
        Just("<c r='ZZZ4294967295'>".to_owned()),
        Just("<v>".to_owned()),
        Just("</v></c>".to_owned()),
        Just("<f/>".to_owned()),
        Just("<is><t>2024-05-02</t></is>".to_owned()),
        Just("<mergeCell ref='A1:XFD1048576'/>".to_owned()),
        Just("<mergeCell ref='B9:A1'/>".to_owned()),
        Just("<table:table table:name='a'>".to_owned()),
        Just("<table:table-row table:number-rows-repeated='4294967295'>".to_owned()),
        Just("<table:table-cell office:value-type='date' office:date-value='2024-05-02'>".to_owned()),
        Just("<table:covered-table-cell table:number-columns-repeated='4294967295'/>".to_owned()),
        Just("</table:table-cell></table:table-row></table:table>".to_owned()),
        "[0-9.eE+-]{1,12}",
        "\\PC{0,8}",
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_xml_makes_it_panic(part in any_part()) {
        for bytes in [xlsx(&part), ods(&part)] {
            let _ = crate::read(source(), &bytes, &Options::default());
        }
    }

    #[test]
    fn no_change_of_bytes_makes_it_panic(changes in proptest::collection::vec((any::<u16>(), any::<u8>()), 1..8), cut in any::<u16>()) {
        let old = xls(&["a", "Date"], &[record(0x0203, &[&[0; 14]]), record(0x00E5, &[&[1, 0, 0, 0, 9, 0, 0, 0, 0, 0]])]);
        let new = statement(|_| {});
        for mut bytes in [old, new] {
            for (at, byte) in &changes {
                let at = usize::from(*at) % bytes.len();
                bytes[at] = *byte;
            }
            bytes.truncate(bytes.len().max(1) - usize::from(cut) % 64);
            let _ = crate::read(source(), &bytes, &Options::default());
        }
    }

    #[test]
    fn no_records_make_it_panic(records in proptest::collection::vec((prop::sample::select(vec![0x0809_u16, 0x0085, 0x00FC, 0x003C, 0x0203, 0x027E, 0x00BD, 0x00FD, 0x0006, 0x0207, 0x0204, 0x00E5, 0x041E, 0x00E0, 0x000A]), proptest::collection::vec(any::<u8>(), 0..24)), 0..24)) {
        let stream: Vec<u8> = records.iter().flat_map(|(kind, data)| record(*kind, &[data])).collect();
        let _ = crate::read(source(), &compound("Workbook", &stream), &Options::default());
        let _ = crate::read(source(), &xls(&["a"], &[stream]), &Options::default());
    }
}
