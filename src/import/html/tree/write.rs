//! A tree as markup again, for the library that finds the article.

use html5ever::Attribute;

use super::walk::Step;
use super::{Id, Kind, Tree};

/// A value of an attribute longer than this is a picture or a program, in bytes.
const LONGEST_VALUE: usize = 2048;

/// Elements that have no end.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Elements that say nothing about the article, and those whose text would have to be written as it stands.
const LEFT_OUT: [&str; 9] =
    ["script", "style", "template", "svg", "iframe", "noframes", "noembed", "xmp", "plaintext"];

impl Tree {
    /// A node as markup, without programs, styles, drawings and comments.
    pub(in super::super) fn markup(&self, id: Id) -> String {
        let mut out = String::from("<!doctype html>");
        for step in self.steps(id, |at| LEFT_OUT.contains(&self.name(at))) {
            match step {
                Step::Begin(at) => self.begin(at, &mut out),
                Step::End(at) => self.end(at, &mut out),
            }
        }
        out
    }

    fn begin(&self, id: Id, out: &mut String) {
        match self.node(id).map(|node| &node.kind) {
            Some(Kind::Text(text)) => escape(text, out),
            Some(Kind::Element(name, attributes)) if !LEFT_OUT.contains(&&*name.local) => {
                out.push('<');
                out.push_str(&name.local);
                for attribute in attributes {
                    write_attribute(attribute, out);
                }
                out.push('>');
            }
            _ => {}
        }
    }

    fn end(&self, id: Id, out: &mut String) {
        let name = self.name(id);
        if !name.is_empty() && !LEFT_OUT.contains(&name) && !VOID.contains(&name) {
            out.push_str("</");
            out.push_str(name);
            out.push('>');
        }
    }
}

fn write_attribute(attribute: &Attribute, out: &mut String) {
    let (name, value) = (&*attribute.name.local, &*attribute.value);
    let is_name = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_:".contains(&b));
    if !is_name
        || name.starts_with("on")
        || value.len() > LONGEST_VALUE
        || value.starts_with("data:")
    {
        return;
    }
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(value, out);
    out.push('"');
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            c => out.push(c),
        }
    }
}
