//! Diagnostics as clients show them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use gen_lsp_types as lsp;
use serde_json::json;

use super::client::Client;
use super::documents::Documents;
use super::projects::Project;
use super::translate::Ranges;
use crate::diagnostic::{Diagnostic, Fix, Severity, rules};
use crate::text::{Drift, SourceId, Sources, Span};

/// So many of each severity are told of a roadmap; the rest would keep the editor busy.
pub(super) const TOLD: usize = 1_000;

/// What is told, file by file.
pub(super) type Told = BTreeMap<PathBuf, Vec<lsp::Diagnostic>>;

/// What there is to say of a roadmap: all of it where the dates are known; otherwise what the text says, and what was said of older
/// dates where the text is still the same.
pub(super) fn told(project: &Project, documents: &Documents, client: &Client) -> Told {
    let sources = project.now.sources();
    let teller = Teller::new(project, documents, client);
    // A file that has become clean is told of too.
    let mut told: Told = project.places().map(|place| (place.to_owned(), Vec::new())).collect();
    let mut counts: BTreeMap<Severity, usize> = BTreeMap::new();
    let mut tell = |teller: &Teller<'_>, diagnostic: &Diagnostic, at: &Places<'_>| {
        let count = counts.entry(diagnostic.severity).or_default();
        if *count < TOLD
            && let Some((place, one)) = teller.one(diagnostic, at)
        {
            *count += 1;
            told.entry(place).or_default().push(one);
        }
    };
    let now = Places { sources, drifts: None };
    if let Some(compilation) = project.current() {
        compilation.diagnostics().for_each(|one| tell(&teller, one, &now));
        return told;
    }
    project.now.diagnostics().iter().for_each(|one| tell(&teller, one, &now));
    if let Some(dated) = &project.dated {
        let before = dated.analysis.sources();
        let then = Places { sources: before, drifts: Some(drifts(project, before)) };
        dated.late.iter().for_each(|one| tell(&teller, one, &then));
    }
    told
}

/// How each source of an older state has become what it is now.
fn drifts(project: &Project, before: &Sources) -> Vec<Option<(SourceId, Drift)>> {
    let drift = |(_, old): (SourceId, &crate::text::Source)| {
        let (id, new) = project.source_at(project.place_of(old))?;
        Some((id, Drift::between(old.text(), new.text())))
    };
    before.iter().map(drift).collect()
}

/// Where spans of some sources stand in the newest ones.
struct Places<'s> {
    sources: &'s Sources,
    drifts: Option<Vec<Option<(SourceId, Drift)>>>,
}

impl Places<'_> {
    fn find(&self, span: Span) -> Option<(SourceId, Range<usize>)> {
        let (id, bytes) = (self.sources.source_of(span), self.sources.local(span));
        let Some(drifts) = &self.drifts else { return Some((id, bytes)) };
        let (id, drift) = (*drifts.get(id.0 as usize)?)?;
        Some((id, drift.moved(bytes)?))
    }
}

/// What diagnostics are told with.
struct Teller<'p> {
    project: &'p Project,
    documents: &'p Documents,
    client: &'p Client,
    ranges: Ranges<'p>,
}

impl<'p> Teller<'p> {
    fn new(project: &'p Project, documents: &'p Documents, client: &'p Client) -> Self {
        let ranges = Ranges::new(project.now.sources(), documents.encoding);
        Self { project, documents, client, ranges }
    }

    fn one(&self, diagnostic: &Diagnostic, at: &Places<'_>) -> Option<(PathBuf, lsp::Diagnostic)> {
        let (place, range) = self.place(diagnostic.primary.span, at)?;
        let related = self.related(diagnostic, (place, range), at);
        let mut message = diagnostic.message.clone();
        let is_related = self.client.shows_related;
        if !is_related {
            for advice in diagnostic.advice() {
                message.push_str("\nhelp: ");
                message.push_str(advice);
            }
        }
        let rule = diagnostic.rule;
        let page = self.client.rule_page(rule.name);
        let data = diagnostic.fix.as_ref().filter(|_| self.client.keeps_data);
        let one = lsp::Diagnostic {
            range,
            severity: Some(severity(diagnostic.severity)),
            code: Some(lsp::Code::String(rule.name.to_owned())),
            code_description: page.map(|href| lsp::CodeDescription { href }),
            source: Some("milepost".to_owned()),
            message: message.into(),
            tags: is_unnecessary(diagnostic).then(|| vec![lsp::DiagnosticTag::Unnecessary]),
            related_information: Some(related).filter(|all| is_related && !all.is_empty()),
            data: data.and_then(|fix| self.fix(fix, at)),
        };
        Some((place.to_owned(), one))
    }

    fn place(&self, span: Span, at: &Places<'_>) -> Option<(&'p Path, lsp::Range)> {
        let (id, bytes) = at.find(span)?;
        let source = self.project.now.sources().source(id)?;
        Some((self.project.place_of(source), self.ranges.of(id, bytes)))
    }

    /// The places that take part, each with its words; what is said of the place itself, and what to do about it, stand there too.
    fn related(
        &self,
        diagnostic: &Diagnostic,
        (own, range): (&'p Path, lsp::Range),
        at: &Places<'_>,
    ) -> Vec<lsp::DiagnosticRelatedInformation> {
        let documents = self.documents;
        let said = |place: &Path, range, message: &str| lsp::DiagnosticRelatedInformation {
            location: lsp::Location { uri: documents.uri_of(place), range },
            message: message.to_owned(),
        };
        let mut all = Vec::new();
        if !diagnostic.primary.message.is_empty() {
            all.push(said(own, range, &diagnostic.primary.message));
        }
        for label in &diagnostic.labels {
            if let Some((place, range)) = self.place(label.span, at) {
                all.push(said(place, range, &label.message));
            }
        }
        let advice = diagnostic.advice().map(|advice| said(own, range, &format!("help: {advice}")));
        all.extend(advice);
        all
    }

    /// A fix, for clients that hand it back; none where its place has changed.
    fn fix(&self, fix: &Fix, at: &Places<'_>) -> Option<serde_json::Value> {
        let mut edits = Vec::new();
        for edit in &fix.edits {
            let (place, range) = self.place(edit.span, at)?;
            let uri = self.documents.uri_of(place);
            edits.push(json!({ "uri": uri, "range": range, "newText": edit.text }));
        }
        Some(json!({ "fix": { "title": fix.title, "edits": edits } }))
    }
}

const fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Error => lsp::DiagnosticSeverity::Error,
        Severity::Warning => lsp::DiagnosticSeverity::Warning,
        Severity::Note | Severity::Allow => lsp::DiagnosticSeverity::Information,
    }
}

/// Whether what it speaks of could as well not be there.
fn is_unnecessary(diagnostic: &Diagnostic) -> bool {
    let rules = [&rules::UNUSED_RESOURCE, &rules::UNUSED_CALENDAR, &rules::REDUNDANT_DEPENDENCY];
    rules.iter().any(|rule| **rule == *diagnostic.rule)
}
