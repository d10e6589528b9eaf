//! Covers: which passages of the open text are covered now, and what their reader has lifted.

use std::ops::Range;

use crate::text::prose::Prose;
use crate::text::spoiler::{Cover, Shield};

/// What became of the passages on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toggled {
    /// One was uncovered; so many are still covered there.
    Bare {
        /// How many.
        n_left: usize,
    },
    /// All were covered again.
    Covered,
}

/// The shield of the open text, as its reader has it.
#[derive(Debug, Default)]
pub(super) struct Covers {
    /// All passages that may be covered.
    shield: Shield,
    /// Which of them are lifted by hand.
    lifted: Vec<bool>,
    /// The work is seen: nothing is covered.
    is_seen: bool,
    /// What is covered now.
    in_force: Shield,
}

impl Covers {
    /// All passages of a shield, none lifted.
    pub(super) fn new(shield: Shield, is_seen: bool) -> Self {
        let lifted = vec![false; shield.covers.len()];
        let mut covers = Self { shield, lifted, is_seen, in_force: Shield::default() };
        covers.settle();
        covers
    }

    /// What is covered now.
    pub(super) fn in_force(&self) -> &Shield {
        &self.in_force
    }

    /// The byte ranges of a block that are covered now.
    pub(super) fn ranges_in(&self, prose: &Prose, block: usize) -> Vec<Range<usize>> {
        self.in_force.ranges_in(block, prose.text(block).len())
    }

    /// How many passages are covered now, and how many may be.
    pub(super) fn n_covered(&self) -> (usize, usize) {
        (self.in_force.n_passages(), self.shield.n_passages())
    }

    /// The first passage that is covered now, else the first of all.
    pub(super) fn first(&self) -> Option<&Cover> {
        self.in_force.covers.first().or(self.shield.covers.first())
    }

    /// These, with the passages lifted that are lifted there.
    pub(super) fn lifted_like(mut self, there: &Self) -> Self {
        for (cover, is_lifted) in self.shield.covers.iter().zip(&mut self.lifted) {
            let same =
                |(other, _): &(&Cover, &bool)| (other.from, other.to) == (cover.from, cover.to);
            let twin = there.shield.covers.iter().zip(&there.lifted).find(same);
            *is_lifted = twin.is_some_and(|(_, is_lifted)| *is_lifted);
        }
        self.settle();
        self
    }

    /// These of a text that has changed, lifted as in the version before where it has the same passages; else none is,
    /// for which is which cannot be told.
    pub(super) fn lifted_as_far_as(mut self, before: &Self) -> Self {
        let reasons = |covers: &Self| -> Vec<String> {
            covers.shield.covers.iter().map(|cover| cover.reason.clone()).collect()
        };
        if reasons(&self) == reasons(before) {
            self.lifted.clone_from(&before.lifted);
            self.settle();
        }
        self
    }

    /// Lifts the first covered of these passages, or covers all of them again if they are bare.
    pub(super) fn toggle_first(&mut self, shows: impl Fn(&Cover) -> bool) -> Option<Toggled> {
        let all = self.shield.covers.iter().zip(&mut self.lifted);
        let mut on_page: Vec<&mut bool> =
            all.filter(|(cover, _)| shows(cover)).map(|(_, is_lifted)| is_lifted).collect();
        let n_covered = on_page.iter().filter(|is_lifted| !***is_lifted).count();
        if on_page.is_empty() {
            return None;
        }
        match on_page.iter_mut().find(|is_lifted| !***is_lifted) {
            Some(first) => **first = true,
            None => on_page.into_iter().for_each(|is_lifted| *is_lifted = false),
        }
        self.settle();
        Some(n_covered.checked_sub(1).map_or(Toggled::Covered, |n_left| Toggled::Bare { n_left }))
    }

    /// Lifts all, or covers all again; whether they are bare now. `None` where there are none.
    pub(super) fn toggle_all(&mut self) -> Option<bool> {
        if self.lifted.is_empty() {
            return None;
        }
        let is_bare = self.lifted.contains(&false);
        self.lifted.fill(is_bare);
        self.settle();
        Some(is_bare)
    }

    /// Works out what is covered now.
    fn settle(&mut self) {
        let all = self.shield.covers.iter().zip(&self.lifted);
        let covers = all.filter(|(_, is_lifted)| !**is_lifted && !self.is_seen);
        self.in_force = Shield { covers: covers.map(|(cover, _)| cover.clone()).collect() };
    }
}
