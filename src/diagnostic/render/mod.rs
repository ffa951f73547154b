//! Diagnostics as text: one file a form, all from the same value.

pub mod short;
