//! Any bytes as a file in this format.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| anora_tui_fuzz::import("feed", bytes));
