use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::Next;

use super::answer;
use crate::api::error::{Problem, both};
use crate::safety::origin::Refused;
use crate::safety::token::Known;
use crate::safety::{headers, host, origin};
use crate::{Desk, page};

/// Lets through what may come in, and puts its headers on everything that goes out.
pub async fn guard(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response<Body> {
    let mut response = match check(&desk, &request) {
        Ok(()) => next.run(request).await,
        Err(refused) => *refused,
    };
    headers::put_on(response.headers_mut());
    response
}

fn check(desk: &Desk, request: &Request) -> Result<(), Box<Response<Body>>> {
    let (sent, method, uri) = (request.headers(), request.method(), request.uri());
    if !host::is_ours(sent, uri, desk.port) {
        let body = Body::from("This is not the name of this desk. / Ce n’est pas le nom de ce bureau.\n");
        return Err(Box::new(answer::of_kind(StatusCode::MISDIRECTED_REQUEST, "text/plain; charset=utf-8", body)));
    }
    let known = desk.keys.known(sent);
    if let Some(token) = token_of(request) {
        return Err(Box::new(open(desk, token, known)));
    }
    let Some(known) = known else { return Err(Box::new(closed(uri.path()))) };
    origin::check(sent, method, desk.port, known == Known::Key).map_err(|refused| Box::new(foreign(refused)))?;
    check_kind(sent, method, uri.path())
}

/// The token of an address that opens the desk.
fn token_of(request: &Request) -> Option<&str> {
    let is_first = request.method() == Method::GET && request.uri().path() == "/";
    let query = request.uri().query().filter(|_| is_first)?;
    query.split('&').find_map(|part| part.strip_prefix("token="))
}

/// Changes the token for the cookie and leads to the page, whose address no longer has it.
fn open(desk: &Desk, token: &str, known: Option<Known>) -> Response<Body> {
    let cookie = desk.keys.redeem(token).and_then(|cookie| HeaderValue::from_str(&cookie).ok());
    if cookie.is_none() && known.is_none() {
        return closed("/");
    }
    let mut response = answer::of_kind(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", Body::empty());
    response.headers_mut().insert(header::LOCATION, HeaderValue::from_static("/"));
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

fn closed(path: &str) -> Response<Body> {
    if path.starts_with("/api") {
        let en = "No key: open the page from the terminal, or send the key that --json prints.";
        let fr = "Pas de clé : ouvrez la page depuis le terminal, ou envoyez la clé que --json affiche.";
        return answer::problem(&Problem::other(401, "closed", both(en, fr)));
    }
    answer::of_kind(StatusCode::UNAUTHORIZED, "text/html; charset=utf-8", Body::from(page::CLOSED))
}

fn foreign(refused: Refused) -> Response<Body> {
    let (code, en, fr) = match refused {
        Refused::Foreign => ("foreign", "This comes from another page.", "Ceci vient d’une autre page."),
        Refused::Unsaid => (
            "no-origin",
            "What changes something says where it comes from, or has a key.",
            "Ce qui modifie quelque chose dit d’où il vient, ou porte une clé.",
        ),
    };
    answer::problem(&Problem::other(403, code, both(en, fr)))
}

/// A form of another page can send texts and forms, not JSON.
fn check_kind(sent: &HeaderMap, method: &Method, path: &str) -> Result<(), Box<Response<Body>>> {
    let has_body = *method == Method::POST;
    let kind = sent.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    let expected = if path == "/api/v1/files" { "application/octet-stream" } else { "application/json" };
    if !has_body || kind.eq_ignore_ascii_case(expected) {
        return Ok(());
    }
    let en = format!("Content-Type: {expected} was expected.");
    Err(Box::new(answer::problem(&Problem::other(
        415,
        "kind",
        both(en, format!("Content-Type : {expected} était attendu.")),
    ))))
}
