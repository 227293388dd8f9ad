#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| slot_fuzzed::run("csv", data));
