//! Work over time: what was done, what is to come as it is scheduled and as many runs would have it, and what was planned.

mod course;

use std::fmt::Write;

use super::axis;
use super::events::{self, Lanes};
use super::label::{Align, Ink, Label, clean};

use super::look::{self, Look};
use super::page::{self, EDGE, Entry, Said, Type, is_narrow, near};
use super::scale::{Drawn, Scale};
use super::scene::{Area, Mark, Scene};
use super::{ChartOptions, Px};
use crate::model::Part;
use crate::plan::PlanView;
use crate::text::words::{counted, grouped, slack};
use crate::time::{Minutes, Moment};
use course::{Course, Fan, Points};

/// The colour of work.
const SLOT: u8 = 1;
/// The grey of the fan.
const FAN: u8 = 0;

/// Lays out the work of a view over time.
pub fn scene<'m>(view: &PlanView<'_, 'm>, options: ChartOptions) -> Scene<'m> {
    let width = options.px();
    let scale = Type::of(width);
    let course = Course::of(view);
    let edges = (EDGE, width - EDGE);
    let subtitle = subtitle(view, &course);
    let news = news(view, &course);
    let paragraphs = [
        Said { parts: subtitle, ink: Ink::Muted, style: scale.plain },
        Said { parts: news, ink: Ink::Text, style: scale.strong },
    ];
    let (mut marks, foot) = page::headed(view.title(), &paragraphs, edges, scale);
    let description = paragraphs.iter().flat_map(|of| &of.parts);
    let description = description.map(String::as_str).collect::<Vec<_>>().join(". ");
    let title = clean(view.title()).into_owned();
    if course.progression.total() == Minutes::ZERO {
        let size = (width, (foot + scale.px(14)).ceil());
        return Scene { size, title, description, marks };
    }
    let plot = Plot::of(view, &course, (foot, width), scale);
    let bottom = plot.draw(&mut marks);
    let keys = plot.keys();
    let (legend, end) = page::legend(&keys, edges, bottom + scale.px(8), scale);
    marks.extend(legend);
    Scene { size: (width, (end + scale.px(14)).ceil()), title, description, marks }
}

/// An amount of work: `310 d`.
fn amount(view: &PlanView<'_, '_>, work: Minutes) -> String {
    let day = view.plan.model.header.day;
    let days = work.0.saturating_add(day.0 / 2) / day.0.max(1);
    if days < 10 { slack(work, day) } else { format!("{} d", grouped(days)) }
}

/// `40`, of a hundred; all only if all is done.
fn share(part: Minutes, whole: Minutes) -> i64 {
    let percent = i128::from(part.0) * 100 / i128::from(whole.0.max(1));
    i64::try_from(percent).unwrap_or(0)
}

/// What is counted, and what is not.
fn subtitle(view: &PlanView<'_, '_>, course: &Course) -> Vec<String> {
    let Course { progression, .. } = course;
    let count = |count: usize| grouped(i64::try_from(count).unwrap_or(i64::MAX));
    let mut parts = vec![format!(
        "Work over time: {}, weighed by their estimates",
        counted(progression.counted, "item")
    )];
    if progression.uncounted > 0 {
        parts.push(format!("{} not estimated and not counted", count(progression.uncounted)));
    }
    parts.extend(view.plan.today().map(|today| format!("as of {}", today.long())));
    parts
}

/// How much is done and when the rest will be.
fn news(view: &PlanView<'_, '_>, course: &Course) -> Vec<String> {
    let Course { progression, .. } = course;
    let (done, total) = (progression.done(), progression.total());
    if total == Minutes::ZERO {
        return vec!["nothing is estimated".to_owned()];
    }
    let of = if view.is_public() { String::new() } else { format!(" of {}", amount(view, total)) };
    let is_begun = course.today.is_some() || done > Minutes::ZERO || view.is_public();
    let mut parts = vec![if is_begun {
        format!("{} % done{of}", share(done, total))
    } else {
        format!("{} of work", amount(view, total))
    }];
    if view.is_public() {
        return parts;
    }
    if let (Some(planned), Some(today)) = (&course.planned, course.today) {
        let by_now = progression.planned_by(view.status, planned, &[today]);
        let by_now = by_now.first().copied().unwrap_or_default();
        parts.push(format!("{} % planned by now", share(by_now, total)));
    }
    let day = |moment: Moment| near(view, moment.last_day());
    match (course.fan, progression.end()) {
        (Some(Fan { ends: [_, half, most], is_open, .. }), Some(_)) => {
            let work = if is_open { "What is estimated ends" } else { "Ends" };
            let (half, most) = (day(half), day(most));
            parts.push(format!("{work} by {half} in half of all runs, by {most} in 80 %"));
        }
        (None, Some(end)) => parts.push(format!("Ends on {}", day(end))),
        (_, None) => {}
    }
    parts
}

/// Where curves are drawn.
struct Plot<'p, 'v, 'm> {
    view: &'p PlanView<'v, 'm>,
    course: &'p Course,
    scale: Type,
    /// The picture of time and work.
    area: Area,
    time: Scale,
    lanes: Lanes,
    /// From line to line of names.
    pitch: Px,
    /// The most work that is drawn.
    most: Minutes,
    curves: Curves,
}

/// A label on a piece of ground: lines end beside it.
fn cleared<'m>(label: Label<'m>, marks: &mut Vec<Mark<'m>>) {
    let Area { left, top, right, bottom } = label.area();
    let pad = Px::whole(2);
    let area = Area { left: left - pad, top, right: right + pad, bottom };
    marks.push(Mark::Rect { look: look::GROUND, area, radius: Px::ZERO });
    marks.push(Mark::Text(label));
}

/// The curves of a plot.
struct Curves {
    done: Points,
    forecast: Points,
    planned: Points,
}

impl<'p, 'v, 'm> Plot<'p, 'v, 'm> {
    fn of(
        view: &'p PlanView<'v, 'm>,
        course: &'p Course,
        (foot, width): (Px, Px),
        scale: Type,
    ) -> Self {
        let total = course.progression.total();
        let (from, to) = course.span;
        let left = EDGE + scale.px(46);
        let right = width - EDGE - scale.px(10);
        let minutes = to.since(from).0.max(1);
        let time = Scale { start: Drawn(from.minutes()), left, length: right - left, minutes };
        let x_of = |moment: Moment| {
            let is_in = from <= moment && moment <= to;
            is_in.then(|| time.x(Drawn(moment.minutes())))
        };
        let events = events::events(view);
        let lanes = events::lanes(view, &events, x_of, (EDGE, width - EDGE), scale);
        let pitch = scale.px(17);
        let top = foot + scale.px(14) + pitch.times_count(lanes.count) + scale.px(24);
        let height = match width {
            _ if is_narrow(width) => scale.px(230),
            // A slide is nine high where it is sixteen wide.
            _ if scale.is_slide() => {
                (Px(width.0 * 9 / 16) - top - scale.px(112)).max(scale.px(180))
            }
            _ => scale.px(300),
        };
        let area = Area::new(left, top, right - left, height);
        let moments = course.moments(view);
        let curves = Curves {
            done: course.done(view, &moments),
            forecast: course.forecast(view, &moments),
            planned: course.planned(view, &moments),
        };
        // A little air above all of it.
        let most = Minutes(total.0.saturating_add(total.0 / 12).max(1));
        Self { view, course, scale, area, time, lanes, pitch, most, curves }
    }

    fn x(&self, moment: Moment) -> Px {
        self.time.x(Drawn(moment.minutes())).clamp(self.area.left, self.area.right)
    }

    fn y(&self, work: Minutes) -> Px {
        let part = i128::from(self.area.height().0) * i128::from(work.0) / i128::from(self.most.0);
        self.area.bottom - Px(i64::try_from(part).unwrap_or(0))
    }

    /// A curve as a way; nothing if it has less than two points.
    fn way(&self, points: &[(Moment, Minutes)]) -> Option<String> {
        let mut way = String::new();
        let mut last = None;
        for (moment, work) in points {
            let place = (self.x(*moment), self.y(*work));
            if last == Some(place) {
                continue;
            }
            let _ =
                write!(way, "{}{} {}", if last.is_none() { 'M' } else { 'L' }, place.0, place.1);
            last = Some(place);
        }
        (points.len() > 1).then_some(way)
    }

    /// Everything in it; says where it ends.
    fn draw(&self, marks: &mut Vec<Mark<'m>>) -> Px {
        let baselines =
            (self.area.bottom + self.scale.px(34), self.area.bottom + self.scale.px(17));
        self.grid(baselines, marks);
        self.fan(marks);
        if let Some(way) = self.way(&self.curves.done) {
            let ends = (self.curves.done.first(), self.curves.done.last());
            if let (Some((first, _)), Some((last, _))) = ends {
                let foot = self.area.bottom;
                let data = format!("{way}V{foot}H{}z", self.x(*first));
                let area = Area { left: self.x(*first), right: self.x(*last), ..self.area };
                marks.push(Mark::Path { look: look::tint(SLOT), data, area });
            }
        }
        self.level(marks);
        self.curve(look::PLANNED_WORK, &self.curves.planned, marks);
        self.curve(look::forecast(SLOT), &self.curves.forecast, marks);
        self.curve(look::span_done(SLOT), &self.curves.done, marks);
        let lanes = (self.area.top - self.scale.px(20), self.area.bottom);
        marks.extend(self.lanes.marks(self.view, lanes, self.pitch));
        self.today(marks);
        self.ends(marks);
        baselines.0 + self.scale.px(6)
    }

    fn curve(&self, look: Look, points: &Points, marks: &mut Vec<Mark<'m>>) {
        if let Some(data) = self.way(points) {
            marks.push(Mark::Path { look, data, area: self.area });
        }
    }

    /// Lines of time and of work, with their names.
    fn grid(&self, (coarse, fine): (Px, Px), marks: &mut Vec<Mark<'m>>) {
        let Area { left, right, top, bottom } = self.area;
        let (scale, is_public) = (self.scale, self.view.is_public());
        let columns = self.view.view.columns.filter(|_| !is_public);
        let asked = columns.and_then(|columns| axis::units(columns, self.view.plan.model));
        let mut units = asked.unwrap_or_else(|| scale.tiers(&self.time));
        if is_public && matches!(units.0, axis::Unit::Day | axis::Unit::Week | axis::Unit::Month) {
            units = (axis::Unit::Quarter, axis::Unit::Years(1));
        }
        let styles = (scale.small_strong, scale.small);
        let axis = axis::axis_in(styles, units, (&self.time, None), right, (coarse, fine));
        let upright = |look, x: Px| Mark::Path {
            look,
            data: format!("M{x} {top}V{bottom}"),
            area: Area { left: x, right: x, top, bottom },
        };
        marks.extend(axis.fine_lines.iter().map(|x| upright(look::FINE_LINE, *x)));
        marks.extend(axis.coarse_lines.iter().map(|x| upright(look::COARSE_LINE, *x)));
        marks.extend(axis.labels.into_iter().map(Mark::Text));
        for (work, words) in self.levels() {
            let y = self.y(work);
            let look = if work == Minutes::ZERO { look::COARSE_LINE } else { look::FINE_LINE };
            let area = Area { left, right, top: y, bottom: y };
            marks.push(Mark::Path { look, data: format!("M{left} {y}H{right}"), area });
            let label = Label::new(words, scale.small, Ink::Muted);
            let label = label.at(left - scale.px(8), Align::End, y + scale.small.drop());
            marks.push(Mark::Text(label.within(left - scale.px(10))));
        }
    }

    /// Round amounts of work, each with its name; for the public shares.
    fn levels(&self) -> Vec<(Minutes, String)> {
        let total = self.course.progression.total();
        if self.view.is_public() {
            let level = |percent: i64| {
                let work = i128::from(total.0) * i128::from(percent) / 100;
                (Minutes(i64::try_from(work).unwrap_or(0)), format!("{percent} %"))
            };
            return [0, 25, 50, 75, 100].map(level).into();
        }
        let day = self.view.plan.model.header.day.0.max(1);
        let days = total.0 / day;
        let tens = std::iter::successors(Some(1_i64), |step| step.checked_mul(10));
        let mut steps = tens.flat_map(|ten| [1, 2, 5].map(|part| ten.saturating_mul(part)));
        let step = steps.find(|step| days / step <= 5).unwrap_or(1);
        let levels = (0..=5).map(|count| step.saturating_mul(count));
        // What lies close below the whole would lie on its name.
        let is_free =
            |level: &i64| *level == 0 || level.saturating_mul(100) <= days.saturating_mul(92);
        let levels = levels.filter(is_free);
        levels
            .map(|days| (Minutes(days.saturating_mul(day)), format!("{} d", grouped(days))))
            .collect()
    }

    /// All the work there is.
    fn level(&self, marks: &mut Vec<Mark<'m>>) {
        if self.view.is_public() {
            return;
        }
        let (total, scale) = (self.course.progression.total(), self.scale);
        let Area { left, right, .. } = self.area;
        let y = self.y(total);
        let area = Area { left, right, top: y, bottom: y };
        marks.push(Mark::Path { look: look::SCOPE, data: format!("M{left} {y}H{right}"), area });
        let label = Label::new(amount(self.view, total), scale.small_strong, Ink::Text);
        let label = label.within(left - scale.px(10));
        let label = label.at(left - scale.px(8), Align::End, y + scale.small.drop());
        marks.push(Mark::Text(label));
    }

    /// The forecast as it would be if the work ended in 10, or in 80 of a hundred runs, and what lies between.
    fn fan(&self, marks: &mut Vec<Mark<'m>>) {
        let Some((fan, end)) = self.course.fan.zip(self.course.progression.end()) else { return };
        let Some((start, _)) = self.curves.forecast.first().copied() else { return };
        let stretched = |ends: Moment| -> Points {
            let points = self.curves.forecast.iter();
            points.map(|(at, work)| (Fan::stretched(*at, (start, end), ends), *work)).collect()
        };
        let [first, middle, last] = fan.ends;
        let mut outline = stretched(first);
        outline.extend(stretched(last).into_iter().rev());
        if let Some(way) = self.way(&outline) {
            marks.push(Mark::Path { look: look::tint(FAN), data: way + "z", area: self.area });
        }
        self.curve(look::thin(FAN), &stretched(middle), marks);
    }

    /// The line of today, its day, and how much is done.
    fn today(&self, marks: &mut Vec<Mark<'m>>) {
        let (Some(now), Some(day)) = (self.course.today, self.view.plan.today()) else { return };
        let (from, to) = self.course.span;
        if now < from || to < now {
            return;
        }
        let (scale, area, x) = (self.scale, self.area, self.x(now));
        let label = Label::new(day.short(), scale.small_strong, Ink::OnToday);
        let (width, height) = (label.width + scale.px(16), scale.px(16));
        let left = (x - width.half()).clamp(area.left, (area.right - width).max(area.left));
        let pill = Area::new(left, area.top - scale.px(19), width, height);
        let line = Area { left: x, right: x, top: pill.bottom, bottom: area.bottom };
        let data = format!("M{x} {}V{}", line.top, line.bottom);
        marks.push(Mark::Path { look: look::TODAY_LINE, data, area: line });
        marks.push(Mark::Rect { look: look::TODAY, area: pill, radius: height.half() });
        let baseline = pill.top + height.half() + label.style.drop();
        marks.push(Mark::Text(label.at(left + width.half(), Align::Middle, baseline)));
        let (done, total) = (self.course.progression.done(), self.course.progression.total());
        let y = self.y(done);
        marks.push(Mark::Circle { look: look::GROUND, centre: (x, y), radius: Px(65) });
        marks.push(Mark::Circle { look: look::done(SLOT), centre: (x, y), radius: Px(45) });
        let words = format!("{} %", share(done, total));
        let label = Label::new(words, scale.strong, Ink::Text);
        let is_left = x - area.left > label.width + scale.px(16);
        let (at, side) =
            if is_left { (x - scale.px(9), Align::End) } else { (x + scale.px(9), Align::Start) };
        // Above the curve at its left, below it at its right.
        let baseline = if is_left { y - scale.px(5) } else { y + scale.px(15) };
        let lowest = area.bottom - scale.px(4);
        cleared(label.at(at, side, baseline.min(lowest)), marks);
    }

    /// When it ends, beside the top of the fan.
    fn ends(&self, marks: &mut Vec<Mark<'m>>) {
        if self.view.is_public() || !self.view.shows(Part::Dates, true) {
            return;
        }
        let Some(end) = self.course.progression.end() else { return };
        let total = self.course.progression.total();
        let y = self.y(total);
        let (_, to) = self.course.span;
        let mut dots = vec![end];
        let day = |moment: Moment| near(self.view, moment.last_day());
        let mut parts = vec![format!("ends {}", day(end))];
        if let Some(fan) = self.course.fan {
            dots = fan.ends.into();
            let percents = ["10 %", "50 %", "80 %"].iter().zip(fan.ends);
            parts = percents.map(|(percent, ends)| format!("{percent} {}", day(ends))).collect();
        }
        dots.retain(|at| *at <= to);
        for at in &dots {
            let centre = (self.x(*at), y);
            marks.push(Mark::Circle { look: look::GROUND, centre, radius: Px(50) });
            marks.push(Mark::Circle { look: look::done(SLOT), centre, radius: Px(32) });
        }
        let Some(last) = dots.last() else { return };
        let label = Label::new(parts.join(" · "), self.scale.small_strong, Ink::Text);
        let label = label.within(self.area.width());
        let right = (self.x(*last) + self.scale.px(6)).max(self.area.left + label.width);
        let label = label.at(right.min(self.area.right), Align::End, y - self.scale.px(8));
        cleared(label, marks);
    }

    /// What is used.
    fn keys(&self) -> Vec<Entry<'m>> {
        let mut keys = Vec::new();
        if !self.curves.done.is_empty() {
            keys.push(Entry::line(look::span_done(SLOT), "done"));
        }
        if !self.curves.forecast.is_empty() {
            keys.push(Entry::line(look::forecast(SLOT), "to come, as scheduled"));
        }
        if let Some(fan) = self.course.fan {
            let runs = grouped(i64::try_from(fan.runs).unwrap_or(i64::MAX));
            let words = format!("10 % to 80 % of {runs} runs, drawn by when they end");
            keys.push(Entry::swatch(look::tint(FAN), words));
            keys.push(Entry::line(look::thin(FAN), "50 %"));
        }
        if !self.curves.planned.is_empty() {
            let words = match self.view.baseline() {
                Some(_) => "planned, in the baseline",
                None => "planned, by the estimates alone",
            };
            keys.push(Entry::line(look::PLANNED_WORK, words));
        }
        let (has_line, has_late) = self.lanes.kinds();
        if has_line {
            let has_markers = !self.view.plan.model.markers.is_empty();
            let words = if has_markers {
                "release, milestone, deadline or marked day"
            } else {
                "release, milestone or deadline"
            };
            keys.push(Entry::line(Lanes::look(false), words));
        }
        if has_late {
            keys.push(Entry::line(Lanes::look(true), "late"));
        }
        keys
    }
}
