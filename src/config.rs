//! Config: the settings file, checked, and the few settings that the program itself remembers.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::action::Action;
use crate::error::{Error, Result};
use crate::keymap::Keymap;
use crate::panes::Columns;
use crate::rating::Letters;
use crate::text::hyphens::Hyphens;
use crate::text::wrap::{Composition, Paragraphs};
use crate::theme::Theme;

/// The settings, as the file states them; what it leaves out has its default.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Settings {
    theme: Option<String>,
    measure: Option<u16>,
    list_width: Option<u16>,
    mouse: Option<bool>,
    columns: Option<toml::Value>,
    letters: Option<String>,
    hyphens: Option<String>,
    paragraphs: Option<String>,
    words_a_minute: Option<u16>,
    keys: toml::Table,
}

/// Settings that hold for a run of the program.
#[derive(Debug, Clone)]
pub struct Config {
    /// The theme.
    pub theme: Theme,
    /// The measure in cells, a maximum: 20 to 200.
    pub measure: u16,
    /// The list's share of the width in percent: 15 to 70.
    pub list_width: u16,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// How letter grades become numbers.
    pub letters: Letters,
    /// How paragraphs are set.
    pub composition: Composition,
    /// How many columns a text is set in.
    pub columns: Columns,
    /// How fast the reader reads, where that is not to be learned: 50 to 1,500.
    pub words_a_minute: Option<u16>,
    /// Which key does what.
    pub keymap: Keymap,
}

/// The measure where nothing is set: 66, the ideal of Bringhurst's 45 to 75.
pub const MEASURE: u16 = 66;
/// The list's share of the width where nothing is set, in percent.
pub const LIST_WIDTH: u16 = 36;

/// The default settings as a file, each with what it does.
pub const DEFAULT_FILE: &str = r#"# anora-tui: settings. Every line shows a default; take the # away to change it.

# Colours: "auto" (dark or light, as the terminal is), "dark", "light", "high-contrast", "sepia" (where any colour can be
# shown: COLORTERM=truecolor), "ansi" (the terminal's own sixteen) or "mono".
#theme = "auto"

# Longest line of the text, in cells (20 to 200).
#measure = 66

# Columns of the text: "auto" (two where two of the whole measure fit side by side), 1 or 2.
#columns = "auto"

# Hyphens: "auto" (where a line would else be far too short), "always" (where they make lines more even) or "never".
#hyphens = "auto"

# Paragraphs are told apart by a "blank" row, or by an "indent" of the first line, as in a book.
#paragraphs = "blank"

# The list's share of the width, in percent (15 to 70).
#list-width = 36

# Wheel and click. Off leaves the mouse to the terminal; with it on, hold Shift to select text.
#mouse = true

# Letter grades as numbers: "metacritic" (A 100, B 75, C 50) or "school" (A 95, B 85, C 75).
#letters = "metacritic"

# Words you read in a minute (50 to 1500), for the minutes that are left. Where this is not set it begins at 238, and is
# learned from the pages you turn, between 175 and 300.
#words-a-minute = 238

# Keys: an action's name and the keys that do it instead of its own. `anora-tui config keys` lists the names.
[keys]
#zen = ["z", "<F11>"]
"#;

impl Config {
    /// The defaults.
    ///
    /// # Errors
    /// None in practice: the default keys are held free of conflicts by a test.
    pub fn defaults() -> Result<Self> {
        Self::parse("", Path::new("the default keys"))
    }

    /// Reads a settings file; one that is not there gives the defaults.
    ///
    /// # Errors
    /// The file cannot be read, or something in it is not understood: the path, line and column, and why.
    pub fn read(path: &Path) -> Result<Self> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text, path),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Self::defaults(),
            Err(e) => Err(Error::io(path, e)),
        }
    }

    /// Reads settings from text; `path` is named in errors.
    ///
    /// # Errors
    /// Something in the text is not understood: where, and why.
    pub fn parse(text: &str, path: &Path) -> Result<Self> {
        let settings: Settings =
            toml::from_str(text).map_err(|e| Error::file(path, place_of(&e, text)))?;
        let wrong = |why: String| Error::file(path, why);
        let theme = match settings.theme.as_deref() {
            None => Theme::default(),
            Some(name) => Theme::named(name).ok_or_else(|| {
                let names = Theme::TABLE.map(|row| row.1).join(", ");
                wrong(format!("theme = {name:?}: not a theme ({names})"))
            })?,
        };
        let letters = match settings.letters.as_deref() {
            None | Some("metacritic") => Letters::Metacritic,
            Some("school") => Letters::School,
            Some(name) => {
                return Err(wrong(format!("letters = {name:?}: not a scale (metacritic, school)")));
            }
        };
        let measure =
            within("measure", settings.measure.unwrap_or(MEASURE), 20, 200).map_err(wrong)?;
        let list_width = within("list-width", settings.list_width.unwrap_or(LIST_WIDTH), 15, 70)
            .map_err(wrong)?;
        let words_a_minute = settings
            .words_a_minute
            .map(|words| within("words-a-minute", words, 50, 1500))
            .transpose()
            .map_err(wrong)?;
        let keymap = Keymap::new(&keys_of(&settings.keys).map_err(wrong)?)
            .map_err(|all| wrong(all.join("; ")))?;
        Ok(Self {
            theme,
            measure,
            list_width,
            mouse: settings.mouse.unwrap_or(true),
            letters,
            composition: composition_of(&settings).map_err(wrong)?,
            columns: columns_of(settings.columns.as_ref()).map_err(wrong)?,
            words_a_minute,
            keymap,
        })
    }
}

fn within(name: &str, value: u16, least: u16, most: u16) -> Result<u16, String> {
    if (least..=most).contains(&value) {
        Ok(value)
    } else {
        Err(format!("{name} = {value}: not between {least} and {most}"))
    }
}

fn composition_of(settings: &Settings) -> Result<Composition, String> {
    let hyphens = named("hyphens", settings.hyphens.as_deref(), &Hyphens::NAMES)?;
    let paragraphs = named("paragraphs", settings.paragraphs.as_deref(), &Paragraphs::NAMES)?;
    Ok(Composition { hyphens, paragraphs, ..Composition::default() })
}

/// What a setting's name stands for; where there is none, the default.
fn named<T: Copy + Default>(
    setting: &str,
    name: Option<&str>,
    names: &[(&str, T)],
) -> Result<T, String> {
    let Some(name) = name else { return Ok(T::default()) };
    let known = || names.iter().map(|(own, _)| *own).collect::<Vec<_>>().join(", ");
    let found = names.iter().find(|(own, _)| *own == name).map(|&(_, value)| value);
    found.ok_or_else(|| format!("{setting} = {name:?}: not one of {}", known()))
}

fn columns_of(value: Option<&toml::Value>) -> Result<Columns, String> {
    let Some(value) = value else { return Ok(Columns::default()) };
    let name = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Columns::named(&name).ok_or_else(|| format!("columns = {value}: not auto, 1 or 2"))
}

/// `3:1: unknown field `meassure`, expected one of …`, in one line.
fn place_of(e: &toml::de::Error, text: &str) -> String {
    let before = e.span().and_then(|span| text.get(..span.start)).unwrap_or("");
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(1, |last| last.chars().count() + 1);
    format!("{line}:{column}: {}", e.message().replace('\n', " "))
}

fn keys_of(table: &toml::Table) -> Result<Vec<(Action, Vec<String>)>, String> {
    table
        .iter()
        .map(|(name, value)| {
            let action = Action::named(name)
                .ok_or_else(|| format!("keys.{name}: no action has this name"))?;
            let keys = match value {
                toml::Value::String(key) => vec![key.clone()],
                toml::Value::Array(keys) => keys
                    .iter()
                    .map(|key| {
                        key.as_str()
                            .map(str::to_owned)
                            .ok_or_else(|| format!("keys.{name}: not a key: {key}"))
                    })
                    .collect::<Result<_, _>>()?,
                other => return Err(format!("keys.{name}: a key or a list of keys, not {other}")),
            };
            Ok((action, keys))
        })
        .collect()
}

/// What the program remembers between runs, because a key changed it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Remembered {
    /// The theme's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// The measure in cells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measure: Option<u16>,
    /// The list's share of the width in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_width: Option<u16>,
    /// The order of the list, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// Whether that order is turned round.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_reversed: Option<bool>,
    /// How many columns a text is set in, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub columns: Option<String>,
    /// Whether a text is justified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_justified: Option<bool>,
    /// What of a text stands out, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub light: Option<String>,
    /// How fast the reader reads, as learned, in words a minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words_a_minute: Option<u16>,
    /// How fast a text scrolls by itself, in words a minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scroll_speed: Option<u16>,
    /// The review that was open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<String>,
}

impl Remembered {
    /// What a file remembers; nothing where it is not there or damaged, for nothing depends on it.
    pub fn read(path: &Path) -> Self {
        std::fs::read_to_string(path)
            .ok()
            .and_then(|text| toml::from_str(&text).ok())
            .unwrap_or_default()
    }

    /// Writes the file beside itself first, so that it is never seen half written.
    ///
    /// # Errors
    /// The folder cannot be made or the file not be written.
    pub fn write(&self, path: &Path) -> Result<()> {
        let text = toml::to_string(self).map_err(|e| Error::file(path, e.to_string()))?;
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
        }
        let beside = path.with_extension("toml.new");
        std::fs::write(&beside, text).map_err(|e| Error::io(&beside, e))?;
        std::fs::rename(&beside, path).map_err(|e| Error::io(path, e))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(text: &str, why: &str) {
        let e = Config::parse(text, Path::new("config.toml")).unwrap_err().to_string();
        assert!(e.starts_with("config.toml: ") && e.contains(why), "{e}");
    }

    #[test]
    fn the_default_file_gives_the_defaults() {
        let config = Config::parse(DEFAULT_FILE, Path::new("x")).unwrap();
        assert_eq!((config.measure, config.list_width, config.mouse), (MEASURE, LIST_WIDTH, true));
        assert_eq!((config.theme, config.columns), (Theme::Auto, Columns::Auto));
        let indent = Config::parse("paragraphs = \"indent\"", Path::new("x")).unwrap();
        assert_eq!(indent.composition.paragraphs, Paragraphs::Indent);
        let two = Config::parse("columns = 2", Path::new("x")).unwrap();
        assert_eq!((two.columns, two.words_a_minute), (Columns::Two, None));
        let all_set = DEFAULT_FILE
            .lines()
            .map(|l| if l.starts_with("# ") { l } else { l.trim_start_matches('#') });
        let text = all_set.collect::<Vec<_>>().join("\n");
        let config = Config::parse(&text, Path::new("x")).unwrap();
        assert_eq!(
            (config.measure, config.list_width, config.letters),
            (MEASURE, LIST_WIDTH, Letters::Metacritic)
        );
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        refused("measure = 5", "measure = 5: not between 20 and 200");
        refused("theme = \"puce\"", "not a theme");
        refused("columns = 3", "columns = 3: not auto, 1 or 2");
        refused("words-a-minute = 5", "not between 50 and 1500");
        refused("hyphens = \"some\"", "hyphens = \"some\": not one of auto, always, never");
        refused("paragraphs = 2", "1:14: invalid type");
        refused("letters = \"roman\"", "not a scale");
        refused("[keys]\nfly = \"j\"", "keys.fly: no action");
        refused("[keys]\nzen = 3", "keys.zen");
        refused("[keys]\nzen = \"j\"", "already the key of");
        refused("\n  meassure = 60", "2:3: unknown field");
        refused("measure = ", "1:");
    }

    #[test]
    fn what_is_remembered_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep").join("state.toml");
        let remembered = Remembered {
            theme: Some("light".into()),
            measure: Some(70),
            is_reversed: Some(true),
            ..Default::default()
        };
        remembered.write(&path).unwrap();
        assert_eq!(Remembered::read(&path), remembered);
        std::fs::write(&path, "\0 not toml").unwrap();
        assert_eq!(Remembered::read(&path), Remembered::default());
    }
}
