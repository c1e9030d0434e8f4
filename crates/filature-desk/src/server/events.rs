use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use bytes::Bytes;
use futures_core::Stream;
use tokio::time::{Interval, interval};

use super::{answer, unreadable_path};
use crate::Desk;
use crate::api::error::Problem;

/// How often a job is looked at.
const EVERY: Duration = Duration::from_millis(150);

/// What a job is at.
pub async fn job(State(desk): State<Arc<Desk>>, id: Result<Path<String>, PathRejection>) -> Response<Body> {
    let Ok(Path(id)) = id else { return answer::problem(&unreadable_path()) };
    match id.parse().ok().and_then(|number| desk.jobs.look(number)) {
        Some((value, _)) => answer::json(StatusCode::OK, &value),
        None => answer::problem(&Problem::missing(&id)),
    }
}

/// The same as events, one whenever it changes, to its end.
pub async fn events(State(desk): State<Arc<Desk>>, id: Result<Path<String>, PathRejection>) -> Response<Body> {
    let Ok(Path(id)) = id else { return answer::problem(&unreadable_path()) };
    match id.parse().ok().filter(|&number| desk.jobs.look(number).is_some()) {
        Some(id) => {
            let changes = Changes { desk, id, last: String::new(), every: interval(EVERY), is_over: false };
            answer::of_kind(StatusCode::OK, "text/event-stream", Body::from_stream(changes))
        }
        None => answer::problem(&Problem::missing(&id)),
    }
}

struct Changes {
    desk: Arc<Desk>,
    id: u64,
    last: String,
    every: Interval,
    is_over: bool,
}

impl Stream for Changes {
    type Item = Result<Bytes, std::convert::Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if self.is_over {
                return Poll::Ready(None);
            }
            if self.every.poll_tick(context).is_pending() {
                return Poll::Pending;
            }
            let Some((value, is_over)) = self.desk.jobs.look(self.id) else { return Poll::Ready(None) };
            let text = value.to_string();
            self.is_over = is_over;
            if text != self.last {
                self.last.clone_from(&text);
                return Poll::Ready(Some(Ok(Bytes::from(format!("data: {text}\n\n")))));
            }
        }
    }
}
