//! Which case? Asked on a page, where the program was started without a verb and found several.
//!
//! ```text
//! the address, with a secret ─► the page: a link for each case ─► the case opens ─► its own address, on the same port
//!                                              ▲ it does not open: the page again, with why
//! ```
//!
//! The page knows the folders alone: no case is read before one is chosen. Whoever does not have the secret sees nothing, and the
//! secret dies with the choice.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Response, StatusCode, header};
use filature_dossier::vocabulary::escape;
use tokio::sync::Notify;

use crate::safety::{headers, host, token};
use crate::server::{Listener, answer};
use crate::{Desk, DeskError, page};

const STYLE: &str = include_str!("page/choose.css");
const HTML: &str = "text/html; charset=utf-8";

/// Opens a case by its folder.
type Open = Box<dyn Fn(&Path) -> Result<Arc<Desk>, DeskError> + Send + Sync>;

/// A page on which a person says which case is meant.
pub struct Chooser {
    port: u16,
    secret: String,
    cases: Vec<PathBuf>,
    open: Open,
    chosen: Mutex<Option<Arc<Desk>>>,
    is_chosen: Notify,
}

impl Chooser {
    /// One for these folders, on a port; `open` opens the one that is chosen.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn new(
        port: u16,
        cases: Vec<PathBuf>,
        open: impl Fn(&Path) -> Result<Arc<Desk>, DeskError> + Send + Sync + 'static,
    ) -> Result<Self, DeskError> {
        let (chosen, is_chosen) = (Mutex::default(), Notify::new());
        Ok(Self { port, secret: token::secret()?, cases, open: Box::new(open), chosen, is_chosen })
    }

    /// The address of the page.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/?choose={}", self.port, self.secret)
    }

    /// Serves the page until a case is open, and gives its desk, to be served on the same port.
    ///
    /// # Errors
    /// [`DeskError::Server`]
    pub fn ask(self, listener: &Listener) -> Result<Arc<Desk>, DeskError> {
        let chooser = Arc::new(self);
        let socket = listener.again()?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .max_blocking_threads(1)
            .build()
            .map_err(DeskError::Server)?;
        let router = Router::new().fallback(answered).with_state(Arc::clone(&chooser));
        runtime.block_on(async {
            let socket = tokio::net::TcpListener::from_std(socket).map_err(DeskError::Server)?;
            let until = Arc::clone(&chooser);
            let served =
                axum::serve(socket, router).with_graceful_shutdown(async move { until.is_chosen.notified().await });
            served.await.map_err(DeskError::Server)
        })?;
        let chosen = chooser.chosen.lock().unwrap_or_else(PoisonError::into_inner).take();
        chosen.ok_or_else(|| DeskError::Server(std::io::Error::other("the page ended before a case was chosen")))
    }

    fn answer(&self, query: &str) -> Response<Body> {
        let value = |name: &str| query.split('&').find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
        if !value("choose").is_some_and(|given| token::is_same(&self.secret, given)) {
            return answer::of_kind(StatusCode::UNAUTHORIZED, HTML, Body::from(page::CLOSED));
        }
        let number = value("case").and_then(|number| number.parse::<usize>().ok());
        match number.and_then(|number| self.cases.get(number)) {
            None => self.page(None),
            Some(case) => self.open(case),
        }
    }

    fn open(&self, case: &Path) -> Response<Body> {
        let mut chosen = self.chosen.lock().unwrap_or_else(PoisonError::into_inner);
        // A second click: the case is open.
        let desk = match chosen.as_ref().map_or_else(|| (self.open)(case), |desk| Ok(Arc::clone(desk))) {
            Ok(desk) => desk,
            Err(error) => return self.page(Some((case, &error.to_string()))),
        };
        let address = desk.address().ok().and_then(|address| HeaderValue::from_str(&address).ok());
        let Some(address) = address else { return self.page(None) };
        *chosen = Some(desk);
        self.is_chosen.notify_one();
        let mut response = answer::of_kind(StatusCode::SEE_OTHER, HTML, Body::empty());
        response.headers_mut().insert(header::LOCATION, address);
        // What comes next is for the desk.
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        response
    }

    /// The page; with the case that did not open, and why.
    fn page(&self, failed: Option<(&Path, &str)>) -> Response<Body> {
        let row = |(number, case): (usize, &PathBuf)| {
            let name = case.file_name().map_or_else(|| case.to_string_lossy(), |name| name.to_string_lossy());
            format!(
                "<li><a href=\"/?choose={}&amp;case={number}\"><strong>{}</strong> <span>{}</span></a></li>\n",
                self.secret,
                escape(&name),
                escape(&case.to_string_lossy())
            )
        };
        let rows: String = self.cases.iter().enumerate().map(row).collect();
        let why = failed.map_or_else(String::new, |(case, why)| {
            format!(
                "<div role=\"alert\"><p>{} did not open. <span lang=\"fr\">{0} ne s’est pas ouverte.</span></p><pre>{}</pre></div>\n",
                escape(&case.to_string_lossy()),
                escape(why)
            )
        });
        let page = include_str!("page/choose.html").replace("<!-- why -->", &why).replace("<!-- cases -->", &rows);
        answer::of_kind(StatusCode::OK, HTML, Body::from(page))
    }
}

async fn answered(State(chooser): State<Arc<Chooser>>, request: Request) -> Response<Body> {
    let uri = request.uri().clone();
    let mut response = if !host::is_ours(request.headers(), &uri, chooser.port) {
        let body = Body::from("This is not the name of this desk. / Ce n’est pas le nom de ce bureau.\n");
        answer::of_kind(StatusCode::MISDIRECTED_REQUEST, "text/plain; charset=utf-8", body)
    } else if uri.path() == "/choose.css" {
        answer::of_kind(StatusCode::OK, "text/css; charset=utf-8", Body::from(STYLE))
    } else if uri.path() == "/favicon.svg" {
        page::file(uri.path())
            .map_or_else(|| answer::of_kind(StatusCode::NOT_FOUND, HTML, Body::empty()), answer::file_of_page)
    } else {
        // A case of a million rows takes seconds to open.
        let query = uri.query().unwrap_or_default().to_owned();
        let answered = tokio::task::spawn_blocking(move || chooser.answer(&query)).await;
        answered.unwrap_or_else(|_| answer::of_kind(StatusCode::INTERNAL_SERVER_ERROR, HTML, Body::empty()))
    };
    headers::put_on(response.headers_mut());
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chooser(cases: &[&str]) -> Chooser {
        let why = || DeskError::Random("no such case".to_owned());
        Chooser::new(7070, cases.iter().map(PathBuf::from).collect(), move |_| Err(why())).unwrap()
    }

    fn text(response: Response<Body>) -> String {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let bytes = runtime.block_on(axum::body::to_bytes(response.into_body(), 1 << 20)).unwrap();
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    #[test]
    fn without_the_secret_no_folder_is_named_and_none_is_opened() {
        let chooser = chooser(&["/home/a/one", "/home/a/two"]);
        for query in ["", "choose=", "choose=x&case=0", "case=0", "choose=x"] {
            let response = chooser.answer(query);
            assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{query}");
            assert!(!text(response).contains("/home/a"));
        }
    }

    #[test]
    fn every_case_has_its_link_and_a_hostile_name_stays_text() {
        let chooser = chooser(&["/a/one", "/a/<script>\"&"]);
        let secret = chooser.secret.clone();
        let page = text(chooser.answer(&format!("choose={secret}")));
        assert!(page.contains("case=0") && page.contains("case=1") && page.contains("/a/one"), "{page}");
        assert!(page.contains("/a/&lt;script&gt;&quot;&amp;") && !page.contains("<script"), "{page}");
        assert!(!page.contains("did not open") && !page.contains("<!--"), "{page}");
    }

    #[test]
    fn one_that_does_not_open_is_said_and_another_can_be_chosen() {
        let chooser = chooser(&["/a/one", "/a/two"]);
        let secret = chooser.secret.clone();
        let page = text(chooser.answer(&format!("choose={secret}&case=1")));
        assert!(
            page.contains("/a/two did not open") && page.contains("no such case") && page.contains("case=0"),
            "{page}"
        );
        // One that is no number of the list is the list again.
        assert!(!text(chooser.answer(&format!("choose={secret}&case=2"))).contains("did not open"));
    }
}
