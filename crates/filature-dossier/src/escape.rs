//! Text as a page and XML let it in: the one function that every text passes on its way into HTML, SVG, a word processor's file or an
//! exchange file.

use crate::format::visible;

/// The text with invisible characters written out and everything that HTML or XML reads as markup escaped.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in visible(text).chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
