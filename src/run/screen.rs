//! Screen: the terminal taken over and given back, byte for byte, from whichever thread must do it.

use std::cell::RefCell;
use std::fs::{File, OpenOptions};
use std::io::{self, Stdout, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::fs::OpenOptionsExt;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crossterm::event::{EnableBracketedPaste, EnableMouseCapture};
use crossterm::terminal::{
    self, BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen,
};
use crossterm::{cursor, queue};
use ratatui::layout::Rect;
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

use super::answer::QUESTION;
use super::filled::Filled;

/// Everything that was switched on, switched off: synchronized output, every kind of mouse report, focus reports,
/// bracketed paste, colours, the hidden cursor, the alternate screen.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[?1006l\x1b[?1015l\x1b[?1003l\x1b[?1002l\x1b[?1000l\x1b[?1004l\x1b[?2004l\x1b[0m\x1b[?25h\x1b[?1049l";

/// A frame is never larger than this on either side: a terminal that claims more is lying or mistaken.
const MOST_CELLS_A_SIDE: u16 = 1000;

/// How long giving the terminal back waits for a frame that is being written.
const PATIENCE: Duration = Duration::from_millis(100);

/// The terminal's own device, opened anew so that the bytes which give the terminal back are never stuck behind a
/// blocked write of a frame.
#[derive(Debug)]
pub(super) struct Device {
    file: File,
    /// Whether frames may be drawn. Held while one is.
    is_ours: Mutex<bool>,
    /// Whether the terminal has been switched to a screen of ours: before that there is nothing to switch back.
    is_switched: AtomicBool,
    /// Another program has the terminal and will give it back; what is typed there is meant for it.
    is_lent: AtomicBool,
}

impl AsFd for Device {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}

impl Device {
    /// Whether another program has the terminal.
    pub(super) fn is_lent(&self) -> bool {
        self.is_lent.load(Ordering::Acquire)
    }

    /// Says whether frames may be drawn, after the one that is being drawn; if a stuck terminal lets that one end.
    fn allow_frames(&self, may_draw: bool) {
        let end = Instant::now() + PATIENCE;
        loop {
            match self.is_ours.try_lock() {
                Ok(mut is_ours) => {
                    *is_ours = may_draw;
                    return;
                }
                Err(_) if Instant::now() < end => std::thread::yield_now(),
                Err(_) => return,
            }
        }
    }
}

/// The terminal's device, known to every thread that may have to give the terminal back.
pub(super) type Tty = Arc<Device>;

/// Opens the terminal's device.
pub(super) fn tty() -> io::Result<Tty> {
    let flags = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or(0);
    let file = OpenOptions::new().read(true).write(true).custom_flags(flags).open("/dev/tty")?;
    Ok(Arc::new(Device {
        file,
        is_ours: Mutex::new(false),
        is_switched: AtomicBool::new(false),
        is_lent: AtomicBool::new(false),
    }))
}

/// Takes the terminal over again.
pub(super) fn enter_again(tty: &Tty, uses_mouse: bool) -> io::Result<()> {
    terminal::enable_raw_mode()?;
    tty.is_switched.store(true, Ordering::Release);
    let mut out = io::stdout();
    out.write_all(&entry(uses_mouse)?)?;
    out.flush()?;
    tty.allow_frames(true);
    Ok(())
}

/// What switches the terminal to a screen of ours.
fn entry(uses_mouse: bool) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(1 << 14);
    queue!(bytes, EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
    if uses_mouse {
        queue!(bytes, EnableMouseCapture)?;
    }
    Ok(bytes)
}

/// Gives the terminal back. May be called from any thread, more than once, and fails silently: there is nobody to tell.
pub(super) fn leave(tty: &Tty) {
    tty.allow_frames(false);
    let _ = terminal::disable_raw_mode();
    if tty.is_switched.load(Ordering::Acquire) {
        let _ = (&tty.file).write_all(LEAVE);
    }
}

/// Stops the program until the shell says to go on.
pub(super) fn suspend(tty: &Tty) {
    if !tty.is_lent() {
        leave(tty);
    }
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGSTOP);
}

/// A panic of the main thread gives the terminal back before it is told; one of another thread leaves the screen
/// alone, for the worker tells it in the status line.
pub(super) fn restore_on_panic(tty: &Tty) {
    let tty = Arc::clone(tty);
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() == Some("main") {
            leave(&tty);
            told(panic);
        }
    }));
}

/// How a frame ends ([`EndSynchronizedUpdate`]).
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// What frames are written to. A frame goes out in one piece, when its end is there: what ratatui flushes before that
/// would be a piece more to be sent, and to be waited for.
struct Frames {
    bytes: Unsent,
    out: Stdout,
}

/// Bytes that wait for the end of their frame, or to be forgotten with it.
type Unsent = Rc<RefCell<Vec<u8>>>;

impl Write for Frames {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut bytes = self.bytes.borrow_mut();
        if !bytes.ends_with(FRAME_END) {
            return Ok(());
        }
        let sent = self.out.write_all(&bytes).and_then(|()| self.out.flush());
        bytes.clear();
        sent
    }
}

/// The terminal while the program has it.
pub(super) struct Screen {
    terminal: Terminal<Filled<Frames>>,
    unsent: Unsent,
    tty: Tty,
    uses_mouse: bool,
}

impl Screen {
    /// Takes the terminal over. What switches it to a screen of ours goes out with the first frame.
    pub(super) fn enter(tty: Tty, uses_mouse: bool) -> io::Result<Self> {
        let entered = terminal::enable_raw_mode().and_then(|()| {
            // Sets up crossterm's queue, so that from before the size is measured no change of it is missed.
            crossterm::event::poll(Duration::ZERO)?;
            let (width, height) = measured()?;
            let unsent = Rc::new(RefCell::new(entry(uses_mouse)?));
            let out = Frames { bytes: Rc::clone(&unsent), out: io::stdout() };
            let viewport = Viewport::Fixed(Rect::new(0, 0, width, height));
            let options = TerminalOptions { viewport };
            Ok((Terminal::with_options(Filled::new(out), options)?, unsent))
        });
        match entered {
            Ok((terminal, unsent)) => {
                tty.allow_frames(true);
                Ok(Self { terminal, unsent, tty, uses_mouse })
            }
            Err(e) => {
                leave(&tty);
                Err(e)
            }
        }
    }

    /// Asks the terminal, with the next frame, what its background is; when that was. Nothing waits for the answer, which
    /// comes with the keys.
    pub(super) fn ask_background(&mut self) -> Option<Instant> {
        self.terminal.backend_mut().write_all(QUESTION.as_bytes()).ok()?;
        Some(Instant::now())
    }

    /// The size of a frame, in cells.
    pub(super) fn size(&mut self) -> (u16, u16) {
        let area = self.terminal.get_frame().area();
        (area.width, area.height)
    }

    /// Takes a new size; the size of a frame from now on. Everything is drawn anew with the next frame.
    pub(super) fn resize(&mut self, width: u16, height: u16) -> io::Result<(u16, u16)> {
        let (width, height) = bounded(width, height);
        if self.size() != (width, height) {
            self.terminal.resize(Rect::new(0, 0, width, height))?;
        }
        Ok((width, height))
    }

    /// Forgets what the terminal shows, so that the next frame draws all of it. (ratatui's `clear` would ask the
    /// terminal where its cursor is, and fail where it does not answer.)
    pub(super) fn redraw(&mut self) -> io::Result<(u16, u16)> {
        let (width, height) = measured()?;
        self.terminal.resize(Rect::new(0, 0, width, height))?;
        Ok((width, height))
    }

    /// Draws a frame, seen by the terminal as a whole; none while the terminal is the shell's.
    pub(super) fn draw(&mut self, view: impl FnOnce(&mut Frame)) -> io::Result<()> {
        // A frame after the terminal was given back would spoil the shell's screen.
        let Ok(is_ours) = self.tty.is_ours.lock() else { return Ok(()) };
        if !*is_ours {
            return Ok(());
        }
        self.tty.is_switched.store(true, Ordering::Release);
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(view)?;
        queue!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        Write::flush(self.terminal.backend_mut())
    }

    /// Draws a frame that is never sent. The first of all takes twice as long as any other, for all that it needs must
    /// come into memory: that may as well happen while there is nothing to show yet.
    pub(super) fn rehearse(&mut self, view: impl FnOnce(&mut Frame)) -> io::Result<()> {
        let n_before = self.unsent.borrow().len();
        let area = self.terminal.draw(view)?.area;
        self.terminal.resize(area)?;
        self.terminal.backend_mut().forget();
        self.unsent.borrow_mut().truncate(n_before);
        Ok(())
    }

    /// Sends the terminal a sequence that shows nothing, with the next frame; none while the terminal is the shell's.
    pub(super) fn send(&mut self, sequence: &str) -> io::Result<()> {
        let Ok(is_ours) = self.tty.is_ours.lock() else { return Ok(()) };
        if !*is_ours {
            return Ok(());
        }
        self.terminal.backend_mut().write_all(sequence.as_bytes())
    }

    /// Stops the program until the shell says to go on.
    pub(super) fn suspend(&mut self) {
        suspend(&self.tty);
    }

    /// Lets another program have the terminal.
    pub(super) fn lend(&mut self) {
        self.tty.is_lent.store(true, Ordering::Release);
        self.leave();
    }

    /// Takes the terminal over again; the size of a frame from now on. All of it is drawn with the next one.
    pub(super) fn take_back(&mut self) -> io::Result<(u16, u16)> {
        self.tty.is_lent.store(false, Ordering::Release);
        enter_again(&self.tty, self.uses_mouse)?;
        self.redraw()
    }

    /// Gives the terminal back.
    pub(super) fn leave(&mut self) {
        leave(&self.tty);
    }
}

fn measured() -> io::Result<(u16, u16)> {
    terminal::size().map(|(width, height)| bounded(width, height))
}

fn bounded(width: u16, height: u16) -> (u16, u16) {
    (width.min(MOST_CELLS_A_SIDE), height.min(MOST_CELLS_A_SIDE))
}
