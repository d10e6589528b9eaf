//! All tests of the whole: what a user would see or lose.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::print_stderr,
    missing_docs,
    reason = "a test says what is wrong by failing, and on standard error what it skips"
)]

mod app;
mod cli;
mod comfort;
mod copying;
mod corpus;
mod highlights;
mod importing;
mod jumping;
mod keys;
mod linking;
mod long;
mod marking;
mod outline;
mod packed;
mod palette;
mod progress;
mod pty;
mod screens;
mod searching;
mod shell;
mod staying;
mod support;
mod tidy;
mod works;
