//! Which severity a rule has, where: the header's and the items' `allow`, `warn` and `deny`.

use crate::diagnostic::{Diagnostic, Diagnostics, Guard, Rule, Severity};
use crate::text::Span;

/// The severities that a roadmap sets. Only rules of [`Guard::Quality`] are in it.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    /// Over the whole roadmap; the later wins.
    pub everywhere: Vec<(&'static Rule, Severity)>,
    /// Inside one declaration; sorted so that an inner one comes behind its outer one.
    pub inside: Vec<(Span, &'static Rule, Severity)>,
    /// Whether warnings are errors (`--deny warnings`). What is allowed stays allowed.
    pub deny_warnings: bool,
}

impl Levels {
    /// The severity of a rule at a place.
    pub fn severity_at(&self, rule: &'static Rule, place: Span) -> Severity {
        let set = if rule.guard == Guard::Meaning { None } else { self.set_at(rule, place) };
        match set.unwrap_or(rule.severity) {
            Severity::Warning if self.deny_warnings => Severity::Error,
            severity => severity,
        }
    }

    /// Whether the rule is reported anywhere at all; if not, its check need not run.
    pub fn is_enabled(&self, rule: &'static Rule) -> bool {
        let mentioned =
            self.inside.iter().any(|(_, of, severity)| *of == rule && *severity != Severity::Allow);
        mentioned || self.severity_at(rule, Span::default()) != Severity::Allow
    }

    /// Gives the diagnostic the severity that its rule has at its place, and hands it on.
    pub fn report(&self, mut diagnostic: Diagnostic, out: &mut Diagnostics) {
        diagnostic.severity = self.severity_at(diagnostic.rule, diagnostic.primary.span);
        out.push(diagnostic);
    }

    /// Likewise of a rule at a place, where telling takes time: it is told only if it is reported and kept.
    pub fn report_with(
        &self,
        rule: &'static Rule,
        place: Span,
        out: &mut Diagnostics,
        tell: impl FnOnce() -> Diagnostic,
    ) {
        let severity = self.severity_at(rule, place);
        out.push_with(severity, || Diagnostic { severity, ..tell() });
    }

    fn set_at(&self, rule: &Rule, place: Span) -> Option<Severity> {
        let inner =
            self.inside.iter().rev().find(|(span, of, _)| *of == rule && span.contains(place));
        let outer = || {
            self.everywhere.iter().rev().find(|(of, _)| *of == rule).map(|(_, severity)| *severity)
        };
        inner.map(|(_, _, severity)| *severity).or_else(outer)
    }
}
