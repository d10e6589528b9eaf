//! Notices of spoilers, told from mere mentions: a notice is a short clause or a marker, never a word in running prose.

mod clause;
mod vocabulary;

use self::clause::{Clause, Word, clauses, has_word};
use self::vocabulary::{
    BEHIND, COMES, COMPOUNDS, DENIALS, GOES_ON, HERE, HOLDS, KINDS, LEADS, NEAR_DENIALS, OTHERS,
    PARTS, PIECES, THERE, WARNINGS,
};
use super::super::prose::{Block, BlockKind};
use super::super::width;

/// A notice in a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Notice {
    /// What it says.
    pub(super) said: Said,
    /// Its first byte, decoration such as `***` counted.
    pub(super) start: usize,
    /// The byte after it and what ends it.
    pub(super) end: usize,
    /// Its words.
    pub(super) words: String,
}

/// What a notice says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// Spoilers follow.
    Ahead(Reach),
    /// They are over.
    End,
}

/// How far a notice reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// It speaks of the whole piece.
    Piece,
    /// It speaks of what follows.
    Section,
    /// It speaks, if at all, of the sentences beside it.
    Paragraph,
}

/// The notices in a block, in order.
pub(super) fn notices(block: &Block) -> Vec<Notice> {
    let text = block.text.as_str();
    if block.kind == BlockKind::Code || !has_word(text) {
        return Vec::new();
    }
    let clauses = clauses(block);
    let mut found = Vec::new();
    let mut before: Option<&Clause<'_>> = None;
    for clause in &clauses {
        let is_warned = before.is_some_and(Clause::is_warning);
        if let Some((said, last)) = clause.says(block, is_warned) {
            // No further than its own words, for what comes after is what is to be covered.
            let words = text.get(clause.start..clause.word_end(last)).unwrap_or("").trim();
            found.push(Notice {
                said,
                start: clause.decorated_start(text),
                end: clause.after(text, last),
                words: width::truncate(words, 60).into_owned(),
            });
        }
        before = Some(clause);
    }
    found
}

/// Words between spoilers and their coming at most.
const MOST_OF: usize = 9;

/// Words that begin the end of a cover, and what may stand between one and what it ends.
const ENDS: [&str; 8] = ["end", "ends", "close", "ende", "fin", "fine", "fim", "einde"];
const OF: [&str; 5] = ["of", "der", "van", "dos", "los"];

/// How often a clause may name spoilers and still be read as a notice.
const MOST_NAMED: usize = 8;

impl Clause<'_> {
    /// What the clause says, and the word that ends it; `None` if it is no notice.
    fn says(&self, block: &Block, is_warned: bool) -> Option<(Said, usize)> {
        let is_named = |word: &Word| word.is(&["spoiler", "spoilers"]) || word.is(&COMPOUNDS);
        let named = self.words.iter().enumerate().filter(|(_, word)| is_named(word));
        named.take(MOST_NAMED).find_map(|(at, _)| {
            if let Some(last) = self.is_end(at) {
                return Some((Said::End, last));
            }
            if self.is_denied(at) {
                return None;
            }
            let holds = || self.holds(at).map(|reach| (reach, at));
            let comes = || self.comes(at).map(|last| (Reach::Section, last));
            let alerts = || self.alerts(at, block);
            let last = self.words.len() - 1;
            let stands = || self.stands(at, block, is_warned).map(|reach| (reach, last));
            let (reach, last) = holds().or_else(comes).or_else(alerts).or_else(stands)?;
            Some((Said::Ahead(reach), last))
        })
    }

    /// `end of spoilers`, `end spoiler`, `spoilers end here`, `spoilers over`: the clause says that and hardly more.
    fn is_end(&self, at: usize) -> Option<usize> {
        let is_short = self.words.len() <= at + 5;
        let start = at.saturating_sub(3);
        let begins = (start..at).any(|n| {
            let is_plain =
                (n + 1..at).all(|m| self.word(m).is_some_and(|w| w.is(&OF) || w.is(&KINDS)));
            let leads = n == 0 || n == 1 && self.reads(0, &["here"]);
            leads && is_plain && self.word(n).is_some_and(|w| w.is(&ENDS) && !w.is_comma)
        });
        let is_last = at >= 2 && self.reads(at - 2, &["no", "more"]);
        let ends = self
            .word(at + 1)
            .is_some_and(|w| w.is(&["end", "ends", "ended", "over", "done", "ende"]));
        let slash =
            at == 0 && self.before.ends_with('/') && self.words.len() == 1 && self.before.len() < 4;
        let are_over =
            self.reads(at + 1, &["are", "over"]) || self.reads(at + 1, &["section", "over"]);
        (is_short && (begins || is_last || at <= 2 && (ends || are_over)) || slash)
            .then_some(self.words.len() - 1)
    }

    /// Whether the words around say the contrary: `no spoilers`, `spoiler-free`, `without any spoilers`.
    fn is_denied(&self, at: usize) -> bool {
        let clause = self.words.get(..at).unwrap_or(&[]);
        let since_comma = clause.iter().rposition(|w| w.is_comma).map_or(0, |comma| comma + 1);
        let near = clause.get(since_comma.max(at.saturating_sub(6))..).unwrap_or(&[]);
        let is_free =
            self.word(at + 1).is_some_and(|w| w.is(&["free", "less", "phobic", "averse"]));
        let beside = near.get(near.len().saturating_sub(2)..).unwrap_or(&[]);
        is_free || near.iter().any(|w| w.is(&DENIALS)) || beside.iter().any(|w| w.is(&NEAR_DENIALS))
    }

    /// Words right before a word that only say what kind of spoilers: how many.
    fn n_kinds(&self, at: usize) -> usize {
        let before = self.words.get(..at).unwrap_or(&[]);
        before.iter().rev().take_while(|w| w.is(&KINDS)).count()
    }

    /// `This review contains major spoilers`, `contains spoilers`, `There will be spoilers`.
    fn holds(&self, at: usize) -> Option<Reach> {
        let mut verb = (at - self.n_kinds(at)).checked_sub(1)?;
        if self.word(verb).is_some_and(|w| w.is(&["with"])) {
            verb = verb.checked_sub(1)?;
        }
        // `full of`: the words of a kind have taken both.
        let kinds = self.words.get(verb + 1..at).unwrap_or(&[]);
        let is_full = kinds.first().is_some_and(|w| w.is(&["full", "heavy"]))
            && kinds.get(1).is_some_and(|w| w.is(&["of"]));
        let word = self.word(verb)?;
        if self.is_elsewhere(at) {
            return None;
        }
        if self.is_there(verb) {
            return self.goes_on(at).then_some(Reach::Section);
        }
        if !(word.is(&HOLDS) || is_full && word.is(&["is", "are"])) || !self.goes_on(at) {
            return None;
        }
        let helps = |w: &Word| {
            w.is(&[
                "may", "might", "will", "does", "could", "is", "are", "also", "likely", "probably",
                "be",
            ])
        };
        let subject = self.words.get(..verb).unwrap_or(&[]);
        let n_helps = subject.iter().rev().take_while(|w| helps(w)).count();
        let subject = subject.get(..subject.len() - n_helps).unwrap_or(&[]);
        let subject = subject
            .iter()
            .rposition(|w| w.is_comma)
            .map_or(subject, |at| subject.get(at + 1..).unwrap_or(&[]));
        let names = |words: &[&str]| subject.iter().any(|w| w.is(words));
        match subject.len() {
            _ if names(&OTHERS) => None,
            0 if verb == n_helps => Some(Reach::Piece),
            1..=7 if names(&PARTS) => Some(Reach::Section),
            1..=7 if names(&PIECES) => Some(Reach::Piece),
            1 if names(&["this", "below"]) => Some(Reach::Piece),
            _ => None,
        }
    }

    /// Whether spoilers are said to be in something else: `in the trailer`.
    fn is_elsewhere(&self, at: usize) -> bool {
        let place = self.words.get(at + 2..).unwrap_or(&[]);
        let is_this = |w: &Word| w.is(&HERE) || w.is(&PIECES) || w.is(&PARTS);
        let is_other = place.iter().any(|w| w.is(&OTHERS));
        self.word(at + 1).is_some_and(|w| w.is(&["in"]))
            && (is_other || !place.iter().take(4).any(is_this))
    }

    /// `there are`, `there will be`, `here be` before a word, and before that at most `from here on` or the like.
    fn is_there(&self, verb: usize) -> bool {
        let said: Vec<&str> = self.words.iter().take(verb + 1).map(|w| w.text.as_str()).collect();
        THERE.iter().any(|there| {
            let lead = said.strip_suffix(*there);
            lead.is_some_and(|lead| lead.iter().all(|word| LEADS.contains(word)))
        })
    }

    /// Whether a notice may end at a word, or go on as notices do.
    fn goes_on(&self, at: usize) -> bool {
        self.word(at).is_some_and(|w| w.is_comma)
            || self.word(at + 1).is_none_or(|w| w.is(&GOES_ON) || w.is(&COMES))
    }

    /// `Spoilers ahead`, `minor spoilers follow`, `it's all spoilers from here`, `spoilers to come`.
    fn comes(&self, at: usize) -> Option<usize> {
        if let Some(last) = self.comes_behind(at).or_else(|| self.comes_of(at)) {
            return Some(last);
        }
        let last = match self.word(at + 1)? {
            word if word.is(&COMES) => at + 1,
            word if word.is(&["to"]) && self.word(at + 2)?.is(&["follow", "come"]) => at + 2,
            word if word.is(&["from"]) && self.word(at + 2)?.is(&["here", "this"]) => at + 2,
            word if word.is(&["will", "may"])
                && self.word(at + 2)?.is(&["follow", "be", "come"]) =>
            {
                at + 2
            }
            word if word.is(&["are"]) && self.word(at + 2)?.is(&["ahead", "below", "coming"]) => {
                at + 2
            }
            _ => return None,
        };
        // `the spoilers below the surface` is prose.
        let is_prose = self.word(at.wrapping_sub(1)).is_some_and(|w| w.is(&["the"])) && at > 3;
        (self.goes_on(last) && !is_prose).then_some(last)
    }

    /// `Spoilers after the jump`, `spoilers below the cut`.
    fn comes_behind(&self, at: usize) -> Option<usize> {
        let begins = self.word(at + 1)?.is(&["after", "below", "beyond", "past", "behind"])
            && self.word(at + 2)?.is(&["the", "this"]);
        let thing = self.word(at + 3)?;
        let is_last = thing.is_comma || self.words.len() == at + 4;
        (begins && thing.is(&BEHIND) && is_last).then_some(at + 3)
    }

    /// `Spoilers for the ending of Anora follow`: nothing but kinds before, and the coming last.
    fn comes_of(&self, at: usize) -> Option<usize> {
        let last = self.words.len() - 1;
        let is_of = self.word(at + 1)?.is(&["for", "of", "about", "from"]);
        let is_short = last <= at + MOST_OF && self.n_kinds(at) == at;
        (is_of && is_short && last > at + 2 && self.word(last)?.is(&COMES)).then_some(last)
    }

    /// `Spoiler alert`, `spoiler warning`, `big spoiler territory`.
    fn alerts(&self, at: usize, block: &Block) -> Option<(Reach, usize)> {
        let next = self.word(at + 1)?;
        let is_territory =
            next.is(&["territory", "zone", "section", "time", "talk"]) && self.words.len() <= 7;
        if is_territory && self.is_alone_in(block) {
            return Some((Reach::Section, at + 1));
        }
        let is_alert =
            next.is(&["alert", "alerts", "warning", "warnings", "notice", "warnung", "alarm"]);
        let starts = self.n_kinds(at) == at
            || self.words.get(..at)?.iter().all(|w| w.is(&WARNINGS) || w.is(&KINDS));
        if !is_alert
            || !starts
            || next.is_comma && self.before.ends_with('(')
            || !(next.is_comma || self.goes_on(at + 1))
        {
            return None;
        }
        let is_loud = self.word(at).is_some_and(|w| w.is_caps)
            || self.is_alone_in(block)
            || self.is_bracketed();
        let is_joined = self.before.is_empty() && self.after.starts_with(['!', '.']);
        Some((if is_loud || is_joined { Reach::Section } else { Reach::Paragraph }, at + 1))
    }

    /// `SPOILERS`, `Warning: spoilers`, `(spoilers)`: the word, and nothing but warnings and kinds beside it.
    fn stands(&self, at: usize, block: &Block, is_warned: bool) -> Option<Reach> {
        let warns = |w: &Word| {
            w.is(&WARNINGS) || w.is(&["for", "be", "of", "up", "fair", "begin", "start"])
        };
        let is_bare = |(n, w): (usize, &Word)| n == at || w.is(&KINDS) || warns(w);
        if !self.words.iter().enumerate().all(is_bare) {
            return None;
        }
        let word = self.word(at)?;
        let is_plural = word.text == "spoilers";
        let is_compound = word.is(&COMPOUNDS);
        let has_warning = is_warned || self.words.iter().any(|w| w.is(&WARNINGS));
        let is_heading = matches!(block.kind, BlockKind::Heading(_));
        let is_small = self.words.len() > 1 && !has_warning && !word.is_caps;
        if word.is_caps
            || is_plural && (has_warning || is_heading || self.is_alone_in(block))
            || is_heading && !is_small
        {
            return Some(Reach::Section);
        }
        let is_told = self.is_alone_in(block) || self.after.starts_with(['!', '.', ':']);
        if (has_warning || is_compound) && (is_told || self.is_bracketed()) {
            return Some(Reach::Section);
        }
        let opens = self.before.is_empty() || self.before.contains(['.', '!', '?', '\n']);
        if is_plural && (self.is_bracketed() || opens && self.after.starts_with([':', '.', '!'])) {
            return Some(Reach::Section);
        }
        let is_said = self.words.len() == 1 && opens && self.after.starts_with(':');
        is_said.then_some(Reach::Paragraph)
    }
}
