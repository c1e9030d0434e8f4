//! Batches, charges, exchanges and returns: what `TxDtls` say of an entry.

use super::*;

fn payment(amount: &str, more: &str) -> String {
    format!("<TxDtls><Amt Ccy=\"EUR\">{amount}</Amt>{more}</TxDtls>")
}

fn payer(name: &str) -> String {
    format!("<Refs><EndToEndId>E-{name}</EndToEndId></Refs><RltdPties><Dbtr><Nm>{name}</Nm></Dbtr></RltdPties>")
}

fn batch(total: &str, payments: &[String]) -> Reading {
    read_text(&file(&entry(total, "CRDT", &format!("<NtryDtls>\n{}</NtryDtls>", payments.join("\n")))))
}

#[test]
fn payments_that_sum_up_are_entries_of_their_own() {
    let reading = batch("5.00", &[payment("2", &payer("A. Fictif")), payment("3.00", &payer("B. Fictif"))]);
    assert_eq!(codes(&reading), NOTHING);
    assert_eq!(reading.entry_count(), 2);
    let (first, second) = (row(&reading, 0), row(&reading, 1));
    assert_eq!((first.minor("amount_minor"), second.minor("amount_minor")), (Some(200), Some(300)));
    assert_eq!((first.text("debtor_name"), second.text("debtor_name")), ("A. Fictif", "B. Fictif"));
    assert_eq!((first.text("reference"), second.text("reference")), ("E-A. Fictif", "E-B. Fictif"));
    assert_eq!((first.number("row"), second.number("row")), (0, 1));
    assert_eq!((first.number("line"), second.number("line")), (4, 5));
    assert_eq!((first.minor("sequence"), second.minor("sequence")), (Some(0), Some(1)));
    assert_eq!(first.day("value_on"), "2024-05-03");
}

#[test]
fn rows_after_a_batch_are_counted_on() {
    let batch = format!("<NtryDtls>{}{}</NtryDtls>", payment("2", ""), payment("3", ""));
    let reading =
        read_text(&file(&[entry("5.00", "CRDT", &batch), entry("x", "CRDT", ""), entry("1.00", "DBIT", "")].concat()));
    assert_eq!(reading.problems[0].place.row, Some(2));
    assert_eq!(row(&reading, 2).number("row"), 3);
    assert_eq!(row(&reading, 2).minor("sequence"), Some(3));
}

#[test]
fn each_payment_has_its_own_side() {
    let back = payment("1.00", "<CdtDbtInd>DBIT</CdtDbtInd>");
    let reading = batch("5.00", &[payment("6.00", "<CdtDbtInd>CRDT</CdtDbtInd>"), back]);
    assert_eq!(reading.entry_count(), 2);
    assert_eq!((row(&reading, 0).text("legs"), row(&reading, 1).text("legs")), ("credit", "debit"));
    assert_eq!(row(&reading, 1).text("debtor"), "DE75512108001245126199");
}

#[test]
fn a_batch_that_does_not_sum_up_stays_one() {
    let parts = |of: [&str; 2]| of.map(|amount| payment(amount, "")).to_vec();
    let in_dollars = vec![payment("2.00", ""), payment("3.00", "").replace("EUR", "USD")];
    let without = vec![payment("5.00", ""), "<TxDtls/>".to_owned()];
    let turned =
        parts(["2.00", "3.00"]).into_iter().map(|part| part.replace("</Amt>", "</Amt><CdtDbtInd>DBIT</CdtDbtInd>"));
    for payments in [
        parts(["2.00", "2.99"]),
        parts(["2.00", "3.001"]),
        parts(["-2.00", "7.00"]),
        in_dollars,
        without,
        turned.collect(),
    ] {
        let reading = batch("5.00", &payments);
        assert_eq!(codes(&reading), [ProblemCode::Batch], "{payments:?}");
        assert_eq!(reading.entry_count(), 1);
        assert_eq!(row(&reading, 0).minor("amount_minor"), Some(500));
    }
}

#[test]
fn older_versions_state_the_amount_of_a_payment_below() {
    let part = |amount: &str| {
        format!(
            "<TxDtls><AmtDtls><InstdAmt><Amt Ccy=\"USD\">9</Amt></InstdAmt><TxAmt><Amt Ccy=\"EUR\">{amount}</Amt></TxAmt></AmtDtls></TxDtls>"
        )
    };
    assert_eq!(batch("5.00", &[part("2.00"), part("3.00")]).entry_count(), 2);
}

#[test]
fn a_batch_has_only_what_its_payments_agree_on() {
    let detail = |name: &str| format!("<TxDtls>{}<RmtInf><Ustrd>text {name}</Ustrd></RmtInf></TxDtls>", payer(name));
    let reading = batch("5.00", &[detail("A. Fictif"), detail("B. Fictif")]);
    assert_eq!(codes(&reading), [ProblemCode::Batch]);
    assert_eq!(row(&reading, 0).text("text"), "text A. Fictif text B. Fictif");
    assert_eq!(row(&reading, 0).text("creditor"), "DE75512108001245126199");
    assert_eq!((row(&reading, 0).text("debtor_name"), row(&reading, 0).text("reference")), ("", ""));
}

#[test]
fn a_stated_number_of_payments_is_noted() {
    let reading = read_text(&file(&entry("5.00", "CRDT", "<NtryDtls><Btch><NbOfTxs>20</NbOfTxs></Btch></NtryDtls>")));
    assert_eq!((codes(&reading), reading.problems[0].found.as_str()), (vec![ProblemCode::Batch], "20"));
}

#[test]
fn what_the_payee_gets_in_another_currency_is_received() {
    let amounts = "<AmtDtls><InstdAmt><Amt Ccy=\"USD\">14.00</Amt></InstdAmt><TxAmt><Amt Ccy=\"EUR\">12.50</Amt></TxAmt></AmtDtls>";
    let debit = one("DBIT", "", amounts);
    assert_eq!(row(&debit, 0).minor("amount_minor"), Some(1_250));
    assert_eq!(
        (row(&debit, 0).minor("received_minor"), row(&debit, 0).text("received_currency")),
        (Some(1_400), "USD")
    );
    // On the payee's line the booked amount is what was received.
    let credit = one("CRDT", "", amounts);
    assert_eq!(row(&credit, 0).minor("received_minor"), None);
    let same = one("DBIT", "", &amounts.replace("USD", "EUR"));
    assert_eq!(row(&same, 0).minor("received_minor"), None);
}

#[test]
fn charges_are_noted_and_the_booked_amount_kept() {
    let charges = |more: &str| {
        format!("<Chrgs>{more}<Rcrd><Amt Ccy=\"EUR\">2.50</Amt><ChrgInclInd>true</ChrgInclInd></Rcrd></Chrgs>")
    };
    let reading = one("DBIT", "", &charges(""));
    assert_eq!(
        (codes(&reading), reading.problems[0].found.as_str()),
        (vec![ProblemCode::Charges], "2.50 EUR, included")
    );
    assert_eq!(row(&reading, 0).minor("amount_minor"), Some(1_250));
    let reading =
        one("DBIT", "", &charges("<TtlChrgsAndTaxAmt Ccy=\"EUR\">3.10</TtlChrgsAndTaxAmt>").replace("true", "false"));
    assert_eq!(reading.problems[0].found, "3.10 EUR");
    assert_eq!(codes(&one("DBIT", "", &charges("").replace("2.50", "0.00"))), NOTHING);
}

#[test]
fn a_returned_payment_takes_back_and_says_why() {
    let returned = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>account closed</AddtlInf></RtrInf>";
    let reading = one("CRDT", "", &format!("<RmtInf><Ustrd>rent</Ustrd></RmtInf>{returned}"));
    assert!(row(&reading, 0).is_reversal());
    assert_eq!(row(&reading, 0).text("text"), "rent AC04 account closed");
    let old = "<RtrInf><RtrRsn><Prtry>X1</Prtry></RtrRsn><AddtlRtrRsnInf>no such account</AddtlRtrRsnInf></RtrInf>";
    assert_eq!(row(&one("CRDT", "", old), 0).text("text"), "X1 no such account");
    assert!(!row(&one("CRDT", "", ""), 0).is_reversal());
}

#[test]
fn a_text_that_is_only_structured_is_kept() {
    let structured = "<Strd><CdtrRefInf><Ref>RF18</Ref></CdtrRefInf><AddtlRmtInf>thanks</AddtlRmtInf></Strd>";
    let text = |inside: &str| row(&one("CRDT", "", &format!("<RmtInf>{inside}</RmtInf>")), 0).text("text").to_owned();
    assert_eq!(text(structured), "RF18 thanks");
    assert_eq!(text(&format!("<Ustrd>rent</Ustrd>{structured}")), "rent");
}

#[test]
fn references_come_from_the_payer_first() {
    let reading =
        |references: &str| one("CRDT", "<AcctSvcrRef>B7</AcctSvcrRef>", &format!("<Refs>{references}</Refs>"));
    let reference = |references: &str| row(&reading(references), 0).text("reference").to_owned();
    assert_eq!(reference("<EndToEndId>E1</EndToEndId><TxId>T1</TxId>"), "E1");
    assert_eq!(reference("<EndToEndId>NOTPROVIDED</EndToEndId><TxId>T1</TxId>"), "T1");
    assert_eq!(reference("<EndToEndId>NOTPROVIDED</EndToEndId><AcctSvcrRef>D1</AcctSvcrRef>"), "B7");
    let parts = ["2", "3"].map(|amount| payment(amount, &format!("<Refs><AcctSvcrRef>P{amount}</AcctSvcrRef></Refs>")));
    let reading = read_text(&file(&entry(
        "5.00",
        "CRDT",
        &format!("<AcctSvcrRef>B7</AcctSvcrRef><NtryDtls>{}</NtryDtls>", parts.concat()),
    )));
    assert_eq!((row(&reading, 0).text("reference"), row(&reading, 1).text("reference")), ("P2", "P3"));
}

#[test]
fn the_one_on_whose_behalf_stands_where_no_other_is_named() {
    let ultimate = "<UltmtDbtr><Nm>Behind</Nm></UltmtDbtr><DbtrAcct><Id><Othr><Id>77</Id></Othr></Id></DbtrAcct>";
    let agent = "<RltdAgts><DbtrAgt><FinInstnId><BICFI>TESTFRPP</BICFI></FinInstnId></DbtrAgt></RltdAgts>";
    let reading = one("CRDT", "", &format!("<RltdPties>{ultimate}</RltdPties>{agent}"));
    assert_eq!((row(&reading, 0).text("debtor_name"), row(&reading, 0).text("debtor")), ("Behind", "TESTFRPP:77"));
    let named = format!("<RltdPties><Dbtr><Nm>Before</Nm></Dbtr>{ultimate}</RltdPties>{agent}");
    assert_eq!(row(&one("CRDT", "", &named), 0).text("debtor_name"), "Before");
}

proptest! {
    /// Whatever the parts, the entries of a statement sum to what its `Ntry` say.
    #[test]
    fn a_batch_never_changes_the_sum(
        parts in proptest::collection::vec((0_i64..5, any::<bool>()), 0..5),
        is_credit in any::<bool>(),
        off in prop_oneof![4 => Just(0_i64), 1 => -2_i64..3],
    ) {
        let sum: i64 = parts.iter().map(|(minor, same)| if *same { *minor } else { -minor }).sum();
        let total = (sum + off).abs();
        let word = |credit: bool| if credit { "CRDT" } else { "DBIT" };
        let details: String = parts
            .iter()
            .map(|(minor, same)| payment(&format!("0.0{minor}"), &format!("<CdtDbtInd>{}</CdtDbtInd>", word(is_credit == *same))))
            .collect();
        let amount = format!("{}.{:02}", total / 100, total % 100);
        let reading = read_text(&file(&entry(&amount, word(is_credit), &format!("<NtryDtls>{details}</NtryDtls>"))));
        let signed = |at: usize| {
            let minor = row(&reading, at).minor("amount_minor").unwrap();
            if row(&reading, at).text("legs") == "credit" { minor } else { -minor }
        };
        let read: i64 = (0..reading.entry_count()).map(signed).sum();
        prop_assert_eq!(read, if is_credit { total } else { -total });
        let is_split = parts.len() > 1 && sum == total;
        prop_assert_eq!(reading.entry_count(), if is_split { parts.len() } else { 1 });
    }
}
