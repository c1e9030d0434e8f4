use axum::http::{HeaderMap, Method, header};

use super::host;

/// Why a request may not change anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It comes from another page.
    Foreign,
    /// A page that sends it would have said where it comes from.
    Unsaid,
}

/// Whether a request comes from our own page. What reads may come without an origin (a browser sends none), what changes something
/// only with a key, which no browser holds.
///
/// # Errors
/// [`Refused`]
pub fn check(headers: &HeaderMap, method: &Method, port: u16, has_key: bool) -> Result<(), Refused> {
    // Another server of this machine is the same site to a browser, and another origin.
    let site = headers.get("sec-fetch-site").map(|site| site.to_str().unwrap_or("cross-site"));
    if site.is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return Err(Refused::Foreign);
    }
    let mut origins = headers.get_all(header::ORIGIN).iter();
    match (origins.next(), origins.next()) {
        (Some(origin), None) => {
            let is_own = |origin: &str| host::names(port).iter().any(|own| origin == format!("http://{own}"));
            if origin.to_str().is_ok_and(is_own) { Ok(()) } else { Err(Refused::Foreign) }
        }
        (None, _) if reads(method) || has_key => Ok(()),
        (None, _) => Err(Refused::Unsaid),
        (Some(_), Some(_)) => Err(Refused::Foreign),
    }
}

/// Whether a method changes nothing.
pub fn reads(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn asked(method: Method, origin: Option<&'static str>, site: Option<&'static str>, has_key: bool) -> bool {
        let mut headers = HeaderMap::new();
        headers.extend(origin.map(|origin| (header::ORIGIN, HeaderValue::from_static(origin))));
        if let Some(site) = site {
            headers.insert("sec-fetch-site", HeaderValue::from_static(site));
        }
        check(&headers, &method, 7070, has_key).is_ok()
    }

    #[test]
    fn what_changes_something_comes_from_our_own_page_or_with_a_key() {
        let own = Some("http://127.0.0.1:7070");
        assert!(
            asked(Method::POST, own, None, false) && asked(Method::POST, Some("http://localhost:7070"), None, false)
        );
        assert!(asked(Method::POST, None, None, true) && !asked(Method::POST, None, None, false));
        assert!(asked(Method::GET, None, None, false) && !asked(Method::DELETE, None, None, false));
        for foreign in [
            "http://evil.example",
            "null",
            "http://127.0.0.1:7071",
            "https://127.0.0.1:7070",
            "http://127.0.0.1:7070.evil.example",
        ] {
            assert!(!asked(Method::POST, Some(foreign), None, true), "{foreign}");
            assert!(!asked(Method::GET, Some(foreign), None, false), "{foreign}");
        }
        assert!(asked(Method::GET, None, Some("none"), false) && asked(Method::POST, own, Some("same-origin"), false));
        assert!(
            !asked(Method::GET, None, Some("same-site"), false) && !asked(Method::GET, None, Some("cross-site"), false)
        );
    }
}
