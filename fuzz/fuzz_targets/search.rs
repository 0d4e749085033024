#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| maxmatch_tests::targets::search(input));
