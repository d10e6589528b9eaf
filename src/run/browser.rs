//! Browser: opens an address with the system's program for that, where the program runs beside its reader.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::sync::mpsc::Sender;
use std::thread;

use crate::event::Event;

/// The way from here to a browser.
#[derive(Debug, Clone, Copy)]
pub struct Browser {
    /// The program that takes an address; `None` where there is no screen for a browser, or another one than the reader's.
    program: Option<&'static str>,
}

impl Browser {
    /// The way that the environment tells of; over ssh there is none.
    pub fn new(env: impl Fn(&str) -> Option<OsString>) -> Self {
        let is_set = |name: &str| env(name).is_some_and(|value| !value.is_empty());
        let is_remote = is_set("SSH_TTY") || is_set("SSH_CONNECTION");
        let has_screen = is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
        let program = match (is_remote, cfg!(target_os = "macos"), has_screen) {
            (true, ..) | (false, false, false) => None,
            (false, true, _) => Some("open"),
            (false, false, true) => Some("xdg-open"),
        };
        Self { program }
    }
}

/// Opens addresses, off the screen's thread.
pub(super) struct Opener {
    browser: Browser,
    events: Sender<Event>,
}

impl Opener {
    pub(super) fn new(browser: Browser, events: Sender<Event>) -> Self {
        Self { browser, events }
    }

    /// Opens an address; what became of it is told by events.
    pub(super) fn open(&self, address: String) {
        let (browser, events) = (self.browser, self.events.clone());
        // Without a thread nothing is opened, and nothing is said.
        let _ = thread::Builder::new()
            .name("browser".to_owned())
            .spawn(move || browser.open(&address, &events));
    }
}

impl Browser {
    /// Opens an address and waits for the program. The address is its one argument, and no shell sees it.
    fn open(self, address: &str, events: &Sender<Event>) {
        let failed = |why: String| Event::Failed(format!("not opened: {why}"));
        let Some(program) = self.program else {
            let _ = events.send(failed("there is no browser beside this terminal".to_owned()));
            return;
        };
        let mut command = Command::new(program);
        command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        match command.process_group(0).spawn() {
            Ok(mut child) => {
                let _ = events.send(Event::Notice(format!("handed to {program}")));
                if let Some(status) = child.wait().ok().filter(|status| !status.success()) {
                    let _ = events.send(failed(format!("{program}: {status}")));
                }
            }
            Err(e) => {
                let _ = events.send(failed(format!("{program}: {e}")));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_asked_for_only_where_its_reader_sits() {
        let program = |set: &[&str]| {
            Browser::new(|name| set.contains(&name).then(|| OsString::from("x"))).program
        };
        assert_eq!(program(&["DISPLAY", "SSH_TTY"]), None);
        let local = program(&["WAYLAND_DISPLAY"]);
        assert_eq!(local, Some(if cfg!(target_os = "macos") { "open" } else { "xdg-open" }));
        let (events, inbox) = std::sync::mpsc::channel();
        Browser { program: None }.open("https://a.example", &events);
        assert!(matches!(inbox.recv(), Ok(Event::Failed(why)) if why.contains("no browser")));
    }
}
