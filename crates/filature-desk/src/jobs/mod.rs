//! Long work, one piece after the other: what each is at, and what it came to.
//!
//! ```text
//! api ─► Jobs::start ─► waiting ─► running (a thread of its own) ─► done or failed
//!                          └── Job: stage, done of total, looked at by whoever asks
//! ```
//!
//! One at a time: every one of them writes the case, and a case has one writer.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

use crate::api::error::{Both, Problem, both};

/// How many finished jobs can be looked back at.
const JOBS_KEPT: usize = 200;

/// What a job is at.
#[derive(Clone, Debug)]
struct Job {
    kind: &'static str,
    state: State,
    stage: Both,
    done: u64,
    total: u64,
}

#[derive(Clone, Debug)]
enum State {
    Waiting,
    Running,
    Done(Value),
    Failed(Problem),
    /// It ended before something was erased: nothing more is known of it than whether it was done.
    Forgotten {
        was_done: bool,
    },
}

impl State {
    fn is_over(&self) -> bool {
        !matches!(self, Self::Waiting | Self::Running)
    }
}

type Work = Box<dyn FnOnce(&Progress) -> Result<Value, Problem> + Send>;

#[derive(Default)]
struct Inner {
    jobs: BTreeMap<u64, Job>,
    waiting: VecDeque<(u64, Work)>,
    is_working: bool,
    last: u64,
}

/// All jobs of a run.
#[derive(Clone, Default)]
pub(crate) struct Jobs(Arc<Mutex<Inner>>);

/// What a job says of itself while it runs.
#[derive(Clone, Default)]
pub struct Progress(Option<(Jobs, u64)>);

impl Progress {
    /// Says what is done now, and how much of how much.
    pub fn stage(&self, en: &str, fr: &str, done: u64, total: u64) {
        let Some((jobs, id)) = &self.0 else { return };
        if let Some(job) = jobs.lock().jobs.get_mut(id) {
            (job.stage, job.done, job.total) = (both(en, fr), done, total);
        }
    }
}

impl Jobs {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts work behind what waits already; gives the job's number.
    pub fn start(
        &self,
        kind: &'static str,
        work: impl FnOnce(&Progress) -> Result<Value, Problem> + Send + 'static,
    ) -> u64 {
        let mut inner = self.lock();
        inner.last += 1;
        let id = inner.last;
        let stage = both("waiting for the work before it", "en attente du travail précédent");
        inner.jobs.insert(id, Job { kind, state: State::Waiting, stage, done: 0, total: 0 });
        inner.waiting.push_back((id, Box::new(work)));
        let beyond = inner.jobs.len().saturating_sub(JOBS_KEPT);
        let old: Vec<u64> =
            inner.jobs.iter().filter(|(_, job)| job.state.is_over()).map(|(id, _)| *id).take(beyond).collect();
        old.iter().for_each(|id| {
            inner.jobs.remove(id);
        });
        if !inner.is_working {
            inner.is_working = true;
            let jobs = self.clone();
            std::thread::spawn(move || jobs.work());
        }
        id
    }

    /// Works off what waits, then ends.
    fn work(&self) {
        loop {
            let (id, work) = {
                let mut inner = self.lock();
                let Some((id, work)) = inner.waiting.pop_front() else {
                    inner.is_working = false;
                    return;
                };
                if let Some(job) = inner.jobs.get_mut(&id) {
                    job.state = State::Running;
                }
                (id, work)
            };
            let progress = Progress(Some((self.clone(), id)));
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| work(&progress)));
            let state = match outcome {
                Ok(Ok(result)) => State::Done(result),
                Ok(Err(problem)) => State::Failed(problem),
                Err(_) => State::Failed(Problem::bug("the work ended in the middle; the terminal says where")),
            };
            if let Some(job) = self.lock().jobs.get_mut(&id) {
                job.stage = match state {
                    State::Done(_) => both("done", "terminé"),
                    _ => job.stage.clone(),
                };
                job.state = state;
            }
        }
    }

    /// What a job is at, as it is sent, and whether it is over.
    pub fn look(&self, id: u64) -> Option<(Value, bool)> {
        let inner = self.lock();
        let job = inner.jobs.get(&id)?;
        let (state, result, error) = match &job.state {
            State::Waiting => ("waiting", Value::Null, Value::Null),
            State::Running => ("running", Value::Null, Value::Null),
            State::Done(result) => ("done", result.clone(), Value::Null),
            State::Failed(problem) => ("failed", Value::Null, problem.json()["error"].clone()),
            State::Forgotten { was_done } => {
                ("failed", Value::Null, Problem::forgotten(*was_done).json()["error"].clone())
            }
        };
        let is_over = job.state.is_over();
        let value = json!({ "id": id, "kind": job.kind, "state": state, "stage": job.stage.json(), "done": job.done,
                            "total": job.total, "result": result, "error": error });
        Some((value, is_over))
    }

    /// Forgets what ended jobs came to: files that were added and traces that were made may be named in it. That they ended is kept, so
    /// that a page which waits for one is not told that there was none.
    pub fn forget_ended(&self) {
        for job in self.lock().jobs.values_mut() {
            let was_done = match job.state {
                State::Done(_) => true,
                State::Failed(_) => false,
                State::Forgotten { .. } | State::Waiting | State::Running => continue,
            };
            job.stage = both("ended", "terminé");
            job.state = State::Forgotten { was_done };
        }
    }

    /// Whether nothing waits behind the job that runs.
    pub fn is_last(&self) -> bool {
        self.lock().waiting.is_empty()
    }

    /// Whether any job waits or runs.
    pub fn is_busy(&self) -> bool {
        self.lock().is_working
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end_of(jobs: &Jobs, id: u64) -> Value {
        loop {
            match jobs.look(id) {
                Some((value, true)) => return value,
                _ => std::thread::yield_now(),
            }
        }
    }

    #[test]
    fn work_is_done_in_its_order_and_says_how_it_ended() {
        let jobs = Jobs::default();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let ids: Vec<u64> = (0..3)
            .map(|number| {
                let seen = seen.clone();
                jobs.start("test", move |progress| {
                    progress.stage("counting", "comptage", number, 3);
                    seen.lock().unwrap().push(number);
                    if number == 1 { Err(Problem::bug("of the test")) } else { Ok(json!(number)) }
                })
            })
            .collect();
        let ends: Vec<Value> = ids.iter().map(|&id| end_of(&jobs, id)).collect();
        assert_eq!(*seen.lock().unwrap(), [0, 1, 2]);
        assert_eq!((&ends[0]["state"], &ends[1]["state"]), (&json!("done"), &json!("failed")));
        assert_eq!((&ends[2]["result"], &ends[2]["done"]), (&json!(2), &json!(2)));
        assert_eq!(ends[1]["error"]["code"], "bug");
        assert!(jobs.look(99).is_none());
    }

    #[test]
    fn what_ended_jobs_came_to_is_forgotten_and_not_that_they_ended() {
        let jobs = Jobs::default();
        let done = jobs.start("erase", |progress| {
            progress.stage("Vesna Ilić", "Vesna Ilić", 1, 1);
            Ok(json!({ "names": "Vesna Ilić" }))
        });
        let failed = jobs.start("add", |_| Err(Problem::missing("Vesna Ilić")));
        let before = [end_of(&jobs, done), end_of(&jobs, failed)];
        assert!(before.iter().all(|end| end.to_string().contains("Ilić")));
        let (sender, receiver) = std::sync::mpsc::channel::<()>();
        let waits = jobs.start("erase", move |_| {
            let _ = receiver.recv();
            Ok(json!("kept"))
        });
        jobs.forget_ended();
        jobs.forget_ended();
        sender.send(()).unwrap();
        let after = [end_of(&jobs, done), end_of(&jobs, failed)];
        assert!(after.iter().all(|end| !end.to_string().contains("Ilić") && end["error"]["code"] == "forgotten"));
        let safe = |end: &Value| end["error"]["what_is_safe"]["en"].as_str().unwrap().to_owned();
        assert_eq!(safe(&after[0]), "It was done, and what it did is in the journal.");
        assert_ne!(safe(&after[1]), safe(&after[0]));
        assert_eq!(end_of(&jobs, waits)["result"], "kept");
    }
}
