//! Which tables and table functions there are: names, columns, arguments, and which columns are answered by index.

use filature_graph::measures::{self, Argument, Rows};

use super::columns::Columns;
use super::{functions, tables};

/// How a table is opened: the columns, the arguments as given, and which key column must be equal to what.
type Open = for<'a> fn(&'a Columns, &[Argument<'_>], Option<(usize, u32)>) -> Result<Box<dyn Rows + 'a>, String>;

/// One table or table function.
pub(crate) struct Spec {
    pub name: &'static str,
    pub columns: &'static [&'static str],
    /// Hidden columns behind them.
    pub arguments: &'static [&'static str],
    /// Columns that may be asked for by value.
    pub keys: Vec<usize>,
    pub open: Open,
}

/// Every table and table function.
pub(crate) fn all() -> Vec<Spec> {
    let mut specs = tables::specs();
    specs.push(functions::patterns());
    specs.extend(measures::FUNCTIONS.iter().map(|function| Spec {
        name: function.name,
        columns: function.columns,
        arguments: function.arguments,
        keys: function.only.iter().filter_map(|key| function.columns.iter().position(|column| column == key)).collect(),
        open: opener(function.name),
    }));
    specs
}

/// A measure by its name: function pointers hold no name, so each has its own.
fn opener(name: &str) -> Open {
    macro_rules! measure {
        ($name:literal) => {
            |columns, arguments, key| {
                let only = key.map(|(_, value)| value);
                measures::open($name, columns.view(), &columns.index, arguments, only)
                    .map_err(|error| error.to_string())
            }
        };
    }
    match name {
        "windows" => measure!("windows"),
        "sweeps" => measure!("sweeps"),
        "pairs" => measure!("pairs"),
        "visits" => measure!("visits"),
        "shared" => measure!("shared"),
        _ => measure!("profiles"),
    }
}
