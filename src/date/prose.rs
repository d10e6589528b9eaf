//! Dates as people write them: `October 8th, 2024`, `8 octobre 2024`, `2024-11-02`.

use std::ops::Range;

use super::Date;

/// The months as they are named and shortened, lower case, January first: in the languages of western Europe, then as
/// the languages of the north, the east and the south write them behind a day.
#[rustfmt::skip]
const NAMES: [&[&str]; 12] = [
    &["january", "jan", "januar", "jänner", "janvier", "janv", "enero", "ene", "gennaio", "janeiro", "januari", "ianuarie", "gener",
      "stycznia", "ledna", "января", "янв", "січня", "ocak", "tammikuuta", "január", "ιανουαρίου"],
    &["february", "feb", "febr", "februar", "février", "fevrier", "févr", "fév", "febrero", "febbraio", "fevereiro", "fev", "februari", "februarie", "febrer",
      "lutego", "února", "февраля", "фев", "февр", "лютого", "şubat", "helmikuuta", "február", "φεβρουαρίου"],
    &["march", "mar", "märz", "maerz", "mrz", "mars", "marzo", "março", "maart", "mrt", "marts", "martie", "març",
      "března", "марта", "мар", "березня", "maaliskuuta", "március", "μαρτίου"],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile", "aprilie",
      "kwietnia", "dubna", "апреля", "апр", "квітня", "nisan", "huhtikuuta", "április", "απριλίου"],
    &["may", "mai", "mayo", "maggio", "maio", "mei", "maj", "maig",
      "května", "мая", "травня", "mayıs", "toukokuuta", "május", "μαΐου"],
    &["june", "jun", "juni", "juin", "junio", "giugno", "giu", "junho", "iunie", "juny",
      "czerwca", "června", "июня", "июн", "червня", "haziran", "kesäkuuta", "június", "ιουνίου"],
    &["july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "julho", "iulie", "juliol",
      "lipca", "července", "июля", "июл", "липня", "temmuz", "heinäkuuta", "július", "ιουλίου"],
    &["august", "aug", "août", "aout", "agosto", "augustus", "augusti", "agost",
      "sierpnia", "srpna", "августа", "авг", "серпня", "ağustos", "elokuuta", "augusztus", "αυγούστου"],
    &["september", "sep", "sept", "septembre", "septiembre", "setiembre", "settembre", "sett", "setembro", "septembrie", "setembre",
      "września", "září", "сентября", "сен", "сент", "вересня", "eylül", "syyskuuta", "szeptember", "σεπτεμβρίου"],
    &["october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro", "octombrie",
      "października", "října", "октября", "окт", "жовтня", "ekim", "lokakuuta", "október", "οκτωβρίου"],
    &["november", "nov", "novembre", "noviembre", "novembro", "noiembrie",
      "listopada", "listopadu", "листопада", "ноября", "ноя", "нояб", "kasım", "marraskuuta", "νοεμβρίου"],
    &["december", "dec", "dezember", "dez", "décembre", "decembre", "déc", "diciembre", "dic", "dicembre", "dezembro", "desember", "decembrie", "desembre",
      "grudnia", "prosince", "декабря", "дек", "грудня", "aralık", "joulukuuta", "δεκεμβρίου"],
];

/// Short forms that are words as well, with their months: they name one only between a day and a year (`24 set 2018`).
const BETWEEN: [(&str, u8); 10] = [
    ("gen", 1),
    ("marca", 3),
    ("marco", 3),
    ("mart", 3),
    ("mag", 5),
    ("maja", 5),
    ("ago", 8),
    ("set", 9),
    ("out", 10),
    ("des", 12),
];

/// What may stand between a day and its month, or a month and its year: `8th of October`, `8 de octubre de 2024`.
const JOINTS: [&str; 11] = ["st", "nd", "rd", "th", "er", "º", "ª", "of", "the", "de", "del"];

/// The name of a month is no longer, in bytes.
const LONGEST: usize = 24;

/// The years that a date in prose may have; `in March 1200 people` names none.
const YEARS: std::ops::RangeInclusive<i16> = 1850..=2100;

impl Date {
    /// The first date in a text, to the day or to the month: `Oct. 8, 2024`, `2 March 2025`, `8. Oktober 2024`,
    /// `le 8 octobre 2024`, `8 de octubre de 2024`, `8 октября 2024`, `2024-11-02`, `2024年11月2日`, `March 2025`.
    ///
    /// `18/10/2024` is read because only one order is possible; `10/08/2024` is ambiguous and none. A year alone is
    /// no date here.
    pub fn in_prose(text: &str) -> Option<Self> {
        Self::find(text).map(|(date, _)| date)
    }

    /// [`Date::in_prose`], with the bytes of the text that say it.
    pub fn find(text: &str) -> Option<(Self, Range<usize>)> {
        let tokens = tokens(text);
        (0..tokens.len()).find_map(|i| {
            let rest = tokens.get(i..)?;
            let (date, n) = numeric(rest)
                .or_else(|| ideographic(rest))
                .or_else(|| day_first(rest))
                .or_else(|| month_first(rest))
                .or_else(|| year_first(rest))?;
            Some((date, rest.first()?.start..rest.get(n - 1)?.end))
        })
    }
}

/// A run of digits or of letters, and what stands between it and the one before.
#[derive(Debug, Clone, Copy)]
struct Token<'a> {
    text: &'a str,
    before: &'a str,
    start: usize,
    end: usize,
    is_number: bool,
}

impl Token<'_> {
    /// The number it is, if it has so many digits.
    fn number(&self, n_digits: Range<usize>) -> Option<i16> {
        (self.is_number && n_digits.contains(&self.text.len())).then(|| self.text.parse().ok())?
    }

    /// The year it is.
    fn year(&self) -> Option<i16> {
        self.number(4..5).filter(|year| YEARS.contains(year))
    }

    /// A number of one or two digits.
    fn small(&self) -> Option<u8> {
        self.number(1..3).and_then(|n| u8::try_from(n).ok())
    }

    /// The month it names, 1 to 12.
    fn month(&self) -> Option<u8> {
        if self.is_number || self.text.len() > LONGEST {
            return None;
        }
        let word = self.text.to_lowercase();
        let at = NAMES.iter().position(|names| names.contains(&word.as_str()))?;
        u8::try_from(at + 1).ok()
    }

    /// The month it names behind a day.
    fn month_behind_day(&self) -> Option<u8> {
        let is_between = |row: &&(&str, u8)| self.text.eq_ignore_ascii_case(row.0);
        self.month().or_else(|| BETWEEN.iter().find(is_between).map(|row| row.1))
    }

    /// Whether it goes on with what the token before began.
    fn is_near(&self) -> bool {
        self.before.chars().count() <= 2
            && self.before.chars().all(|c| c.is_whitespace() || ".,-/".contains(c))
    }
}

/// Which kind of run a character belongs to: digits, letters, or none.
fn kind(c: char) -> Option<bool> {
    if c.is_ascii_digit() { Some(true) } else { c.is_alphabetic().then_some(false) }
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> = Vec::new();
    let mut open: Option<(usize, bool)> = None;
    let mut last_end = 0;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let now = kind(c);
        if let Some((start, is_number)) = open.filter(|(_, is_number)| now != Some(*is_number)) {
            let (run, before) = (text.get(start..at), text.get(last_end..start));
            if let (Some(run), Some(before)) = (run, before) {
                found.push(Token { text: run, before, start, end: at, is_number });
            }
            last_end = at;
            open = None;
        }
        if let (None, Some(is_number)) = (open, now) {
            open = Some((at, is_number));
        }
    }
    found
}

/// `2024-11-02`, `18/10/2024`, `8.10.2024`: the date and how many tokens it takes.
fn numeric(rest: &[Token<'_>]) -> Option<(Date, usize)> {
    let [a, b, c, ..] = rest else { return None };
    if b.before != c.before || !matches!(b.before, "-" | "/" | ".") {
        return None;
    }
    if let Some(year) = a.year() {
        return Date::day(year, b.small()?, c.small()?).map(|date| (date, 3));
    }
    let (first, second, year) = (a.small()?, b.small()?, c.year()?);
    let is_day_first = first > 12 || first == second || (b.before == "." && second <= 12);
    let (day, month) = match (is_day_first, second > 12) {
        (true, _) => (first, second),
        (false, true) => (second, first),
        (false, false) => return None,
    };
    Date::day(year, month, day).map(|date| (date, 3))
}

/// `2024年11月2日`, `2024년 11월 2일`.
fn ideographic(rest: &[Token<'_>]) -> Option<(Date, usize)> {
    let [year, y, month, m, day, d, ..] = rest else { return None };
    let is_marked = |token: &Token<'_>, marks: [char; 2]| {
        token.before.is_empty() && token.text.starts_with(marks)
    };
    let fits =
        is_marked(y, ['年', '년']) && is_marked(m, ['月', '월']) && is_marked(d, ['日', '일']);
    let date = Date::day(year.year()?, month.small()?, day.small()?)?;
    fits.then_some((date, 6))
}

/// `8th of October, 2024`.
fn day_first(rest: &[Token<'_>]) -> Option<(Date, usize)> {
    let day = rest.first()?.small()?;
    let at = past_joints(rest, 1)?;
    let month = rest.get(at)?.month_behind_day()?;
    let at = past_joints(rest, at + 1)?;
    Date::day(rest.get(at)?.year()?, month, day).map(|date| (date, at + 1))
}

/// `2024. október 8.`, `2024 October 8`.
fn year_first(rest: &[Token<'_>]) -> Option<(Date, usize)> {
    let [year, month, day, ..] = rest else { return None };
    let is_near = month.is_near() && day.is_near();
    let date = Date::day(year.year()?, month.month()?, day.small()?)?;
    is_near.then_some((date, 3))
}

/// `October 8th, 2024`, `October 2024`, `octubre de 2024`.
fn month_first(rest: &[Token<'_>]) -> Option<(Date, usize)> {
    let month = rest.first()?.month()?;
    let at = past_joints(rest, 1)?;
    if let Some(year) = rest.get(at)?.year() {
        return Date::month(year, month).map(|date| (date, at + 1));
    }
    let day = rest.get(at)?.small()?;
    let at = past_joints(rest, at + 1)?;
    Date::day(rest.get(at)?.year()?, month, day).map(|date| (date, at + 1))
}

/// The next token that is not one of [`JOINTS`] (at most two), if nothing but space and light punctuation lies between.
fn past_joints(rest: &[Token<'_>], from: usize) -> Option<usize> {
    for at in from..from + 3 {
        let token = rest.get(at).filter(|token| token.is_near())?;
        if !JOINTS.iter().any(|joint| token.text.eq_ignore_ascii_case(joint)) {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, iso: Option<&str>) {
        assert_eq!(Date::in_prose(text).map(|d| d.to_string()).as_deref(), iso, "{text:?}");
    }

    #[test]
    fn english_dates_are_read() {
        check("October 8th, 2024", Some("2024-10-08"));
        check("Published Oct. 8, 2024 at noon", Some("2024-10-08"));
        check("8 October 2024", Some("2024-10-08"));
        check("the 2nd of March, 2025", Some("2025-03-02"));
        check("Sat, 12 Oct 1999 10:00:00 GMT", Some("1999-10-12"));
        check("MARCH 2025", Some("2025-03"));
        check("08-Oct-2024", Some("2024-10-08"));
    }

    #[test]
    fn german_french_and_spanish_dates_are_read() {
        check("am 8. Oktober 2024", Some("2024-10-08"));
        check("3. März 2021", Some("2021-03-03"));
        check("le 1er août 2023", Some("2023-08-01"));
        check("publié en février 2020", Some("2020-02"));
        check("8 de octubre de 2024", Some("2024-10-08"));
        check("2024年11月2日", Some("2024-11-02"));
    }

    #[test]
    fn dates_of_other_languages_are_read() {
        check("Seg, 24 Set 2018 20:42:00 -0300", Some("2018-09-24"));
        check("sex, 14 nov 2025", Some("2025-11-14"));
        check("14 de março de 2021", Some("2021-03-14"));
        check("giovedì 3 ottobre 2019", Some("2019-10-03"));
        check("zondag 2 maart 2025", Some("2025-03-02"));
        check("den 8 augusti 2024", Some("2024-08-08"));
        check("8. desember 2024", Some("2024-12-08"));
        check("8 października 2024", Some("2024-10-08"));
        check("5 maja 2020", Some("2020-05-05"));
        check("8 октября 2024 г.", Some("2024-10-08"));
        check("8. lokakuuta 2024", Some("2024-10-08"));
        check("8 Ekim 2024", Some("2024-10-08"));
        check("2024. október 8.", Some("2024-10-08"));
        check("2024년 11월 2일", Some("2024-11-02"));
    }

    #[test]
    fn words_that_are_also_short_for_months_name_none_by_themselves() {
        check("it came out 2019", None);
        check("two years ago 2019 began", None);
        check("the next gen 2024", None);
        check("un des 2020 livres", None);
        check("Marco 2020", None);
    }

    #[test]
    fn numbers_are_read_only_where_one_order_is_possible() {
        check("2024-11-02", Some("2024-11-02"));
        check("date 2024/11/02 and more", Some("2024-11-02"));
        check("18/10/2024", Some("2024-10-18"));
        check("10/18/2024", Some("2024-10-18"));
        check("10/08/2024", None);
        check("10/10/2024", Some("2024-10-10"));
        check("8.10.2024", Some("2024-10-08"));
        check("11.03.17", None);
    }

    #[test]
    fn what_is_no_date_is_left_alone() {
        check("", None);
        check("2024", None);
        check("the best film of 2024", None);
        check("in March 1200 people came", None);
        check("31 February 2024", Some("2024-02"));
        check("you may go, 2024 was long", None);
        check("October, and then 2024", None);
    }

    #[test]
    fn the_bytes_of_a_date_are_told() {
        let text = "Läuft seit 8. Oktober 2024 im Kino";
        let (_, range) = Date::find(text).unwrap();
        assert_eq!(text.get(range), Some("8. Oktober 2024"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "\\PC{0,60}") {
            if let Some((_, range)) = Date::find(&text) {
                prop_assert!(text.get(range).is_some());
            }
        }

        #[test]
        fn every_day_is_read_back(year in 1850i16..2100, month in 1u8..=12, day in 1u8..=28) {
            let date = Date::day(year, month, day).unwrap();
            prop_assert_eq!(Date::in_prose(&date.to_string()), Some(date));
            prop_assert_eq!(Date::in_prose(&date.in_words()), Some(date));
        }
    }
}
