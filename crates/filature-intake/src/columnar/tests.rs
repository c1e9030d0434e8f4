use std::sync::Arc;

use arrow_array::builder::StringDictionaryBuilder;
use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Float64Array, Int64Array, LargeStringArray, NullArray,
    RecordBatch, StringArray, StringViewArray, TimestampMicrosecondArray, TimestampMillisecondArray,
};
use arrow_ipc::writer::{FileWriter, StreamWriter};
use filature_model::{Problem, days_from_epoch};
use parquet::arrow::ArrowWriter;
use proptest::prelude::*;

use super::*;
use crate::{Options, Outcome};

fn source() -> SourceId {
    "a1b2c3d4e5f6".parse().unwrap()
}

fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter(columns).unwrap()
}

fn parquet(batch: &RecordBatch) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(batch).unwrap();
    writer.close().unwrap();
    bytes
}

fn arrow_file(batch: &RecordBatch) -> Vec<u8> {
    let mut writer = FileWriter::try_new(Vec::new(), &batch.schema()).unwrap();
    writer.write(batch).unwrap();
    writer.into_inner().unwrap()
}

fn arrow_stream(batch: &RecordBatch) -> Vec<u8> {
    let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema()).unwrap();
    writer.write(batch).unwrap();
    writer.into_inner().unwrap()
}

fn all_ways(batch: &RecordBatch) -> [Vec<u8>; 3] {
    [parquet(batch), arrow_file(batch), arrow_stream(batch)]
}

fn texts(values: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(values))
}

/// A table of one transfer, with this column beside or in the place of its own.
fn one_row(name: &str, column: ArrayRef) -> RecordBatch {
    let mut columns = vec![
        ("booked_at", texts(&["2024-05-02"])),
        ("debtor", texts(&["A"])),
        ("creditor", texts(&["B"])),
        ("amount", texts(&["12.50"])),
        ("currency", texts(&["EUR"])),
    ];
    columns.retain(|(own, _)| *own != name);
    columns.push((name, column));
    batch(columns)
}

/// Every cell of every entry but its line, which these formats do not have.
fn entries(reading: &Reading) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for batch in &reading.entries {
        let names: Vec<_> = batch.schema().fields().iter().map(|field| field.name().clone()).collect();
        let columns: Vec<_> = batch.columns().iter().map(|column| cells::cells(column.as_ref()).unwrap()).collect();
        for row in 0..batch.num_rows() {
            let mut texts = Vec::new();
            for (_, write) in names.iter().zip(&columns).filter(|(name, _)| *name != "line") {
                texts.push(String::new());
                write(row, texts.last_mut().unwrap());
            }
            rows.push(texts);
        }
    }
    rows
}

fn problems(reading: &Reading) -> Vec<Problem> {
    let mut problems = reading.problems.clone();
    problems.iter_mut().for_each(|problem| problem.place.line = None);
    problems
}

fn by_sniffing(bytes: &[u8]) -> Result<Reading, Refusal> {
    match crate::read(source(), bytes, &Options::default()) {
        Ok(Outcome::Read(reading, None)) => Ok(*reading),
        Ok(other) => panic!("{other:?}"),
        Err(refusal) => Err(refusal),
    }
}

/// The text that a column of one value gives.
fn cell(array: ArrayRef) -> String {
    let mut text = String::new();
    cells::cells(array.as_ref()).unwrap()(0, &mut text);
    text
}

#[test]
fn values_become_the_text_that_a_csv_would_hold() {
    let noon = 1_714_644_000_000_000; // 2024-05-02T10:00:00Z
    let dictionary: StringDictionaryBuilder<Int32Type> = StringDictionaryBuilder::new();
    let decimal =
        |value: i128, scale: i8| Decimal128Array::from(vec![value]).with_precision_and_scale(20, scale).unwrap();
    let micros = |value: i64| TimestampMicrosecondArray::from(vec![value]);
    let values: [(ArrayRef, &str); 18] = [
        (Arc::new(LargeStringArray::from(vec!["é"])), "é"),
        (
            Arc::new(StringViewArray::from(vec!["a long text that is not inlined in a view"])),
            "a long text that is not inlined in a view",
        ),
        (Arc::new(StringArray::from(vec![None::<&str>])), ""),
        (Arc::new(NullArray::new(1)), ""),
        (Arc::new(decimal(-1_250, 2)), "-12.50"),
        (Arc::new(decimal(5, 2)), "0.05"),
        (Arc::new(decimal(12, 0)), "12"),
        (Arc::new(Int64Array::from(vec![-7])), "-7"),
        (Arc::new(BooleanArray::from(vec![true])), "1"),
        (Arc::new(Date32Array::from(vec![days_from_epoch(jiff::civil::date(2024, 2, 29))])), "2024-02-29"),
        (Arc::new(Date32Array::from(vec![i32::MAX])), "2147483647 days"),
        (Arc::new(micros(noon)), "2024-05-02T10:00:00"),
        (Arc::new(micros(noon - noon % 86_400_000_000)), "2024-05-02"),
        (Arc::new(micros(noon).with_timezone("UTC")), "2024-05-02T10:00:00Z"),
        (Arc::new(micros(noon).with_timezone("+05:30")), "2024-05-02T15:30:00+05:30"),
        (Arc::new(micros(noon).with_timezone("-03")), "2024-05-02T07:00:00-03:00"),
        (Arc::new(micros(noon + 250_000).with_timezone("UTC")), "2024-05-02T10:00:00.25Z"),
        (Arc::new(micros(i64::MAX)), "9223372036854775807000 nanoseconds"),
    ];
    for (array, expected) in values {
        assert_eq!(cell(array), expected);
    }
    let mut dictionary = dictionary;
    dictionary.append_value("EUR");
    assert_eq!(cell(Arc::new(dictionary.finish())), "EUR");
    dictionary.append_null();
    assert_eq!(cell(Arc::new(dictionary.finish())), "");
}

#[test]
fn one_transfer_is_read_in_each_format() {
    for bytes in all_ways(&one_row("id", texts(&["t1"]))) {
        let reading = by_sniffing(&bytes).unwrap();
        assert!(matches!(reading.format, Format::Parquet | Format::Arrow));
        assert_eq!((reading.entry_count(), reading.problems.len()), (1, 0));
    }
}

#[test]
fn what_could_only_be_guessed_is_refused_with_its_column() {
    let days = || Arc::new(TimestampMillisecondArray::from(vec![0]).with_timezone("Europe/Paris"));
    let refused: [(&str, ArrayRef, &str); 7] = [
        ("amount", Arc::new(Float64Array::from(vec![12.5])), "binary fraction"),
        ("debtor_balance", Arc::new(Float64Array::from(vec![12.5])), "binary fraction"),
        ("amount", Arc::new(Int64Array::from(vec![1_250])), "cents"),
        ("booked_at", days(), "Europe/Paris"),
        ("booked_at", Arc::new(Int64Array::from(vec![20_240_502])), "Int64"),
        ("mcc", Arc::new(Float64Array::from(vec![5_411.0])), "Float64"),
        ("text", Arc::new(BooleanArray::from(vec![true])), "Boolean"),
    ];
    for (name, column, word) in refused {
        for bytes in all_ways(&one_row(name, column.clone())) {
            let refusal = by_sniffing(&bytes).unwrap_err();
            assert!(refusal.what.contains(word) && refusal.what.contains(name), "{refusal}");
        }
    }
    // A column that nothing reads may be of any type.
    let reading = by_sniffing(&parquet(&one_row("score", Arc::new(Float64Array::from(vec![0.5]))))).unwrap();
    assert_eq!((reading.entry_count(), reading.problems[0].found.as_str()), (1, "score"));
}

#[test]
fn another_layout_is_refused_with_what_it_is() {
    let table = filature_model::EntryColumns::new(source());
    let own = parquet(&table.finish().unwrap());
    assert!(by_sniffing(&own).unwrap_err().what.contains("table of entries of a case"));
    let other = parquet(&batch(vec![("Datum", texts(&["x"])), ("Betrag", texts(&["1"]))]));
    assert!(by_sniffing(&other).unwrap_err().what.contains("datum, betrag"));
    let empty = one_row("id", texts(&["1"])).slice(0, 0);
    assert!(all_ways(&empty).iter().all(|bytes| by_sniffing(bytes).unwrap_err().what.contains("no rows")));
}

#[test]
fn a_file_that_was_cut_is_never_a_shorter_one() {
    let table = one_row("id", texts(&["t1"]));
    for bytes in all_ways(&table) {
        for end in 8..bytes.len() {
            assert!(read(source(), &bytes[..end]).is_err(), "{end} of {}", bytes.len());
        }
    }
}

#[test]
fn a_list_of_accounts_is_read_as_one() {
    let list = batch(vec![
        ("account", texts(&["X:1", "X:2"])),
        ("holder", texts(&["Ana", ""])),
        (
            "opening_balance",
            Arc::new(Decimal128Array::from(vec![Some(1_000), None]).with_precision_and_scale(9, 2).unwrap()),
        ),
        ("opening_at", Arc::new(Date32Array::from(vec![Some(19_000), None]))),
        ("currency", texts(&["EUR", "EUR"])),
        ("hub", Arc::new(BooleanArray::from(vec![false, true]))),
    ]);
    let csv = b"account,holder,opening_balance,opening_at,currency,hub\nX:1,Ana,10.00,2022-01-08,EUR,0\nX:2,,,,EUR,1\n";
    let expected = by_sniffing(csv).unwrap();
    assert_eq!(expected.accounts.len(), 2);
    for bytes in all_ways(&list) {
        let reading = by_sniffing(&bytes).unwrap();
        assert_eq!((reading.format, &reading.accounts), (Format::Accounts, &expected.accounts));
        assert!(reading.problems.is_empty());
    }
}

#[test]
fn a_table_of_the_same_row_over_and_over_is_refused() {
    let rows = 2_000_000;
    let same = |text: &str| Arc::new(StringArray::from_iter_values(std::iter::repeat_n(text, rows))) as ArrayRef;
    let table = batch(vec![
        ("booked_at", same("2024-05-02")),
        ("debtor", same("A")),
        ("creditor", same("B")),
        ("amount", same("1")),
        ("currency", same("EUR")),
    ]);
    let bytes = parquet(&table);
    assert!(bytes.len() < rows / 10);
    assert!(by_sniffing(&bytes).unwrap_err().what.contains("more rows than it has bytes"));
}

/// A row of the canonical layout, as texts that may be wrong.
fn row() -> impl Strategy<Value = Vec<String>> {
    let day =
        prop::sample::select(vec!["2024-05-02", "2024-02-30", "2024-05-02T10:11:12+02:00", "2023-12-31T23:59:59Z", ""]);
    let amount = prop::sample::select(vec!["12.50", "0", "-3", "1.234", "1e3", "99999999999999999999", "7"]);
    let word = |words: &'static [&'static str]| prop::sample::select(words);
    (
        "[a-z]{1,3}",
        day,
        "[A-Z]{0,2}",
        amount,
        word(&["EUR", "RSD", "JPY", "XYZ", ""]),
        word(&["", "card", "pigeon", "cash-in"]),
        word(&["", "paid", "cancelled", "lost"]),
        word(&["", "1", "0", "yes"]),
        word(&["", "5", "x", "-10"]),
        word(&["", "10.00", "10,00", "-1.5"]),
        word(&["", "loyer, mai", "say \"hi\"", "две\nстроки"]),
    )
        .prop_map(|(id, day, debtor, amount, currency, channel, status, payroll, sequence, balance, text)| {
            let words = [channel, status, payroll, sequence, balance, text].map(str::to_owned);
            let first = [id, day.to_owned(), debtor, "B".to_owned(), amount.to_owned(), currency.to_owned()];
            first.into_iter().chain(words).collect()
        })
}

const COLUMNS: [&str; 12] = [
    "id",
    "booked_at",
    "debtor",
    "creditor",
    "amount",
    "currency",
    "channel",
    "status",
    "payroll",
    "sequence",
    "debtor_balance",
    "text",
];

fn as_csv(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).unwrap();
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    writer.into_inner().unwrap()
}

/// A column of texts, in one of the types that texts have.
fn typed(values: &[Option<&str>], kind: u8) -> ArrayRef {
    match kind % 4 {
        0 => Arc::new(StringArray::from(values.to_vec())),
        1 => Arc::new(LargeStringArray::from(values.to_vec())),
        2 => Arc::new(StringViewArray::from(values.to_vec())),
        _ => {
            let mut builder: StringDictionaryBuilder<Int32Type> = StringDictionaryBuilder::new();
            values.iter().for_each(|value| builder.append_option(*value));
            Arc::new(builder.finish())
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_table_says_the_same_in_every_format(rows in prop::collection::vec(row(), 1..30), kinds in prop::collection::vec(any::<u8>(), 12)) {
        let columns = COLUMNS.iter().zip(&kinds).enumerate().map(|(at, (name, kind))| {
            let values: Vec<Option<&str>> =
                rows.iter().map(|row| Some(row[at].as_str()).filter(|text| !text.is_empty() || kind % 2 == 0)).collect();
            (*name, typed(&values, *kind))
        });
        let table = batch(columns.collect());
        let expected = by_sniffing(&as_csv(&rows)).unwrap();
        for bytes in all_ways(&table) {
            let reading = by_sniffing(&bytes).unwrap();
            prop_assert_eq!(entries(&reading), entries(&expected));
            prop_assert_eq!(problems(&reading), problems(&expected));
        }
    }

    #[test]
    fn no_damage_makes_it_panic(flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), way in 0_usize..3, cut in any::<prop::sample::Index>()) {
        let mut bytes = all_ways(&one_row("id", texts(&["t1"]))).into_iter().nth(way).unwrap();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cut.index(4) == 0 {
            bytes.truncate(cut.index(bytes.len()));
        }
        let _ = read(source(), &bytes);
    }
}
