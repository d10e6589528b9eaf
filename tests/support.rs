//! What the tests share: reviews of their own, the app without a terminal, the program in folders of its own.

use std::collections::VecDeque;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use anora_tui::app::{App, Start};
use anora_tui::catalogue::Entry;
use anora_tui::config::{Config, Remembered};
use anora_tui::date::Date;
use anora_tui::event::{Event, Job};
use anora_tui::filter::Finder;
use anora_tui::finder::grouped;
use anora_tui::library::Library;
use anora_tui::rating::Rating;
use anora_tui::review::{Draft, Review, Title, Work};
use anora_tui::theme::Ground;
use anora_tui::ui;
use anora_tui::worker::{Worker, World};
use jiff::Timestamp;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// The time at which the tests happen: 1 December 2026.
pub(crate) fn now() -> Timestamp {
    "2026-12-01T12:00:00Z".parse().unwrap()
}

/// The day on which the tests happen.
pub(crate) fn today() -> Date {
    Date::day(2026, 12, 1).unwrap()
}

/// A review to read in tests.
pub(crate) fn review(title: &str, work: &str, author: &str, rating: &str, body: &str) -> Draft {
    Review {
        title: Title::stated(title),
        work: Work::named(work),
        authors: vec![author.to_owned()],
        rating: Rating::read(rating),
        body: body.to_owned(),
        ..Review::default()
    }
    .into()
}

/// Three reviews of two works, one with a spoiler notice.
pub(crate) fn three() -> Vec<Draft> {
    let long = (1..=40)
        .map(|n| format!("Paragraph {n} walks down the street, looks into a window and goes on. It has two sentences."))
        .collect::<Vec<_>>()
        .join("\n\n");
    vec![
        review("Snow on the pier", "Harbor", "Inés Vale", "★★★½", &long),
        review(
            "The last ferry",
            "Harbor",
            "Tom Okafor",
            "B+",
            "A ferry leaves.\n\n## How it ends\n\nSpoilers follow.\n\nThe captain was the brother all along.\n\n## After\n\nGo and see it.",
        ),
        review("Bread and wire", "The Baker", "Mélanie Roux", "9/10", "A short one."),
    ]
}

/// The app with a library in memory, driven by keys, without a terminal.
pub(crate) struct Test {
    pub(crate) app: App,
    worker: Worker,
    /// Jobs that only a terminal could do: copy, redraw, suspend, quit.
    pub(crate) for_terminal: Vec<Job>,
    size: (u16, u16),
}

impl Test {
    /// The app on some reviews, at 120 by 40.
    pub(crate) fn new(drafts: Vec<Draft>) -> Self {
        Self::with_config(drafts, "")
    }

    /// The same, with settings.
    pub(crate) fn with_config(drafts: Vec<Draft>, settings: &str) -> Self {
        let mut library = Library::in_memory().unwrap();
        library.insert(drafts, now()).unwrap();
        let config = Config::parse(settings, Path::new("config.toml")).unwrap();
        let start = Start {
            config,
            remembered: Remembered::default(),
            ground: Ground { is_colourless: true, ..Ground::default() },
            today: today(),
            notice: None,
        };
        let world = World { now, home: None, remembered: None };
        let worker = Worker::new(library, world);
        let mut test =
            Self { app: App::new(start), worker, for_terminal: Vec::new(), size: (120, 40) };
        test.event(Event::Resize(120, 40));
        test.job(Job::List);
        test
    }

    /// Another size of the screen.
    pub(crate) fn size(mut self, width: u16, height: u16) -> Self {
        self.resize(width, height);
        self
    }

    /// Another size of the screen.
    pub(crate) fn resize(&mut self, width: u16, height: u16) {
        self.size = (width, height);
        self.event(Event::Resize(width, height));
    }

    /// Does a job and all that follows from it.
    pub(crate) fn job(&mut self, job: Job) {
        let mut jobs = VecDeque::from([job]);
        while let Some(job) = jobs.pop_front() {
            match job {
                Job::Copy { .. }
                | Job::Edit(_)
                | Job::Browse(_)
                | Job::Redraw
                | Job::Suspend
                | Job::Quit => {
                    self.for_terminal.push(job);
                }
                Job::Group { quest, order } => {
                    let works = grouped(&mut Finder::default(), &quest, order);
                    jobs.extend(self.app.update(Event::Grouped(works)));
                }
                Job::Find { number, quest } => {
                    let found = Finder::default().find(&quest);
                    jobs.extend(self.app.update(Event::Found { number, found }));
                }
                job => {
                    let mut told = self.worker.answer(job);
                    while told.is_some() || self.worker.is_importing() {
                        jobs.extend(told.into_iter().flat_map(|event| self.app.update(event)));
                        told = self.worker.go_on();
                    }
                }
            }
        }
    }

    /// Tells the app something, and does what it asks for.
    pub(crate) fn event(&mut self, event: Event) {
        for job in self.app.update(event) {
            self.job(job);
        }
    }

    /// Presses keys: letters, and names in angle brackets, `jj/gatsby<Enter>`.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        let mut rest = keys;
        while let Some(first) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|r| r.find('>')).map(|end| end + 2);
            let length = named.unwrap_or(first.len_utf8());
            let (key, after) = rest.split_at(length);
            self.event(Event::Key(key.parse().unwrap()));
            rest = after;
        }
        self
    }

    /// The screen as text, without spaces at the ends of its lines.
    pub(crate) fn screen(&self) -> String {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        terminal.draw(|frame| ui::view(&self.app, frame)).unwrap();
        let buffer = terminal.backend().buffer();
        let rows = buffer.content().chunks(usize::from(self.size.0).max(1));
        let lines = rows.map(|row| {
            let mut skip = 0;
            let mut line = String::new();
            for cell in row {
                if skip == 0 {
                    line.push_str(cell.symbol());
                    skip = anora_tui::text::width::width(cell.symbol()).max(1);
                }
                skip -= 1;
            }
            line.trim_end().to_owned()
        });
        lines.collect::<Vec<_>>().join("\n").trim_end().to_owned()
    }

    /// What the status line says.
    pub(crate) fn said(&self) -> &str {
        self.app.message().map_or("", |message| &message.text)
    }

    /// The title of the review that is open.
    pub(crate) fn open_title(&self) -> &str {
        self.app.reader().map_or("", |reader| &reader.record().review.title.text)
    }

    /// The titles that the list shows, in order.
    pub(crate) fn titles(&self) -> Vec<&str> {
        self.app.list().shown().map(Entry::title).collect()
    }

    /// The text of the first row of the page.
    pub(crate) fn first_row(&self) -> String {
        let reader = self.app.reader().unwrap();
        let row = reader.page().iter().find(|row| row.line.is_some()).unwrap();
        let line = row.line.as_ref().unwrap();
        reader.prose().blocks[row.block].text[line.start..line.end].to_owned()
    }
}

/// The real program, with a home of its own.
pub(crate) struct Program {
    pub(crate) home: tempfile::TempDir,
    /// Variables beside those that give it its home.
    extra: Vec<(&'static str, String)>,
}

impl Program {
    pub(crate) fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join("home")).unwrap();
        Self { home, extra: Vec::new() }
    }

    /// The same with another variable in its environment.
    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.extra.push((name, value.to_owned()));
        self
    }

    /// Where the library is.
    pub(crate) fn library(&self) -> PathBuf {
        self.home.path().join("data/anora-tui/library.db")
    }

    /// The program's path.
    pub(crate) fn path() -> &'static str {
        env!("CARGO_BIN_EXE_anora-tui")
    }

    /// The variables that give it its home, and none of the user's own.
    pub(crate) fn variables(&self) -> Vec<(&'static str, String)> {
        let folder = |name: &str| self.home.path().join(name).to_string_lossy().into_owned();
        let mut variables = vec![
            ("HOME", folder("home")),
            ("XDG_DATA_HOME", folder("data")),
            ("XDG_CONFIG_HOME", folder("config")),
            ("XDG_STATE_HOME", folder("state")),
            ("TERM", "xterm-256color".to_owned()),
            ("LANG", "C.UTF-8".to_owned()),
        ];
        variables.extend(self.extra.iter().cloned());
        variables
    }

    /// A command line of the program.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(Self::path());
        command.args(args).env_clear().envs(self.variables()).stdin(Stdio::null());
        command
    }

    /// Runs a command line with bytes on standard input.
    pub(crate) fn piped(&self, args: &[&str], bytes: &[u8]) -> Output {
        let mut command = self.command(args);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(bytes).unwrap();
        child.wait_with_output().unwrap()
    }

    /// Runs a command line.
    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Runs a command line that must do what it is asked; what it prints.
    #[track_caller]
    pub(crate) fn ok(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a command line that must fail with a code; what it says of that.
    #[track_caller]
    pub(crate) fn fails(&self, code: i32, args: &[&str]) -> String {
        let output = self.run(args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
        said
    }

    /// Writes a file into its home.
    pub(crate) fn file(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.home.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path.to_string_lossy().into_owned()
    }
}
