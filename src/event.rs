//! Event and Job: the whole protocol between the app state and the world, as two closed enums.

mod opened;

use std::path::PathBuf;
use std::time::Duration;

use crate::catalogue::Catalogue;
use crate::config::Remembered;
use crate::consensus::{Consensus, WorkOrder};
use crate::error::Error;
use crate::filter::{Found, Quest};
use crate::import::Report;
use crate::keymap::Key;
use crate::library::{Change, Hit};
use crate::review::{MarkName, Place, ReviewId, Summary};

pub use opened::{Opened, Parsed, shield, shown};

/// What the world tells the app.
#[derive(Debug)]
pub enum Event {
    /// How long the program has run. It is told before what happened then, and when the app asked to be woken.
    Clock(Duration),
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something at a cell of the screen.
    Mouse {
        /// What it did.
        deed: MouseDeed,
        /// The column, from 0.
        x: u16,
        /// The row, from 0.
        y: u16,
    },
    /// The screen has a new size, in cells.
    Resize(u16, u16),
    /// What the list shows: all of it, or the beginning of a long one, the rest of which follows.
    Listed {
        /// The reviews.
        catalogue: Box<Catalogue>,
        /// About how many there are, where these are only the first.
        n_reviews: Option<usize>,
    },
    /// What the finder found for the list.
    Found {
        /// The number of the question.
        number: u64,
        /// The answer.
        found: Found,
    },
    /// A review was read from the library.
    Opened(Box<Opened>),
    /// A review was read that may be opened next. Nothing shows of it yet.
    Prepared(Box<Opened>),
    /// A change is saved.
    Applied(Applied),
    /// How far an import is.
    Importing(String),
    /// An import is done; the list follows.
    Imported {
        /// What it came to.
        report: Report,
        /// The reviews that are new here.
        new: Vec<ReviewId>,
    },
    /// What a path typed so far may go on as.
    Completed {
        /// The path as it was typed.
        typed: String,
        /// The paths it may become, folders with a slash at the end.
        paths: Vec<String>,
    },
    /// Which reviews have words in their text.
    TextsFound {
        /// The words that were looked for.
        words: String,
        /// The numbers of the reviews that have them in the library, in order.
        numbers: Vec<u32>,
    },
    /// The works that reviews are about, with what those come to.
    Grouped(Vec<Consensus>),
    /// What stands where in the texts of all reviews, the best first.
    Hits {
        /// The words that were looked for.
        words: String,
        /// The reviews that have them.
        hits: Vec<Hit>,
    },
    /// Where a mark is that there is one of in the library.
    MarkFound {
        /// Its name.
        name: MarkName,
        /// The review and the place in it; `None` where there is no such mark.
        at: Option<(ReviewId, Place)>,
    },
    /// A text is on a clipboard.
    Copied {
        /// What was copied, and how much: `a paragraph (64 words)`.
        what: String,
        /// Where to: `terminal clipboard`.
        to: String,
    },
    /// What an editor made of a text, or why it made nothing.
    Edited(Result<String, String>),
    /// Something could not be done: what, where, why.
    Failed(String),
    /// Something to say once: that what is done is not saved, say.
    Notice(String),
    /// The library cannot be opened: the program ends with this reason.
    Lost(Error),
    /// The program was continued after a suspend.
    Resumed,
    /// The terminal told what its background is like.
    Background {
        /// Whether it is light.
        is_light: bool,
    },
}

/// A change that is saved, and how to take it back.
#[derive(Debug, Default)]
pub struct Applied {
    /// What was done, for the status line and for the undo: `read 9 reviews`.
    pub said: String,
    /// The changes that take it back; empty where it is itself an undo.
    pub undo: Vec<(ReviewId, Change)>,
    /// What the list shows now of the reviews it touched.
    pub changed: Vec<Summary>,
    /// The reviews that are gone.
    pub removed: Vec<ReviewId>,
    /// The review that an undo brought back to look at.
    pub returned: Option<ReviewId>,
}

/// What a mouse does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseDeed {
    /// The left button went down.
    Click,
    /// The pointer moved with the left button held down, which went down at this column and row.
    Drag(u16, u16),
    /// The wheel turned towards the hand.
    WheelDown,
    /// The wheel turned away from the hand.
    WheelUp,
}

/// What the app asks of the world.
#[derive(Debug, Clone, PartialEq)]
pub enum Job {
    /// Read all that the list shows.
    List,
    /// Look through a long list.
    Find {
        /// The number of the question.
        number: u64,
        /// The question.
        quest: Box<Quest>,
    },
    /// Group what a question finds by what it is about.
    Group {
        /// The question.
        quest: Box<Quest>,
        /// The order of the works.
        order: WorkOrder,
    },
    /// Read a review, of a very long one the beginning.
    Open(ReviewId),
    /// Read the whole of a review whose beginning is open.
    OpenWhole(ReviewId),
    /// Read a review that may be opened next.
    Prepare(ReviewId),
    /// Save a change to reviews.
    Apply {
        /// The reviews.
        ids: Vec<ReviewId>,
        /// The change.
        change: Change,
        /// What to say when it is saved.
        said: String,
    },
    /// Take changes back.
    Undo {
        /// What takes them back.
        changes: Vec<(ReviewId, Change)>,
        /// What was done at first.
        said: String,
    },
    /// Save where a reader is; nothing is said of it.
    KeepPlace {
        /// The review.
        id: ReviewId,
        /// The place at the top of the page.
        place: Place,
        /// How much has been read, 0 to 1.
        progress: f32,
    },
    /// Bring reviews in.
    Import(PathBuf),
    /// Find out how a path that is typed so far may go on.
    Complete(String),
    /// Find out which reviews have words in their text.
    FindTexts(String),
    /// Look for words in the texts of all reviews, with what stands around them.
    Search(String),
    /// Find out where a mark is that there is one of in the library.
    FindMark(MarkName),
    /// Remember settings that a key changed.
    Remember(Remembered),
    /// Put text on the clipboard.
    Copy {
        /// The text.
        text: String,
        /// What it is, and how much: `a paragraph (64 words)`.
        what: String,
    },
    /// Have a text edited in the user's own editor.
    Edit(String),
    /// Open an address, which was shown and said yes to, in the browser.
    Browse(String),
    /// Draw the whole screen anew.
    Redraw,
    /// Give the terminal back to the shell until it says to go on.
    Suspend,
    /// End the program.
    Quit,
}

impl Job {
    /// What the job does, in a word or two, for messages.
    pub fn name(&self) -> &'static str {
        match self {
            Self::List => "reading the list",
            Self::Find { .. } => "filtering",
            Self::Group { .. } => "grouping by work",
            Self::Open(_) | Self::OpenWhole(_) | Self::Prepare(_) => "opening a review",
            Self::Apply { .. } => "saving a change",
            Self::Undo { .. } => "undoing a change",
            Self::KeepPlace { .. } => "saving the place",
            Self::Import(_) => "importing",
            Self::Complete(_) => "completing a path",
            Self::FindTexts(_) | Self::Search(_) => "searching",
            Self::FindMark(_) => "looking for a mark",
            Self::Remember(_) => "saving settings",
            Self::Copy { .. } => "copying",
            Self::Edit(_) => "editing",
            Self::Browse(_) => "opening an address",
            Self::Redraw => "drawing",
            Self::Suspend => "suspending",
            Self::Quit => "ending",
        }
    }
}
