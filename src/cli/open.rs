//! Without a command: the library on the screen, or some reviews without keeping them.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jiff::Timestamp;

use super::{Color, Desk, import, settings};
use crate::app::Start;
use crate::config::{Config, Remembered};
use crate::error::{Error, Result};
use crate::import::{Options, Report};
use crate::library::Library;
use crate::run::{Begun, Browser, Clipboard, Editor, Open, Tools};
use crate::theme::Ground;
use crate::worker::World;
use crate::{import as reading, run, shelf};

pub(super) fn open(mut desk: Desk, paths: &[PathBuf], color: Color) -> ExitCode {
    if let [word] = paths
        && is_no_command(word)
    {
        let name = crate::error::shown(word);
        desk.out.complain(&format!("{name}: no such file, and no such command; see --help"));
        return ExitCode::from(2);
    }
    if let Some(why) = no_terminal(&desk) {
        desk.out
            .complain(&format!("{why}; `anora-tui list` and `anora-tui --plain` work without one"));
        return ExitCode::from(2);
    }
    let done = run::begin().and_then(|begun| {
        let start = prepare(&mut desk, &begun, paths, color)?;
        let env = desk.around.env;
        let tools = Tools {
            clipboard: Clipboard::new(env),
            editor: Editor::new(env),
            browser: Browser::new(env),
        };
        run::run(start, begun, tools)
    });
    desk.out.finish(done)
}

/// Whether this is a word that was meant as a command, most likely: no path, no file's name, and nothing is there.
fn is_no_command(word: &Path) -> bool {
    let text = word.to_string_lossy();
    text != "-" && !text.contains(['/', '\\', '.']) && !word.exists()
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

/// Has the library opened, then reads the settings.
fn prepare(desk: &mut Desk, begun: &Begun, paths: &[PathBuf], color: Color) -> Result<Start> {
    let folders = settings::folders().ok();
    let (open, remembered_at): (Open, _) = if paths.is_empty() {
        let (path, now) = (desk.library_path()?, desk.around.now);
        let remembered_at = folders.as_ref().map(|folders| folders.state.join("state.toml"));
        (Box::new(move || kept(&path, now)), remembered_at)
    } else {
        let library = unkept(desk, paths)?;
        let notice = "nothing is kept: `anora-tui import` keeps reviews".to_owned();
        (Box::new(move || Ok((library, Some(notice)))), None)
    };
    let world = World {
        now: desk.around.now,
        home: folders.map(|folders| folders.home),
        remembered: remembered_at.clone(),
    };
    begun.open(open, world);
    let remembered = remembered_at.as_deref().map(Remembered::read).unwrap_or_default();
    let (config, notice) = match desk.settings() {
        Ok(config) => (config, None),
        Err(e) => (Config::defaults()?, Some(format!("{e} · the defaults hold"))),
    };
    let (ground, today) = (ground(desk, color), (desk.around.today)());
    Ok(Start { config, remembered, ground, today, notice })
}

/// The library that is kept. One that has never held a review gets the shelf.
fn kept(path: &Path, now: fn() -> Timestamp) -> Result<(Library, Option<String>)> {
    let mut library = Library::open(path)?;
    let notice = library.why_read_only().map(|why| format!("{why}: what you do is not saved"));
    if notice.is_none() && !library.was_ever_used()? {
        library.insert(shelf::drafts(), now())?;
    }
    Ok((library, notice))
}

/// A library in memory with the reviews at some paths.
pub(super) fn unkept(desk: &mut Desk, paths: &[PathBuf]) -> Result<Library> {
    let options = Options::default();
    let mut rows = Vec::new();
    let (piped, files): (Vec<&PathBuf>, Vec<&PathBuf>) =
        paths.iter().partition(|path| *path == Path::new("-"));
    if !piped.is_empty() {
        rows.extend(reading::read_bytes(Path::new("-"), import::standard_input()?, &options));
    }
    let files: Vec<PathBuf> = files.into_iter().cloned().collect();
    rows.extend(reading::read(&files, &options));
    let mut drafts = Vec::new();
    let mut report = Report::default();
    for row in rows {
        match row {
            Ok(draft) => drafts.push(draft),
            Err(e) => {
                let told = e.to_string();
                if report.skip(e) {
                    desk.out.complain(&told);
                }
            }
        }
    }
    report.untold().iter().for_each(|told| desk.out.note(told));
    if let (true, Some(e)) = (drafts.is_empty(), report.skipped.pop()) {
        return Err(Error::file(e.path, "holds no review that can be opened"));
    }
    let mut library = Library::in_memory()?;
    library.insert(drafts, (desk.around.now)())?;
    Ok(library)
}

/// What the environment says of the terminal's colours.
fn ground(desk: &Desk, color: Color) -> Ground {
    let variable = |name| (desk.around.env)(name).map(|value| value.to_string_lossy().into_owned());
    let no_color = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
    let is_colourless = color == Color::Never || (color == Color::Auto && no_color);
    let ground = Ground::told(
        is_colourless,
        variable("COLORFGBG").as_deref(),
        variable("COLORTERM").as_deref(),
    );
    // The console of Linux is black, and prints what it does not understand.
    let is_console = variable("TERM").as_deref() == Some("linux");
    Ground { is_light: ground.is_light.or(is_console.then_some(false)), ..ground }
}
