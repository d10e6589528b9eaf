//! Headers of mail and of news: what stands above a review that was posted to a group.

use crate::review::{Review, Title};

use super::label::{self, Fact};
use super::names;

/// Headers that a letter may begin with. Two of them make one.
#[rustfmt::skip]
const HEADERS: [&str; 24] = [
    "from", "newsgroups", "subject", "date", "message-id", "organization", "lines", "reply-to", "followup-to", "sender", "path", "references",
    "keywords", "summary", "approved", "distribution", "nntp-posting-host", "x-newsreader", "xref", "originator", "mime-version", "content-type", "to", "expires",
];

/// The text below the headers, which are read; the whole text if there are none.
pub(super) fn below_headers<'a>(review: &mut Review, text: &'a str) -> &'a str {
    let mut rest = text.trim_start_matches(['\u{feff}', '\n', '\r', ' ']);
    let mut headers: Vec<(String, String)> = Vec::new();
    while let Some((line, below)) = rest.split_once('\n') {
        let line = line.trim_end();
        let n_above = headers.len();
        match (line.split_once(':'), headers.last_mut()) {
            (_, Some(last)) if line.starts_with([' ', '\t']) && !line.trim().is_empty() => {
                last.1.push(' ');
                last.1.push_str(line.trim());
            }
            (Some((key, value)), _) if is_header(key, n_above) => {
                headers.push((key.to_lowercase(), value.trim().to_owned()));
            }
            _ => break,
        }
        rest = below;
    }
    let is_letter =
        headers.len() >= 2 && headers.iter().any(|(key, _)| key == "from" || key == "subject");
    if !is_letter {
        return text;
    }
    for (key, value) in &headers {
        read(review, key, value);
    }
    rest
}

/// Whether a line's beginning is a header: one of the known, or, among them, any word of letters and hyphens.
fn is_header(key: &str, n_above: usize) -> bool {
    let is_word = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    HEADERS.contains(&key.to_lowercase().as_str()) || (n_above >= 2 && is_word)
}

fn read(review: &mut Review, key: &str, value: &str) {
    match key {
        "from" => {
            if let Some(name) = sender(value) {
                review.authors = vec![name];
            }
        }
        "subject" => {
            let mut subject = value;
            while let Some(rest) = subject
                .get(..3)
                .filter(|start| start.eq_ignore_ascii_case("re:"))
                .and_then(|_| subject.get(3..))
            {
                subject = rest.trim_start();
            }
            if !subject.is_empty() {
                review.title = Title::stated(subject);
            }
        }
        "date" => label::learn(review, Fact::Published, value),
        _ => {}
    }
}

/// The name in `Ann Lee <ann@example.org>` or `ann@example.org (Ann Lee)`.
fn sender(value: &str) -> Option<String> {
    let name = match value.split_once('<') {
        Some((name, _)) => name,
        None => value.split_once('(').map_or(value, |(_, inside)| inside.trim_end_matches(')')),
    };
    let name = name.trim().trim_matches('"').trim();
    names::is_name(name).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_and_leave_the_text() {
        let text = "From: ann@example.org (Ann Lee)\r\nNewsgroups: rec.arts\r\nSubject: Re: REVIEW: Rain (1999)\r\n\
                    Date: 12 Oct 1999 10:00:00 GMT\r\nX-Trace: 1\r\n\r\nRain falls.\r\n";
        let mut review = Review::default();
        assert_eq!(below_headers(&mut review, text).trim(), "Rain falls.");
        assert_eq!(review.authors, ["Ann Lee"]);
        assert_eq!(review.title, Title::stated("REVIEW: Rain (1999)"));
        assert_eq!(review.date_published.unwrap().to_string(), "1999-10-12");
    }

    #[test]
    fn a_line_with_a_colon_is_no_letter() {
        for text in ["From: nowhere\n\nRain falls.", "Date: a film about dates\nRain\n", ""] {
            assert_eq!(below_headers(&mut Review::default(), text), text);
        }
    }
}
