//! The computed dates beside the lines.

use super::View;
use crate::model::ItemWalker;
use crate::plan::{PlanStatus, State};
use crate::text::{Span, words};
use crate::time::Date;

/// What a hint tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HintKind {
    /// When it is: `2–6 Mar`.
    Dates,
    /// How far it can slip: `3 d slack`, `critical`.
    Slack,
    /// By how much it is late: `2 d late`.
    Lateness,
}

/// A few words to be shown behind a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Behind what: the end of a declaration's own line.
    pub offset: u32,
    /// What they tell.
    pub kind: HintKind,
    /// The words.
    pub words: String,
}

/// What is to be shown behind the lines of a stretch, in order of place, several of one place side by side.
pub fn hints(view: View<'_>, within: Span) -> Vec<Hint> {
    let Some(plan) = view.plan() else { return Vec::new() };
    let status = plan.status();
    let index = view.now.index();
    let mut hints = Vec::new();
    for (node, declaration) in index.declarations() {
        let offset = declaration.head.end;
        if within.start > offset || offset > within.end {
            continue;
        }
        let twin = index.item(node).and_then(|item| view.dated_twin(item));
        let Some((item, _)) = twin else { continue };
        let said = words_of(&status, item).into_iter();
        hints.extend(said.map(|(kind, words)| Hint { offset, kind, words }));
    }
    hints.sort_by_key(|hint| (hint.offset, hint.kind));
    hints
}

fn words_of(status: &PlanStatus<'_>, item: ItemWalker<'_>) -> Vec<(HintKind, String)> {
    let plan = status.plan();
    let timing = plan.schedule.timing(item.id);
    if !timing.is_scheduled {
        return Vec::new();
    }
    let (first, last) = timing.days();
    let first = if item.kind().is_point() { last } else { first };
    let year = plan.schedule.first_day.year();
    let not_before = if timing.is_open { "not before " } else { "" };
    let mut said = vec![(HintKind::Dates, format!("{not_before}{}", days(first, last, year)))];
    if timing.state == State::Done {
        return said;
    }
    let day = plan.model.header.day;
    let slack = timing.total_slack;
    if slack.0 > 0 && !timing.is_open && !item.has_parts() {
        said.push((HintKind::Slack, format!("{} slack", words::slack(slack, day))));
    } else if timing.is_critical && !item.has_parts() {
        said.push((HintKind::Slack, "critical".to_owned()));
    }
    if let Some(late) = status.standing(item.id).variance.filter(|late| *late > 0) {
        said.push((HintKind::Lateness, format!("{late} d late")));
    }
    said
}

/// `2–6 Mar`, `30 Mar – 3 Apr`; with the year where it is another than the one in which the roadmap begins.
fn days(first: Date, last: Date, year: i16) -> String {
    let whole = words::short_days(first, last);
    if first.year() == year && last.year() == year {
        return whole.trim_end_matches(char::is_numeric).trim_end().to_owned();
    }
    whole
}
