//! Markdown with front matter: for Hugo, Jekyll, Obsidian, an editor, and for importing back the same.

use super::yaml::Yaml;
use crate::rating::{Mark, Rating};
use crate::review::{ReadingState, Record, Work};
use crate::schema::loose::Object;
use crate::schema::{highlight_to_json, mark_to_json};

/// A record as Markdown. The order of the keys is fixed; what is not known is left out. Where it came from is not written:
/// imported back, a file comes from itself.
pub fn write(record: &Record) -> String {
    let review = &record.review;
    let mut yaml = Yaml::default();
    yaml.text("title", &review.title.text);
    yaml.text("description", review.description.as_deref().unwrap_or_default());
    match review.authors.as_slice() {
        [author] => yaml.text("author", author),
        authors => yaml.list("authors", authors),
    }
    yaml.text("publisher", review.publisher.as_deref().unwrap_or_default());
    if let Some(date) = review.date_published {
        yaml.raw("date", &date.to_string());
    }
    if let Some(rating) = &review.rating {
        write_rating(&mut yaml, rating);
    }
    yaml.text("lang", review.language.as_deref().unwrap_or_default());
    yaml.text("url", review.url.as_deref().unwrap_or_default());
    yaml.list("tags", &review.keywords);
    if review.work != Work::default() {
        yaml.map("work", |yaml| write_work(yaml, &review.work));
    }
    yaml.text("spoilers", review.spoilers.as_deref().unwrap_or_default());
    yaml.text("id", record.id.as_str());
    if review.title.is_made {
        yaml.raw("made_title", "true");
    }
    yaml.map("reading", |yaml| write_state(yaml, &record.state));
    format!("---\n{}---\n\n{}\n", yaml.into_text(), review.body)
}

/// A rating in its own notation, which says all; with its parts where reading the notation again would not give them.
fn write_rating(yaml: &mut Yaml, rating: &Rating) {
    if Rating::read(&rating.notation).as_ref() == Some(rating) || rating.mark == Mark::Unknown {
        return yaml.text("rating", &rating.notation);
    }
    yaml.map("rating", |yaml| {
        yaml.text("notation", &rating.notation);
        match rating.mark {
            Mark::Points { value, best, is_inferred } => {
                yaml.raw("value", &value.to_string());
                if let Some(best) = best {
                    yaml.raw("best", &best.to_string());
                }
                if is_inferred {
                    yaml.raw("inferred", "true");
                }
            }
            Mark::Word(normalized) => yaml.raw("normalized", &normalized.to_string()),
            Mark::Letter(_) | Mark::Unknown => {}
        }
    });
}

fn write_work(yaml: &mut Yaml, work: &Work) {
    yaml.text("type", work.kind.schema_type());
    yaml.text("name", &work.name);
    if let Some(date) = work.date_published {
        yaml.raw("date", &date.to_string());
    }
    yaml.list(work.kind.creator_property(), &work.creators);
    yaml.list("writers", &work.writers);
    yaml.list("actors", &work.actors);
    if let Some(minutes) = work.runtime_minutes {
        yaml.raw("runtime", &minutes.to_string());
    }
    yaml.list("sameAs", &work.same_as);
}

fn write_state(yaml: &mut Yaml, state: &ReadingState) {
    yaml.raw("read", &state.flags.read.to_string());
    yaml.raw("starred", &state.flags.starred.to_string());
    yaml.raw("seen", &state.flags.seen.to_string());
    yaml.raw("progress", &state.progress.to_string());
    yaml.raw("place", &format!("[{}, {}]", state.place.block, state.place.grapheme));
    if let Some(read_at) = state.read_at {
        yaml.raw("read_at", &read_at.to_string());
    }
    if let Some(from) = state.covered_from {
        yaml.raw("covered_from", &format!("[{}, {}]", from.block, from.grapheme));
    }
    let highlights: Vec<Object> = state.highlights.iter().map(highlight_to_json).collect();
    yaml.maps("highlights", &highlights);
    let marks: Vec<Object> = state.marked.iter().map(mark_to_json).collect();
    yaml.maps("marks", &marks);
}

/// A file name for a review: its title in lower case, and its id, which makes it unique. Safe on every system: letters,
/// digits and hyphens only, 100 bytes at most.
pub fn markdown_file_name(record: &Record) -> String {
    format!("{}.md", file_stem(record))
}

/// The file name without its extension.
pub(super) fn file_stem(record: &Record) -> String {
    let mut stem = String::new();
    let letters = record
        .review
        .title
        .text
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|c| !matches!(c, '\'' | '’'));
    for c in letters {
        if stem.len() + c.len_utf8() > STEM_BYTES {
            break;
        }
        match c {
            c if c.is_alphanumeric() => stem.push(c),
            _ if stem.is_empty() || stem.ends_with('-') => {}
            _ => stem.push('-'),
        }
    }
    let stem = stem.trim_end_matches('-');
    if stem.is_empty() { record.id.to_string() } else { format!("{stem}-{}", record.id) }
}

/// Leaves room for the longest id (26), a hyphen and an extension.
const STEM_BYTES: usize = 66;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::import::{Format, Options, Source, read_source};
    use crate::review::{
        Anchor, Colour, Draft, Flags, Highlight, HighlightId, MarkName, MarkedPlace, Passage,
        Place, Quote, Review, ReviewId, Title, WorkKind,
    };
    use crate::schema::arbitrary;

    proptest! {
        #[test]
        fn what_is_exported_imports_back_the_same(record in arbitrary::record()) {
            let text = write(&record);
            let options = Options { format: Format::named("markdown"), ..Options::default() };
            let rows = read_source(&Source { path: "-".into(), text: text.clone() }, &options);
            let wanted = Draft { based_on: Vec::new(), ..arbitrary::draft_of(record) };
            prop_assert_eq!(rows, vec![Ok(wanted)], "{}", text);
        }

        #[test]
        fn a_file_name_is_safe_whatever_the_title(title in ".{0,200}") {
            let name = markdown_file_name(&Record { review: Review { title: Title::stated(title), ..Review::default() }, ..record() });
            prop_assert!(name.len() <= 100 && name.ends_with("k3f9.md"), "{}", name);
            prop_assert!(name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.')), "{}", name);
            prop_assert!(!name.starts_with(['-', '.']));
        }
    }

    fn record() -> Record {
        Record {
            id: ReviewId::new("k3f9").unwrap(),
            review: Review::default(),
            state: ReadingState::default(),
            based_on: Vec::new(),
        }
    }

    fn mark(letter: char) -> MarkedPlace {
        let place = Place { block: 12, grapheme: 8 };
        MarkedPlace { name: MarkName::new(letter).unwrap(), place }
    }

    #[test]
    fn keys_stand_in_a_fixed_order_and_read_well() {
        let record = Record {
            review: Review {
                title: Title::made("Anora: It begins."),
                work: Work {
                    kind: WorkKind::Movie,
                    date_published: "2024-10-18".parse().ok(),
                    creators: vec!["Sean Baker".into()],
                    actors: vec!["Mikey Madison".into()],
                    runtime_minutes: Some(139),
                    same_as: vec!["https://www.imdb.com/title/tt28607951/".into()],
                    ..Work::named("Anora")
                },
                authors: vec!["Ines Vale".into()],
                publisher: Some("Lantern".into()),
                date_published: "2024-11-02".parse().ok(),
                rating: Rating::read("9/10"),
                description: Some("No Cinderella".into()),
                body: "It begins. Then more.".into(),
                language: Some("en".into()),
                url: Some("https://lantern.example/anora".into()),
                keywords: vec!["drama".into()],
                spoilers: Some("marked as a spoiler at its source".into()),
            },
            state: ReadingState {
                flags: Flags { read: true, ..Flags::default() },
                place: Place { block: 12, grapheme: 88 },
                progress: 0.41,
                read_at: "2024-11-03T10:00:00Z".parse().ok(),
                covered_from: Some(Place { block: 3, grapheme: 0 }),
                highlights: vec![Highlight {
                    id: HighlightId::new("q8d2").unwrap(),
                    colour: Colour::Green,
                    anchor: Anchor {
                        passage: Some(Passage {
                            from: Place { block: 0, grapheme: 0 },
                            to: Place { block: 0, grapheme: 10 },
                        }),
                        quote: Quote {
                            exact: "It begins.".into(),
                            prefix: String::new(),
                            suffix: " Then more.".into(),
                        },
                    },
                    note: "Does it?\nYes.".into(),
                    created: "2024-11-03T10:00:00Z".parse().unwrap(),
                    modified: "2024-11-04T10:00:00Z".parse().unwrap(),
                }],
                marked: vec![mark('b')],
            },
            ..record()
        };
        let wanted = "---\ntitle: \"Anora: It begins.\"\ndescription: No Cinderella\nauthor: Ines Vale\npublisher: Lantern\n\
            date: 2024-11-02\nrating: 9/10\nlang: en\nurl: https://lantern.example/anora\ntags:\n  - drama\nwork:\n  type: Movie\n  \
            name: Anora\n  date: 2024-10-18\n  director:\n    - Sean Baker\n  actors:\n    - Mikey Madison\n  runtime: 139\n  sameAs:\n    - \
            https://www.imdb.com/title/tt28607951/\nspoilers: marked as a spoiler at its source\nid: k3f9\nmade_title: true\nreading:\n  \
            read: true\n  starred: false\n  seen: false\n  progress: 0.41\n  place: [12, 88]\n  read_at: 2024-11-03T10:00:00Z\n  covered_from: [3, 0]\n  highlights:\n    - identifier: q8d2\n      \
            color: green\n      exact: It begins.\n      suffix: \" Then more.\"\n      note: \"Does it?\\nYes.\"\n      position: \
            [[0, 0], [0, 10]]\n      created: \"2024-11-03T10:00:00Z\"\n      modified: \"2024-11-04T10:00:00Z\"\n  marks:\n    - name: b\n      position: [12, 8]\n---\n\n\
            It begins. Then more.\n";
        assert_eq!(write(&record), wanted);
    }

    #[test]
    fn file_names_are_made_of_the_title_and_the_id() {
        let name = |title: &str| {
            markdown_file_name(&Record {
                review: Review { title: Title::stated(title), ..Review::default() },
                ..record()
            })
        };
        assert_eq!(name("Anora: It's a Cinderella story?"), "anora-its-a-cinderella-story-k3f9.md");
        assert_eq!(name("../../etc/passwd"), "etc-passwd-k3f9.md");
        assert_eq!(name("日本語"), "日本語-k3f9.md");
        assert_eq!(name("★★★"), "k3f9.md");
    }
}
