use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// Nothing but our own files, no script or style in a page, no frame of ours anywhere.
pub const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
    connect-src 'self'; font-src 'self'; worker-src 'self'; frame-src 'self'; form-action 'none'; \
    frame-ancestors 'none'; base-uri 'none'";

/// A dossier that is looked at: its own styles, and nothing that runs, sends or leads anywhere. Our page alone may frame it.
pub const PREVIEW_POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; \
    form-action 'none'; frame-ancestors 'self'; base-uri 'none'";

/// Puts on every answer what keeps a browser from doing more with it than show it. A policy that is there already stays.
pub fn put_on(headers: &mut HeaderMap) {
    let always = [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ];
    for (name, value) in always {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}
