//! A bank's table of a quiet account is a header and nothing below it: no guess can be made of it, and yet it is a table.

use super::super::stretches::{Extent, Record, records};
use super::names::{Role, fit};
use super::{DELIMITERS, is_header, sample};
use crate::Refusal;
use filature_model::Place;

/// The refusal of a text that ends in a header which names a day and money; none where it does not.
pub(super) fn refusal(text: &str) -> Option<Refusal> {
    let whole = sample(text).ok().filter(|sample| sample.len() == text.len())?;
    let last = |delimiter| records(whole, delimiter, 1, Extent::Sample).ok()?.pop();
    let header = DELIMITERS.into_iter().filter_map(last).find(is_of_bookings)?;
    let what = "The table has a header and no rows.";
    let to_do = "Ask the sender whether nothing was booked on the account in these days; if something was, ask for the whole file.";
    Some(Refusal::new(what, to_do).at(Place { line: Some(header.line), ..Place::default() }))
}

fn is_of_bookings(row: &Record) -> bool {
    let names = |role: Role| row.fields.iter().any(|name| fit(name, role).is_some());
    is_header(row, row.width) && names(Role::Booked) && [Role::Amount, Role::Debit, Role::Credit].into_iter().any(names)
}

#[cfg(test)]
mod tests {
    use super::super::{Known, guess_text};
    use super::refusal;

    #[test]
    fn the_table_of_a_quiet_account_is_not_called_no_table() {
        let table = "Banque\r\nIBAN;FR76\r\nSolde au 30/09/2024;12,00;EUR\r\n\r\nDate;Libellé;Débit;Crédit;Solde\r\n";
        let refused = guess_text(table, Known::default(), None).unwrap_err();
        assert_eq!((refused.what.as_str(), refused.place.line), ("The table has a header and no rows.", Some(5)));
        assert_eq!(refusal("Dear sir, please find, on this date, the amount\n"), None);
        assert_eq!(refusal(&format!("{table}02/05/2024;LOYER;610,00;;12,00\r\n")), None);
    }
}
