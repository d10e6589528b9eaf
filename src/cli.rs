//! The command line: what may be written on it, and one function for each thing that may be asked.

mod change;
mod export;
mod highlights;
mod import;
mod interrupt;
mod list;
mod open;
mod out;
mod settings;
mod show;
mod veil;
mod works;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use jiff::Timestamp;

use crate::date::Date;
use crate::error::{Error, Result};
use crate::library::Library;
use out::Out;

/// A terminal reader for reviews.
///
/// Without a command, opens the library in the terminal; with paths, opens those reviews without keeping them.
#[derive(Debug, Parser)]
#[command(name = "anora-tui", version, max_term_width = 100)]
pub struct Args {
    /// The library's file
    #[arg(long, value_name = "FILE", env = "ANORA_LIBRARY", global = true)]
    library: Option<PathBuf>,
    /// The settings file
    #[arg(long, value_name = "FILE", env = "ANORA_CONFIG", global = true)]
    config: Option<PathBuf>,
    /// Whether the screen has colours
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    color: Color,
    /// Print text line by line, for pipes and screen readers, and never take over the terminal
    #[arg(long)]
    plain: bool,
    /// Files or folders to open without keeping them; - is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

/// When the screen has colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Color {
    /// Unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Bring reviews into the library: files, folders, books, ZIP archives, or - for standard input
    Import(import::ImportArgs),
    /// List reviews, narrowed by a filter
    List(list::ListArgs),
    /// What the reviews of each work come to: how many, median, spread, histogram
    Works(works::WorksArgs),
    /// Search the text of all reviews
    Search(list::SearchArgs),
    /// Print a review
    Show(show::ShowArgs),
    /// Write reviews out: to come back in as they were, to be read elsewhere, or to be cited
    Export(export::ExportArgs),
    /// Write what was highlighted and noted, with whose words they are
    Highlights(highlights::HighlightsArgs),
    /// Correct what is known of a review; no import overwrites it afterwards
    Edit(change::EditArgs),
    /// Tag a review: +this -that
    Tag(change::TagArgs),
    /// Star reviews
    Star(change::Ids),
    /// Take the star away
    Unstar(change::Ids),
    /// Mark reviews as read
    Read(change::Ids),
    /// Mark reviews as unread
    Unread(change::Ids),
    /// Mark the works of reviews as seen, which lifts their spoiler shield
    Seen(change::Ids),
    /// Mark the works of reviews as not seen
    Unseen(change::Ids),
    /// Remove reviews from the library
    Remove(change::Ids),
    /// Write a copy of the library, safe while it is in use
    Backup {
        /// The copy's file
        #[arg(value_name = "FILE")]
        to: PathBuf,
    },
    /// Show or check the settings
    Config {
        /// What of them
        #[arg(value_enum, default_value = "path")]
        what: settings::What,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the man page
    Man,
}

/// What the program is told by its surroundings. Nothing below this module looks at them.
#[derive(Debug)]
pub struct Surroundings {
    /// The words of the command line, the program's name first.
    pub args: Vec<OsString>,
    /// The clock.
    pub now: fn() -> Timestamp,
    /// The day where the user is.
    pub today: fn() -> Date,
    /// A variable of the environment.
    pub env: fn(&str) -> Option<OsString>,
}

/// What a subcommand works with.
struct Desk {
    library: Option<PathBuf>,
    config: Option<PathBuf>,
    around: Surroundings,
    out: Out,
}

impl Desk {
    /// The library at the place that was asked for, else at the platform's.
    fn library(&self) -> Result<Library> {
        Library::open(&self.library_path()?)
    }

    /// The library, to read from it: none is made where there is none.
    fn library_to_read(&self) -> Result<Library> {
        let path = self.library_path()?;
        if path.exists() {
            return Library::open(&path);
        }
        match &self.library {
            Some(path) => Err(Error::file(path, "there is no library here; import makes one")),
            None => Library::in_memory(),
        }
    }

    fn library_path(&self) -> Result<PathBuf> {
        match &self.library {
            Some(path) => Ok(path.clone()),
            None => Ok(settings::folders()?.data.join("library.db")),
        }
    }

    fn config_path(&self) -> Result<PathBuf> {
        match &self.config {
            Some(path) => Ok(path.clone()),
            None => Ok(settings::folders()?.config.join("config.toml")),
        }
    }

    /// Tells one thing that could not be done, and remembers that the exit code must say so.
    fn complain(&mut self, what: &Error) {
        self.out.complain(&what.to_string());
    }
}

/// Does what the command line asks for.
///
/// Exit codes: 0 done; 1 something asked for could not be done, each with a line on standard error; 2 wrong usage, or
/// no terminal to open; 130 an import was interrupted. A reader that closes the pipe ends it quietly.
pub fn main(around: Surroundings) -> ExitCode {
    let parsed =
        Args::bare(&around).map_or_else(|| Args::try_parse_from(with_minus(&around.args)), Ok);
    let args = match parsed {
        Ok(args) => args,
        Err(e) => {
            // Printing help fails only where the reader has gone.
            let _ = e.print();
            return ExitCode::from(if e.use_stderr() { 2 } else { 0 });
        }
    };
    let Args { library, config, color, plain, paths, command } = args;
    let mut desk = Desk { library, config, around, out: Out::new() };
    let done = match command {
        Some(_) if !paths.is_empty() => {
            Err(Error::asked("PATH", "paths to open and a command do not go together"))
        }
        Some(command) => dispatch(&mut desk, command),
        None if plain => show::plainly(&mut desk, &paths),
        None => return open::open(desk, &paths, color),
    };
    desk.out.finish(done)
}

impl Args {
    /// The command line on which nothing is asked for, which is how the program is started to read: there is nothing to
    /// parse, and clap would take as long to find that out as the library takes to be opened.
    fn bare(around: &Surroundings) -> Option<Self> {
        let [_name] = around.args.as_slice() else { return None };
        let (library, config) = ((around.env)("ANORA_LIBRARY"), (around.env)("ANORA_CONFIG"));
        if [&library, &config].into_iter().flatten().any(|value| value.is_empty()) {
            return None;
        }
        Some(Self {
            library: library.map(PathBuf::from),
            config: config.map(PathBuf::from),
            color: Color::Auto,
            plain: false,
            paths: Vec::new(),
            command: None,
        })
    }
}

/// Stands for the dash of `-is:read` and `-tag` between the command line and those who understand it.
const MINUS: char = '\u{2212}';

/// Long options after which no value stands.
const WITHOUT_VALUE: [&str; 4] = ["--json", "--plain", "--spoilers", "--help"];

/// The command line with the dashes of filters and tags told from those of options: `-is:read` is a part of a filter,
/// for no option but `-h` and `-V` has one dash.
fn with_minus(args: &[OsString]) -> Vec<OsString> {
    let takes_filter = args
        .iter()
        .skip(1)
        .any(|arg| ["list", "export", "highlights", "tag"].iter().any(|c| arg == c));
    let mut is_value = false;
    let told = |arg: &OsString| {
        let text = arg.to_str().unwrap_or_default();
        let is_filter = takes_filter && !is_value && text.len() > 2 && !text.starts_with("--");
        is_value = text.starts_with("--") && !text.contains('=') && !WITHOUT_VALUE.contains(&text);
        match text.strip_prefix('-').filter(|_| is_filter) {
            Some(rest) => OsString::from(format!("{MINUS}{rest}")),
            None => arg.clone(),
        }
    };
    args.iter().map(told).collect()
}

fn dispatch(desk: &mut Desk, command: Command) -> Result<()> {
    use crate::library::Change;
    match command {
        Command::Import(args) => import::import(desk, &args),
        Command::List(args) => list::list(desk, &args),
        Command::Works(args) => works::works(desk, &args),
        Command::Search(args) => list::search(desk, &args),
        Command::Show(args) => show::show(desk, &args),
        Command::Export(args) => export::export(desk, &args),
        Command::Highlights(args) => highlights::highlights(desk, &args),
        Command::Edit(args) => change::edit(desk, &args),
        Command::Tag(args) => change::tag(desk, &args),
        Command::Star(ids) => change::apply(desk, &ids, &Change::SetStarred(true), "starred"),
        Command::Unstar(ids) => change::apply(desk, &ids, &Change::SetStarred(false), "unstarred"),
        Command::Read(ids) => change::apply(desk, &ids, &Change::SetRead(true), "read"),
        Command::Unread(ids) => change::apply(desk, &ids, &Change::SetRead(false), "unread"),
        Command::Seen(ids) => change::apply(desk, &ids, &Change::SetSeen(true), "seen"),
        Command::Unseen(ids) => change::apply(desk, &ids, &Change::SetSeen(false), "unseen"),
        Command::Remove(ids) => change::apply(desk, &ids, &Change::Remove, "removed"),
        Command::Backup { to } => desk.library_to_read()?.backup(&to),
        Command::Config { what } => settings::config(desk, what),
        Command::Completions { shell } => settings::completions(desk, shell),
        Command::Man => settings::man(desk),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_command_line_is_what_clap_would_make_of_it() {
        let around = Surroundings {
            args: vec!["anora-tui".into()],
            now: Timestamp::now,
            today: || Date::EPOCH,
            env: |name| std::env::var_os(name),
        };
        let bare = Args::bare(&around).unwrap();
        let parsed = Args::try_parse_from(["anora-tui"]).unwrap();
        assert_eq!(format!("{bare:?}"), format!("{parsed:?}"));
        let empty = Surroundings { env: |_| Some(OsString::new()), ..around };
        assert!(Args::bare(&empty).is_none(), "clap says what is wrong with an empty value");
        let more = Surroundings { args: vec!["anora-tui".into(), "list".into()], ..empty };
        assert!(Args::bare(&more).is_none());
    }
}
