//! Where the parser's reports go.

use crate::diagnostic::{Diagnostic, Diagnostics};

/// The sink of one file's reports, which can be told to keep quiet.
#[derive(Debug, Default)]
pub(in crate::syntax) struct Reports {
    sink: Diagnostics,
    is_quiet: bool,
    /// How many there were, kept or not.
    count: usize,
}

impl Reports {
    /// Takes in an error. It is built only if it will be kept: a million bad lines cost a million counts.
    pub(in crate::syntax) fn error<D: Into<Diagnostic>>(&mut self, make: impl FnOnce() -> D) {
        self.count += 1;
        if !self.is_quiet {
            self.sink.push_error_with(|| make().into());
        }
    }

    /// How many there were so far, dropped ones too.
    pub(in crate::syntax) const fn count(&self) -> usize {
        self.count
    }

    /// Whether so much has been reported that more is only counted.
    pub(in crate::syntax) fn is_full(&self) -> bool {
        self.sink.errors() >= Diagnostics::KEPT
    }

    /// Drops what is reported from here on, if it is told to; says how it was before, for [`Reports::restore`].
    pub(in crate::syntax) fn hush(&mut self, is_quiet: bool) -> bool {
        let before = self.is_quiet;
        self.is_quiet |= is_quiet;
        before
    }

    /// Reports again as before a [`Reports::hush`].
    pub(in crate::syntax) fn restore(&mut self, before: bool) {
        self.is_quiet = before;
    }

    pub(in crate::syntax) fn into_sink(self) -> Diagnostics {
        self.sink
    }
}
