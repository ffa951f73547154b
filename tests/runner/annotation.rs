//! What a case expects to be raised: `// error: 11-15 [unknown-name] no item is named …`.

use std::fmt;

use milepost::diagnostic::Diagnostic;
use milepost::text::{Sources, Span};

/// What a line of detail (a label, a help, a fix) begins with.
pub(crate) const DETAIL: &str = "//   ";

/// One diagnostic, as far as a case tells it apart.
#[derive(Clone, Debug)]
pub(crate) struct Annotation {
    /// `error`, `warning` or `note`.
    pub(crate) severity: String,
    /// `11-15`: from the first column up to, not including, the last; `11` where it is empty;
    /// `11-+2:4` where it ends two lines below. `None` where the case leaves it open.
    pub(crate) columns: Option<String>,
    /// The rule.
    pub(crate) rule: String,
    /// The message. `None` where the case leaves it open.
    pub(crate) message: Option<String>,
    /// Labels, help and fix.
    pub(crate) details: Vec<String>,
}

impl Annotation {
    /// The annotation that a line holds.
    pub(crate) fn read(line: &str) -> Option<Self> {
        let line = line.trim().strip_prefix("// ")?;
        let (severity, rest) = line.split_once(": ")?;
        if !matches!(severity, "error" | "warning" | "note") {
            return None;
        }
        let (columns, rest) = rest.split_once('[')?;
        let (rule, message) = rest.split_once(']')?;
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Some(Self {
            severity: severity.to_owned(),
            columns: some(columns),
            rule: rule.to_owned(),
            message: some(message),
            details: Vec::new(),
        })
    }

    /// The annotation that would expect this diagnostic.
    pub(crate) fn of(diagnostic: &Diagnostic, sources: &Sources, full: bool) -> Self {
        Self {
            severity: diagnostic.severity.name().to_owned(),
            columns: Some(columns(diagnostic.primary.span, sources)),
            rule: diagnostic.rule.name.to_owned(),
            message: Some(diagnostic.message.clone()),
            details: if full { details(diagnostic, sources) } else { Vec::new() },
        }
    }

    /// Whether what was found is what is expected here.
    pub(crate) fn expects(&self, found: &Self) -> bool {
        let open_or_equal = |expected: &Option<String>, found: &Option<String>| {
            expected.is_none() || expected == found
        };
        self.severity == found.severity
            && self.rule == found.rule
            && open_or_equal(&self.columns, &found.columns)
            && open_or_equal(&self.message, &found.message)
            && self.details == found.details
    }

    /// Leaves open what `other` leaves open.
    pub(crate) fn opened_like(mut self, other: &Self) -> Self {
        if other.columns.is_none() {
            self.columns = None;
        }
        if other.message.is_none() {
            self.message = None;
        }
        self
    }
}

impl fmt::Display for Annotation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "// {}: ", self.severity)?;
        if let Some(columns) = &self.columns {
            write!(formatter, "{columns} ")?;
        }
        write!(formatter, "[{}]", self.rule)?;
        if let Some(message) = &self.message {
            write!(formatter, " {message}")?;
        }
        for detail in &self.details {
            write!(formatter, "\n{DETAIL}{detail}")?;
        }
        Ok(())
    }
}

fn columns(span: Span, sources: &Sources) -> String {
    let (start, end) = (sources.place(span), sources.end_place(span));
    if start == end {
        start.column.to_string()
    } else if start.line == end.line {
        format!("{}-{}", start.column, end.column)
    } else {
        format!("{}-+{}:{}", start.column, end.line - start.line, end.column)
    }
}

/// Labels and edits name their line as it is counted without annotations: `@3:6-12`.
fn details(diagnostic: &Diagnostic, sources: &Sources) -> Vec<String> {
    let place = |span: Span| {
        let source = sources.source_of(span);
        let file = if source == sources.source_of(diagnostic.primary.span) {
            ""
        } else {
            sources.source(source).map_or("", |source| source.name())
        };
        format!("{file}@{}:{}", sources.place(span).line, columns(span, sources))
    };
    let mut all = Vec::new();
    if !diagnostic.primary.message.is_empty() {
        all.push(format!("here: {}", diagnostic.primary.message));
    }
    for label in &diagnostic.labels {
        all.push(format!("label: {} {}", place(label.span), label.message));
    }
    for help in &diagnostic.help {
        all.push(format!("help: {}", help.replace('\n', "\\n")));
    }
    if let Some(fix) = &diagnostic.fix {
        let edits = fix.edits.iter().map(|edit| format!("{} {:?}", place(edit.span), edit.text));
        all.push(format!("fix: {} {}", fix.title, edits.collect::<Vec<_>>().join(", ")));
    }
    all.iter().map(|detail| detail.trim_end().to_owned()).collect()
}
