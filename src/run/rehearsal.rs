//! Rehearsal: a review of no library, shown to nobody, so that all that a first frame needs is in memory when there is one.

use crate::app::{App, Start};
use crate::event::{Event, Opened};
use crate::review::{
    Flags, ReadingState, Record, Review, ReviewId, Summary, TextFacts, Title, WorkName,
};

/// A text of every common kind of block, long enough to be broken into lines.
const TEXT: &str = "## Before the light\n\nA projectionist threads the first reel, alone in the house; nothing of it \
    is ever seen. What she checks is *focus*, the height of the frame, \u{201c}and whether the lamp is still \
    good\u{201d} \u{2014} then she lets the others in.\n\n> No spoilers.";

/// The app as it is with one review open.
pub(super) fn stage(start: Start, (width, height): (u16, u16)) -> Option<App> {
    let id = ReviewId::new("rehearsal")?;
    let mut app = App::new(start);
    app.update(Event::Resize(width, height));
    app.update(Event::Prepared(Box::new(Opened::from(record(&id)))));
    let catalogue = Box::new([summary(id)].iter().collect());
    app.update(Event::Listed { catalogue, n_reviews: None });
    Some(app)
}

fn record(id: &ReviewId) -> Record {
    let review = Review {
        title: Title { text: "Before the light".into(), is_made: false },
        body: TEXT.into(),
        ..Review::default()
    };
    Record { id: id.clone(), review, state: ReadingState::default(), based_on: Vec::new() }
}

fn summary(id: ReviewId) -> Summary {
    Summary {
        id,
        title: "Before the light".into(),
        work: WorkName::default(),
        author: "A critic".into(),
        publisher: String::new(),
        date_published: None,
        rating: None,
        keywords: Vec::new(),
        text: TextFacts::default(),
        flags: Flags::default(),
        progress: 0.0,
        added: jiff::Timestamp::UNIX_EPOCH,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    #[test]
    fn a_rehearsal_shows_a_text_beside_a_list() {
        let start = Start {
            config: crate::config::Config::defaults().unwrap(),
            remembered: crate::config::Remembered::default(),
            ground: crate::theme::Ground::default(),
            today: crate::date::Date::EPOCH,
            notice: None,
        };
        let app = stage(start, (100, 20)).unwrap();
        let mut terminal = Terminal::new(TestBackend::new(100, 20)).unwrap();
        terminal.draw(|frame| ui::view(&app, frame)).unwrap();
        let shown = terminal.backend().to_string();
        assert!(shown.contains("A critic") && shown.contains("projectionist threads"), "{shown}");
    }
}
