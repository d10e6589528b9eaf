//! Finishing: what every draft goes through, whatever its format: sanitized, tagged, titled, told where it came from.

use std::path::{Path, absolute};

use super::{ImportError, Options, inline};
use crate::error::shown;
use crate::review::{Draft, ReadingState, Review, Title, Work};
use crate::text::prose::{self, Block, BlockKind};
use crate::text::sanitize::{self, line};
use crate::text::spoiler;

/// The most characters of a title that is made here.
const TITLE_CHARS: usize = 80;

/// Finishes a draft. An export of our own keeps its origins; any other draft gets the path it was read from.
///
/// # Errors
/// Refuses a draft that says nothing: no text, no title, no work and no rating.
pub(super) fn finish(draft: Draft, path: &Path, options: &Options) -> Result<Draft, ImportError> {
    let mut review = sanitized(draft.review);
    review.keywords.extend(options.tags.iter().map(|tag| line(tag)));
    review.keywords = unique(review.keywords);
    if let Some(work) = &options.work {
        review.work.name = line(work);
    }
    let says_nothing =
        review.body.is_empty() && review.title.text.is_empty() && review.rating.is_none();
    if says_nothing && review.work.name.is_empty() {
        return Err(ImportError::new(path, "no review in it"));
    }
    if let Some(title) = before_flag(&review.title.text) {
        review.title.text = title;
        review.spoilers.get_or_insert_with(|| "its title says so".to_owned());
    }
    if review.title.text.is_empty() {
        review.title = Title::made(made_title(&review, path));
    }
    // An export of our own keeps its titles.
    if draft.state.is_none() && review.title.is_made && gives_away(&review) {
        let work = &review.work.name;
        let bare = if work.is_empty() { file_title(path) } else { work.clone() };
        review.title = Title::made(bare);
    }
    // A path relative to wherever the program ran would say nothing later.
    let is_itself = |origin: &String| Path::new(origin) == path;
    let mut based_on: Vec<_> =
        draft.based_on.iter().filter(|o| !is_itself(o)).map(|o| line(o)).collect();
    if based_on.is_empty() || draft.state.is_none() {
        based_on.extend(origin(path));
    }
    Ok(Draft { review, id: draft.id, state: draft.state.map(sanitized_state), based_on })
}

/// The file's absolute path; standard input has none.
fn origin(path: &Path) -> Option<String> {
    (path != Path::new("-")).then(|| shown(&absolute(path).unwrap_or_else(|_| path.to_owned())))
}

/// The work and the first sentence: `Anora: It begins in a strip club.`
fn made_title(review: &Review, path: &Path) -> String {
    let work = &review.work.name;
    let n_left = TITLE_CHARS.saturating_sub(work.chars().count() + 2);
    match (work.is_empty(), inline::first_sentence(&review.body, n_left.max(TITLE_CHARS / 2))) {
        (true, sentence) if sentence.is_empty() => file_title(path),
        (true, sentence) => sentence,
        (false, sentence) if sentence.is_empty() => work.clone(),
        (false, sentence) => format!("{work}: {sentence}"),
    }
}

/// A title without the flag behind it, if it has one: `Flow, 2024 - ★★★★½ (contains spoilers)`, as Letterboxd sets it.
fn before_flag(title: &str) -> Option<String> {
    let flags = ["(contains spoilers)", "(may contain spoilers)", "[contains spoilers]"];
    let lower = title.to_ascii_lowercase();
    let flag = flags.iter().find(|flag| lower.ends_with(*flag))?;
    title.get(..title.len() - flag.len()).map(|title| title.trim_end().to_owned())
}

/// Whether the text is covered from its first words on, which a title made of them would tell.
fn gives_away(review: &Review) -> bool {
    let prose = prose::parse(&review.body);
    let shield = spoiler::shield(&prose, review.spoilers.as_deref());
    let first =
        |block: &Block| matches!(block.kind, BlockKind::Paragraph) && !block.text.is_empty();
    let opening = prose.blocks.iter().position(first).unwrap_or(0);
    // A notice is a paragraph of its own, and what it covers begins after it.
    (opening..=opening + 1).any(|block| shield.covers_byte(block, 0))
}

/// The file's name without extension; a review that has no words to make a title from still needs one.
fn file_title(path: &Path) -> String {
    let stem =
        path.file_stem().filter(|stem| *stem != "-").map(|stem| line(&stem.to_string_lossy()));
    stem.filter(|stem| !stem.is_empty()).unwrap_or_else(|| "Untitled".to_owned())
}

/// Every text field through the one gate: nothing of a stranger's reaches the library unsanitized.
fn sanitized(review: Review) -> Review {
    let optional = |text: Option<String>| text.map(|t| line(&t)).filter(|t| !t.is_empty());
    let mut rating = review.rating;
    if let Some(rating) = &mut rating {
        rating.notation = line(&rating.notation);
    }
    Review {
        title: Title { text: line(&review.title.text), is_made: review.title.is_made },
        work: sanitized_work(review.work),
        authors: names(review.authors),
        publisher: optional(review.publisher),
        date_published: review.date_published,
        rating,
        description: optional(review.description),
        body: sanitize::body(&review.body).trim_end().trim_start_matches('\n').to_owned(),
        language: optional(review.language),
        url: optional(review.url),
        keywords: names(review.keywords),
        spoilers: optional(review.spoilers),
    }
}

/// What a reader wrote elsewhere, and the words that were highlighted there, through the same gate.
fn sanitized_state(mut state: ReadingState) -> ReadingState {
    for highlight in &mut state.highlights {
        let quote = &mut highlight.anchor.quote;
        for text in [&mut quote.exact, &mut quote.prefix, &mut quote.suffix, &mut highlight.note] {
            *text = sanitize::body(text);
        }
    }
    state
}

fn sanitized_work(work: Work) -> Work {
    Work {
        kind: work.kind,
        name: line(&work.name),
        date_published: work.date_published,
        creators: names(work.creators),
        writers: names(work.writers),
        actors: names(work.actors),
        runtime_minutes: work.runtime_minutes,
        same_as: names(work.same_as),
    }
}

/// Names on one line each; empty ones go.
fn names(names: Vec<String>) -> Vec<String> {
    names.into_iter().map(|name| line(&name)).filter(|name| !name.is_empty()).collect()
}

/// Tags without those that only repeat an earlier one in other letters.
fn unique(tags: Vec<String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    tags.into_iter().filter(|tag| !tag.is_empty() && seen.insert(tag.to_lowercase())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finished(review: Review) -> Result<Review, ImportError> {
        finish(review.into(), Path::new("reviews/anora.txt"), &Options::default())
            .map(|draft| draft.review)
    }

    #[test]
    fn a_title_that_says_so_covers_the_text() {
        let titled = |title: &str| {
            let review = Review {
                title: Title::stated(title),
                body: "She dies.".into(),
                ..Review::default()
            };
            let review = finished(review).unwrap();
            (review.title.text, review.spoilers.is_some())
        };
        let flow = "Flow, 2024 - ★★★★½";
        assert_eq!(titled(&format!("{flow} (contains spoilers)")), (flow.to_owned(), true));
        assert_eq!(titled(&format!("{flow} (Contains Spoilers)")), (flow.to_owned(), true));
        assert_eq!(titled(flow), (flow.to_owned(), false));
        assert_eq!(titled("Flow (no spoilers)"), ("Flow (no spoilers)".to_owned(), false));
        assert_eq!(titled("(contains spoilers)"), ("anora".to_owned(), true));
    }

    #[track_caller]
    fn check_title(work: &str, body: &str, title: &str) {
        let review = Review { work: Work::named(work), body: body.into(), ..Review::default() };
        assert_eq!(finished(review).unwrap().title, Title::made(title));
    }

    #[test]
    fn a_missing_title_is_made_from_work_and_first_sentence() {
        check_title("Anora", "It begins. Then more.", "Anora: It begins.");
        check_title("", "It begins. Then more.", "It begins.");
        check_title("Anora", "", "Anora");
        check_title("", "***", "anora");
        let long = "word ".repeat(60);
        let review = Review { work: Work::named("Anora"), body: long, ..Review::default() };
        let title = finished(review).unwrap().title.text;
        assert!(title.chars().count() <= 80 && title.ends_with("word…"), "{title}");
    }

    #[test]
    fn nothing_of_a_strangers_comes_in_unsanitized() {
        let evil = "a\u{1b}[2Jb".to_owned();
        let review = Review {
            title: Title::stated(&*evil),
            work: Work {
                actors: vec![evil.clone(), "\u{7}".into()],
                same_as: vec![evil.clone()],
                ..Work::named(&*evil)
            },
            authors: vec![evil.clone()],
            publisher: Some("\u{1b}".into()),
            rating: Some(crate::rating::Rating {
                notation: evil.clone(),
                mark: crate::rating::Mark::Unknown,
            }),
            description: Some(evil.clone()),
            body: evil.clone(),
            keywords: vec![evil.clone()],
            spoilers: Some(evil),
            ..Review::default()
        };
        let clean = finished(review).unwrap();
        assert!(!format!("{clean:?}").contains("\\u{"), "{clean:?}");
        assert_eq!(clean.publisher, None);
        assert_eq!(clean.work.actors.len(), 1);
    }

    #[test]
    fn tags_are_trimmed_and_each_stands_once() {
        let review = Review {
            body: "Words.".into(),
            keywords: [" Drama", "drama", "", "noir "].map(str::to_owned).to_vec(),
            ..Review::default()
        };
        assert_eq!(finished(review).unwrap().keywords, ["Drama", "noir"]);
    }

    #[test]
    fn a_draft_that_says_nothing_is_refused() {
        assert_eq!(
            finished(Review::default()).unwrap_err().to_string(),
            "reviews/anora.txt: no review in it"
        );
    }
}
