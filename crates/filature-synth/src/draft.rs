//! A case while it is written: accounts are opened, money is moved, and at the end everything gets its id.

use std::collections::BTreeSet;

use filature_model::{AccountKind, Channel};

use crate::calendar::{civil, months};
use crate::case::{Bank, Part, PartOf, SynthAccount, SynthSide, SynthTransfer, TrueLookAlike, TrueNetwork, Truth};
use crate::dice::Dice;
use crate::people::{self, Origin};
use crate::{SyntheticCase, iban};

/// The case as far as it is written.
pub(crate) struct Draft {
    pub(crate) accounts: Vec<SynthAccount>,
    pub(crate) truth: Truth,
    /// What the next transfers belong to.
    pub(crate) part_of: PartOf,
    moves: Vec<(i32, SynthTransfer)>,
    names: BTreeSet<String>,
    first: i32,
    last: i32,
}

/// Who opens an account.
pub(crate) struct Holder {
    pub(crate) name: String,
    pub(crate) kind: AccountKind,
    pub(crate) origin: Origin,
    pub(crate) city: String,
}

/// A day and a minute of it.
#[derive(Clone, Copy)]
pub(crate) struct When {
    pub(crate) day: i32,
    pub(crate) minute: i32,
}

/// A person who is paid through a money-transfer operator and has no account.
#[derive(Clone)]
pub(crate) struct Payee {
    pub(crate) name: String,
    pub(crate) origin: Origin,
    pub(crate) village: String,
}

impl When {
    /// In office hours of that day.
    pub(crate) fn office(dice: &mut Dice, day: i32) -> Self {
        Self { day, minute: dice.days(480, 1_080) }
    }

    /// Early on that day, when banks run wages and direct debits.
    pub(crate) fn early(dice: &mut Dice, day: i32) -> Self {
        Self { day, minute: dice.days(300, 420) }
    }
}

impl Draft {
    pub(crate) fn new() -> Self {
        let months = months();
        Self {
            accounts: Vec::new(),
            truth: Truth::default(),
            part_of: PartOf::Life,
            moves: Vec::new(),
            names: BTreeSet::new(),
            first: months.first().map_or(0, |month| month.first),
            last: months.last().map_or(0, |month| month.last),
        }
    }

    /// How many transfers there are so far.
    pub(crate) fn len(&self) -> usize {
        self.moves.len()
    }

    /// How many of them belong to networks.
    pub(crate) fn in_networks(&self) -> usize {
        self.moves.iter().filter(|(_, made)| matches!(made.part_of, PartOf::Network(_))).count()
    }

    /// A name that nobody in the case has yet.
    pub(crate) fn name(&mut self, dice: &mut Dice, origin: Origin) -> String {
        // The lists give some hundred names; a large case then needs second given names.
        let mut name = people::name(dice, origin);
        while !self.names.insert(name.clone()) {
            let other = people::name(dice, origin);
            let given = other.split(' ').next().unwrap_or_default();
            name = if dice.chance(50) { other } else { format!("{given}-{name}") };
        }
        name
    }

    /// A relative's name, likewise.
    pub(crate) fn relative(&mut self, dice: &mut Dice, origin: Origin, of: &str) -> String {
        for _ in 0..20 {
            let name = people::relative(dice, origin, of);
            if self.names.insert(name.clone()) {
                return name;
            }
        }
        self.name(dice, origin)
    }

    /// Someone abroad without an account.
    pub(crate) fn payee(&mut self, dice: &mut Dice, origin: Origin, village: &str) -> Payee {
        Payee { name: self.name(dice, origin), origin, village: village.to_owned() }
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
        let phone = match holder.origin {
            // Numbers that the regulator keeps for films and books.
            Origin::France => format!("+33 6 39 98 {:02} {:02}", position / 100 % 100, position % 100),
            Origin::Serbia => format!("+381 60 000 {position:04}"),
            Origin::Albania => format!("+355 60 000 {position:04}"),
        };
        let opened = civil(self.first - dice.days(300, 3_000));
        let address = format!("{} rue des Exemples, {}", dice.below(180) + 1, holder.city);
        self.accounts.push(SynthAccount {
            iban,
            bank,
            country: holder.origin.country().to_owned(),
            holder: holder.name,
            kind: holder.kind,
            city: holder.city,
            address,
            phone,
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
        // Where the person lives decides the country, not where the name comes from.
        let lives = match bank {
            Bank::Jasen => Origin::Serbia,
            Bank::Lisi => Origin::Albania,
            _ => Origin::France,
        };
        self.open(dice, bank, Holder { name, kind: AccountKind::Personal, origin: lives, city: city.to_owned() })
    }

    /// A firm's or an association's account.
    pub(crate) fn firm(&mut self, dice: &mut Dice, bank: Bank, name: &str, city: &str) -> usize {
        let origin = match bank {
            Bank::Jasen => Origin::Serbia,
            Bank::Lisi => Origin::Albania,
            _ => Origin::France,
        };
        let holder = Holder { name: name.to_owned(), kind: AccountKind::Business, origin, city: city.to_owned() };
        let position = self.open(dice, bank, holder);
        self.accounts[position].opening_minor = dice.between(400_000, 2_500_000);
        position
    }

    /// The account as a side of a transfer.
    pub(crate) fn side(&self, account: usize) -> SynthSide {
        let known = &self.accounts[account];
        SynthSide {
            account: Some(account),
            name: known.holder.clone(),
            country: known.country.clone(),
            city: known.city.clone(),
        }
    }

    /// Adds a transfer, unless it falls outside the months of the case or is of nothing.
    pub(crate) fn push(
        &mut self,
        when: When,
        debtor: SynthSide,
        creditor: SynthSide,
        amount_minor: i64,
        channel: Channel,
        text: String,
    ) -> Option<&mut SynthTransfer> {
        if when.day < self.first || when.day > self.last || amount_minor <= 0 {
            return None;
        }
        let minute = u16::try_from(when.minute.clamp(0, 1_439)).unwrap_or(0);
        let made = SynthTransfer {
            id: String::new(),
            booked_on: civil(when.day),
            minute,
            debtor,
            creditor,
            amount_minor,
            channel,
            text,
            reference: String::new(),
            country: String::new(),
            city: String::new(),
            terminal: String::new(),
            mcc: String::new(),
            payroll: false,
            part_of: self.part_of,
        };
        self.moves.push((when.day, made));
        self.moves.last_mut().map(|(_, made)| made)
    }

    /// Puts all in order of time, gives the ids, and makes every opening large enough for what follows.
    pub(crate) fn finish(mut self) -> SyntheticCase {
        // Stable: what was written first stays first within a minute.
        self.moves.sort_by_key(|(day, made)| (*day, made.minute));
        let mut transfers: Vec<SynthTransfer> = self.moves.into_iter().map(|(_, made)| made).collect();
        for (number, made) in (1_u32..).zip(&mut transfers) {
            made.id = format!("T{number:07}");
            if matches!(made.channel, Channel::Transfer | Channel::Remittance) {
                made.reference = format!("E{:07}", u64::from(number) * 7_368_787 % 10_000_000);
            }
            match made.part_of {
                PartOf::Life => {}
                PartOf::Network(at) => self.truth.networks[at].transfers.push(made.id.clone()),
                PartOf::LookAlike(at) => self.truth.look_alikes[at].transfers.push(made.id.clone()),
            }
        }
        raise_openings(&mut self.accounts, &transfers);
        SyntheticCase { accounts: self.accounts, transfers, truth: self.truth }
    }

    /// Begins a network: what is moved from now on belongs to it.
    pub(crate) fn begin_network(&mut self, network: TrueNetwork) {
        self.part_of = PartOf::Network(self.truth.networks.len());
        self.truth.networks.push(network);
    }

    /// Gives an account its part in the look-alike that was begun last.
    pub(crate) fn takes_part(&mut self, account: usize, role: &'static str) {
        let account = self.accounts[account].iban.clone();
        if let Some(truth) = self.truth.look_alikes.last_mut() {
            truth.accounts.push(Part { account, role });
        }
    }

    /// Begins a look-alike, likewise.
    pub(crate) fn begin_look_alike(&mut self, kind: &'static str) {
        self.part_of = PartOf::LookAlike(self.truth.look_alikes.len());
        self.truth.look_alikes.push(TrueLookAlike { kind, accounts: Vec::new(), transfers: Vec::new() });
    }
}

/// No account of a case is overdrawn: where the drawn opening is too small, it is what is needed and a little.
fn raise_openings(accounts: &mut [SynthAccount], transfers: &[SynthTransfer]) {
    let mut running = vec![0_i64; accounts.len()];
    let mut lowest = vec![0_i64; accounts.len()];
    for made in transfers {
        if let Some(from) = made.debtor.account {
            running[from] -= made.amount_minor;
            lowest[from] = lowest[from].min(running[from]);
        }
        if let Some(to) = made.creditor.account {
            running[to] += made.amount_minor;
        }
    }
    for (account, lowest) in accounts.iter_mut().zip(lowest) {
        account.opening_minor = account.opening_minor.max(4_217 - lowest);
    }
}
