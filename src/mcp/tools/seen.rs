//! What is looked at of a roadmap: all of it, a view, or the items of a condition.

use crate::compile::Compilation;
use crate::diagnostic::{Failure, Severity};
use crate::mcp::desk::Desk;
use crate::mcp::root::Place;
use crate::model::{Condition, View};
use crate::plan::view_named;
use crate::text::{SourceId, did_you_mean};
use crate::time::Date;

/// A roadmap, and what is looked at of it.
pub(super) struct Seen {
    pub(super) compilation: Compilation,
    /// `None` of all of it.
    pub(super) view: Option<View>,
}

/// The title of the view that a condition is read in.
const ASKED: &str = "What was asked for";

/// Compiles a roadmap, and finds the view of this name, or makes one of this condition; of both the items that are in both.
pub(super) fn seen(
    desk: &Desk,
    place: &Place,
    (view, condition): (Option<&str>, Option<&str>),
    today: Option<Date>,
) -> Result<Seen, Failure> {
    let Some(condition) = condition else {
        let compilation = desk.compiled(place, None, today)?;
        let named = |name| view_named(compilation.model(), name).cloned();
        let view = view.map(named).transpose()?;
        return Ok(Seen { compilation, view });
    };
    if condition.chars().any(char::is_control) {
        return Err(Failure::new("a condition stands on one line"));
    }
    // A condition is read where it can stand: in a view, behind all else.
    let text = place.text()?;
    let end = text.len();
    let source = place.with(format!("{text}\nview \"{ASKED}\" where {condition}\n"));
    let reading = desk.read_source(source, place, None, today)?;
    let compilation = desk.scheduled(reading)?;
    refuse_mistakes(&compilation, condition, end)?;
    let model = compilation.model();
    let asked = model.views.last().filter(|view| view.title.as_deref() == Some(ASKED));
    let asked = asked.ok_or_else(|| Failure::new(format!("`{condition}` is no condition")))?;
    let both = match view {
        None => asked.clone(),
        Some(name) => {
            let named = view_named(model, name)?.clone();
            let all = [&named.condition, &asked.condition].into_iter().flatten().cloned();
            View { condition: Some(Condition::All(all.collect())), ..named }
        }
    };
    Ok(Seen { compilation, view: Some(both) })
}

/// Refuses a condition that can't be read: what is said of the text behind that of the roadmap.
fn refuse_mistakes(compilation: &Compilation, condition: &str, end: usize) -> Result<(), Failure> {
    let sources = compilation.sources();
    let is_behind = |span| sources.source_of(span) == SourceId(0) && sources.local(span).end > end;
    let mut errors = compilation.diagnostics().filter(|one| one.severity == Severity::Error);
    let Some(one) = errors.find(|one| is_behind(one.primary.span)) else { return Ok(()) };
    let failure = Failure::new(format!("`{condition}` can't be looked for: {}", one.message));
    let advice: Vec<&str> = one.advice().collect();
    Err(if advice.is_empty() { failure } else { failure.help(advice.join("; ")) })
}

/// One of these names, in a list that says what each is.
pub(super) fn one_of<'r, R>(
    what: &str,
    asked: &str,
    rows: &'r [R],
    name: fn(&R) -> &'static str,
) -> Result<&'r R, Failure> {
    rows.iter().find(|row| name(row) == asked).ok_or_else(|| {
        let failure = Failure::new(format!("there is no {what} `{asked}`"));
        let names = || rows.iter().map(name);
        let all: Vec<_> = names().map(|name| format!("`{name}`")).collect();
        let all = crate::text::words::list_or(&all);
        failure.help(match did_you_mean(asked, names()) {
            Some(near) => format!("did you mean `{near}`? It is one of {all}"),
            None => format!("it is one of {all}"),
        })
    })
}
