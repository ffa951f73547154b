//! Where the parser's reports go.

use crate::diagnostic::{Diagnostic, Diagnostics};

/// What could not be read has been reported already: nothing more is to be said about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reported;

/// What comes of reading something: the value, or the knowledge that its fault is reported.
pub(super) type Read<T> = Result<T, Reported>;

/// The sink of one file's reports, which can be told to keep quiet.
#[derive(Debug, Default)]
pub(super) struct Reports {
    sink: Diagnostics,
    is_quiet: bool,
}

impl Reports {
    /// Takes in an error. It is built only if it will be kept: a million bad lines cost a million counts.
    pub(super) fn error(&mut self, make: impl FnOnce() -> Diagnostic) -> Reported {
        if !self.is_quiet {
            self.sink.push_error_with(make);
        }
        Reported
    }

    /// Drops what is reported from here on, if it is told to; says how it was before, for [`Reports::restore`].
    pub(super) fn hush(&mut self, is_quiet: bool) -> bool {
        let before = self.is_quiet;
        self.is_quiet |= is_quiet;
        before
    }

    /// Reports again as before a [`Reports::hush`].
    pub(super) fn restore(&mut self, before: bool) {
        self.is_quiet = before;
    }

    pub(super) fn into_sink(self) -> Diagnostics {
        self.sink
    }
}
