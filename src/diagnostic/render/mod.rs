//! Diagnostics as text: one file a form, all from the same value.

pub mod github;
#[cfg(feature = "cli")]
pub mod human;
pub mod json;
mod region;
pub mod sarif;
pub mod short;
mod visible;
#[cfg(feature = "cli")]
pub mod wrap;

pub(crate) use visible::visible;
