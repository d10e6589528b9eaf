//! YAML as it is read most easily: plain where that is safe, quoted where it is not, lists and maps as blocks.

use std::borrow::Cow;

use serde_json::Value;

use crate::schema::loose::Object;

/// A YAML mapping under construction.
#[derive(Debug, Default)]
pub(super) struct Yaml {
    out: String,
    /// How deep the mapping stands.
    depth: usize,
}

impl Yaml {
    /// A text, quoted if need be; an empty one is left out.
    pub(super) fn text(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.raw(key, &scalar(text));
        }
    }

    /// A number, a truth or a date, which need no quotes.
    pub(super) fn raw(&mut self, key: &str, value: &str) {
        self.key(key);
        self.out.push(' ');
        self.out.push_str(value);
        self.out.push('\n');
    }

    /// A list; an empty one is left out.
    pub(super) fn list(&mut self, key: &str, texts: &[String]) {
        if texts.is_empty() {
            return;
        }
        self.key(key);
        self.out.push('\n');
        for text in texts {
            self.indent(self.depth + 1);
            self.out.push_str("- ");
            self.out.push_str(&scalar(text));
            self.out.push('\n');
        }
    }

    /// A list of mappings, of texts and of numbers in lists; an empty one is left out.
    pub(super) fn maps(&mut self, key: &str, maps: &[Object]) {
        if maps.is_empty() {
            return;
        }
        self.key(key);
        self.out.push('\n');
        for map in maps {
            let mut inner = Self { out: String::new(), depth: self.depth + 2 };
            for (key, value) in map {
                match value {
                    Value::String(text) => inner.text(key, text),
                    // A list of numbers is written in YAML as in JSON.
                    other => inner.raw(key, &other.to_string().replace(',', ", ")),
                }
            }
            self.indent(self.depth + 1);
            self.out.push_str("- ");
            self.out.push_str(inner.out.trim_start());
        }
    }

    /// A mapping inside this one; an empty one is left out.
    pub(super) fn map(&mut self, key: &str, fill: impl FnOnce(&mut Self)) {
        let mut inner = Self { out: String::new(), depth: self.depth + 1 };
        fill(&mut inner);
        if !inner.out.is_empty() {
            self.key(key);
            self.out.push('\n');
            self.out.push_str(&inner.out);
        }
    }

    /// The mapping, each line ended.
    pub(super) fn into_text(self) -> String {
        self.out
    }

    fn key(&mut self, key: &str) {
        self.indent(self.depth);
        self.out.push_str(key);
        self.out.push(':');
    }

    fn indent(&mut self, depth: usize) {
        self.out.extend(std::iter::repeat_n("  ", depth));
    }
}

/// Words that YAML 1.1 or 1.2 reads as something else.
const RESERVED: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];

/// A text as YAML: as it stands where every reader takes that for this text, in double quotes otherwise.
fn scalar(text: &str) -> Cow<'_, str> {
    let is_fraction =
        text.contains('/') && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '/'));
    if is_fraction || (is_plain(text) && !RESERVED.contains(&text.to_lowercase().as_str())) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if is_unprintable(c) => out.extend(format!("\\U{:08X}", u32::from(c)).chars()),
            c => out.push(c),
        }
    }
    out.push('"');
    Cow::Owned(out)
}

/// Letters to begin with, then nothing that has a meaning in YAML where it stands.
fn is_plain(text: &str) -> bool {
    let is_harmless = |c: char| c.is_alphanumeric() || " -_./()'’‘“”,;!?&+%…–—@=*".contains(c);
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    let body = if is_address { text.replacen("://", "", 1) } else { text.to_owned() };
    text.starts_with(char::is_alphabetic) && !text.ends_with(' ') && body.chars().all(is_harmless)
}

/// What YAML does not allow to stand for itself.
fn is_unprintable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, yaml: &str) {
        assert_eq!(scalar(text), yaml);
    }

    #[test]
    fn texts_are_quoted_when_they_must_be() {
        check("Anora", "Anora");
        check("Sean Baker’s best, and his saddest!", "Sean Baker’s best, and his saddest!");
        check("https://a.example/b/?c=d", "https://a.example/b/?c=d");
        check("3.5/4", "3.5/4");
        check("1984", "\"1984\"");
        check("No", "\"No\"");
        check("a: b", "\"a: b\"");
        check("a #b", "\"a #b\"");
        check("- a", "\"- a\"");
        check("“quoted” from the start", "\"“quoted” from the start\"");
        check("say \"a\\b\"", "\"say \\\"a\\\\b\\\"\"");
        check("a\nb\u{85}", "\"a\\nb\\U00000085\"");
        check("★★★½", "\"★★★½\"");
    }

    #[test]
    fn maps_and_lists_nest_as_blocks() {
        let mut yaml = Yaml::default();
        yaml.text("empty", "");
        yaml.list("none", &[]);
        yaml.map("nothing", |_| {});
        yaml.map("work", |work| {
            work.text("name", "Anora");
            work.list("actors", &["A".to_owned(), "B: b".to_owned()]);
        });
        assert_eq!(yaml.into_text(), "work:\n  name: Anora\n  actors:\n    - A\n    - \"B: b\"\n");
    }
}
