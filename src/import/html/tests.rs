use std::path::PathBuf;

use super::*;

#[test]
fn a_page_is_told_by_how_it_begins() {
    for text in [
        "<!DOCTYPE html><p>x",
        "\n<html lang=en>",
        "<!-- saved from url=(0019)https://a.example/ -->\n<html>",
    ] {
        assert!(is_html(text), "{text}");
    }
    for text in ["Words", "<p>words", "<rss version='2.0'>", "<!-- more -->words"] {
        assert!(!is_html(text), "{text}");
    }
}

#[test]
fn a_last_tag_that_never_ends_costs_only_itself() {
    let words = "The text behind the tag is long enough to be one. ".repeat(4);
    let text = format!("<html><body><p>It begins. <a href=\"x>{words}");
    let row = read(&Source { path: PathBuf::from("a.html"), text }).remove(0);
    assert!(row.unwrap().review.body.contains("long enough to be one."));
}

#[test]
fn markup_past_all_bounds_is_refused_or_read() {
    let n = 100_000;
    let deep = format!("<html><body>{}deep{}", "<div>".repeat(n), "</div>".repeat(n));
    let source = |text: String| Source { path: PathBuf::from("a.html"), text };
    let rows = read(&source(deep));
    assert!(rows[0].as_ref().unwrap().review.body.contains("deep"));
    let attributes: Vec<String> = (0..n).map(|n| format!("a{n}=1")).collect();
    let many = format!("<html><body {}>x", attributes.join(" "));
    assert_eq!(
        read(&source(many))[0].as_ref().unwrap_err().reason,
        "a tag with more than 1,000 attributes"
    );
    let large = format!("<html><body>{}", "Words. ".repeat(1_300_000));
    assert_eq!(
        read(&source(large))[0].as_ref().unwrap_err().reason,
        "a page larger than 8 MiB without its pictures"
    );
    let pictures = format!(
        "<html><body><img src='data:image/png;base64,{}'><p>Words.",
        "iVBO".repeat(3_000_000)
    );
    assert_eq!(read(&source(pictures))[0].as_ref().unwrap().review.body, "Words.");
    let flood = format!("<html><body>{}", "<".repeat(3_000_000));
    assert_eq!(
        read(&source(flood))[0].as_ref().unwrap_err().reason,
        "more than 2,000,000 tags and pieces of text"
    );
    let wide = format!("<html><body>{}", "<b></b>".repeat(600_000));
    assert_eq!(read(&source(wide))[0].as_ref().unwrap_err().reason, "more than 500,000 elements");
}
