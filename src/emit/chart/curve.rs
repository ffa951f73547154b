//! The cumulative chart: how likely it is that the work has ended by each day. Where everything stands, in numbers.

use super::Px;
use super::axis::{self, Axis};
use super::bands::shading;
use super::label::{Align, Ink, Label, Style, clean};
use super::scale::{Drawn, Hours, Scale};
use crate::plan::Plan;
use crate::schedule::simulate::{Outcome, Simulation};
use crate::text::words::grouped;
use crate::time::Moment;

const WIDTH: Px = Px::whole(838);
const HEIGHT: Px = Px::whole(540);
/// The edges of the picture.
const LEFT: Px = Px::whole(76);
const RIGHT: Px = Px::whole(810);
const TOP: Px = Px::whole(136);
const BOTTOM: Px = Px::whole(466);
/// Where texts begin.
const TEXT_LEFT: Px = Px::whole(28);
const TITLE_BASELINE: Px = Px::whole(44);
const SUBTITLE_BASELINE: Px = Px::whole(66);
/// The two lines of dates over the picture, the upper first.
const DATE_BASELINES: [Px; 2] = [Px::whole(108), Px::whole(125)];
/// Where percentiles are marked.
const MARKED: [u32; 4] = [10, 50, 80, 95];
/// Ends that come less often than one in so many runs are beyond the picture.
const RARE: u64 = 500;
/// The shortest span of time that is drawn: a week; where ends are told to the minute an hour.
const SHORTEST: [i64; 2] = [7 * 24 * 60, 60];
/// A date is drawn if it widens the picture by no more than one part in so many.
const WIDENING: i64 = 2;

/// The chart, in numbers.
#[derive(Debug)]
pub struct Curve<'m> {
    /// Its size.
    pub size: (Px, Px),
    /// The roadmap's title.
    pub title: Label<'m>,
    /// What is shown, of how many runs.
    pub subtitle: Label<'m>,
    /// The left, top, right and bottom edge of the picture.
    pub picture: (Px, Px, Px, Px),
    /// Names of the units of time.
    pub axis: Axis<'m>,
    /// The lines of 0, 20 … 100 %, with their names.
    pub levels: Vec<(Px, Label<'m>)>,
    /// Left and right edge of each time that nobody works.
    pub shading: Vec<(Px, Px)>,
    /// The corners of the curve, from left to right.
    pub points: Vec<(Px, Px)>,
    /// Percentiles on it.
    pub marks: Vec<Percentile<'m>>,
    /// The forecast end and the deadline.
    pub dates: Vec<DateLine<'m>>,
}

/// A percentile on the curve.
#[derive(Debug)]
pub struct Percentile<'m> {
    /// Where the curve crosses each of its percentages.
    pub dots: Vec<(Px, Px)>,
    /// Its percentages and their date.
    pub label: Label<'m>,
}

/// A line at a date.
#[derive(Debug)]
pub struct DateLine<'m> {
    /// Where.
    pub x: Px,
    /// Its top.
    pub top: Px,
    /// Its date, and how likely that is kept.
    pub label: Label<'m>,
    /// Whether most runs miss a deadline.
    pub is_missed: bool,
}

/// The chart of a simulation.
pub fn curve<'m>(plan: Plan<'m>, simulation: &Simulation) -> Curve<'m> {
    let outcome = &simulation.end;
    let planned = at(outcome, simulation.likely_end);
    let deadline = plan.model.header.by.map(|by| at(outcome, by.moment));
    let scale = scale(outcome, planned, deadline);
    let axis = axis::axis(
        &scale,
        Some(&Hours::CLOCK),
        RIGHT,
        BOTTOM + Px::whole(36),
        BOTTOM + Px::whole(18),
    );
    let calendar = plan.model.calendars.first();
    let mut curve = Curve {
        size: (WIDTH, HEIGHT),
        title: title(plan),
        subtitle: subtitle(plan, simulation),
        picture: (LEFT, TOP, RIGHT, BOTTOM),
        shading: calendar
            .map(|of| shading(of, &scale, RIGHT, axis.fine, &Hours::CLOCK))
            .unwrap_or_default(),
        axis,
        levels: levels(),
        points: points(outcome, &scale),
        marks: Vec::new(),
        dates: dates(plan, simulation, &scale),
    };
    curve.marks = marks(outcome, &scale, &curve.points, &curve.dates);
    curve
}

impl<'m> Curve<'m> {
    /// Every text of the chart.
    pub fn labels(&self) -> impl Iterator<Item = &Label<'m>> {
        let marks = self.marks.iter().map(|mark| &mark.label);
        let dates = self.dates.iter().map(|date| &date.label);
        [&self.title, &self.subtitle]
            .into_iter()
            .chain(&self.axis.labels)
            .chain(self.levels.iter().map(|(_, label)| label))
            .chain(marks)
            .chain(dates)
    }
}

/// What ends within a day stands where the day ends; where ends are told to the minute, where it is.
fn at(outcome: &Outcome, moment: Moment) -> Drawn {
    let is_exact = outcome.is_to_the_minute();
    Hours::CLOCK.drawn(if is_exact { moment } else { Moment::end_of(moment.last_day()) })
}

/// `7 May 2026`, or `7 May 2026 14:55`.
fn named(outcome: &Outcome, moment: Moment) -> String {
    let minute = moment.minute_of_day();
    if !outcome.is_to_the_minute() || minute == 0 {
        return moment.last_day().long();
    }
    format!("{} {:02}:{:02}", moment.date().long(), minute / 60, minute % 60)
}

/// From the first day on which any run ends to the last on which more than a few do, the dates to compare with near by.
fn scale(outcome: &Outcome, planned: Drawn, deadline: Option<Drawn>) -> Scale {
    let is_rare = |hits: u64| (outcome.runs() - hits).saturating_mul(RARE) < outcome.runs();
    let closes = || outcome.cumulative().map(|(moment, hits)| (at(outcome, moment), hits));
    let [week, hour] = SHORTEST;
    let shortest = if outcome.is_to_the_minute() { hour } else { week };
    let first = closes().next().map_or(planned, |(moment, _)| moment).plus(-step(outcome));
    let last = closes().find(|(_, hits)| is_rare(*hits)).map_or(planned, |(moment, _)| moment);
    let (mut start, mut end) = (first, last);
    let reach = end.since(start).max(shortest) / WIDENING;
    let near = [Some(planned), deadline].into_iter().flatten();
    for date in near.filter(|date| first.plus(-reach) <= *date && *date <= last.plus(reach)) {
        (start, end) = (start.min(date), end.max(date));
    }
    let missing = (shortest - end.since(start)).max(0);
    start = start.plus(-missing / 2);
    let minutes = end.since(start).max(shortest);
    // A little air, so that what stands at the edge is seen whole.
    let air = minutes / 40;
    Scale { start: start.plus(-air), left: LEFT, length: RIGHT - LEFT, minutes: minutes + 2 * air }
}

fn title(plan: Plan<'_>) -> Label<'_> {
    let title = clean(&plan.model.header.title);
    let label = Label::new(title, Style::Title, Ink::Text).within(RIGHT - TEXT_LEFT);
    label.at(TEXT_LEFT, Align::Start, TITLE_BASELINE)
}

/// `When the work ends, in 10,000 runs · on average 7 May 2026 · as of 2 March 2026`, `When what is estimated ends, in 10,000 runs ·
/// 2 of 5 items not estimated`
fn subtitle<'m>(plan: Plan<'_>, simulation: &Simulation) -> Label<'m> {
    // What nobody has estimated is in no run.
    let work = if simulation.is_open { "what is estimated" } else { "the work" };
    let mut parts = vec![match simulation.runs {
        1 => format!("When {work} ends: nothing varies"),
        runs => format!(
            "When {work} ends, in {} runs",
            grouped(i64::try_from(runs).unwrap_or(i64::MAX))
        ),
    }];
    if simulation.is_open {
        let (unknown, all) = plan.status().unestimated();
        parts.push(format!("{unknown} of {all} items not estimated"));
    } else if !simulation.is_certain() {
        parts.push(format!("on average {}", named(&simulation.end, simulation.mean)));
    }
    parts.extend(plan.today().map(|today| format!("as of {}", today.long())));
    let label = Label::new(parts.join(" · "), Style::Subtitle, Ink::Muted);
    label.within(RIGHT - TEXT_LEFT).at(TEXT_LEFT, Align::Start, SUBTITLE_BASELINE)
}

/// The height of so many of all runs.
fn height(hits: u64, runs: u64) -> Px {
    let part = i128::from((BOTTOM - TOP).0) * i128::from(hits) / i128::from(runs.max(1));
    BOTTOM - Px(i64::try_from(part).unwrap_or(0))
}

fn levels<'m>() -> Vec<(Px, Label<'m>)> {
    let level = |percent: u64| {
        let y = height(percent, 100);
        let label = Label::new(format!("{percent} %"), Style::Small, Ink::Muted);
        let drop = label.style.drop();
        (y, label.at(LEFT - Px::whole(10), Align::End, y + drop))
    };
    [0, 20, 40, 60, 80, 100].map(level).into()
}

/// The minutes in which the curve rises to its next point.
fn step(outcome: &Outcome) -> i64 {
    if outcome.is_to_the_minute() { 1 } else { 24 * 60 }
}

/// Up during each day on which runs end, level between them.
fn points(outcome: &Outcome, scale: &Scale) -> Vec<(Px, Px)> {
    let mut points: Vec<(Px, Px)> = Vec::new();
    let mut below = 0;
    for (moment, hits) in outcome.cumulative() {
        let opens = scale.x(at(outcome, moment).plus(-step(outcome))).max(LEFT);
        let closes = scale.x(at(outcome, moment));
        if closes > RIGHT {
            break;
        }
        let from = (opens, height(below, outcome.runs()));
        let before = points.last().copied();
        // What can't be told apart is one point.
        if before.is_some_and(|(x, _)| x >= closes) {
            points.pop();
        } else if before != Some(from) {
            points.push(from);
        }
        points.push((closes, height(hits, outcome.runs())));
        below = hits;
    }
    if let Some((_, y)) = points.last().copied() {
        points.push((RIGHT, y));
    }
    points
}

/// Where the curve comes to a height, on the way up of some day.
fn crossing(points: &[(Px, Px)], y: Px) -> Option<(Px, Px)> {
    let rise = points.windows(2).find_map(|pair| match pair {
        [from, to] if to.1 <= y => Some((*from, *to)),
        _ => None,
    });
    let ((left, below), (right, above)) = rise?;
    let part = i128::from((below - y).0.max(0)) * i128::from((right - left).0);
    let part = part / i128::from((below - above).0.max(1));
    Some((left + Px(i64::try_from(part).unwrap_or(0)), y))
}

/// Percentiles of the same day have one label, which names them all.
fn marks<'m>(
    outcome: &Outcome,
    scale: &Scale,
    points: &[(Px, Px)],
    dates: &[DateLine<'_>],
) -> Vec<Percentile<'m>> {
    let x_of = |moment: Moment| scale.x(at(outcome, moment)).min(RIGHT);
    let mut places: Vec<(Moment, Vec<u32>)> = Vec::new();
    let marked = if outcome.is_certain() { &[50][..] } else { &MARKED[..] };
    for percent in marked {
        let moment = outcome.percentile(*percent);
        match places.last_mut().filter(|(last, _)| x_of(*last) == x_of(moment)) {
            Some((last, together)) => {
                *last = moment;
                together.push(*percent);
            }
            None => places.push((moment, vec![*percent])),
        }
    }
    let mut marks: Vec<Percentile<'m>> = Vec::new();
    for (moment, percents) in places {
        let day = named(outcome, moment);
        // Where nothing varies all runs end there.
        let heights = if outcome.is_certain() { &[100][..] } else { &percents[..] };
        let heights = heights.iter().map(|percent| height(u64::from(*percent), 100));
        let dots: Vec<_> = heights.filter_map(|height| crossing(points, height)).collect();
        let Some(last) = dots.last().copied() else { continue };
        let text =
            if outcome.is_certain() { day } else { format!("{} % by {day}", listed(&percents)) };
        let label = beside(&Label::new(text, Style::Strong, Ink::Text), last, &marks, dates);
        marks.push(Percentile { dots, label });
    }
    marks
}

/// `80`, `50 and 80`, `10, 50 and 80`
fn listed(percents: &[u32]) -> String {
    let [first @ .., last] = percents else { return String::new() };
    let first: Vec<_> = first.iter().map(u32::to_string).collect();
    if first.is_empty() { last.to_string() } else { format!("{} and {last}", first.join(", ")) }
}

/// Right of the curve and below it, or left and above where there is no room, or else beyond the dates that would cross it.
fn beside<'m>(
    label: &Label<'m>,
    (x, y): (Px, Px),
    marks: &[Percentile<'_>],
    dates: &[DateLine<'_>],
) -> Label<'m> {
    const GAP: Px = Px::whole(12);
    let drop = label.style.drop();
    let below = |x: Px| label.clone().at(x + GAP, Align::Start, y + drop + Px::whole(9));
    let right = below(x);
    let near = |date: &&DateLine<'_>| x <= date.x && date.x < right.right() + Px::whole(3);
    let beyond = dates.iter().filter(near).map(|date| below(date.x));
    let left = label.clone().at(x - GAP, Align::End, y + drop - Px::whole(9));
    let meets = |label: &Label<'_>| {
        let crosses = |date: &DateLine<'_>| {
            label.left() - Px::whole(3) < date.x && date.x < label.right() + Px::whole(3)
        };
        marks.iter().any(|mark| overlap(&mark.label, label)) || dates.iter().any(crosses)
    };
    let fits_left = left.left() > LEFT && !meets(&left);
    if right.right() > RIGHT || meets(&right) && fits_left {
        return left;
    }
    let free = |label: &Label<'_>| label.right() <= RIGHT && !meets(label);
    std::iter::once(right.clone()).chain(beyond).find(free).unwrap_or(right)
}

fn overlap(one: &Label<'_>, other: &Label<'_>) -> bool {
    let across = one.left() < other.right() && other.left() < one.right();
    across && one.top() < other.bottom() && other.top() < one.bottom()
}

/// The forecast end, and the deadline of the whole, each with its chance.
fn dates<'m>(plan: Plan<'_>, simulation: &Simulation, scale: &Scale) -> Vec<DateLine<'m>> {
    let outcome = &simulation.end;
    let percent = |moment: Moment| outcome.by(moment).percent();
    let chance = |moment| {
        if simulation.is_open { "unknown".to_owned() } else { format!("{} %", percent(moment)) }
    };
    let mut dates = Vec::new();
    // Where work is not estimated the curve is that of the rest: a forecast of the whole has no place on it.
    if !simulation.is_certain() && !simulation.is_open {
        let forecast = simulation.likely_end;
        let text = format!("forecast {}: {}", named(outcome, forecast), chance(forecast));
        dates.push((at(outcome, forecast), text, Ink::Release, false));
    }
    dates.extend(plan.model.header.by.map(|by| {
        let text = format!("deadline {}: {}", named(outcome, by.moment), chance(by.moment));
        let is_missed = percent(by.moment) < 50;
        let ink = if is_missed { Ink::Late } else { Ink::Muted };
        (at(outcome, by.moment), text, ink, is_missed)
    }));
    let lines = dates.into_iter().zip(DATE_BASELINES).filter_map(|(date, baseline)| {
        let (moment, text, ink, is_missed) = date;
        let x = scale.x(moment);
        let label = Label::new(text, Style::SmallStrong, ink);
        let right = x + Px::whole(6) + label.width;
        let label = if right > RIGHT {
            label.at(x - Px::whole(6), Align::End, baseline)
        } else {
            label.at(x + Px::whole(6), Align::Start, baseline)
        };
        let top = baseline - Px::whole(10);
        (LEFT <= x && x <= RIGHT).then_some(DateLine { x, top, label, is_missed })
    });
    lines.collect()
}
