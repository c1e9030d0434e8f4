//! Small cases worked out by hand from the definitions: parts of credits, what a person asserts, what a bank takes
//! back. The engine and the reference are both held to them.

use crate::support;
use crate::support::reference::{World, reference};
use crate::support::{Figures, claim, exact, figures, world};
use filature_model::{Channel, Claim, ClaimedCredit, Currency, Election, Link, Rule, Transactions};
use filature_trace::{Options, trace};

/// A rule, and its figures: `(key, minor units)`.
type Row<'a> = (Rule, &'a [(&'a str, i128)]);

fn part(name: &str, transaction: u32, minor: i64) -> Claim {
    Claim { name: name.to_owned(), credits: vec![ClaimedCredit { transaction, part_minor: Some(minor) }] }
}

#[allow(clippy::unwrap_used)]
fn check(ledger: &Transactions, claims: &[Claim], elections: &[Election], links: &[Link], rows: &[Row]) {
    let options = Options { elections: elections.to_vec(), links: links.to_vec(), ..Options::default() };
    let trace = trace(ledger, claims, &options).unwrap();
    support::assert_conserved(&trace);
    support::assert_capped(ledger, &trace.rules);
    for (rule, expected) in rows {
        let expected: Figures = expected.iter().map(|(key, sum)| ((*key).to_owned(), (*sum, *sum))).collect();
        let world = World { elections, links, ..world(ledger, claims) };
        assert_eq!(exact(&reference(world, *rule)), expected, "reference, {}", rule.word());
        assert_eq!(figures(&trace, *rule), expected, "{}", rule.word());
    }
}

fn elect(claim: &str, transaction: u32) -> Election {
    Election { claim: claim.to_owned(), transaction, worth_minor: None, reason: None }
}

fn link(debit: u32, credit: u32) -> Link {
    Link { debit, credit, reason: "carried by hand".to_owned() }
}

/// The claimed part stands first, and the rest is clean.
#[test]
fn a_part_of_a_credit_stands_before_its_rest() {
    let ledger = Transactions::small(&[("", "M", 100, 1), ("M", "", 50, 2)]);
    let expected: &[Row] = &[
        (Rule::Fifo, &[("left/t1/M/c/outside", 40)]),
        (Rule::Lifo, &[("held/M/c", 40)]),
        (Rule::ProRata, &[("left/t1/M/c/outside", 20), ("held/M/c", 20)]),
        (Rule::Libr, &[("held/M/c", 40)]),
        (Rule::PariPassu, &[("held/M/c", 20)]),
        (Rule::Poison, &[("left/t1/M/c/outside", 50), ("held/M/c", 50)]),
    ];
    check(&ledger, &[part("c", 0, 40)], &[], &[], expected);
}

/// A has 60 of `old` and 40 clean after it, and pays all of it to B, where `new` claims 50 of the 100.
#[test]
fn what_a_claimed_part_was_before_is_left_there() {
    let ledger = Transactions::small(&[("", "A", 60, 1), ("", "A", 40, 2), ("A", "B", 100, 3)]);
    let expected: &[Row] = &[
        (Rule::Fifo, &[("left/t2/A/old/stop", 50), ("held/B/old", 10), ("held/B/new", 50)]),
        (Rule::Lifo, &[("left/t2/A/old/stop", 50), ("held/B/old", 10), ("held/B/new", 50)]),
        (Rule::ProRata, &[("left/t2/A/old/stop", 30), ("held/B/old", 30), ("held/B/new", 50)]),
        (Rule::Libr, &[("left/t2/A/old/stop", 10), ("held/B/old", 50), ("held/B/new", 50)]),
        (Rule::PariPassu, &[("held/B/new", 50)]),
        (Rule::Poison, &[("left/t2/A/old/stop", 50), ("held/B/old", 100), ("held/B/new", 100)]),
    ];
    check(&ledger, &[claim("old", &[0]), part("new", 2, 50)], &[], &[], expected);
}

/// 30 clean, 50 of `c`, 20 of `d`; a debit of 40 is elected for `d`, then for `c`.
#[test]
fn elections_of_one_debit_take_in_the_order_given() {
    let rows = [("", "M", 30, 1), ("", "M", 50, 2), ("", "M", 20, 3), ("M", "N", 40, 4)];
    let ledger = Transactions::small(&rows);
    let claims = [claim("c", &[1]), claim("d", &[2])];
    let taken: &[(&str, i128)] = &[("held/M/c", 30), ("held/N/c", 20), ("held/N/d", 20)];
    let expected: Vec<Row> = Rule::FOLLOWED.into_iter().map(|rule| (rule, taken)).collect();
    check(&ledger, &claims, &[elect("d", 3), elect("c", 3)], &[], &expected);
}

/// The rest of an elected debit follows the rule: 30 clean, 20 of `c`, 50 clean; 60 paid, elected for `c`.
#[test]
fn an_election_is_capped_at_the_claim_and_the_rest_follows_the_rule() {
    let rows = [("", "M", 30, 1), ("", "M", 20, 2), ("", "M", 50, 3), ("M", "N", 60, 4), ("N", "", 10, 5)];
    let ledger = Transactions::small(&rows);
    // In the parcel the elected units stand first: fifo pays them on, lifo keeps them.
    let expected: &[Row] = &[
        (Rule::Fifo, &[("left/t4/N/c/outside", 10), ("held/N/c", 10)]),
        (Rule::Lifo, &[("held/N/c", 20)]),
        (Rule::ProRata, &[("left/t4/N/c/outside", 3), ("held/N/c", 17)]),
        (Rule::Libr, &[("held/N/c", 20)]),
        (Rule::PariPassu, &[("held/M/c", 8)]),
        (Rule::Poison, &[("held/M/c", 40), ("held/N/c", 50), ("left/t4/N/c/outside", 10)]),
    ];
    check(&ledger, &[claim("c", &[1])], &[elect("c", 3)], &[], expected);
}

/// A: 60 of `c`, 40 clean. 100 are drawn; 30, and later 50, are paid in at B. Nobody knows of the last 20.
#[test]
fn a_link_carries_what_was_drawn_and_the_rest_left_in_cash() {
    let rows = [("", "A", 60, 1), ("", "A", 40, 2), ("A", "", 100, 3), ("", "B", 30, 4), ("", "B", 50, 5)];
    let mut ledger = Transactions::small(&rows);
    ledger.channel[2] = Channel::CashOut;
    let expected: &[Row] = &[
        (Rule::Fifo, &[("held/B/c", 60)]),
        (Rule::Lifo, &[("held/B/c", 60)]),
        // Of 100: 18 of 30. Of the 70 that are left, 42 of the claim: 30 of 50; and 12 left.
        (Rule::ProRata, &[("held/B/c", 48), ("left/t2/A/c/cash", 12)]),
        // The 40 clean first: 30, then 10 and 40 of the claim; the last 20 are the claim's.
        (Rule::Libr, &[("held/B/c", 40), ("left/t2/A/c/cash", 20)]),
        (Rule::PariPassu, &[]),
        // 30 and 50 may be touched, and so may the 20 that left.
        (Rule::Poison, &[("held/B/c", 80), ("left/t2/A/c/cash", 20)]),
    ];
    check(&ledger, &[claim("c", &[0])], &[], &[link(2, 3), link(2, 4)], expected);
}

/// 40 of `c` drawn at A and 50 of `d` at B; 60 paid in at C, from both: A's first.
#[test]
fn several_debits_fill_one_credit_in_the_order_given() {
    let rows = [("", "A", 40, 1), ("", "B", 50, 2), ("A", "", 40, 3), ("B", "", 50, 4), ("", "C", 60, 5)];
    let mut ledger = Transactions::small(&rows);
    ledger.channel[2] = Channel::CashOut;
    ledger.channel[3] = Channel::CashOut;
    let claims = [claim("c", &[0]), claim("d", &[1])];
    let came: &[(&str, i128)] = &[("held/C/c", 40), ("held/C/d", 20), ("left/t3/B/d/cash", 30)];
    let expected: Vec<Row> = Rule::FOLLOWED.into_iter().map(|rule| (rule, came)).collect();
    check(&ledger, &claims, &[], &[link(2, 4), link(3, 4)], &expected);
    let came: &[(&str, i128)] = &[("left/t2/A/c/cash", 30), ("held/C/c", 10), ("held/C/d", 50)];
    let expected: Vec<Row> = Rule::FOLLOWED.into_iter().map(|rule| (rule, came)).collect();
    check(&ledger, &claims, &[], &[link(3, 4), link(2, 4)], &expected);
}

/// A payment out of the case comes back: 30 clean and 70 of `c`; 50 paid to a shop; 50 returned.
#[test]
fn a_returned_payment_gives_back_what_it_carried() {
    let rows = [("", "M", 30, 1), ("", "M", 70, 2), ("M", "", 50, 3), ("", "M", 50, 4)];
    let mut ledger = Transactions::small(&rows);
    ledger.reversals = vec![(3, 2)];
    let all: &[(&str, i128)] = &[("held/M/c", 70)];
    let mut expected: Vec<Row> = Rule::FOLLOWED.into_iter().map(|rule| (rule, all)).collect();
    // The credit that gives back came in too: 100 of 150.
    expected.push((Rule::PariPassu, &[("held/M/c", 47)]));
    expected.push((Rule::Poison, &[("held/M/c", 100)]));
    check(&ledger, &[claim("c", &[1])], &[], &[], &expected);
}

/// The claimed credit itself is charged back, whatever came before and after it.
#[test]
fn a_charged_back_credit_takes_back_what_it_brought() {
    let rows = [("", "M", 30, 1), ("", "M", 50, 2), ("", "M", 20, 3), ("M", "", 50, 4)];
    let mut ledger = Transactions::small(&rows);
    ledger.reversals = vec![(3, 1)];
    let back: &[(&str, i128)] = &[("left/t3/M/c/outside", 50)];
    let expected: Vec<Row> = Rule::FOLLOWED.into_iter().map(|rule| (rule, back)).collect();
    check(&ledger, &[claim("c", &[1])], &[], &[], &expected);
}

/// Of 50 that came in on an overdraft of 10, 40 are the account's, 25 of them went on, and 15 go back.
#[test]
fn a_reversal_takes_back_what_is_still_there() {
    let rows = [("", "M", 50, 2), ("M", "", 25, 3), ("", "M", 45, 4), ("M", "N", 50, 5)];
    let mut ledger = Transactions::small(&rows);
    ledger.openings = vec![(0, Currency::EUR, -10), (1, Currency::EUR, 0)];
    ledger.reversals = vec![(3, 0)];
    let back: &[(&str, i128)] = &[("left/t0/M/c/overdraft", 10), ("left/t1/M/c/outside", 25), ("held/N/c", 15)];
    let expected: Vec<Row> = Rule::FOLLOWED.into_iter().map(|rule| (rule, back)).collect();
    check(&ledger, &[claim("c", &[0])], &[], &[], &expected);
}

/// A debit that carries nothing of any claim fills a credit as any other does: B's 50 are clean, and come first.
#[test]
fn clean_money_of_a_linked_debit_takes_up_its_room() {
    let rows = [("", "A", 40, 1), ("", "B", 50, 2), ("A", "", 40, 3), ("B", "", 50, 4), ("", "C", 60, 5)];
    let ledger = Transactions::small(&rows);
    let came: &[(&str, i128)] = &[("held/C/c", 10), ("left/t2/A/c/outside", 30)];
    let expected: Vec<Row> = Rule::FOLLOWED.into_iter().map(|rule| (rule, came)).collect();
    check(&ledger, &[claim("c", &[0])], &[], &[link(3, 4), link(2, 4)], &expected);
}

/// What a credit took of a linked debit is gone, though no claim ever reaches that credit's account: B's 50 clean
/// first pay D 50, and have nothing left for C.
#[test]
fn what_a_credit_out_of_every_claims_reach_took_of_a_linked_debit_is_gone() {
    let rows =
        [("", "A", 40, 1), ("", "B", 50, 2), ("A", "", 40, 3), ("B", "", 50, 4), ("", "D", 50, 5), ("", "C", 60, 6)];
    let ledger = Transactions::small(&rows);
    let came: &[(&str, i128)] = &[("held/C/c", 40)];
    let expected: Vec<Row> = Rule::FOLLOWED.into_iter().map(|rule| (rule, came)).collect();
    check(&ledger, &[claim("c", &[0])], &[], &[link(3, 4), link(3, 5), link(2, 5)], &expected);
}

/// A debit that takes back a credit and is elected too: what a person said comes first, then what is taken back.
#[test]
fn an_election_comes_before_what_a_debit_takes_back() {
    let rows = [("", "M", 60, 1), ("", "M", 20, 2), ("", "M", 10, 3), ("M", "N", 50, 4)];
    let mut ledger = Transactions::small(&rows);
    ledger.reversals = vec![(3, 1)];
    let taken: &[(&str, i128)] = &[("held/N/c", 20), ("held/N/d", 10)];
    let expected: Vec<Row> = Rule::FOLLOWED.into_iter().map(|rule| (rule, taken)).collect();
    check(&ledger, &[claim("c", &[1]), claim("d", &[2])], &[elect("d", 3)], &[], &expected);
}

/// The bank has said where such money went.
#[test]
fn what_the_bank_took_back_cannot_be_linked_once_more() {
    let mut ledger = Transactions::small(&[("", "B", 50, 1), ("B", "", 50, 2), ("", "B", 50, 3), ("", "C", 60, 4)]);
    ledger.reversals = vec![(2, 1)];
    let refused = |links: Vec<Link>| {
        let options = Options { links, ..Options::default() };
        trace(&ledger, &[claim("c", &[0])], &options).is_err_and(|error| error.to_string().contains("took"))
    };
    assert!(refused(vec![link(1, 3)]));
}
