//! The canonical CSV, which `filature add` reads back to the same transactions: a payment a row.
//!
//! It is data for programs, and cells are written as they are: a cell that begins with `=`, `+`, `-` or `@` is not disarmed with an
//! apostrophe, since what is read back would then be another text. Whoever wants a table to look at takes the workbook. Line ends
//! inside a text are written out as `⟨U+000A⟩`, as everywhere in the dossier: a row is a line.

use filature_model::PaymentStatus;

use super::book::{Book, Side};
use super::written;

const HEADER: [&str; 12] = [
    "id",
    "booked_at",
    "value_date",
    "debtor",
    "creditor",
    "amount",
    "currency",
    "channel",
    "status",
    "debtor_name",
    "creditor_name",
    "text",
];

/// The file.
pub fn render(book: &Book<'_>) -> Result<Vec<u8>, String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(HEADER).map_err(|error| error.to_string())?;
    for payment in &book.payments {
        let account = |side: &Side| side.account.and_then(|at| book.accounts.get(at)).map(|known| known.key.clone());
        // An empty status is paid, as in files that have no such column.
        let status = Some(payment.status).filter(|status| *status != PaymentStatus::Paid);
        let row = [
            payment.id.clone(),
            written::instant(&payment.booked),
            payment.value_on.map(|on| on.to_string()).unwrap_or_default(),
            account(&payment.payer).unwrap_or_default(),
            account(&payment.payee).unwrap_or_default(),
            payment.amount.decimal(),
            payment.amount.currency.code().to_owned(),
            payment.channel.map(|channel| channel.word().to_owned()).unwrap_or_default(),
            status.map(|status| status.word().to_owned()).unwrap_or_default(),
            payment.payer.name.clone().unwrap_or_default(),
            payment.payee.name.clone().unwrap_or_default(),
            payment.text.clone().unwrap_or_default(),
        ];
        writer.write_record(&row).map_err(|error| error.to_string())?;
    }
    writer.into_inner().map_err(|error| error.to_string())
}
