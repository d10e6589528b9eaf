//! Signals: the terminal is given back on every one that ends or stops the program, and when the terminal itself goes.

use std::io;
use std::sync::mpsc::{Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;

use super::screen::{self, Tty};
use crate::event::{Event, Job};

/// How long the library may take to save what was asked for before the program ends by a signal.
const GRACE: Duration = Duration::from_millis(250);
/// What a program that a hang-up ended says to its parent: 128 and the signal's number.
const HUNG_UP: i32 = 128 + SIGHUP;

/// The library's thread, as far as the program's end must know of it.
pub(super) struct Saving {
    /// Where it is told to finish.
    pub(super) jobs: Sender<Job>,
    /// Closed when it has finished; nothing ever comes out of it.
    pub(super) is_done: Mutex<Receiver<()>>,
}

/// Starts two threads that sleep until a signal comes or the terminal goes away.
pub(super) fn watch(
    tty: &Tty,
    uses_mouse: bool,
    events: &Sender<Event>,
    saving: Saving,
) -> io::Result<()> {
    let saving = Arc::new(saving);
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT])?;
    let (terminal, events, last) = (Arc::clone(tty), events.clone(), Arc::clone(&saving));
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            match signal {
                SIGTSTP => screen::suspend(&terminal),
                // Whoever has the terminal is who is interrupted, and who draws it anew.
                SIGCONT | SIGINT | SIGQUIT if terminal.is_lent() => {}
                SIGCONT => {
                    let _ = screen::enter_again(&terminal, uses_mouse);
                    let _ = events.send(Event::Resumed);
                }
                ending => {
                    screen::leave(&terminal);
                    end(&last, 128 + ending);
                }
            }
        }
    })?;
    let terminal = Arc::clone(tty);
    std::thread::Builder::new().name("hang-up".to_owned()).spawn(move || {
        // No time limit: the terminal's end wakes the thread, nothing else does.
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        loop {
            let mut watched = [PollFd::new(&*terminal, PollFlags::empty())];
            let told = poll(&mut watched, None);
            if told.is_ok() && watched.iter().any(|fd| fd.revents().intersects(gone)) {
                end(&saving, HUNG_UP);
            }
        }
    })?;
    Ok(())
}

/// Ends the program when the library has saved what it was asked for, or has had its time.
fn end(saving: &Saving, code: i32) -> ! {
    let _ = saving.jobs.send(Job::Quit);
    if let Ok(is_done) = saving.is_done.lock() {
        let _ = is_done.recv_timeout(GRACE);
    }
    std::process::exit(code)
}
