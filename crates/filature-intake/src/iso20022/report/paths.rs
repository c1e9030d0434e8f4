//! What the text at a path under `Ntry` says.

use super::super::leaves::{Field, Of};
use super::super::paths::{of_account, of_agent, of_party, of_reference, of_remittance, of_ultimate};
use super::super::tags::Tag;

/// Of the entry itself.
pub(super) fn of_entry(rest: &[Tag]) -> Option<Field> {
    match rest {
        [Tag::Amt] => Some(Field::Amount),
        [Tag::CdtDbtInd] => Some(Field::Sign),
        [Tag::RvslInd] => Some(Field::Reversal),
        [Tag::Sts] | [Tag::Sts, Tag::Cd] => Some(Field::Status),
        [Tag::BookgDt, .., Tag::Dt | Tag::DtTm] => Some(Field::Booked),
        [Tag::ValDt, .., Tag::Dt | Tag::DtTm] => Some(Field::Valued),
        [Tag::AcctSvcrRef] => Some(Field::Servicer),
        [Tag::NtryRef] => Some(Field::Entry),
        [Tag::AddtlNtryInf] => Some(Field::Additional),
        [Tag::NtryDtls, Tag::Btch, Tag::NbOfTxs] | [Tag::Btch, Tag::NbOfTxs] => Some(Field::Payments),
        [Tag::AmtDtls, rest @ ..] => of_amounts(rest),
        [Tag::BkTxCd, rest @ ..] => of_code(rest),
        [Tag::Chrgs, rest @ ..] => of_charges(rest),
        _ => None,
    }
}

/// Of one of its payments, under `TxDtls`.
pub(super) fn of_detail(rest: &[Tag]) -> Option<Field> {
    match rest {
        [Tag::RltdPties, rest @ ..] => of_parties(rest),
        [Tag::Refs, rest @ ..] => of_reference(rest),
        [Tag::RmtInf, rest @ ..] => of_remittance(rest),
        [Tag::RltdAgts, Tag::DbtrAgt, rest @ ..] => of_agent(rest, Of::Debtor),
        [Tag::RltdAgts, Tag::CdtrAgt, rest @ ..] => of_agent(rest, Of::Creditor),
        [Tag::Amt] => Some(Field::Amount),
        [Tag::CdtDbtInd] => Some(Field::Sign),
        [Tag::AmtDtls, rest @ ..] => of_amounts(rest),
        [Tag::BkTxCd, rest @ ..] => of_code(rest),
        [Tag::Chrgs, rest @ ..] => of_charges(rest),
        [Tag::RtrInf, Tag::Rsn | Tag::RtrRsn, Tag::Cd | Tag::Prtry] => Some(Field::ReturnReason),
        [Tag::RtrInf, Tag::AddtlInf | Tag::AddtlRtrRsnInf] => Some(Field::ReturnText),
        [Tag::AddtlTxInf] => Some(Field::Additional),
        _ => None,
    }
}

fn of_parties(rest: &[Tag]) -> Option<Field> {
    match rest {
        [Tag::Dbtr, rest @ ..] => of_party(rest, Of::Debtor),
        [Tag::Cdtr, rest @ ..] => of_party(rest, Of::Creditor),
        [Tag::DbtrAcct, rest @ ..] => of_account(rest, Of::Debtor),
        [Tag::CdtrAcct, rest @ ..] => of_account(rest, Of::Creditor),
        [Tag::UltmtDbtr, rest @ ..] => of_ultimate(rest, Of::Debtor),
        [Tag::UltmtCdtr, rest @ ..] => of_ultimate(rest, Of::Creditor),
        _ => None,
    }
}

fn of_amounts(rest: &[Tag]) -> Option<Field> {
    match rest {
        [Tag::InstdAmt, Tag::Amt] => Some(Field::Instructed),
        [Tag::TxAmt, Tag::Amt] => Some(Field::Underlying),
        [Tag::CntrValAmt, Tag::Amt] => Some(Field::Countervalue),
        _ => None,
    }
}

fn of_code(rest: &[Tag]) -> Option<Field> {
    match rest {
        [Tag::Domn, Tag::Cd] => Some(Field::Domain),
        [Tag::Domn, Tag::Fmly, Tag::Cd] => Some(Field::Family),
        [Tag::Domn, Tag::Fmly, Tag::SubFmlyCd] => Some(Field::SubFamily),
        _ => None,
    }
}

fn of_charges(rest: &[Tag]) -> Option<Field> {
    match rest {
        [Tag::TtlChrgsAndTaxAmt] => Some(Field::Charges),
        [Tag::Amt] | [Tag::Rcrd, Tag::Amt] => Some(Field::Charge),
        [Tag::ChrgInclInd] | [Tag::Rcrd, Tag::ChrgInclInd] => Some(Field::ChargeIncluded),
        _ => None,
    }
}
