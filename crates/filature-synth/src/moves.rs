//! The ways in which money moves in a case, each with the text that a bank would print.

use std::borrow::Cow;
use std::sync::Arc;

use filature_model::Channel;

use crate::calendar::civil;
use crate::case::{Bank, SynthSide};
use crate::dice::Dice;
use crate::draft::{Draft, Payee, When};
use crate::people::Origin;

impl Draft {
    /// From one account to another.
    pub(crate) fn transfer(
        &mut self,
        when: When,
        from: usize,
        to: usize,
        minor: i64,
        text: impl Into<Cow<'static, str>>,
    ) {
        let (debtor, creditor) = (self.side(from), self.side(to));
        self.push(when, debtor, creditor, minor, Channel::Transfer, text);
    }

    /// Pay, marked as such.
    pub(crate) fn wage(&mut self, when: When, from: usize, to: usize, minor: i64, text: impl Into<Cow<'static, str>>) {
        let (debtor, creditor) = (self.side(from), self.side(to));
        if let Some(pay) = self.push(when, debtor, creditor, minor, Channel::Transfer, text) {
            pay.payroll = true;
        }
    }

    /// From an account to someone whose account the case does not know, such as a supplier of power.
    pub(crate) fn bill(&mut self, when: When, from: usize, name: &str, minor: i64, text: impl Into<Cow<'static, str>>) {
        let debtor = self.side(from);
        let creditor = SynthSide { name: Arc::from(name), country: debtor.country, ..SynthSide::default() };
        self.push(when, debtor, creditor, minor, Channel::Transfer, text);
    }

    /// From someone whose account the case does not know.
    pub(crate) fn gift(&mut self, when: When, to: usize, name: &str, minor: i64, text: impl Into<Cow<'static, str>>) {
        let creditor = self.side(to);
        let debtor = SynthSide { name: Arc::from(name), country: creditor.country, ..SynthSide::default() };
        self.push(when, debtor, creditor, minor, Channel::Transfer, text);
    }

    /// From a side that was made before, such as a passer-by.
    pub(crate) fn paid_by(
        &mut self,
        when: When,
        debtor: SynthSide,
        to: usize,
        minor: i64,
        text: impl Into<Cow<'static, str>>,
    ) {
        let creditor = self.side(to);
        self.push(when, debtor, creditor, minor, Channel::Transfer, text);
    }

    /// What a trader pays for things brought to the counter.
    pub(crate) fn sale(&mut self, when: When, to: usize, name: &str, mcc: &'static str, minor: i64) {
        let creditor = self.side(to);
        let debtor = SynthSide { name: Arc::from(name), country: "FR", ..SynthSide::default() };
        if let Some(sale) = self.push(when, debtor, creditor, minor, Channel::Transfer, "RACHAT COMPTOIR") {
            sale.mcc = mcc;
        }
    }

    /// A purchase by card in some shop of that town.
    pub(crate) fn card(&mut self, dice: &mut Dice, when: When, from: usize, place: (Origin, &str), minor: i64) {
        let at = self.places.at(dice, place.0, place.1);
        let shop = self.places.get(at).shop(dice);
        let (name, mcc) = (Arc::clone(&shop.name), shop.mcc);
        self.paid_by_card(when, from, at, (name, mcc), minor);
    }

    /// A purchase by card in a shop of which the kind matters: its name and its category.
    pub(crate) fn card_at(
        &mut self,
        dice: &mut Dice,
        when: When,
        from: usize,
        shop: (&str, &'static str),
        city: &str,
        minor: i64,
    ) {
        let at = self.places.at(dice, Origin::France, city);
        self.paid_by_card(when, from, at, (Arc::from(shop.0), shop.1), minor);
    }

    /// The same where place and shop are known by position.
    pub(crate) fn paid_by_card(
        &mut self,
        when: When,
        from: usize,
        at: usize,
        shop: (Arc<str>, &'static str),
        minor: i64,
    ) {
        let (origin, city) = self.where_is(at);
        let word = match origin {
            Origin::France => "CARTE",
            Origin::Albania => "KARTE",
            _ => "KARTICA",
        };
        let text = format!("{word} {} {} {city}", short_date(when.day), shop.0);
        let country = origin.country();
        let creditor = SynthSide { name: shop.0, country, city: Arc::clone(&city), ..SynthSide::default() };
        let debtor = self.side(from);
        if let Some(purchase) = self.push(when, debtor, creditor, minor, Channel::Card, text) {
            (purchase.mcc, purchase.country, purchase.city) = (shop.1, country, city);
        }
    }

    /// Cash from one of the machines of a town.
    pub(crate) fn cash_out(&mut self, dice: &mut Dice, when: When, from: usize, place: (Origin, &str), minor: i64) {
        let at = self.places.at(dice, place.0, place.1);
        let machine = dice.index(3);
        self.cash_out_at(when, from, (at, machine), minor);
    }

    /// Cash from a machine: a place and the position of one of its machines.
    pub(crate) fn cash_out_at(&mut self, when: When, from: usize, machine: (usize, usize), minor: i64) {
        let (origin, city) = self.where_is(machine.0);
        let terminal = self.machine(machine);
        let word = if origin == Origin::France { "RETRAIT DAB" } else { "BANKOMAT" };
        let text = format!("{word} {} {terminal} {city}", short_date(when.day));
        let debtor = self.side(from);
        if let Some(drawn) = self.push(when, debtor, SynthSide::default(), minor, Channel::CashOut, text) {
            (drawn.country, drawn.city, drawn.terminal) = (origin.country(), city, terminal);
        }
    }

    /// Cash over a counter or into a machine, in France.
    pub(crate) fn cash_in(&mut self, dice: &mut Dice, when: When, to: usize, city: &str, minor: i64) {
        let at = self.places.at(dice, Origin::France, city);
        let machine = dice.index(3);
        self.cash_in_at(when, to, (at, machine), "", minor);
    }

    /// Cash into a machine, with the name of whoever brought it where the bank asked.
    pub(crate) fn cash_in_at(&mut self, when: When, to: usize, machine: (usize, usize), by: &str, minor: i64) {
        let (origin, city) = self.where_is(machine.0);
        let terminal = self.machine(machine);
        let text = format!("VERSEMENT ESPECES {terminal} {city}");
        let creditor = self.side(to);
        let debtor = match by {
            "" => SynthSide::default(),
            by => SynthSide { name: Arc::from(by), country: origin.country(), ..SynthSide::default() },
        };
        if let Some(paid) = self.push(when, debtor, creditor, minor, Channel::CashIn, text) {
            (paid.country, paid.city, paid.terminal) = (origin.country(), city, terminal);
        }
    }

    /// A remittance through an agent of the sender's town, to be fetched by name.
    pub(crate) fn remit(&mut self, dice: &mut Dice, when: When, from: usize, payee: &Payee, minor: i64) {
        let city = Arc::clone(&self.accounts[from].city);
        let at = self.places.at(dice, Origin::France, &city);
        let agent = dice.index(self.places.get(at).agents.len());
        self.remit_at(when, from, payee, (at, agent), minor);
    }

    /// The same through a certain agent: a place and the position of one of its agents.
    pub(crate) fn remit_at(&mut self, when: When, from: usize, payee: &Payee, agent: (usize, usize), minor: i64) {
        let country = payee.origin.country();
        let text = format!("MANDAT PASSERELLE TRANSFERT {} {} {country}", payee.name, payee.village);
        let creditor = SynthSide {
            account: None,
            name: Arc::clone(&payee.name),
            country,
            city: Arc::clone(&payee.village),
            identity: payee.identity.clone(),
        };
        let debtor = self.side(from);
        let (origin, city) = self.where_is(agent.0);
        let terminal = one_of(&self.places.get(agent.0).agents, agent.1);
        if let Some(sent) = self.push(when, debtor, creditor, minor, Channel::Remittance, text) {
            (sent.country, sent.city, sent.terminal) = (origin.country(), city, terminal);
        }
    }

    /// The bank's own charge.
    pub(crate) fn fee(&mut self, when: When, from: usize, minor: i64) {
        let bank = self.accounts[from].bank;
        let text = match bank {
            Bank::Jasen => "NAKNADA ZA VODJENJE RACUNA",
            Bank::Lisi => "KOMISION MIRËMBAJTJE",
            _ => "FRAIS DE TENUE DE COMPTE",
        };
        let creditor = SynthSide { name: Arc::from(bank.name()), country: bank.country(), ..SynthSide::default() };
        let debtor = self.side(from);
        self.push(when, debtor, creditor, minor, Channel::Fee, text);
    }

    fn where_is(&self, at: usize) -> (Origin, Arc<str>) {
        let place = self.places.get(at);
        (place.origin, Arc::clone(&place.name))
    }

    fn machine(&self, (at, number): (usize, usize)) -> Arc<str> {
        one_of(&self.places.get(at).machines, number)
    }
}

/// The item at that position, counted round.
fn one_of(items: &[Arc<str>], number: usize) -> Arc<str> {
    items.get(number % items.len().max(1)).map_or_else(Arc::default, Arc::clone)
}

fn short_date(day: i32) -> String {
    let date = civil(day);
    format!("{:02}/{:02}", date.day(), date.month())
}
