//! Whether an attribute may stand on its declaration.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::MISPLACED_ATTRIBUTE;
use crate::syntax::keyword::{self, AttributeKind as A, DeclarationKind as K, Kinds};
use crate::syntax::parse::describe;
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::reports::Read;

/// Refuses an attribute that the declaration does not take.
pub(super) fn placed(reader: &mut Reader<'_, '_>, kind: A, word: Word<'_>) -> Read<()> {
    let on = takers(kind, word);
    if on.contains(reader.kind) {
        return Ok(());
    }
    let declaration = reader.kind;
    reader.fail(|| misplaced(kind, word, on, declaration))
}

/// The declarations that take it.
fn takers(kind: A, word: Word<'_>) -> Kinds {
    // `allow` and `deny` are one kind, but do not stand in the same places.
    match kind {
        A::Severity | A::Measure => {
            keyword::attribute(word.text).map_or(kind.stands_on(), |row| row.on)
        }
        _ => kind.stands_on(),
    }
}

fn misplaced(kind: A, word: Word<'_>, on: Kinds, declaration: K) -> Diagnostic {
    let article = describe::with_article(declaration);
    let message = format!("`{word}` can't stand on {article}");
    let diagnostic = Diagnostic::new(&MISPLACED_ATTRIBUTE, word.span, message);
    if let Some(instead) = instead(kind, declaration) {
        let (help, fix) = instead;
        let diagnostic = diagnostic.help(help);
        return match fix {
            // The `@` of a name stays, and so does a share.
            Some(before @ ("owner" | "probability")) => diagnostic.replace(
                format!("put `{before}` before it"),
                word.part(0, 0).span,
                format!("{before} "),
            ),
            Some(fix) => diagnostic.replace(format!("replace with `{fix}`"), word.span, fix),
            None => diagnostic,
        };
    }
    let takers: Vec<_> = on.iter().map(describe::with_article).collect();
    diagnostic.help(format!("it stands on {}", describe::any_of(&takers)))
}

/// What is meant by an attribute that people put on such a declaration, and the word that says it.
fn instead(kind: A, on: K) -> Option<(&'static str, Option<&'static str>)> {
    match (kind, on) {
        (A::Assign, K::Milestone | K::Release | K::Objective | K::Risk | K::Idea | K::Roadmap) => {
            Some(("nobody works on it; who answers for it is its `owner`", Some("owner")))
        }
        (A::Duration | A::Effort | A::Elapsed, K::Milestone | K::Release) => {
            Some(("it is a point in time and takes none; work is a task", None))
        }
        (A::In, K::Release) => Some((
            "what ships in it says so: `in` and its name, on a stream, a feature or a task",
            None,
        )),
        (A::Off, K::Person) => Some(("a person is `away`", Some("away"))),
        (A::Away, K::Team | K::Resource | K::Calendar) => {
            Some(("only a person is away; here it is `off`", Some("off")))
        }
        (A::Due, on) if on.is_item() || matches!(on, K::Objective | K::Roadmap) => {
            Some(("a deadline is `by`", Some("by")))
        }
        (A::By, K::Risk) => Some(("the day by which a risk is dealt with is `due`", Some("due"))),
        (A::Capacity, K::Person) => {
            Some(("a person has one unit, or the share given: `person ana 80%`", None))
        }
        (A::Percent, K::Risk) => {
            Some(("how likely a risk is, its `probability` says", Some("probability")))
        }
        (A::Percent, K::Team | K::Resource) => {
            Some(("a team or a resource has a `capacity`: `capacity 3`", None))
        }
        (A::During | A::Promised, K::Idea) => {
            Some(("an idea is not scheduled; `horizon next` says when it may be", None))
        }
        (A::After | A::Before | A::From | A::To | A::On | A::By, K::Idea) => {
            Some(("an idea is not scheduled: make it a task or a feature", None))
        }
        _ => None,
    }
}
