use serde::{Deserialize, Serialize};

use crate::Language;

/// What to ask for next, and of whom: a place where a claim cannot be followed any further, or where what is missing
/// makes a range of a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requisition {
    /// What to ask for.
    pub ask: Ask,
    /// The account of the case at which the thread breaks.
    pub account: String,
    /// The account that received the money, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payee: Option<String>,
    /// First day, `YYYY-MM-DD`.
    pub from: String,
    /// Last day.
    pub to: String,
    /// The least that is at stake over the rules run that follow each unit, all claims together, decimal string.
    pub low: String,
    /// The most.
    pub high: String,
    /// Currency of the claims.
    pub currency: String,
    /// The transactions.
    pub transactions: Vec<String>,
}

/// What to ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ask {
    /// Of the account's bank: where, by whom and with what card cash was drawn.
    CashRecord,
    /// Of the payee's bank: the statement of the account that received it.
    PayeeStatement,
    /// Of the account's bank: who received a payment whose payee is not named.
    PayeeIdentity,
    /// Of whoever runs the pooled account: for whom the money was received and what became of it.
    HubRecord,
    /// A published rate for a day.
    Rate,
    /// Of the account's bank: the statement before the first entry, which gives the opening balance.
    EarlierStatement,
    /// Of the account's bank: its statement and balance, where only other accounts' records show what it received.
    HolderStatement,
}

impl Ask {
    /// What to ask for and of whom, in a sentence. French is written with ordinary spaces.
    pub fn sentence(self, language: Language) -> &'static str {
        match self {
            Self::CashRecord => language.pick(
                "Ask the account's bank where, when and by whom the cash was drawn: machine or counter, card, pictures.",
                "Demander à la banque du compte où, quand et par qui les espèces ont été retirées : automate ou \
                 guichet, carte, images.",
            ),
            Self::PayeeStatement => language.pick(
                "Ask the payee's bank for the holder and the statement of the account that received it, from that day.",
                "Demander à la banque du bénéficiaire le titulaire et le relevé du compte crédité, à partir de ce jour.",
            ),
            Self::PayeeIdentity => language.pick(
                "Ask the account's bank to which account it was paid: the record gives no account number.",
                "Demander à la banque du compte vers quel compte le paiement est parti : aucun numéro n’est donné.",
            ),
            Self::HubRecord => language.pick(
                "Ask whoever runs this pooled account for whom it received the money and what it did with it.",
                "Demander à l’exploitant de ce compte collectif pour qui il a reçu l’argent et ce qu’il en a fait.",
            ),
            Self::Rate => language.pick(
                "Add a published rate for that day (`filature rates CASE FILE`): without it nothing is followed \
                 through the change of currency.",
                "Ajouter un cours publié pour ce jour (`filature rates CASE FICHIER`) : sans lui, rien n’est suivi à \
                 travers le change.",
            ),
            Self::EarlierStatement => language.pick(
                "Ask the account's bank for the balance before the first entry: it is not known, and figures are ranges \
                 for it.",
                "Demander à la banque du compte le solde avant la première écriture : il n’est pas connu, et des \
                 chiffres sont pour cela des fourchettes.",
            ),
            Self::HolderStatement => language.pick(
                "Ask the account's bank for its statement and balance: its opening is not known, and it may have made \
                 payments that are not in the files.",
                "Demander à la banque du compte son relevé et son solde : son solde initial n’est pas connu, et il peut \
                 avoir fait des paiements qui ne sont pas dans les fichiers.",
            ),
        }
    }
}
