#![no_main]

use filature_fuzz::{hold_any, hold_streamed, source};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    hold_any(bytes, filature_intake::csv::read(source(), bytes, &Default::default()).map(Into::into));
    hold_streamed(bytes);
});
