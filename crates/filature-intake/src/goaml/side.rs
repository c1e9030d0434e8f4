//! One side of a transaction: an account, a person or an entity, with what it gave or got.

use filature_model::{Account, Currency, Money, ProblemCode};

use super::people::{Described, Notes, account, entity, person};
use super::words::is_cash;
use crate::xml_tree::Element;

/// How the elements of a side are called where it stands.
pub(super) struct Names {
    /// Before `account`, `person` and `entity`, and before `funds_code`, `country` and `foreign_currency`.
    pub(super) prefix: &'static str,
}

/// A side.
pub(super) struct Side {
    /// The account; none where a person or an entity stands without one.
    pub(super) account: Option<Account>,
    /// The holder, or who stands without an account.
    pub(super) described: Described,
    /// The country that the report gives to the side.
    pub(super) country: Option<String>,
    /// The code of the funds.
    pub(super) funds: Option<String>,
    /// The amount in a currency that is not the report's own.
    pub(super) foreign: Option<Money>,
}

impl Side {
    /// Reads a side; none when it names nobody.
    pub(super) fn read(of: Element<'_>, names: &Names, notes: &mut Notes<'_>) -> Option<Self> {
        let named = |what: &str| {
            let name = format!("{}{what}", names.prefix);
            let mine = format!("{name}_my_client");
            of.children().find(|child| child.name() == name || child.name() == mine)
        };
        let text = |what: &str| of.get(&format!("{}{what}", names.prefix)).map(str::to_owned);
        let (account, described) = match (named("account"), named("person"), named("entity")) {
            (Some(found), _, _) => {
                let account = account(found, notes)?;
                let described = Described { name: account.holder.clone(), ..Described::default() };
                (Some(account), described)
            }
            (None, Some(found), _) => (None, person(found, notes)),
            (None, None, Some(found)) => (None, entity(found)),
            (None, None, None) => return None,
        };
        Some(Self {
            account,
            described,
            country: text("country"),
            funds: text("funds_code"),
            foreign: of.child(&format!("{}foreign_currency", names.prefix)).and_then(|found| foreign(found, notes)),
        })
    }

    /// Whether it stands without an account, and with cash.
    pub(super) fn is_cash(&self) -> bool {
        self.account.is_none() && self.funds.as_deref().is_some_and(is_cash)
    }

    /// The currency of its account.
    pub(super) fn currency(&self) -> Option<Currency> {
        self.account.as_ref()?.currency
    }
}

/// What stands in `foreign_currency`; an amount that cannot be read is told, and the transaction is kept in the report's currency.
fn foreign(of: Element<'_>, notes: &mut Notes<'_>) -> Option<Money> {
    let (code, amount) = (of.get("foreign_currency_code"), of.get("foreign_amount"));
    let (code, amount) = match (code, amount) {
        (Some(code), Some(amount)) => (code, amount),
        (None, None) => return None,
        (code, amount) => {
            let found = code.or(amount).unwrap_or_default();
            notes.add(ProblemCode::UnknownWord, "foreign_currency", found, "a currency and an amount");
            return None;
        }
    };
    let Ok(currency) = code.parse::<Currency>() else {
        notes.add(ProblemCode::UnknownWord, "foreign_currency_code", code, "a code of ISO 4217");
        return None;
    };
    match Money::parse(amount, currency) {
        Ok(money) if money.minor >= 0 => Some(money),
        _ => {
            notes.add(ProblemCode::UnknownWord, "foreign_amount", amount, "a positive amount with a decimal point");
            None
        }
    }
}
