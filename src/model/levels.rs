//! Which severity a rule has, where: the header's and the items' `allow`, `warn` and `deny`.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::OnceLock;

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
    /// What `inside` says, made ready at the first question: nothing may be added after that.
    borders: OnceLock<BTreeMap<&'static str, Borders>>,
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
        mentioned || self.set_everywhere(rule).unwrap_or(rule.severity) != Severity::Allow
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
        let inside = || self.borders().get(rule.name)?.severity_at(place);
        let inner = if self.inside.is_empty() { None } else { inside() };
        inner.or_else(|| self.set_everywhere(rule))
    }

    fn set_everywhere(&self, rule: &Rule) -> Option<Severity> {
        self.everywhere.iter().rev().find(|(of, _)| *of == rule).map(|(_, severity)| *severity)
    }

    fn borders(&self) -> &BTreeMap<&'static str, Borders> {
        self.borders.get_or_init(|| {
            let mut by_rule: BTreeMap<_, Vec<_>> = BTreeMap::new();
            for (span, rule, severity) in &self.inside {
                by_rule.entry(rule.name).or_default().push((*span, *severity));
            }
            by_rule.into_iter().map(|(name, inside)| (name, Borders::of(inside))).collect()
        })
    }
}

/// The severities of one rule along the sources: from each border on, up to the next. Declarations lie in one another or
/// apart, so that a walk along their ends says which is the innermost.
#[derive(Clone, Debug)]
struct Borders(Vec<(u32, Option<Severity>)>);

impl Borders {
    fn of(mut inside: Vec<(Span, Severity)>) -> Self {
        inside.sort_by_key(|(span, _)| (span.start, Reverse(span.end)));
        let (mut borders, mut around) = (Vec::new(), Vec::new());
        for (span, severity) in inside {
            leave(&mut around, &mut borders, span.start);
            borders.push((span.start, Some(severity)));
            around.push((span.end, severity));
        }
        leave(&mut around, &mut borders, u32::MAX);
        Self(borders)
    }

    fn severity_at(&self, place: Span) -> Option<Severity> {
        let behind = self.0.partition_point(|(border, _)| *border <= place.start);
        self.0.get(behind.checked_sub(1)?).and_then(|(_, severity)| *severity)
    }
}

/// Leaves the declarations that end before a place.
fn leave(
    around: &mut Vec<(u32, Severity)>,
    borders: &mut Vec<(u32, Option<Severity>)>,
    place: u32,
) {
    while let Some((end, _)) = around.pop_if(|(end, _)| *end <= place) {
        borders.push((end, around.last().map(|(_, severity)| *severity)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::rules;

    #[test]
    fn the_innermost_declaration_decides() {
        let rule = &rules::OVERDUE;
        let levels = Levels {
            everywhere: vec![(rule, Severity::Error)],
            inside: vec![
                (Span::new(0, 100), rule, Severity::Allow),
                (Span::new(10, 20), rule, Severity::Warning),
                (Span::new(10, 20), rule, Severity::Note),
                (Span::new(30, 40), &rules::OVER_BUDGET, Severity::Note),
            ],
            ..Levels::default()
        };
        let at = |start| levels.severity_at(rule, Span::new(start, start + 1));
        assert_eq!(at(0), Severity::Allow);
        assert_eq!(at(12), Severity::Note);
        assert_eq!(at(20), Severity::Allow);
        assert_eq!(at(35), Severity::Allow);
        assert_eq!(at(100), Severity::Error);
        assert!(levels.is_enabled(rule));
    }
}
