//! The words by which notices of spoilers are known.

/// Words that may stand between a verb and its spoilers, and before them.
pub(super) const KINDS: [&str; 39] = [
    "a",
    "all",
    "and",
    "big",
    "character",
    "complete",
    "ending",
    "few",
    "film",
    "full",
    "heavy",
    "huge",
    "light",
    "lots",
    "major",
    "many",
    "massive",
    "mild",
    "minor",
    "moderate",
    "movie",
    "of",
    "plot",
    "possible",
    "potential",
    "series",
    "serious",
    "several",
    "significant",
    "slight",
    "small",
    "some",
    "spoiler",
    "story",
    "the",
    "very",
    "tiny",
    "total",
    "heavily",
];

/// Words that turn a notice into its contrary.
pub(super) const DENIALS: [&str; 27] = [
    "no", "not", "non", "without", "never", "zero", "none", "nor", "hardly", "barely", "isnt",
    "arent", "doesnt", "dont", "didnt", "wont", "cant", "cannot", "wouldnt", "avoid", "avoids",
    "avoiding", "avoided", "wary", "hate", "minus", "neither",
];

/// What a whole piece calls itself.
pub(super) const PIECES: [&str; 15] = [
    "review",
    "following",
    "post",
    "article",
    "piece",
    "essay",
    "text",
    "page",
    "writeup",
    "analysis",
    "discussion",
    "critique",
    "recap",
    "entry",
    "blog",
];

/// What a part of a piece calls itself.
pub(super) const PARTS: [&str; 11] = [
    "section",
    "paragraph",
    "paragraphs",
    "rest",
    "remainder",
    "below",
    "follows",
    "comments",
    "part",
    "summary",
    "synopsis",
];

/// Words that say a passage has spoilers.
pub(super) const HOLDS: [&str; 14] = [
    "contain",
    "contains",
    "containing",
    "include",
    "includes",
    "including",
    "has",
    "have",
    "reveals",
    "discusses",
    "features",
    "full",
    "filled",
    "loaded",
];

/// Words that say spoilers come.
pub(super) const COMES: [&str; 18] = [
    "ahead",
    "follow",
    "follows",
    "following",
    "below",
    "coming",
    "incoming",
    "within",
    "inside",
    "abound",
    "galore",
    "beyond",
    "herein",
    "hereafter",
    "forthcoming",
    "begin",
    "start",
    "await",
];

/// Words after which a notice may go on without being prose.
pub(super) const GOES_ON: [&str; 18] = [
    "for", "so", "if", "but", "until", "from", "here", "and", "in", "on", "after", "as", "though",
    "please", "of", "about", "below", "ahead",
];

/// Words that warn.
pub(super) const WARNINGS: [&str; 9] = [
    "warning",
    "beware",
    "caution",
    "attention",
    "warned",
    "careful",
    "heads",
    "disclaimer",
    "alert",
];

/// Beginnings that say spoilers are here.
pub(super) const THERE: [&[&str]; 7] = [
    &["there", "are"],
    &["there", "will", "be"],
    &["there", "may", "be"],
    &["there", "might", "be"],
    &["here", "be"],
    &["here", "there", "be"],
    &["therell", "be"],
];

/// What may lead to one of them.
pub(super) const LEADS: [&str; 20] = [
    "from", "here", "on", "out", "now", "this", "point", "below", "note", "but", "and", "also",
    "so", "be", "aware", "warned", "that", "because", "as", "in",
];
