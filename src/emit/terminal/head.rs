//! What stands above a picture and below it: title, how all stands, what does not hold.

use super::line::{Line, Tint};
use super::text::{clean, fitted, width, wrapped};
use crate::emit::chart::header::{as_of, parts};
use crate::model::Health;
use crate::plan::PlanView;

/// A reason is told in so many lines where fewer causes make that possible, and in no more than so many.
const REASON: (usize, usize) = (2, 3);
/// So many things that do not hold are told, each in so many lines.
const FAULTS: usize = 8;
const FAULT_LINES: usize = 4;

/// Title, span, day and size; then how the whole stands, where that may be told.
pub(super) fn head(view: &PlanView<'_, '_>, columns: usize) -> Vec<Line> {
    let mut lines = title(view, columns);
    if view.is_public() || !view.status.is_anything_planned() {
        return lines;
    }
    let room = |health: Health| columns.saturating_sub(width(health.label()) + 2);
    let worst = view.status.health().0;
    let fits = |reason: &str| wrapped(&clean(reason), room(worst), usize::MAX).len() <= REASON.0;
    let (health, reason) = view.status.health_within(fits);
    let indent = width(health.label()) + 2;
    // In few columns the reason begins below the word.
    let is_narrow = indent * 3 > columns;
    let indent = if is_narrow { 2 } else { indent };
    let reason = wrapped(&clean(&reason), columns.saturating_sub(indent), REASON.1);
    let mut line = Line::of(health.label(), tint(health));
    if !reason.is_empty() {
        line.push(":", tint(health));
    }
    lines.push(line);
    for (at, words) in reason.into_iter().enumerate() {
        if let Some(first) = lines.last_mut().filter(|_| at == 0 && !is_narrow) {
            first.push(format!(" {words}"), Tint::Plain);
        } else {
            lines.push(Line::of(format!("{}{words}", " ".repeat(indent)), Tint::Plain));
        }
    }
    lines
}

const fn tint(health: Health) -> Tint {
    match health {
        Health::OffTrack => Tint::Late,
        Health::AtRisk => Tint::Warning,
        Health::OnTrack | Health::Done => Tint::Good,
        Health::Unknown => Tint::Strong,
    }
}

/// The title, and what is said of it: at the right edge, or below where there is no room; there as much as a line holds.
fn title(view: &PlanView<'_, '_>, columns: usize) -> Vec<Line> {
    let mut first = Line::of(fitted(&clean(view.title()), columns), Tint::Strong);
    let facts = if view.is_public() {
        as_of(view.plan).into_iter().collect()
    } else {
        parts(view.plan, view.status)
    };
    let whole = facts.join(" · ");
    if whole.is_empty() {
        return vec![first];
    }
    if first.width() + 3 + width(&whole) <= columns {
        first.fill(columns - width(&whole));
        first.push(whole, Tint::Faint);
        return vec![first];
    }
    let joined = (1..=facts.len()).rev().filter_map(|count| Some(facts.get(..count)?.join(" · ")));
    let fitting = joined.into_iter().find(|words| width(words) <= columns);
    vec![first, Line::of(fitting.unwrap_or(whole), Tint::Faint)]
}

/// What does not hold, a message each; nothing where everybody may look at it.
pub(super) fn faults(view: &PlanView<'_, '_>, columns: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    if view.is_public() {
        return lines;
    }
    for fault in view.plan.faults().take(FAULTS) {
        let words = wrapped(&clean(&fault.message), columns.saturating_sub(2), FAULT_LINES);
        for (at, words) in words.into_iter().enumerate() {
            let mut line = Line::of(if at == 0 { "‼ " } else { "  " }, Tint::Late);
            line.push(words, Tint::Plain);
            lines.push(line);
        }
    }
    let more = view.plan.fault_count().saturating_sub(FAULTS);
    if more > 0 {
        lines.push(Line::of(format!("  and {more} more"), Tint::Faint));
    }
    if !lines.is_empty() {
        lines.insert(0, Line::of("Does not hold", Tint::Strong));
    }
    lines
}
