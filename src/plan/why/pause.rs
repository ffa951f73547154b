//! Days without work that make something later: absences of those who do it, days off of its calendar.

use super::change::Change;
use crate::model::{Absence, Calendar, CalendarId, EstimateBasis, Model, ResourceId};
use crate::schedule::{Reason, Reasons, Step};
use crate::text::Span;
use crate::time::{Date, Moment};

/// Days without work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Who is away; nobody where a calendar has days off.
    pub who: Option<ResourceId>,
    /// The first day.
    pub first: Date,
    /// The last day, included.
    pub last: Date,
    /// What it is, `vacation`, `Good Friday`; may be empty.
    pub title: Box<str>,
    /// Where that is written; of a day that is off every year nowhere.
    pub span: Option<Span>,
    /// What takes that line back.
    pub(super) without: Option<Change>,
}

impl Pause {
    fn new(
        who: Option<ResourceId>,
        (first, last): (Date, Date),
        title: &str,
        written: Option<(Span, Change)>,
    ) -> Self {
        let (span, without) = written.unzip();
        Self { who, first, last, title: title.into(), span, without }
    }
}

/// The pauses between what was asked for and when a point is, in order of date.
pub(super) fn between(reasons: &Reasons<'_>, reason: &Reason) -> Vec<Pause> {
    let model = reasons.model;
    let item = model.item(reason.item);
    let is_on_the_clock = matches!(reason.step, Step::Work(_))
        && item.data().estimate.is_some_and(|estimate| estimate.basis == EstimateBasis::Elapsed);
    if is_on_the_clock {
        return Vec::new();
    }
    let days = Days::between(reason.asked, reason.moment);
    let people: Vec<_> = reasons.people(item.id).collect();
    let mut calendars = vec![item.data().calendar];
    calendars.extend(people.iter().map(|who| model.resource(*who).data().calendar));
    calendars.sort_unstable();
    calendars.dedup();
    let mut pauses: Vec<Pause> = calendars.into_iter().flat_map(|id| days.off(model, id)).collect();
    pauses.extend(people.into_iter().flat_map(|who| days.away(model, who)));
    pauses.sort_by_key(|pause| (pause.first, pause.last));
    // Two calendars of which one extends the other have the same day off.
    pauses.dedup_by_key(|pause| (pause.who, pause.first, pause.last, pause.title.clone()));
    pauses
}

/// The days that lie between two moments, at least in part.
#[derive(Clone, Copy)]
struct Days {
    first: Date,
    last: Date,
}

impl Days {
    fn between(from: Moment, to: Moment) -> Self {
        Self { first: from.date(), last: to.last_day() }
    }

    /// What of a run of days lies among these.
    fn common(self, first: Date, last: Date) -> Option<Self> {
        let both = Self { first: first.max(self.first), last: last.min(self.last) };
        (both.first <= both.last).then_some(both)
    }

    fn each(self) -> impl Iterator<Item = Date> {
        let days = i64::from(self.first.days())..=i64::from(self.last.days());
        days.filter_map(Date::from_days)
    }

    /// The absences of somebody who would else have worked then.
    fn away(self, model: &Model, who: ResourceId) -> impl Iterator<Item = Pause> {
        let resource = model.resource(who);
        let costs = move |absence: &Absence| {
            let common = self.common(absence.first, absence.last);
            let works = |date| !resource.calendar().hours_of(date).is_empty();
            common.is_some_and(|days| days.each().any(works))
        };
        let absences = resource.data().absences.iter().enumerate();
        absences.filter(move |(_, absence)| costs(absence)).map(move |(index, absence)| {
            let written = (absence.span, Change::Present(who, index));
            Pause::new(Some(who), (absence.first, absence.last), &absence.title, Some(written))
        })
    }

    /// The days off of a calendar that fall on a weekday on which it else works.
    fn off(self, model: &Model, id: CalendarId) -> Vec<Pause> {
        let calendar = model.calendar(id);
        let exceptions = calendar.exceptions.iter().enumerate();
        let mut pauses: Vec<Pause> = exceptions
            .filter(|(_, exception)| exception.hours.is_empty())
            .filter(|(_, exception)| {
                let common = self.common(exception.first, exception.last);
                common.is_some_and(|days| days.each().any(|date| is_lost(calendar, date)))
            })
            .map(|(index, off)| {
                let written = (off.span, Change::Open(id, index));
                Pause::new(None, (off.first, off.last), &off.title, Some(written))
            })
            .collect();
        if !calendar.yearly.is_empty() {
            pauses.extend(self.each().filter_map(|date| yearly(calendar, date)));
        }
        pauses
    }
}

/// Whether a day is off that by its weekday would not be.
fn is_lost(calendar: &Calendar, date: Date) -> bool {
    let weekday = calendar.week.get(date.weekday().index());
    calendar.hours_of(date).is_empty() && weekday.is_some_and(|hours| !hours.is_empty())
}

fn yearly(calendar: &Calendar, date: Date) -> Option<Pause> {
    let (_, month, day) = date.year_month_day();
    let is_exception = calendar.exceptions.iter().any(|one| one.first <= date && date <= one.last);
    let (_, _, title) = calendar.yearly.iter().find(|one| (one.0, one.1) == (month, day))?;
    (!is_exception && is_lost(calendar, date)).then(|| Pause::new(None, (date, date), title, None))
}
