//! Justified lines: spaces widened to the measure, where that leaves no holes.

use super::Line;
use crate::text::prose::{Block, BlockKind};
use crate::text::width;

/// The narrowest measure that is justified, in cells (Bringhurst): below it there are too few spaces in a line.
pub const NARROWEST_JUSTIFIED: u16 = 40;
/// The widest gap between two words, in cells; a line that needs a wider one is left ragged.
const WIDEST: usize = 3;

/// Cells to be added to each gap of a line so that it fills so many, in order; none where it is to be left as it is: the
/// last of its paragraph, what is no prose, what would get holes. A gap is a run of spaces between words.
pub fn stretch(block: &Block, line: &Line, cells: usize) -> Vec<usize> {
    let is_prose = matches!(block.kind, BlockKind::Paragraph | BlockKind::Footnote);
    let is_last = block.text.get(line.end..).is_none_or(|rest| {
        let rest = rest.trim_start_matches(' ');
        rest.is_empty() || rest.starts_with('\n')
    });
    if !is_prose || is_last || cells < usize::from(NARROWEST_JUSTIFIED) {
        return Vec::new();
    }
    let text = block.text.get(line.start..line.end).unwrap_or("");
    let missing = cells.saturating_sub(width::width(text) + usize::from(line.hyphen));
    let gaps = gaps(text);
    let n = gaps.len();
    let added = (0..n).map(|at| missing * (at + 1) / n - missing * at / n);
    let added: Vec<usize> = added.collect();
    let is_even = gaps.iter().zip(&added).all(|(gap, more)| *more == 0 || gap + more <= WIDEST);
    if is_even && missing > 0 { added } else { Vec::new() }
}

/// Cells of each gap between words.
fn gaps(text: &str) -> Vec<usize> {
    let mut gaps = Vec::new();
    let mut open = None;
    for c in text.trim_start_matches(' ').chars() {
        if c == ' ' {
            open = Some(open.unwrap_or(0) + 1);
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
    fn check(text: &str, cells: usize, expected: &[usize]) {
        let prose = prose::parse(text);
        let block = prose.blocks.first().unwrap();
        let end = block.text.find('|').unwrap_or(block.text.len());
        assert_eq!(stretch(block, &Line { start: 0, end, hyphen: false }, cells), expected);
    }

    #[test]
    fn spaces_are_widened_evenly_and_never_to_holes() {
        let line = "one two three four five six seven eight| nine";
        check(line, 39, &[]);
        check(line, 40, &[0, 0, 0, 0, 0, 0, 1]);
        check(line, 43, &[0, 1, 0, 1, 0, 1, 1]);
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
                let added = stretch(block, &line, usize::from(cells));
                let text = block.text.get(line.start..line.end).unwrap();
                if !added.is_empty() {
                    prop_assert_eq!(added.len(), text.matches(' ').count());
                    prop_assert_eq!(text.len() + added.iter().sum::<usize>(), usize::from(cells));
                    prop_assert!(added.iter().all(|more| *more < WIDEST));
                }
            }
        }
    }
}
