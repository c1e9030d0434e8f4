//! Who is in a case: names that nobody else has, people without an account, and accounts of people, firms and public bodies.

use std::sync::Arc;

use filature_model::AccountKind;

use crate::calendar::civil;
use crate::case::{Bank, Identity, SynthAccount, SynthSide};
use crate::dice::Dice;
use crate::draft::{Draft, Holder, Payee, Payer};
use crate::people::Origin;
use crate::{iban, names};

const STREETS: [&str; 8] = [
    "des Exemples",
    "du Lavoir Bleu",
    "des Trois Merles",
    "de la Vigne Haute",
    "du Pré Vermeil",
    "des Lampions",
    "du Four à Chaux",
    "de la Passerelle",
];

impl Draft {
    /// A name that nobody in the case has yet.
    pub(crate) fn name(&mut self, dice: &mut Dice, origin: Origin) -> String {
        // The lists give some ten thousand names; a large case then needs second given names.
        let mut name = names::name(dice, origin);
        while !self.names.insert(name.clone()) {
            let other = names::name(dice, origin);
            name = if dice.chance(50) { other } else { format!("{}-{name}", names::given(dice, origin)) };
        }
        name
    }

    /// A relative's name, likewise.
    pub(crate) fn relative(&mut self, dice: &mut Dice, origin: Origin, of: &str) -> String {
        for _ in 0..20 {
            let name = names::relative(dice, origin, of);
            if self.names.insert(name.clone()) {
                return name;
            }
        }
        self.name(dice, origin)
    }

    /// A firm's name that no other has: the one given while it is free, then others of the same trade.
    pub(crate) fn firm_name(&mut self, dice: &mut Dice, wanted: &str) -> String {
        let mut name = wanted.to_owned();
        while !self.names.insert(name.clone()) {
            let trade = wanted.split(' ').next().unwrap_or("Maison");
            let form = wanted.rsplit(' ').next().filter(|word| ["SARL", "SAS", "shpk", "d.o.o."].contains(word));
            name = format!(
                "{trade} {}{}{}",
                names::fancy(dice),
                if form.is_some() { " " } else { "" },
                form.unwrap_or("")
            );
            if dice.chance(25) {
                name = format!("{name} {}", names::fancy(dice));
            }
        }
        name
    }

    /// Someone abroad without an account; the operator mostly keeps a telephone or a document.
    pub(crate) fn payee(&mut self, dice: &mut Dice, origin: Origin, village: &str) -> Payee {
        let name = Arc::from(self.name(dice, origin));
        let identity = self.identity(dice, origin);
        Payee { name, origin, village: Arc::from(village), identity }
    }

    /// A telephone, a document, both, or now and then neither.
    pub(crate) fn identity(&mut self, dice: &mut Dice, origin: Origin) -> Option<Arc<Identity>> {
        let phone = if dice.chance(72) { self.numbers.phone(origin) } else { String::new() };
        let document = if dice.chance(55) { self.numbers.document() } else { String::new() };
        (!phone.is_empty() || !document.is_empty()).then(|| Arc::new(Identity { document, phone }))
    }

    /// A private person who pays through an app that shows the telephone, and has no account in the case.
    pub(crate) fn passer_by(&mut self, dice: &mut Dice) -> SynthSide {
        let name = Arc::from(self.name(dice, Origin::France));
        let phone = if dice.chance(65) { self.numbers.phone(Origin::France) } else { String::new() };
        let identity = (!phone.is_empty()).then(|| Arc::new(Identity { document: String::new(), phone }));
        SynthSide { account: None, name, country: "FR", city: Arc::default(), identity }
    }

    /// The account of a public body; opened when it is first asked for.
    pub(crate) fn public(&mut self, dice: &mut Dice, payer: Payer) -> usize {
        if let Some((_, account)) = self.payers.iter().find(|(known, _)| *known == payer) {
            return *account;
        }
        let name = match payer {
            Payer::Family => "Caisse Publique des Allocations du Confluent",
            Payer::Work => "Office Public du Retour au Travail",
            Payer::Pension => "Caisse Publique des Retraites du Confluent",
            Payer::Study => "Service Public des Bourses d'Études",
            Payer::Health => "Caisse Publique de Santé du Confluent",
            Payer::Tax => "Trésor Public du Confluent",
        };
        let account = self.firm(dice, Bank::Confluent, name, "Lyon");
        self.accounts[account].kind = AccountKind::Public;
        self.payers.push((payer, account));
        account
    }

    /// Opens an account; its statements are in the case unless the bank never gives any.
    pub(crate) fn open(&mut self, dice: &mut Dice, bank: Bank, holder: Holder) -> usize {
        let position = self.accounts.len();
        // A permutation of ten-digit numbers: numbers never repeat, and their order tells nothing.
        let number = (position as u64 * 6_364_136_223 + 2_718_281_829) % 10_000_000_000;
        let iban = match bank {
            Bank::Jasen => iban::serbian(bank.code(), number),
            Bank::Lisi => iban::albanian(bank.code(), dice.below(90) + 1, number),
            _ => iban::french(bank.code(), dice.below(90) + 1, number),
        };
        let phone = self.numbers.phone(holder.origin);
        let opened = civil(self.first - dice.days(300, 3_000));
        let address = format!("{} rue {}, {}", dice.below(180) + 1, dice.pick(&STREETS), holder.city);
        let email = self.numbers.email(&holder.name);
        let device = if dice.chance(8) { self.numbers.device() } else { String::new() };
        let personal = holder.kind == AccountKind::Personal;
        self.accounts.push(SynthAccount {
            iban,
            bank,
            country: holder.origin.country(),
            holder: Arc::from(holder.name),
            kind: holder.kind,
            city: Arc::from(holder.city),
            address,
            birth_date: personal.then(|| civil(self.first - dice.days(19 * 366, 64 * 365))),
            phone,
            email,
            device,
            introducer: String::new(),
            opened_on: opened,
            opening_minor: dice.between(8_000, 90_000),
            in_case: bank != Bank::Cimes,
        });
        position
    }

    /// A person's account.
    pub(crate) fn person(&mut self, dice: &mut Dice, bank: Bank, origin: Origin, city: &str) -> usize {
        let name = self.name(dice, origin);
        self.named(dice, bank, name, city)
    }

    /// The same under a name that was already found.
    pub(crate) fn named(&mut self, dice: &mut Dice, bank: Bank, name: String, city: &str) -> usize {
        // Where the person lives decides the country, not where the name comes from.
        let lives = match bank {
            Bank::Jasen => Origin::Serbia,
            Bank::Lisi => Origin::Albania,
            _ => Origin::France,
        };
        self.open(dice, bank, Holder { name, kind: AccountKind::Personal, origin: lives, city: city.to_owned() })
    }

    /// Sets the age that a holder has at the start of the case, in whole years and some days.
    pub(crate) fn aged(&mut self, dice: &mut Dice, account: usize, youngest: i32, oldest: i32) {
        let days = dice.days(youngest * 365 + youngest / 4 + 1, oldest * 365 + oldest / 4 + 300);
        self.accounts[account].birth_date = Some(civil(self.first - days));
    }

    /// A firm's or an association's account.
    pub(crate) fn firm(&mut self, dice: &mut Dice, bank: Bank, name: &str, city: &str) -> usize {
        let origin = match bank {
            Bank::Jasen => Origin::Serbia,
            Bank::Lisi => Origin::Albania,
            _ => Origin::France,
        };
        let name = self.firm_name(dice, name);
        let holder = Holder { name, kind: AccountKind::Business, origin, city: city.to_owned() };
        let position = self.open(dice, bank, holder);
        self.accounts[position].opening_minor = dice.between(400_000, 2_500_000);
        position
    }
}
