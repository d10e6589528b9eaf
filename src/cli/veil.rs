//! Veil: what is printed to a terminal, where others may look on, without what is covered.

use super::Desk;
use super::out::Out;
use crate::review::Record;
use crate::text::prose;
use crate::text::spoiler::{Shield, VEIL};

/// What is said where something was left out.
pub(super) const LEFT_OUT: &str =
    "covered passages are left out on a terminal; --spoilers, a file or a pipe has them";

/// Whether spoilers are left out of what is printed: on a terminal, unless they are asked for. A file and a pipe get
/// everything, for what goes out must come back.
pub(super) fn is_on(shows_spoilers: bool) -> bool {
    !shows_spoilers && Out::is_terminal()
}

/// A record with what is covered named instead of told, in its text, its standfirst and what is highlighted; whether
/// anything is. The markup of such a text is left out with it.
pub(super) fn veiled(mut record: Record) -> (Record, bool) {
    let prose = prose::parse(&record.review.body);
    let shield = Shield::of(&record, &prose);
    if shield.covers.is_empty() {
        return (record, false);
    }
    record.review.description = standfirst(&record);
    record.review.body = shield.veiled(&prose, (0, 0), (usize::MAX, usize::MAX));
    record.state.highlights.clear();
    (record, true)
}

/// The standfirst of a record, named where all of its text is covered at its source.
pub(super) fn standfirst(record: &Record) -> Option<String> {
    let is_covered = record.review.spoilers.is_some() && !record.state.flags.seen;
    let bare = record.review.description.clone();
    bare.map(|text| if is_covered { VEIL.to_owned() } else { text })
}

/// A record as it may be printed: veiled on a terminal, which is said then; `is_whole` keeps it as it is.
pub(super) fn printable(desk: &mut Desk, record: Record, is_whole: bool) -> Record {
    if !is_on(is_whole) {
        return record;
    }
    let (record, is_veiled) = veiled(record);
    if is_veiled {
        desk.out.note(&format!("{}: {LEFT_OUT}", record.id));
    }
    record
}
