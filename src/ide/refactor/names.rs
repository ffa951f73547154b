//! Names that are missing: of a person who is spoken of, of an item that others are to speak of.

use super::lines::{declared_on_line, lines_of};
use super::trial::Keeps;
use super::{Candidate, Change, RefactorKind};
use crate::diagnostic::{Edit, rules};
use crate::ide::View;
use crate::ide::actions::{said, touches};
use crate::syntax::is_name;
use crate::syntax::keyword::DeclarationKind as K;
use crate::text::Span;

/// Declares the person behind an `@` whom nobody knows.
pub(super) fn declare_person(view: View<'_>, range: Span) -> Option<Candidate<'_>> {
    let sources = view.now.sources();
    let unknown = said(view).iter().filter(|one| one.rule == &rules::UNKNOWN_NAME);
    let mut here = unknown.map(|one| one.primary.span).filter(|span| touches(*span, range));
    let span = here.find(|span| {
        let before = Span::new(span.start.saturating_sub(1), span.start);
        sources.text(*span).starts_with('@') || matches!(sources.text(before), "@" | "|")
    })?;
    let name = sources.text(span).trim_start_matches('@');
    if !is_name(name, K::Person) {
        return None;
    }
    let edits = vec![beside_people(view, span, &format!("person {name}"))?];
    let title = format!("declare `person {name}`");
    Some(Candidate {
        title,
        kind: RefactorKind::Mend,
        edits: Change::Known(edits),
        keeps: Keeps::Errors(1),
    })
}

/// A line behind the last person, team or resource of a file; behind its header where there is none; else at its top.
fn beside_people(view: View<'_>, place: Span, line: &str) -> Option<Edit> {
    let (sources, index) = (view.now.sources(), view.now.index());
    let source = sources.source_of(place);
    let here = index.declarations().filter(|(node, one)| {
        index.parent(*node).is_none() && sources.source_of(one.keyword) == source
    });
    let here: Vec<_> = here.map(|(_, one)| one).collect();
    let is_people = |kind| matches!(kind, K::Person | K::Team | K::Resource);
    let people = here.iter().rev().find(|one| is_people(one.kind));
    let header = || here.iter().find(|one| one.kind == K::Roadmap);
    let (behind, gap) = match people {
        Some(people) => (Some(people), ""),
        None => (header(), "\n"),
    };
    let Some(declaration) = behind else {
        let start = sources.base(source);
        return Some(Edit { span: Span::new(start, start), text: format!("{line}\n") });
    };
    let end = lines_of(view.now, declaration)?.end;
    let is_broken = sources.text(Span::new(end.saturating_sub(1), end)) == "\n";
    // A header that stands apart from what follows stands apart from this too.
    let next = sources.text(Span::new(end, end.saturating_add(1)));
    let gap = if matches!(next, "\n" | "\r") { gap } else { "" };
    let text = if is_broken { format!("{gap}{line}\n") } else { format!("\n{gap}{line}") };
    Some(Edit { span: Span::new(end, end), text })
}

/// Gives an item that has only a title the name by which others can speak of it: the one that its path has already.
pub(super) fn name_item(view: View<'_>, range: Span) -> Option<Candidate<'_>> {
    let node = declared_on_line(view, range)?;
    let declaration = view.now.index().declaration(node);
    let item = view.now.index().item(node)?;
    if declaration.name.is_some() {
        return None;
    }
    let name = view.now.model().item(item).name();
    if !is_name(name, declaration.kind) {
        return None;
    }
    let at = declaration.keyword.after();
    let edits = vec![Edit { span: at, text: format!(" {name}") }];
    let title = format!("give it the name `{name}`");
    Some(Candidate {
        title,
        kind: RefactorKind::Rewrite,
        edits: Change::Known(edits),
        keeps: Keeps::Dates(Vec::new()),
    })
}
