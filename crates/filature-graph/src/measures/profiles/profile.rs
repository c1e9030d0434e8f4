//! The sums of one account in one currency, and what of its payments is for living.

use filature_model::{AccountKind, Channel};

use crate::measures::events::{Event, Way};
use crate::measures::{Meaning, View};

/// Classes whose merchants are paid to live.
const CLASSES: [&str; 5] = ["food", "telecom", "transport", "household", "delivery"];
/// Topics of payments to live.
const TOPICS: [&str; 7] = ["rent", "food", "transport", "insurance", "top-up", "tax", "loan-repayment"];
/// What is never looked at, whatever else its text says.
const HEALTH: &str = "health";

/// Which classes and topics are for living, by their numbers.
pub(super) struct Living {
    classes: [bool; 256],
    topics: [bool; 256],
    health: Option<u8>,
    rent: Option<u8>,
    /// A bill is for living when a firm is paid.
    invoice: Option<u8>,
}

impl Living {
    pub(super) fn new(meaning: &Meaning) -> Self {
        let number = |names: &[String], name: &str| {
            let found = names.iter().take(usize::from(Meaning::NONE)).position(|known| known == name);
            found.and_then(|at| u8::try_from(at).ok())
        };
        let table = |names: &[String], wanted: &[&str]| {
            let mut table = [false; 256];
            wanted.iter().filter_map(|name| number(names, name)).for_each(|at| table[usize::from(at)] = true);
            table
        };
        Self {
            classes: table(&meaning.classes, &CLASSES),
            topics: table(&meaning.topics, &TOPICS),
            health: number(&meaning.classes, HEALTH),
            rent: number(&meaning.topics, "rent"),
            invoice: number(&meaning.topics, "invoice"),
        }
    }

    fn counts(&self, view: &View<'_>, payment: &Event, topic: u8) -> bool {
        let class = view.class(payment.place());
        if Some(class) == self.health {
            return false;
        }
        let is_firm = || matches!(view.kind(payment.other), Some(AccountKind::Business | AccountKind::Merchant));
        self.classes[usize::from(class)]
            || self.topics[usize::from(topic)]
            || (Some(topic) == self.invoice && is_firm())
    }
}

/// Sums, in minor units of the currency unless they are of euro; what is paid in and out.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    pub in_minor: i128,
    pub out_minor: i128,
    pub ins: i64,
    pub outs: i64,
    pub pay_minor: i128,
    pub living_minor: i128,
    pub rent_minor: i128,
    pub cash_in_minor: i128,
    pub cash_out_minor: i128,
    pub card_minor: i128,
    pub remitted_minor: i128,
    /// None where no rate is known for one of them.
    pub euro_in_minor: Option<i128>,
    /// Likewise.
    pub euro_out_minor: Option<i128>,
}

impl Profile {
    pub(super) fn new(view: &View<'_>, living: &Living, events: &[Event]) -> Self {
        let mut profile = Self {
            in_minor: 0,
            out_minor: 0,
            ins: 0,
            outs: 0,
            pay_minor: 0,
            living_minor: 0,
            rent_minor: 0,
            cash_in_minor: 0,
            cash_out_minor: 0,
            card_minor: 0,
            remitted_minor: 0,
            euro_in_minor: Some(0),
            euro_out_minor: Some(0),
        };
        for event in events {
            match event.way {
                Way::In => profile.add_in(view, event),
                Way::Out => profile.add_out(view, living, event),
            }
        }
        profile
    }

    fn add_in(&mut self, view: &View<'_>, event: &Event) {
        let (place, minor) = (event.place(), i128::from(event.minor));
        self.ins += 1;
        self.in_minor += minor;
        if view.is_pay(place) {
            self.pay_minor += minor;
        }
        if view.ledger.channel[place] == Channel::CashIn {
            self.cash_in_minor += minor;
        }
        add_euro(&mut self.euro_in_minor, view, place);
    }

    fn add_out(&mut self, view: &View<'_>, living: &Living, event: &Event) {
        let (place, minor) = (event.place(), i128::from(event.minor));
        self.outs += 1;
        self.out_minor += minor;
        let topic = view.topic(place);
        if living.counts(view, event, topic) {
            self.living_minor += minor;
        }
        if Some(topic) == living.rent {
            self.rent_minor += minor;
        }
        match view.ledger.channel[place] {
            Channel::CashOut => self.cash_out_minor += minor,
            Channel::Card => self.card_minor += minor,
            Channel::Remittance => self.remitted_minor += minor,
            _ => {}
        }
        add_euro(&mut self.euro_out_minor, view, place);
    }
}

fn add_euro(sum: &mut Option<i128>, view: &View<'_>, place: usize) {
    *sum = sum.and_then(|sum| Some(sum + i128::from(view.details.euro(place)?)));
}
