#![no_main]

use filature_fuzz::{hold, source};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hold(bytes, filature_intake::columnar::read(source(), bytes)));
