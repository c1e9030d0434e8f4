//! What a session sees of a ledger, shared by all sessions.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use filature_graph::measures::{Index, Meaning, View};
use filature_graph::{Line, Options, Shape, detect_with_shapes, own_window_seconds};
use filature_model::{Details, Transactions};

use crate::meaning;

/// Shapes by pattern and window; without one, in the pattern's own.
type Known = BTreeMap<(String, Option<i64>), Arc<Vec<Shape>>>;

/// The shapes of a pattern within a window: found when a query first asks, and kept.
#[derive(Debug)]
pub struct PatternSource {
    lines: Vec<Line>,
    strict: bool,
    known: Mutex<Known>,
    /// The ledger in which patterns are searched, position by position the same, where it is another one: with one account for each
    /// holder.
    pub between: Option<Arc<Transactions>>,
}

impl PatternSource {
    /// With the lines that `structuring` looks below.
    pub fn new(lines: Vec<Line>, strict: bool) -> Self {
        Self { lines, strict, known: Mutex::new(BTreeMap::new()), between: None }
    }

    /// Takes the shapes of a search of all patterns in their own windows, which need not be searched again.
    pub fn keep(&mut self, kinds: &[String], shapes: Vec<Shape>) {
        let Ok(known) = self.known.get_mut() else { return };
        let mut of_kind: BTreeMap<String, Vec<Shape>> = kinds.iter().map(|kind| (kind.clone(), Vec::new())).collect();
        for shape in shapes {
            of_kind.entry(shape.kind.to_owned()).or_default().push(shape);
        }
        known.extend(of_kind.into_iter().map(|(kind, shapes)| ((kind, None), Arc::new(shapes))));
    }

    /// The shapes of a kind.
    fn of(&self, ledger: &Transactions, kind: &str, window_seconds: Option<i64>) -> Result<Arc<Vec<Shape>>, String> {
        // A pattern's own window need not be searched again under its length.
        let window_seconds = window_seconds.filter(|&seconds| own_window_seconds(kind) != Some(seconds));
        // The lock is held while searching: two queries that ask for the same wait for one search.
        let mut known = self.known.lock().map_err(|_| "another query failed while searching".to_owned())?;
        let key = (kind.to_owned(), window_seconds);
        if let Some(shapes) = known.get(&key) {
            return Ok(Arc::clone(shapes));
        }
        let options = Options {
            only: vec![kind.to_owned()],
            window_seconds,
            strict: self.strict,
            lines: self.lines.clone(),
            pieces: false,
        };
        let ledger = self.between.as_deref().unwrap_or(ledger);
        let (_, shapes) = detect_with_shapes(ledger, &options).map_err(|error| error.to_string())?;
        let shapes = Arc::new(shapes);
        known.insert(key, Arc::clone(&shapes));
        Ok(shapes)
    }
}

/// The columns that SQL reads.
#[derive(Debug)]
pub struct Columns {
    /// What moved.
    pub ledger: Arc<Transactions>,
    /// What is said of it.
    pub details: Arc<Details>,
    /// What that means.
    pub meaning: Meaning,
    /// Who paid whom.
    pub(crate) index: Index,
    pub(crate) patterns: PatternSource,
    /// The class of merchants of health.
    pub(crate) health: Option<usize>,
    /// For each account its first transaction and its last.
    pub(crate) spans: Vec<Option<(u32, u32)>>,
}

impl Columns {
    /// Works out what merchant codes and texts mean, and indexes the ledger.
    pub fn new(ledger: Arc<Transactions>, details: Arc<Details>, patterns: PatternSource) -> Self {
        let meaning = meaning::of(&ledger, &details);
        let index = Index::new(&View { ledger: &ledger, details: &details, meaning: &meaning });
        let mut spans = vec![None; ledger.accounts.len()];
        for (at, (&debtor, &creditor)) in (0_u32..).zip(ledger.debtor.iter().zip(&ledger.creditor)) {
            for account in [debtor, creditor] {
                if let Some(span) = spans.get_mut(account as usize) {
                    *span = Some(span.map_or((at, at), |(first, _)| (first, at)));
                }
            }
        }
        let health = meaning.classes.iter().position(|class| class == "health");
        Self { ledger, details, meaning, index, patterns, health, spans }
    }

    pub(crate) fn view(&self) -> View<'_> {
        View { ledger: &self.ledger, details: &self.details, meaning: &self.meaning }
    }

    pub(crate) fn shapes(&self, kind: &str, window_seconds: Option<i64>) -> Result<Arc<Vec<Shape>>, String> {
        self.patterns.of(&self.ledger, kind, window_seconds)
    }

    pub(crate) fn lines(&self) -> &[Line] {
        &self.patterns.lines
    }
}
