//! Opened: a review as it comes from the library to be read; of a very long one its beginning comes first.

use crate::review::{Place, Record};
use crate::text::prose::{self, Prose};
use crate::text::spoiler::{self, Shield};

/// A review to be read.
#[derive(Debug)]
pub struct Opened {
    /// The review. Of one that is very long its body may be the beginning alone.
    pub record: Record,
    /// Its text, where parsing it takes so long that the worker has done it.
    pub parsed: Option<Parsed>,
    /// Bytes of the body that are still to come; 0 where it is whole.
    pub n_left: usize,
}

impl From<Record> for Opened {
    /// A whole review whose text is parsed where it is set.
    fn from(record: Record) -> Self {
        Self { record, parsed: None, n_left: 0 }
    }
}

impl Opened {
    /// A whole review with its text parsed.
    pub fn parsed(record: Record) -> Self {
        Self { parsed: Some(Parsed::new(&record)), record, n_left: 0 }
    }

    /// The beginning of a review. `None` where its reader was further than that.
    pub fn beginning(record: Record, n_left: usize) -> Option<Self> {
        let mut parsed = Parsed::new(&record);
        let is_in = parsed.shown(record.state.place) < parsed.prose.end();
        parsed.prose = parsed.prose.followed_by(n_left);
        is_in.then_some(Self { record, parsed: Some(parsed), n_left })
    }
}

/// The text of a review, parsed.
#[derive(Debug)]
pub struct Parsed {
    /// Its blocks, a standfirst first.
    pub prose: Prose,
    /// Blocks before the body: 1 where there is a standfirst. Saved places count the body's blocks alone.
    pub n_leading: u32,
    /// Its words.
    pub n_words: u32,
    /// What is covered of it, nothing lifted.
    pub shield: Shield,
}

impl Parsed {
    /// The text of a review.
    pub fn new(record: &Record) -> Self {
        let prose = prose::parse(&record.review.body);
        let n_before = prose.blocks.len();
        let prose = prose.with_standfirst(record.review.description.as_deref().unwrap_or_default());
        let n_leading = u32::from(prose.blocks.len() > n_before);
        let shield = shield(record, &prose, n_leading);
        Self { n_words: prose.n_words(), n_leading, shield, prose }
    }

    /// A place as it is saved, as a place in the text that shows.
    pub fn shown(&self, saved: Place) -> Place {
        shown(saved, self.n_leading)
    }
}

/// What of a review is covered where its text shows, nothing lifted.
pub fn shield(record: &Record, prose: &Prose, n_leading: u32) -> Shield {
    let by_hand = record.state.covered_from.map(|place| prose.byte(shown(place, n_leading)));
    spoiler::shield(prose, record.review.spoilers.as_deref()).and_from(prose, by_hand)
}

/// A saved place as a place in a text with blocks before its body. The beginning is that of all that shows.
pub fn shown(saved: Place, n_leading: u32) -> Place {
    if saved == Place::default() {
        return saved;
    }
    Place { block: saved.block.saturating_add(n_leading), ..saved }
}
