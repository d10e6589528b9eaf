//! Input: the thread that waits for what the terminal reports, and makes of it what the app needs to know.

use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use crossterm::event as keys;

use super::answer::{Answers, SILENCE, Told};
use super::gate::Gate;
use super::spawn;
use crate::error::Result;
use crate::event::{Event, MouseDeed};
use crate::keymap::Key;

/// How long crossterm looks for what the terminal has; given no time at all it does not look. It sleeps for whole
/// milliseconds and spins for the rest, so there is no more of that than a sleep is late.
const GLANCE: Duration = Duration::from_micros(1_030);

/// The thread that waits for keys. It sleeps until the terminal has something, so an idle program never wakes.
pub(super) fn spawn_input(
    events: Sender<Event>,
    mut answers: Answers,
    mut gate: Gate,
) -> Result<()> {
    spawn("input", move || {
        // Where the left button went down.
        let mut pressed = (0, 0);
        while let Ok(told) = next(&mut answers, &mut gate) {
            let told: Vec<Event> = match told {
                Told::Events(told) => {
                    told.into_iter().filter_map(|event| translate(event, &mut pressed)).collect()
                }
                Told::Background(is_light) => vec![Event::Background { is_light }],
            };
            for event in told {
                if events.send(event).is_err() {
                    return;
                }
            }
        }
    })
    .map(drop)
}

/// What the terminal reports next. What may be an answer or a key is waited for a moment, to tell.
fn next(answers: &mut Answers, gate: &mut Gate) -> std::io::Result<Told> {
    if answers.holds() && !keys::poll(SILENCE)? {
        return Ok(Told::Events(answers.after_silence()));
    }
    while !has_event()? {
        gate.wait()?;
    }
    Ok(answers.take(keys::read()?, Instant::now()))
}

/// Whether crossterm has an event, or finds one at a glance.
fn has_event() -> std::io::Result<bool> {
    loop {
        let began = Instant::now();
        if keys::poll(GLANCE)? {
            return Ok(true);
        }
        // A thread that was kept from running meanwhile has not looked at all.
        if began.elapsed() < 2 * GLANCE {
            return Ok(false);
        }
    }
}

/// What the app needs to know of what the terminal reports.
fn translate(event: keys::Event, pressed: &mut (u16, u16)) -> Option<Event> {
    match event {
        keys::Event::Key(key) if key.kind != keys::KeyEventKind::Release => {
            Some(Event::Key(Key::from(key)))
        }
        keys::Event::Paste(text) => Some(Event::Paste(text)),
        keys::Event::Resize(width, height) => Some(Event::Resize(width, height)),
        keys::Event::Mouse(mouse) => {
            let deed = match mouse.kind {
                keys::MouseEventKind::Down(keys::MouseButton::Left) => {
                    *pressed = (mouse.column, mouse.row);
                    MouseDeed::Click
                }
                keys::MouseEventKind::Drag(keys::MouseButton::Left) => {
                    MouseDeed::Drag(pressed.0, pressed.1)
                }
                keys::MouseEventKind::ScrollDown => MouseDeed::WheelDown,
                keys::MouseEventKind::ScrollUp => MouseDeed::WheelUp,
                _ => return None,
            };
            Some(Event::Mouse { deed, x: mouse.column, y: mouse.row })
        }
        _ => None,
    }
}
