//! Any bytes as the package and the pages of a book.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| anora_tui_fuzz::book(bytes));
