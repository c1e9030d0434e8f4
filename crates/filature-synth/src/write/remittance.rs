//! The list of a money-transfer operator: the remittances of the case, a row each, in the English layout that comes with the reader.

use filature_model::Channel;

use super::{point, row};
use crate::{SynthSide, SyntheticCase};

const HEADER: [&str; 19] = [
    "MTCN",
    "Send date",
    "Pay-out date",
    "Status",
    "Sender name",
    "Sender document",
    "Sender phone",
    "Sender country",
    "Receiver name",
    "Receiver document",
    "Receiver phone",
    "Receiver country",
    "Agent",
    "Place",
    "Send country",
    "Send amount",
    "Send currency",
    "Pay-out amount",
    "Pay-out currency",
];

/// All remittances, in order of time.
pub(super) fn file(case: &SyntheticCase) -> (String, Vec<u8>) {
    let mut out = String::new();
    row(&mut out, ',', "\n", &HEADER);
    for made in case.transfers.iter().filter(|made| made.channel == Channel::Remittance) {
        let on = made.booked_on.to_string();
        let at = format!("{on} {:02}:{:02}:00", made.minute / 60, made.minute % 60);
        let amount = point(made.amount_minor);
        let [sender, sender_phone] = identity(&made.debtor);
        let [receiver, receiver_phone] = identity(&made.creditor);
        row(
            &mut out,
            ',',
            "\n",
            &[
                &made.id,
                &at,
                &on,
                "Paid",
                &made.debtor.name,
                sender,
                sender_phone,
                made.debtor.country,
                &made.creditor.name,
                receiver,
                receiver_phone,
                made.creditor.country,
                &made.terminal,
                &made.city,
                made.country,
                &amount,
                "EUR",
                &amount,
                "EUR",
            ],
        );
    }
    ("remittances.csv".to_owned(), out.into_bytes())
}

/// Document and telephone.
fn identity(side: &SynthSide) -> [&str; 2] {
    side.identity.as_ref().map_or([""; 2], |identity| [&identity.document, &identity.phone])
}
