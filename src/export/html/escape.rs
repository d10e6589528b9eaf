//! Words within markup, and addresses that a link may lead to.

/// Words as they stand in XHTML, in elements and in attributes. What XML cannot hold is left out.
pub(in crate::export) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// An address as an attribute, where a reader may be led: to a page or to a letter, and to nothing that runs.
pub(in crate::export) fn address(text: &str) -> Option<String> {
    let is_allowed = ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| text.get(..scheme.len()).is_some_and(|is| is.eq_ignore_ascii_case(scheme)));
    let is_clean = !text.contains(|c: char| c.is_whitespace() || c.is_control());
    (is_allowed && is_clean).then(|| escaped(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_become_markup() {
        assert_eq!(escaped("<b a=\"1\">&\u{1b}\u{ffff}"), "&lt;b a=&quot;1&quot;&gt;&amp;");
    }

    #[test]
    fn a_link_leads_to_pages_and_letters_alone() {
        assert_eq!(
            address("HTTPS://a.example/?b&c").as_deref(),
            Some("HTTPS://a.example/?b&amp;c")
        );
        assert_eq!(address("mailto:a@b.example").as_deref(), Some("mailto:a@b.example"));
        for refused in
            ["javascript:alert(1)", "data:text/html,x", "file:///etc", "https://a b", "é"]
        {
            assert_eq!(address(refused), None, "{refused}");
        }
    }
}
