//! Justified lines: spaces widened to the measure, where that leaves no holes.

use super::Line;
use crate::text::prose::{Block, BlockKind};
use crate::text::width;

/// The narrowest measure that is justified, in cells (Bringhurst): below it there are too few spaces in a line.
pub const NARROWEST_JUSTIFIED: u16 = 40;
/// The widest gap between two words, in cells; a line that needs a wider one is left ragged.
const WIDEST: usize = 3;

/// Cells to be added before the first space of each gap of a line so that it fills so many, in order; none where it is to
/// be left as it is: the last of its paragraph, what is no prose, what would get holes. A gap is a run of spaces between
/// words.
pub(super) fn gaps(block: &Block, line: &Line, cells: usize) -> Vec<(usize, usize)> {
    let is_prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::Footnote);
    let is_last = block.text.get(line.end..).is_none_or(|rest| {
        let rest = rest.trim_start_matches(' ');
        rest.is_empty() || rest.starts_with('\n')
    });
    if !is_prose || is_last || cells < usize::from(NARROWEST_JUSTIFIED) {
        return Vec::new();
    }
    let text = block.text.get(line.start..line.end).unwrap_or("");
    let taken = usize::from(line.lead) + width::width(text) + usize::from(line.hyphen);
    let missing = cells.saturating_sub(taken);
    let spaces = spaces(text);
    let n = spaces.len();
    let added = (0..n).map(|at| missing * (at + 1) / n - missing * at / n);
    let added: Vec<usize> = added.collect();
    let is_even =
        spaces.iter().zip(&added).all(|((_, own), more)| *more == 0 || own + more <= WIDEST);
    if !is_even || missing == 0 {
        return Vec::new();
    }
    let gaps = spaces.iter().zip(added).map(|((at, _), more)| (line.start + at, more));
    gaps.filter(|gap| gap.1 > 0).collect()
}

/// Where the gaps between words are, and their cells.
fn spaces(text: &str) -> Vec<(usize, usize)> {
    let mut gaps = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let indent = text.len() - text.trim_start_matches(' ').len();
    for (at, c) in text.char_indices().filter(|(at, _)| *at >= indent) {
        if c == ' ' {
            open.get_or_insert((at, 0)).1 += 1;
        } else {
            gaps.extend(open.take());
        }
    }
    gaps
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::prose;
    use crate::text::wrap::wrap;

    #[track_caller]
    fn check(text: &str, cells: usize, expected: &[(usize, usize)]) {
        let prose = prose::parse(text);
        let block = prose.blocks.first().unwrap();
        let end = block.text.find('|').unwrap_or(block.text.len());
        let gaps = gaps(block, &Line { start: 0, end, hyphen: false, lead: 0 }, cells);
        assert_eq!(gaps, expected);
    }

    #[test]
    fn spaces_are_widened_evenly_and_never_to_holes() {
        let line = "one two three four five six seven eight| nine";
        check(line, 39, &[]);
        check(line, 40, &[(33, 1)]);
        check(line, 43, &[(7, 1), (18, 1), (27, 1), (33, 1)]);
        check(line, 60, &[]);
        check("one two three four five six seven eight", 43, &[]);
        check("# one two three four five six seven eight| nine", 43, &[]);
    }

    proptest! {
        #[test]
        fn a_justified_line_fills_its_measure(words in "([a-z]{1,9} ){20,60}", cells in 40_u16..=100) {
            let prose = prose::parse(&words);
            let block = prose.blocks.first().unwrap();
            for line in wrap(block, cells) {
                let gaps = gaps(block, &line, usize::from(cells));
                let text = block.text.get(line.start..line.end).unwrap();
                if !gaps.is_empty() {
                    let added: usize = gaps.iter().map(|gap| gap.1).sum();
                    prop_assert_eq!(text.len() + added, usize::from(cells));
                    prop_assert!(gaps.iter().all(|gap| gap.1 < WIDEST));
                }
            }
        }
    }
}
