//! Findings of every kind, with a middle and without, and of very many accounts.

use std::collections::BTreeMap;

use filature_model::{Finding, Language, Reason};
use jiff::civil::date;

use super::{LANGUAGES, sample};
use crate::wording::kinds;
use crate::{Content, render_html};

/// A case of one finding: its payments, and the role of each account.
fn case(kind: &str, payments: &[(String, String, i64)], roles: &[(String, &str)]) -> Content {
    let mut book = sample::Book::new();
    let ids: Vec<String> = payments
        .iter()
        .map(|(from, to, minor)| book.pay("a1b2c3d4e5f6", date(2024, 3, 2), (from, ""), (to, ""), *minor, ""))
        .collect();
    let members: Vec<(&str, &str)> = roles.iter().map(|(account, role)| (account.as_str(), *role)).collect();
    let finding = sample::finding(&format!("{kind}-000000000001"), kind, &members, &ids, "100.00");
    let mut content = sample::content();
    content.traces.clear();
    content.findings.findings = vec![finding];
    content.entries = book.entries;
    content
}

fn only(content: &mut Content) -> &mut Finding {
    &mut content.findings.findings[0]
}

fn account(number: usize) -> String {
    format!("00011:{number:05}")
}

/// One pays a second, which pays a third, and so on.
fn row(kind: &str, accounts: usize) -> Content {
    let payments: Vec<_> = (1..accounts).map(|at| (account(at - 1), account(at), 10_000)).collect();
    let role = |at| match at {
        0 => "source",
        at if at + 1 == accounts => "sink",
        _ => "member",
    };
    let roles: Vec<_> = (0..accounts).map(|at| (account(at), role(at))).collect();
    case(kind, &payments, &roles)
}

/// So many pay one.
fn star(kind: &str, payers: usize) -> Content {
    let payments: Vec<_> = (1..=payers).map(|at| (account(at), account(0), 100 * at as i64)).collect();
    let roles: Vec<_> = (0..=payers).map(|at| (account(at), if at == 0 { "hub" } else { "source" })).collect();
    case(kind, &payments, &roles)
}

#[test]
fn every_kind_is_shown_with_and_without_a_middle() {
    for kind in kinds::KINDS.iter().filter(|kind| !kind.word.is_empty()) {
        for language in LANGUAGES {
            for content in [row(kind.word, 5), star(kind.word, 5)] {
                let page = render_html(&content, language).unwrap();
                for said in [kind.title, kind.coercion, kind.innocent[0], kind.next[0]] {
                    let said = said.pick(language).replace('\'', "&#39;");
                    assert!(page.contains(&said), "{said:?} is not said of {}", kind.word);
                }
                assert!(!page.contains("731"), "a score is printed");
            }
        }
    }
}

#[test]
fn an_account_in_between_is_named_so_and_no_middle_is_made_up() {
    let page = render_html(&row("chain", 5), Language::English).unwrap();
    assert_eq!(page.matches("relay: is paid, then pays on").count(), 3);
    assert!(page.contains("beginning of the chain") && page.contains("end of the chain"));
    assert!(page.contains("The holders of the accounts in between may be acting under coercion"));
    assert!(!page.contains("The holder of the account in the middle") && !page.contains("Around the account"));
}

#[test]
fn a_line_is_named_and_an_amount_may_have_a_currency_of_its_own() {
    let mut content = star("structuring", 4);
    let text = |text: &str| Reason::Text(text.to_owned());
    only(&mut content).why = BTreeMap::from([
        ("line".to_owned(), text("1000")),
        ("line_amount".to_owned(), text("1000.00")),
        ("in_amount".to_owned(), text("1250.50 USD")),
        ("largest_amount".to_owned(), text("about a lot")),
    ]);
    let page = render_html(&content, Language::English).unwrap();
    assert!(page.contains("the line, by its name"));
    assert!(page.contains(">1000<") && page.contains("1,000.00\u{a0}EUR"));
    assert!(page.contains("1,250.50\u{a0}USD") && page.contains("about a lot"));
    assert!(page.contains("checked in the law of those days"));
}

/// What is left out of a list is counted, and no entry of it is without a way to it.
#[test]
fn very_many_accounts_and_payments_stay_readable() {
    let mut content = star("fan-in", 400);
    for language in LANGUAGES {
        let page = render_html(&content, language).unwrap();
        let (_, finding) = page.split_once("id=\"finding-fan-in-000000000001\"").unwrap();
        let (finding, _) = finding.split_once("id=\"entries\"").unwrap();
        assert!(finding.matches("00011:").count() < 400);
        let said = match language {
            Language::English => ["40 of 401 accounts are shown", "100 of 400 transactions are shown"],
            Language::French => ["40 comptes sur 401 sont montrés", "100 opérations sur 400 sont montrées"],
        };
        for said in said {
            assert!(finding.contains(said), "{said}");
        }
        assert!(finding.contains(">E100<") && finding.contains(">E101–E400<"));
        // The account in the middle and the largest payer are listed, the smallest is not.
        let (members, _) = finding.split_once("class=\"measures\"").unwrap_or((finding, ""));
        let (members, _) = members.split_once("id=\"rows-").unwrap();
        for (number, stands) in [(0, true), (400, true), (1, false)] {
            assert_eq!(members.contains(&format!(">{}<", account(number))), stands, "{number}");
        }
    }
    let mut again = content.findings.findings[0].clone();
    again.id = "fan-in-000000000002".to_owned();
    content.findings.findings.push(again);
    let page = render_html(&content, Language::English).unwrap();
    assert!(page.contains("and 388 more"));
}
