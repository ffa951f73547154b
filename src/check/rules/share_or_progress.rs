//! `share-or-progress`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Assignment, ItemWalker, ResourceKind, Share};
use crate::text::Span;

/// No percentage stands behind a person as if it were their share.
///
/// What says when it was started, or how much remains, has a progress: there nobody takes it for a share.
pub(super) fn no_progress_looks_like_a_share(facts: Facts<'_>, out: &mut Diagnostics) {
    for item in facts.written_of(facts.with_progress()) {
        let said = item.progress();
        let has_day = said.started.is_some() || said.done.is_some() || said.to_come.is_some();
        let is_told = has_day || said.remaining.is_some();
        let Some((share, span)) = said.complete.filter(|_| !is_told) else { continue };
        let before = item.assignments().iter().find(|one| is_just_before(facts, item, one, span));
        if let Some(one) = before {
            facts.report(&rules::SHARE_OR_PROGRESS, span, out, || {
                tell(facts, item, one, (share, span))
            });
        }
    }
}

/// Whether somebody is named just before a percentage, without a share of their own.
fn is_just_before(facts: Facts<'_>, item: ItemWalker<'_>, one: &Assignment, percent: Span) -> bool {
    let is_person = item.model.resource(one.resource).data().kind == ResourceKind::Person;
    let is_plain = one.units == Share::ONE && one.alternatives.is_empty();
    let is_own = item.data().extent.contains(one.span) && one.span.end < percent.start;
    if !(is_person && is_plain && is_own) {
        return false;
    }
    let sources = &facts.model.sources;
    let between = sources.text(Span::new(one.span.end, percent.start));
    between.chars().all(|sign| sign == ' ') && !sources.text(one.span).contains(':')
}

fn tell(
    facts: Facts<'_>,
    item: ItemWalker<'_>,
    one: &Assignment,
    (share, span): (Share, Span),
) -> Diagnostic {
    let sources = &facts.model.sources;
    let (name, percent) = (sources.text(one.span), sources.text(span));
    let (title, done) = (words::title(item), words::percent(share));
    let who = item.model.resource(one.resource).title();
    let message =
        format!("{title} is {done} done by this; as a share of `{who}` it is `{name}:{percent}`");
    Diagnostic::new(&rules::SHARE_OR_PROGRESS, span, message)
        .here("how much of the work is done")
        .label(one.span, "all of their time")
        .help(format!("if it is done so far, write it in front, `{percent} {name}`, or say when it was `started`"))
        .replace(
            format!("replace with `{name}:{percent}`"),
            one.span.to(span),
            format!("{name}:{percent}"),
        )
}
