//! Whether bytes that leave the case hold what they must not, however they are packed and written.

use std::io::{Cursor, Read};

use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

/// Which of these stand in the bytes: as they are or in parts of an archive, in streams and texts of a PDF, in columns; as UTF-8 or UTF-16,
/// in hexadecimal, escaped for XML, HTML, JSON or an address, with other spaces, in any case, or with markup between the letters.
pub fn leaks(bytes: &[u8], needles: &[&str]) -> Vec<String> {
    // In small letters once: there are many needles, and a view can be large.
    let views: Vec<Vec<u8>> = views(bytes).iter().map(|view| view.to_ascii_lowercase()).collect();
    let stands = |needle: &&&str| {
        let written = written(needle);
        views.iter().any(|view| written.iter().any(|bytes| memchr::memmem::find(view, bytes).is_some()))
    };
    needles.iter().filter(stands).map(|needle| (*needle).to_owned()).collect()
}

/// The bytes, and all that is packed in them.
fn views(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut all = vec![bytes.to_vec()];
    if bytes.starts_with(b"PK") {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).unwrap();
            all.push(part.name().unwrap().as_bytes().to_vec());
            let mut inflated = Vec::new();
            part.read_to_end(&mut inflated).unwrap();
            all.extend(views(&inflated));
        }
    }
    if bytes.starts_with(b"%PDF") {
        all.extend(of_pdf(bytes));
    }
    if bytes.starts_with(b"PAR1") {
        let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::copy_from_slice(bytes)).unwrap();
        for batch in reader.build().unwrap() {
            let batch = batch.unwrap();
            all.extend((0..batch.num_rows()).map(|at| format!("{:?}", batch.slice(at, 1)).into_bytes()));
        }
    }
    let texts: Vec<Vec<u8>> = all.iter().filter_map(|view| without_markup(view)).collect();
    all.extend(texts);
    all
}

fn of_pdf(bytes: &[u8]) -> Vec<Vec<u8>> {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let mut all: Vec<Vec<u8>> = Vec::new();
    for object in document.objects.values() {
        strings(object, &mut all);
        if let Ok(stream) = object.as_stream() {
            all.push(stream.decompressed_content().unwrap_or_else(|_| stream.content.clone()));
        }
    }
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    all.extend(document.extract_text(&pages).map(String::into_bytes));
    all
}

fn strings(object: &lopdf::Object, all: &mut Vec<Vec<u8>>) {
    match object {
        lopdf::Object::String(text, _) => all.push(text.clone()),
        lopdf::Object::Array(items) => items.iter().for_each(|item| strings(item, all)),
        lopdf::Object::Dictionary(items) => items.iter().for_each(|(_, item)| strings(item, all)),
        lopdf::Object::Stream(stream) => stream.dict.iter().for_each(|(_, item)| strings(item, all)),
        _ => {}
    }
}

/// The text between marks, with its entities read and its spaces plain; none for what is no text.
fn without_markup(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut plain = String::with_capacity(text.len());
    let mut inside = false;
    for letter in text.chars() {
        match letter {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if inside => {}
            '\u{a0}' | '\u{202f}' | '\n' => plain.push(' '),
            letter => plain.push(letter),
        }
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&amp;", "&")];
    Some(entities.into_iter().fold(plain, |text, (entity, letter)| text.replace(entity, letter)).into_bytes())
}

/// The needle in every writing, in small letters.
fn written(needle: &str) -> Vec<Vec<u8>> {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into_bytes();
    let little: Vec<u8> = needle.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = needle.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let each = |escape: &dyn Fn(char) -> String| needle.chars().map(escape).collect::<String>().into_bytes();
    let unless_ascii = |letter: char, escaped: String| if letter.is_ascii() { letter.to_string() } else { escaped };
    let xml = needle.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let written = [
        needle.as_bytes().to_vec(),
        hex(needle.as_bytes()),
        hex(&big),
        little,
        big,
        xml.clone().into_bytes(),
        xml.replace('"', "&quot;").replace('\'', "&#39;").into_bytes(),
        xml.replace('"', "&quot;").replace('\'', "&apos;").into_bytes(),
        each(&|letter| unless_ascii(letter, format!("&#{};", u32::from(letter)))),
        each(&|letter| unless_ascii(letter, format!("&#x{:x};", u32::from(letter)))),
        each(&|letter| unless_ascii(letter, format!("\\u{:04x}", u32::from(letter)))),
        each(&|letter| match letter {
            letter if letter.is_ascii_alphanumeric() => letter.to_string(),
            letter => letter.to_string().bytes().map(|byte| format!("%{byte:02x}")).collect(),
        }),
        needle.replace(' ', "\u{a0}").into_bytes(),
        needle.replace(' ', "\u{202f}").into_bytes(),
        needle.replace(' ', "_20").into_bytes(),
        needle.replace(' ', "").into_bytes(),
    ];
    written.map(|bytes| bytes.to_ascii_lowercase()).to_vec()
}

#[test]
fn what_is_packed_is_found() {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut archive, "<t>Zden</t><t>ka &amp; V\u{e9}ra</t>".as_bytes()).unwrap();
    let packed = archive.finish().unwrap().into_inner();
    assert_eq!(
        leaks(&packed, &["Zdenka & V\u{e9}ra", "zdenka", "Mira", "word/"]),
        ["Zdenka & V\u{e9}ra", "zdenka", "word/"]
    );
    for hidden in ["5a64656e6b61", "Z\0d\0e\0n\0k\0a\0", "V&#233;ra", "V\\u00e9ra", "V%C3%A9ra"] {
        assert_eq!(leaks(hidden.as_bytes(), &["Zdenka", "V\u{e9}ra"]).len(), 1, "{hidden}");
    }
}
