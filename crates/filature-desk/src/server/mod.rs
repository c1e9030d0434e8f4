//! From HTTP to the API and back.
//!
//! ```text
//! Listener (127.0.0.1) ─► guard (safety) ─► routes of the table | files | events | page ─► answer with its headers
//! ```
//!
//! One thread carries the connections; whatever computes does so on a thread of its own.

pub mod answer;
mod events;
mod guard;
mod upload;

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::{BytesRejection, QueryRejection, RawPathParamsRejection};
use axum::extract::{DefaultBodyLimit, Query, RawPathParams, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use axum::routing::{MethodFilter, on};
use bytes::Bytes;

use crate::api::error::{Problem, both};
use crate::api::routes::{ROUTES, Route};
use crate::api::{Answer, Call, arrow};
use crate::{BODY_BYTES_MOST, Desk, DeskError, page};

/// The port where nobody says which.
const PORT: u16 = 7070;

/// How many ports behind it are tried.
const PORTS_TRIED: u16 = 20;

/// The route that tells which state is current.
const SESSION: &str = "/api/v1/session";

/// Threads that compute answers: more would only share the same cores.
const THREADS: usize = 4;

/// A port of the loopback address that is ours.
#[derive(Debug)]
pub struct Listener {
    socket: TcpListener,
    /// The port.
    pub port: u16,
}

impl Listener {
    /// Takes a port of 127.0.0.1, and of no other address: the one asked for (0 for any that is free), or the first free one from 7070.
    ///
    /// # Errors
    /// [`DeskError::Bind`] when the port asked for is taken.
    pub fn bind(asked: Option<u16>) -> Result<Self, DeskError> {
        let bind =
            |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|cause| DeskError::Bind { port, cause });
        let socket = match asked {
            Some(port) => bind(port)?,
            None => (PORT..PORT + PORTS_TRIED).find_map(|port| bind(port).ok()).map_or_else(|| bind(0), Ok)?,
        };
        let port = socket.local_addr().map_err(DeskError::Server)?.port();
        Ok(Self { socket, port })
    }

    /// The same port once more, for who serves it before the desk does.
    ///
    /// # Errors
    /// [`DeskError::Server`]
    pub(crate) fn again(&self) -> Result<TcpListener, DeskError> {
        let socket = self.socket.try_clone().map_err(DeskError::Server)?;
        socket.set_nonblocking(true).map_err(DeskError::Server)?;
        Ok(socket)
    }
}

/// Serves until the process ends.
///
/// # Errors
/// [`DeskError::Server`]
pub fn serve(desk: &Arc<Desk>, listener: Listener) -> Result<(), DeskError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(THREADS)
        .build()
        .map_err(DeskError::Server)?;
    let router = router(desk);
    runtime.block_on(async {
        listener.socket.set_nonblocking(true).map_err(DeskError::Server)?;
        let socket = tokio::net::TcpListener::from_std(listener.socket).map_err(DeskError::Server)?;
        axum::serve(socket, router).await.map_err(DeskError::Server)
    })
}

fn router(desk: &Arc<Desk>) -> Router {
    let mut router: Router<Arc<Desk>> = Router::new();
    for route in ROUTES {
        let handler = move |state: State<Arc<Desk>>, path, query, headers, body| {
            compute(route, state, path, query, headers, body)
        };
        router = router.route(route.path, on(method(route.method), handler));
    }
    router
        .route("/api/v1/files", on(MethodFilter::POST, upload::files))
        .route("/api/v1/jobs/{id}", on(MethodFilter::GET, events::job))
        .route("/api/v1/jobs/{id}/events", on(MethodFilter::GET, events::events))
        .route("/api/v1/openapi.json", on(MethodFilter::GET, openapi))
        .fallback(other)
        .layer(DefaultBodyLimit::max(BODY_BYTES_MOST))
        .layer(axum::middleware::from_fn_with_state(desk.clone(), guard::guard))
        .with_state(desk.clone())
}

fn method(name: &str) -> MethodFilter {
    match name {
        "POST" => MethodFilter::POST,
        "DELETE" => MethodFilter::DELETE,
        _ => MethodFilter::GET,
    }
}

/// A route of the table.
async fn compute(
    route: &'static Route,
    State(desk): State<Arc<Desk>>,
    path: Result<RawPathParams, RawPathParamsRejection>,
    query: Result<Query<Vec<(String, String)>>, QueryRejection>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let Ok(path) = path else { return answer::problem(&unreadable_path()) };
    let path: BTreeMap<String, String> = path.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let Ok(Query(query)) = query else {
        return answer::problem(&Problem::call("query", "The query cannot be read.", "La requête est illisible."));
    };
    if let Some((name, _)) = query.iter().find(|(name, _)| !route.query.contains(&name.as_str())) {
        return answer::problem(&unknown(name, route.query));
    }
    let body = match body {
        Ok(body) => body.to_vec(),
        Err(error) => return answer::problem(&body_refused(error.status())),
    };
    let accepts = |value: &axum::http::HeaderValue| value.to_str().is_ok_and(|text| text.contains(arrow::TYPE));
    let wants_arrow = headers.get_all(header::ACCEPT).iter().any(accepts);
    let computed = tokio::task::spawn_blocking(move || {
        let state = desk.store.now();
        let name = state.name();
        let call = Call { desk, state, path, query: query.into_iter().collect(), body, wants_arrow };
        (route.answer)(&call).map(|answered| (answered, name))
    });
    match computed.await {
        // The session looks at the case anew, and says itself what it is.
        Ok(Ok((answered, _))) if route.path == SESSION => answer::answer(answered),
        Ok(Ok((answered, name))) => answer::of_state(answer::answer(answered), &name),
        Ok(Err(problem)) => answer::problem(&problem),
        Err(_) => answer::problem(&Problem::bug("the answer ended in the middle; the terminal says where")),
    }
}

/// A path of which a part is no text: `%ff` alone is no letter in UTF-8.
fn unreadable_path() -> Problem {
    Problem::call(
        "path",
        "The path cannot be read: its parts were expected as UTF-8, percent-encoded.",
        "Le chemin est illisible : ses parties étaient attendues en UTF-8, encodées par des %.",
    )
}

/// A slip in the name of a filter must not show what the filter would have left out.
fn unknown(name: &str, known: &[&str]) -> Problem {
    let known = if known.is_empty() { "—".to_owned() } else { known.join(", ") };
    let en = format!("{name}: there is no such parameter here; there are: {known}.");
    Problem::call("parameter", en, format!("{name} : ce paramètre n’existe pas ici ; il y a : {known}."))
}

fn body_refused(status: StatusCode) -> Problem {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        let en = format!("The body is larger than {BODY_BYTES_MOST} bytes.");
        return Problem::other(413, "too-large", both(en, format!("Le corps dépasse {BODY_BYTES_MOST} octets.")));
    }
    Problem::call("body", "The body cannot be read.", "Le corps est illisible.")
}

/// The description of the API.
async fn openapi() -> Response {
    answer::answer(Answer::Bytes(
        "application/json",
        include_bytes!("../../../../docs/reference/desk-openapi.json").to_vec(),
    ))
}

/// Everything else: the page, or nothing.
async fn other(request: Request) -> Response {
    let path = request.uri().path();
    if path.starts_with("/api") {
        return answer::problem(&Problem::missing(path));
    }
    match page::file(path) {
        Some(file) => answer::file_of_page(file),
        None => answer::problem(&Problem::missing(path)),
    }
}
