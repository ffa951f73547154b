//! What a row says, before it has a place.

use std::ops::Range;

use super::super::layout::{chips_width, links_width};
use super::{BAND, Certainty, Due, Facts, Grain, Shape, Source, notes};
use crate::emit::chart::axis::{self, Unit};
use crate::emit::chart::label::{Ink, Label, Style, clean};
use crate::emit::chart::scale::{Drawn, Hours};
use crate::emit::chart::words::{date, is_empty, late, people};
use crate::model::{Health, ItemId, ItemKind, ItemWalker, Part, Share};
use crate::plan::{Commitment, CommitmentKind, Plan, PlanStatus};
use crate::schedule::simulate::{Outcome, Simulation};
use crate::schedule::{State, Timing};
use crate::time::Moment;

/// The most levels that are indented; deeper ones stand like the last.
const DEEPEST: usize = 10;
/// What the model says about items from elsewhere, by item id.
#[derive(Debug)]
pub struct Marks {
    has_risk: Vec<bool>,
    has_arrow: Vec<bool>,
}

impl Marks {
    /// Goes once through risks and dependencies.
    pub fn of(plan: Plan<'_>) -> Self {
        let count = plan.model.items.len();
        let mut marks = Self { has_risk: vec![false; count], has_arrow: vec![false; count] };
        for risk in plan.model.risks.iter().filter(|risk| !risk.is_closed) {
            mark(&mut marks.has_risk, risk.threatens);
        }
        for dependency in &plan.model.dependencies {
            if let crate::model::Anchor::Item(item, _) = dependency.anchor {
                mark(&mut marks.has_arrow, Some(item));
            }
        }
        marks
    }
}

fn mark(marks: &mut [bool], item: Option<ItemId>) {
    if let Some(mark) = item.and_then(|item| marks.get_mut(item.index())) {
        *mark = true;
    }
}

/// Whether any of these items has a mark.
fn is_marked(marks: &[bool], items: Range<usize>) -> bool {
    marks.get(items).is_some_and(|marks| marks.contains(&true))
}

pub(super) fn row<'m>(
    source: &Source<'_, 'm>,
    item: ItemWalker<'m>,
    (depth, slot): (usize, u8),
) -> Facts<'m> {
    let timing = source.plan.schedule.timing(item.id);
    let is_empty = is_empty(source.status, item);
    // What nothing stands in has no bar, as it takes no time.
    let is_rolled_up = depth.saturating_add(1) >= source.levels && !is_empty;
    let shape = shape(item, is_rolled_up);
    let commitment = worst(source.status, item);
    // What is late already has words where its slack would be drawn.
    let is_late = commitment.as_ref().is_some_and(|of| of.is_missed);
    let last = if is_rolled_up { item.data().subtree_end.index() } else { item.id.index() + 1 };
    let within = item.id.index()..last;
    let complete = if timing.state == State::Done { Share::ONE } else { timing.complete };
    Facts {
        item: Some(item.id),
        shape,
        depth: depth.min(DEEPEST),
        slot,
        paint: paint(source, item, shape, slot),
        start: source.hours.drawn(timing.start),
        end: source.hours.drawn(timing.end),
        pauses: pauses(source, item, shape),
        slack_end: slack_end(source, item, shape).filter(|_| !is_late && source.shows(Part::Slack)),
        complete: if source.shows(Part::Progress) { complete } else { Share::ZERO },
        is_critical: timing.is_critical && source.shows(Part::Critical),
        certainty: certainty(item, timing),
        has_risk: is_marked(&source.marks.has_risk, within.clone()) && complete < Share::ONE,
        has_arrow: is_marked(&source.marks.has_arrow, within),
        title: title(item),
        aside: if is_empty { Some(nothing()) } else { aside(source, item, timing, shape) },
        note: notes::note(
            source,
            item,
            shape,
            paint(source, item, shape, slot),
            commitment.as_ref(),
        )
        .filter(|_| !is_empty || is_late),
        band: band(source, item.id).filter(|_| shape == Shape::Milestone),
        due: commitment.map(|of| due(source, item, &of)),
        health: health(source, item),
        baseline: baseline(source, item),
        chips: chips_width(source.plan.model, item.extras()),
        links: links_width(item.extras()),
    }
}

/// A row that everybody may look at: what it is called, and when it is as far as that may be told.
pub(super) fn public_row<'m>(
    source: &Source<'_, 'm>,
    item: ItemWalker<'m>,
    (depth, slot): (usize, u8),
) -> Option<Facts<'m>> {
    // What rests on work that nobody has estimated has no date that may be told.
    let when = source.view.when(item.id).filter(|when| !when.is_open)?;
    let is_done = source.plan.schedule.timing(item.id).state == State::Done;
    let complete = if is_done { Share::ONE } else { Share::ZERO };
    let drawn_as = shape(item, depth.saturating_add(1) >= source.levels);
    let words = Label::new(when.words, Style::Small, Ink::Muted);
    let span = (source.hours.drawn(when.from), source.hours.drawn(when.to));
    Some(Facts {
        item: Some(item.id),
        depth: depth.min(DEEPEST),
        paint: paint(source, item, drawn_as, slot),
        complete,
        has_arrow: is_marked(&source.marks.has_arrow, item.id.index()..item.id.index() + 1),
        note: Some(words).filter(|words| !words.text.is_empty()),
        ..Facts::new(drawn_as, slot, span, title(item))
    })
}

/// The colour of an item: what colours tell, else that of its stream. The line over a stream keeps its own.
fn paint<'m>(source: &Source<'_, 'm>, item: ItemWalker<'m>, shape: Shape, slot: u8) -> u8 {
    let colours = source.colours.as_ref().filter(|_| shape != Shape::Stream);
    colours.map_or(slot, |colours| colours.paint(source.view, item).slot())
}

/// When an item was in the plan that it is compared with, where that is another time.
fn baseline(source: &Source<'_, '_>, item: ItemWalker<'_>) -> Option<(Drawn, Drawn)> {
    let moved = source.plan.since_baseline(item.id)?;
    source.shows(Part::Baseline).then(|| {
        let (start, end) = moved.was;
        (source.hours.drawn(start), source.hours.drawn(end))
    })
}

/// How an item stands where that is worse than on track.
fn health(source: &Source<'_, '_>, item: ItemWalker<'_>) -> Option<Health> {
    source.status.standing(item.id).health.filter(|health| *health > Health::OnTrack)
}

/// From the end of each piece of work to the start of the next.
fn pauses(source: &Source<'_, '_>, item: ItemWalker<'_>, shape: Shape) -> Vec<(Drawn, Drawn)> {
    let levelling = source.plan.schedule.levelling.as_ref();
    let pieces = levelling.and_then(|of| of.pieces.get(&item.id)).filter(|_| shape == Shape::Bar);
    let pieces = pieces.map_or(&[][..], |pieces| pieces);
    let drawn = |moment| source.hours.drawn(moment);
    let pairs = pieces.iter().zip(pieces.iter().skip(1));
    pairs.map(|(before, behind)| (drawn(before.1), drawn(behind.0))).collect()
}

impl<'p> Source<'p, '_> {
    /// From when to when time is shown, where that is asked for.
    pub fn window(&self) -> (Option<Drawn>, Option<Drawn>) {
        let drawn = |moment: Moment| self.hours.drawn(moment);
        (self.view.view.from.map(drawn), self.view.view.to.map(drawn))
    }

    /// The units of the axis, the fine and the coarse one, where they are asked for.
    pub fn units(&self) -> Option<(Unit, Unit)> {
        axis::units(self.view.view.columns?, self.plan.model)
    }

    /// Whether a part is shown: all are that are known.
    pub fn shows(&self, part: Part) -> bool {
        self.view.shows(part, true)
    }

    /// The hours that fill a day, where they are told.
    pub fn hours_told(&self) -> Option<&Hours> {
        (self.grain != Grain::Days).then_some(&self.hours)
    }

    /// What came of an item in many runs, if it varies.
    pub fn outcome(&self, item: ItemId) -> Option<&'p Outcome> {
        outcome(self.plan, self.simulation?, item)
    }
}

/// What came of an item in many runs, if it varies. Work that nobody has estimated is in no run: of what rests on it nobody knows.
pub fn outcome<'p>(
    plan: Plan<'_>,
    simulation: &'p Simulation,
    item: ItemId,
) -> Option<&'p Outcome> {
    let is_known = !plan.schedule.timing(item).is_open;
    simulation.of_item(item).filter(|outcome| is_known && !outcome.is_certain())
}

/// From when to when an item ends in most runs.
pub fn band(source: &Source<'_, '_>, item: ItemId) -> Option<(Drawn, Drawn)> {
    let outcome = source.outcome(item)?;
    let at = |percent| source.hours.drawn(outcome.percentile(percent));
    Some((at(BAND.0), at(BAND.1)))
}

fn due(source: &Source<'_, '_>, item: ItemWalker<'_>, commitment: &Commitment) -> Due {
    let is_promise = commitment.kind == CommitmentKind::Promise;
    let dates = item.dates();
    let promise = dates.promised.as_ref().filter(|_| is_promise);
    let written = match commitment.kind {
        CommitmentKind::Deadline => dates.by,
        CommitmentKind::Promise => promise.map(|promise| promise.date),
        CommitmentKind::Date => dates.to,
    };
    let moment = written.map_or(Moment::end_of(commitment.planned), |date| date.moment);
    // What is missed by hours is told in hours.
    let is_close = commitment.is_missed && commitment.planned == commitment.forecast;
    let date = || notes::moment(source, moment, is_close);
    let words = match (promise, commitment.kind) {
        (Some(promise), _) => format!("promised {}", promise.words),
        (None, CommitmentKind::Date) => format!("planned {}", date()),
        (None, _) => format!("due {}", date()),
    };
    let timing = source.plan.schedule.timing(item.id);
    let planned_start = dates.from.map_or(timing.start.min(moment), |from| from.moment);
    let planned_start = source.hours.drawn(planned_start);
    let at = source.hours.drawn(moment);
    let (kind, is_missed) = (commitment.kind, commitment.is_missed);
    let late = is_missed.then(|| late(commitment));
    Due { at, kind, planned_start, is_missed, is_seen: true, words, late }
}

fn certainty(item: ItemWalker<'_>, timing: &Timing) -> Certainty {
    match item.data().estimate {
        _ if timing.is_open && timing.start == timing.end => Certainty::Unestimated,
        _ if timing.is_open => Certainty::Open,
        Some(estimate) if estimate.is_range() => Certainty::Range,
        _ => Certainty::Firm,
    }
}

/// What is rolled up has a bar.
fn shape(item: ItemWalker<'_>, is_rolled_up: bool) -> Shape {
    match item.kind() {
        ItemKind::Stream if is_rolled_up => Shape::Bar,
        ItemKind::Stream => Shape::Stream,
        ItemKind::Milestone | ItemKind::Release => Shape::Milestone,
        ItemKind::Feature | ItemKind::Task if item.has_parts() && !is_rolled_up => Shape::Rollup,
        ItemKind::Feature | ItemKind::Task => Shape::Bar,
    }
}

fn title(item: ItemWalker<'_>) -> Label<'_> {
    let is_strong = matches!(item.kind(), ItemKind::Stream | ItemKind::Feature);
    let style = if is_strong { Style::Strong } else { Style::Plain };
    Label::new(clean(item.title()), style, Ink::Text)
}

fn nothing<'m>() -> Label<'m> {
    Label::new("nothing in it", Style::Small, Ink::Muted)
}

fn aside<'m>(
    source: &Source<'_, 'm>,
    item: ItemWalker<'m>,
    timing: &Timing,
    shape: Shape,
) -> Option<Label<'m>> {
    if shape == Shape::Stream {
        return source
            .shows(Part::Dates)
            .then(|| Label::new(span(source, timing), Style::Small, Ink::Muted));
    }
    if !source.shows(Part::People) {
        return None;
    }
    let names = people(source.plan.schedule, item);
    (!names.is_empty()).then(|| Label::new(names, Style::Faint, Ink::Faint))
}

/// `5 Jan – 19 Jun`, with years where they are not the one that goes without saying; `not before 19 Jun` where nobody knows the end.
fn span(source: &Source<'_, '_>, timing: &Timing) -> String {
    let (first, last) = timing.days();
    if timing.is_open {
        return format!("not before {}", notes::end(source, timing.end));
    }
    match source.grain {
        Grain::Days if first >= last => date(last, source.year),
        Grain::Days if first.year() == last.year() && first.year() == source.year => {
            format!("{} – {}", first.short(), last.short())
        }
        Grain::Days => format!("{} – {}", first.medium(), last.medium()),
        Grain::Hours | Grain::HoursOfOneDay => {
            let start = notes::time(source, first, timing.start.minute_of_day());
            format!("{start} – {}", notes::end(source, timing.end))
        }
    }
}

/// Of all that an item committed to what is told of it: what is missed by most; where nothing is missed its deadline, or else its
/// promise.
fn worst(status: &PlanStatus<'_>, item: ItemWalker<'_>) -> Option<Commitment> {
    let state = status.plan().schedule.timing(item.id).state;
    if item.data().dates.is_none() || state == State::Done {
        return None;
    }
    let missed = status.told_commitment(item.id).filter(|of| of.is_missed);
    // A milestone that is fixed on a day stands there: nothing more is to be said where it does.
    let all = status.commitments(item.id).into_iter();
    missed.or_else(|| all.filter(|of| of.kind != CommitmentKind::Date).min_by_key(|of| of.kind))
}

/// Until when an item can slip before anything else moves. Of what is done, or may end anywhere, nobody can say.
fn slack_end(source: &Source<'_, '_>, item: ItemWalker<'_>, shape: Shape) -> Option<Drawn> {
    let timing = source.plan.schedule.timing(item.id);
    let is_done = timing.state == State::Done;
    if shape != Shape::Bar || is_done || timing.free_slack.0 <= 0 || timing.is_open {
        return None;
    }
    // Slack is the working time of who is named too: all of it ends where the item has to, whoever is away until then.
    if timing.free_slack >= timing.total_slack {
        return Some(source.hours.drawn(timing.late_end));
    }
    let end = source.slack.slipped(item, timing, timing.free_slack).min(timing.late_end);
    Some(source.hours.drawn(end))
}
