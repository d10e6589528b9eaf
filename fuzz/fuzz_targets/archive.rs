//! Any bytes as an archive, as they are and packed into a whole one.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| anora_tui_fuzz::archive(bytes));
