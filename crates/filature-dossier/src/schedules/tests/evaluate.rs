//! The few formulas that the workbook has, worked out by the book: text taken apart piece by piece, and amounts added in whole
//! minor units, one cell after another.

use std::collections::BTreeMap;

use calamine::Data;

use super::Sheet;

/// What a formula gives. Amounts are in hundred-millionths, so that each currency is exact.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Number(i128),
    Text(String),
    Truth(bool),
}

const SCALE: i128 = 100_000_000;

pub struct Reference<'a> {
    sheets: BTreeMap<&'a str, &'a Sheet>,
}

/// Reads a formula from the left.
struct Reading<'a, 'b> {
    of: &'b Reference<'a>,
    own: &'a Sheet,
    rest: &'b str,
}

pub fn exact(number: f64) -> i128 {
    let text = format!("{number:.8}");
    text.replace('.', "").parse().unwrap()
}

impl<'a> Reference<'a> {
    pub fn new(sheets: &'a [Sheet]) -> Self {
        Self { sheets: sheets.iter().map(|sheet| (sheet.name.as_str(), sheet)).collect() }
    }

    pub fn evaluate(&self, sheet: &'a Sheet, formula: &str) -> Value {
        let mut reading = Reading { of: self, own: sheet, rest: formula };
        let value = reading.comparison();
        assert_eq!(reading.rest, "", "left over of {formula}");
        value
    }

    pub fn cell(&self, sheet: &'a Sheet, at: (u32, u32)) -> Value {
        if let Some(formula) = sheet.formulas.get(&at) {
            return self.evaluate(sheet, formula);
        }
        match sheet.value(at.0, at.1) {
            Data::Float(number) => Value::Number(exact(*number)),
            Data::Int(number) => Value::Number(i128::from(*number) * SCALE),
            Data::String(text) => Value::Text(text.clone()),
            Data::Empty => Value::Number(0),
            other => panic!("{other:?} in a formula"),
        }
    }
}

/// `$L$17` from 0: row, column.
fn place(text: &str) -> (u32, u32) {
    let text = text.replace('$', "");
    let digits = text.find(|c: char| c.is_ascii_digit()).unwrap();
    let column = text[..digits].bytes().fold(0, |column, letter| column * 26 + u32::from(letter - b'A') + 1) - 1;
    (text[digits..].parse::<u32>().unwrap() - 1, column)
}

impl<'a> Reading<'a, '_> {
    fn takes(&mut self, mark: &str) -> bool {
        match self.rest.strip_prefix(mark) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn must(&mut self, mark: &str) {
        assert!(self.takes(mark), "{mark:?} expected at {:?}", self.rest);
    }

    fn comparison(&mut self) -> Value {
        let left = self.sum();
        if self.takes(">=") {
            return Value::Truth(number(&left) >= number(&self.sum()));
        }
        if self.takes("=") {
            return Value::Truth(left == self.sum());
        }
        left
    }

    fn sum(&mut self) -> Value {
        let first = self.term();
        let mut sum = match first {
            Value::Number(number) => number,
            other => return other,
        };
        loop {
            if self.takes("+") {
                sum += number(&self.term());
            } else if self.takes("-") {
                sum -= number(&self.term());
            } else {
                return Value::Number(sum);
            }
        }
    }

    fn term(&mut self) -> Value {
        if self.takes("(") {
            let value = self.sum();
            self.must(")");
            return value;
        }
        if self.takes("ROUND(") {
            let value = self.sum();
            self.must(",");
            let digits = number(&self.term()) / SCALE;
            self.must(")");
            let unit = SCALE / 10_i128.pow(u32::try_from(digits).unwrap());
            assert_eq!(number(&value) % unit, 0, "nothing to round in exact amounts");
            return value;
        }
        if self.takes("IF(") {
            let condition = self.comparison();
            self.must(",");
            let (yes, _) = (self.term(), self.must(","));
            let (no, _) = (self.term(), self.must(")"));
            return if condition == Value::Truth(true) { yes } else { no };
        }
        if self.takes("AND(") {
            let mut all = true;
            loop {
                all &= self.comparison() == Value::Truth(true);
                if !self.takes(",") {
                    self.must(")");
                    return Value::Truth(all);
                }
            }
        }
        if self.takes("SUM(") {
            let cells = self.range();
            self.must(")");
            return Value::Number(cells.iter().map(number).sum());
        }
        if self.takes("SUMIFS(") {
            return self.sum_where();
        }
        self.atom()
    }

    fn sum_where(&mut self) -> Value {
        let cells = self.range();
        let mut kept = vec![true; cells.len()];
        while self.takes(",") {
            let criteria = self.range();
            self.must(",");
            let wanted = self.term();
            assert_eq!(criteria.len(), cells.len());
            for (keep, cell) in kept.iter_mut().zip(criteria) {
                *keep &= cell == wanted;
            }
        }
        self.must(")");
        Value::Number(cells.iter().zip(kept).filter(|(_, keep)| *keep).map(|(cell, _)| number(cell)).sum())
    }

    /// The cells of `'Sheet'!$A$2:$A$9`.
    fn range(&mut self) -> Vec<Value> {
        self.must("'");
        let (name, rest) = self.rest.split_once("'!").unwrap();
        let end = rest.find([',', ')']).unwrap();
        let (from, to) = rest[..end].split_once(':').unwrap();
        self.rest = &rest[end..];
        let sheet = self.of.sheets[name];
        let ((from, column), (to, last)) = (place(from), place(to));
        assert_eq!(column, last, "one column");
        (from..=to).map(|row| self.of.cell(sheet, (row, column))).collect()
    }

    fn atom(&mut self) -> Value {
        if self.takes("\"") {
            let (text, rest) = self.rest.split_once('"').unwrap();
            self.rest = rest;
            return Value::Text(text.to_owned());
        }
        let end = self.rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        match text.parse::<i128>() {
            Ok(number) => Value::Number(number * SCALE),
            Err(_) => self.of.cell(self.own, place(text)),
        }
    }
}

fn number(value: &Value) -> i128 {
    match value {
        Value::Number(number) => *number,
        other => panic!("{other:?} is no number"),
    }
}
