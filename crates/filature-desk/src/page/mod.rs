//! The page: the bundle that is built of `desk/`, as it was when the program was built.

mod bundle {
    include!(concat!(env!("OUT_DIR"), "/bundle.rs"));
}

/// What is shown where the program was built without the bundle.
const PLAIN: &str = include_str!("plain.html");

/// What is shown to who comes without a key.
pub const CLOSED: &str = include_str!("closed.html");

/// A file of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct File {
    /// Its media type.
    pub kind: &'static str,
    /// Its bytes.
    pub bytes: &'static [u8],
    /// Whether its name changes with its bytes.
    pub is_hashed: bool,
}

/// The screens of the page: what stands behind them in a path is an id, and may hold anything.
const SCREENS: [&str; 9] = ["case", "leads", "network", "follow", "accounts", "marks", "dossier", "journal", "search"];

/// The file of a path. A screen, or a path without a dot, is a place in the page, which finds it by itself. Only names of the bundle
/// are known: there is no folder in which a path could lead anywhere.
pub fn file(path: &str) -> Option<File> {
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    let has_dot = path.contains('.') || path.to_ascii_lowercase().contains("%2e");
    let name = if SCREENS.contains(&first) || !has_dot { "/index.html" } else { path };
    let found = bundle::FILES.iter().find(|(known, _)| *known == name).map(|(_, bytes)| *bytes);
    let plain = (name == "/index.html").then_some(PLAIN.as_bytes());
    let bytes = found.or(plain)?;
    Some(File { kind: kind(name), bytes, is_hashed: name.starts_with("/assets/") })
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("json" | "map") => "application/json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_the_page_are_the_page_and_nothing_else_is_a_file() {
        assert_eq!(file("/leads/7"), file("/"));
        assert_eq!(file("/accounts/BANK.EX%3A1.2"), file("/"), "an id may have a dot");
        assert!(file("/").is_some_and(|file| file.kind.starts_with("text/html")));
        for path in ["/../Cargo.toml", "/assets/../../Cargo.toml", "/no-such.js", "/%2e%2e/journal.jsonl"] {
            assert_eq!(file(path), None, "{path}");
        }
    }
}
