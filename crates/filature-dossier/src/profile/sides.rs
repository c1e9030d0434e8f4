//! The sides of transactions that stand on the accounts asked for.

use filature_model::{Channel, Currency, Details, NO_WORD, OUTSIDE, Transactions};

use super::Asked;

const MINUTE_MICROS: i64 = 60_000_000;
const MINUTES_OF_A_DAY: i64 = 1_440;
const DAY_MICROS: i64 = MINUTE_MICROS * MINUTES_OF_A_DAY;

/// One side of a transaction, on one of the accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// Position of the transaction.
    pub transaction: u32,
    /// The account on which it stands.
    pub account: u32,
    /// Whether it came in.
    pub is_credit: bool,
    /// Whether the other side is an account of the same holder.
    pub is_own: bool,
    /// Minor units, not negative.
    pub minor: i64,
    /// Their currency.
    pub currency: Currency,
    /// The day as the account's own line has it, since 1970.
    pub day: i32,
    /// The minute of that day, where a time is written.
    pub minute: Option<u16>,
    /// The number of the town among those of the details, where one is written.
    pub town: Option<u32>,
    /// How it moved.
    pub channel: Channel,
    /// Who is on the other side: an account, or behind the accounts a customer; none where nobody is named.
    pub other: Option<u32>,
}

/// All sides on these accounts and days, in the order of the ledger; of one transaction the debit first.
pub fn sides(ledger: &Transactions, details: &Details, asked: &Asked) -> Vec<Side> {
    let mut is_asked = vec![false; ledger.accounts.len()];
    for &account in &asked.accounts {
        if let Some(is_asked) = is_asked.get_mut(account as usize) {
            *is_asked = true;
        }
    }
    let holds = |account: u32| is_asked.get(account as usize).copied().unwrap_or(false);
    let mut sides = Vec::new();
    for at in 0..ledger.len() {
        let is_theirs = [holds(ledger.debtor[at]), holds(ledger.creditor[at])];
        for is_credit in [false, true] {
            if is_theirs[usize::from(is_credit)]
                && let Some(side) = side(ledger, details, at, is_credit, is_theirs == [true, true])
                && asked.from.is_none_or(|from| from <= side.day)
                && asked.to.is_none_or(|to| side.day <= to)
            {
                let is_told = !asked.hides_whereabouts;
                sides.push(Side {
                    minute: side.minute.filter(|_| is_told),
                    town: side.town.filter(|_| is_told),
                    ..side
                });
            }
        }
    }
    sides
}

fn side(ledger: &Transactions, details: &Details, at: usize, is_credit: bool, is_own: bool) -> Option<Side> {
    let sent = (ledger.amount_minor[at], ledger.currency[at]);
    let (minor, currency) = if is_credit { ledger.received[at].unwrap_or(sent) } else { sent };
    let (account, across) = if is_credit {
        (ledger.creditor[at], details.payer.get(at).copied().unwrap_or(ledger.debtor[at]))
    } else {
        (ledger.debtor[at], details.payee.get(at).copied().unwrap_or(ledger.creditor[at]))
    };
    let (day, minute) = day_and_minute(ledger, details, at, is_credit);
    let channel = ledger.channel[at];
    let other = Some(across).filter(|&party| party != OUTSIDE);
    Some(Side {
        transaction: u32::try_from(at).ok()?,
        account,
        is_credit,
        is_own,
        minor,
        currency,
        day,
        minute,
        town: Some(details.city.code(at)).filter(|&town| town != NO_WORD),
        channel,
        other,
    })
}

/// The day of a side.
pub fn day(ledger: &Transactions, details: &Details, at: usize, is_credit: bool) -> i32 {
    day_and_minute(ledger, details, at, is_credit).0
}

/// The payer's line as it is written. The payee's own line, where it is another one, by the clock of the payer's: its own is not in the arrays.
fn day_and_minute(ledger: &Transactions, details: &Details, at: usize, is_credit: bool) -> (i32, Option<u16>) {
    let (payers, payees) = (ledger.debited[at].at_micros, ledger.credited[at].at_micros);
    let written = (details.day.get(at).copied(), details.minute_of(at));
    if let (Some(day), minute) = written
        && (!is_credit || payers == payees)
    {
        return (day, minute);
    }
    let clock = match written {
        (Some(day), Some(minute)) if payers.rem_euclid(DAY_MICROS) != 0 => {
            i64::from(day) * MINUTES_OF_A_DAY + i64::from(minute) - payers.div_euclid(MINUTE_MICROS)
        }
        _ => 0,
    };
    let own = if is_credit { payees } else { payers };
    let has_time = own.rem_euclid(DAY_MICROS) != 0;
    let minutes = own.div_euclid(MINUTE_MICROS) + if has_time { clock } else { 0 };
    let day = i32::try_from(minutes.div_euclid(MINUTES_OF_A_DAY)).unwrap_or_default();
    let minute = u16::try_from(minutes.rem_euclid(MINUTES_OF_A_DAY)).ok().filter(|_| has_time);
    (day, minute)
}
