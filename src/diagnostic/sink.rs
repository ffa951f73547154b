//! Where diagnostics are gathered.

use super::{Diagnostic, Severity};
use crate::text::Sources;

/// The diagnostics of one compilation.
///
/// Of a file with a million faults not a million reports are kept: past [`Diagnostics::KEPT`] of a severity they are only counted.
#[derive(Debug, Default)]
pub struct Diagnostics {
    kept: Vec<Diagnostic>,
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl Diagnostics {
    /// How many of each severity are kept whole.
    pub const KEPT: usize = 10_000;

    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes one in. Those of an allowed rule are dropped.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.push_with(diagnostic.severity, || diagnostic);
    }

    /// Takes one of this severity in; it is made only if it is kept.
    pub fn push_with(&mut self, severity: Severity, make: impl FnOnce() -> Diagnostic) {
        let count = match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
            Severity::Allow => return,
        };
        *count += 1;
        if *count <= Self::KEPT {
            self.kept.push(make());
        }
    }

    /// Takes an error in that is built only if it is kept.
    pub fn push_error_with(&mut self, make: impl FnOnce() -> Diagnostic) {
        if self.errors < Self::KEPT {
            self.push(make());
        } else {
            self.errors += 1;
        }
    }

    /// Takes in all of another's, behind its own.
    pub fn absorb(&mut self, other: Self) {
        let (errors, warnings, notes) = (other.errors, other.warnings, other.notes);
        let before = (self.errors, self.warnings, self.notes);
        for diagnostic in other.kept {
            self.push(diagnostic);
        }
        // The other may have counted more than it kept.
        self.errors = before.0 + errors;
        self.warnings = before.1 + warnings;
        self.notes = before.2 + notes;
    }

    /// Puts them in the order people read: by place, then severity, then rule. The order of equals is that of arrival.
    pub fn sort(&mut self) {
        self.kept.sort_by_key(|diagnostic| {
            (diagnostic.primary.span, diagnostic.severity, diagnostic.rule.name)
        });
    }

    /// Makes fixes that leave no blank or comma without use behind.
    pub fn tidy_fixes(&mut self, sources: &Sources) {
        for fix in self.kept.iter_mut().filter_map(|diagnostic| diagnostic.fix.as_mut()) {
            fix.tidy(sources);
        }
    }

    /// Those that are kept.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.kept.iter()
    }

    /// How many errors there were, kept or not.
    pub const fn errors(&self) -> usize {
        self.errors
    }

    /// How many warnings there were, kept or not.
    pub const fn warnings(&self) -> usize {
        self.warnings
    }

    /// How many notes there were, kept or not.
    pub const fn notes(&self) -> usize {
        self.notes
    }

    /// Whether there was an error.
    pub const fn has_errors(&self) -> bool {
        self.errors > 0
    }
}
