//! The measures by the names that SQL has for them, so that one piece of glue serves all.

use super::{Index, MeasureError, Rows, View};
use super::{pairs, profiles, shared, sweeps, visits, windows};

/// An argument as SQL gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument<'a> {
    /// Left out, or NULL.
    Null,
    /// A whole number.
    Number(i64),
    /// A text.
    Text(&'a str),
}

/// A measure as SQL sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// Its columns, in order: the positions that [`Rows::cell`] takes.
    pub columns: &'static [&'static str],
    /// Its arguments, in order. A `selection` may be left out, and selects everything then; so may `least_events`, which
    /// is 1 then.
    pub arguments: &'static [&'static str],
    /// Columns that `only` restricts: a row has the number asked for in each of them, or it is not given. Where there is
    /// none, `only` is not used.
    pub only: &'static [&'static str],
}

/// The measures there are.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "windows",
        columns: windows::COLUMNS,
        arguments: &["span", "side", "selection", "least_events"],
        only: &["party", "account"],
    },
    Function { name: "sweeps", columns: sweeps::COLUMNS, arguments: &["span", "selection"], only: &["account"] },
    Function { name: "pairs", columns: pairs::COLUMNS, arguments: &["selection"], only: &["payer"] },
    Function { name: "visits", columns: visits::COLUMNS, arguments: &["span", "selection"], only: &[] },
    Function { name: "shared", columns: shared::COLUMNS, arguments: &["attribute"], only: &["account"] },
    Function { name: "profiles", columns: profiles::COLUMNS, arguments: &[], only: &["account"] },
];

/// Opens a measure by its name; `only` restricts it to one number in the columns that [`Function::only`] names.
///
/// # Errors
/// A name or an argument that is not known, with what was expected.
///
/// ```
/// use filature_graph::measures::{Argument, Cell, FUNCTIONS, Index, Meaning, View, open};
/// use filature_model::{Details, Transactions};
/// let day = 86_400;
/// let ledger = Transactions::small(&[("A", "C", 500, day), ("B", "C", 300, 2 * day), ("C", "A", 200, 3 * day)]);
/// let view = View { ledger: &ledger, details: &Details::default(), meaning: &Meaning::default() };
/// let index = Index::new(&view);
/// let arguments = [Argument::Text("30d"), Argument::Text("in"), Argument::Null, Argument::Number(2)];
/// let mut rows = open("windows", view, &index, &arguments, None)?;
/// let windows = &FUNCTIONS[0];
/// let column = |name| windows.columns.iter().position(|&column| column == name).unwrap();
/// assert!(rows.advance());
/// assert_eq!(rows.cell(column("party")), Cell::Number(2));
/// assert_eq!(rows.cell(column("amount_minor")), Cell::Number(800));
/// assert_eq!(rows.cell(column("transactions")), Cell::List(&[0, 1]));
/// assert!(!rows.advance());
/// # Ok::<(), filature_graph::measures::MeasureError>(())
/// ```
pub fn open<'a>(
    name: &str,
    view: View<'a>,
    index: &'a Index,
    arguments: &[Argument<'_>],
    only: Option<u32>,
) -> Result<Box<dyn Rows + 'a>, MeasureError> {
    let function = FUNCTIONS.iter().find(|function| function.name == name);
    let Some(function) = function else {
        let names: Vec<&str> = FUNCTIONS.iter().map(|function| function.name).collect();
        return Err(MeasureError(format!("there is no measure {name:?}; expected {}", names.join(", "))));
    };
    if arguments.len() > function.arguments.len() {
        let expected = function.arguments.join(", ");
        return Err(MeasureError(format!("{name}: too many arguments; expected {name}({expected})")));
    }
    let given = Given { function, arguments };
    match name {
        "windows" => {
            let (span, side, selection) = (given.text(0)?, given.text(1)?, given.text(2)?);
            windows::open(view, index, span, side, selection, given.number(3)?, only)
        }
        "sweeps" => sweeps::open(view, index, given.text(0)?, given.text(1)?, only),
        "pairs" => pairs::open(view, index, given.text(0)?, only),
        "visits" => visits::open(view, index, given.text(0)?, given.text(1)?),
        "shared" => shared::open(view, index, given.text(0)?, only),
        _ => profiles::open(view, index, only),
    }
}

/// The arguments of one call.
struct Given<'a> {
    function: &'static Function,
    arguments: &'a [Argument<'a>],
}

impl Given<'_> {
    fn argument(&self, at: usize) -> (&'static str, Argument<'_>) {
        (self.function.arguments[at], self.arguments.get(at).copied().unwrap_or(Argument::Null))
    }

    fn wrong(&self, at: usize, expected: &str) -> MeasureError {
        let (argument, given) = self.argument(at);
        let given = match given {
            Argument::Null => "nothing".to_owned(),
            Argument::Number(number) => format!("the number {number}"),
            Argument::Text(text) => format!("the text {text:?}"),
        };
        MeasureError(format!("{}: argument {argument} is {given}; expected {expected}", self.function.name))
    }

    fn text(&self, at: usize) -> Result<&str, MeasureError> {
        match self.argument(at) {
            (_, Argument::Text(text)) => Ok(text),
            ("selection", Argument::Null) => Ok(""),
            _ => Err(self.wrong(at, "a text")),
        }
    }

    fn number(&self, at: usize) -> Result<i64, MeasureError> {
        match self.argument(at).1 {
            Argument::Number(number) if number >= 1 => Ok(number),
            Argument::Null => Ok(1),
            _ => Err(self.wrong(at, "a whole number from 1")),
        }
    }
}
