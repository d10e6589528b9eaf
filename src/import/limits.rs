//! Limits: how much a stranger's file may ask of us.
//!
//! A review has no cap of its own beside its file's: a text of 50 MB is laid out lazily and opens at once.

/// The largest file, in bytes. One of JSON lines may be larger: it is read part by part.
pub const FILE_BYTES: u64 = 64 * MIB;

/// About how much of a larger file is read at once, in bytes.
pub const PART_BYTES: usize = 16 * 1024 * 1024;

/// Why a larger one is refused.
pub const TOO_LARGE: &str = "larger than 64 MiB";

/// The largest member of an archive, in bytes as unpacked: a bomb packs 1 GiB into 1 MB.
pub const MEMBER_BYTES: u64 = 32 * MIB;

/// Why a larger one is refused.
pub const TOO_LARGE_MEMBER: &str = "unpacks to more than 32 MiB";

/// The most that all members of an archive may unpack to, in bytes, with those of the archives in it.
pub const ARCHIVE_BYTES: u64 = 256 * MIB;

/// Why no more of a larger one is unpacked.
pub const TOO_LARGE_ARCHIVE: &str = "the archive unpacks to more than 256 MiB";

/// The most members of an archive.
pub const N_MEMBERS: usize = 10_000;

/// How deep HTML and XML may nest; browsers stop at the same depth, and html5ever is quadratic beyond it.
pub const DEPTH: usize = 512;

/// How deep tags of a page are looked at; deeper ones are passed over, their words are not. Pages in use are under 100 deep.
pub const PAGE_DEPTH: usize = 200;

/// The largest page, in bytes without the pictures in it.
pub const PAGE_BYTES: usize = 8 * 1024 * 1024;

/// Why a larger page is refused.
pub const PAGE_TOO_LARGE: &str = "a page larger than 8 MiB without its pictures";

/// The most elements, texts and comments of a page; the longest in use have a tenth of it.
pub const N_ELEMENTS: usize = 500_000;

/// The most tags and stretches of text of a page: a flood of `<` that begin no tag is as many stretches.
pub const N_TOKENS: usize = 2_000_000;

/// Why a page with more is refused.
pub const TOO_MANY_TOKENS: &str = "more than 2,000,000 tags and pieces of text";

/// Why a page with more is refused.
pub const TOO_MANY_ELEMENTS: &str = "more than 500,000 elements";

/// The most attributes of one tag of a page.
pub const N_ATTRIBUTES: usize = 1_000;

/// Why a page that has a tag with more is refused.
pub const TOO_MANY_ATTRIBUTES: &str = "a tag with more than 1,000 attributes";

/// The most signs that may be markup, and ends of lines, of a text: a million ordinary paragraphs have fewer.
pub const N_SIGNS: usize = 2_000_000;

/// Why a text with more is refused.
pub const TOO_MANY_SIGNS: &str = "more than 2,000,000 signs of markup and ends of lines";

/// How many files of a folder are looked at to tell the scale of its ratings.
pub const SCALE_FILES: usize = 500;

/// How many bytes of them are read for that at most.
pub const SCALE_BYTES: u64 = 4 * MIB;

const MIB: u64 = 1024 * 1024;
