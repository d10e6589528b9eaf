//! Any bytes as a saved letter, as they are and as the page in one.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| anora_tui_fuzz::letter(bytes));
