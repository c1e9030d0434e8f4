//! The layouts, from bytes to rates: small files written here, in the form of the published ones.

use filature_model::{ProblemCode, SourceId};
use proptest::prelude::*;

use crate::{Format, Options, Outcome, Reading, Refusal};

fn source() -> SourceId {
    "a1b2c3d4e5f6".parse().unwrap()
}

fn read(text: &str) -> Result<Reading, Refusal> {
    crate::read(source(), text.as_bytes(), &Options::default()).map(|outcome| match outcome {
        Outcome::Read(reading, None) => *reading,
        other => panic!("{other:?}"),
    })
}

/// `CUR day rate line by` of every rate.
fn rates(reading: &Reading) -> Vec<String> {
    let line = |rate: &filature_model::StatedRate| {
        let by = rate.stated_by.as_deref().unwrap_or("-");
        format!("{} {} {} {} {by}", rate.currency, rate.on, rate.units, rate.place.line.unwrap())
    };
    reading.rates.iter().map(line).collect()
}

/// `code line row column` of every problem.
fn problems(reading: &Reading) -> Vec<(ProblemCode, Option<u32>, Option<u32>, &str)> {
    let line = |problem: &'_ filature_model::Problem| (problem.code, problem.place.line, problem.place.row);
    reading
        .problems
        .iter()
        .map(|problem| {
            let (code, at, row) = line(problem);
            (code, at, row, problem.column.as_deref().unwrap_or(""))
        })
        .collect()
}

#[test]
fn the_history_of_the_central_bank_is_read_with_its_gaps() {
    let reading = read(
        "Date,USD,JPY,BGN,CYP,HRK,\n\
         2022-12-30,1.0666,140.66,1.9558,N/A,7.5365,\n\
         2022-12-29,1.0649,142.24,1.9558,N/A,,\n",
    )
    .unwrap();
    assert_eq!((reading.format, reading.entry_count()), (Format::EcbRates, 0));
    assert_eq!(
        rates(&reading),
        [
            "USD 2022-12-30 1.0666 2 eurofxref",
            "JPY 2022-12-30 140.66 2 eurofxref",
            "BGN 2022-12-30 1.9558 2 eurofxref",
            "HRK 2022-12-30 7.5365 2 eurofxref",
            "USD 2022-12-29 1.0649 3 eurofxref",
            "JPY 2022-12-29 142.24 3 eurofxref",
            "BGN 2022-12-29 1.9558 3 eurofxref",
        ]
    );
    assert_eq!(problems(&reading), []);
}

#[test]
fn the_daily_file_has_spaces_and_a_day_in_words() {
    let reading = read("Date, USD, JPY, RON, \n23 November 2026, 1.1620, 179.30, 5.0905, \n").unwrap();
    assert_eq!(
        rates(&reading),
        ["USD 2026-11-23 1.1620 2 eurofxref", "JPY 2026-11-23 179.30 2 eurofxref", "RON 2026-11-23 5.0905 2 eurofxref"]
    );
}

#[test]
fn the_download_of_the_data_portal_names_its_series() {
    let reading = read(
        "\"DATE\",\"TIME PERIOD\",\"US dollar/Euro (EXR.D.USD.EUR.SP00.A)\",\"US dollar/Euro (EXR.M.USD.EUR.SP00.A)\",\"Pound/Euro (EXR.D.GBP.EUR.SP00.A)\"\n\
         \"2024-06-27\",\"27 Jun 2024\",\"1.0696\",\"1.07\",\"\"\n\
         \"2024-06-28\",\"28 Jun 2024\",\"1.0705\",\"\",\"0.84638\"\n",
    )
    .unwrap();
    assert_eq!(
        rates(&reading),
        [
            "USD 2024-06-27 1.0696 2 EXR.D.USD.EUR.SP00.A",
            "USD 2024-06-28 1.0705 3 EXR.D.USD.EUR.SP00.A",
            "GBP 2024-06-28 0.84638 3 EXR.D.GBP.EUR.SP00.A",
        ]
    );
    let column = "us dollar/euro (exr.m.usd.eur.sp00.a)";
    assert_eq!(problems(&reading), [(ProblemCode::BadWord, None, None, column)]);
}

#[test]
fn sdmx_rows_are_taken_only_where_they_are_daily_rates_to_the_euro() {
    let reading = read(
        "KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT,UNIT_MULT\n\
         EXR.D.USD.EUR.SP00.A,D,USD,EUR,SP00,A,2024-06-28,1.0705,A,USD,0\n\
         EXR.D.USD.EUR.SP00.A,D,USD,EUR,SP00,A,2024-06-29,,H,USD,0\n\
         EXR.D.USD.EUR.SP00.A,D,USD,EUR,SP00,A,2024-06-30,NaN,H,USD,0\n\
         EXR.M.USD.EUR.SP00.A,M,USD,EUR,SP00,A,2024-06,1.0759,A,USD,0\n\
         EXR.D.CHF.USD.SP00.A,D,CHF,USD,SP00,A,2024-06-28,0.9,A,CHF,0\n\
         EXR.D.ITL.EUR.SP00.A,D,ITL,EUR,SP00,A,2024-06-28,1.9,A,ITL,3\n\
         EXR.D.XYZ.EUR.SP00.A,D,XYZ,EUR,SP00,A,2024-06-28,1.9,A,XYZ,0\n\
         EXR.D.USD.EUR.SP00.A,D,USD,EUR,SP00,A,2024-06,1.0759,A,USD,0\n",
    )
    .unwrap();
    assert_eq!(rates(&reading), ["USD 2024-06-28 1.0705 2 EXR.D.USD.EUR.SP00.A"]);
    assert_eq!(
        problems(&reading),
        [
            (ProblemCode::BadWord, Some(5), Some(3), "FREQ"),
            (ProblemCode::BadWord, Some(6), Some(4), "CURRENCY_DENOM"),
            (ProblemCode::BadWord, Some(7), Some(5), "UNIT_MULT"),
            (ProblemCode::BadCurrency, Some(8), Some(6), "CURRENCY"),
            (ProblemCode::BadDate, Some(9), Some(7), "TIME_PERIOD"),
        ]
    );
}

#[test]
fn the_own_layout_is_read_in_any_order_and_bad_rows_are_named() {
    let reading = read(
        "rate;source;date;currency\n\
         117.0680;National Bank of Serbia;2024-06-28;RSD\n\
         0;National Bank of Serbia;2024-06-29;RSD\n\
         -1.5;x;2024-06-28;USD\n\
         1,0705;x;2024-06-28;USD\n\
         61.5;x;2024-06-28;DENAR\n\
         61.5;x;28/06/2024;MKD\n\
         61.5;;2024-06-28;MKD\n\
         61.5;x;2024-06-28\n\
         1;x;2024-06-28;EUR\n\
         2;x;2024-06-28;EUR\n",
    )
    .unwrap();
    assert_eq!(reading.format, Format::Rates);
    assert_eq!(rates(&reading), ["RSD 2024-06-28 117.0680 2 National Bank of Serbia"]);
    assert_eq!(
        problems(&reading),
        [
            (ProblemCode::BadRate, Some(3), Some(1), "rate"),
            (ProblemCode::BadRate, Some(4), Some(2), "rate"),
            (ProblemCode::BadRate, Some(5), Some(3), "rate"),
            (ProblemCode::BadCurrency, Some(6), Some(4), "currency"),
            (ProblemCode::BadDate, Some(7), Some(5), "date"),
            (ProblemCode::MissingField, Some(8), Some(6), "source"),
            (ProblemCode::BadRow, Some(9), Some(7), ""),
            (ProblemCode::NotAnEntry, Some(10), Some(8), "rate"),
            (ProblemCode::BadRate, Some(11), Some(9), "rate"),
        ]
    );
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <gesmes:Envelope xmlns:gesmes=\"http://www.gesmes.org/xml/2002-08-01\" xmlns=\"http://www.ecb.int/vocabulary/2002-08-01/eurofxref\">\n\
    \t<gesmes:subject>Reference rates</gesmes:subject>\n\
    \t<gesmes:Sender>\n\t\t<gesmes:name>European Central Bank</gesmes:name>\n\t</gesmes:Sender>\n\
    \t<Cube>\n\t\t<Cube time='2024-06-28'>\n\
    \t\t\t<Cube currency='USD' rate='1.0705'/>\n\t\t\t<Cube currency='XYZ' rate='1'/>\n\t\t\t<Cube currency='JPY' rate='0'/>\n\
    \t\t</Cube>\n\t\t<Cube time=\"2024-06-31\">\n\t\t\t<Cube currency=\"USD\" rate=\"1.0696\"/>\n\t\t</Cube>\n\
    \t\t<Cube time=\"2024-06-27\"><Cube currency=\"USD\" rate=\"1.0696\"/></Cube>\n\
    \t</Cube>\n</gesmes:Envelope>\n";

#[test]
fn the_xml_is_read_with_its_days() {
    let reading = read(XML).unwrap();
    assert_eq!(
        rates(&reading),
        ["USD 2024-06-28 1.0705 9 European Central Bank", "USD 2024-06-27 1.0696 16 European Central Bank"]
    );
    assert_eq!(
        problems(&reading),
        [
            (ProblemCode::BadCurrency, Some(10), Some(1), "currency"),
            (ProblemCode::BadRate, Some(11), Some(2), "rate"),
            (ProblemCode::BadDate, Some(13), None, "time"),
        ]
    );
}

#[test]
fn xml_that_is_cut_or_declares_a_type_is_refused() {
    let cut = &XML[..XML.rfind("\t</Cube>").unwrap()];
    assert!(read(cut).unwrap_err().to_string().contains("ends in the middle"));
    assert!(read(&XML[..XML.len() - 40]).unwrap_err().to_string().contains("not well-formed"));
    let declared = XML.replace("<gesmes:Envelope", "<!DOCTYPE x [<!ENTITY a \"b\">]>\n<gesmes:Envelope");
    assert!(read(&declared).unwrap_err().to_string().contains("document type"));
}

#[test]
fn a_file_of_which_no_rate_can_be_read_is_refused_with_its_first_problem() {
    for text in [
        "Date;USD\n2024-06-28;1,0705\n",
        "currency,date,rate,source\nUSD,2024-06-28,0,x\n",
        "Date,USD\n2024-06-28,N/A\n",
    ] {
        let refusal = read(text).unwrap_err().to_string();
        assert!(refusal.contains("No rate can be read"), "{refusal}");
    }
    let refusal = read("Date;USD\n2024-06-28;1,0705\n").unwrap_err().to_string();
    assert!(refusal.contains("line 2, column USD") && refusal.contains("1,0705"), "{refusal}");
}

#[test]
fn tables_with_amounts_are_no_rates() {
    let outcome = crate::read(
        source(),
        b"date,currency,rate,source,amount\n2024-06-28,USD,1.07,desk,12.00\n2024-06-29,USD,1.07,desk,13.00\n",
        &Options::default(),
    );
    assert!(!matches!(outcome, Ok(Outcome::Read(reading, _)) if reading.format.is_rates()));
}

proptest! {
    /// Whatever the bytes, each reader ends, and what it takes has its place.
    #[test]
    fn no_bytes_break_a_reader(cells in proptest::collection::vec("[-0-9A-Za-z./,;\"<>&é' \n]{0,12}", 0..24), layout in 0_usize..4) {
        let body = cells.join(if layout == 3 { "\n" } else { "," });
        let text = match layout {
            0 => format!("Date,USD,JPY,\n{body}"),
            1 => format!("currency,date,rate,source\n{body}"),
            2 => format!("KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,TIME_PERIOD,OBS_VALUE\n{body}"),
            _ => format!("<gesmes:Envelope><Cube><Cube time='2024-06-28'>{body}</Cube></Cube></gesmes:Envelope>"),
        };
        if let Ok(reading) = read(&text) {
            prop_assert!(reading.rates.iter().all(|rate| rate.place.line.is_some() && rate.place.row.is_some()));
        }
    }
}
