//! What came to an account of a person who was harmed, or may have been, and what went on from it, to whom.
//!
//! The least is what findings name, the most is everything of its kind. What goes to another account of the same holder was not
//! taken from anybody; what did not stay is left out.

use std::collections::{BTreeMap, BTreeSet};

use filature_model::{Channel, Currency};

use super::{Dated, Sum};
use crate::people::People;

/// What moved on one account in one currency. Each movement is in one sum of its side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Swept<'a> {
    /// Received from others, loans apart.
    pub received: Bounds<'a>,
    /// Received with a text that speaks of a loan.
    pub loans: Sum<'a>,
    /// Sent on, by the account that was paid.
    pub sent: BTreeMap<&'a str, Bounds<'a>>,
    /// Drawn in cash.
    pub cash: Bounds<'a>,
    /// Fees of the bank.
    pub fees: Sum<'a>,
    /// Paid with a text that speaks of a loan.
    pub repaid: Sum<'a>,
}

/// The least and the most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bounds<'a> {
    /// What findings name.
    pub low: Sum<'a>,
    /// Everything.
    pub high: Sum<'a>,
}

impl<'a> Bounds<'a> {
    fn add(&mut self, moved: &Dated<'a>, money: filature_model::Money, named: &BTreeSet<&str>) {
        let id = moved.movement.id.as_str();
        self.high.add(money, id);
        if named.contains(id) {
            self.low.add(money, id);
        }
    }

    /// Adds others.
    pub fn join(&mut self, other: &Self) {
        self.low.join(&other.low);
        self.high.join(&other.high);
    }
}

/// What decides how a movement is sorted.
pub struct Sorting<'b> {
    /// The transactions that findings name.
    pub named: &'b BTreeSet<&'b str>,
    /// The accounts to which sending on counts; none where every account does.
    pub cluster: Option<&'b BTreeSet<&'b str>>,
    /// Whether the text of a transaction speaks of a loan.
    pub is_loan: &'b dyn Fn(&str) -> bool,
    /// Whose accounts are whose.
    pub people: &'b People,
}

/// The movements of an account, by currency.
pub fn swept<'a>(movements: &[Dated<'a>], account: &str, sorting: &Sorting<'_>) -> BTreeMap<Currency, Swept<'a>> {
    let mut all: BTreeMap<Currency, Swept<'a>> = BTreeMap::new();
    for moved in movements.iter().filter(|moved| moved.stays()) {
        let (payer, payee) = (moved.payer(), moved.payee());
        if payer.zip(payee).is_some_and(|(payer, payee)| sorting.people.is_same(payer, payee)) {
            continue;
        }
        if payee == Some(account) {
            credit(all.entry(moved.received_in()).or_default(), moved, sorting);
        } else if payer == Some(account) {
            debit(all.entry(moved.movement.paid.currency).or_default(), moved, sorting);
        }
    }
    all
}

fn credit<'a>(sums: &mut Swept<'a>, moved: &Dated<'a>, sorting: &Sorting<'_>) {
    let (money, id) = (moved.movement.received, moved.movement.id.as_str());
    match (sorting.is_loan)(id) {
        true => sums.loans.add(money, id),
        false => sums.received.add(moved, money, sorting.named),
    }
}

fn debit<'a>(sums: &mut Swept<'a>, moved: &Dated<'a>, sorting: &Sorting<'_>) {
    let (money, id) = (moved.movement.paid, moved.movement.id.as_str());
    let counts = |payee: &&str| sorting.cluster.is_none_or(|cluster| cluster.contains(payee));
    match moved.movement.channel {
        Channel::Fee => sums.fees.add(money, id),
        _ if (sorting.is_loan)(id) => sums.repaid.add(money, id),
        Channel::CashOut => sums.cash.add(moved, money, sorting.named),
        _ => {
            if let Some(payee) = moved.payee().filter(counts) {
                sums.sent.entry(payee).or_default().add(moved, money, sorting.named);
            }
        }
    }
}

/// Words of payment texts that speak of a loan, in the languages of the region. A design of this program.
const LOAN_WORDS: [&str; 14] = [
    "loan",
    "loans",
    "prêt",
    "pret",
    "prêts",
    "prets",
    "darlehen",
    "kredit",
    "kredi",
    "zajam",
    "imprumut",
    "împrumut",
    "prestito",
    "préstamo",
];

/// Whether a payment text speaks of a loan: one of its words is one of the list.
pub fn speaks_of_loan(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| LOAN_WORDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Content;
    use crate::reckon::tests::{any, with_days};

    #[test]
    fn every_sum_is_what_an_obvious_reading_gives() {
        let people = People::new(&Content::default());
        for seed in 0..200 {
            let all = any(seed, 60);
            let movements = with_days(&all);
            let ids: Vec<String> = (0..60).filter(|id| id % 2 == 0).map(|id| format!("t{id}")).collect();
            let named: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
            let cluster = BTreeSet::from(["A", "B", "C"]);
            let is_loan = |id: &str| id.ends_with('7');
            let sorting = Sorting { named: &named, cluster: Some(&cluster), is_loan: &is_loan, people: &people };
            let made = swept(&movements, "A", &sorting).remove(&Currency::EUR).unwrap_or_default();
            let total = |keep: &dyn Fn(&Dated<'_>) -> bool| -> i128 {
                let kept = movements.iter().filter(|moved| moved.stays() && moved.payer() != moved.payee());
                kept.filter(|moved| keep(moved)).map(|moved| i128::from(moved.movement.paid.minor)).sum()
            };
            let id = |moved: &Dated<'_>| moved.movement.id.clone();
            let (into, out) = (|moved: &Dated<'_>| moved.payee() == Some("A"), |m: &Dated<'_>| m.payer() == Some("A"));
            assert_eq!(made.received.high.minor, total(&|moved| into(moved) && !is_loan(&id(moved))));
            assert_eq!(
                made.received.low.minor,
                total(&|moved| into(moved) && !is_loan(&id(moved)) && named.contains(id(moved).as_str()))
            );
            assert_eq!(made.loans.minor, total(&|moved| into(moved) && is_loan(&id(moved))));
            let fee = |moved: &Dated<'_>| moved.movement.channel == Channel::Fee;
            assert_eq!(made.fees.minor, total(&|moved| out(moved) && fee(moved)));
            assert_eq!(made.repaid.minor, total(&|moved| out(moved) && !fee(moved) && is_loan(&id(moved))));
            let cash = |moved: &Dated<'_>| moved.movement.channel == Channel::CashOut;
            assert_eq!(made.cash.high.minor, total(&|moved| out(moved) && cash(moved) && !is_loan(&id(moved))));
            for payee in ["B", "C", "D"] {
                let sent = made.sent.get(payee).map_or(0, |sent| sent.high.minor);
                let plain = |moved: &Dated<'_>| out(moved) && !fee(moved) && !cash(moved) && !is_loan(&id(moved));
                let expected = total(&|moved| plain(moved) && moved.payee() == Some(payee) && payee != "D");
                assert_eq!(sent, expected, "{payee} of {seed}");
            }
        }
    }

    #[test]
    fn a_word_of_a_loan_is_a_word() {
        for text in ["PRET PERSO 12", "Loan repayment", "rate împrumut", "KREDIT-NR 7"] {
            assert!(speaks_of_loan(text), "{text}");
        }
        for text in ["interpretation", "ready", "CREDIT VIREMENT", ""] {
            assert!(!speaks_of_loan(text), "{text}");
        }
    }
}
