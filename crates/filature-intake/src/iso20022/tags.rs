//! The elements that this reader knows, by local name.
//!
//! A stack of these small values is the path of an element, and slices of it can be matched as patterns.

macro_rules! tags {
    ($($name:ident)+) => {
        /// An element's local name, or `Other` for one that nothing is read from.
        #[allow(clippy::upper_case_acronyms, reason = "the names are the standard's, and `stringify!` reads them")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Tag { Other, $($name,)+ }

        const NAMES: &[&str] = &[$(stringify!($name)),+];
        const TAGS: &[Tag] = &[$(Tag::$name),+];
    };
}

tags! {
    Acct AcctSvcrRef AddtlInf AddtlNtryInf AddtlRmtInf AddtlRtrRsnInf AddtlTxInf Agt Amt AmtDtls BBAN BIC BICFI Bal BkToCstmrAcctRpt
    BkToCstmrDbtCdtNtfctn BkToCstmrStmt BkTxCd BookgDt Btch Ccy CcyOfTrf Cd CdOrPrtry CdtDbtInd CdtTrfTxInf Cdtr CdtrAcct
    CdtrAgt CdtrRef CdtrRefInf ChrgInclInd Chrgs ChrgsInf ClrSysMmbId CntrValAmt CreDtTm CstmrCdtTrfInitn Ctry CtrlSum Dbtr
    DbtrAcct DbtrAgt Document Domn Dt DtTm ElctrncSeqNb EndToEndId EqvtAmt FIToFICstmrCdtTrf FinInstnId Fmly FrDt FrDtTm
    FrToDt GrpHdr IBAN Id InstdAmt InstrId IntrBkSttlmAmt IntrBkSttlmDt LglSeqNb MmbId NbOfNtries NbOfTxs Nm Ntfctn Ntry
    NtryDtls NtryRef Othr Ownr PgNb PmtId PmtInf PmtMtd Prtry PrtryAcct Pty PstlAdr Rcrd Ref Refs ReqdExctnDt RltdAgts
    RltdPties RmtInf Rpt Rsn RtrInf RtrRsn RvslInd Stmt StmtPgntn Strd Sts SubFmlyCd Sum Svcr ToDt ToDtTm Tp
    TtlCdtNtries TtlChrgsAndTaxAmt TtlDbtNtries TtlIntrBkSttlmAmt TtlNtries TxAmt TxDtls TxId TxsSummry UETR UltmtCdtr
    UltmtDbtr Ustrd ValDt
}

/// More than twice as many as there are names, so that a name is found at the first or second look.
const SLOTS: usize = 512;

/// For each slot, the number of a name and 1 more; 0 is a free one.
const TABLE: [u8; SLOTS] = {
    let mut table = [0_u8; SLOTS];
    let mut number = 0;
    while number < NAMES.len() {
        let mut slot = slot_of(NAMES[number].as_bytes());
        while table[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        // The names are fewer than 255, or this does not compile.
        table[slot] = number as u8 + 1;
        number += 1;
    }
    table
};

/// The first and the last four bytes of a name with its length, or what a shorter one has: no loop over its letters, since
/// every element of a file is looked up.
const fn slot_of(name: &[u8]) -> usize {
    let (first, last) = match name {
        [a, b, c, d, ..] => ([*a, *b, *c, *d], end_of(name)),
        [a, .., z] => ([*a, *z, 0, 0], [0; 4]),
        [a] => ([*a, 0, 0, 0], [0; 4]),
        [] => ([0; 4], [0; 4]),
    };
    let hash = u32::from_le_bytes(first).wrapping_mul(0x9E37_79B1) ^ u32::from_le_bytes(last).wrapping_mul(0x85EB_CA6B);
    let hash = (hash ^ name.len() as u32).wrapping_mul(0xC2B2_AE35);
    (hash >> (u32::BITS - SLOTS.trailing_zeros())) as usize
}

const fn end_of(name: &[u8]) -> [u8; 4] {
    match name {
        [.., w, x, y, z] => [*w, *x, *y, *z],
        _ => [0; 4],
    }
}

impl Tag {
    /// The tag of a local name.
    pub(super) fn of(local: &str) -> Self {
        let mut slot = slot_of(local.as_bytes());
        while let Some(number) = usize::from(TABLE[slot]).checked_sub(1) {
            if NAMES[number] == local {
                return TAGS[number];
            }
            slot = (slot + 1) % SLOTS;
        }
        Self::of_old_name(local)
    }

    /// Whether the element may carry a currency.
    pub(super) fn is_amount(self) -> bool {
        matches!(
            self,
            Self::Amt | Self::InstdAmt | Self::IntrBkSttlmAmt | Self::TtlIntrBkSttlmAmt | Self::TtlChrgsAndTaxAmt
        )
    }

    /// Of the names of the first versions: some carried their version, and some meant what others mean today.
    fn of_old_name(local: &str) -> Self {
        match local {
            _ if local.starts_with("BkToCstmrStmt") => Self::BkToCstmrStmt,
            _ if local.starts_with("BkToCstmrAcctRpt") => Self::BkToCstmrAcctRpt,
            _ if local.starts_with("BkToCstmrDbtCdtNtfctn") => Self::BkToCstmrDbtCdtNtfctn,
            _ if local.starts_with("pain.001.001") => Self::CstmrCdtTrfInitn,
            _ if local.starts_with("pacs.008.001") => Self::FIToFICstmrCdtTrf,
            "RtrdTxInf" => Self::RtrInf,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found() {
        assert_eq!(NAMES.len(), TAGS.len());
        for (name, tag) in NAMES.iter().zip(TAGS) {
            assert_eq!(Tag::of(name), *tag, "{name}");
        }
        assert_eq!(Tag::of("BkToCstmrAcctRptV01"), Tag::BkToCstmrAcctRpt);
        assert_eq!(Tag::of(""), Tag::Other);
        assert_eq!(Tag::of("Ntr"), Tag::Other);
        assert_eq!(Tag::of(&"x".repeat(10_000)), Tag::Other);
    }
}
