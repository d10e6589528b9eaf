//! Highlights and notes as Markdown and as JSON, each with whose words they are; what is covered is named, not shown.

use serde_json::{Map, Value};

use super::citation::attribution;
use crate::review::{Highlight, Record};
use crate::schema::{Facts, highlight_to_json, review_to_json};
use crate::text::prose::{BlockKind, Prose};
use crate::text::spoiler::{Shield, VEIL};

/// The highlights of a review as a section of Markdown: a heading, whose words they are, and each as a quotation with
/// its colour, its paragraph and its note.
pub fn markdown(record: &Record, prose: &Prose, shield: &Shield) -> String {
    let review = &record.review;
    let mut text = format!("## {}\n\n{}\n", escaped(&review.title.text), attribution(review));
    for highlight in &record.state.highlights {
        let quote = quoted(highlight, prose, shield);
        let lines: Vec<String> = quote
            .lines()
            .map(|line| format!("> {}", escaped(line)).trim_end().to_owned())
            .collect();
        text.extend(["\n", &lines.join("\n"), "\n\n*", &place(highlight, prose), "*\n"]);
        if highlight.has_note() {
            text.extend(["\n", &highlight.note, "\n"]);
        }
    }
    text
}

/// The highlights of a review as objects in the words of the exports, each with the review it is from.
pub fn json(record: &Record, prose: &Prose, shield: &Shield) -> Vec<Value> {
    let mut review = review_to_json(record, &Facts::default());
    if let Some(fields) = review.as_object_mut() {
        fields.remove("readingState");
    }
    let object = |highlight: &Highlight| {
        let mut object: Map<String, Value> = highlight_to_json(highlight);
        let quote = quoted(highlight, prose, shield);
        // What stands about a passage may be covered where the passage is not.
        if !shield.covers.is_empty() {
            object.remove("prefix");
            object.remove("suffix");
        }
        object.insert("exact".to_owned(), Value::from(quote));
        if let Some(number) = paragraph(highlight, prose) {
            object.insert("paragraph".to_owned(), Value::from(number));
        }
        object.insert("review".to_owned(), review.clone());
        Value::from(object)
    };
    record.state.highlights.iter().map(object).collect()
}

/// The words of a highlight as they may leave the library. Of words that are gone from the text nobody can say whether
/// they would be covered, so in a text with spoilers they are.
fn quoted(highlight: &Highlight, prose: &Prose, shield: &Shield) -> String {
    match highlight.anchor.passage {
        Some(passage) => shield.veiled(prose, prose.byte(passage.from), prose.byte(passage.to)),
        None if shield.covers.is_empty() => highlight.anchor.quote.exact.clone(),
        None => VEIL.to_owned(),
    }
}

/// `green, ¶ 3`.
fn place(highlight: &Highlight, prose: &Prose) -> String {
    match paragraph(highlight, prose) {
        Some(number) => format!("{}, ¶ {number}", highlight.colour),
        None => format!("{}, no longer in the text", highlight.colour),
    }
}

/// The number of the paragraph in which a highlight begins, from 1, headings and captions not counted.
fn paragraph(highlight: &Highlight, prose: &Prose) -> Option<usize> {
    let block = highlight.anchor.passage?.from.block as usize;
    let before = prose.blocks.iter().take(block);
    let is_counted = |kind: BlockKind| {
        !matches!(kind, BlockKind::Heading(_) | BlockKind::Caption | BlockKind::Rule)
    };
    Some(before.filter(|block| is_counted(block.kind)).count() + 1)
}

/// Plain words as Markdown that shows them as they are.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let opens = at == 0 && matches!(c, '#' | '-' | '+' | '>' | '=' | '~');
        if opens || matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::{
        Anchor, Colour, HighlightId, Quote, ReadingState, Review, ReviewId, Title, Work,
    };
    use crate::text::{anchor, prose, spoiler};

    fn record(words: &[(&str, &str)]) -> Record {
        let body = "# Head\n\nA *ferry* leaves.\n\nShe said ||he dies|| and left.";
        let prose = prose::parse(body);
        let highlights = words.iter().map(|(words, note)| {
            let quote = Quote { exact: (*words).into(), ..Quote::default() };
            Highlight {
                id: HighlightId::new("k3f9").unwrap(),
                colour: Colour::Green,
                anchor: anchor::reattached(&prose, &Anchor { passage: None, quote }),
                note: (*note).into(),
                created: jiff::Timestamp::UNIX_EPOCH,
                modified: jiff::Timestamp::UNIX_EPOCH,
            }
        });
        Record {
            id: ReviewId::new("abcd").unwrap(),
            state: ReadingState { highlights: highlights.collect(), ..ReadingState::default() },
            review: Review {
                title: Title::stated("The *last* ferry"),
                authors: vec!["Ann Vale".into()],
                work: Work::named("Harbor"),
                body: body.into(),
                ..Review::default()
            },
            based_on: Vec::new(),
        }
    }

    #[track_caller]
    fn check(words: &[(&str, &str)], is_shielded: bool, expected: &str) {
        let record = record(words);
        let prose = prose::parse(&record.review.body);
        let shield = if is_shielded { spoiler::shield(&prose, None) } else { Shield::default() };
        let head = "## The \\*last\\* ferry\n\n— Ann Vale, “The *last* ferry”\n";
        assert_eq!(markdown(&record, &prose, &shield), format!("{head}{expected}"));
    }

    #[test]
    fn a_highlight_is_quoted_with_its_place_and_its_note() {
        let one = "\n> A ferry leaves.\n\n*green, ¶ 1*\n\nWhy?\nBecause.\n";
        check(&[("A ferry leaves.", "Why?\nBecause.")], true, one);
    }

    #[test]
    fn covered_words_are_named_and_orphans_of_a_text_with_spoilers_too() {
        let words = [("She said he dies and left", ""), ("Gone from the text.", "")];
        let covered = "\n> She said \\[spoiler\\] and left\n\n*green, ¶ 2*\n\n> \\[spoiler\\]\n\n*green, no longer in the text*\n";
        check(&words, true, covered);
        let bare = "\n> She said he dies and left\n\n*green, ¶ 2*\n\n> Gone from the text.\n\n*green, no longer in the text*\n";
        check(&words, false, bare);
    }

    #[test]
    fn an_object_has_the_highlight_and_its_review_and_nothing_covered() {
        let record = record(&[("A ferry leaves.", "Why?"), ("said he dies and", "")]);
        let prose = prose::parse(&record.review.body);
        let all = json(&record, &prose, &spoiler::shield(&prose, None));
        assert_eq!(all[0]["exact"], "A ferry leaves.");
        assert_eq!((&all[0]["note"], &all[0]["paragraph"]), (&"Why?".into(), &1.into()));
        assert_eq!(all[0]["review"]["author"][0]["name"], "Ann Vale");
        assert_eq!(all[1]["exact"], "said [spoiler] and");
        assert!(!serde_json::to_string(&all).unwrap().contains("dies"), "{all:?}");
    }
}
