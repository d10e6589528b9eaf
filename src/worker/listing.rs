//! Listing: what the list shows, read at once where it is short, else its beginning first and the rest on another thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Sender;
use std::thread;

use super::{DEFECT, Worker};
use crate::error::Result;
use crate::event::{Event, Job};
use crate::library::Library;

/// A list of so many reviews is read on another thread, and its beginning shown before.
const LONG: usize = 5_000;
/// Reviews of that beginning: more than a screen.
const PAGE: u32 = 100;

impl Worker {
    /// Tells what the list shows.
    pub(super) fn list(&mut self, events: &Sender<Event>) {
        let told = match self.long_list() {
            Ok(Some((n, library))) => self.first_page(n, library, events),
            // What is wrong with the file is told by whoever reads all of it.
            Ok(None) | Err(_) => self.answer(Job::List),
        };
        // Where nobody listens any more the program is about to end: there is nobody to tell.
        let _ = told.map(|event| events.send(event));
    }

    /// How long the list is, where it is long, and the library once more, to be read on another thread.
    fn long_list(&self) -> Result<Option<(usize, Library)>> {
        let n = self.library.about_how_many()?;
        if n <= LONG {
            return Ok(None);
        }
        Ok(self.library.again()?.map(|library| (n, library)))
    }

    /// The beginning of the list, where nothing of it shows yet; all of it follows.
    fn first_page(&mut self, n: usize, library: Library, events: &Sender<Event>) -> Option<Event> {
        let page = self.listed.is_none().then(|| self.library.first_page(PAGE).ok()).flatten();
        let version = self.library.data_version().unwrap_or_default();
        self.listed = Some((version, (self.world.now)()));
        let (events, before) = (events.clone(), self.listing.take());
        let read = move || {
            // What is being read already is of an earlier state: it must not come last.
            let _ = before.map(thread::JoinHandle::join);
            let _ = events.send(all_of(&library));
        };
        match thread::Builder::new().name("list".to_owned()).spawn(read) {
            Ok(listing) => self.listing = Some(listing),
            Err(_) => return self.answer(Job::List),
        }
        page.map(|page| Event::Listed { catalogue: Box::new(page), n_reviews: Some(n) })
    }
}

fn all_of(library: &Library) -> Event {
    match catch_unwind(AssertUnwindSafe(|| library.catalogue())) {
        Ok(Ok(catalogue)) => Event::Listed { catalogue: Box::new(catalogue), n_reviews: None },
        Ok(Err(e)) => Event::Failed(e.to_string()),
        Err(_) => Event::Failed(format!("{}: {DEFECT}", Job::List.name())),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::review::{Draft, Review, Title};
    use crate::worker::World;

    #[test]
    fn a_long_list_comes_by_its_beginning_and_then_whole() {
        let folder = tempfile::tempdir().unwrap();
        let mut library = Library::open(&folder.path().join("library.db")).unwrap();
        let drafts = (0..3).map(|n| {
            let title = Title::stated(format!("Review {n}"));
            Draft::from(Review { title, body: format!("Text {n}."), ..Review::default() })
        });
        library.insert(drafts, jiff::Timestamp::UNIX_EPOCH).unwrap();
        let again = library.again().unwrap().unwrap();
        let now = || jiff::Timestamp::UNIX_EPOCH;
        let mut worker = Worker::new(library, World { now, home: None, remembered: None });
        let (events, told) = mpsc::channel();
        let page = worker.first_page(9_000, again, &events);
        let Some(Event::Listed { catalogue, n_reviews: Some(9_000) }) = page else {
            panic!("{page:?}")
        };
        assert_eq!(catalogue.len(), 3);
        let whole = told.recv();
        let Ok(Event::Listed { catalogue: all, n_reviews: None }) = whole else {
            panic!("{whole:?}")
        };
        assert_eq!(all, catalogue);
        let again = worker.library.again().unwrap().unwrap();
        assert!(worker.first_page(9_000, again, &events).is_none(), "what shows shows on");
    }
}
