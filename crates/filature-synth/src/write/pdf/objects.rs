//! A PDF from pages of text in Courier: every letter is as wide as the next, so right edges need no table of widths.

use std::fmt::Write;

/// The size of letters, in points; each is six tenths of that wide.
const SIZE: i32 = 8;

/// What a page shows.
#[derive(Default)]
pub(super) struct PageContent(Vec<u8>);

impl PageContent {
    /// A text that begins at `x`, so far from the top.
    pub(super) fn left(&mut self, x: i32, down: i32, text: &[u8]) {
        self.text(x * 10, down, text);
    }

    /// A text that ends at `x`.
    pub(super) fn right(&mut self, x: i32, down: i32, text: &[u8]) {
        let letters = i32::try_from(text.len()).unwrap_or(i32::MAX);
        self.text((x * 10).saturating_sub(letters.saturating_mul(SIZE * 6)), down, text);
    }

    fn text(&mut self, tenths: i32, down: i32, text: &[u8]) {
        let place = format!("1 0 0 1 {}.{} {} Tm (", tenths / 10, tenths % 10, 842 - down);
        self.0.extend(place.into_bytes());
        for &byte in text {
            if matches!(byte, b'(' | b')' | b'\\') {
                self.0.push(b'\\');
            }
            self.0.push(byte);
        }
        self.0.extend(b") Tj\n");
    }
}

/// A file in the making.
#[derive(Default)]
pub(super) struct File {
    pages: Vec<PageContent>,
}

impl File {
    /// Adds a page.
    pub(super) fn page(&mut self, page: PageContent) {
        self.pages.push(page);
    }

    /// The bytes: catalogue, page tree, font, then a page and its content in turn; and where each begins.
    pub(super) fn finish(self) -> Vec<u8> {
        let mut kids = String::new();
        for at in 0..self.pages.len() {
            let _ = write!(kids, "{} 0 R ", 4 + 2 * at);
        }
        let mut objects: Vec<Vec<u8>> = vec![
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            format!("<</Type/Pages/Count {}/Kids[{kids}]>>", self.pages.len()).into_bytes(),
            b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>".to_vec(),
        ];
        for (at, page) in self.pages.iter().enumerate() {
            let content = 5 + 2 * at;
            objects.push(
                format!(
                    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {content} 0 R>>"
                )
                .into_bytes(),
            );
            let begin = format!("BT /F1 {SIZE} Tf\n").into_bytes();
            let body = [begin.as_slice(), &page.0, b"ET\n"].concat();
            let length = format!("<</Length {}>>stream\n", body.len()).into_bytes();
            objects.push([length.as_slice(), &body, b"endstream"].concat());
        }
        written(&objects)
    }
}

fn written(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut places = String::new();
    for (number, object) in (1..).zip(objects) {
        let _ = writeln!(places, "{:010} 00000 n ", bytes.len());
        bytes.extend(format!("{number} 0 obj\n").into_bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let (start, count) = (bytes.len(), objects.len() + 1);
    let end = format!(
        "xref\n0 {count}\n0000000000 65535 f \n{places}trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    );
    bytes.extend(end.into_bytes());
    bytes
}
