#![no_main]

use filature_fuzz::{hold_any, source};
use filature_intake::csv::Mapping;
use filature_intake::{Options, read};

/// One mapping for all inputs: a table with everything in it that a mapping may name.
const MAPPING: &str = r##"
delimiter = ";"
header_line = 0
decimal_mark = ","
date_order = "DMY"
currency = "EUR"
account = "X:1"
[columns]
booked = "#1"
value = "#2"
debit = "#3"
credit = "#4"
balance = "#5"
counterparty_name = "#6"
text = ["#7", "#8"]
"##;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(mapping) = Mapping::from_toml(MAPPING) else { return };
    hold_any(bytes, read(source(), bytes, &Options { mapping: Some(mapping), ..Options::default() }));
});
