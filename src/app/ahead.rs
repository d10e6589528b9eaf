//! Ahead: the reviews next to the one that is open, read and set before they are asked for, so that a step to one of
//! them is a frame and no wait.

use crate::app::{App, Reader};
use crate::catalogue::Entry;
use crate::event::{Job, Opened};
use crate::review::ReviewId;

/// How many are held ready: one on either side, and one that was on its way.
const MOST: usize = 3;

/// Readers made ready.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    readers: Vec<Reader>,
}

impl Ahead {
    /// The reader of a review, if it is ready. It is handed over: what is read in it later is not known here.
    fn take(&mut self, id: &ReviewId) -> Option<Reader> {
        let at = self.readers.iter().position(|reader| reader.record().id == *id)?;
        Some(self.readers.remove(at))
    }

    fn has(&self, id: &ReviewId) -> bool {
        self.readers.iter().any(|reader| reader.record().id == *id)
    }

    fn keep(&mut self, reader: Reader) {
        self.readers.push(reader);
        if self.readers.len() > MOST {
            self.readers.remove(0);
        }
    }

    /// Forgets all, because what the library holds is another now.
    pub(super) fn forget(&mut self) {
        self.readers.clear();
    }
}

impl App {
    /// Opens a review that is ready; whether it was.
    pub(super) fn open_ready(&mut self, id: &ReviewId) -> bool {
        let Some(mut reader) = self.ahead.take(id) else { return false };
        let (measure, height) = self.page_size();
        reader.resize(measure, height);
        reader.justify(self.look.composition.is_justified);
        self.reader = Some(reader);
        true
    }

    /// The jobs that get the neighbours of the selected review ready.
    pub(super) fn look_ahead(&self) -> Vec<Job> {
        let row = self.list.selected_row();
        let neighbours = [row.checked_add(1), row.checked_sub(1)].into_iter().flatten();
        neighbours
            .filter_map(|row| self.list.rows_from(row).next())
            .map(Entry::id)
            .filter(|id| !self.ahead.has(id))
            .map(Job::Prepare)
            .collect()
    }

    /// A neighbour was read: it is set for the page as it is now.
    pub(super) fn take_neighbour(&mut self, opened: Opened) {
        let id = &opened.record.id;
        let is_open = self.reader.as_ref().is_some_and(|reader| reader.record().id == *id);
        if !is_open && !self.ahead.has(id) {
            let (measure, height) = self.page_size();
            self.ahead.keep(Reader::new(opened, (measure, height), self.look.composition));
        }
    }
}
