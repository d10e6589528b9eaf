//! Without a command: the library on the screen, or some reviews without keeping them.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Color, Desk, import, settings};
use crate::app::Start;
use crate::config::{Config, Remembered};
use crate::error::{Error, Result};
use crate::import::Options;
use crate::library::Library;
use crate::theme::{self, Theme};
use crate::worker::World;
use crate::{import as reading, run, shelf};

pub(super) fn open(mut desk: Desk, paths: &[PathBuf], color: Color) -> ExitCode {
    if let Some(why) = no_terminal(&desk) {
        desk.out
            .complain(&format!("{why}; `anora-tui list` and `anora-tui --plain` work without one"));
        return ExitCode::from(2);
    }
    let prepared = prepare(&mut desk, paths, color);
    let done = prepared.and_then(|(start, library, world)| run::run(start, library, world));
    desk.out.finish(done)
}

/// Why there is no terminal to take over, if there is none.
fn no_terminal(desk: &Desk) -> Option<&'static str> {
    let term = (desk.around.env)("TERM").unwrap_or_default();
    if !std::io::stdout().is_terminal() {
        Some("standard output is not a terminal")
    } else if term.is_empty() || term == "dumb" {
        Some("this terminal cannot move its cursor (TERM is dumb or not set)")
    } else {
        None
    }
}

fn prepare(desk: &mut Desk, paths: &[PathBuf], color: Color) -> Result<(Start, Library, World)> {
    let mut notices = Vec::new();
    let config = desk.settings().or_else(|e| {
        notices.push(format!("{e} · the defaults hold"));
        Config::defaults()
    })?;
    let keeps = paths.is_empty();
    let library = if keeps { kept(desk, &mut notices)? } else { unkept(desk, paths)? };
    if !keeps {
        notices.push("nothing is kept: import keeps reviews".to_owned());
    }
    let folders = settings::folders().ok();
    let remembered_at =
        folders.as_ref().map(|folders| folders.state.join("state.toml")).filter(|_| keeps);
    let remembered = remembered_at.as_deref().map(Remembered::read).unwrap_or_default();
    let world = World {
        now: desk.around.now,
        home: folders.map(|folders| folders.home),
        remembered: remembered_at,
    };
    let notice = (!notices.is_empty()).then(|| notices.join(" · "));
    let start = Start {
        config,
        remembered,
        theme: theme_for(desk, color),
        today: desk.around.today,
        notice,
    };
    Ok((start, library, world))
}

/// The library that is kept. One that has never held a review gets the shelf.
fn kept(desk: &Desk, notices: &mut Vec<String>) -> Result<Library> {
    let mut library = desk.library()?;
    if let Some(why) = library.why_read_only() {
        notices.push(format!("{why}: what you do is not saved"));
    } else if !library.was_ever_used()? {
        library.insert(shelf::drafts(), (desk.around.now)())?;
    }
    Ok(library)
}

/// A library in memory with the reviews at some paths.
pub(super) fn unkept(desk: &mut Desk, paths: &[PathBuf]) -> Result<Library> {
    let options = Options::default();
    let mut rows = Vec::new();
    let (piped, files): (Vec<&PathBuf>, Vec<&PathBuf>) =
        paths.iter().partition(|path| *path == Path::new("-"));
    if !piped.is_empty() {
        rows.extend(reading::read_source(&import::standard_input()?, &options));
    }
    let files: Vec<PathBuf> = files.into_iter().cloned().collect();
    rows.extend(reading::read(&files, &options));
    let mut drafts = Vec::new();
    let mut why = None;
    for row in rows {
        match row {
            Ok(draft) => drafts.push(draft),
            Err(e) => {
                desk.out.complain(&e.to_string());
                why = Some(e);
            }
        }
    }
    if let (true, Some(e)) = (drafts.is_empty(), why) {
        return Err(Error::file(e.path, "holds no review that can be opened"));
    }
    let mut library = Library::in_memory()?;
    library.insert(drafts, (desk.around.now)())?;
    Ok(library)
}

fn theme_for(desk: &Desk, color: Color) -> Theme {
    let no_color = (desk.around.env)("NO_COLOR").is_some_and(|value| !value.is_empty());
    let background =
        (desk.around.env)("COLORFGBG").map(|value| value.to_string_lossy().into_owned());
    theme::guessed(
        color == Color::Never || (color == Color::Auto && no_color),
        background.as_deref(),
    )
}
