//! Where the parser's reports go.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::syntax::parse::Tree;

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

    pub(in crate::syntax) fn into_sink(self) -> Diagnostics {
        self.sink
    }
}

impl Tree<'_> {
    /// Reads something of which all that there is to tell has been told.
    pub(in crate::syntax) fn in_silence<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.reports.is_quiet, true);
        let made = read(self);
        self.reports.is_quiet = before;
        made
    }
}
