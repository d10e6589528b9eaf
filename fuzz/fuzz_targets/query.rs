//! Any text, taken for what its name says.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| anora_tui_fuzz::query(text));
