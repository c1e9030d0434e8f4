use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn stored(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn gzip_of(name: Option<&str>, bytes: &[u8]) -> Vec<u8> {
    let builder = name.map_or_else(flate2::GzBuilder::new, |name| flate2::GzBuilder::new().filename(name));
    let mut encoder: GzEncoder<Vec<u8>> = builder.write(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Puts `to`, of the same length, in the place of each `from`.
fn replaced(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let places: Vec<usize> = memchr::memmem::find_iter(&bytes, from).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

fn source() -> SourceId {
    "a1b2c3d4e5f6".parse().unwrap()
}

fn labels(bytes: &[u8]) -> Vec<String> {
    Archive::open(bytes).unwrap().members().iter().map(|member| member.label.clone()).collect()
}

fn codes(bytes: &[u8]) -> Vec<(ProblemCode, Option<u32>)> {
    read(source(), bytes).unwrap().problems.iter().map(|problem| (problem.code, problem.place.message)).collect()
}

fn why_not(bytes: &[u8]) -> String {
    Archive::open(bytes).err().unwrap().to_string()
}

#[test]
fn the_files_of_a_zip_come_out_as_they_went_in() {
    let bytes = zip_of(&[("2024/may.csv", b"a;b;c\n"), ("june.sta", b":20:X\n")]);
    let mut archive = Archive::open(&bytes).unwrap();
    assert_eq!(labels(&bytes), ["2024/may.csv", "june.sta"]);
    assert_eq!((archive.unpack(0).unwrap(), archive.unpack(1).unwrap()), (b"a;b;c\n".to_vec(), b":20:X\n".to_vec()));
    assert!(archive.unpack(2).is_err());
    let reading = read(source(), &bytes).unwrap();
    assert_eq!((reading.format, reading.entry_count(), reading.problems.len()), (Format::Zip, 0, 0));
}

#[test]
fn names_that_lead_out_only_label() {
    let bytes =
        zip_of(&[("../../etc/passwd.csv", b"a"), ("/root.csv", b"b"), ("C:\\bank\\may.csv", b"c"), ("ok.csv", b"d")]);
    assert_eq!(labels(&bytes), ["etc/passwd.csv", "root.csv", "bank/may.csv", "ok.csv"]);
    assert_eq!(codes(&bytes), [1, 2, 3].map(|at| (ProblemCode::OddName, Some(at))));
    let turned = zip_of(&[("may\u{202E}vsc.exe\u{7}", b"a"), ("..", b"b")]);
    assert_eq!(labels(&turned), ["mayvsc.exe", "without a name"]);
}

#[test]
fn what_systems_hide_is_passed_over_and_counted() {
    let bytes =
        zip_of(&[("__MACOSX/._may.csv", b"x"), (".git/config", b"x"), ("a/Thumbs.db", b"x"), ("may.csv", b"a")]);
    let reading = read(source(), &bytes).unwrap();
    assert_eq!(codes(&bytes), [(ProblemCode::HiddenMember, None)]);
    assert!(reading.problems[0].found.starts_with("3: __MACOSX/._may.csv, "));
    assert!(why_not(&zip_of(&[(".hidden", b"x")])).contains("no file"));
    assert!(why_not(&zip_of(&[])).contains("no file"));
}

#[test]
fn a_locked_file_and_a_link_are_refused_by_name() {
    // The first flag of a member says that it is locked, in its own header and in the directory.
    let mut bytes = stored(&[("may.csv", b"abc"), ("june.csv", b"def")]);
    bytes[6] |= 1;
    let directory = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    bytes[directory + 8] |= 1;
    let mut archive = Archive::open(&bytes).unwrap();
    assert!(archive.unpack(0).unwrap_err().to_string().contains("password"));
    assert_eq!(archive.unpack(1).unwrap(), b"def");
    assert_eq!(codes(&bytes), [(ProblemCode::UnreadMember, Some(1))]);

    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.add_symlink("may.csv", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    let bytes = writer.finish().unwrap().into_inner();
    assert!(Archive::open(&bytes).unwrap().unpack(0).unwrap_err().to_string().contains("link"));
}

#[test]
fn a_changed_byte_is_found_by_the_sum_of_the_file() {
    let bytes = replaced(stored(&[("may.csv", b"100.00"), ("june.csv", b"1.00")]), b"100.00", b"900.00");
    let mut archive = Archive::open(&bytes).unwrap();
    assert!(archive.unpack(0).unwrap_err().to_string().contains("damaged"));
    assert_eq!(archive.unpack(1).unwrap(), b"1.00");
}

#[test]
fn two_files_of_one_name_are_refused() {
    let bytes = replaced(stored(&[("a.csv", b"1"), ("b.csv", b"2")]), b"b.csv", b"a.csv");
    assert!(why_not(&bytes).contains("same name"));
}

#[test]
fn names_of_dos_and_of_utf_8_are_read() {
    assert_eq!(labels(&zip_of(&[("relevé.csv", b"1")])), ["relevé.csv"]);
    assert_eq!(labels(&replaced(stored(&[("relevX.csv", b"1")]), b"relevX", b"relev\x82")), ["relevé.csv"]);
    // Written as UTF-8 by a program that does not say so.
    assert_eq!(labels(&replaced(stored(&[("relevXX.csv", b"1")]), b"relevXX", "relevé".as_bytes())), ["relevé.csv"]);
}

#[test]
fn bombs_are_refused_before_they_are_unpacked() {
    let zeros = vec![b'0'; 40 << 20];
    assert!(why_not(&zip_of(&[("a.csv", &zeros)])).contains("unpacked to more than"));
    // One that lies about its size is refused on the way: no byte beyond what it says is kept.
    let honest = zip_of(&[("a.csv", &zeros[..0x81234])]);
    let lying = replaced(honest, &0x81234_u32.to_le_bytes(), &5_u32.to_le_bytes());
    assert!(Archive::open(&lying).unwrap().unpack(0).is_err());
    assert!(gzip::unpack(&gzip_of(None, &zeros)).unwrap_err().to_string().contains("unpacked to more than"));
    let many: Vec<String> = (0..=MOST_MEMBERS).map(|number| number.to_string()).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert!(why_not(&stored(&many)).contains("more than 10000 files"));
    assert!(Archive::open(&stored(&many[1..])).is_ok());
}

#[test]
fn gzip_gives_one_file_of_all_its_pieces() {
    let bytes = [gzip_of(Some("may.csv"), b"a;b\n"), gzip_of(None, b"c;d\n")].concat();
    let mut archive = Archive::open(&bytes).unwrap();
    assert_eq!(archive.members()[0].label, "may.csv");
    assert_eq!(archive.unpack(0).unwrap(), b"a;b\nc;d\n");
    assert_eq!(read(source(), &bytes).unwrap().format, Format::Gzip);
    let cut = &bytes[..bytes.len() - 3];
    assert!(Archive::open(cut).unwrap().unpack(0).unwrap_err().to_string().contains("damaged"));
    let mut tar = vec![0_u8; 512];
    tar[257..262].copy_from_slice(b"ustar");
    assert!(gzip::unpack(&gzip_of(None, &tar)).unwrap_err().to_string().contains("TAR"));
}

#[test]
fn an_office_document_is_no_archive() {
    assert!(!looks_like(&zip_of(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", b"<workbook/>")])));
    assert!(!looks_like(&zip_of(&[("mimetype", b"x"), ("META-INF/manifest.xml", b"<m/>")])));
    assert!(looks_like(&zip_of(&[("content.csv", b"x")])));
    assert!(!looks_like(b"PK is how this text begins"));
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12), cut in any::<prop::sample::Index>(), is_gzip in any::<bool>()) {
        let table = b"Date;Libelle;Montant\n02/05/2024;LOYER;-650,00\n".repeat(40);
        let mut bytes = if is_gzip { gzip_of(Some("a.csv"), &table) } else { zip_of(&[("a.csv", &table), ("b/c.csv", b"x")]) };
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cut.index(4) == 0 {
            bytes.truncate(cut.index(bytes.len()));
        }
        let _ = looks_like(&bytes);
        let _ = read(source(), &bytes);
        if let Ok(mut archive) = Archive::open(&bytes) {
            for index in 0..archive.members().len() {
                let _ = archive.unpack(index);
            }
        }
    }
}
