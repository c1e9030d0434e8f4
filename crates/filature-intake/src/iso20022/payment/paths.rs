//! What the text at a path says, in a payment and in what stands before it for all of them.

use super::super::leaves::{Field, Of};
use super::super::paths::{of_account, of_agent, of_party, of_reference, of_remittance, of_ultimate};
use super::super::tags::Tag;

/// Of one payment, under `CdtTrfTxInf`.
pub(super) fn of_payment(rest: &[Tag]) -> Option<Field> {
    match rest {
        [Tag::PmtId, rest @ ..] => of_reference(rest),
        [Tag::RmtInf, rest @ ..] => of_remittance(rest),
        // An order states one of two: an amount, or one in the payer's currency of which the payee gets another.
        [Tag::Amt, Tag::InstdAmt] | [Tag::InstdAmt] => Some(Field::Instructed),
        [Tag::Amt, Tag::EqvtAmt, Tag::Amt] => Some(Field::Countervalue),
        [Tag::IntrBkSttlmAmt] => Some(Field::Amount),
        [Tag::ChrgsInf, Tag::Amt] => Some(Field::Charge),
        rest => of_level(rest),
    }
}

/// Of all payments of a message, or of a part of it, under `GrpHdr` or `PmtInf`; also of a single one.
pub(super) fn of_level(rest: &[Tag]) -> Option<Field> {
    match rest {
        [Tag::Dbtr, rest @ ..] => of_party(rest, Of::Debtor),
        [Tag::Cdtr, rest @ ..] => of_party(rest, Of::Creditor),
        [Tag::DbtrAcct, rest @ ..] => of_account(rest, Of::Debtor),
        [Tag::CdtrAcct, rest @ ..] => of_account(rest, Of::Creditor),
        [Tag::DbtrAgt, rest @ ..] => of_agent(rest, Of::Debtor),
        [Tag::CdtrAgt, rest @ ..] => of_agent(rest, Of::Creditor),
        [Tag::UltmtDbtr, rest @ ..] => of_ultimate(rest, Of::Debtor),
        [Tag::UltmtCdtr, rest @ ..] => of_ultimate(rest, Of::Creditor),
        [Tag::PmtMtd] => Some(Field::Method),
        // From version 08 on, a choice of day and instant stands below.
        [Tag::ReqdExctnDt | Tag::IntrBkSttlmDt] | [Tag::ReqdExctnDt, Tag::Dt | Tag::DtTm] => Some(Field::Booked),
        _ => None,
    }
}
