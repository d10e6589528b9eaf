//! Pages saved as MHTML: a letter whose parts are the page and its pictures.

use mail_parser::{HeaderValue, Message, MessageParser, MimeHeaders};

use crate::schema::loose;

/// A letter says what it is within so many bytes.
const HEAD: usize = 4096;

/// Whether a text is a page saved as MHTML.
pub(super) fn is_mhtml(text: &str) -> bool {
    let end =
        (0..4).map(|n| HEAD + n).find(|&end| text.is_char_boundary(end)).unwrap_or(text.len());
    let head = text.get(..end).unwrap_or(text).to_ascii_lowercase();
    head.starts_with(|c: char| c.is_ascii_alphabetic())
        && head.contains("mime-version:")
        && head.contains("multipart/related")
}

/// The page of a letter, and where it was saved from. `None` if it holds no page.
pub(super) fn page(text: &str) -> Option<(String, Option<String>)> {
    let message = MessageParser::default().parse(text)?;
    let part = message.parts.iter().find(|part| part.is_text_html())?;
    let page = part.text_contents()?.to_owned();
    let located = part.content_location().map(str::to_owned);
    let address = snapshot(&message).or(located).filter(|address| loose::is_address(address));
    Some((page, address))
}

/// Where Chromium says that it saved a page.
fn snapshot(message: &Message<'_>) -> Option<String> {
    let name = "Snapshot-Content-Location";
    match message.header(name)? {
        HeaderValue::Text(text) => Some(text.trim().to_owned()),
        _ => message.header_raw(name).map(|raw| raw.trim().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://lantern.example/rain\r\n\
        Subject: =?utf-8?Q?Rain?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\
        \tboundary=\"----B--\"\r\n\r\n\r\n------B--\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\
        Content-Location: https://lantern.example/rain\r\n\r\n<!DOCTYPE html><html><head><meta charset=3D\"utf-8\"></head><p>caf=C3=A9 =\r\n\
        rain</p></html>\r\n------B--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n------B----\r\n";

    #[test]
    fn a_letter_holds_a_page_and_says_where_it_is_from() {
        assert!(is_mhtml(LETTER) && !is_mhtml("<html>MIME-Version: multipart/related"));
        let (page, address) = page(LETTER).unwrap();
        assert!(page.contains("<p>café rain</p>"), "{page}");
        assert_eq!(address.as_deref(), Some("https://lantern.example/rain"));
    }

    #[test]
    fn another_charset_is_decoded() {
        let letter = LETTER
            .replace("text/html\r\n", "text/html; charset=\"windows-1252\"\r\n")
            .replace("=C3=A9", "=E9");
        assert!(page(&letter).unwrap().0.contains("café"));
        assert_eq!(page("MIME-Version: 1.0\r\n\r\nwords"), None);
    }
}
