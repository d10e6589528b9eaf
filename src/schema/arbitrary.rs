//! Reviews at random, as a library may hold them: texts are trimmed and clean, lists have no empty names.

use jiff::Timestamp;
use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;

use crate::date::Date;
use crate::rating::{Mark, Rating};
use crate::review::{
    Anchor, Colour, Draft, Flags, Highlight, HighlightId, MarkName, MarkedPlace, Passage, Place,
    Quote, ReadingState, Record, Review, ReviewId, Title, Work, WorkKind,
};
use crate::text::sanitize;

/// One line that begins and ends with a visible character, with all that YAML and JSON find special.
pub(crate) fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9é★“”'\"#:@&*!|>%`{}\\[\\],?.=~/\\\\_-]{1,6}( [a-zA-Z0-9é★½“”'\"#:@&*!|>%`{}\\[\\],?.=~/\\\\_-]{1,8}){0,5}",
        prop::sample::select(vec![
            "true",
            "No",
            "null",
            "~",
            "1984",
            "3.5",
            "0x1F",
            "1_000",
            "- a",
            "a: b",
            "a #b",
            "---",
            "...",
            "+++",
            "2024-10-18",
            "'",
            "\"",
            "[[Anora]]",
            "[]",
            "{}",
            "1e3",
            "007",
            ".inf",
            "<<",
            "=",
            "日本語",
            "12:30:45",
            "on",
            "!tag",
            "&a",
            "*a",
            "? x",
            "%x",
            "@x",
        ])
        .prop_map(str::to_owned),
    ]
}

fn body() -> impl Strategy<Value = String> {
    let block = prop_oneof![
        line(),
        Just("# Heading".to_owned()),
        Just("---".to_owned()),
        Just("![[embed]]".to_owned()),
        Just("<script>alert(1)</script>".to_owned()),
        Just("```\n<iframe>\n```".to_owned()),
        Just("> quoted\n> twice".to_owned()),
    ];
    vec(block, 0..6).prop_map(|blocks| blocks.join("\n\n"))
}

pub(crate) fn rating() -> impl Strategy<Value = Rating> {
    let notations = [
        "9/10",
        "3.5/4",
        "5.5/5",
        "85",
        "B+",
        "F",
        "C-",
        "A",
        "thumbs up",
        "R",
        "T",
        "★★★½",
        "3 1/2",
    ];
    let read = prop::sample::select(notations.to_vec()).prop_filter_map("not read", Rating::read);
    let on_scale =
        (0u16..1000, prop::sample::select(vec![4.0, 5.0, 10.0, 100.0]), any::<bool>(), line())
            .prop_map(|(quarters, best, is_inferred, notation)| Rating {
                notation,
                mark: Mark::Points {
                    value: f64::from(quarters) / 4.0,
                    best: Some(best),
                    is_inferred,
                },
            });
    prop_oneof![read, on_scale]
}

fn date() -> impl Strategy<Value = Date> {
    (1000i16..9999, 1u8..=12, 1u8..=28, 0u8..3).prop_filter_map(
        "a date",
        |(year, month, day, precision)| match precision {
            0 => Date::year_only(year),
            1 => Date::month(year, month),
            _ => Date::day(year, month, day),
        },
    )
}

fn work() -> impl Strategy<Value = Work> {
    let kind = prop::sample::select(WorkKind::TABLE.map(|row| row.0).to_vec());
    let people = || vec(line(), 0..3);
    let address = || "https://[a-z]{1,8}\\.example/[a-z0-9/?=#-]{0,9}";
    (
        kind,
        of(line()),
        of(date()),
        people(),
        people(),
        people(),
        of(1u16..600),
        vec(address(), 0..3),
    )
        .prop_map(
            |(kind, name, date_published, creators, writers, actors, runtime_minutes, same_as)| {
                Work {
                    kind,
                    name: name.unwrap_or_default(),
                    date_published,
                    creators,
                    writers,
                    actors,
                    runtime_minutes,
                    same_as,
                }
            },
        )
}

fn review() -> impl Strategy<Value = Review> {
    let words = (line(), any::<bool>(), vec(line(), 0..3), of(line()), of(line()), body());
    let facts = (
        of(date()),
        of(rating()),
        of(prop::sample::select(vec!["en", "pt-BR", "de", "no"])),
        of("https://[a-z]{1,8}\\.example/[a-z0-9/?=-]{0,9}"),
        proptest::collection::btree_set("[a-z0-9é:-]{1,6}( [a-z#]{1,6})?", 0..4),
        of(line()),
    );
    (words, work(), facts).prop_map(
        |((title, is_made, authors, publisher, description, body), work, facts)| {
            let (date_published, rating, language, url, keywords, spoilers) = facts;
            Review {
                title: Title { text: title, is_made },
                work,
                authors,
                publisher,
                date_published,
                rating,
                description,
                body,
                language: language.map(str::to_owned),
                url,
                keywords: keywords.into_iter().collect(),
                spoilers,
            }
        },
    )
}

fn highlight() -> impl Strategy<Value = Highlight> {
    let times = (0i64..4_000_000_000_000, 0i64..4_000_000_000_000);
    let words = ("\\PC{0,9}[a-z]", "\\PC{0,9}", "[ a-zé\n\"]{0,9}", vec(line(), 0..3));
    let place = (0u32..9, 0u32..99, 1u32..99);
    ("[0-9a-z]{4,10}", 1usize..=4, words, of(place), times).prop_filter_map(
        "an id",
        |(id, colour, (exact, prefix, suffix, lines), place, (created, modified))| {
            let passage = place.map(|(block, from, n)| Passage {
                from: Place { block, grapheme: from },
                to: Place { block, grapheme: from + n },
            });
            let clean = |text: String| sanitize::body(&text);
            let quote = Quote { exact: clean(exact), prefix: clean(prefix), suffix: clean(suffix) };
            Some(Highlight {
                id: HighlightId::new(&id)?,
                colour: Colour::numbered(colour)?,
                anchor: Anchor { passage, quote },
                note: lines.join("\n"),
                created: Timestamp::from_millisecond(created).ok()?,
                modified: Timestamp::from_millisecond(modified).ok()?,
            })
        },
    )
}

/// Named places. No capitals, for of each of those a library has one alone.
fn marked() -> impl Strategy<Value = Vec<MarkedPlace>> {
    btree_map("[a-z]", any::<(u32, u32)>(), 0..4).prop_map(|marks| {
        let marks = marks.into_iter().filter_map(|(name, (block, grapheme))| {
            let name = MarkName::named(&name)?;
            Some(MarkedPlace { name, place: Place { block, grapheme } })
        });
        marks.collect()
    })
}

fn state() -> impl Strategy<Value = ReadingState> {
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    let at = of(0i64..4_000_000_000);
    let kept = (vec(highlight(), 0..3), marked(), of(any::<(u32, u32)>()));
    (flags, any::<(u32, u32)>(), 0.0f32..=1.0, at, kept).prop_map(
        |((read, starred, seen), (block, grapheme), progress, seconds, kept)| ReadingState {
            flags: Flags { read, starred, seen },
            place: Place { block, grapheme },
            progress,
            read_at: seconds.and_then(|s| Timestamp::from_second(s).ok()),
            covered_from: kept.2.map(|(block, grapheme)| Place { block, grapheme }),
            highlights: kept.0,
            marked: kept.1,
        },
    )
}

/// A record as a library may hold it.
pub(crate) fn record() -> impl Strategy<Value = Record> {
    ("[0-9a-z]{4,10}", review(), state(), vec("/[a-z]{1,8}\\.md", 0..3)).prop_filter_map(
        "an id",
        |(id, review, state, based_on)| {
            Some(Record { id: ReviewId::new(&id)?, review, state, based_on })
        },
    )
}

/// The draft that a record's export must give.
pub(crate) fn draft_of(record: Record) -> Draft {
    Draft {
        review: record.review,
        id: Some(record.id),
        state: Some(record.state),
        based_on: record.based_on,
    }
}
