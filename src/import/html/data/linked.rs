//! JSON-LD: the scripts of a page that hold it, with what people get wrong in them.

use serde_json::Value;

use super::super::tree::Tree;

/// The documents in a page. What cannot be read does not hide the others.
pub(super) fn documents(tree: &Tree) -> Vec<Value> {
    let is_linked = |&id: &_| {
        let kind = tree.attribute(id, "type").unwrap_or_default().trim();
        kind.get(..19).unwrap_or(kind).eq_ignore_ascii_case("application/ld+json")
    };
    let scripts = tree.named(tree.root(), "script").filter(is_linked);
    scripts.filter_map(|id| from_script(&tree.verbatim(id))).collect()
}

/// The document that a script holds.
fn from_script(script: &str) -> Option<Value> {
    let text = unwrapped(script);
    let value = serde_json::from_str(text).or_else(|_| serde_json::from_str(&repaired(text)));
    value.ok().map(decoded)
}

/// A script without the comments and marks around its JSON: `/* <![CDATA[ */ … /* ]]> */`.
fn unwrapped(script: &str) -> &str {
    let start = script.find(['{', '[']).map(|at| {
        // `<![CDATA[` has brackets of its own.
        let head = script.get(..at).unwrap_or_default();
        if head.trim_end().ends_with("<!") { at + "[CDATA[".len() } else { at }
    });
    let rest = start.and_then(|at| script.get(at..)).unwrap_or(script);
    let start = rest.find(['{', '[']).unwrap_or(0);
    let rest = rest.get(start..).unwrap_or(rest);
    let rest = rest.rsplit_once("]]>").map_or(rest, |(json, _)| json);
    let end = rest.rfind(['}', ']']).map_or(rest.len(), |at| at + 1);
    rest.get(..end).unwrap_or(rest)
}

/// JSON in which strings hold raw line ends and lists a comma too many.
fn repaired(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let (mut is_string, mut is_escaped) = (false, false);
    for c in text.chars() {
        if is_string {
            match c {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                '"' => is_string = false,
                _ => {}
            }
            match c {
                '\n' => out.push_str("\\n"),
                c if c.is_control() => out.push(' '),
                c => out.push(c),
            }
            continue;
        }
        if matches!(c, '}' | ']') {
            let bare = out.trim_end().len();
            if out.get(..bare).is_some_and(|head| head.ends_with(',')) {
                out.truncate(bare - 1);
            }
        }
        is_string = c == '"';
        out.push(c);
    }
    out
}

/// Strings with the entities decoded that many programs write into them.
fn decoded(value: Value) -> Value {
    match value {
        Value::String(text) if text.contains('&') && text.contains(';') => {
            decoded_text(&text).into()
        }
        Value::Array(several) => several.into_iter().map(decoded).collect(),
        Value::Object(object) => {
            Value::Object(object.into_iter().map(|(key, value)| (key, decoded(value))).collect())
        }
        other => other,
    }
}

/// A text with its entities decoded, twice where they were written twice; tags in it stay.
fn decoded_text(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..2 {
        let tree = Tree::parse(&format!("<p>{}", text.replace('<', "&lt;"))).ok();
        let Some(next) = tree.map(|tree| tree.verbatim(tree.root())) else { break };
        if next == text {
            break;
        }
        text = next;
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(script: &str, wanted: &Value) {
        assert_eq!(from_script(script).unwrap_or_default(), *wanted, "{script}");
    }

    #[test]
    fn json_is_read_in_whatever_it_is_wrapped() {
        let wanted = &json!({"a": [1]});
        check(r#"{"a":[1]}"#, wanted);
        check("/* <![CDATA[ */ {\"a\":[1]} /* ]]> */", wanted);
        check("<![CDATA[\n{\"a\":[1]}\n]]>", wanted);
        check("//<![CDATA[\n{\"a\":[1]}\n//]]>", wanted);
        check("<!-- {\"a\":[1]} -->", wanted);
        check("{\"a\":[1,],};", wanted);
        check("[{\"a\":[1]}]", &json!([{"a": [1]}]));
        check("not json", &Value::Null);
        check("", &Value::Null);
    }

    #[test]
    fn strings_may_hold_line_ends_and_entities() {
        check("{\"a\":\"one\ntwo\"}", &json!({"a": "one\ntwo"}));
        check(r#"{"a":"it&apos;s &quot;R&amp;B&quot;"}"#, &json!({"a": "it's \"R&B\""}));
        check(
            r#"{"a":"Moth &amp;amp; Rain <b>&#8217;</b>"}"#,
            &json!({"a": "Moth & Rain <b>’</b>"}),
        );
        check(r#"{"a":"AT&T; fish & chips"}"#, &json!({"a": "AT&T; fish & chips"}));
    }

    proptest::proptest! {
        #[test]
        fn no_script_breaks_it(script in "[\\[\\]{}\",:a!<>/*CDAT& ;\n\\\\-]{0,60}") {
            let _ = from_script(&script);
        }
    }
}
