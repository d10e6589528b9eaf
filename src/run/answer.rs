//! Answer: what the terminal says of its background, told from keys.
//!
//! The terminal is asked (OSC 11) when it is taken over, and nothing waits for it: the screen is drawn, and drawn anew if
//! an answer comes. crossterm knows no such answer and makes keys of it, `Alt-]`, `1`, `1`, `;`, `r`, `g`, `b` and so on.
//! They are held back here before anybody acts on them, in whatever pieces and however late they come.

use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// Asks for the background's colour.
pub(super) const QUESTION: &str = "\x1b]11;?\x1b\\";

/// An answer that takes longer is not taken: the screen would change under the reader's eyes.
const IN_TIME: Duration = Duration::from_millis(120);
/// While the first answer may still come, Esc may be its first byte, come alone.
const AWAITED: Duration = Duration::from_secs(1);
/// After a silence as long as this, what was held back was typed; of an answer, the rest is lost.
pub(super) const SILENCE: Duration = Duration::from_millis(60);
/// Characters of an answer that are kept; no true one has as many.
const LONGEST: usize = 40;

/// What an answer begins with.
const BEGINNING: &str = "\x1b]11;";

/// How far an answer has come.
#[derive(Debug, PartialEq, Eq)]
enum State {
    /// No answer has begun.
    Keys,
    /// These may be keys, or the beginning of an answer.
    Doubt(Vec<Event>),
    /// What an answer has said so far.
    Answer(String),
}

/// What is to be done with what came.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// These are keys and the like.
    Events(Vec<Event>),
    /// The background is light, or not.
    Background(bool),
}

/// Tells answers from keys.
#[derive(Debug)]
pub(super) struct Answers {
    /// When the terminal was asked; `None` if it was not.
    asked: Option<Instant>,
    is_answered: bool,
    state: State,
}

impl Answers {
    pub(super) fn new(asked: Option<Instant>) -> Self {
        Self { asked, is_answered: false, state: State::Keys }
    }

    /// Whether something is held back, which a silence would settle.
    pub(super) fn holds(&self) -> bool {
        self.state != State::Keys
    }

    /// Takes what crossterm made of the terminal's bytes at a time.
    pub(super) fn take(&mut self, event: Event, now: Instant) -> Told {
        let (Some(asked), Event::Key(key)) = (self.asked, &event) else {
            return Told::Events(vec![event]);
        };
        let since = now.saturating_duration_since(asked);
        match std::mem::replace(&mut self.state, State::Keys) {
            State::Keys if self.may_begin(*key, since) => {
                self.state = State::Doubt(vec![event]);
                Told::Events(Vec::new())
            }
            State::Keys => Told::Events(vec![event]),
            State::Doubt(held) => self.doubt(held, event),
            State::Answer(said) => self.go_on(said, *key, since),
        }
    }

    /// Nothing came for a while: keys that were held back are keys.
    pub(super) fn after_silence(&mut self) -> Vec<Event> {
        match std::mem::replace(&mut self.state, State::Keys) {
            State::Doubt(held) => held,
            State::Keys | State::Answer(_) => Vec::new(),
        }
    }

    fn may_begin(&self, key: KeyEvent, since: Duration) -> bool {
        let is_awaited = !self.is_answered && since < AWAITED;
        begins(key) && (is_awaited || key.code != KeyCode::Esc)
    }

    fn doubt(&mut self, mut held: Vec<Event>, event: Event) -> Told {
        let begins_anew = matches!(event, Event::Key(key) if begins(key));
        let begun: String = held.iter().chain([&event]).map(bytes).collect();
        if begun == BEGINNING {
            self.state = State::Answer(String::new());
            held.clear();
        } else if BEGINNING.starts_with(&begun) {
            held.push(event);
            self.state = State::Doubt(std::mem::take(&mut held));
        } else if begins_anew {
            self.state = State::Doubt(vec![event]);
        } else {
            held.push(event);
        }
        Told::Events(held)
    }

    /// An answer ends with BEL, which crossterm takes for `^G`, or with ST: `Alt-\`, or Esc and `\`.
    fn go_on(&mut self, mut said: String, key: KeyEvent, since: Duration) -> Told {
        let is_bell = key.code == KeyCode::Char('g') && key.modifiers == KeyModifiers::CONTROL;
        if is_bell || key.code == KeyCode::Char('\\') {
            self.is_answered = true;
            return match is_light(&said).filter(|_| since <= IN_TIME) {
                Some(is_light) => Told::Background(is_light),
                None => Told::Events(Vec::new()),
            };
        }
        if let (KeyCode::Char(c), true) = (key.code, said.len() < LONGEST) {
            said.push(c);
        }
        self.state = State::Answer(said);
        Told::Events(Vec::new())
    }
}

fn begins(key: KeyEvent) -> bool {
    key.code == KeyCode::Esc || (key.code == KeyCode::Char(']') && has_alt(key))
}

fn has_alt(key: KeyEvent) -> bool {
    key.modifiers.contains(KeyModifiers::ALT)
}

/// The bytes that crossterm made a key of, as far as an answer may begin with them.
fn bytes(event: &Event) -> String {
    match event {
        Event::Key(key) => match key.code {
            KeyCode::Esc => "\x1b".to_owned(),
            KeyCode::Char(c) if has_alt(*key) => format!("\x1b{c}"),
            KeyCode::Char(c) if key.modifiers.is_empty() => c.to_string(),
            _ => String::from('\0'),
        },
        _ => String::from('\0'),
    }
}

/// Relative luminance (WCAG 2.2) of a grey that is as far from black as from white to the eye (CIE L* 50).
const MIDDLE: f64 = 0.184;

/// Whether a colour in X11's notation is light: `rgb:1e1e/1e1e/1e1e`, each part of one to four hexadecimal digits.
fn is_light(colour: &str) -> Option<bool> {
    let parts = colour.strip_prefix("rgb:").or_else(|| colour.strip_prefix("rgba:"))?;
    let parts: Vec<f64> = parts.split('/').map(share).collect::<Option<_>>()?;
    let [red, green, blue] = *parts.get(..3)? else { return None };
    Some(0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue) > MIDDLE)
}

/// A channel of one to four hexadecimal digits, 0 to 1.
fn share(digits: &str) -> Option<f64> {
    if !digits.chars().all(|c| c.is_ascii_hexdigit()) {
        return None;
    }
    let most = match digits.len() {
        1 => 0xf,
        2 => 0xff,
        3 => 0xfff,
        4 => 0xffff,
        _ => return None,
    };
    u16::from_str_radix(digits, 16).ok().map(|value| f64::from(value) / f64::from(most))
}

fn linear(channel: f64) -> f64 {
    if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(c: char) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
    }

    fn alt(c: char) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::ALT))
    }

    const ESC: KeyEvent = KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE);
    const BELL: KeyEvent = KeyEvent::new(KeyCode::Char('g'), KeyModifiers::CONTROL);

    /// What crossterm makes of an answer's bytes.
    fn keys_of(answer: &str) -> Vec<Event> {
        let mut keys = Vec::new();
        let mut chars = answer.chars();
        while let Some(c) = chars.next() {
            keys.push(match c {
                '\x1b' => chars.next().map_or(Event::Key(ESC), alt),
                '\x07' => Event::Key(BELL),
                c => key(c),
            });
        }
        keys
    }

    /// Takes what came, so many milliseconds after the question; the background, and the keys that are let through.
    fn take(events: Vec<Event>, after: u64) -> (Option<bool>, Vec<Event>) {
        let asked = Instant::now();
        let now = asked + Duration::from_millis(after);
        let mut answers = Answers::new(Some(asked));
        let (mut background, mut through) = (None, Vec::new());
        for event in events {
            match answers.take(event, now) {
                Told::Background(is_light) => background = Some(is_light),
                Told::Events(events) => through.extend(events),
            }
        }
        through.extend(answers.after_silence());
        assert!(!answers.holds());
        (background, through)
    }

    #[track_caller]
    fn check(answer: &str, after: u64, background: Option<bool>) {
        assert_eq!(take(keys_of(answer), after), (background, Vec::new()), "{answer:?}");
    }

    #[test]
    fn an_answer_is_understood_in_every_notation() {
        check("\x1b]11;rgb:ffff/ffff/ffff\x1b\\", 10, Some(true));
        check("\x1b]11;rgb:1e1e/1e1e/2e2e\x07", 10, Some(false));
        check("\x1b]11;rgb:fd/f6/e3\x07", 10, Some(true));
        check("\x1b]11;rgba:0000/2b2b/3636/ffff\x1b\\", 10, Some(false));
        check("\x1b]11;rgb:f/f/f\x07", 10, Some(true));
    }

    #[test]
    fn an_answer_that_is_late_or_no_colour_changes_nothing_and_is_no_key() {
        check("\x1b]11;rgb:ffff/ffff/ffff\x1b\\", 121, None);
        check("\x1b]11;rgb:ffff/ffff/ffff\x1b\\", 60_000, None);
        check("\x1b]11;Qyq:q\x07", 10, None);
        check("\x1b]11;rgb:fffff/+1/é\x07", 10, None);
        check("\x1b]11;rgb:ff/ff\x07", 10, None);
        check("\x1b]11;\x1b\\", 10, None);
        check(&format!("\x1b]11;{}\x07", "Q".repeat(10_000)), 10, None);
        check("\x1b]11;rgb:ffff/ffff/ff", 10, None);
    }

    #[test]
    fn an_answer_in_pieces_is_no_key() {
        let mut pieces = vec![Event::Key(ESC)];
        pieces.extend("]11;rgb:ffff/ffff/ffff".chars().map(key));
        pieces.extend([Event::Key(ESC), key('\\')]);
        assert_eq!(take(pieces.clone(), 10), (Some(true), Vec::new()));
        let behind_a_key = std::iter::once(Event::Key(ESC)).chain(pieces).collect();
        assert_eq!(take(behind_a_key, 10), (Some(true), vec![Event::Key(ESC)]));
    }

    #[test]
    fn what_is_typed_goes_through() {
        let through = |typed| {
            let (background, through) = take(typed, 10);
            assert_eq!(background, None);
            through
        };
        for typed in [
            vec![key('j'), key(']'), key('1')],
            vec![alt(']')],
            vec![alt(']'), key('1'), key('j')],
            vec![Event::Key(ESC), Event::Key(ESC), key(']')],
        ] {
            assert_eq!(through(typed.clone()), typed);
        }
        // What is no key does not wait for what is in doubt.
        let resized = vec![Event::Key(ESC), Event::Resize(80, 24), key('q')];
        assert_eq!(through(resized), [Event::Resize(80, 24), Event::Key(ESC), key('q')]);
    }

    #[test]
    fn where_nothing_was_asked_nothing_is_held_back() {
        let mut answers = Answers::new(None);
        for event in keys_of("\x1b]11;rgb:ffff/ffff/ffff\x1b\\") {
            assert_eq!(answers.take(event.clone(), Instant::now()), Told::Events(vec![event]));
        }
    }
}
