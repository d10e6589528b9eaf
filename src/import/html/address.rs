//! Addresses in a page, made absolute.

use url::Url;

/// What relative addresses of a page are relative to.
#[derive(Debug, Clone, Default)]
pub(super) struct Base(Option<Url>);

impl Base {
    /// The address of a page, and what its `<base>` says.
    pub(super) fn new(page: Option<&str>, base: Option<&str>) -> Self {
        let page = page.and_then(|page| Url::parse(page).ok());
        let base = base.and_then(|base| match &page {
            Some(page) => page.join(base).ok(),
            None => Url::parse(base).ok(),
        });
        Self(base.or(page))
    }

    /// An address of the web, absolute. `None` for scripts, places within the page, and what nothing makes absolute.
    pub(super) fn absolute(&self, address: &str) -> Option<String> {
        let address = address.trim();
        if address.is_empty() || address.starts_with('#') {
            return None;
        }
        let url = match &self.0 {
            Some(base) => base.join(address).ok(),
            None => Url::parse(address).ok(),
        };
        let url = url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())?;
        Some(url.to_string())
    }
}

/// The path of an address, without its last `/`.
pub(super) fn path(address: &str) -> Option<String> {
    Url::parse(address).ok().map(|url| url.path().trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: Option<&str>, base: Option<&str>, address: &str, wanted: Option<&str>) {
        assert_eq!(Base::new(page, base).absolute(address).as_deref(), wanted, "{address}");
    }

    #[test]
    fn addresses_become_absolute_or_nothing() {
        let page = Some("https://lantern.example/2024/anora/");
        check(page, None, "/about", Some("https://lantern.example/about"));
        check(page, None, "../tangerine", Some("https://lantern.example/2024/tangerine"));
        check(page, Some("/films/"), "anora", Some("https://lantern.example/films/anora"));
        check(page, None, "//other.example/x", Some("https://other.example/x"));
        check(page, None, "#end", None);
        check(page, None, "javascript:alert(1)", None);
        check(page, None, "mailto:a@b.example", None);
        check(None, None, "/about", None);
        check(
            None,
            Some("https://lantern.example/"),
            "about",
            Some("https://lantern.example/about"),
        );
        check(None, None, "https://other.example/a b", Some("https://other.example/a%20b"));
    }
}
