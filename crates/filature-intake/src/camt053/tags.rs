//! The elements that this reader knows, by local name.
//!
//! A stack of these small values is the path of an element, and slices of it can be matched as patterns.

macro_rules! tags {
    ($($name:ident)+) => {
        /// An element's local name, or `Other` for one that nothing is read from.
        #[allow(clippy::upper_case_acronyms, reason = "the names are the standard's, and `stringify!` reads them")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Tag { Other, $($name,)+ }

        impl Tag {
            /// The tag of a local name.
            pub(super) fn of(local: &str) -> Self {
                match local {
                    $(stringify!($name) => Self::$name,)+
                    // Version 001.01 carried its version in the name.
                    _ if local.starts_with("BkToCstmrStmt") => Self::BkToCstmrStmt,
                    _ => Self::Other,
                }
            }
        }
    };
}

tags! {
    Acct AcctSvcrRef AddtlNtryInf AddtlTxInf Agt Amt BBAN BIC BICFI Bal BkToCstmrStmt BkTxCd BookgDt Btch Ccy Cd CdOrPrtry
    CdtDbtInd Cdtr CdtrAcct CdtrAgt CdtrRef CdtrRefInf ClrSysMmbId Ctry Dbtr DbtrAcct DbtrAgt Document Domn Dt DtTm
    ElctrncSeqNb EndToEndId FinInstnId Fmly FrDt FrDtTm FrToDt IBAN Id LglSeqNb MmbId NbOfTxs Nm Ntry NtryDtls NtryRef
    Othr Ownr PgNb PrtryAcct Pty PstlAdr Ref Refs RltdAgts RltdPties RmtInf RvslInd Stmt StmtPgntn Strd Sts SubFmlyCd
    Svcr ToDt ToDtTm Tp TxDtls UltmtCdtr UltmtDbtr Ustrd ValDt
}
