//! The rows of a measure, and those of its definition, held against each other cell by cell.

use std::collections::BTreeMap;

use filature_graph::measures::{Argument, Cell, FUNCTIONS, Function, Index, open};

use super::Numbers;
use super::cases::Case;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Null,
    Number(i64),
    Text(String),
    List(Vec<u32>),
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}
impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}
impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}
impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap())
    }
}
impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<Vec<usize>> for Value {
    fn from(list: Vec<usize>) -> Self {
        Self::List(list.into_iter().map(|one| u32::try_from(one).unwrap()).collect())
    }
}
impl From<Vec<u32>> for Value {
    fn from(list: Vec<u32>) -> Self {
        Self::List(list)
    }
}
impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A row of the definition.
pub type Row = BTreeMap<&'static str, Value>;

pub fn function(name: &str) -> &'static Function {
    FUNCTIONS.iter().find(|function| function.name == name).unwrap()
}

/// All cells of the rows of a measure, in order; none where `asks` does not ask for the cell.
pub fn measured(
    case: &Case,
    index: &Index,
    (name, arguments): (&str, &[Argument<'_>]),
    only: Option<u32>,
    mut asks: impl FnMut() -> bool,
) -> Vec<Vec<Option<Value>>> {
    let mut rows = open(name, case.view(), index, arguments, only).unwrap();
    let mut all = Vec::new();
    while rows.advance() {
        let cell = |column| match rows.cell(column) {
            Cell::Null => Value::Null,
            Cell::Number(number) => Value::Number(number),
            Cell::Text(text) => Value::Text(text.to_owned()),
            Cell::List(list) => Value::List(list.to_vec()),
        };
        all.push((0..function(name).columns.len()).map(|column| asks().then(|| cell(column))).collect());
    }
    assert!(!rows.advance(), "{name}: after the last row there is none");
    all
}

/// Asserts that a measure gives these rows: whole, with cells asked for here and there, and for each one alone.
pub fn assert_rows(case: &Case, call: (&str, &[Argument<'_>]), expected: &[Row], seed: u64) {
    let (index, columns, only) = (Index::new(&case.view()), function(call.0).columns, function(call.0).only);
    let whole: Vec<Vec<Option<Value>>> =
        expected.iter().map(|row| columns.iter().map(|column| Some(row[column].clone())).collect()).collect();
    assert!(expected.iter().all(|row| row.len() == columns.len()), "{}: the definition has all columns", call.0);
    let found = measured(case, &index, call, None, || true);
    assert_eq!(found.len(), whole.len(), "seed {seed}, {call:?}: {found:#?}\n by the definition {whole:#?}");
    for (at, (found, row)) in found.iter().zip(&whole).enumerate() {
        for (column, (found, expected)) in columns.iter().zip(found.iter().zip(row)) {
            assert_eq!(found, expected, "seed {seed}, {call:?}: row {at}, column {column}: {row:?}");
        }
    }
    let mut numbers = Numbers(seed);
    let here_and_there = measured(case, &index, call, None, || numbers.below(4) == 0);
    for (found, row) in here_and_there.iter().zip(&whole) {
        let agree = found.iter().zip(row).all(|(found, expected)| found.is_none() || found == expected);
        assert!(agree, "seed {seed}, {call:?}: asked here and there {found:?}, by the definition {row:?}");
    }
    let Some(first) = only.first() else { return };
    for one in 0..index.parties() + 2 {
        let of_one = |row: &&Row| row[first] == Value::from(one);
        let expected: Vec<&Row> = expected.iter().filter(of_one).collect();
        let found = measured(case, &index, call, Some(one), || true);
        assert_eq!(found.len(), expected.len(), "seed {seed}, {call:?}: {first} {one} alone");
        for (found, row) in found.iter().zip(expected) {
            let agree = columns.iter().zip(found).all(|(column, found)| found.as_ref() == Some(&row[column]));
            assert!(agree, "seed {seed}, {call:?}: {first} {one} alone {found:?}, by the definition {row:?}");
        }
    }
}
