//! All routes, in one table: the server is made of it, and the description of the API is held against it.

use super::{
    Call, Outcome, accounts, balance, calendar, case, categories, combining, counterparties, detect, dossier, entries,
    entry, erasing, find, grid, holders, journal, labels, leads, marks, network, offered, original, pages, problems,
    profile, requests, rows, sending, session, traces, undo,
};

/// A route.
pub struct Route {
    /// The method.
    pub method: &'static str,
    /// The path; parts in braces are given to the function by name.
    pub path: &'static str,
    /// Names of the parameters of the query; any other is refused.
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
#[cfg(test)]
const SPECIAL: &[(&str, &str, &[&str])] = &[
    (
        "POST",
        "/api/v1/files",
        &["name", "use", "from", "received", "request", "exhibit", "account", "confirm", "detect"],
    ),
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
    route("POST", "/api/v1/case/requests", &["head"], requests::ask),
    route("GET", "/api/v1/case/asked", WINDOW, requests::asked),
    route("GET", "/api/v1/case/to-ask", WINDOW, requests::to_ask),
    route("GET", "/api/v1/case/problems", &["source", "offset", "limit"], problems::problems),
    route("POST", "/api/v1/offered", &[], offered::answer),
    route("POST", "/api/v1/detect", &[], detect::again),
    route("GET", "/api/v1/leads", &[], leads::leads),
    route("GET", "/api/v1/leads/{id}", &[], leads::lead),
    route("POST", "/api/v1/leads/{id}/decision", &["head"], leads::decide),
    route("GET", "/api/v1/network", &["lead", "account", "search", "hops", "from", "to", "min", "max", "channel", "country", "kind", "limit"], network::network),
    route("GET", "/api/v1/traces", &[], traces::traces),
    route("POST", "/api/v1/traces", &[], traces::follow),
    route("GET", "/api/v1/traces/{name}", &[], traces::trace),
    route("POST", "/api/v1/links", &["head"], categories::link),
    route("POST", "/api/v1/hubs", &["head"], categories::hub),
    route("POST", "/api/v1/categories", &[], categories::decide),
    route("POST", "/api/v1/merges", &["head"], holders::merge),
    route("GET", "/api/v1/accounts", &["query", "sort", "offset", "limit"], accounts::accounts),
    route("GET", "/api/v1/accounts/{id}", &[], accounts::account),
    route("GET", "/api/v1/accounts/{id}/entries", &["offset", "limit", "sort", "direction", "channel", "from", "to", "min", "max", "text", "mark"], entries::entries),
    route("GET", "/api/v1/accounts/{id}/balance", &["points", "currency"], balance::balance),
    route("GET", "/api/v1/accounts/{id}/calendar", &["currency"], calendar::calendar),
    route("GET", "/api/v1/accounts/{id}/holder", &[], holders::of_account),
    route("GET", "/api/v1/accounts/{id}/proposals", &[], holders::proposals),
    route("GET", "/api/v1/accounts/{id}/profile", &[], profile::profile),
    route("GET", "/api/v1/accounts/{id}/profile/entries", &["figure", "offset", "limit", "sort"], profile::entries),
    route("GET", "/api/v1/accounts/{id}/counterparties", &["sort", "offset", "limit"], counterparties::counterparties),
    route("GET", "/api/v1/entries/{id}", &["account"], entry::entry),
    route("GET", "/api/v1/sources/{sha256}/rows", &["row", "line", "around"], rows::rows),
    route("GET", "/api/v1/sources/{sha256}/page/{page}", &["entry"], pages::page),
    route("GET", "/api/v1/sources/{sha256}/original", &[], original::bytes),
    route("GET", "/api/v1/marks", &["account"], marks::marks),
    route("POST", "/api/v1/marks", &["head"], marks::mark),
    route("DELETE", "/api/v1/marks/{id}", &["by", "reason", "head", "second", "second_reason"], marks::unmark),
    route("POST", "/api/v1/marks/{id}/settle", &["head"], marks::settle),
    route("GET", "/api/v1/labels", &[], labels::labels),
    route("POST", "/api/v1/labels", &["head"], labels::define),
    route("GET", "/api/v1/search", &["q", "limit"], find::search),
    route("GET", "/api/v1/dossier/options", &[], dossier::options),
    route("POST", "/api/v1/dossier", &[], dossier::write),
    route("GET", "/api/v1/dossier/preview", &["profile", "of", "title", "leads", "lang", "traces", "parts", "profiles", "profiles_from", "profiles_to", "names"], dossier::preview),
    route("GET", "/api/v1/changes", &["since", "lang"], dossier::changes),
    route("GET", "/api/v1/dossier/files", &[], dossier::files),
    route("GET", "/api/v1/dossier/file/{name}", &[], dossier::file),
    route("GET", "/api/v1/sending", &[], sending::sending),
    route("POST", "/api/v1/sending", &["head"], sending::pack),
    route("GET", "/api/v1/sending/file/{name}", &[], sending::file),
    route("GET", "/api/v1/erasing", &["on"], erasing::due),
    route("POST", "/api/v1/erasing", &["head"], erasing::erase),
    route("POST", "/api/v1/erasing/preview", &[], erasing::preview),
    route("GET", "/api/v1/combining", &[], combining::copies),
    route("POST", "/api/v1/combining", &["head"], combining::combine),
    route("POST", "/api/v1/combining/preview", &[], combining::preview),
    route("GET", "/api/v1/journal", &["offset", "limit", "order"], journal::journal),
    route("POST", "/api/v1/journal/{line}/undo", &["head"], undo::undo),
];

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use serde_json::Value;

    use super::*;

    type Described = BTreeMap<(String, String), BTreeSet<String>>;

    fn described() -> Described {
        let text = include_str!("../../../../docs/reference/desk-openapi.json");
        let document: Value = serde_json::from_str(text).unwrap();
        let mut all = Described::new();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let parameters = operation["parameters"].as_array().unwrap();
                let in_query = parameters.iter().filter(|parameter| parameter["in"] == "query");
                let names = in_query.map(|parameter| parameter["name"].as_str().unwrap().to_owned()).collect();
                let in_path: BTreeSet<&str> = parameters
                    .iter()
                    .filter(|parameter| parameter["in"] == "path")
                    .map(|parameter| parameter["name"].as_str().unwrap())
                    .collect();
                let braces: BTreeSet<&str> =
                    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect();
                assert_eq!(in_path, braces, "{path}");
                assert!(operation["summary"].as_str().is_some_and(|summary| !summary.is_empty()), "{path}");
                all.insert((method.to_uppercase(), path.clone()), names);
            }
        }
        all
    }

    #[test]
    fn every_route_is_described_and_every_description_is_a_route() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<String>>();
        let table = ROUTES.iter().map(|route| ((route.method.to_owned(), route.path.to_owned()), names(route.query)));
        let special =
            SPECIAL.iter().map(|(method, path, query)| (((*method).to_owned(), (*path).to_owned()), names(query)));
        let served: Described = table.chain(special).collect();
        assert_eq!(served.len(), ROUTES.len() + SPECIAL.len(), "no route twice");
        assert_eq!(served, described());
    }

    #[test]
    fn schemas_that_are_named_are_there() {
        let text = include_str!("../../../../docs/reference/desk-openapi.json");
        let document: Value = serde_json::from_str(text).unwrap();
        let schemas = document["components"]["schemas"].as_object().unwrap();
        for part in text.split("#/components/schemas/").skip(1) {
            let name = part.split('"').next().unwrap();
            assert!(schemas.contains_key(name), "{name}");
        }
    }
}
