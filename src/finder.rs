//! Finder thread: looks through a list that is too long to be looked through between two keys.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use crate::event::Event;
use crate::filter::{Finder, Quest};

/// What is asked: the number of the question and the question.
type Asked = (u64, Box<Quest>);

/// The finder's thread, which is started with the first question.
#[derive(Debug)]
pub struct Finding {
    events: Sender<Event>,
    questions: Option<Sender<Asked>>,
    /// The number of the last question: the answer to an earlier one is not wanted any more.
    newest: Arc<AtomicU64>,
}

impl Finding {
    /// What answers with these events; no thread yet.
    pub fn new(events: Sender<Event>) -> Self {
        Self { events, questions: None, newest: Arc::default() }
    }

    /// Asks a question; what was asked before is dropped.
    ///
    /// # Errors
    /// The thread cannot be started.
    pub fn ask(&mut self, number: u64, quest: Box<Quest>) -> std::io::Result<()> {
        self.newest.store(number, Ordering::Relaxed);
        let questions = match self.questions.take() {
            Some(questions) => questions,
            None => self.start()?,
        };
        // A thread that is gone was stopped by a panic, which it told of.
        let _ = questions.send((number, quest));
        self.questions = Some(questions);
        Ok(())
    }

    fn start(&self) -> std::io::Result<Sender<Asked>> {
        let (questions, asked) = mpsc::channel();
        let (events, newest) = (self.events.clone(), Arc::clone(&self.newest));
        thread::Builder::new()
            .name("finder".to_owned())
            .spawn(move || answer(&asked, &events, &newest))?;
        Ok(questions)
    }
}

fn answer(asked: &Receiver<Asked>, events: &Sender<Event>, newest: &AtomicU64) {
    let mut finder = Finder::default();
    while let Ok(first) = asked.recv() {
        let (number, quest) = asked.try_iter().last().unwrap_or(first);
        let is_wanted = || newest.load(Ordering::Relaxed) == number;
        let found = catch_unwind(AssertUnwindSafe(|| finder.find_while(&quest, &is_wanted)));
        // Where nobody listens any more the program is about to end: there is nobody to tell.
        let _ = match found {
            Ok(Some(found)) => events.send(Event::Found { number, found }),
            Ok(None) => Ok(()),
            Err(_) => {
                finder = Finder::default();
                events.send(Event::Failed("filtering: a defect in the program stopped this".into()))
            }
        };
        if is_wanted() {
            finder.prepare(&quest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_question_is_answered() {
        let (events, told) = mpsc::channel();
        let mut finding = Finding::new(events);
        for number in 1..=9 {
            finding.ask(number, Box::default()).unwrap();
        }
        let mut numbers = std::iter::from_fn(|| match told.recv() {
            Ok(Event::Found { number, .. }) => Some(number),
            other => panic!("{other:?}"),
        });
        assert_eq!(numbers.find(|number| *number >= 9), Some(9));
    }
}
