//! Reading: paths to finished drafts, several files at once, in the order of the walk.

use std::iter;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::beside::{self, Beside, Nothing};
use super::contents::{self, rows_of};
use super::scale::Scales;
use super::walk::{Walk, bytes_of};
use super::{ImportError, Options, Rows, Source, lines, scale};
use crate::review::Draft;

/// Bytes of files that are read before their turn, so that memory stays flat however many there are, in [`UNIT`]s.
const UNITS_AHEAD: usize = 512;
/// What the smallest file counts for.
const UNIT: u64 = 1 << 17;
/// Rows of one file that wait for being taken: those of an archive are many, and large.
const ROWS_AHEAD: usize = 8;
/// The most files that are read at once.
const MOST_READERS: usize = 4;

/// The reviews under some paths (files, and folders all the way down), in that order. Several files are read at once, and
/// some before their turn.
///
/// Nothing stops it: what cannot be read is an error among the drafts. Dropping it ends the import.
pub fn read(paths: &[PathBuf], options: &Options) -> Reading {
    read_as(paths, options, |draft| draft)
}

/// The same, each draft made into something else where it was read, so that this too is done for several at once.
pub fn read_as<T: Send + 'static>(
    paths: &[PathBuf],
    options: &Options,
    make: fn(Draft) -> T,
) -> Reading<T> {
    let (units, units_taken) = mpsc::sync_channel(UNITS_AHEAD);
    let (files, files_in_order) = mpsc::channel();
    let reading = Reading { files: files_in_order, units: units_taken, file: None, n_files: 0 };
    let (tasks, waiting) = mpsc::channel();
    let finder = Finder { walk: Walk::new(paths), units, files: files.clone(), tasks };
    let readers = Readers {
        tasks: Mutex::new(waiting),
        scales: Mutex::new(Scales::new(paths)),
        options: options.clone(),
        make,
    };
    if let Err(why) = start(finder, readers) {
        // What was started ends by itself, for nobody listens to it.
        let (rows, given) = mpsc::sync_channel(1);
        let first = paths.first().map_or(Path::new("-"), PathBuf::as_path);
        let reason = format!("no thread can be started to read it: {why}");
        let _ = rows.send(Err(ImportError::new(first, reason)));
        let _ = files.send(File { rows: given, n_units: 0 });
    }
    reading
}

/// Starts the threads: one finds files, some read them.
fn start<T: Send + 'static>(finder: Finder<T>, readers: Readers<T>) -> std::io::Result<()> {
    let n_readers = thread::available_parallelism().map_or(1, |n| n.get().min(MOST_READERS));
    let readers = Arc::new(readers);
    for _ in 0..n_readers {
        let readers = Arc::clone(&readers);
        thread::Builder::new().name("reader".to_owned()).spawn(move || readers.run())?;
    }
    thread::Builder::new().name("finder".to_owned()).spawn(move || finder.run())?;
    Ok(())
}

/// The reviews of one source that is already in memory: a text from the clipboard.
pub fn read_source(source: &Source, options: &Options) -> Rows {
    let mut rows = rows_of(source, options, &mut Nothing);
    if let Some(best) = scale::best_mark(&rows) {
        scale::set(&mut rows, best);
    }
    rows
}

/// The reviews in bytes that are already in memory: standard input, which may be an archive.
pub fn read_bytes(path: &Path, bytes: Vec<u8>, options: &Options) -> Rows {
    let mut rows = Vec::new();
    let _ = contents::give(path, bytes, options, &mut Nothing, &mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    });
    rows
}

/// A file as its turn comes.
#[derive(Debug)]
struct File<T> {
    rows: Receiver<Result<T, ImportError>>,
    /// What it counts for among what is read before its turn.
    n_units: usize,
}

/// A file that is to be read, and where its rows go.
struct Task<T> {
    path: PathBuf,
    rows: SyncSender<Result<T, ImportError>>,
}

/// Finds files, as far ahead as is allowed.
struct Finder<T> {
    walk: Walk,
    /// Full when enough is read before its turn.
    units: SyncSender<()>,
    files: Sender<File<T>>,
    tasks: Sender<Task<T>>,
}

impl<T> Finder<T> {
    fn run(self) {
        for found in self.walk {
            let n_units = found.as_ref().map_or(1, |path| units_of(path));
            let (rows, given) = mpsc::sync_channel(ROWS_AHEAD);
            let is_wanted = iter::repeat_n((), n_units).all(|unit| self.units.send(unit).is_ok())
                && self.files.send(File { rows: given, n_units }).is_ok()
                && match found {
                    Ok(path) => self.tasks.send(Task { path, rows }).is_ok(),
                    Err(error) => rows.send(Err(error)).is_ok(),
                };
            if !is_wanted {
                return;
            }
        }
    }
}

/// What a file counts for: 1 for each [`UNIT`] begun, and more for what unpacks to more than it is.
fn units_of(path: &Path) -> usize {
    let n_bytes = path.metadata().map_or(0, |metadata| metadata.len());
    let is_packed =
        path.extension().is_some_and(|e| PACKED.iter().any(|p| e.eq_ignore_ascii_case(p)));
    let times = if is_packed { UNITS_PACKED } else { 1 };
    let n_units = usize::try_from(n_bytes / UNIT + 1).unwrap_or(UNITS_AHEAD);
    n_units.saturating_mul(times).min(UNITS_AHEAD)
}

/// Extensions of files that unpack to more than they are, and how much more they are taken for.
const PACKED: [&str; 2] = ["zip", "epub"];
const UNITS_PACKED: usize = 8;

/// What those who read files have in common.
struct Readers<T> {
    tasks: Mutex<Receiver<Task<T>>>,
    scales: Mutex<Scales>,
    options: Options,
    /// What is made of each draft.
    make: fn(Draft) -> T,
}

impl<T> Readers<T> {
    /// Reads one file after the other until there are no more.
    fn run(&self) {
        loop {
            let task = self.tasks.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(Task { path, rows }) = task else { return };
            let read = catch_unwind(AssertUnwindSafe(|| self.read(&path, &rows)));
            if read.is_err() {
                let reason = "a defect in the program stopped this file";
                let _ = rows.send(Err(ImportError::new(path, reason)));
            }
        }
    }

    fn read(&self, path: &Path, rows: &SyncSender<Result<T, ImportError>>) {
        let mut give = |row: Result<Draft, ImportError>| match rows.send(row.map(self.make)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        };
        if lines::are_many_in(path) {
            let _ = lines::give(path, &self.options, &mut give);
            return;
        }
        let mut beside = OnDisk { scales: &self.scales, options: &self.options, path };
        let _ = match bytes_of(path) {
            Ok(bytes) => contents::give(path, bytes, &self.options, &mut beside, &mut give),
            Err(error) => give(Err(error)),
        };
    }
}

/// What lies beside a file on the disk.
struct OnDisk<'a> {
    scales: &'a Mutex<Scales>,
    options: &'a Options,
    path: &'a Path,
}

impl Beside for OnDisk<'_> {
    fn best_mark(&mut self) -> f64 {
        let mut scales = self.scales.lock().unwrap_or_else(PoisonError::into_inner);
        scales.best_mark(self.path, self.options)
    }

    fn file(&mut self, name: &str) -> Option<Source> {
        beside::on_disk(self.path, name)
    }
}

/// An import under way; see [`read`].
#[derive(Debug)]
pub struct Reading<T = Draft> {
    files: Receiver<File<T>>,
    units: Receiver<()>,
    /// The file whose turn it is.
    file: Option<File<T>>,
    n_files: usize,
}

impl<T> Reading<T> {
    /// How many files are done.
    pub fn n_files(&self) -> usize {
        self.n_files
    }

    /// Makes room for others to be read before their turn.
    fn end_file(&mut self, file: &File<T>) {
        self.n_files += 1;
        for _ in 0..file.n_units {
            let _ = self.units.recv();
        }
    }
}

impl<T> Iterator for Reading<T> {
    type Item = Result<T, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let file = match self.file.take() {
                Some(file) => file,
                None => self.files.recv().ok()?,
            };
            if let Ok(row) = file.rows.recv() {
                self.file = Some(file);
                return Some(row);
            }
            self.end_file(&file);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::Format;
    use super::*;
    use crate::rating::Mark;

    fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    fn rated(rating: &str) -> String {
        format!("---\ntitle: A\nrating: {rating}\n---\nSome words.\n")
    }

    fn best(row: &Result<Draft, ImportError>) -> (f64, bool) {
        match row.as_ref().unwrap().review.rating.as_ref().unwrap().mark {
            Mark::Points { best: Some(best), is_inferred, .. } => (best, is_inferred),
            ref other => panic!("{other:?}"),
        }
    }

    #[track_caller]
    fn check_scale(ratings: &[&str], wanted: f64) {
        let texts: Vec<_> =
            ratings.iter().enumerate().map(|(n, r)| (format!("{n}.md"), rated(r))).collect();
        let files: Vec<_> =
            texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let folder = folder_with(&files);
        let paths: Vec<_> = files.iter().map(|(name, _)| folder.path().join(name)).collect();
        let options = Options::default();
        for paths in [vec![folder.path().to_owned()], paths] {
            let rows: Vec<_> = read(&paths, &options).collect();
            assert_eq!(rows.len(), ratings.len());
            assert!(rows.iter().all(|row| best(row) == (wanted, true)), "{ratings:?}: {rows:?}");
        }
    }

    #[test]
    fn the_scale_of_bare_ratings_is_inferred_by_folder_and_marked() {
        check_scale(&["4"], 5.0);
        check_scale(&["7"], 10.0);
        check_scale(&["4", "9", "3"], 10.0);
        check_scale(&["9", "4", "3"], 10.0);
        check_scale(&["4", "85"], 100.0);
    }

    #[test]
    fn a_stated_scale_is_left_alone() {
        let folder = folder_with(&[("a.md", &rated("3/4")), ("b.md", &rated("9"))]);
        let options = Options::default();
        let rows: Vec<_> = read(&[folder.path().to_owned()], &options).collect();
        assert_eq!(rows.iter().map(best).collect::<Vec<_>>(), [(4.0, false), (10.0, true)]);
    }

    #[test]
    fn a_table_has_a_scale_of_its_own() {
        let table = "film,rating\n".to_owned() + &"Anora,4\n".repeat(9);
        let folder = folder_with(&[("a.csv", &table), ("b.md", &rated("9"))]);
        let options = Options::default();
        let rows: Vec<_> = read(&[folder.path().to_owned()], &options).collect();
        assert_eq!(best(&rows[0]), (5.0, true));
        assert_eq!(best(&rows[9]), (10.0, true));
    }

    #[test]
    fn a_bad_row_does_not_stop_the_file_and_a_bad_file_does_not_stop_the_run() {
        let lines = "{\"@type\":\"Review\",\"reviewBody\":\"One.\"}\n{broken\n{\"@type\":\"Review\",\"reviewBody\":\"Two.\"}\n";
        let folder = folder_with(&[
            ("a.jsonl", lines),
            ("b.md", "---\nbad: [\n---\n"),
            ("c.md", "Three."),
            ("d.md", ""),
        ]);
        let options = Options::default();
        let rows: Vec<_> = read(&[folder.path().to_owned()], &options).collect();
        let shown: Vec<_> = rows
            .iter()
            .map(|row| match row {
                Ok(draft) => draft.review.body.clone(),
                Err(error) => {
                    format!(
                        "{}:{}",
                        error.path.file_name().unwrap().display(),
                        error.line.unwrap_or(0)
                    )
                }
            })
            .collect();
        assert_eq!(shown.len(), 6, "{shown:?}");
        assert_eq!((&*shown[0], &*shown[1], &*shown[2]), ("One.", "a.jsonl:2", "Two."));
        assert!(shown[3].starts_with("b.md:"));
        assert_eq!((&*shown[4], &*shown[5]), ("Three.", "d.md:0"));
    }

    #[test]
    fn reviews_come_in_the_order_of_the_walk_and_every_file_is_counted() {
        let texts: Vec<_> =
            (0..300).map(|n| (format!("{n:03}.md"), format!("Words {n}."))).collect();
        let files: Vec<_> =
            texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let folder = folder_with(&files);
        let mut reading = read(&[folder.path().to_owned()], &Options::default());
        let bodies: Vec<_> = reading.by_ref().map(|row| row.unwrap().review.body).collect();
        assert!(bodies.iter().eq(texts.iter().map(|(_, text)| text)), "{bodies:?}");
        assert_eq!(reading.n_files(), 300);
    }

    #[test]
    fn files_too_large_to_be_read_ahead_together_come_in_turn() {
        let folder = folder_with(&[("b.md", "Two.")]);
        for name in ["a.md", "c.md"] {
            let file = fs::File::create(folder.path().join(name)).unwrap();
            file.set_len(33 * UNIT).unwrap();
        }
        let rows: Vec<_> = read(&[folder.path().to_owned()], &Options::default()).collect();
        assert_eq!(rows.len(), 3);
        assert!(rows[0].is_err() && rows[1].is_ok() && rows[2].is_err());
    }

    #[test]
    fn what_is_no_longer_wanted_is_not_waited_for() {
        let texts: Vec<_> = (0..200).map(|n| format!("{n:03}.md")).collect();
        let files: Vec<_> = texts.iter().map(|name| (name.as_str(), "Words.")).collect();
        let folder = folder_with(&files);
        let mut reading = read(&[folder.path().to_owned()], &Options::default());
        assert!(reading.next().unwrap().is_ok());
        drop(reading);
    }

    #[test]
    fn what_was_asked_for_is_applied_to_every_review() {
        let source = Source { path: "-".into(), text: "# A title\n\nWords.".into() };
        let options = Options {
            tags: vec!["mine".into(), " mine ".into()],
            work: Some("Anora".into()),
            format: Format::named("markdown"),
            ..Options::default()
        };
        let rows = read_source(&source, &options);
        let draft = rows[0].as_ref().unwrap();
        assert_eq!(draft.review.keywords, ["mine"]);
        assert_eq!(draft.review.work.name, "Anora");
        assert_eq!(draft.based_on, Vec::<String>::new());
    }

    #[test]
    fn a_draft_says_which_file_it_came_from() {
        let folder = folder_with(&[("a.md", "Words.")]);
        let options = Options::default();
        let path = folder.path().join("a.md");
        let rows: Vec<_> = read(std::slice::from_ref(&path), &options).collect();
        assert_eq!(rows[0].as_ref().unwrap().based_on, [path.to_string_lossy()]);
    }
}
