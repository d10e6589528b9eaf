//! Text as a reader needs it: cleaned, measured, parsed to blocks, broken into lines. It knows no colour and no files.

pub mod anchor;
pub mod fingerprint;
pub mod fold;
pub mod hyphens;
pub mod language;
pub mod linebreak;
pub mod moved;
pub mod prose;
pub mod sanitize;
pub mod spoiler;
pub mod unit;
pub mod width;
pub mod wrap;
