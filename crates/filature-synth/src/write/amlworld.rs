//! The columns of IBM's AMLworld data, in which every row names an account on both sides.

use std::collections::BTreeMap;

use filature_model::Channel;

use super::point;
use crate::case::PartOf;
use crate::{SynthSide, SynthTransfer, SyntheticCase};

const HEADER: &str = "Timestamp,From Bank,Account,To Bank,Account,Amount Received,Receiving Currency,Amount Paid,\
    Payment Currency,Payment Format,Is Laundering\n";

/// The bank of those who have no account in the case.
const NO_BANK: &str = "00000";

/// All transfers, in order of time.
pub(super) fn file(case: &SyntheticCase) -> (String, Vec<u8>) {
    let mut out = HEADER.to_owned();
    let mut outside = BTreeMap::new();
    for made in &case.transfers {
        let on = made.booked_on;
        let at =
            format!("{}/{:02}/{:02} {:02}:{:02}", on.year(), on.month(), on.day(), made.minute / 60, made.minute % 60);
        let from = account(case, &mut outside, &made.debtor, "CASH-IN");
        let to = account(case, &mut outside, &made.creditor, "CASH-OUT");
        let amount = point(made.amount_minor);
        let planted = u8::from(matches!(made.part_of, PartOf::Network(_)));
        let format = payment_format(made);
        out.push_str(&format!("{at},{from},{to},{amount},Euro,{amount},Euro,{format},{planted}\n"));
    }
    ("amlworld.csv".to_owned(), out.into_bytes())
}

/// Bank and account. Shops, payees and others without an account get a number by name, in order of their
/// first appearance. Cash has an account for each direction, so that no path leads through it.
fn account<'a>(
    case: &SyntheticCase,
    outside: &mut BTreeMap<&'a str, usize>,
    side: &'a SynthSide,
    cash: &str,
) -> String {
    if let Some(position) = side.account {
        let account = &case.accounts[position];
        return format!("{:05},{}", account.bank.code(), account.iban);
    }
    if side.name.is_empty() {
        return format!("{NO_BANK},{cash}");
    }
    let next = outside.len();
    let number = *outside.entry(&*side.name).or_insert(next);
    format!("{NO_BANK},X{number:06}")
}

fn payment_format(made: &SynthTransfer) -> &'static str {
    match made.channel {
        Channel::Card => "Credit Card",
        Channel::CashIn | Channel::CashOut => "Cash",
        Channel::Remittance => "Wire",
        Channel::Cheque => "Cheque",
        _ if made.debtor.country != made.creditor.country => "Wire",
        _ => "ACH",
    }
}
