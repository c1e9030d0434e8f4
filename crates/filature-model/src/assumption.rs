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
    /// Entries whose value date is not the day of their booking: both were run.
    ValueDates {
        /// How many sides of transactions.
        entries: u64,
        /// The widest difference that is taken for a doubt, days.
        window_days: u64,
    },
    /// Money followed through a change of currency.
    FollowedThroughExchange,
    /// A rate that the case does not have.
    RateMissing {
        /// The transaction.
        transaction: String,
        /// What is missing, in English.
        english: String,
        /// The same in French.
        french: String,
    },
    /// An account that was measured to be a hub, and is not followed through.
    MeasuredHub {
        /// The account.
        account: String,
        /// Different accounts that paid it.
        payers: u64,
        /// Different accounts that it paid.
        payees: u64,
        /// What came in, with its currency.
        received: String,
        /// What went out.
        paid: String,
    },
    /// A person asserted how money went.
    Asserted,
    /// A booking that takes back an earlier one gives back its colours.
    ReversalGivesBack,
    /// `poison` is no figure.
    PoisonIsNoFigure,
    /// `pari-passu` follows no path.
    PariPassuFollowsNoPath,
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
            Self::ValueDates { entries, window_days } => match language {
                Language::English => format!(
                    "{entries} sides of transactions have a value date on another day than their booking: low and high \
                     hold both orders, by booking and by value date, where the two are at most {window_days} days apart."
                ),
                Language::French => format!(
                    "{entries} écritures ont une date de valeur autre que le jour de leur comptabilisation : le moindre et \
                     le plus élevé valent pour les deux ordres, par comptabilisation et par date de valeur, où l’écart ne \
                     dépasse pas {window_days} jours."
                ),
            },
            Self::FollowedThroughExchange => pick(
                "Money that changed currency, where a published rate is known, is followed in the claim's value: what was \
                 received stands for what was paid, and a part of it for the same part of that value.",
                "L’argent qui a changé de monnaie, quand un cours publié est connu, est suivi dans la valeur de la somme \
                 suivie : ce qui a été reçu vaut ce qui a été payé, et une part de l’un la même part de l’autre.",
            ),
            Self::RateMissing { english, french, .. } => pick(english, french),
            Self::MeasuredHub { account, payers, payees, received, paid } => match language {
                Language::English => format!(
                    "Account {account} was paid by {payers} and paid {payees} different accounts, and passed on {paid} of \
                     {received}: it was taken for a pooled account and is not followed through. The measure is a design \
                     default that nobody has calibrated on real data; --through follows it all the same."
                ),
                Language::French => format!(
                    "Le compte {account} a été crédité par {payers} comptes différents et en a payé {payees} ; il a reversé \
                     {paid} sur {received} : il a été tenu pour un compte collectif et n’est pas suivi au-delà. La mesure \
                     est un réglage de conception que personne n’a calé sur des données réelles ; --through le suit malgré \
                     tout."
                ),
            },
            Self::Asserted => pick(
                "A person asserted how some of the money went; the reasons given are with it. What the rules compute alone is \
                 shown beside it.",
                "Une personne a affirmé par où une partie de l’argent est passée ; les raisons données y sont jointes. Ce que \
                 les règles seules calculent est montré à côté.",
            ),
            Self::ReversalGivesBack => pick(
                "A booking that takes back an earlier one gives back what the earlier one carried, as far as it is still \
                 there.",
                "Une écriture qui en annule une antérieure rend ce que celle-ci portait, dans la mesure où cela s’y trouve \
                 encore.",
            ),
            Self::PoisonIsNoFigure => pick(
                "poison marks everything that leaves an account once touched: it shows where to look, and is never an \
                 amount to seize.",
                "La règle dite poison marque tout ce qui sort d’un compte une fois touché : elle dit où regarder, jamais \
                 combien saisir.",
            ),
            Self::PariPassuFollowsNoPath => pick(
                "pari-passu shares what is in the account of a claimed credit at the end, in proportion to all that came \
                 in, whatever its order; it follows nothing to another account.",
                "La règle pari-passu partage ce qui reste à la fin sur le compte du crédit suivi, en proportion de tout ce \
                 qui y est entré, quel qu’en soit l’ordre ; elle ne suit rien vers un autre compte.",
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
            Assumption::ValueDates { entries: 3, window_days: 10 },
            Assumption::FollowedThroughExchange,
            Assumption::RateMissing {
                transaction: "t".to_owned(),
                english: "no rate".to_owned(),
                french: "aucun cours".to_owned(),
            },
            Assumption::MeasuredHub {
                account: "H".to_owned(),
                payers: 60,
                payees: 70,
                received: "10.00 EUR".to_owned(),
                paid: "9.00 EUR".to_owned(),
            },
            Assumption::Asserted,
            Assumption::ReversalGivesBack,
            Assumption::PoisonIsNoFigure,
            Assumption::PariPassuFollowsNoPath,
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
