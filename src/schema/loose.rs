//! Loose values: what foreign JSON, YAML and TOML say in several shapes, read in one way.

use serde_json::{Map, Value};

use crate::date::{Date, MONTHS};

/// An object of any of the three.
pub type Object = Map<String, Value>;

/// A text: a string, a number, a truth, an object's `name`, `@value` or `value`, or the first text of a list.
/// Without space around it; never empty.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim()).filter(|t| !t.is_empty()).map(str::to_owned),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Array(several) => several.iter().find_map(text),
        Value::Object(object) => {
            ["name", "@value", "value"].iter().find_map(|&key| object.get(key).and_then(text))
        }
        Value::Null => None,
    }
}

/// Names of people or organisations: strings, objects with a `name`, and lists of both, however deep.
pub fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(several) => several.iter().flat_map(names).collect(),
        Value::Object(object) => object.get("name").map(names).unwrap_or_default(),
        Value::Bool(_) => Vec::new(),
        single => text(single).into_iter().collect(),
    }
}

/// The texts of a list, or one text alone.
pub fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(several) => several.iter().filter_map(text).collect(),
        single => text(single).into_iter().collect(),
    }
}

/// A finite number, also from a string with a comma for a point.
pub fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().replace(',', ".").parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

/// A truth: `true`, `yes`, `1`.
pub fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::Number(number) => number.as_f64().map(|n| n != 0.0),
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "y" | "on" | "1" => Some(true),
            "false" | "no" | "n" | "off" | "0" | "none" | "" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// A date, as ISO 8601 has it or in English words.
pub fn date(value: &Value) -> Option<Date> {
    let text = text(value)?;
    text.parse().ok().or_else(|| date_in_words(&text))
}

/// `October 18, 2024`, `18 Oct 2024`, `Mon, 12 Jan 2026 09:03:05 +1300`, `October 2024`.
fn date_in_words(text: &str) -> Option<Date> {
    let words = || text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(5);
    let month = words().find_map(month)?;
    let year = words().filter(|w| w.len() == 4).find_map(|w| w.parse().ok())?;
    let day = words().find_map(|w| w.trim_end_matches(char::is_alphabetic).parse::<u8>().ok());
    day.map_or_else(|| Date::month(year, month), |day| Date::day(year, month, day))
}

fn month(word: &str) -> Option<u8> {
    let word = word.to_ascii_lowercase();
    let n =
        MONTHS.iter().position(|m| word.len() >= 3 && m.to_ascii_lowercase().starts_with(&word))?;
    u8::try_from(n + 1).ok()
}

/// An absolute address of the web.
pub fn address(value: &Value) -> Option<String> {
    text(value).filter(|t| is_address(t))
}

/// Whether a text is an absolute http or https address and nothing else.
pub fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|r| !r.is_empty() && !r.starts_with('/'))
        && !text.contains(char::is_whitespace)
}

/// A language as BCP 47 writes it: `en`, `pt-BR`; also from `en_US`, `English` and `{"@type":"Language","name":…}`.
pub fn language(value: &Value) -> Option<String> {
    let text = text(value)?.replace('_', "-");
    if let Some(row) =
        LANGUAGES.iter().find(|row| row.1.iter().any(|name| name.eq_ignore_ascii_case(&text)))
    {
        return Some(row.0.to_owned());
    }
    let mut parts = text.split('-');
    let is_primary = parts
        .next()
        .is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphabetic()));
    let are_subtags =
        parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
    (is_primary && are_subtags).then_some(text)
}

/// Languages that sources name instead of tagging them.
const LANGUAGES: [(&str, &[&str]); 12] = [
    ("en", &["English"]),
    ("de", &["German", "Deutsch"]),
    ("fr", &["French", "Français"]),
    ("es", &["Spanish", "Español"]),
    ("it", &["Italian", "Italiano"]),
    ("pt", &["Portuguese", "Português"]),
    ("nl", &["Dutch", "Nederlands"]),
    ("pl", &["Polish", "Polski"]),
    ("ru", &["Russian", "Русский"]),
    ("ja", &["Japanese", "日本語"]),
    ("zh", &["Chinese", "中文"]),
    ("ko", &["Korean", "한국어"]),
];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check_date(text: &str, iso: Option<&str>) {
        assert_eq!(date(&json!(text)).map(|d| d.to_string()).as_deref(), iso, "{text:?}");
    }

    #[test]
    fn dates_are_read_in_words_too() {
        check_date("2016-9-11", Some("2016-09-11"));
        check_date("October 18, 2024", Some("2024-10-18"));
        check_date("18th Oct. 2024", Some("2024-10-18"));
        check_date("Mon, 12 Jan 2026 09:03:05 +1300", Some("2026-01-12"));
        check_date("Oct 2024", Some("2024-10"));
        check_date("soon", None);
        check_date("May", None);
    }

    #[test]
    fn languages_come_as_tags_or_names() {
        let tag = |text: &str| language(&json!(text));
        assert_eq!(tag("en_US").as_deref(), Some("en-US"));
        assert_eq!(tag("Deutsch").as_deref(), Some("de"));
        assert_eq!(tag("pt-BR").as_deref(), Some("pt-BR"));
        assert_eq!(tag("Klingonese, mostly"), None);
    }

    #[test]
    fn only_absolute_web_addresses_are_addresses() {
        assert!(is_address("https://example.org/a"));
        assert!(!is_address("/2020/the-starless-sea/"));
        assert!(!is_address("javascript:alert(1)"));
        assert!(!is_address("https://"));
        assert!(!is_address("https:///etc/passwd"));
        assert!(!is_address("https://a b"));
    }

    #[test]
    fn numbers_are_finite() {
        assert_eq!(number(&json!("7,5")), Some(7.5));
        assert_eq!(number(&json!("NaN")), None);
        assert_eq!(number(&json!("inf")), None);
        assert_eq!(number(&json!(true)), None);
    }
}
