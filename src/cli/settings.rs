//! `config`, `completions`, `man`, and where the platform wants things to live.

use std::path::PathBuf;

use clap::CommandFactory;
use etcetera::{AppStrategy, AppStrategyArgs};

use super::{Args, Desk};
use crate::config::{Config, DEFAULT_FILE};
use crate::error::{Error, Result};
use crate::keymap;
use crate::rating::Letters;

/// What of the settings is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum What {
    /// Where the files are
    Path,
    /// The default settings, each with what it does
    Default,
    /// Whether the settings file is understood
    Check,
    /// The keys and the names of their actions
    Keys,
}

/// The folders of the program.
pub(super) struct Folders {
    /// The library and its backups.
    pub(super) data: PathBuf,
    /// The settings file.
    pub(super) config: PathBuf,
    /// What the program remembers.
    pub(super) state: PathBuf,
    /// The user's own.
    pub(super) home: PathBuf,
}

/// The folders that the platform (XDG, on Unix) has for programs.
pub(super) fn folders() -> Result<Folders> {
    let name = AppStrategyArgs {
        top_level_domain: String::new(),
        author: String::new(),
        app_name: "anora-tui".to_owned(),
    };
    let strategy = etcetera::choose_app_strategy(name).map_err(|_| {
        Error::asked(
            "home folder",
            "not known: set HOME, or name the files with --library and --config",
        )
    })?;
    Ok(Folders {
        data: strategy.data_dir(),
        config: strategy.config_dir(),
        state: strategy.state_dir().unwrap_or_else(|| strategy.data_dir()),
        home: strategy.home_dir().to_owned(),
    })
}

impl Desk {
    /// The settings; without a home folder and a file named, the defaults.
    pub(super) fn settings(&self) -> Result<Config> {
        match self.config_path() {
            Ok(path) => Config::read(&path),
            Err(_) => Config::defaults(),
        }
    }

    /// How letter grades become numbers, by the settings.
    pub(super) fn letters(&mut self) -> Letters {
        self.settings_or_defaults().map(|config| config.letters).unwrap_or_default()
    }

    /// The settings; where they are wrong that is told, once, and the defaults hold.
    pub(super) fn settings_or_defaults(&mut self) -> Option<Config> {
        match self.settings() {
            Ok(config) => Some(config),
            Err(e) => {
                self.out.note_once(&format!("{e} · the defaults hold"));
                Config::defaults().ok()
            }
        }
    }
}

pub(super) fn config(desk: &mut Desk, what: What) -> Result<()> {
    match what {
        What::Path => {
            let (config, library) = (desk.config_path()?, desk.library_path()?);
            desk.out.line(format!("settings  {}", crate::error::shown(&config)))?;
            desk.out.line(format!("library   {}", crate::error::shown(&library)))
        }
        What::Default => desk.out.text(DEFAULT_FILE),
        What::Check => {
            let path = desk.config_path()?;
            Config::read(&path)?;
            let state = if path.exists() { "understood" } else { "not there: the defaults hold" };
            desk.out.line(format!("{}: {state}", crate::error::shown(&path)))
        }
        What::Keys => desk.out.text(&keymap::as_markdown()),
    }
}

pub(super) fn completions(desk: &mut Desk, shell: clap_complete::Shell) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "anora-tui", &mut script);
    desk.out.text(&String::from_utf8_lossy(&script))
}

pub(super) fn man(desk: &mut Desk) -> Result<()> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Args::command()).render(&mut page).map_err(Error::Stream)?;
    desk.out.text(&String::from_utf8_lossy(&page))
}
