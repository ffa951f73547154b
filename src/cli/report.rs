//! What was found, in the form that was asked for: so many of each severity, the rest counted.

use std::fmt::Write as _;

use super::Failure;
use super::arguments::{Form, Reporting};
use super::terminal::{BOLD, ERROR, NOTE, Terminal, WARNING};
use crate::compile::Compilation;
use crate::diagnostic::render::{github, gitlab, human, json, sarif, short};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::text::Sources;
use crate::text::words::counted;

/// So many errors are told where nothing else is said, and as many warnings.
const MOST: usize = 100;

/// Where the forms for programs go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Channel {
    /// To standard output: they are what the command makes.
    Artefact,
    /// To standard error: standard output is for something else.
    Aside,
    /// The same to people without the notes, which `check` and `build` have told: the command asks something else of a plan.
    AsideWithoutNotes,
}

/// What is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    All,
    NoNotes,
    Errors,
}

impl Told {
    fn has(self, severity: Severity) -> bool {
        match self {
            Self::All => true,
            Self::NoNotes => matches!(severity, Severity::Error | Severity::Warning),
            Self::Errors => severity == Severity::Error,
        }
    }
}

/// What there is to say, and the texts that it is said of.
pub(super) type Report<'c> = (&'c Diagnostics, &'c Sources);

/// The reports on compilations.
pub(super) fn of(compilations: &[Compilation]) -> Vec<Report<'_>> {
    compilations.iter().map(|one| (one.report(), one.sources())).collect()
}

/// Tells of all that was found.
pub(super) fn all(
    reports: &[Report<'_>],
    how: &Reporting,
    channel: Channel,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let told = match channel {
        _ if terminal.quiet() => Told::Errors,
        Channel::AsideWithoutNotes if !is_for_programs(how.diagnostics) => Told::NoNotes,
        _ => Told::All,
    };
    let found = Found::new(reports, how, told);
    let text = found.written(how.diagnostics, terminal.width());
    match (is_for_programs(how.diagnostics), channel) {
        (true, Channel::Artefact) => super::terminal::write(&text)?,
        (true, _) => terminal.hand_on(&text),
        (false, _) => terminal.say(&text),
    }
    terminal.say(&found.left_out());
    if how.diagnostics == Form::Human || terminal.is_watching() {
        terminal.mention(&found.summary(reports));
    }
    if how.diagnostics == Form::Human {
        terminal.hint(&found.more());
    }
    Ok(())
}

/// Tells people of all that was found in one roadmap, where a command can't go on.
pub(super) fn for_people(compilation: &Compilation, terminal: &Terminal) -> Result<(), Failure> {
    let how = Reporting { diagnostics: Form::Human, deny: None, max_errors: MOST };
    all(&of(std::slice::from_ref(compilation)), &how, Channel::AsideWithoutNotes, terminal)
}

/// Whether a form is read by programs.
pub(super) const fn is_for_programs(form: Form) -> bool {
    matches!(form, Form::Json | Form::Sarif | Form::Github | Form::Gitlab)
}

/// How many there are of each severity.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    errors: usize,
    warnings: usize,
    notes: usize,
}

impl Tally {
    fn of(&mut self, severity: Severity) -> &mut usize {
        match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note | Severity::Allow => &mut self.notes,
        }
    }

    /// `2 errors, 1 warning`; nothing if there is nothing.
    fn words(self, more: &str) -> String {
        let kinds = [(self.errors, "error"), (self.warnings, "warning"), (self.notes, "note")];
        let words = kinds.into_iter().filter(|(count, _)| *count > 0);
        let words = words.map(|(count, kind)| counted(count, &format!("{more}{kind}")));
        words.collect::<Vec<_>>().join(", ")
    }
}

struct Found<'c> {
    shown: Vec<(&'c Diagnostic, &'c Sources)>,
    total: Tally,
    left: Tally,
}

impl<'c> Found<'c> {
    fn new(reports: &[Report<'c>], how: &Reporting, told: Told) -> Self {
        let mut total = Tally::default();
        for (report, _) in reports {
            let count = |severity, count| if told.has(severity) { count } else { 0 };
            total.errors += report.errors();
            total.warnings += count(Severity::Warning, report.warnings());
            total.notes += count(Severity::Note, report.notes());
        }
        let mut shown = Vec::new();
        let mut left = total;
        let mut counted = Tally::default();
        for (report, sources) in reports {
            for diagnostic in report.iter() {
                let counted = counted.of(diagnostic.severity);
                if told.has(diagnostic.severity) && *counted < how.max_errors {
                    *counted += 1;
                    *left.of(diagnostic.severity) -= 1;
                    shown.push((diagnostic, *sources));
                }
            }
        }
        Self { shown, total, left }
    }

    fn written(&self, form: Form, width: usize) -> String {
        let one: &dyn Fn(&Diagnostic, &Sources) -> String = match form {
            Form::Sarif => return sarif::log(self.shown.iter().copied()),
            Form::Gitlab => return gitlab::report(self.shown.iter().copied()),
            Form::Human => &|diagnostic, sources| human::one(diagnostic, sources, width),
            Form::Short => &short::one,
            Form::Json => &json::one,
            Form::Github => &github::one,
        };
        self.shown.iter().fold(String::new(), |mut text, (diagnostic, sources)| {
            let _ = writeln!(text, "{}", one(diagnostic, sources));
            text
        })
    }

    fn left_out(&self) -> String {
        let words = self.left.words("more ");
        if words.is_empty() { words } else { format!("and {words}\n") }
    }

    /// `2 errors, 1 warning in plan.roadmap`.
    fn summary(&self, reports: &[Report<'_>]) -> String {
        let place = match reports {
            [] => return String::new(),
            [(_, sources)] => {
                sources.iter().next().map_or("", |(_, source)| source.name()).to_owned()
            }
            many => format!("{} files", many.len()),
        };
        let place = crate::text::visible(&place).into_owned();
        let counts = self.total.words("");
        if counts.is_empty() {
            return format!("no errors in {place}\n");
        }
        let style = match self.total {
            Tally { errors: 0, warnings: 0, .. } => NOTE,
            Tally { errors: 0, .. } => WARNING,
            _ => ERROR,
        };
        format!("{style}{counts}{style:#}{BOLD} in {place}{BOLD:#}\n")
    }

    /// Where to read on.
    fn more(&self) -> String {
        let worst = self.shown.iter().min_by_key(|(found, _)| found.severity);
        worst.map_or_else(String::new, |(worst, _)| {
            format!("`milepost explain {}` says more\n", worst.rule.name)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn counts_in_words() {
        assert_eq!(Tally { errors: 1, warnings: 2, notes: 0 }.words(""), "1 error, 2 warnings");
        assert_eq!(
            Tally { errors: 999_900, warnings: 0, notes: 1 }.words("more "),
            "999,900 more errors, 1 more note"
        );
        assert_eq!(Tally::default().words(""), "");
    }
}
