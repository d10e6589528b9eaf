//! Selection: a passage of the open text that is being chosen, one end moving by units of the text.

use crate::review::{Passage, Place};
use crate::text::prose::Prose;
use crate::text::unit::{self, Edge, Unit};

/// What is selected. Its ends are places between graphemes; it is never empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// The end that stays.
    fixed: Place,
    /// The end that the keys move.
    moving: Place,
    /// What it was last chosen or moved on by.
    unit: Unit,
}

impl Selection {
    /// A passage, its end to be moved.
    pub fn new(passage: Passage, unit: Unit) -> Self {
        Self { fixed: passage.from, moving: passage.to, unit }
    }

    /// What lies between two places; the second is the one that moves.
    pub fn between(fixed: Place, moving: Place) -> Option<Self> {
        (fixed != moving).then_some(Self { fixed, moving, unit: Unit::Grapheme })
    }

    /// The passage.
    pub fn passage(&self) -> Passage {
        Passage { from: self.fixed.min(self.moving), to: self.fixed.max(self.moving) }
    }

    /// What it was last chosen by.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// The end that moves.
    pub fn moving(&self) -> Place {
        self.moving
    }

    /// The grapheme by which the moving end is seen: the last of the passage, or its first.
    pub fn seen_end(&self, prose: &Prose) -> Place {
        if self.moving < self.fixed {
            return self.moving;
        }
        unit::edge(prose, self.moving, Unit::Grapheme, Edge::Start, false).unwrap_or(self.moving)
    }

    /// The same with the other end to be moved.
    #[must_use]
    pub fn turned(self) -> Self {
        Self { fixed: self.moving, moving: self.fixed, ..self }
    }

    /// The same with the moving end elsewhere; nothing changes where that would leave nothing.
    #[must_use]
    pub fn moved_to(self, place: Place) -> Self {
        if place == self.fixed { self } else { Self { moving: place, ..self } }
    }

    /// The same with the moving end at the next edge of a unit: the end of a passage goes from end to end, its start
    /// from start to start, and past each other they change parts.
    #[must_use]
    pub fn stepped(self, prose: &Prose, unit: Unit, is_forward: bool) -> Self {
        let side = if self.moving > self.fixed { Edge::End } else { Edge::Start };
        let Some(to) = unit::edge(prose, self.moving, unit, side, is_forward) else { return self };
        let is_past = (to <= self.fixed) != (self.moving < self.fixed) || to == self.fixed;
        if !is_past {
            return Self { moving: to, ..self };
        }
        let other = if side == Edge::End { Edge::Start } else { Edge::End };
        unit::edge(prose, self.fixed, unit, other, is_forward)
            .map_or(self, |to| Self { moving: to, ..self })
    }

    /// The whole unit at its start, of the next greater kind.
    #[must_use]
    pub fn in_next_unit(self, prose: &Prose) -> Self {
        let unit = self.unit.next();
        unit::around(prose, self.passage().from, unit).map_or(self, |whole| Self::new(whole, unit))
    }

    /// The next or previous unit instead of what is selected.
    #[must_use]
    pub fn moved_on(self, prose: &Prose, is_forward: bool) -> Self {
        let unit = if self.unit == Unit::Grapheme { Unit::Word } else { self.unit };
        let start = unit::edge(prose, self.passage().from, unit, Edge::Start, is_forward);
        let whole = start.and_then(|start| unit::around(prose, start, unit));
        whole.map_or(self, |whole| Self::new(whole, unit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::prose::parse;

    const TEXT: &str = "One two. Three, four.\n\nFive six.";

    /// Keys of a selection that begins at the second sentence: `w b` words, `) (` sentences, `} {` paragraphs, `l h`
    /// graphemes, `o` the other end, `v` the next unit, `J K` the next and the previous one.
    #[track_caller]
    fn check(keys: &str, words: &str) {
        let prose = parse(TEXT);
        let first = unit::around(&prose, Place { block: 0, grapheme: 9 }, Unit::Sentence).unwrap();
        let mut selection = Selection::new(first, Unit::Sentence);
        for key in keys.chars() {
            selection = match key {
                'o' => selection.turned(),
                'v' => selection.in_next_unit(&prose),
                'J' | 'K' => selection.moved_on(&prose, key == 'J'),
                _ => {
                    let (unit, is_forward) = match key {
                        'w' | 'b' => (Unit::Word, key == 'w'),
                        '(' | ')' => (Unit::Sentence, key == ')'),
                        '{' | '}' => (Unit::Paragraph, key == '}'),
                        _ => (Unit::Grapheme, key == 'l'),
                    };
                    selection.stepped(&prose, unit, is_forward)
                }
            };
        }
        let Passage { from, to } = selection.passage();
        let ((block, start), (last, end)) = (prose.byte(from), prose.byte(to));
        let shown = if block == last {
            prose.text(block).get(start..end).unwrap().to_owned()
        } else {
            format!(
                "{}|{}",
                prose.text(block).get(start..).unwrap(),
                prose.text(last).get(..end).unwrap()
            )
        };
        assert_eq!(shown, words, "{keys}");
    }

    #[test]
    fn one_end_moves_by_graphemes_words_sentences_and_paragraphs() {
        check("", "Three, four.");
        check("h", "Three, four");
        check("b", "Three, four");
        check("bb", "Three");
        check("bbw", "Three, four");
        check("ow", "four.");
        check("ob", "two. Three, four.");
        check("o(", "One two. Three, four.");
        check(")", "Three, four.|Five six.");
        check("}", "Three, four.|Five six.");
        check("o{", "One two. Three, four.");
        check("lhh", "Three, four");
    }

    #[test]
    fn ends_that_pass_each_other_change_parts() {
        check("(", "One two. ");
        check("bbb", "two. ");
        check("bbbw", "Three");
        check("bbbb", "One two. ");
        check("ooww", "Three, four.|Five six");
    }

    #[test]
    fn a_selection_goes_from_unit_to_unit() {
        check("v", "One two. Three, four.");
        check("vv", "One");
        check("vvv", "One two.");
        check("K", "One two.");
        check("J", "Five six.");
        check("JJJ", "Five six.");
        check("vvJ", "two");
    }
}
