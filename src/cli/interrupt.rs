//! Interrupt: the first ^C asks for an end at the next chance, the second ends at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::SIGINT;
use signal_hook::flag;

/// What a program that ^C ended says to its parent: 128 and the signal's number.
pub(super) const INTERRUPTED: u8 = 130;

/// Whether ^C was pressed.
pub(super) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// From now on ^C is noted instead of ending the program.
    pub(super) fn watch() -> Self {
        let is_asked = Arc::new(AtomicBool::new(false));
        // In this order: what the first ^C notes is seen by the second. Where it cannot be noted, ^C ends as ever.
        let _ = flag::register_conditional_shutdown(SIGINT, INTERRUPTED.into(), is_asked.clone());
        let _ = flag::register(SIGINT, is_asked.clone());
        Self(is_asked)
    }

    /// Whether an end was asked for.
    pub(super) fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
