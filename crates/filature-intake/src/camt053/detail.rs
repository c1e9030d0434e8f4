//! What the `TxDtls` of an entry say of the other party, the reference and the text.
//!
//! An entry may have none, one or a thousand. What all of them agree on is the entry's; what they differ on
//! is nobody's, except the texts, which are all kept.

use filature_model::{AccountId, Party};

use super::channel::Code;
use super::tags::Tag;

/// One side of a transfer as `RltdPties` and `RltdAgts` give it.
#[derive(Debug, Default)]
pub(super) struct Side {
    pub(super) name: Option<String>,
    ultimate: Option<String>,
    agent: Option<String>,
    country: Option<String>,
    pub(super) iban: Option<String>,
    number: Option<String>,
    bank: Option<String>,
}

impl Side {
    /// The party that it stands for. The ultimate party and the bank as a party are named only where the
    /// direct one is not.
    pub(super) fn party(&self) -> Party {
        let name = self.name.as_ref().or(self.ultimate.as_ref()).or(self.agent.as_ref());
        Party { account: self.account(), name: name.cloned(), country: self.country.clone() }
    }

    /// The account, an IBAN before a number of the bank's own.
    pub(super) fn account(&self) -> Option<AccountId> {
        match (&self.iban, &self.number) {
            (Some(iban), _) => Some(AccountId::written(iban)),
            (None, Some(number)) => Some(AccountId::at_bank(self.bank.as_deref().unwrap_or(""), number)),
            (None, None) => None,
        }
    }

    /// Whether anything is known of it.
    pub(super) fn is_empty(&self) -> bool {
        let party = self.party();
        party.account.is_none() && party.name.is_none()
    }

    fn party_leaf(&mut self, rest: &[Tag], text: &str) {
        // From version 08 on, a choice stands between: a person or organisation (`Pty`), or a bank (`Agt`).
        match rest {
            [Tag::Nm] | [Tag::Pty, Tag::Nm] => set(&mut self.name, text),
            [Tag::Agt, Tag::FinInstnId, Tag::Nm] => set(&mut self.agent, text),
            [Tag::PstlAdr, Tag::Ctry]
            | [Tag::Pty, Tag::PstlAdr, Tag::Ctry]
            | [Tag::Agt, Tag::FinInstnId, Tag::PstlAdr, Tag::Ctry] => set(&mut self.country, text),
            _ => {}
        }
    }

    fn account_leaf(&mut self, rest: &[Tag], text: &str) {
        match rest {
            [Tag::Id, Tag::IBAN] => set(&mut self.iban, text),
            [Tag::Id, Tag::BBAN] | [Tag::Id, Tag::Othr | Tag::PrtryAcct, Tag::Id] => set(&mut self.number, text),
            _ => {}
        }
    }

    fn keep_common(&mut self, other: Self) {
        keep_equal(&mut self.name, other.name);
        keep_equal(&mut self.ultimate, other.ultimate);
        keep_equal(&mut self.agent, other.agent);
        keep_equal(&mut self.country, other.country);
        keep_equal(&mut self.iban, other.iban);
        keep_equal(&mut self.number, other.number);
        keep_equal(&mut self.bank, other.bank);
    }
}

/// One `TxDtls`, or what several agree on.
#[derive(Debug, Default)]
pub(super) struct Detail {
    pub(super) debtor: Side,
    pub(super) creditor: Side,
    pub(super) end_to_end: Option<String>,
    pub(super) servicer: Option<String>,
    pub(super) code: Code,
    unstructured: String,
    structured: String,
    additional: String,
}

impl Detail {
    /// Takes in the text of an element, `rest` being its path under `TxDtls`.
    pub(super) fn leaf(&mut self, rest: &[Tag], text: &str) {
        match rest {
            [Tag::RltdPties, Tag::Dbtr, rest @ ..] => self.debtor.party_leaf(rest, text),
            [Tag::RltdPties, Tag::Cdtr, rest @ ..] => self.creditor.party_leaf(rest, text),
            [Tag::RltdPties, Tag::DbtrAcct, rest @ ..] => self.debtor.account_leaf(rest, text),
            [Tag::RltdPties, Tag::CdtrAcct, rest @ ..] => self.creditor.account_leaf(rest, text),
            [Tag::RltdPties, Tag::UltmtDbtr, Tag::Nm] | [Tag::RltdPties, Tag::UltmtDbtr, Tag::Pty, Tag::Nm] => {
                set(&mut self.debtor.ultimate, text);
            }
            [Tag::RltdPties, Tag::UltmtCdtr, Tag::Nm] | [Tag::RltdPties, Tag::UltmtCdtr, Tag::Pty, Tag::Nm] => {
                set(&mut self.creditor.ultimate, text);
            }
            [Tag::RltdAgts, Tag::DbtrAgt, Tag::FinInstnId, Tag::BIC | Tag::BICFI] => set(&mut self.debtor.bank, text),
            [Tag::RltdAgts, Tag::CdtrAgt, Tag::FinInstnId, Tag::BIC | Tag::BICFI] => set(&mut self.creditor.bank, text),
            [Tag::Refs, Tag::EndToEndId] => set(&mut self.end_to_end, text),
            [Tag::Refs, Tag::AcctSvcrRef] => set(&mut self.servicer, text),
            [Tag::RmtInf, Tag::Ustrd] => append(&mut self.unstructured, text),
            // `CdtrRef` is the name of `Ref` in the first versions.
            [Tag::RmtInf, Tag::Strd, Tag::CdtrRefInf, Tag::Ref | Tag::CdtrRef] => append(&mut self.structured, text),
            [Tag::AddtlTxInf] => append(&mut self.additional, text),
            [Tag::BkTxCd, rest @ ..] => code_leaf(&mut self.code, rest, text),
            _ => {}
        }
    }

    /// The text for the payee: as written, else the structured reference, else what the bank adds.
    pub(super) fn text(&self) -> Option<&str> {
        [&self.unstructured, &self.structured, &self.additional]
            .into_iter()
            .map(String::as_str)
            .find(|text| !text.is_empty())
    }

    /// Keeps what this and another `TxDtls` of the same entry agree on, and the texts of both.
    pub(super) fn keep_common(&mut self, other: Self) {
        append_other(&mut self.unstructured, &other.unstructured);
        append_other(&mut self.structured, &other.structured);
        append_other(&mut self.additional, &other.additional);
        self.debtor.keep_common(other.debtor);
        self.creditor.keep_common(other.creditor);
        keep_equal(&mut self.end_to_end, other.end_to_end);
        keep_equal(&mut self.servicer, other.servicer);
        if self.code != other.code {
            self.code = Code::default();
        }
    }
}

/// Takes in a part of `BkTxCd`.
pub(super) fn code_leaf(code: &mut Code, rest: &[Tag], text: &str) {
    match rest {
        [Tag::Domn, Tag::Cd] => set(&mut code.domain, text),
        [Tag::Domn, Tag::Fmly, Tag::Cd] => set(&mut code.family, text),
        [Tag::Domn, Tag::Fmly, Tag::SubFmlyCd] => set(&mut code.sub_family, text),
        _ => {}
    }
}

/// Sets what is not set yet: where an element is repeated, the first holds.
pub(super) fn set(slot: &mut Option<String>, text: &str) {
    if slot.is_none() {
        *slot = Some(text.to_owned());
    }
}

fn keep_equal(slot: &mut Option<String>, other: Option<String>) {
    if *slot != other {
        *slot = None;
    }
}

fn append(text: &mut String, more: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
}

/// Appends unless it already ends so: the payments of a batch often share one text.
fn append_other(text: &mut String, more: &str) {
    if !more.is_empty() && !text.ends_with(more) {
        append(text, more);
    }
}
