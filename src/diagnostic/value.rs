//! The diagnostic itself, and how it is built.

use super::{Rule, Severity};
use crate::text::Span;

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
