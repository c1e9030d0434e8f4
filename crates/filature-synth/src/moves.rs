//! The ways in which money moves in a case, each with the text that a bank would print.

use filature_model::Channel;

use crate::calendar::civil;
use crate::case::{Bank, SynthSide};
use crate::dice::Dice;
use crate::draft::{Draft, Payee, When};
use crate::people::{self, Origin};

impl Draft {
    /// From one account to another.
    pub(crate) fn transfer(&mut self, when: When, from: usize, to: usize, minor: i64, text: &str) {
        let (debtor, creditor) = (self.side(from), self.side(to));
        self.push(when, debtor, creditor, minor, Channel::Transfer, text.to_owned());
    }

    /// Pay, marked as such.
    pub(crate) fn wage(&mut self, when: When, from: usize, to: usize, minor: i64, text: &str) {
        let (debtor, creditor) = (self.side(from), self.side(to));
        if let Some(pay) = self.push(when, debtor, creditor, minor, Channel::Transfer, text.to_owned()) {
            pay.payroll = true;
        }
    }

    /// From an account to someone whose account the case does not know, such as a supplier of power.
    pub(crate) fn bill(&mut self, when: When, from: usize, name: &str, minor: i64, text: &str) {
        let debtor = self.side(from);
        let creditor = SynthSide { name: name.to_owned(), country: debtor.country.clone(), ..SynthSide::default() };
        self.push(when, debtor, creditor, minor, Channel::Transfer, text.to_owned());
    }

    /// From someone whose account the case does not know.
    pub(crate) fn gift(&mut self, when: When, to: usize, name: &str, minor: i64, text: &str) {
        let creditor = self.side(to);
        let debtor = SynthSide { name: name.to_owned(), country: creditor.country.clone(), ..SynthSide::default() };
        self.push(when, debtor, creditor, minor, Channel::Transfer, text.to_owned());
    }

    /// A purchase by card in a shop of that country.
    pub(crate) fn card(&mut self, dice: &mut Dice, when: When, from: usize, place: (Origin, &str), minor: i64) {
        let (origin, city) = place;
        let &(shop, mcc) = dice.pick(origin.shops());
        let word = match origin {
            Origin::France => "CARTE",
            Origin::Serbia => "KARTICA",
            Origin::Albania => "KARTE",
        };
        let text = format!("{word} {} {shop} {city}", short_date(when.day));
        let creditor = SynthSide {
            name: shop.to_owned(),
            country: origin.country().to_owned(),
            city: city.to_owned(),
            ..SynthSide::default()
        };
        let debtor = self.side(from);
        if let Some(purchase) = self.push(when, debtor, creditor, minor, Channel::Card, text) {
            purchase.mcc = mcc.to_owned();
            purchase.country = origin.country().to_owned();
            purchase.city = city.to_owned();
        }
    }

    /// Cash from a machine.
    pub(crate) fn cash_out(&mut self, dice: &mut Dice, when: When, from: usize, place: (Origin, &str), minor: i64) {
        let (origin, city) = place;
        let word = if origin == Origin::France { "RETRAIT DAB" } else { "BANKOMAT" };
        let terminal = machine(city, dice.below(3));
        let text = format!("{word} {} {terminal} {city}", short_date(when.day));
        let debtor = self.side(from);
        if let Some(drawn) = self.push(when, debtor, SynthSide::default(), minor, Channel::CashOut, text) {
            (drawn.country, drawn.city) = (origin.country().to_owned(), city.to_owned());
            drawn.terminal = terminal;
        }
    }

    /// Cash over a counter or into a machine, in France.
    pub(crate) fn cash_in(&mut self, dice: &mut Dice, when: When, to: usize, city: &str, minor: i64) {
        let terminal = machine(city, dice.below(3));
        let text = format!("VERSEMENT ESPECES {terminal} {city}");
        let creditor = self.side(to);
        if let Some(paid) = self.push(when, SynthSide::default(), creditor, minor, Channel::CashIn, text) {
            (paid.country, paid.city) = ("FR".to_owned(), city.to_owned());
            paid.terminal = terminal;
        }
    }

    /// A remittance through an operator, to be fetched by name.
    pub(crate) fn remit(&mut self, when: When, from: usize, payee: &Payee, minor: i64) {
        let country = payee.origin.country();
        let text = format!("MANDAT PASSERELLE TRANSFERT {} {} {country}", payee.name, payee.village);
        let creditor = SynthSide {
            account: None,
            name: payee.name.clone(),
            country: country.to_owned(),
            city: payee.village.clone(),
        };
        let (debtor, city) = (self.side(from), self.accounts[from].city.clone());
        if let Some(sent) = self.push(when, debtor, creditor, minor, Channel::Remittance, text) {
            (sent.country, sent.city) = ("FR".to_owned(), city);
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
        let creditor =
            SynthSide { name: bank.name().to_owned(), country: bank.country().to_owned(), ..SynthSide::default() };
        let debtor = self.side(from);
        self.push(when, debtor, creditor, minor, Channel::Fee, text.to_owned());
    }
}

fn machine(city: &str, number: u64) -> String {
    let plain = people::printed(city);
    format!("{}{}", plain.get(..3).unwrap_or("DAB"), 401 + number)
}

fn short_date(day: i32) -> String {
    let date = civil(day);
    format!("{:02}/{:02}", date.day(), date.month())
}
