//! Words with a look (emphasis, links, spoilers) as `CommonMark` that reads back just so, and as HTML.

use std::ops::Range;

use super::super::commonmark::{escape_part, opening_to_escape};

/// What words look like: a small set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Look {
    /// Bits of [`STYLES`].
    styles: u8,
    /// Which of the targets they link to.
    link: Option<usize>,
    /// Which of the targets is the picture that they describe.
    picture: Option<usize>,
}

impl Look {
    pub(crate) const EMPHASIS: u8 = 1;
    pub(crate) const STRONG: u8 = 2;
    pub(crate) const STRUCK: u8 = 4;
    pub(crate) const RAISED: u8 = 8;
    pub(crate) const SPOILER: u8 = 16;
    pub(crate) const CODE: u8 = 32;

    /// The same, and these styles too.
    pub(crate) fn with(self, styles: u8) -> Self {
        Self { styles: self.styles | styles, ..self }
    }

    /// The same without these styles.
    pub(crate) fn without(self, styles: u8) -> Self {
        Self { styles: self.styles & !styles, ..self }
    }

    /// The same as a link.
    pub(crate) fn linked(self, target: usize) -> Self {
        Self { link: Some(target), ..self }
    }

    /// The same as the words about a picture.
    pub(crate) fn pictured(self, target: usize) -> Self {
        Self { picture: Some(target), styles: self.styles & Self::SPOILER, ..self }
    }

    /// What two looks have in common: what the space between their words has.
    fn common(self, other: Self) -> Self {
        Self {
            styles: self.styles & other.styles,
            link: self.link.filter(|_| self.link == other.link),
            picture: self.picture.filter(|_| self.picture == other.picture),
        }
    }

    fn has(self, wrap: Wrap) -> bool {
        match wrap {
            Wrap::Link => self.link.is_some(),
            Wrap::Picture => self.picture.is_some(),
            Wrap::Style(style) => self.styles & style.bit != 0,
        }
    }
}

/// How a style is written: by a mark on both sides where that is safe, else by tags.
#[derive(Debug)]
struct Style {
    bit: u8,
    mark: &'static str,
    tag: &'static str,
    end: &'static str,
}

/// Every style, those last that stand innermost.
static STYLES: [Style; 6] = [
    Style { bit: Look::SPOILER, mark: "", tag: "<span class=\"spoiler\">", end: "</span>" },
    Style { bit: Look::STRONG, mark: "**", tag: "<strong>", end: "</strong>" },
    Style { bit: Look::EMPHASIS, mark: "*", tag: "<em>", end: "</em>" },
    Style { bit: Look::STRUCK, mark: "~~", tag: "<s>", end: "</s>" },
    Style { bit: Look::RAISED, mark: "", tag: "<sup>", end: "</sup>" },
    Style { bit: Look::CODE, mark: "", tag: "<code>", end: "</code>" },
];

#[derive(Debug, Clone, Copy)]
enum Wrap {
    Link,
    Style(&'static Style),
    Picture,
}

/// What can be put around words, in the order in which it is where two reach equally far.
fn wraps() -> impl Iterator<Item = Wrap> {
    let styles = STYLES.iter().map(Wrap::Style);
    [Wrap::Link].into_iter().chain(styles).chain([Wrap::Picture])
}

/// Words of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    text: String,
    look: Look,
}

/// The words of a block while they come in; `\n` is a line break.
#[derive(Debug, Default)]
pub(crate) struct Words(Vec<Run>);

impl Words {
    /// Adds words; runs of spaces become one, at the ends of a line none.
    pub(crate) fn push(&mut self, text: &str, look: Look) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let is_space = |c: char| c.is_ascii_whitespace();
            let end = rest.find(|next| is_space(next) != is_space(c)).unwrap_or(rest.len());
            let (piece, after) = rest.split_at(end);
            match is_space(c) {
                true if self.ends_with_space() => {}
                true => self.add(" ", look),
                false => self.add(piece, look),
            }
            rest = after;
        }
    }

    /// Breaks the line; tells whether it was broken just before, so that the paragraph ends.
    pub(crate) fn line_break(&mut self) -> bool {
        let is_second = self.0.last().is_some_and(|run| run.text == "\n");
        if !is_second && !self.0.is_empty() {
            self.0.push(Run { text: "\n".to_owned(), look: Look::default() });
        }
        is_second
    }

    /// Whether nothing is in it that anyone would see.
    pub(crate) fn is_blank(&self) -> bool {
        self.0.iter().all(|run| run.text.trim().is_empty())
    }

    fn ends_with_space(&self) -> bool {
        self.0.last().is_none_or(|run| run.text.ends_with([' ', '\n']))
    }

    fn add(&mut self, text: &str, look: Look) {
        match self.0.last_mut().filter(|run| run.look == look && run.text != "\n") {
            Some(run) => run.text.push_str(text),
            None => self.0.push(Run { text: text.to_owned(), look }),
        }
    }

    /// The lines as `CommonMark`, none of them empty.
    pub(crate) fn to_commonmark(&self, targets: &[String]) -> Vec<String> {
        self.lines().map(|runs| self.line(runs, targets, false).written()).collect()
    }

    /// The words as HTML, on one line.
    pub(crate) fn to_html(&self, targets: &[String]) -> String {
        let lines = self.lines().map(|runs| self.line(runs, targets, true).written());
        lines.collect::<Vec<_>>().join("<br>")
    }

    /// A line on its way out. Tildes pair up across the lines of a paragraph.
    fn line<'a>(&self, runs: Vec<Run>, targets: &'a [String], is_html: bool) -> Line<'a> {
        let n_tildes: usize = self.0.iter().map(|run| run.text.matches('~').count()).sum();
        let is_struck = self.0.iter().any(|run| run.look.styles & Look::STRUCK != 0);
        Line { runs, targets, is_html, has_tildes: n_tildes > 1 || is_struck, out: String::new() }
    }

    fn lines(&self) -> impl Iterator<Item = Vec<Run>> {
        let lines = self.0.split(|run| run.text == "\n").map(settled);
        lines.filter(|runs| !runs.is_empty())
    }
}

/// A line's runs: no space at its ends, each space between words with the look that both sides share, equal looks joined.
fn settled(line: &[Run]) -> Vec<Run> {
    let pieces = line.iter().flat_map(|run| {
        let blank = |text: &str| Run { text: text.to_owned(), look: run.look };
        let bare = run.text.trim_start();
        let (before, _) = run.text.split_at(run.text.len() - bare.len());
        let words = bare.trim_end();
        let (_, after) = bare.split_at(words.len());
        [blank(before), blank(words), blank(after)]
    });
    let mut runs: Vec<Run> = Vec::new();
    let mut space = String::new();
    for run in pieces.filter(|run| !run.text.is_empty()) {
        if run.text.trim().is_empty() {
            space.push_str(&run.text);
            continue;
        }
        if let Some(last) = runs.last().map(|last| last.look) {
            join(&mut runs, &space, last.common(run.look));
        }
        space.clear();
        join(&mut runs, &run.text, run.look);
    }
    runs
}

fn join(runs: &mut Vec<Run>, text: &str, look: Look) {
    // A run does not begin with a space, so that what is put around it does not.
    match runs.last_mut().filter(|last| last.look == look && !last.text.trim().is_empty()) {
        Some(last) => last.text.push_str(text),
        None if text.is_empty() => {}
        None => runs.push(Run { text: text.to_owned(), look }),
    }
}

/// A line on its way out.
struct Line<'a> {
    runs: Vec<Run>,
    targets: &'a [String],
    is_html: bool,
    /// Tildes may strike text here, so that those in the words are escaped.
    has_tildes: bool,
    out: String,
}

impl Line<'_> {
    fn written(mut self) -> String {
        self.write(0..self.runs.len(), Look::default());
        self.out
    }

    /// Writes runs that all have a look, which is written around them already.
    fn write(&mut self, range: Range<usize>, around: Look) {
        let mut at = range.start;
        while let Some(run) = self.runs.get(at).filter(|_| at < range.end) {
            let look = run.look;
            let reach = |wrap: &Wrap| self.reach(*wrap, at, range.end);
            // Nothing begins with a space.
            let is_word = !run.text.trim().is_empty();
            let open = wraps().filter(|w| is_word && look.has(*w) && !around.has(*w));
            // The first of those that reach farthest.
            let Some(wrap) = open.reduce(|a, b| if reach(&b) > reach(&a) { b } else { a }) else {
                self.write_text(at);
                at += 1;
                continue;
            };
            let end = reach(&wrap);
            let inner = match wrap {
                Wrap::Link => Look { link: look.link, ..around },
                Wrap::Picture => Look { picture: look.picture, ..around },
                Wrap::Style(style) => around.with(style.bit),
            };
            self.write_wrapped(wrap, at..end, inner, at == range.start);
            at = end;
        }
    }

    /// How far what is put around a run holds.
    fn reach(&self, wrap: Wrap, from: usize, to: usize) -> usize {
        let is_same = |run: &Run| {
            let first = self.runs.get(from).map(|run| run.look).unwrap_or_default();
            match wrap {
                Wrap::Link => run.look.link == first.link,
                Wrap::Picture => run.look.picture == first.picture,
                Wrap::Style(style) => run.look.styles & style.bit != 0,
            }
        };
        let here = self.runs.get(from..to).unwrap_or_default();
        from + here.iter().take_while(|run| is_same(run)).count()
    }

    /// Writes runs with what is put around them; `is_first` where nothing stands before them in what is around that.
    fn write_wrapped(&mut self, wrap: Wrap, range: Range<usize>, inner: Look, is_first: bool) {
        let target = |index: Option<usize>| {
            index.and_then(|index| self.targets.get(index)).map_or("", String::as_str)
        };
        let (open, close) = match wrap {
            Wrap::Style(style) if self.takes_marks(style, &range, inner, is_first) => {
                (style.mark.to_owned(), style.mark.to_owned())
            }
            Wrap::Style(style) => (style.tag.to_owned(), style.end.to_owned()),
            Wrap::Link if self.is_html => {
                (format!("<a href=\"{}\">", html_escaped(target(inner.link))), "</a>".to_owned())
            }
            Wrap::Link => ("[".to_owned(), format!("]({})", destination(target(inner.link)))),
            Wrap::Picture if self.is_html => (String::new(), String::new()),
            Wrap::Picture => {
                ("![".to_owned(), format!("]({})", destination(target(inner.picture))))
            }
        };
        // An exclamation mark before a link would make a picture of it.
        if open == "[" && self.out.ends_with('!') {
            self.out.pop();
            self.out.push_str("\\!");
        }
        self.out.push_str(&open);
        self.write(range, inner);
        self.out.push_str(&close);
    }

    /// Whether marks around these runs are sure to be read as marks, not as text nor the other way round: they stand
    /// between spaces and words, or between words and signs, and beside no other mark that does not begin with them.
    fn takes_marks(
        &self,
        style: &Style,
        range: &Range<usize>,
        inner: Look,
        is_first: bool,
    ) -> bool {
        let marked = Look::EMPHASIS | Look::STRONG | Look::STRUCK;
        let within = Look { link: inner.link, ..Look::default() };
        let is_plain = |run: &&Run| run.look == within.with(run.look.styles & marked);
        let letter = |at: usize| self.runs.get(at).filter(is_plain).map(|run| run.text.as_str());
        let first = letter(range.start).and_then(|text| text.chars().next());
        let last = letter(range.end - 1).and_then(|text| text.chars().next_back());
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = self.out.chars().next_back();
        // Where the words of a link end, its bracket stands.
        let after = match self.runs.get(range.end).filter(|run| run.look.link == inner.link) {
            Some(run) => run.text.chars().next(),
            None if inner.link.is_some() => Some(']'),
            None => self.runs.get(range.end).and_then(|run| run.text.chars().next()),
        };
        let is_open = is_first && self.out.ends_with(['*', '~']);
        !self.is_html
            && !style.mark.is_empty()
            && (is_open || is_apart(before) || is_letter(first) && is_sign(before))
            && (is_apart(after) || is_letter(last) && is_sign(after))
    }

    fn write_text(&mut self, at: usize) {
        let Some(run) = self.runs.get(at) else { return };
        if self.is_html {
            return self.out.push_str(&html_escaped(&run.text));
        }
        let opening = opening_to_escape(&run.text).filter(|_| self.out.is_empty());
        let escaped = escape_part(&run.text, opening, self.has_tildes);
        let is_within = run.look.link.is_some() || run.look.picture.is_some();
        self.out.push_str(&if is_within { escaped.replace(']', "\\]") } else { escaped });
    }
}

/// Whether nothing, or a space, stands beside a mark.
fn is_apart(beside: Option<char>) -> bool {
    beside.is_none_or(char::is_whitespace)
}

/// Whether a sign stands beside a mark that cannot be taken for a part of it.
fn is_sign(beside: Option<char>) -> bool {
    beside.is_some_and(|c| match c {
        '*' | '~' | '`' | '\\' | '_' => false,
        c if c.is_ascii() => c.is_ascii_punctuation(),
        c => "“”‘’«»‹›„‚—–…¿¡、。「」『』（）！？：；，".contains(c),
    })
}

/// An address as a link of `CommonMark` has it.
fn destination(address: &str) -> String {
    let is_plain = |c: char| c.is_ascii_graphic() && !"()<>\\".contains(c);
    if !address.is_empty() && address.chars().all(is_plain) {
        return address.to_owned();
    }
    let mut out = String::from("<");
    for c in address.trim().chars() {
        match c {
            '<' | '>' | '\\' => out.extend(['\\', c]),
            c if c.is_whitespace() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out.push('>');
    out
}

fn html_escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
