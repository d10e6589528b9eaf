//! Decoding: bytes in any encoding become UTF-8, and what is no text is refused.

use std::collections::HashSet;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The text in these bytes: by its byte order mark, as UTF-8, as UTF-16 without a mark, as the text itself declares, or
/// by the letters that occur in it. Bytes that the encoding does not have become U+FFFD.
///
/// # Errors
/// What is not text: `not text`, with the kind of file where its first bytes tell it.
pub fn decode(bytes: Vec<u8>) -> Result<String, String> {
    if let Some((encoding, n_mark)) = Encoding::for_bom(&bytes) {
        return Ok(decoded(bytes.get(n_mark..).unwrap_or_default(), encoding));
    }
    if let Some((_, kind)) = BINARY.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(format!("not text ({kind})"));
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if is_padded(text.as_bytes()) => text.into_bytes(),
        Ok(text) => return Ok(text),
        Err(error) => error.into_bytes(),
    };
    if let Some(encoding) = utf_16(&bytes) {
        return Ok(decoded(&bytes, encoding));
    }
    if is_damaged_utf_8(&bytes) {
        return Ok(String::from_utf8_lossy(&bytes).into_owned());
    }
    if is_binary(&bytes) {
        return Err("not text".to_owned());
    }
    if is_cut(&bytes) || is_stray(&bytes) && guessed(&bytes).is_single_byte() {
        return Ok(String::from_utf8_lossy(&bytes).into_owned());
    }
    let declared = declared(&bytes);
    if let Some(text) = by_lines(&bytes).filter(|_| declared.is_none()) {
        return Ok(text);
    }
    Ok(decoded(&bytes, declared.unwrap_or_else(|| guessed(&bytes))))
}

/// A text with lines in UTF-8 among others that are not: each is read as what it is.
fn by_lines(bytes: &[u8]) -> Option<String> {
    let is_good = |line: &&[u8]| std::str::from_utf8(line).is_ok();
    let lines: Vec<&[u8]> = bytes.split_inclusive(|b| *b == b'\n').collect();
    let (good, bad): (Vec<&[u8]>, Vec<&[u8]>) = lines.iter().copied().partition(is_good);
    let encoding = guessed(&bad.concat());
    let is_mixed = good.iter().any(|line| !line.is_ascii()) && encoding.is_single_byte();
    let read = |line: &[u8]| match std::str::from_utf8(line) {
        Ok(line) => line.to_owned(),
        Err(_) => decoded(line, encoding),
    };
    is_mixed.then(|| lines.into_iter().map(read).collect())
}

fn decoded(bytes: &[u8], encoding: &'static Encoding) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// How files begin that are no text though much of them may look like it.
const BINARY: [(&[u8], &str); 12] = [
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3\0", "a database"),
    (b"\x7fELF", "a program"),
    (b"ID3", "a sound"),
    (b"{\\rtf", "an RTF file"),
];

/// Whether over 1 in 10 bytes are zero: such UTF-8 is a container's padding, or UTF-16.
fn is_padded(bytes: &[u8]) -> bool {
    share(bytes, |b| b == 0) > 0.1
}

/// Whether bytes are UTF-8 but for a few that were lost or cut: it has more characters of several bytes than it has
/// faults. In another encoding such sequences come about by chance and seldom.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut n_long, mut n_faults) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        n_long += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        n_faults += usize::from(!chunk.invalid().is_empty());
    }
    n_long > n_faults && n_faults * 50 < bytes.len().max(100)
}

/// Whether bytes are UTF-8 that ends within a character.
fn is_cut(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| {
        // One byte alone may be the last letter of a text in another encoding.
        error.error_len().is_none() && bytes.len() - error.valid_up_to() >= 2
    })
}

/// Whether the bytes beyond ASCII are stray parts of UTF-8: no letter touches them, most can only follow others there, and
/// some have no place in it at all. Words of another encoding are not like that.
fn is_stray(bytes: &[u8]) -> bool {
    let high: Vec<u8> = bytes.iter().copied().filter(|b| !b.is_ascii()).collect();
    let n_following = high.iter().filter(|b| **b < 0xc0).count();
    let touches = bytes.windows(2).any(|pair| {
        let [one, other] = pair else { return false };
        one.is_ascii_alphabetic() && !other.is_ascii()
            || !one.is_ascii() && other.is_ascii_alphabetic()
    });
    !touches
        && n_following * 2 >= high.len()
        && high.iter().any(|b| matches!(b, 0xc0 | 0xc1 | 0xf5..))
}

/// Whether bytes that are not UTF-8 are no text in another encoding either: over 1 in 100 of them controls (tab, line ends,
/// form feed and escape aside), over 1 in 1,000 zero, or all of a few kinds.
fn is_binary(bytes: &[u8]) -> bool {
    let is_control = |b: u8| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b | 0);
    let is_long = bytes.len() > 256;
    let kinds: HashSet<u8> = bytes.iter().copied().take(4096).collect();
    is_padded(bytes)
        || (is_long && (share(bytes, |b| b == 0) > 0.001 || share(bytes, is_control) > 0.01))
        || (is_long && kinds.len() < 8)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a share of bytes needs no more digits than a double has"
)]
fn share(bytes: &[u8], is: impl Fn(u8) -> bool) -> f64 {
    bytes.iter().filter(|&&b| is(b)).count() as f64 / bytes.len().max(1) as f64
}

/// UTF-16 without a mark: many zeros in every second byte (Latin letters), hardly any in the others, no unpaired half.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 2 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let n_zero = |first: usize| bytes.iter().skip(first).step_by(2).filter(|&&b| b == 0).count();
    let (n_high, n_low, n_units) = (n_zero(0), n_zero(1), bytes.len() / 2);
    let is_telling = |many: usize, few: usize| many * 3 > n_units && few * 50 < n_units;
    let encoding = if is_telling(n_low, n_high) {
        UTF_16LE
    } else if is_telling(n_high, n_low) {
        UTF_16BE
    } else {
        return None;
    };
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(|_| encoding)
}

/// The encoding that HTML (`charset=`) or XML (`encoding=`) declares in its first kilobyte.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(bytes)).to_ascii_lowercase();
    if !head.trim_start().starts_with('<') {
        return None;
    }
    let (_, after) = head.split_once("charset=").or_else(|| head.split_once("encoding="))?;
    let label = after
        .trim_start_matches(['"', '\'', ' '])
        .split(['"', '\'', ' ', '>', ';', '/', '?'])
        .next()?;
    // Bytes that are not UTF-8 are not UTF-8, whatever they say of themselves, and zeros would have shown UTF-16.
    Encoding::for_label(label.as_bytes()).filter(|e| ![UTF_8, UTF_16BE, UTF_16LE].contains(e))
}

fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str) {
        assert_eq!(decode(bytes.to_vec()).as_deref(), Ok(text));
    }

    fn utf_16_bytes(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn what_is_mixed_cut_or_broken_is_read_as_far_as_it_goes() {
        let read = |bytes: &[u8]| decode(bytes.to_vec()).unwrap();
        let mixed = [&b"Gr\xc3\xb6\xc3\x9fe\n"[..], b"Gr\xf6\xdfe\n"].concat();
        assert_eq!(read(&mixed), "Größe\nGröße\n");
        assert_eq!(read(b"Five \xe2\x82"), "Five \u{fffd}");
        assert_eq!(
            read(b"ok \xc3( \xa0\xa1 \xed\xa0\x80 \xc0\xaf end"),
            "ok \u{fffd}( \u{fffd}\u{fffd} \u{fffd}\u{fffd}\u{fffd} \u{fffd}\u{fffd} end"
        );
        assert_eq!(read(b"il va \xe0 la plage, l'\xe9t\xe9"), "il va à la plage, l'été");
    }

    #[test]
    fn every_common_encoding_is_read() {
        let text = "Café “Größe” — a review of some length, with naïve words.";
        check(text.as_bytes(), text);
        check(format!("\u{feff}{text}").as_bytes(), text);
        check(&utf_16_bytes(text, u16::to_le_bytes), text);
        check(&utf_16_bytes(text, u16::to_be_bytes), text);
        check(&utf_16_bytes(&format!("\u{feff}{text}"), u16::to_le_bytes), text);
        check(&utf_16_bytes(&format!("\u{feff}{text}"), u16::to_be_bytes), text);
        check(&encoding_rs::WINDOWS_1252.encode(text).0, text);
        let russian = "Рецензия на фильм: это очень хорошее и смешное кино о любви.";
        check(&encoding_rs::WINDOWS_1251.encode(russian).0, russian);
        let japanese = "この映画はとても面白かったです。監督の手腕が光る作品でした。";
        check(&encoding_rs::SHIFT_JIS.encode(japanese).0, japanese);
        check(&encoding_rs::EUC_JP.encode(japanese).0, japanese);
    }

    #[test]
    fn a_page_may_declare_its_encoding() {
        let page = "<html><meta charset=\"iso-8859-2\"><p>Żółw</p>";
        check(&encoding_rs::ISO_8859_2.encode(page).0, page);
    }

    #[track_caller]
    fn check_refused(bytes: &[u8], reason: &str) {
        assert_eq!(decode(bytes.to_vec()).unwrap_err(), reason);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        check_refused(&[0; 208], "not text");
        check_refused(b"\x89PNG\r\n\x1a\n\0\0", "not text (an image)");
        check_refused(b"%PDF-1.7\nmostly text", "not text (a PDF file)");
        check_refused(b"PK\x03\x04rest", "not text (a ZIP archive)");
        let noise: Vec<u8> = (0..=255u8).cycle().take(4096).collect();
        check_refused(&noise, "not text");
        check_refused(&[0xa5; 4096], "not text");
    }

    #[test]
    fn stray_control_characters_do_not_make_a_text_binary() {
        check(b"A short text\0 with \x1b[1mdamage\x07.", "A short text\0 with \x1b[1mdamage\x07.");
        let bells = format!("ring {} off", "\u{7}".repeat(2000));
        check(bells.as_bytes(), &bells);
        check(
            b"caf\xe9 \x07 and a little more text to tell by",
            "caf\u{e9} \u{7} and a little more text to tell by",
        );
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = decode(bytes);
        }

        #[test]
        fn utf_8_without_controls_stays_as_it_is(text in "[a-z][^\\x00-\\x1f]{0,40}") {
            prop_assert_eq!(decode(text.clone().into_bytes()), Ok(text));
        }
    }
}
