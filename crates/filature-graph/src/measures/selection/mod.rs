//! Which transactions count: the words of a rule, resolved to numbers once, so that a transaction is tested by look-ups.
//!
//! ```text
//! "channel:card class:lodging" ─► words (parse) ─► tests, the cheap ones first ─► selects(position)
//! ```

mod abroad;
mod parse;

use filature_model::AccountKind;

use super::reading::known;
use super::{MeasureError, View};
use abroad::Abroad;

/// A selection as rules write it, for one ledger: all of its words must hold; without words it selects everything.
///
/// The words are those of `docs/reference/sql.md`. Times of day run from the first minute, which is among them, to the
/// second, which is not: `minute:22:00-06:00` is the night.
///
/// ```
/// use filature_graph::measures::{Meaning, Selection, View};
/// use filature_model::{Details, Transactions};
/// let ledger = Transactions::small(&[("A", "B", 500, 1), ("B", "", 300, 2)]);
/// let (details, meaning) = (Details::default(), Meaning::default());
/// let view = View { ledger: &ledger, details: &details, meaning: &meaning };
/// let to_the_known = Selection::parse("payee:known channel:transfer,card", &view)?;
/// assert!(to_the_known.selects(&view, 0));
/// assert!(!to_the_known.selects(&view, 1));
/// let said = Selection::parse("chanel:card", &view).unwrap_err().to_string();
/// assert!(said.contains("chanel:card") && said.contains("channel:"), "{said}");
/// # Ok::<(), filature_graph::measures::MeasureError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Selection {
    tests: Vec<Test>,
}

/// One word, in order of what it costs to test it.
#[derive(Clone, Debug)]
enum Test {
    /// Bits by the number of a channel.
    Channels(u16),
    /// Between two minutes of the day, the first included; over midnight when the first is the later one.
    Minutes { from: u16, until: u16 },
    /// It is pay, or is not.
    Pay(bool),
    /// It is between accounts of one holder, or is not.
    Own(bool),
    /// Cents of euro, ends included.
    Euro { least_minor: i64, most_minor: i64 },
    /// Numbers of words of the countries where it was done.
    Countries(Vec<u32>),
    /// Which kinds of payers.
    Payer(Ends),
    /// Which kinds of payees.
    Payee(Ends),
    /// By class, and at the end for no class.
    Classes(Box<[bool; 256]>),
    /// By topic, likewise.
    Topics(Box<[bool; 256]>),
    /// In, or to, another country.
    Abroad(Box<Abroad>),
}

/// Kinds of parties; one of those that are set must hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Ends {
    person: bool,
    firm: bool,
    public: bool,
    agent: bool,
    account: bool,
    known: bool,
    unknown: bool,
}

impl Ends {
    fn hold(self, view: &View<'_>, party: u32) -> bool {
        if known(party).is_none() {
            return self.unknown;
        }
        if self.known {
            return true;
        }
        if !view.is_account(party) {
            return self.person;
        }
        self.account
            || match view.kind(party) {
                Some(AccountKind::Personal) => self.person,
                Some(AccountKind::Business | AccountKind::Merchant) => self.firm,
                Some(AccountKind::Public) => self.public,
                Some(AccountKind::Agent) => self.agent,
                None => false,
            }
    }
}

impl Selection {
    /// Reads a selection for a ledger.
    ///
    /// # Errors
    /// A word that is not known, or that names a channel, class, topic, time, country or party in a way that nothing
    /// can have; the error says what was expected. A country that does not occur is no error, and selects nothing.
    pub fn parse(selection: &str, view: &View<'_>) -> Result<Self, MeasureError> {
        let mut tests: Vec<Test> =
            selection.split_whitespace().map(|word| parse::word(word, view)).collect::<Result<_, _>>()?;
        tests.sort_by_key(Test::cost);
        Ok(Self { tests })
    }

    /// Whether it selects the transaction at a position of the ledger.
    pub fn selects(&self, view: &View<'_>, position: usize) -> bool {
        self.tests.iter().all(|test| test.holds(view, position))
    }
}

impl Test {
    fn cost(&self) -> u8 {
        match self {
            Self::Channels(_) | Self::Pay(_) | Self::Own(_) => 0,
            Self::Minutes { .. } | Self::Countries(_) | Self::Euro { .. } => 1,
            Self::Payer(_) | Self::Payee(_) | Self::Classes(_) => 2,
            Self::Topics(_) => 3,
            Self::Abroad(_) => 4,
        }
    }

    fn holds(&self, view: &View<'_>, position: usize) -> bool {
        match self {
            Self::Channels(bits) => bits >> (view.ledger.channel[position] as u16) & 1 == 1,
            &Self::Minutes { from, until } => view.details.minute_of(position).is_some_and(|minute| {
                if from < until { (from..until).contains(&minute) } else { minute >= from || minute < until }
            }),
            &Self::Pay(is_pay) => view.is_pay(position) == is_pay,
            &Self::Own(is_own) => view.details.own.get(position).is_some_and(|&own| own) == is_own,
            &Self::Euro { least_minor, most_minor } => {
                view.details.euro(position).is_some_and(|minor| (least_minor..=most_minor).contains(&minor))
            }
            Self::Countries(words) => words.contains(&view.details.country.code(position)),
            Self::Payer(ends) => ends.hold(view, view.payer(position)),
            Self::Payee(ends) => ends.hold(view, view.payee(position)),
            Self::Classes(classes) => classes[usize::from(view.class(position))],
            Self::Topics(topics) => topics[usize::from(view.topic(position))],
            Self::Abroad(abroad) => abroad.holds(view, position),
        }
    }
}
