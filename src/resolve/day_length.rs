//! How long `1d` is, and the question that is asked where a calendar leaves it open.

use super::resolver::Resolver;
use super::units;
use crate::diagnostic::{Diagnostic, Edit, rules};
use crate::model::{Calendar, DayHours};
use crate::syntax::ast::{Quantity, Value};
use crate::syntax::keyword::DeclarationKind as K;
use crate::text::Span;
use crate::time::Minutes;

impl Resolver<'_> {
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

fn length(hours: &DayHours) -> i64 {
    hours.iter().map(|(from, to)| i64::from(to.saturating_sub(*from))).sum()
}

/// The different lengths of the days of the week, longest first.
pub(super) fn lengths(calendar: &Calendar) -> Vec<i64> {
    let mut lengths: Vec<_> =
        calendar.week.iter().map(length).filter(|length| *length > 0).collect();
    lengths.sort_unstable_by(|a, b| b.cmp(a));
    lengths.dedup();
    lengths
}

/// The length that most days of the week have; of two, the longer.
pub(super) fn usual_length(calendar: &Calendar) -> Minutes {
    let count = |wanted: &i64| calendar.week.iter().filter(|day| length(day) == *wanted).count();
    // The last of equals is taken, so the shortest come first.
    let usual = lengths(calendar).into_iter().rev().max_by_key(count);
    usual.map_or(Calendar::standard().day, Minutes)
}

fn length_in_words(minutes: i64) -> String {
    match minutes {
        _ if minutes % 60 == 0 => format!("{}h", minutes / 60),
        _ if minutes % 30 == 0 => format!("{}.5h", minutes / 60),
        _ => format!("{minutes}min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_as_durations() {
        assert_eq!(length_in_words(480), "8h");
        assert_eq!(length_in_words(510), "8.5h");
        assert_eq!(length_in_words(500), "500min");
    }
}
