//! Markdown with front matter, as Hugo, Jekyll, Astro, Obsidian and our own exports write it.

mod body;
mod front;

use std::path::Path;

use super::fields::Fields;
use super::{ImportError, Rows, Source, inline};
use crate::date::Date;
use crate::review::{Draft, Title};
use crate::schema::loose::Object;
use front::Front;

/// Whether a text is Markdown: front matter, or a heading to begin with.
pub(super) fn is_markdown(text: &str) -> bool {
    front::split(text).is_some() || text.trim_start().starts_with("# ")
}

/// Reads one review from a Markdown file, and what it states that is left out. Without front matter it is a text with,
/// perhaps, a heading. Front matter that cannot be read is an error with its line.
pub(super) fn read(source: &Source) -> Rows {
    let bare = |text: &str| headed(Draft::default(), text, &source.path);
    let error = |reason: String| ImportError::new(&source.path, reason);
    let Some(front) = front::split(&source.text) else { return vec![Ok(bare(&source.text))] };
    match front.parse() {
        Ok(Some(object)) if Fields::of(&object).is_own() => {
            vec![Ok(verbatim(Fields::of(&object).draft(), &front))]
        }
        Ok(Some(object)) => {
            let (draft, left_out) = interpreted(object, &front, &source.path);
            let notes = left_out.into_iter().map(|reason| Err(error(reason).noted()));
            std::iter::once(Ok(draft)).chain(notes).collect()
        }
        // Words between two rules are no front matter.
        Ok(None) => vec![Ok(bare(&source.text))],
        // The text is worth having where what stands above it is made to overwhelm.
        Err(bad) if bad.is_too_much => {
            let reason = format!("front matter left out: {}", bad.reason);
            vec![Ok(bare(front.body)), Err(error(reason).because_of(bad.line).noted())]
        }
        Err(bad) => {
            vec![Err(error(format!("front matter: {}", bad.reason)).because_of(bad.line))]
        }
    }
}

/// An export of our own: its body is taken as it stands.
fn verbatim(mut draft: Draft, front: &Front<'_>) -> Draft {
    front.body.trim_end().trim_start_matches('\n').clone_into(&mut draft.review.body);
    draft
}

/// A file of someone else's, with front matter, and what of that is left out.
fn interpreted(object: Object, front: &Front<'_>, path: &Path) -> (Draft, Vec<String>) {
    let object = body::unlinked(object);
    let fields = Fields::of(&object);
    let mut draft = headed(fields.draft(), front.body, path);
    let review = &mut draft.review;
    // In a log of what was read or seen, a page about a work has the work's name for a title.
    if review.title.text.is_empty() && fields.has_nested_work() && !review.work.name.is_empty() {
        review.title = Title::stated(review.work.name.clone());
    }
    let left_out = fields.unread(&draft.review);
    (draft, left_out)
}

/// A file of someone else's: the first heading is the title where no other is stated, and does not stand twice; the file's
/// name may tell the date.
fn headed(mut draft: Draft, text: &str, path: &Path) -> Draft {
    let review = &mut draft.review;
    let text = body::cleaned(text);
    review.body = match body::split_heading(&text) {
        Some((heading, rest)) if review.title.text.is_empty() => {
            review.title = Title::stated(inline::plain(heading));
            rest
        }
        Some((heading, rest)) if is_same(&inline::plain(heading), &review.title.text) => rest,
        _ => text,
    };
    review.date_published = review.date_published.or_else(|| date_of_name(path));
    draft
}

fn is_same(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    letters(a) == letters(b)
}

/// The date in a Jekyll post's file name: `2016-8-3-a-title.md`.
fn date_of_name(path: &Path) -> Option<Date> {
    let stem = path.file_stem()?.to_str()?;
    let mut parts = stem.splitn(4, ['-', '_', ' ']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    format!("{year}-{month}-{day}").parse().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn draft(path: &str, text: &str) -> Draft {
        read(&Source { path: path.into(), text: text.to_owned() }).remove(0).unwrap()
    }

    #[track_caller]
    fn check(text: &str, title: &str, body: &str) {
        let review = draft("a.md", text).review;
        assert_eq!((review.title.text.as_str(), review.body.trim()), (title, body), "{text:?}");
    }

    #[test]
    fn a_heading_is_the_title_where_no_other_is_stated() {
        check("# A *title*\n\nWords.", "A title", "Words.");
        check("A title\n=======\n\nWords.", "A title", "Words.");
        check("---\ntitle: Other\n---\n# A title\n\nWords.", "Other", "# A title\n\nWords.");
        check("---\ntitle: A title\n---\n\n# A Title!\n\nWords.", "A title", "Words.");
        check("Words.\n\n# Later\n\nMore.", "", "Words.\n\n# Later\n\nMore.");
        check("Words only.", "", "Words only.");
    }

    #[test]
    fn a_nested_works_name_is_the_title_where_nothing_else_is() {
        check("---\nlayout: review\nbook:\n  title: Ash\n---\nWords.", "Ash", "Words.");
        check("---\nbook: Ash\n---\nWords.", "", "Words.");
    }

    #[test]
    fn a_file_name_may_tell_the_date() {
        let date = |path: &str| draft(path, "Words.").review.date_published.map(|d| d.to_string());
        assert_eq!(date("_posts/2016-8-3-Kabali.md").as_deref(), Some("2016-08-03"));
        assert_eq!(date("2016-08-03.md").as_deref(), Some("2016-08-03"));
        assert_eq!(date("2001-a-space-odyssey.md"), None);
        let dated = draft("2016-8-3-a.md", "---\ndate: 2020-01-02\n---\nWords.");
        assert_eq!(dated.review.date_published, "2020-01-02".parse().ok());
    }

    #[test]
    fn rules_around_words_are_not_front_matter() {
        check("---\n\nJust words.\n\n---\n\nMore.", "", "---\n\nJust words.\n\n---\n\nMore.");
        check("---\ntitle: never closed\n\nBody.", "", "---\ntitle: never closed\n\nBody.");
    }

    #[track_caller]
    fn check_notes(front: &str, wanted: &[&str]) {
        let text = format!("---\n{front}\n---\nWords.");
        let rows = read(&Source { path: "a.md".into(), text });
        assert_eq!(rows[0].as_ref().unwrap().review.body, "Words.", "{front}");
        let notes = rows[1..].iter().map(|row| row.as_ref().unwrap_err());
        let told: Vec<&str> = notes.map(|note| note.reason.as_str()).collect();
        assert_eq!(told, wanted, "{front}");
    }

    #[test]
    fn what_is_stated_and_cannot_be_is_left_out_and_told() {
        check_notes(
            "title: A\ndate: 2020-02-30",
            &["came in without its date, for \"2020-02-30\" is none"],
        );
        check_notes(
            "title: A\nrating: .nan",
            &["came in without its rating, for \".nan\" is none"],
        );
        check_notes("title: A\nrating: 4\ndate: 2020-02-03", &[]);
        let ten = |name: &str| format!("[{}]", [name; 10].join(","));
        let rows = ["b", "c", "d", "e", "f", "g"].iter().zip(["*a", "*b", "*c", "*d", "*e", "*f"]);
        let rows: Vec<String> =
            rows.map(|(name, of)| format!("{name}: &{name} {}", ten(of))).collect();
        check_notes(
            &format!("a: &a {}\n{}", ten("x"), rows.join("\n")),
            &["front matter left out: it unfolds to too much"],
        );
    }

    #[track_caller]
    fn check_error(text: &str, line: usize) {
        let source = Source { path: "a.md".into(), text: text.to_owned() };
        let error = read(&source).remove(0).unwrap_err();
        assert_eq!(error.line, Some(line), "{error}");
        assert!(error.reason.starts_with("front matter: "), "{error}");
        assert!(!error.reason.contains('\n') && error.reason.len() < 200, "{error}");
    }

    #[test]
    fn bad_front_matter_says_which_line() {
        check_error("---\ntitle: A\nbad: [1, 2\n---\nWords.", 3);
        check_error("---\ntitle: One: Two\n---\nWords.", 2);
        check_error("+++\ntitle = 'A'\nbad = = 1\n+++\nWords.", 3);
        check_error("{\n\"title\": \"A\",\n}\nWords.", 3);
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "(---|\\+\\+\\+|\\{)?\n?[-a-z:\"'\\[\\]{}&*!|>%#@,=+\n \t]{0,80}(\n---\n)?.{0,20}") {
            let _ = read(&Source { path: "a.md".into(), text });
        }
    }
}
