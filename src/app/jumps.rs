//! Jumps: where the reader was before each leap through a text or to another review, to go back to and forward again.

use crate::action::Pane;
use crate::app::App;
use crate::event::Job;
use crate::review::{Place, ReviewId};

/// How many places are remembered.
const MOST: usize = 100;

/// A place in a review, as it is saved: it counts the blocks of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stop {
    /// The review.
    pub(super) id: ReviewId,
    /// The place at the top of the page.
    pub(super) place: Place,
}

/// Where in a review that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Goal {
    /// Where its reader left it.
    AsLeft,
    /// At a place.
    Place(Place),
    /// Where these words first stand, which are then found in all of it.
    Words(String),
}

/// The places left behind, as a browser keeps its pages.
#[derive(Debug, Default)]
pub(super) struct Jumps {
    stops: Vec<Stop>,
    /// Which of them the reader went back to; their number while nothing was gone back.
    at: usize,
    /// Where the last leap began, whichever way it went.
    before: Option<Stop>,
    /// Where the text was left for the list.
    left: Option<Stop>,
    /// The review that is gone to when it is there.
    wanted: Option<(ReviewId, Goal)>,
}

impl Jumps {
    /// Nothing behind yet; a review to select when the list is there.
    pub(super) fn to_begin_with(wanted: Option<ReviewId>) -> Self {
        Self { wanted: wanted.map(|id| (id, Goal::AsLeft)), ..Self::default() }
    }

    /// Notes where a leap begins. What lay ahead is another way from here on.
    fn note(&mut self, here: Stop) {
        self.stops.truncate(self.at);
        self.before = Some(here.clone());
        self.push(here);
    }

    fn push(&mut self, here: Stop) {
        self.stops.retain(|stop| *stop != here);
        self.stops.push(here);
        if self.stops.len() > MOST {
            self.stops.remove(0);
        }
        self.at = self.stops.len();
    }

    /// The place before; `here` is what going forward comes back to.
    fn back(&mut self, here: Stop) -> Option<Stop> {
        if self.at == self.stops.len() && self.at > 0 {
            self.push(here.clone());
            self.at = self.stops.len() - 1;
        }
        while let Some(before) = self.at.checked_sub(1) {
            self.at = before;
            if let Some(stop) = self.stops.get(before).filter(|stop| **stop != here) {
                self.before = Some(here);
                return Some(stop.clone());
            }
        }
        None
    }

    /// The place that was gone back from.
    fn forward(&mut self, here: Stop) -> Option<Stop> {
        let stop = self.stops.get(self.at + 1)?.clone();
        self.at += 1;
        self.before = Some(here);
        Some(stop)
    }

    /// Wants a review to be selected when the list is there.
    pub(super) fn want(&mut self, id: Option<ReviewId>) {
        self.wanted = id.map(|id| (id, Goal::AsLeft));
    }

    /// The review that is to be selected, wherever in it.
    pub(super) fn wanted_review(&self) -> Option<&ReviewId> {
        self.wanted.as_ref().filter(|(_, goal)| *goal == Goal::AsLeft).map(|(id, _)| id)
    }

    /// What is to be gone to in a review that has opened, once; what is in another is not wanted any more.
    fn take_goal(&mut self, id: &ReviewId) -> Option<Goal> {
        let (wanted, goal) = self.wanted.take_if(|(_, goal)| *goal != Goal::AsLeft)?;
        Some(goal).filter(|_| wanted == *id)
    }
}

impl App {
    /// Where the reader is.
    pub(super) fn here(&self) -> Option<Stop> {
        let reader = self.reader.as_ref()?;
        Some(Stop { id: reader.record().id.clone(), place: reader.kept_place() })
    }

    /// Notes that a leap begins here.
    pub(super) fn note_jump(&mut self) {
        if let Some(here) = self.here() {
            self.jumps.note(here);
        }
    }

    /// Notes a leap that began at another place of the open text: where a search did.
    pub(super) fn note_jump_from(&mut self, place: Place) {
        let now = self.reader.as_ref().map(|reader| (reader.place(), reader.saved(place)));
        if let (Some((now, from)), Some(here)) = (now, self.here())
            && now != place
        {
            self.jumps.note(Stop { place: from, ..here });
        }
    }

    /// Notes the way from one review to another by the list.
    pub(super) fn note_focus(&mut self, pane: Pane) {
        match (self.focus, pane) {
            (Pane::Text, Pane::List) => self.jumps.left = self.here(),
            (Pane::List, Pane::Text) => {
                let id = self.reader.as_ref().map(|reader| &reader.record().id);
                if let Some(left) = self.jumps.left.take_if(|left| Some(&left.id) != id) {
                    self.jumps.note(left);
                }
            }
            _ => {}
        }
    }

    pub(super) fn jump_back(&mut self) -> Vec<Job> {
        let there = self.here().and_then(|here| self.jumps.back(here));
        self.go_if_any(there, "there is no place further back")
    }

    pub(super) fn jump_forward(&mut self) -> Vec<Job> {
        let there = self.here().and_then(|here| self.jumps.forward(here));
        self.go_if_any(there, "there is no place further on")
    }

    /// Goes to where the last leap began; once more, and it is back here.
    pub(super) fn jump_across(&mut self) -> Vec<Job> {
        let there = self.jumps.before.take();
        if there.is_some() {
            self.note_jump();
        }
        self.go_if_any(there, "there is no place to go back to")
    }

    fn go_if_any(&mut self, stop: Option<Stop>, else_why: &str) -> Vec<Job> {
        match stop {
            Some(stop) => self.go_to_stop(stop),
            None => {
                self.say(else_why);
                Vec::new()
            }
        }
    }

    fn go_to_stop(&mut self, stop: Stop) -> Vec<Job> {
        self.go_to_review(stop.id, Goal::Place(stop.place))
    }

    /// Goes to a review. A filter that hides it is dropped, for the reader asked for it.
    pub(super) fn go_to_review(&mut self, id: ReviewId, goal: Goal) -> Vec<Job> {
        let mut jobs = Vec::new();
        if self.reader.as_ref().is_none_or(|reader| reader.record().id != id) {
            if self.list.catalogue().row_of(&id).is_none() {
                self.say("that review is not in the library any more");
                return Vec::new();
            }
            if !self.list.select_id(&id) {
                self.list.show_all_with(&id);
                self.say("the filter is dropped: it hid this review");
            }
            self.jumps.wanted = Some((id, goal));
            jobs.extend(self.open_selected());
        } else {
            jobs.extend(self.go_to_goal(goal));
        }
        self.focus = Pane::Text;
        self.lay_out();
        jobs
    }

    /// A review has opened: goes to the place in it that was asked for, if one was.
    pub(super) fn arrive(&mut self) -> Vec<Job> {
        let Some(reader) = &self.reader else { return Vec::new() };
        match self.jumps.take_goal(&reader.record().id) {
            Some(goal) => self.go_to_goal(goal),
            None => Vec::new(),
        }
    }

    fn go_to_goal(&mut self, goal: Goal) -> Vec<Job> {
        let Some(reader) = &mut self.reader else { return Vec::new() };
        match goal {
            Goal::AsLeft => return Vec::new(),
            Goal::Place(place) => {
                reader.go_to(reader.shown(place));
            }
            Goal::Words(words) => reader.find(&words, Place::default()),
        }
        self.keep_place()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stop(n: u32) -> Stop {
        Stop { id: ReviewId::new("k3f9").unwrap(), place: Place { block: n, grapheme: 0 } }
    }

    /// Leaps from 1 to 2 to … n, then these steps back (`<`) and forward (`>`); where that leads.
    #[track_caller]
    fn check(n: u32, steps: &str, there: Option<u32>) {
        let mut jumps = Jumps::default();
        (1..n).for_each(|here| jumps.note(stop(here)));
        let mut here = stop(n);
        let mut came = None;
        for step in steps.chars() {
            came = if step == '<' { jumps.back(here.clone()) } else { jumps.forward(here.clone()) };
            here = came.clone().unwrap_or(here);
        }
        assert_eq!(came.map(|stop| stop.place.block), there, "{n} {steps}");
    }

    #[test]
    fn leaps_are_gone_back_and_forward_again() {
        check(3, "<", Some(2));
        check(3, "<<", Some(1));
        check(3, "<<<", None);
        check(3, "<<>", Some(2));
        check(3, "<<>>", Some(3));
        check(3, "<<>>>", None);
        check(1, "<", None);
        check(1, ">", None);
    }

    #[test]
    fn a_leap_from_further_back_is_another_way_forward() {
        let mut jumps = Jumps::default();
        jumps.note(stop(1));
        jumps.note(stop(2));
        assert_eq!(jumps.back(stop(3)), Some(stop(2)));
        jumps.note(stop(2));
        assert_eq!(jumps.forward(stop(9)), None);
        assert_eq!(jumps.back(stop(9)), Some(stop(2)));
    }

    #[test]
    fn the_oldest_places_are_forgotten() {
        let mut jumps = Jumps::default();
        (0..1000).for_each(|n| jumps.note(stop(n)));
        assert_eq!(jumps.stops.len(), MOST);
    }
}
