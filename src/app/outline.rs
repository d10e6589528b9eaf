//! Outline: what stands out in the open text, in its order.

use crate::app::Reader;
use crate::review::Place;

/// Graphemes of a text that are enough to fill a row.
const ENOUGH: u32 = 200;

/// The words from a place on to the end of its block, or enough of them for a row; what is covered is not shown.
pub fn words_at(reader: &Reader, place: Place) -> String {
    let prose = reader.prose();
    let (from, to) = (
        prose.byte(place),
        prose.byte(Place { grapheme: place.grapheme.saturating_add(ENOUGH), ..place }),
    );
    reader.veiled(from, to).replace('\n', " ")
}
