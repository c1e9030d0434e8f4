//! A page of HTML, and any other text.

use super::Piece;
use crate::Manifest;
use crate::manifest::META_NAME;

/// The manifest in the head of a page. No text of the data can be taken for it: there, `<` is escaped.
pub fn manifest(bytes: &[u8]) -> Option<Manifest> {
    let opening = format!("<meta name=\"{META_NAME}\" content=\"");
    let text = String::from_utf8_lossy(bytes);
    let start = text.find(&opening)? + opening.len();
    let end = text[start..].find('"')? + start;
    Manifest::read(unescape(&text[start..end]).as_bytes())
}

/// The text of a page by its headings; of a text that is no page, its lines.
pub fn pieces(bytes: &[u8]) -> Vec<Piece> {
    let text = String::from_utf8_lossy(bytes);
    if text.trim_start().starts_with('<') {
        return of_markup(&text, "");
    }
    text.lines().map(|line| Piece { part: String::new(), text: line.to_owned() }).collect()
}

/// The text between the tags of markup; `part` until a heading gives another.
pub fn of_markup(markup: &str, part: &str) -> Vec<Piece> {
    let (mut pieces, mut part, mut heading) = (Vec::new(), part.to_owned(), None::<String>);
    let mut rest = markup;
    while !rest.is_empty() {
        let (text, from_tag) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        let shown = unescape(text.trim());
        if let Some(heading) = heading.as_mut().filter(|_| !shown.is_empty()) {
            heading.push_str(if heading.is_empty() { "" } else { " " });
            heading.push_str(&shown);
        }
        if !shown.is_empty() {
            pieces.push(Piece { part: part.clone(), text: shown });
        }
        let Some(end) = from_tag.find('>') else { break };
        let tag = &from_tag[1..end];
        rest = &from_tag[end + 1..];
        let name = tag.split_whitespace().next().unwrap_or_default();
        match name {
            "h1" | "h2" | "h3" => heading = Some(String::new()),
            "/h1" | "/h2" | "/h3" => part = heading.take().unwrap_or(part),
            // What styles the page is no text of it, but may differ too.
            "style" => {
                let (style, after) = rest.split_at(rest.find("</style").unwrap_or(rest.len()));
                pieces.push(Piece { part: "<style>".to_owned(), text: style.trim().to_owned() });
                rest = after;
            }
            "meta" => pieces.push(Piece { part: "<head>".to_owned(), text: unescape(tag) }),
            _ => {}
        }
    }
    pieces
}

/// What `escape` wrote, as it was.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&amp;", "&")];
    pairs.into_iter().fold(text.to_owned(), |text, (written, meant)| text.replace(written, meant))
}
