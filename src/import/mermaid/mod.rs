//! Gantt charts of Mermaid, in a file of their own or in a Markdown file.
//!
//! Mermaid computes dates from links and lengths, and writes none of them down: lengths become estimates, and what stands behind something
//! waits for it. Its days are days of the clock but for those it excludes: the roadmap's calendar says so.

mod chart;
mod dates;
mod grammar;
mod place;

use pest::Parser as _;

use self::chart::{Chart, End, Start, Tag, Task};
use self::grammar::{Grammar, Rule};
use self::place::{DAY, Span};
use super::days::{Days, in_the_morning};
use super::fences::{fences, plain};
use super::tree::NotFound;
use super::{
    Amount, Draft, Estimate, Input, Item, Kind, Link, Number, Options, Refusal, Target, Unit, When,
    shown,
};
use crate::time::Date;

/// Whether a file looks like a gantt chart of Mermaid, or a Markdown file with one.
pub(super) fn looks_like(input: &Input<'_>) -> bool {
    let says = |word: &[u8]| memchr::memmem::find(input.bytes, word).is_some();
    is_chart(&plain(&input.beginning()))
        || (says(b"mermaid") && says(b"gantt") && !charts(&plain(&input.text())).is_empty())
}

/// Reads a gantt chart of Mermaid.
pub(super) fn read(input: &Input<'_>, options: &Options) -> Result<Draft, Refusal> {
    let text = plain(&input.text());
    let found = charts(&text);
    let mut found = found.into_iter();
    let Some((first, chart)) = found.next() else {
        let message = format!("{} has no gantt chart of Mermaid", shown(input.name));
        return Err(Refusal::new(message)
            .help("a chart begins with the word `gantt`; other diagrams are no plans"));
    };
    let mut draft = Draft::default();
    for (line, _) in found {
        draft.left_out(
            "another gantt chart",
            "the first one of a file is read",
            &format!("line {line}"),
        );
    }
    let chart = chart::read(&mut draft, chart, first, options);
    Writer { draft: &mut draft, chart: &chart, spans: spans(&chart), by_clock: by_clock(&chart) }
        .write();
    Ok(draft)
}

fn is_chart(text: &str) -> bool {
    Grammar::parse(Rule::opening, text).is_ok()
}

/// The charts of a file, and the lines at which they begin.
fn charts(text: &str) -> Vec<(usize, &str)> {
    if is_chart(text) {
        return vec![(1, text)];
    }
    let fences =
        fences(text).into_iter().filter(|fence| fence.language.eq_ignore_ascii_case("mermaid"));
    fences.filter(|fence| is_chart(fence.body)).map(|fence| (fence.line, fence.body)).collect()
}

/// Where tasks stand, if something asks for it.
fn spans(chart: &Chart) -> Vec<Span> {
    let asks = |task: &Task| match (&task.start, &task.end) {
        (_, End::Until(_)) => true,
        (_, End::Length(_, unit)) => unit == "M" || unit == "y",
        (start, End::At(_)) => !matches!(start, Start::At(_)),
        _ => false,
    };
    if chart.tasks.iter().any(asks) { place::place(chart) } else { vec![None; chart.tasks.len()] }
}

/// Whether hours matter: then days have 24 of them, as Mermaid's have.
fn by_clock(chart: &Chart) -> bool {
    let is_minute = |when: &When| when.minute.is_some();
    chart.tasks.iter().any(|task| {
        let starts = matches!(&task.start, Start::At(when) if is_minute(when));
        starts
            || match &task.end {
                End::At(when) => is_minute(when),
                End::Length(_, unit) => matches!(unit.as_str(), "h" | "m" | "min" | "s" | "ms"),
                _ => false,
            }
    })
}

struct Writer<'d> {
    draft: &'d mut Draft,
    chart: &'d Chart,
    spans: Vec<Span>,
    by_clock: bool,
}

fn key(task: &Task) -> String {
    task.id.clone().unwrap_or_else(|| task.place())
}

impl Writer<'_> {
    fn write(mut self) {
        let chart = self.chart;
        self.draft.title.clone_from(&chart.title);
        self.calendar();
        let mut begun = vec![false; chart.sections.len()];
        for (at, task) in chart.tasks.iter().enumerate() {
            if let Some(section) = task.section {
                self.section(section, &mut begun);
            }
            let item = self.task(at, task);
            self.draft.items.push(item);
        }
        for (title, line) in chart
            .sections
            .iter()
            .zip(&begun)
            .filter(|(_, begun)| !**begun)
            .map(|(section, _)| section)
        {
            let why = "nothing stands in it";
            self.draft.left_out(format!("section {}", shown(title)), why, &format!("line {line}"));
        }
        in_the_morning(self.draft);
    }

    /// A section stands before the first task that is in it.
    fn section(&mut self, at: usize, begun: &mut [bool]) {
        let Some(is_begun) = begun.get_mut(at).filter(|is_begun| !**is_begun) else { return };
        *is_begun = true;
        let Some((title, line)) = self.chart.sections.get(at) else { return };
        self.draft.items.push(Item {
            key: format!("section {title}"),
            title: title.clone(),
            kind: Kind::Stream,
            place: format!("line {line}"),
            ..Item::default()
        });
    }

    /// The days on which work is done, unless they are those of a roadmap that says nothing.
    fn calendar(&mut self) {
        let whole = |days: &[Date]| days.iter().map(|day| (*day, *day, None)).collect();
        let days = Days {
            weekdays_off: self.chart.weekdays_off.clone(),
            off: whole(&self.chart.off),
            open: whole(&self.chart.open),
            by_clock: self.by_clock,
        };
        if !self.chart.tasks.is_empty() {
            days.write(self.draft);
        }
    }

    fn task(&mut self, at: usize, task: &Task) -> Item {
        let mut item = Item {
            key: key(task),
            id: task.id.clone(),
            title: task.title.clone(),
            kind: if task.is(Tag::Milestone) || task.is(Tag::Marker) {
                Kind::Milestone
            } else {
                Kind::Task
            },
            parent: task
                .section
                .and_then(|at| self.chart.sections.get(at))
                .map(|(title, _)| Target::Key(format!("section {title}"))),
            place: task.place(),
            is_done: task.is(Tag::Done),
            links: task.links.iter().map(|address| (None, address.clone())).collect(),
            ..Item::default()
        };
        if task.is(Tag::Critical) {
            item.tags.push("crit".into());
        }
        if task.is(Tag::Marker) {
            let why = "a line across a chart is a milestone";
            self.draft.changed(format!("marker {}", shown(&task.title)), why, &item.place);
        }
        self.start(at, task, &mut item);
        if item.kind == Kind::Milestone {
            self.point(task, &mut item);
        } else {
            self.end(at, task, &mut item);
        }
        if task.is(Tag::Active) && !task.is(Tag::Done) && item.kind != Kind::Milestone {
            self.active(&mut item);
        }
        item
    }

    fn start(&mut self, at: usize, task: &Task, item: &mut Item) {
        match &task.start {
            Start::At(when) => item.start = Some(*when),
            Start::After(ids) => {
                item.waits = ids.iter().map(|id| Link::to(Target::Key(id.clone()))).collect();
            }
            Start::Behind => {
                if let Some(before) = at.checked_sub(1).and_then(|at| self.chart.tasks.get(at)) {
                    item.waits.push(Link::to(Target::Key(key(before))));
                } else {
                    let why = "nothing says when: it starts when the plan does";
                    self.draft.decided("start of the first task", why, &item.place);
                }
            }
        }
    }

    fn point(&mut self, task: &Task, item: &mut Item) {
        if !matches!(task.end, End::Unsaid | End::Length(0, _)) {
            let why = "a point in time has none: it stands where that would begin";
            self.draft.changed(format!("length of {}", shown(&task.title)), why, &item.place);
        }
    }

    /// What is under way was started when its date says.
    fn active(&mut self, item: &mut Item) {
        item.started = item.start;
        if item.started.is_none() {
            item.tags.push("active".into());
            let why = "nothing says since when: it is the tag `#active`";
            self.draft.changed("`active` without a date of its start", why, &item.place);
        }
    }

    /// Why nobody knows when an end is.
    fn why_open(&self, end: &End) -> &'static str {
        let is_known = |id| self.chart.tasks.iter().any(|task| task.id.as_ref() == Some(id));
        match end {
            End::Until(ids) if !ids.iter().any(is_known) => NotFound::Unknown.words(),
            _ => "the chart does not tell when that is",
        }
    }

    fn end(&mut self, at: usize, task: &Task, item: &mut Item) {
        match &task.end {
            End::Unsaid => {}
            End::Length(number, unit) => {
                item.estimate = self.length(at, *number, unit, &item.place);
                self.without_first_day(item);
            }
            End::At(when) if item.start.is_some() => item.end = self.last(*when, item),
            End::At(_) | End::Until(_) => {
                let what = match &task.end {
                    End::Until(ids) => format!(
                        "{} of {}",
                        shown(&format!("until {}", ids.join(" "))),
                        shown(&task.title)
                    ),
                    _ => format!("end of {}", shown(&task.title)),
                };
                match self.span_length(at) {
                    Some(amount) => {
                        item.estimate = Some(Estimate::Duration(amount));
                        let why = format!("its length is kept as it is in the chart, {amount}");
                        self.draft.decided(what, why, &item.place);
                    }
                    None => self.draft.left_out(what, self.why_open(&task.end), &item.place),
                }
            }
        }
    }

    /// A first day that is excluded counts there, for only the days behind it are looked at.
    fn without_first_day(&mut self, item: &mut Item) {
        let starts_off = item.start.is_some_and(|start| self.chart.is_off(start.date));
        if let Some(Estimate::Duration(amount)) = &mut item.estimate
            && starts_off
            && amount.unit == Unit::Days
            && amount.number > Number::whole(1)
        {
            amount.number.0 -= 1000;
            let why = "its first day is excluded, and counts there: it is a day shorter";
            self.draft.changed("a length", why, &item.spot());
        }
    }

    /// The last day, where an end is the day behind it.
    fn last(&mut self, end: When, item: &Item) -> Option<When> {
        if end.minute.is_some() {
            return if self.chart.includes_ends {
                Some(When { date: end.date.plus_days(1)?, ..end })
            } else {
                Some(end)
            };
        }
        let last = if self.chart.includes_ends { Some(end.date) } else { end.date.plus_days(-1) };
        let start = item.start.map(|start| start.date);
        if start == Some(end.date) && last < start {
            let why = "it ends when it starts, and has that day";
            self.draft.decided("a length", why, &item.spot());
            return start.map(When::day);
        }
        last.map(When::day)
    }

    /// The working time between the start and the end of a task that Mermaid places.
    fn span_length(&self, at: usize) -> Option<Amount> {
        let (start, end) = self.spans.get(at).copied().flatten()?;
        let (first, last) = (start.div_euclid(DAY), (end - 1).div_euclid(DAY));
        if end <= start || last - first > 10_000 {
            return None;
        }
        let days =
            (first..=last).filter_map(Date::from_days).filter(|day| !self.chart.is_off(*day));
        if !self.by_clock {
            return Some(Amount::days(i64::try_from(days.count()).ok()?))
                .filter(|amount| amount.number.0 > 0);
        }
        let minutes = |day: Date| {
            let day = i64::from(day.days()) * DAY;
            (day + DAY).min(end) - day.max(start)
        };
        Some(Amount::of_minutes(days.map(minutes).sum(), DAY))
    }

    /// A length as an estimate: weeks are seven days of work, as Mermaid counts.
    fn length(&mut self, at: usize, number: i64, unit: &str, place: &str) -> Option<Estimate> {
        let said = || shown(&format!("{}{unit}", Number(number)));
        let amount = match unit {
            "d" => Amount { number: Number(number), unit: Unit::Days },
            "w" => Amount { number: Number(number.checked_mul(7)?), unit: Unit::Days },
            "h" => Amount { number: Number(number), unit: Unit::Hours },
            "m" | "min" => Amount { number: Number(number), unit: Unit::Minutes },
            "M" | "y" => {
                let start = self.spans.get(at).copied().flatten().map(|(start, _)| start);
                let end = start.and_then(|start| place::behind(start, number, unit));
                let days = start.zip(end).map(|(start, end)| (end - start) / DAY);
                let usual = number.checked_mul(if unit == "M" { 30 } else { 365 })? / 1000;
                let days = days.unwrap_or(usual);
                self.draft.decided(
                    format!("length {}", said()),
                    format!("from where it starts that is {days} days"),
                    place,
                );
                Amount::days(days)
            }
            _ => {
                let per_minute = if unit == "s" { 60_000 } else { 60_000_000 };
                let minutes =
                    number.div_euclid(per_minute) + i64::from(number.rem_euclid(per_minute) > 0);
                self.draft.changed(
                    format!("length {}", said()),
                    "nothing is shorter than a minute",
                    place,
                );
                Amount { number: Number::whole(minutes), unit: Unit::Minutes }
            }
        };
        (amount.number.0 > 0).then_some(Estimate::Duration(amount))
    }
}
