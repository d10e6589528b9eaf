//! Takes the parts of a rating from the front of a text: numbers, halves, rows of stars, scales.

/// Whether a part is one half, not a quarter or three.
fn is_half(part: f64) -> bool {
    (0.4..0.6).contains(&part)
}

/// A number as read.
#[derive(Clone, Copy)]
pub(super) struct Number {
    pub(super) value: f64,
    /// Written in words ("four").
    pub(super) is_word: bool,
}

/// A row of stars as read.
pub(super) struct Glyphs {
    full: u32,
    part: f64,
    pub(super) empty: u32,
    pub(super) is_asterisk: bool,
}

impl Glyphs {
    pub(super) fn value(&self) -> f64 {
        f64::from(self.full) + self.part
    }

    pub(super) fn count(&self) -> u32 {
        self.full + u32::from(self.part > 0.0) + self.empty
    }
}

/// How a value and its scale are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    Slash,
    OutOf,
    Of,
}

/// Stars beyond this are decoration.
const MAX_GLYPHS: u32 = 12;

/// Parts of a star: `½`.
const PARTS: [(char, f64); 9] = [
    ('½', 0.5),
    ('¼', 0.25),
    ('¾', 0.75),
    ('⅓', 1.0 / 3.0),
    ('⅔', 2.0 / 3.0),
    ('⅛', 0.125),
    ('⅜', 0.375),
    ('⅝', 0.625),
    ('⅞', 0.875),
];

/// The same in ASCII, as typewriters had it.
const ASCII_PARTS: [(&str, f64); 3] = [("1/2", 0.5), ("1/4", 0.25), ("3/4", 0.75)];

/// Numbers in words, by value.
const NUMBER_WORDS: [(&str, f64); 14] = [
    ("no", 0.0),
    ("zero", 0.0),
    ("half a", 0.5),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("a hundred", 100.0),
];

/// What is left to read. Every method takes what it names from the front, or leaves all as it was.
#[derive(Clone, Copy)]
pub(super) struct Scan<'a> {
    pub(super) rest: &'a str,
}

impl<'a> Scan<'a> {
    /// A row of stars, full ones before empty ones, a part of one between.
    pub(super) fn glyphs(&mut self) -> Option<Glyphs> {
        let mut ahead = *self;
        let mut row =
            Glyphs { full: 0, part: 0.0, empty: 0, is_asterisk: ahead.rest.starts_with('*') };
        while row.part == 0.0
            && row.empty == 0
            && row.full <= MAX_GLYPHS
            && ahead.star(row.is_asterisk)
        {
            row.full += 1;
        }
        if ahead.eat("⯨") {
            row.part = 0.5;
        } else if let Some(part) = ahead.part_of_a_star() {
            row.part = part;
        }
        while row.full + row.empty <= MAX_GLYPHS && ahead.empty_star() {
            row.empty += 1;
        }
        if row.full + row.empty == 0 || row.full + row.empty > MAX_GLYPHS {
            return None;
        }
        *self = ahead;
        Some(row)
    }

    fn part_of_a_star(&mut self) -> Option<f64> {
        let mut ahead = *self;
        ahead.spaces();
        let part = ahead.part_of_one()?;
        *self = ahead;
        Some(part)
    }

    fn star(&mut self, is_asterisk: bool) -> bool {
        if is_asterisk {
            return self.eat("*");
        }
        self.glyph(&['★', '⭐', '🌟', '✭', '✮', '✯', '●'])
    }

    fn empty_star(&mut self) -> bool {
        self.glyph(&['☆', '✩', '○'])
    }

    /// One of these signs, a space before it or not.
    fn glyph(&mut self, signs: &[char]) -> bool {
        let mut ahead = *self;
        ahead.eat(" ");
        let found = ahead.next_char().is_some_and(|c| signs.contains(&c));
        if found {
            ahead.eat("\u{fe0f}");
            *self = ahead;
        }
        found
    }

    /// A number: `7.50`, `3,5`, `3½`, `3 1/2`, `2.1/2` (which means 2½), `1/2`, `three and a half`.
    pub(super) fn number(&mut self) -> Option<Number> {
        let mut ahead = *self;
        // Of the parts in ASCII only a half stands alone: `3/4` is a value on a scale.
        if let Some(value) =
            ahead.part_sign().or_else(|| ahead.ascii_part().filter(|part| is_half(*part)))
        {
            *self = ahead;
            return Some(Number { value, is_word: false });
        }
        ahead = *self;
        let word = NUMBER_WORDS.iter().find(|(word, _)| ahead.eat_word(word));
        let value = match word {
            Some(&(_, value)) => value,
            None => ahead.decimal()?,
        };
        let part = ahead.half_in_words().or_else(|| ahead.joined_part()).unwrap_or(0.0);
        *self = ahead;
        Some(Number { value: value + part, is_word: word.is_some() })
    }

    /// Digits with decimals or without.
    fn decimal(&mut self) -> Option<f64> {
        let mut ahead = *self;
        let whole = ahead.digits();
        if !(1..=4).contains(&whole.len()) {
            return None;
        }
        let mut value = whole.parse().ok()?;
        let mut decimals = ahead;
        let is_comma = decimals.eat(",");
        if is_comma || decimals.eat(".") {
            let is_half = decimals.ascii_part().is_some_and(is_half);
            let digits = if is_half { "5" } else { decimals.digits() };
            // "1,000" is no decimal comma.
            if (1..=if is_comma { 2 } else { 4 }).contains(&digits.len()) {
                value = format!("{whole}.{digits}").parse().ok()?;
                ahead = decimals;
            }
        }
        *self = ahead;
        Some(value)
    }

    /// The part after a whole number: `½`, ` 1/2`, `-1/2`.
    fn joined_part(&mut self) -> Option<f64> {
        let mut ahead = *self;
        let is_apart = ahead.spaces() || ahead.eat("-");
        let part = if is_apart { ahead.part_of_one() } else { ahead.part_sign() }?;
        *self = ahead;
        Some(part)
    }

    fn half_in_words(&mut self) -> Option<f64> {
        let mut ahead = *self;
        let found = ahead.spaces() && ahead.eat_word("and a half");
        found.then(|| {
            *self = ahead;
            0.5
        })
    }

    /// A part of a star or of one, as a sign or in ASCII.
    fn part_of_one(&mut self) -> Option<f64> {
        self.part_sign().or_else(|| self.ascii_part())
    }

    fn part_sign(&mut self) -> Option<f64> {
        let first = self.rest.chars().next()?;
        let part = PARTS.iter().find(|(sign, _)| *sign == first)?.1;
        self.next_char();
        Some(part)
    }

    /// `1/2` with no digit after it.
    fn ascii_part(&mut self) -> Option<f64> {
        let mut ahead = *self;
        let part = ASCII_PARTS.iter().find(|(text, _)| ahead.eat(text))?.1;
        if ahead.rest.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        *self = ahead;
        Some(part)
    }

    /// `/10`, `out of 5`, `of 5`, `(out of four)`, `out of ****`.
    pub(super) fn scale(&mut self) -> Option<(Join, f64)> {
        let mut ahead = *self;
        ahead.spaces();
        let is_bracketed = ahead.eat("(");
        let join = if ahead.eat("/") || ahead.eat("⁄") {
            Join::Slash
        } else if ahead.eat_word("out of") {
            Join::OutOf
        } else if ahead.eat_word("of") {
            Join::Of
        } else {
            return None;
        };
        ahead.spaces();
        let stars = ahead.glyphs().filter(|row| row.part == 0.0).map(|row| f64::from(row.count()));
        let best = stars.or_else(|| ahead.whole_number())?;
        if is_bracketed {
            ahead.unit();
            if !ahead.eat(")") {
                return None;
            }
        }
        *self = ahead;
        Some((join, best))
    }

    /// The end of a scale: `5`, `5.0`, `five`.
    fn whole_number(&mut self) -> Option<f64> {
        if let Some((_, value)) = NUMBER_WORDS.iter().find(|(word, _)| self.eat_word(word)) {
            return Some(*value);
        }
        let mut ahead = *self;
        let value = ahead.decimal().filter(|value| value.fract() == 0.0)?;
        *self = ahead;
        Some(value)
    }

    pub(super) fn percent(&mut self) -> bool {
        let mut ahead = *self;
        ahead.spaces();
        let found = ahead.eat("%")
            || ahead.eat("％")
            || ahead.eat_word("percent")
            || ahead.eat_word("per cent");
        if found {
            *self = ahead;
        }
        found
    }

    /// `stars` or `points`, and whether it is the former.
    pub(super) fn unit(&mut self) -> Option<bool> {
        let mut ahead = *self;
        ahead.spaces();
        let stars = ["stars", "star"].iter().any(|word| ahead.eat_word(word));
        let found = stars || ["points", "point", "pts"].iter().any(|word| ahead.eat_word(word));
        found.then(|| {
            *self = ahead;
            stars
        })
    }

    fn digits(&mut self) -> &'a str {
        let end = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        digits
    }

    fn spaces(&mut self) -> bool {
        let rest = self.rest.trim_start_matches([' ', '\t', '\u{a0}', '\u{202f}']);
        let found = rest.len() < self.rest.len();
        self.rest = rest;
        found
    }

    pub(super) fn next_char(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let first = chars.next();
        self.rest = chars.as_str();
        first
    }

    pub(super) fn eat(&mut self, text: &str) -> bool {
        self.rest.strip_prefix(text).map(|rest| self.rest = rest).is_some()
    }

    /// A word in any case, at whose end no letter follows.
    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let Some((front, rest)) = self.rest.split_at_checked(word.len()) else { return false };
        let found = front.eq_ignore_ascii_case(word) && !rest.starts_with(char::is_alphabetic);
        if found {
            self.rest = rest;
        }
        found
    }
}
