//! The diagnostic itself, and how it is built.
//! Where diagnostics are gathered.

use super::{Rule, Severity};
use crate::text::{Sources, Span};

/// Something to say about a roadmap.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule it comes from.
    pub rule: &'static Rule,
    /// How severe it is, after the roadmap's `allow`, `warn` and `deny`.
    pub severity: Severity,
    /// The headline.
    pub message: String,
    /// Where it is, with a few words for the place (may be empty).
    pub primary: Label,
    /// Other places that take part.
    pub labels: Vec<Label>,
    /// What to do about it, each a sentence that can stand alone.
    pub help: Vec<String>,
    /// A change of the source that mends it.
    pub fix: Option<Fix>,
    /// The declaration that is missing, as it could be written: `release v1 on 2026-06-01`.
    pub missing: Option<Box<str>>,
}

/// A place and what it has to do with the matter.
#[derive(Clone, Debug)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// A few words; may be empty at the primary label.
    pub message: String,
}

/// A change that mends a diagnostic.
#[derive(Clone, Debug)]
pub struct Fix {
    /// What the change does: `replace with …`.
    pub title: String,
    /// The replacements, in order of place, none overlapping.
    pub edits: Vec<Edit>,
}

/// One replacement in the source.
#[derive(Clone, Debug)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub span: Span,
    /// What stands there then.
    pub text: String,
}

impl Diagnostic {
    /// A diagnostic of a rule, with its default severity, at its primary place.
    pub fn new(rule: &'static Rule, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message: message.into(),
            primary: Label { span, message: String::new() },
            labels: Vec::new(),
            help: Vec::new(),
            fix: None,
            missing: None,
        }
    }

    /// Says a few words at the primary place.
    pub fn here(mut self, message: impl Into<String>) -> Self {
        self.primary.message = message.into();
        self
    }

    /// Adds a place that takes part.
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label { span, message: message.into() });
        self
    }

    /// Adds a help.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Says which declaration is missing.
    pub fn missing(mut self, declaration: impl Into<Box<str>>) -> Self {
        self.missing = Some(declaration.into());
        self
    }

    /// Offers a fix that replaces one place.
    pub fn replace(self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        self.fix(title, vec![Edit { span, text: text.into() }])
    }

    /// What to do about it, each a sentence: the help, and what the fix does where no help says that already.
    pub fn advice(&self) -> impl Iterator<Item = &str> {
        let fix = self.fix.as_ref().filter(|fix| !self.is_said(fix));
        self.help.iter().map(String::as_str).chain(fix.map(|fix| fix.title.as_str()))
    }

    /// Whether a help says what a fix does, or what it writes.
    fn is_said(&self, fix: &Fix) -> bool {
        let help_has = |words: &str| self.help.iter().any(|help| help.contains(words));
        let writes = |edit: &Edit| help_has(&format!("`{}`", edit.text.trim()));
        help_has(&fix.title) || fix.edits.iter().all(writes)
    }

    /// Offers a fix.
    pub fn fix(mut self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.fix = Some(Fix { title: title.into(), edits });
        self
    }
}

/// The diagnostics of one compilation.
///
/// Of a file with a million faults not a million reports are kept: past [`Diagnostics::KEPT`] of a severity they are only counted.
#[derive(Clone, Debug)]
pub struct Diagnostics {
    kept: Vec<Diagnostic>,
    /// How many of each severity are kept.
    most: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl Diagnostics {
    /// How many of each severity are kept whole, unless something else is asked for.
    pub const KEPT: usize = 10_000;

    /// None yet.
    pub const fn new() -> Self {
        Self::keeping(Self::KEPT)
    }

    /// None yet; so many of each severity are to be kept, the others counted.
    pub const fn keeping(most: usize) -> Self {
        Self { kept: Vec::new(), most, errors: 0, warnings: 0, notes: 0 }
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
        if *count <= self.most {
            self.kept.push(make());
        }
    }

    /// Takes an error in that is built only if it is kept.
    pub fn push_error_with(&mut self, make: impl FnOnce() -> Diagnostic) {
        self.push_with(Severity::Error, make);
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

    /// Puts them in the order people read: by place, then severity, then rule. The order of equals is that of arrival; what is said
    /// twice of one place, as it is read once for each that uses it, is said once.
    pub fn sort(&mut self) {
        self.kept.sort_by_key(|diagnostic| {
            (diagnostic.primary.span, diagnostic.severity, diagnostic.rule.name)
        });
        let Self { kept, errors, warnings, notes, .. } = self;
        kept.dedup_by(|next, one| {
            let said = |of: &Diagnostic| (of.primary.span, of.severity, of.rule.name);
            let is_said = said(next) == said(one) && next.message == one.message;
            match next.severity {
                _ if !is_said => {}
                Severity::Error => *errors -= 1,
                Severity::Warning => *warnings -= 1,
                Severity::Note => *notes -= 1,
                Severity::Allow => {}
            }
            is_said
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

    /// Whether some errors were only counted.
    pub const fn has_untold_errors(&self) -> bool {
        self.errors > self.most
    }
}

impl Default for Diagnostics {
    fn default() -> Self {
        Self::new()
    }
}
