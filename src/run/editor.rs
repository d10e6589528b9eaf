//! Editor: a text given to the user's own editor, which has the terminal meanwhile.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The editor where neither variable names one, as POSIX has it.
const FALLBACK: &str = "vi";
/// Names that are tried for the file; an old one may have been left by a kill.
const MOST_NAMES: u32 = 100;

/// Which editor is to be used, and where its files may lie.
#[derive(Debug)]
pub struct Editor {
    /// A command line of the shell: it may have options.
    command: String,
    folder: PathBuf,
}

impl Editor {
    /// The editor that the environment names: `VISUAL`, else `EDITOR`.
    pub fn new(env: fn(&str) -> Option<OsString>) -> Self {
        let named = |name| env(name).and_then(|value| value.into_string().ok());
        let command = ["VISUAL", "EDITOR"].into_iter().filter_map(named);
        let command = command.map(|value| value.trim().to_owned()).find(|value| !value.is_empty());
        // A folder of the user's own where there is one.
        let folder = ["XDG_RUNTIME_DIR", "TMPDIR"].into_iter().filter_map(env).map(PathBuf::from);
        let folder = folder.into_iter().find(|folder| folder.is_dir());
        Self {
            command: command.unwrap_or_else(|| FALLBACK.to_owned()),
            folder: folder.unwrap_or_else(|| PathBuf::from("/tmp")),
        }
    }

    /// Has a text edited and gives back what it became, or why that failed. The terminal must be the editor's.
    pub(super) fn edit(&self, text: &str) -> Result<String, String> {
        let failed = |what: &str, why: io::Error| format!("{what}: {why}; the note is as it was");
        let path = self.write(text).map_err(|e| failed(&self.folder.to_string_lossy(), e))?;
        let ended = self.run(&path);
        let edited = fs::read(&path);
        let _ = fs::remove_file(&path);
        match ended.map_err(|e| failed(&self.command, e))? {
            None => edited
                .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
                .map_err(|e| failed(&path.to_string_lossy(), e)),
            Some(why) => Err(format!("{}: {why}; the note is as it was", self.command)),
        }
    }

    /// A file of the user's alone that holds the text.
    fn write(&self, text: &str) -> io::Result<PathBuf> {
        let id = std::process::id();
        let mut n = 0;
        loop {
            let path = self.folder.join(format!("anora-tui-note-{id}-{n}.md"));
            match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
                Ok(mut file) => {
                    file.write_all(text.as_bytes())?;
                    return Ok(path);
                }
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists && n < MOST_NAMES => n += 1,
                Err(e) => return Err(e),
            }
        }
    }

    /// Runs the editor to its end; how that failed, if it did.
    fn run(&self, path: &Path) -> io::Result<Option<String>> {
        // The shell splits the command as its user wrote it; the path is handed over beside it.
        let status = Command::new("sh")
            .arg("-c")
            .arg(format!("{} \"$1\"", self.command))
            .arg("anora-tui")
            .arg(path)
            .stdin(File::open("/dev/tty")?)
            .status()?;
        Ok(match status.code() {
            Some(0) => None,
            Some(126 | 127) => Some("cannot be run (set VISUAL or EDITOR)".to_owned()),
            Some(code) => Some(format!("ended with {code}")),
            None => Some("was ended by a signal".to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visual_comes_before_editor_and_vi_is_always_there() {
        let of = |env: fn(&str) -> Option<OsString>| Editor::new(env).command;
        assert_eq!(of(|name| Some(name.to_lowercase().into())), "visual");
        assert_eq!(of(|name| (name == "EDITOR").then(|| "nano -w".into())), "nano -w");
        assert_eq!(of(|name| (name == "VISUAL").then(|| " ".into())), "vi");
    }

    #[test]
    fn nobody_else_reads_a_note_and_an_old_file_is_left_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let editor = Editor { command: "true".into(), folder: folder.path().to_owned() };
        let (first, second) = (editor.write("one").unwrap(), editor.write("two").unwrap());
        assert_eq!(fs::read_to_string(&first).unwrap(), "one");
        assert_eq!(fs::read_to_string(&second).unwrap(), "two");
        assert_eq!(fs::metadata(&first).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
