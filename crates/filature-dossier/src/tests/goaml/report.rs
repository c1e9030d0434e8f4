//! What stands in a report, and what libxml2 says of it when the schema changes.

use filature_model::{Account, AccountId, AccountKind, Booked, Channel, Currency, Money, PaymentStatus};

use super::{Files, SETTINGS, case, judged, make, make_in, own, settings, settings_without, texts};
use crate::tests::sample;
use crate::{Content, ReportAs, select};
use filature_model::Language;

#[test]
fn the_report_follows_the_schema() {
    let (xml, report) = judged(&case(), &Files::national(), &settings(""));
    assert!(xml.starts_with(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<report>\n  <rentity_id>4711</rentity_id>\n  <submission_code>"
    ));
    assert!(xml.contains("<first_name>Ada</first_name>"));
    assert_eq!(texts(&xml, "indicator"), ["X002", "X001"]);
    assert!(xml.contains("Facts and explanations against") && xml.contains("- These 2 holders share an address"));
    assert!(xml.contains("<comments>E1 : "), "every payment names its rows");
    let notes = report.notes.join("\n");
    assert!(notes.contains("findings, traces") && notes.contains("No lawyer"), "{notes}");
    assert!(notes.contains("\"shared-identity-hub\""), "a flag without a code is told: {notes}");
    let again = make(&case(), &Files::national(), &settings("")).unwrap();
    assert_eq!(again, report, "the same case gives the same bytes");
}

#[test]
fn every_amount_is_that_of_its_payment() {
    let content = case();
    let (xml, _) = judged(&content, &Files::national(), &settings(""));
    let selected = select::select(&content);
    let mut expected: Vec<(String, String)> = selected
        .content
        .entries
        .iter()
        .map(|(id, rows)| (id.clone(), format!("{}.{:02}", rows[0].1.amount.minor / 100, rows[0].1.amount.minor % 100)))
        .collect();
    let mut written: Vec<(String, String)> = texts(&xml, "transactionnumber")
        .into_iter()
        .zip(texts(&xml, "amount_local"))
        .map(|(id, amount)| (id.to_owned(), amount.to_owned()))
        .collect();
    expected.sort();
    written.sort();
    assert!(written.len() > 20);
    assert_eq!(written, expected);
}

#[test]
fn libxml2_agrees_whatever_the_schema_asks_for() {
    let national = Files::national;
    let with_namespace = |form: &str| {
        national()
            .with(
                "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" elementFormDefault=\"qualified\">",
                &format!(
                    "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns=\"urn:invented\" targetNamespace=\"urn:invented\" elementFormDefault=\"{form}\">"
                ),
            )
    };
    let moved = "<xs:element name=\"comments\" type=\"xs:string\" minOccurs=\"0\"/>";
    let number = "<xs:element name=\"transactionnumber\">";
    let variants = [
        ("order changed", national().with(moved, "").with(number, &format!("{moved}{number}"))),
        ("all instead of sequence", national().with(
            "<xs:sequence>\n      <xs:element name=\"address_type\"",
            "<xs:all>\n      <xs:element name=\"address_type\"",
        ).with("<xs:element name=\"country_code\" type=\"country_type\"/>\n    </xs:sequence>", "<xs:element name=\"country_code\" type=\"country_type\"/>\n    </xs:all>")),
        ("namespace, qualified", with_namespace("qualified")),
        ("namespace, unqualified", with_namespace("unqualified")),
        ("no my client", national().with("<xs:choice>\n                <xs:element name=\"t_from_my_client\" type=\"t_from_type\"/>", "<xs:choice>")),
        ("days alone", national().with("base=\"xs:dateTime\"", "base=\"xs:date\"").with("value=\"1900-01-01T00:00:00\"", "value=\"1900-01-01\"")),
        ("an account and a person", national().with(
            "<xs:choice>\n        <xs:element name=\"to_account\" type=\"t_account\"/>\n        <xs:element name=\"to_person\" type=\"t_person\"/>",
            "<xs:sequence>\n        <xs:element name=\"to_account\" type=\"t_account\" minOccurs=\"0\"/>\n        <xs:element name=\"to_person\" type=\"t_person\" minOccurs=\"0\"/>",
        ).with("<xs:element name=\"to_entity\" type=\"t_entity\"/>\n      </xs:choice>", "<xs:element name=\"to_entity\" type=\"t_entity\" minOccurs=\"0\"/>\n      </xs:sequence>")),
        ("a repeated choice", national().with(
            "<xs:element name=\"indicator\" type=\"indicator_type\" maxOccurs=\"unbounded\"/>",
            "<xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\"><xs:element name=\"other\" type=\"xs:int\"/><xs:element name=\"indicator\" type=\"indicator_type\"/></xs:choice>",
        )),
        ("a fixed value", national().with("name=\"submission_code\" type=\"submission_type\"", "name=\"submission_code\" type=\"submission_type\" fixed=\"E\"")),
        ("an element by reference", national().with("<xs:element name=\"action\" type=\"text_255\" minOccurs=\"0\"/>", "<xs:element ref=\"action\" minOccurs=\"0\"/>").with("<xs:element name=\"report\">", "<xs:element name=\"action\" type=\"text_255\"/><xs:element name=\"report\">")),
        ("a union", national().with("<xs:simpleType name=\"country_type\">", "<xs:simpleType name=\"country_type\"><xs:union memberTypes=\"two dash\"/></xs:simpleType><xs:simpleType name=\"dash\"><xs:restriction base=\"xs:string\"><xs:enumeration value=\"-\"/></xs:restriction></xs:simpleType><xs:simpleType name=\"two\">")),
    ];
    for (name, files) in variants {
        println!("{name}");
        let (xml, _) = judged(&case(), &files, &settings("\"report/action\" = \"none\"\n"));
        assert_eq!(texts(&xml, "transaction_location").len(), 0);
        assert!(xml.contains("amount_local>1420.00</"), "{name}");
    }
}

#[test]
fn attributes_and_values_with_attributes_are_written() {
    let files = Files::national()
        .with("</xs:sequence>\n    </xs:complexType>\n  </xs:element>\n</xs:schema>", "</xs:sequence><xs:attribute name=\"version\" use=\"required\" fixed=\"7\"/><xs:attribute name=\"unit\" type=\"xs:token\" use=\"required\"/></xs:complexType></xs:element></xs:schema>");
    let said = super::lacking(&case(), &files, &settings(""));
    assert!(said.contains("report/@unit") && !said.contains("@version"), "{said}");
    let (xml, _) = judged(&case(), &files, &settings("\"report/@unit\" = \"a \\\"b\\\" <c>\"\n"));
    assert!(xml.contains("<report version=\"7\" unit=\"a &quot;b&quot; &lt;c&gt;\">"), "{}", &xml[..200]);
}

#[test]
fn clients_of_whoever_reports_are_told_apart() {
    let own_bank = format!("\n[accounts.{:?}]\ninstitution_name = \"Own Bank\"\n", sample::HUB);
    let clients = format!("my_clients = [{:?}]\n", sample::HUB);
    let report_as = ReportAs::read("r.toml", &format!("{clients}{SETTINGS}{own_bank}")).unwrap();
    let (said, _) = judged(&case(), &Files::national(), &report_as);
    assert!(said.contains("<t_from_my_client>") && said.contains("<t_to_my_client>") && said.contains("<t_to>"));
    assert!(said.contains("<institution_name>Own Bank</institution_name>"));
    let hub_as_other =
        said.split("<t_from>").skip(1).any(|rest| rest.split("</t_from>").next().unwrap().contains(sample::HUB));
    assert!(!hub_as_other);
}

#[test]
fn names_are_initials_unless_asked_for_and_that_is_said() {
    let content = Content { show_names: false, ..case() };
    let (xml, report) = judged(&content, &Files::national(), &settings_without("name_order"));
    for hidden in ["Kostova", "Brenner", "Nord Transport", "loyer mars", "facture"] {
        assert!(!xml.contains(hidden), "{hidden}");
    }
    assert!(xml.contains("<account_name>S.\u{a0}B.</account_name>"));
    assert!(!xml.contains("<signatory>"), "initials are no names of persons");
    assert!(report.notes.iter().any(|note| note.contains("--names")));
    let (xml, _) = judged(&case(), &Files::national(), &settings(""));
    assert!(xml.contains("<first_name>Mira</first_name>") && xml.contains("<last_name>Kostova</last_name>"));
    assert!(xml.contains("<transaction_description>loyer mars</transaction_description>"));
}

#[test]
fn what_a_list_says_of_an_account_is_used() {
    let mut content = case();
    content.accounts.push(Account {
        kind: Some(AccountKind::Business),
        bank: Some("Banque des Trois Rivières".to_owned()),
        address: Some("12 rue du Refuge".to_owned()),
        phone: Some("+33 1 99 00 00 00".to_owned()),
        ..Account::new(AccountId::written(sample::HUB), Some(Currency::EUR))
    });
    let (xml, report) = judged(&content, &Files::national(), &settings(""));
    assert!(xml.contains("<institution_name>Banque des Trois Rivières</institution_name>"));
    assert!(!xml.contains("Refuge") && !xml.contains("99 00 00"), "addresses and telephones are not offered at all");
    assert!(report.notes.iter().any(|note| note.contains("from_account/t_entity")), "{:?}", report.notes);
}

#[test]
fn what_rests_on_intelligence_is_nowhere() {
    let mut content = sample::with_intelligence();
    sample::add_leads(&mut content);
    content.show_names = true;
    content.accounts.push(Account {
        kind: Some(AccountKind::Business),
        bank: Some("SECRET-BANK".to_owned()),
        ..Account::new(AccountId::written("00011:8000A"), Some(Currency::EUR))
    });
    let (xml, report) = judged(&content, &Files::national(), &settings(""));
    let all = format!("{xml}{}", report.notes.join("\n"));
    for secret in ["SECRET", "Zebulon", "Quintard", "7777.77", "SOUPCON", sample::STR_NAME, sample::STR_ID, "Hermine"] {
        assert!(!all.contains(secret), "{secret}");
    }
    assert!(report.notes.iter().any(|note| note.contains("files 1")), "{:?}", report.notes);
}

#[test]
fn hostile_text_stays_text() {
    let mut content = case();
    let hostile = "</account_name><evil>&\"' ]]> \u{202e}\u{0}\u{b}\r\n\u{ffff}<!--";
    for (_, entry) in content.entries.values_mut().flatten() {
        entry.debtor.name = Some(hostile.to_owned());
        entry.text = Some(hostile.to_owned());
        entry.reference = Some(hostile.to_owned());
    }
    content.statements.clear();
    let more = "\"report/action\" = \"a\\u0001b <x> ]]>\"\n";
    let (xml, _) = judged(&content, &Files::national(), &settings(more));
    assert!(!xml.contains("<evil") && !xml.contains('\u{202e}') && !xml.contains('\u{b}') && !xml.contains("<x>"));
    assert!(xml.contains("⟨U+0001⟩") && xml.contains("⟨U+202E⟩"));
}

#[test]
fn a_payment_in_another_currency_has_the_amount_that_a_file_states() {
    let mut content = case();
    let id = content.findings.findings[0].transactions[0].clone();
    let ron: Currency = "RON".parse().unwrap();
    let entry = &mut content.entries.get_mut(&id).unwrap()[0].1;
    entry.amount = Money { minor: 710_000, currency: ron };
    let said = super::lacking(&content, &Files::national(), &settings(""));
    assert!(
        said.contains("report/transaction/amount_local") && said.contains("by a rate") && said.contains(&id),
        "{said}"
    );
    content.entries.get_mut(&id).unwrap()[0].1.received = Some(Money { minor: 142_001, currency: Currency::EUR });
    let (xml, _) = judged(&content, &Files::national(), &settings(""));
    assert!(xml.contains("<amount_local>1420.01</amount_local>") && !xml.contains("7100.00"));
}

#[test]
fn times_are_written_as_the_file_writes_them() {
    let mut content = case();
    let id = content.findings.findings[0].transactions[0].clone();
    let entry = &mut content.entries.get_mut(&id).unwrap()[0].1;
    entry.booked = "2024-03-01T00:30:05+02:00".parse::<Booked>().unwrap();
    entry.channel = Some(Channel::CashOut);
    let (xml, _) = judged(&content, &Files::national(), &settings(""));
    assert!(xml.contains("<date_transaction>2024-03-01T00:30:05</date_transaction>"));
}

#[test]
fn orders_that_moved_nothing_are_left_out_and_told() {
    let mut content = case();
    let id = content.findings.findings[0].transactions[0].clone();
    content.entries.get_mut(&id).unwrap()[0].1.status = PaymentStatus::Cancelled;
    let (xml, report) = judged(&content, &Files::national(), &settings(""));
    assert!(!texts(&xml, "transactionnumber").contains(&id.as_str()));
    assert!(report.notes.iter().any(|note| note.contains("not carried out are left out: 1")), "{:?}", report.notes);
}

#[test]
fn both_languages_say_as_much() {
    let french = make_in(&case(), &Files::national(), &settings(""), Language::French).unwrap();
    let english = make(&case(), &Files::national(), &settings("")).unwrap();
    assert_eq!(french.notes.len(), english.notes.len());
    assert!(String::from_utf8(french.bytes).unwrap().contains("Faits et explications qui vont contre"));
    assert!(french.notes.iter().any(|note| note.contains("Aucun juriste")));
}

#[test]
fn a_schema_whose_report_has_another_name_is_pointed_to() {
    let files = Files::national().with(
        "<xs:element name=\"report\">",
        "<xs:element name=\"note\" type=\"xs:int\"/><xs:element name=\"submission\">",
    );
    let error = make(&case(), &files, &settings("")).unwrap_err().to_string();
    assert!(error.contains("note, submission") && error.contains("root = "), "{error}");
    let files = own("<xs:element name=\"thing\" type=\"xs:int\"/>");
    let said = super::lacking(&case(), &files, &ReportAs::default());
    assert!(said.contains("  thing\n"), "{said}");
}

#[test]
#[ignore = "takes seconds; run it to measure"]
fn fifty_thousand_payments_are_written() {
    let mut content = case();
    let (_, rows) = content.entries.iter().next().map(|(id, rows)| (id.clone(), rows.clone())).unwrap();
    for number in 0..50_000_u32 {
        let id = format!("many:{number}");
        let mut rows = rows.clone();
        rows[0].1.place.row = Some(10_000 + number);
        content.entries.insert(id.clone(), rows);
        content.findings.findings[0].transactions.push(id);
    }
    let schema = Files::national().schema().unwrap();
    let dossier = crate::Dossier::new(&content, Language::English).unwrap();
    let start = std::time::Instant::now();
    let report = dossier.goaml(&schema, &settings("")).unwrap();
    println!("{} bytes in {:?}", report.bytes.len(), start.elapsed());
    assert_eq!(Files::national().judge(&report.bytes).unwrap_or(Ok(())), Ok(()));
}
