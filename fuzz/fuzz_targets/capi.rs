#![no_main]

// It lies with the C library, whose tests run it too: `cargo test` does not build hosts' crates.
#[path = "../../crates/maxmatch-capi/tests/target/mod.rs"]
mod target;

libfuzzer_sys::fuzz_target!(|input: &[u8]| target::capi(input));
