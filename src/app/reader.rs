//! Reader: the review that is open, set at its measure, and the place in it. The place is the truth; rows follow it.

mod columns;
mod finding;
mod highlights;
mod light;
mod shield;
mod steps;

use crate::app::covers::Covers;
use crate::app::found::Found;
use crate::event::{Opened, Parsed, shield, shown};
use crate::review::{Place, Record, ReviewId};
use crate::text::moved::moved;
use crate::text::prose::Prose;
use crate::text::wrap::{Composition, Manner, Measure, Row, Setting, Spot};
pub use light::Light;

/// How far a page goes, in rows: two stay, so that the eye finds its way.
const OVERLAP: usize = 2;

/// What shows of a text: a page of rows.
#[derive(Debug, Default)]
struct Page {
    /// The measure asked for, in cells.
    measure: u16,
    /// How many rows there is room for.
    height: usize,
    /// The row at which a second column begins, if there is one.
    fold: Option<usize>,
    /// The row at the top.
    top: Spot,
    rows: Vec<Row>,
    /// How many rows of the text these are: some may be left out where a column begins, or filled in where one ends.
    n_rows: usize,
    /// How much of the text lies above its end, 0 to 1.
    progress: f32,
    /// The row that was the last of the page before: its block and first byte.
    last_read: Option<(usize, usize)>,
}

/// A review as it is read.
#[derive(Debug)]
pub struct Reader {
    record: Record,
    prose: Prose,
    n_words: u32,
    /// Blocks before the body: 1 where there is a standfirst. Saved places count the body's blocks alone.
    n_leading: u32,
    covers: Covers,
    setting: Setting,
    /// The place that is kept: what stands at the top of the page.
    place: Place,
    page: Page,
    found: Option<Found>,
    /// What is still to come of the text.
    rest: Option<Rest>,
}

/// The rest of a very long text, while only its beginning is there. Until it comes no place is saved.
#[derive(Debug)]
struct Rest {
    /// The place at which the beginning was opened.
    began_at: Place,
    /// The end was asked for, and is gone to when it is there.
    is_end_wanted: bool,
}

impl Reader {
    /// Opens a review where it was left, for a pane with a measure and a height.
    pub fn new(opened: Opened, (measure, height): (u16, usize), composition: Composition) -> Self {
        let Opened { record, parsed, n_left } = opened;
        let Parsed { prose, n_leading, n_words, shield } =
            parsed.unwrap_or_else(|| Parsed::new(&record));
        let place = prose.clamp(shown(record.state.place, n_leading));
        let mut reader = Self {
            n_words,
            n_leading,
            covers: Covers::new(shield, record.state.flags.seen),
            setting: Setting::new(Manner::of(
                &prose,
                record.review.language.as_deref(),
                measure,
                composition,
            )),
            page: Page { measure, height, ..Page::default() },
            found: None,
            rest: (n_left > 0).then_some(Rest { began_at: place, is_end_wanted: false }),
            record,
            prose,
            place,
        };
        reader.lay_out();
        reader
    }

    /// The review.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// The text.
    pub fn prose(&self) -> &Prose {
        &self.prose
    }

    /// The rows on the page.
    pub fn page(&self) -> &[Row] {
        &self.page.rows
    }

    /// The place and how much is read, where either is another than what is saved.
    pub fn moved(&mut self) -> Option<(ReviewId, Place, f32)> {
        if self.rest.is_some() {
            return None;
        }
        let place = self.kept_place();
        let progress = self.progress().max(self.record.state.progress);
        let state = &mut self.record.state;
        if state.place == place && state.progress >= progress {
            return None;
        }
        state.place = place;
        state.progress = progress;
        Some((self.record.id.clone(), place, progress))
    }

    /// The place that is kept.
    pub fn place(&self) -> Place {
        self.place
    }

    /// The same as it is saved: it counts the blocks of the body.
    pub fn kept_place(&self) -> Place {
        self.saved(self.place)
    }

    /// A place as it is saved.
    pub fn saved(&self, place: Place) -> Place {
        let block = place.block.checked_sub(self.n_leading);
        block.map_or(Place::default(), |block| Place { block, ..place })
    }

    /// A place as it is saved, as a place in the text that shows.
    pub fn shown(&self, saved: Place) -> Place {
        shown(saved, self.n_leading)
    }

    /// What is found in the text, if a search is on.
    pub fn found(&self) -> Option<&Found> {
        self.found.as_ref()
    }

    /// The review whose rest is still to be read, if it is this.
    pub fn rest_to_read(&self) -> Option<ReviewId> {
        self.rest.is_some().then(|| self.record.id.clone())
    }

    /// Takes the review as the library has it now: another state, or another text. The place goes with its words.
    pub fn update(&mut self, opened: Opened) {
        let (new, old) = (&opened.record.review, &self.record.review);
        if (&new.body, &new.spoilers, &new.description)
            == (&old.body, &old.spoilers, &old.description)
        {
            let shield = shield(&opened.record, &self.prose, self.n_leading);
            let covers = Covers::new(shield, opened.record.state.flags.seen);
            self.covers = covers.lifted_like(&self.covers);
            self.renew_found();
            self.record = opened.record;
            return;
        }
        let size = (self.page.measure, self.page.height);
        let mut renewed = Self::new(opened, size, self.setting.manner().composition);
        match self.rest.take() {
            Some(Rest { is_end_wanted: true, .. }) => {
                renewed.go_to_end();
            }
            // Its place is the one that was saved.
            Some(Rest { began_at, .. }) if began_at == self.place => {}
            Some(_) => {
                renewed.go_to(self.place);
            }
            None => {
                renewed.go_to(moved(self.place, &self.prose, &renewed.prose));
            }
        }
        renewed.covers = renewed.covers.lifted_as_far_as(&self.covers);
        renewed.found = self.found.take();
        renewed.renew_found();
        *self = renewed;
    }

    /// Takes a new size of the pane. The place stays, whatever the width.
    pub fn resize(&mut self, measure: u16, height: usize) {
        if (measure, height) == (self.page.measure, self.page.height) {
            return;
        }
        self.page.height = height;
        if measure == self.page.measure {
            self.lay_out_again();
        } else {
            self.page.measure = measure;
            let manner = self.setting.manner();
            self.setting = Setting::new(Manner { measure: Measure::new(measure), ..manner });
            self.lay_out();
        }
    }

    /// Justifies lines, or leaves them ragged; no row moves.
    pub fn justify(&mut self, is_justified: bool) {
        if is_justified != self.setting.manner().composition.is_justified {
            self.setting.justify(is_justified);
            self.fill_page(self.page.top);
        }
    }

    /// Makes the page around the place.
    fn lay_out(&mut self) {
        let top = self.setting.spot_of(&self.prose, self.place);
        self.fill_page(top);
    }

    /// Makes the page anew where the rows are the same but not the room for them: a blank row at the top stays there, a
    /// top that the end of the text had pushed up does not.
    fn lay_out_again(&mut self) {
        if self.setting.place_of(&self.prose, self.page.top) == self.place {
            self.fill_page(self.page.top);
        } else {
            self.lay_out();
        }
    }

    /// Makes the page from a row on, or from as near to it as the end of the text allows.
    fn fill_page(&mut self, top: Spot) {
        let height = self.page.height;
        self.page.top = top;
        let mut laid = self.rows_from(top);
        // Only a page that the text does not fill can be too far down; so the end is not laid out before it is near.
        if laid.rows.len() < height {
            self.page.top = self.last_top();
            laid = self.rows_from(self.page.top);
        }
        let laid = laid.without_last_heading(&self.prose);
        (self.page.rows, self.page.n_rows) = (laid.rows, laid.n_rows);
        self.page.progress = self.measured_progress();
    }

    /// Scrolls by rows; whether anything moved.
    pub fn scroll(&mut self, rows: isize) -> bool {
        let top = self.setting.walk(&self.prose, self.page.top, rows);
        self.go_to_spot(top)
    }

    fn go_to_spot(&mut self, top: Spot) -> bool {
        let before = self.page.top;
        self.fill_page(top);
        let has_moved = self.page.top != before;
        // Where the page stays, a place further down on it does too.
        if has_moved || self.place < self.setting.place_of(&self.prose, before) {
            self.place = self.setting.place_of(&self.prose, self.page.top);
        }
        has_moved
    }

    /// Goes a page on or back, some rows overlapping; whether anything moved.
    pub fn turn_page(&mut self, is_forward: bool, pages: isize) -> bool {
        // A page may be short of a heading, which the next one begins with.
        let shown = if is_forward { self.page.n_rows } else { self.page.height };
        let rows = shown.saturating_sub(OVERLAP).max(1).cast_signed() * pages.max(1);
        let last = self.last_line().filter(|_| is_forward);
        let has_moved = self.scroll(if is_forward { rows } else { -rows });
        self.page.last_read = last.filter(|_| has_moved);
        has_moved
    }

    /// Goes half a page on or back; whether anything moved.
    pub fn turn_half_page(&mut self, is_forward: bool) -> bool {
        let rows = (self.page.height / 2).max(1).cast_signed();
        self.scroll(if is_forward { rows } else { -rows })
    }

    /// Goes to a place: it stands at the top, or as near to it as the end of the text allows.
    pub fn go_to(&mut self, place: Place) -> bool {
        let before = self.page.top;
        self.place = self.prose.clamp(place);
        self.lay_out();
        self.page.top != before
    }

    /// Goes to the beginning.
    pub fn go_to_top(&mut self) -> bool {
        self.go_to(Place::default())
    }

    /// Goes to where the end of the text is the last row of the page.
    pub fn go_to_end(&mut self) -> bool {
        if let Some(rest) = &mut self.rest {
            rest.is_end_wanted = true;
        }
        let last = self.last_top();
        self.go_to_spot(last)
    }

    /// Whether the end of the text shows.
    pub fn is_at_end(&self) -> bool {
        self.page.progress >= 1.0
    }

    /// How much of the text lies above the end of the page, 0 to 1.
    pub fn progress(&self) -> f32 {
        self.page.progress
    }

    /// The same in whole hundredths: 100 only where the end shows.
    pub fn percent(&self) -> u8 {
        (0..=100).rev().find(|n| f32::from(*n) <= self.page.progress * 100.0 + 0.001).unwrap_or(0)
    }

    /// How many words the text has.
    pub fn n_words(&self) -> u32 {
        self.n_words
    }

    fn measured_progress(&self) -> f32 {
        let last =
            self.page.rows.iter().rev().find_map(|row| row.line.map(|line| (row.block, line.end)));
        let Some((block, end)) = last else { return 1.0 };
        let is_last = block + 1 == self.prose.blocks.len();
        if is_last && self.rest.is_none() && end >= self.prose.text(block).trim_end().len() {
            1.0
        } else {
            self.prose.fraction_at(block, end)
        }
    }
}
