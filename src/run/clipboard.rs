//! Clipboard: what is copied goes to the clipboard of the terminal, and to the system's where the program runs beside it.

use std::ffi::OsString;
use std::io::Write as _;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

use crate::event::Event;

/// More base64 than this, in bytes, is not sent: with what stands around it, terminals take 75,000 at least, and some
/// drop all of what is longer.
const MOST_BASE64: usize = 74_994;
/// GNU screen passes no longer piece on, in bytes.
const SCREEN_PIECE: usize = 76;
/// How long a program may take to take a text.
const TIME_LIMIT: Duration = Duration::from_secs(2);
/// How often it is looked whether it has.
const LOOK_EVERY: Duration = Duration::from_millis(5);

/// What stands between the program and the terminal, and must be told to pass a sequence on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Between {
    Nothing,
    Tmux,
    Screen,
}

/// A program that puts its standard input on a clipboard.
#[derive(Debug, PartialEq, Eq)]
struct Tool {
    name: &'static str,
    args: &'static [&'static str],
    /// The variable that is set where it works; `None` where that is macOS.
    variable: Option<&'static str>,
    /// Its clipboard is that of the machine it runs on, which over ssh is not the one a reader sits at.
    is_of_machine: bool,
    /// It takes UTF-16, little end first, and not UTF-8.
    takes_utf16: bool,
}

const fn tool(name: &'static str, args: &'static [&'static str], variable: &'static str) -> Tool {
    Tool { name, args, variable: Some(variable), is_of_machine: true, takes_utf16: false }
}

/// Every tool, in the order in which they are tried.
static TOOLS: [Tool; 6] = [
    tool("wl-copy", &["--type", "text/plain"], "WAYLAND_DISPLAY"),
    tool("xclip", &["-selection", "clipboard"], "DISPLAY"),
    tool("xsel", &["--clipboard", "--input"], "DISPLAY"),
    Tool { variable: None, ..tool("pbcopy", &[], "") },
    Tool { takes_utf16: true, ..tool("clip.exe", &[], "WSL_DISTRO_NAME") },
    // Its own buffer, and the clipboards of the terminals it shows in, whether or not it passes sequences on.
    Tool { is_of_machine: false, ..tool("tmux", &["load-buffer", "-w", "-"], "TMUX") },
];

/// The ways from here to a clipboard.
#[derive(Debug)]
pub struct Clipboard {
    between: Between,
    tools: Vec<&'static Tool>,
}

impl Clipboard {
    /// The ways that the environment tells of: over ssh none to the clipboard of the machine the program runs on.
    pub fn new(env: impl Fn(&str) -> Option<OsString>) -> Self {
        let is_set = |name: &str| env(name).is_some_and(|value| !value.is_empty());
        let is_remote = is_set("SSH_TTY") || is_set("SSH_CONNECTION");
        let between = match (is_set("TMUX"), is_set("STY")) {
            (true, _) => Between::Tmux,
            (false, true) => Between::Screen,
            (false, false) => Between::Nothing,
        };
        let works = |tool: &&Tool| {
            let is_here = tool.variable.map_or(cfg!(target_os = "macos"), is_set);
            is_here && !(is_remote && tool.is_of_machine)
        };
        Self { between, tools: TOOLS.iter().filter(works).collect() }
    }

    /// What the terminal is sent to put a text on its clipboard (OSC 52); `None` where it is too long for that.
    fn sequence(&self, text: &str) -> Option<String> {
        if text.len().div_ceil(3) * 4 > MOST_BASE64 {
            return None;
        }
        let mut bare = String::new();
        CopyToClipboard::to_clipboard_from(text).write_ansi(&mut bare).ok()?;
        Some(match self.between {
            Between::Nothing => bare,
            Between::Tmux => format!("\x1bPtmux;{}\x1b\\", bare.replace('\x1b', "\x1b\x1b")),
            Between::Screen => in_pieces(&bare),
        })
    }
}

/// A sequence as screen passes it on: in pieces, and ended by BEL, for its usual end would end a piece.
fn in_pieces(sequence: &str) -> String {
    let rung = sequence.replace("\x1b\\", "\x07");
    let mut out = String::new();
    let mut rest = rung.as_str();
    while !rest.is_empty() {
        let (piece, after) = rest.split_at_checked(SCREEN_PIECE).unwrap_or((rest, ""));
        out.extend(["\x1bP", piece, "\x1b\\"]);
        rest = after;
    }
    out
}

/// A text on its way to a tool.
struct Parcel {
    text: String,
    what: String,
    is_sent: bool,
}

/// Takes texts to the clipboards, one after another, off the screen's thread.
pub(super) struct Copier {
    clipboard: Clipboard,
    events: Sender<Event>,
    /// The thread that the tools keep waiting, once there was something to do for it.
    queue: Option<Sender<Parcel>>,
}

impl Copier {
    pub(super) fn new(clipboard: Clipboard, events: Sender<Event>) -> Self {
        Self { clipboard, events, queue: None }
    }

    /// Copies a text; what is to be sent to the terminal for it. What became of it is told by an event.
    pub(super) fn copy(&mut self, text: String, what: String) -> Option<String> {
        let sequence = self.clipboard.sequence(&text);
        let parcel = Parcel { text, what, is_sent: sequence.is_some() };
        if self.clipboard.tools.is_empty() {
            let _ = self.events.send(told(parcel, None));
        } else {
            let (tools, events) = (&self.clipboard.tools, &self.events);
            let queue = self.queue.get_or_insert_with(|| spawn(tools.clone(), events.clone()));
            let _ = queue.send(parcel);
        }
        sequence
    }
}

/// The thread that hands texts to tools; it ends when the program does.
fn spawn(tools: Vec<&'static Tool>, events: Sender<Event>) -> Sender<Parcel> {
    let (queue, parcels) = mpsc::channel::<Parcel>();
    // Without a thread nothing takes parcels out; the terminal's clipboard has the text all the same.
    let _ = thread::Builder::new().name("clipboard".to_owned()).spawn(move || {
        for parcel in parcels {
            let taker = tools.iter().find(|tool| tool.take(&parcel.text));
            if events.send(told(parcel, taker.copied())).is_err() {
                return;
            }
        }
    });
    queue
}

/// What became of a text: where it went, or why nowhere.
fn told(parcel: Parcel, taker: Option<&Tool>) -> Event {
    let Parcel { what, is_sent, .. } = parcel;
    let to = match (is_sent, taker) {
        (true, None) => "terminal clipboard".to_owned(),
        (true, Some(tool)) => format!("terminal clipboard, {}", tool.name),
        (false, Some(tool)) => format!("{} (too long for the terminal clipboard)", tool.name),
        (false, None) => {
            let most = MOST_BASE64 / 4 * 3 / 1000;
            return Event::Failed(format!(
                "not copied: {what} is more than the {most} kB that a terminal clipboard takes"
            ));
        }
    };
    Event::Copied { what, to }
}

impl Tool {
    /// Hands a text over; whether it was taken in time.
    fn take(&self, text: &str) -> bool {
        let Ok(mut child) = self.command().spawn() else { return false };
        let bytes = self.encoded(text);
        let mut input = child.stdin.take();
        // A tool that does not read must not hold this thread: the write ends when the tool does.
        let writing = thread::Builder::new()
            .spawn(move || input.as_mut().is_some_and(|input| input.write_all(&bytes).is_ok()));
        let is_done = ended_well(&mut child);
        writing.is_ok_and(|writing| writing.join().unwrap_or(false)) && is_done
    }

    fn command(&self) -> Command {
        let mut command = Command::new(self.name);
        command.args(self.args).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        // In a group of its own, so that what serves the clipboard outlives the terminal. `pbcopy` goes by the locale.
        command.process_group(0).env("LC_CTYPE", "UTF-8");
        command
    }

    fn encoded(&self, text: &str) -> Vec<u8> {
        if self.takes_utf16 {
            let units = std::iter::once(0xfeff).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        } else {
            text.as_bytes().to_vec()
        }
    }
}

/// Whether a program ended well in time; one that did not is ended.
fn ended_well(child: &mut Child) -> bool {
    let end = Instant::now() + TIME_LIMIT;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if Instant::now() < end => thread::sleep(LOOK_EVERY),
            Ok(None) | Err(_) => {
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clipboard(variables: &[&str]) -> Clipboard {
        Clipboard::new(|name| variables.contains(&name).then(|| OsString::from("set")))
    }

    #[track_caller]
    fn check(variables: &str, tools: &[&str]) {
        let variables: Vec<&str> = variables.split_whitespace().collect();
        let found = clipboard(&variables);
        let names: Vec<&str> = found.tools.iter().map(|tool| tool.name).collect();
        let names: Vec<&str> = names.into_iter().filter(|name| *name != "pbcopy").collect();
        assert_eq!(names, tools, "{variables:?}");
    }

    #[test]
    fn a_tool_is_used_where_its_clipboard_is_the_readers() {
        check("", &[]);
        check("DISPLAY", &["xclip", "xsel"]);
        check("DISPLAY WAYLAND_DISPLAY", &["wl-copy", "xclip", "xsel"]);
        check("WSL_DISTRO_NAME", &["clip.exe"]);
        check("DISPLAY TMUX", &["xclip", "xsel", "tmux"]);
        check("DISPLAY WAYLAND_DISPLAY SSH_TTY", &[]);
        check("DISPLAY SSH_CONNECTION TMUX", &["tmux"]);
    }

    #[test]
    fn the_terminal_gets_the_text_in_base64() {
        assert_eq!(clipboard(&[]).sequence("Zoë").unwrap(), "\x1b]52;c;Wm/Dqw==\x1b\\");
        assert_eq!(clipboard(&[]).sequence("").unwrap(), "\x1b]52;c;\x1b\\");
    }

    #[test]
    fn tmux_and_screen_are_told_to_pass_it_on() {
        assert_eq!(
            clipboard(&["TMUX"]).sequence("Zoë").unwrap(),
            "\x1bPtmux;\x1b\x1b]52;c;Wm/Dqw==\x1b\x1b\\\x1b\\"
        );
        assert_eq!(
            clipboard(&["STY"]).sequence("Zoë").unwrap(),
            "\x1bP\x1b]52;c;Wm/Dqw==\x07\x1b\\"
        );
    }

    #[test]
    fn screen_gets_short_pieces_that_make_the_whole() {
        let text = "word ".repeat(100);
        let passed = clipboard(&["STY"]).sequence(&text).unwrap();
        let pieces: Vec<&str> =
            passed.split_terminator("\x1b\\").map(|p| p.strip_prefix("\x1bP").unwrap()).collect();
        assert!(pieces.len() > 5 && pieces.iter().all(|piece| piece.len() <= SCREEN_PIECE));
        let bare = clipboard(&[]).sequence(&text).unwrap();
        assert_eq!(pieces.concat(), bare.replace("\x1b\\", "\x07"));
    }

    #[test]
    fn what_is_too_long_for_a_terminal_says_so() {
        let fits = "a".repeat(MOST_BASE64 / 4 * 3);
        assert!(clipboard(&[]).sequence(&fits).is_some());
        let (events, inbox) = mpsc::channel();
        let mut copier = Copier::new(clipboard(&["SSH_TTY"]), events);
        assert_eq!(copier.copy(format!("{fits}a"), "the review (9 words)".to_owned()), None);
        let Ok(Event::Failed(why)) = inbox.recv() else { panic!("it must be told") };
        assert_eq!(
            why,
            "not copied: the review (9 words) is more than the 56 kB that a terminal clipboard takes"
        );
    }

    #[test]
    fn windows_gets_the_text_in_its_own_encoding() {
        let clip = TOOLS.iter().find(|tool| tool.name == "clip.exe").unwrap();
        assert_eq!(clip.encoded("ë"), [0xff, 0xfe, 0xeb, 0]);
    }

    #[test]
    fn a_tool_that_fails_has_not_taken_the_text() {
        assert!(!tool("no-such-program", &[], "X").take("text"));
        assert!(!tool("false", &[], "X").take("text"));
        assert!(tool("sort", &[], "X").take(&"long text\n".repeat(20_000)));
    }
}
