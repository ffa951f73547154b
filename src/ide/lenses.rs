//! What stands above a line: how far it can slip, how much waits for it, and what can be opened of the whole.

use rustc_hash::FxHashMap;

use super::hierarchy::written_links;
use super::navigation::target;
use super::{Target, View};
use crate::model::{ItemId, ItemWalker};
use crate::plan::{Plan, State};
use crate::resolve::NodeId;
use crate::syntax::keyword::DeclarationKind as K;
use crate::text::{SourceId, words};
use crate::time::{Minutes, Moment};

/// A few words above a declaration.
#[derive(Clone, Debug)]
pub struct Lens {
    /// Of which declaration.
    pub target: Target,
    /// What they tell.
    pub kind: LensKind,
    /// The words.
    pub words: String,
}

/// What a [`Lens`] tells, and what it opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LensKind {
    /// The chart.
    Preview,
    /// The report.
    Report,
    /// How far an item can slip: why it is when it is.
    Slack,
    /// How many wait for it: which.
    Waiting,
}

/// What stands above the lines of a file, in order of place.
pub fn lenses(view: View<'_>, source: SourceId) -> Vec<Lens> {
    let index = view.now.index();
    let waiting = waiting(view);
    let mut lenses = Vec::new();
    for (node, declaration) in view.now.declarations_in(source) {
        let target = target(view.now, node);
        let mut tell = |kind, words| lenses.push(Lens { target, kind, words });
        if declaration.kind == K::Roadmap {
            tell(LensKind::Preview, "preview".to_owned());
            tell(LensKind::Report, "report".to_owned());
        }
        if let Some(words) = slack(view, node) {
            tell(LensKind::Slack, words);
        }
        let count = index.item(node).and_then(|item| waiting.get(&item)).copied().unwrap_or(0);
        match count {
            0 => {}
            1 => tell(LensKind::Waiting, "1 item waits for this".to_owned()),
            more => {
                tell(LensKind::Waiting, format!("{} wait for this", words::counted(more, "item")));
            }
        }
    }
    lenses
}

/// How many items wait for each.
fn waiting(view: View<'_>) -> FxHashMap<ItemId, usize> {
    let links = written_links(view.now.model());
    let mut pairs: Vec<_> = links.map(|link| (link.first, link.waits)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let mut counts = FxHashMap::default();
    for (first, _) in pairs {
        *counts.entry(first).or_insert(0) += 1;
    }
    counts
}

fn slack(view: View<'_>, node: NodeId) -> Option<String> {
    let (item, plan) = view.dated_twin(view.now.index().item(node)?)?;
    slack_of(plan, item)
}

/// `3 d slack`, `critical`; nothing of what is done, has parts, or rests on what nobody has estimated.
fn slack_of(plan: Plan<'_>, item: ItemWalker<'_>) -> Option<String> {
    let timing = plan.schedule.timing(item.id);
    let is_told = timing.is_scheduled && timing.state != State::Done && !timing.is_open;
    if !is_told || item.has_parts() {
        return None;
    }
    let slack = timing.total_slack;
    let said = |time: Minutes| words::slack(time, plan.model.header.day);
    match slack.0 {
        ..0 if misses_a_day(item, timing.end) => Some(format!("{} late", said(Minutes(-slack.0)))),
        ..0 => Some(format!("{} too late for what waits for it", said(Minutes(-slack.0)))),
        _ if timing.is_critical => Some("critical".to_owned()),
        0 => None,
        _ => Some(format!("{} slack", said(slack))),
    }
}

/// Whether an item ends behind a day of its own.
fn misses_a_day(item: ItemWalker<'_>, end: Moment) -> bool {
    let dates = item.dates();
    let promised = dates.promised.as_ref().map(|promise| promise.date);
    [dates.by, dates.to, promised].into_iter().flatten().any(|date| date.moment < end)
}
