//! `milepost`, the compiler of the Roadmap language.
//!
//! ```text
//!  text ──parse──▶ Ast ──resolve──▶ Model ──schedule──▶ Schedule ──▶ Plan ──emit──▶ svg · json · markdown
//!                   │                 │                    │
//!                   └──────────── Diagnostics (one sink, one value, many renderers) ◀── check (Model, then Schedule)
//! ```
//!
//! One direction, no way back; every arrow is a total function. What the words mean (slack, lag, driver, levelling …) the book's
//! glossary says, `docs/src/glossary.md`: one word for each thing, in the code, in messages and in reports.

// pest's derive, built without `std`, writes `alloc::…`.
extern crate alloc;

pub mod check;
mod compile;
pub mod diagnostic;
pub mod emit;
pub mod format;
pub mod ide;
#[cfg(feature = "interchange")]
pub mod import;
pub mod model;
pub mod plan;
pub mod resolve;
pub mod schedule;
pub mod syntax;
pub mod text;
pub mod time;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "lsp")]
pub mod lsp;
#[cfg(feature = "mcp")]
pub mod mcp;

pub use compile::{Compilation, Options, Reading, compile, read};
pub use plan::{Plan, Problems};
pub use resolve::Folder;
pub use text::Source;

/// The code in the README and in the book's page of the library runs as a test.
#[cfg(doctest)]
mod pages {
    #[doc = include_str!("../README.md")]
    mod readme {}
    #[doc = include_str!("../docs/src/library.md")]
    mod library {}
}
