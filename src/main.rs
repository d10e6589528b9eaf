//! The program: gathers what its surroundings tell and hands it to the command line.

use std::process::ExitCode;

use anora_tui::cli::{self, Surroundings};
use anora_tui::date::Date;
use jiff::{Timestamp, Zoned};

fn main() -> ExitCode {
    cli::main(Surroundings {
        args: std::env::args_os().collect(),
        now: Timestamp::now,
        today,
        env: |name| std::env::var_os(name),
    })
}

/// The day where the user is.
fn today() -> Date {
    let day = Zoned::now().date();
    let (month, of_month) = (u8::try_from(day.month()), u8::try_from(day.day()));
    let today = Option::zip(month.ok(), of_month.ok());
    today
        .and_then(|(month, of_month)| Date::day(day.year(), month, of_month))
        .unwrap_or(Date::EPOCH)
}
