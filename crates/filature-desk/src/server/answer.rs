use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use bytes::Bytes;
use futures_core::Stream;
use serde_json::Value;

use crate::api::Answer;
use crate::api::error::Problem;
use crate::page;
use crate::safety::headers::PREVIEW_POLICY;

/// How much of a file is sent at once.
const CHUNK_BYTES: usize = 1 << 18;

type Sent = Response<Body>;

/// An answer as HTTP.
pub fn answer(answer: Answer) -> Sent {
    match answer {
        Answer::Json(value) => json(StatusCode::OK, &value),
        Answer::Begun(value) => json(StatusCode::ACCEPTED, &value),
        Answer::Bytes(kind, bytes) => of_kind(StatusCode::OK, kind, Body::from(bytes)),
        Answer::Preview(page) => {
            let mut response = of_kind(StatusCode::OK, "text/html; charset=utf-8", Body::from(page));
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PREVIEW_POLICY));
            response
        }
        Answer::File(path, name) => file(&path, &name),
    }
}

/// What happened instead of an answer, as HTTP.
pub fn problem(problem: &Problem) -> Sent {
    json(StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), &problem.json())
}

/// JSON with a status.
pub fn json(status: StatusCode, value: &Value) -> Sent {
    of_kind(status, "application/json", Body::from(value.to_string()))
}

/// A body of a kind.
pub fn of_kind(status: StatusCode, kind: &'static str, body: Body) -> Sent {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

/// An answer, with the state that it is of: a page that knows another asks again.
pub fn of_state(mut response: Sent, name: &str) -> Sent {
    if let Ok(name) = HeaderValue::from_str(name) {
        response.headers_mut().insert("x-filature-revision", name);
    }
    response
}

/// A file of the page; one whose name changes with its bytes may be kept by the browser.
pub fn file_of_page(file: page::File) -> Sent {
    let mut response = of_kind(StatusCode::OK, file.kind, Body::from(file.bytes));
    if file.is_hashed {
        let forever = HeaderValue::from_static("private, max-age=31536000, immutable");
        response.headers_mut().insert(header::CACHE_CONTROL, forever);
    }
    response
}

/// A file to be saved, piece by piece: an original may be larger than the memory.
fn file(path: &Path, name: &str) -> Sent {
    let opened = File::open(path).and_then(|file| Ok((file.metadata()?.len(), file)));
    let Ok((length, file)) = opened else { return problem(&Problem::missing(name)) };
    let body = Body::from_stream(Pieces(file));
    let mut response = of_kind(StatusCode::OK, "application/octet-stream", body);
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_. ".contains(c) { c } else { '_' }).collect();
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", encoded(name));
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    response
}

/// A name as header fields write what is not ASCII.
fn encoded(name: &str) -> String {
    let byte = |byte: u8| {
        let is_plain = byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        if is_plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    name.bytes().map(byte).collect()
}

struct Pieces(File);

impl Stream for Pieces {
    type Item = std::io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut piece = vec![0; CHUNK_BYTES];
        Poll::Ready(match self.0.read(&mut piece) {
            Ok(0) => None,
            Ok(read) => {
                piece.truncate(read);
                Some(Ok(Bytes::from(piece)))
            }
            Err(error) => Some(Err(error)),
        })
    }
}
