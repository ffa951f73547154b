//! Diagnostics as text: one file a form, all from the same value.

pub mod github;
#[cfg(feature = "cli")]
pub mod human;
pub mod json;
mod region;
pub mod sarif;
pub mod short;
#[cfg(feature = "cli")]
pub mod wrap;
