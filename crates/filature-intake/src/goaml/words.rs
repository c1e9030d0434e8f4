//! Codes and words of a report, as far as they leave no doubt.

use filature_model::{Channel, PaymentStatus};

/// What `…_funds_code` says of how money moves. Countries have their own lists; these mean the same in all that are published.
pub(super) fn channel(funds: &str) -> Option<Channel> {
    match funds.to_ascii_uppercase().as_str() {
        "ELCFT" | "ELEC" | "EFT" | "FTS" | "SWF" => Some(Channel::Transfer),
        "CHQ" | "CHEQ" | "CHEQUE" => Some(Channel::Cheque),
        "CRTCR" | "CRCD" | "POS" => Some(Channel::Card),
        "CRPTC" | "CRYPTO" => Some(Channel::Crypto),
        _ => None,
    }
}

/// Whether the funds of a side are cash: `K` in the list of the United Nations, `CASH` in those of countries.
pub(super) fn is_cash(funds: &str) -> bool {
    matches!(funds.to_ascii_uppercase().as_str(), "CASH" | "K")
}

/// Whether the transaction was carried out; none for a code that is not known to say so.
pub(super) fn status(word: &str) -> Option<PaymentStatus> {
    match word.to_lowercase().as_str() {
        "c" | "complete" | "completed" | "executed" | "paid" => Some(PaymentStatus::Paid),
        "i" | "incomplete" | "attempted" | "pending" => Some(PaymentStatus::Pending),
        "cancelled" | "canceled" | "rejected" => Some(PaymentStatus::Cancelled),
        "refunded" | "returned" => Some(PaymentStatus::Refunded),
        _ => None,
    }
}

/// Which side a party of several has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It paid.
    Payer,
    /// It was paid.
    Payee,
}

/// What a role says, where it says it in a word; a code of a country's own list says nothing here.
pub(super) fn role(word: &str) -> Option<Role> {
    const PAYER: [&str; 14] = [
        "from",
        "payer",
        "sender",
        "originator",
        "remitter",
        "debtor",
        "depositor",
        "ordering customer",
        "ordering party",
        "payeur",
        "expéditeur",
        "donneur d'ordre",
        "émetteur",
        "débiteur",
    ];
    const PAYEE: [&str; 12] = [
        "to",
        "payee",
        "receiver",
        "recipient",
        "beneficiary",
        "creditor",
        "beneficiary customer",
        "bénéficiaire",
        "destinataire",
        "créancier",
        "receveur",
        "beneficiary party",
    ];
    let word = word.trim().replace(['_', '-'], " ").replace('’', "'").to_lowercase();
    if PAYER.contains(&word.as_str()) {
        Some(Role::Payer)
    } else if PAYEE.contains(&word.as_str()) {
        Some(Role::Payee)
    } else {
        None
    }
}
