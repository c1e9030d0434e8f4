//! What the text at a path says, for the parts that statements and payments have in common.

use super::leaves::{Field, Of};
use super::tags::Tag;

/// Of a party (`Dbtr`, `Cdtr`).
pub(super) fn of_party(rest: &[Tag], of: Of) -> Option<Field> {
    // From version 08 on, a choice stands between: a person or organisation (`Pty`), or a bank (`Agt`).
    match rest {
        [Tag::Nm] | [Tag::Pty, Tag::Nm] => Some(Field::Name(of)),
        [Tag::Agt, Tag::FinInstnId, Tag::Nm] => Some(Field::BankAsParty(of)),
        [Tag::PstlAdr, Tag::Ctry]
        | [Tag::Pty, Tag::PstlAdr, Tag::Ctry]
        | [Tag::Agt, Tag::FinInstnId, Tag::PstlAdr, Tag::Ctry] => Some(Field::Country(of)),
        _ => None,
    }
}

/// Of the party on whose behalf it is (`UltmtDbtr`, `UltmtCdtr`).
pub(super) fn of_ultimate(rest: &[Tag], of: Of) -> Option<Field> {
    matches!(rest, [Tag::Nm] | [Tag::Pty, Tag::Nm]).then_some(Field::Ultimate(of))
}

/// Of an account (`DbtrAcct`, `CdtrAcct`).
pub(super) fn of_account(rest: &[Tag], of: Of) -> Option<Field> {
    match rest {
        [Tag::Id, Tag::IBAN] => Some(Field::Iban(of)),
        [Tag::Id, Tag::BBAN] | [Tag::Id, Tag::Othr | Tag::PrtryAcct, Tag::Id] => Some(Field::Number(of)),
        _ => None,
    }
}

/// Of a bank (`DbtrAgt`, `CdtrAgt`).
pub(super) fn of_agent(rest: &[Tag], of: Of) -> Option<Field> {
    matches!(rest, [Tag::FinInstnId, Tag::BIC | Tag::BICFI]).then_some(Field::Bank(of))
}

/// Of the text for the payee (`RmtInf`).
pub(super) fn of_remittance(rest: &[Tag]) -> Option<Field> {
    match rest {
        [Tag::Ustrd] => Some(Field::Unstructured),
        // `CdtrRef` is the name of `Ref` in the first versions.
        [Tag::Strd, Tag::CdtrRefInf, Tag::Ref | Tag::CdtrRef] | [Tag::Strd, Tag::AddtlRmtInf] => {
            Some(Field::Structured)
        }
        _ => None,
    }
}

/// Of the references of a payment (`Refs`, `PmtId`).
pub(super) fn of_reference(rest: &[Tag]) -> Option<Field> {
    match rest {
        [Tag::EndToEndId] => Some(Field::EndToEnd),
        [Tag::UETR] => Some(Field::Uetr),
        [Tag::TxId] => Some(Field::Transaction),
        [Tag::InstrId] => Some(Field::Instruction),
        [Tag::AcctSvcrRef] => Some(Field::Servicer),
        _ => None,
    }
}
