//! The forms of exchange: exact, the same twice, and no more in them than the dossier shows.

mod peers;

use std::collections::BTreeMap;

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use filature_model::{Booked, Currency, Language, Money, SourceUse, decimal_string};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::Value;

use super::promises::seeded;
use super::{LANGUAGES, sample};
use crate::{Content, Dossier, Form, leaves_out};

pub const FORMS: [Form; 5] = [Form::Ftm, Form::Graphml, Form::Anx, Form::Csv, Form::Parquet];

pub fn bytes(content: &Content, form: Form) -> Vec<u8> {
    Dossier::new(content, Language::French).unwrap().render(form).unwrap()
}

/// What the file says, as text: of Parquet, which packs its pages, every cell and all that is told beside.
pub fn text(content: &Content, form: Form) -> String {
    let bytes = bytes(content, form);
    if form != Form::Parquet {
        return String::from_utf8(bytes).unwrap();
    }
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes.clone())).unwrap();
    let told = format!("{:?}{:?}", reader.metadata().file_metadata().key_value_metadata(), reader.schema());
    let cells: String = reader.build().unwrap().map(|batch| cells(&batch.unwrap())).collect();
    told + &cells + &String::from_utf8_lossy(&bytes)
}

/// Every cell: the way in which Arrow shows an array leaves out its middle.
fn cells(batch: &RecordBatch) -> String {
    let mut said = String::new();
    for column in batch.columns() {
        for at in 0..column.len() {
            match column.as_string_opt::<i32>() {
                Some(texts) => said.push_str(texts.value(at)),
                None => said.push_str(&format!("{:?}", column.slice(at, 1))),
            }
            said.push('\n');
        }
    }
    said
}

/// The amounts of the content, transaction by transaction.
fn amounts(content: &Content) -> BTreeMap<String, String> {
    let first = |id: &String| content.entries[id][0].1.amount;
    content.entries.keys().map(|id| (id.clone(), first(id).to_string())).collect()
}

/// The properties of an entity, first values only.
fn entities(content: &Content) -> Vec<Value> {
    text(content, Form::Ftm).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn first<'a>(entity: &'a Value, property: &str) -> &'a str {
    entity["properties"][property][0].as_str().unwrap_or_default()
}

/// With an amount that no float holds, one of a currency in thousandths, one of a currency without a minor unit, and a change.
fn with_odd_amounts() -> Content {
    let mut content = sample::content();
    let money = |minor, code: &str| Money { minor, currency: code.parse::<Currency>().unwrap() };
    let odd = [money(9_007_199_254_740_993, "EUR"), money(1_001, "KWD"), money(270_000, "JPY"), money(270_050, "JPY")];
    for (amount, entries) in odd.into_iter().zip(content.entries.values_mut()) {
        entries[0].1.amount = amount;
    }
    let last = &mut content.entries.values_mut().last().unwrap()[0].1;
    last.received = Some(money(123_456, "RON"));
    last.reversal = true;
    last.booked = "2024-03-01T00:30:00+02:00".parse::<Booked>().unwrap();
    content
}

#[test]
fn every_amount_equals_the_contents() {
    let content = with_odd_amounts();
    let expected = amounts(&content);
    assert!(expected.values().any(|amount| amount == "90071992547409.93 EUR"));
    assert!(expected.values().any(|amount| amount == "1.001 KWD"));

    let payments = entities(&content).into_iter().filter(|entity| entity["schema"] == "Payment");
    let of_ftm: BTreeMap<String, String> = payments
        .map(|entity| {
            let amount = format!("{} {}", first(&entity, "amount"), first(&entity, "currency"));
            (first(&entity, "transactionNumber").to_owned(), amount)
        })
        .collect();
    assert_eq!(of_ftm, expected);

    let mut reader = csv::Reader::from_reader(text(&content, Form::Csv).into_bytes().leak() as &[u8]);
    let rows = reader.records().map(|row| row.unwrap());
    let of_csv: BTreeMap<String, String> =
        rows.map(|row| (row[0].to_owned(), format!("{} {}", &row[5], &row[6]))).collect();
    assert_eq!(of_csv, expected);

    let of_graph = after_each(&text(&content, Form::Graphml), "<data key=\"edge_transaction\">", |rest| {
        let minor: i128 = between(rest, "<data key=\"edge_amount_minor\">", "<").parse().unwrap();
        let currency = between(rest, "<data key=\"edge_currency\">", "<").parse::<Currency>().unwrap();
        let amount = between(rest, "<data key=\"edge_amount\">", "<");
        assert_eq!(amount, decimal_string(minor, currency));
        (until(rest, "<"), format!("{amount} {currency}"))
    });
    assert_eq!(of_graph, expected);

    let of_chart =
        after_each(&text(&content, Form::Anx), "AttributeClassReference=\"class-transaction\" Value=\"", |rest| {
            let amount = between(rest, "AttributeClassReference=\"class-amount\" Value=\"", "\"");
            let (number, code) = amount.split_once(' ').unwrap();
            assert!(
                rest.contains(&format!("AttributeClass=\"Amount {code}\""))
                    && rest.contains(&format!("Value=\"{number}\""))
            );
            (until(rest, "\""), amount)
        });
    assert_eq!(of_chart, expected);

    let mut of_table = BTreeMap::new();
    for batch in batches(&content) {
        let column = |name: &str| batch.column_by_name(name).unwrap().clone();
        let (ids, codes) = (column("transaction"), column("currency"));
        let minor = column("amount_minor");
        for at in 0..batch.num_rows() {
            let currency = codes.as_string::<i32>().value(at).parse().unwrap();
            let amount = Money { minor: minor.as_primitive::<Int64Type>().value(at), currency };
            of_table.insert(ids.as_string::<i32>().value(at).to_owned(), amount.to_string());
        }
    }
    assert_eq!(of_table, expected);
}

fn batches(content: &Content) -> Vec<RecordBatch> {
    let bytes = bytes::Bytes::from(bytes(content, Form::Parquet));
    ParquetRecordBatchReaderBuilder::try_new(bytes).unwrap().build().unwrap().map(|batch| batch.unwrap()).collect()
}

fn until(text: &str, end: &str) -> String {
    text.split(end).next().unwrap().to_owned()
}

fn between(text: &str, start: &str, end: &str) -> String {
    until(text.split_once(start).unwrap().1, end)
}

fn after_each(text: &str, mark: &str, take: impl Fn(&str) -> (String, String)) -> BTreeMap<String, String> {
    text.split(mark).skip(1).map(take).collect()
}

#[test]
fn the_figures_of_a_trace_stand_in_the_notes_as_in_its_json() {
    let content = sample::content();
    let notes: Vec<Value> = entities(&content).into_iter().filter(|entity| entity["schema"] == "Note").collect();
    for (at, (name, trace)) in content.traces.iter().enumerate() {
        let of_trace = |note: &&Value| first(note, "name") == name;
        let said: String =
            notes.iter().filter(of_trace).map(|note| note["properties"]["description"].to_string()).collect();
        let mut figures = 0;
        for rule in filature_model::Rule::FOLLOWED {
            let Some(result) = trace.rules.get(rule.word()) else { continue };
            let held = result.held.iter().map(|held| (&held.claim, &held.low, &held.high));
            for (claim, low, high) in held.chain(result.left.iter().map(|left| (&left.claim, &left.low, &left.high))) {
                let currency = &trace.claims.iter().find(|sum| &sum.claim == claim).unwrap().currency;
                let range = if low == high { low.clone() } else { format!("{low} – {high}") };
                assert!(said.contains(&format!("{claim}: {range} {currency}")), "{name}: {claim} {range}");
                figures += 1;
            }
        }
        for claim in &trace.claims {
            assert!(said.contains(&format!("{} {}", claim.amount, claim.currency)));
        }
        assert!(figures > 3, "trace {at}");
        assert!(said.contains("Computation, and not a fact") && said.contains("Calcul, et non un fait"));
        assert!(!said.contains("poison") && !said.contains("pari-passu"));
    }
}

#[test]
fn the_same_content_gives_the_same_bytes_whatever_its_order_and_language() {
    let mut turned = sample::content();
    turned.sources.reverse();
    turned.statements.reverse();
    turned.accounts.reverse();
    for form in FORMS {
        let first = bytes(&sample::content(), form);
        assert_eq!(first, bytes(&turned, form), "{form:?}");
        for language in LANGUAGES {
            assert_eq!(first, Dossier::new(&turned, language).unwrap().render(form).unwrap(), "{form:?}");
        }
    }
}

#[test]
fn what_rests_on_intelligence_is_in_no_form() {
    for show_names in [true, false] {
        for use_ in [SourceUse::IntelligenceOnly, SourceUse::ConsentNeeded] {
            let mut content = sample::with_intelligence();
            content.show_names = show_names;
            content.sources.last_mut().unwrap().use_ = use_;
            for form in FORMS {
                let said = text(&content, form);
                let seeded =
                    ["SECRET", "SOUPCON", "Zebulon", "Quintard", "Z. Q.", "Z.\u{a0}Q.", "Hermine", "xx-secret"];
                let amounts = ["7777.77", "777777", "7,777.77"];
                for trace in
                    seeded.into_iter().chain(amounts).chain([sample::STR_NAME, sample::STR_ID, "NOTE-SECRETE-7"])
                {
                    assert!(!said.contains(trace), "{form:?}: {trace}");
                }
                assert!(said.contains("1420.00") || form == Form::Parquet);
            }
        }
    }
}

#[test]
fn names_are_initials_and_texts_are_not_there_unless_asked_for() {
    let mut content = sample::content();
    for form in FORMS {
        content.show_names = false;
        let said = text(&content, form);
        assert!(!said.contains("Kostova") && !said.contains("RETRAIT DAB") && !said.contains("loyer mars"), "{form:?}");
        assert!(said.contains("M. K.") && said.contains(sample::HUB), "{form:?}");
        content.show_names = true;
        let said = text(&content, form);
        assert!(said.contains("Mira Kostova") && said.contains("loyer mars"), "{form:?}");
    }
}

#[test]
fn text_of_the_data_is_never_markup_nor_another_row() {
    for hostile in
        ["</node><script>alert(1)", "\"/><ChartItem Id=\"x", "]]>--><b x='", "a\"\n\"b,c\r\nd", "{\"id\": \"x\"}\n{"]
    {
        let content = seeded(hostile);
        for form in [Form::Graphml, Form::Anx] {
            let said = text(&content, form);
            for markup in ["<script", "<ChartItem Id=\"x", "<b x", "]]>"] {
                assert!(!said.contains(markup), "{form:?}: {markup} from {hostile}");
            }
            well_formed(&said);
        }
        let lines = entities(&content);
        assert!(lines.iter().all(|entity| entity["id"].as_str().unwrap().starts_with("filature-")));
        let csv = text(&content, Form::Csv);
        assert_eq!(csv.lines().count(), 1 + content.entries.len(), "a row is a line");
    }
}

#[test]
fn what_cannot_be_seen_or_may_not_stand_in_xml_is_shown() {
    let content = seeded("a\u{202e}b\u{0}d\u{1b}e\u{fffe}f\u{200b}");
    for form in FORMS {
        let said = text(&content, form);
        for hidden in ['\u{202e}', '\u{1b}', '\u{200b}'] {
            // Parquet's own bytes hold what is no text.
            assert!(form == Form::Parquet || !said.contains(hidden), "{form:?}: {hidden:?}");
        }
        assert!(said.contains("a⟨U+202E⟩b⟨U+0000⟩d⟨U+001B⟩e"), "{form:?}");
    }
    for form in [Form::Graphml, Form::Anx] {
        assert!(text(&content, form).contains("e⟨U+FFFE⟩f"));
    }
}

/// A cell that a spreadsheet would take for a formula is data here, and is read back as it was.
#[test]
fn cells_are_written_as_they_are() {
    let mut content = sample::content();
    content.show_names = true;
    for (_, entry) in content.entries.values_mut().flatten() {
        entry.text = Some("=HYPERLINK(\"x\")".to_owned());
        entry.creditor.name = Some("+33 @Lea -1".to_owned());
    }
    let mut reader = csv::Reader::from_reader(text(&content, Form::Csv).into_bytes().leak() as &[u8]);
    for row in reader.records().map(|row| row.unwrap()) {
        assert_eq!((&row[11], &row[10]), ("=HYPERLINK(\"x\")", "+33 @Lea -1"));
    }
}

/// Ids are numbers of the file: an account's does not follow from the account, and no two files share one.
#[test]
fn ids_say_nothing_and_join_nothing() {
    let ids = |content: &Content| -> Vec<String> {
        entities(content).iter().map(|entity| entity["id"].as_str().unwrap().to_owned()).collect()
    };
    let all = ids(&sample::content());
    let mut sorted = all.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!(sorted.len(), all.len(), "an id stands twice");
    let mut other = sample::content();
    other.entries.values_mut().next().unwrap()[0].1.amount.minor += 1;
    assert!(ids(&other).iter().all(|id| !all.contains(id)));
    for id in &all {
        let local = &id["filature-0123456789ab-".len()..];
        let source = sample::content().sources.iter().any(|source| local == format!("source-{}", source.id));
        let numbered =
            local.split('-').skip(1).all(|part| part.parse::<u32>().is_ok() || part.chars().all(char::is_alphabetic));
        assert!(source || numbered, "{id}");
    }
}

/// Every entity that one names is in the file, and the cash that was drawn has no invented payee.
#[test]
fn every_reference_leads_somewhere() {
    let content = sample::content();
    let all = entities(&content);
    let known: Vec<&str> = all.iter().map(|entity| entity["id"].as_str().unwrap()).collect();
    for entity in &all {
        for name in ["payer", "payerAccount", "beneficiary", "beneficiaryAccount", "owner", "asset", "entity", "proof"]
        {
            for value in entity["properties"][name].as_array().into_iter().flatten() {
                assert!(known.contains(&value.as_str().unwrap()), "{name}: {value}");
            }
        }
    }
    let payments: Vec<&Value> = all.iter().filter(|entity| entity["schema"] == "Payment").collect();
    assert!(
        payments
            .iter()
            .all(|payment| !first(payment, "proof").is_empty() && first(payment, "recordId").starts_with('E'))
    );
    assert!(payments.iter().any(|payment| payment["properties"]["beneficiary"].is_null()));
}

#[test]
fn each_form_says_what_it_leaves_out() {
    for form in FORMS {
        for language in LANGUAGES {
            let sentences = leaves_out(form, language);
            assert!(sentences.len() >= 5, "{form:?}");
            if form == Form::Csv {
                continue;
            }
            let said = text(&sample::content(), form).replace("&apos;", "'").replace("\\u{a0}", "\u{a0}");
            for sentence in sentences {
                assert!(said.contains(&sentence) || form == Form::Parquet, "{form:?}: {sentence}");
            }
        }
    }
    assert!(text(&sample::content(), Form::Parquet).contains("What this file leaves out"));
    assert!(leaves_out(Form::Html, Language::English).is_empty());
}

/// Elements close in order, and every name is the program's.
fn well_formed(xml: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut depth = 0_i32;
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(_) => depth += 1,
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
}
