use axum::http::{HeaderMap, Uri, header};

/// Whether a request is meant for us by name: `127.0.0.1:PORT` or `localhost:PORT`, once, and nothing else.
///
/// A site whose name is made to lead to this machine (DNS rebinding) still names itself.
pub fn is_ours(headers: &HeaderMap, uri: &Uri, port: u16) -> bool {
    let is_own = |host: &str| names(port).iter().any(|own| own.eq_ignore_ascii_case(host));
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    host.to_str().is_ok_and(is_own) && uri.authority().is_none_or(|authority| is_own(authority.as_str()))
}

/// The names by which we are reached.
pub fn names(port: u16) -> [String; 2] {
    [format!("127.0.0.1:{port}"), format!("localhost:{port}")]
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn asked(hosts: &[&'static str], uri: &'static str) -> bool {
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(header::HOST, HeaderValue::from_static(host));
        }
        is_ours(&headers, &Uri::from_static(uri), 7070)
    }

    #[test]
    fn only_our_own_names_on_our_own_port() {
        assert!(asked(&["127.0.0.1:7070"], "/") && asked(&["LOCALHOST:7070"], "/"));
        for host in
            ["127.0.0.1", "127.0.0.1:7071", "evil.example:7070", "localhost.evil.example:7070", "[::1]:7070", ""]
        {
            assert!(!asked(&[host], "/"), "{host}");
        }
        assert!(!asked(&[], "/") && !asked(&["127.0.0.1:7070", "127.0.0.1:7070"], "/"));
        assert!(
            !asked(&["127.0.0.1:7070"], "http://evil.example/") && asked(&["127.0.0.1:7070"], "http://127.0.0.1:7070/")
        );
    }
}
