//! Any bytes as a file of a kind that its first bytes tell: a text, an archive, a book.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| anora_tui_fuzz::import("", bytes));
