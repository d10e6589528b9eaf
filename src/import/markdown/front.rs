//! Front matter: YAML between `---`, TOML between `+++`, or one JSON object, and the text after it.

use serde_json::Value;

use crate::schema::loose::Object;

/// Front matter and what follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Front<'a> {
    kind: Kind,
    /// The front matter without its fences.
    text: &'a str,
    /// The text after it.
    pub(super) body: &'a str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Yaml,
    Toml,
    Json,
}

/// Why front matter cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bad {
    /// The line in the file, from 1.
    pub(super) line: usize,
    pub(super) reason: String,
    /// Whether it is well written, and asks for more than anyone means.
    pub(super) is_too_much: bool,
}

/// Fences: how front matter opens, what it is, and how it may close.
const FENCES: [(&str, Kind, &[&str]); 2] =
    [("---", Kind::Yaml, &["---", "..."]), ("+++", Kind::Toml, &["+++"])];

/// Splits a text that begins with front matter; `None` where none begins or it never ends.
pub(super) fn split(text: &str) -> Option<Front<'_>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.starts_with('{') {
        return split_json(text);
    }
    let (first, rest) = text.split_once('\n')?;
    let (_, kind, closings) = FENCES.iter().find(|(fence, ..)| first.trim_end() == *fence)?;
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if closings.contains(&line.trim_end()) {
            let (text, after) = rest.split_at_checked(at)?;
            return Some(Front { kind: *kind, text, body: after.get(line.len()..)? });
        }
        at += line.len();
    }
    None
}

/// JSON front matter ends where its object does: at a brace at the start of a line.
fn split_json(text: &str) -> Option<Front<'_>> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        if line.trim_end() == "}" {
            let (text, body) = text.split_at_checked(at)?;
            return Some(Front { kind: Kind::Json, text, body });
        }
    }
    None
}

impl Front<'_> {
    /// The front matter as an object; `None` where it is something else, so that it was none.
    pub(super) fn parse(&self) -> Result<Option<Object>, Bad> {
        let value = match self.kind {
            Kind::Yaml => self.yaml()?,
            Kind::Toml => self.toml()?,
            Kind::Json => serde_json::from_str(self.text).map_err(|error| Bad {
                line: error.line(),
                reason: before(&error.to_string(), " at line"),
                is_too_much: false,
            })?,
        };
        Ok(match value {
            Value::Object(object) => Some(object),
            Value::Null if self.text.trim().is_empty() => Some(Object::new()),
            _ => None,
        })
    }

    fn yaml(&self) -> Result<Value, Bad> {
        let options = serde_saphyr::options! {
            duplicate_keys: serde_saphyr::options::DuplicateKeyPolicy::FirstWins,
            leading_zero_numbers_as_strings: true,
            underscored_numbers_as_strings: true,
            strict_booleans: true,
            non_finite_float_policy: serde_saphyr::options::NonFiniteFloatPolicy::AsString,
        };
        serde_saphyr::from_str_with_options(self.text, options).map_err(|error| {
            let line = error.location().and_then(|l| usize::try_from(l.line()).ok()).unwrap_or(0);
            // The error draws the lines in question below its first line.
            let text = error.without_snippet().to_string();
            let reason = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
            let is_too_much = reason.starts_with("budget breached");
            let reason = if is_too_much { "it unfolds to too much" } else { reason };
            Bad { line: line + 1, reason: before(reason, " at line"), is_too_much }
        })
    }

    fn toml(&self) -> Result<Value, Bad> {
        let table: toml::Table = toml::from_str(self.text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let above = self.text.get(..start).unwrap_or(self.text);
            Bad {
                line: above.matches('\n').count() + 2,
                reason: before(error.message(), "\n"),
                is_too_much: false,
            }
        })?;
        Ok(json_of(toml::Value::Table(table)))
    }
}

/// What stands before a mark: the part of a message that does not repeat the place or draw it.
fn before(message: &str, mark: &str) -> String {
    message.split_once(mark).map_or(message, |(head, _)| head).to_owned()
}

/// TOML in the shape of JSON; its dates become texts.
fn json_of(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(truth) => truth.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(several) => several.into_iter().map(json_of).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(k, v)| (k, json_of(v))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(text: &str, object: &Value, body: &str) {
        let front = split(text).unwrap();
        assert_eq!(front.parse().unwrap().map(Value::Object).as_ref(), Some(object), "{text:?}");
        assert_eq!(front.body, body);
    }

    #[test]
    fn all_three_kinds_are_read() {
        check("---\na: 1\nb: [x, y]\n---\nText", &json!({"a": 1, "b": ["x", "y"]}), "Text");
        check("---\r\na: 1\r\n...\r\nText", &json!({"a": 1}), "Text");
        check("\u{feff}---  \na: 1\n---", &json!({"a": 1}), "");
        check("---\n---\nText", &json!({}), "Text");
        check(
            "+++\na = 2024-10-18\n[b]\nc = 'x'\n+++\nText",
            &json!({"a": "2024-10-18", "b": {"c": "x"}}),
            "Text",
        );
        check("{\n  \"a\": {\n  }\n}\nText", &json!({"a": {}}), "Text");
    }

    #[test]
    fn numbers_that_are_identifiers_keep_their_zeros() {
        check(
            "---\na: 0316246620\nb: 2019-02-11\nc: yes\nd: 1_000\n---\n",
            &json!({"a": "0316246620", "b": "2019-02-11", "c": "yes", "d": "1_000"}),
            "",
        );
    }

    #[test]
    fn the_first_of_two_equal_keys_counts() {
        check("---\na: 1\na: 2\n---\n", &json!({"a": 1}), "");
    }

    #[test]
    fn an_alias_bomb_is_refused() {
        use std::fmt::Write;
        let mut text = "---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for n in 1..12 {
            let list = vec![format!("*a{}", n - 1); 9].join(", ");
            writeln!(text, "a{n}: &a{n} [{list}]").unwrap();
        }
        text.push_str("---\nText");
        assert!(split(&text).unwrap().parse().is_err());
    }
}
