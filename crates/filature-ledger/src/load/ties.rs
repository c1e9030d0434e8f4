//! Which of several transactions at one instant comes first for detection.
//!
//! A bank's own order (the order of a statement's lines, a column `sequence`) stays. Where a file gives none, the order of its
//! rows says nothing: who sorts a list by another column has the same list. There the order is that of the ids, numbers
//! in them by their value, so that `t9` comes before `t10` and a file without ids keeps the order of its rows.

use std::cmp::Ordering;

use filature_model::{Details, Leg, Transactions};

/// The ledger with the transactions of one instant that have no order of their own in the order of their ids, in the
/// places that they hold; none where they stand so already.
pub fn in_order_of_ids(ledger: &Transactions) -> Option<Transactions> {
    let order = order_of_ids(ledger)?;
    let mut settled = ledger.clone();
    put(&mut settled, &order);
    Some(settled)
}

/// The same in place, with what is said beside the money; says whether anything moved. A column at a time is copied, since
/// two ledgers of millions of rows would not fit.
pub fn put_in_order_of_ids(ledger: &mut Transactions, details: &mut Details) -> bool {
    let Some(order) = order_of_ids(ledger) else { return false };
    put(ledger, &order);
    let Details {
        day,
        minute,
        payroll,
        country,
        city,
        terminal,
        mcc,
        text,
        debtor_country,
        creditor_country,
        payer,
        payee,
        payer_name,
        payee_name,
        own,
        customers: _,
        euro_minor,
        holders: _,
    } = details;
    permute(day, &order);
    permute(minute, &order);
    permute(payroll, &order);
    permute(own, &order);
    permute(euro_minor, &order);
    for coded in [country, city, terminal, mcc, text, debtor_country, creditor_country] {
        permute(&mut coded.codes, &order);
    }
    for column in [payer, payee, payer_name, payee_name] {
        permute(column, &order);
    }
    true
}

/// For each place the transaction that belongs there; none where all stand so already.
fn order_of_ids(ledger: &Transactions) -> Option<Vec<u32>> {
    let is_free = |at: u32| {
        [ledger.debited[at as usize], ledger.credited[at as usize]].iter().all(|leg| leg.sequence == Leg::NO_SEQUENCE)
    };
    let at_micros = |at: u32| ledger.at_micros(at as usize);
    let id = |at: u32| ledger.ids[at as usize].as_str();
    let mut order: Vec<u32> = (0_u32..).take(ledger.len()).collect();
    for run in order.chunk_by_mut(|&one, &next| at_micros(one) == at_micros(next)) {
        let places: Vec<usize> = (0..run.len()).filter(|&place| is_free(run[place])).collect();
        let mut free: Vec<u32> = places.iter().map(|&place| run[place]).collect();
        free.sort_by(|&one, &other| natural(id(one), id(other)));
        for (place, at) in places.into_iter().zip(free) {
            run[place] = at;
        }
    }
    (!order.is_sorted()).then_some(order)
}

/// Puts a column in an order; one without rows stays so.
fn permute<T: Default>(column: &mut Vec<T>, order: &[u32]) {
    if column.len() == order.len() {
        *column = order.iter().map(|&at| std::mem::take(&mut column[at as usize])).collect();
    }
}

/// The same for values that have no empty one.
fn permute_copied<T: Copy>(column: &mut Vec<T>, order: &[u32]) {
    if column.len() == order.len() {
        *column = order.iter().map(|&at| column[at as usize]).collect();
    }
}

fn put(ledger: &mut Transactions, order: &[u32]) {
    let mut positions = vec![0_u32; order.len()];
    for (position, &at) in (0_u32..).zip(order) {
        positions[at as usize] = position;
    }
    let place = |position: u32| positions[position as usize];
    permute(&mut ledger.ids, order);
    permute(&mut ledger.debtor, order);
    permute(&mut ledger.creditor, order);
    permute(&mut ledger.amount_minor, order);
    permute_copied(&mut ledger.currency, order);
    permute(&mut ledger.received, order);
    permute_copied(&mut ledger.debited, order);
    permute_copied(&mut ledger.credited, order);
    permute_copied(&mut ledger.channel, order);
    permute(&mut ledger.place, order);
    ledger.value_dates.iter_mut().for_each(|date| date.transaction = place(date.transaction));
    ledger.value_dates.sort_unstable();
    ledger.reversals.iter_mut().for_each(|pair| *pair = (place(pair.0), place(pair.1)));
    ledger.reversals.sort_unstable();
}

/// Texts in order, digits in them as numbers; equal numbers by their digits.
pub fn natural(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one.as_bytes(), other.as_bytes());
    while let (Some(a), Some(b)) = (left.first(), right.first()) {
        if a.is_ascii_digit() && b.is_ascii_digit() {
            let ((number, rest), (other_number, other_rest)) = (digits(left), digits(right));
            let by_value = number.len().cmp(&other_number.len()).then_with(|| number.cmp(other_number));
            if by_value != Ordering::Equal {
                return by_value;
            }
            (left, right) = (rest, other_rest);
        } else if a == b {
            (left, right) = (&left[1..], &right[1..]);
        } else {
            return a.cmp(b);
        }
    }
    left.len().cmp(&right.len()).then_with(|| one.cmp(other))
}

/// The digits at the beginning without leading zeros, and what follows them.
fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let zeros = text[..end].iter().take_while(|&&byte| byte == b'0').count();
    (&text[zeros..end], &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_ids_are_numbers() {
        let mut ids = ["t10", "t9", "t", "a:2", "a:10", "t09", "b", "a:10:1", "t9x"];
        ids.sort_by(|one, other| natural(one, other));
        assert_eq!(ids, ["a:2", "a:10", "a:10:1", "b", "t", "t09", "t9", "t9x", "t10"]);
    }

    #[test]
    fn only_what_has_no_order_of_its_own_moves() {
        let rows = [("A", "B", 1, 0), ("A", "B", 2, 1), ("A", "B", 3, 1), ("A", "B", 4, 1), ("A", "B", 5, 2)];
        let mut ledger = Transactions::small(&rows);
        ledger.ids = ["t3", "t9", "t1", "t2", "t0"].map(str::to_owned).to_vec();
        assert_eq!(in_order_of_ids(&ledger), None);
        for at in [1, 3] {
            ledger.debited[at].sequence = Leg::NO_SEQUENCE;
            ledger.credited[at].sequence = Leg::NO_SEQUENCE;
        }
        let settled = in_order_of_ids(&ledger).unwrap_or_default();
        assert_eq!(settled.ids, ["t3", "t2", "t1", "t9", "t0"]);
        assert_eq!(settled.amount_minor, [1, 4, 3, 2, 5]);
        assert_eq!(in_order_of_ids(&settled), None);
    }
}
