//! MT942: the entries of the MT940 of the same month, without balances, with their numbers and sums.

use super::comma;
use super::mt940::{self, booking, details, of_months};
use super::statement::{Books, Statement};
use crate::SynthAccount;

/// A file for each bank and month of the chosen accounts.
pub(super) fn files(books: &Books<'_>, chosen: impl Fn(&SynthAccount) -> bool) -> Vec<(String, Vec<u8>)> {
    let name = |bank, month| mt940::file_name(bank, month).replace("mt940", "mt942");
    of_months(books, chosen, name, message)
}

fn message(statement: &Statement<'_>) -> String {
    let month = statement.month;
    let mut lines = vec![
        format!(":20:STARTREP{:02}", month.month),
        format!(":25:{}", statement.account.iban),
        format!(":28C:{:05}/001", statement.number),
        ":34F:EUR0,".to_owned(),
        format!(":13D:{}2359+0100", mt940::six_digits(mt940::day_of(month.last))),
    ];
    for line in &statement.lines {
        lines.push(booking(line));
        lines.extend(details(line));
    }
    for (tag, credit) in [("90D", false), ("90C", true)] {
        let of_side = || statement.lines.iter().filter(|line| line.credit == credit);
        let sum = of_side().map(|line| line.written_minor).sum();
        lines.push(format!(":{tag}:{}EUR{}", of_side().count(), comma(sum)));
    }
    lines.push("-".to_owned());
    lines.iter().flat_map(|line| [line.as_str(), "\r\n"]).collect()
}
