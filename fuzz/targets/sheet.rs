#![no_main]

use filature_fuzz::{hold_any, source};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hold_any(bytes, filature_intake::sheet::read(source(), bytes, &filature_intake::Options::default())));
