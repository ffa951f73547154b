//! `depends-on-dropped`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Anchor, Dependency, ItemWalker, WrittenAs};

/// What an item waits for takes part in the plan.
///
/// A `before` is written at what is dropped, and goes with it.
pub(super) fn what_is_waited_for_will_happen(facts: Facts<'_>, out: &mut Diagnostics) {
    if !facts.with_progress().any(|item| item.progress().dropped.is_some()) {
        return;
    }
    for dependency in &facts.model.dependencies {
        let Anchor::Item(anchor, _) = dependency.anchor else { continue };
        let (item, anchor) = (facts.model.item(dependency.item), facts.model.item(anchor));
        let is_moot = dependency.written_as == WrittenAs::Before || !facts.is_scheduled(item);
        if !is_moot && anchor.is_dropped() {
            facts.report(&rules::DEPENDS_ON_DROPPED, dependency.span, out, || {
                tell(dependency, item, anchor)
            });
        }
    }
}

fn tell(dependency: &Dependency, item: ItemWalker<'_>, anchor: ItemWalker<'_>) -> Diagnostic {
    let (title, other) = (words::title(item), words::title(anchor));
    let message = format!("{title} waits for {other}, which is dropped");
    let diagnostic = Diagnostic::new(&rules::DEPENDS_ON_DROPPED, dependency.span, message)
        .here("this never happens, so nothing waits here")
        .help(format!("take the dependency out, or wait for what replaces {other}"));
    let dropped =
        anchor.with_ancestors().find_map(|around| Some((around, around.progress().dropped?)));
    match dropped {
        Some((around, span)) if around.id == anchor.id => diagnostic.label(span, "dropped here"),
        Some((around, span)) => diagnostic
            .label(span, format!("dropped with {}, in which it stands", words::title(around))),
        None => diagnostic,
    }
}
