//! Why an item is when it is, for programs. Keys and values are as in the JSON of a plan: `camelCase`, days in ISO 8601, amounts of time
//! in minutes, items by their path.

use serde::Serialize;

use super::speech::Speech;
use super::{Told, barrier, story};
use crate::emit::json::driver_kind;
use crate::model::{Anchor, Edge, ItemId, Lag, Model};
use crate::plan::why::{
    Answer, Beside, Bottleneck, Change, DateOf, Line, Link, Pause, Wanted, Why, Win,
};
use crate::schedule::{Driver, Schedule, Step, disregarded};
use crate::text::Span;
use crate::time::Moment;

/// The JSON Schema (draft 2020-12) of what [`json`] and [`json_of_answer`] write.
pub const fn json_schema() -> &'static str {
    include_str!("../../../schema/why-1.schema.json")
}

/// Why, as one JSON document with a newline at its end.
pub fn json(model: &Model, schedule: &Schedule, why: &Why) -> String {
    let speech = Speech::of(model, schedule, why.item, why.edge);
    let (context, story) =
        (Context { speech: &speech, model, schedule }, story(model, schedule, why));
    written(&Document {
        item: context.path(why.item),
        title: model.item(why.item).title(),
        point: point(why.edge),
        at: why.moment.to_string(),
        is_open: schedule.timing(why.item).is_open_at(why.edge),
        headline: story.headline,
        chain: why.links.iter().map(|link| context.link(link)).collect(),
        beside: why.beside.iter().filter_map(|one| context.beside(one)).collect(),
        people: why.people.iter().map(|one| context.person(one)).collect(),
        wins: why.wins.alone.iter().chain(&why.wins.together).map(|win| context.win(win)).collect(),
        untried: why.wins.untried,
        story: StoryRow {
            chain: sentences(&story.chain),
            beside: sentences(&story.beside),
            people: story.people,
            wins: story.wins,
        },
    })
}

/// Whether a point of an item can be by a day, as one JSON document with a newline at its end.
pub fn json_of_answer(
    model: &Model,
    schedule: &Schedule,
    (item, edge): (ItemId, Edge),
    wanted: Wanted,
    answer: &Answer,
) -> String {
    let speech = Speech::of(model, schedule, item, edge);
    let context = Context { speech: &speech, model, schedule };
    let told = barrier(model, schedule, (item, edge), wanted, answer);
    let (day, lines) = match answer {
        Answer::Kept(day) | Answer::Unknown(day, _) => (*day, [].as_slice()),
        Answer::Forbidden(day, barrier) => (*day, barrier.lines.as_slice()),
    };
    written(&AnswerRow {
        item: context.path(item),
        title: model.item(item).title(),
        point: point(edge),
        by: wanted.last_day().to_string(),
        day: day.to_string(),
        is_open: schedule.timing(item).is_open_at(edge),
        can_be: match answer {
            Answer::Kept(_) => Some(true),
            Answer::Unknown(..) => None,
            Answer::Forbidden(..) => Some(false),
        },
        rests_on: match answer {
            Answer::Unknown(_, rests_on) => rests_on.map(|unknown| context.path(unknown)),
            _ => None,
        },
        headline: told.headline,
        lines: lines.iter().map(|line| context.line(line)).collect(),
        help: told.help,
    })
}

fn written(document: &impl Serialize) -> String {
    // Texts and numbers alone: there is nothing that JSON could not hold.
    serde_json::to_string_pretty(document).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'m> {
    item: String,
    title: &'m str,
    point: &'static str,
    at: String,
    is_open: bool,
    headline: String,
    chain: Vec<LinkRow<'m>>,
    beside: Vec<BesideRow<'m>>,
    people: Vec<PersonRow>,
    wins: Vec<WinRow<'m>>,
    untried: usize,
    story: StoryRow,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct StoryRow {
    chain: Vec<String>,
    beside: Vec<String>,
    people: Vec<String>,
    wins: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LinkRow<'m> {
    item: String,
    point: &'static str,
    at: String,
    because: CauseRow,
    /// Whose line it is, where it is not the item's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    inherited_from: Option<String>,
    /// What is waited for.
    from: String,
    /// The same with its lag.
    asked: String,
    step: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    work: Option<i64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pauses: Vec<PauseRow<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    disregards: Option<DisregardRow<'m>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Place<'m>>,
}

/// What the item should have waited for, and did not.
#[derive(Serialize)]
struct DisregardRow<'m> {
    item: String,
    point: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Place<'m>>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct CauseRow {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item_point: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    who: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lag: Option<i64>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    lag_is_elapsed: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PauseRow<'m> {
    #[serde(skip_serializing_if = "Option::is_none")]
    absent: Option<String>,
    first: String,
    last: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Place<'m>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct BesideRow<'m> {
    item: String,
    point: &'static str,
    waits_for: CauseRow,
    at: String,
    is_open: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    spare: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    spare_days: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Place<'m>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PersonRow {
    who: String,
    items: Vec<String>,
    time: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WinRow<'m> {
    changes: Vec<ChangeRow<'m>>,
    day: String,
    at: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ChangeRow<'m> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    who: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    calendar: Option<&'m str>,
    /// How much less.
    #[serde(skip_serializing_if = "Option::is_none")]
    less: Option<i64>,
    /// The day that it is instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Place<'m>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct AnswerRow<'m> {
    item: String,
    title: &'m str,
    point: &'static str,
    by: String,
    day: String,
    is_open: bool,
    /// Nothing where nobody knows.
    can_be: Option<bool>,
    /// The work without an estimate that it then rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    rests_on: Option<String>,
    headline: String,
    lines: Vec<ChangeRow<'m>>,
    help: Vec<String>,
}

#[derive(Serialize)]
struct Place<'m> {
    file: &'m str,
    line: u32,
    column: u32,
    text: &'m str,
}

#[derive(Clone, Copy)]
struct Context<'s, 'm> {
    speech: &'s Speech<'m>,
    model: &'m Model,
    schedule: &'m Schedule,
}

impl<'m> Context<'_, 'm> {
    fn path(self, item: ItemId) -> String {
        self.model.item(item).path()
    }

    fn place(self, span: Span) -> Option<Place<'m>> {
        let sources = &self.model.sources;
        let file = sources.source(sources.source_of(span)).filter(|_| span != Span::default())?;
        let place = sources.place(span);
        let text = sources.text(span);
        Some(Place { file: file.name(), line: place.line, column: place.column, text })
    }

    fn link(self, link: &Link) -> LinkRow<'m> {
        let reason = &link.reason;
        let holder = Some(reason.holder).filter(|holder| *holder != reason.item);
        let (step, work) = step(reason.step);
        LinkRow {
            item: self.path(reason.item),
            point: point(reason.edge),
            at: reason.moment.to_string(),
            because: self.cause(reason.driver, reason.item, reason.edge),
            inherited_from: holder.map(|holder| self.path(holder)),
            from: reason.point.to_string(),
            asked: reason.asked.to_string(),
            step,
            work,
            pauses: link.pauses.iter().map(|pause| self.pause(pause)).collect(),
            disregards: self.disregards(reason.item),
            source: super::cause::place(self.speech, reason).and_then(|span| self.place(span)),
        }
    }

    fn disregards(self, item: ItemId) -> Option<DisregardRow<'m>> {
        let early = disregarded(self.schedule, self.model.item(item)).next()?;
        let Anchor::Item(awaited, edge) = early.anchor else { return None };
        let (item, source) = (self.path(awaited), self.place(early.span));
        Some(DisregardRow { item, point: point(edge), source })
    }

    fn cause(self, driver: Driver, of: ItemId, edge: Edge) -> CauseRow {
        let kind = driver_kind(driver);
        let none = CauseRow { kind, ..CauseRow::default() };
        let item = |item, edge| CauseRow {
            kind,
            item: Some(self.path(item)),
            item_point: Some(point(edge)),
            ..CauseRow::default()
        };
        match driver {
            Driver::Dependency(id) => {
                let dependency = self.model.dependency(id);
                let row = match dependency.anchor {
                    Anchor::Item(other, edge) => item(other, edge),
                    Anchor::Moment(moment) => CauseRow { date: Some(day(moment)), ..none },
                };
                with_lag(row, dependency.lag)
            }
            Driver::Part(part) if self.model.item(of).kind().is_point() => item(part, Edge::End),
            Driver::Part(part) => item(part, edge),
            Driver::JustBefore(other) => item(other, Edge::Start),
            Driver::Resource { resource, item: first } => {
                let row = first.map_or(none, |first| item(first, Edge::End));
                CauseRow { who: Some(self.model.resource(resource).name().to_owned()), ..row }
            }
            _ => none,
        }
    }

    fn pause(self, pause: &Pause) -> PauseRow<'m> {
        PauseRow {
            absent: pause.who.map(|who| self.model.resource(who).name().to_owned()),
            first: pause.first.to_string(),
            last: pause.last.to_string(),
            title: pause.title.to_string(),
            source: pause.span.and_then(|span| self.place(span)),
        }
    }

    fn beside(self, beside: &Beside) -> Option<BesideRow<'m>> {
        let ask = &beside.ask;
        let told = super::chain::told_beside(self.speech, beside)?;
        let is_open = beside.is_open(self.model, self.schedule);
        Some(BesideRow {
            item: self.path(beside.item),
            point: point(beside.edge),
            waits_for: self.cause(ask.driver, beside.item, beside.edge),
            at: ask.point.to_string(),
            is_open,
            spare: (!is_open).then_some(ask.spare.0),
            spare_days: (!is_open).then_some(ask.spare_days),
            source: told.places.first().and_then(|span| self.place(*span)),
        })
    }

    fn person(self, person: &Bottleneck) -> PersonRow {
        PersonRow {
            who: self.model.resource(person.who).name().to_owned(),
            items: person.items.iter().map(|item| self.path(*item)).collect(),
            time: person.time.0,
        }
    }

    fn win(self, win: &Win) -> WinRow<'m> {
        WinRow {
            changes: win.changes.iter().map(|change| self.change(*change, None)).collect(),
            day: win.day.to_string(),
            at: win.moment.to_string(),
        }
    }

    fn line(self, line: &Line) -> ChangeRow<'m> {
        self.change(line.without, line.span)
    }

    fn change(self, change: Change, span: Option<Span>) -> ChangeRow<'m> {
        let mut row = ChangeRow {
            kind: change_kind(change),
            item: None,
            who: None,
            calendar: None,
            less: None,
            day: None,
            source: span.and_then(|span| self.place(span)),
        };
        let model = self.model;
        match change {
            Change::Shorten(item, less) => {
                (row.item, row.less) = (Some(self.path(item)), Some(less.0));
            }
            Change::TakesNoTime(item)
            | Change::NotFixed(item, _)
            | Change::NotActual(item)
            | Change::NotLate(item)
            | Change::NotShipped { item, .. } => row.item = Some(self.path(item)),
            Change::Independent(id) => row.item = Some(self.path(self.model.dependency(id).item)),
            Change::Unlimited(who) | Change::Present(who, _) => {
                row.who = Some(model.resource(who).name().to_owned());
            }
            Change::Open(id, _) => row.calendar = Some(&model.calendar(id).name),
            Change::StartsOn(day) => row.day = Some(day.to_string()).filter(|_| span.is_none()),
            Change::Moved(of, day) => {
                row.day = Some(day.to_string());
                row.item = match of {
                    DateOf::Fixed(item) => Some(self.path(item)),
                    DateOf::Dependency(id) => Some(self.path(self.model.dependency(id).item)),
                };
            }
            Change::WithoutToday | Change::Unassigned(_) => {}
        }
        row
    }
}

fn with_lag(row: CauseRow, lag: Lag) -> CauseRow {
    if lag.minutes.0 == 0 {
        return row;
    }
    CauseRow { lag: Some(lag.minutes.0), lag_is_elapsed: lag.is_elapsed, ..row }
}

fn day(moment: Moment) -> String {
    moment.date().to_string()
}

fn sentences(told: &[Told]) -> Vec<String> {
    told.iter().map(|told| told.sentence.clone()).collect()
}

const fn point(edge: Edge) -> &'static str {
    match edge {
        Edge::Start => "start",
        Edge::End => "end",
    }
}

const fn step(step: Step) -> (&'static str, Option<i64>) {
    match step {
        Step::At => ("at", None),
        Step::NextWork => ("nextWork", None),
        Step::PreviousWork => ("previousWork", None),
        Step::EndOfDay => ("endOfDay", None),
        Step::LastPlace => ("lastPlace", None),
        Step::Work(work) => ("work", Some(work.0)),
        Step::Back(work) => ("back", Some(work.0)),
        Step::FirstEnd(work) => ("firstEnd", Some(work.0)),
    }
}

const fn change_kind(change: Change) -> &'static str {
    match change {
        Change::Shorten(..) => "shorten",
        Change::TakesNoTime(_) => "estimate",
        Change::Independent(_) => "dependency",
        Change::NotShipped { .. } => "shipsIn",
        Change::NotFixed(..) => "fixedDate",
        Change::NotActual(_) => "actual",
        Change::NotLate(_) => "alap",
        Change::Unassigned(_) => "assignment",
        Change::Unlimited(_) => "capacity",
        Change::Present(..) => "absence",
        Change::Open(..) => "dayOff",
        Change::StartsOn(_) => "roadmapStart",
        Change::WithoutToday => "today",
        Change::Moved(..) => "date",
    }
}
