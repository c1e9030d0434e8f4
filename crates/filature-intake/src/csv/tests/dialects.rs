//! One table in the ways that banks write it: encodings, delimiters, marks of decimals and of thousands, minus signs, dates.

use arrow_array::types::Date32Type;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253};
use filature_model::{AccountId, from_days};

use super::*;

/// What a bank of each code page calls its columns, and the text of a payment.
const LANGUAGES: [(&Encoding, [&str; 3], &str); 6] = [
    (WINDOWS_1252, ["Date opération", "Libellé", "Montant (EUR)"], "Prélèvement loyer à payer"),
    (WINDOWS_1250, ["Datum knjiženja", "Opis", "Iznos (EUR)"], "Plaćanje računa, Đorđe Čolić"),
    (WINDOWS_1250, ["Data księgowania", "Description", "Kwota (EUR)"], "Opłata, Łódź"),
    (WINDOWS_1251, ["Дата", "Основание", "Сума (EUR)"], "Превод за наем"),
    (WINDOWS_1251, ["Датум", "Опис", "Износ (EUR)"], "Плаћање рачуна, Ђорђе"),
    (WINDOWS_1253, ["Ημερομηνία", "Περιγραφή", "Ποσό (EUR)"], "Ανάληψη μετρητών"),
];

/// How amounts are grouped, and their decimal mark.
const FIGURES: [(&str, char); 7] =
    [(".", ','), (" ", ','), ("\u{a0}", ','), ("\u{202f}", ','), (",", '.'), ("'", '.'), ("’", '.')];

/// What stands before and behind a figure that goes out.
const MINUSES: [(&str, &str); 5] = [("-", ""), ("", "-"), ("(", ")"), ("", " D"), ("\u{2212}", "")];

#[derive(Clone, Debug)]
struct Dialect {
    language: usize,
    wide: u8,
    delimiter: char,
    figures: usize,
    minus: usize,
    order: u8,
}

fn dialect() -> impl Strategy<Value = Dialect> {
    let delimiter = prop::sample::select(vec![';', ',', '\t', '|']);
    (0..LANGUAGES.len(), 0_u8..7, delimiter, 0..FIGURES.len(), 0..MINUSES.len(), 0_u8..3).prop_map(
        |(language, wide, delimiter, figures, minus, order)| Dialect {
            language,
            wide,
            delimiter,
            figures,
            minus,
            order,
        },
    )
}

impl Dialect {
    fn amount(&self, minor: i64) -> String {
        let (group, mark) = FIGURES[self.figures];
        let (whole, part) = (minor.unsigned_abs() / 100, minor.unsigned_abs() % 100);
        let digits = whole.to_string();
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push_str(group);
            }
            grouped.push(digit);
        }
        let (before, behind) = if minor < 0 { MINUSES[self.minus] } else { ("", "") };
        format!("{before}{grouped}{mark}{part:02}{behind}")
    }

    fn date(&self, month: u8, day: u8) -> String {
        match self.order {
            0 => format!("{day:02}.{month:02}.2024"),
            1 => format!("{month:02}/{day:02}/2024"),
            _ => format!("2024-{month:02}-{day:02}"),
        }
    }

    fn text(&self, rows: &[(u8, u8, i64)]) -> String {
        let (_, header, text) = LANGUAGES[self.language];
        let line = |cells: [&str; 3]| {
            let quoted = cells.map(|cell| format!("\"{cell}\""));
            format!("{}\r\n", quoted.join(&self.delimiter.to_string()))
        };
        let mut all = line(header);
        for &(month, day, minor) in rows {
            all.push_str(&line([&self.date(month, day), text, &self.amount(minor)]));
        }
        all
    }

    /// The bytes; none where the code page lacks a sign of the dialect.
    fn bytes(&self, text: &str) -> Option<Vec<u8>> {
        let units = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        Some(match self.wide {
            0 => text.as_bytes().to_vec(),
            1 => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            2 => units(u16::to_le_bytes),
            3 => units(u16::to_be_bytes),
            4 => [b"\xFF\xFE".to_vec(), units(u16::to_le_bytes)].concat(),
            5 => [b"\xFE\xFF".to_vec(), units(u16::to_be_bytes)].concat(),
            _ => {
                let (bytes, _, is_lossy) = LANGUAGES[self.language].0.encode(text);
                return (!is_lossy).then(|| bytes.into_owned());
            }
        })
    }

    fn encoding(&self) -> &'static Encoding {
        match self.wide {
            0 | 1 => UTF_8,
            2 | 4 => UTF_16LE,
            3 | 5 => UTF_16BE,
            _ => LANGUAGES[self.language].0,
        }
    }
}

proptest! {
    #[test]
    fn one_table_is_the_same_in_every_dialect(dialect in dialect(), more in prop::collection::vec((1_u8..13, 1_u8..29, -99_999_999_i64..99_999_999), 0..12)) {
        // A day past the 12th tells the order, a payment out that the column is signed.
        let rows: Vec<_> = [(5, 28, -123_456), (6, 2, 7)].into_iter().chain(more).collect();
        let text = dialect.text(&rows);
        let Some(bytes) = dialect.bytes(&text) else { return Ok(()) };
        let options = CsvOptions { account: Some(AccountId::written("X:1")), mapping: None };
        let outcome = read(source(), &bytes, &options);
        let Ok(CsvOutcome::Read(reading, Some(mapping))) = outcome else { panic!("{outcome:?} of {text}") };
        prop_assert_eq!(mapping.encoding, Some(dialect.encoding().name().to_lowercase()));
        let batch = &reading.entries[0];
        let amounts = batch["amount_minor"].as_primitive::<Int64Type>();
        let days = batch["booked_on"].as_primitive::<Date32Type>();
        let (legs, texts) = (batch["legs"].as_string::<i32>(), batch["text"].as_string::<i32>());
        prop_assert_eq!(batch.num_rows(), rows.len(), "{}", reading.problems.iter().map(ToString::to_string).collect::<String>());
        for (at, (month, day, minor)) in rows.iter().enumerate() {
            prop_assert_eq!(amounts.value(at), minor.abs());
            prop_assert!(*minor == 0 || (legs.value(at) == "credit") == (*minor > 0));
            prop_assert_eq!(from_days(days.value(at)).unwrap().to_string(), format!("2024-{month:02}-{day:02}"));
            prop_assert_eq!(texts.value(at), LANGUAGES[dialect.language].2);
        }
        prop_assert_eq!(reading.problems.len(), 0);
    }
}

#[test]
fn an_order_that_the_column_does_not_tell_is_asked_for() {
    let dialect = Dialect { language: 0, wide: 0, delimiter: ';', figures: 0, minus: 0, order: 1 };
    let text = dialect.text(&[(5, 2, -100), (6, 3, 100)]);
    let options = CsvOptions { account: Some(AccountId::written("X:1")), mapping: None };
    let Ok(CsvOutcome::InDoubt(draft)) = read(source(), text.as_bytes(), &options) else { panic!("it was read") };
    assert_eq!(draft.doubts.len(), 1, "{:?}", draft.doubts);
    assert!(draft.doubts[0].contains("12th"));
}
