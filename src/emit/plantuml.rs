//! What a view shows as a Gantt chart in the language of PlantUML.
//!
//! Bars go from day to day, as they stand in the plan. A day on which nobody works is shown as closed where no bar begins or ends on
//! it: PlantUML would draw none there.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::bars::{Bar, by_numbers, sections};
use super::unsaid::{self, Told};
use crate::diagnostic::Losses;
use crate::model::{CalendarId, Part};
use crate::plan::PlanView;
use crate::schedule::Clock;
use crate::time::{Date, Weekday};

/// Signs that mean nothing to it where they stand alone.
const PLAIN: &str = " ,.()+!?=@";

/// What the format holds.
const HELD: [Told; 1] = [Told::Progress];

/// From so many days on a column is a week, or a month.
const SCALES: [(i32, &str); 2] = [(550, "monthly"), (45, "weekly with calendar date zoom 3")];

/// Of how many days those off are told one by one.
const MOST_DAYS: i32 = 3_660;

/// What a view shows as a Gantt chart of PlantUML, and what that does not hold.
pub fn plantuml(view: &PlanView<'_, '_>) -> (String, Losses) {
    let sections = sections(view);
    let bars: Vec<&Bar<'_>> = sections.iter().flat_map(|(_, bars)| bars).collect();
    let first = bars.iter().map(|bar| bar.first.min(bar.last)).min();
    let last = bars.iter().map(|bar| bar.last).max();
    let mut text = format!("@startgantt\ntitle {}\n", escaped(view.title()));
    if let Some((first, last)) = first.zip(last) {
        let days = last.days() - first.days();
        if let Some((_, scale)) = SCALES.iter().find(|(from, _)| days >= *from) {
            let _ = writeln!(text, "printscale {scale}");
        }
        let _ = writeln!(text, "Project starts {first}");
        if !view.is_public() {
            closed(view, &bars, (first, last), &mut text);
            if let Some(today) = view.plan.model.header.today {
                let _ = writeln!(text, "{today} is colored in LightSkyBlue");
            }
        }
    }
    let mut number = 0;
    for (title, bars) in &sections {
        let _ = writeln!(text, "-- {} --", escaped(title));
        for bar in bars {
            number += 1;
            line(view, bar, number, &mut text);
        }
    }
    text.push_str("@endgantt\n");
    let why = "PlantUML would move what waits: it stands by its dates";
    (text, unsaid::of_bars(view, &bars, "PlantUML", why, &HELD))
}

fn line(view: &PlanView<'_, '_>, bar: &Bar<'_>, number: usize, text: &mut String) {
    let Bar { item, first, last, .. } = bar;
    let title = escaped(item.title());
    let _ = if bar.is_point() {
        writeln!(text, "[{title}] as [t{number}] happens {last}")
    } else {
        writeln!(text, "[{title}] as [t{number}] starts {first} and ends {last}")
    };
    let complete = view.plan.schedule.timing(item.id).complete.0 / 10;
    let complete = if bar.is_done { 100 } else { complete };
    if complete > 0 && view.shows(Part::Progress, true) && !bar.is_point() {
        let _ = writeln!(text, "[t{number}] is {complete}% completed");
    }
    if bar.is_critical {
        let _ = writeln!(text, "[t{number}] is colored in LightCoral/Firebrick");
    }
}

/// The days on which nobody works, but for those on which a bar begins or ends.
fn closed(
    view: &PlanView<'_, '_>,
    bars: &[&Bar<'_>],
    (first, last): (Date, Date),
    text: &mut String,
) {
    let model = view.plan.model;
    let calendar = model.calendar(CalendarId(0));
    let edges: BTreeSet<Date> = bars.iter().flat_map(|bar| [bar.first, bar.last]).collect();
    for day in Weekday::ALL {
        let is_off = calendar.week.get(day.index()).is_some_and(Vec::is_empty);
        if is_off && !edges.iter().any(|date| date.weekday() == day) {
            let _ = writeln!(text, "{} are closed", day.name().to_lowercase());
        }
    }
    let clock = Clock::new(calendar);
    let days = (first.days()..=last.days().min(first.days().saturating_add(MOST_DAYS)))
        .filter_map(|day| Date::from_days(i64::from(day)));
    for day in days {
        let is_usual = calendar.week.get(day.weekday().index()).is_some_and(Vec::is_empty);
        if !is_usual && !clock.works_on(day) && !edges.contains(&day) {
            let _ = writeln!(text, "{day} is closed");
        }
    }
}

/// A text in one line that PlantUML takes for nothing else.
fn escaped(text: &str) -> String {
    by_numbers(text, |number| format!("<U+{number:04X}>"), PLAIN, &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_to_plantuml_stands_by_its_number() {
        assert_eq!(escaped("[a] \\n"), "<U+005B>a<U+005D> <U+005C>n");
        assert_eq!(escaped("!include /etc/x"), "<U+0021>include <U+002F>etc<U+002F>x");
        assert_eq!(escaped("x\n@enduml"), "x @enduml");
        assert_eq!(escaped(""), "…");
    }
}
