//! App: the state of the program, and `update`, which turns an event into a new state and jobs for the world.
//!
//! Nothing here draws, reads a file or looks at a clock. What can be seen is decided here, `ui::view` shows it.

mod ahead;
mod answers;
mod changes;
mod copying;
mod covers;
mod found;
mod highlighting;
mod jumps;
mod layer;
mod links;
mod mark;
mod list;
mod look;
mod moves;
mod note;
mod outline;
mod pace;
mod palette;
mod prompt;
mod reader;
mod screen;
mod searching;
mod selection;
mod skipped;
mod tempo;
mod typed;
mod works;

pub use found::{Found, Hit};
pub use layer::{Help, Layer, Question};
pub use links::{LinkRow, Links};
pub use list::{List, Loading, Narrowing};
pub use look::{Look, Set};
pub use note::Note;
pub use outline::{Landmark, Outline, OutlineRow, words_at};
pub use palette::Palette;
pub use prompt::{Prompt, Purpose};
pub use reader::{Light, Reader};
pub use searching::Search;
pub use selection::Selection;
pub use typed::Typed;
pub use works::{WorkLine, Works};

use crate::action::{Action, Pane};
use crate::app::ahead::Ahead;
use crate::app::jumps::Jumps;
use crate::app::tempo::Tempo;
use crate::catalogue::Entry;
use crate::config::{Config, Remembered};
use crate::date::Date;
use crate::event::{Event, Job};
use crate::filter::{Order, View};
use crate::keymap::{Key, Keymap};
use crate::library::Change;
use crate::panes::Panes;
use crate::review::{Colour, ReviewId};
use crate::theme::Ground;

/// Rows of the screen that one review takes in the list.
pub const ROWS_A_REVIEW: u16 = 2;
/// How many changes can be taken back.
const UNDO_DEPTH: usize = 100;

/// What the status line says until the next key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Message {
    /// One line.
    pub text: String,
    /// Something could not be done.
    pub is_error: bool,
    /// It only tells how far something is, and goes for anything else there is to say.
    is_passing: bool,
}

/// A change that can be taken back.
#[derive(Debug)]
struct Step {
    said: String,
    changes: Vec<(ReviewId, Change)>,
}

/// What the app is started with.
#[derive(Debug, Clone)]
pub struct Start {
    /// The settings.
    pub config: Config,
    /// What was remembered from the last run.
    pub remembered: Remembered,
    /// What is known of the terminal's colours.
    pub ground: Ground,
    /// The day, for filters like `after:2w`.
    pub today: Date,
    /// What to say once at the start: that nothing is kept, that the library cannot be written.
    pub notice: Option<String>,
}

/// The state of the program.
#[derive(Debug)]
pub struct App {
    list: List,
    reader: Option<Reader>,
    /// The neighbours of what is open.
    ahead: Ahead,
    layer: Layer,
    focus: Pane,
    look: Look,
    panes: Panes,
    keymap: Keymap,
    message: Option<Message>,
    steps: Vec<Step>,
    /// The number typed before an action: `5j`.
    count: Option<usize>,
    today: Date,
    /// Where the reader came from, and what is wanted next.
    jumps: Jumps,
    tempo: Tempo,
    /// What the last import left out, and why.
    skipped: Vec<String>,
}

impl App {
    /// The state before anything is loaded.
    pub fn new(start: Start) -> Self {
        let Start { config, remembered, ground, today, notice } = start;
        let mut list = List::new(config.letters);
        let order = remembered.order.as_deref().and_then(Order::named).unwrap_or_default();
        list.sort(order, remembered.is_reversed.unwrap_or(false));
        let tempo = Tempo::new(&config, &remembered);
        Self {
            list,
            reader: None,
            ahead: Ahead::default(),
            layer: Layer::None,
            focus: Pane::List,
            look: Look::new(&config, &remembered, ground),
            panes: Panes::default(),
            keymap: config.keymap,
            message: notice.map(|text| Message { text, ..Message::default() }),
            steps: Vec::new(),
            count: None,
            today,
            jumps: Jumps::to_begin_with(remembered.review.as_deref().and_then(ReviewId::new)),
            tempo,
            skipped: Vec::new(),
        }
    }

    // What a view may read.

    /// The list.
    pub fn list(&self) -> &List {
        &self.list
    }

    /// The review that is open.
    pub fn reader(&self) -> Option<&Reader> {
        self.reader.as_ref()
    }

    /// Whether the review that is open is the one that is selected.
    pub fn shows_selected(&self) -> bool {
        let open = self.reader.as_ref().map(|reader| &reader.record().id);
        self.list.selected().map(Entry::id_text) == open.map(ReviewId::as_str)
    }

    /// What lies over the panes, or is typed under them.
    pub fn layer(&self) -> &Layer {
        &self.layer
    }

    /// The pane that has the focus.
    pub fn focus(&self) -> Pane {
        self.focus
    }

    /// How the screen looks.
    pub fn look(&self) -> Look {
        self.look
    }

    /// Where everything lies.
    pub fn panes(&self) -> &Panes {
        &self.panes
    }

    /// Which key does what.
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// What the status line says.
    pub fn message(&self) -> Option<&Message> {
        self.message.as_ref()
    }

    /// The number typed so far before an action.
    pub fn count(&self) -> Option<usize> {
        self.count
    }

    /// Takes an event; what the world must do comes back.
    pub fn update(&mut self, event: Event) -> Vec<Job> {
        let mut jobs = self.take(event);
        self.fold_page();
        let quest = self.list.take_quest();
        jobs.extend(quest.map(|(number, quest)| Job::Find { number, quest: Box::new(quest) }));
        jobs
    }

    fn take(&mut self, event: Event) -> Vec<Job> {
        match event {
            Event::Clock(now) => self.take_time(now),
            Event::Key(key) => self.press(key),
            Event::Paste(text) => self.paste(&text),
            Event::Mouse { deed, x, y } => self.point(deed, x, y),
            Event::Resize(width, height) => self.resize(width, height),
            Event::Listed { catalogue, n_reviews } => self.take_list(*catalogue, n_reviews),
            Event::Found { number, found } => self.take_found(number, found),
            Event::Opened(opened) => self.take_review(*opened),
            Event::Prepared(opened) => {
                self.take_neighbour(*opened);
                Vec::new()
            }
            Event::Applied(applied) => self.take_change(applied),
            Event::Importing(how_far) => {
                self.say_in_passing(format!("importing · {how_far}"));
                Vec::new()
            }
            Event::Imported { report, new } => self.take_report(&report, new),
            Event::Completed { typed, paths } => self.complete(&typed, paths),
            Event::TextsFound { words, numbers } => self.take_texts(words, numbers),
            Event::Grouped(works) => self.take_works(works),
            Event::Hits { words, hits } => self.take_hits(words, hits),
            Event::MarkFound { name, at } => self.take_mark(name, at),
            Event::Copied { what, to } => {
                self.say(format!("copied {what} · {to}"));
                Vec::new()
            }
            Event::Edited(edited) => self.take_edited(edited),
            Event::Failed(why) => self.fail(why),
            Event::Notice(text) => {
                let before =
                    self.message.take().map_or(String::new(), |message| message.text + " · ");
                self.say(before + &text);
                Vec::new()
            }
            Event::Lost(why) => self.fail(why.to_string()),
            Event::Resumed => vec![Job::Redraw],
            Event::Background { is_light } => {
                self.look.ground.is_light = Some(is_light);
                Vec::new()
            }
        }
    }

    fn press(&mut self, key: Key) -> Vec<Job> {
        self.message = None;
        self.unmark();
        if self.stops_scrolling(key) {
            return Vec::new();
        }
        match &self.layer {
            Layer::None => self.press_plain(key),
            Layer::Prompt(_) => self.press_in_prompt(key),
            Layer::Help(_) => self.press_in_help(key),
            Layer::Skipped(_) => self.press_in_skipped(key),
            Layer::Ask(_) => self.press_in_question(key),
            Layer::Sort => self.press_in_sort_menu(key),
            Layer::Outline(_) => self.press_in_outline(key),
            Layer::Links(_) => self.press_in_links(key),
            Layer::Palette(_) => self.press_in_palette(key),
            Layer::Search(_) => self.press_in_search(key),
            Layer::Works(_) => self.press_in_works(key),
            Layer::SetMark => self.press_to_set_mark(key),
            Layer::GoToMark => self.press_to_go_to_mark(key),
            Layer::Select(_) => self.press_in_selection(key),
            Layer::Note(_) => self.press_in_note(key),
        }
    }

    fn press_plain(&mut self, key: Key) -> Vec<Job> {
        if let Some(digit) = key.digit().filter(|digit| self.begins_or_continues_count(*digit)) {
            self.count = Some((self.count.unwrap_or(0) * 10 + digit).min(99_999));
            return Vec::new();
        }
        match self.keymap.action(self.focus, key) {
            Some(action) => self.act(action),
            None => {
                self.count = None;
                self.say(format!(
                    "{key} does nothing here · {} shows the keys",
                    self.keymap.key_name(Action::Help)
                ));
                Vec::new()
            }
        }
    }

    /// A digit goes on with a number; it begins one where it is no key of its own (`1` `2` `3` are views in the list).
    fn begins_or_continues_count(&self, digit: usize) -> bool {
        let is_bound = digit
            .to_string()
            .parse()
            .is_ok_and(|key| self.keymap.action(self.focus, key).is_some());
        self.count.is_some() || (digit > 0 && !is_bound)
    }

    fn act(&mut self, action: Action) -> Vec<Job> {
        let count = self.count.take();
        match action {
            Action::Filter => self.open_filter(),
            Action::Find => self.open_find(),
            Action::Search => self.open_search(),
            Action::Import => self.open_import(),
            Action::Skipped => self.open_skipped(),
            Action::Help => self.open_help(),
            Action::Palette => self.open_palette(),
            Action::SortMenu => self.open_sort_menu(),
            Action::Outline => self.open_outline(),
            Action::Links => self.open_links(),
            Action::Works => self.open_works(),
            Action::SetMark => self.open_marks(Layer::SetMark),
            Action::GoToMark => self.open_marks(Layer::GoToMark),
            Action::ToggleRead => self.toggle_read(),
            Action::ReadAllShown => self.ask_to_read_all(),
            Action::ToggleStar => self.toggle_star(),
            Action::ToggleSeen => self.toggle_seen(),
            Action::Remove => self.ask_to_remove(),
            Action::Undo => self.undo(),
            Action::Select => self.open_selection(),
            Action::Highlight => self.highlight(count.and_then(Colour::numbered)),
            Action::Annotate => self.annotate(),
            Action::RemoveHighlight => self.remove_highlight(),
            Action::ReverseOrder => {
                self.sort(self.list.narrowing().order, !self.list.narrowing().is_reversed)
            }
            Action::ShowAll => self.show(View::All),
            Action::ShowUnread => self.show(View::Unread),
            Action::ShowStarred => self.show(View::Starred),
            Action::Reveal => self.toggle_cover(),
            Action::RevealAll => self.toggle_all_covers(),
            Action::CoverFromHere => self.cover_from_here(),
            Action::Leave if self.look.is_zen => self.toggle_zen(),
            Action::Leave | Action::Quit => vec![Job::Quit],
            Action::Redraw => vec![Job::Redraw],
            Action::Suspend => vec![Job::Suspend],
            Action::Reload => vec![Job::List],
            Action::CopyParagraph
            | Action::CopySentence
            | Action::CopyReview
            | Action::CopyCitation => self.copy(action, count.unwrap_or(1)),
            Action::Zen => self.toggle_zen(),
            Action::Justify => self.toggle_justified(),
            Action::Columns => self.set_columns(self.look.columns.next()),
            Action::Light => self.set_light(self.look.light.next()),
            Action::AutoScroll => self.toggle_auto_scroll(),
            Action::Faster => self.change_speed(true),
            Action::Slower => self.change_speed(false),
            Action::NextTheme => self.set_theme(self.look.theme.next(self.look.ground)),
            Action::WiderMeasure => self.set_measure(self.look.measure.saturating_add(2)),
            Action::NarrowerMeasure => self.set_measure(self.look.measure.saturating_sub(2)),
            Action::DefaultMeasure => self.set_measure(self.look.set.measure),
            Action::NarrowerList => self.set_list_width(self.look.list_width.saturating_sub(3)),
            Action::WiderList => self.set_list_width(self.look.list_width.saturating_add(3)),
            _ => self.go(action, count),
        }
    }

    fn say(&mut self, text: impl Into<String>) {
        self.message = Some(Message { text: text.into(), ..Message::default() });
    }

    /// Says how far something is, where nothing else is said.
    fn say_in_passing(&mut self, text: String) {
        if self.message.as_ref().is_none_or(|message| message.is_passing) {
            self.message = Some(Message { text, is_error: false, is_passing: true });
        }
    }

    fn fail(&mut self, why: String) -> Vec<Job> {
        self.message = Some(Message { text: why, is_error: true, is_passing: false });
        Vec::new()
    }
}
