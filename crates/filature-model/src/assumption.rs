use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Language;

/// Something that the figures of a trace assume. Its wording for people is here, once, in both languages.
///
/// In JSON it is its kind, what the kind needs, and the English sentence, which is not read back.
///
/// ```
/// use filature_model::{Assumption, Language};
/// let json = serde_json::to_string(&Assumption::MovedDebit)?;
/// assert!(json.starts_with(r#"{"kind":"moved-debit","sentence":"A debit booked after"#));
/// assert_eq!(serde_json::from_str::<Assumption>(&json)?, Assumption::MovedDebit);
/// assert!(Assumption::MovedDebit.sentence(Language::French).starts_with("Un débit comptabilisé après"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", tag = "kind", rename_all = "kebab-case")]
pub enum Assumption {
    /// A claim begins at the credit, not at the debit behind it.
    BeginsAtCredit,
    /// An opening balance is no claim's, and comes first.
    CleanOpening,
    /// A transaction that straddles the end is taken whole.
    TakenWhole,
    /// Openings that no source states.
    UnknownOpenings {
        /// The first of the accounts.
        accounts: Vec<String>,
        /// How many more there are.
        more: u64,
    },
    /// Entries of one instant without an order: six orders were run.
    TiesInSixOrders,
    /// The banks' lists contradict debits before their credits.
    ContradictoryOrder,
    /// A debit that was booked after its own credit.
    MovedDebit,
    /// A credit that is claimed belongs to its own claim as a whole.
    CreditOfItsOwnClaim,
    /// What arrives on an overdrawn account repays first.
    OverdraftFirst {
        /// Whether the rule that takes the last first was run: here it does not.
        lifo: bool,
    },
    /// Money in a pooled account is not followed.
    PooledAccount,
    /// The bank states another balance than the entries counted come to: something is there twice, or missing.
    BalanceDeparts {
        /// The account.
        account: String,
        /// The day of the bank's balance, `YYYY-MM-DD`.
        on: String,
        /// What the bank states, with its currency.
        stated: String,
        /// What the entries counted come to.
        counted: String,
    },
}

impl Assumption {
    /// What is assumed, in a sentence. French is written with ordinary spaces.
    pub fn sentence(&self, language: Language) -> String {
        let pick = |english: &str, french: &str| language.pick(english, french).to_owned();
        match self {
            Self::BeginsAtCredit => pick(
                "A claim begins at the payee's credit; the debit that left the payer is not followed backwards.",
                "Une somme suivie part du crédit au compte du bénéficiaire ; le débit du donneur d’ordre n’est pas remonté.",
            ),
            Self::CleanOpening => pick(
                "An opening balance holds no money of any claim, and stands before everything that came later.",
                "Un solde initial ne contient rien d’aucune somme suivie, et passe avant tout ce qui est venu ensuite.",
            ),
            Self::TakenWhole => pick(
                "A transaction whose first side is before the end of the trace is taken whole, its credit too.",
                "Une opération dont la première écriture précède la fin du suivi est prise en entier, crédit compris.",
            ),
            Self::UnknownOpenings { accounts, more } => unknown_openings(accounts, *more, language),
            Self::TiesInSixOrders => pick(TIES_ENGLISH, TIES_FRENCH),
            Self::ContradictoryOrder => pick(
                "The order within the banks' lists contradicts the order of debits before their credits: there, the \
                 order of the ledger was taken.",
                "L’ordre des listes des banques contredit l’ordre des débits avant leurs crédits : l’ordre du registre \
                 y a été retenu.",
            ),
            Self::MovedDebit => pick(
                "A debit booked after its own credit was taken at the time of the credit.",
                "Un débit comptabilisé après son propre crédit a été pris à l’heure du crédit.",
            ),
            Self::CreditOfItsOwnClaim => pick(
                "A claimed credit belongs to its own claim as a whole: what the debit behind it carried of a claim \
                 before it is shown as left (stop) at that transaction.",
                "Un crédit dont part une somme suivie appartient en entier à cette somme : ce que le débit \
                 correspondant portait d’une somme antérieure est montré comme sorti (suivi arrêté) à cette opération.",
            ),
            Self::OverdraftFirst { lifo } => overdraft(*lifo, language),
            Self::PooledAccount => pick(
                "Money that reached a pooled account is not followed through it: its operator's records show for whom \
                 it was received.",
                "L’argent parvenu sur un compte collectif n’est pas suivi au-delà : les registres de son exploitant \
                 montrent pour qui il a été reçu.",
            ),
            Self::BalanceDeparts { account, on, stated, counted } => match language {
                Language::English => format!(
                    "DOUBT: the bank states {stated} on account {account} on {on}, and the entries counted come to \
                     {counted}: something is counted twice or is missing, and the figures for this account may be wrong."
                ),
                Language::French => format!(
                    "DOUTE : la banque indique {stated} sur le compte {account} au {on}, et les écritures retenues \
                     donnent {counted} : quelque chose est compté deux fois ou manque, et les chiffres de ce compte \
                     peuvent être inexacts."
                ),
            },
        }
    }
}

const TIES_ENGLISH: &str = "Some entries of one account have the same time and no order from the bank: low and high are \
    the least and the most over six orders (the ledger's; credits of claims, then debits while the balance covers them, \
    then clean credits; credits of claims, then clean credits, then debits; clean credits, then credits of claims, then \
    debits; debits while the balance covers them, then clean credits, then credits of claims; the ledger's reversed), \
    not over every order.";
const TIES_FRENCH: &str = "Des écritures d’un même compte portent la même heure, sans ordre donné par la banque : le \
    moindre et le plus élevé sont pris sur six ordres (celui du registre ; crédits des sommes suivies, puis débits tant \
    que le solde les couvre, puis autres crédits ; crédits des sommes suivies, puis autres crédits, puis débits ; autres \
    crédits, puis crédits des sommes suivies, puis débits ; débits tant que le solde les couvre, puis autres crédits, \
    puis crédits des sommes suivies ; celui du registre renversé), et non sur tous les ordres.";

fn unknown_openings(accounts: &[String], more: u64, language: Language) -> String {
    let named = accounts.join(", ");
    let more = match more {
        0 => String::new(),
        more => format!(" {} {more} {}", language.pick("and", "et"), language.pick("more", "autres")),
    };
    match language {
        Language::English => format!(
            "The opening balance is not known for {named}{more}: low and high hold every opening from the least that \
             keeps the account from going below zero upwards, and may lie a little wider than what can be reached; \
             lifo does not depend on it."
        ),
        Language::French => format!(
            "Le solde initial n’est pas connu pour {named}{more} : le moindre et le plus élevé valent pour tout solde \
             initial à partir du plus petit qui garde le compte de passer sous zéro, et peuvent être un peu plus \
             écartés que ce qui peut être atteint ; la règle du dernier entré, premier sorti n’en dépend pas."
        ),
    }
}

fn overdraft(lifo: bool, language: Language) -> String {
    match language {
        Language::English => {
            let lifo = if lifo { "; under lifo as under fifo, what arrives first repays first" } else { "" };
            format!(
                "What arrives on an overdrawn account repays the overdraft before the account holds anything{lifo}; \
                 what a debit overdraws is the bank's money, not a claim's."
            )
        }
        Language::French => {
            let lifo = match lifo {
                true => {
                    " ; sous la règle du dernier entré comme sous celle du premier entré, ce qui arrive d’abord \
                     rembourse d’abord"
                }
                false => "",
            };
            format!(
                "Ce qui arrive sur un compte à découvert rembourse le découvert avant que le compte ne contienne rien\
                 {lifo} ; ce qu’un débit prend à découvert est l’argent de la banque, non celui d’une somme suivie."
            )
        }
    }
}

#[derive(Serialize)]
struct Written<'a> {
    #[serde(flatten, serialize_with = "kind_and_particulars")]
    assumption: &'a Assumption,
    sentence: String,
}

fn kind_and_particulars<S: Serializer>(assumption: &&Assumption, serializer: S) -> Result<S::Ok, S::Error> {
    Assumption::serialize(assumption, serializer)
}

impl Serialize for Assumption {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written { assumption: self, sentence: self.sentence(Language::English) }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Assumption {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_assumption_is_written_and_read_back_and_has_a_sentence_in_both_languages() {
        let accounts = vec!["A".to_owned(), "B".to_owned()];
        let all = [
            Assumption::BeginsAtCredit,
            Assumption::CleanOpening,
            Assumption::TakenWhole,
            Assumption::UnknownOpenings { accounts, more: 3 },
            Assumption::TiesInSixOrders,
            Assumption::ContradictoryOrder,
            Assumption::MovedDebit,
            Assumption::CreditOfItsOwnClaim,
            Assumption::OverdraftFirst { lifo: true },
            Assumption::OverdraftFirst { lifo: false },
            Assumption::PooledAccount,
            Assumption::BalanceDeparts {
                account: "A".to_owned(),
                on: "2024-03-31".to_owned(),
                stated: "1.00 EUR".to_owned(),
                counted: "2.00 EUR".to_owned(),
            },
        ];
        for assumption in all {
            let json = serde_json::to_string(&assumption).unwrap();
            assert_eq!(serde_json::from_str::<Assumption>(&json).unwrap(), assumption, "{json}");
            let (english, french) = (assumption.sentence(Language::English), assumption.sentence(Language::French));
            assert!(json.contains(&english) && english != french && !french.contains("  "), "{json}\n{french}");
        }
    }

    #[test]
    fn an_unknown_opening_names_its_accounts() {
        let one = Assumption::UnknownOpenings { accounts: vec!["M".to_owned()], more: 2 };
        assert!(one.sentence(Language::English).contains("not known for M and 2 more:"));
        assert!(one.sentence(Language::French).contains("pas connu pour M et 2 autres :"));
        let json = serde_json::to_value(&one).unwrap();
        assert_eq!((json["accounts"][0].as_str(), json["more"].as_u64()), (Some("M"), Some(2)));
    }
}
