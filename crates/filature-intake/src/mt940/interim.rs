//! What an interim report (MT942) states beside its entries: floor limits, and the numbers and sums of entries.
//!
//! ```text
//! :34F: CCY [C|D] amount,      entries below are not listed
//! :90D: number CCY amount,     of debits; :90C: of credits
//! ```
//!
//! An interim report has no balances: its sums are all that shows whether an entry of it is missing.

use filature_model::{Currency, Legs, Money, ProblemCode, decimal_string};

use super::booking::{Flaw, minor_units};
use super::line::Written;
use super::reader::Reader;
use super::scan::Field;

/// A stated sum.
#[derive(Debug)]
struct Stated {
    line: u32,
    tag: String,
    text: String,
    legs: Legs,
    count: u64,
    sum: Money,
}

/// How many entries, and how much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    count: u64,
    minor: i128,
}

impl Tally {
    fn add(&mut self, minor: i64) {
        self.count = self.count.saturating_add(1);
        self.minor = self.minor.saturating_add(i128::from(minor));
    }
}

/// The stated sums of a statement, and what its entries come to.
#[derive(Debug, Default)]
pub(super) struct Sums {
    stated: Vec<Stated>,
    floor: Option<Currency>,
    /// Debits and credits, of booked entries and of all: banks count the expected ones or not.
    booked: [Tally; 2],
    all: [Tally; 2],
}

impl Sums {
    /// Reads the fields; a floor limit above nought is noted, because what is below it is not in the file.
    pub(super) fn read(reader: &mut Reader, floors: &[Field<'_>], sums: &[Field<'_>]) -> Self {
        let mut read = Self::default();
        for field in floors {
            match floor(field.body) {
                Ok(floor) => {
                    read.floor = read.floor.or(Some(floor.currency));
                    if floor.minor != 0 {
                        let (found, expected) = (field.body.trim(), "entries under this limit are not in the file");
                        reader.problem(field.line, ProblemCode::NotAnEntry, &field.column(), found, expected);
                    }
                }
                Err((code, found, expected)) => {
                    reader.problem(field.line, code, &field.column(), found, &expected);
                }
            }
        }
        for field in sums {
            match stated(*field) {
                Ok(stated) => read.stated.push(stated),
                Err((code, found, expected)) => {
                    reader.problem(field.line, code, &field.column(), found, &expected);
                }
            }
        }
        read
    }

    /// The currency that the fields name.
    pub(super) fn currency(&self) -> Option<Currency> {
        self.floor.or_else(|| self.stated.first().map(|stated| stated.sum.currency))
    }

    pub(super) fn add(&mut self, written: Written) {
        let side = side_of(written.legs);
        self.all[side].add(written.minor);
        if written.is_booked {
            self.booked[side].add(written.minor);
        }
    }

    /// Says where the entries are not what is stated of them.
    pub(super) fn check(self, reader: &mut Reader) {
        for stated in &self.stated {
            let side = side_of(stated.legs);
            let wanted = Tally { count: stated.count, minor: i128::from(stated.sum.minor) };
            if self.booked[side] == wanted || self.all[side] == wanted {
                continue;
            }
            let Tally { count, minor } = self.booked[side];
            let currency = stated.sum.currency;
            let expected = format!("{count} entries of {} {currency} together", decimal_string(minor, currency));
            let column = format!(":{}:", stated.tag);
            reader.problem(stated.line, ProblemCode::SumDiffers, &column, &stated.text, &expected);
        }
    }
}

fn side_of(legs: Legs) -> usize {
    usize::from(legs == Legs::Credit)
}

/// Reads the body of `:34F:`.
fn floor(body: &str) -> Result<Money, Flaw<'_>> {
    let (currency, rest) = currency(body.trim())?;
    let amount = rest.strip_prefix(['C', 'D']).unwrap_or(rest);
    Ok(Money { minor: minor_units(amount, currency)?, currency })
}

/// Reads a field `:90C:` or `:90D:`.
fn stated(field: Field<'_>) -> Result<Stated, Flaw<'_>> {
    let text = field.body.trim();
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (count, rest) = text.split_at(end);
    let count = count.parse().map_err(|_| (ProblemCode::BadAmount, text, "a number of entries".to_owned()))?;
    let (currency, amount) = currency(rest)?;
    let sum = Money { minor: minor_units(amount, currency)?, currency };
    let legs = if field.tag == "90C" { Legs::Credit } else { Legs::Debit };
    Ok(Stated { line: field.line, tag: field.tag.to_owned(), text: text.to_owned(), legs, count, sum })
}

/// Cuts a currency off the beginning.
pub(super) fn currency(text: &str) -> Result<(Currency, &str), Flaw<'_>> {
    let flaw = || (ProblemCode::BadCurrency, text, "a code of ISO 4217".to_owned());
    let (code, rest) = text.split_at_checked(3).ok_or_else(flaw)?;
    Ok((code.parse().map_err(|_| flaw())?, rest))
}
