//! The floor: a minimal ratatui program that shows a list, to measure what the toolkit itself costs.
//!
//! `cargo bench --bench floor --no-run` builds it; run the binary it names in a terminal, with the number of rows. `j`
//! goes down, `q` quits. The first frame and the keys of anora-tui are measured against it in the same run.

#![allow(missing_docs, reason = "a program to measure against")]

use std::io::{self, IsTerminal};

use ratatui::crossterm::event::{self, Event, KeyCode};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{List, ListState};

fn main() -> io::Result<()> {
    if std::env::args().any(|arg| arg == "--bench") || !io::stdout().is_terminal() {
        return Ok(());
    }
    let n: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(1_000);
    let rows: Vec<String> =
        (0..n).map(|at| format!("Review number {at}: a title of the usual length")).collect();
    let mut terminal = ratatui::try_init()?;
    let mut state = ListState::default().with_selected(Some(0));
    let done = loop {
        let height = usize::from(terminal.size()?.height);
        terminal.draw(|frame| {
            let first = state.selected().unwrap_or(0) / height.max(1) * height;
            let shown = rows.iter().skip(first).take(height).map(String::as_str);
            let list =
                List::new(shown).highlight_style(Style::new().add_modifier(Modifier::REVERSED));
            let mut shown_state =
                ListState::default().with_selected(state.selected().map(|at| at - first));
            frame.render_stateful_widget(list, frame.area(), &mut shown_state);
        })?;
        match event::read()? {
            Event::Key(key) if key.code == KeyCode::Char('q') => break Ok(()),
            Event::Key(key) if key.code == KeyCode::Char('j') => {
                state.select(Some((state.selected().unwrap_or(0) + 1).min(n.saturating_sub(1))));
            }
            _ => {}
        }
    };
    ratatui::restore();
    done
}
