//! Gate: where the input thread waits, and where it is held while somebody else reads the terminal's keys.

use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};

use super::screen::Tty;

/// How long the input thread may take to stop reading. It holds a key back for a moment at most.
const PATIENCE: Duration = Duration::from_secs(1);

/// The input thread's side.
pub(super) struct Gate {
    tty: Tty,
    closing: UnixStream,
    /// Written to by every change of the screen's size.
    resized: UnixStream,
    held: Sender<()>,
    opened: Receiver<()>,
}

/// The side that closes it.
pub(super) struct Keeper {
    close: UnixStream,
    held: Receiver<()>,
    open: Sender<()>,
}

/// A gate before the terminal's keys, open.
pub(super) fn gate(tty: &Tty) -> io::Result<(Gate, Keeper)> {
    let (close, closing) = UnixStream::pair()?;
    let (resize, resized) = UnixStream::pair()?;
    resized.set_nonblocking(true)?;
    signal_hook::low_level::pipe::register(signal_hook::consts::SIGWINCH, resize)?;
    let ((held, is_held), (open, opened)) = (mpsc::channel(), mpsc::channel());
    let tty = Tty::clone(tty);
    Ok((Gate { tty, closing, resized, held, opened }, Keeper { close, held: is_held, open }))
}

impl Gate {
    /// Waits, at any length, until there may be something to read: a key, or a new size. While the gate is closed nothing
    /// is read, and nothing of what is typed is lost to whoever reads it.
    pub(super) fn wait(&mut self) -> io::Result<()> {
        let mut watched = [
            PollFd::new(&*self.tty, PollFlags::IN),
            PollFd::new(&self.closing, PollFlags::IN),
            PollFd::new(&self.resized, PollFlags::IN),
        ];
        match poll(&mut watched, None) {
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => return Ok(()),
            Err(e) => return Err(e.into()),
        }
        let [tty, closing, _] = watched.map(|fd| fd.revents());
        if closing.contains(PollFlags::IN) {
            self.closing.read_exact(&mut [0])?;
            let is_kept = self.held.send(()).is_ok() && self.opened.recv().is_ok();
            return if is_kept { Ok(()) } else { Err(io::ErrorKind::BrokenPipe.into()) };
        }
        if tty.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        // What is in it says nothing more than that something came.
        while self.resized.read(&mut [0; 64]).is_ok_and(|n| n > 0) {}
        Ok(())
    }
}

impl Keeper {
    /// Closes the gate: when this returns, nobody here reads keys.
    pub(super) fn close(&mut self) -> io::Result<()> {
        self.close.write_all(&[0])?;
        self.held.recv_timeout(PATIENCE).map_err(|_| io::ErrorKind::TimedOut.into())
    }

    /// Opens it again.
    pub(super) fn open(&self) {
        // Where the thread is gone there is nobody to let through.
        let _ = self.open.send(());
    }
}
