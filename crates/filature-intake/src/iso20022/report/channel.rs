//! How money moved, from the bank transaction code (ISO 20022, external code list of `BkTxCd`).

use filature_model::Channel;

use super::super::leaves::{Field, Said};

/// Domain, family and sub-family, as far as given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Code<'a> {
    domain: Option<&'a str>,
    family: Option<&'a str>,
    sub_family: Option<&'a str>,
}

impl<'a> Code<'a> {
    /// Takes in a part of it; where one is repeated, the first holds.
    pub(in super::super) fn take(&mut self, said: Said<'a>) {
        let slot = match said.field {
            Field::Domain => &mut self.domain,
            Field::Family => &mut self.family,
            Field::SubFamily => &mut self.sub_family,
            _ => return,
        };
        slot.get_or_insert(said.text);
    }

    /// The channel, where the code leaves no doubt. The sub-family goes first: a fee for a transfer stands in
    /// the family of transfers, and cash drawn by card in that of cards.
    pub(in super::super) fn channel(&self) -> Option<Channel> {
        let part = |part: Option<&'a str>| part.unwrap_or_default();
        match (part(self.domain), part(self.family), part(self.sub_family)) {
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
