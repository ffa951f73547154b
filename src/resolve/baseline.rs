//! The baseline: the dates in the JSON of an earlier build, found again by the paths of items.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::resolver::Resolver;
use crate::diagnostic::{Diagnostic, rules};
use crate::model::{Baseline, ItemWalker};
use crate::text::{Source, Span, unquoted};
use crate::time::{Date, Moment};

/// What such a file has to say; all else in it is passed over.
#[derive(Deserialize)]
struct Earlier<'f> {
    #[serde(borrow)]
    items: Vec<Row<'f>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row<'f> {
    #[serde(borrow)]
    path: Cow<'f, str>,
    start: Option<&'f str>,
    end: Option<&'f str>,
    start_time: Option<&'f str>,
    end_time: Option<&'f str>,
}

impl Row<'_> {
    /// From when to when it went; `None` of what was dropped.
    fn dates(&self) -> Option<(Moment, Moment)> {
        let (start, end) = (Date::from_iso(self.start?)?, Date::from_iso(self.end?)?);
        let at = |day: Date, time: Option<&str>| Some(Moment::at(day, minute_of_day(time?)?));
        let from = at(start, self.start_time).unwrap_or(Moment::start_of(start));
        Some((from, at(end, self.end_time).unwrap_or(Moment::end_of(end))))
    }
}

/// `14:30`
fn minute_of_day(time: &str) -> Option<u16> {
    let (hour, minute) = time.split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

impl Resolver<'_> {
    /// Finds the items again; those that are new since have no dates in it.
    pub(super) fn resolve_baseline(&mut self, written: Span, file: &Source) {
        let earlier: Earlier<'_> = match serde_json::from_str(file.text()) {
            Ok(earlier) => earlier,
            Err(error) => return self.out.push(no_plan(written, file.path(), &error)),
        };
        let rows = earlier.items.iter().filter_map(|row| Some((&*row.path, row.dates()?)));
        let by_path: FxHashMap<&str, (Moment, Moment)> = rows.collect();
        let dates = |item: ItemWalker<'_>| by_path.get(item.path().as_str()).copied();
        let dates: Vec<_> = self.model.items().map(dates).collect();
        if dates.iter().all(Option::is_none) && !dates.is_empty() {
            let message = format!("no item of this roadmap is in `{}`", file.path());
            let help = "a baseline is an earlier build of the same roadmap";
            self.fault(&rules::INVALID_BASELINE, written, message, help);
        }
        let name = unquoted(self.text(written)).into();
        self.model.baseline = Some(Baseline { file: name, span: written, dates });
    }
}

fn no_plan(written: Span, path: &str, error: &serde_json::Error) -> Diagnostic {
    let place = format!("line {}, column {}", error.line(), error.column());
    let message = if error.is_data() {
        format!("`{path}` holds no plan of an earlier build")
    } else {
        format!("`{path}` is not JSON: it can't be read from {place} on")
    };
    Diagnostic::new(&rules::INVALID_BASELINE, written, message)
        .help("write one with `milepost build plan.roadmap -o old.json`, and keep it")
}
