//! Run: the terminal up, the loop, the terminal down, whichever way the program ends.

mod answer;
mod browser;
mod clipboard;
mod editor;
mod filled;
mod gate;
mod input;
mod rehearsal;
mod screen;
mod signals;

use std::collections::VecDeque;
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::action::Pane;
use crate::app::{App, Layer, Start};
use crate::error::{Error, Result};
use crate::event::{Event, Job};
use crate::finder::Finding;
use crate::library::Library;
use crate::review::ReviewId;
use crate::theme::Theme;
use crate::ui;
use crate::worker::{Worker, World};
use answer::Answers;
pub use browser::Browser;
use browser::Opener;
pub use clipboard::Clipboard;
use clipboard::Copier;
pub use editor::Editor;
use gate::{Keeper, gate};
use input::spawn_input;
use screen::Screen;
use signals::Saving;

/// How long a frame waits for the text of the review that was just selected: drawing once is quicker than twice.
const PATIENCE: Duration = Duration::from_millis(2);
/// The same for the first frame of all.
const START_PATIENCE: Duration = Duration::from_millis(25);

/// So many keys wait for the text they are meant for, and no more.
const MOST_EARLY: usize = 64;

/// Opens the library, with what there is to say of it.
pub type Open = Box<dyn FnOnce() -> Result<(Library, Option<String>)> + Send>;

/// What of the user's the program may use.
#[derive(Debug)]
pub struct Tools {
    /// Where copies go.
    pub clipboard: Clipboard,
    /// What edits longer texts.
    pub editor: Editor,
    /// What opens addresses.
    pub browser: Browser,
}

/// The library's thread, before there is a screen.
pub struct Begun {
    task: Sender<(Open, World)>,
    events: Sender<Event>,
    inbox: Receiver<Event>,
    jobs: Sender<Job>,
    working: thread::JoinHandle<()>,
    is_done: Receiver<()>,
}

impl Begun {
    /// Has the library opened, which takes longest: its own thread does that, while this one reads the settings and
    /// takes the terminal over.
    pub fn open(&self, open: Open, world: World) {
        // A thread that is gone was stopped by a panic, which is told where it is waited for.
        let _ = self.task.send((open, world));
    }
}

/// Begins: the library's thread is started, which takes a while, before anything is read that says which library it is.
///
/// # Errors
/// The thread cannot be started.
pub fn begin() -> Result<Begun> {
    let (task, tasks) = mpsc::channel::<(Open, World)>();
    let (events, inbox) = mpsc::channel();
    let (jobs, outbox) = mpsc::channel();
    let answers = events.clone();
    let (done, is_done) = mpsc::channel::<()>();
    let working = spawn("library", move || {
        let Ok((open, world)) = tasks.recv() else { return };
        // Where nobody listens any more the program is about to end: there is nobody to tell.
        let _ = match open() {
            Ok((library, notice)) => {
                let told = notice.map_or(Ok(()), |text| answers.send(Event::Notice(text)));
                Worker::new(library, world).run(&outbox, &answers);
                told
            }
            Err(e) => answers.send(Event::Lost(e)),
        };
        drop(done);
    })?;
    Ok(Begun { task, events, inbox, jobs, working, is_done })
}

/// Runs the program until it is left.
///
/// # Errors
/// The library cannot be opened, or the terminal cannot be used. It is given back as it was found, as after every other
/// end.
pub fn run(start: Start, begun: Begun, tools: Tools) -> Result<()> {
    let Tools { clipboard, editor, browser } = tools;
    let Begun { task: _, events, inbox, jobs, working, is_done } = begun;
    // The review that was open last is read before the list, so that it is set while that is read.
    let last = start.remembered.review.as_deref().and_then(ReviewId::new);
    for job in last.map(Job::Prepare).into_iter().chain([Job::List]) {
        // A library that could not be opened has ended its thread, and said why: that is taken first.
        let _ = jobs.send(job);
    }
    let uses_mouse = start.config.mouse;
    // A theme in the settings, and what the environment tells, come before what the terminal would answer.
    let wants_background = start.config.theme == Theme::Auto
        && start.ground.is_light.is_none()
        && !start.ground.is_colourless;
    let tty = screen::tty().map_err(Error::Terminal)?;
    screen::restore_on_panic(&tty);
    let saving = Saving { jobs: jobs.clone(), is_done: Mutex::new(is_done) };
    signals::watch(&tty, uses_mouse, &events, saving).map_err(Error::Terminal)?;
    let mut screen = Screen::enter(tty.clone(), uses_mouse).map_err(Error::Terminal)?;
    let copier = Copier::new(clipboard, events.clone());
    let opener = Opener::new(browser, events.clone());
    let finding = Finding::new(events.clone());
    let asked = if wants_background { screen.ask_background() } else { None };
    let (gate, keeper) = gate(&tty).map_err(Error::Terminal)?;
    spawn_input(events, Answers::new(asked), gate)?;

    // The library is being opened meanwhile.
    let stage = rehearsal::stage(start.clone(), screen.size());
    if let Some(stage) = stage {
        screen.rehearse(|frame| ui::view(&stage, frame)).map_err(Error::Terminal)?;
    }
    let ended = Loop {
        app: App::new(start),
        screen: &mut screen,
        inbox,
        jobs: jobs.clone(),
        copier,
        opener,
        finding,
        editor,
        keeper,
        is_answer_due: false,
        early: Early::default(),
        started: Instant::now(),
        is_drawn: false,
    }
    .run();
    screen.leave();
    // What was asked for before the end is saved before the program ends.
    let _ = jobs.send(Job::Quit);
    let _ = working.join();
    ended
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> Result<thread::JoinHandle<()>> {
    thread::Builder::new().name(name.to_owned()).spawn(work).map_err(Error::Stream)
}

/// Whether the loop goes on.
#[derive(PartialEq, Eq)]
enum Then {
    GoOn,
    End,
}

/// Keys that came before the text they are meant for.
#[derive(Default)]
struct Early {
    /// A review was asked for; nothing went wrong with that yet.
    is_opening: bool,
    keys: VecDeque<Event>,
}

/// The loop: events in, jobs out, a frame.
struct Loop<'a> {
    app: App,
    screen: &'a mut Screen,
    inbox: Receiver<Event>,
    jobs: Sender<Job>,
    copier: Copier,
    opener: Opener,
    finding: Finding,
    editor: Editor,
    /// Keeps the input thread from reading while the editor does.
    keeper: Keeper,
    /// A review was asked for, and its text would be in the next frame if this one waited a moment.
    is_answer_due: bool,
    early: Early,
    /// When the clock that the app is told began.
    started: Instant,
    /// There has been a frame.
    is_drawn: bool,
}

impl Loop<'_> {
    fn run(mut self) -> Result<()> {
        let (width, height) = self.screen.size();
        self.take(Event::Resize(width, height))?;
        while let Some(first) = self.wait() {
            if !matches!(first, Event::Clock(_) | Event::Prepared(_)) {
                self.take(Event::Clock(self.started.elapsed()))?;
            }
            if self.take_all(first)? == Then::End {
                return Ok(());
            }
        }
        Ok(())
    }

    /// What happens next. Where the app waits for a time it is told of that; else only what happens wakes the program.
    /// A library that takes its time is not waited for: there is a screen that says so.
    fn wait(&mut self) -> Option<Event> {
        let at = if self.is_drawn { self.app.wakes_at() } else { Some(START_PATIENCE) };
        let Some(at) = at else { return self.inbox.recv().ok() };
        match self.inbox.recv_timeout(at.saturating_sub(self.started.elapsed())) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => Some(Event::Clock(self.started.elapsed())),
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    /// Takes an event and all that waits behind it, then draws: a paste or a held key costs one frame.
    fn take_all(&mut self, first: Event) -> Result<Then> {
        let mut is_seen = false;
        let mut waiting = Some(first);
        while let Some(event) = waiting.take().or_else(|| self.next_of_this_frame()) {
            if matches!(event, Event::Key(_)) && self.is_too_early() {
                self.early.keys.push_back(event);
                continue;
            }
            // A neighbour that was read shows nowhere, the background only where it brings other colours.
            let is_shown = !matches!(event, Event::Prepared(_) | Event::Background { .. });
            let palette = self.app.look().palette();
            if self.take(event)? == Then::End {
                return Ok(Then::End);
            }
            is_seen |= is_shown || palette != self.app.look().palette();
            if !self.is_too_early() {
                waiting = self.early.keys.pop_front();
            }
        }
        if is_seen {
            self.is_drawn = true;
            self.screen.draw(|frame| ui::view(&self.app, frame)).map_err(Error::Terminal)?;
        }
        Ok(Then::GoOn)
    }

    /// Whether a key would act on another text than the one it is meant for, which is still being opened.
    fn is_too_early(&self) -> bool {
        let is_for_text = self.app.focus() == Pane::Text && matches!(self.app.layer(), Layer::None);
        self.early.is_opening
            && is_for_text
            && !self.app.shows_selected()
            && self.early.keys.len() < MOST_EARLY
    }

    /// What else belongs into this frame: what waits already, and the library's answer if that comes at once.
    fn next_of_this_frame(&mut self) -> Option<Event> {
        let event = self.inbox.try_recv().ok();
        if event.is_some() || !std::mem::take(&mut self.is_answer_due) {
            return event;
        }
        let patience = if self.is_drawn { PATIENCE } else { START_PATIENCE };
        self.inbox.recv_timeout(patience).ok()
    }

    /// Gives the terminal to the user's editor, and takes it back when that has ended.
    fn edit(&mut self, text: &str) -> Result<()> {
        let closed = self.keeper.close();
        if let Err(e) = closed {
            let why = format!("the terminal cannot be given away: {e}; the note is as it was");
            self.app.update(Event::Edited(Err(why)));
            return Ok(());
        }
        self.screen.lend();
        let edited = self.editor.edit(text);
        let (width, height) = self.screen.take_back().map_err(Error::Terminal)?;
        self.keeper.open();
        self.app.update(Event::Resize(width, height));
        self.app.update(Event::Edited(edited));
        Ok(())
    }

    fn take(&mut self, event: Event) -> Result<Then> {
        self.early.is_opening &= !matches!(event, Event::Failed(_));
        let event = match event {
            Event::Lost(why) => return Err(why),
            Event::Resize(width, height) => {
                let (width, height) = self.screen.resize(width, height).map_err(Error::Terminal)?;
                Event::Resize(width, height)
            }
            other => other,
        };
        for job in self.app.update(event) {
            match job {
                Job::Quit => return Ok(Then::End),
                Job::Redraw => {
                    let (width, height) = self.screen.redraw().map_err(Error::Terminal)?;
                    self.app.update(Event::Resize(width, height));
                }
                Job::Suspend => self.screen.suspend(),
                Job::Edit(text) => self.edit(&text)?,
                Job::Browse(address) => self.opener.open(address),
                Job::Find { number, quest } => {
                    self.finding.find(number, quest).map_err(Error::Stream)?;
                }
                Job::Group { quest, order } => {
                    self.finding.group(quest, order).map_err(Error::Stream)?;
                }
                Job::Copy { text, what } => {
                    if let Some(sequence) = self.copier.copy(text, what) {
                        self.screen.send(&sequence).map_err(Error::Terminal)?;
                    }
                }
                job => {
                    let opens = matches!(job, Job::Open(_));
                    self.is_answer_due |= opens;
                    self.early.is_opening |= opens;
                    let _ = self.jobs.send(job);
                }
            }
        }
        Ok(Then::GoOn)
    }
}
