//! Answers, a file a theme.

pub(super) mod diagnostics;
