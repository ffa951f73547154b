//! Answers, a file a theme.

pub(super) mod actions;
mod behind;
pub(super) mod calls;
pub(super) mod diagnostics;
pub(super) mod forms;
pub(super) mod lines;
pub(super) mod moves;
pub(super) mod names;
pub(super) mod outline;
pub(super) mod pictures;
pub(super) mod refactorings;
pub(super) mod tokens;
pub(super) mod writing;
