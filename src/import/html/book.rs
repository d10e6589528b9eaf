//! The lines in which a page about a book names it: its title, who wrote it, and its number.

use super::super::{inline, plain};
use super::text::Block;
use super::title::folded;
use crate::review::{Review, WorkKind};

/// A name longer than this is none, in words.
const LONGEST: usize = 12;

/// What may stand between a book and who wrote it.
const BY: [&str; 6] = [" by ", " von ", " de ", " par ", " por ", " di "];

/// What stands before a name and is no part of it.
const TITLES: [&str; 8] = ["Prof.", "Dr.", "Prof", "Dr", "RA", "Univ.-Prof.", "h.c.", "Dipl.-Ing."];

/// Reads the block that has the only ISBN of a page: the book's name and writers where its first lines say them and the rest
/// of the page has the name too.
pub(super) fn read(review: &mut Review, blocks: &[Block]) {
    let mut numbered = blocks
        .iter()
        .enumerate()
        .flat_map(|(at, block)| isbns(&block.words).into_iter().map(move |number| (at, number)));
    let Some((at, number)) = numbered.next() else { return };
    // The numbers of ten and of thirteen digits are one book's.
    let core = |number: &str| {
        number.strip_prefix("978").unwrap_or(number).chars().take(9).collect::<String>()
    };
    let is_one = numbered.all(|(_, other)| core(&other) == core(&number));
    let Some(block) = blocks.get(at).filter(|_| is_one) else { return };
    let lines: Vec<String> = block
        .markdown
        .lines()
        .map(|line| inline::plain(line.trim_end_matches('\\')).trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect();
    let Some((name, writers)) = name_and_writers(&lines) else { return };
    let wanted = folded(&name);
    let is_said = folded(&review.title.text).contains(&wanted)
        || blocks
            .iter()
            .enumerate()
            .any(|(n, other)| n != at && folded(&other.words).contains(&wanted));
    if !is_said || wanted.is_empty() {
        return;
    }
    review.work.kind = WorkKind::Book;
    review.work.name = name;
    review.work.creators = writers;
    review.work.same_as.push(format!("isbn:{number}"));
}

/// The book's name and who wrote it, in the first two lines: `The Salt Road: A novel by Edda Marsh`, `Edda Marsh: The Salt
/// Road`, or a line each.
fn name_and_writers(lines: &[String]) -> Option<(String, Vec<String>)> {
    let first = lines.first()?;
    let signed = BY.iter().find_map(|by| {
        let (name, writers) = first.rsplit_once(by)?;
        Some((bare(name)?, writers_in(writers)?))
    });
    let led = || {
        let (writers, name) = first.split_once(": ")?;
        Some((bare(name)?, writers_in(writers)?))
    };
    let second = lines.get(1).map_or("", String::as_str);
    let apart = || Some((bare(second)?, writers_in(first)?));
    signed.or_else(led).or_else(apart)
}

/// A name without its subtitle.
fn bare(name: &str) -> Option<String> {
    let name = name.split(": ").next()?;
    let name = name.split(". ").next()?.trim_matches(['"', '„', '“', '”', '»', '«', ' ', '.', ',']);
    let fits = name.chars().any(char::is_alphabetic)
        && name.split(' ').count() <= LONGEST
        && !name.contains("ISBN");
    fits.then(|| name.to_owned())
}

/// People without what stands before their names.
fn writers_in(text: &str) -> Option<Vec<String>> {
    let words: Vec<&str> = text.split(' ').filter(|word| !TITLES.contains(word)).collect();
    let names = plain::names(words.join(" ").trim_end_matches([',', ':', '.']))?;
    names.iter().all(|name| name.contains(' ')).then_some(names)
}

/// The numbers of books in a text.
fn isbns(text: &str) -> Vec<String> {
    let behind = text.split("ISBN").skip(1);
    behind
        .filter_map(|rest| {
            let rest = rest.trim_start_matches("-10").trim_start_matches("-13");
            let number: String = rest
                .chars()
                .skip_while(|c| !c.is_ascii_digit())
                .take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | ' ' | 'X'))
                .filter(|c| c.is_ascii_digit() || *c == 'X')
                .collect();
            let number: String =
                number.chars().take(if number.starts_with("97") { 13 } else { 10 }).collect();
            matches!(number.len(), 10 | 13).then_some(number)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(block: &str, name: &str, writers: &[&str]) {
        let mut review = Review::default();
        let blocks = Block::all(&format!("I read The Salt Road in a day.\n\n{block}"));
        read(&mut review, &blocks);
        assert_eq!(review.work.name, name, "{block}");
        assert_eq!(review.work.creators, writers, "{block}");
    }

    #[test]
    fn the_lines_with_the_number_name_the_book() {
        let marsh = &["Edda Marsh"];
        check(
            "**The Salt Road: A novel by Edda Marsh**\\\nISBN-10: 0000000019\\\nISBN-13: 978-0000000019",
            "The Salt Road",
            marsh,
        );
        check(
            "Dr. Edda Marsh: The Salt Road. Stories. 200 pages, ISBN 978-0-00-000001-9",
            "The Salt Road",
            marsh,
        );
        check(
            "*Prof. Edda Marsh*\\\n**The Salt Road**\\\nISBN 978-0-00-000001-9",
            "The Salt Road",
            marsh,
        );
    }

    #[test]
    fn a_block_that_names_no_book_of_the_page_tells_none() {
        check("Edda Marsh: Another Road. ISBN 978-0-00-000001-9", "", &[]);
        check("The Salt Road by Edda Marsh. ISBN 1, ISBN 2", "", &[]);
        check(
            "Edda Marsh: The Salt Road, ISBN 978-0-00-000001-9\n\nISBN 978-0-00-000222-9",
            "",
            &[],
        );
    }
}
