//! All routes, in one table: the server is made of it, and the description of the API is held against it.

use super::{
    Call, Outcome, accounts, balance, calendar, case, categories, counterparties, dossier, entries, entry, find, grid,
    journal, leads, marks, network, original, pages, problems, requests, rows, session, traces, undo,
};

/// A route.
pub struct Route {
    /// The method.
    pub method: &'static str,
    /// The path; parts in braces are given to the function by name.
    pub path: &'static str,
    /// Names of the parameters of the query.
    pub query: &'static [&'static str],
    /// What answers.
    pub answer: fn(&Call) -> Outcome,
}

const fn route(
    method: &'static str,
    path: &'static str,
    query: &'static [&'static str],
    answer: fn(&Call) -> Outcome,
) -> Route {
    Route { method, path, query, answer }
}

const WINDOW: &[&str] = &["offset", "limit"];

/// Those that are more than a function from a call to an answer: they are made in the server. Method, path, query.
pub const SPECIAL: &[(&str, &str, &[&str])] = &[
    ("POST", "/api/v1/files", &["name", "use", "from", "received", "request", "exhibit", "account", "confirm"]),
    ("GET", "/api/v1/jobs/{id}", &[]),
    ("GET", "/api/v1/jobs/{id}/events", &[]),
    ("GET", "/api/v1/openapi.json", &[]),
];

/// The others.
#[rustfmt::skip]
pub const ROUTES: &[Route] = &[
    route("GET", "/api/v1/session", &[], session::session),
    route("POST", "/api/v1/purpose", &["head"], session::give_purpose),
    route("DELETE", "/api/v1/purpose", &["by"], session::end_purpose),
    route("GET", "/api/v1/case", &[], case::case),
    route("GET", "/api/v1/case/grid", WINDOW, grid::grid),
    route("GET", "/api/v1/case/requests", WINDOW, requests::requests),
    route("GET", "/api/v1/case/problems", &["source", "offset", "limit"], problems::problems),
    route("GET", "/api/v1/leads", &[], leads::leads),
    route("GET", "/api/v1/leads/{id}", &[], leads::lead),
    route("POST", "/api/v1/leads/{id}/decision", &["head"], leads::decide),
    route("GET", "/api/v1/network", &["lead", "account", "search", "hops", "from", "to", "min", "max", "channel", "country", "limit"], network::network),
    route("GET", "/api/v1/traces", &[], traces::traces),
    route("POST", "/api/v1/traces", &[], traces::follow),
    route("GET", "/api/v1/traces/{name}", &[], traces::trace),
    route("POST", "/api/v1/links", &["head"], categories::link),
    route("POST", "/api/v1/hubs", &["head"], categories::hub),
    route("POST", "/api/v1/categories", &[], categories::decide),
    route("GET", "/api/v1/accounts", &["query", "sort", "offset", "limit"], accounts::accounts),
    route("GET", "/api/v1/accounts/{id}", &[], accounts::account),
    route("GET", "/api/v1/accounts/{id}/entries", &["offset", "limit", "sort", "direction", "channel", "from", "to", "min", "max", "text", "mark"], entries::entries),
    route("GET", "/api/v1/accounts/{id}/balance", &["points", "currency"], balance::balance),
    route("GET", "/api/v1/accounts/{id}/calendar", &["currency"], calendar::calendar),
    route("GET", "/api/v1/accounts/{id}/counterparties", &["sort", "offset", "limit"], counterparties::counterparties),
    route("GET", "/api/v1/entries/{id}", &["account"], entry::entry),
    route("GET", "/api/v1/sources/{sha256}/rows", &["row", "around"], rows::rows),
    route("GET", "/api/v1/sources/{sha256}/page/{page}", &["entry"], pages::page),
    route("GET", "/api/v1/sources/{sha256}/original", &[], original::bytes),
    route("GET", "/api/v1/marks", &["account"], marks::marks),
    route("POST", "/api/v1/marks", &["head"], marks::mark),
    route("DELETE", "/api/v1/marks/{id}", &["by", "reason", "head"], marks::unmark),
    route("GET", "/api/v1/search", &["q", "limit"], find::search),
    route("GET", "/api/v1/dossier/options", &[], dossier::options),
    route("POST", "/api/v1/dossier", &[], dossier::write),
    route("GET", "/api/v1/dossier/preview", &["profile", "lang", "traces", "parts", "names"], dossier::preview),
    route("GET", "/api/v1/dossier/files", &[], dossier::files),
    route("GET", "/api/v1/dossier/file/{name}", &[], dossier::file),
    route("GET", "/api/v1/journal", &["offset", "limit", "order"], journal::journal),
    route("POST", "/api/v1/journal/{line}/undo", &["head"], undo::undo),
];
