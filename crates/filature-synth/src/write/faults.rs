//! The two faults of the demo: a month that was never delivered, and an amount that was altered.

use filature_model::Channel;

use super::statement::{Books, Line, Statement};
use super::{camt, mt940};
use crate::SyntheticCase;
use crate::case::{Bank, PartOf, SynthAccount};
use crate::truth::{FaultKind, PlantedFault};

/// Chooses both among people with ordinary lives, so that the planted network stays whole.
pub(crate) fn plant_faults(case: &SyntheticCase) -> Vec<PlantedFault> {
    let books = Books::new(case);
    let missing =
        ordinary(&books, Bank::Confluent).find(|statement| statement.month.month == 5).map(|statement| PlantedFault {
            file: camt::file_name(statement.account),
            account: statement.account.iban.clone(),
            month: statement.month.name(),
            kind: FaultKind::MissingMonth,
            transfer: None,
            booked_minor: None,
            written_minor: None,
        });
    let altered = ordinary(&books, Bank::Jasen).filter(|statement| statement.month.month == 6).find_map(|statement| {
        let (line, written) = statement.lines.iter().find_map(|line| Some((line, copied_wrongly(line)?)))?;
        Some(PlantedFault {
            file: mt940::file_name(statement.account.bank, statement.month),
            account: statement.account.iban.clone(),
            month: statement.month.name(),
            kind: FaultKind::AlteredAmount,
            transfer: Some(line.made.id.clone()),
            booked_minor: Some(line.made.amount_minor),
            written_minor: Some(written),
        })
    });
    missing.into_iter().chain(altered).collect()
}

/// Statements with at least four lines, of accounts that have a part in nothing.
fn ordinary<'a>(books: &Books<'a>, bank: Bank) -> impl Iterator<Item = Statement<'a>> {
    let truth = &books.case.truth;
    let has_part = |account: &SynthAccount| {
        let of_networks = truth.networks.iter().flat_map(|network| &network.accounts);
        let of_look_alikes = truth.look_alikes.iter().flat_map(|look_alike| &look_alike.accounts);
        of_networks.chain(of_look_alikes).any(|part| part.account == account.iban)
    };
    let positions = books.accounts(|account| account.bank == bank && !has_part(account));
    let statements: Vec<_> = positions.into_iter().flat_map(|position| books.statements(position)).collect();
    statements.into_iter().filter(|statement| statement.lines.len() >= 4)
}

/// A purchase's amount with its first two digits exchanged, as a hand that copies may do.
fn copied_wrongly(line: &Line<'_>) -> Option<i64> {
    let made = line.made;
    if made.channel != Channel::Card || made.part_of != PartOf::Life {
        return None;
    }
    let mut digits = made.amount_minor.to_string().into_bytes();
    if digits.len() < 3 || digits[1] == b'0' || digits[0] == digits[1] {
        return None;
    }
    digits.swap(0, 1);
    String::from_utf8(digits).ok()?.parse().ok()
}
