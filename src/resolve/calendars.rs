//! Calendars: what each line says, put together; and which of them is the roadmap's own.

use super::Holidays;
use super::lookup;
use super::resolver::Resolver;
use super::tree::{LINKS_SHOWN, Node};
use super::units::{self, Units, length_in_words, lengths, usual_length};
use crate::diagnostic::{Diagnostic, Edit, rules};
use crate::model::{Calendar, DayHours, Exception};
use crate::syntax::ast::{
    Hours, OffDays, Point, PointBase, PointRange, Quantity, Value, WeekdayRange,
};
use crate::syntax::keyword::DeclarationKind as K;
use crate::text::{Source, Span};
use crate::time::{Date, Minutes, Moment, Weekday};

/// An `open` without hours gets those of each of its days; no longer than this.
const OPEN_DAYS: i64 = 366;

/// A calendar that is being put together.
struct Draft {
    calendar: Calendar,
    has_day: bool,
}

impl Resolver<'_> {
    pub(super) fn resolve_calendars(&mut self) {
        let nodes: Vec<Node> = self.tree.of_kind(K::Calendar).map(|(node, _)| node).collect();
        self.calendars.own = self.own_calendar();
        let bases: Vec<_> = nodes.iter().map(|node| self.base_calendar(*node)).collect();
        let mut drafts: Vec<Option<Draft>> = nodes.iter().map(|_| None).collect();
        for row in 0..nodes.len() {
            for row in self.chain_of(row, &bases, &nodes, &drafts).into_iter().rev() {
                let base = bases.get(row).copied().flatten();
                let base = base.and_then(|base| drafts.get(base)?.as_ref());
                let Some(node) = nodes.get(row) else { continue };
                let start = base.and_then(|base| self.inherited(*node, base));
                let draft = self.calendar(*node, start);
                if let Some(place) = drafts.get_mut(row) {
                    *place = Some(draft);
                }
            }
        }
        for base in bases.into_iter().flatten() {
            if let Some(Some(base)) = drafts.get_mut(base) {
                base.calendar.is_named = true;
            }
        }
        self.take_in_calendars(drafts.into_iter().flatten().collect());
    }

    /// A copy of the calendar that another extends. All copies together have a limit, for a few lines can ask for any number.
    fn inherited(&mut self, node: Node, base: &Draft) -> Option<Draft> {
        let days = base.calendar.exceptions.len() + base.calendar.yearly.len();
        let left = self.calendars.copies_left.checked_sub(days);
        if let (None, Some(span)) = (left, self.extends(node)) {
            let message = "calendars take over more days off from each other than can be handled";
            let help =
                "let fewer calendars extend one another, or leave days off out that are long past";
            self.fault(&rules::NUMBER_OUT_OF_RANGE, span, message, help);
        }
        self.calendars.copies_left = left?;
        Some(Draft { calendar: base.calendar.clone(), has_day: base.has_day })
    }

    /// Puts the roadmap's own calendar first, and takes its units.
    fn take_in_calendars(&mut self, mut drafts: Vec<Draft>) {
        let own = self.calendars.own.map(|row| row as usize).filter(|row| *row < drafts.len());
        let own = own.map_or_else(
            || Draft { calendar: Calendar::standard(), has_day: true },
            |row| drafts.remove(row),
        );
        self.calendars.is_day_in_doubt = !own.has_day && lengths(&own.calendar).len() > 1;
        self.units = Units::of(&own.calendar);
        let others = drafts.into_iter().map(|draft| draft.calendar);
        self.model.calendars = std::iter::once(own.calendar).chain(others).collect();
        self.model.header.day = self.units.day;
        self.model.header.week = self.units.week;
    }

    fn own_calendar(&mut self) -> Option<u32> {
        let (header, _) = self.tree.header()?;
        let name = self.attributes_of(header).iter().find_map(|one| match one.value {
            Value::Calendar(name) => Some(name),
            _ => None,
        });
        self.refer_to_row(header, name?, &lookup::CALENDAR)
    }

    fn base_calendar(&mut self, node: Node) -> Option<usize> {
        let name = self.extends(node)?;
        self.refer_to_row(node, name, &lookup::CALENDAR).map(|row| row as usize)
    }

    fn extends(&self, node: Node) -> Option<Span> {
        self.attributes_of(node).iter().find_map(|one| match one.value {
            Value::Extends(name) => Some(name),
            _ => None,
        })
    }

    /// The calendar and all that it rests on and that is not made yet, each before the one it rests on.
    fn chain_of(
        &mut self,
        row: usize,
        bases: &[Option<usize>],
        nodes: &[Node],
        drafts: &[Option<Draft>],
    ) -> Vec<usize> {
        let mut chain = Vec::new();
        let mut is_in_chain = rustc_hash::FxHashSet::default();
        let mut next = Some(row);
        while let Some(row) = next.filter(|row| drafts.get(*row).is_some_and(Option::is_none)) {
            if !is_in_chain.insert(row) {
                let first = chain.iter().position(|other| *other == row).unwrap_or(0);
                self.report_circle(chain.get(first..).unwrap_or_default(), nodes);
                break;
            }
            chain.push(row);
            next = bases.get(row).copied().flatten();
        }
        chain
    }

    fn report_circle(&mut self, circle: &[usize], nodes: &[Node]) {
        let links = circle.iter().filter_map(|row| {
            let node = *nodes.get(*row)?;
            let name = self.declaration(node).name?;
            Some((self.text(name), self.extends(node)?))
        });
        let links: Vec<_> = links.collect();
        let Some((name, span)) = links.first().copied() else { return };
        let message = format!("calendar `{name}` extends itself");
        let mut diagnostic = Diagnostic::new(&rules::CIRCULAR_DEFINITION, span, message);
        for (other, span) in links.iter().skip(1).take(LINKS_SHOWN) {
            diagnostic = diagnostic.label(*span, format!("`{other}` extends this"));
        }
        self.report(diagnostic.help("one of them must stand alone: leave its `extends` out"));
    }

    fn calendar(&mut self, node: Node, base: Option<Draft>) -> Draft {
        let label = self.label_of(self.declaration(node));
        let mut draft =
            base.unwrap_or_else(|| Draft { calendar: Calendar::standard(), has_day: false });
        draft.calendar.name = label.name;
        draft.calendar.span = label.span;
        draft.calendar.is_named = self.calendars.own == Some(self.row(node));
        self.working_week(node, &mut draft.calendar);
        self.holidays(node, &mut draft.calendar);
        self.days_off(node, &mut draft.calendar);
        self.days_open(node, &mut draft.calendar);
        let day = self.attributes_of(node).iter().find_map(|one| match one.value {
            Value::Day(quantity) => Some((quantity, one.span)),
            _ => None,
        });
        if let Some((quantity, span)) = day {
            draft.has_day = true;
            if let Some(day) = self.day_length(quantity, span) {
                draft.calendar.day = day;
            }
        } else if !draft.has_day {
            draft.calendar.day = usual_length(&draft.calendar);
        }
        draft
    }

    /// `work` lines: a day that has some gets their hours together instead of those it had.
    fn working_week(&mut self, node: Node, calendar: &mut Calendar) {
        let mut own: [Option<DayHours>; 7] = Default::default();
        let mut is_own = false;
        for attribute in self.attributes_of(node) {
            if let Value::Work(days, hours) = &attribute.value {
                is_own = true;
                for day in indices(*days) {
                    let place = own.get_mut(day).map(Option::get_or_insert_default);
                    if let Some(place) = place {
                        place.extend(hours.iter().map(|hours| (hours.from, hours.to)));
                    }
                }
            }
        }
        let is_alone = is_own && self.extends(node).is_none();
        for (day, own) in calendar.week.iter_mut().zip(own) {
            match own {
                Some(hours) => *day = joined(hours),
                None if is_alone => day.clear(),
                None => {}
            }
        }
    }

    fn days_off(&mut self, node: Node, calendar: &mut Calendar) {
        let mut times = Vec::new();
        for attribute in self.attributes_of(node) {
            let Value::Off(days, title) = &attribute.value else { continue };
            let title = self.unquoted_or_empty(*title);
            match days {
                OffDays::EveryYear { month, day } => calendar.yearly.push((*month, *day, title)),
                OffDays::EveryWeek(days) => {
                    for day in indices(*days) {
                        if let Some(hours) = calendar.week.get_mut(day) {
                            hours.clear();
                        }
                    }
                }
                OffDays::Dates(range) => {
                    let off = self.calendar_times(node, range);
                    times.extend(off.map(|off| (off, title, attribute.span)));
                }
                OffDays::Name(name) => {
                    let off = self.calendar_times(node, &range_of_name(*name));
                    times.extend(off.map(|off| (off, title, attribute.span)));
                }
            }
        }
        for (off, title, span) in &times {
            let days = whole_days(*off).filter(|(first, last)| first <= last);
            calendar.exceptions.extend(exception(days, Vec::new(), title.clone(), *span));
        }
        // Of a day that is off in part the other hours are left, whatever makes them.
        for (off, title, span) in times {
            for day in days_in_part(off) {
                let hours = left_of(calendar.hours_of(day), day, off);
                let days = Some((day, day));
                calendar.exceptions.extend(exception(days, hours, title.clone(), span));
            }
        }
    }

    /// Days off of the files that it imports. They come before its own lines, which may open them again.
    fn holidays(&mut self, node: Node, calendar: &mut Calendar) {
        let tree = self.tree;
        for (_, span, source) in tree.holidays.iter().filter(|(of, ..)| *of == node) {
            let Some(holidays) = self.holidays_of(source, *span) else { continue };
            calendar.yearly.extend(holidays.yearly);
            for day in &holidays.weekly {
                if let Some(hours) = calendar.week.get_mut(day.index()) {
                    hours.clear();
                }
            }
            for (first, last, title) in holidays.off {
                let days = Some((first, last));
                calendar.exceptions.extend(exception(days, Vec::new(), title, *span));
            }
        }
    }

    /// The holidays of a file; what can't be read of it is told where the file is named.
    fn holidays_of(&mut self, source: &Source, span: Span) -> Option<Holidays> {
        let rule = &rules::IMPORT_NOT_FOUND;
        let Some(read) = self.calendars.read_holidays else {
            let message = "holidays of a file can't be read by this build";
            let help = "build it with the feature `interchange`, or write the days as `off`";
            self.fault(rule, span, message, help);
            return None;
        };
        match read(source) {
            Ok(holidays) => {
                let help = "change it there, or leave it out there and write the day as `off`";
                for unread in holidays.unread.iter().take(LINKS_SHOWN) {
                    let message = format!("`{}` can't be read as a whole: {unread}", source.path());
                    self.fault(rule, span, message, help);
                }
                Some(holidays)
            }
            Err(why) => {
                let help = "a calendar imports iCalendar files: they begin with `BEGIN:VCALENDAR`";
                self.fault(rule, span, why, help);
                None
            }
        }
    }

    /// `open` lines come behind all `off` lines, so that they win whatever the order they are written in.
    fn days_open(&mut self, node: Node, calendar: &mut Calendar) {
        for attribute in self.attributes_of(node) {
            let Value::Open(range, hours, title) = &attribute.value else { continue };
            let title = self.unquoted_or_empty(*title);
            let span = attribute.span;
            let Some(times) = self.calendar_times(node, range) else { continue };
            if days_in_part(times).next().is_some() {
                let message = "the hours of `open` stand behind its days";
                let help = format!("write them so: `open {} 09:00-13:00`", times.0.date());
                self.fault(&rules::INVALID_DATE, span, message, help);
                continue;
            }
            let days = (times.0.date(), times.1.last_day());
            if hours.is_empty() {
                self.open_by_weekday(days, &title, span, calendar);
            } else {
                let hours = hours.iter().map(|Hours { from, to }| (*from, *to)).collect();
                calendar.exceptions.extend(exception(Some(days), joined(hours), title, span));
            }
        }
    }

    /// Each day gets the hours of its weekday, or where that has none those of the first day of the week that has some.
    fn open_by_weekday(
        &mut self,
        (first, last): (Date, Date),
        title: &str,
        span: Span,
        calendar: &mut Calendar,
    ) {
        let count = i64::from(last.days()) - i64::from(first.days()) + 1;
        if count > OPEN_DAYS {
            let message = "`open` without hours is for a few days, not for more than a year";
            self.report(
                Diagnostic::new(&rules::INVALID_DATE, span, message)
                    .help("give the hours: `open 2026-05-02 09:00-13:00`"),
            );
            return;
        }
        let usual = calendar.week.iter().find(|hours| !hours.is_empty()).cloned();
        for date in (0..count).filter_map(|offset| first.plus_days(offset)) {
            let own = calendar.week.get(date.weekday().index()).filter(|hours| !hours.is_empty());
            let hours = own.or(usual.as_ref()).cloned().unwrap_or_default();
            let days = Some((date, date));
            calendar.exceptions.extend(exception(days, hours, title.into(), span));
        }
    }

    /// A time in a calendar's own line, where working time can't be counted yet.
    fn calendar_times(&mut self, node: Node, range: &PointRange) -> Option<(Moment, Moment)> {
        self.definitions.misses_calendar = false;
        let times = self.times(node, range);
        if times.is_none() && std::mem::take(&mut self.definitions.misses_calendar) {
            let span = range.first.span().to(range.last.span());
            let message = "working time can't be counted in a calendar, which says what it is";
            self.report(
                Diagnostic::new(&rules::CIRCULAR_DEFINITION, span, message)
                    .help("count the clock: `+ elapsed 2d`"),
            );
        }
        times
    }

    /// What `day 8h` says.
    pub(super) fn day_length(&mut self, quantity: Quantity, span: Span) -> Option<Minutes> {
        let minutes = units::elapsed(quantity).filter(|_| !units::needs_calendar(quantity));
        let is_good = |minutes: &Minutes| (1..=Minutes::DAY.0).contains(&minutes.0);
        let length = minutes.filter(is_good);
        if length.is_none() {
            let message = "a working day is some of the 24 hours of a day";
            self.report(
                Diagnostic::new(&rules::INVALID_DURATION, span, message)
                    .help("write it in hours: `day 8h`"),
            );
        }
        length
    }

    /// Asks once how long `1d` is, where somebody uses it and the calendar does not say.
    pub(super) fn ask_for_day(&mut self, used: Span) {
        if !std::mem::take(&mut self.calendars.is_day_in_doubt) {
            return;
        }
        let Some(calendar) = self.model.calendars.first() else { return };
        let lengths: Vec<_> = lengths(calendar).into_iter().map(length_in_words).collect();
        let day = length_in_words(calendar.day.0);
        let message = format!(
            "the days of calendar `{}` differ in length ({}): which is `1d`?",
            calendar.name,
            lengths.join(", ")
        );
        let span = calendar.span;
        let mut diagnostic = Diagnostic::new(&rules::AMBIGUOUS_DAY, span, message)
            .label(used, "counted in days here")
            .help(format!("say how much work one `d` is: `day {day}`"));
        if let Some(edit) = self.insert_day(&day) {
            diagnostic = diagnostic.fix(format!("add `day {day}`"), vec![edit]);
        }
        self.report(diagnostic);
    }

    /// A line of its own before the calendar's first `work`, indented as that is.
    fn insert_day(&self, day: &str) -> Option<Edit> {
        let row = self.calendars.own?;
        let (node, _) = self.tree.of_kind(K::Calendar).nth(row as usize)?;
        let work = self.attributes_of(node).iter().find(|one| matches!(one.value, Value::Work(..)));
        let at = Span::new(work?.span.start, work?.span.start);
        let source = self.sources.source_of(at);
        let line = self.sources.line(source, self.sources.place(at).line);
        let before = line.start..self.sources.local(at).start;
        let indent = self.sources.source(source)?.text().get(before)?;
        let text = if indent.trim().is_empty() {
            format!("day {day}\n{indent}")
        } else {
            format!("day {day} ")
        };
        Some(Edit { span: at, text })
    }
}

/// The first and the last whole day of a time; the first is the later where it holds none.
fn whole_days((from, to): (Moment, Moment)) -> Option<(Date, Date)> {
    let first = from.plus(Minutes(Minutes::DAY.0 - 1)).date();
    Some((first, to.date().plus_days(-1)?))
}

/// The days of which a time holds only a part.
fn days_in_part((from, to): (Moment, Moment)) -> impl Iterator<Item = Date> {
    let first = Some(from.date()).filter(|_| from.minute_of_day() > 0);
    let last = Some(to.date()).filter(|last| to.minute_of_day() > 0 && first != Some(*last));
    first.into_iter().chain(last)
}

/// What is left of the hours of a day without a time.
fn left_of(hours: &[(u16, u16)], day: Date, (from, to): (Moment, Moment)) -> DayHours {
    let minute = |moment: Moment| {
        let since = moment.since(Moment::start_of(day)).0.clamp(0, Minutes::DAY.0);
        u16::try_from(since).unwrap_or(0)
    };
    let (from, to) = (minute(from), minute(to));
    let parts = hours.iter().flat_map(|run| [(run.0, run.1.min(from)), (run.0.max(to), run.1)]);
    parts.filter(|(from, to)| from < to).collect()
}

pub(super) fn range_of_name(name: Span) -> PointRange {
    let point = Point { base: PointBase::Name, base_span: name, offset: None };
    PointRange { first: point, last: point }
}

fn exception(
    days: Option<(Date, Date)>,
    hours: DayHours,
    title: Box<str>,
    span: Span,
) -> Option<Exception> {
    days.map(|(first, last)| Exception { first, last, hours, title, span })
}

/// The weekdays of a range, which may run over the end of the week.
fn indices(days: WeekdayRange) -> impl Iterator<Item = usize> {
    let (first, last) = (days.first.index(), days.last.index());
    let count = (last + Weekday::ALL.len() - first) % Weekday::ALL.len() + 1;
    (0..count).map(move |offset| (first + offset) % Weekday::ALL.len())
}

/// Hours in order, those that touch or overlap made one.
fn joined(mut hours: DayHours) -> DayHours {
    hours.sort_unstable();
    let mut joined: DayHours = Vec::with_capacity(hours.len());
    for (from, to) in hours {
        match joined.last_mut() {
            Some((_, end)) if from <= *end => *end = (*end).max(to),
            _ => joined.push((from, to)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_that_touch_are_one() {
        assert_eq!(joined(vec![(780, 1020), (540, 720), (700, 750)]), [(540, 750), (780, 1020)]);
        assert_eq!(joined(vec![(540, 720), (720, 1020)]), [(540, 1020)]);
    }

    #[test]
    fn a_range_of_weekdays_may_run_over_the_end_of_the_week() {
        let days = WeekdayRange { first: Weekday::Saturday, last: Weekday::Monday };
        assert_eq!(indices(days).collect::<Vec<_>>(), [5, 6, 0]);
        let day = WeekdayRange { first: Weekday::Friday, last: Weekday::Friday };
        assert_eq!(indices(day).collect::<Vec<_>>(), [4]);
    }
}
