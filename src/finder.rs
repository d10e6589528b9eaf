//! Finder thread: looks through a list that is too long to be looked through between two keys.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use crate::consensus::{self, Consensus, WorkOrder};
use crate::event::Event;
use crate::filter::{Finder, Quest};

/// What is asked.
enum Asked {
    /// What is to show, with the number of the question.
    Find(u64, Box<Quest>),
    /// The works that is about.
    Group(Box<Quest>, WorkOrder),
}

/// The finder's thread, which is started with the first question.
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

    /// Asks what is to show; what was asked before is dropped.
    ///
    /// # Errors
    /// The thread cannot be started.
    pub fn find(&mut self, number: u64, quest: Box<Quest>) -> std::io::Result<()> {
        self.newest.store(number, Ordering::Relaxed);
        self.ask(Asked::Find(number, quest))
    }

    /// Asks for the works that reviews are about.
    ///
    /// # Errors
    /// The thread cannot be started.
    pub fn group(&mut self, quest: Box<Quest>, order: WorkOrder) -> std::io::Result<()> {
        self.ask(Asked::Group(quest, order))
    }

    fn ask(&mut self, asked: Asked) -> std::io::Result<()> {
        let questions = match self.questions.take() {
            Some(questions) => questions,
            None => self.start()?,
        };
        // A thread that is gone was stopped by a panic, which it told of.
        let _ = questions.send(asked);
        self.questions = Some(questions);
        Ok(())
    }

    fn start(&self) -> std::io::Result<Sender<Asked>> {
        let (questions, asked) = mpsc::channel();
        let (events, newest) = (self.events.clone(), Arc::clone(&self.newest));
        thread::Builder::new()
            .name("finder".to_owned())
            .spawn(move || answer_all(&asked, &events, &newest))?;
        Ok(questions)
    }
}

fn answer_all(asked: &Receiver<Asked>, events: &Sender<Event>, newest: &AtomicU64) {
    let mut finder = Finder::default();
    while let Ok(question) = asked.recv() {
        let told = catch_unwind(AssertUnwindSafe(|| answer(&mut finder, question, events, newest)));
        if told.is_err() {
            finder = Finder::default();
            // Where nobody listens any more the program is about to end: there is nobody to tell.
            let why = "filtering: a defect in the program stopped this; nothing is lost";
            let _ = events.send(Event::Failed(why.to_owned()));
        }
    }
}

fn answer(finder: &mut Finder, question: Asked, events: &Sender<Event>, newest: &AtomicU64) {
    match question {
        Asked::Find(number, quest) => {
            // What was asked later waits already where this is not wanted any more.
            let is_wanted = || newest.load(Ordering::Relaxed) == number;
            if !is_wanted() {
                return;
            }
            if let Some(found) = finder.find_while(&quest, &is_wanted) {
                let _ = events.send(Event::Found { number, found });
            }
            if is_wanted() {
                finder.prepare(&quest);
            }
        }
        Asked::Group(quest, order) => {
            let _ = events.send(Event::Grouped(grouped(finder, &quest, order)));
        }
    }
}

/// The works that what a quest finds is about, in an order.
pub fn grouped(finder: &mut Finder, quest: &Quest, order: WorkOrder) -> Vec<Consensus> {
    let rows = finder.find(quest).rows;
    let mut works = consensus::by_work(&quest.catalogue, &rows, quest.letters);
    consensus::sort(&mut works, &quest.catalogue, order);
    works
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_question_is_answered() {
        let (events, told) = mpsc::channel();
        let mut finding = Finding::new(events);
        for number in 1..=9 {
            finding.find(number, Box::default()).unwrap();
        }
        let mut numbers = std::iter::from_fn(|| match told.recv() {
            Ok(Event::Found { number, .. }) => Some(number),
            other => panic!("{other:?}"),
        });
        assert_eq!(numbers.find(|number| *number >= 9), Some(9));
    }
}
