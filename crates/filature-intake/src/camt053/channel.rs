//! How money moved, from the bank transaction code (ISO 20022, external code list of `BkTxCd`).

use filature_model::Channel;

/// Domain, family and sub-family, as far as given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) domain: Option<String>,
    pub(super) family: Option<String>,
    pub(super) sub_family: Option<String>,
}

impl Code {
    /// The channel, where the code leaves no doubt. The sub-family goes first: a fee for a transfer stands in
    /// the family of transfers, and cash drawn by card in that of cards.
    pub(super) fn channel(&self) -> Option<Channel> {
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        let (domain, family, sub_family) = (part(&self.domain), part(&self.family), part(&self.sub_family));
        match (domain.as_str(), family.as_str(), sub_family.as_str()) {
            ("PMNT" | "ACMT", _, "CHRG" | "FEES" | "COMM") => Some(Channel::Fee),
            ("PMNT" | "ACMT", _, "INTR") => Some(Channel::Interest),
            ("PMNT", "CNTR" | "CCRD", "CWDL" | "BCWD" | "XBCW") => Some(Channel::CashOut),
            ("PMNT", "CNTR" | "CCRD" | "MCRD", "CDPT" | "BCDP") => Some(Channel::CashIn),
            ("PMNT", "CCRD" | "MCRD", _) => Some(Channel::Card),
            ("PMNT", "ICHQ" | "RCHQ", _) | ("PMNT", "CNTR", "CHKD") => Some(Channel::Cheque),
            ("PMNT", "RCDT" | "ICDT" | "IRCT" | "RRCT" | "IDDT" | "RDDT", _) => Some(Channel::Transfer),
            _ => None,
        }
    }
}
