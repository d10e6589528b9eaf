//! What the targets try: whatever comes in, nothing panics and nothing that comes out can move a cursor.

use std::path::Path;

use anora_tui::date::Date;
use anora_tui::import::{Format, Options, read_bytes};
use anora_tui::query::Query;
use anora_tui::rating::{Letters, Rating};
use anora_tui::review::Review;
use anora_tui::text::prose::{self, Prose};
use anora_tui::text::sanitize::is_safe;
use anora_tui::text::spoiler;
use anora_tui::text::wrap::{Manner, wrap as lines};

/// Bytes as a file of a format; without one of that name, as a file whose first bytes tell what it is.
pub fn import(format: &str, bytes: &[u8]) {
    let options = Options { format: Format::named(format), ..Options::default() };
    for row in read_bytes(Path::new("-"), bytes.to_vec(), &options) {
        match row {
            Ok(draft) => review(&draft.review),
            Err(error) => line(&error.to_string()),
        }
    }
}

fn review(review: &Review) {
    let lists = [&review.authors, &review.keywords, &review.work.creators, &review.work.actors];
    let texts = [&review.publisher, &review.description, &review.language, &review.url];
    lists.into_iter().flatten().for_each(|text| line(text));
    texts.into_iter().flatten().for_each(|text| line(text));
    line(&review.title.text);
    line(&review.work.name);
    if let Some(rating) = &review.rating {
        line(&rating.notation);
        let normalized = rating.normalized(Letters::default());
        assert!(normalized.is_none_or(|n| n <= 100), "{rating:?}");
    }
    blocks(&review.body);
}

/// A text shown on one line.
fn line(text: &str) {
    assert!(text.chars().all(is_safe), "{text:?}");
}

fn blocks(text: &str) -> Prose {
    let prose = prose::parse(text);
    for block in &prose.blocks {
        assert!(block.text.chars().all(|c| c == '\n' || is_safe(c)), "{:?}", block.text);
    }
    prose
}

/// Markdown, and what of it is covered.
pub fn prose(text: &str) {
    let prose = blocks(text);
    for cover in spoiler::shield(&prose, None).covers {
        assert!(cover.from < cover.to);
    }
}

/// Markdown set at a narrow and at a common measure: no word is lost.
pub fn wrap(text: &str) {
    let prose = blocks(text);
    for measure in [12, 66] {
        for block in &prose.blocks {
            let mut end = 0;
            for line in lines(block, Manner::from(measure)) {
                let between = block.text.get(end..line.start).expect("lines follow each other");
                assert!(between.chars().all(char::is_whitespace), "lost: {between:?}");
                assert!(block.text.get(line.start..line.end).is_some());
                end = line.end;
            }
        }
    }
}

/// A filter as it is typed.
pub fn query(text: &str) {
    if let Ok(query) = Query::parse(text, Date::EPOCH) {
        let printed = query.to_string();
        let again = Query::parse(&printed, Date::EPOCH).expect("what is printed is understood");
        assert_eq!(again, query, "{text:?} {printed:?}");
    }
}

/// A rating as a critic writes it.
pub fn rating(text: &str) {
    for rating in [Rating::read(text), Rating::in_prose(text)].into_iter().flatten() {
        assert!(rating.normalized(Letters::default()).is_none_or(|n| n <= 100), "{rating:?}");
    }
}
