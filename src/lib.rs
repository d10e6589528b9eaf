//! anora-tui: a terminal reader for reviews.
//!
//! The modules stand in the order in which they may use each other: a file imports only what stands above it here, or
//! its own submodules. A test holds that order. `docs/architecture.md` tells the two flows that run through them.

pub mod error;
pub mod rating;
pub mod date;
pub mod review;
pub mod action;
pub mod text;
pub mod schema;
pub mod catalogue;
pub mod query;
pub mod filter;
pub mod consensus;
pub mod import;
pub mod shelf;
pub mod export;
pub mod library;
pub mod keymap;
pub mod theme;
pub mod panes;
pub mod config;
pub mod event;
pub mod app;
pub mod ui;
pub mod finder;
pub mod worker;
pub mod run;
pub mod cli;
