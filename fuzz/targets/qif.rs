#![no_main]

use filature_fuzz::{hold_any, source};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hold_any(bytes, filature_intake::qif::read(source(), bytes, &Default::default()).map(Into::into)));
