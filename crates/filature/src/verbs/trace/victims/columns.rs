//! The columns of a list of claims, and what a row says in them.

use filature_model::Booked;

use super::{Credit, Flaw, Known, Row, flaw};
use crate::verbs::trace::names::decimal_point;

const EXPECTED: &str = "the header claim,transaction[,amount] or claim,amount,date,account[,payer] was expected";

/// Where the columns are.
pub struct Columns {
    claim: usize,
    transaction: Option<usize>,
    amount: Option<usize>,
    date: Option<usize>,
    account: Option<usize>,
    payer: Option<usize>,
}

impl Columns {
    /// Finds them in the header, or says what was expected.
    pub fn of(header: &[String]) -> Result<Self, String> {
        let known = ["claim", "transaction", "amount", "date", "account", "payer"];
        if let Some(name) = header.iter().find(|name| !known.contains(&name.as_str())) {
            return Err(format!("row 1: there is a column {name:?}; {EXPECTED}"));
        }
        if let Some(name) = (1..).zip(header).find(|&(at, name)| header[at..].contains(name)).map(|(_, name)| name) {
            return Err(format!("row 1: the column {name:?} is there twice; {EXPECTED}"));
        }
        let find = |name: &str| header.iter().position(|column| column == name);
        let columns = Self {
            claim: find("claim").ok_or_else(|| format!("row 1: there is no column \"claim\"; {EXPECTED}"))?,
            transaction: find("transaction"),
            amount: find("amount"),
            date: find("date"),
            account: find("account"),
            payer: find("payer"),
        };
        let knows = [columns.date, columns.account, columns.payer];
        let is_named = columns.transaction.is_some() && knows.iter().all(Option::is_none);
        let is_known = columns.transaction.is_none()
            && [columns.amount, columns.date, columns.account].iter().all(Option::is_some);
        if is_named || is_known { Ok(columns) } else { Err(format!("row 1: {EXPECTED}")) }
    }

    /// Reads a row.
    pub fn row(&self, number: usize, cells: &[String], delimiter: char) -> Result<Row, Flaw> {
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).filter(|text| !text.is_empty());
        let claim = cell(Some(self.claim)).ok_or_else(|| flaw(number, "claim", "it is empty; a name was expected"))?;
        let amount = cell(self.amount).map(|text| decimal(number, text, delimiter)).transpose()?;
        let credit = match self.transaction {
            Some(_) => {
                let expected = "it is empty; a transaction's id or an entry's SOURCE:ROW was expected";
                let transaction = cell(self.transaction).ok_or_else(|| flaw(number, "transaction", expected))?;
                Credit::Named { transaction: transaction.clone(), amount }
            }
            None => {
                let on = cell(self.date).ok_or_else(|| flaw(number, "date", "it is empty; YYYY-MM-DD was expected"))?;
                let day = on.parse::<Booked>().ok().filter(|booked| !booked.has_time);
                Credit::Known(Known {
                    amount: amount
                        .filter(|amount| amount.bytes().any(|byte| byte.is_ascii_digit()))
                        .ok_or_else(|| flaw(number, "amount", "an amount was expected, as in 1250.00"))?,
                    on: day
                        .ok_or_else(|| flaw(number, "date", format!("{on:?} is no day; YYYY-MM-DD was expected")))?,
                    account: cell(self.account)
                        .ok_or_else(|| {
                            flaw(number, "account", "it is empty; the account that received it was expected")
                        })?
                        .clone(),
                    payer: cell(self.payer).cloned(),
                })
            }
        };
        Ok(Row { number, claim: claim.clone(), credit })
    }
}

/// An amount with a decimal point. Where semicolons stand between fields a comma is the decimal mark, as spreadsheets of
/// most of Europe write it. Elsewhere it is one where it can be nothing else: `1,50`, but not `1,250`.
fn decimal(number: usize, text: &str, delimiter: char) -> Result<String, Flaw> {
    let Some((whole, decimals)) = text.rsplit_once(',') else { return Ok(text.to_owned()) };
    let is_plain = !whole.contains([',', '.']) && !decimals.contains('.');
    if is_plain && (delimiter == ';' || (1..=2).contains(&decimals.len())) {
        return Ok(format!("{whole}.{decimals}"));
    }
    Err(flaw(number, "amount", format!("{text:?}: {}", decimal_point(text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_is_a_decimal_mark_where_it_can_be_nothing_else() {
        let read = |text: &str, delimiter: char| decimal(2, text, delimiter).map_err(|flaw| flaw.what);
        for (text, delimiter, expected) in [
            ("1250.00", ',', "1250.00"),
            ("1,50", ',', "1.50"),
            ("1250,5", '\t', "1250.5"),
            ("1250,50", ';', "1250.50"),
            ("1,250", ';', "1.250"),
        ] {
            assert_eq!(read(text, delimiter).as_deref(), Ok(expected), "{text}");
        }
        for (text, delimiter) in [("1,250", ','), ("1,250.00", ','), ("1.250,00", ';'), ("1,2,3", ','), ("1,", ',')] {
            assert!(read(text, delimiter).is_err_and(|what| what.contains("decimal point")), "{text}");
        }
    }
}
