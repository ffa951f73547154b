//! The Gantt chart: a table, and bars over time.

use super::axis::{HALVES, Scale, axis};
use super::bars::{Bar, Weight};
use super::flags::{Pole, flags};
use super::legend::{Legend, Sign};
use super::line::{Line, Strip, Tint};
use super::text::{clean, fitted, titled, width};
use crate::emit::chart::colours::Paint;
use crate::emit::chart::gantt::layout::{Told, told};
use crate::emit::chart::gantt::rows::{Certainty, Facts, Shape};
use crate::emit::chart::label::Ink;
use crate::emit::chart::scale::Drawn;
use crate::model::{Health, ItemId, Share};
use crate::plan::PlanView;

/// The sign of how something stands, and a space.
const SIGN: usize = 2;
/// How much is done: `100%`.
const SHARE: usize = 4;
/// Between the parts of the table.
const GAP: usize = 2;
/// The narrowest and the widest title.
const TITLE: (usize, usize) = (8, 44);
/// The part of the width that titles take at most, in hundredths.
const TITLE_PART: usize = 34;
/// From this width on the table says who works on a row, in so many columns at most.
const WITH_PEOPLE: usize = 108;
const PEOPLE: usize = 20;
/// Below this width it does not say how much is done, and of what is late only by how much.
const WITH_SHARE: usize = 56;
/// The least part of its room that time takes, in hundredths, whatever stands behind bars.
const TIME_PART: usize = 64;
/// More rows than this are not set apart.
const AIRY: usize = 80;

/// The picture.
pub(super) fn lines(
    view: &PlanView<'_, '_>,
    columns: usize,
    depth: Option<u32>,
    legend: &mut Legend,
) -> Vec<Line> {
    let told = told(view, depth);
    let rows: Vec<Row<'_>> = told.rows.iter().map(|facts| Row::of(view, facts, columns)).collect();
    let table = Table::of(&rows, columns);
    let time = columns.saturating_sub(table.width());
    let scale = scale(&told, &rows, time);
    let (flag_lines, poles) = flags(&told.flags, told.now, &scale, time);
    let mut lines = Vec::new();
    let hours = told.tells_hours.then_some(&told.hours);
    for strip in axis(&scale, hours, told.units).into_iter().chain(flag_lines) {
        lines.push(table.beside(Line::default(), strip));
    }
    let poles_alone = || {
        let mut strip = Strip::new(time);
        for pole in &poles {
            pole.draw(&mut strip);
        }
        table.beside(Line::default(), strip)
    };
    for (at, row) in rows.iter().enumerate() {
        if row.facts.shape == Shape::Stream && rows.len() <= AIRY || at == 0 {
            lines.push(poles_alone());
        }
        let strip = row.strip(&scale, time, &poles, legend);
        lines.push(table.beside(table.cells(row, legend), strip));
    }
    if rows.is_empty() {
        lines.push(Line::of("Nothing in it has a date yet.", Tint::Faint));
    }
    lines
}

/// So many columns for all of the time that the words behind bars have room, if that leaves enough.
fn scale(told: &Told<'_>, rows: &[Row<'_>], room: usize) -> Scale {
    let span = i128::from(told.end.since(told.start).max(1));
    let fits = |row: &Row<'_>| {
        let end = i128::from(row.facts.end.since(told.start)).clamp(1, span);
        let left = room.checked_sub(row.note.as_ref().map_or(0, |(words, _)| width(words) + 2))?;
        usize::try_from(i128::try_from(left).ok()? * span / end).ok()
    };
    let columns = rows.iter().map(|row| fits(row).unwrap_or(0)).fold(room, usize::min);
    Scale::new(told.start, told.end, columns.max(room * TIME_PART / 100))
}

/// A row, and what is told of it in words.
struct Row<'r> {
    facts: &'r Facts<'r>,
    title: String,
    people: String,
    note: Option<(String, Tint)>,
    is_done: bool,
    tint: Tint,
}

impl<'r> Row<'r> {
    fn of(view: &PlanView<'_, '_>, facts: &'r Facts<'r>, columns: usize) -> Self {
        let title = match facts.item {
            Some(item) => {
                let item = view.plan.model.item(item);
                titled(item.title(), item.name())
            }
            None => clean(&facts.title.text),
        };
        let late = facts.due.as_ref().and_then(|due| due.late.as_ref());
        // How much of a stream is done stands in the table.
        let is_told = facts.shape != Shape::Stream;
        let note = facts.note.as_ref().filter(|note| is_told || note.ink == Ink::Late);
        let note = note.map(|note| match (note.ink, late) {
            (Ink::Late, Some(late)) if columns < WITH_SHARE => (format!("‼ {late}"), Tint::Late),
            (Ink::Late, _) => (format!("‼ {}", note.text), Tint::Late),
            _ => (note.text.to_string(), Tint::Faint),
        });
        let people = facts.aside.as_ref().map_or_else(String::new, |aside| aside.text.to_string());
        let is_done = facts.item.is_some_and(|item| is_done(view, item));
        let paint = Paint::of_slot(facts.paint);
        // Colours that are asked for tell nothing else.
        let is_free = view.coloured_by().is_none() && !is_done;
        let tint = if facts.is_critical && is_free { Tint::Critical } else { paint.into() };
        Self { facts, title, people, note, is_done, tint }
    }

    /// What is drawn of it over time.
    fn strip(&self, scale: &Scale, columns: usize, poles: &[Pole], legend: &mut Legend) -> Strip {
        let mut strip = Strip::new(columns);
        let (from, to) = match self.facts.shape {
            Shape::Milestone => self.point(scale, &mut strip, legend),
            Shape::Stream | Shape::Rollup | Shape::Bar => self.bar(scale, &mut strip, legend),
        };
        self.write_note(&mut strip, (from, to));
        let slack = self.facts.slack_end.map_or(to, |end| column_behind(scale, end).max(to));
        for column in to..slack {
            legend.has(Sign::Slack);
            strip.put_behind(column, '·', Tint::Faint);
        }
        // Words that it touched would be taken for its own.
        let is_apart = |due: &usize| strip.is_free(due.saturating_sub(1), 2.min(due + 1));
        if let Some(column) = self.due(scale).filter(is_apart) {
            legend.has(Sign::Due);
            strip.put(column, '◇', if self.is_late() { Tint::Late } else { Tint::Faint });
        }
        for pole in poles {
            pole.draw(&mut strip);
        }
        strip
    }

    fn is_late(&self) -> bool {
        self.facts.due.as_ref().is_some_and(|due| due.is_missed)
    }

    /// Its diamond; gives where that begins and ends.
    fn point(&self, scale: &Scale, strip: &mut Strip, legend: &mut Legend) -> (usize, usize) {
        let half = scale.half(self.facts.end);
        let last = i64::try_from(strip.columns()).unwrap_or(i64::MAX) - 1;
        // A point stands at the end of its day.
        let column = (half - 1).div_euclid(HALVES).clamp(0, last.max(0));
        let column = usize::try_from(column).unwrap_or(0);
        legend.has(Sign::Milestone);
        strip.put(column, '◆', if self.is_late() { Tint::Late } else { self.tint });
        (column, column + 1)
    }

    /// Its bar; gives where that begins and ends.
    fn bar(&self, scale: &Scale, strip: &mut Strip, legend: &mut Legend) -> (usize, usize) {
        let facts = self.facts;
        let weight = match (facts.shape, facts.certainty) {
            (Shape::Stream | Shape::Rollup, _) => Weight::Light,
            (_, Certainty::Open | Certainty::Unestimated) => Weight::Open,
            _ => Weight::Heavy,
        };
        let start = scale.half(facts.start).clamp(0, scale.halves() - 1);
        // What takes hardly any time is seen all the same.
        let end = scale.half(facts.end).clamp(0, scale.halves()).max(start + 1);
        let share = facts.complete.0.clamp(0, Share::ONE.0);
        let done = start + (end - start) * share / Share::ONE.0;
        let pauses = facts.pauses.iter().map(|(from, to)| (scale.half(*from), scale.half(*to)));
        let bar = Bar { weight, start, done, end, pauses: pauses.collect() };
        bar.draw(strip, self.tint);
        if weight != Weight::Light {
            legend.has_if(done > start, Sign::Done);
            let is_open = weight == Weight::Open;
            legend.has_if(done < end, if is_open { Sign::Open } else { Sign::ToCome });
        }
        legend.has_if(!facts.pauses.is_empty(), Sign::Pause);
        let column = |half: i64| usize::try_from(half.div_euclid(HALVES)).unwrap_or(0);
        (column(start), column(end + 1))
    }

    /// The column of the day that it committed to, where that is not its end.
    fn due(&self, scale: &Scale) -> Option<usize> {
        let due = self.facts.due.as_ref().filter(|due| due.is_seen)?;
        let half = scale.half(due.at);
        let column = usize::try_from((half - 1).max(0).div_euclid(HALVES)).ok()?;
        let is_apart = (half - scale.half(self.facts.end)).abs() >= HALVES;
        (is_apart && column < scale.columns).then_some(column)
    }

    /// The words behind what is drawn, or before it where there is no room.
    fn write_note(&self, strip: &mut Strip, (before, behind): (usize, usize)) {
        let Some((words, tint)) = &self.note else { return };
        let wide = width(words);
        let room = strip.columns().saturating_sub(behind + 1);
        if wide <= room {
            strip.write(behind + 1, words, *tint);
        } else if let Some(begin) = before.checked_sub(wide + 1) {
            strip.write(begin, words, *tint);
        } else if room > 4 {
            strip.write(behind + 1, &fitted(words, room), *tint);
        }
    }
}

/// The column behind a moment.
fn column_behind(scale: &Scale, at: Drawn) -> usize {
    let half = scale.half(at).clamp(0, scale.halves());
    usize::try_from((half + 1).div_euclid(HALVES)).unwrap_or(0)
}

fn is_done(view: &PlanView<'_, '_>, item: ItemId) -> bool {
    view.health(item) == Some(Health::Done)
}

/// What stands at the left of time.
struct Table {
    title: usize,
    people: Option<usize>,
    has_signs: bool,
    has_share: bool,
    has_critical: bool,
}

impl Table {
    fn of(rows: &[Row<'_>], columns: usize) -> Self {
        let facts = || rows.iter().map(|row| row.facts);
        let needed = rows.iter().map(|row| row.facts.depth * 2 + width(&row.title)).max();
        let widest = (columns * TITLE_PART / 100).clamp(TITLE.0, TITLE.1);
        let people = rows.iter().map(|row| width(&row.people)).max().unwrap_or(0);
        let is_any_done = rows.iter().any(|row| row.is_done || row.facts.complete > Share::ZERO);
        Self {
            title: needed.unwrap_or(0).clamp(TITLE.0, widest),
            people: (columns >= WITH_PEOPLE && people > 0).then_some(people.min(PEOPLE)),
            has_signs: facts().any(|facts| facts.health.is_some()),
            has_share: columns >= WITH_SHARE && is_any_done,
            has_critical: facts().any(|facts| facts.is_critical),
        }
    }

    fn width(&self) -> usize {
        let sign = if self.has_signs { SIGN } else { 0 };
        let people = self.people.map_or(0, |people| people + GAP);
        let share = if self.has_share { SHARE + 1 } else { 0 };
        let critical = if self.has_critical { 2 } else { 0 };
        sign + self.title + people + share + critical + 1
    }

    /// A line of the table with what is beside it.
    fn beside(&self, mut left: Line, strip: Strip) -> Line {
        left.fill(self.width());
        left.append(strip.line());
        left
    }

    fn cells(&self, row: &Row<'_>, legend: &mut Legend) -> Line {
        let facts = row.facts;
        let mut line = Line::default();
        if self.has_signs {
            if let Some(sign) = facts.health.and_then(Sign::of) {
                legend.has(sign);
                let (sign, tint) = sign.drawn();
                line.push(sign, tint);
            }
            line.fill(SIGN);
        }
        let mut column = line.width() + self.title;
        let indent = (facts.depth * 2).min(self.title / 2);
        line.push(" ".repeat(indent), Tint::Plain);
        let tint = match facts.shape {
            Shape::Stream => Tint::Strong,
            _ if row.is_done => Tint::Faint,
            _ => Tint::Plain,
        };
        line.push(fitted(&row.title, self.title - indent), tint);
        line.fill(column);
        if let Some(people) = self.people {
            line.push(" ".repeat(GAP), Tint::Plain);
            line.push(fitted(&row.people, people), Tint::Faint);
            column += people + GAP;
            line.fill(column);
        }
        if self.has_share {
            column += SHARE + 1;
            let share = share(row);
            line.fill(column - width(&share));
            line.push(share, if row.is_done { Tint::Good } else { Tint::Faint });
        }
        if self.has_critical && facts.is_critical && !row.is_done {
            legend.has(Sign::Critical);
            line.push(" •", Tint::Critical);
        }
        line
    }
}

/// `40%`; a tick for what is done.
fn share(row: &Row<'_>) -> String {
    match row.facts.complete.0 {
        _ if row.is_done => "✓".to_owned(),
        1.. => format!("{}%", row.facts.complete.0.min(Share::ONE.0) / 10),
        _ => String::new(),
    }
}
