//! From positions to a finding: ids, days, amounts and roles.

use std::collections::BTreeMap;

use filature_model::{Currency, Finding, Member, OUTSIDE, Reason, Transactions, decimal_string, from_days};

const DAY_MICROS: i64 = 86_400_000_000;

/// What a pattern found, before it is written in the words of the model.
pub(crate) struct Draft {
    /// The pattern.
    pub kind: &'static str,
    /// Where its definition comes from.
    pub source: &'static str,
    /// How surprising it is, thousandths of a bit (see [`crate::chance`]).
    pub surprise_millibits: i64,
    /// Accounts and roles; [`OUTSIDE`] is left out, and who has two roles is a `member`.
    pub accounts: Vec<(u32, &'static str)>,
    /// Positions in the ledger, in order.
    pub positions: Vec<u32>,
    /// What moved through, minor units of `currency`.
    pub amount_minor: i128,
    /// The currency of the pattern.
    pub currency: Currency,
    /// The figures.
    pub why: Vec<(&'static str, Reason)>,
}

impl Draft {
    /// The finding.
    pub fn finish(self, ledger: &Transactions) -> Finding {
        let transactions: Vec<String> =
            self.positions.iter().map(|&position| ledger.ids[position as usize].clone()).collect();
        let day = |position: Option<&u32>| position.map_or_else(String::new, |&at| day(ledger.at_micros(at as usize)));
        Finding {
            id: id(self.kind, &transactions),
            kind: self.kind.to_owned(),
            score: self.surprise_millibits,
            accounts: members(ledger, self.accounts),
            amount: decimal_string(self.amount_minor, self.currency),
            currency: self.currency.code().to_owned(),
            from: day(self.positions.first()),
            to: day(self.positions.last()),
            why: self.why.into_iter().map(|(name, reason)| (name.to_owned(), reason)).collect(),
            source: self.source.to_owned(),
            use_: "evidence".to_owned(),
            transactions,
        }
    }
}

/// An amount as a reason.
pub(crate) fn amount(minor: i128, currency: Currency) -> Reason {
    Reason::Text(decimal_string(minor, currency))
}

/// An amount as a reason, with its currency where that is not the finding's.
pub(crate) fn amount_beside(minor: i128, currency: Currency, of_finding: Currency) -> Reason {
    let text = decimal_string(minor, currency);
    Reason::Text(if currency == of_finding { text } else { format!("{text} {}", currency.code()) })
}

/// A count as a reason.
pub(crate) fn count(number: usize) -> Reason {
    Reason::Number(i64::try_from(number).unwrap_or(i64::MAX))
}

fn members(ledger: &Transactions, accounts: Vec<(u32, &'static str)>) -> Vec<Member> {
    let named = |(account, role): (u32, &'static str)| {
        ledger.account(account).map(|key| Member { account: key.as_str().to_owned(), role: role.to_owned() })
    };
    roles(accounts).into_iter().filter_map(named).collect()
}

/// One role for each account: who has two is a `member`.
pub(crate) fn roles(accounts: Vec<(u32, &'static str)>) -> BTreeMap<u32, &'static str> {
    let mut roles: BTreeMap<u32, &'static str> = BTreeMap::new();
    for (account, role) in accounts.into_iter().filter(|member| member.0 != OUTSIDE) {
        roles.entry(account).and_modify(|known| *known = if *known == role { role } else { "member" }).or_insert(role);
    }
    roles
}

fn day(at_micros: i64) -> String {
    let days = i32::try_from(at_micros.div_euclid(DAY_MICROS)).ok();
    days.and_then(from_days).map_or_else(String::new, |date| date.to_string())
}

/// See [`Finding::id_of`].
fn id(kind: &str, transactions: &[String]) -> String {
    Finding::id_of(kind, &transactions.iter().map(String::as_str).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_of_the_content_and_not_of_its_order() {
        let [one, two] = ["t1".to_owned(), "t2".to_owned()];
        assert_eq!(id("cycle", &[one.clone(), two.clone()]), id("cycle", &[two.clone(), one.clone()]));
        assert_ne!(id("cycle", std::slice::from_ref(&one)), id("cycle", std::slice::from_ref(&two)));
        assert_ne!(id("cycle", &[one]), id("pass-through", &[two]));
        // FNV-1a of "cycle\0" computed apart (python, five lines): fixed, so that ids last between versions.
        assert_eq!(id("cycle", &[]), "cycle-daed4884ff6e");
        assert_eq!(id("cycle", &[]).len(), "cycle-".len() + 12);
    }

    #[test]
    fn days_before_1970_and_past_the_calendar() {
        assert_eq!(day(-1), "1969-12-31");
        assert_eq!(day(i64::MAX), "");
    }
}
