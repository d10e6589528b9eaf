//! The program: gathers what its surroundings tell and hands it to the command line.

use std::process::ExitCode;

use anora_tui::cli::{self, Surroundings};
use anora_tui::date::Date;
use jiff::{Timestamp, Zoned};

fn main() -> ExitCode {
    let day = Zoned::now().date();
    let month = u8::try_from(day.month()).unwrap_or(1);
    let today =
        u8::try_from(day.day()).ok().and_then(|of_month| Date::day(day.year(), month, of_month));
    cli::main(Surroundings {
        args: std::env::args_os().collect(),
        now: Timestamp::now,
        today: today.unwrap_or(Date::EPOCH),
        env: |name| std::env::var_os(name),
    })
}
