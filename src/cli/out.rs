//! Out: standard output and standard error of the command line, and the exit code they come to.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::process::ExitCode;

use super::interrupt::INTERRUPTED;
use crate::error::{Error, Result};

/// Where the command line writes.
pub(super) struct Out {
    stdout: BufWriter<Stdout>,
    n_complaints: usize,
    /// Whether it was ended before all was done.
    is_interrupted: bool,
    /// What was noted, where once is enough.
    noted: Vec<String>,
}

impl Out {
    pub(super) fn new() -> Self {
        Self {
            stdout: BufWriter::new(io::stdout()),
            n_complaints: 0,
            is_interrupted: false,
            noted: Vec::new(),
        }
    }

    /// Writes a line.
    pub(super) fn line(&mut self, text: impl Display) -> Result<()> {
        writeln!(self.stdout, "{text}").map_err(Error::Stream)
    }

    /// Standard output, for what writes by itself.
    pub(super) fn stream(&mut self) -> &mut dyn Write {
        &mut self.stdout
    }

    /// Writes text as it is.
    pub(super) fn text(&mut self, text: &str) -> Result<()> {
        self.stdout.write_all(text.as_bytes()).map_err(Error::Stream)
    }

    /// Tells one thing that could not be done.
    pub(super) fn complain(&mut self, what: &str) {
        self.n_complaints += 1;
        // Where nobody reads standard error the exit code still tells.
        let _ = writeln!(io::stderr(), "anora-tui: {what}");
    }

    /// Tells something that need not be put right.
    pub(super) fn note(&mut self, what: &str) {
        // After what is printed already, where both go to one terminal.
        let _ = self.stdout.flush();
        let _ = writeln!(io::stderr(), "anora-tui: {what}");
    }

    /// The same, once for all the times it is said.
    pub(super) fn note_once(&mut self, what: &str) {
        if !self.noted.iter().any(|noted| noted == what) {
            self.note(what);
            self.noted.push(what.to_owned());
        }
    }

    /// Tells that not all was done because ^C was pressed; the exit code says so too.
    pub(super) fn interrupted(&mut self, what: &str) {
        self.is_interrupted = true;
        self.note(what);
    }

    /// Whether a person watches how far something is.
    pub(super) fn is_watched() -> bool {
        io::stderr().is_terminal()
    }

    /// Whether a terminal shows what is written.
    pub(super) fn is_terminal() -> bool {
        io::stdout().is_terminal()
    }

    /// Shows how far something is, where a person watches.
    pub(super) fn progress(what: &str) {
        let mut stderr = io::stderr();
        if stderr.is_terminal() {
            let _ = write!(stderr, "\r\x1b[K{what}");
            let _ = stderr.flush();
        }
    }

    /// The width to print for: the terminal's, or `None` where the output goes elsewhere.
    pub(super) fn width() -> Option<usize> {
        if !Self::is_terminal() {
            return None;
        }
        terminal_width()
    }

    /// Ends: the last of the output, the reason where it failed, and the exit code.
    pub(super) fn finish(mut self, done: Result<()>) -> ExitCode {
        let done = done.and_then(|()| self.stdout.flush().map_err(Error::Stream));
        match done {
            Ok(()) if self.is_interrupted => ExitCode::from(INTERRUPTED),
            Ok(()) if self.n_complaints == 0 => ExitCode::SUCCESS,
            Ok(()) => ExitCode::FAILURE,
            Err(e) if e.is_closed_pipe() => ExitCode::SUCCESS,
            Err(e) => {
                self.complain(&e.to_string());
                ExitCode::from(if matches!(&e, Error::Asked { what, .. } if what == "PATH") {
                    2
                } else {
                    1
                })
            }
        }
    }
}

/// The terminal's width in cells.
fn terminal_width() -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
    Some(usize::from(size.ws_col)).filter(|width| *width > 0)
}
