//! Pages for tests: words put at places, in the standard font that every reader knows.

use std::fmt::Write;

use crate::pdf::font::standard_width;

/// A text and where it stands, in points from the left and from the top.
#[derive(Clone, Debug)]
pub struct Put {
    x: i32,
    y: i32,
    text: String,
    is_right: bool,
}

impl Put {
    /// The same text, further down.
    pub fn down(self, points: i32) -> Self {
        Self { y: self.y + points, ..self }
    }
}

/// A text that begins here.
pub fn left(x: i32, y: i32, text: &str) -> Put {
    Put { x, y, text: text.to_owned(), is_right: false }
}

/// A text that ends here.
pub fn right(x: i32, y: i32, text: &str) -> Put {
    Put { x, y, text: text.to_owned(), is_right: true }
}

/// A row of a table: day, text, and figures under debit (400), credit (480) and balance (560).
pub fn row(y: i32, day: &str, text: &str, figures: [&str; 3]) -> Vec<Put> {
    let mut puts = vec![left(40, y, day), left(120, y, text)];
    puts.extend(
        [400, 480, 560]
            .into_iter()
            .zip(figures)
            .filter(|(_, text)| !text.is_empty())
            .map(|(x, text)| right(x, y, text)),
    );
    puts
}

/// The content of a page.
pub fn content(puts: &[Put], mode: u8) -> Vec<u8> {
    let mut content = format!("BT /F1 9 Tf {mode} Tr\n").into_bytes();
    for put in puts {
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&put.text);
        let width: u32 = bytes.iter().map(|&code| u32::from(standard_width("Helvetica", code))).sum();
        let width = i32::try_from(width * 9).unwrap() / 10;
        let x = put.x * 100 - if put.is_right { width } else { 0 };
        content.extend(format!("1 0 0 1 {}.{:02} {} Tm (", x / 100, x % 100, 842 - put.y).into_bytes());
        content.extend(
            bytes.iter().flat_map(|&byte| if b"()\\".contains(&byte) { vec![b'\\', byte] } else { vec![byte] }),
        );
        content.extend(b") Tj\n");
    }
    content.extend(b"ET\n");
    content
}

/// A file of pages with these contents.
pub fn file(contents: &[Vec<u8>]) -> Vec<u8> {
    let mut objects: Vec<Vec<u8>> = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        Vec::new(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec(),
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>stream\n0\nendstream".to_vec(),
    ];
    let mut kids = String::new();
    for content in contents {
        let page = objects.len() + 1;
        let _ = write!(kids, "{page} 0 R ");
        let resources = "<</Font<</F1 3 0 R>>/XObject<</I1 4 0 R>>>>";
        objects.push(
            format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources{resources}/Contents {} 0 R>>", page + 1)
                .into_bytes(),
        );
        let mut stream = format!("<</Length {}>>stream\n", content.len()).into_bytes();
        stream.extend(content);
        stream.extend(b"\nendstream");
        objects.push(stream);
    }
    objects[1] = format!("<</Type/Pages/Count {}/Kids[{kids}]>>", contents.len()).into_bytes();
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        places.push(bytes.len());
        bytes.extend(format!("{number} 0 obj\n").into_bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    bytes.extend(
        format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).into_bytes(),
    );
    bytes
}

/// A file of pages with these words.
pub fn pages(pages: &[Vec<Put>]) -> Vec<u8> {
    let contents: Vec<Vec<u8>> = pages.iter().map(|puts| content(puts, 0)).collect();
    file(&contents)
}
