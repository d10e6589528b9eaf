//! Worker: the one thread that reads and writes the library for the screen; jobs in, events out.

mod listing;

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvError, Sender, TryRecvError};

use std::thread::JoinHandle;

use jiff::{SignedDuration, Timestamp};

use crate::error::{Result, shown};
use crate::event::{Applied, Event, Job, Opened};
use crate::import::{self, Progress, Reading, Report};
use crate::library::{Change, Kind, Library, Prepared};
use crate::review::{ReviewId, Summary};

/// How many reviews of an import are saved at once: each batch is safe when the next begins, and whoever reads meanwhile
/// waits for one at most.
const BATCH: usize = 32;
/// Bytes of a text that are parsed within a frame.
const AT_ONCE: usize = 64 << 10;
/// Bytes of a longer text that are shown before the whole of it is read: some screens.
const BEGINNING: usize = 16 << 10;
/// How long the list is taken to be as it was read, before it is looked whether another program has changed it.
const LOOK_AGAIN: SignedDuration = SignedDuration::from_secs(1);
/// What is said where a defect stopped something.
const DEFECT: &str = "a defect in the program stopped this; what was saved is safe";
/// How many reviews a search names: more than anyone looks through.
const MOST_HITS: u32 = 50;
/// How many paths a completion names.
const MOST_PATHS: usize = 200;

/// What the worker knows of the world.
#[derive(Debug, Clone)]
pub struct World {
    /// The clock.
    pub now: fn() -> Timestamp,
    /// The folder that `~` stands for.
    pub home: Option<PathBuf>,
    /// Where the settings are kept that a key changed; `None` where nothing is to be kept.
    pub remembered: Option<PathBuf>,
}

/// An import under way.
struct Intake {
    /// One time for all of it, which the library tells imports apart by.
    now: Timestamp,
    rows: Reading<Prepared>,
    progress: Progress,
    n_seen: usize,
    report: Report,
    new: Vec<ReviewId>,
}

/// The worker: the library and what it knows of the world.
pub struct Worker {
    library: Library,
    world: World,
    /// What is being imported, and what after that.
    imports: VecDeque<Intake>,
    /// The library's version when the list was last read, and when it was last looked whether that still holds.
    listed: Option<(i64, Timestamp)>,
    /// The thread that reads a long list.
    listing: Option<JoinHandle<()>>,
}

impl Worker {
    /// A worker on a library.
    pub fn new(library: Library, world: World) -> Self {
        Self { library, world, imports: VecDeque::new(), listed: None, listing: None }
    }

    /// Does jobs until there are no more to come, or until it is told to quit; everything asked for before is then done.
    /// An import goes on between them.
    pub fn run(mut self, jobs: &Receiver<Job>, events: &Sender<Event>) {
        // Where nobody listens any more the program is about to end: there is nobody to tell.
        let tell = |event: Option<Event>| event.is_some_and(|event| events.send(event).is_ok());
        while let Ok(first) = self.next_job(jobs) {
            let waiting: Vec<Job> = first.into_iter().chain(jobs.try_iter()).collect();
            let is_asked = !waiting.is_empty();
            for job in without_stale(waiting) {
                match job {
                    Job::Quit => return,
                    Job::List => self.list(events),
                    job => {
                        tell(self.answer(job));
                    }
                }
            }
            if is_asked {
                self.look_around(events);
            }
            tell(self.go_on());
        }
    }

    /// Waits for a job; while there is an import to go on with, only one that waits already is taken.
    fn next_job(&self, jobs: &Receiver<Job>) -> Result<Option<Job>, RecvError> {
        if !self.is_importing() {
            return jobs.recv().map(Some);
        }
        match jobs.try_recv() {
            Ok(job) => Ok(Some(job)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(RecvError),
        }
    }

    /// Whether there is an import to go on with.
    pub fn is_importing(&self) -> bool {
        !self.imports.is_empty()
    }

    /// Tells what the list shows now, where another program has changed the library. It is looked for when there is something
    /// to do for the reader anyway, and not more often than once in a while: nobody who is idle is woken for it.
    fn look_around(&mut self, events: &Sender<Event>) -> Option<()> {
        let (version, looked) = self.listed?;
        let now = (self.world.now)();
        if now.duration_since(looked) < LOOK_AGAIN {
            return None;
        }
        self.listed = Some((version, now));
        if self.library.data_version().ok()? != version {
            self.list(events);
        }
        Some(())
    }

    /// Does a job; what there is to tell of it. Whatever goes wrong, a panic too, is told, and the next job is done.
    pub fn answer(&mut self, job: Job) -> Option<Event> {
        let name = job.name();
        match catch_unwind(AssertUnwindSafe(|| self.work(job))) {
            Ok(Ok(event)) => event,
            Ok(Err(e)) => Some(Event::Failed(e.to_string())),
            Err(_) => Some(Event::Failed(format!("{name}: {DEFECT}"))),
        }
    }

    fn work(&mut self, job: Job) -> Result<Option<Event>> {
        Ok(match job {
            Job::List => {
                self.listed = Some((self.library.data_version()?, (self.world.now)()));
                let catalogue = Box::new(self.library.catalogue()?);
                Some(Event::Listed { catalogue, n_reviews: None })
            }
            Job::Open(id) => Some(Event::Opened(Box::new(self.open(&id)?))),
            Job::OpenWhole(id) => {
                Some(Event::Opened(Box::new(Opened::parsed(self.library.record(&id)?))))
            }
            // What is wrong with a review is told when it is opened, not before.
            Job::Prepare(id) => self.open(&id).ok().map(|opened| Event::Prepared(Box::new(opened))),
            Job::Apply { ids, change, said } => {
                Some(Event::Applied(self.apply(&ids, &change, said)?))
            }
            Job::Undo { changes, said } => Some(Event::Applied(self.undo(&changes, said)?)),
            // That nothing is saved was said when the library was opened.
            Job::KeepPlace { .. } if self.library.is_read_only() => None,
            Job::KeepPlace { id, place, progress } => {
                self.library.apply(
                    &[id],
                    &Change::SetPlace { place, progress },
                    (self.world.now)(),
                )?;
                None
            }
            Job::Import(path) => {
                self.import(&path);
                None
            }
            Job::Complete(typed) => Some(self.complete(typed)),
            Job::FindTexts(words) => {
                let numbers = self.library.search_numbers(&words)?;
                Some(Event::TextsFound { words, numbers })
            }
            Job::Search(words) => {
                let hits = self.library.search(&words, MOST_HITS)?;
                Some(Event::Hits { words, hits })
            }
            Job::FindMark(name) => Some(Event::MarkFound { name, at: self.library.mark(name)? }),
            Job::Remember(remembered) => {
                if let Some(path) = &self.world.remembered {
                    remembered.write(path)?;
                }
                None
            }
            Job::Copy { .. }
            | Job::Edit(_)
            | Job::Browse(_)
            | Job::Redraw
            | Job::Suspend
            | Job::Find { .. }
            | Job::Group { .. }
            | Job::Quit => None,
        })
    }

    /// A review to be read: whole where that takes no time, else its beginning, if its reader was no further.
    fn open(&self, id: &ReviewId) -> Result<Opened> {
        let (record, n_left) = self.library.beginning(id, AT_ONCE, BEGINNING)?;
        if n_left == 0 {
            return Ok(record.into());
        }
        match Opened::beginning(record, n_left) {
            Some(beginning) => Ok(beginning),
            None => Ok(Opened::parsed(self.library.record(id)?)),
        }
    }

    fn apply(&mut self, ids: &[ReviewId], change: &Change, said: String) -> Result<Applied> {
        let undo = self.library.apply(ids, change, (self.world.now)())?;
        let is_removal = matches!(change, Change::Remove);
        let changed = if is_removal { Vec::new() } else { self.touched(ids, change)? };
        let removed = if is_removal { ids.to_vec() } else { Vec::new() };
        Ok(Applied { said, undo, changed, removed, returned: None })
    }

    fn undo(&mut self, changes: &[(ReviewId, Change)], said: String) -> Result<Applied> {
        self.library.undo(changes, (self.world.now)())?;
        let is_removal = |change: &Change| matches!(change, Change::Remove);
        let mut touched = Vec::new();
        for (id, change) in changes.iter().filter(|(_, change)| !is_removal(change)) {
            touched.extend(self.touched(std::slice::from_ref(id), change)?);
        }
        let removed = changes.iter().filter(|(_, change)| is_removal(change));
        let removed = removed.map(|(id, _)| id.clone()).collect();
        let returned = changes
            .iter()
            .find(|(_, change)| matches!(change, Change::Restore))
            .map(|(id, _)| id.clone());
        Ok(Applied { said, undo: Vec::new(), changed: touched, removed, returned })
    }

    /// What the list shows now of the reviews that a change touched: `seen` is said of a work, so of all its reviews.
    fn touched(&self, ids: &[ReviewId], change: &Change) -> Result<Vec<Summary>> {
        if matches!(change, Change::SetSeen(_)) {
            return self.library.summaries_of_works(ids);
        }
        ids.iter().map(|id| self.library.summary(id)).collect()
    }

    fn import(&mut self, path: &Path) {
        let (paths, now) = ([self.at_home(path)], (self.world.now)());
        self.imports.push_back(Intake {
            now,
            rows: import::read_as(&paths, &import::Options::default(), Prepared::from),
            progress: Progress::new(&paths, now),
            n_seen: 0,
            report: Report::default(),
            new: Vec::new(),
        });
    }

    /// Goes on with the import at hand, for one batch; what there is to tell of it.
    pub fn go_on(&mut self) -> Option<Event> {
        let intake = self.imports.pop_front()?;
        match catch_unwind(AssertUnwindSafe(|| self.take_batch(intake))) {
            Ok(Ok(event)) => event,
            Ok(Err(e)) => Some(Event::Failed(e.to_string())),
            Err(_) => Some(Event::Failed(format!("importing: {DEFECT}"))),
        }
    }

    fn take_batch(&mut self, mut intake: Intake) -> Result<Option<Event>> {
        let mut batch = Vec::new();
        let mut is_done = false;
        while batch.len() < BATCH && !is_done {
            match intake.rows.next() {
                Some(Ok(draft)) => batch.push(draft),
                Some(Err(e)) => {
                    intake.report.skip(e);
                }
                None => is_done = true,
            }
        }
        intake.n_seen += batch.len();
        self.keep(&mut intake, batch)?;
        if is_done {
            return Ok(Some(Event::Imported { report: intake.report, new: intake.new }));
        }
        let now = (self.world.now)();
        let told = intake.progress.due(intake.rows.n_files(), intake.n_seen, now);
        self.imports.push_front(intake);
        Ok(told.map(Event::Importing))
    }

    fn keep(&mut self, intake: &mut Intake, batch: Vec<Prepared>) -> Result<()> {
        for outcome in self.library.insert(batch, intake.now)? {
            match outcome.kind {
                Kind::New => {
                    intake.report.n_new += 1;
                    intake.new.push(outcome.id);
                }
                Kind::Changed => intake.report.n_changed += 1,
                Kind::Same => intake.report.n_same += 1,
            }
        }
        Ok(())
    }

    /// A path whose `~` stands for the home folder.
    fn at_home(&self, path: &Path) -> PathBuf {
        match (path.strip_prefix("~"), &self.world.home) {
            (Ok(rest), Some(home)) => home.join(rest),
            _ => path.to_owned(),
        }
    }

    /// The paths that begin as typed, in the form in which they were typed.
    fn complete(&self, typed: String) -> Event {
        let (folder, start) = match typed.rsplit_once(MAIN_SEPARATOR) {
            Some((folder, start)) => (format!("{folder}{MAIN_SEPARATOR}"), start),
            None => (String::new(), typed.as_str()),
        };
        let place =
            if folder.is_empty() { PathBuf::from(".") } else { self.at_home(Path::new(&folder)) };
        let mut paths: Vec<String> = std::fs::read_dir(place)
            .into_iter()
            .flatten()
            .filter_map(|found| {
                let found = found.ok()?;
                let name = found.file_name().into_string().ok()?;
                let is_wanted =
                    name.starts_with(start) && (!name.starts_with('.') || start.starts_with('.'));
                // A name that cannot be shown as it is cannot be typed either.
                let is_plain = shown(Path::new(&name)) == name;
                let slash =
                    if found.path().is_dir() { MAIN_SEPARATOR.to_string() } else { String::new() };
                (is_wanted && is_plain).then(|| format!("{folder}{name}{slash}"))
            })
            .take(MOST_PATHS)
            .collect();
        paths.sort();
        Event::Completed { typed, paths }
    }
}

/// Drops jobs that a later one makes needless: only the last review asked for is opened, only the last place of a
/// review and the last settings are saved.
fn without_stale(jobs: Vec<Job>) -> Vec<Job> {
    let is_stale = |at: usize, job: &Job| {
        jobs.iter().skip(at + 1).any(|later| match (job, later) {
            (Job::Open(_) | Job::OpenWhole(_) | Job::Prepare(_), Job::Open(_))
            | (Job::Remember(_), Job::Remember(_))
            | (Job::Search(_), Job::Search(_))
            | (Job::List, Job::List) => true,
            (Job::KeepPlace { id, .. }, Job::KeepPlace { id: other, .. }) => id == other,
            _ => false,
        })
    };
    let keep: Vec<bool> = jobs.iter().enumerate().map(|(at, job)| !is_stale(at, job)).collect();
    jobs.into_iter().zip(keep).filter_map(|(job, is_wanted)| is_wanted.then_some(job)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Place;

    fn id(text: &str) -> ReviewId {
        ReviewId::new(text).unwrap()
    }

    fn place(of: &str, grapheme: u32) -> Job {
        Job::KeepPlace { id: id(of), place: Place { block: 0, grapheme }, progress: 0.0 }
    }

    #[test]
    fn only_the_last_place_and_the_last_review_count() {
        let jobs = vec![
            place("a", 1),
            Job::Open(id("a")),
            place("b", 1),
            place("a", 2),
            Job::Open(id("b")),
        ];
        assert_eq!(without_stale(jobs), [place("b", 1), place("a", 2), Job::Open(id("b"))]);
    }

    #[test]
    fn a_change_of_state_is_never_dropped() {
        let star = |on| Job::Apply {
            ids: vec![id("a")],
            change: Change::SetStarred(on),
            said: String::new(),
        };
        let jobs = vec![star(true), star(false), star(true)];
        assert_eq!(without_stale(jobs.clone()), jobs);
    }
}
